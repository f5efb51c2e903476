"""Delivery: outbox -> Slack, each alert once.

Slack has no key that makes posting twice the same as posting once, and a dropped connection leaves unknown whether it
stored a message. So the intent is written first, the alert's id travels in the message's metadata, and whatever was
tried before is looked up in Slack's history before it is posted again.
"""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

import aiohttp
import structlog
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.web.async_client import AsyncWebClient

from bot.blocks.alert import head, reply
from bot.blocks.message import Message
from bot.domain.change import Alert, Level, Post
from bot.domain.standing import Standing, first_standing
from bot.domain.story import Story
from bot.store.client import UNREACHABLE
from bot.store.outbox import LONGEST_WAIT, Held
from bot.store.store import Store
from bot.store.transaction import ConflictError
from bot.store.working import keep_working

log = structlog.get_logger("delivery")

PACE = timedelta(seconds=1)
"""Slack takes about one message a second in a channel."""
SETTLE = timedelta(seconds=10)
"""How long a post of unknown outcome is left alone: Slack may still be storing it when we look."""
REFUSED_WAIT = timedelta(minutes=1)
NOT_IN_CHANNEL_WAIT = timedelta(minutes=5)
BROKEN_FOR = timedelta(hours=1)
"""How long an alert that trips us up holds up those behind it, before it is kept aside."""
CLOCKS_APART = timedelta(days=1)
"""How far ahead of Slack's clock ours may be: a post is looked for from so long before we first tried it."""
CALL_SECONDS = 15
_IDLE_SECONDS = 0.2
EVENT_TYPE = "watchdesk_alert"
UPDATE_TEXT_MAX = 3900

_TRANSIENT = frozenset({"internal_error", "fatal_error", "service_unavailable", "team_added_to_org", "request_timeout"})
_FOR_GOOD = frozenset({"channel_not_found", "is_archived", "restricted_action", "restricted_action_read_only_channel"})
_TOO_MUCH = frozenset({"invalid_blocks", "msg_blocks_too_long", "msg_too_long", "metadata_too_large"})
_HEAD_GONE = frozenset({"message_not_found", "thread_not_found", "cant_update_message", "edit_window_closed"})
AWAY = (SlackClientError, aiohttp.ClientError, TimeoutError, OSError, AttributeError)
"""What a call raises where Slack does not answer as Slack: it may or may not have done what was asked.

AttributeError is what slack_sdk lets out where a proxy answers in plain text.
"""


class Later(Exception):  # noqa: N818 - a wait, not an error
    """The channel's queue is to be left alone until then."""

    def __init__(self, until: datetime, why: str) -> None:
        super().__init__(why)
        self.until = until


@dataclass(frozen=True, kw_only=True)
class Delivery:
    """Posts what waits in the outbox. Any number may run: a channel's queue is held by one at a time."""

    store: Store
    slack: AsyncWebClient
    clock: Callable[[], datetime]

    async def run(self) -> None:
        """Delivers until cancelled. Redis or Slack being away delays alerts and loses none."""
        await keep_working(self.once, log, idle=_IDLE_SECONDS, passing=(*UNREACHABLE, ConflictError))

    async def once(self) -> bool:
        """Delivers the alert that has waited longest in some channel; False where nothing may be tried now."""
        held = await self.store.outbox.hold(now=self.clock())
        if held is None:
            return False
        alert = None
        try:
            alert = await self.store.outbox.head(held.channel)
            if alert:
                await self._deliver(held, alert)
        except UNREACHABLE:
            raise
        except Later as later:
            log.info("alert waits", channel=held.channel, reason=str(later), until=str(later.until))
            await self.store.outbox.defer(held.channel, until=later.until)
        except ConflictError:
            log.info("queue handed over", channel=held.channel, reason="our hold on it ran out")
        except Exception:
            log.exception("delivery broke", channel=held.channel, reason="a bug; other channels go on")
            await self._broke(held, alert)
        finally:
            await self.store.outbox.release(held)
        return True

    async def _broke(self, held: Held, alert: Alert | None) -> None:
        """Tried again in a minute; an hour old, the alert is kept aside, so that one cannot silence a channel."""
        if alert and self.clock() - alert.at > BROKEN_FOR:
            await self.store.outbox.park(held, alert, why="a bug of ours; the log has it")
        await self.store.outbox.defer(held.channel, until=self.clock() + REFUSED_WAIT)

    async def _deliver(self, held: Held, alert: Alert) -> None:
        """One alert to its thread, the thread's head to the current state, then out of the queue."""
        story = await self.store.stories.get(alert.change.slug)
        thread = await self.store.threads.head(alert.change.slug, alert.change.target, alert.channel)
        head_ts = thread.ts if thread else ""
        unwanted = await self._unwanted(alert, story, head_ts)
        if story is None or unwanted:
            log.info("alert not posted", alert=alert.id, channel=alert.channel, reason=unwanted)
            await self.store.outbox.done(held, alert)
            return
        standing = await self._standing(story, alert)
        posted = await self._posted(held, alert, story, standing, head_ts)
        if posted and posted.ts != posted.thread_ts:
            moved = alert.change if alert.change.moves or not thread else thread.change
            await self._edit_head(replace(alert, change=moved or alert.change), story, standing, posted.thread_ts)
        await self.store.outbox.done(held, alert)
        await self.store.outbox.defer(held.channel, until=self.clock() + PACE)

    async def _unwanted(self, alert: Alert, story: Story | None, head_ts: str) -> str:
        """Why nobody waits for the alert any more; "" where somebody does."""
        if story is None:
            return "its story is gone"
        if alert.channel not in await self.store.stories.followers(story.slug):
            return "the channel no longer follows the story"
        return "routine, and there is no thread yet" if alert.change.level is Level.ROUTINE and not head_ts else ""

    async def _standing(self, story: Story, alert: Alert) -> Standing:
        now = self.clock()
        current = await self.store.standings.of(story, now=now)
        target = alert.change.target
        return current.standings.get(target) or first_standing(story, target, at=now)

    async def _posted(self, held: Held, alert: Alert, story: Story, standing: Standing, head_ts: str) -> Post | None:
        """Where the alert is in Slack: found there, or posted now. None where Slack refuses it for good."""
        attempt = await self.store.outbox.attempt(alert, now=self.clock())
        ts = attempt.ts
        if not ts and attempt.again:
            ts = await self._find(alert, head_ts, since=attempt.first_at)
            if not ts and self.clock() < attempt.first_at + SETTLE:
                raise Later(attempt.first_at + SETTLE, "an earlier try may still arrive")
        if not ts:
            if not await self.store.outbox.renew(held):
                raise ConflictError(held.channel)
            ts = await self._post(held, alert, self._message(alert, story, standing, head_ts), head_ts)
        if not ts:
            return None
        post = Post(alert=alert.id, channel=alert.channel, ts=ts, thread_ts=head_ts or ts, at=self.clock())
        if not attempt.ts:
            await self.store.threads.landed(alert, post)
            log.info(
                "posted",
                alert=alert.id,
                channel=alert.channel,
                ts=ts,
                level=alert.change.level,
                reason=alert.change.why,
            )
        return post

    def _message(self, alert: Alert, story: Story, standing: Standing, head_ts: str) -> Message:
        now = self.clock()
        if head_ts:
            return reply(story, alert.change, standing, now=now)
        return head(story, alert.change, standing, replies=0, now=now)

    async def _post(self, held: Held, alert: Alert, message: Message, head_ts: str) -> str:
        """The ts of the new message; "" where Slack refuses it for good and it was put aside."""
        arguments: dict[str, Any] = {
            "channel": alert.channel,
            "text": message.text,
            "blocks": list(message.blocks),
            "metadata": {"event_type": EVENT_TYPE, "event_payload": {"alert": alert.id}},
            "unfurl_links": False,
            "unfurl_media": False,
        }
        if head_ts:
            loud = alert.change.level is not Level.ROUTINE
            arguments |= {"thread_ts": head_ts, "reply_broadcast": loud}
        return await self._send(held, alert, arguments)

    async def _send(self, held: Held, alert: Alert, arguments: dict[str, Any]) -> str:
        try:
            return await self._call("chat.postMessage", arguments)
        except SlackApiError as error:
            return await self._refused(held, alert, arguments, error)
        except AWAY as error:
            raise Later(self.clock() + SETTLE, f"unknown whether Slack stored it ({_short(error)})") from error

    async def _refused(self, held: Held, alert: Alert, arguments: dict[str, Any], error: SlackApiError) -> str:
        """Slack said no: so nothing was stored, and the try is taken back, unless the no itself leaves that open."""
        code = str(error.response.get("error", ""))
        if code in _TRANSIENT or not code:
            raise Later(self.clock() + SETTLE, f"Slack answered {code or 'nothing'}") from error
        await self.store.outbox.untried(alert)
        if code in _HEAD_GONE:
            await self.store.threads.lost(alert.change.slug, alert.change.target, alert.channel)
            raise Later(self.clock(), "its thread is gone; a new one is started") from error
        if code in _TOO_MUCH and "blocks" in arguments:
            log.warning("blocks refused", alert=alert.id, reason=code, messages=_details(error))
            # An alert that looks poor is better than none.
            plain = {k: v for k, v in arguments.items() if k != "blocks"} | {
                "text": arguments["text"][:UPDATE_TEXT_MAX]
            }
            await self.store.outbox.attempt(alert, now=self.clock())
            return await self._send(held, alert, plain)
        if code in _FOR_GOOD | _TOO_MUCH:
            log.error("alert put aside", alert=alert.id, channel=alert.channel, reason=code)
            await self.store.outbox.park(held, alert, why=code)
            return ""
        raise self._later(error, code)

    def _later(self, error: SlackApiError, code: str) -> Later:
        if code == "ratelimited":
            wait = timedelta(seconds=float(error.response.headers.get("Retry-After", 1)))
            return Later(self.clock() + min(wait, LONGEST_WAIT), "Slack asks us to slow down")
        if code == "not_in_channel":
            return Later(
                self.clock() + NOT_IN_CHANNEL_WAIT,
                "the bot is not in the channel: /invite it there, or /watch unfollow",
            )
        return Later(self.clock() + REFUSED_WAIT, f"Slack refuses ({code}); `watchdesk doctor` says how to mend it")

    async def _edit_head(self, alert: Alert, story: Story, standing: Standing, ts: str) -> None:
        """The head message shows the current state, and what last moved it; copies and further reports only count there.

        An alert is never held up by an edit that fails for good.
        """
        replies = await self.store.threads.replies(alert.channel, ts)
        message = head(story, alert.change, standing, replies=replies, now=self.clock())
        arguments = {
            "channel": alert.channel,
            "ts": ts,
            "text": message.text[:UPDATE_TEXT_MAX],
            "blocks": list(message.blocks),
        }
        try:
            await self._call("chat.update", arguments)
        except SlackApiError as error:
            code = str(error.response.get("error", ""))
            if code == "ratelimited":
                raise self._later(error, code) from error
            if code in _TRANSIENT or not code:
                raise Later(self.clock() + PACE, f"the head is edited again ({code or 'no reason given'})") from error
            log.warning("head not edited", channel=alert.channel, ts=ts, reason=code, messages=_details(error))
        except AWAY as error:
            raise Later(self.clock() + PACE, f"the head is edited again ({_short(error)})") from error

    async def _find(self, alert: Alert, head_ts: str, *, since: datetime) -> str:
        """The ts under which Slack already has this alert, "" where it has not."""
        method = "conversations.replies" if head_ts else "conversations.history"
        arguments: dict[str, Any] = {
            "channel": alert.channel,
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
                code = str(error.response.get("error", ""))
                if code in _HEAD_GONE | _FOR_GOOD:
                    return (
                        ""  # where there is no thread or channel, there is no post; posting finds out what that means
                    )
                raise self._later(error, code) from error
            except AWAY as error:
                raise Later(self.clock() + PACE, f"Slack's history cannot be read ({_short(error)})") from error
            for message in page.get("messages", []):
                if message.get("metadata", {}).get("event_payload", {}).get("alert") == alert.id:
                    return str(message["ts"])
            cursor = page.get("response_metadata", {}).get("next_cursor") or ""
            arguments["cursor"] = cursor
        return ""

    async def _call(self, method: str, arguments: dict[str, Any]) -> str:
        return str((await self._answer(method, arguments))["ts"])

    async def _answer(self, method: str, arguments: dict[str, Any]) -> dict[str, Any]:
        async with asyncio.timeout(CALL_SECONDS):
            answer = (
                await self.slack.api_call(method, json=arguments)
                if method.startswith("chat.")
                else (await self.slack.api_call(method, params=arguments))
            )
        return dict(answer.data) if isinstance(answer.data, dict) else {}


def _short(error: BaseException) -> str:
    return (str(error) or type(error).__name__)[:120]


def _details(error: SlackApiError) -> list[str]:
    metadata = error.response.get("response_metadata") or {}
    return [str(m)[:200] for m in metadata.get("messages", [])][:5]
