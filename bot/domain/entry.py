"""An entry: one thing in a feed, as it was published."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, kw_only=True)
class Entry:
    """Plain text throughout (no markup); times are aware UTC.

    `id` is the feed's own (guid, atom:id) verbatim, the link where there is none. `published` is None where the feed
    gives no date. `outlet` is who published it: the entry's own <source> in a search feed, else the feed's source.
    """

    id: str
    title: str
    link: str = ""
    summary: str = ""
    published: datetime | None = None
    outlet: str = ""
    language: str = ""


@dataclass(frozen=True, kw_only=True)
class KeptEntry:
    """An entry as it came, kept for some days so that a change of the story can be tried on it. `key` is ours.

    One whose headline changed is kept under each, with the same `key`.
    """

    key: str
    entry: Entry
    seen: datetime

    @property
    def at(self) -> datetime:
        """When it was published; when we saw it where the feed gives no date or one later than that."""
        return min(self.entry.published or self.seen, self.seen)


@dataclass(frozen=True, kw_only=True)
class Document:
    """A feed as parsed: its title and entries in the feed's order, and which parser read it.

    `cut` is whether it broke off after the last of them: there is more that we have not read.
    """

    title: str
    entries: tuple[Entry, ...]
    parser: str
    language: str = ""
    ttl_seconds: int | None = None
    cut: bool = False


@dataclass(frozen=True, kw_only=True)
class Seen:
    """An entry the store knows of. `key` is ours and never changes; `title` and `summary` are as last seen.

    `turns` is how often its headline has changed.
    """

    key: str
    title: str
    summary: str
    link: str
    first_seen: datetime
    turns: int = 0


@dataclass(frozen=True, kw_only=True)
class Trace:
    """How one entry went through one story's stages, for `why`: the decision, and one reason a line."""

    slug: str
    title: str
    link: str
    outlet: str
    feed: str
    seen: datetime
    decision: str
    lines: tuple[str, ...] = ()
