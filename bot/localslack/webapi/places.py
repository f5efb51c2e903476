"""Finding the channel a call is about, and whether the bot may do there what it wants."""

from bot.localslack.installation import Installation
from bot.localslack.nouns import Channel
from bot.localslack.shapes import RefusalError
from bot.localslack.webapi.registry import Args


def channel_of(app: Installation, args: Args) -> Channel:
    """The channel named in the call, by id. A private one the bot is not in does not exist for it."""
    channel_id = args.need("channel", refusal="channel_not_found")
    channel = app.workspace.channels.get(channel_id)
    if channel is None or (channel.private and app.workspace.bot.id not in channel.members):
        raise RefusalError("channel_not_found")
    return channel


def channel_to_write(app: Installation, args: Args) -> Channel:
    """A channel, or for a user id the direct message with them, where the bot may post."""
    wanted = args.need("channel", refusal="channel_not_found")
    if wanted in app.workspace.people:
        return app.workspace.direct(app.workspace.people[wanted])
    channel = _by_name(app, wanted) or channel_of(app, args)
    if channel.archived:
        raise RefusalError("is_archived")
    public_writer = "chat:write.public" in app.manifest.scopes and not channel.private
    if app.workspace.bot.id not in channel.members and not public_writer:
        raise RefusalError("not_in_channel")
    return channel


def channel_to_read(app: Installation, args: Args, family: str) -> Channel:
    """A channel whose messages the bot may read: `family` is the scope's last word (history, read)."""
    channel = channel_of(app, args)
    scope = f"{channel.kind}:{family}"
    if scope not in app.manifest.scopes:
        raise RefusalError("missing_scope", needed=scope, provided=",".join(sorted(app.manifest.scopes)))
    if app.workspace.bot.id not in channel.members and family == "history":
        raise RefusalError("not_in_channel")
    return channel


def _by_name(app: Installation, wanted: str) -> Channel | None:
    """chat.postMessage still takes a channel's name where everything else wants its id."""
    name = wanted.removeprefix("#")
    return next(
        (c for c in app.workspace.channels.values() if c.name == name and not c.im_with and not c.private), None
    )
