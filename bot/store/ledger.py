"""The ledger: one stream a story, append only."""

from dataclasses import dataclass

from pydantic import TypeAdapter

from bot.domain.ledger import LedgerLine, LineKind
from bot.store.client import Client
from bot.store.keys import Keys
from bot.store.rows import readable
from bot.store.transaction import Transaction

_LINE = TypeAdapter(LedgerLine)


@dataclass(frozen=True)
class Ledger:
    """What was learned and decided, by whom, when and why."""

    redis: Client
    keys: Keys

    def append(self, tx: Transaction, line: LedgerLine) -> None:
        tx.do("XADD", self.keys.ledger(line.slug), "*", "line", _LINE.dump_json(line).decode())

    async def read(
        self, slug: str, *, target: str = "", kinds: frozenset[LineKind] = frozenset(), most: int = 1000
    ) -> tuple[LedgerLine, ...]:
        """The newest lines first; of one target and some kinds only, where given. Looks at `most` lines."""
        rows = await self.redis.xrevrange(self.keys.ledger(slug), count=most)
        read = (readable(_LINE, fields["line"], where=self.keys.ledger(slug)) for _, fields in rows)
        lines = (line for line in read if line)
        return tuple(x for x in lines if (not target or x.target == target) and (not kinds or x.kind in kinds))
