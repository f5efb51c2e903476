"""The Slack app manifest asks for what the code uses, and for nothing else."""

import ast
import re
from typing import Any

from slack_bolt.app.async_app import AsyncApp

from bot.blocks.lesson import ACCEPTING
from bot.domain.change import Undo
from bot.manifest import manifest
from bot.store.store import Store
from handlers.desk import Desk
from handlers.register import register_all
from tests.conftest import NOW, ROOT

MANIFEST = manifest()
SCOPES_OF = {
    "auth_test": set(),
    "chat_postMessage": {"chat:write"},
    "chat_postEphemeral": {"chat:write"},
    "chat_update": {"chat:write"},
    "chat_getPermalink": set(),
    "conversations_info": {"channels:read", "groups:read"},
    "conversations_list": {"channels:read", "groups:read"},
    "conversations_history": {"channels:history", "groups:history"},
    "conversations_replies": {"channels:history", "groups:history"},
    "views_open": set(),
    "views_publish": set(),
}
"""Slack's methods as slack_sdk calls them, and the bot scopes each needs."""
EVENT_SCOPES = {
    "app_home_opened": set(),
    "app_mention": {"app_mentions:read"},
    "channel_unarchive": {"channels:read"},
    "group_unarchive": {"groups:read"},
    "member_joined_channel": {"channels:read", "groups:read"},
    "message.channels": {"channels:history"},
    "message.groups": {"groups:history"},
}


def registered(store: Store) -> dict[str, set[str]]:
    """What the code registers in the app: commands, actions, views and events, as Bolt keeps them."""
    app = AsyncApp(token="xoxb-unused", signing_secret="unused")
    seen: dict[str, set[str]] = {k: set() for k in ("command", "shortcut", "action", "view", "event")}
    for kind, names in seen.items():
        original = getattr(app, kind)

        def spy(what: Any, *args: Any, names: set[str] = names, original: Any = original) -> Any:
            names.add(what if isinstance(what, str) else what.pattern)
            return original(what, *args)

        setattr(app, kind, spy)
    register_all(app, Desk(store=store, clock=lambda: NOW))
    return seen


def called() -> set[str]:
    """Every method of Slack's that handlers, delivery and the composition root call."""
    found = set()
    for path in (*(ROOT / "handlers").glob("*.py"), *(ROOT / "bot").glob("*.py")):
        text = path.read_text("utf-8")
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.Attribute) and re.match(
                r"(chat|conversations|views|auth|users|reactions)_", node.attr
            ):
                found.add(node.attr)
        found |= {m.replace(".", "_") for m in re.findall(r'"((?:chat|conversations)\.\w+)"', text)}
    return found


def test_the_commands_are_those_registered(store: Store) -> None:
    commands = {c["command"] for c in MANIFEST["features"]["slash_commands"]}
    assert commands == registered(store)["command"]


def test_the_shortcuts_are_those_registered(store: Store) -> None:
    shortcuts = {s["callback_id"] for s in MANIFEST["features"]["shortcuts"]}
    assert shortcuts == registered(store)["shortcut"]
    assert all(len(s["name"]) <= 24 for s in MANIFEST["features"]["shortcuts"])


def test_app_home_is_on_since_it_is_published() -> None:
    assert MANIFEST["features"]["app_home"]["home_tab_enabled"] is True
    assert "views_publish" in called()


def test_the_events_are_those_listened_to(store: Store) -> None:
    asked = {e.partition(".")[0] for e in MANIFEST["settings"]["event_subscriptions"]["bot_events"]}
    assert asked == registered(store)["event"] - {".*"}


def test_the_scopes_are_what_methods_and_events_need() -> None:
    needed = {"commands"}
    for method in called():
        needed |= SCOPES_OF[method]
    for event in MANIFEST["settings"]["event_subscriptions"]["bot_events"]:
        needed |= EVENT_SCOPES[event]
    assert set(MANIFEST["oauth_config"]["scopes"]["bot"]) == needed


def test_every_button_and_modal_has_its_handler(store: Store) -> None:
    made, shown = set(), set()
    for path in (ROOT / "bot" / "blocks").glob("*.py"):
        text = path.read_text("utf-8")
        made |= set(re.findall(r'button\(\s*(?:f?"[^"]*"|\w+),\s*"(\w+)"', text))
        shown |= set(re.findall(r'_modal\(\s*"(\w+)"', text))
    seen = registered(store)
    assert made | set(ACCEPTING) | set(Undo) == seen["action"]
    assert shown == seen["view"]


def test_the_manifest_is_one_slack_takes() -> None:
    assert len(MANIFEST["display_information"]["name"]) <= 35
    assert len(MANIFEST["display_information"]["description"]) <= 140
    assert 175 <= len(MANIFEST["display_information"]["long_description"]) <= 4000
    (command,) = MANIFEST["features"]["slash_commands"]
    assert command["should_escape"] is True
    assert len(command["description"]) <= 2000
    assert MANIFEST["settings"]["socket_mode_enabled"] is True
    assert MANIFEST["settings"]["interactivity"]["is_enabled"] is True
