"""Socket Mode as Slack does it: tickets, one connection per envelope, retries, goodbyes; and every fault on demand."""

import asyncio
import json
import time
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest
from slack_bolt.async_app import AsyncApp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.localslack.server import LocalSlack
from tests.localslack_case import MANIFEST, bolt, slack, wait_until

Json = dict[str, Any]
__all__ = ["bolt", "slack"]  # fixtures


@pytest.fixture
async def hasty() -> AsyncIterator[LocalSlack]:
    """A Slack that retries soon and waits a short while for an ack."""
    async with LocalSlack(MANIFEST, retry_after=(0.01, 0.02, 0.03)) as running:
        running.courier.ack_seconds = 0.1
        yield running


@pytest.fixture
async def session() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as open_session:
        yield open_session


async def ticket(slack: LocalSlack) -> str:
    client = AsyncWebClient(base_url=slack.api_url)
    return str((await client.apps_connections_open(app_token=slack.app_token))["url"])


async def connect(slack: LocalSlack, session: aiohttp.ClientSession) -> tuple[Any, Json]:
    ws = await session.ws_connect(await ticket(slack))
    return ws, json.loads(await ws.receive_str())


async def test_a_ticket_opens_one_connection(slack: LocalSlack, session: aiohttp.ClientSession) -> None:
    url = await ticket(slack)
    async with session.ws_connect(url) as ws:
        hello = json.loads(await ws.receive_str())
        assert (hello["type"], hello["num_connections"]) == ("hello", 1)
        with pytest.raises(aiohttp.WSServerHandshakeError):
            await session.ws_connect(url)


async def test_an_envelope_goes_to_one_connection_only(slack: LocalSlack, session: aiohttp.ClientSession) -> None:
    first, _ = await connect(slack, session)
    second, hello = await connect(slack, session)
    assert hello["num_connections"] == 2
    for _ in range(4):
        await slack.say("general", "Dana", "hello")
    got = [0, 0]
    for n, ws in ((0, first), (1, second)):
        for _ in range(2):
            envelope = json.loads(await ws.receive_str())
            assert (envelope["type"], envelope["accepts_response_payload"]) == ("events_api", False)
            assert envelope["payload"]["event"]["text"] == "hello"
            got[n] += 1
            await ws.send_json({"envelope_id": envelope["envelope_id"]})
    assert got == [2, 2]
    await first.close()
    await second.close()


async def test_an_event_without_an_ack_comes_again_with_attempt_and_reason(
    hasty: LocalSlack, session: aiohttp.ClientSession
) -> None:
    ws, _ = await connect(hasty, session)
    await hasty.say("general", "Dana", "hello")
    envelopes = [json.loads(await ws.receive_str()) for _ in range(4)]
    assert [(e["retry_attempt"], e["retry_reason"]) for e in envelopes] == [
        (0, ""), (1, "timeout"), (2, "timeout"), (3, "timeout"),
    ]  # fmt: skip
    assert len({e["payload"]["event_id"] for e in envelopes}) == 1
    with pytest.raises(TimeoutError):
        await ws.receive_str(timeout=0.3)  # four tries and no more
    await ws.close()


async def test_an_event_waits_for_the_app_to_connect(hasty: LocalSlack, session: aiohttp.ClientSession) -> None:
    await hasty.say("general", "Dana", "anyone there?")
    ws, _ = await connect(hasty, session)
    envelope = json.loads(await ws.receive_str())
    assert envelope["retry_reason"] == "dispatch_failed"
    await ws.close()


async def test_a_command_without_an_ack_fails_and_is_not_repeated(
    hasty: LocalSlack, session: aiohttp.ClientSession
) -> None:
    ws, _ = await connect(hasty, session)
    result = await hasty.command(channel="general", user="Dana", text="/watch x")
    assert (result.ok, result.error) == (False, "timeout")
    assert 'operation_timeout"' in hasty.ephemerals("general", "Dana")[0]["text"]
    assert json.loads(await ws.receive_str())["type"] == "slash_commands"
    with pytest.raises(TimeoutError):
        await ws.receive_str(timeout=0.2)
    await ws.close()


async def test_the_eleventh_connection_is_one_too_many(slack: LocalSlack, session: aiohttp.ClientSession) -> None:
    opened = [await connect(slack, session) for _ in range(10)]
    _, goodbye = await connect(slack, session)
    assert (goodbye["type"], goodbye["reason"]) == ("disconnect", "too_many_websockets")
    for ws, _ in opened:
        await ws.close()


async def test_a_warning_leaves_the_connection_open(slack: LocalSlack, session: aiohttp.ClientSession) -> None:
    ws, _ = await connect(slack, session)
    await slack.control.commit("warning")
    assert json.loads(await ws.receive_str())["reason"] == "warning"
    assert slack.connected == 1
    await ws.close()


# --- faults, as an app written with the SDK sees them -------------------------------------------


async def arm(slack: LocalSlack, session: aiohttp.ClientSession, **fault: Any) -> Json:
    async with session.post(f"{slack.url}/control/faults", json=fault) as response:
        answer: Json = await response.json()
        return answer


@pytest.fixture
def alone(slack: LocalSlack) -> AsyncWebClient:
    return AsyncWebClient(token=slack.bot_token, base_url=slack.api_url, retry_handlers=[])


async def test_a_post_is_stored_and_the_connection_cut(
    slack: LocalSlack, session: aiohttp.ClientSession, alone: AsyncWebClient
) -> None:
    assert (await arm(slack, session, fault="drop_after_post"))["armed"][0]["times"] == 1
    channel = slack.workspace.channel("newsdesk").id
    with pytest.raises(aiohttp.ClientError):
        await alone.chat_postMessage(channel=channel, text="stored")
    assert [m["text"] for m in slack.messages("newsdesk")] == ["stored"]
    await alone.chat_postMessage(channel=channel, text="the fault is spent")


async def test_the_sdks_default_client_posts_twice_when_the_connection_drops(slack: LocalSlack) -> None:
    """The trap this fault is there to show: the SDK's own retry repeats the post."""
    slack.faults.arm("drop_after_post")
    client = AsyncWebClient(token=slack.bot_token, base_url=slack.api_url)
    await client.chat_postMessage(channel=slack.workspace.channel("newsdesk").id, text="twice")
    assert len(slack.messages("newsdesk")) == 2


async def test_a_post_that_never_arrived(slack: LocalSlack, alone: AsyncWebClient) -> None:
    slack.faults.arm("drop_before_post")
    with pytest.raises(aiohttp.ClientError):
        await alone.chat_postMessage(channel=slack.workspace.channel("newsdesk").id, text="lost")
    assert slack.messages("newsdesk") == []


async def test_429_500_and_a_slow_answer(
    slack: LocalSlack, session: aiohttp.ClientSession, alone: AsyncWebClient
) -> None:
    slack.faults.arm("ratelimited", method="auth.test", seconds=7)
    await alone.users_list()  # another method is spared
    with pytest.raises(SlackApiError) as limited:
        await alone.auth_test()
    assert (limited.value.response.status_code, limited.value.response.headers["Retry-After"]) == (429, "7")
    slack.faults.arm("server_error", times=2)
    async with session.post(f"{slack.api_url}auth.test") as response:
        assert (response.status, response.content_type) == (500, "text/html")
    with pytest.raises(SlackApiError) as broken:
        await alone.auth_test()
    assert broken.value.response.status_code == 500
    slack.faults.arm("slow", seconds=0.2)
    began = time.monotonic()
    await alone.auth_test()
    assert time.monotonic() - began >= 0.2


async def test_a_duplicated_envelope_and_a_lost_event(slack: LocalSlack, bolt: AsyncApp) -> None:
    seen: list[str] = []

    @bolt.event("message")
    async def message(event: Json) -> None:
        seen.append(event["text"])

    slack.faults.arm("duplicate_envelope")
    await slack.say("newsdesk", "Dana", "twice")
    await wait_until(lambda: seen == ["twice", "twice"], "the same event two times")
    slack.faults.arm("lost_event")
    await slack.say("newsdesk", "Dana", "lost")
    await slack.say("newsdesk", "Dana", "here")
    await wait_until(lambda: seen[2:] == ["here"], "only the second of the two")


async def test_a_refresh_makes_the_app_connect_anew(slack: LocalSlack, bolt: AsyncApp) -> None:
    @bolt.command("/watch")
    async def watch(ack: Any) -> None:
        await ack("still here")

    old = slack.socket_mode.connections[0]
    await slack.control.commit("refresh")
    await wait_until(lambda: slack.connected == 1 and slack.socket_mode.connections[0] is not old, "a new connection")
    assert (await slack.command(channel="newsdesk", user="Dana", text="/watch x")).text == "still here"


async def test_a_reset_and_silence_break_the_connection_as_networks_do(
    slack: LocalSlack, session: aiohttp.ClientSession
) -> None:
    ws, _ = await connect(slack, session)
    await slack.control.commit("reset")
    message = await ws.receive(timeout=2)
    assert message.type in (aiohttp.WSMsgType.ERROR, aiohttp.WSMsgType.CLOSED)
    await wait_until(lambda: slack.connected == 0, "the connection is gone")
    quiet = await session.ws_connect(await ticket(slack), autoping=False)
    await quiet.receive_str()
    await quiet.ping()
    assert (await quiet.receive(timeout=2)).type == aiohttp.WSMsgType.PONG
    await slack.control.commit("silence")
    slack.courier.ack_seconds = 0.1
    await quiet.ping()
    with pytest.raises(TimeoutError):
        await quiet.receive(timeout=0.2)
    assert (await slack.command(channel="newsdesk", user="Dana", text="/watch", timeout=0.1)).ok is False
    await quiet.close()


async def test_an_unknown_fault_is_refused_and_armed_ones_can_be_cleared(
    slack: LocalSlack, session: aiohttp.ClientSession
) -> None:
    assert (await arm(slack, session, fault="earthquake"))["error"] == "unknown_fault"
    await arm(slack, session, fault="slow", times=3)
    async with session.delete(f"{slack.url}/control/faults") as response:
        assert (await response.json())["armed"] == []


async def test_chaos_misbehaves_by_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.localslack.server._CHAOS_EVERY", 0.001)
    async with LocalSlack(MANIFEST, chaos=True) as slack:
        await wait_until(lambda: slack.faults.armed, "some fault")
        await asyncio.sleep(0)
