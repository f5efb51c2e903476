"""Messages in our threads: people's replies are counted; deleted ones, and what is written to the bot, are not."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from slack_bolt.app.async_app import AsyncApp

from handlers.desk import Desk
from handlers.inbox import Occasion, handled

_BY_PEOPLE = frozenset({"", "thread_broadcast", "file_share", "me_message"})


@dataclass(frozen=True)
class Replies:
    """The counters."""

    desk: Desk

    async def message(self, occasion: Occasion) -> None:
        event = occasion.event
        subtype = str(event.get("subtype") or "")
        if subtype == "message_deleted":
            await self._deleted(event.get("previous_message") or {}, event["channel"])
        elif subtype in _BY_PEOPLE and not event.get("bot_id"):
            await self._said(event, event["channel"], bot=occasion.bot)

    async def _said(self, message: Mapping[str, Any], channel: str, *, bot: str) -> None:
        if re.match(rf"\s*<@{re.escape(bot)}[|>]", str(message.get("text") or "")):
            return  # a command is no discussion
        thread = str(message.get("thread_ts") or "")
        if thread and thread != message["ts"] and await self.desk.store.threads.about(channel, thread):
            await self.desk.store.threads.replied(channel, thread, message["ts"])

    async def _deleted(self, message: Mapping[str, Any], channel: str) -> None:
        """Bolt keeps deletions of our own messages from us; delivery finds out when it posts into such a thread."""
        ts, thread = str(message.get("ts") or ""), str(message.get("thread_ts") or "")
        if thread and thread != ts:
            await self.desk.store.threads.unreplied(channel, thread, ts)


def register(app: AsyncApp, desk: Desk) -> None:
    app.event("message")(handled(desk, Replies(desk).message))
