"""A state's newsrooms are one origin, whatever a report calls them: "Aurian state TV", "Auria's state-run news agency", "state media"."""

import re
from collections.abc import Sequence
from functools import cache

from bot.domain.evidence import Evidence
from bot.domain.story import Story
from watchers.fold.credits import HEAD, Credit, credit_words
from watchers.fold.speakers import actor_called, countries_called

UNNAMED = "state media"
"""The origin where nobody says which state's they are."""
_POSSESSIVE = re.compile(r"['’]s?$", re.IGNORECASE)
_OF_A_PEOPLE = re.compile(r"(?:an|ese|i|ish|[cs]h)$|['’]s$", re.IGNORECASE)
"""How the word for a people ends, or whose something is: "Aurian", "Vessia's"; "On State TV" names no state."""

_NOTHING_OF_ITS = r"(?!['’][Ss])"
"""In "outside the state broadcaster's gate" it says nothing."""


def state_newsroom(title: str, summary: str, story: Story) -> Credit | None:
    """The newsrooms of a state that a report says it has it from, by one name; None where it names none."""
    for text in (title, summary[:HEAD]):
        if found := next((f for pattern in _patterns() if (f := pattern.search(text))), None):
            return Credit(name=_name(found["whose"] or "", story), words=found[0].strip(" -–—|:,"))
    return None


def counted_as(origin: str, earlier: Sequence[Evidence], story: Story) -> str:
    """The origin as which a credited one counts beside what was told before.

    What is of a state nobody names is of the one named before, and what is of a named one is that of the unnamed before,
    as long as this was not taken for another's.
    """
    heard = dict.fromkeys(e.origin for e in earlier)
    if origin in heard:
        return origin
    if origin == UNNAMED:
        return next((o for o in heard if _state_in(o, story)), origin)
    state = _state_in(origin, story)
    if not state or UNNAMED not in heard:
        return origin
    named = (state_newsroom(e.title, e.summary, story) for e in earlier if e.origin == UNNAMED)
    others = {_state_in(c.name, story) for c in named if c} - {"", state}
    return origin if others else UNNAMED


def cites_itself(credit: str, own: str, story: Story) -> bool:
    """Whether a state's newsrooms (`own` is their origin) have it from "state media" that are nobody else's."""
    return credit == UNNAMED and bool(_state_in(own, story))


def _name(whose: str, story: Story) -> str:
    """What a state's newsrooms are called here: as the story file calls an owner or source of that state's, if it has one."""
    state = _state(whose, story)
    if not state:
        return UNNAMED
    own = (s.origin for s in story.sources if state in {_state_in(s.origin, story), _state_in(s.name, story)})
    known = state.casefold() != whose.strip().casefold()
    return next(own, f"{state}'s {UNNAMED}" if known else f"{state} {UNNAMED}")


def _state(whose: str, story: Story) -> str:
    """The actor or country these words name, else the words where they may name a people; "" for none."""
    said = whose.strip().replace("’", "'")
    bare = _POSSESSIVE.sub("", said)
    countries = countries_called().get(bare.casefold(), ())
    known = actor_called(bare.casefold(), story) or (countries[0] if len(countries) == 1 else "")
    return known or (said.capitalize() if _OF_A_PEOPLE.search(said) else "")


def _state_in(name: str, story: Story) -> str:
    """The state that an owner or newsroom is of by its name, as "Aurian state" and "Aurian State TV" are; "" for none."""
    found = _of_a_state().fullmatch(name)
    return _state(found["whose"], story) if found else ""


@cache
def _of_a_state() -> re.Pattern[str]:
    return re.compile(rf"(?P<whose>.+?) (?:{_kinds()}|state)", re.IGNORECASE)


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """In small letters, and with capitals: there the word before it is its state's only where a mark goes before that."""
    return (
        re.compile(
            rf"(?<![\w-])(?:(?P<whose>[A-Z]\w+(?:['’]s)?)\s+)?(?:official )?(?<![\w-])(?:{_kinds()})\b{_NOTHING_OF_ITS}"
        ),
        re.compile(
            rf"(?:(?:^|[-–—:|,])\s*(?P<whose>[^\W\d_]+(?:['’][Ss])?\s+)?|(?<![\w-]))(?=[A-Z])(?i:{_kinds()})\b"
            + _NOTHING_OF_ITS
        ),
    )


@cache
def _kinds() -> str:
    words = credit_words()["credits"]
    kind = "|".join(map(re.escape, words["state"]))
    return rf"(?:{'|'.join(words['of_the_state'])}) (?:{kind})|(?:{'|'.join(words['official'])})"
