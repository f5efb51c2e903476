"""A story is watched no longer: what the channels that followed it are told, once."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.change import content_id
from bot.domain.evidence import Target


@dataclass(frozen=True, kw_only=True)
class Closed:
    """A thread of a removed story: what it asked, and where that stood, in words."""

    target: Target
    asked: str
    stood: str


@dataclass(frozen=True, kw_only=True)
class Removal:
    """That a story was removed, on its way to one channel, with the threads it has there.

    `title` is "" where the stored story could not be read; nor are its threads known then.
    """

    id: str
    channel: str
    slug: str
    title: str
    at: datetime
    threads: tuple[Closed, ...] = ()


def removal(slug: str, title: str, channel: str, *, at: datetime, threads: tuple[Closed, ...] = ()) -> Removal:
    """The word for a channel."""
    made = content_id(channel, slug, "removed", at.isoformat())
    return Removal(id=made, channel=channel, slug=slug, title=title, at=at, threads=threads)
