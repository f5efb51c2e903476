"""What a report means, by hand: an editor says which answer it gives where its words were read otherwise, and it stays so."""

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from datetime import datetime

from bot.domain.balance import carried_on
from bot.domain.evidence import Evidence, Phase, Stance, TargetKind
from bot.domain.refold import heard_once
from bot.domain.standing import Standing
from bot.domain.story import Direction, Weight
from bot.domain.voices import reaffirmed, side_of, voice_of
from bot.domain.weigh import weighed

READINGS: Mapping[TargetKind, Mapping[str, str]] = {
    TargetKind.WATCH: {Direction.TOWARD: "yes", Direction.AWAY: "no"},
    TargetKind.CLAIM: {Stance.SUPPORTS: "it supports the claim", Stance.REFUTES: "it speaks against the claim"},
}
"""What a report can be said to mean, and how people say it."""
_OUTCOME = "outcome"


def meant(evidence: Evidence, side: str) -> Evidence:
    """The evidence for the side people say it is on; it weighs what it weighed, and on a claim as words that say so."""
    answer = READINGS[evidence.target.kind][side]
    why = (*evidence.why, f"an editor says it means “{answer}”")
    if evidence.target.kind is TargetKind.CLAIM:
        return replace(evidence, stance=Stance(side), weight=Weight.STRONG, why=why)
    return replace(evidence, direction=Direction(side), phase=_phase(evidence, side), why=why)


def is_hint(report: Evidence) -> bool:
    """Whether only a model reads it so of a claim: then an editor may say that it does say so."""
    return report.target.kind is TargetKind.CLAIM and report.weight is Weight.WATCH and bool(side_of(report))


def _phase(evidence: Evidence, side: str) -> Phase:
    """An outcome happened or is ruled out; what had both sides has one now."""
    if evidence.outcome:
        return Phase.HAPPENED if side == Direction.TOWARD else Phase.CANCELLED
    return Phase.NONE if evidence.phase is Phase.CONTESTED else evidence.phase


def by_hand(evidence: Evidence) -> str:
    """The side of evidence that people have said it of, and what it weighs, to be kept for its entry."""
    return " ".join(x for x in (side_of(evidence), evidence.weight, _OUTCOME if evidence.outcome else "") if x)


def meant_by_hand(evidence: Evidence, said: Mapping[str, str]) -> Evidence:
    """The evidence as read, or as people said of its entry by `target entry` where they did, whatever its headline is now."""
    side, _, weighs = said.get(f"{evidence.target} {evidence.entry_key}", "").partition(" ")
    if not side:
        return evidence
    weight, _, outcome = weighs.partition(" ")
    return meant(replace(evidence, weight=Weight(weight), outcome=bool(outcome)), side)


def heard_as(
    standing: Standing,
    evidence: Evidence,
    report: AbstractSet[str],
    rest: Sequence[Evidence],
    *,
    by: str,
    at: datetime,
    why: str,
) -> Standing:
    """The standing with a report (the ids of its evidence) on the side people say; weighed as if it had come so.

    `rest` is the other evidence, oldest first. A newer word of its origin stays, and so does a stronger one beside a weak
    sign, and whatever a person proposed.
    """
    less = heard_once(standing, report, rest, by=by, at=at, why=why)
    own = next((v for v in less.voices if v.origin == evidence.origin), None)
    hint = own is not None and evidence.target.kind is TargetKind.CLAIM and own.weight is Weight.WATCH
    if own and not hint and (own.at > evidence.at or evidence.weight is Weight.WATCH):
        return less
    new = carried_on(own, voice_of(evidence)) if own else voice_of(evidence)
    voices = (*(v for v in less.voices if v is not own), new)
    heard = reaffirmed(replace(less, voices=voices), evidence)
    after, _ = weighed(less, heard, evidence, new.side, now=at)
    return heard if standing.proposed_by_a_person else after
