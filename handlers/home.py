"""App Home: published whenever somebody opens it or decides there, so it is never older than that look."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any
from weakref import WeakValueDictionary

from slack_bolt.app.async_app import AsyncApp
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_sdk.web.async_client import AsyncWebClient

from bot.blocks.answers import refusal, said
from bot.blocks.home import Followed, home, linked, story_modal
from bot.blocks.message import Block
from bot.blocks.modals import Place, object_modal, propose_modal
from bot.blocks.ref import Ref
from bot.domain.story import Story
from bot.errors import CommandError, WatchdeskError
from handlers import decide
from handlers.decision import known
from handlers.desk import Desk
from handlers.inbox import Occasion, handled
from handlers.looking import look
from handlers.outcome import outcome

_turns: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()
"""Whose tab is being made, by user; forgotten once nobody waits."""


@dataclass(frozen=True)
class Home:
    """The Home tab of whoever opens it. What cannot be done is said at its top: there is nobody to whisper to."""

    desk: Desk

    async def opened(self, occasion: Occasion) -> None:
        if occasion.event.get("tab", "home") == "home":
            await publish(self.desk, occasion.client, str(occasion.event["user"]))

    async def open_story(self, ack: AsyncAck, body: Mapping[str, Any], client: AsyncWebClient) -> None:
        """A story's summary. Where the story is gone since, the tab is published anew, without it."""
        await ack()
        try:
            story = await self.desk.story(_ref(body).slug)
        except CommandError:
            await publish(self.desk, client, body["user"]["id"])
            return
        view = await look(self.desk, story, channel="")
        await client.views_open(trigger_id=body["trigger_id"], view=story_modal(view))

    async def confirm(self, ack: AsyncAck, body: Mapping[str, Any], client: AsyncWebClient) -> None:
        await ack()
        user = body["user"]["id"]

        async def confirmed() -> str:
            return said(await outcome(self.desk, await decide.confirm(self.desk, _ref(body), by=user))).text

        await publish(self.desk, client, user, notice=await _or_why_not(confirmed))

    async def object(self, ack: AsyncAck, body: Mapping[str, Any], client: AsyncWebClient) -> None:
        await ack()
        await self._ask(body, client, object_modal)

    async def settle(self, ack: AsyncAck, body: Mapping[str, Any], client: AsyncWebClient) -> None:
        await ack()
        await self._ask(body, client, propose_modal)

    async def _ask(
        self, body: Mapping[str, Any], client: AsyncWebClient, modal: Callable[[Story, Place], Block]
    ) -> None:
        async def asked() -> str:
            ref = _ref(body)
            story, _ = await known(self.desk, ref)
            place = Place(ref=ref, channel="", opened=self.desk.clock())
            await client.views_open(trigger_id=body["trigger_id"], view=modal(story, place))
            return ""

        if notice := await _or_why_not(asked):
            await publish(self.desk, client, body["user"]["id"], notice=notice)


async def publish(desk: Desk, client: AsyncWebClient, user: str, *, notice: str = "") -> None:
    """The tab as things stand now, with what became of a decision (in mrkdwn) at its top.

    One at a time for each person: of two at once, the one made first may reach Slack last, and would stay.
    """
    async with _turns.setdefault(user, asyncio.Lock()):
        stories = [await _followed(desk, story, client) for story in await desk.store.stories.all()]
        await client.views_publish(user_id=user, view=home(stories, now=desk.clock(), notice=notice))


def register(app: AsyncApp, desk: Desk) -> None:
    page = Home(desk)
    app.event("app_home_opened")(handled(desk, page.opened))
    app.action("open_story")(page.open_story)
    app.action("home_confirm")(page.confirm)
    app.action("home_object")(page.object)
    app.action("home_settle")(page.settle)


async def _followed(desk: Desk, story: Story, client: AsyncWebClient) -> Followed:
    channels = await desk.store.stories.followers(story.slug)
    first, *others = channels or ("",)
    view = await look(desk, story, channel=first, others=others, client=client, shown=linked)
    aside = {c: len(await desk.store.outbox.parked(c)) for c in channels}
    return Followed(view=view, channels=channels, aside=aside)


async def _or_why_not(deed: Callable[[], Awaitable[str]]) -> str:
    try:
        return await deed()
    except WatchdeskError as error:
        return refusal(error)


def _ref(body: Mapping[str, Any]) -> Ref:
    return Ref.decode(str(body["actions"][0].get("value") or ""))
