"""A watch item whose day has passed unresolved."""

from datetime import datetime

from bot.domain.change import Change, ChangeKind, Level
from bot.domain.standing import Standing, WatchState
from bot.domain.story import Story, WatchItem


def gone_overdue(story: Story, item: WatchItem, standing: Standing, *, now: datetime) -> Change | None:
    """The change of an open watch item whose day has passed everywhere; None before, and where people have resolved it."""
    by = item.resolve_by
    if by is None or not item.overdue(now) or WatchState(standing.value).resolved:
        return None
    return Change(
        slug=story.slug,
        target=standing.target,
        kind=ChangeKind.OVERDUE,
        level=Level.URGENT,
        before=standing,
        after=standing,
        why=f"the story file asks for an answer by {by.day} {by:%b %Y}",
    )
