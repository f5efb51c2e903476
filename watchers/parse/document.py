"""A document: is it a feed, and what does it hold?"""

import re
from dataclasses import replace

from bot.domain.entry import Document
from bot.domain.shown import shown, whole
from bot.errors import FeedError
from watchers.parse.fastread import Distrust, read_fast
from watchers.parse.jsonfeed import read_json_feed
from watchers.parse.rawfeed import RawFeed, absolute, document
from watchers.parse.slowread import read_slow
from watchers.parse.transcode import to_utf8, whole_entries

_PROLOG = re.compile(
    rb"\s*+(?:<\?.*?\?>|<!--.*?-->|<!DOCTYPE\s++(?!html)[^<>\[]*+(?:\[.*?\]\s*+)?>)", re.DOTALL | re.IGNORECASE
)
_FIRST_TAG = re.compile(rb"\s*+<(?:!DOCTYPE\s++)?([A-Za-z_][\w.:-]*)", re.IGNORECASE)
_PAGE_TAGS = frozenset({b"html", b"head", b"body", b"title", b"meta", b"script", b"div", b"p", b"center"})
_LINK_TAG = re.compile(rb"<link\b[^<>]*>", re.IGNORECASE)
_FEED_TYPE = re.compile(rb"application/(?:rss|atom)\+xml", re.IGNORECASE)
_HREF = re.compile(rb"\bhref=[\"']?([^\"'\s<>]+)", re.IGNORECASE)
_PAGE_HEAD = 100_000


class ParseFailed(FeedError):  # noqa: N818 - reads as what happened, as FetchFailed does
    """A document that is no feed, or one that no parser could read."""


def parse_document(body: bytes, *, content_type: str = "", url: str = "") -> Document:
    """The feed in a document. Pure and synchronous, so seconds long at worst. Raises ParseFailed with a sentence.

    A document that broke off before its first whole entry is one that could not be read, and no feed without entries.
    """
    text = to_utf8(body, content_type)
    found = first_pass(text, url)
    if found:
        return found
    try:
        raw = read_slow(whole_entries(text))
    except Exception as error:
        raise unreadable(url, type(error).__name__) from error
    return _second_pass(raw, text, url)


def first_pass(text: bytes, url: str) -> Document | None:
    """The feed in a document in UTF-8; None if that takes the second parser. Raises ParseFailed."""
    if not text.strip():
        raise ParseFailed(f"{_name(url)} is empty")
    if _first_tag(text) in _PAGE_TAGS:
        raise ParseFailed(f"{_name(url)} is a web page, not a feed; {_advice(text, url)}")
    if text.startswith((b"{", b"[")):
        raw = read_json_feed(text)
        if raw is None:
            raise ParseFailed(f"{_name(url)} is JSON, but no JSON Feed")
        return document(raw, url=url)
    first = read_fast(whole_entries(text))
    return None if isinstance(first, Distrust) else _unless_cut(document(first, url=url), text, url)


def _second_pass(raw: RawFeed | None, text: bytes, url: str) -> Document:
    if raw is None:
        tag = _first_tag(text).decode("ascii", "replace")
        begins = f": it begins with <{tag}>" if tag else ""
        raise ParseFailed(f"{_name(url)} is not a feed{begins}")
    return _unless_cut(document(raw, url=url), text, url)


def _unless_cut(found: Document, text: bytes, url: str) -> Document:
    """Told from a feed without entries, or its silence would be taken for a quiet day; a connection may end anywhere."""
    if not _cut(text):
        return found
    if not found.entries:
        raise ParseFailed(f"{_name(url)} breaks off before its first whole entry")
    return replace(found, cut=True)


def _cut(text: bytes) -> bool:
    """Whether the document ends inside an entry, or before its first element was closed."""
    if whole_entries(text) is not text:
        return True
    root = _root(text)
    if not root:
        return False
    end = text.find(b">", root.end())
    alone = end > 0 and text[end - 1 : end] == b"/"
    return not alone and text.rfind(b"</" + root[1]) < root.end()


def _first_tag(text: bytes) -> bytes:
    """The name of the first element in small letters; empty where there is none."""
    root = _root(text)
    return root[1].lower() if root else b""


def _root(text: bytes) -> re.Match[bytes] | None:
    """The first element's name, past declarations, comments and any document type but HTML's."""
    at = 0
    while prolog := _PROLOG.match(text, at):
        at = prolog.end()
    return _FIRST_TAG.match(text, at)


def _advice(page: bytes, url: str) -> str:
    """The feed a page advertises, else what to do. What anybody can read on a public page is no secret."""
    tags = (m[0] for m in _LINK_TAG.finditer(page[:_PAGE_HEAD]))
    link = next((t for t in tags if _FEED_TYPE.search(t)), b"")
    href = _HREF.search(link)
    found = absolute(href[1].decode("utf-8", "replace"), url) if href else ""
    told = found if whole(url) else shown(found)
    return f"it says its feed is {told}" if found else "look for its RSS address"


def _name(url: str) -> str:
    """The address without what in it may be a key."""
    return shown(url) if url else "the document"


def unreadable(url: str, reason: str) -> ParseFailed:
    return ParseFailed(f"{_name(url)} could not be read as a feed ({reason})")
