"""The ledger: one stream a story, append only."""

import asyncio
from collections.abc import AsyncIterator, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from pydantic import TypeAdapter

from bot.domain.ledger import LedgerLine, LineKind
from bot.store.client import Client
from bot.store.keys import Keys
from bot.store.rows import readable
from bot.store.transaction import Transaction

_LINE = TypeAdapter(LedgerLine)
_PAGE = 1000
_EVER = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True)
class Ledger:
    """What was learned and decided, by whom, when and why."""

    redis: Client
    keys: Keys

    def append(self, tx: Transaction, line: LedgerLine) -> None:
        tx.do("XADD", self.keys.ledger(line.slug), "*", "line", _LINE.dump_json(line).decode())

    async def read(
        self,
        slug: str,
        *,
        target: str = "",
        kinds: frozenset[LineKind] = frozenset(),
        since: datetime = _EVER,
        most: int = 1000,
    ) -> tuple[LedgerLine, ...]:
        """The newest lines first, `most` at most; of one target, some kinds and a time only, where given, however far back."""
        found: list[LedgerLine] = []
        async for page in self._pages(slug):
            fits = (x for x in page if (not target or x.target == target) and (not kinds or x.kind in kinds))
            found += (x for x in fits if x.at >= since)
            if len(found) >= most or (page and max(x.at for x in page) < since):  # clocks differ: not by the last alone
                break
        return tuple(found[:most])

    async def _pages(self, slug: str) -> AsyncIterator[list[LedgerLine]]:
        """Every line, newest first, page by page; read off the event loop, for a story may have a hundred thousand."""
        key, newest = self.keys.ledger(slug), "+"
        while rows := await self.redis.xrevrange(key, max=newest, count=_PAGE):
            yield await asyncio.to_thread(_read, [fields["line"] for _, fields in rows], key)
            newest = f"({rows[-1][0]}"


def _read(texts: Iterable[str], key: str) -> list[LedgerLine]:
    return [line for text in texts if (line := readable(_LINE, text, where=key))]
