"""The ways a handler answers: to one person, to the channel where they asked for it, or into a thread."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

import structlog
from slack_bolt.context.respond.async_respond import AsyncRespond
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.webhook import WebhookResponse
from slack_sdk.webhook.async_client import AsyncWebhookClient

from bot.blocks.message import Message
from bot.calls import AWAY, OWN_FAULT, TEXT_MAX, TOO_MUCH, code_of, details, short
from bot.errors import CommandError

log = structlog.get_logger("handlers")

Send = Callable[..., Awaitable[WebhookResponse]]
"""What sends to a response URL."""


class NotSharedError(CommandError):
    """Slack refused to show it in the channel, for certain."""


@dataclass(frozen=True, kw_only=True)
class Asker:
    """Who waits for an answer, and where."""

    user: str
    channel: str
    thread_ts: str = ""
    response_url: str = ""


async def whisper(respond: AsyncRespond | Send, message: Message) -> None:
    """To the person who asked, and nobody else; works in channels the bot is not in.

    Where Slack refuses it, its bare text is sent. Neither raises: the log says what was not shown.
    """
    for one in (message, _bare(message)):
        answer = await respond(**_arguments(one, "ephemeral"))
        if answer.status_code == HTTPStatus.OK:
            return
        log.warning("answer refused", status=answer.status_code, reason=answer.body[:200], bare=one is not message)


def asker_of(body: Mapping[str, Any]) -> Asker:
    """Who pressed a button, or chose from a message's menu, and where they look.

    Slack says which message it was, not whether it was read in the channel or in its thread. So what stands in the channel (a
    thread's first message, a reply shown there as well) is answered there, where an answer in a closed thread is not seen.
    """
    message, container = body.get("message") or {}, body.get("container") or {}
    thread = str(message.get("thread_ts") or container.get("thread_ts") or "")
    above = message.get("subtype") == "thread_broadcast" or message.get("ts") == thread
    return Asker(
        user=body["user"]["id"],
        channel=body["channel"]["id"],
        thread_ts="" if above else thread,
        response_url=str(body.get("response_url") or ""),
    )


async def whisper_to(client: AsyncWebClient, asker: Asker, message: Message) -> None:
    """To the person who asked, and nobody else, where they asked; in a channel the bot is not in, through Slack's response URL.

    That cannot say where the answer goes.
    """
    try:
        await whisper_in(client, asker.channel, asker.user, message, thread_ts=asker.thread_ts)
    except SlackApiError:
        if not asker.response_url:
            raise
        await whisper(AsyncWebhookClient(asker.response_url).send, message)


async def acknowledge(client: AsyncWebClient, asker: Asker, message: Message) -> None:
    """The same of what is done already: where Slack does not take the answer, that is logged and undoes nothing."""
    try:
        await whisper_to(client, asker, message)
    except AWAY as error:
        log.warning("decision not acknowledged", reason=short(error))


async def share(respond: AsyncRespond, message: Message) -> None:
    """To the whole channel, because somebody asked for it; works in channels the bot is not in.

    Sent once: Slack's own client sends again where the connection drops, and Slack may have it by then. Raises CommandError
    where that is not known, NotSharedError where Slack refuses.
    """
    hook = AsyncWebhookClient(respond.response_url or "", proxy=respond.proxy, ssl=respond.ssl, retry_handlers=[])
    try:
        answer = await hook.send(**_arguments(message, "in_channel"))
    except AWAY as error:
        log.warning("unknown whether it was shared", reason=short(error))
        raise CommandError(
            "Slack did not answer: it may be in the channel or not. Look before you share it again."
        ) from error
    if answer.status_code != HTTPStatus.OK:
        raise NotSharedError(
            f"Slack did not take it ({answer.status_code} {answer.body[:100]}). Nothing more was shared."
        )


async def whisper_in(client: AsyncWebClient, channel: str, user: str, message: Message, *, thread_ts: str = "") -> None:
    """To one person where there is no response URL: after a modal, or to a mention."""
    thread: dict[str, Any] = {"thread_ts": thread_ts} if thread_ts else {}
    await say(client.chat_postEphemeral, message, channel=channel, user=user, **thread)


async def say(call: Callable[..., Awaitable[object]], message: Message, **arguments: Any) -> None:
    """Through a method of Slack's; the bare text where it refuses the message for what it looks like. Else raises as the method."""
    try:
        await call(text=message.text, blocks=list(message.blocks), **arguments)
    except SlackApiError as error:
        if code_of(error) not in TOO_MUCH | OWN_FAULT:
            raise
        log.warning("answer refused", reason=code_of(error), messages=details(error))
        await call(text=_bare(message).text, **arguments)


def _bare(message: Message) -> Message:
    return Message(
        text=f"{message.text[:TEXT_MAX]}\nSlack did not take all of this answer; the log says why.", blocks=()
    )


def _arguments(message: Message, response_type: str) -> dict[str, Any]:
    """What Slack's response URLs take."""
    return {
        "text": message.text,
        **({"blocks": list(message.blocks)} if message.blocks else {}),
        "response_type": response_type,
        "replace_original": False,
        "unfurl_links": False,
        "unfurl_media": False,
    }
