"""Posting what waits in the outbox, once: tries are written down first, and looked up in Slack before they are made again."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import structlog
from slack_sdk.errors import SlackApiError

from bot.blocks.message import Message
from bot.calls import (
    AWAY,
    FOR_GOOD,
    HEAD_GONE,
    MENDED_FOR_ALL,
    NO_REPLIES,
    OWN_FAULT,
    PACE,
    TEXT_MAX,
    TOO_MUCH,
    TRANSIENT,
    Calls,
    Later,
    code_of,
    details,
    short,
)
from bot.domain.change import Alert
from bot.domain.removal import Removal
from bot.store.outbox import Attempt, Held, Waiting
from bot.store.store import Store
from bot.store.transaction import ConflictError

log = structlog.get_logger("delivery")

SETTLE = timedelta(seconds=10)
"""How long a post of unknown outcome is left alone: Slack may still be storing it when we look."""
BROKEN_FOR = timedelta(hours=1)
"""How long an alert that trips us up, or that Slack refuses for itself, holds up those behind it, before it is kept aside."""
EVENT_TYPE = "watchdesk_alert"


@dataclass(frozen=True, kw_only=True)
class Posting:
    """Tells where a message is in Slack, and puts it there. Whoever posts holds the channel's queue."""

    store: Store
    calls: Calls
    clock: Callable[[], datetime]

    async def there(self, alert: Waiting, attempt: Attempt, head_ts: str) -> str:
        """Where Slack has it from an earlier try, "" where it has not. Raises Later where that is still open."""
        if attempt.ts or not attempt.again:
            return attempt.ts
        ts = await self.calls.find(alert.id, alert.channel, head_ts, since=attempt.first_at)
        if not ts and self.clock() < attempt.last_at + SETTLE:
            raise Later(attempt.last_at + SETTLE, "an earlier try may still arrive")
        return ts

    async def begin(self, held: Held, alert: Waiting) -> None:
        """The queue is still ours and it is written that a post begins. Raises ConflictError where it is not."""
        if not await self.store.outbox.renew(held):
            raise ConflictError(held.channel)
        await self.store.outbox.trying(alert, now=self.clock())

    async def send(self, held: Held, alert: Waiting, arguments: dict[str, Any]) -> str:
        """The ts of the new message. Raises Later where that is open, and where Slack refuses it for good and it was put aside or dropped."""
        try:
            return await self.calls.post(arguments)
        except SlackApiError as error:
            return await self._refused(held, alert, arguments, error)
        except AWAY as error:
            raise Later(self.clock() + SETTLE, f"unknown whether Slack stored it ({short(error)})") from error

    async def _refused(self, held: Held, alert: Waiting, arguments: dict[str, Any], error: SlackApiError) -> str:
        """Slack said no: so nothing was stored, and the try is taken back, unless the no itself leaves that open."""
        code = code_of(error)
        if code in TRANSIENT or not code:
            raise Later(self.clock() + SETTLE, f"Slack answered {code or 'nothing'}") from error
        await self.store.outbox.untried(alert)
        if code in HEAD_GONE | NO_REPLIES and isinstance(alert, Alert) and "thread_ts" in arguments:
            await self.store.threads.lost(alert.change.slug, alert.change.target, alert.channel)
            raise Later(self.clock(), f"its thread is gone or closed ({code}); a new one is started") from error
        if code in TOO_MUCH and "blocks" in arguments:
            log.warning("blocks refused", alert=alert.id, reason=code, messages=details(error))
            # An alert that looks poor is better than none.
            plain = {k: v for k, v in arguments.items() if k != "blocks"} | {"text": arguments["text"][:TEXT_MAX]}
            await self.store.outbox.attempt(alert, now=self.clock())
            return await self.send(held, alert, plain)
        if isinstance(alert, Removal) and code in FOR_GOOD | {"not_in_channel"}:
            # Nobody has reason to let the bot in for it, and what other stories have for the channel waits behind it.
            log.warning("not told of a removal", alert=alert.id, channel=alert.channel, slug=alert.slug, reason=code)
            await self.store.outbox.done(held, alert)
            raise Later(self.clock() + PACE, f"nobody is told that {alert.slug} was removed ({code})") from error
        if code in FOR_GOOD | TOO_MUCH or await self._in_the_way(alert, code):
            log.error("alert put aside", alert=alert.id, channel=alert.channel, reason=code)
            await self.store.outbox.park(held, alert, why=code)
            # Not done: an invitation may have brought it back already.
            raise Later(self.clock() + PACE, f"Slack refuses the first for good ({code})") from error
        raise self.calls.later(error)

    async def _in_the_way(self, alert: Waiting, code: str) -> bool:
        """Whether others have waited long enough for an alert that is refused for itself, or for a reason we do not know.

        Where none waits behind it, the latter may be mended yet.
        """
        if code in MENDED_FOR_ALL or self.clock() - alert.at <= BROKEN_FOR:
            return False
        return code in OWN_FAULT or (await self.store.outbox.waiting()).get(alert.channel, 0) > 1


def arguments_of(alert: Waiting, message: Message) -> dict[str, Any]:
    """What chat.postMessage takes."""
    return {
        "channel": alert.channel,
        "text": message.text,
        "blocks": list(message.blocks),
        "metadata": {"event_type": EVENT_TYPE, "event_payload": {"alert": alert.id}},
        "unfurl_links": False,
        "unfurl_media": False,
    }
