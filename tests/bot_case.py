"""What the tests of the running bot share: `bot.app.run` itself, on a real store, in front of a local Slack."""

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Literal

import pytest

from bot.app import Part, run
from bot.blocks.message import texts
from bot.domain.change import Change, ChangeKind, Level, alert_for
from bot.domain.evidence import Evidence, Target
from bot.domain.standing import Standing, WatchState, first_standing
from bot.domain.story import Grade
from bot.localslack.outcome import Outcome
from bot.localslack.server import LocalSlack
from bot.manifest import manifest
from bot.settings import load_settings
from bot.store.importing import follow, import_story
from bot.store.store import Store
from tests import samples
from tests.conftest import wait_until
from tests.samples import MEMORANDUM, NO_SALE, STORY

Json = dict[str, Any]
Transport = Literal["socket", "http"]
RETRY_AFTER = (0.5, 4.0, 4.0, 4.0, 4.0)
"""Slack tries an event again at once, after a minute, after five: faster here."""


@dataclass(frozen=True, kw_only=True)
class Newsroom:
    """Dana and Omar in #newsdesk of a local Slack, the bot running in it, and its store."""

    slack: LocalSlack
    store: Store

    @property
    def newsdesk(self) -> str:
        return self.slack.workspace.channel("newsdesk").id

    async def ask(self, text: str, *, channel: str = "newsdesk", user: str = "Dana") -> str:
        """What is answered to a /watch, to the one who asked alone."""
        result = await self.slack.command(channel=channel, user=user, text=text)
        assert result.ok, result.error
        assert [r["kind"] for r in result.responses] == ["ephemeral"]
        return result.text

    async def press(self, ts: str, action: str, *, user: str = "Dana", value: object = None) -> Outcome:
        """A button pressed; with the first thing the person is shown for it."""
        outcome = await self.slack.click("newsdesk", ts, action, user, value, wait=5)
        assert outcome.ok, outcome.error
        return outcome

    async def happens(self, *changes: Change) -> None:
        """What the watchers record: standings, evidence and alerts, in one transaction each."""
        for change in changes:
            now = datetime.now(UTC)
            current = await self.store.standings.of(STORY, now=now)
            tx = self.store.transaction()
            self.store.standings.put(tx, STORY.slug, current.version, {change.target: change.after})
            if change.evidence:
                self.store.standings.add_evidence(tx, change.evidence, now=now)
            self.store.outbox.put(tx, alert_for(change, self.newsdesk, at=now))
            await tx.commit()

    async def told(self, target: Target = MEMORANDUM) -> str:
        """The ts of a target's thread, once the bot has posted its head."""

        async def landed() -> str:
            head = await self.store.threads.head(STORY.slug, target, self.newsdesk)
            return head.ts if head else ""

        return await wait_until(landed, description="the alert is posted")

    async def in_thread(self, ts: str, words: str) -> Json:
        """The reply in a thread that says so, once there is one."""

        async def found() -> Json | None:
            replies = self.slack.replies("newsdesk", ts)
            return next((m for m in reversed(replies) if words in words_of(m)), None)

        reply = await wait_until(found, description=f"“{words}” in the thread")
        assert reply
        return reply

    async def head_says(self, ts: str, words: str) -> None:
        async def edited() -> bool:
            return words in words_of(self.slack.workspace.channel("newsdesk").find(ts))

        await wait_until(edited, description=f"“{words}” in the head message")

    async def whispered(self, user: str, words: str) -> None:
        async def shown() -> bool:
            return any(words in words_of(m) for m in self.slack.ephemerals("newsdesk", user))

        await wait_until(shown, description=f"“{words}” only for {user}")

    async def stands(self, value: str, target: Target = MEMORANDUM) -> Standing:
        """Where a target stands, once it stands there."""

        async def there() -> Standing | None:
            now = await self.store.standings.of(STORY, now=datetime.now(UTC))
            return now.standings[target] if now.standings[target].value == value else None

        standing = await wait_until(there, description=f"{target} is {value}")
        assert standing
        return standing

    async def delivered(self) -> None:
        """Returns once no alert waits."""

        async def empty() -> bool:
            return not await self.store.outbox.waiting()

        await wait_until(empty, description="every alert is delivered", seconds=30)


@asynccontextmanager
async def newsroom_of(
    store: Store, url: str, environment: pytest.MonkeyPatch, transport: Transport, **options: Any
) -> AsyncIterator[Newsroom]:
    """The bot runs as `watchdesk run --only bot` would: its settings come from the environment."""
    given = {"channels": ("newsdesk", "general"), "people": ("Dana", "Omar"), "retry_after": RETRY_AFTER, **options}
    async with LocalSlack(manifest(), **given) as slack:
        await import_story(store, STORY, by="watchdesk", now=datetime.now(UTC))
        channel = slack.workspace.channel("newsdesk").id
        await follow(store, STORY.slug, channel, by="watchdesk", now=datetime.now(UTC))
        port = free_port()
        if transport == "http":
            slack.use_http(f"http://127.0.0.1:{port}/slack/events")
        set_environment(environment, slack, url, transport, port)
        async with running():
            yield Newsroom(slack=slack, store=store)


@asynccontextmanager
async def running(only: Part | None = "bot") -> AsyncIterator[None]:
    started = asyncio.Event()
    bot = asyncio.create_task(run(load_settings(), only=only, started=started.set))
    waiter = asyncio.create_task(started.wait())
    await asyncio.wait([bot, waiter], return_when=asyncio.FIRST_COMPLETED)
    if bot.done():
        bot.result()
    try:
        yield
        assert not bot.done(), "the bot is still running"
    finally:
        waiter.cancel()
        bot.cancel()
        with suppress(asyncio.CancelledError):
            await bot


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def words_of(message: Json) -> str:
    """Every word of a message, as it travels."""
    return "\n".join(texts(message.get("blocks") or []) or [str(message.get("text"))])


def set_environment(
    environment: pytest.MonkeyPatch, slack: LocalSlack, url: str, transport: Transport, port: int
) -> None:
    for name, value in {
        "SLACK_API_URL": slack.api_url,
        "SLACK_BOT_TOKEN": slack.bot_token,
        "SLACK_APP_TOKEN": slack.app_token if transport == "socket" else "",
        "SLACK_SIGNING_SECRET": slack.signing_secret if transport == "http" else "",
        "REDIS_URL": url,
        "WATCHDESK_MODE": transport,
        "WATCHDESK_HTTP_PORT": str(port),
    }.items():
        environment.setenv(name, value)


# --- what happens in the invented story, now ---------------------------------------------------------------------


def report(key: str = "e1", **changed: object) -> Evidence:
    """A report that came in a moment ago."""
    now = datetime.now(UTC)
    times = {"published": now - timedelta(minutes=3), "seen": now - timedelta(seconds=5)}
    return samples.evidence(key, **(times | changed))


def standing(value: str, *of: Evidence, target: Target = MEMORANDUM, **changed: object) -> Standing:
    return samples.standing(value, *of, target=target, **({"since": datetime.now(UTC)} | changed))


def signal(key: str = "e1", **changed: object) -> Change:
    """A first report moves the watch item."""
    told = report(key, **changed)
    before = first_standing(STORY, MEMORANDUM, at=datetime.now(UTC) - timedelta(days=2))
    return samples.change(ChangeKind.STATE, before, standing("signal", told), evidence=told, level=Level.FLASH)


def proposal(first: Change) -> Change:
    """A second, decisive report: a resolution is proposed."""
    told = report("e3", outlet="Northern Post", origin="Northern Post", grade=Grade.A)
    earlier = [first.evidence] if first.evidence else []
    after = standing("proposed", *earlier, told, suggested=WatchState.RESOLVED_YES)
    return samples.change(ChangeKind.STATE, first.after, after, evidence=told, level=Level.FLASH)


def suggestion() -> Change:
    """A report disputes a claim."""
    told = report("e6", target=NO_SALE, direction=None)
    before = first_standing(STORY, NO_SALE, at=datetime.now(UTC) - timedelta(days=2))
    after = standing(
        before.value,
        target=NO_SALE,
        voices=before.voices,
        suggested="disputed",
        last_evidence=told.id,
        last_at=told.seen,
    )
    return samples.change(ChangeKind.STATE, before, after, evidence=told)
