"""The message shortcut "Why was I told this": in the menu of every message, also where its buttons are far up."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from slack_bolt.app.async_app import AsyncApp
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_sdk.web.async_client import AsyncWebClient

from bot.blocks.ref import Ref
from bot.errors import CommandError
from handlers.desk import Desk
from handlers.telling import asker_of, whisper_to
from handlers.wherefore import why_target_of


@dataclass(frozen=True)
class Shortcuts:
    """One method a shortcut."""

    desk: Desk

    async def why_told(self, ack: AsyncAck, body: Mapping[str, Any], client: AsyncWebClient) -> None:
        await ack()
        ref = _named(body["message"]) or await self._of_thread(body)
        await whisper_to(client, asker_of(body), await why_target_of(self.desk, ref))

    async def _of_thread(self, body: Mapping[str, Any]) -> Ref:
        message = body["message"]
        thread = str(message.get("thread_ts") or message["ts"])
        about = await self.desk.store.threads.about(body["channel"]["id"], thread)
        if about is None:
            raise CommandError("This message is in no thread of an alert, so nobody was told anything by it.")
        return Ref(slug=about.slug, target=about.target)


def register(app: AsyncApp, desk: Desk) -> None:
    app.shortcut("why_told")(Shortcuts(desk).why_told)


def _named(message: Mapping[str, Any]) -> Ref | None:
    """What the message's own Why button is about, which names the very report."""
    elements = [e for block in message.get("blocks") or [] for e in block.get("elements") or []]
    value = next((e.get("value") for e in elements if e.get("action_id") == "why"), None)
    return Ref.decode(str(value)) if value else None
