"""The Events API: the same events, commands and clicks over signed HTTP, to Bolt's own web app."""

from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest
from aiohttp import web
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.localslack.httpevents import signature
from bot.localslack.server import LocalSlack
from tests.localslack_case import MANIFEST, wait_until

Json = dict[str, Any]
BUTTON: Json = {"type": "button", "action_id": "why", "text": {"type": "plain_text", "text": "Why"}}


@pytest.fixture
async def slack() -> AsyncIterator[LocalSlack]:
    async with LocalSlack(MANIFEST, channels=("newsdesk",), retry_after=(0.01, 0.02, 0.03)) as running:
        yield running


@pytest.fixture
async def bolt(slack: LocalSlack) -> AsyncIterator[AsyncApp]:
    client = AsyncWebClient(token=slack.bot_token, base_url=slack.api_url)
    app = AsyncApp(client=client, signing_secret=slack.signing_secret)
    runner = web.AppRunner(app.web_app("/slack/events"), access_log=None)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    slack.use_http(f"http://127.0.0.1:{runner.addresses[0][1]}/slack/events")
    yield app
    await runner.cleanup()


async def test_commands_mentions_and_clicks_arrive_over_http(slack: LocalSlack, bolt: AsyncApp) -> None:
    @bolt.command("/watch")
    async def watch(ack: Any, command: Json) -> None:
        await ack(f"about {command['text']}")

    @bolt.event("app_mention")
    async def mentioned(event: Json, say: Any) -> None:
        await say("yes?", thread_ts=event["ts"], blocks=[{"type": "actions", "elements": [BUTTON]}])

    @bolt.event("message")
    async def ignore() -> None: ...

    @bolt.action("why")
    async def why(ack: Any, respond: Any) -> None:
        await ack()
        await respond("because")

    assert (await slack.command(channel="newsdesk", user="Dana", text="/watch iran")).text == "about iran"
    said = await slack.say("newsdesk", "Dana", "@watchdesk")
    await wait_until(lambda: slack.replies("newsdesk", said["ts"]), "the reply")
    reply = slack.replies("newsdesk", said["ts"])[0]
    assert "because" in (await slack.click("newsdesk", reply["ts"], "why", "Omar", wait=2)).text


async def test_the_request_url_is_verified_by_challenge(slack: LocalSlack, bolt: AsyncApp) -> None:
    assert bolt is not None
    assert await slack.verify_request_url()


async def test_a_wrong_signature_is_refused_by_the_app_and_the_event_tried_again(
    slack: LocalSlack, bolt: AsyncApp
) -> None:
    seen: list[tuple[Any, Any]] = []

    @bolt.event("message")
    async def message(request: Any) -> None:
        headers = request.headers
        seen.append((headers.get("x-slack-retry-num"), headers.get("x-slack-retry-reason")))

    right = slack._http._secret
    slack._http._secret = "wrong"
    assert (await slack.command(channel="newsdesk", user="Dana", text="/watch")).error == "dispatch_failed"
    await slack.say("newsdesk", "Dana", "hello")
    await wait_until(lambda: slack.courier.failures == 2, "the first try was refused")
    slack._http._secret = right
    await wait_until(lambda: seen, "a later try")
    assert seen[0][0][0] in "123"
    assert seen[0][1] == ["http_error"]


async def test_the_signature_is_slacks(slack: LocalSlack) -> None:
    """The example of Slack's own documentation, api.slack.com/authentication/verifying-requests-from-slack."""
    body = (
        b"token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V"
        b"&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text="
        b"&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN"
        b"&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c"
    )
    made = signature("8f742231b10e8888abcd99yyyzzz85a5", body, 1531420618)
    assert made["X-Slack-Signature"] == "v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503"
    assert slack.signing_secret


async def test_an_app_that_is_not_there_is_dispatch_failed(slack: LocalSlack) -> None:
    slack.use_http("http://127.0.0.1:9/slack/events")
    assert (await slack.command(channel="newsdesk", user="Dana", text="/watch")).error == "dispatch_failed"


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("127.0.0.1", 200),
        ("127.0.0.1:8585", 200),
        ("localhost", 200),
        ("[::1]:8585", 200),
        ("slack:8585", 200),
        ("intranet", 403),
        ("wiki:8585", 403),
        ("10.0.0.7", 403),
        ("localhost.evil.example", 403),
        ("0.0.0.0", 403),
        ("[", 403),
    ],
)
async def test_it_answers_on_this_machine_and_under_the_names_it_was_given(host: str, status: int) -> None:
    """Any name of one word used to do, and any number."""
    async with LocalSlack(MANIFEST, called=("slack",)) as slack, aiohttp.ClientSession() as session:
        assert slack.api_url.startswith("http://slack:")
        port = slack.url.rpartition(":")[2]
        async with session.get(f"http://127.0.0.1:{port}/page/state", headers={"Host": host}) as response:
            assert response.status == status


async def test_the_page_says_where_the_app_is_called(slack: LocalSlack) -> None:
    async with aiohttp.ClientSession() as session:
        for url in ("", "http://127.0.0.1:9/slack/events"):
            if url:
                slack.use_http(url)
            async with session.get(f"{slack.url}/page/state") as response:
                assert (await response.json())["request_url"] == url


async def test_another_site_cannot_act_on_the_page(slack: LocalSlack) -> None:
    say = {"deed": "say", "channel": "newsdesk", "user": "Dana", "text": "from elsewhere"}
    async with aiohttp.ClientSession() as session:
        for headers in ({"Origin": "https://evil.example"}, {"Content-Type": "text/plain"}):
            async with session.post(f"{slack.url}/page/deed", json=say, headers=headers) as response:
                assert response.status == 403
        async with session.get(f"{slack.url}/page/state", headers={"Host": "evil.example"}) as response:
            assert response.status == 403
    assert slack.messages("newsdesk") == []
