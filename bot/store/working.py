"""The loop of every job that takes its work out of the store."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

from bot.store.client import UNREACHABLE

STORE_AWAY_SECONDS = 2.0


async def keep_working(
    once: Callable[[], Awaitable[object]],
    log: Any,
    *,
    idle: float,
    passing: tuple[type[Exception], ...] = UNREACHABLE,
) -> None:
    """`once` again and again until cancelled: at once where it did something, else after `idle` seconds.

    While the store is away, or `once` raises anything else that is `passing`, it is tried every two seconds (or `idle`,
    where that is longer), with a line in the log for each try.
    """
    while True:
        try:
            wait = 0.0 if await once() else idle
        except passing as error:
            log.warning("store does not answer", reason=str(error) or type(error).__name__)
            wait = max(idle, STORE_AWAY_SECONDS)
        await asyncio.sleep(wait)
