"""A log line says what was decided and why, on one line, and never holds a secret."""

import io
import json
import logging
from collections.abc import Callable
from typing import Any, Literal

import pytest
import structlog
from pydantic import SecretStr
from slack_bolt.app.async_app import AsyncApp
from slack_bolt.logger import get_bolt_logger
from slack_sdk.web.async_client import AsyncWebClient

from bot.log import configure, hide_secrets

BOT = "xoxb-123456789012-1234567890123-AbCdEfGhIjKlMnOpQrStUvWx"
SIGNING = "8f742231b10e8888abcd99yyyzzz85a5"
Written = Callable[[], str]


def log_to(mode: Literal["auto", "text", "json"], level: str = "info") -> io.StringIO:
    out = io.StringIO()
    configure(mode, level, secrets=[SIGNING], stream=out)
    return out


@pytest.fixture
def json_log() -> Callable[[], dict[str, Any]]:
    out = log_to("auto")

    def last_line() -> dict[str, Any]:
        line = json.loads(out.getvalue().splitlines()[-1])
        assert isinstance(line, dict)
        return line

    return last_line


def test_bolt_does_not_complain_of_the_token_it_found_by_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SLACK_BOT_TOKEN", BOT)
    out = log_to("json")
    AsyncApp(client=AsyncWebClient(token=BOT), signing_secret=SIGNING)
    assert out.getvalue() == ""
    get_bolt_logger(AsyncApp).warning("anything else")
    assert "anything else" in out.getvalue()


def test_a_line_is_json_where_nobody_watches_a_terminal(json_log: Callable[[], dict[str, Any]]) -> None:
    structlog.get_logger().info("alert", story="russia-iran", why="«подписан» in Harbour Wire", origins=2)
    line = json_log()
    assert line.pop("at").endswith("Z")
    assert line == {
        "level": "info",
        "event": "alert",
        "story": "russia-iran",
        "why": "«подписан» in Harbour Wire",
        "origins": 2,
    }


def test_for_people_a_line_is_one_line_and_nothing_in_it_is_obeyed_by_the_terminal() -> None:
    out = log_to("text")
    structlog.get_logger().info("seen", title="a\nb\x1b[31m\u202egnp.exe")
    assert out.getvalue().count("\n") == 1
    assert "a\\nb\\x1b[31m\\u202egnp.exe" in out.getvalue()


@pytest.mark.parametrize("mode", ["text", "json"])
@pytest.mark.parametrize(
    ("secret", "value"),
    [
        (BOT, BOT),
        (BOT, f"Slack said no to {BOT}."),
        (BOT, {"headers": {"x": [f"Bearer {BOT}"]}}),
        (BOT, (b"bytes", BOT.encode())),
        (BOT, ValueError(f"bad {BOT}")),
        ("xapp-1-A01-22-abcdef", "wrong: xapp-1-A01-22-abcdef"),
        ("xoxe.xoxp-1-Mi0y", "xoxe.xoxp-1-Mi0yLjE"),
        (SIGNING, f"signed with {SIGNING}"),
        ("hunter2", "redis://desk:hunter2@db.internal:6379/0"),
        ("hunter2", "unix://:hunter2@/run/valkey.sock"),
        ("hunter2", "https://feeds.invalid/rss?user=7&api_key=hunter2#top"),
        ("hunter2", "wss://wss-primary.slack.com/link/?ticket=hunter2&app_id=1"),
        ("hunter2", "https://hooks.slack.com/commands/T1/22/hunter2"),
        ("hunter2", "authorization: Bearer hunter2"),
        ("hunter2", "{'signing_secret': 'hunter2'}"),
        ("hunter2", {"signing_secret": "hunter2"}),
        ("hunter2", {"X-Slack-Signature": "hunter2"}),
        ("hunter2", SecretStr("hunter2")),
    ],
)
def test_secrets_never_reach_the_log(mode: Literal["text", "json"], secret: str, value: object) -> None:
    out = log_to(mode)
    structlog.get_logger().warning("refused", detail=value)
    assert secret not in out.getvalue()
    assert "refused" in out.getvalue()


@pytest.mark.parametrize("mode", ["text", "json"])
def test_a_traceback_is_logged_without_its_secrets(mode: Literal["text", "json"]) -> None:
    out = log_to(mode)
    broken = RuntimeError(f"connecting to redis://:hunter2@db with {BOT}")
    structlog.get_logger().error("broken", exc_info=broken)
    assert "RuntimeError" in out.getvalue()
    assert "hunter2" not in out.getvalue()
    assert BOT not in out.getvalue()


def test_what_only_resembles_a_secret_stays_readable(json_log: Callable[[], dict[str, Any]]) -> None:
    link = "https://news.invalid/search?q=token+signed&keyword=key&page=2"
    structlog.get_logger().info("matched", link=link, key="guid:8f742231", words="the key to the deal: secret talks")
    line = json_log()
    assert (line["link"], line["key"]) == (link, "guid:8f742231")
    assert line["words"] == "the key to the deal: secret talks"


def test_other_libraries_log_in_the_same_form_from_warnings_on(json_log: Callable[[], dict[str, Any]]) -> None:
    logging.getLogger("slack_bolt.App").warning("Failed with %s", BOT)
    logging.getLogger("slack_sdk.socket_mode.aiohttp").info("not this one")
    logging.getLogger("aiohttp.access").warning("nor this one")
    line = json_log()
    assert (line["logger"], line["level"], line["event"]) == ("slack_bolt.App", "warning", "Failed with [hidden]")


def test_the_level_is_kept() -> None:
    out = log_to("json", "warning")
    structlog.get_logger().info("quiet")
    structlog.get_logger().warning("loud")
    assert [json.loads(line)["event"] for line in out.getvalue().splitlines()] == ["loud"]


@pytest.mark.parametrize(
    "told",
    [
        "at redis://:hunter2@hunter3@cache:6379/0",
        "at https://u:hunter2@h.example/",
        "Authorization: Basic aHVudGVyMg==",
    ],
)
def test_a_password_that_holds_an_at_sign_is_hidden_to_its_end(told: str) -> None:
    shown = hide_secrets(told)
    assert "hunter" not in shown
    assert "aHVudGVyMg" not in shown
    assert hide_secrets("https://a.example/?by=joe@b.example") == "https://a.example/?by=joe@b.example"


def test_what_a_token_looks_like_may_be_said() -> None:
    assert hide_secrets("copy the token (xoxb-...) anew") == "copy the token (xoxb-...) anew"


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("https://feeds.example/u/9f8e7d6c5b4a3921/rss.xml", "https://feeds.example/u/…/rss.xml"),
        ("https://feeds.example/rss?u=tK3dXy81QwZp&q=iran", "https://feeds.example/rss?u=[hidden]&q=iran"),
        (
            "https://news.example/rss/search?q=iran+when:7d&hl=en",
            "https://news.example/rss/search?q=iran+when:7d&hl=en",
        ),
        ("https://paper.example/%D8%A7%DB%8C?q=%D8%A7%DB%8C", "https://paper.example/%D8%A7%DB%8C?q=%D8%A7%DB%8C"),
    ],
)
def test_the_key_in_the_path_of_a_private_feed_is_hidden_wherever_it_is_named(address: str, told: str) -> None:
    assert hide_secrets(f"Cannot connect to '{address}' now") == f"Cannot connect to '{told}' now"
