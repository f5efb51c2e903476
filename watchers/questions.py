"""What a watch item asks of a passage: the events that would answer it."""

from dataclasses import dataclass
from functools import lru_cache

from bot.domain.story import Polarity
from watchers.finder import words_of
from watchers.phrasebook import Event, lexicon


@dataclass(frozen=True, kw_only=True)
class Question:
    """What is asked of a passage: the events that would answer it, and whether something should happen or end."""

    polarity: Polarity = Polarity.HAPPENS
    events: tuple[Event, ...] = ()

    @property
    def by_agreement(self) -> bool:
        """Whether agreeing to do it is doing it, as with a truce's extension."""
        return any(e.by_agreement for e in self.events)


@lru_cache(maxsize=4096)
def question_of(anchors: frozenset[str], text: str, polarity: Polarity, actors: frozenset[str]) -> Question:
    """The question a watch item asks: the events its own verb names, else its anchors, else any.

    What follows a "to" in it is a purpose: "a deal to end the war" asks for the deal.
    """
    words = words_of(text.partition(" to ")[0])
    own = frozenset(s for s, t in zip(words.stems, words.tokens, strict=True) if not t.is_mark and s not in actors)
    events = lexicon().events
    asked = own - anchors or own
    named = tuple(e for e in events if (asked & e.verbs) - e.weak) or tuple(
        e for e in events if (own & e.verbs) - e.weak
    )
    kinds = tuple(e for e in events if anchors & (e.nouns | e.verbs))
    both = tuple(e for e in named if e in kinds)
    return Question(polarity=polarity, events=both or kinds or named or events)
