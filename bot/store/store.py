"""The store: one object that holds every memory the product has, over one Redis."""

import asyncio
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from redis.asyncio import Redis
from redis.asyncio.retry import Retry
from redis.backoff import ExponentialBackoff
from redis.exceptions import ConnectionError as RedisConnectionError
from redis.exceptions import NoPermissionError, OutOfMemoryError, ReadOnlyError, RedisError, ResponseError
from redis.exceptions import TimeoutError as RedisTimeoutError

from bot.errors import StoreError
from bot.store.client import NOT_NOW, Client, reason_of
from bot.store.embedded import FOLDER, embedded
from bot.store.feeds import Feeds
from bot.store.inbox import Inbox
from bot.store.keys import Keys
from bot.store.ledger import Ledger
from bot.store.lessons import Lessons
from bot.store.outbox import Outbox
from bot.store.recent import Recent
from bot.store.seen import SeenEntries
from bot.store.silences import Silences
from bot.store.standings import Standings
from bot.store.stories import Stories
from bot.store.threads import Threads
from bot.store.transaction import Transaction

OLDEST = (6, 2)
_COMMAND_SECONDS = 10

_PREFIX = "watchdesk"
"""Before every key of ours, in a Redis that others may use too."""


@dataclass(frozen=True, kw_only=True)
class Store:
    """Stories, feeds and the three memories: seen, ledger, outbox; and what they rest on."""

    redis: Client
    keys: Keys
    stories: Stories
    feeds: Feeds
    silences: Silences
    seen: SeenEntries
    recent: Recent
    standings: Standings
    ledger: Ledger
    outbox: Outbox
    threads: Threads
    inbox: Inbox
    lessons: Lessons

    def transaction(self) -> Transaction:
        return Transaction(self.redis, self.keys)

    async def ping(self) -> None:
        """Returns when Redis takes a write. Raises StoreError with a sentence otherwise.

        One that is full, or was made a replica, answers a ping and keeps nothing.
        """
        try:
            await self.redis.set(self.keys.step("probe"), "1", px=1000)
        except (OutOfMemoryError, ReadOnlyError, NoPermissionError) as error:
            raise StoreError(f"Redis takes no writes ({reason_of(error)}); alerts wait.") from error
        except RedisError as error:
            raise StoreError(f"Redis does not answer ({reason_of(error)}); check REDIS_URL.") from error

    async def trouble(self) -> str:
        """What is wrong, in a sentence; "" where Redis takes a write and has not lost everything.

        From the start on a story was imported, be it one that ships with us.
        """
        try:
            await self.ping()
        except StoreError as error:
            return str(error)
        if await self.stories.slugs() or await self.stories.imports():
            return ""
        return "empty: Redis has lost what it held, stories and followers with it; restore it"


def store_on(redis: Client) -> Store:
    """The store on an open connection that decodes to str."""
    keys = Keys(_PREFIX)
    return Store(
        redis=redis,
        keys=keys,
        stories=Stories(redis, keys),
        feeds=Feeds(redis, keys),
        silences=Silences(redis, keys),
        seen=SeenEntries(redis, keys),
        recent=Recent(redis, keys),
        standings=Standings(redis, keys),
        ledger=Ledger(redis, keys),
        outbox=Outbox(redis, keys),
        threads=Threads(redis, keys),
        inbox=Inbox(redis, keys),
        lessons=Lessons(redis, keys),
    )


@asynccontextmanager
async def open_store(redis_url: str, data_dir: Path) -> AsyncIterator[Store]:
    """The store at `redis_url`; where that is "", an embedded Valkey under `data_dir`. Closed on leaving.

    Raises StoreError with a sentence where it cannot be reached, is too old, or is about to drop keys.
    """
    if redis_url:
        async with _connected(redis_url) as store:
            yield store
        return
    async with embedded(data_dir) as socket_url, _connected(socket_url) as store:
        yield store


def kept_at(redis_url: str, data_dir: Path) -> str:
    """Where the store with these settings has its data: the embedded one's folder, or the address without its password."""
    return f"Redis at {_without_password(redis_url)}" if redis_url else str(data_dir.resolve())


def is_begun(redis_url: str, data_dir: Path) -> bool:
    """Whether there is a store already; opening it begins an embedded one. Of a Redis only it itself knows."""
    return bool(redis_url) or (data_dir / FOLDER).exists()


def _without_password(url: str) -> str:
    return url.rpartition("@")[2].partition("?")[0]  # it may stand in either


@asynccontextmanager
async def _connected(url: str) -> AsyncIterator[Store]:
    redis: Client = _from_url(
        url,
        decode_responses=True,
        socket_timeout=None,  # see _Redis
        socket_connect_timeout=5,
        health_check_interval=30,
        client_name=f"watchdesk-{os.getpid()}",
        retry=Retry(ExponentialBackoff(cap=1, base=0.05), 3),
        retry_on_error=[RedisConnectionError],
    )
    try:
        await _check(redis, url)
        yield store_on(redis)
    finally:
        await redis.aclose()


def _from_url(url: str, **options: Any) -> Client:
    try:
        redis = _Redis.from_url(url, **options)
        redis.connection_pool.make_connection()  # type: ignore[no-untyped-call]
    except (TypeError, ValueError):  # their words may hold a piece of the password
        raise StoreError(
            "REDIS_URL cannot be read; redis://user:password@host:6379/0, where @ : / ? # % [ ] in the password are "
            "written as %40 %3A %2F %3F %23 %25 %5B %5D."
        ) from None
    return redis


class _Redis(Redis):
    """Bounds each command by asyncio.timeout and not by socket_timeout.

    With the latter redis-py sends through asyncio.wait_for, which up to Python 3.11 swallows a cancellation that comes
    as the send ends: half of those tried were lost, and a watcher told to stop went on for ever.
    """

    async def execute_command(self, *args: Any, **options: Any) -> Any:
        try:
            async with asyncio.timeout(_COMMAND_SECONDS):
                return await super().execute_command(*args, **options)  # type: ignore[no-untyped-call]
        except TimeoutError as error:
            raise RedisTimeoutError(f"no answer within {_COMMAND_SECONDS} s") from error
        except ResponseError as error:
            if str(error).partition(" ")[0] in NOT_NOW:
                raise RedisConnectionError(str(error)) from error
            raise


async def _check(redis: Client, url: str) -> None:
    where = _without_password(url)
    try:
        info = await redis.info("server")
        memory = await redis.info("memory")
    except (RedisError, OSError, RedisTimeoutError) as error:
        raise StoreError(
            f"Redis at {where} cannot be reached ({reason_of(error)}). Start it, correct REDIS_URL, "
            "or leave REDIS_URL unset for the embedded one."
        ) from error
    version = str(info.get("redis_version", "0"))
    if tuple(int(x) for x in version.split(".")[:2]) < OLDEST:
        raise StoreError(f"Redis at {where} is {version}; Watchdesk needs 6.2 or newer, or any Valkey.")
    if memory.get("maxmemory") and memory.get("maxmemory_policy") != "noeviction":
        raise StoreError(
            f"Redis at {where} may drop keys (maxmemory-policy {memory['maxmemory_policy']}); set it to noeviction."
        )
