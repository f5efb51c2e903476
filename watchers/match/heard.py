"""A passage with the actors named in it, and what is told of a match: its marks and its reasons."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from bot.domain.evidence import ActorHit, Span
from watchers.words.finder import Place, Words, spans
from watchers.words.passages import Passage


@dataclass(frozen=True, kw_only=True)
class Heard:
    """A passage with its words and the actors named in it; `stand_ins` has names that may stand for an actor: its country's, or a first name.

    `declared` is the language its feed says it is in.
    """

    passage: Passage
    words: Words
    hits: tuple[ActorHit, ...]
    stand_ins: tuple[ActorHit, ...] = ()
    declared: str = ""

    @property
    def actors(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(h.actor for h in self.hits))


def present(actors: frozenset[str], reading: Heard, readings: tuple[Heard, ...]) -> tuple[str, ...]:
    """The wanted actors in the passage, or for a sentence of the summary in the title."""
    here = tuple(a for a in reading.actors if a in actors) if reading.hits else ()
    if here or reading.passage.where == "title" or not readings:
        return here
    return tuple(a for a in readings[0].actors if a in actors)


KeptOut = Callable[[Heard], Mapping[str, str]]
"""The actors that an exclusion keeps out of a passage, and the words it is there in."""


def who_is_out(actors: frozenset[str], kept_out: Mapping[str, str], where: str) -> str:
    """Which of the actors an exclusion keeps out of the passage; "" for none."""
    own = ((words, actor.partition(" -")[0]) for actor, words in kept_out.items() if actor in actors)
    return next((f'"{words}" keeps {name} out of {where}' for words, name in own), "")


def marks_of(reading: Heard, actors: frozenset[str], places: tuple[Place, ...]) -> tuple[Span, ...]:
    named = {h.span for h in reading.hits if not actors or h.actor in actors}
    return tuple(sorted({*spans(reading.words, places), *named}))


def quoted(words: Words, places: tuple[Place, ...]) -> str:
    return " ".join(t.raw for first, last in places for t in words.tokens[first:last])


def reasons(actors: tuple[str, ...], anchor: str = "", *, pattern: str = "", kin: bool = False) -> tuple[str, ...]:
    lines = [f"actors: {', '.join(actors)}"] if actors else []
    if anchor:
        lines.append(f'near it: "{anchor}"' if kin else f'anchor: "{anchor}"')
    if pattern:
        lines.append(f"words of the story file: {pattern}")
    return tuple(lines)
