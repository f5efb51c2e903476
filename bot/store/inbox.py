"""The inbox: Slack's events from before they are acked until they are handled, so that a crash between loses none."""

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from bot.store.client import Client
from bot.store.keys import EVENT_TTL, LEASE_MS, Keys
from bot.store.transaction import ConflictError, Transaction


@dataclass(frozen=True)
class Inbox:
    """Events taken but not yet handled."""

    redis: Client
    keys: Keys

    async def take(self, event_id: str, body: dict[str, Any], *, now: datetime) -> bool:
        """Stores an event; False where it was taken before (Slack sends some twice)."""
        seen = self.keys.event(event_id)
        tx = Transaction(self.redis)
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
        return bool(await self.redis.set(self.keys.event(deed), "1", ex=EVENT_TTL, nx=True))

    async def retake(self, event_id: str) -> bool:
        """Whether this process may take up an event another one left; the others leave it alone for a minute."""
        return bool(await self.redis.set(self.keys.lease("event", event_id), "1", px=LEASE_MS, nx=True))

    async def done(self, event_id: str) -> None:
        await self.redis.hdel(self.keys.inbox, event_id)

    async def left_over(self, *, now: datetime, older_than: timedelta) -> dict[str, dict[str, Any]]:
        """Events an earlier process took and never finished, by id."""
        rows = {k: json.loads(v) for k, v in (await self.redis.hgetall(self.keys.inbox)).items()}
        limit = (now - older_than).timestamp()
        return {k: row["body"] for k, row in rows.items() if row["at"] < limit}
