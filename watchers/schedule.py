"""Which feed next: due times and leases are in the store, so that any number of processes share the work."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import replace
from datetime import datetime

import structlog

from bot.domain.shown import shown
from bot.errors import ModelError
from bot.store.client import UNREACHABLE, away, reason_of
from bot.store.feeds import Claimed
from bot.store.store import Store
from bot.store.working import BROKEN_SECONDS, keep_working
from watchers.fetch.fetcher import Fetcher
from watchers.link.semantic import Semantic
from watchers.pace.budget import within_budget
from watchers.pace.cadence import Pace
from watchers.parse.parser import Parser
from watchers.pipeline import Pipeline

log = structlog.get_logger("watchers")

AT_ONCE = 64
"""Polls at once: most of a poll is waiting for a server, and one that hangs holds its place for half a minute."""
_TURN_SECONDS = 5.0
"""So long a poll waits for its turn among those of its host, and then makes room: a few hosts that hang held every place."""
_LONGEST_SLEEP = 0.25
_SHORTEST_SLEEP = 0.05
_LONGEST_BACKOFF = 10.0
_LONGER_THAN_ANY = 1.2
"""Times the slowest poll: when nothing is due for so long, the clock may have been put back, and the next minute is far."""
_RENEW_SECONDS = 2.0
_A_MINUTE = 60.0
_A_DAY = 86_400.0
_LOADED_WITHIN = 30.0


class Watchers:
    """The watchers of this process."""

    def __init__(
        self,
        *,
        store: Store,
        user_agent: str,
        allow_hosts: frozenset[str],
        pace: Pace,
        clock: Callable[[], datetime],
        keep_entries: int = 20_000,
        semantic: Semantic | None = None,
    ) -> None:
        self._store = store
        self._user_agent = user_agent
        self._allow_hosts = allow_hosts
        self._pace = self._shared = pace
        self._clock = clock
        self._keep_entries = keep_entries
        self._semantic = semantic or Semantic()

    async def run(self) -> None:
        """Polls what is due until cancelled. Polls under way are cancelled with it: their leases run out by themselves."""
        fetcher = Fetcher(user_agent=self._user_agent, allow_hosts=self._allow_hosts, turn_seconds=_TURN_SECONDS)
        async with fetcher, Parser() as parser, asyncio.TaskGroup() as polls:
            polls.create_task(keep_working(self._forget_old_entries, log, idle=_A_DAY))
            polls.create_task(keep_working(self._share_the_budget, log, idle=_A_MINUTE))
            await self._load_model()
            pipeline = Pipeline(
                self._store, fetcher, parser, self._pace, self._clock, self._keep_entries, self._semantic
            )
            room = asyncio.Semaphore(AT_ONCE)
            backoff = _SHORTEST_SLEEP
            while True:
                try:
                    wait = await self._start_one(pipeline, polls, room)
                    backoff = _SHORTEST_SLEEP
                except UNREACHABLE as error:
                    wait = backoff = min(backoff * 2, _LONGEST_BACKOFF)
                    log.warning(away(error), reason=reason_of(error), again_in_seconds=backoff)
                except Exception:
                    wait = BROKEN_SECONDS
                    log.exception("no feed was looked for", reason="a bug; it is tried again")
                await asyncio.sleep(wait)

    async def _start_one(self, pipeline: Pipeline, polls: asyncio.TaskGroup, room: asyncio.Semaphore) -> float:
        """Starts the poll of a feed that is due, once there is room; returns the seconds to wait before the next."""
        async with room:  # nobody else starts polls, so the room there is now is the room there will be below
            claimed = await self._store.feeds.claim(
                now=self._clock(),
                latest_seconds=86_400,
                apart_seconds=self._pace.apart_seconds,
                any_seconds=60 / self._pace.polls_a_minute,
            )
            if claimed is None:
                return await self._idle()

        async def poll() -> None:
            async with room, self._renewing(claimed):
                await self._poll(replace(pipeline, pace=self._shared), claimed)

        polls.create_task(poll())
        return 0.0

    @asynccontextmanager
    async def _renewing(self, claimed: Claimed) -> AsyncIterator[None]:
        """The feed stays ours while its poll goes on, however long; a process that is killed lets go of it soon."""

        async def renew() -> None:
            while True:
                await asyncio.sleep(_RENEW_SECONDS)
                with suppress(*UNREACHABLE):
                    await self._store.feeds.renew(claimed, now=self._clock())

        renewing = asyncio.create_task(renew())
        try:
            yield
        finally:
            renewing.cancel()

    async def _poll(self, pipeline: Pipeline, claimed: Claimed) -> None:
        try:
            await pipeline.poll(claimed)
        except UNREACHABLE as error:
            log.warning("poll not recorded", feed=shown(claimed.url), reason=reason_of(error))
        except Exception:
            log.exception("poll broke", feed=shown(claimed.url), reason="a bug; the feed is polled ever less often")
            await self._broke(pipeline, claimed)

    async def _broke(self, pipeline: Pipeline, claimed: Claimed) -> None:
        try:
            await pipeline.broke(claimed)
        except Exception:
            log.exception(
                "failure not recorded", feed=shown(claimed.url), reason="the feed is polled again when its lease ends"
            )

    async def _idle(self) -> float:
        """Seconds until something is due, a quarter at most: a poll under way may make it due sooner."""
        due, now = await self._store.feeds.next_due(), self._clock()
        wait = (due - now).total_seconds() if due else _LONGEST_SLEEP
        if wait > self._pace.max_seconds * _LONGER_THAN_ANY:
            await self._store.feeds.pull_back(now=now)
        return min(max(wait, _SHORTEST_SLEEP), _LONGEST_SLEEP)

    async def _share_the_budget(self) -> None:
        """What all feeds have taught us decides how slowly each is polled; those a clock ahead of ours put off are due."""
        await self._store.feeds.pull_back(now=self._clock())
        rates = [state.rate for state in (await self._store.feeds.all()).values()]
        self._shared = await asyncio.to_thread(within_budget, self._pace, rates)

    async def _load_model(self) -> None:
        """Before the first polls, or what came while nobody read would be read by words alone; not for ever."""
        try:
            async with asyncio.timeout(_LOADED_WITHIN):
                await asyncio.to_thread(self._semantic.load)
        except ModelError as error:
            log.warning("reading by words alone", reason=str(error))
        except TimeoutError:
            log.warning(
                "reading by words alone", reason=f"the model has taken {_LOADED_WITHIN:.0f} s; used once loaded"
            )

    async def _forget_old_entries(self) -> None:
        """What was seen long ago is dropped, or every feed's memory would grow for ever."""
        for url in await self._store.feeds.all():
            await self._store.seen.prune(url)
