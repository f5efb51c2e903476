"""A report that contradicts another is told beside it: which one, so that both lines stand side by side."""

from collections.abc import Sequence
from dataclasses import replace

from bot.domain.change import Change, ChangeKind, Level
from bot.domain.evidence import Evidence, Stance, TargetKind
from bot.domain.saying import STRENGTH, force_of
from bot.domain.standing import WatchState
from bot.domain.voices import SIDES, side_of
from bot.domain.weigh import SAYS_AGAINST

_CONTRARY = {"toward": "away", "away": "toward", "refutes": "supports"}


def beside_the_contrary(change: Change, known: Sequence[Evidence]) -> Change:
    """The same with the report it contradicts: of those heard on the other side lately a report before a sign, the newest of like.

    `known` is what counts of the story, oldest first. None where the other side's word is nobody's report, as an attribution of the
    story file is.
    """
    evidence = change.evidence
    if evidence is None or not _contradicts(change, evidence):
        return change
    reports = {e.id: e for e in known}
    other = _CONTRARY.get(side_of(evidence), "")
    against = (v for v in change.after.voices if v.side == other and v.evidence in reports and not v.former)
    said = max(against, key=lambda v: (evidence.at - v.at <= SAYS_AGAINST, STRENGTH[force_of(v)], v.at), default=None)
    return replace(change, against=reports[said.evidence]) if said else change


def _contradicts(change: Change, evidence: Evidence) -> bool:
    """Whether it speaks against a claim, contests a question, or is told aloud of a contested one or against its answer."""
    if change.kind is ChangeKind.EDIT:
        return False
    if change.target.kind is TargetKind.CLAIM:
        return evidence.stance is Stance.REFUTES
    after, side = change.after, side_of(evidence)
    if after.value == WatchState.CONTESTED and not after.suggested:
        return change.turns or change.level is not Level.ROUTINE
    return change.level is not Level.ROUTINE and SIDES.get(after.suggested or after.value, side) != side
