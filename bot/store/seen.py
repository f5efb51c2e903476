"""seen: entries already read, by every identity they were seen under; and how each was decided."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from pydantic import TypeAdapter

from bot.domain.entry import Seen, Trace
from bot.domain.weblink import link_key
from bot.store.client import Client
from bot.store.keys import SEEN_TTL, TRACE_TTL, Keys
from bot.store.rows import readable
from bot.store.transaction import Transaction

REMEMBER = timedelta(days=45)
"""How long an identity is kept past its last sight: feeds bring entries back weeks later."""

_SUMMARY_KEPT = 600


@dataclass(frozen=True, kw_only=True)
class _Row:
    seen: Seen
    last: datetime


_ROW = TypeAdapter(_Row)
_TRACE = TypeAdapter(Trace)


def _digest(address: str) -> str:
    return hashlib.blake2b(address.encode(), digest_size=8).hexdigest()


@dataclass(frozen=True)
class SeenEntries:
    """What is known of each feed's entries."""

    redis: Client
    keys: Keys

    async def known(self, feed: str, identities: Iterable[str]) -> Mapping[str, Seen]:
        """What is known under each of these identities; unknown ones are absent."""
        names = list(dict.fromkeys(identities))
        if not names:
            return {}
        rows = await self.redis.hmget(self.keys.seen(_digest(feed)), names)
        key = self.keys.seen(_digest(feed))
        read = ((n, readable(_ROW, row, where=key)) for n, row in zip(names, rows, strict=True) if row)
        return {n: row.seen for n, row in read if row}

    def remember(self, tx: Transaction, feed: str, sights: Mapping[str, Seen], *, now: datetime) -> None:
        """Every identity leads to its entry, from now on and for 45 days past its last sight."""
        key = self.keys.seen(_digest(feed))
        rows = {identity: _ROW.dump_json(_Row(seen=_short(s), last=now)).decode() for identity, s in sights.items()}
        tx.set_fields(key, rows)
        tx.do("EXPIRE", key, SEEN_TTL)

    def touch(self, tx: Transaction, feed: str) -> None:
        """The feed answered that nothing is new: what is known of it stays as long as if it had been read."""
        tx.do("EXPIRE", self.keys.seen(_digest(feed)), SEEN_TTL)

    def inherit(self, tx: Transaction, feed: str, old: str) -> None:
        """What was seen of `old` was seen of `feed`: it is the same feed under another address."""
        key = self.keys.seen(_digest(feed))
        tx.keys.add(key)
        tx.do("COPY", self.keys.seen(_digest(old)), key)

    async def prune(self, feed: str) -> int:
        """Identities last sighted 45 days before the feed was last read are dropped; returns how many.

        Counted from the last read, not from now: a feed that answers 304 for two months still holds its old entries.
        """
        key = self.keys.seen(_digest(feed))
        read = [(i, readable(_ROW, row, where=key)) async for i, row in self.redis.hscan_iter(key, count=500)]
        last = {i: row.last for i, row in read if row}
        newest = max(last.values(), default=None)
        old = [i for i, at in last.items() if newest and newest - at > REMEMBER]
        if old:
            await self.redis.hdel(key, *old)
        return len(old)

    def trace(self, tx: Transaction, trace: Trace) -> None:
        """How a story decided an entry can be asked for 14 days, by any spelling of its link; other stories' traces stay."""
        key = self.keys.trace(_digest(link_key(trace.link)))
        tx.do("HSET", key, trace.slug, _TRACE.dump_json(trace).decode())
        tx.do("EXPIRE", key, TRACE_TTL)

    async def traces_of(self, link: str) -> tuple[Trace, ...]:
        """How each story decided the entry with this link, the latest first; () where no feed brought it in 14 days."""
        rows = await self.redis.hvals(self.keys.trace(_digest(link_key(link))))
        read = (readable(_TRACE, row, where=self.keys.trace(_digest(link_key(link)))) for row in rows)
        return tuple(sorted((t for t in read if t), key=lambda t: (t.seen, t.slug), reverse=True))


def _short(seen: Seen) -> Seen:
    return Seen(
        key=seen.key,
        title=seen.title,
        summary=seen.summary[:_SUMMARY_KEPT],
        link=seen.link,
        first_seen=seen.first_seen.astimezone(UTC),
        turns=seen.turns,
    )
