"""App Home: published whenever somebody opens it, so it is never older than that look."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from slack_bolt.app.async_app import AsyncApp
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_sdk.web.async_client import AsyncWebClient

from bot.blocks.answers import refused
from bot.blocks.home import Followed, home, not_done, story_modal
from bot.blocks.modals import Place, object_modal, propose_modal
from bot.blocks.ref import Ref
from bot.domain.story import Story
from bot.errors import CommandError
from handlers import decide
from handlers.desk import Desk
from handlers.inbox import Occasion, handled
from handlers.looking import look


@dataclass(frozen=True)
class Home:
    """The Home tab of whoever opens it."""

    desk: Desk

    async def opened(self, occasion: Occasion) -> None:
        if occasion.event.get("tab", "home") == "home":
            await self._publish(occasion.client, str(occasion.event["user"]))

    async def open_story(self, ack: AsyncAck, body: Mapping[str, Any], client: AsyncWebClient) -> None:
        """A story's summary. Where the story is gone since, the tab is published anew, without it."""
        await ack()
        try:
            story = await self.desk.story(Ref.decode(str(body["actions"][0].get("value") or "")).slug)
        except CommandError:
            await self._publish(client, body["user"]["id"])
            return
        view = await look(self.desk, story, channel="")
        await client.views_open(trigger_id=body["trigger_id"], view=story_modal(view))

    async def confirm(self, ack: AsyncAck, body: Mapping[str, Any], client: AsyncWebClient) -> None:
        """What is proposed holds; its thread tells it, and the tab is published anew. Why it does not, a window says."""
        await ack()
        try:
            await decide.confirm(self.desk, _ref(body), by=body["user"]["id"])
        except CommandError as error:
            await client.views_open(trigger_id=body["trigger_id"], view=not_done(refused(error)))
        await self._publish(client, body["user"]["id"])

    async def object(self, ack: AsyncAck, body: Mapping[str, Any], client: AsyncWebClient) -> None:
        await self._form(ack, body, client, object_modal)

    async def settle(self, ack: AsyncAck, body: Mapping[str, Any], client: AsyncWebClient) -> None:
        await self._form(ack, body, client, propose_modal)

    async def _form(
        self,
        ack: AsyncAck,
        body: Mapping[str, Any],
        client: AsyncWebClient,
        form: Callable[[Story, Place], dict[str, Any]],
    ) -> None:
        """The form the button in the thread opens; its answer goes there, into the first channel that follows the story."""
        await ack()
        ref = _ref(body)
        try:
            story, target = await decide.known(self.desk, ref)
            channel = next(iter(await self.desk.store.stories.followers(story.slug)), "")
            thread = await self.desk.store.threads.head(story.slug, target, channel)
            view = form(story, Place(ref=ref, channel=channel, thread_ts=thread.ts if thread else ""))
        except CommandError as error:
            view = not_done(refused(error))
        await client.views_open(trigger_id=body["trigger_id"], view=view)

    async def _publish(self, client: AsyncWebClient, user: str) -> None:
        stories = [await self._followed(story, client) for story in await self.desk.store.stories.all()]
        await client.views_publish(user_id=user, view=home(stories, now=self.desk.clock()))

    async def _followed(self, story: Story, client: AsyncWebClient) -> Followed:
        channels = await self.desk.store.stories.followers(story.slug)
        first = channels[0] if channels else ""
        return Followed(view=await look(self.desk, story, channel=first, client=client), channels=channels)


def register(app: AsyncApp, desk: Desk) -> None:
    page = Home(desk)
    app.event("app_home_opened")(handled(desk, page.opened))
    app.action("open_story")(page.open_story)
    app.action("confirm_here")(page.confirm)
    app.action("object_here")(page.object)
    app.action("settle_here")(page.settle)


def _ref(body: Mapping[str, Any]) -> Ref:
    return Ref.decode(str(body["actions"][0].get("value") or ""))
