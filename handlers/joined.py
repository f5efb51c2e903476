"""Somebody invited the bot, or a channel is out of the archive: what waits for it, or was refused by it, is tried at once."""

from dataclasses import dataclass

from slack_bolt.app.async_app import AsyncApp

from handlers.desk import Desk
from handlers.inbox import Occasion, handled


@dataclass(frozen=True)
class Joined:
    """Members who come; only the bot itself is of interest."""

    desk: Desk

    async def member(self, occasion: Occasion) -> None:
        if occasion.event.get("user") == occasion.bot:
            await self.back(occasion)

    async def back(self, occasion: Occasion) -> None:
        await self.desk.store.outbox.unpark(str(occasion.event["channel"]), now=self.desk.clock())


def register(app: AsyncApp, desk: Desk) -> None:
    app.event("member_joined_channel")(handled(desk, Joined(desk).member))
    for name in ("channel_unarchive", "group_unarchive"):
        app.event(name)(handled(desk, Joined(desk).back))
