"""What ends by an event of another name: a presence by a withdrawal, captivity by a release, a gas cut-off by a resumption."""

import re

from watchers.words.finder import Finder, Words, words_of
from watchers.words.grammar import forms, stems
from watchers.words.phrasebook import Event, lexicon

_CUT_OFF = re.compile(r"\b(?:[Cc]ut-off|[Ss]hut-off|[Hh]alt(?= of))\b")
"""How a cut-off is written otherwise."""
_GRIP = re.compile(r"\b(?:hold|grip) on (?:the (?:city|town|region|province|valley|island)|[A-Z])")
_LOST = frozenset({"capture", "withdrawal"})
"""By which a hold on a place ends."""
_OVER = forms("over_a_thing")
_TENURE = stems("tenure")
_CAPTIVES = frozenset({"prisoner", "prisoners"})
"""People, whose stem a prison has too."""
_NEAR = 5
_ENDED_BY = tuple(
    (stems(things), events)
    for things, events in (
        ("captivity", ("release",)),
        ("presence", ("withdrawal",)),
        ("closures", ("opening",)),
        ("cut_offs", ("opening", "restoration")),
        ("groundings", ("relief",)),
    )
)
"""Things that end by an event of the lexicon: a presence by a withdrawal."""


def ended_by(text: str, anchors: Finder | None) -> tuple[Event, ...]:
    """The events by which what the question is about ends, where it is such a thing, () else."""
    words = words_of(_CUT_OFF.sub("cutoff", text))
    if _GRIP.search(text):
        return tuple(e for e in lexicon().events if e.name in _LOST)
    names = next((names for things, names in _ENDED_BY if _is_about(words, things, anchors)), ())
    return tuple(e for e in lexicon().events if e.name in names)


def _is_about(words: Words, things: frozenset[str], anchors: Finder | None) -> bool:
    """Whether the question is about such a thing itself, and not about a strike over one or a dispute of its name."""
    for at in (n for n, s in enumerate(words.stems) if s in things and words.tokens[n].word not in _CAPTIVES):
        before = {t.word for t in words.tokens[max(0, at - _NEAR) : at]}
        then = next(iter(words.stems[at + 1 : at + 2]), "")
        if before.isdisjoint(_OVER) and not (anchors and then in anchors.stems):
            return True
    return False


def tenure_in(words: Words) -> bool:
    """Whether it is about somebody's time in office; rules are no rule."""
    return any(s in _TENURE and t.word != "rules" for s, t in zip(words.stems, words.tokens, strict=True))
