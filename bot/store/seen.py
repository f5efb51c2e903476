"""seen: entries already read, by every identity they were seen under; and how each was decided."""

import hashlib
from collections.abc import Collection, Iterable, Mapping
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


@dataclass(frozen=True, kw_only=True)
class _Name:
    """The other identity of the same entry that has the row."""

    row: str
    last: datetime


_FIELD: TypeAdapter[_Row | _Name] = TypeAdapter(_Row | _Name)
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
        key = self.keys.seen(_digest(feed))
        fields = await self._fields(key, dict.fromkeys(identities))
        elsewhere = {f.row for f in fields.values() if isinstance(f, _Name)} - fields.keys()
        rows = {n: f.seen for n, f in (fields | await self._fields(key, elsewhere)).items() if isinstance(f, _Row)}
        named = {n: f.row if isinstance(f, _Name) else n for n, f in fields.items()}
        return {n: rows[holder] for n, holder in named.items() if holder in rows}

    async def _fields(self, key: str, names: Collection[str]) -> dict[str, _Row | _Name]:
        values = await self.redis.hmget(key, list(names)) if names else []
        read = ((n, readable(_FIELD, value, where=key)) for n, value in zip(names, values, strict=True) if value)
        return {n: field for n, field in read if field}

    def remember(self, tx: Transaction, feed: str, sights: Mapping[str, Seen], *, now: datetime) -> None:
        """Every identity leads to its entry, from now on and for 45 days past its last sight.

        Of those that lead to one object the first has the row, and the others its name. The first is to be one that never
        comes second, as the exact identity is: no name leads to a name.
        """
        key = self.keys.seen(_digest(feed))
        holders: dict[int, str] = {}
        fields: dict[str, str] = {}
        for identity, seen in sights.items():
            holder = holders.setdefault(id(seen), identity)
            field = _Row(seen=_short(seen), last=now) if holder == identity else _Name(row=holder, last=now)
            fields[identity] = _FIELD.dump_json(field).decode()
        tx.set_fields(key, fields)
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
        read = [(i, readable(_FIELD, value, where=key)) async for i, value in self.redis.hscan_iter(key, count=500)]
        last = {i: field.last for i, field in read if field}
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
