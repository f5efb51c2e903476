"""A job that takes its work out of the store goes on whatever happens to the store."""

import asyncio

import pytest
import structlog
from redis.exceptions import ConnectionError as RedisConnectionError

from bot.store.working import keep_working

log = structlog.get_logger("test")


async def test_work_is_done_without_a_pause_then_waited_for_and_survives_a_store_that_is_away(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    waits: list[float] = []
    given: list[bool | Exception] = [True, True, False, RedisConnectionError("refused"), OSError(), True]

    async def sleep(seconds: float) -> None:
        waits.append(seconds)

    async def once() -> bool:
        if not given:
            raise asyncio.CancelledError
        now = given.pop(0)
        if isinstance(now, Exception):
            raise now
        return now

    monkeypatch.setattr(asyncio, "sleep", sleep)
    with pytest.raises(asyncio.CancelledError):
        await keep_working(once, log, idle=0.5)
    assert waits == [0, 0, 0.5, 2, 2, 0]


async def test_a_bug_is_not_taken_for_a_store_that_is_away() -> None:
    async def once() -> bool:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await keep_working(once, log, idle=0.5)
