"""Which events a question asks for, by how it names them: `lexicon/asked.toml`.

"Let the reporters go" asks for a release and "fall to the rebels" for a capture, whatever those words mean in headlines. The
phrase with the most words counts, the first of several; a participle that only tells which one is meant ("the two jailed
reporters") and what an actor is called are none.
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from watchers.match.askedverbs import LIGHT
from watchers.words.cues import Cue, Cues
from watchers.words.finder import Words, words_of
from watchers.words.grammar import NOUN_ENDINGS, forms
from watchers.words.phrasebook import Event, lexicon
from watchers.words.stems import irregular
from watchers.words.tokens import in_title_case

_OF = forms("prepositions") | {"as", "between", "of", "to"}
_WHICH = forms("determiners") | forms("so_many") | {"'s"}
_ASKING = forms("asking")
_NO_VERBS = (*NOUN_ENDINGS, "ure")
_PLURAL = re.compile(r"[^s]s$")
_AFTER_VERBS = forms("after_verbs")


@dataclass(frozen=True, kw_only=True)
class Asked:
    """The events a question asks for in so many words, and the stems of those words: "put to death" of an execution."""

    events: tuple[Event, ...] = ()
    words: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.events)


def asked_by(words: Words, actors: frozenset[str]) -> Asked:
    """What a question (its words) asks for by name; nothing where it names no event that way.

    `actors` are the stems of the story's names, which ask for nothing.
    """
    cues = [
        c for c in _asked().find(words) if not (_describes(words, c) or set(words.stems[c.first : c.last]) <= actors)
    ]
    if not cues:
        return Asked()
    best = max(cues, key=lambda c: (_weight(words, c), -c.first))
    if _names_a_thing(words, best):
        best = next((c for c in cues if c.first >= best.last and _ends_it(words, c)), best)
    kinds = {k for c in cues if (c.first, c.last) == (best.first, best.last) for k in c.kinds}
    events = tuple(e for e in lexicon().events if e.name in kinds)
    return Asked(events=events, words=_own_words(words, best, actors))


def _names_a_thing(words: Words, cue: Cue) -> bool:
    """Whether it is the thing that something befalls: "the sale of"."""
    led = words.tokens[cue.first - 1].word if cue.first else ""
    return cue.size > 1 and led in _WHICH and words.tokens[cue.last - 1].word in _OF


def _ends_it(words: Words, cue: Cue) -> bool:
    """Whether it tells as a participle that the thing comes to an end or to nothing: the sale of the bank "cancelled"."""
    word = words.tokens[cue.first].word
    return (word.endswith("ed") or word in irregular()) and cue.kinds <= set(_table()["ends"]["events"])


def _own_words(words: Words, cue: Cue, actors: frozenset[str]) -> tuple[str, ...]:
    """The words of a phrase as a headline would repeat them, () where they name a thing ("a prisoner swap", "release of") or say too little."""
    content = lexicon().content(words)
    own = [s for s in words.stems[cue.first : cue.last] if s in content and s not in actors]
    while own and lexicon().is_thing(own[0]) and not lexicon().is_deed(own[0]):  # of "troops leave" the leaving
        del own[0]
    led = words.tokens[cue.first - 1].word if cue.first else ""
    a_thing = led in _WHICH or (len(own) == 1 and words.tokens[cue.last - 1].word in _OF)
    return () if a_thing or set(own) <= LIGHT else tuple(own)


def _weight(words: Words, cue: Cue) -> int:
    """How many words of a phrase say something: in "release of" one does."""
    return sum(s in lexicon().content(words) for s in words.stems[cue.first : cue.last]) * 2 + cue.size


def _describes(words: Words, cue: Cue) -> bool:
    """Whether it only tells which one is meant, or names a thing: "the two jailed reporters", "sanctions on Auria are lifted"."""
    first = words.tokens[cue.first]
    if cue.first and first.raw[:1].isupper() and not in_title_case(words.tokens):  # the "Build Back Better" bill
        return True
    led = words.tokens[cue.first - 1].word if cue.first else ""
    then = next(iter(words.tokens[cue.last : cue.last + 1]), None)
    free = then is not None and not then.is_mark and then.word not in _AFTER_VERBS
    if words.tokens[cue.last - 1].word == "go" and then is not None and then.word in {"ahead", "on"}:
        return True
    if led in _WHICH and first.word.endswith("ed") and (cue.size > 1 or free):
        return True
    if cue.size > 1 or led == "'s":
        return False
    asking = words.tokens[0].word in _ASKING
    verb = not _PLURAL.search(first.word) if asking else first.word.endswith(("s", "ed"))
    return not verb or first.word.endswith(_NO_VERBS)


def thing_in(term: tuple[str, ...]) -> frozenset[str]:
    """The stems of what an anchor says something of: of "tanker freed" the tanker."""
    words = words_of(" ".join(term))
    cues = [c for c in lexicon().find(words) if c.tells]
    told = {n for c in cues for n in range(c.first, c.last) if not lexicon().is_thing(words.stems[n])}
    content = lexicon().content(words)
    return frozenset(s for n, s in enumerate(words.stems) if n not in told and s in content)


def is_an_end(events: tuple[Event, ...]) -> bool:
    """Whether all of them are ends themselves, as a departure is."""
    return bool(events) and all(e.name in _table()["ends"]["events"] for e in events)


@cache
def _asked() -> Cues:
    return Cues(_table()["asked"])


@cache
def _table() -> Mapping[str, Any]:
    return tomllib.loads((files("watchers") / "lexicon" / "asked.toml").read_text(encoding="utf-8"))
