"""The workspace in a file, so that its messages survive a restart of the process."""

import asyncio
import json
from pathlib import Path

from bot.localslack.nouns import Change, Channel
from bot.localslack.shapes import Json
from bot.localslack.workspace import Workspace

_SAVE_AFTER = 0.2  # seconds; a burst of posts is written once
_KEPT = ("id", "name", "creator", "private", "archived", "im_with", "created", "members", "messages")


class StateFile:
    """Loads once, then saves soon after every change."""

    def __init__(self, path: Path, workspace: Workspace) -> None:
        self._path = path
        self._workspace = workspace
        self._due: asyncio.TimerHandle | None = None

    def start(self) -> None:
        if self._path.exists():
            self._load(json.loads(self._path.read_text(encoding="utf-8")))
        self._workspace.subscribe(self._on_change)

    def save(self) -> None:
        """Written beside and moved over: a crash leaves the old file or the new one."""
        self._due = None
        channels = [{key: getattr(c, key) for key in _KEPT} for c in self._workspace.channels.values()]
        fresh = self._path.with_suffix(".new")
        fresh.write_text(json.dumps({"channels": channels}), encoding="utf-8")
        fresh.replace(self._path)

    def stop(self) -> None:
        if self._due is not None:
            self._due.cancel()
            self.save()

    def _on_change(self, _change: Change) -> None:
        if self._due is None:
            self._due = asyncio.get_running_loop().call_later(_SAVE_AFTER, self.save)

    def _load(self, state: Json) -> None:
        for kept in state["channels"]:
            channel = Channel(**kept)
            self._workspace.channels[channel.id] = channel
            for ts in channel.messages:
                self._workspace.stamps.seen(ts)
