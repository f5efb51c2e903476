"""A job that takes its work out of the store goes on whatever happens to the store."""

import asyncio

import pytest
import structlog
from redis.exceptions import ConnectionError as RedisConnectionError
from redis.exceptions import RedisError
from structlog.testing import capture_logs

from bot.store.store import Store
from bot.store.transaction import ConflictError
from bot.store.working import keep_working
from tests.conftest import wait_until

log = structlog.get_logger("test")


async def test_work_is_done_without_a_pause_then_waited_for_and_survives_a_store_that_is_away(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    waits: list[float] = []
    given: list[bool | Exception] = [True, True, False, RedisConnectionError("refused"), ConnectionResetError(), True]

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


REFUSES = "store refuses; watchdesk doctor says how to mend it"


async def event_of(error: Exception) -> str:
    """What the log calls the first try of a job that ends in this error."""

    async def once() -> None:
        raise error

    with capture_logs() as logs:
        working = asyncio.create_task(keep_working(once, log, idle=10))
        await asyncio.sleep(0)
        working.cancel()
    return str(logs[0]["event"])


@pytest.mark.parametrize("error", [OSError("no such file"), FileNotFoundError("model.onnx"), ConflictError("a key")])
async def test_a_bug_is_not_called_a_store_that_is_away(error: Exception) -> None:
    assert await event_of(error) == "work broke"


@pytest.mark.parametrize(
    ("script", "event"),
    [
        ("return redis.call('LPUSH', KEYS[1], '1')", "work broke"),
        ("return nil + 1", "work broke"),
        ("return redis.error_reply('OOM command not allowed when used memory > maxmemory')", REFUSES),
        ("return redis.error_reply('READONLY You can not write against a replica')", REFUSES),
        ("return redis.error_reply('LOADING Valkey is loading the dataset in memory')", "store does not answer"),
        ("return redis.error_reply('MASTERDOWN Link with MASTER is down')", REFUSES),
        ("return redis.error_reply('MISCONF Errors writing to the AOF file')", REFUSES),
        ("return redis.error_reply('NOREPLICAS Not enough good replicas to write')", REFUSES),
        ("return redis.error_reply('BUSY Valkey is busy running a script')", REFUSES),
    ],
)
async def test_what_the_server_answers_tells_a_bug_from_a_server_that_cannot_now(
    store: Store, script: str, event: str
) -> None:
    await store.redis.set(store.keys.event("text"), "no list", ex=60)
    with pytest.raises(RedisError) as caught:
        await store.redis.eval(script, 1, store.keys.event("text"))
    assert await event_of(caught.value) == event


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
