"""Buttons under alerts and answers. All a button needs is in its value, so it works after a restart and for ever."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from slack_bolt.app.async_app import AsyncApp
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_bolt.context.respond.async_respond import AsyncRespond
from slack_sdk.web.async_client import AsyncWebClient

from bot.blocks.answers import said
from bot.blocks.modals import Place, means_modal, object_modal, propose_modal, same_modal, verdict_modal
from bot.blocks.ref import Ref
from bot.blocks.summary import summary
from bot.domain.change import Change
from bot.domain.story import Story
from bot.errors import CommandError
from handlers import decide
from handlers.decision import known
from handlers.desk import Desk
from handlers.lessons import ask_of_dismissed
from handlers.looking import look
from handlers.meaning import report_of
from handlers.outcome import outcome
from handlers.refold import alike_of, put_back, restore, split
from handlers.telling import Asker, NotSharedError, acknowledge, asker_of, share, whisper_to
from handlers.wherefore import why_target_of

_SHARED_PAGES = 4
"""A response URL is good for five answers."""


@dataclass(frozen=True, kw_only=True)
class Click:
    """A button somebody pressed, and where."""

    ref: Ref
    asker: Asker
    opener: str


@dataclass(frozen=True)
class Buttons:
    """One method a button; each acks first."""

    desk: Desk

    async def why(self, ack: AsyncAck, body: Mapping[str, Any], client: AsyncWebClient) -> None:
        await ack()
        click = _click(body)
        await whisper_to(client, click.asker, await why_target_of(self.desk, click.ref))

    async def confirm(self, ack: AsyncAck, body: Mapping[str, Any], client: AsyncWebClient) -> None:
        await ack()
        await self._decided(body, client, decide.confirm)

    async def not_relevant(self, ack: AsyncAck, body: Mapping[str, Any], client: AsyncWebClient) -> None:
        await ack()
        click = _click(body)
        await self._decided(body, client, decide.dismiss)
        await ask_of_dismissed(self.desk, click.ref, click.asker)

    async def independent(self, ack: AsyncAck, body: Mapping[str, Any], client: AsyncWebClient) -> None:
        """A copy is a report of its own."""
        await ack()
        await self._decided(body, client, split)

    async def same(self, ack: AsyncAck, body: Mapping[str, Any], client: AsyncWebClient) -> None:
        """The form that asks which report a further origin's is the same as; one that was split off goes back at once."""
        await ack()
        click = _click(body)
        if click.ref.onto:
            await self._decided(body, client, put_back)
            return
        story, report, others = await alike_of(self.desk, click.ref)
        view = same_modal(story, self._place(click), report, others, now=self.desk.clock())
        await client.views_open(trigger_id=click.opener, view=view)

    async def reopen(self, ack: AsyncAck, body: Mapping[str, Any], client: AsyncWebClient) -> None:
        """What people resolved is open again."""
        await ack()
        await self._decided(body, client, decide.reopen)

    async def relevant(self, ack: AsyncAck, body: Mapping[str, Any], client: AsyncWebClient) -> None:
        """What was called not relevant counts again."""
        await ack()
        await self._decided(body, client, restore)

    async def own(self, ack: AsyncAck, body: Mapping[str, Any], client: AsyncWebClient) -> None:
        await ack()
        await self._decided(body, client, decide.own)

    async def hand_over(self, ack: AsyncAck, body: Mapping[str, Any], client: AsyncWebClient) -> None:
        await ack()
        await self._decided(body, client, decide.hand_over)

    async def propose(self, ack: AsyncAck, body: Mapping[str, Any], client: AsyncWebClient) -> None:
        await ack()
        click = _click(body)
        story = await self._story(click)
        await client.views_open(trigger_id=click.opener, view=propose_modal(story, self._place(click)))

    async def verdict(self, ack: AsyncAck, body: Mapping[str, Any], client: AsyncWebClient) -> None:
        await ack()
        click = _click(body)
        story = await self._story(click)
        current = await self.desk.store.standings.of(story, now=self.desk.clock())
        standing = current.standings.get(click.ref.target) if click.ref.target else None
        await client.views_open(trigger_id=click.opener, view=verdict_modal(story, self._place(click), standing))

    async def object(self, ack: AsyncAck, body: Mapping[str, Any], client: AsyncWebClient) -> None:
        await ack()
        click = _click(body)
        story = await self._story(click)
        await client.views_open(trigger_id=click.opener, view=object_modal(story, self._place(click)))

    async def means(self, ack: AsyncAck, body: Mapping[str, Any], client: AsyncWebClient) -> None:
        """The form on what a report means, which says what it was read as."""
        await ack()
        click = _click(body)
        story, report = await report_of(self.desk, click.ref)
        await client.views_open(trigger_id=click.opener, view=means_modal(story, self._place(click), report))

    async def _story(self, click: Click) -> Story:
        """The story of a form about to open. Raises CommandError where the file has dropped the question: nobody types in vain."""
        if click.ref.target is None:
            return await self.desk.story(click.ref.slug)
        story, _ = await known(self.desk, click.ref)
        return story

    def _place(self, click: Click) -> Place:
        asker = click.asker
        return Place(ref=click.ref, channel=asker.channel, thread_ts=asker.thread_ts, opened=self.desk.clock())

    async def open(self, ack: AsyncAck, body: Mapping[str, Any], client: AsyncWebClient) -> None:
        """A story's summary, or a further page of it, to the one who asked."""
        await ack()
        click = _click(body)
        story = await self.desk.story(click.ref.slug)
        made = summary(await look(self.desk, story, channel=click.asker.channel, client=client))
        await whisper_to(client, click.asker, made[min(click.ref.page, len(made) - 1)])

    async def share(
        self, ack: AsyncAck, body: Mapping[str, Any], respond: AsyncRespond, client: AsyncWebClient
    ) -> None:
        """The summary as it is now, to the whole channel; once for each answer, however often it is pressed."""
        await ack()
        click = _click(body)
        answer = str((body.get("container") or {}).get("message_ts") or click.opener)
        deed = f"share {click.asker.channel} {answer}"
        if not await self.desk.store.inbox.first(deed):
            raise CommandError(
                f"This answer was shared before. /watch {click.ref.slug} gives a new one, of the story as it is now."
            )
        story = await self.desk.story(click.ref.slug)
        view = await look(self.desk, story, channel=click.asker.channel, client=client)
        try:
            for message in summary(view, shared_by=click.asker.user)[:_SHARED_PAGES]:
                await share(respond, message)
        except NotSharedError:
            await self.desk.store.inbox.undone(deed)
            raise

    async def _decided(
        self, body: Mapping[str, Any], client: AsyncWebClient, decision: Callable[..., Awaitable[Change]]
    ) -> None:
        click = _click(body)
        desk = replace(self.desk, channel=click.asker.channel)
        change = await decision(desk, click.ref, by=click.asker.user)
        await acknowledge(client, click.asker, said(await outcome(desk, change)))


def register(app: AsyncApp, desk: Desk) -> None:
    buttons = Buttons(desk)
    app.action("why")(buttons.why)
    app.action("confirm")(buttons.confirm)
    app.action("object")(buttons.object)
    app.action("not_relevant")(buttons.not_relevant)
    app.action("own")(buttons.own)
    app.action("relevant")(buttons.relevant)
    app.action("hand_over")(buttons.hand_over)
    app.action("reopen")(buttons.reopen)
    app.action("means")(buttons.means)
    app.action("independent")(buttons.independent)
    app.action("same")(buttons.same)
    app.action("propose")(buttons.propose)
    app.action("verdict")(buttons.verdict)
    app.action("open")(buttons.open)
    app.action("more")(buttons.open)
    app.action("share")(buttons.share)


def _click(body: Mapping[str, Any]) -> Click:
    """Slack's dict, read once. Raises CommandError for a button that is not ours."""
    actions = body.get("actions") or [{}]
    if not body.get("channel"):
        raise CommandError("This button works in channels only.")
    return Click(
        ref=Ref.decode(str(actions[0].get("value") or "")),
        asker=asker_of(body),
        opener=str(body.get("trigger_id") or ""),
    )
