"""Brings events, commands and clicks to the app, over Socket Mode or HTTP, and tries events again as Slack does."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Protocol
from uuid import uuid4

from bot.localslack.faults import Faults
from bot.localslack.shapes import Json

ACK_SECONDS = 3.0
# After the first try: nearly at once, after a minute, after five. api.slack.com/apis/events-api
RETRY_AFTER = (1.0, 60.0, 300.0)


@dataclass(frozen=True, kw_only=True)
class Parcel:
    """One envelope: `kind` is Socket Mode's word (events_api, slash_commands, interactive).

    `on_ack` is called in the instant the acknowledgement arrives, so that an answer in it comes before
    whatever the app does next.
    """

    kind: str
    payload: Json
    id: str = field(default_factory=lambda: str(uuid4()))
    attempt: int = 0
    reason: str = ""
    on_ack: Callable[[Json], None] | None = None


@dataclass(frozen=True, kw_only=True)
class Ack:
    """What came back. Without `ok`, `error` is Slack's word for it: timeout, dispatch_failed, http_error."""

    ok: bool
    payload: Json = field(default_factory=dict)
    error: str = ""


class Transport(Protocol):
    """A way to the app."""

    async def deliver(self, parcel: Parcel, seconds: float) -> Ack: ...


class Courier:
    """One per app. Commands and clicks go once, events until they are acknowledged."""

    def __init__(self, transport: Transport, faults: Faults, *, retry_after: tuple[float, ...] = RETRY_AFTER) -> None:
        self.transport = transport
        self.ack_seconds = ACK_SECONDS
        self.retry_after = retry_after
        self._faults = faults
        self.failures = 0  # tries that got no acknowledgement
        self._tasks: set[asyncio.Task[None]] = set()

    async def ask(self, kind: str, payload: Json, on_ack: Callable[[Json], None] | None = None) -> Ack:
        return await self._once(Parcel(kind=kind, payload=payload, on_ack=on_ack))

    def send_event(self, payload: Json) -> None:
        if self._faults.strike("lost_event"):
            return
        task = asyncio.get_running_loop().create_task(self._until_acked(Parcel(kind="events_api", payload=payload)))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def stop(self) -> None:
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _until_acked(self, parcel: Parcel) -> None:
        for attempt, wait in enumerate((*self.retry_after, None)):
            ack = await self._once(replace(parcel, attempt=attempt))
            if ack.ok or wait is None:
                return
            parcel = replace(parcel, reason=ack.error)
            await asyncio.sleep(wait)

    async def _once(self, parcel: Parcel) -> Ack:
        if late := self._faults.strike("late_envelope"):
            await asyncio.sleep(late.seconds)
        if self._faults.strike("duplicate_envelope"):
            first, _ = await asyncio.gather(self._deliver(parcel), self._deliver(parcel))
            return first
        return await self._deliver(parcel)

    async def _deliver(self, parcel: Parcel) -> Ack:
        ack = await self.transport.deliver(parcel, self.ack_seconds)
        self.failures += not ack.ok
        return ack
