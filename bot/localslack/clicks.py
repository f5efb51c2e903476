"""Clicks and choices in messages and views, sent to the app as block_actions."""

from bot.localslack.answers import listening
from bot.localslack.elements import chosen, find_element, keeps_state
from bot.localslack.ids import stable_id
from bot.localslack.installation import Installation
from bot.localslack.nouns import Channel, Person
from bot.localslack.outcome import Outcome
from bot.localslack.shapes import Json, RefusalError

# The names Slack gives the person, where it does not give both.
_NAMES = {"shortcut": ("username",), "block_suggestion": ("name",)}


async def click(
    app: Installation, *, channel: Channel, ts: str, action_id: str, user: Person, value: object = None,
    state: Json | None = None, seconds: float = 0.0,
) -> Outcome:  # fmt: skip
    """Press a button or choose an option in a message; returns once the app has acknowledged (or has not)."""
    whisper = channel.ephemerals.get(ts)
    message = whisper if whisper is not None else channel.find(ts)
    block, element = find_element(message.get("blocks", []), action_id, value)
    outcome = Outcome()
    thread_ts = message.get("thread_ts", "")
    url = app.response_urls.issue(
        outcome, channel=channel.id, user=user.id, message_ts=ts, thread_ts=thread_ts, from_whisper=whisper is not None
    )
    payload = basics(app, "block_actions", user) | in_message(channel, message) | {
        "actions": [_action(app, block, element, value)], "state": {"values": state or {}},
        "response_url": f"{app.url}/actions/{app.workspace.team_id}/{url.id}",
    }  # fmt: skip
    return await _send(app, outcome, payload, user=user, channel_id=channel.id, seconds=seconds)


async def click_in_view(
    app: Installation, *, view: Json, action_id: str, user: Person, value: object = None, seconds: float = 0.0
) -> Outcome:
    """The same in a modal or in App Home; there is no message and no response URL."""
    block, element = find_element(view["blocks"], action_id, value)
    if keeps_state(element):
        entered = {"type": element["type"], **chosen(element, value)}
        view["state"]["values"].setdefault(block["block_id"], {})[action_id] = entered
    payload = basics(app, "block_actions", user) | in_view(view) | {"actions": [_action(app, block, element, value)]}
    return await _send(app, Outcome(), payload, user=user, channel_id="", seconds=seconds)


async def suggest(
    app: Installation, *, blocks: list[Json], where: Json, action_id: str, user: Person, typed: str
) -> list[Json]:
    """The options an external_select offers for what has been typed so far. `where`: `in_message` or `in_view`."""
    block, _ = find_element(blocks, action_id)
    payload = basics(app, "block_suggestion", user) | where | {
        "action_id": action_id, "block_id": block["block_id"], "value": typed,
    }  # fmt: skip
    payload.pop("trigger_id")
    ack = await app.courier.ask("interactive", payload)
    groups = ack.payload.get("option_groups")
    options = [o for g in groups for o in g["options"]] if groups else ack.payload.get("options", [])
    return list(options)[:100]


def basics(app: Installation, kind: str, user: Person) -> Json:
    """What every interaction payload begins with."""
    space = app.workspace
    names = _NAMES.get(kind, ("username", "name"))
    who = {"id": user.id, **dict.fromkeys(names, user.handle), "team_id": space.team_id}
    return {
        "type": kind, "user": who, "api_app_id": space.app_id, "token": stable_id("", space.app_id),
        "team": app.team_json(), "enterprise": None, "is_enterprise_install": False,
        "trigger_id": app.triggers.issue(user.id),
    }  # fmt: skip


async def _send(
    app: Installation, outcome: Outcome, payload: Json, *, user: Person, channel_id: str, seconds: float
) -> Outcome:
    if not app.manifest.interactive:
        raise RefusalError("interactivity_not_enabled")
    with listening(app, outcome, user=user.id, channel=channel_id):
        ack = await app.courier.ask("interactive", payload)
        outcome.ack = ack.payload
        if not ack.ok:
            outcome.fail(ack.error)
        elif seconds:
            await outcome.first(seconds)
    return outcome


def _action(app: Installation, block: Json, element: Json, value: object) -> Json:
    return {
        "type": element["type"], "action_id": element["action_id"], "block_id": block["block_id"],
        **chosen(element, value), "action_ts": app.workspace.stamps.next(),
    }  # fmt: skip


def in_message(channel: Channel, message: Json) -> Json:
    """Where an interaction took place; an ephemeral message is not handed back to the app."""
    place: Json = {"container": _container(channel, message), "channel": {"id": channel.id, "name": channel.name}}
    return place if message.get("is_ephemeral") else place | {"message": message}


def in_view(view: Json) -> Json:
    return {"container": {"type": "view", "view_id": view["id"]}, "view": view}


def _container(channel: Channel, message: Json) -> Json:
    container: Json = {
        "type": "message", "message_ts": message["ts"], "channel_id": channel.id,
        "is_ephemeral": bool(message.get("is_ephemeral")),
    }  # fmt: skip
    if message.get("thread_ts"):
        container["thread_ts"] = message["thread_ts"]
    return container
