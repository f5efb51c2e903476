"""Every post, edit and whisper in order: what a reader of the workspace would have seen happen."""

import copy

from bot.localslack.nouns import Change
from bot.localslack.shapes import Json
from bot.localslack.workspace import Workspace

_KINDS = {"edited": "edit", "deleted": "delete", "whispered": "ephemeral", "rewhispered": "edit"}


class Transcript:
    """Subscribes to the workspace and writes down."""

    def __init__(self, workspace: Workspace) -> None:
        self.entries: list[Json] = []
        self._workspace = workspace
        workspace.subscribe(self._on_change)

    def _on_change(self, change: Change) -> None:
        kind = _post_kind(change.message) if change.kind == "posted" else _KINDS.get(change.kind)
        if kind is None:
            return
        message = change.message
        entry: Json = {
            "kind": kind, "ts": message["ts"], "channel": change.channel.name, "channel_id": change.channel.id,
            "who": self._name(message.get("user", "")), "text": message.get("text", ""),
            "blocks": copy.deepcopy(message.get("blocks", [])), "thread_ts": message.get("thread_ts"),
        }  # fmt: skip
        if "to" in message:
            entry["to"] = self._name(message["to"])
        self.entries.append(entry)

    def _name(self, user_id: str) -> str:
        person = self._workspace.people.get(user_id)
        return person.name if person else user_id.removeprefix("U").title()


def _post_kind(message: Json) -> str:
    if message.get("subtype") == "thread_broadcast":
        return "broadcast"
    return "reply" if message.get("thread_ts", message["ts"]) != message["ts"] else "post"
