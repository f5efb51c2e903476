"""Slack's cursors: an opaque word that says where the next page begins."""

import base64
import binascii
from collections.abc import Sequence

from bot.localslack.shapes import Json, RefusalError
from bot.localslack.webapi.registry import Args


def page(items: Sequence[Json], args: Args, *, default: int = 100, most: int = 999) -> tuple[list[Json], Json]:
    """One page of items, and the response_metadata that leads to the next."""
    limit = args.number("limit", default, most)
    start = _read(args.text("cursor"))
    rest = start + limit < len(items)
    return list(items[start : start + limit]), {"next_cursor": _write(start + limit) if rest else ""}


def _write(offset: int) -> str:
    return base64.b64encode(f"offset:{offset}".encode()).decode()


def _read(cursor: str) -> int:
    if not cursor:
        return 0
    try:
        word, _, number = base64.b64decode(cursor, validate=True).decode().partition(":")
        if word == "offset":
            return int(number)
    except (binascii.Error, UnicodeDecodeError, ValueError):
        pass
    raise RefusalError("invalid_cursor")
