"""Settings come from the environment and .env; a wrong one is named in a sentence, and secrets stay out of sight."""

import re
import tomllib
from pathlib import Path

import pytest
from yarl import URL

from bot.errors import SettingsError
from bot.settings import Settings, load_settings, unknown_variables, variable
from tests.conftest import ROOT
from watchers.fetch.address import is_allowed

EXAMPLE = (ROOT / ".env.example").read_text("utf-8")
TOKEN = "xoxb-1234567890-secret"


def test_everything_has_a_default() -> None:
    settings = load_settings()
    assert settings.slack_api_url == "https://slack.com/api/"
    assert settings.redis_url == ""
    assert settings.mode == "socket"
    assert settings.allow_hosts == frozenset(), "no private address is polled unless somebody says so"


def test_the_environment_comes_before_the_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("WATCHDESK_HTTP_PORT=1111\nREDIS_URL=redis://file/0\nOTHER=1\n")
    monkeypatch.setenv("WATCHDESK_HTTP_PORT", "2222")
    settings = load_settings()
    assert (settings.http_port, settings.redis_url) == (2222, "redis://file/0")


def test_an_empty_variable_is_an_unset_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WATCHDESK_HTTP_PORT", "")
    monkeypatch.setenv("SLACK_API_URL", "")
    settings = load_settings()
    assert (settings.http_port, settings.slack_api_url) == (8686, "https://slack.com/api/")


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("WATCHDESK_HTTP_PORT", "eighty", "WATCHDESK_HTTP_PORT: input should be a valid integer"),
        ("WATCHDESK_HTTP_PORT", "70000", "WATCHDESK_HTTP_PORT: input should be less than or equal to 65535"),
        ("WATCHDESK_MODE", "sockets", "WATCHDESK_MODE: input should be 'socket' or 'http'"),
        ("WATCHDESK_MIN_POLL_SECONDS", "0", "WATCHDESK_MIN_POLL_SECONDS: input should be greater than 0"),
        ("WATCHDESK_MIN_POLL_SECONDS", "7200", "WATCHDESK_MIN_POLL_SECONDS (7200) is above WATCHDESK_MAX_POLL_SECONDS"),
        ("SLACK_API_URL", "slack.com", "SLACK_API_URL: must start with https:// (or http:// for a local Slack)"),
        (
            "WATCHDESK_ALLOW_HOSTS",
            "http://127.0.0.1:9911/",
            "WATCHDESK_ALLOW_HOSTS: give host or host:port, as in feeds.i",
        ),
        ("WATCHDESK_ALLOW_HOSTS", "wire.internal,10.0.0.0/8", "WATCHDESK_ALLOW_HOSTS: give host or host:port"),
        ("WATCHDESK_ALLOW_HOSTS", "feeds.internal 127.0.0.1", "WATCHDESK_ALLOW_HOSTS: give host or host:port"),
        (
            "WATCHDESK_CONTACT",
            "desk@example.org\nX-Evil: 1",
            "WATCHDESK_CONTACT: give an address or a mailbox on one line",
        ),
        ("REDIS_URL", "localhost:6379", "REDIS_URL: must start with redis://, rediss:// or unix://"),
    ],
)
def test_a_wrong_one_is_named_in_a_sentence(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, sentence: str
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(SettingsError, match=re.escape(sentence)):
        load_settings()


def test_every_wrong_one_is_named_at_once_and_no_value_is_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WATCHDESK_HTTP_PORT", TOKEN)
    monkeypatch.setenv("REDIS_URL", "desk:hunter2@db")
    with pytest.raises(SettingsError) as caught:
        load_settings()
    assert len(str(caught.value).splitlines()) == 2
    assert TOKEN not in str(caught.value)
    assert "hunter2" not in str(caught.value)


def test_secrets_do_not_show(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SLACK_BOT_TOKEN", TOKEN)
    settings = load_settings()
    assert TOKEN not in f"{settings!r} {settings} {settings.model_dump()}"
    assert settings.slack_bot_token.get_secret_value() == TOKEN


@pytest.mark.parametrize("url", ["http://127.0.0.1:8700/api", "http://127.0.0.1:8700/api/"])
def test_the_slack_address_ends_in_one_slash(monkeypatch: pytest.MonkeyPatch, url: str) -> None:
    monkeypatch.setenv("SLACK_API_URL", url)
    assert load_settings().slack_api_url == "http://127.0.0.1:8700/api/"


def test_hosts_are_parted_by_commas(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WATCHDESK_ALLOW_HOSTS", " feeds.internal, 127.0.0.1 ,")
    assert load_settings().allow_hosts == {"feeds.internal", "127.0.0.1"}


@pytest.mark.parametrize(
    "host", ["feeds.internal", "10.0.0.7:8080", "::1", "[::1]", "[fe80::1]:8080", "nachrichten.süd"]
)
def test_a_host_is_taken_in_any_form_an_address_may_name_it(host: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WATCHDESK_ALLOW_HOSTS", host)
    (allowed,) = load_settings().allow_hosts
    named = f"[{host}]" if host == "::1" else host
    url = URL(f"http://{named}/rss")
    assert is_allowed(url.host or "", url.port, frozenset({allowed}))


def test_a_variable_that_means_nothing_is_told_with_the_nearest_that_does(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Whoever had it in the environment was sent to a .env that did not have it."""
    (tmp_path / ".env").write_text("WATCHDESK_HTTP_PROT=1\nSOMEBODY_ELSES=1\nWATCHDESK_MODUS=http\n")
    monkeypatch.setenv("WATCHDESK_LOGLEVEL", "debug")
    monkeypatch.setenv("WATCHDESK_MODUS", "http")
    env = f"{tmp_path}/.env"
    assert unknown_variables() == (
        f"WATCHDESK_HTTP_PROT is set in {env}, but means nothing; did you mean WATCHDESK_HTTP_PORT?",
        "WATCHDESK_LOGLEVEL is set in the environment, but means nothing; did you mean WATCHDESK_LOG_LEVEL?",
        f"WATCHDESK_MODUS is set in the environment and {env}, but means nothing; did you mean WATCHDESK_MODE?",
    )


def test_the_example_file_names_every_setting_with_its_default() -> None:
    shown = dict(re.findall(r"^#?([A-Z_]+)=(.*)$", EXAMPLE, re.MULTILINE))
    assert shown == {variable(name): _default(name) for name in Settings.model_fields}


def test_the_example_file_is_a_settings_file_that_changes_nothing(tmp_path: Path) -> None:
    before = load_settings()
    (tmp_path / ".env").write_text(EXAMPLE)
    assert load_settings() == before
    assert unknown_variables() == ()


def _default(name: str) -> str:
    value = getattr(load_settings(), name)
    if name.startswith("slack_") and name != "slack_api_url":
        return ""
    return ",".join(value) if isinstance(value, frozenset) else f"{value:g}" if isinstance(value, float) else str(value)


def test_publishers_are_told_who_asks_and_in_which_version(monkeypatch: pytest.MonkeyPatch) -> None:
    version = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"]
    assert Settings().user_agent == f"Watchdesk/{version} (feed reader for newsrooms)"
    monkeypatch.setenv("WATCHDESK_CONTACT", "desk@example.org")
    assert Settings().user_agent == f"Watchdesk/{version} (feed reader for newsrooms; desk@example.org)"
