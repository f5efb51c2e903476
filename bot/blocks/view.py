"""What a summary is made from: a story and all that is known of it at one moment."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.domain.evidence import Evidence, Target, TargetKind
from bot.domain.feedstate import FeedState, FeedStatus
from bot.domain.standing import BOT, Standing, WatchState
from bot.domain.story import Story

RECENT = timedelta(days=1)


@dataclass(frozen=True, kw_only=True)
class ThreadLink:
    """Where a target is discussed in this channel, "" where Slack gave no link, and how much."""

    permalink: str
    replies: int


@dataclass(frozen=True, kw_only=True)
class StoryView:
    """`evidence` is the report each target's state rests on; `feeds` are the story's own, by address.

    `filed_at` is when the story file was last imported, None where nobody knows any more.
    """

    story: Story
    standings: Mapping[Target, Standing]
    evidence: Mapping[Target, Evidence] = field(default_factory=dict)
    feeds: Mapping[str, FeedState] = field(default_factory=dict)
    threads: Mapping[Target, ThreadLink] = field(default_factory=dict)
    now: datetime
    filed_at: datetime | None = None
    last_match: datetime | None = None

    @property
    def waiting(self) -> tuple[Standing, ...]:
        """What waits for somebody's decision, proposed or past its day, the latest first."""
        return _latest(s for s in self.standings.values() if self.waits(s))

    def waits(self, standing: Standing) -> bool:
        """Whether it waits for somebody's decision."""
        return bool(standing.suggested) or self.overdue(standing)

    def overdue(self, standing: Standing) -> bool:
        """Whether it is an open watch item whose day has passed."""
        is_item = standing.target.kind is TargetKind.WATCH and not standing.resolved
        item = self.story.watch_item(standing.target.id) if is_item else None
        return item is not None and item.overdue(self.now)

    @property
    def heard(self) -> tuple[Standing, ...]:
        """What there is news of within a day, the latest first: what has moved, then what only a hint was heard of."""
        found = _latest(s for s in self.standings.values() if self.heard_lately(s))
        return tuple(sorted(found, key=_only_hinted_at))

    @property
    def loudness(self) -> tuple[int, float]:
        """For sorting stories, those first of whose news has moved something, and the latest of it first."""
        if not self.heard:
            return 2, 0.0
        first = self.heard[0]
        return int(_only_hinted_at(first)), -(first.last_at or first.since).timestamp()

    def heard_lately(self, standing: Standing) -> bool:
        at = max(standing.since, standing.last_at or standing.since)
        untouched = standing.value == WatchState.WATCHING and not standing.voices
        if standing.target.kind is TargetKind.CLAIM:
            untouched = not standing.last_evidence and not standing.suggested and standing.by == BOT
        return not untouched and self.now - at <= RECENT

    def is_news(self, standing: Standing) -> bool:
        """Whether it waits for a decision, or there is news of it within a day."""
        return self.waits(standing) or self.heard_lately(standing)


def _only_hinted_at(standing: Standing) -> bool:
    return standing.value == WatchState.WATCHING


def _latest(standings: Iterable[Standing]) -> tuple[Standing, ...]:
    return tuple(sorted(standings, key=lambda s: s.last_at or s.since, reverse=True))


@dataclass(frozen=True, kw_only=True)
class FeedCount:
    """How many feeds there are, and of how many the silence means nothing."""

    all: int
    healthy: int
    unread: int
    failing: int
    checked_at: datetime | None


def count_feeds(feeds: Mapping[str, FeedState], now: datetime) -> FeedCount:
    states = feeds.values()
    unread = sum(s.status is FeedStatus.NEW and not s.failures for s in states)
    healthy = sum(s.listened_to(now) for s in states)
    checked = max((s.checked_at for s in states if s.checked_at), default=None)
    failing = len(states) - healthy - unread
    return FeedCount(all=len(states), healthy=healthy, unread=unread, failing=failing, checked_at=checked)
