"""A job that takes its work out of the store goes on whatever happens to the store."""

import asyncio

import pytest
import structlog
from redis.exceptions import ConnectionError as RedisConnectionError
from structlog.testing import capture_logs

from bot.store.working import keep_working
from tests.conftest import wait_until

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


async def test_a_job_that_trips_goes_on_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    """One bad value used to end the whole process, and the next one too."""
    monkeypatch.setattr("bot.store.working.BROKEN_SECONDS", 0.01)
    calls: list[int] = []

    async def once() -> None:
        calls.append(1)
        raise KeyError("a bug")

    with capture_logs() as logs:
        working = asyncio.create_task(keep_working(once, log, idle=0.01))

        async def thrice() -> bool:
            return len(calls) >= 3

        await wait_until(thrice, description="the job is tried again")
        working.cancel()
    assert {entry["event"] for entry in logs} == {"work broke"}
