"""JSON Feed (jsonfeed.org). Ours, because fastfeedparser trusts every value to be of the type the specification says."""

import json
from collections.abc import Mapping

from watchers.parse.rawfeed import RawEntry, RawFeed


def read_json_feed(body: bytes) -> RawFeed | None:
    """The feed in a JSON document, None if there is none."""
    try:
        found = json.loads(body)
    except (ValueError, RecursionError):
        return None
    if not isinstance(found, dict) or not isinstance(found.get("items"), list):
        return None
    return RawFeed(
        title=_text(found, "title"),
        entries=[_entry(item) for item in found["items"] if isinstance(item, dict)],
        parser="jsonfeed",
        home=_text(found, "home_page_url"),
        language=_text(found, "language"),
    )


def _entry(item: Mapping[str, object]) -> RawEntry:
    return RawEntry(
        id=_text(item, "id"),
        title=_text(item, "title"),
        link=_text(item, "url", "external_url"),
        summary=_text(item, "summary", "content_html", "content_text"),
        published=_text(item, "date_published", "date_modified"),
    )


def _text(item: Mapping[str, object], *names: str) -> str:
    """The first of these members that holds something. Ids are numbers in some feeds."""
    for name in names:
        value = item.get(name)
        if isinstance(value, str | int | float) and not isinstance(value, bool) and str(value).strip():
            return str(value)
    return ""
