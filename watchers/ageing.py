"""Ageing: once a minute, which claims have gone stale. No feed brings that, so no poll would find it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

import structlog

from bot.domain.change import Change, alert_for
from bot.domain.evidence import Target, TargetKind
from bot.domain.ledger import LedgerLine, LineKind
from bot.domain.standing import BOT
from bot.domain.story import Story
from bot.store.store import Store
from bot.store.transaction import ConflictError
from bot.store.working import keep_working
from watchers.detect.changes import gone_stale

log = structlog.get_logger("ageing")

_SECONDS = 60


@dataclass(frozen=True, kw_only=True)
class Ageing:
    """Tells once of each claim that went stale, and once more when it does so again; any number may run."""

    store: Store
    clock: Callable[[], datetime]

    async def run(self) -> None:
        """Until cancelled."""
        await keep_working(self.once, log, idle=_SECONDS)

    async def once(self) -> int:
        """How many claims have gone stale since this was last asked."""
        return sum([await self._story(story) for story in await self.store.stories.all()])

    async def _story(self, story: Story) -> int:
        now = self.clock()
        current = await self.store.standings.of(story, now=now)
        told = await self.store.standings.told_stale(story.slug)
        count = 0
        for claim in story.claims:
            target = Target(kind=TargetKind.CLAIM, id=claim.id)
            change = gone_stale(story, claim, current.standings[target], now=now)
            if change and told.get(str(target)) != _reaffirmed(change):
                count += await self._tell(change, told.get(str(target), ""), now)
        return count

    async def _tell(self, change: Change, told: str, now: datetime) -> bool:
        """Ledger, mark and thread in one step; False where another process was first."""
        tx = self.store.transaction()
        self.store.standings.tell_stale(tx, change.slug, change.target, told=told, now=_reaffirmed(change))
        self.store.ledger.append(tx, _line(change, now))
        for channel in await self.store.stories.followers(change.slug):
            self.store.outbox.put(tx, alert_for(change, channel, at=now))
        try:
            await tx.commit()
        except ConflictError:
            return False
        log.info("stale", slug=change.slug, target=str(change.target), reason=change.why)
        return True


def _reaffirmed(change: Change) -> str:
    return (change.after.last_reaffirmed_at or change.after.since).isoformat()


def _line(change: Change, now: datetime) -> LedgerLine:
    return LedgerLine(
        kind=LineKind.STALE,
        at=now,
        who=BOT,
        slug=change.slug,
        target=str(change.target),
        why=change.why,
        before=change.before.value,
        after=change.after.value,
    )
