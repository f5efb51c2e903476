"""Threads: where each target is discussed, what a message of ours is about, how many people replied."""

from dataclasses import dataclass

from bot.domain.change import Alert, Post
from bot.domain.evidence import Target
from bot.store.client import Client
from bot.store.keys import POST_TTL, THREAD_OF_TTL, Keys
from bot.store.transaction import Transaction


@dataclass(frozen=True, kw_only=True)
class About:
    """What a message of ours is about."""

    slug: str
    target: Target
    alert: str


@dataclass(frozen=True)
class Threads:
    """One thread per target and channel."""

    redis: Client
    keys: Keys

    async def head(self, slug: str, target: Target, channel: str) -> str:
        """The ts of the head message of a target's thread in a channel, "" while there is none."""
        return str(await self.redis.get(self.keys.thread(slug, str(target), channel)) or "")

    async def landed(self, alert: Alert, post: Post) -> None:
        """Where the alert landed is known, and its thread; the outbox still holds the alert until `done`."""
        slug, target = alert.change.slug, str(alert.change.target)
        tx = Transaction(self.redis)
        tx.do("HSET", self.keys.post(alert.id), "ts", post.ts, "thread", post.thread_ts)
        tx.do("EXPIRE", self.keys.post(alert.id), POST_TTL)
        tx.do("SET", self.keys.thread(slug, target, alert.channel), post.thread_ts)
        tx.do("SET", self.keys.thread_of(alert.channel, post.ts), f"{slug} {target} {alert.id}", "EX", THREAD_OF_TTL)
        await tx.commit()

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
