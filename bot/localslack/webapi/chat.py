"""chat.*: posting, editing, deleting, whispering."""

from bot.localslack.content import MAX_POST_TEXT, MAX_UPDATE_TEXT, read_content
from bot.localslack.installation import Installation
from bot.localslack.nouns import Channel
from bot.localslack.shapes import Json, RefusalError
from bot.localslack.webapi.places import channel_of, channel_to_write
from bot.localslack.webapi.registry import Args, method


@method("chat.postMessage", "chat:write")
def post_message(app: Installation, args: Args) -> Json:
    channel = channel_to_write(app, args)
    text, content = read_content(args)
    thread_ts = _thread(channel, args)
    app.limits.post(channel.id)
    message = app.workspace.post(
        channel, app.workspace.bot, text=text[:MAX_POST_TEXT], content=content, thread_ts=thread_ts,
        broadcast=args.flag("reply_broadcast"),
    )  # fmt: skip
    return {"channel": channel.id, "ts": message["ts"], "message": message}


@method("chat.update", "chat:write", tier=3)
def update(app: Installation, args: Args) -> Json:
    """Blocks left out stay as they are when only the text is given; `[]` takes them away."""
    channel = channel_of(app, args)
    message = _own(app, channel, args.need("ts"), "cant_update_message")
    text, content = read_content(args, need=args.get("blocks") is None)
    if len(text) > MAX_UPDATE_TEXT:
        raise RefusalError("msg_too_long")
    changes = {"text": text, **content} if text or "text" in args else content
    changed = app.workspace.edit(channel, message["ts"], changes)
    shown = {k: v for k, v in changed.items() if k != "ts"}
    return {"channel": channel.id, "ts": message["ts"], "text": changed["text"], "message": shown}


@method("chat.delete", "chat:write", tier=3)
def delete(app: Installation, args: Args) -> Json:
    channel = channel_of(app, args)
    message = _own(app, channel, args.need("ts"), "cant_delete_message")
    app.workspace.delete(channel, message["ts"])
    return {"channel": channel.id, "ts": message["ts"]}


@method("chat.postEphemeral", "chat:write", tier=4)
def post_ephemeral(app: Installation, args: Args) -> Json:
    channel = channel_to_write(app, args)
    user = app.workspace.people.get(args.need("user"))
    if user is None or user.id not in channel.members:
        raise RefusalError("user_not_in_channel")
    text, content = read_content(args)
    content.pop("metadata", None)
    message = app.workspace.whisper(channel, user, text=text, content=content, thread_ts=_thread(channel, args))
    return {"message_ts": message["ts"]}


@method("chat.getPermalink")
def get_permalink(app: Installation, args: Args) -> Json:
    channel = channel_of(app, args)
    message = channel.find(args.need("message_ts"))
    link = f"{app.url}/archives/{channel.id}/p{message['ts'].replace('.', '')}"
    root = message.get("thread_ts", message["ts"])
    if root != message["ts"]:
        link += f"?thread_ts={root}&cid={channel.id}"
    return {"channel": channel.id, "permalink": link}


def _thread(channel: Channel, args: Args) -> str:
    """A thread hangs on its root; a reply cannot be a root."""
    thread_ts = args.text("thread_ts")
    if not thread_ts:
        return ""
    root = channel.messages.get(thread_ts)
    if root is None:
        raise RefusalError("thread_not_found")
    if root.get("thread_ts", thread_ts) != thread_ts:
        raise RefusalError("cannot_reply_to_message")
    return thread_ts


def _own(app: Installation, channel: Channel, ts: str, refusal: str) -> Json:
    message = channel.find(ts)
    if message.get("bot_id") != app.workspace.bot.bot_id:
        raise RefusalError(refusal)
    return message
