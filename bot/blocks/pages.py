"""Blocks packed into as few messages as Slack's limits allow."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate

from bot.blocks.message import MAX_ALL_TEXT, MAX_BLOCKS, MAX_TEXT, Block, context, section, size
from bot.blocks.mrkdwn import units

_BLOCKS_KEPT = 4
_TEXT_KEPT = 800
"""Room left on every page for its number and its buttons."""
_WHOLE = re.compile(r"<[^<>]{1,2500}>|&\w{1,4};|.")
"""What is never parted: a link, an escaped character."""


def sections(lines: Iterable[str]) -> list[Block]:
    """The lines in as few sections as they fit in."""
    return [section(text) for text in _packed(lines)]


def contexts(lines: Iterable[str]) -> list[Block]:
    """The same in small grey print: what may be looked up below an answer."""
    return [context(text) for text in _packed(lines)]


def _packed(lines: Iterable[str]) -> list[str]:
    out: list[list[str]] = [[]]
    for part in (part for line in "\n".join(lines).split("\n") for part in _parted(line)):
        if out[-1] and units("\n".join([*out[-1], part])) > MAX_TEXT:
            out.append([])
        out[-1].append(part)
    return ["\n".join(parts) for parts in out if parts]


def _parted(line: str) -> Iterator[str]:
    """A line that no section holds goes on in the next: a link alone may take half of one."""
    while units(line) > MAX_TEXT:
        atoms = list(_WHOLE.finditer(line))
        fits = [a for a, end in zip(atoms, accumulate(units(a[0]) for a in atoms), strict=True) if end <= MAX_TEXT]
        at = next((a.start() for a in reversed(fits) if a[0] == " " and a.start()), fits[-1].end())
        yield line[:at]
        line = line[at:].lstrip()
    if line:
        yield line


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
