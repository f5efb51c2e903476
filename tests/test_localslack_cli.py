"""`watchdesk local-slack`: a Slack to try the bot against by hand, with the settings it prints."""

import asyncio
import os
import re
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime

import aiohttp
import pytest

from bot.store.importing import import_story
from bot.store.store import Store
from tests.bot_case import free_port, running
from tests.samples import STORY


@asynccontextmanager
async def local_slack(*options: str) -> AsyncIterator[dict[str, str]]:
    """The command in a process of its own; what it says is to be set."""
    command = (sys.executable, "-m", "bot", "local-slack", "--port", "0", *options)
    process = await asyncio.create_subprocess_exec(*command, stdout=asyncio.subprocess.PIPE, env=dict(os.environ))
    assert process.stdout
    told = ""
    try:
        async with asyncio.timeout(30):
            while told.count("export ") < 4:
                line = await process.stdout.readline()
                assert line, told
                told += line.decode()
        yield dict(re.findall(r"export (\w+)=(\S+)", told))
    finally:
        if process.returncode is None:
            process.terminate()
        await process.wait()


@pytest.mark.parametrize("mode", ["http", "socket"])
async def test_the_settings_it_prints_are_all_the_bot_needs(
    store: Store, valkey_url: str, monkeypatch: pytest.MonkeyPatch, mode: str
) -> None:
    port = free_port()
    await import_story(store, STORY, by="test", now=datetime.now(UTC))
    url = f"http://127.0.0.1:{port}/slack/events"
    async with local_slack(*(["--request-url", url] if mode == "http" else [])) as settings:
        assert settings.get("WATCHDESK_MODE", "socket") == mode
        assert ("SLACK_APP_TOKEN" in settings) is (mode == "socket")
        for name, value in {**settings, "REDIS_URL": valkey_url, "WATCHDESK_HTTP_PORT": str(port)}.items():
            monkeypatch.setenv(name, value)
        page = settings["SLACK_API_URL"].removesuffix("api/")
        async with running(), aiohttp.ClientSession() as browser:
            await did(browser, page, deed="command", text="/watch harbour")
            async with browser.get(f"{page}page/state") as response:
                assert "Avalon has sold nothing yet." in await response.text()


async def did(browser: aiohttp.ClientSession, page: str, **deed: str) -> None:
    """Somebody does it on the page."""
    body = {"channel": "newsdesk", "user": "Dana", **deed}
    async with browser.post(f"{page}page/deed", json=body, headers={"Origin": page.rstrip("/")}) as response:
        assert response.status == 200, await response.text()
