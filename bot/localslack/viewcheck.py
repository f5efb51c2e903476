"""Whether Slack would take this view."""

import copy

from bot.localslack.blocks import check_blocks
from bot.localslack.shapes import Json, RefusalError

MAX_VIEW_BLOCKS = 100


def require_view(view: object, *, kind: str = "") -> Json:
    """A copy of the view, or Slack's refusal with its pointers."""
    if not isinstance(view, dict):
        raise RefusalError("invalid_arguments")
    problems = check_blocks(view.get("blocks"), pointer="/view/blocks", limit=MAX_VIEW_BLOCKS)
    if kind and view.get("type") != kind:
        problems.append(f"[ERROR] must be {kind} [json-pointer:/view/type]")
    if problems:
        raise RefusalError("invalid_arguments", response_metadata={"messages": problems})
    return copy.deepcopy(view)
