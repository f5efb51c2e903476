"""Blocks packed into as few messages as Slack's limits allow."""

from collections.abc import Iterable, Sequence

from bot.blocks.message import MAX_ALL_TEXT, MAX_BLOCKS, MAX_TEXT, Block, context, section, size
from bot.blocks.mrkdwn import units

_BLOCKS_KEPT = 4
_TEXT_KEPT = 800
"""Room left on every page for its number and its buttons."""


def sections(lines: Iterable[str]) -> list[Block]:
    """The lines in as few sections as they fit in."""
    return [section(text) for text in _packed(lines)]


def contexts(lines: Iterable[str]) -> list[Block]:
    """The same in small grey print: what may be looked up below an answer."""
    return [context(text) for text in _packed(lines)]


def _packed(lines: Iterable[str]) -> list[str]:
    out: list[list[str]] = [[]]
    for line in filter(None, "\n".join(lines).split("\n")):
        if out[-1] and units("\n".join([*out[-1], line])) > MAX_TEXT:
            out.append([])
        out[-1].append(line)
    return ["\n".join(lines) for lines in out if lines]


def pages(blocks: Sequence[Block]) -> list[list[Block]]:
    """In order; at least one page."""
    out: list[list[Block]] = [[]]
    room = MAX_ALL_TEXT - _TEXT_KEPT
    used = 0
    for block in blocks:
        if out[-1] and (used + size(block) > room or len(out[-1]) >= MAX_BLOCKS - _BLOCKS_KEPT):
            out.append([])
            used = 0
        out[-1].append(block)
        used += size(block)
    return out
