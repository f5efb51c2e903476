"""A feed as a parser gave it, and the Document we make of it: one way for all parsers."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import urljoin, urlsplit

from bot.domain.change import content_id
from bot.domain.entry import Document, Entry
from watchers.parse.plaintext import plain, verbatim
from watchers.words.headline import headline, without_outlet
from watchers.words.passages import sentences

TITLE_LONGEST = 1_000
SUMMARY_LONGEST = 2_000
LINK_LONGEST = 4_000
ID_LONGEST = 2_000
ENTRIES_MOST = 5_000
_ROOM = 10
_BROKEN = re.compile(r"\s*[\r\n\t]\s*")
"""Where a feed has broken a link over lines; a blank within a line is part of it."""
_YEARS = range(1971, 2200)


@dataclass(frozen=True, kw_only=True)
class RawEntry:
    """An entry with its markup. `published` is ISO 8601 or "", `outlet` what its own <source> says."""

    id: str = ""
    title: str = ""
    link: str = ""
    summary: str = ""
    published: str = ""
    outlet: str = ""


@dataclass(frozen=True, kw_only=True)
class RawFeed:
    """A feed with its markup. `home` is the page it links to."""

    title: str
    entries: Sequence[RawEntry]
    parser: str
    home: str = ""
    language: str = ""
    ttl_seconds: int | None = None


def document(raw: RawFeed, *, url: str = "") -> Document:
    """The feed in plain text. Relative links are read against `url`, the feed's own address."""
    kept = raw.entries if len(raw.entries) <= ENTRIES_MOST else _latest(raw.entries)
    return Document(
        title=plain(raw.title, longest=TITLE_LONGEST),
        entries=tuple(_entry(e, base=url or raw.home, language=raw.language) for e in kept),
        parser=raw.parser,
        language=raw.language,
        ttl_seconds=raw.ttl_seconds,
    )


def absolute(link: str, base: str) -> str:
    """A link somebody can click: absolute and http(s), else ""."""
    if not link.strip():
        return ""
    whole = "%20".join(_BROKEN.sub("", verbatim(link).strip()).split())
    try:
        full = urljoin(base, whole.replace("&amp;", "&").replace("&#38;", "&"))
        parts = urlsplit(full)
    except ValueError:
        return ""
    clickable = parts.scheme in {"http", "https"} and parts.netloc and len(full) <= LINK_LONGEST
    return full if clickable else ""


def _entry(raw: RawEntry, *, base: str, language: str) -> Entry:
    outlet = plain(raw.outlet, longest=200)
    title = without_outlet(plain(raw.title, longest=TITLE_LONGEST), outlet) or _opening(raw.summary)
    link = absolute(raw.link, base)
    return Entry(
        id=_id(raw, title=title, link=link),
        title=title,
        link=link,
        summary=_summary(raw.summary, title=title, outlet=outlet),
        published=_moment(raw.published),
        outlet=outlet,
        language=language,
    )


def _id(raw: RawEntry, *, title: str, link: str) -> str:
    own = "" if raw.id == raw.link else verbatim(raw.id).strip()
    own = own or link or content_id(title, raw.published)
    return own if len(own) <= ID_LONGEST else content_id(own)


def _opening(markup: str) -> str:
    """The first sentence of a post that has no title, as those of social networks have none."""
    return next(iter(sentences(plain(markup, longest=TITLE_LONGEST))), "")


def _summary(markup: str, *, title: str, outlet: str) -> str:
    """Search feeds repeat the title and the outlet as their summary, which is not a second sentence saying so."""
    text = plain(markup, longest=SUMMARY_LONGEST)
    if len(text) > len(title) + len(outlet) + _ROOM:
        return text
    return "" if headline(text) in {headline(title), headline(f"{title} {outlet}")} else text


def _moment(text: str) -> datetime | None:
    """A date as aware UTC. The year 1 and the epoch are how software says "no date"."""
    try:
        moment = datetime.fromisoformat(text)
        moment = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    return moment if moment.year in _YEARS else None


def _latest(entries: Sequence[RawEntry]) -> list[RawEntry]:
    """The latest of an endless feed, still in its order; chosen before any markup is read, of which there may be 10 MB."""
    earliest = datetime.min.replace(tzinfo=UTC)
    dates = [_moment(e.published) or earliest for e in entries]
    newest = sorted(range(len(entries)), key=lambda i: dates[i], reverse=True)[:ENTRIES_MOST]
    return [entries[i] for i in sorted(newest)]
