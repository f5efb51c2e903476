"""conversations.*: channels, their members and their messages."""

from decimal import Decimal, InvalidOperation

from bot.localslack.installation import Installation
from bot.localslack.nouns import Channel
from bot.localslack.shapes import Json, RefusalError
from bot.localslack.webapi.pages import page
from bot.localslack.webapi.places import channel_of, channel_to_read
from bot.localslack.webapi.registry import Args, method

_READ = ("channels:read", "groups:read", "im:read", "mpim:read")
_HISTORY = ("channels:history", "groups:history", "im:history", "mpim:history")
_TYPES = {"public_channel": "channels", "private_channel": "groups", "im": "im"}


@method("conversations.list", *_READ, tier=2)
def list_(app: Installation, args: Args) -> Json:
    kinds = {_TYPES.get(t.strip(), "") for t in (args.text("types") or "public_channel").split(",")}
    bot = app.workspace.bot.id
    found = [
        c for c in app.workspace.channels.values()
        if c.kind in kinds and f"{c.kind}:read" in app.manifest.scopes
        and (not c.private or bot in c.members) and not (c.archived and args.flag("exclude_archived"))
    ]  # fmt: skip
    some, more = page([_listed(app, c) for c in found], args)
    return {"channels": some, "response_metadata": more}


@method("conversations.info", *_READ, tier=3)
def info(app: Installation, args: Args) -> Json:
    channel = channel_to_read(app, args, "read")
    shown = channel_json(app, channel)
    if args.flag("include_num_members"):
        shown["num_members"] = len(channel.members)
    return {"channel": shown}


@method("conversations.join", "channels:join", tier=3)
def join(app: Installation, args: Args) -> Json:
    channel = channel_of(app, args)
    if channel.private:
        raise RefusalError("method_not_supported_for_channel_type")
    if channel.archived:
        raise RefusalError("is_archived")
    if app.workspace.join(channel, app.workspace.bot):
        return {"channel": channel_json(app, channel)}
    return {"channel": channel_json(app, channel), "warning": "already_in_channel",
            "response_metadata": {"warnings": ["already_in_channel"]}}  # fmt: skip


@method("conversations.open", "im:write", "mpim:write", tier=3)
def open_(app: Installation, args: Args) -> Json:
    if args.text("channel"):
        channel = channel_of(app, args)
    else:
        users = args.need("users").split(",")
        if users[0] not in app.workspace.people:
            raise RefusalError("user_not_found")
        channel = app.workspace.direct(app.workspace.people[users[0]])
    return {"channel": channel_json(app, channel) if args.flag("return_im") else {"id": channel.id}}


@method("conversations.members", *_READ, tier=4)
def members(app: Installation, args: Args) -> Json:
    channel = channel_to_read(app, args, "read")
    some, more = page([{"id": m} for m in channel.members], args)
    return {"members": [m["id"] for m in some], "response_metadata": more}


@method("conversations.history", *_HISTORY, tier=3)
def history(app: Installation, args: Args) -> Json:
    """Newest first, without replies."""
    channel = channel_to_read(app, args, "history")
    within = [m for m in channel.top_level() if _within(m["ts"], args)]
    some, more = page(list(reversed(within)), args)
    answer: Json = {"messages": _shown(some, args), "has_more": bool(more["next_cursor"]), "pin_count": 0}
    return answer | ({"response_metadata": more} if more["next_cursor"] else {})


@method("conversations.replies", *_HISTORY, tier=3)
def replies(app: Installation, args: Args) -> Json:
    """The root and then its replies, oldest first; the root leads every page."""
    channel = channel_to_read(app, args, "history")
    ts = args.need("ts")
    if ts not in channel.messages:
        raise RefusalError("thread_not_found")
    root_ts = channel.messages[ts].get("thread_ts", ts)
    thread = channel.thread(root_ts)
    root, others = thread[:1], [m for m in thread[1:] if _within(m["ts"], args)]
    if ts != root_ts:
        root, others = [], [m for m in others if m["ts"] == ts]
    some, more = page(others, args, default=1000, most=1000)
    answer: Json = {"messages": _shown([*root, *some], args), "has_more": bool(more["next_cursor"])}
    return answer | ({"response_metadata": more} if more["next_cursor"] else {})


def _listed(app: Installation, channel: Channel) -> Json:
    """A list counts the members of channels; elsewhere they are counted only for who asks."""
    return channel_json(app, channel) | ({} if channel.im_with else {"num_members": len(channel.members)})


def channel_json(app: Installation, channel: Channel) -> Json:
    bot = app.workspace.bot.id
    shared: Json = {
        "id": channel.id, "created": channel.created, "is_archived": channel.archived, "is_im": bool(channel.im_with),
        "context_team_id": app.workspace.team_id, "updated": channel.created * 1000, "is_org_shared": False,
    }  # fmt: skip
    if channel.im_with:
        return shared | {"user": channel.im_with, "is_user_deleted": False, "priority": 0}
    text = {"value": "", "creator": "", "last_set": 0}
    return shared | {
        "name": channel.name, "name_normalized": channel.name, "is_channel": not channel.private,
        "is_group": channel.private, "is_private": channel.private, "is_mpim": False, "is_general": False,
        "is_shared": False, "is_ext_shared": False, "is_pending_ext_shared": False, "pending_shared": [],
        "parent_conversation": None, "shared_team_ids": [app.workspace.team_id], "unlinked": 0, "previous_names": [],
        "creator": channel.creator, "is_member": bot in channel.members, "topic": text, "purpose": dict(text),
    }  # fmt: skip


def _shown(messages: list[Json], args: Args) -> list[Json]:
    if args.flag("include_all_metadata"):
        return messages
    return [{k: v for k, v in m.items() if k != "metadata"} for m in messages]


def _within(ts: str, args: Args) -> bool:
    at = Decimal(ts)
    inclusive = args.flag("inclusive")
    oldest, latest = _bound(args, "oldest"), _bound(args, "latest")
    after = oldest is None or at > oldest or (inclusive and at == oldest)
    before = latest is None or at < latest or (inclusive and at == latest)
    return after and before


def _bound(args: Args, name: str) -> Decimal | None:
    if not args.text(name):
        return None
    try:
        return Decimal(args.text(name))
    except InvalidOperation:
        raise RefusalError(f"invalid_ts_{name}") from None
