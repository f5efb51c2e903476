"""Events are stored before Slack gets its ack, handled once, and taken up again after a crash.

Bolt acks an event before its handler runs, so a crash between would lose it; and Slack sends some events twice.
"""

import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import aiohttp
import structlog
from slack_bolt.app.async_app import AsyncApp
from slack_bolt.context.async_context import AsyncBoltContext
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.web.async_client import AsyncWebClient

from bot.calls import FOR_NOW, code_of
from bot.store.client import UNREACHABLE
from bot.store.store import Store
from handlers.desk import Desk

log = structlog.get_logger("inbox")

LEFT_OVER = timedelta(seconds=30)
GIVEN_UP = timedelta(hours=1)
_AGAIN = "watchdesk_again"
_PASSING = (*UNREACHABLE, SlackClientError, aiohttp.ClientError, TimeoutError)


@dataclass(frozen=True, kw_only=True)
class Occasion:
    """An event on its way to a handler. `again` is set where an earlier try may have got somewhere."""

    id: str
    event: Mapping[str, Any]
    client: AsyncWebClient
    bot: str
    again: bool = False


@dataclass(frozen=True)
class Keeper:
    """The middleware that stores."""

    desk: Desk

    async def keep(
        self, body: dict[str, Any], context: AsyncBoltContext, next_: Callable[[], Awaitable[BoltResponse]]
    ) -> BoltResponse | None:
        """Everything goes on once. An event is stored too; where the store is away it raises, and Slack sends it again."""
        event_id = body.get("event_id")
        if body.get("type") == "event_callback" and event_id and not context.get(_AGAIN):
            kept = {k: v for k, v in body.items() if k != "token"}
            if not await self.desk.store.inbox.take(str(event_id), kept, now=self.desk.clock()):
                return BoltResponse(status=200, body="")
        if body.get("trigger_id") and not await self._first(str(body["trigger_id"])):
            return BoltResponse(status=200, body="")
        return await next_()

    async def _first(self, trigger: str) -> bool:
        """Slack now and then brings one envelope twice; a second answer would be shared with the channel twice."""
        try:
            return await self.desk.store.inbox.first(trigger)
        except UNREACHABLE:
            return True  # the handler will say what is wrong


def register(app: AsyncApp, desk: Desk) -> None:
    """Comes before every other feature."""
    app.middleware(Keeper(desk).keep)


def handled(desk: Desk, work: Callable[[Occasion], Awaitable[None]]) -> Callable[..., Awaitable[None]]:
    """The Bolt listener for one kind of event: does the work, then the event leaves the inbox."""

    async def listen(body: dict[str, Any], client: AsyncWebClient, context: AsyncBoltContext) -> None:
        occasion = Occasion(
            id=str(body.get("event_id", "")),
            event=body["event"],
            client=client,
            bot=context.bot_user_id or "",
            again=bool(context.get(_AGAIN)),
        )
        try:
            await work(occasion)
        except Exception as error:
            if _passes(error):
                log.warning("event waits", id=occasion.id, reason=str(error)[:200] or type(error).__name__)
                return
            await desk.store.inbox.done(occasion.id)
            raise
        await desk.store.inbox.done(occasion.id)

    return listen


def _passes(error: Exception) -> bool:
    """Whether it may be better in half a minute: the event stays in the inbox."""
    refused = isinstance(error, SlackApiError) and code_of(error) not in FOR_NOW
    return isinstance(error, _PASSING) and not refused


async def replay(app: AsyncApp, store: Store, *, now: datetime) -> int:
    """Handles what was taken and never finished, by an earlier process or an earlier try; how many that were."""
    left = await store.inbox.left_over(now=now, older_than=LEFT_OVER)
    count = 0
    for event_id, body in left.items():
        if not await store.inbox.retake(event_id):
            continue
        age = now.timestamp() - float(body.get("event_time") or time.time())
        if age > GIVEN_UP.total_seconds():
            log.warning("event given up", id=event_id, reason="an hour old")
            await store.inbox.done(event_id)
            continue
        log.info("event taken up again", id=event_id, reason="an earlier try did not finish it")
        await app.async_dispatch(AsyncBoltRequest(body=body, mode="socket_mode", context={_AGAIN: True}))
        count += 1
    return count
