"""What people are told when something goes wrong: a sentence for what we foresaw, an id to quote for what we did not."""

import asyncio
import secrets
from collections.abc import Mapping
from typing import Any

import aiohttp
import structlog
from slack_bolt.app.async_app import AsyncApp
from slack_bolt.context.respond.async_respond import AsyncRespond
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.web.async_client import AsyncWebClient

from bot.blocks.answers import refused, said
from bot.blocks.message import Message
from bot.blocks.modals import Place
from bot.errors import CommandError, WatchdeskError
from bot.store.client import UNREACHABLE
from handlers.desk import Desk
from handlers.telling import Asker, asker_of, whisper, whisper_to

log = structlog.get_logger("handlers")

_ACK_SEEN_SECONDS = 0.05


def register(app: AsyncApp, desk: Desk) -> None:  # noqa: ARG001  every feature registers alike
    app.error(told)


async def told(error: Exception, body: Mapping[str, Any], respond: AsyncRespond, client: AsyncWebClient) -> None:
    """Bolt's one error handler. An answer that cannot be given is logged, never raised again."""
    message = sentence(error)
    try:
        if body.get("command"):
            await whisper(respond, message)
        elif asker := who_asked(body):
            await whisper_to(client, asker, message)
    except (SlackClientError, aiohttp.ClientError, TimeoutError, OSError) as failed:
        log.warning("nobody could be told", reason=_reason(failed))
    # Bolt 1.30 looks for the ack every 10 ms, and forgets one it has not seen yet when the listener raises: the person
    # would read "operation_timeout" as well. So no listener's error is over sooner than that.
    await asyncio.sleep(_ACK_SEEN_SECONDS)


def sentence(error: Exception) -> Message:
    """What to say; logged at once. Never a token: neither Slack's request nor the body is logged."""
    if isinstance(error, WatchdeskError):
        log.info("refused", reason=str(error)[:400])
        return refused(error)
    quoted = secrets.token_hex(3)
    if isinstance(error, (*UNREACHABLE, aiohttp.ClientError, TimeoutError)):
        log.warning("store or network away", id=quoted, reason=_reason(error))
        return said(
            "Watchdesk could not reach its store or Slack, so it may not be done. "
            f"Look whether it is, and try again where not. ({quoted})"
        )
    if isinstance(error, SlackApiError):
        log.error("slack refused", id=quoted, reason=_reason(error))
        return said(
            f"Slack refused that ({error.response.get('error', 'no reason')}). Quote {quoted} to whoever runs me."
        )
    log.error("unforeseen", id=quoted, exc_info=error)
    return said(f"That went wrong, and it is our fault. Quote {quoted} to whoever runs Watchdesk; the log has it.")


def who_asked(body: Mapping[str, Any]) -> Asker | None:
    """The person behind a modal, a button or a mention; None for events nobody waits on."""
    if view := body.get("view"):
        try:
            place = Place.decode(view.get("private_metadata") or "")
        except CommandError:
            return None
        return Asker(channel=place.channel, user=body["user"]["id"], thread_ts=place.thread_ts)
    if body.get("channel"):
        return asker_of(body)
    event = body.get("event") or {}
    if event.get("type") == "app_mention" and event.get("user"):
        return Asker(channel=event["channel"], user=event["user"], thread_ts=event.get("thread_ts", ""))
    return None


def _reason(error: Exception) -> str:
    if isinstance(error, SlackApiError):
        return str(error.response.get("error", "no reason"))
    return str(error)[:200] or type(error).__name__
