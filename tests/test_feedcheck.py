"""`watchdesk feed check`: what an address gives, without storing anything."""

import asyncio
import json
import os
import sys
from collections.abc import AsyncIterator

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

FEED = b"<rss><channel><title>Harbour Wire</title><item><title>Night ferries</title></item></channel></rss>"


async def _answer(request: web.Request) -> web.Response:
    if request.path == "/old":
        return web.Response(status=308, headers={"Location": "/new?format=rss"})
    return web.Response(body=FEED if request.path == "/new" else b"<rss><channel>")


@pytest.fixture
async def address() -> AsyncIterator[str]:
    app = web.Application()
    app.router.add_get("/{path}", _answer)
    async with TestServer(app, host="127.0.0.1") as server:
        yield str(server.make_url("/"))


async def check(*options: str) -> tuple[int | None, str]:
    command = (sys.executable, "-m", "bot", "feed", "check", *options)
    env = os.environ | {"WATCHDESK_ALLOW_HOSTS": "127.0.0.1", "COLUMNS": "200"}
    process = await asyncio.create_subprocess_exec(*command, env=env, stdout=asyncio.subprocess.PIPE)
    out, _ = await process.communicate()
    return process.returncode, out.decode()


async def test_what_a_feed_gives_is_told_and_where_it_has_moved(address: str) -> None:
    code, told = await check(f"{address}old")
    assert code == 0
    assert "Harbour Wire: 1 entry" in told
    assert f"It has moved; name the new address in the story file: {address}new?format=rss" in told
    assert "moved" not in (await check(f"{address}new"))[1]


async def test_for_programs_it_is_one_object_a_line(address: str) -> None:
    code, told = await check("--json", f"{address}old", f"{address}broken")
    moved, broken = (json.loads(line) for line in told.splitlines())
    assert code == 1
    assert (moved["status"], moved["moved_to"], moved["error"]) == ("healthy", f"{address}new?format=rss", "")
    assert (broken["status"], broken["moved_to"], broken["entries"]) == ("failing", "", [])
    assert broken["error"].endswith("/broken breaks off before its first whole entry")
