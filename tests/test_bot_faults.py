"""Slack misbehaves, by every switch the local Slack has: the running bot loses no alert, doubles none, answers once."""

import asyncio
import time
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import aiohttp
import pytest
from slack_bolt.app.async_app import AsyncApp
from slack_sdk.errors import SlackApiError

from bot.calls import asked_wait
from bot.connection import CalmClient, Socket
from bot.errors import SlackAwayError, SlackError
from bot.health import Link
from bot.localslack.faults import FAULTS
from bot.localslack.server import LocalSlack
from bot.manifest import manifest
from bot.store.importing import import_story
from bot.store.store import Store
from tests.bot_case import (
    Newsroom,
    free_port,
    newsroom_of,
    proposal,
    running,
    set_environment,
    signal,
    words_of,
)
from tests.conftest import wait_until
from tests.samples import STORY

CALLS = ("drop_after_post", "drop_before_post", "ratelimited", "server_error", "slow")
ENVELOPES = ("duplicate_envelope", "late_envelope", "lost_event")
CONNECTIONS = ("refresh", "silence", "reset")


@pytest.fixture
async def newsroom(store: Store, valkey_url: str, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Newsroom]:
    # How long an unknown outcome is left alone is patience, not behaviour: a second instead of ten.
    monkeypatch.setattr("bot.posting.SETTLE", timedelta(seconds=1))
    async with newsroom_of(store, valkey_url, monkeypatch, "socket") as opened:
        yield opened


def test_every_switch_is_thrown_here() -> None:
    assert {*CALLS, *ENVELOPES, *CONNECTIONS} == set(FAULTS)


def alerts(newsroom: Newsroom) -> list[str]:
    """The ids of the alerts in the channel, as often as each is there."""
    messages = newsroom.slack.workspace.channel("newsdesk").messages.values()
    told = [m.get("metadata", {}).get("event_payload", {}).get("alert", "") for m in messages]
    return [alert for alert in told if alert]


async def answers_once(newsroom: Newsroom) -> None:
    """A command, as soon as the app can be reached again; what could not be delivered is a person's to type again."""

    async def reached() -> bool:
        return (await newsroom.slack.command(channel="newsdesk", user="Omar", text="/watch health")).ok

    await wait_until(reached, description="commands get through", seconds=30)
    before = len(newsroom.slack.ephemerals("newsdesk", "Dana"))
    assert "*All alerts* were delivered" in await newsroom.ask("/watch health")
    assert len(newsroom.slack.ephemerals("newsdesk", "Dana")) == before + 1


def statuses(newsroom: Newsroom, ts: str) -> int:
    return sum("set by watchdesk" in words_of(m) for m in newsroom.slack.replies("newsdesk", ts))


@pytest.mark.parametrize(
    ("method", "fault"),
    [*(("chat.postMessage", fault) for fault in CALLS), *(("chat.update", fault) for fault in CALLS[2:])],
)
async def test_a_call_goes_wrong(newsroom: Newsroom, method: str, fault: str) -> None:
    """The head message is edited in the end as well. Only posts can be dropped half way."""
    newsroom.slack.faults.arm(fault, method=method, times=2 if method == "chat.postMessage" else 1, seconds=0.5)
    first = signal()
    await newsroom.happens(first, proposal(first))
    ts = await newsroom.told()
    await newsroom.head_says(ts, "proposed: *yes*")
    await newsroom.delivered()
    assert len(alerts(newsroom)) == len(set(alerts(newsroom))) == 2
    assert newsroom.slack.faults.armed == [], "it struck"
    await answers_once(newsroom)


@pytest.mark.parametrize("fault", ENVELOPES)
async def test_an_envelope_goes_wrong(newsroom: Newsroom, fault: str) -> None:
    """Twice, late, or never: a mention lost on the way is Slack's loss, and the next one is answered once."""
    await newsroom.happens(signal())
    ts = await newsroom.told()
    newsroom.slack.faults.arm(fault, times=2, seconds=0.5)  # a mention is two events: it is a message as well
    await newsroom.slack.say("newsdesk", "Dana", "@watchdesk status", thread_ts=ts)
    if fault == "lost_event":
        await newsroom.slack.say("newsdesk", "Dana", "@watchdesk status", thread_ts=ts)
    await newsroom.in_thread(ts, "set by watchdesk")
    await answers_once(newsroom)
    assert statuses(newsroom, ts) == 1
    assert len(alerts(newsroom)) == 1


async def test_a_command_and_a_click_that_come_twice_count_once(newsroom: Newsroom) -> None:
    newsroom.slack.faults.arm("duplicate_envelope")
    await newsroom.ask("/watch harbour")
    (answer,) = newsroom.slack.ephemerals("newsdesk", "Dana")
    newsroom.slack.faults.arm("duplicate_envelope")
    await newsroom.press(answer["ts"], "share")
    await answers_once(newsroom)
    assert len(newsroom.slack.messages("newsdesk")) == 1


async def test_slack_is_away_at_the_start(store: Store, valkey_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The process ended, and the feeds went unread with it."""
    monkeypatch.setattr("bot.connection._WATCH_SECONDS", 0.1)
    monkeypatch.setenv("WATCHDESK_SEMANTIC", "off")
    slack, port = LocalSlack(manifest(), channels=("newsdesk",), port=free_port()), free_port()
    set_environment(monkeypatch, slack, valkey_url, "socket", port)
    await import_story(store, STORY, by="watchdesk", now=datetime.now(UTC))
    try:
        async with running(only=None):

            async def polled() -> bool:
                return any(feed.checked_at for feed in (await store.feeds.all()).values())

            await wait_until(polled, description="a feed is polled")
            async with aiohttp.request("GET", f"http://127.0.0.1:{port}/healthz") as response:
                said = (await response.json())["checks"]["slack"]
                assert (response.status, said["what"]) == (503, "not connected")
            await slack.start()
            assert "healthy" in await connected(Newsroom(slack=slack, store=store))
    finally:
        await slack.stop()


async def test_slack_that_says_no_is_asked_for_a_connection_no_sooner_than_it_says(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """It was asked every fifteen seconds whatever it said."""
    now, looks = [0.0], [0]
    monkeypatch.setattr("bot.connection.time", SimpleNamespace(monotonic=lambda: now[0], time=time.time))
    monkeypatch.setattr("bot.connection._WATCH_SECONDS", 0.01)

    class Counted(Socket):
        async def link(self) -> Link:
            looks[0] += 1
            return await super().link()

    async def looked() -> bool:
        return looks[0] > seen + 5

    async with LocalSlack(manifest(), channels=("newsdesk",)) as slack:
        slack.faults.arm("ratelimited", method="apps.connections.open", times=3, seconds=90)
        client = CalmClient(token=slack.bot_token, base_url=slack.api_url)
        socket = Counted(AsyncApp(client=client), client, slack.app_token)
        with pytest.raises(SlackAwayError, match="ratelimited"):
            await socket.connect()
        watching = asyncio.create_task(socket.watch())
        for now[0], left in ((89.0, 2), (91.0, 1), (100.0, 1)):
            seen = looks[0]
            await wait_until(looked, description="it has looked a few times more")
            assert [f.times for f in slack.faults.armed] == [left]
        watching.cancel()


@pytest.mark.parametrize(
    ("told", "seconds"),
    [("90", 90), ("", 0), ("soon", 0), ("Wed, 21 Oct 2026 07:28:00 GMT", 0), ("inf", 0), ("-5", 0), ("999999", 0)],
)
def test_a_wait_that_is_no_number_of_seconds_is_none(told: str, seconds: int) -> None:
    """It ended the bot where it stood."""
    error = SlackApiError("no", SimpleNamespace(headers={"Retry-After": told}))  # type: ignore[no-untyped-call]
    assert asked_wait(error).total_seconds() == seconds


async def connected(newsroom: Newsroom) -> str:
    """What /watch health answers, as soon as the bot is connected."""

    async def there() -> int:
        return newsroom.slack.connected

    await wait_until(there, description="the bot is connected", seconds=30)
    return await newsroom.ask("/watch health")


@pytest.mark.parametrize("token", ["SLACK_BOT_TOKEN", "SLACK_APP_TOKEN"])
async def test_a_token_that_slack_refuses_ends_it(
    token: str, store: Store, valkey_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with LocalSlack(manifest(), channels=("newsdesk",)) as slack:
        set_environment(monkeypatch, slack, valkey_url, "socket", free_port())
        monkeypatch.setenv(token, "xoxb-of-another")
        await import_story(store, STORY, by="watchdesk", now=datetime.now(UTC))
        with pytest.raises(SlackError, match=f"Slack refuses {token}"):
            async with running():
                pass


@pytest.mark.parametrize("fault", CONNECTIONS)
async def test_a_connection_goes_wrong(newsroom: Newsroom, fault: str) -> None:
    """Alerts go on meanwhile; a mention is answered once Slack can bring it again."""
    first = signal()
    await newsroom.happens(first)
    ts = await newsroom.told()
    await newsroom.slack.control.commit(fault)
    await newsroom.happens(proposal(first))
    await newsroom.slack.say("newsdesk", "Dana", "@watchdesk status", thread_ts=ts)
    await newsroom.in_thread(ts, "proposed: *yes*")

    async def answered() -> int:
        return statuses(newsroom, ts)

    assert await wait_until(answered, description="the mention is answered", seconds=30)
    await answers_once(newsroom)
    assert statuses(newsroom, ts) == 1
    assert len(alerts(newsroom)) == len(set(alerts(newsroom))) == 2
