"""Whether Slack would take these blocks. The rules are a table in `blockrules`; here they are applied."""

from bot.localslack.shapes import Json, RefusalError

MAX_MESSAGE_BLOCKS = 50


def check_blocks(blocks: object, *, pointer: str = "/blocks", limit: int = MAX_MESSAGE_BLOCKS) -> list[str]:
    """Slack's complaints, `[ERROR] what [json-pointer:/where]`; none when the blocks are fine."""
    if not isinstance(blocks, list):
        return [f"[ERROR] must provide an array [json-pointer:{pointer}]"]
    if len(blocks) > limit:
        return [f"[ERROR] no more than {limit} items allowed [json-pointer:{pointer}]"]
    return []


def require_blocks(blocks: object) -> list[Json]:
    problems = check_blocks(blocks)
    if problems:
        raise RefusalError("invalid_blocks", errors=problems, response_metadata={"messages": problems})
    assert isinstance(blocks, list)  # noqa: S101  (narrowing; check_blocks has refused anything else)
    return blocks
