"""Stories, and which channels follow them."""

import asyncio
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial

from pydantic import TypeAdapter

from bot.domain.story import Story
from bot.errors import StoreError
from bot.store.client import Client
from bot.store.keys import Keys
from bot.store.rows import readable
from bot.store.transaction import Transaction

_STORY = TypeAdapter(Story)
_AT_ONCE = 100
_LONG = 100_000
"""Characters from which a story is read off the event loop: one of 100,000 names takes a tenth of a second."""


@dataclass(frozen=True)
class Stories:
    """The story files' contents as last imported; each is parsed once for as long as its text stays the same."""

    redis: Client
    keys: Keys
    _parsed: dict[str, tuple[str, Story | None]] = field(default_factory=dict)

    async def all(self) -> tuple[Story, ...]:
        """Every story that can be read, by slug; the same object as the last time where nothing has changed."""
        slugs = await self.slugs()
        for gone in self._parsed.keys() - set(slugs):
            del self._parsed[gone]  # one that could not be read hides its feeds no longer
        found: list[Story] = []
        for at in range(0, len(slugs), _AT_ONCE):
            some = slugs[at : at + _AT_ONCE]
            texts = await self.redis.mget([self.keys.story(slug) for slug in some])
            read = [await self._read(slug, text) for slug, text in zip(some, texts, strict=True) if text]
            found += [story for story in read if story]
        return tuple(found)

    async def _read(self, slug: str, text: str) -> Story | None:
        known = self._parsed.get(slug)
        if known is None or known[0] != text:
            parse = partial(readable, _STORY, text, where=self.keys.story(slug))
            story = await asyncio.to_thread(parse) if len(text) > _LONG else parse()
            known = self._parsed[slug] = (text, story)
        return known[1]

    def hidden(self, url: str, *, but: str = "") -> bool:
        """Whether a story (`but` for one) that could not be read when all were, names this feed: what it brings would be lost on it."""
        named = json.dumps(url, ensure_ascii=False)  # with its quotes: one address may begin another
        unreadable = (text for slug, (text, story) in self._parsed.items() if story is None and slug != but)
        return any(named in text for text in unreadable)

    async def slugs(self) -> tuple[str, ...]:
        return tuple(sorted(await self.redis.smembers(self.keys.stories)))

    async def get(self, slug: str) -> Story | None:
        """The story, None where there is none. Raises StoreError where it cannot be read: its alerts are kept, not dropped."""
        text = await self.redis.get(self.keys.story(slug))
        story = await self._read(slug, text) if text else None
        if text and story is None:
            raise StoreError(f"The story {slug} is stored as this version cannot read it: import its file again.")
        return story

    async def exactly(self, slug: str) -> tuple[Story, str] | None:
        """The story and the very text it is stored as, for `replace`."""
        text = await self.redis.get(self.keys.story(slug))
        story = await self._read(slug, text) if text else None
        return (story, text) if story else None

    def replace(self, tx: Transaction, text: str, story: Story) -> None:
        """The story takes the place of the one stored as `text`; else the commit raises ConflictError."""
        self.still(tx, story.slug, text)
        tx.do("SET", self.keys.story(story.slug), _STORY.dump_json(story).decode())

    def still(self, tx: Transaction, slug: str, text: str) -> None:
        """Written only if the story is stored as `text`; else the commit raises ConflictError."""
        tx.guard(self.keys.story(slug), text)

    async def imports(self) -> str:
        """How many imports, removals and follows there were, for `since`; to be read before the stories are."""
        return await self.redis.get(self.keys.imports) or ""

    def since(self, tx: Transaction, imports: str) -> None:
        """Written only if no story was imported, removed or followed since; else the commit raises ConflictError."""
        tx.guard(self.keys.imports, imports)

    def put(self, tx: Transaction, story: Story) -> None:
        """The story replaces an earlier one of the same slug; its standings and ledger stay."""
        tx.do("INCR", self.keys.imports)
        tx.do("SET", self.keys.story(story.slug), _STORY.dump_json(story).decode())
        tx.do("SADD", self.keys.stories, story.slug)
        tx.do("HDEL", self.keys.removed, story.slug)

    def remove(self, tx: Transaction, slug: str, *, now: datetime) -> None:
        """The story is no longer watched; where it stands and its ledger stay, for it may be imported again."""
        tx.do("INCR", self.keys.imports)
        tx.do("DEL", self.keys.story(slug))
        tx.do("DEL", self.keys.named(slug))
        tx.do("DEL", self.keys.sought(slug))
        tx.do("SREM", self.keys.stories, slug)
        tx.do("HSET", self.keys.removed, slug, now.isoformat())

    async def removed(self) -> dict[str, datetime]:
        """When each story was removed that has not been imported again since, by slug; none that an earlier version removed."""
        return {slug: datetime.fromisoformat(at) for slug, at in (await self.redis.hgetall(self.keys.removed)).items()}

    def still_follows(self, tx: Transaction, slug: str, channel: str, *, follows: bool) -> None:
        """Written only if the channel follows the story, or does not; else the commit raises ConflictError."""
        tx.guard_member(self.keys.followers(slug), channel, there=follows)

    def still_there(self, tx: Transaction, slug: str) -> None:
        """Written only if the story is stored; else the commit raises ConflictError."""
        tx.guard_there(self.keys.story(slug))

    def follow(self, tx: Transaction, slug: str, channel: str) -> None:
        """A poll or a removal that has looked up who follows, and is not written yet, is worked out again."""
        tx.do("INCR", self.keys.imports)
        tx.do("SADD", self.keys.followers(slug), channel)
        tx.do("SADD", self.keys.following(channel), slug)

    def unfollow(self, tx: Transaction, slug: str, channel: str) -> None:
        tx.do("SREM", self.keys.followers(slug), channel)
        tx.do("SREM", self.keys.following(channel), slug)

    def signed_up(self, tx: Transaction, slug: str, name: str) -> None:
        """A channel the story file names follows it from now on, until people say otherwise: once, else the commit raises ConflictError."""
        tx.guard_member(self.keys.named(slug), name, there=False)
        tx.do("SADD", self.keys.named(slug), name)
        tx.do("HDEL", self.keys.sought(slug), name)

    async def seek(self, tx: Transaction, story: Story, *, now: datetime, since: Mapping[str, datetime]) -> None:
        """Of each channel the story file names and that is not signed up it is known since when, however often it is imported.

        `since` is when an earlier file named some, which counts where a version that did not keep it took that in.
        """
        key, wanted = self.keys.sought(story.slug), await self.not_signed_up(story)
        for name in set(await self.redis.hkeys(key)) - set(wanted):
            tx.do("HDEL", key, name)  # the file names it no longer
        for name in wanted:
            tx.do("HSETNX", key, name, since.get(name, now).isoformat())

    async def sought_since(self, slug: str, name: str) -> datetime | None:
        """When an import first named the channel; None for one signed up, and for one named under an earlier version."""
        at = await self.redis.hget(self.keys.sought(slug), name)
        return datetime.fromisoformat(at) if at else None

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
