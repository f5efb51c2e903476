"""Silence of a whole story: its feeds no longer answer, so that hearing nothing means nothing; and that they are back."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from bot.domain.change import content_id
from bot.domain.feedstate import CLOCKS_APART, FeedState

SILENT_FOR = timedelta(hours=1)
"""How long none of the feeds that fell silent must have been read before a channel is told."""
STEADY_FOR = timedelta(minutes=10)
"""How long feeds must go on answering before a channel is told that they are back: longer than three failures take."""
_ONE_IN = 5
"""A story of which no more than one feed in so many answers is as good as blind."""


class NoticeKind(StrEnum):
    """What a channel is told of its story's feeds."""

    SILENT = "silent"
    BACK = "back"


@dataclass(frozen=True, kw_only=True)
class Silence:
    """Since when a story is blind, as it was when that was told: which of its feeds (`of` in all) no longer answered.

    `unasked` is that nobody asked them, as where no watcher runs. `told` are the channels that know. `back_at` is when
    enough feeds were read again, None while they are not.
    """

    since: datetime
    feeds: tuple[str, ...]
    of: int
    unasked: bool = False
    told: tuple[str, ...] = ()
    back_at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class Notice:
    """What one channel is told of a story's feeds, on its way there. Who follows again in the same silence is told again.

    `answering` is how many feeds answer, `entries` how many entries of the silence were read when it was over.
    """

    id: str
    channel: str
    slug: str
    kind: NoticeKind
    silence: Silence
    answering: int
    entries: int = 0
    at: datetime


def notice(
    kind: NoticeKind, slug: str, channel: str, silence: Silence, *, answering: int, entries: int = 0, at: datetime
) -> Notice:
    """The notice for a channel. It need not carry who else is told."""
    made = content_id(channel, slug, kind, silence.since.isoformat(), at.isoformat())
    bare = replace(silence, told=())
    return Notice(
        id=made,
        channel=channel,
        slug=slug,
        kind=kind,
        silence=bare,
        answering=answering,
        entries=entries,
        at=at,
    )


def fell_silent(feeds: Collection[FeedState], *, filed_at: datetime | None, now: datetime) -> Silence | None:
    """The silence of a story with these feeds; None while enough of them answer, or are yet to be read the first time.

    Feeds that were never read, or only under a clock far ahead, are silent since the story file was imported (`filed_at`);
    they do not count where most of those that are lost have been read.
    """
    lost = [f for f in feeds if f.lost(now)]
    if not lost or (len(feeds) - len(lost)) * _ONE_IN > len(feeds):
        return None
    reads = [f.ok_at for f in lost if f.ok_at and f.ok_at <= now + CLOCKS_APART]
    since = max(reads if 2 * len(reads) > len(lost) else [*reads, filed_at or now])
    if now - since < SILENT_FOR:
        return None
    unasked = all(f.forgotten(now) for f in lost)
    return Silence(since=since, feeds=tuple(f.url for f in lost), of=len(feeds), unasked=unasked)


def answering(feeds: Collection[FeedState], *, now: datetime) -> int:
    """How many feeds have been read and are not lost again."""
    return sum(f.ok_at is not None and not f.lost(now) for f in feeds)


def heard_again(silence: Silence, feeds: Sequence[FeedState], *, now: datetime) -> Silence:
    """The same, with when enough feeds were read again: that stays as it is for as long as they answer."""
    if answering(feeds, now=now) * _ONE_IN <= len(feeds):
        return replace(silence, back_at=None)
    if silence.back_at:
        return silence
    reads = sorted(_answers_since(f, silence) for f in feeds if f.ok_at and not f.lost(now))
    enough = reads[len(feeds) // _ONE_IN]
    return replace(silence, back_at=enough if enough > silence.since else now)


def _answers_since(feed: FeedState, silence: Silence) -> datetime:
    """Of one that an earlier version read: all the while, unless it was among those that fell silent."""
    return feed.answers_since or (feed.ok_at if feed.ok_at and feed.url in silence.feeds else silence.since)


def of_these(silence: Silence, feeds: Collection[FeedState]) -> Silence | None:
    """The same of the feeds that the story file has now; None where it has none of those that fell silent."""
    here = {f.url for f in feeds}
    left = tuple(url for url in silence.feeds if url in here)
    return replace(silence, feeds=left, of=len(feeds)) if left else None


def is_over(silence: Silence, *, now: datetime) -> bool:
    """Whether feeds have answered for long enough that they will not be gone again in a minute."""
    return silence.back_at is not None and now - silence.back_at >= STEADY_FOR
