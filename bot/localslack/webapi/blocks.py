"""blocks.validate: would Slack take this? Free of token and scope."""

from bot.localslack.blocks import check_blocks, check_view
from bot.localslack.installation import Installation
from bot.localslack.shapes import Json, RefusalError
from bot.localslack.webapi.registry import Args, method


@method("blocks.validate", token="none")  # noqa: S106  (a kind of token, not one)
def validate(app: Installation, args: Args) -> Json:  # noqa: ARG001  (every method has these arguments)
    args.decode("message", "invalid_arguments")
    message = args.get("message")
    given = [name for name in ("blocks", "message", "view") if args.get(name) is not None]
    if len(given) != 1:
        raise RefusalError("invalid_arguments")
    if given == ["view"]:
        problems = check_view(args["view"])
    elif given == ["message"]:
        problems = check_blocks(message.get("blocks") if isinstance(message, dict) else None, "/message/blocks")
    else:
        problems = check_blocks(args["blocks"])
    if problems:
        raise RefusalError("invalid_blocks", response_metadata={"messages": problems})
    return {}
