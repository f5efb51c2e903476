"""Logs: one line per decision, for people on a terminal and as JSON elsewhere, and never a secret in one."""

import logging
import re
import sys
from collections.abc import Iterable, Mapping, MutableMapping
from contextlib import suppress
from typing import Any, Literal, TextIO

import structlog
from structlog.dev import ConsoleRenderer, plain_traceback
from structlog.typing import Processor

from bot.domain.shown import opaque, veiled

HIDDEN = "[hidden]"
_SHORTEST = 8  # a shorter secret would take ordinary words with it

_NAMES = r"(?:token|secret|key|apikey|api_key|password|passwd|pwd|auth|authorization|cookie|sig|signature|ticket)"
_SECRET_FIELD = re.compile(rf"(?:^|[_-]){_NAMES}$", re.IGNORECASE)
_HARMLESS_FIELDS = frozenset({"key", "link_key", "entry_key", "feed_key"})  # identities of ours, wanted in a log
_SECRETS = (
    (re.compile(r"\bx(?:ox[a-z]|app|oxe\.xox[bp])-(?!\.\.\.)[\w.%-]+"), HIDDEN),
    (re.compile(r"(?<=://)[^/\s?#'\"]+@"), f"{HIDDEN}@"),  # user and password, which may hold an @, of any address
    (re.compile(r"(hooks\.slack\.com/\w+/)[^\s'\"]+"), rf"\1{HIDDEN}"),  # whoever has such an address may post
    (re.compile(rf"([?&](?:[\w.-]*[_.-])?{_NAMES}=)[^&#\s'\"]+", re.IGNORECASE), rf"\1{HIDDEN}"),
    (re.compile(r"(\b(?:bearer|authorization:\s*basic)\s+)[\w.~+/=-]+", re.IGNORECASE), rf"\1{HIDDEN}"),
    (re.compile(rf"(\b(?:\w+_)?{_NAMES}['\"]?\s*[:=]\s*['\"])[^'\"]+", re.IGNORECASE), rf"\1{HIDDEN}"),
)
_UNFOUNDED = "As you gave `client` as well, `token` will be unused."
"""Bolt finds SLACK_BOT_TOKEN in the environment by itself, and then complains that our client has the same."""
_PATH = re.compile(r"(\bhttps?://[^/\s?#'\"<>]+)(/[^\s?#'\"<>]*)")
_VALUE = re.compile(r"(?<=[?&])([\w.-]+=)([^&#\s'\"<>]+)")
# Feeds' titles come by here: a terminal must neither obey them nor show them turned round.
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def configure(
    mode: Literal["auto", "text", "json"], level: str, *, secrets: Iterable[str] = (), stream: TextIO | None = None
) -> None:
    """Logs go to standard error. `secrets` are values to hide wherever they turn up, besides all that looks like one.

    Slack's and aiohttp's own logs come out in the same form, from warnings on.
    """
    out: Any = _Lossy(stream or sys.stderr)
    text = mode == "text" or (mode == "auto" and out.isatty())
    shared = _processors(text=text, secrets=secrets)
    render = _for_people(out) if text else structlog.processors.JSONRenderer(ensure_ascii=False)
    structlog.configure(
        processors=[structlog.contextvars.merge_contextvars, *shared, render],
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelNamesMapping()[level.upper()]),
        logger_factory=structlog.WriteLoggerFactory(file=out),
        cache_logger_on_first_use=False,
    )
    _route_stdlib(out, shared, render)


def hide_secrets(text: str, secrets: Iterable[str] = ()) -> str:
    """The text without anything in it that is, or looks like, a token, a password or a secret; of addresses `…` is left."""
    for secret in sorted(secrets, key=len, reverse=True):  # one may hold another
        text = text.replace(secret, HIDDEN) if len(secret) >= _SHORTEST else text
    for pattern, instead in _SECRETS:
        text = pattern.sub(instead, text)
    text = _PATH.sub(lambda m: m[1] + veiled(m[2]), text)
    return _VALUE.sub(lambda m: m[1] + (HIDDEN if opaque(m[2]) else m[2]), text)


def _processors(*, text: bool, secrets: Iterable[str]) -> list[Processor]:
    return [
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="%H:%M:%S" if text else "iso", utc=not text, key="at"),
        structlog.processors.format_exc_info,
        _Cleaner(secrets),
    ]


def _for_people(out: TextIO) -> Processor:
    return ConsoleRenderer(
        colors=out.isatty(), exception_formatter=plain_traceback, timestamp_key="at", pad_event_to=0, sort_keys=False
    )


def _route_stdlib(out: TextIO, shared: list[Processor], render: Processor) -> None:
    handler = logging.StreamHandler(out)
    handler.addFilter(lambda record: record.getMessage() != _UNFOUNDED)
    meta = structlog.stdlib.ProcessorFormatter.remove_processors_meta
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=[structlog.stdlib.add_logger_name, *shared], processors=[meta, render]
        )
    )
    logging.basicConfig(handlers=[handler], level=logging.WARNING, force=True)
    logging.getLogger("aiohttp.access").disabled = True


class _Lossy:
    """A stream whose lines are lost where its disk is full or nobody reads it any more; the work goes on."""

    def __init__(self, out: TextIO) -> None:
        self._out = out

    def write(self, text: str) -> None:
        with suppress(OSError, ValueError):
            self._out.write(text)

    def flush(self) -> None:
        with suppress(OSError, ValueError):
            self._out.flush()

    def isatty(self) -> bool:
        return self._out.isatty()


class _Cleaner:
    """The processor every line passes: values become plain and printable, and lose their secrets."""

    def __init__(self, secrets: Iterable[str]) -> None:
        self._secrets = tuple(secrets)

    def __call__(self, _logger: Any, _method: str, line: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
        for name, value in line.items():
            traceback = name == "exception" and isinstance(value, str)
            line[name] = hide_secrets(value, self._secrets) if traceback else self._clean(value, str(name))
        return line

    def _clean(self, value: Any, name: str) -> Any:
        if value is None or isinstance(value, bool | int | float):
            return value
        if name and name not in _HARMLESS_FIELDS and _SECRET_FIELD.search(name):
            return HIDDEN
        if isinstance(value, Mapping):
            return {self._text(str(k)): self._clean(v, str(k)) for k, v in value.items()}
        if isinstance(value, list | tuple | set | frozenset):
            return [self._clean(v, "") for v in value]
        return self._text(value if isinstance(value, str) else str(value))

    def _text(self, text: str) -> str:
        return _CONTROL.sub(lambda c: c.group().encode("unicode_escape").decode(), hide_secrets(text, self._secrets))
