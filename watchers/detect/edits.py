"""A cited report whose headline no longer says what it was cited for."""

from bot.domain.change import Change, ChangeKind, Level
from bot.domain.evidence import Evidence
from bot.domain.saying import corrects
from bot.domain.standing import Standing
from watchers.detect.withdrawals import rests_on


def edit_only(evidence: Evidence, before: Standing, *, old_title: str) -> Change:
    """A cited entry changed its headline and no longer matches: said in the thread, nothing else moves.

    The channel hears where its publisher corrects or withdraws a report on which rests what is proposed or decided.
    """
    rests = corrects(evidence.title) and rests_on(before, frozenset({evidence.id}))
    withdrawn = (
        "its publisher corrects or withdraws a report that this rests on; it stays until an editor says otherwise"
    )
    changed = "the headline changed and no longer matches; what it supported stays until an editor says otherwise"
    return Change(
        slug=evidence.slug,
        target=evidence.target,
        kind=ChangeKind.EDIT,
        level=Level.URGENT if rests else Level.ROUTINE,
        before=before,
        after=before,
        evidence=evidence,
        why=withdrawn if rests else changed,
        old_title=old_title,
    )
