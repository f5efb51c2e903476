"""Ageing: once a minute, which claims have gone stale and which watch items let their day pass. No feed brings that."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

import structlog

from bot.domain.change import Change, alert_for, move_of
from bot.domain.evidence import Target, TargetKind
from bot.domain.ledger import LineKind
from bot.domain.overdue import gone_overdue
from bot.domain.standing import Standing
from bot.domain.story import Story
from bot.store.store import Store
from bot.store.transaction import ConflictError
from bot.store.working import keep_working
from watchers.detect.changes import gone_stale

log = structlog.get_logger("ageing")

_SECONDS = 60


@dataclass(frozen=True, kw_only=True)
class Ageing:
    """Tells once of each claim that went stale and each item past its day, once more when that comes again; any number may run."""

    store: Store
    clock: Callable[[], datetime]

    async def run(self) -> None:
        """Until cancelled."""
        await keep_working(self.once, log, idle=_SECONDS)

    async def once(self) -> int:
        """How many claims were told as gone stale and items as overdue."""
        return sum([await self._story(story) for story in await self.store.stories.all()])

    async def _story(self, story: Story) -> int:
        if await self._nobody_yet(story):
            return 0
        now = self.clock()
        current = await self.store.standings.of(story, now=now)
        told = await self.store.standings.told_aged(story.slug)
        count = 0
        for change, mark in _aged(story, current.standings, now):
            before = told.get(str(change.target), "")
            count += before != mark and await self._tell(change, mark, before, current.version, now)
        return count

    async def _nobody_yet(self, story: Story) -> bool:
        """Whether nobody follows the story until the channels its file names are found: what is told once is kept for them."""
        unsigned = await self.store.stories.not_signed_up(story)
        return bool(unsigned) and not await self.store.stories.followers(story.slug)

    async def _tell(self, change: Change, mark: str, before: str, version: str, now: datetime) -> bool:
        """Ledger, mark and thread in one step; False where another process was first, or where it stands was written meanwhile."""
        tx = self.store.transaction()
        self.store.standings.since(tx, change.slug, version)
        self.store.standings.tell_aged(tx, change.slug, change.target, told=before, now=mark)
        self.store.ledger.append(tx, move_of(change, at=now, kind=LineKind(change.kind)))
        for channel in await self.store.stories.followers(change.slug):
            self.store.outbox.put(tx, alert_for(change, channel, at=now))
        try:
            await tx.commit()
        except ConflictError:
            return False
        log.info(change.kind, slug=change.slug, target=str(change.target), reason=change.why)
        return True


def _aged(story: Story, standings: Mapping[Target, Standing], now: datetime) -> Iterator[tuple[Change, str]]:
    """What time has brought, told before or not, each with the mark that it was told."""
    for claim in story.claims:
        if stale := gone_stale(story, claim, standings[Target(kind=TargetKind.CLAIM, id=claim.id)], now=now):
            yield stale, (stale.after.last_reaffirmed_at or stale.after.since).isoformat()
    for item in story.watch_items:
        if late := gone_overdue(story, item, standings[Target(kind=TargetKind.WATCH, id=item.id)], now=now):
            yield late, str(item.resolve_by)
