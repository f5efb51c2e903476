"""Can every feed be fetched and read?"""

import asyncio
from collections.abc import Sequence
from datetime import UTC, datetime

from aiohttp import ClientConnectorDNSError

from bot.doctor.finding import Finding, ill, unsure, well
from bot.domain.counted import counted
from bot.domain.entry import Document
from bot.domain.story import Story
from bot.errors import AddressRefusedError, FeedError
from bot.settings import Settings
from watchers.fetch.fetcher import Fetcher
from watchers.parse.parser import Parser

_AT_ONCE = 8


async def look_at_feeds(settings: Settings, stories: Sequence[Story]) -> list[Finding]:
    """Each feed of any story is fetched once, as the watchers would, and nothing of it is stored."""
    urls = sorted({feed.url for story in stories for feed in story.feeds})
    room = asyncio.Semaphore(_AT_ONCE)
    fetcher = Fetcher(user_agent=settings.user_agent, allow_hosts=settings.allow_hosts)
    async with fetcher, Parser() as parser:
        return await asyncio.gather(*(_look_at(url, fetcher, parser, room) for url in urls))


async def _look_at(url: str, fetcher: Fetcher, parser: Parser, room: asyncio.Semaphore) -> Finding:
    name = f"feed {url}"
    try:
        async with room:
            fetched = await fetcher.fetch(url)
            document = await parser.parse(fetched.body, content_type=fetched.content_type, url=fetched.final_url)
    except AddressRefusedError as error:
        correct = "orrect the address in the story file and import it again."
        allow = (
            f"If it is a server of yours, add {error.host} to WATCHDESK_ALLOW_HOSTS and start again; else c{correct}"
        )
        return ill(name, str(error), allow if error.host else f"C{correct}")
    except FeedError as error:
        mend = "The watchers keep trying. If it lasts: correct the address in the story file and import it again."
        return ill(name, str(error), mend, unresolved=isinstance(error.__cause__, ClientConnectorDNSError))
    if fetched.moved_to:
        return unsure(name, f"has moved to {fetched.moved_to}", "Name the new address in the story file.")
    if not document.entries:
        return unsure(name, "is a feed, and holds no entries", "If it stays so, it is the wrong address.")
    return well(name, _freshness(document))


def _freshness(document: Document) -> str:
    count = counted(len(document.entries), "entry", "entries")
    dates = [entry.published for entry in document.entries if entry.published]
    if not dates:
        return f"{count} without dates"
    hours = (datetime.now(UTC) - max(dates)).total_seconds() / 3600
    age = f"{hours:.0f} hours" if hours < 48 else f"{hours / 24:.0f} days"  # noqa: PLR2004
    return f"{count}, the newest {age} old" if hours > 1 else f"{count}, the newest within the hour"
