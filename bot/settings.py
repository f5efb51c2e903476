"""Settings: the only reader of the environment and of `.env`."""

import difflib
import os
import re
from importlib.metadata import version
from pathlib import Path
from typing import Annotated, Literal

from dotenv import dotenv_values
from pydantic import Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from bot.errors import SettingsError

SLACK_API_URL = "https://slack.com/api/"
PREFIX = "WATCHDESK_"
_HOST = re.compile(r"(?:\[[\da-f:.]+\]|[^\s/@?#*:\[\]]+)(?::\d{1,5})?|[\da-f:.]+", re.IGNORECASE)


class Settings(BaseSettings):
    """Everything that can be set, with its default. Secrets never show in a repr, a log or an error."""

    model_config = SettingsConfigDict(
        env_file=".env", env_prefix=PREFIX, extra="ignore", env_ignore_empty=True, str_strip_whitespace=True
    )

    slack_bot_token: SecretStr = Field(SecretStr(""), validation_alias="SLACK_BOT_TOKEN")
    slack_app_token: SecretStr = Field(SecretStr(""), validation_alias="SLACK_APP_TOKEN")
    slack_signing_secret: SecretStr = Field(SecretStr(""), validation_alias="SLACK_SIGNING_SECRET")
    slack_api_url: str = Field(SLACK_API_URL, validation_alias="SLACK_API_URL")
    redis_url: str = Field("", validation_alias="REDIS_URL")

    data_dir: Path = Path(".watchdesk")
    mode: Literal["socket", "http"] = "socket"
    http_host: str = "127.0.0.1"
    http_port: int = Field(8686, ge=0, le=65535)
    allow_hosts: Annotated[frozenset[str], NoDecode] = frozenset()
    min_poll_seconds: float = Field(120, gt=0, le=604_800)
    max_poll_seconds: float = Field(3600, gt=0, le=604_800)
    polls_per_minute: float = Field(240, gt=0)
    keep_entries: int = Field(20_000, ge=0, le=1_000_000)
    semantic: Literal["on", "off"] = "on"
    contact: str = ""
    log: Literal["auto", "text", "json"] = "auto"
    log_level: Literal["debug", "info", "warning", "error"] = "info"

    @field_validator("allow_hosts", mode="before")
    @classmethod
    def split_on_commas(cls, value: object) -> object:
        return frozenset(h.strip() for h in value.split(",") if h.strip()) if isinstance(value, str) else value

    @field_validator("allow_hosts")
    @classmethod
    def name_hosts(cls, value: frozenset[str]) -> frozenset[str]:
        if not all(_HOST.fullmatch(host) for host in value):  # one that is none would match nothing, and say nothing
            raise ValueError("give host or host:port, as in feeds.internal,10.0.0.7:8080, and no whole address")
        return value

    @field_validator("contact")
    @classmethod
    def go_into_a_header(cls, value: str) -> str:
        if not value.isprintable():
            raise ValueError("give an address or a mailbox on one line, as in desk@example.org")
        return value.strip()

    @field_validator("slack_api_url")
    @classmethod
    def end_in_slash(cls, value: str) -> str:
        if not value.startswith(("http://", "https://")):
            raise ValueError("must start with https:// (or http:// for a local Slack)")
        return value.rstrip("/") + "/"

    @field_validator("redis_url")
    @classmethod
    def name_a_redis(cls, value: str) -> str:
        if value and not value.startswith(("redis://", "rediss://", "unix://")):
            raise ValueError("must start with redis://, rediss:// or unix://")
        return value

    @model_validator(mode="after")
    def fastest_before_slowest(self) -> "Settings":
        if self.min_poll_seconds > self.max_poll_seconds:
            raise ValueError(
                f"WATCHDESK_MIN_POLL_SECONDS ({self.min_poll_seconds:g}) is above "
                f"WATCHDESK_MAX_POLL_SECONDS ({self.max_poll_seconds:g})"
            )
        return self

    @property
    def user_agent(self) -> str:
        """Who we say we are to publishers; WATCHDESK_CONTACT adds how to reach the newsroom."""
        contact = f"; {self.contact}" if self.contact else ""
        return f"Watchdesk/{version('watchdesk')} (feed reader for newsrooms{contact})"


def variable(field: str) -> str:
    """The environment variable that sets a field."""
    alias = Settings.model_fields[field].validation_alias if field in Settings.model_fields else None
    return str(alias or f"WATCHDESK_{field.upper()}")


def load_settings() -> Settings:
    """The settings of this process. Raises SettingsError naming every wrong one, in a sentence each."""
    try:
        return Settings()
    except ValidationError as error:
        raise SettingsError("\n".join(_sentence(dict(e)) for e in error.errors(include_input=False))) from None


def unknown_variables() -> tuple[str, ...]:
    """A sentence for every WATCHDESK_* variable that sets nothing, with where it is set and the nearest that does."""
    known = [variable(name) for name in Settings.model_fields]
    places = {"the environment": frozenset(os.environ), str(Path(".env").absolute()): frozenset(dotenv_values(".env"))}
    strays = sorted({name for given in places.values() for name in given if name.startswith(PREFIX)} - set(known))
    return tuple(
        _stray(name, known, " and ".join(place for place, given in places.items() if name in given)) for name in strays
    )


def _stray(name: str, known: list[str], where: str) -> str:
    bare = {k.removeprefix(PREFIX): k for k in known}  # the common prefix would make everything look alike
    near = difflib.get_close_matches(name.removeprefix(PREFIX), bare, n=1)
    return f"{name} is set in {where}, but means nothing" + (f"; did you mean {bare[near[0]]}?" if near else ".")


def _sentence(error: dict[str, object]) -> str:
    loc = error.get("loc") or ()
    where = str(loc[0]) if isinstance(loc, tuple) and loc else ""
    name = variable(where) if where in Settings.model_fields else where
    message = str(error["msg"]).removeprefix("Value error, ")
    return f"{name}: {message[:1].lower()}{message[1:]}" if name else message
