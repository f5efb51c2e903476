"""Lessons on their way: from the one who dismissed or missed a report to the watchers, and back.

Handlers and watchers never meet but here. What was asked stays until it is answered, the answer until it is shown.
"""

import secrets
from contextlib import suppress
from dataclasses import dataclass

from pydantic import TypeAdapter

from bot.domain.lesson import Asked, Proposal
from bot.store.claim import claim
from bot.store.client import Client
from bot.store.keys import ANSWER_MS, EVENT_TTL, LEASE_MS, LESSON_TTL, PARKED_TTL, Keys
from bot.store.rows import readable
from bot.store.transaction import ConflictError, Transaction

_ASKED = TypeAdapter(Asked)
_PROPOSAL = TypeAdapter(Proposal)
_LOOKED_AT = 20


@dataclass(frozen=True)
class Lessons:
    """What was asked, what was answered, and what is still to be decided."""

    redis: Client
    keys: Keys

    async def ask(self, asked: Asked) -> None:
        """Once: a message that is taken up again asks nothing a second time."""
        tx = Transaction(self.redis, self.keys)
        once = self.keys.event(f"asked {asked.id}")
        tx.guard(once, "")
        tx.do("SET", once, "1", "EX", EVENT_TTL)
        self.ask_with(tx, asked)
        with suppress(ConflictError):
            await tx.commit()

    def ask_with(self, tx: Transaction, asked: Asked) -> None:
        """Asked in the same step as whatever else the transaction does."""
        tx.do("RPUSH", self.keys.asked, _ASKED.dump_json(asked).decode())

    async def carried_out(self, asked: Asked) -> None:
        """Nobody waits for an answer to it, and nobody is asked again."""
        for row in await self._stored(asked.id):
            await self.redis.lrem(self.keys.asked, 0, row)

    async def next_asked(self) -> Asked | None:
        """What has waited longest and nobody else is answering, for the length of a lease; None for nothing.

        What another version wrote and this one cannot read is kept aside, and holds up nothing behind it.
        """
        for row in await self.redis.lrange(self.keys.asked, 0, _LOOKED_AT - 1):
            asked = readable(_ASKED, row, where=self.keys.asked)
            if asked is None:
                await self._aside(row)
                continue
            lease = self.keys.lease("asked", asked.id)
            if await claim(self.redis, lease, token=secrets.token_hex(8), milliseconds=ANSWER_MS):
                return asked
        return None

    async def _aside(self, row: str) -> None:
        tx = Transaction(self.redis, self.keys)
        tx.do("LREM", self.keys.asked, 1, row)
        tx.do("RPUSH", self.keys.unreadable, row)
        tx.do("EXPIRE", self.keys.unreadable, PARKED_TTL)
        await tx.commit()

    async def answer(self, proposal: Proposal) -> bool:
        """The answer waits for the bot to show it, and nobody is asked again; False where another process has answered already."""
        asked = proposal.asked
        key, rows = self.keys.lesson(asked.id), await self._stored(asked.id)
        tx = Transaction(self.redis, self.keys)
        tx.guard(key, "")
        tx.do("SET", key, _PROPOSAL.dump_json(proposal).decode(), "EX", LESSON_TTL)
        for row in rows:
            tx.do("LREM", self.keys.asked, 0, row)
        tx.do("RPUSH", self.keys.answered, asked.id)
        try:
            await tx.commit()
        except ConflictError:
            await self.carried_out(asked)
            return False
        return True

    async def _stored(self, asked_id: str) -> list[str]:
        """What was asked as it stands in the queue: another version may have written it otherwise than we do."""
        key = self.keys.asked
        rows = await self.redis.lrange(key, 0, -1)
        return [row for row in rows if (asked := readable(_ASKED, row, where=key)) and asked.id == asked_id]

    async def next_answered(self) -> str:
        """The id of an answer nobody else is showing, "" for none."""
        for asked_id in await self.redis.lrange(self.keys.answered, 0, _LOOKED_AT - 1):
            lease = self.keys.lease("answered", asked_id)
            if await claim(self.redis, lease, token=secrets.token_hex(8), milliseconds=LEASE_MS):
                return str(asked_id)
        return ""

    async def shown(self, asked_id: str) -> None:
        """Whoever asked has the answer, or can no longer be reached."""
        await self.redis.lrem(self.keys.answered, 1, asked_id)

    async def proposal(self, asked_id: str) -> Proposal | None:
        """The answer, for a week or until somebody decides."""
        text = await self.redis.get(self.keys.lesson(asked_id))
        return readable(_PROPOSAL, text, where=self.keys.lesson(asked_id)) if text else None

    def decided(self, tx: Transaction, proposal: Proposal) -> None:
        """Nobody can decide it a second time: the commit raises ConflictError where somebody has."""
        key = self.keys.lesson(proposal.asked.id)
        tx.guard_there(key)
        tx.do("DEL", key)
