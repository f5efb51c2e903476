"""What HTTP says, in our words: headers read, failures told in a sentence that holds no secret."""

import os
import ssl
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from http import HTTPStatus

import aiohttp
from yarl import URL

from bot.domain.shown import shown

_LONGEST = 30 * 24 * 3600
_NOT_HTTP = "answered with something that is not HTTP"
_BROKEN: tuple[tuple[type[Exception], str], ...] = (
    (aiohttp.ClientConnectorSSLError, "does not speak TLS as we do"),
    (aiohttp.ClientConnectorDNSError, "has a host that the name servers do not know"),
    (aiohttp.ServerTimeoutError, "took too long to accept the connection"),
    (aiohttp.ServerDisconnectedError, "hung up without an answer"),
    (aiohttp.ClientPayloadError, "broke off in the middle of its answer"),
    (aiohttp.ClientResponseError, _NOT_HTTP),
    (OSError, "hung up without an answer"),
)


def where(url: URL) -> str:
    """The address as far as people may read it: path and query may hold a key."""
    return shown(str(url))


def answered(status: int) -> str:
    """`answered 503 (Service Unavailable)`."""
    try:
        return f"answered {status} ({HTTPStatus(status).phrase})"
    except ValueError:
        return f"answered {status}"


def broken(error: Exception) -> str:
    """What went wrong on the wire. aiohttp's own texts are not passed on: some hold the whole address."""
    if isinstance(error, aiohttp.ClientConnectorCertificateError):
        return f"has a certificate that cannot be trusted ({_verify_message(error.certificate_error)})"
    if type(error) is aiohttp.ClientConnectorError:
        return (
            f"cannot be reached ({os.strerror(error.errno).lower() if error.errno and error.errno > 0 else 'no route'})"
        )
    return next((sentence for kind, sentence in _BROKEN if isinstance(error, kind)), _NOT_HTTP)


def header(headers: Mapping[str, str], name: str) -> str:
    """A header verbatim; "" if it is not text that could be stored and sent back as it came."""
    value = headers.get(name, "")
    return value if value.isprintable() else ""


def max_age(headers: Mapping[str, str]) -> int | None:
    """Seconds for which Cache-Control says the answer stays fresh, None if it does not say."""
    for directive in headers.get("Cache-Control", "").lower().split(","):
        name, _, value = directive.strip().partition("=")
        seconds = _digits(value.strip(' "'))
        if name == "max-age" and seconds is not None:
            return seconds
    return None


def retry_after(headers: Mapping[str, str], *, now: datetime | None = None) -> timedelta | None:
    """How long the server asks us to stay away, said in seconds or as a date; None if it does not."""
    value = headers.get("Retry-After", "").strip()
    seconds = _digits(value)
    if seconds is not None:
        return timedelta(seconds=seconds)
    try:
        until = parsedate_to_datetime(value)
    except (ValueError, OverflowError):
        return None
    wait = until.replace(tzinfo=until.tzinfo or UTC) - (now or datetime.now(UTC))
    return min(max(wait, timedelta(0)), timedelta(seconds=_LONGEST))


def _digits(text: str) -> int | None:
    """A number of seconds, at most 30 days of them; nobody means 10^400."""
    if not text.isascii() or not text.isdigit():
        return None
    return min(int(text[:12]), _LONGEST)


def _verify_message(error: Exception) -> str:
    return error.verify_message if isinstance(error, ssl.SSLCertVerificationError) else "unverified"
