"""What is known of a feed: how it answers, how often it brings something, when it is due."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class FeedStatus(StrEnum):
    """`new` was never read; `gone` answered 410; `failing` failed three times or more in a row."""

    NEW = "new"
    HEALTHY = "healthy"
    EMPTY = "empty"
    FAILING = "failing"
    GONE = "gone"


@dataclass(frozen=True, kw_only=True)
class FeedState:
    """Times are aware UTC. `rate` is new entries a day, learned; `baseline_at` is when its first poll was recorded."""

    url: str
    status: FeedStatus = FeedStatus.NEW
    title: str = ""
    etag: str = ""
    last_modified: str = ""
    baseline_at: datetime | None = None
    checked_at: datetime | None = None
    ok_at: datetime | None = None
    failures: int = 0
    error: str = ""
    rate: float = 0.5
    entries: int = 0
    digest: str = ""
    due_at: datetime | None = None

    @property
    def healthy(self) -> bool:
        """Whether its silence means something: its last poll could be read."""
        return self.status in {FeedStatus.HEALTHY, FeedStatus.EMPTY} and not self.failures
