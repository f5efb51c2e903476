"""A second look at two reports: what the reader of the extra `semantic` makes of both headlines, beside the words they share.

It is asked only about the reports whose words are nearest, and its vote is added to theirs: neither decides alone.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import log

from watchers.fold.tellings import Telling
from watchers.model.reader import Reader
from watchers.words.languages import language_of

GROUPS = 3
EACH = 4
"""How many developments are looked at, those nearest by words, and how many reports of each."""
LEAST = -3.0
"""The log odds by words under which nobody is asked."""
WORDS, READ, BIAS = 0.6, 0.6, -0.3
"""The votes of words and reader, both as log odds, and what is added to them. Chosen with GROUPS and EACH on ten streams by readers
that had not learned from the one in hand, and READ lowered from 0.8 on two more, to the fewest wrong pairs at much the same B-cubed F1."""
_SURE = 1e-3
"""No chance counts as nearer to none or to all than this."""


@dataclass(frozen=True, kw_only=True)
class Scored:
    """An earlier report, the log odds that it tells of the same development, and the chance the reader gave it, if it was asked."""

    telling: Telling
    odds: float
    read: float | None = None


def second_look(new: Telling, groups: Sequence[Sequence[Scored]], reader: Reader) -> list[list[Scored]]:
    """The groups in their order: of the nearest the nearest reports have both votes, all others what they had. Raises ModelError.

    A group that is not among the nearest comes back empty; what is not English stays as its words have it.
    """
    if language_of(new.said) != "en":
        return [list(group) for group in groups]
    nearest = sorted(range(len(groups)), key=lambda at: -max(s.odds for s in groups[at]))[:GROUPS]
    return [_read(new, group, reader) if at in nearest else [] for at, group in enumerate(groups)]


def _read(new: Telling, group: Sequence[Scored], reader: Reader) -> list[Scored]:
    near, far = (ordered := sorted(group, key=lambda s: -s.odds))[:EACH], ordered[EACH:]
    return [*(_both(new, s, reader) if s.odds >= LEAST else s for s in near), *far]


def _both(new: Telling, old: Scored, reader: Reader) -> Scored:
    if language_of(old.telling.said) != "en":
        return old
    read = reader.alike(old.telling.said, new.said)
    held = min(max(read, _SURE), 1 - _SURE)
    return replace(old, odds=WORDS * old.odds + READ * log(held / (1 - held)) + BIAS, read=read)
