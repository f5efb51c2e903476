"""Stories, and which channels follow them."""

from dataclasses import dataclass

from pydantic import TypeAdapter

from bot.domain.story import Story
from bot.store.client import Client
from bot.store.keys import Keys
from bot.store.transaction import Transaction

_STORY = TypeAdapter(Story)


@dataclass(frozen=True)
class Stories:
    """The story files' contents as last imported."""

    redis: Client
    keys: Keys

    async def all(self) -> tuple[Story, ...]:
        """Every story, by slug."""
        slugs = sorted(await self.redis.smembers(self.keys.stories))
        found = [await self.get(slug) for slug in slugs]
        return tuple(s for s in found if s)

    async def slugs(self) -> tuple[str, ...]:
        return tuple(sorted(await self.redis.smembers(self.keys.stories)))

    async def get(self, slug: str) -> Story | None:
        text = await self.redis.get(self.keys.story(slug))
        return _STORY.validate_json(text) if text else None

    def put(self, tx: Transaction, story: Story) -> None:
        """The story replaces an earlier one of the same slug; its standings and ledger stay."""
        tx.do("SET", self.keys.story(story.slug), _STORY.dump_json(story).decode())
        tx.do("SADD", self.keys.stories, story.slug)

    def follow(self, tx: Transaction, slug: str, channel: str) -> None:
        tx.do("SADD", self.keys.followers(slug), channel)
        tx.do("SADD", self.keys.following(channel), slug)

    def unfollow(self, tx: Transaction, slug: str, channel: str) -> None:
        tx.do("SREM", self.keys.followers(slug), channel)
        tx.do("SREM", self.keys.following(channel), slug)

    async def followers(self, slug: str) -> tuple[str, ...]:
        """Channel ids that follow a story."""
        return tuple(sorted(await self.redis.smembers(self.keys.followers(slug))))

    async def following(self, channel: str) -> tuple[str, ...]:
        """Slugs a channel follows."""
        return tuple(sorted(await self.redis.smembers(self.keys.following(channel))))
