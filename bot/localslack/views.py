"""Modals and Home tabs: who has which view open, and what was typed into it."""

import secrets
import time
from dataclasses import dataclass, field

from bot.localslack.ids import fresh_id
from bot.localslack.nouns import Change
from bot.localslack.shapes import Json, RefusalError
from bot.localslack.workspace import Workspace

MAX_STACK = 3
_HOME_TITLE = {"type": "plain_text", "text": "View Title", "emoji": True}  # what Slack puts there; it shows nowhere


@dataclass
class Views:
    """Every open view. A person has one stack of modals and one Home tab."""

    workspace: Workspace
    stacks: dict[str, list[Json]] = field(default_factory=dict)
    homes: dict[str, Json] = field(default_factory=dict)

    def open(self, user: str, view: Json) -> Json:
        made = self._made(view)
        made |= {"root_view_id": made["id"], "previous_view_id": None}
        self.stacks[user] = [made]
        self._tell("view_opened", user, made)
        return made

    def push(self, user: str, view: Json) -> Json:
        stack = self.stacks.get(user) or []
        if not stack:
            return self.open(user, view)
        if len(stack) >= MAX_STACK:
            raise RefusalError("push_limit_reached")
        made = self._made(view)
        made |= {"root_view_id": stack[0]["id"], "previous_view_id": stack[-1]["id"]}
        stack.append(made)
        self._tell("view_opened", user, made)
        return made

    def publish(self, user: str, view: Json) -> Json:
        old = self.homes.get(user)
        made = self._made(view)
        if old is not None:
            made["id"] = old["id"]
        made |= {"root_view_id": made["id"], "previous_view_id": None}
        self.homes[user] = made
        self._tell("home_published", user, made)
        return made

    def update(self, old: Json, view: Json) -> Json:
        """Change a view in place; it keeps its id, its place and what was typed into blocks that stay."""
        made = self._made(view)
        kept = {key: old[key] for key in ("id", "root_view_id", "previous_view_id", "external_id")}
        kept_blocks = {block["block_id"] for block in made["blocks"]}
        values = {key: value for key, value in old["state"]["values"].items() if key in kept_blocks}
        old.clear()
        old.update(made | kept | {"state": {"values": values}})
        user, _ = self.find(view_id=old["id"])
        self._tell("home_published" if old["type"] == "home" else "view_updated", user, old)
        return old

    def find(self, *, view_id: str = "", external_id: str = "") -> tuple[str, Json]:
        """The person and the view."""
        for user, stack in self.stacks.items():
            for view in stack:
                if view["id"] == view_id or (external_id and view["external_id"] == external_id):
                    return user, view
        for user, view in self.homes.items():
            if view["id"] == view_id:
                return user, view
        raise RefusalError("not_found")

    def top(self, user: str) -> Json | None:
        stack = self.stacks.get(user)
        return stack[-1] if stack else None

    def close(self, user: str, *, everything: bool = False) -> list[Json]:
        """Close the top view or the whole stack; returns what was closed."""
        stack = self.stacks.get(user, [])
        closed = list(reversed(stack)) if everything else stack[-1:]
        del stack[len(stack) - len(closed) :]
        self._tell("view_closed", user, closed[-1] if closed else {})
        return closed

    def check_hash(self, view: Json, given: str) -> None:
        if given and given != view["hash"]:
            raise RefusalError("hash_conflict")

    def _tell(self, kind: str, user: str, view: Json) -> None:
        self.workspace.tell(Change(kind=kind, user=user, message=view))

    def _made(self, view: Json) -> Json:
        space = self.workspace
        made: Json = {
            "id": fresh_id("V"), "team_id": space.team_id, "type": view["type"], "blocks": view.get("blocks", []),
            "private_metadata": view.get("private_metadata", ""), "callback_id": view.get("callback_id", ""),
            "state": {"values": {}}, "hash": f"{int(time.time())}.{secrets.token_hex(4)}",
            "clear_on_close": bool(view.get("clear_on_close")), "notify_on_close": bool(view.get("notify_on_close")),
            "external_id": view.get("external_id", ""), "app_id": space.app_id, "bot_id": space.bot.bot_id,
            "app_installed_team_id": space.team_id,
        }  # fmt: skip
        if view["type"] == "home":
            return made | {"title": _HOME_TITLE, "close": None, "submit": None}
        return made | {key: view.get(key) for key in ("title", "close", "submit")}
