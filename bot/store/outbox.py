"""The outbox: alerts waiting for Slack, one queue a channel, in each thread in order, each until Slack has it.

A queue per channel and a lease on it, rather than a stream and a consumer group: Slack's limits and the order of a
thread are per channel, so two replicas must never post to one channel at once.
"""

import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from pydantic import TypeAdapter, ValidationError

from bot.domain.change import Alert
from bot.domain.removal import Removal
from bot.domain.silence import Notice
from bot.store.claim import claim
from bot.store.client import Client
from bot.store.keys import ALERTED_TTL, LEASE_MS, PARKED_TTL, POST_TTL, Keys
from bot.store.rows import readable
from bot.store.transaction import Transaction

LONGEST_WAIT = timedelta(minutes=10)
"""A queue told to wait longer was told so under a clock that has been put back since."""

MOST_PARKED = 100
"""Of a channel nobody lets the bot into so many alerts are kept aside, the latest and those that begin threads; the ledger has all."""

_AT_ONCE = 0
"""A channel that has something new may be tried now, whatever the clock of the machine that put it there says."""

Waiting = Alert | Notice | Removal
"""What waits for Slack: what is told of a question or claim, in its thread, or of a story's feeds or its end, in the channel."""

_WAITING: TypeAdapter[Waiting] = TypeAdapter(Waiting)

_QUIET = ('"level":"routine"', '"did":""')
"""What stays in its thread, and no person did, has these words in its row. Of another version's row that may be untrue."""

_RENEW = "if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('PEXPIRE', KEYS[1], ARGV[2]) end return 0"
_RELEASE = "if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('DEL', KEYS[1]) end return 0"

# KEYS: queue, queues. ARGV: channel, quiet's two words. What is quiet lets the rest pass, but for what is before that in its
# own thread.
_HEAD = """
local function quiet(row)
  return string.find(row, ARGV[2], 1, true) and string.find(row, ARGV[3], 1, true)
end
local function thread(row)
  local read, value = pcall(cjson.decode, row)
  local change = read and type(value) == 'table' and value.change
  if type(change) ~= 'table' or type(change.target) ~= 'table' then return nil end
  return cjson.encode({change.slug, change.target.kind, change.target.id})
end
local first = redis.call('LINDEX', KEYS[1], 0)
if not first then redis.call('ZREM', KEYS[2], ARGV[1]) end
if not first or not quiet(first) then return first end
local rows = redis.call('LRANGE', KEYS[1], 0, -1)
local last = 0
for at, row in ipairs(rows) do
  if not quiet(row) then last = at break end
end
if last == 0 then return first end
local wanted, found = thread(rows[last]), rows[last]
for at = 1, wanted and last - 1 or 0 do
  if thread(rows[at]) == wanted then found = rows[at] break end
end
redis.call('LREM', KEYS[1], 1, found)
redis.call('LPUSH', KEYS[1], found)
return found
"""

# KEYS: parked, queue, queues. ARGV: now, channel. In one step: what is kept aside meanwhile is brought back, or stays aside.
# A row is the reason, a line's end, the alert. The newest goes back first, so that the oldest stands before all.
_UNPARK = """
local count, row = 0, redis.call('RPOP', KEYS[1])
while row do
  redis.call('LPUSH', KEYS[2], string.sub(row, (string.find(row, '\\n', 1, true) or 0) + 1))
  count, row = count + 1, redis.call('RPOP', KEYS[1])
end
if redis.call('EXISTS', KEYS[2]) == 1 then redis.call('ZADD', KEYS[3], ARGV[1], ARGV[2]) end
return count
"""


@dataclass(frozen=True, kw_only=True)
class Held:
    """A channel's queue this process alone may deliver from, until the lease runs out."""

    channel: str
    token: str


@dataclass(frozen=True, kw_only=True)
class Attempt:
    """When posting an alert was first and last tried before, and where it landed ("" while unknown)."""

    first_at: datetime
    last_at: datetime
    ts: str
    again: bool


@dataclass(frozen=True)
class Outbox:
    """Alerts on their way."""

    redis: Client
    keys: Keys

    def put(self, tx: Transaction, alert: Waiting) -> None:
        """The alert waits in its channel's queue; putting it there a second time does nothing."""
        value = _WAITING.dump_json(alert).decode()
        once = self.keys.alerted(alert.id)
        queue = self.keys.outbox(alert.channel)
        tx.keys |= {queue, self.keys.outboxes}
        tx.do("ONCE", once, ALERTED_TTL, queue, value, self.keys.outboxes, alert.channel, _AT_ONCE)

    async def hold(self, *, now: datetime) -> Held | None:
        """A channel with something that may be tried now and that nobody else delivers to, or None."""
        token = secrets.token_hex(8)
        latest = (now + LONGEST_WAIT).timestamp()
        rows = await self.redis.zrange(self.keys.outboxes, 0, -1, withscores=True)
        for channel in (c for c, at in rows if at <= now.timestamp() or at > latest):
            if await claim(self.redis, self.keys.lease("channel", channel), token=token, milliseconds=LEASE_MS):
                return Held(channel=channel, token=token)
        return None

    async def renew(self, held: Held) -> bool:
        """Whether the queue is still ours; if so, for a full lease again."""
        lease = self.keys.lease("channel", held.channel)
        return bool(await self.redis.eval(_RENEW, 1, lease, held.token, LEASE_MS))

    async def release(self, held: Held) -> None:
        await self.redis.eval(_RELEASE, 1, self.keys.lease("channel", held.channel), held.token)

    async def head(self, channel: str) -> Waiting | None:
        """The alert to deliver next, first in its queue from now on. A channel with none is taken off the list of those waiting.

        Of those for the channel itself, and of what people did, the one that has waited longest, after what waits before it
        for the same thread; what else is for threads only comes last.

        One that another version wrote and this one cannot read is kept aside, and holds up none behind it.
        """
        queue, channels = self.keys.outbox(channel), self.keys.outboxes
        while (text := await self.redis.eval(_HEAD, 2, queue, channels, channel, *_QUIET)) is not None:
            try:
                return _WAITING.validate_json(text)
            except ValidationError:
                await self._aside(
                    Transaction(self.redis, self.keys), channel, text, why="written by another version"
                ).commit()
        return None

    async def waiting(self) -> dict[str, int]:
        """How many alerts wait, by channel."""
        channels = await self.redis.zrange(self.keys.outboxes, 0, -1)
        counts = {c: int(await self.redis.llen(self.keys.outbox(c))) for c in channels}
        return {c: n for c, n in counts.items() if n}

    async def waiting_since(self) -> datetime | None:
        """Since when the alert that waits longest does, None where none waits. A look only: nothing is moved, whoever wrote it."""
        queues = [self.keys.outbox(c) for c in await self.redis.zrange(self.keys.outboxes, 0, -1)]
        firsts = [(q, str(await self.redis.lindex(q, 0) or "")) for q in queues]
        return min((a.at for q, text in firsts if text and (a := readable(_WAITING, text, where=q))), default=None)

    async def attempt(self, alert: Waiting, *, now: datetime) -> Attempt:
        """Written before posting, so that after a crash one knows to look in Slack before posting again."""
        key = self.keys.post(alert.id)
        fresh = await self.redis.hsetnx(key, "at", now.timestamp())
        await self.redis.expire(key, POST_TTL)
        row = await self.redis.hgetall(key)
        first = datetime.fromtimestamp(float(row["at"]), UTC)
        if first > now:  # the clock was put back
            first = now
            await self.redis.hset(key, "at", now.timestamp())
        last = datetime.fromtimestamp(float(row.get("last", first.timestamp())), UTC)
        return Attempt(first_at=first, last_at=min(last, now), ts=row.get("ts", ""), again=not fresh)

    async def trying(self, alert: Waiting, *, now: datetime) -> None:
        """Written right before each post: from then on Slack may be storing it."""
        await self.redis.hset(self.keys.post(alert.id), "last", now.timestamp())

    async def untried(self, alert: Waiting) -> None:
        """Slack said no: this try stored nothing, so the next one need not look for it."""
        await self.redis.hdel(self.keys.post(alert.id), "at", "last")

    async def done(self, held: Held, alert: Waiting) -> None:
        """The alert leaves the queue. Raises ConflictError where the queue is no longer ours."""
        tx = Transaction(self.redis, self.keys)
        tx.guard(self.keys.lease("channel", held.channel), held.token)
        tx.do("LREM", self.keys.outbox(held.channel), 1, await self._stored(alert))
        await tx.commit()

    async def park(self, held: Held, alert: Waiting, *, why: str) -> None:
        """The alert cannot be posted: it is kept aside, 30 days, with the reason, and shown in health.

        One that others have come before meanwhile, as after an invitation, stays where it is and is tried again.
        """
        if text := await self._stored(alert):
            tx = Transaction(self.redis, self.keys)
            tx.guard(self.keys.lease("channel", held.channel), held.token)
            await self._aside(tx, held.channel, text, why=why).commit()

    async def parked(self, channel: str) -> tuple[str, ...]:
        """Why each alert kept aside for a channel is."""
        rows = await self.redis.lrange(self.keys.parked(channel), 0, -1)
        return tuple(row.partition("\n")[0] for row in rows)

    async def kept_aside(self, alert: Alert) -> str:
        """Why an earlier alert on the same question is kept aside for the channel, "" where none is."""
        key = self.keys.parked(alert.channel)
        for row in await self.redis.lrange(key, 0, -1):
            why, _, text = row.partition("\n")
            other = readable(_WAITING, text, where=key)
            about = (other.change.slug, other.change.target) if isinstance(other, Alert) else None
            if about == (alert.change.slug, alert.change.target):
                return str(why)
        return ""

    async def unpark(self, channel: str, *, now: datetime) -> int:
        """What was kept aside waits again, before anything newer, and may be tried at once; how many alerts that were.

        Slack says `channel_not_found` of a private channel the bot is not in, so an invitation may change its mind.
        """
        parked, queue = self.keys.parked(channel), self.keys.outbox(channel)
        return int(await self.redis.eval(_UNPARK, 3, parked, queue, self.keys.outboxes, now.timestamp(), channel))

    async def defer(self, channel: str, *, until: datetime) -> None:
        """The channel's queue is not tried again before then; nothing leaves it."""
        await self.redis.zadd(self.keys.outboxes, {channel: until.timestamp()}, xx=True)

    def _aside(self, tx: Transaction, channel: str, text: str, *, why: str) -> Transaction:
        key, queue = self.keys.parked(channel), self.keys.outbox(channel)
        tx.keys.add(queue)
        tx.do("TRANSFER", key, queue, text, f"{why}\n{text}")
        tx.do("KEEP", key, MOST_PARKED, *_QUIET)
        tx.do("EXPIRE", key, PARKED_TTL)
        return tx

    async def _stored(self, alert: Waiting) -> str:
        """The alert as it stands at the head of its queue, "" where another does.

        Another version may have written it otherwise than we do.
        """
        text = str(await self.redis.lindex(self.keys.outbox(alert.channel), 0) or "")
        first = readable(_WAITING, text, where=self.keys.outbox(alert.channel)) if text else None
        return text if first and first.id == alert.id else ""
