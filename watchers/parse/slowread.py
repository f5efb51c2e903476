"""The second parser: feedparser, for the feeds the first one reads wrongly.

Run it in a process of its own: 24 KB of hostile author names keep it busy for 5 s, a plain feed of 1 MB for half of one.
"""

import calendar
import io
import time
from datetime import UTC, datetime

import feedparser

from watchers.parse.rawfeed import RawEntry, RawFeed

_DATES = ("published_parsed", "updated_parsed", "created_parsed")


def read_slow(body: bytes) -> RawFeed | None:
    """A feed in UTF-8 as feedparser reads it; None if it finds none.

    Never feedparser.parse(body): it opens a local file, or an address, when the body is the name of one.
    """
    found = feedparser.parse(io.BytesIO(body), sanitize_html=False, resolve_relative_uris=False)
    if not found.version and not found.entries:
        return None
    return RawFeed(
        title=found.feed.get("title", ""),
        entries=[_entry(e) for e in found.entries],
        parser="feedparser",
        home=found.feed.get("link", ""),
        language=found.feed.get("language", ""),
        ttl_seconds=_minutes(found.feed.get("ttl", "")),
    )


def _entry(found: feedparser.FeedParserDict) -> RawEntry:
    contents = found.get("content") or [{}]
    return RawEntry(
        id=found.get("id", ""),
        title=found.get("title", ""),
        link=found.get("link", ""),
        summary=found.get("summary") or contents[0].get("value", ""),
        published=_iso(_date(found)),
        outlet=found["source"].get("title", "") if "source" in found else "",
    )


def _date(found: feedparser.FeedParserDict) -> time.struct_time | None:
    """`in` first: asking for a missing `updated` gives `published` and a DeprecationWarning."""
    dates: list[time.struct_time | None] = [found[name] for name in _DATES if name in found]
    return next(filter(None, dates), None)


def _iso(parsed: time.struct_time | None) -> str:
    try:
        return datetime.fromtimestamp(calendar.timegm(parsed), UTC).isoformat() if parsed else ""
    except (ValueError, OverflowError, OSError):
        return ""


def _minutes(text: str) -> int | None:
    return int(text[:6]) * 60 or None if text.isascii() and text.isdigit() else None
