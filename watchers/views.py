"""What a story knows before it reads, from the store."""

from datetime import datetime, timedelta

from bot.store.keys import EVIDENCE_DAYS
from bot.store.store import Store
from watchers.beforehand import View
from watchers.link.likely import Likely
from watchers.match.matcher import Matcher
from watchers.model.reader import Reader

RECALL = timedelta(days=EVIDENCE_DAYS)
"""How long a report is known when another feed brings it, or its headline changes; folding looks back seven days at most."""


async def view_of(
    store: Store,
    matcher: Matcher,
    *,
    source: str,
    now: datetime,
    likely: Likely | None = None,
    reader: Reader | None = None,
) -> tuple[View, str]:
    """The matcher's story as it stands, and the version that what is written of it must be based on."""
    story = matcher.story
    current = await store.standings.of(story, now=now)
    view = View(
        matcher=matcher,
        standings=current.standings,
        recent=await store.standings.evidence(story.slug, since=now - RECALL),
        source=source,
        dismissed=frozenset(await store.standings.dismissed(story.slug)),
        by_hand=await store.standings.folded_by_hand(story.slug),
        meant=await store.standings.meant_by_hand(story.slug),
        likely=likely,
        reader=reader,
    )
    return view, current.version
