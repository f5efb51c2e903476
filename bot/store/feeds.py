"""Feeds: their state, when they are due, and who is polling them now."""

import math
import secrets
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from pydantic import TypeAdapter

from bot.domain.feedstate import CLOCKS_APART, FeedState
from bot.store.client import Client
from bot.store.keys import FEED_LEASE_MS, Keys
from bot.store.rows import readable
from bot.store.transaction import ConflictError, Transaction

_STATE = TypeAdapter(FeedState)

_LOOKED_AT = 1000

# KEYS: due. ARGV: now, lease ms, token, feed lease prefix, how many to look at, the latest due time believed, host lease
# prefix, ms between two feeds of one host, lease of all feeds together, ms between two feeds of any host.
# A feed is taken by the first who sets its lease; its due time moves past the lease, so that a dead poller's feed
# comes round again. Due times beyond the slowest poll (a clock that jumped) are pulled back. A feed whose host was taken
# up too short ago keeps its place in the queue, and the next one is looked at.
_CLAIM = """
for _, url in ipairs(redis.call('ZRANGEBYSCORE', KEYS[1], '(' .. ARGV[6], '+inf')) do
  redis.call('ZADD', KEYS[1], ARGV[6], url)
end
local apart, any, resting = tonumber(ARGV[8]), tonumber(ARGV[10]), {}
if any > 0 and redis.call('EXISTS', ARGV[9]) == 1 then return false end
local function host(url)
  local name = string.match(url, '://%[([^%]]*)') or string.match(url, '://([^/?#:]*)') or url
  return ARGV[7] .. string.gsub(string.lower(name), '^www%.', '')
end
for _, url in ipairs(redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', ARGV[1], 'LIMIT', 0, ARGV[5])) do
  local at = host(url)
  if apart > 0 and resting[at] == nil then resting[at] = redis.call('EXISTS', at) == 1 end
  if not resting[at] and redis.call('SET', ARGV[4] .. url, ARGV[3], 'PX', ARGV[2], 'NX') then
    redis.call('ZADD', KEYS[1], ARGV[1] + ARGV[2] / 1000, url)
    if apart > 0 then redis.call('SET', at, ARGV[3], 'PX', apart) end
    if any > 0 then redis.call('SET', ARGV[9], ARGV[3], 'PX', any) end
    return url
  end
end
return false
"""

# KEYS: lease, due. ARGV: token, lease ms, due past the lease, feed. As a claim, for a poll that goes on.
_RENEW = """
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
redis.call('ZADD', KEYS[2], 'XX', ARGV[3], ARGV[4])
return redis.call('PEXPIRE', KEYS[1], ARGV[2])
"""


@dataclass(frozen=True, kw_only=True)
class Claimed:
    """A feed this process may poll as long as it renews the lease; `token` proves it at the commit."""

    url: str
    token: str


@dataclass(frozen=True)
class Feeds:
    """Every feed any story names, once, however many stories name it."""

    redis: Client
    keys: Keys

    async def get(self, url: str) -> FeedState:
        """The feed's state; a new one where nothing is known."""
        return self._state(url, await self.redis.hget(self.keys.feeds, url))

    async def all(self) -> dict[str, FeedState]:
        rows = await self.redis.hgetall(self.keys.feeds)
        return {url: self._state(url, text) for url, text in rows.items()}

    def _state(self, url: str, text: str | None) -> FeedState:
        """One that cannot be read is as one not read yet: its next poll is quiet."""
        known = readable(_STATE, text, where=f"{self.keys.feeds} {url}") if text else None
        return known or FeedState(url=url)

    async def moved_here(self, urls: frozenset[str]) -> dict[str, FeedState]:
        """Of addresses not yet known, those that a known feed has moved to, and that feed."""
        known = await self.all()
        return {s.moved_to: s for s in known.values() if s.moved and s.moved_to in urls - known.keys()}

    def register(
        self, tx: Transaction, urls: frozenset[str], *, now: datetime, moved: Mapping[str, FeedState] | None = None
    ) -> None:
        """Feeds not yet known are due at once; the others keep their time. One that only moved stays what it was."""
        for url in sorted(urls):
            old = (moved or {}).get(url)
            state = replace(old.back_home(), url=url) if old else FeedState(url=url)
            tx.do("ZADD", self.keys.due, "NX", now.timestamp(), url)
            tx.do("HSETNX", self.keys.feeds, url, _STATE.dump_json(state).decode())

    def forget(self, tx: Transaction, urls: frozenset[str]) -> None:
        """Feeds no story names any more are not polled; what was seen of them stays until its TTL."""
        for url in sorted(urls):
            tx.do("ZREM", self.keys.due, url)
            tx.do("HDEL", self.keys.feeds, url)
            tx.do("DEL", self.keys.lease("feed", url))  # a poll under way must not bring it back

    async def claim(
        self, *, now: datetime, latest_seconds: float, apart_seconds: float = 0, any_seconds: float = 0
    ) -> Claimed | None:
        """A feed that is due and that nobody else polls, or None. `latest_seconds` is the farthest a due time may lie.

        `apart_seconds` lie between two claims of feeds on one host and `any_seconds` between any two, whichever processes
        claim them.
        """
        token = secrets.token_hex(8)
        feeds, hosts = self.keys.lease("feed", ""), self.keys.lease("host", "")
        at, apart, between = now.timestamp(), math.ceil(apart_seconds * 1000), math.ceil(any_seconds * 1000)
        told = (at, FEED_LEASE_MS, token, feeds, _LOOKED_AT, at + latest_seconds, hosts, apart)
        url = await self.redis.eval(_CLAIM, 1, self.keys.due, *told, self.keys.lease("feeds", "all"), between)
        return Claimed(url=url, token=token) if url else None

    async def renew(self, claimed: Claimed, *, now: datetime) -> bool:
        """Whether the feed is still ours to poll; if so, for a full lease from now."""
        lease, due = self.keys.lease("feed", claimed.url), now.timestamp() + FEED_LEASE_MS / 1000
        return bool(
            await self.redis.eval(_RENEW, 2, lease, self.keys.due, claimed.token, FEED_LEASE_MS, due, claimed.url)
        )

    async def holds(self, claimed: Claimed) -> bool:
        """Whether the feed is still ours to record."""
        return bool(await self.redis.get(self.keys.lease("feed", claimed.url)) == claimed.token)

    async def next_due(self) -> datetime | None:
        rows = await self.redis.zrange(self.keys.due, 0, 0, withscores=True)
        return datetime.fromtimestamp(rows[0][1], UTC) if rows else None

    async def pull_back(self, *, now: datetime) -> None:
        """Feeds that were checked or read later than now, as after the clock was put back, are as if that had been now."""
        for url, text in (await self.redis.hgetall(self.keys.feeds)).items():
            state = self._state(url, text)
            if any(at and at > now + CLOCKS_APART for at in (state.checked_at, state.ok_at)):
                tx = Transaction(self.redis, self.keys)
                tx.guard(self.keys.feeds, text, field=url)
                self._put(tx, state.put_back(now))
                with suppress(ConflictError):  # a poll that was recorded since knows better
                    await tx.commit()

    def settle(self, tx: Transaction, claimed: Claimed, state: FeedState) -> None:
        """The poll is over: state and due time are written and the lease is given back, if it is still ours."""
        self._release(tx, claimed)
        self._put(tx, state)

    def give_back(self, tx: Transaction, claimed: Claimed, state: FeedState, *, now: datetime) -> None:
        """It had no turn: that is known of it from now on and nothing else, and it is due again behind all that is due."""
        self._release(tx, claimed)
        self._put(tx, replace(state, no_turn_at=now))
        tx.do("ZADD", self.keys.due, "XX", now.timestamp(), claimed.url)

    def _release(self, tx: Transaction, claimed: Claimed) -> None:
        lease = self.keys.lease("feed", claimed.url)
        tx.guard(lease, claimed.token)
        tx.do("DEL", lease)

    def _put(self, tx: Transaction, state: FeedState) -> None:
        tx.do("HSET", self.keys.feeds, state.url, _STATE.dump_json(state).decode())
        if state.due_at:
            tx.do("ZADD", self.keys.due, "XX", state.due_at.timestamp(), state.url)
