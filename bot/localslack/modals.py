"""Modals and shortcuts: opening by hand, submitting, closing, and what the app answers to a submission."""

from bot.localslack.answers import listening
from bot.localslack.blocks import require_view
from bot.localslack.clicks import basics
from bot.localslack.content import settled
from bot.localslack.elements import chosen, initial, interactive, keeps_state
from bot.localslack.installation import Installation
from bot.localslack.nouns import Channel, Person
from bot.localslack.outcome import Outcome
from bot.localslack.shapes import Json, RefusalError

REQUIRED = "Please complete this required field."


async def submit(app: Installation, *, user: Person, values: Json, seconds: float = 0.0) -> Outcome:
    """Press the submit button of the person's top modal. `values`: action id -> what was entered."""
    view = app.views.top(user.id)
    if view is None:
        raise RefusalError("view_not_found")
    missing = _fill(view, values)
    outcome = Outcome()
    if missing:
        outcome.fail("validation")
        outcome.ack = {"response_action": "errors", "errors": missing}
        return outcome
    payload = basics(app, "view_submission", user) | {"view": view, "response_urls": []}
    with listening(app, outcome, user=user.id):
        ack = await app.courier.ask("interactive", payload, lambda answer: _obey(app, outcome, user, view, answer))
        if not ack.ok:
            outcome.fail(ack.error)
        elif seconds:
            await outcome.first(seconds)
    return outcome


async def close(app: Installation, *, user: Person, everything: bool = False) -> None:
    """Close the top modal; the app hears of it where it asked to."""
    for view in app.views.close(user.id, everything=everything):
        if view["notify_on_close"]:
            payload = basics(app, "view_closed", user) | {"view": view, "is_cleared": everything}
            payload.pop("trigger_id")
            await app.courier.ask("interactive", payload)


async def shortcut(
    app: Installation, *, callback_id: str, user: Person, channel: Channel | None = None, ts: str = "",
    seconds: float = 0.0,
) -> Outcome:  # fmt: skip
    """A global shortcut, or with a message a message shortcut."""
    known = app.manifest.shortcut(callback_id)
    if known is None or (known.kind == "message") is not bool(channel and ts):
        raise RefusalError("shortcut_not_found")
    outcome = Outcome()
    kind = "message_action" if known.kind == "message" else "shortcut"
    payload = basics(app, kind, user) | {"callback_id": callback_id, "action_ts": app.workspace.stamps.next()}
    if channel is not None:
        url = app.response_urls.issue(outcome, channel=channel.id, user=user.id)
        payload |= {
            "channel": {"id": channel.id, "name": channel.name}, "message": channel.find(ts), "message_ts": ts,
            "response_url": f"{app.url}/app/{app.workspace.team_id}/{url.id}",
        }  # fmt: skip
    with listening(app, outcome, user=user.id, channel=channel.id if channel else ""):
        ack = await app.courier.ask("interactive", payload)
        if not ack.ok:
            outcome.fail(ack.error)
        elif seconds:
            await outcome.first(seconds)
    return outcome


def _fill(view: Json, values: Json) -> Json:
    """Put what was entered into the view's state; returns what is missing, by block."""
    missing: Json = {}
    state: Json = view["state"]["values"]
    for block, element in interactive(view["blocks"]):
        if not keeps_state(element):
            continue
        entered = values.get(element["action_id"], initial(element))
        filled = chosen(element, entered)
        if element["action_id"] in values or element["action_id"] not in state.get(block["block_id"], {}):
            state.setdefault(block["block_id"], {})[element["action_id"]] = {"type": element["type"], **filled}
        required = block["type"] == "input" and not block.get("optional")
        if required and not any(filled.values()):
            missing[block["block_id"]] = REQUIRED
    return missing


def _obey(app: Installation, outcome: Outcome, user: Person, view: Json, answer: Json) -> None:
    """The response_action of an acknowledged submission."""
    outcome.ack = answer
    action = outcome.ack.get("response_action")
    if action == "errors":
        outcome.fail("validation")
    elif action in ("update", "push"):
        given = require_view(outcome.ack.get("view"))
        given["blocks"] = settled(given["blocks"])
        if action == "push":
            app.views.push(user.id, given)
        else:
            app.views.update(view, given)
    else:
        app.views.close(user.id, everything=action == "clear")
