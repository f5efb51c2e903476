"""Calls to Slack as delivery makes them, and what Slack's answers mean for a queue that waits on them."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import aiohttp
import structlog
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.web.async_client import AsyncWebClient

from bot.store.outbox import LONGEST_WAIT

log = structlog.get_logger("delivery")

PACE = timedelta(seconds=1)
"""Slack takes about one message a second in a channel."""
REFUSED_WAIT = timedelta(minutes=1)
NOT_IN_CHANNEL_WAIT = timedelta(minutes=5)
CLOCKS_APART = timedelta(days=1)
"""How far ahead of Slack's clock ours may be: a post is looked for from so long before we first tried it."""
CALL_SECONDS = 15
OWN_FAULT = frozenset(
    {
        "duplicate_message_not_found", "edit_window_closed", "invalid_arg_name", "invalid_arguments",
        "invalid_array_arg", "invalid_attachments", "invalid_charset", "invalid_form_data", "invalid_json",
        "invalid_metadata_format", "invalid_metadata_schema", "invalid_post_type", "markdown_text_conflict",
        "metadata_must_be_sent_from_app", "no_text", "too_many_attachments", "too_many_contact_cards",
    }
)  # fmt: skip
"""Refusals of the message itself, which no waiting mends."""
MENDED_FOR_ALL = frozenset(
    {
        "access_denied", "account_inactive", "accesslimited", "ekm_access_denied", "enterprise_is_restricted", "invalid_auth",
        "message_limit_exceeded", "missing_scope", "no_permission", "not_allowed_token_type", "not_authed", "not_in_channel",
        "org_login_required", "rate_limited", "ratelimited", "team_access_not_granted", "team_not_found", "token_expired",
        "token_revoked", "two_factor_setup_required",
    }
)  # fmt: skip
"""Refusals of the account or of its place in the channel: all alerts wait until somebody has mended that."""
TEXT_MAX = 3900
"""What `chat.update` takes, and a post without blocks."""

TRANSIENT = frozenset({"internal_error", "fatal_error", "service_unavailable", "team_added_to_org", "request_timeout"})
FOR_NOW = TRANSIENT | {"ratelimited", "rate_limited", ""}
"""Of Slack's words for no, "" where it gave none, those after which it may say yes, whatever was asked."""
FOR_GOOD = frozenset(
    {
        "channel_not_found", "is_archived", "restricted_action", "restricted_action_read_only_channel",
        "restricted_action_thread_only_channel",
    }
)  # fmt: skip
TOO_MUCH = frozenset({"invalid_blocks", "msg_blocks_too_long", "msg_too_long", "metadata_too_large"})
HEAD_GONE = frozenset({"message_not_found", "thread_not_found", "cant_update_message"})
"""There is no such message, or it is none of ours: where a head with replies is deleted Slack leaves one of its own."""
NO_REPLIES = frozenset(
    {"cannot_reply_to_message", "restricted_action_non_threadable_channel", "restricted_action_thread_locked"}
)
"""The head is there, and takes no replies."""
AWAY = (SlackClientError, aiohttp.ClientError, TimeoutError, OSError)
"""What a call raises where Slack does not answer as Slack: it may or may not have done what was asked."""


class Later(Exception):  # noqa: N818 - a wait, not an error
    """The channel's queue is to be left alone until then."""

    def __init__(self, until: datetime, why: str) -> None:
        super().__init__(why)
        self.until = until


class HeadGone(Later):
    """The head of a thread is no longer there: whatever comes next begins a new one, at once."""


@dataclass(frozen=True, kw_only=True)
class Calls:
    """Posting, editing and looking in one workspace."""

    slack: AsyncWebClient
    clock: Callable[[], datetime]

    async def post(self, arguments: dict[str, Any]) -> str:
        """The ts of the new message. Raises SlackApiError where Slack says no, and AWAY where nobody knows."""
        return str((await self._answer("chat.postMessage", arguments))["ts"])

    async def edit(self, channel: str, ts: str, *, text: str, blocks: list[dict[str, Any]], give_up: datetime) -> bool:
        """Whether the message is as it should be now. Raises Later where it may be then, HeadGone where it is no longer there.

        An edit that fails for good is logged. So is, from `give_up` on, one that Slack refuses for the account, or for a reason we do not know.
        """
        arguments = {"channel": channel, "ts": ts, "text": text[:TEXT_MAX], "blocks": blocks}
        try:
            await self._answer("chat.update", arguments)
        except SlackApiError as error:
            code = code_of(error)
            if code in HEAD_GONE:
                raise HeadGone(self.clock(), f"its head is gone ({code}); a new thread is begun") from error
            for_good = code in FOR_GOOD | TOO_MUCH | OWN_FAULT | TRANSIENT | {""}
            if code == "ratelimited" or (not for_good and self.clock() < give_up):
                raise self.later(error) from error
            if code in TRANSIENT or not code:
                raise Later(self.clock() + PACE, f"the head is edited again ({code or 'no reason given'})") from error
            log.warning("head not edited", channel=channel, ts=ts, reason=code, messages=details(error))
            return False
        except AWAY as error:
            raise Later(self.clock() + PACE, f"the head is edited again ({short(error)})") from error
        return True

    async def find(self, alert_id: str, channel: str, head_ts: str, *, since: datetime) -> str:
        """The ts under which Slack already has this alert, in a thread or in the channel, "" where it has not.

        Raises Later where Slack's history cannot be read now.
        """
        method = "conversations.replies" if head_ts else "conversations.history"
        arguments: dict[str, Any] = {
            "channel": channel,
            "oldest": f"{(since - CLOCKS_APART).timestamp():.6f}",
            "include_all_metadata": True,
            "limit": 200,
            **({"ts": head_ts} if head_ts else {}),
        }
        cursor = "start"
        while cursor:
            try:
                page = await self._answer(method, arguments)
            except SlackApiError as error:
                if code_of(error) in HEAD_GONE | FOR_GOOD:
                    return ""  # without thread or channel there is no post; posting finds out what that means
                raise self.later(error) from error
            except AWAY as error:
                raise Later(self.clock() + PACE, f"Slack's history cannot be read ({short(error)})") from error
            for message in page.get("messages", []):
                if message.get("metadata", {}).get("event_payload", {}).get("alert") == alert_id:
                    return str(message["ts"])
            cursor = page.get("response_metadata", {}).get("next_cursor") or ""
            arguments["cursor"] = cursor
        return ""

    def later(self, error: SlackApiError) -> Later:
        """When to try again what Slack refuses for now, and what is to be done meanwhile."""
        code, now = code_of(error), self.clock()
        if code == "ratelimited":
            return Later(now + min(asked_wait(error) or PACE * 30, LONGEST_WAIT), "Slack asks us to slow down")
        if code == "not_in_channel":
            why = "the bot is not in the channel: /invite it there, or /watch unfollow"
            return Later(now + NOT_IN_CHANNEL_WAIT, why)
        return Later(now + REFUSED_WAIT, f"Slack refuses ({code}); “watchdesk doctor” says how to mend it")

    async def _answer(self, method: str, arguments: dict[str, Any]) -> dict[str, Any]:
        async with asyncio.timeout(CALL_SECONDS):
            answer = (
                await self.slack.api_call(method, json=arguments)
                if method.startswith("chat.")
                else (await self.slack.api_call(method, params=arguments))
            )
        return dict(answer.data) if isinstance(answer.data, dict) else {}


def code_of(error: SlackApiError) -> str:
    """Slack's word for why not, "" where it gave none."""
    return str(error.response.get("error", ""))


def asked_wait(error: SlackApiError) -> timedelta:
    """How long Slack asks us to wait, nothing where it does not say so in seconds: a gateway may answer with a date, or nonsense."""
    told = str(error.response.headers.get("Retry-After", ""))
    return timedelta(seconds=int(told)) if told.isdecimal() and len(told) < 6 else timedelta()  # noqa: PLR2004


def short(error: BaseException) -> str:
    return (str(error) or type(error).__name__)[:120]


def details(error: SlackApiError) -> list[str]:
    """What Slack says of the blocks it refuses."""
    metadata = error.response.get("response_metadata") or {}
    return [str(m)[:200] for m in metadata.get("messages", [])][:5]
