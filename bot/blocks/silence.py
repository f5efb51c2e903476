"""Silence can be read: whether nothing happened, or nobody was listening."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from bot.blocks.mrkdwn import cut, escape, when
from bot.blocks.view import StoryView, count_feeds
from bot.domain.feedstate import FeedState, FeedStatus
from bot.domain.shown import shown, whole

_SOON = timedelta(minutes=10)
"""Of a feed that is tried again before, nobody need know when."""


def silence(view: StoryView) -> str:
    """As in "11 of 11 feeds healthy, nothing new matched", or "3 of 11 feeds failing, so unknown"."""
    feeds = count_feeds(view.feeds, view.now)
    if not feeds.all:
        return "no feeds, so nothing is read for this story"
    last = f"last match {when(view.last_match, view.now)}" if view.last_match else "nothing new matched"
    checked = f", last checked {when(feeds.checked_at, view.now)}" if feeds.checked_at else ""
    if feeds.healthy == feeds.all:
        return f"{feeds.healthy} of {feeds.all} feeds healthy, {last}{checked}"
    deaf = [f"{feeds.failing} of {feeds.all} feeds failing"] if feeds.failing else []
    deaf += [f"{feeds.unread} of {feeds.all} feeds not read yet"] if feeds.unread else []
    known = f"; {last}" if view.last_match else ""
    return f"{', '.join(deaf)}, so unknown{known}{checked}"


def troubles(feeds: Mapping[str, FeedState], now: datetime, *, sources: Mapping[str, str]) -> tuple[str, ...]:
    """One line for each feed that cannot be read; `sources` are the stories' names for them, by address."""
    bad = [s for s in feeds.values() if not s.listened_to(now) and not (s.status is FeedStatus.NEW and not s.failures)]
    return tuple(f"• {_trouble(s, sources.get(s.url, ''), now)}" for s in bad)


def moves(feeds: Mapping[str, FeedState], *, sources: Mapping[str, str]) -> tuple[str, ...]:
    """One line for each feed that has moved for good: what the desk is to change. A public address is told in full."""
    return tuple(
        f"• {_name(s, sources.get(s.url, ''))} has moved and is read at its new address; name that in the story file: "
        f"{escape(cut(s.moved_to if whole(s.url) else shown(s.moved_to), 300))}"
        for s in feeds.values()
        if s.moved
    )


def _name(state: FeedState, source: str) -> str:
    """Its source, or else its title where that says more than its address; and the address."""
    where = shown(state.url)
    title = "" if f"{where}/".startswith(f"{state.title}/") else state.title
    name = source or title
    return f"{escape(cut(name, 60))} ({escape(cut(where, 60))})" if name else escape(cut(where, 60))


def _trouble(state: FeedState, source: str, now: datetime) -> str:
    last = f"last read {when(state.ok_at, now)}" if state.ok_at else "never read"
    tried = f", tried {when(state.checked_at, now)}" if state.checked_at else ""
    tried += f", again {when(state.due_at, now)}" if state.due_at and state.due_at - now > _SOON else ""
    error = state.error.removeprefix(f"{shown(state.url)} ") or state.status
    error = "nobody has polled it since it was due; is a watcher running?" if state.neglected(now) else error
    return f"{_name(state, source)}: {escape(cut(error, 160))} · {last}{tried}"
