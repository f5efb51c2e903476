"""Values of the store that cannot be read: another version wrote them, or a hand. One is told once, and passed over."""

from functools import lru_cache
from typing import TypeVar

import structlog
from pydantic import TypeAdapter, ValidationError

T = TypeVar("T")
log = structlog.get_logger("store")


def readable(adapter: TypeAdapter[T], text: str | bytes, *, where: str) -> T | None:
    """The value, or None where it cannot be read: `where` (a key, and what in it) is in the log then, once a process."""
    try:
        return adapter.validate_json(text)
    except ValidationError as error:
        _tell(where, str(error.errors(include_input=False, include_url=False)[0]["msg"]))
        return None


@lru_cache(maxsize=1000)
def _tell(where: str, why: str) -> None:
    log.error("value not readable", key=where, reason=f"{why}; it is passed over, another version may have written it")
