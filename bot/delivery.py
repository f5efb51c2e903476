"""Delivery: outbox -> Slack, each alert once.

Slack has no key that makes posting twice the same as posting once, and a dropped connection leaves unknown whether it
stored a message. So the intent is written first, the alert's id travels in the message's metadata, and whatever was
tried before is looked up in Slack's history before it is posted again.
"""

from collections.abc import Callable, Container
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import structlog
from slack_sdk.web.async_client import AsyncWebClient

from bot.blocks.alert import head, reply
from bot.blocks.left import closed_head, left_head, removal_of
from bot.blocks.message import Message
from bot.blocks.news import told_aloud
from bot.blocks.silence import notice_of
from bot.calls import (
    PACE,
    REFUSED_WAIT,
    Calls,
    HeadGone,
    Later,
)
from bot.domain.change import Alert, Change, ChangeKind, Level, Post, enough_told
from bot.domain.removal import Removal
from bot.domain.silence import Notice
from bot.domain.standing import BOT, Standing, WatchState, first_standing
from bot.domain.story import Story
from bot.domain.voices import beside_now, ground_of
from bot.errors import StoreError
from bot.posting import BROKEN_FOR, Posting, arguments_of
from bot.store.client import UNREACHABLE
from bot.store.keys import EVIDENCE_DAYS
from bot.store.outbox import Held, Waiting
from bot.store.standings import targets
from bot.store.store import Store
from bot.store.threads import Head
from bot.store.transaction import ConflictError
from bot.store.working import keep_working

log = structlog.get_logger("delivery")

_NEWS = timedelta(days=1)
"""How old an alert may be and still ring in the channel beside its thread."""
_IDLE_SECONDS = 0.2


@dataclass(frozen=True, kw_only=True)
class Delivery:
    """Posts what waits in the outbox. Any number may run: a channel's queue is held by one at a time."""

    store: Store
    slack: AsyncWebClient
    clock: Callable[[], datetime]

    @property
    def calls(self) -> Calls:
        return Calls(slack=self.slack, clock=self.clock)

    @property
    def posting(self) -> Posting:
        return Posting(store=self.store, calls=self.calls, clock=self.clock)

    async def run(self) -> None:
        """Delivers until cancelled. Redis or Slack being away delays alerts and loses none."""
        await keep_working(self.once, log, idle=_IDLE_SECONDS)

    async def once(self) -> bool:
        """Delivers the alert that has waited longest in some channel; False where nothing may be tried now."""
        held = await self.store.outbox.hold(now=self.clock())
        if held is None:
            return False
        try:
            await self._first_of(held)
        except ConflictError:
            log.info("queue handed over", channel=held.channel, reason="our hold on it ran out")
        finally:
            await self.store.outbox.release(held)
        return True

    async def _first_of(self, held: Held) -> None:
        """Delivers the alert that has waited longest, or lets its queue wait. Raises where the store or our hold is gone."""
        alert = None
        try:
            alert = await self.store.outbox.head(held.channel)
            if isinstance(alert, Notice | Removal):
                await self._notice(held, alert)
            elif alert:
                await self._deliver(held, alert)
        except (*UNREACHABLE, ConflictError):
            raise
        except Later as later:
            log.info("queue waits", channel=held.channel, reason=str(later), until=str(later.until))
            await self.store.outbox.defer(held.channel, until=later.until)
        except StoreError as error:
            log.warning("alert waits", channel=held.channel, reason=str(error))
            await self._broke(held, alert, why="its story cannot be read; import its file again")
        except Exception:
            log.exception("delivery broke", channel=held.channel, reason="a bug; other channels go on")
            await self._broke(held, alert, why="a bug of ours; the log has it")

    async def _broke(self, held: Held, alert: Waiting | None, *, why: str) -> None:
        """Tried again in a minute; an hour old, the alert is kept aside, so that one cannot silence a channel."""
        if alert and self.clock() - alert.at > BROKEN_FOR:
            await self.store.outbox.park(held, alert, why=why)
        await self.store.outbox.defer(held.channel, until=self.clock() + REFUSED_WAIT)

    async def _deliver(self, held: Held, alert: Alert) -> None:
        """One alert to its thread, the thread's head to the current state, then out of the queue."""
        story = await self.store.stories.get(alert.change.slug)
        thread = await self.store.threads.head(alert.change.slug, alert.change.target, alert.channel)
        head_ts = thread.ts if thread else ""
        if alert.change.level is Level.ROUTINE and not head_ts and (why := await self.store.outbox.kept_aside(alert)):
            await self.store.outbox.park(held, alert, why=why)  # its thread is to come
            return
        unwanted = await self._unwanted(alert, story, head_ts)
        if story is None or unwanted:
            log.info("alert not posted", alert=alert.id, channel=alert.channel, reason=unwanted)
            await self.store.outbox.done(held, alert)
            return
        standing = await self._standing(story, alert)
        if thread and enough_told(alert.change, standing):
            log.info("alert only counted", alert=alert.id, channel=alert.channel, reason="many say so already")
            await self._edit_head(alert, thread, story, standing, thread.ts)
        elif (
            thread
            and self._head_tells(alert, thread)
            and await self._edit_head(alert, thread, story, standing, thread.ts)
        ):
            await self._posted(held, alert, story, standing, head_ts, quiet=True)
        elif (posted := await self._posted(held, alert, story, standing, head_ts)).ts != posted.thread_ts:
            with suppress(HeadGone):  # this alert is told
                await self._edit_head(alert, thread, story, standing, posted.thread_ts)
        await self.store.outbox.done(held, alert)
        await self.store.outbox.defer(held.channel, until=self.clock() + PACE)

    async def _notice(self, held: Held, notice: Notice | Removal) -> None:
        """What is told of a story itself, to the channel, then out of the queue. It opens no thread of ours."""
        if message := await self._of_a_story(notice):
            attempt = await self.store.outbox.attempt(notice, now=self.clock())
            if not await self.posting.there(notice, attempt, ""):
                await self.posting.begin(held, notice)
                ts = await self.posting.send(held, notice, arguments_of(notice, message))
                why = f"feeds {notice.kind}" if isinstance(notice, Notice) else "its story was removed"
                log.info("posted", alert=notice.id, channel=notice.channel, ts=ts, reason=why)
            if isinstance(notice, Removal) and await self.store.stories.get(notice.slug) is None:
                await self._close_heads(notice)
        await self.store.outbox.done(held, notice)
        await self.store.outbox.defer(held.channel, until=self.clock() + PACE)

    async def _close_heads(self, removal: Removal) -> None:
        """The heads of its threads say that it was removed, and have no buttons.

        Where Slack is away or has had enough the others stay as they are: their buttons answer that it was removed.
        """
        now = self.clock()
        for closed in removal.threads:
            thread = await self.store.threads.head(removal.slug, closed.target, removal.channel)
            if thread is None:
                continue
            replies = await self.store.threads.replies(removal.channel, thread.ts)
            message = closed_head(removal, closed, last=thread.change or thread.began, replies=replies, now=now)
            try:
                await self.calls.edit(
                    removal.channel, thread.ts, text=message.text, blocks=list(message.blocks), give_up=now
                )
            except HeadGone:
                continue
            except Later as later:
                log.info("heads of a removed story not edited", channel=removal.channel, reason=str(later))
                return

    async def _of_a_story(self, notice: Notice | Removal) -> Message | None:
        """None where it is no longer so: nobody here follows the story, or, of one that was removed, somebody does again."""
        story = await self.store.stories.get(notice.slug)
        follows = notice.channel in await self.store.stories.followers(notice.slug)
        if isinstance(notice, Removal):
            return None if follows else removal_of(notice, back=story is not None)
        return notice_of(story, notice, now=self.clock()) if story and follows else None

    def _head_tells(self, alert: Alert, thread: Head) -> bool:
        """Whether the channel reads of this state in the head itself, which is new or has shown it since it was: not twice.

        What a person decides, and what turns it, is news of its own. The head is edited before the reply is posted: where that fails, or takes
        longer than its first minute, the channel is told after all, whichever replica does it.
        """
        change = alert.change
        told = change.by == BOT and change.moves and change.level is Level.URGENT
        told = told and change.after.value != WatchState.CONTESTED  # which no edit rings
        if not told or thread.early == _shown(change.after):
            return told
        first, now = (c.evidence.direction if c and c.evidence else None for c in (thread.began, change))
        turned = first is not None and now is not None and first is not now
        return thread.is_new(now=self.clock()) and not turned

    async def _edit_head(self, alert: Alert, thread: Head | None, story: Story, standing: Standing, ts: str) -> bool:
        """The head message shows the current state, and what last moved it, or opened it; copies and further reports only count there."""
        last = _last_told(alert.change, thread) if thread else None
        began, gone = thread.began if thread else None, await self.store.standings.dismissed(story.slug)
        replies, now = await self.store.threads.replies(alert.channel, ts), self.clock()
        if alert.change.kind is ChangeKind.LEFT:
            message = left_head(story, alert.change, last=last, replies=replies, now=now)
        else:
            message = head(
                story,
                await self._grounded(last or alert.change, standing, gone),
                standing,
                began=None if began and began.evidence and began.evidence.id in gone else began,
                replies=replies,
                now=now,
            )
        blocks, give_up = list(message.blocks), alert.at + BROKEN_FOR
        try:
            edited = await self.calls.edit(alert.channel, ts, text=message.text, blocks=blocks, give_up=give_up)
        except HeadGone:
            await self.store.threads.lost(alert.change.slug, alert.change.target, alert.channel)
            raise
        if edited and thread:
            await self.store.threads.edited(alert, thread, shows=_shown(standing), now=self.clock())
        return edited

    async def _grounded(self, change: Change, standing: Standing, gone: Container[str]) -> Change:
        """The same, with the report the state rests on now where people struck out (`gone`) the one it came from, and beside what still says so."""
        struck = change.evidence is not None and change.evidence.id in gone
        if not (struck or change.against):
            return change
        kept = await self.store.standings.evidence(change.slug, since=self.clock() - timedelta(days=EVIDENCE_DAYS))
        if change.against:
            change = replace(change, against=beside_now(change.against, standing, kept, gone))
        if not struck:
            return change
        left = [e for e in kept if e.target == change.target and e.id not in gone]
        level = (
            change.level if change.moves else Level.ROUTINE
        )  # nothing is told aloud of a report that counts no longer
        return replace(change, evidence=ground_of(standing, left), why=standing.why, level=level)

    async def _unwanted(self, alert: Alert, story: Story | None, head_ts: str) -> str:
        """Why nobody waits for the alert any more; "" where somebody does.

        What people decided in a channel that no longer follows, and that a question left the story file, is told in the
        thread it still has, and not in the channel.
        """
        if story is None:
            return "its story is gone"
        left = alert.change.kind is ChangeKind.LEFT
        if left is (alert.change.target in targets(story)):
            return (
                f"the story file {'has its question or claim again' if left else 'no longer has its question or claim'}"
            )
        of_its_thread = head_ts and (left or alert.change.by != BOT)
        if not of_its_thread and not await self._follows(alert):
            return "the channel no longer follows the story"
        return "routine, and there is no thread yet" if alert.change.level is Level.ROUTINE and not head_ts else ""

    async def _follows(self, alert: Alert) -> bool:
        return alert.channel in await self.store.stories.followers(alert.change.slug)

    async def _standing(self, story: Story, alert: Alert) -> Standing:
        if alert.change.kind is ChangeKind.LEFT:
            return alert.change.after
        now = self.clock()
        current = await self.store.standings.of(story, now=now)
        target = alert.change.target
        return current.standings.get(target) or first_standing(story, target, at=now)

    async def _posted(
        self, held: Held, alert: Alert, story: Story, standing: Standing, head_ts: str, *, quiet: bool = False
    ) -> Post:
        """Where the alert is in Slack: found there, or posted now, `quiet` in its thread only."""
        attempt = await self.store.outbox.attempt(alert, now=self.clock())
        ts = await self.posting.there(alert, attempt, head_ts)
        found = bool(ts)
        if not ts:
            await self.posting.begin(held, alert)
            ts = await self._post(held, alert, self._message(alert, story, standing, head_ts), head_ts, quiet=quiet)
        post = Post(alert=alert.id, channel=alert.channel, ts=ts, thread_ts=head_ts or ts, at=self.clock())
        if not attempt.ts:
            await self.store.threads.landed(alert, post, shows="" if found else _shown(standing))
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

    async def _post(self, held: Held, alert: Alert, message: Message, head_ts: str, *, quiet: bool) -> str:
        """The ts of the new message."""
        arguments = arguments_of(alert, message)
        if head_ts:
            fresh = self.clock() - alert.at <= _NEWS  # weeks of alerts, delivered late, ring nobody one by one
            loud = alert.change.level is not Level.ROUTINE and fresh and not quiet and await self._follows(alert)
            arguments |= {"thread_ts": head_ts, "reply_broadcast": loud}
        return await self.posting.send(held, alert, arguments)


def _last_told(change: Change, thread: Head) -> Change | None:
    """What a head goes on telling of beside this change: what last moved it, or before anything has a report told aloud; None for neither."""
    if change.moves:
        return None
    further = change.level is Level.ROUTINE and change.kind in {ChangeKind.ORIGIN, ChangeKind.REPORT, ChangeKind.COPY}
    opened = thread.began if thread.began and told_aloud(thread.began) and further else None
    return thread.change or opened


def _shown(standing: Standing) -> str:
    """The state a head shows, in a word or three."""
    return f"{standing.value} {standing.suggested} {standing.lean}".strip()
