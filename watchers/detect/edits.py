"""A cited report whose headline no longer says what it was cited for."""

from collections.abc import Sequence
from dataclasses import replace

from bot.domain.change import Change, ChangeKind, Level
from bot.domain.evidence import Evidence, TargetKind, Whose
from bot.domain.standing import Standing
from bot.domain.voices import proposal_rests, still_suggested, voices_without
from watchers.detect.withdrawals import rests_on


def edit_only(
    evidence: Evidence, before: Standing, rest: Sequence[Evidence], *, old_title: str, named: bool = False
) -> Change:
    """A cited entry changed its headline and no longer matches: no state moves, and nothing new is proposed on what it said.

    `rest` is the other evidence on the target, `named` whether the headline still names whom the report was about: then the page has
    not gone on to other news, and the channel hears where too little else is left for what waits for a decision. A headline
    that its publisher marks as a correction is another matter: it takes the report back (`withdrawals.py`).
    """
    after = _left(before, evidence, rest)
    waits = bool(before.suggested) and rests_on(before, frozenset({evidence.id}))
    return Change(
        slug=evidence.slug,
        target=evidence.target,
        kind=ChangeKind.EDIT,
        level=Level.URGENT if named and waits and not _still_waits(after, rest) else Level.ROUTINE,
        before=before,
        after=after,
        evidence=evidence,
        why="the headline changed and no longer matches; what it supported stays until an editor says otherwise",
        old_title=old_title,
    )


def _left(before: Standing, evidence: Evidence, rest: Sequence[Evidence]) -> Standing:
    """The standing where its newsroom said so formerly, unless another page of it still does, or others carry that word."""
    gone = next((v for v in before.voices if v.evidence == evidence.id), None)
    if gone is None or (gone.whose is not Whose.OUTLET and len(gone.carriers) > 1):
        return before
    still = [e for e in rest if e.origin == gone.origin and not e.former]
    others = voices_without(before, gone, still)
    said_so = any(v.origin == gone.origin and v.side == gone.side and v.outcome >= gone.outcome for v in others)
    if said_so:
        return replace(before, voices=others)
    return replace(before, voices=tuple(replace(v, former=True) if v is gone else v for v in before.voices))


def _still_waits(standing: Standing, evidence: Sequence[Evidence]) -> bool:
    """Whether what waits for a decision would be proposed on what pages still say."""
    now = replace(standing, voices=tuple(v for v in standing.voices if not v.former))
    if standing.target.kind is TargetKind.CLAIM:
        return still_suggested(now) == standing.suggested
    return proposal_rests(now, evidence)
