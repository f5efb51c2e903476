"""Showing answers that took a while to whoever asked: to them alone, where they asked."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.blocks.lesson import lesson
from bot.blocks.message import Message
from bot.calls import AWAY, FOR_NOW, code_of, short
from bot.domain.lesson import Asked, Proposal
from bot.errors import StoreError
from bot.store.store import Store
from bot.store.working import keep_working
from handlers.telling import Asker, whisper_to

log = structlog.get_logger("showing")

_GOOD_FOR = timedelta(minutes=25)
"""Slack's response URLs work for half an hour."""
_IDLE_SECONDS = 0.5
_CALL_SECONDS = 10
_TRIED_FOR = timedelta(hours=1)


@dataclass(frozen=True, kw_only=True)
class Showing:
    """Shows answers to whoever asked, as they come in from the watchers. A job of the bot's."""

    store: Store
    client: AsyncWebClient
    clock: Callable[[], datetime]

    async def run(self) -> None:
        """Until cancelled."""
        await keep_working(self.once, log, idle=_IDLE_SECONDS)

    async def once(self) -> bool:
        """Shows the answer that has waited longest; False where none waits.

        One that does not reach Slack is tried again in a minute, for an hour; one that Slack refuses is not.
        """
        asked_id = await self.store.lessons.next_answered()
        if not asked_id:
            return False
        proposal = await self.store.lessons.proposal(asked_id)
        if proposal is None or await self._shown(proposal):
            await self.store.lessons.shown(asked_id)
        return True

    async def _shown(self, proposal: Proposal) -> bool:
        """Whether nothing more is to be tried; an answer whose story cannot be read waits as one that does not reach Slack."""
        try:
            story = await self.store.stories.get(proposal.asked.slug)
        except StoreError as error:
            log.warning("answer not shown", asked=proposal.asked.id, reason=str(error))
            return self.clock() - proposal.asked.at > _TRIED_FOR
        return story is None or await self._show(proposal.asked, lesson(proposal, story, now=self.clock()))

    async def _show(self, asked: Asked, message: Message) -> bool:
        """Where they pressed or asked; where the bot is not in the channel, through Slack's response URL.

        Whether nothing more is to be tried.
        """
        try:
            async with asyncio.timeout(_CALL_SECONDS):
                await self._whisper(asked, message)
        except AWAY as error:
            later = not isinstance(error, SlackApiError) or code_of(error) in FOR_NOW
            log.warning("answer not shown", asked=asked.id, reason=short(error), again=later)
            return not later or self.clock() - asked.at > _TRIED_FOR
        return True

    async def _whisper(self, asked: Asked, message: Message) -> None:
        url = asked.response_url if self.clock() - asked.at <= _GOOD_FOR else ""
        asker = Asker(user=asked.by, channel=asked.channel, thread_ts=asked.thread_ts, response_url=url)
        await whisper_to(self.client, asker, message)
