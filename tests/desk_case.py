"""What the tests of handlers share: the real app, connected to a local Slack over Socket Mode, on a real store."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

import aiohttp
import pytest
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.app.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.blocks.alert import head
from bot.blocks.mrkdwn import in_utc
from bot.domain.change import Change, Post, alert_for
from bot.domain.evidence import Evidence
from bot.domain.standing import Standing
from bot.localslack.server import LocalSlack
from bot.manifest import manifest
from bot.store.importing import follow, import_story
from bot.store.store import Store
from handlers.desk import Desk
from handlers.register import register_all
from tests.conftest import NOW, wait_until
from tests.samples import FIRST, FIRST_SIGNAL, STORY

Json = dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class Room:
    """A newsroom: the local Slack with Dana and Omar in #newsdesk, the app connected to it, and its store."""

    slack: LocalSlack
    app: AsyncApp
    client: AsyncWebClient
    store: Store

    @property
    def newsdesk(self) -> str:
        return self.slack.workspace.channel("newsdesk").id

    def id_of(self, person: str) -> str:
        return self.slack.workspace.person(person).id

    async def ask(self, text: str, *, channel: str = "newsdesk", user: str = "Dana") -> str:
        """What is answered to a /watch, in UTC."""
        result = await self.slack.command(channel=channel, user=user, text=text)
        assert result.ok, result.error
        assert [r["kind"] for r in result.responses] == ["ephemeral"]
        return in_utc(result.text)

    async def posted(self, change: Change = FIRST_SIGNAL) -> str:
        """The head message of a thread, as delivery would post it; its ts."""
        message = head(STORY, change, change.after, now=NOW)
        answer = await self.client.chat_postMessage(
            channel=self.newsdesk, text=message.text, blocks=list(message.blocks)
        )
        ts = str(answer["ts"])
        alert = alert_for(change, self.newsdesk, at=NOW)
        post = Post(alert=alert.id, channel=self.newsdesk, ts=ts, thread_ts=ts, at=NOW)
        await self.store.threads.landed(alert, post)
        return ts

    async def stands(self, standing: Standing, *evidence: Evidence) -> None:
        """Puts a target where a test wants it, with the evidence it rests on."""
        current = await self.store.standings.of(STORY, now=NOW)
        tx = self.store.transaction()
        self.store.standings.put(tx, STORY.slug, current.version, {standing.target: standing})
        for one in evidence:
            self.store.standings.add_evidence(tx, one, now=NOW)
        await tx.commit()

    async def standing(self, standing: Standing) -> Standing:
        """Where the same target stands now."""
        return (await self.store.standings.of(STORY, now=NOW)).standings[standing.target]

    async def press(self, ts: str, action: str, *, user: str = "Dana") -> str:
        """What the one who pressed is told."""
        result = await self.slack.click("newsdesk", ts, action, user, wait=5)
        assert result.ok, result.error
        return in_utc(result.text)

    async def said_in(self, ts: str, count: int) -> list[str]:
        """The texts of a thread, once it has so many replies."""

        async def replies() -> list[str]:
            texts = [str(m["text"]) for m in self.slack.replies("newsdesk", ts)]
            return texts if len(texts) >= count else []

        return await wait_until(replies, description=f"{count} replies in the thread")

    async def whispers(self, user: str, count: int = 1) -> list[str]:
        async def shown() -> list[str]:
            texts = [str(m["text"]) for m in self.slack.ephemerals("newsdesk", user)]
            return texts if len(texts) >= count else []

        return await wait_until(shown, description=f"{count} answers only {user} sees")


@pytest.fixture
async def room(store: Store) -> AsyncIterator[Room]:
    """The story is imported, #newsdesk follows it, nothing has happened yet."""
    places = {"channels": ("newsdesk", "general"), "people": ("Dana", "Omar")}
    async with LocalSlack(manifest(), **places) as slack, aiohttp.ClientSession() as session:  # type: ignore[arg-type]
        client = AsyncWebClient(
            token=slack.bot_token, base_url=slack.api_url, session=session, retry_handlers=[], timeout=5
        )
        app = AsyncApp(client=client, signing_secret="unused in socket mode")
        register_all(app, Desk(store=store, clock=lambda: NOW))
        await import_story(store, STORY, by="watchdesk", now=NOW)
        await follow(store, STORY.slug, slack.workspace.channel("newsdesk").id, by="watchdesk", now=NOW)
        handler = AsyncSocketModeHandler(app, slack.app_token, web_client=client)
        await handler.connect_async()  # type: ignore[no-untyped-call]
        try:
            yield Room(slack=slack, app=app, client=client, store=store)
        finally:
            await handler.close_async()  # type: ignore[no-untyped-call]
            await asyncio.sleep(0)


SIGNALLED = (FIRST_SIGNAL.after, FIRST)
"""Where the sample stands after its first report, and that report."""
