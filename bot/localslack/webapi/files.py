"""The external upload pair of files.*: an address to put the bytes, and the word that they are there."""

from bot.localslack.ids import fresh_id
from bot.localslack.installation import Installation
from bot.localslack.shapes import Json, RefusalError
from bot.localslack.webapi.registry import Args, method


@method("files.getUploadURLExternal", "files:write", tier=4)
def get_upload_url(app: Installation, args: Args) -> Json:
    name, length = args.need("filename"), args.number("length", 0, 1_000_000_000)
    file = {"id": fresh_id("F"), "name": name, "size": length, "uploaded": False}
    app.files[str(file["id"])] = file
    return {"upload_url": f"{app.url}/upload/{file['id']}", "file_id": file["id"]}


@method("files.completeUploadExternal", "files:write", tier=4)
def complete_upload(app: Installation, args: Args) -> Json:
    wanted = args.get("files")
    if not isinstance(wanted, list) or not wanted:
        raise RefusalError("invalid_arguments")
    done = [_finish(app, item) for item in wanted]
    channel_id = args.text("channel_id")
    if channel_id:
        channel = app.workspace.channels.get(channel_id)
        if channel is None:
            raise RefusalError("channel_not_found")
        text, thread = args.text("initial_comment"), args.text("thread_ts")
        app.workspace.post(channel, app.workspace.bot, text=text, content={"files": done}, thread_ts=thread)
    return {"files": done}


def _finish(app: Installation, item: object) -> Json:
    file = app.files.get(str(item.get("id"))) if isinstance(item, dict) else None
    if file is None or not file["uploaded"]:
        raise RefusalError("file_not_found")
    title = item.get("title", file["name"]) if isinstance(item, dict) else file["name"]
    return {"id": file["id"], "title": title, "name": file["name"], "size": file["size"]}
