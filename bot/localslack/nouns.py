"""People, channels and changes: what a workspace is made of."""

import time
from dataclasses import dataclass, field

from bot.localslack.shapes import Json, RefusalError


@dataclass(frozen=True, kw_only=True)
class Person:
    """Someone with a user id; the bot is one of them."""

    id: str
    name: str
    bot_id: str = ""
    app_id: str = ""

    @property
    def is_bot(self) -> bool:
        return bool(self.bot_id)

    @property
    def handle(self) -> str:
        return self.name.lower().replace(" ", ".")


@dataclass(kw_only=True, eq=False)
class Channel:
    """A channel or a direct message (`im_with` is then the person the bot talks to)."""

    id: str
    name: str
    creator: str
    private: bool = False
    archived: bool = False
    im_with: str = ""
    created: int = field(default_factory=lambda: int(time.time()))
    members: list[str] = field(default_factory=list)
    messages: dict[str, Json] = field(default_factory=dict)
    ephemerals: dict[str, Json] = field(default_factory=dict)

    @property
    def kind(self) -> str:
        """The word in Slack's event names: message.channels, message.groups, message.im."""
        return "im" if self.im_with else "groups" if self.private else "channels"

    def find(self, ts: str) -> Json:
        if ts not in self.messages:
            raise RefusalError("message_not_found")
        return self.messages[ts]

    def thread(self, root_ts: str) -> list[Json]:
        """The root and its replies, oldest first."""
        return [m for ts, m in self.messages.items() if ts == root_ts or m.get("thread_ts") == root_ts]

    def top_level(self) -> list[Json]:
        """What the channel itself shows: no replies, except those also sent to the channel."""
        return [
            m for ts, m in self.messages.items()
            if m.get("thread_ts", ts) == ts or m.get("subtype") == "thread_broadcast"
        ]  # fmt: skip


NOWHERE = Channel(id="", name="", creator="")


@dataclass(frozen=True, kw_only=True)
class Change:
    """One thing that happened in the workspace; views happen in no channel."""

    kind: str
    channel: Channel = NOWHERE
    message: Json = field(default_factory=dict)
    previous: Json = field(default_factory=dict)
    user: str = ""
    reaction: str = ""
