"""Whether Slack would take these blocks or this view; the rules themselves are tables."""

import copy
import json
from collections.abc import Iterator

from bot.localslack.blockrules import BLOCKS, MAX_MESSAGE_BLOCKS, VIEWS
from bot.localslack.rules import Items, error, length
from bot.localslack.shapes import Json, RefusalError

# Undocumented: all text of a message's blocks together (bolt-js 2509; metabase PR 79908 measured 13,202).
MAX_BLOCKS_TEXT = 13_200
MAX_VIEW_BYTES = 250_000
_MESSAGE = Items(each=BLOCKS, most=MAX_MESSAGE_BLOCKS, least=0)


def check_blocks(blocks: object, pointer: str = "/blocks") -> list[str]:
    """Slack's complaints, `[ERROR] what [json-pointer:/where]`; none when the blocks are fine."""
    return [*_MESSAGE(blocks, pointer), *_same_block_ids(blocks, pointer)]


def check_view(view: object) -> list[str]:
    blocks = view.get("blocks") if isinstance(view, dict) else None
    return [*VIEWS(view, "/view"), *_same_block_ids(blocks, "/view/blocks")]


def require_blocks(blocks: object) -> list[Json]:
    """The blocks, or Slack's refusal."""
    problems = check_blocks(blocks)
    if problems or not isinstance(blocks, list):
        said = [p.removeprefix("[ERROR] ") for p in problems]
        raise RefusalError("invalid_blocks", errors=said, response_metadata={"messages": problems})
    if sum(_text_sizes(blocks)) > MAX_BLOCKS_TEXT:
        raise RefusalError("msg_blocks_too_long")
    return blocks


def require_view(view: object, *, kind: str = "") -> Json:
    """A copy of the view, or Slack's refusal. Views answer `invalid_arguments` where messages say `invalid_blocks`."""
    problems = check_view(view)
    if isinstance(view, dict) and kind and view.get("type") in VIEWS.shapes and view["type"] != kind:
        problems.append(error(f"must be a view of type {kind}", "/view/type"))
    if problems or not isinstance(view, dict):
        raise RefusalError("invalid_arguments", response_metadata={"messages": problems})
    if len(json.dumps(view).encode()) > MAX_VIEW_BYTES:
        raise RefusalError("view_too_large")
    return copy.deepcopy(view)


def _same_block_ids(blocks: object, pointer: str) -> Iterator[str]:
    seen: set[str] = set()
    for n, block in enumerate(blocks if isinstance(blocks, list) else []):
        block_id = block.get("block_id") if isinstance(block, dict) else None
        if isinstance(block_id, str) and block_id:
            if block_id in seen:
                yield error(f"`block_id` `{block_id}` already exists", f"{pointer}/{n}/block_id")
            seen.add(block_id)


def _text_sizes(node: object) -> Iterator[int]:
    if isinstance(node, dict):
        for key, value in node.items():
            if key == "text" and isinstance(value, str) and node.get("type") != "markdown":
                yield length(value)
            else:
                yield from _text_sizes(value)
    elif isinstance(node, list):
        for item in node:
            yield from _text_sizes(item)
