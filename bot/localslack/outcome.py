"""What came of something a person did: whether the app took it, and every answer that person saw."""

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass, field

from bot.localslack.shapes import Json


@dataclass
class Outcome:
    """Answers arrive while it is being looked at; `ok` and `error` are about the acknowledgement."""

    ok: bool = True
    error: str = ""
    ack: Json = field(default_factory=dict)
    responses: list[Json] = field(default_factory=list)
    arrived: asyncio.Event = field(default_factory=asyncio.Event, repr=False)

    def add(self, kind: str, message: Json, channel_id: str = "") -> None:
        """`kind`: ephemeral, in_channel, replaced, deleted, view, home."""
        kept: Json = {key: message[key] for key in ("ts", "text", "blocks", "thread_ts", "id") if key in message}
        self.responses.append({"kind": kind, "channel": channel_id, **kept, "message": message})
        self.arrived.set()

    def fail(self, error: str) -> None:
        self.ok = False
        self.error = error

    async def first(self, seconds: float) -> None:
        """Wait for one answer, but not for ever; having none is for the caller to judge."""
        try:
            async with asyncio.timeout(seconds):
                await self.arrived.wait()
        except TimeoutError:
            return

    @property
    def text(self) -> str:
        """Every word of every answer, in blocks too."""
        return "\n".join(words for response in self.responses for words in _words(response["message"]))


def _words(node: object) -> Iterator[str]:
    if isinstance(node, dict):
        for key, value in node.items():
            if key == "text" and isinstance(value, str):
                yield value
            elif key in ("text", "blocks", "fields", "elements", "title", "label", "accessory", "element"):
                yield from _words(value)
    elif isinstance(node, list):
        for item in node:
            yield from _words(item)


CommandResult = Outcome
