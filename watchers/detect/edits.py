"""A cited report whose headline no longer says what it was cited for."""

from bot.domain.change import Change, ChangeKind, Level
from bot.domain.evidence import Evidence
from bot.domain.standing import Standing


def edit_only(evidence: Evidence, before: Standing, *, old_title: str) -> Change:
    """A cited entry changed its headline and no longer matches: said in the thread, nothing else moves.

    A headline that its publisher marks as a correction is another matter: it takes the report back (`withdrawals.py`).
    """
    return Change(
        slug=evidence.slug,
        target=evidence.target,
        kind=ChangeKind.EDIT,
        level=Level.ROUTINE,
        before=before,
        after=before,
        evidence=evidence,
        why="the headline changed and no longer matches; what it supported stays until an editor says otherwise",
        old_title=old_title,
    )
