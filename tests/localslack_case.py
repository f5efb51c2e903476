"""What the local Slack's tests share: a manifest apart from the product's, and a Bolt app that is connected."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

import pytest
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.localslack.server import LocalSlack

SCOPES = [
    "app_mentions:read", "channels:history", "channels:join", "channels:read", "chat:write", "commands",
    "files:write", "groups:history", "groups:read", "im:history", "im:read", "im:write", "reactions:read",
    "reactions:write", "team:read", "users:read",
]  # fmt: skip
EVENTS = [
    "app_home_opened", "app_mention", "member_joined_channel", "message.channels", "message.groups", "message.im",
    "reaction_added", "reaction_removed",
]  # fmt: skip
MANIFEST: dict[str, Any] = {
    "display_information": {"name": "Watchdesk"},
    "features": {
        "app_home": {"home_tab_enabled": True, "messages_tab_enabled": True},
        "bot_user": {"display_name": "watchdesk", "always_online": True},
        "slash_commands": [
            {"command": "/watch", "description": "What is claimed now", "usage_hint": "[story]"},
            {"command": "/escaped", "description": "Escapes", "should_escape": True},
        ],
        "shortcuts": [
            {"name": "Make a note", "type": "message", "callback_id": "make_note", "description": "Keep this"},
            {"name": "New story", "type": "global", "callback_id": "new_story", "description": "Start a story"},
        ],
    },
    "oauth_config": {"scopes": {"bot": SCOPES}},
    "settings": {
        "event_subscriptions": {"bot_events": EVENTS},
        "interactivity": {"is_enabled": True},
        "socket_mode_enabled": True,
    },
}


async def wait_until(truth: Callable[[], object], description: str, seconds: float = 5.0) -> None:
    async with asyncio.timeout(seconds):
        while not truth():
            await asyncio.sleep(0.005)
    assert truth(), description


@pytest.fixture
async def slack() -> AsyncIterator[LocalSlack]:
    async with LocalSlack(MANIFEST, channels=("newsdesk", "general"), people=("Dana", "Omar")) as running:
        yield running


@asynccontextmanager
async def connected_bolt(slack: LocalSlack) -> AsyncIterator[AsyncApp]:
    """A Bolt app connected by Socket Mode; tests add listeners to it."""
    app = AsyncApp(client=AsyncWebClient(token=slack.bot_token, base_url=slack.api_url))
    handler = AsyncSocketModeHandler(app, slack.app_token, web_client=AsyncWebClient(base_url=slack.api_url))
    await handler.connect_async()  # type: ignore[no-untyped-call]
    await wait_until(lambda: slack.connected == 1, "the app is connected")
    yield app
    await handler.close_async()  # type: ignore[no-untyped-call]


@pytest.fixture
async def bolt(slack: LocalSlack) -> AsyncIterator[AsyncApp]:
    async with connected_bolt(slack) as app:
        yield app
