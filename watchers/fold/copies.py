"""Copies: one report told twice, by its link, its title or its very text."""

from collections.abc import Sequence
from datetime import timedelta
from itertools import pairwise

from watchers.fold.tellings import Telling

WIRE_ALIKE = 0.9
"""Share of word pairs two texts must have in common to be one wire report."""
NEARLY = 0.7
"""Texts so much alike that a reader will ask why they are no copies."""
WIRE_WORDS = 12
"""Fewer word pairs than this prove nothing."""
TITLE_WORDS = 4
"""A shorter title ("Live updates") may be anybody's."""
LATE = timedelta(days=2)
"""After so long an outlet's own title or text may be of something new, and a shorter title than this anybody's again."""
LATE_TITLE_WORDS = 8


def copied(new: Telling, old: Telling) -> str:
    """Why one is a copy of the other; "" where it is none.

    Another outlet's late copy has the link, the whole text, or a long title: "Markets close higher" comes back every week.
    """
    late, others = abs(new.at - old.at) > LATE, new.outlet != old.outlet
    if late and not others:
        return ""
    if new.link and new.link == old.link and (others or new.title == old.title):
        return "the same link"  # of one outlet, it may be a live page with many entries
    if new.title == old.title and len(new.title.split()) >= (LATE_TITLE_WORDS if late else TITLE_WORDS):
        return "the same title"
    if (share := text_alike(new, old)) >= WIRE_ALIKE:
        return f"text alike at {share:.2f}, {WIRE_ALIKE} asked for"
    return ""


def text_alike(new: Telling, old: Telling) -> float:
    """The share of word pairs that both have, with their headlines or, of two outlets, under them; 0 where that is too little.

    It may be told as 0 where it is less than `NEARLY`.
    """
    fewer, more = sorted((len(new.pairs), len(old.pairs)))
    both = len(new.pairs & old.pairs) if fewer >= WIRE_WORDS else 0
    whole = _share(both, fewer, more)
    if whole >= WIRE_ALIKE or new.outlet == old.outlet:
        return whole
    return max(whole, _under_the_headlines(new, old, both))


def nearly_copied(new: Telling, others: Sequence[Telling]) -> str:
    """By how much the nearest of reports that are no copies missed being one; "" where none is near."""
    share, outlet = max(((text_alike(new, o), o.outlet) for o in others), default=(0.0, ""))
    told = f"no copy of {outlet}'s report: text alike at {share:.2f}, {WIRE_ALIKE} asked for"
    return told if NEARLY <= share < WIRE_ALIKE else ""


def _under_the_headlines(new: Telling, old: Telling, both: int) -> float:
    """How alike the texts are under two headlines, cut to the length of the shorter: papers head one wire text as they like.

    What speaks of neither headline is a stock sentence ("This story is being updated ..."), and likens nothing.
    """
    length = min(len(new.body), len(old.body))
    if length <= WIRE_WORDS or both < length / 2 or (new.terms | old.terms).isdisjoint(new.told | old.told):
        return 0.0
    a, b = (frozenset(pairwise(t.body[:length])) for t in (new, old))
    return _share(len(a & b), len(a), len(b)) if min(len(a), len(b)) >= WIRE_WORDS else 0.0


def _share(both: int, one: int, other: int) -> float:
    """The share of all pairs that is in both."""
    return both / (one + other - both) if both else 0.0
