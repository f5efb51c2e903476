"""A story is watched no longer: what the channels that followed it are told, once."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.change import content_id


@dataclass(frozen=True, kw_only=True)
class Removal:
    """That a story was removed, on its way to one channel. `title` is "" where the stored story could not be read."""

    id: str
    channel: str
    slug: str
    title: str
    at: datetime


def removal(slug: str, title: str, channel: str, *, at: datetime) -> Removal:
    """The word for a channel."""
    made = content_id(channel, slug, "removed", at.isoformat())
    return Removal(id=made, channel=channel, slug=slug, title=title, at=at)
