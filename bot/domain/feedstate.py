"""What is known of a feed: how it answers, how often it brings something, when it is due."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

REDIRECTS_TO_MOVE = 3
"""Reads in a row that must lead to the same address for good: a hotel's or a proxy's own 301 is over sooner."""

NEGLECTED = timedelta(hours=1)
CLOCKS_APART = timedelta(minutes=5)
"""How far the clocks of two machines may be apart before we call it a jump."""


class FeedStatus(StrEnum):
    """`new` was never read; `gone` answered 410; `failing` failed three times or more in a row."""

    NEW = "new"
    HEALTHY = "healthy"
    EMPTY = "empty"
    FAILING = "failing"
    GONE = "gone"


@dataclass(frozen=True, kw_only=True)
class FeedState:
    """Times are aware UTC. `rate` is new entries a day, learned; `baseline_at` is when its first poll was recorded.

    `url` is what the story file says, and what the feed's entries are remembered under; `moved_to` is where the last
    `redirects` reads were sent for good, "" for none. `max_age` (HTTP's) and `ttl` (the feed's own) are the seconds it last
    asked us to stay away for, None where it does not say. `answers_since` is its first read, or the first after it was lost;
    None where an earlier version read it. `no_turn_at` is when it was last due and not asked, for others of its host took all
    the time.
    """

    url: str
    status: FeedStatus = FeedStatus.NEW
    title: str = ""
    etag: str = ""
    last_modified: str = ""
    baseline_at: datetime | None = None
    checked_at: datetime | None = None
    ok_at: datetime | None = None
    answers_since: datetime | None = None
    failures: int = 0
    error: str = ""
    rate: float = 0.5
    entries: int = 0
    digest: str = ""
    due_at: datetime | None = None
    no_turn_at: datetime | None = None
    max_age: int | None = None
    ttl: int | None = None
    moved_to: str = ""
    redirects: int = 0

    @property
    def healthy(self) -> bool:
        """Whether its last poll could be read."""
        return self.status in {FeedStatus.HEALTHY, FeedStatus.EMPTY} and not self.failures

    @property
    def failing(self) -> bool:
        """Whether it failed so often in a row, or so plainly, that this is no hiccup."""
        return self.status in {FeedStatus.FAILING, FeedStatus.GONE}

    def neglected(self, now: datetime) -> bool:
        """Whether nobody has asked for it for an hour past its time."""
        return self.due_at is not None and now - self.due_at > NEGLECTED

    def forgotten(self, now: datetime) -> bool:
        """Whether nobody so much as wanted to, as where no watcher runs."""
        waits = self.no_turn_at is not None and now - self.no_turn_at <= NEGLECTED
        return self.neglected(now) and not waits

    def lost(self, now: datetime) -> bool:
        """Whether it failed three times or more in a row, is gone, or is asked by nobody."""
        return self.failing or self.neglected(now)

    def listened_to(self, now: datetime) -> bool:
        """Whether its silence still means something."""
        return self.healthy and not self.neglected(now)

    @property
    def moved(self) -> bool:
        """Whether it has moved: it was redirected to the same address for good, three times in a row."""
        return bool(self.moved_to) and self.redirects >= REDIRECTS_TO_MOVE

    @property
    def address(self) -> str:
        """Where to fetch it."""
        return self.moved_to if self.moved else self.url

    def read_at(self, moved_to: str) -> "FeedState":
        """After a read at `address`; `moved_to` is where that was redirected for good, "" for nowhere.

        A move that gives up encryption is none: whoever is in between could have sent it.
        """
        moved_to = "" if self.address.startswith("https:") and not moved_to.startswith("https:") else moved_to
        if self.moved and not moved_to:
            return self
        again = bool(moved_to) and not self.moved and moved_to == self.moved_to
        return replace(self, moved_to=moved_to, redirects=self.redirects + 1 if again else int(bool(moved_to)))

    def put_back(self, now: datetime) -> "FeedState":
        """As if what was done later than now, as under a clock that was put back since, had been done now."""
        times = (self.checked_at, self.ok_at, self.answers_since, self.no_turn_at)
        checked, read, since, no_turn = (at and min(at, now) for at in times)
        due = self.due_at
        if due and checked and self.checked_at:
            due -= self.checked_at - checked
        return replace(self, checked_at=checked, ok_at=read, answers_since=since, no_turn_at=no_turn, due_at=due)

    def back_home(self) -> "FeedState":
        """To be fetched where the story file says: the address it moved to does not do."""
        return replace(self, moved_to="", redirects=0)
