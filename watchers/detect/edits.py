"""A cited report whose headline no longer says what it was cited for."""

from bot.domain.change import Change, ChangeKind, Level
from bot.domain.evidence import Evidence
from bot.domain.saying import corrects
from bot.domain.standing import Standing
from bot.domain.voices import SIDES


def edit_only(evidence: Evidence, before: Standing, *, old_title: str) -> Change:
    """A cited entry changed its headline and no longer matches: said in the thread, nothing else moves.

    The channel hears where its publisher corrects or withdraws a report on which rests what is proposed or decided.
    """
    rests = corrects(evidence.title) and _rests_on(before, evidence)
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


def _rests_on(standing: Standing, evidence: Evidence) -> bool:
    """Whether this very report is one of those for the answer or verdict that is proposed or stands."""
    side = SIDES.get(standing.suggested or standing.value, "")
    return any(v.evidence == evidence.id for v in standing.side(side)) if side else False
