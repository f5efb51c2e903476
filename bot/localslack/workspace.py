"""The workspace: people, channels, and the messages in them. Whoever wants to know what happens subscribes."""

import copy
from collections.abc import Callable

from bot.localslack.ids import Stamps, fresh_id, stable_id
from bot.localslack.nouns import Change, Channel, Person
from bot.localslack.shapes import Json, RefusalError


class Workspace:
    """Everything Slack remembers for one team."""

    def __init__(self, *, team: str, bot_name: str, app_name: str) -> None:
        self.team = team
        self.team_id = stable_id("T", team)
        self.domain = "-".join(team.lower().split())
        self.app_id = stable_id("A", f"{team}/{app_name}")
        self.bot = Person(
            id=stable_id("U", f"{team}/bot/{app_name}"), name=bot_name,
            bot_id=stable_id("B", f"{team}/{app_name}"), app_id=self.app_id,
        )  # fmt: skip
        self.people: dict[str, Person] = {self.bot.id: self.bot}
        self.channels: dict[str, Channel] = {}
        self.stamps = Stamps()
        self._watchers: list[Callable[[Change], None]] = []

    def subscribe(self, watcher: Callable[[Change], None]) -> Callable[[], None]:
        """Call `watcher` at every change, until the returned function is called."""
        self._watchers.append(watcher)
        return lambda: self._watchers.remove(watcher)

    def tell(self, change: Change) -> None:
        for watcher in tuple(self._watchers):
            watcher(change)

    # --- people and channels -------------------------------------------------------------------

    def add_person(self, name: str) -> Person:
        person = Person(id=stable_id("U", f"{self.team}/{name}"), name=name)
        self.people[person.id] = person
        for channel in self.channels.values():
            if not channel.private and not channel.im_with:
                channel.members.append(person.id)
        return person

    def add_channel(self, name: str, *, bot_member: bool = True, private: bool = False) -> Channel:
        people = [p.id for p in self.people.values() if not p.is_bot]
        channel = Channel(
            id=stable_id("C", f"{self.team}/{name}"), name=name, private=private,
            creator=people[0] if people else self.bot.id, members=[*people, *([self.bot.id] if bot_member else [])],
        )  # fmt: skip
        self.channels[channel.id] = channel
        self.tell(Change(kind="channel_added", channel=channel))
        return channel

    def direct(self, user: Person) -> Channel:
        """The direct message between the bot and a person, made when first needed."""
        channel_id = stable_id("D", f"{self.team}/{user.name}")
        if channel_id not in self.channels:
            channel = Channel(
                id=channel_id, name="directmessage", private=True, creator=user.id, im_with=user.id,
                members=[user.id, self.bot.id],
            )  # fmt: skip
            self.channels[channel_id] = channel
            self.tell(Change(kind="channel_added", channel=channel))
        return self.channels[channel_id]

    def person(self, name_or_id: str) -> Person:
        wanted = name_or_id.removeprefix("@").lower()
        for person in self.people.values():
            if wanted in (person.id.lower(), person.name.lower(), person.handle):
                return person
        raise RefusalError("user_not_found")

    def channel(self, name_or_id: str) -> Channel:
        wanted = name_or_id.removeprefix("#")
        for channel in self.channels.values():
            if wanted in (channel.id, channel.name) and (wanted == channel.id or not channel.im_with):
                return channel
        raise RefusalError("channel_not_found")

    def join(self, channel: Channel, user: Person) -> bool:
        """True when the person was not in the channel before."""
        if user.id in channel.members:
            return False
        channel.members.append(user.id)
        self.tell(Change(kind="joined", channel=channel, user=user.id))
        return True

    def leave(self, channel: Channel, user: Person) -> None:
        if user.id in channel.members:
            channel.members.remove(user.id)
            self.tell(Change(kind="left", channel=channel, user=user.id))

    def archive(self, channel: Channel) -> None:
        channel.archived = True
        self.tell(Change(kind="archived", channel=channel))

    def unarchive(self, channel: Channel) -> None:
        channel.archived = False
        self.tell(Change(kind="unarchived", channel=channel))

    # --- messages ------------------------------------------------------------------------------

    def author_fields(self, author: Person) -> Json:
        if not author.is_bot:
            return {"user": author.id, "client_msg_id": fresh_id("").lower(), "team": self.team_id}
        profile = {
            "id": author.bot_id, "app_id": author.app_id, "user_id": author.id, "name": author.name,
            "icons": {}, "deleted": False, "updated": 1, "team_id": self.team_id,
        }  # fmt: skip
        return {
            "user": author.id, "bot_id": author.bot_id, "app_id": author.app_id, "team": self.team_id,
            "bot_profile": profile,
        }  # fmt: skip

    def post(
        self, channel: Channel, author: Person, *, text: str, content: Json | None = None, thread_ts: str = "",
        broadcast: bool = False,
    ) -> Json:  # fmt: skip
        """Store a message. `content` is blocks, attachments, metadata: whatever else the message carries."""
        ts = self.stamps.next()
        message: Json = {"type": "message", **self.author_fields(author), "text": text, "ts": ts, **(content or {})}
        if thread_ts:
            message |= {"thread_ts": thread_ts, "parent_user_id": channel.find(thread_ts).get("user", "")}
        if thread_ts and broadcast:
            message |= {"subtype": "thread_broadcast"}
        channel.messages[ts] = message
        if thread_ts:
            self._count_replies(channel, thread_ts)
        self.tell(Change(kind="posted", channel=channel, message=message, user=author.id))
        return message

    def edit(self, channel: Channel, ts: str, changes: Json) -> Json:
        message = channel.find(ts)
        previous = copy.deepcopy(message)
        message |= changes
        message["edited"] = {"user": message.get("user", ""), "ts": self.stamps.next()}
        self.tell(Change(kind="edited", channel=channel, message=message, previous=previous))
        return message

    def delete(self, channel: Channel, ts: str) -> None:
        """A root with replies leaves a tombstone, as in Slack, so that its thread stays reachable."""
        message = channel.find(ts)
        if message.get("reply_count"):
            tombstone = {
                "subtype": "tombstone",
                "text": "This message was deleted.",
                "user": "USLACKBOT",
                "hidden": True,
            }
            kept = {k: v for k, v in message.items() if k.startswith(("reply_", "latest_", "thread_"))}
            channel.messages[ts] = {"type": "message", "ts": ts, **kept, **tombstone}
        else:
            del channel.messages[ts]
        root_ts = message.get("thread_ts", ts)
        if root_ts != ts and root_ts in channel.messages:
            self._count_replies(channel, root_ts)
        self.tell(Change(kind="deleted", channel=channel, message=message))

    def _count_replies(self, channel: Channel, root_ts: str) -> None:
        root = channel.messages[root_ts]
        replies = [m for m in channel.thread(root_ts) if m["ts"] != root_ts]
        writers = list(dict.fromkeys(m["user"] for m in replies))
        if not replies:
            for key in ("thread_ts", "reply_count", "reply_users_count", "latest_reply", "reply_users"):
                root.pop(key, None)
            return
        root |= {
            "thread_ts": root_ts, "reply_count": len(replies), "reply_users_count": len(writers),
            "latest_reply": replies[-1]["ts"], "reply_users": writers[:5], "is_locked": False, "subscribed": True,
        }  # fmt: skip
        self.tell(Change(kind="thread_counted", channel=channel, message=root))

    def whisper(
        self, channel: Channel, to: Person, *, text: str, content: Json | None = None, thread_ts: str = "",
        author: Person | None = None,
    ) -> Json:  # fmt: skip
        """An ephemeral message: one person sees it, history never does."""
        ts = self.stamps.next()
        message: Json = {
            "type": "message", "subtype": "ephemeral", "is_ephemeral": True, **self.author_fields(author or self.bot),
            "to": to.id, "text": text, "ts": ts, **(content or {}), **({"thread_ts": thread_ts} if thread_ts else {}),
        }  # fmt: skip
        channel.ephemerals[ts] = message
        self.tell(Change(kind="whispered", channel=channel, message=message, user=to.id))
        return message

    def rewhisper(self, channel: Channel, ts: str, changes: Json) -> None:
        if ts in channel.ephemerals:
            channel.ephemerals[ts] |= changes
            message = channel.ephemerals[ts]
            self.tell(Change(kind="rewhispered", channel=channel, message=message, user=message["to"]))

    def unwhisper(self, channel: Channel, ts: str) -> None:
        message = channel.ephemerals.pop(ts, None)
        if message is not None:
            self.tell(Change(kind="unwhispered", channel=channel, message=message, user=message["to"]))

    # --- reactions -----------------------------------------------------------------------------

    def react(self, channel: Channel, ts: str, user: Person, name: str) -> None:
        message = channel.find(ts)
        reactions: list[Json] = message.setdefault("reactions", [])
        entry = next((r for r in reactions if r["name"] == name), None)
        if entry is None:
            entry = {"name": name, "users": [], "count": 0}
            reactions.append(entry)
        if user.id in entry["users"]:
            raise RefusalError("already_reacted")
        entry["users"].append(user.id)
        entry["count"] = len(entry["users"])
        self.tell(Change(kind="reacted", channel=channel, message=message, user=user.id, reaction=name))

    def unreact(self, channel: Channel, ts: str, user: Person, name: str) -> None:
        message = channel.find(ts)
        entry = next((r for r in message.get("reactions", []) if r["name"] == name), None)
        if entry is None or user.id not in entry["users"]:
            raise RefusalError("no_reaction")
        entry["users"].remove(user.id)
        entry["count"] = len(entry["users"])
        message["reactions"] = [r for r in message["reactions"] if r["count"]]
        if not message["reactions"]:
            del message["reactions"]
        self.tell(Change(kind="unreacted", channel=channel, message=message, user=user.id, reaction=name))
