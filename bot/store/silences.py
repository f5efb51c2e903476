"""Silences: of which stories the channels were told that their feeds no longer answer."""

from dataclasses import dataclass

from pydantic import TypeAdapter

from bot.domain.silence import Silence
from bot.store.client import Client
from bot.store.keys import Keys
from bot.store.rows import readable
from bot.store.transaction import Transaction

_SILENCE = TypeAdapter(Silence)


@dataclass(frozen=True)
class Silences:
    """One a story, from when its channels are told until they are told that its feeds are back."""

    redis: Client
    keys: Keys

    async def of(self, slug: str) -> tuple[Silence | None, str]:
        """The silence that was told, None for none, and the very text it is stored as, for `put` and `end`."""
        text = await self.redis.hget(self.keys.silent, slug) or ""
        return readable(_SILENCE, text, where=f"{self.keys.silent} {slug}") if text else None, text

    def put(self, tx: Transaction, slug: str, silence: Silence, *, stored: str) -> None:
        """Told once: the commit raises ConflictError where `stored` is no longer what is stored, or the story is gone."""
        tx.guard_there(self.keys.story(slug))
        tx.guard(self.keys.silent, stored, field=slug)
        tx.do("HSET", self.keys.silent, slug, _SILENCE.dump_json(silence).decode())

    def end(self, tx: Transaction, slug: str, *, stored: str) -> None:
        """It is over, and so is told once, too."""
        tx.guard(self.keys.silent, stored, field=slug)
        self.forget(tx, slug)

    def forget(self, tx: Transaction, slug: str) -> None:
        """The story is no longer watched."""
        tx.do("HDEL", self.keys.silent, slug)
