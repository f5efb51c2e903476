"""What the channel is told of a report though it moves no state."""

from datetime import timedelta

from bot.domain.counted import counted
from bot.domain.evidence import Evidence, TargetKind
from bot.domain.saying import force_of, said
from bot.domain.standing import Standing, WatchState
from bot.domain.story import Weight
from bot.domain.teller import teller
from bot.domain.voices import ENOUGH_ORIGINS, SIDES, reporting

OPEN = frozenset({WatchState.SIGNAL, WatchState.DEVELOPING, WatchState.CONTESTED})
UNDECIDED = OPEN | {WatchState.WATCHING}
_ANEW = timedelta(days=1)
"""After so long without a further origin a report of what is proposed is news again, so at most once a day."""


def against_resolution(before: Standing, evidence: Evidence, side: str) -> bool:
    """Whether this is the first or second origin since people resolved an item that says the contrary, in strong words.

    Only people reopen it, so they must hear of it: the strike that was over goes on again.
    """
    contrary = {WatchState.RESOLVED_YES: "away", WatchState.RESOLVED_NO: "toward"}
    if evidence.target.kind is TargetKind.CLAIM or contrary.get(WatchState(before.value)) != side:
        return False
    if evidence.copy_of or evidence.weight is Weight.WATCH or evidence.at <= before.since:
        return False
    heard = {v.origin for v in before.side(side) if v.at > before.since and v.weight is not Weight.WATCH}
    return evidence.origin not in heard and len(heard) < ENOUGH_ORIGINS


def first_outcome(before: Standing, evidence: Evidence, side: str) -> bool:
    """Whether this is the first to say of an open item that it is decided so: news, though one report of it moves nothing.

    What was said before people last decided is settled by that: the strike that goes on again may be over again.
    """
    late = before.counts_from is not None and evidence.at <= before.counts_from
    told = evidence.outcome and not evidence.copy_of and not late
    return told and before.value in UNDECIDED and not reporting(before, side)


def seen_first(before: Standing, evidence: Evidence, side: str) -> str:
    """What to say of a first outcome that only the second reading sees; "" for any other report.

    Of 39 such headlines on 131 questions whose events it had not learned 33 told the outcome, and 4 more pointed that way.
    """
    seen = evidence.weight is Weight.WATCH and first_outcome(before, evidence, side)
    return "the second reading sees the outcome itself in it: please look" if seen else ""


def reported_anew(before: Standing, evidence: Evidence, side: str) -> str:
    """Why a further origin's report of what is proposed is news: nobody new had it for a day, or one said otherwise since; "" where it is none.

    A false proposal on which nobody acts must not swallow the event itself. What was said against it counts once.
    """
    told = evidence.outcome and evidence.weight is not Weight.WATCH and not evidence.copy_of
    if not told or before.value != WatchState.PROPOSED or SIDES.get(before.suggested) != side:
        return ""
    reports = reporting(before, side)
    last = max((v.first.at for v in reports), default=before.since)
    if any(v.origin == evidence.origin for v in reports) or evidence.at <= last:
        return ""
    if evidence.at - last >= _ANEW:
        return f"no further origin had reported it for {counted((evidence.at - last).days, 'day')}"
    against = [v for v in before.counting if v.side != side and last < v.at < evidence.at]
    if not against or last > before.since:
        return ""
    latest = max(against, key=lambda v: v.at)
    return f"the first to report it since {teller(latest)} {said(latest.side, force_of(latest))}"


def first_said(before: Standing, evidence: Evidence, side: str) -> bool:
    """Whether nobody has said as much on that side before."""
    return not any(v.outcome or not evidence.outcome for v in before.side(side))
