"""Over HTTP only Slack is listened to, and nothing anybody else sends is read."""

import time
from collections.abc import AsyncIterator

import aiohttp
import pytest
from aiohttp import web
from slack_bolt.app.async_app import AsyncApp
from slack_sdk.signature import SignatureVerifier

from bot.webhook import events_route

SECRET = "of-the-test"
JSON = {"Content-Type": "application/json"}


@pytest.fixture
async def address() -> AsyncIterator[str]:
    app = AsyncApp(token="xoxb-test", signing_secret=SECRET)
    site = web.Application()
    site.add_routes([events_route(app, SECRET)])
    runner = web.AppRunner(site, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    yield f"http://127.0.0.1:{runner.addresses[0][1]}/slack/events"
    await runner.cleanup()


def signed(body: str) -> dict[str, str]:
    now = str(int(time.time()))
    signature = SignatureVerifier(SECRET).generate_signature(timestamp=now, body=body)
    assert signature
    return {**JSON, "X-Slack-Request-Timestamp": now, "X-Slack-Signature": signature}


async def status(address: str, body: str | bytes, headers: dict[str, str]) -> int:
    async with aiohttp.ClientSession() as session, session.post(address, data=body, headers=headers) as answer:
        return answer.status


@pytest.mark.parametrize("body", ["[]", "null", '"a"', "{{{", "[" * 100_000, b"\xff\xfe", "{}"])
async def test_what_is_not_signed_is_refused_unread(address: str, body: str | bytes) -> None:
    assert await status(address, body, JSON) == 401


@pytest.mark.parametrize("timestamp", ["", "now", "-1", "٣"])
async def test_a_timestamp_that_is_none_is_refused(address: str, timestamp: str) -> None:
    headers = {**signed("{}"), "X-Slack-Request-Timestamp": timestamp.encode().decode("latin-1")}
    assert await status(address, "{}", headers) == 401


@pytest.mark.parametrize("body", ["[]", "null", '"a"', "{{{", "[" * 100_000])
async def test_what_is_signed_and_no_request_is_answered_and_breaks_nothing(address: str, body: str) -> None:
    assert await status(address, body, signed(body)) in {400, 404}


async def test_slack_checking_the_address_gets_its_challenge_back(address: str) -> None:
    body = '{"type": "url_verification", "challenge": "c"}'
    assert await status(address, body, signed(body)) == 200
