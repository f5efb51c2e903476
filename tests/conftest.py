"""What tests share: a real Valkey, empty for each test, and a check that no key is left without a TTL or a reason."""

import asyncio
import logging
import os
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

import pytest
import structlog

from bot.store.embedded import embedded
from bot.store.keys import WITHOUT_TTL
from bot.store.store import Store, open_store

ROOT = Path(__file__).parent.parent
SHARED = ROOT.parent / "shared"
T = TypeVar("T")
NO_TTL = -1  # Redis for "never expires"; a key that expired while we look is -2
NOW = datetime(2026, 5, 8, 6, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _no_settings_from_outside(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A developer's own .env and environment never reach a test."""
    for name in list(os.environ):
        if name.startswith(("WATCHDESK_", "SLACK_", "REDIS_URL")):
            monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)


@pytest.fixture(autouse=True)
def _no_log_of_another_test() -> Iterator[None]:
    """A command under test sets up the log on a stream that is closed with the test; afterwards it is as before."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    structlog.reset_defaults()
    root.handlers[:], root.level = handlers, level


@pytest.fixture(scope="session")
def valkey_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A Valkey of this test process's own, with the settings the product runs it with."""
    folder = tmp_path_factory.mktemp("data")
    runner = asyncio.Runner()
    server = embedded(folder)
    yield runner.run(server.__aenter__())
    runner.run(server.__aexit__(None, None, None))
    runner.close()


@pytest.fixture
async def store(valkey_url: str) -> AsyncIterator[Store]:
    """An empty store. Afterwards every key in it has a TTL or is of a kind listed with its reason."""
    async with open_store(valkey_url, Path()) as opened:
        await opened.redis.flushall()
        yield opened
        leaks = [
            key
            async for key in opened.redis.scan_iter()
            if key.split(":")[1] not in WITHOUT_TTL and await opened.redis.ttl(key) == NO_TTL
        ]
        assert not leaks, f"keys left without a TTL: {leaks}"


async def wait_until(look: Callable[[], Awaitable[T]], *, description: str, seconds: float = 15) -> T:
    """What `look` gives, as soon as that is truthy. Fails with the description after `seconds`."""
    end = time.monotonic() + seconds
    while not (found := await look()):
        if time.monotonic() > end:
            pytest.fail(f"waited {seconds:g} s for: {description}")
        await asyncio.sleep(0.02)
    return found
