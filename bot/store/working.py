"""The loop of every job that takes its work out of the store."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

from bot.store.client import UNREACHABLE, away, reason_of

STORE_AWAY_SECONDS = 2.0
BROKEN_SECONDS = 30.0


async def keep_working(once: Callable[[], Awaitable[object]], log: Any, *, idle: float) -> None:
    """`once` again and again until cancelled: at once where it did something, else after `idle` seconds.

    While the store is away it is tried every two seconds (or `idle`, where that is longer), with a line in the log for
    each try. Whatever else it raises is a bug of ours: it is in the log with its traceback, and tried every half minute,
    for the other jobs of the process must go on.
    """
    while True:
        try:
            wait = 0.0 if await once() else idle
        except UNREACHABLE as error:
            log.warning(away(error), reason=reason_of(error))
            wait = max(idle, STORE_AWAY_SECONDS)
        except Exception:
            log.exception("work broke", reason="a bug; it is tried again")
            wait = max(idle, BROKEN_SECONDS)
        await asyncio.sleep(wait)
