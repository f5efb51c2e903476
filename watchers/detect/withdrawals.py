"""A newsroom takes a report back: its voice is what it said before, and what rested on that goes back as far."""

from collections.abc import Sequence
from datetime import datetime

from bot.domain.change import Change, ChangeKind, Level
from bot.domain.evidence import Evidence, TargetKind
from bot.domain.standing import BOT, Standing, moves
from bot.domain.teller import teller
from bot.domain.voices import SIDES, firm, without


def withdraw(
    withdrawal: Evidence, taken: Sequence[Evidence], before: Standing, rest: Sequence[Evidence], *, now: datetime
) -> Change:
    """What it changes that these reports are taken back, the one to name last; `rest` is the other evidence on the target, so too.

    The channel hears of it where an answer rested on one of them.
    """
    why = f"{teller(withdrawal)} took back its report “{taken[-1].title}”"
    ids = frozenset(e.id for e in taken)
    told, after = rests_on(before, ids), without(before, ids, rest, by=BOT, at=now, why=why)
    while any(v.evidence in ids for v in after.voices):  # a newsroom's, and somebody's word that it passed on
        after = without(after, ids, rest, by=BOT, at=now, why=why)
    moved = moves(before, after)
    return Change(
        slug=withdrawal.slug,
        target=withdrawal.target,
        kind=ChangeKind.STATE if moved else ChangeKind.EDIT,
        level=Level.URGENT if moved or told else Level.ROUTINE,
        before=before,
        after=after,
        evidence=withdrawal,
        why=why,
        old_title=taken[-1].title,
    )


def rests_on(standing: Standing, reports: frozenset[str]) -> bool:
    """Whether one of these reports (the ids of their evidence) is for the answer or verdict that is proposed or stands."""
    side = SIDES.get(standing.suggested or standing.value, "")
    claim = standing.target.kind is TargetKind.CLAIM
    rests = firm(standing, side) if claim else standing.side(side)
    return any(v.evidence in reports for v in rests) if side else False


def takes_back(before: Standing, heard: Standing, instead_of: frozenset[str]) -> bool:
    """Whether a report goes on which rests what is proposed or decided, and its origin no longer says so."""
    gone = {v.origin for v in before.voices if v.evidence in instead_of}
    side = SIDES.get(before.suggested or before.value, "")
    outcomes = {v.origin for v in heard.side(side) if v.outcome or before.target.kind is TargetKind.CLAIM}
    return rests_on(before, instead_of) and not gone <= outcomes
