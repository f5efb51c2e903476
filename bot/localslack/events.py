"""Turns what happens in the workspace into the events the manifest asks for, and hands them to the courier."""

import copy
import time

from bot.localslack.ids import fresh_id, stable_id
from bot.localslack.installation import Installation
from bot.localslack.nouns import Change, Channel
from bot.localslack.shapes import Json

# Event types whose name in bot_events carries the kind of channel.
_MESSAGE_EVENTS = ("posted", "edited", "deleted")


class Events:
    """Subscribes to the workspace for as long as the installation lives."""

    def __init__(self, installation: Installation) -> None:
        self._app = installation
        installation.workspace.subscribe(self.on_change)

    def on_change(self, change: Change) -> None:
        event = _event(change)
        if event is None:
            return
        if event["type"].startswith("member_"):
            event["team"] = self._app.workspace.team_id
        if change.kind in _MESSAGE_EVENTS:
            self._emit_message(change, event)
        elif event["type"] in self._app.manifest.bot_events and self._may_see(change):
            self.emit(event)

    def emit(self, event: Json) -> None:
        """Wrap and send one event; used directly for events that belong to no channel (App Home)."""
        space = self._app.workspace
        authorization = {
            "enterprise_id": None, "team_id": space.team_id, "user_id": space.bot.id, "is_bot": True,
            "is_enterprise_install": False,
        }  # fmt: skip
        event = {**copy.deepcopy(event), "event_ts": event.get("event_ts", space.stamps.next())}
        self._app.courier.send_event({
            "token": stable_id("", space.app_id), "team_id": space.team_id, "context_team_id": space.team_id,
            "context_enterprise_id": None, "api_app_id": space.app_id, "event": event, "type": "event_callback",
            "event_id": fresh_id("Ev"), "event_time": int(time.time()), "authorizations": [authorization],
            "is_ext_shared_channel": False, "event_context": fresh_id("4-"),
        })  # fmt: skip

    def _may_see(self, change: Change) -> bool:
        bot = self._app.workspace.bot.id
        return bot in change.channel.members or (change.kind == "left" and change.user == bot)

    def _emit_message(self, change: Change, event: Json) -> None:
        if not self._may_see(change):
            return
        wanted = self._app.manifest.bot_events
        if change.kind != "posted":  # an edit or a deletion has a time of its own, apart from the message's
            event["ts"] = event["event_ts"] = self._app.workspace.stamps.next()
        if f"message.{change.channel.kind}" in wanted:
            self.emit(event)
        mentions_bot = f"<@{self._app.workspace.bot.id}" in change.message.get("text", "")
        if change.kind == "posted" and mentions_bot and "app_mention" in wanted and not change.channel.im_with:
            self.emit(_mention(event))


def _mention(event: Json) -> Json:
    kept = {k: v for k, v in event.items() if k not in ("channel_type", "subtype", "parent_user_id", "root")}
    return {**kept, "type": "app_mention"}


def _event(change: Change) -> Json | None:
    channel, message = change.channel, change.message
    where: Json = {"channel": channel.id}
    if change.kind in _MESSAGE_EVENTS:
        return _message_event(change)
    if change.kind in ("reacted", "unreacted"):
        name = "reaction_added" if change.kind == "reacted" else "reaction_removed"
        item = {"type": "message", "channel": channel.id, "ts": message["ts"]}
        return {
            "type": name, "user": change.user, "reaction": change.reaction, "item": item, "item_user": message["user"],
        }  # fmt: skip
    if change.kind in ("joined", "left"):
        name = "member_joined_channel" if change.kind == "joined" else "member_left_channel"
        return {"type": name, "user": change.user, **where, "channel_type": _channel_type(channel)}
    if change.kind in ("archived", "unarchived"):
        name = f"{'group' if channel.private else 'channel'}_{change.kind.removesuffix('d')}"
        return {"type": name, **where, "user": channel.creator}
    return None


def _message_event(change: Change) -> Json:
    channel, message = change.channel, change.message
    kind = {"channels": "channel", "groups": "group", "im": "im"}[channel.kind]
    where: Json = {"channel": channel.id, "channel_type": kind}
    shown = _shown(message)
    if change.kind == "posted":
        root = {"root": _shown(channel.messages[message["thread_ts"]])} if message.get("subtype") else {}
        return {**shown, **root, **where, "event_ts": message["ts"]}
    base: Json = {"type": "message", **where, "hidden": True}
    if change.kind == "edited":
        previous = _shown(change.previous)
        return {**base, "subtype": "message_changed", "message": shown, "previous_message": previous}
    return {**base, "subtype": "message_deleted", "previous_message": shown, "deleted_ts": message["ts"]}


def _shown(message: Json) -> Json:
    """Slack leaves metadata out of message events unless an app asks for it with its own scope."""
    return {k: v for k, v in message.items() if k not in ("metadata", "reactions")}


def _channel_type(channel: Channel) -> str:
    return "G" if channel.private else "C"
