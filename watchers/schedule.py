"""Which feed next: due times and leases are in the store, so that any number of processes share the work."""

import asyncio
from collections.abc import Callable
from datetime import datetime

import structlog

from bot.store.client import UNREACHABLE
from bot.store.store import Store
from watchers.cadence import Pace
from watchers.fetch import Fetcher
from watchers.parse import Parser
from watchers.pipeline import Pipeline

log = structlog.get_logger("watchers")

AT_ONCE = 16
_LONGEST_SLEEP = 0.25
_SHORTEST_SLEEP = 0.05
_LONGEST_BACKOFF = 10.0


class Watchers:
    """The watchers of this process. `last_poll` is when one last began to look for work, for the health check."""

    def __init__(
        self,
        *,
        store: Store,
        user_agent: str,
        allow_hosts: frozenset[str],
        pace: Pace,
        clock: Callable[[], datetime],
        keep_entries: int = 20_000,
    ) -> None:
        self._store = store
        self._user_agent = user_agent
        self._allow_hosts = allow_hosts
        self._pace = pace
        self._clock = clock
        self._keep_entries = keep_entries
        self.last_poll: datetime | None = None

    async def run(self) -> None:
        """Polls what is due until cancelled. Polls under way are cancelled with it: their leases run out by themselves."""
        fetcher = Fetcher(user_agent=self._user_agent, allow_hosts=self._allow_hosts)
        async with fetcher, Parser() as parser, asyncio.TaskGroup() as polls:
            pipeline = Pipeline(self._store, fetcher, parser, self._pace, self._clock, self._keep_entries)
            room = asyncio.Semaphore(AT_ONCE)
            backoff = _SHORTEST_SLEEP
            while True:
                await room.acquire()
                try:
                    started = await self._start_one(pipeline, polls, room)
                    backoff = _SHORTEST_SLEEP
                except UNREACHABLE as error:
                    started, backoff = False, min(backoff * 2, _LONGEST_BACKOFF)
                    log.warning("store does not answer", reason=str(error), again_in_seconds=backoff)
                if not started:
                    room.release()
                    await asyncio.sleep(max(backoff, await self._idle()) if backoff == _SHORTEST_SLEEP else backoff)

    async def _start_one(self, pipeline: Pipeline, polls: asyncio.TaskGroup, room: asyncio.Semaphore) -> bool:
        """Starts the poll of a feed that is due; False where none is."""
        self.last_poll = self._clock()
        claimed = await self._store.feeds.claim(now=self.last_poll, latest_seconds=86_400)
        if claimed is None:
            return False

        async def poll() -> None:
            try:
                await pipeline.poll(claimed)
            except UNREACHABLE as error:
                log.warning("poll not recorded", feed=claimed.url, reason=str(error))
            except Exception:
                log.exception(
                    "poll broke", feed=claimed.url, reason="a bug; the feed is polled again when its lease ends"
                )
            finally:
                room.release()

        polls.create_task(poll())
        return True

    async def _idle(self) -> float:
        """Seconds until something is due, a quarter at most: a poll under way may make it due sooner."""
        due = await self._store.feeds.next_due()
        wait = (due - self._clock()).total_seconds() if due else _LONGEST_SLEEP
        return min(max(wait, _SHORTEST_SLEEP), _LONGEST_SLEEP)
