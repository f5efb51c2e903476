"""weigh: what one more voice means for where a watch item or claim stands, whether a report brings it or an editor.

By itself the bot moves a watch item only to `signal`, `contested` and `proposed`, and only suggests a claim's verdict.
"""

from dataclasses import replace
from datetime import datetime, timedelta
from math import ceil

from bot.domain.balance import CONTESTED, ENOUGH, balance, strength, weighed_at
from bot.domain.evidence import Evidence, Stance, TargetKind, Whose
from bot.domain.saying import STRENGTH, Force, force_beside, force_of, is_reported, said, says
from bot.domain.standing import BOT, Standing, Verdict, Voice, WatchState, answer
from bot.domain.story import Direction, Weight
from bot.domain.teller import teller
from bot.domain.voices import (
    ENOUGH_ORIGINS,
    decides_alone,
    enough_say_so,
    firm,
    proposed_side,
    reported_by,
    reporting,
    still_suggested,
    voice_of,
)

SAYS_AGAINST = timedelta(days=3)
"""How long an origin's word contests another's: a denial of last week does not contest a report of today."""


def weighed(before: Standing, heard: Standing, evidence: Evidence, side: str, *, now: datetime) -> tuple[Standing, str]:
    """Where the target stands with this voice heard, and why."""
    if evidence.copy_of or side == Stance.REPEATS:
        return _copied(before, heard, evidence)
    if evidence.target.kind is TargetKind.CLAIM:
        hint = evidence.weight is Weight.WATCH
        return _hinted(heard, evidence, side) if hint else _claim(before, heard, evidence, side)
    if (
        settled := _settled(heard, evidence, side)
        or _overtaken(heard, side, evidence)
        or _answered(heard, side, evidence)
    ):
        return heard, settled
    resolution = WatchState.RESOLVED_NO if side == Direction.AWAY else WatchState.RESOLVED_YES
    if (heard.value, heard.suggested) != (WatchState.PROPOSED, resolution) and _outcome_stands(heard, evidence, side):
        return _decided(heard, evidence, side, resolution, now=now)
    if heard.value == WatchState.PROPOSED:
        return _challenged(heard, side, evidence, now=now)
    return _watch(heard, evidence, side, now=now)


def _copied(before: Standing, heard: Standing, evidence: Evidence) -> tuple[Standing, str]:
    """A copy moves nothing; but where its page spoke of a claim by itself before, what rested on that is suggested no longer."""
    why = "a copy of an earlier report; copies never raise the count of origins"
    if evidence.target.kind is not TargetKind.CLAIM or len(heard.voices) == len(before.voices):
        return heard, why
    still = replace(heard, suggested=still_suggested(heard))
    return still, f"{evidence.outlet} carries another's report under its new headline: {why}"


def _decided(
    heard: Standing, evidence: Evidence, side: str, resolution: WatchState, *, now: datetime
) -> tuple[Standing, str]:
    """An outcome is proposed, or contested where it is read after what was said against it since."""
    if denied := _denied_since(heard, side, evidence):
        why = f"{_said(heard, evidence, side)}, {_word(denied)} since"
        return _moved(heard, WatchState.CONTESTED, why, evidence, now=now), why
    why = _outcome_why(heard, evidence, side)
    return _moved(heard, WatchState.PROPOSED, why, evidence, now=now, suggested=resolution), why


def _watch(heard: Standing, evidence: Evidence, side: str, *, now: datetime) -> tuple[Standing, str]:
    """An open watch item goes where the voices point, and is contested while they disagree."""
    value, lean = balance(heard.counting, at=weighed_at(heard.counting, evidence.at)).stands(heard.value, heard.lean)
    why = _said(heard, evidence, side)
    against = _against(heard, side, evidence)
    if value == WatchState.SIGNAL and lean not in {side, heard.lean}:
        why = f"{why}, and more of what is said by now {says(lean)}"
    if _decided_since(heard, evidence):
        why = f"{_said(heard, evidence, side)}, but that is older than what people last decided here"
    elif value == WatchState.CONTESTED:
        why = f"{_most(heard, evidence, side)}, {_word(against)}" if against else why
    elif value == WatchState.WATCHING:
        why = f"{why}; it takes {_how_many(evidence)} to move a quiet item"
    elif lean in {side, ""} and (lacking := _lacking(heard, evidence, side)):
        why = f"{why}, but {lacking}"
    if (value, lean) == (heard.value, heard.lean):
        return heard, why
    return _moved(heard, WatchState(value), why, evidence, now=now, lean=lean), why


def _challenged(heard: Standing, side: str, evidence: Evidence, *, now: datetime) -> tuple[Standing, str]:
    """A proposed resolution holds until more than a weak sign speaks against it, or two origins' outcomes that only the reader sees."""
    proposed = _proposed(heard)
    weak = evidence.weight is Weight.WATCH and not _outcomes_against(heard, proposed, evidence)
    if side == proposed or weak:
        return heard, _said(heard, evidence, side)
    why = f"{_said(heard, evidence, side)}, against the proposed “{answer(heard.suggested)}”"
    return _moved(heard, WatchState.CONTESTED, why, evidence, now=now), why


def _outcomes_against(heard: Standing, proposed: Direction, evidence: Evidence) -> bool:
    """Whether this is an outcome, and those of the contrary since the proposed one was first reported would move a quiet item."""
    reported = [v.at for v in heard.counting if v.side == proposed and v.outcome and v.weight is not Weight.WATCH]
    since = min(reported, default=heard.since)
    against = [v for v in heard.counting if v.side == proposed.opposite and v.outcome and v.at > since]
    weighs = balance(against, at=weighed_at(heard.counting, evidence.at)).against(proposed)
    return evidence.outcome and len(against) >= ENOUGH_ORIGINS and weighs >= ENOUGH


def _hinted(heard: Standing, evidence: Evidence, side: str) -> tuple[Standing, str]:
    """What only a model reads so of a claim suggests no verdict; what rested on a voice that says otherwise now is suggested no longer."""
    still = replace(heard, suggested=still_suggested(heard))
    gone = f", and nobody else says what made it `{heard.suggested}`" if heard.suggested and not still.suggested else ""
    return still, f"{teller(evidence)} {says(side, Force.HINT)}; a weak hint suggests no verdict{gone}"


def _claim(before: Standing, heard: Standing, evidence: Evidence, side: str) -> tuple[Standing, str]:
    """What verdict the evidence suggests; an editor sets it. Nobody who had said so when an editor objected suggests it anew.

    What rested on a voice that says otherwise now is suggested no longer.
    """
    heard, first = replace(heard, suggested=still_suggested(heard)), not firm(before, Stance.SUPPORTS)
    if before.counts_from and not heard.suggested and any(v.origin == evidence.origin for v in firm(before, side)):
        return heard, f"{teller(evidence)} says so again; somebody objected to it"
    if side == Stance.REFUTES:
        over = {Verdict.DISPUTED, Verdict.REFUTED, Verdict.SUPERSEDED, Verdict.WITHDRAWN}
        if heard.value in over or heard.suggested == Verdict.DISPUTED:
            return heard, f"{teller(evidence)} says otherwise too"
        why = f"{teller(evidence)} says otherwise; one report against a claim suggests `disputed`"
        return _suggested(heard, Verdict.DISPUTED), why
    origins = sum(not v.former for v in firm(heard, Stance.SUPPORTS))
    if heard.suggested in {"", Verdict.REPORTED} and heard.value in {Verdict.UNVERIFIED, Verdict.REPORTED}:
        if origins >= ENOUGH_ORIGINS:
            why = f"{origins} origins say so; two independent ones suggest `confirmed`"
            return _suggested(heard, Verdict.CONFIRMED), why
        if first and heard.value == Verdict.UNVERIFIED:
            why = f"{teller(evidence)} is the first to say so; one report suggests `reported`"
            return _suggested(heard, Verdict.REPORTED), why
    also = any(v.origin != evidence.origin for v in firm(heard, Stance.SUPPORTS))
    return heard, f"{teller(evidence)} says so{' too' if also else ''}"


def _outcome_stands(heard: Standing, evidence: Evidence, side: str) -> bool:
    """An outcome is proposed on a decisive signal from an A or B source, or on the word of two origins (`enough_say_so`).

    Not on a report that was there when people last decided.
    """
    if not evidence.outcome or side == "both" or _decided_since(heard, evidence):
        return False
    if decides_alone(evidence):
        return True
    weights = balance(heard.counting, at=weighed_at(heard.counting, evidence.at))
    disputed = heard.value in {WatchState.CONTESTED, WatchState.PROPOSED} and weights.minority >= CONTESTED
    opposed = disputed or weights.against(Direction(side)) > weights.against(Direction(side).opposite)
    return not opposed and enough_say_so(heard, side)


def _decided_since(heard: Standing, evidence: Evidence) -> bool:
    """Whether people have decided since the report was published, which settles it."""
    return heard.counts_from is not None and evidence.at <= heard.counts_from


def _outcome_why(heard: Standing, evidence: Evidence, side: str) -> str:
    if decides_alone(evidence):
        told = f"{teller(evidence)} ({evidence.grade.words}) {says(side, Force.REPORT)}"
        return f"{told}; one A or B source is enough"
    return reported_by(heard, side)


def _lacking(heard: Standing, evidence: Evidence, side: str) -> str:
    """Why a report of the outcome proposes nothing yet, and what would; "" for a lesser report."""
    if not evidence.outcome or evidence.weight is Weight.WATCH or enough_say_so(heard, side):
        return ""
    proposed = f"“{'no' if side == Direction.AWAY else 'yes'}”"
    if evidence.weight is Weight.DECISIVE:
        passed_on = evidence.whose is Whose.SPEAKER
        one = "somebody's word" if passed_on else f"one {evidence.grade.words} source"
        report = "an A or B source's own report" if passed_on else "an A or B source"
        told = f"{one} is not enough"
        return f"{told}: a second origin or {report} would propose {proposed}"
    return f"it takes a second origin that reports it to propose {proposed}"


def _against(heard: Standing, side: str, evidence: Evidence) -> Voice | None:
    """Who most strongly says otherwise, not more than three days before the evidence: a report before a sign, the newest of like."""
    return max(_opposed(heard, side, evidence), key=lambda v: (STRENGTH[force_of(v)], v.at), default=None)


def _opposed(heard: Standing, side: str, evidence: Evidence) -> list[Voice]:
    return [v for v in heard.voices if v.side != side and evidence.at - v.at <= SAYS_AGAINST]


def _overtaken(heard: Standing, side: str, evidence: Evidence) -> str:
    """Why old evidence, read late, says nothing against what was said days after it; "" where it is not so."""
    against = max(_opposed(heard, side, evidence), key=lambda v: v.at, default=None)
    if against is None or against.at - evidence.at <= SAYS_AGAINST:
        return ""
    return f"older than what {teller(against)} said {(against.at - evidence.at).days} days later"


def _answered(heard: Standing, side: str, evidence: Evidence) -> str:
    """Why evidence read late contests no proposal: its newest report came after it, and outweighs it as it would have then."""
    reports = reporting(heard, _proposed(heard)) if heard.value == WatchState.PROPOSED else []
    newest = max(reports, key=lambda v: v.at, default=None)
    if newest is None or side == newest.side or evidence.at >= newest.at:
        return ""
    if len(reports) >= ENOUGH_ORIGINS and _disputed(heard, evidence):
        return ""
    return f"{_said(heard, evidence, side)}, before {teller(newest)} {said(newest.side, Force.REPORT)}"


def _denied_since(heard: Standing, side: str, evidence: Evidence) -> Voice | None:
    """Who has spoken against an outcome whose report is read late, unless a newer report outweighs that; a hint does not count."""
    against = [v for v in heard.counting if v.side != side and v.weight is not Weight.WATCH and v.at > evidence.at]
    newest = max((v.at for v in reporting(heard, side)), default=evidence.at)
    since = against if _disputed(heard, evidence) else [v for v in against if v.at > newest]
    return max(since, key=lambda v: (STRENGTH[force_of(v)], v.at), default=None)


def _disputed(heard: Standing, evidence: Evidence) -> bool:
    """Whether the weaker side weighs enough to contest the other."""
    return balance(heard.counting, at=weighed_at(heard.counting, evidence.at)).minority >= CONTESTED


def _proposed(heard: Standing) -> Direction:
    """Which side a proposal is on."""
    return Direction(proposed_side(heard))


def _settled(heard: Standing, evidence: Evidence, side: str) -> str:
    """Why no evidence moves this any more, or why not this evidence: its own origin has a newer or stronger, and other, word."""
    if WatchState(heard.value).resolved:
        return f"{_said(heard, evidence, side)}; what people resolved, only people reopen: @watchdesk reopen"
    own = next((v for v in heard.voices if v.origin == evidence.origin and v.evidence != evidence.id), None)
    if own is None or own.side == side:
        return ""
    who = evidence.outlet if evidence.whose is Whose.OUTLET else evidence.origin
    if own.at > evidence.at:
        return f"older than what {who} has said since"
    return f"{_said(heard, evidence, side)}; earlier it {said(own.side, force_of(own))}, and that stands"


def _said(heard: Standing, evidence: Evidence, side: str) -> str:
    """Who says what with it, as in "Reuters reports yes"."""
    return f"{teller(evidence)} {says(side, force_beside(evidence, reported=is_reported(heard, side)))}"


def _most(heard: Standing, evidence: Evidence, side: str) -> str:
    """The most that is said on the evidence's side: with it, or in a stronger report before it."""
    own = max((v for v in heard.counting if v.side == side), key=lambda v: STRENGTH[force_of(v)], default=None)
    stronger = own is not None and STRENGTH[force_of(own)] > STRENGTH[force_of(evidence)]
    return _word(own) if own and stronger else _said(heard, evidence, side)


def _word(voice: Voice) -> str:
    """Who said what, as in "Reuters reports yes"."""
    return f"{teller(voice)} {says(voice.side, force_of(voice))}"


def _how_many(evidence: Evidence) -> str:
    """How many of its weight move an item that is quiet."""
    many = ceil(ENOUGH / strength(voice_of(evidence), at=evidence.at))
    return f"{many} such hints at once" if many > 1 else "several"


def _moved(
    heard: Standing,
    state: WatchState,
    why: str,
    ground: Evidence,
    *,
    now: datetime,
    suggested: str = "",
    lean: str = "",
) -> Standing:
    return replace(heard, value=state, since=now, by=BOT, why=why, ground=ground.id, suggested=suggested, lean=lean)


def _suggested(heard: Standing, verdict: Verdict) -> Standing:
    return replace(heard, suggested=verdict)
