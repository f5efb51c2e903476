"""Recent entries: what the feeds of a story brought in the last seven days, so that a rule can be tried on it."""

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from pydantic import TypeAdapter

from bot.domain.entry import KeptEntry
from bot.store.client import Client
from bot.store.keys import RECENT_DAYS, RECENT_TTL, Keys
from bot.store.rows import readable
from bot.store.transaction import Transaction

_KEPT = TypeAdapter(KeptEntry)
_SUMMARY_KEPT = 1500
_PAGE = 1000


@dataclass(frozen=True)
class Recent:
    """Entries as they came, once under each headline they had, by the time they were published."""

    redis: Client
    keys: Keys

    def keep(self, tx: Transaction, slug: str, entries: Iterable[KeptEntry], *, now: datetime, most: int) -> None:
        """Kept seven days; beyond `most` the oldest go, so that memory stays bounded whatever the feeds bring."""
        key = self.keys.recent(slug)
        oldest = now - timedelta(days=RECENT_DAYS)
        fresh = [e for e in entries if e.at >= oldest]
        for one in fresh:
            tx.do("ZADD", key, one.at.timestamp(), _KEPT.dump_json(_short(one)).decode())
        if fresh:
            tx.do("ZREMRANGEBYSCORE", key, "-inf", f"({oldest.timestamp()}")
            tx.do("ZREMRANGEBYRANK", key, 0, -(most + 1))
            tx.do("EXPIRE", key, RECENT_TTL)

    async def since(self, slug: str, since: datetime) -> tuple[KeptEntry, ...]:
        """What was published since then, oldest first, an entry under its first headline before its later ones; read page by page, and never on the event loop."""
        found: list[KeptEntry] = []
        key, start = self.keys.recent(slug), 0
        while rows := await self.redis.zrangebyscore(key, since.timestamp(), "+inf", start=start, num=_PAGE):
            found += await asyncio.to_thread(_read, rows, key)
            start += len(rows)
        return tuple(sorted(found, key=lambda kept: (kept.at, kept.seen)))


def _read(rows: Iterable[str], key: str) -> list[KeptEntry]:
    return [kept for row in rows if (kept := readable(_KEPT, row, where=key))]


def _short(kept: KeptEntry) -> KeptEntry:
    return replace(kept, entry=replace(kept.entry, summary=kept.entry.summary[:_SUMMARY_KEPT]))
