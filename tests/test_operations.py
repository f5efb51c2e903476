"""A server as operators meet it: a store that takes no writes, an address nobody can read, a log nobody takes."""

from io import StringIO
from pathlib import Path

import pytest
import structlog

from bot.errors import StoreError
from bot.log import configure
from bot.settings import load_settings
from bot.store.store import Store, open_store


@pytest.mark.parametrize(
    "url",
    [
        "redis://:hun/ter2@127.0.0.1:7001/0",
        "redis://:hun#ter2@h/0",
        "redis://h:abc/0",
        "redis://h:70010",
        "redis://:a[b@h/0",
        "redis://h/0?foo=bar",
        "redis://h/0?socket_timeout=x",
    ],
)
async def test_a_redis_url_that_cannot_be_read_is_said_without_any_piece_of_its_password(url: str) -> None:
    with pytest.raises(StoreError, match="REDIS_URL cannot be read") as told:
        async with open_store(url, Path("/nowhere")):
            pass
    assert "hun" not in str(told.value)
    assert told.value.__cause__ is None


def test_blanks_and_line_ends_round_a_setting_are_none_of_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SLACK_APP_TOKEN", " xapp-1 \n")
    monkeypatch.setenv("SLACK_API_URL", " https://slack.invalid/ \n")
    settings = load_settings()
    assert settings.slack_app_token.get_secret_value() == "xapp-1"
    assert settings.slack_api_url == "https://slack.invalid/"


@pytest.mark.parametrize("case", ["full", "replica"])
async def test_a_store_that_answers_and_takes_no_write_is_not_well(store: Store, case: str) -> None:
    await store.ping()
    if case == "full":
        await store.redis.config_set("maxmemory", "1")
    else:
        await store.redis.execute_command("REPLICAOF", "127.0.0.1", "9")
    try:
        with pytest.raises(StoreError, match="takes no writes"):
            await store.ping()
    finally:
        await store.redis.config_set("maxmemory", "0")
        await store.redis.execute_command("REPLICAOF", "NO", "ONE")


class _Full(StringIO):
    """A disk that is full until somebody makes room."""

    full = True

    def write(self, text: str) -> int:
        if self.full:
            raise OSError(28, "No space left on device", text)
        return super().write(text)


def test_a_log_that_cannot_be_written_stops_nothing_and_goes_on_once_it_can() -> None:
    disk = _Full()
    configure("json", "info", stream=disk)
    structlog.get_logger("any").warning("lost")
    disk.full = False
    structlog.get_logger("any").warning("kept")
    assert "kept" in disk.getvalue()
    assert "lost" not in disk.getvalue()
