"""The inbox: Slack's events from before they are acked until they are handled, so that a crash between loses none."""

import json
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from pydantic import TypeAdapter

from bot.store.claim import claim
from bot.store.client import Client
from bot.store.keys import DECIDED_TTL, EVENT_TTL, LEASE_MS, Keys
from bot.store.rows import readable
from bot.store.transaction import ConflictError, Transaction


@dataclass(frozen=True, kw_only=True)
class _Row:
    at: float
    body: dict[str, Any]


_ROW = TypeAdapter(_Row)


@dataclass(frozen=True)
class Inbox:
    """Events taken but not yet handled."""

    redis: Client
    keys: Keys

    async def take(self, event_id: str, body: dict[str, Any], *, now: datetime) -> bool:
        """Stores an event; False where it was taken before (Slack sends some twice)."""
        seen = self.keys.event(event_id)
        tx = Transaction(self.redis, self.keys)
        tx.guard(seen, "")
        tx.do("SET", seen, "1", "EX", EVENT_TTL)
        tx.do("HSET", self.keys.inbox, event_id, json.dumps({"at": now.timestamp(), "body": body}))
        try:
            await tx.commit()
        except ConflictError:
            return False
        return True

    async def first(self, deed: str) -> bool:
        """Whether a command, click or form comes for the first time; nothing of it is stored, the person can do it again."""
        return await claim(self.redis, self.keys.event(deed), token=secrets.token_hex(8), milliseconds=EVENT_TTL * 1000)

    async def undone(self, deed: str) -> None:
        """It came to nothing, so the same may come for the first time again."""
        await self.redis.delete(self.keys.event(deed))

    def decide(self, tx: Transaction, source: str, report: str) -> None:
        """The step happens once for the message `source`, however often that is taken up again or edited; `report` is what it decided on."""
        key = self.keys.event(f"decided {source}")
        tx.guard(key, "")
        tx.do("SET", key, json.dumps(report), "EX", DECIDED_TTL)

    async def decided(self, source: str) -> str | None:
        """On which report (the id of its evidence, "" for none) that message has decided; None where it has not yet."""
        kept = await self.redis.get(self.keys.event(f"decided {source}"))
        return None if kept is None else str(json.loads(kept))

    async def retake(self, event_id: str) -> bool:
        """Whether this process may take up an event another one left; the others leave it alone for a minute."""
        lease = self.keys.lease("event", event_id)
        return await claim(self.redis, lease, token=secrets.token_hex(8), milliseconds=LEASE_MS)

    async def done(self, event_id: str) -> None:
        await self.redis.hdel(self.keys.inbox, event_id)

    async def left_over(self, *, now: datetime, older_than: timedelta) -> dict[str, dict[str, Any]]:
        """Events an earlier process, or an earlier try, took and never finished, by id."""
        stored = (await self.redis.hgetall(self.keys.inbox)).items()
        rows = {k: readable(_ROW, text, where=f"{self.keys.inbox} {k}") for k, text in stored}
        limit = (now - older_than).timestamp()
        return {k: row.body for k, row in rows.items() if row and row.at < limit}
