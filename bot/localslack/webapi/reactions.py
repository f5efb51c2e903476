"""reactions.*: giving, taking back, reading."""

import re

from bot.localslack.installation import Installation
from bot.localslack.nouns import Channel
from bot.localslack.shapes import Json, RefusalError
from bot.localslack.webapi.places import channel_of
from bot.localslack.webapi.registry import Args, method

_NAME = re.compile(r"[a-z0-9_+'\-]+(::skin-tone-[2-6])?")


@method("reactions.add", "reactions:write", tier=3)
def add(app: Installation, args: Args) -> Json:
    channel, ts = _item(app, args)
    app.workspace.react(channel, ts, app.workspace.bot, _name(args))
    return {}


@method("reactions.remove", "reactions:write", tier=2)
def remove(app: Installation, args: Args) -> Json:
    channel, ts = _item(app, args)
    app.workspace.unreact(channel, ts, app.workspace.bot, _name(args))
    return {}


@method("reactions.get", "reactions:read", tier=3)
def get(app: Installation, args: Args) -> Json:
    channel, ts = _item(app, args)
    return {"type": "message", "channel": channel.id, "message": channel.find(ts)}


def _item(app: Installation, args: Args) -> tuple[Channel, str]:
    ts = args.need("timestamp", refusal="no_item_specified")
    channel = channel_of(app, args)
    channel.find(ts)
    if app.workspace.bot.id not in channel.members:
        raise RefusalError("not_in_channel")
    if channel.archived:
        raise RefusalError("is_archived")
    return channel, ts


def _name(args: Args) -> str:
    name = args.text("name").strip(":")
    if not _NAME.fullmatch(name):
        raise RefusalError("invalid_name")
    return name
