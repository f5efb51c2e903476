"""Looking at feeds once, without storing anything."""

import asyncio
from collections.abc import Sequence
from typing import Any

from bot.domain.entry import Document
from bot.domain.feedstate import FeedStatus
from bot.errors import FeedError
from bot.settings import Settings
from watchers.fetch.fetcher import Fetcher, FetchFailed
from watchers.parse.parser import Parser


async def check_feeds(urls: Sequence[str], settings: Settings) -> list[dict[str, Any]]:
    """For each address, in order: url, status, title, error and moved_to ("" if none) and entries, as JSON values."""
    fetcher = Fetcher(user_agent=settings.user_agent, allow_hosts=settings.allow_hosts)
    async with fetcher, Parser() as parser:
        return list(await asyncio.gather(*(_check(url, fetcher, parser) for url in urls)))


async def _check(url: str, fetcher: Fetcher, parser: Parser) -> dict[str, Any]:
    try:
        fetched = await fetcher.fetch(url)
        document = await parser.parse(fetched.body, content_type=fetched.content_type, url=fetched.final_url)
    except FeedError as error:
        gone = isinstance(error, FetchFailed) and error.gone
        status = FeedStatus.GONE if gone else FeedStatus.FAILING
        return {"url": url, "status": status, "title": "", "error": str(error), "moved_to": "", "entries": []}
    status = FeedStatus.HEALTHY if document.entries else FeedStatus.EMPTY
    found = {"url": url, "status": status, "title": document.title, "error": "", "moved_to": fetched.moved_to}
    return found | {"entries": _entries(document)}


def _entries(document: Document) -> list[dict[str, Any]]:
    return [
        {
            "id": e.id,
            "link": e.link,
            "title": e.title,
            "published": e.published.isoformat() if e.published else None,
            "summary": e.summary,
        }
        for e in document.entries
    ]
