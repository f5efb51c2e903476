"""The doctor names everything that is wrong, says how to mend it, and never shows a secret."""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web

from bot.doctor.examine import examine
from bot.doctor.finding import Finding
from bot.domain.story import Feed
from bot.localslack.server import LocalSlack
from bot.manifest import manifest
from bot.settings import load_settings
from bot.store.embedded import embedded
from bot.store.store import Store
from tests.test_store import STORY

MANIFEST = manifest()
RSS = """<?xml version="1.0"?><rss version="2.0"><channel><title>Harbour Wire (invented)</title>{}</channel></rss>"""
ITEM = "<item><title>Avalon signs</title><link>http://feeds.invalid/1</link><guid>1</guid></item>"

Set = Callable[..., None]


@pytest.fixture
async def slack() -> AsyncIterator[LocalSlack]:
    async with LocalSlack(MANIFEST, channels=("newsdesk",)) as running:
        yield running


@pytest.fixture
def given(monkeypatch: pytest.MonkeyPatch, slack: LocalSlack, valkey_url: str) -> Set:
    """Sets variables; all is well before."""

    def sets(**variables: str) -> None:
        for name, value in variables.items():
            monkeypatch.setenv(name, value)

    sets(
        SLACK_API_URL=slack.api_url,
        SLACK_BOT_TOKEN=slack.bot_token,
        SLACK_APP_TOKEN=slack.app_token,
        REDIS_URL=valkey_url,
        WATCHDESK_CONTACT="desk@newsroom.invalid",
        WATCHDESK_ALLOW_HOSTS="127.0.0.1",
    )
    return sets


@pytest.fixture
async def feeds() -> AsyncIterator[str]:
    """Where feeds are served: /good, /empty, /page and /moved."""
    app = web.Application()
    app.router.add_get("/good", _serve(RSS.format(ITEM), "application/rss+xml"))
    app.router.add_get("/empty", _serve(RSS.format(""), "application/rss+xml"))
    app.router.add_get("/page", _serve("<!DOCTYPE html><html><body>Sign in</body></html>", "text/html"))
    app.router.add_get("/moved", _moved)
    app.router.add_route("*", "/page/api.test", _serve("<html>Sign in</html>", "text/html"))
    app.router.add_route("*", "/plain/api.test", _serve("Hello", "text/plain"))
    app.router.add_route("*", "/json/api.test", _serve("{broken", "application/json"))
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    await runner.cleanup()


def _serve(text: str, content_type: str) -> Callable[[web.Request], Any]:
    async def handle(_request: web.Request) -> web.Response:
        return web.Response(text=text, content_type=content_type)

    return handle


async def _moved(_request: web.Request) -> web.Response:
    raise web.HTTPMovedPermanently("/good")


async def keep(store: Store, *urls: str, follower: str = "") -> None:
    story = replace(STORY, feeds=tuple(Feed(url=url, source="Harbour Wire") for url in urls))
    tx = store.transaction()
    store.stories.put(tx, story)
    if follower:
        store.stories.follow(tx, story.slug, follower)
    await tx.commit()


async def look() -> list[Finding]:
    return list(await examine(load_settings()))


def named(found: Sequence[Finding], name: str) -> list[Finding]:
    return [finding for finding in found if finding.name == name]


def the(found: Sequence[Finding], name: str) -> Finding:
    (finding,) = named(found, name)
    return finding


async def test_a_look_leaves_nothing_behind(given: Set, tmp_path: Path) -> None:
    """Not even the folder of the store that it tried, and no story in a store that has none."""
    given(REDIS_URL="", WATCHDESK_DATA_DIR=str(tmp_path / "data"))
    found = await look()
    told = [f.what for f in named(found, "store")]
    assert (told[0], told[-1]) == (f"none yet, would be kept in {tmp_path}/data", "keeps every write")
    assert the(found, "stories").what == "There is no story to watch yet."
    assert list(tmp_path.iterdir()) == []


@pytest.mark.usefixtures("given")
async def test_an_empty_store_stays_empty(store: Store) -> None:
    assert the(await look(), "stories").ok is None
    assert await store.redis.dbsize() == 0


@pytest.mark.usefixtures("given")
async def test_all_is_well(store: Store, slack: LocalSlack, feeds: str) -> None:
    await keep(store, f"{feeds}/good", follower=slack.workspace.channel("newsdesk").id)
    found = await look()
    assert [f for f in found if f.ok is False] == []
    assert {f.name for f in found if f.ok is None} == {"slack address"}, "a local Slack is not the real one"
    assert the(found, f"feed {feeds}/good").what == "1 entry without dates"
    assert the(found, "bot token").what == "watchdesk in Watchdesk demo"
    assert the(found, "channel").what == "the bot is in #newsdesk"


async def test_every_problem_says_how_to_mend_it_and_none_shows_a_secret(given: Set, slack: LocalSlack) -> None:
    given(
        SLACK_BOT_TOKEN=slack.app_token,
        SLACK_APP_TOKEN=slack.bot_token,
        REDIS_URL="redis://desk:hunter2@127.0.0.1:1/0",
        WATCHDESK_MIN_POL_SECONDS="5",
        WATCHDESK_CONTACT="",
    )
    found = await look()
    problems = [f for f in found if f.ok is not True]
    assert {f.name for f in problems} == {"settings", "store", "slack address", "bot token", "app token"}
    assert all(f.mend for f in problems)
    assert "did you mean WATCHDESK_MIN_POLL_SECONDS?" in problems[0].what
    assert not any(secret in str(found) for secret in (slack.bot_token, slack.app_token, "hunter2"))


async def test_swapped_tokens_are_told_apart(given: Set, slack: LocalSlack) -> None:
    given(SLACK_BOT_TOKEN=slack.app_token, SLACK_APP_TOKEN="xoxp-1-2-3")
    found = await look()
    assert the(found, "bot token").what == "SLACK_BOT_TOKEN is an app-level token, not a bot token."
    assert the(found, "app token").what == "SLACK_APP_TOKEN is a user token, not an app-level token."


async def test_a_missing_token_says_what_works_without_it(given: Set) -> None:
    given(SLACK_BOT_TOKEN="")
    assert "only `watchdesk run --only watchers` works" in the(await look(), "bot token").what


async def test_tokens_that_slack_refuses_carry_its_answer(given: Set) -> None:
    given(SLACK_BOT_TOKEN="xoxb-1-2-wrong", SLACK_APP_TOKEN="xapp-1-2-wrong")
    found = await look()
    assert the(found, "bot token").what == "Slack refuses SLACK_BOT_TOKEN (invalid_auth)."
    assert the(found, "app token").what == "Slack refuses SLACK_APP_TOKEN (invalid_auth)."


async def test_missing_scopes_are_named(given: Set) -> None:
    scopes = sorted(set(MANIFEST["oauth_config"]["scopes"]["bot"]) - {"chat:write", "groups:read"})
    async with LocalSlack(MANIFEST | {"oauth_config": {"scopes": {"bot": scopes}}}) as other:
        given(SLACK_API_URL=other.api_url, SLACK_BOT_TOKEN=other.bot_token)
        finding = the(await look(), "scopes")
    assert finding.what == "The token lacks chat:write, groups:read."
    assert "reinstall" in finding.mend


async def test_http_mode_wants_the_signing_secret_and_no_app_token(given: Set) -> None:
    given(WATCHDESK_MODE="http", SLACK_APP_TOKEN="")
    found = await look()
    assert the(found, "signing secret").ok is False
    assert not named(found, "app token")
    given(SLACK_SIGNING_SECRET="8f742231b10e8888abcd99yyyzzz85a5")
    assert the(await look(), "signing secret").ok


@pytest.mark.parametrize("path", ["/page/", "/plain/", "/json/", "/nothing/"])
async def test_an_address_that_is_not_slack_is_said_once(given: Set, feeds: str, path: str) -> None:
    given(SLACK_API_URL=f"{feeds}{path}")
    found = await look()
    assert the(found, "slack address").ok is False
    assert not named(found, "bot token")


async def test_nobody_at_the_address_of_slack(given: Set) -> None:
    given(SLACK_API_URL="http://127.0.0.1:1/api/")
    assert "does not answer as Slack does" in the(await look(), "slack address").what
    given(SLACK_BOT_TOKEN="", SLACK_APP_TOKEN="xoxb-1")
    found = await look()
    assert the(found, "bot token").what.startswith("SLACK_BOT_TOKEN is not set"), "what needs no answer is still said"
    assert the(found, "app token").what == "SLACK_APP_TOKEN is a bot token, not an app-level token."


@pytest.mark.usefixtures("given")
async def test_a_server_error_of_slack_is_no_verdict_on_a_token(slack: LocalSlack) -> None:
    slack.faults.arm("server_error", method="auth.test")
    finding = the(await look(), "bot token")
    assert (finding.ok, finding.mend) == (None, "Try again.")


@pytest.mark.usefixtures("given")
async def test_channels_that_alerts_cannot_reach(store: Store, slack: LocalSlack, feeds: str) -> None:
    slack.add_channel("closed", bot_member=False, private=True)
    elsewhere = slack.add_channel("elsewhere", bot_member=False)
    await keep(store, f"{feeds}/good", follower=elsewhere.id)
    finding = the(await look(), "channel")
    assert (finding.ok, finding.what) == (False, "The bot is not in #elsewhere: alerts wait.")
    await keep(store, f"{feeds}/good", follower="C0NOWHERE")
    assert "C0NOWHERE follows a story, and the bot cannot see it." in {f.what for f in named(await look(), "channel")}


@pytest.mark.usefixtures("given")
async def test_every_feed_is_fetched_and_read(store: Store, feeds: str) -> None:
    paths = ("good", "empty", "page", "moved", "missing")
    await keep(store, *(f"{feeds}/{path}" for path in paths), "http://169.254.169.254/latest")
    found = await look()
    verdicts = {f.name.rpartition("/")[2]: f.ok for f in found if f.name.startswith("feed ")}
    assert verdicts == {"good": True, "empty": None, "page": False, "moved": None, "missing": False, "latest": False}
    assert all(f.mend for f in found if f.ok is False)
    assert await store.feeds.all() == {}, "nothing of it is stored"


@pytest.mark.usefixtures("given")
async def test_a_feed_on_a_private_network_is_mended_by_the_setting_that_allows_it(store: Store) -> None:
    """It was told to correct the address, which was right."""
    await keep(store, "http://10.0.0.7:8790/rss", "ftp://feeds.invalid/rss")
    found = await look()
    private, other = (the(found, f"feed {url}").mend for url in ("http://10.0.0.7:8790/rss", "ftp://feeds.invalid/rss"))
    assert private.startswith("If it is a server of yours, add 10.0.0.7:8790 to WATCHDESK_ALLOW_HOSTS and start again;")
    assert other == "Correct the address in the story file and import it again."


async def test_a_machine_that_resolves_no_names_is_one_finding(given: Set, store: Store) -> None:
    """Each feed was blamed, and its address to be corrected in the story file."""
    given(SLACK_API_URL="http://slack.invalid/api/")
    await keep(store, "http://one.invalid/rss", "http://two.invalid/rss")
    found = await look()
    assert the(found, "network").what == "This machine resolves no names: neither Slack's nor those of 2 feeds."
    assert [f.name for f in found if f.name.startswith(("slack", "feed"))] == []


@pytest.mark.usefixtures("given")
async def test_a_feed_whose_host_alone_is_unknown_is_named(store: Store, feeds: str) -> None:
    await keep(store, "http://one.invalid/rss", f"{feeds}/good")
    found = await look()
    assert named(found, "network") == []
    assert "has a host that the name servers do not know" in the(found, "feed http://one.invalid/rss").what
    assert the(found, "slack address").ok is None


@pytest.mark.usefixtures("given")
async def test_no_story_and_nobody_who_follows_one(store: Store, feeds: str) -> None:
    assert the(await look(), "stories").what == "There is no story to watch yet."
    await keep(store, f"{feeds}/good")
    finding = the(await look(), "stories")
    assert (finding.ok, finding.mend) == (None, "In the channel: /watch follow pact")
    await keep(store)
    assert the(await look(), "stories").what == "pact has no feeds."


@pytest.mark.usefixtures("given")
async def test_a_redis_that_forgets_is_told(store: Store) -> None:
    settings = {"appendfsync": "everysec", "maxmemory-policy": "allkeys-lru"}
    before = {name: (await store.redis.config_get(name))[name] for name in settings}
    for name, value in settings.items():
        await store.redis.config_set(name, value)
    try:
        unsure = [f for f in named(await look(), "store") if f.ok is None]
    finally:
        for name, value in before.items():
            await store.redis.config_set(name, value)
    assert [f.what for f in unsure] == [
        "has no memory limit, and would drop keys if it had one (allkeys-lru).",
        "may forget the last second's alerts when its machine dies (appendfsync everysec).",
    ]
    assert all(f.mend for f in unsure)


async def test_a_redis_that_refuses_to_tell_its_settings_is_no_bug(given: Set, tmp_path: Path) -> None:
    """Hosted ones do."""
    async with embedded(tmp_path) as url:
        given(REDIS_URL=url)
        await _cli(url, "ACL", "SETUSER", "default", "-config")
        assert "does not tell its settings" in [f.what for f in named(await look(), "store")]


async def test_a_redis_without_a_file_forgets_and_one_that_evicts_is_refused(given: Set, tmp_path: Path) -> None:
    async with embedded(tmp_path) as url:
        given(REDIS_URL=url)
        await _cli(url, "CONFIG", "SET", "appendonly", "no")
        assert any("keeps no append-only file" in f.what for f in named(await look(), "store") if f.ok is False)
        await _cli(url, "CONFIG", "SET", "maxmemory", "100mb", "maxmemory-policy", "allkeys-lru")
        assert "may drop keys" in the(await look(), "store").what


async def _cli(url: str, *words: str) -> None:
    """Speaks to the server directly, as its administrator would."""
    reader, writer = await asyncio.open_unix_connection(url.removeprefix("unix://"))
    writer.write((" ".join(words) + "\r\n").encode())
    await writer.drain()
    assert await reader.readline() == b"+OK\r\n"
    writer.close()
    await writer.wait_closed()


async def test_a_data_folder_that_cannot_be_made_is_told(given: Set, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    given(REDIS_URL="", WATCHDESK_DATA_DIR=str(tmp_path / "file" / "data"))
    found = await look()
    assert the(found, "store").ok is False
    assert "WATCHDESK_DATA_DIR" in the(found, "store").what


async def test_the_embedded_store_is_tried_and_left_as_it_was(given: Set, tmp_path: Path) -> None:
    given(REDIS_URL="", WATCHDESK_DATA_DIR=str(tmp_path / "data"))
    found = await look()
    assert all(f.ok for f in named(found, "store"))
    assert the(found, "disk").ok
