"""What every handler works with: the store, a clock, and a few looks at the store that several of them need."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.blocks.mrkdwn import day
from bot.domain.change import Change, Level
from bot.domain.evidence import Evidence, Target
from bot.domain.story import Story
from bot.errors import CommandError
from bot.store.keys import EVIDENCE_DAYS
from bot.store.store import Store
from handlers.slugs import named_in, resolve

IN_THREAD = "The thread says so"
IN_LEDGER = "No channel that follows the story has a thread of this, so only the ledger says so"
QUESTION = ("?", "؟", "？")
"""How a question ends."""


@dataclass(frozen=True, kw_only=True)
class Desk:
    """Everything a handler may use, besides what Slack sends it.

    `source` names the message that what is decided was written in, "" for a click: it decides once, though it is read twice.
    `channel` is where somebody decides, "" where that is in none.
    """

    store: Store
    clock: Callable[[], datetime]
    source: str = ""
    channel: str = ""

    async def told(self, slug: str, target: Target) -> tuple[str, ...]:
        """Who hears of a decision: the channels that follow the story, and the one it is made in, if that has a thread of it."""
        followers = await self.store.stories.followers(slug)
        if not self.channel or self.channel in followers or not await self._has_thread(slug, target):
            return followers
        return (*followers, self.channel)

    async def where_told(self, change: Change) -> str:
        """Where a decision can be read, for the one who made it: in the thread here, in other channels, or in the ledger only."""
        channels = await self.told(change.slug, change.target)
        begins = change.level is not Level.ROUTINE
        if self.channel in channels and (begins or await self._has_thread(change.slug, change.target)):
            return IN_THREAD
        if set(channels) - {self.channel}:
            return f"The channels that follow {change.slug} are told"
        return IN_LEDGER

    async def _has_thread(self, slug: str, target: Target) -> bool:
        return await self.store.threads.head(slug, target, self.channel) is not None

    async def story(self, slug: str) -> Story:
        """The story of exactly that slug. Raises CommandError where it is gone."""
        story = await self.store.stories.get(slug)
        if story is None:
            raise gone(slug, (await self.store.stories.removed()).get(slug))
        return story

    async def find(self, typed: str) -> Story:
        """The story somebody means. Raises CommandError with a suggestion, or that it was removed."""
        titles = {s.slug: s.title for s in await self.store.stories.all()}
        try:
            slug = resolve(typed, await self.store.stories.slugs(), titles)
        except CommandError as error:
            raise await self._removed(typed) or error from None
        return await self.story(slug)

    async def _removed(self, typed: str) -> CommandError | None:
        """That the story somebody means was removed; None where it is none of those either."""
        removed = await self.store.stories.removed()
        try:
            slug = resolve(typed, tuple(removed))
        except CommandError:
            return None
        return gone(slug, removed[slug])

    async def asked_about(self, typed: str) -> Story | None:
        """The one story that a question in plain words is about; None for what is no question, or of no story."""
        if not typed.endswith(QUESTION):
            return None
        titles = {s.slug: s.title for s in await self.store.stories.all()}
        slug = named_in(typed, tuple(titles), titles)
        return await self.story(slug) if slug else None

    async def evidence(self, slug: str) -> tuple[Evidence, ...]:
        """Of the last 30 days, oldest first, without what people said is not relevant."""
        dismissed = await self.dismissed(slug)
        return tuple(e for e in await self._evidence(slug) if e.id not in dismissed)

    async def dismissed_on(self, slug: str, target: Target) -> tuple[Evidence, ...]:
        """What people said is not relevant to a target, of the last 30 days, oldest first."""
        dismissed = await self.dismissed(slug)
        return tuple(e for e in await self._evidence(slug) if e.id in dismissed and e.target == target)

    async def _evidence(self, slug: str) -> tuple[Evidence, ...]:
        return await self.store.standings.evidence(slug, since=self.clock() - timedelta(days=EVIDENCE_DAYS))

    async def dismissed(self, slug: str) -> dict[str, str]:
        """Who said that it is not relevant, by id of the evidence."""
        return await self.store.standings.dismissed(slug)

    async def evidence_on(self, slug: str, target: Target) -> tuple[Evidence, ...]:
        return tuple(e for e in await self.evidence(slug) if e.target == target)


def gone(slug: str, at: datetime | None = None) -> CommandError:
    """What a command, a button, a form or a mention of a removed story is answered; `at` is when that was, None where nobody knows."""
    when = f" on {day(at)}" if at else ""
    return CommandError(
        f"The story {slug} was removed{when}: nothing of it is watched, and its buttons and threads change nothing any more. "
        "/watch lists the stories there are."
    )
