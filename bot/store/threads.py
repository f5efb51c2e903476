"""Threads: where each target is discussed, what a message of ours is about, how many people replied."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from pydantic import TypeAdapter

from bot.domain.change import Alert, Change, Post
from bot.domain.evidence import Target
from bot.store.client import Client
from bot.store.keys import POST_TTL, THREAD_OF_TTL, Keys
from bot.store.rows import readable
from bot.store.transaction import Transaction

_CHANGE = TypeAdapter(Change)
FIRST_MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, kw_only=True)
class About:
    """What a message of ours is about."""

    slug: str
    target: Target
    alert: str


@dataclass(frozen=True, kw_only=True)
class Head:
    """The head message of a thread, the last change it told of that moved the state, and the one that opened it.

    `at` is when it was posted, None in a thread of an earlier version. `early` is the state it got within its first
    minute and shows still, "" where it has shown another since.
    """

    ts: str
    change: Change | None = None
    began: Change | None = None
    at: datetime | None = None
    early: str = ""

    def is_new(self, *, now: datetime) -> bool:
        """Whether it is less than a minute old."""
        return self.at is not None and abs(now - self.at) < FIRST_MINUTE


@dataclass(frozen=True)
class Threads:
    """One thread per target and channel."""

    redis: Client
    keys: Keys

    async def head(self, slug: str, target: Target, channel: str) -> Head | None:
        """The head of a target's thread in a channel, None while there is none."""
        row = await self.redis.hgetall(self.keys.thread(slug, str(target), channel))
        if "ts" not in row:
            return None
        where = self.keys.thread(slug, str(target), channel)
        last, began = (readable(_CHANGE, row[n], where=where) if n in row else None for n in ("change", "began"))
        at = datetime.fromtimestamp(float(row["at"]), UTC) if "at" in row else None
        return Head(ts=row["ts"], change=last, began=began, at=at, early=row.get("early", ""))

    async def landed(self, alert: Alert, post: Post, *, shows: str = "") -> None:
        """Where the alert landed is known, and its thread; the outbox still holds the alert until `done`.

        `shows` is the state a head was posted with, "" where that is not known any more.
        """
        change = alert.change
        thread = self.keys.thread(change.slug, str(change.target), alert.channel)
        tx = Transaction(self.redis, self.keys)
        tx.do("HSET", self.keys.post(alert.id), "ts", post.ts, "thread", post.thread_ts)
        tx.do("EXPIRE", self.keys.post(alert.id), POST_TTL)
        tx.do("HSET", thread, "ts", post.thread_ts)
        if post.ts == post.thread_ts:
            tx.do("HSET", thread, "began", _CHANGE.dump_json(change).decode())
            tx.do("HSET", thread, "at", post.at.timestamp(), "early", shows)
        if change.moves:
            tx.do("HSET", thread, "change", _CHANGE.dump_json(change).decode())
        about = f"{change.slug} {change.target} {alert.id}"
        tx.do("SET", self.keys.thread_of(alert.channel, post.ts), about, "EX", THREAD_OF_TTL)
        tx.do("EXPIRE", self.keys.thread_of(alert.channel, post.thread_ts), THREAD_OF_TTL)
        await tx.commit()

    async def edited(self, alert: Alert, head: Head, *, shows: str, now: datetime) -> None:
        """The head shows that state from now on."""
        early = shows if head.is_new(now=now) or shows == head.early else ""
        if early != head.early:
            thread = self.keys.thread(alert.change.slug, str(alert.change.target), alert.channel)
            await self.redis.hset(thread, "early", early)

    async def lost(self, slug: str, target: Target, channel: str) -> None:
        """The head message is gone from Slack: the next alert starts a new thread."""
        await self.redis.delete(self.keys.thread(slug, str(target), channel))

    async def about(self, channel: str, ts: str) -> About | None:
        """What a message of ours is about, or None for any other message."""
        text = await self.redis.get(self.keys.thread_of(channel, ts))
        if not text:
            return None
        slug, target, alert = text.split(" ", 2)
        return About(slug=slug, target=Target.parse(target), alert=alert)

    async def replied(self, channel: str, thread_ts: str, ts: str) -> None:
        """One more reply by a person in a thread; the same one twice counts once."""
        key = self.keys.replies(channel, thread_ts)
        await self.redis.sadd(key, ts)
        await self.redis.expire(key, THREAD_OF_TTL)

    async def unreplied(self, channel: str, thread_ts: str, ts: str) -> None:
        """A reply was deleted."""
        await self.redis.srem(self.keys.replies(channel, thread_ts), ts)

    async def replies(self, channel: str, thread_ts: str) -> int:
        """How many replies by people a thread has."""
        return int(await self.redis.scard(self.keys.replies(channel, thread_ts)))
