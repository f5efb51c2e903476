"""Silence can be read: whether nothing happened, or nobody was listening."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from bot.blocks.message import Message, section
from bot.blocks.mrkdwn import bold, cut, escape, in_utc, when
from bot.blocks.view import StoryView, count_feeds
from bot.domain.counted import counted
from bot.domain.feedstate import FeedState, FeedStatus
from bot.domain.shown import shown, whole
from bot.domain.silence import Notice, NoticeKind
from bot.domain.story import Story

_NAMED = 5
_SOON = timedelta(minutes=10)
"""Of a feed that is tried again before, nobody need know when."""
_FORGOTTEN = "nobody has polled it since it was due; is a watcher running?"
_NO_TURN = "it has had no turn since it was due, for other feeds of its host are slow to answer"


def silence(view: StoryView) -> str:
    """As in "11 of 11 feeds healthy, nothing new matched", or "3 of 11 feeds failing, so news may be missing"."""
    feeds = count_feeds(view.feeds, view.now)
    if not feeds.all:
        return "no feeds, so nothing is read for this story"
    last = f"last match {when(view.last_match, view.now)}" if view.last_match else "nothing new matched"
    checked = f", last checked {when(feeds.checked_at, view.now)}" if feeds.checked_at else ""
    if feeds.healthy == feeds.all:
        return f"{feeds.healthy} of {feeds.all} feeds healthy, {last}{checked}"
    alone = feeds.all == 1
    deaf = [f"{'its only feed is' if alone else f'{feeds.failing} of {feeds.all} feeds'} failing"] * bool(feeds.failing)
    deaf += [f"{'its only feed is' if alone else f'{feeds.unread} of {feeds.all} feeds'} not read yet"] * bool(
        feeds.unread
    )
    so = "news may be missing" if feeds.healthy else "nothing is heard of this story"
    known = f"; {last}" if view.last_match else ""
    return f"{', '.join(deaf)}, so {so}{known}{checked}"


def troubles(feeds: Mapping[str, FeedState], now: datetime, *, sources: Mapping[str, str]) -> tuple[str, ...]:
    """One line for each feed that cannot be read; `sources` are the stories' names for them, by address."""
    bad = [s for s in feeds.values() if not s.listened_to(now) and not (s.status is FeedStatus.NEW and not s.failures)]
    return tuple(f"• {_trouble(s, sources.get(s.url, ''), now)}" for s in bad)


def notice_of(story: Story, notice: Notice, *, now: datetime) -> Message:
    """One line for the channel: since when nobody hears anything of the story and what to do, or that it is heard again."""
    told = _back(notice, now) if notice.kind is NoticeKind.BACK else _silent(story, notice, now)
    line = f"{escape(cut(story.title, 150))} · {told}"
    return Message(text=in_utc(line.replace("*", "")), blocks=(section(line),))


def _silent(story: Story, notice: Notice, now: datetime) -> str:
    of, heard, since = notice.silence.of, notice.answering, when(notice.silence.since, now)
    who = f"none of {of} feeds has" if of > 1 else "its only feed has not"
    told = "so nothing that happens is told here"
    if heard:
        who, told = (
            f"only {heard} of {of} feeds {'has' if heard == 1 else 'have'}",
            "so what happens may not be told here",
        )
    they, ask, answer = ("They are", "them", "they answer") if of > 1 else ("It is", "it", "it answers")
    what = f"{they} asked again until {answer}; /watch health says what is wrong."
    if notice.silence.unasked:
        what = f"Nobody asks {ask}: is a watcher running? /watch health says more."
    return f"{bold('Silent')}: {who} answered since {since}, {told}: {_named(story, notice.silence.feeds)}. {what}"


def _back(notice: Notice, now: datetime) -> str:
    silence = notice.silence
    caught = f", {counted(notice.entries, 'entry', 'entries')} caught up" if notice.entries else ""
    feeds = f"{notice.answering} of {counted(silence.of, 'feed')}"
    answers = "answers" if notice.answering == 1 else "answer"
    since = f"{bold('Back')} since {when(silence.back_at or notice.at, now)}"
    return f"{since}: {feeds} {answers}{caught}. It had been silent since {when(silence.since, now)}."


def _named(story: Story, urls: Sequence[str]) -> str:
    """The feeds by what the story calls their sources, else by their addresses."""
    sources = {f.url: f.source for f in story.feeds}
    names = list(dict.fromkeys(escape(cut(sources.get(url) or shown(url), 60)) for url in urls))
    more = [f"{len(names) - _NAMED} more"] if len(names) > _NAMED else []
    return ", ".join([*names[:_NAMED], *more])


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
    if state.neglected(now):
        error = _FORGOTTEN if state.forgotten(now) else _NO_TURN
    return f"{_name(state, source)}: {escape(cut(error, 160))} · {last}{tried}"
