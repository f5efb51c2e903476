"""views.*: modals and the Home tab."""

from bot.localslack.blocks import require_view
from bot.localslack.content import settled
from bot.localslack.installation import Installation
from bot.localslack.shapes import Json, RefusalError
from bot.localslack.webapi.registry import Args, method


@method("views.open", tier=4)
def open_(app: Installation, args: Args) -> Json:
    view = _view(args, "modal")
    user = app.triggers.redeem(args.need("trigger_id"))
    return {"view": app.views.open(user, view)}


@method("views.push", tier=4)
def push(app: Installation, args: Args) -> Json:
    view = _view(args, "modal")
    user = app.triggers.redeem(args.need("trigger_id"))
    return {"view": app.views.push(user, view)}


@method("views.update", tier=4)
def update(app: Installation, args: Args) -> Json:
    view = _view(args, "")
    _, old = app.views.find(view_id=args.text("view_id"), external_id=args.text("external_id"))
    app.views.check_hash(old, args.text("hash"))
    return {"view": app.views.update(old, view)}


@method("views.publish", tier=4)
def publish(app: Installation, args: Args) -> Json:
    view = _view(args, "home")
    user = args.need("user_id")
    if user not in app.workspace.people:
        raise RefusalError("user_not_found")
    if not app.manifest.home_tab:
        raise RefusalError("not_enabled")
    if user in app.views.homes:
        app.views.check_hash(app.views.homes[user], args.text("hash"))
    return {"view": app.views.publish(user, view)}


def _view(args: Args, kind: str) -> Json:
    view = require_view(args.get("view"), kind=kind)
    view["blocks"] = settled(view["blocks"])
    return view
