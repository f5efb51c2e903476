"""Collecting all that is known of a story now, for a summary."""

import asyncio
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

import aiohttp
from slack_sdk.errors import SlackClientError
from slack_sdk.web.async_client import AsyncWebClient

from bot.blocks.view import StoryView, ThreadLink
from bot.domain.evidence import Evidence, Target
from bot.domain.ledger import LineKind
from bot.domain.standing import Standing
from bot.domain.story import Story
from bot.domain.voices import ground_of
from bot.store.standings import targets
from handlers.desk import Desk

_LINK_SECONDS = 2


async def look(
    desk: Desk,
    story: Story,
    *,
    channel: str,
    others: Sequence[str] = (),
    client: AsyncWebClient | None = None,
    shown: Callable[[StoryView], Iterable[Standing]] | None = None,
) -> StoryView:
    """The story as it stands. Threads are the channel's own, or else one of the others', with links where a client is given.

    They are those of what is `shown`, where not all is: Slack is asked for each link.
    """
    now = desk.clock()
    current = await desk.store.standings.of(story, now=now)
    feeds, told = await desk.store.feeds.all(), await desk.evidence(story.slug)
    view = StoryView(
        story=story,
        standings=current.standings,
        evidence=_grounds(told, current.standings),
        last_match=max((e.seen for e in told), default=None),
        feeds={f.url: feeds[f.url] for f in story.feeds if f.url in feeds},
        now=now,
        filed_at=await _filed_at(desk, story),
    )
    wanted = dict.fromkeys(s.target for s in shown(view)) if shown else targets(story)
    return replace(view, threads=await _threads(desk, story.slug, wanted, (channel, *others), client))


async def _filed_at(desk: Desk, story: Story) -> datetime | None:
    """When the story file was last imported, where the ledger still tells."""
    if at := await desk.store.standings.filed_at(story.slug):
        return at
    lines = await desk.store.ledger.read(story.slug, kinds=frozenset({LineKind.STORY}), most=1)
    return next((line.at for line in lines), None)


def _grounds(evidence: Sequence[Evidence], standings: Mapping[Target, Standing]) -> Mapping[Target, Evidence]:
    """The report each target's state is shown with, given oldest first."""
    by_target: dict[Target, list[Evidence]] = {}
    for one in evidence:
        by_target.setdefault(one.target, []).append(one)
    grounds = {t: ground_of(standings[t], told) for t, told in by_target.items() if t in standings}
    return {t: ground for t, ground in grounds.items() if ground}


async def _threads(
    desk: Desk, slug: str, wanted: Iterable[Target], channels: Sequence[str], client: AsyncWebClient | None
) -> Mapping[Target, ThreadLink]:
    found: dict[Target, tuple[str, str]] = {}
    for channel in channels:
        for target in wanted:
            if target not in found and (head := await desk.store.threads.head(slug, target, channel)):
                found[target] = (channel, head.ts)
    links = await asyncio.gather(*(_permalink(client, *where) for where in found.values()))
    return {
        target: ThreadLink(permalink=link, replies=await desk.store.threads.replies(*where))
        for (target, where), link in zip(found.items(), links, strict=True)
    }


async def _permalink(client: AsyncWebClient | None, channel: str, ts: str) -> str:
    """A summary without links is better than none, so Slack has two seconds."""
    if client is None:
        return ""
    try:
        async with asyncio.timeout(_LINK_SECONDS):
            answer = await client.chat_getPermalink(channel=channel, message_ts=ts)
            return str(answer["permalink"])
    except (SlackClientError, aiohttp.ClientError, TimeoutError, OSError):
        return ""
