"""What a message carries: text, blocks, attachments and metadata, checked and brought into the form Slack keeps."""

import copy

from bot.localslack.blocks import require_blocks
from bot.localslack.ids import fresh_id
from bot.localslack.shapes import Json, RefusalError

MAX_POST_TEXT = (
    40_000  # longer texts are cut, not refused: api.slack.com/changelog/2018-04-truncating-really-long-messages
)
MAX_UPDATE_TEXT = 4_000
MAX_ATTACHMENTS = 100
MAX_METADATA = 16_000


def read_content(args: Json, *, need: bool = True) -> tuple[str, Json]:
    """The text and the rest of a message. `need`: refuse a message with nothing in it."""
    content: Json = {}
    if "blocks" in args and args["blocks"] is not None:
        content["blocks"] = settled(require_blocks(args["blocks"]))
    if args.get("attachments"):
        content["attachments"] = _attachments(args["attachments"])
    if args.get("metadata"):
        content["metadata"] = _metadata(args["metadata"])
    text = str(args.get("text") or "")
    if need and not text.strip() and not content.get("blocks") and not content.get("attachments"):
        raise RefusalError("no_text")
    return text, content


def settled(blocks: list[Json]) -> list[Json]:
    """As Slack hands blocks back: with ids for what had none, and text objects spelled out."""
    made = copy.deepcopy(blocks)
    for block in made:
        block.setdefault("block_id", fresh_id("", 5))
        for element in elements_of(block):
            if element.get("type") not in ("image", "mrkdwn", "plain_text") and block["type"] != "rich_text":
                element.setdefault("action_id", fresh_id("", 5))
        if block.get("type") != "rich_text":
            _spell_out(block)
    return made


def elements_of(block: Json) -> list[Json]:
    """The elements of one block, whichever key holds them."""
    found = [block.get("accessory"), block.get("element"), *(block.get("elements") or ())]
    return [e for e in found if isinstance(e, dict)]


def _spell_out(node: object) -> None:
    if isinstance(node, list):
        for item in node:
            _spell_out(item)
    elif isinstance(node, dict):
        if node.get("type") == "plain_text":
            node.setdefault("emoji", True)
        elif node.get("type") == "mrkdwn":
            node.setdefault("verbatim", False)
        for value in node.values():
            _spell_out(value)


def _attachments(attachments: object) -> list[Json]:
    if not isinstance(attachments, list) or not all(isinstance(a, dict) for a in attachments):
        raise RefusalError("invalid_attachments")
    if len(attachments) > MAX_ATTACHMENTS:
        raise RefusalError("too_many_attachments")
    return [{"id": n, **a} for n, a in enumerate(copy.deepcopy(attachments), start=1)]


def _metadata(metadata: object) -> Json:
    if not isinstance(metadata, dict) or not isinstance(metadata.get("event_type"), str):
        raise RefusalError("invalid_metadata_format")
    payload = metadata.get("event_payload")
    if not isinstance(payload, dict) or set(metadata) - {"event_type", "event_payload", "entities"}:
        raise RefusalError("invalid_metadata_schema")
    if len(str(metadata)) > MAX_METADATA:
        raise RefusalError("metadata_too_large")
    return copy.deepcopy(metadata)
