"""Listening: once a minute, whether the feeds of each story still answer. Where they do not, its channels are told."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import structlog

from bot.domain.feedstate import FeedState
from bot.domain.ledger import LedgerLine, LineKind
from bot.domain.silence import (
    Notice,
    NoticeKind,
    Silence,
    answering,
    fell_silent,
    heard_again,
    is_over,
    notice,
    of_these,
)
from bot.domain.standing import BOT
from bot.domain.story import Story
from bot.store.store import Store
from bot.store.transaction import ConflictError, Transaction
from bot.store.working import keep_working

log = structlog.get_logger("listening")

_SECONDS = 60
FIRST_POLLS = timedelta(minutes=10)
"""After a start every feed is polled, and failing ones twice more, before anything is said of them."""
_ASLEEP = timedelta(minutes=5)
"""Who has not looked for so long slept, or had no store, and so had the watchers: it is as after a start."""


@dataclass(frozen=True, kw_only=True)
class _Look:
    """A story's feeds and followers at one moment, and what is stored of its silence."""

    slug: str
    feeds: Sequence[FeedState]
    channels: Sequence[str]
    stored: str
    now: datetime

    @property
    def answering(self) -> int:
        return answering(self.feeds, now=self.now)


class Listening:
    """Tells once of each story whose feeds fell silent, and once that they are back; any number may run."""

    def __init__(self, *, store: Store, clock: Callable[[], datetime], each_seconds: float = 1.0) -> None:
        """Where all feeds are due at once, the last may wait `each_seconds` for each."""
        self._store = store
        self._clock = clock
        self._each_seconds = each_seconds
        self._looked: datetime | None = None
        self._up_since: datetime | None = None

    async def run(self) -> None:
        """Until cancelled."""
        await keep_working(self.once, log, idle=_SECONDS)

    async def once(self) -> int:
        """How many stories fell silent or are back since this was last asked."""
        feeds = await self._store.feeds.all()
        if not self._settled(len(feeds)):
            return 0
        return sum([await self._story(story, feeds) for story in await self._store.stories.all()])

    def _settled(self, feeds: int) -> bool:
        """Whether this process has looked for so long, without a gap, that watchers have had time for their first polls."""
        now = self._clock()
        if self._looked is None or self._up_since is None or abs(now - self._looked) > _ASLEEP:
            self._up_since = now
        self._looked = now
        return now - self._up_since >= FIRST_POLLS + timedelta(seconds=self._each_seconds * feeds)

    async def _story(self, story: Story, every: Mapping[str, FeedState]) -> bool:
        known, stored = await self._store.silences.of(story.slug)
        look = _Look(
            slug=story.slug,
            feeds=[every.get(url, FeedState(url=url)) for url in dict.fromkeys(f.url for f in story.feeds)],
            channels=await self._store.stories.followers(story.slug),
            stored=stored,
            now=self._clock(),
        )
        if known:
            return await self._known(look, known)
        silence = await self._fell_silent(look) if look.channels else None
        return silence is not None and await self._tell_silent(look, silence)

    async def _fell_silent(self, look: _Look) -> Silence | None:
        filed_at = await self._store.standings.filed_at(look.slug)
        return fell_silent(look.feeds, filed_at=filed_at, now=look.now)

    async def _known(self, look: _Look, known: Silence) -> bool:
        """A silence that was told goes on, for channels that follow since too, or enough feeds answer, or it is over.

        Who follows since is told of the feeds that the story file has by then.
        """
        told = tuple(c for c in known.told if c in look.channels)  # who unfollowed and follows again is told again
        silence = replace(heard_again(known, look.feeds, now=look.now), told=told)
        if is_over(silence, now=look.now):
            return await self._tell_back(look, silence)
        news = silence.back_at is None and set(look.channels) - set(told)
        if news and (here := of_these(silence, look.feeds) or await self._fell_silent(look)):
            return await self._tell_silent(look, replace(here, since=silence.since, told=told))
        if silence != known:
            tx = self._store.transaction()
            self._store.silences.put(tx, look.slug, silence, stored=look.stored)
            await _first(tx)
        return False

    async def _tell_silent(self, look: _Look, silence: Silence) -> bool:
        """Those who were not told; False where another process was first."""
        news = [c for c in look.channels if c not in silence.told]
        tx = self._store.transaction()
        self._store.silences.put(tx, look.slug, replace(silence, told=(*silence.told, *news)), stored=look.stored)
        notices = [
            notice(NoticeKind.SILENT, look.slug, c, silence, answering=look.answering, at=look.now) for c in news
        ]
        why = f"{len(silence.feeds)} of {silence.of} feeds have not answered since {silence.since.isoformat()}"
        return await self._told(tx, look, notices, why)

    async def _tell_back(self, look: _Look, silence: Silence) -> bool:
        """Those who were told of the silence and still follow; False where another process was first."""
        entries = await self._caught_up(look, silence)
        now_there = replace(silence, of=len(look.feeds))
        tx = self._store.transaction()
        self._store.silences.end(tx, look.slug, stored=look.stored)
        notices = [
            notice(NoticeKind.BACK, look.slug, c, now_there, answering=look.answering, entries=entries, at=look.now)
            for c in look.channels
            if c in silence.told
        ]
        why = f"{look.answering} of {len(look.feeds)} feeds answer; silent since {silence.since.isoformat()}"
        return await self._told(tx, look, notices, why)

    async def _caught_up(self, look: _Look, silence: Silence) -> int:
        """How many entries were published while nobody could read them, and read since."""
        kept = await self._store.recent.since(look.slug, silence.since)
        back = silence.back_at or look.now
        return len({k.key for k in kept if k.seen >= back and (k.entry.published or back) <= back})

    async def _told(self, tx: Transaction, look: _Look, notices: Iterable[Notice], why: str) -> bool:
        """Ledger, memory and outbox in one step; False where another process was first."""
        line = LedgerLine(kind=LineKind.SILENCE, at=look.now, who=BOT, slug=look.slug, why=why)
        self._store.ledger.append(tx, line)
        for one in notices:
            self._store.outbox.put(tx, one)
        if not await _first(tx):
            return False
        log.info("silence", slug=look.slug, reason=why)
        return True


async def _first(tx: Transaction) -> bool:
    """Whether nobody else was there before."""
    try:
        await tx.commit()
    except ConflictError:
        return False
    return True
