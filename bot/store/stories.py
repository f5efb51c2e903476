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

    async def exactly(self, slug: str) -> tuple[Story, str] | None:
        """The story and the very text it is stored as, for `replace`."""
        text = await self.redis.get(self.keys.story(slug))
        return (_STORY.validate_json(text), text) if text else None

    def replace(self, tx: Transaction, text: str, story: Story) -> None:
        """The story takes the place of the one stored as `text`; else the commit raises ConflictError."""
        tx.guard(self.keys.story(story.slug), text)
        tx.do("SET", self.keys.story(story.slug), _STORY.dump_json(story).decode())

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

    def signed_up(self, tx: Transaction, slug: str, name: str) -> None:
        """A channel the story file names follows it from now on, until people say otherwise."""
        tx.do("SADD", self.keys.named(slug), name)

    async def not_signed_up(self, story: Story) -> tuple[str, ...]:
        """Channels the story file names and that were never signed up for it."""
        done = await self.redis.smembers(self.keys.named(story.slug))
        return tuple(name for name in story.channels if name not in done)

    async def followers(self, slug: str) -> tuple[str, ...]:
        """Channel ids that follow a story."""
        return tuple(sorted(await self.redis.smembers(self.keys.followers(slug))))

    async def following(self, channel: str) -> tuple[str, ...]:
        """Slugs a channel follows."""
        return tuple(sorted(await self.redis.smembers(self.keys.following(channel))))
