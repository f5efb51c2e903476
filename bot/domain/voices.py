"""Who says what of a target, and what is left of where it stands when one of them counts no longer."""

from collections.abc import Container, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from datetime import datetime

from bot.domain.balance import stood
from bot.domain.evidence import Evidence, Phase, Stance, TargetKind, Whose
from bot.domain.saying import Force, force_of, how_many, says
from bot.domain.standing import BOT, BOT_MAY_SET, Standing, Verdict, Voice, WatchState, moves
from bot.domain.story import Grade, Weight
from bot.domain.teller import teller

ENOUGH_ORIGINS = 2
_NAMED = 5
SIDES: Mapping[str, str] = {
    WatchState.RESOLVED_YES: "toward",
    WatchState.RESOLVED_NO: "away",
    Verdict.REPORTED: "supports",
    Verdict.CONFIRMED: "supports",
    Verdict.DISPUTED: "refutes",
    Verdict.REFUTED: "refutes",
}
"""Which side speaks for a state or verdict that has one."""
TRUSTED = frozenset({Grade.A, Grade.B})


def without(
    standing: Standing, report: AbstractSet[str], rest: Sequence[Evidence], *, by: str, at: datetime, why: str
) -> Standing:
    """A report (the ids of its evidence) no longer counts: its origin's earlier word does, if `rest` has one.

    `rest` is oldest first. A state the bot set goes back as far as nothing else supports it. A state a person set stays,
    and so does any where the report had no voice, as a copy has none.
    """
    standing = replace(standing, voices=tuple(v.not_first_in(report) for v in standing.voices))
    gone = next((v for v in standing.voices if v.evidence in report), None)
    last = rest[-1] if rest else None
    kept = replace(
        standing,
        voices=voices_without(standing, gone, rest) if gone else standing.voices,
        outlets=tuple(o for o in standing.outlets if gone is None or o != gone.outlet or o in {e.outlet for e in rest}),
        last_evidence=last.id if last else "",
        last_at=last.seen if last else None,
    )
    if standing.target.kind is TargetKind.CLAIM:
        return replace(kept, suggested=still_suggested(kept), last_reaffirmed_at=_reaffirmed_without(kept, gone))
    if standing.value not in BOT_MAY_SET or standing.proposed_by_a_person:
        return kept
    if gone is None:
        return _rested(kept, report, None, rest, why)
    value, lean = _supported(kept, gone, rest)
    moved = replace(set_to(kept, value, by=by, at=at, why=why), lean=lean)
    return moved if moves(replace(kept, suggested=""), moved) else _rested(kept, report, gone, rest, why)


def _rested(
    standing: Standing, report: AbstractSet[str], gone: Voice | None, rest: Sequence[Evidence], why: str
) -> Standing:
    """The standing with the report it still rests on for its reason, where that speaks of the one that counts no longer."""
    ground = ground_of(standing, rest)
    spoken_of = standing.ground in report or (gone is not None and gone.outlet in standing.why)
    if ground is None or not spoken_of or (gone and teller(gone) == teller(ground)):
        return standing
    why = f"{teller(ground)} {says(side_of(ground), force_of(ground))}; {why}"
    return replace(standing, why=why, ground=ground.id)


def reaffirmed(standing: Standing, evidence: Evidence) -> Standing:
    """The standing of a claim last reaffirmed by the evidence, where that says so, is no hint or copy, and nothing later did."""
    if side_of(evidence) != Stance.SUPPORTS or evidence.copy_of or evidence.weight is Weight.WATCH:
        return standing
    return replace(standing, last_reaffirmed_at=max(standing.last_reaffirmed_at or evidence.at, evidence.at))


def _reaffirmed_without(standing: Standing, gone: Voice | None) -> datetime | None:
    """When the claim was last reaffirmed, where a report that did so counts no longer: by whoever else did, or its editor."""
    if gone is None or gone.at != standing.last_reaffirmed_at:
        return standing.last_reaffirmed_at
    editors = [standing.since] if standing.by != BOT else []
    return max((*editors, *(v.at for v in firm(standing, "supports"))), default=None)


def voices_without(standing: Standing, gone: Voice, rest: Sequence[Evidence]) -> tuple[Voice, ...]:
    """The voices without one of them, its origin's earlier word in its place where `rest` has one: one that its page still has, first."""
    kept = tuple(v for v in standing.voices if v is not gone)
    earlier = [e for e in rest if e.origin == gone.origin and not e.copy_of and side_of(e)]
    if not earlier:
        return kept
    word = replace(voice_of(max(earlier, key=lambda e: (not e.former, e.at))), carriers=())
    for one in rest:
        word = carried(word, one)
    return (*kept, word)


def voice_of(evidence: Evidence) -> Voice:
    """What the evidence's origin says with it; an outcome weighs most, but one that is a weak sign weighs as one."""
    strong = evidence.outcome and evidence.weight is not Weight.WATCH
    return Voice(
        origin=evidence.origin,
        side=side_of(evidence),
        outlet=evidence.outlet,
        evidence=evidence.id,
        link=evidence.link,
        at=evidence.at,
        outcome=evidence.outcome,
        weight=Weight.DECISIVE if strong else evidence.weight,
        whose=evidence.whose,
        carriers=() if evidence.whose is Whose.OUTLET else (evidence.outlet,),
        former=evidence.former,
    )


def carried(voice: Voice, evidence: Evidence) -> Voice:
    """The voice with one more outlet that carries it, where the evidence is that very word and not its origin's own.

    What a copy of a claim's report says is not kept with it.
    """
    same = evidence.origin == voice.origin and side_of(evidence) in {"", voice.side}
    if not same or evidence.whose is Whose.OUTLET:
        return voice
    return replace(voice, carriers=tuple(dict.fromkeys((*voice.carriers, evidence.outlet))))


def side_of(evidence: Evidence) -> str:
    """Which side the evidence speaks for, "" for none."""
    if evidence.target.kind is TargetKind.CLAIM:
        return evidence.stance if evidence.stance in {"supports", "refutes"} else ""
    if evidence.phase is Phase.CONTESTED:
        return "both"
    return evidence.direction or ""


def contrary(one: Evidence, other: Evidence) -> bool:
    """Whether each takes a side, and not the same."""
    return len({side_of(e) for e in (one, other)} - {""}) > 1


def ground_of(standing: Standing, evidence: Sequence[Evidence]) -> Evidence | None:
    """The report to show for where a target stands: the one its reason speaks of.

    `evidence` is the target's, oldest first. Where that is not there, counts as a copy now or has another headline, the newest
    that points there and is more than a weak sign, of an outlet the reason names if there is one; else the newest that points
    there, else the newest; what its page no longer says only where nothing else points there, a copy where there is nothing else.
    """
    if named := next((e for e in evidence if e.id == standing.ground and not (e.copy_of or e.former)), None):
        return named
    side = standing.lean or SIDES.get(standing.suggested or standing.value, "")
    ranked = sorted(
        evidence,
        key=lambda e: (
            not e.copy_of,
            not side or side_of(e) == side,
            not e.former,
            e.weight is not Weight.WATCH,
            speaks_of(standing, e),
        ),
    )
    return ranked[-1] if ranked else None


def speaks_of(standing: Standing, evidence: Evidence) -> bool:
    """Whether the reason for where it stands speaks of the report, or names its outlet where no report was kept with it."""
    if standing.ground:
        return standing.ground == evidence.id
    return bool(evidence.outlet) and evidence.outlet in standing.why


def _supported(standing: Standing, gone: Voice, rest: Sequence[Evidence]) -> tuple[str, str]:
    """The state and lean the voices that are left support, with what is left of the evidence.

    What took no part in a proposal takes nothing from it, and no "yes" that is gone settles a contest for yes.
    """
    if standing.value == WatchState.PROPOSED:
        untouched = gone.side != proposed_side(standing) or not gone.outcome
        if untouched or proposal_rests(standing, rest):
            return WatchState.PROPOSED, ""
    value, lean = stood(standing.counting)
    return (WatchState.CONTESTED, "") if standing.value == WatchState.CONTESTED and lean == gone.side else (value, lean)


def beside_now(report: Evidence, standing: Standing, kept: Sequence[Evidence], gone: Container[str]) -> Evidence | None:
    """What stands for a report beside one that contradicts it: itself while its page says so, else the newest on its side that is heard.

    Where none is, itself as it is `kept` now, which says that its page has another headline; None where people struck it out (`gone`).
    """
    own = None if report.id in gone else next((e for e in kept if e.id == report.id), report)
    if own and not own.former:
        return own
    says_so = {e.id: e for e in kept if e.target == report.target and e.id not in gone and not e.former}
    heard = (v for v in standing.voices if v.side == side_of(report) and not v.former and v.evidence in says_so)
    newest = max(heard, key=lambda v: v.at, default=None)
    return says_so[newest.evidence] if newest else own


def decides_alone(evidence: Evidence) -> bool:
    """Whether one report is enough: the desk's decisive words in a source graded A or B, as its own report or another newsroom's.

    What such a source only passes on as somebody's word ("Dolan: pact is signed") is a claim.
    """
    trusted = evidence.weight is Weight.DECISIVE and evidence.grade in TRUSTED
    return trusted and evidence.whose is not Whose.SPEAKER


def proposal_rests(standing: Standing, evidence: Sequence[Evidence]) -> bool:
    """Whether what the bot proposed still rests on what it was proposed for, as `weigh` proposes.

    That is a decisive report of a trusted source, whatever others say, or the word of two origins that is not contested.
    """
    side = proposed_side(standing)
    decisive = any(
        e.outcome and side_of(e) == side and decides_alone(e) for e in evidence if not (e.former or e.copy_of)
    )
    left, _ = stood(standing.counting)
    return decisive or (left != WatchState.CONTESTED and enough_say_so(standing, side))


def unsupported(standing: Standing) -> bool:
    """Whether the bot proposes an answer, or suggests a verdict, that no headline says any more.

    Those it was proposed on have changed, or were corrected or withdrawn.
    """
    if standing.target.kind is TargetKind.CLAIM:
        said = firm(standing, "refutes" if standing.suggested == Verdict.DISPUTED else "supports")
        return bool(standing.suggested and said) and all(v.former for v in said)
    by_bot = standing.value == WatchState.PROPOSED and not standing.proposed_by_a_person
    return by_bot and bool(standing.voices) and not reporting(standing, proposed_side(standing))


def proposed_side(standing: Standing) -> str:
    """The side of what is proposed of a watch item."""
    return "away" if standing.suggested == WatchState.RESOLVED_NO else "toward"


def enough_say_so(standing: Standing, side: str) -> bool:
    """Whether two origins report the outcome since people last decided on it, and not both as a weak sign.

    What only a model read proposes nothing.
    """
    outcomes = reporting(standing, side)
    return len(outcomes) >= ENOUGH_ORIGINS and any(v.weight is not Weight.WATCH for v in outcomes)


def reporting(standing: Standing, side: str) -> list[Voice]:
    """Who reports the outcome since people last decided on it, and has not changed that headline since."""
    return [v for v in standing.counting if v.side == side and v.outcome and not v.former]


def reported_by(standing: Standing, side: str) -> str:
    """How many report the outcome now, and who, as in "2 origins report yes: Reuters, AP"; not all are named, "" for nobody."""
    told = reporting(standing, side)
    names = list(dict.fromkeys(teller(v) for v in told))
    more = [f"{len(names) - _NAMED} more"] if len(names) > _NAMED else []
    return f"{how_many({f'{Force.REPORT}:{side}': len(told)})}: {', '.join([*names[:_NAMED], *more])}" if told else ""


def firm(standing: Standing, side: str) -> list[Voice]:
    """Who says so of a claim, without those that only a model reads so: they suggest no verdict."""
    return [v for v in standing.side(side) if v.weight is not Weight.WATCH]


def still_suggested(standing: Standing) -> str:
    """The verdict the voices there are suggest of what was suggested for a claim, "" for none."""
    supports = len(firm(standing, "supports"))
    if standing.suggested == Verdict.DISPUTED:
        return standing.suggested if firm(standing, "refutes") else ""
    if standing.suggested == Verdict.CONFIRMED and supports < ENOUGH_ORIGINS:
        return Verdict.REPORTED if supports and standing.value == Verdict.UNVERIFIED else ""
    if standing.suggested == Verdict.REPORTED and not supports:
        return ""
    return standing.suggested


def set_to(standing: Standing, value: str, *, by: str, at: datetime, why: str) -> Standing:
    """Since when it stands so is kept where it stood so before."""
    since = standing.since if standing.value == value else at
    cleared = replace(standing, ground="", suggested="", lean="")
    return replace(cleared, value=value, since=since, by=by, put_at=at, why=why)
