"""A Slack message, and the few Block Kit blocks we make, each inside Slack's limits."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from bot.blocks.mrkdwn import plain, units

Block = dict[str, Any]

MAX_BLOCKS = 50
MAX_TEXT = 3000
MAX_FIELD = 2000
MAX_ALL_TEXT = 12_000
"""Slack refuses about 13,200 characters in all blocks together, undocumented."""


@dataclass(frozen=True, kw_only=True)
class Message:
    """`text` is what screen readers and notifications get; it is escaped like everything else, and its times are UTC."""

    text: str
    blocks: tuple[Block, ...]


def section(text: str) -> Block:
    """`text` is mrkdwn. Verbatim: Slack makes no links or mentions of its own from it."""
    return {"type": "section", "text": _mrkdwn(text or "-")}


def pair(left: str, right: str) -> Block:
    """Two texts side by side, in mrkdwn, neither longer than MAX_FIELD."""
    return {"type": "section", "fields": [_mrkdwn(left or "-"), _mrkdwn(right or "-")]}


def context(*texts: str) -> Block:
    return {"type": "context", "elements": [_mrkdwn(t) for t in texts if t]}


def header(text: str) -> Block:
    return {"type": "header", "text": {"type": "plain_text", "text": plain(text, 150), "emoji": False}}


def divider() -> Block:
    return {"type": "divider"}


def actions(buttons: Iterable[Block]) -> Block:
    return {"type": "actions", "elements": list(buttons)}


def button(label: str, action: str, value: str, *, style: str = "", confirm: str = "") -> Block:
    """`action` is the action_id a handler listens for; `confirm` is asked before the click counts."""
    made: Block = {"type": "button", "action_id": action, "text": _plain(label, 75), "value": value}
    if style:
        made["style"] = style
    if confirm:
        made["confirm"] = {
            "title": _plain(label, 100),
            "text": _plain(confirm, 300),
            "confirm": _plain(label, 30),
            "deny": _plain("Cancel", 30),
        }
    return made


def size(block: Block) -> int:
    """The characters of a block's texts, as Slack counts them against the whole message."""
    return sum(units(t) for t in texts(block))


def texts(node: object) -> list[str]:
    """Every text in blocks, in order."""
    if isinstance(node, dict):
        own = [node["text"]] if isinstance(node.get("text"), str) else []
        return own + [t for value in node.values() for t in texts(value)]
    if isinstance(node, list | tuple):
        return [t for item in node for t in texts(item)]
    return []


def _mrkdwn(text: str) -> Block:
    return {"type": "mrkdwn", "text": text, "verbatim": True}


def _plain(text: str, limit: int) -> Block:
    return {"type": "plain_text", "text": plain(text, limit), "emoji": False}
