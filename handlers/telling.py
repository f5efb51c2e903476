"""The ways a handler answers: to one person, to the channel where they asked for it, or into a thread."""

from dataclasses import dataclass
from typing import Any

from slack_bolt.context.respond.async_respond import AsyncRespond
from slack_sdk.web.async_client import AsyncWebClient

from bot.blocks.message import Message


@dataclass(frozen=True, kw_only=True)
class Asker:
    """Who waits for an answer, and where."""

    user: str
    channel: str
    thread_ts: str = ""
    response_url: str = ""


async def whisper(respond: AsyncRespond, message: Message) -> None:
    """To the person who asked, and nobody else; works in channels the bot is not in."""
    await _respond(respond, message, "ephemeral")


async def share(respond: AsyncRespond, message: Message) -> None:
    """To the whole channel, because somebody asked for it; works in channels the bot is not in."""
    await _respond(respond, message, "in_channel")


async def whisper_in(client: AsyncWebClient, channel: str, user: str, message: Message, *, thread_ts: str = "") -> None:
    """To one person where there is no response URL: after a modal, or to a mention."""
    thread: dict[str, Any] = {"thread_ts": thread_ts} if thread_ts else {}
    await client.chat_postEphemeral(
        channel=channel, user=user, text=message.text, blocks=list(message.blocks), **thread
    )


async def _respond(respond: AsyncRespond, message: Message, response_type: str) -> None:
    await respond(
        text=message.text,
        blocks=list(message.blocks),
        response_type=response_type,
        replace_original=False,
        unfurl_links=False,
        unfurl_media=False,
    )
