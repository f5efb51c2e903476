"""Interactive elements: finding one, and what Slack says when a person has used it."""

from collections.abc import Iterator

from bot.localslack.content import elements_of
from bot.localslack.shapes import Json, RefusalError

_ONE_OPTION = ("static_select", "overflow", "radio_buttons", "external_select")
_MANY_OPTIONS = ("multi_static_select", "checkboxes", "multi_external_select")
_STATELESS = ("button", "overflow")
# Element type -> the key its value travels under.
_PLAIN = {
    "plain_text_input": "value", "email_text_input": "value", "url_text_input": "value", "number_input": "value",
    "users_select": "selected_user", "conversations_select": "selected_conversation",
    "channels_select": "selected_channel", "datepicker": "selected_date", "timepicker": "selected_time",
    "datetimepicker": "selected_date_time", "multi_users_select": "selected_users",
    "multi_conversations_select": "selected_conversations", "multi_channels_select": "selected_channels",
}  # fmt: skip


def interactive(blocks: list[Json]) -> Iterator[tuple[Json, Json]]:
    """Every (block, element) that has an action id."""
    for block in blocks:
        for element in elements_of(block):
            if "action_id" in element:
                yield block, element


def find_element(blocks: list[Json], action_id: str, value: object = None) -> tuple[Json, Json]:
    """The element with this id; of several buttons, the one with this value."""
    found = [(b, e) for b, e in interactive(blocks) if e["action_id"] == action_id]
    if not found:
        raise RefusalError("action_not_found", action_id=action_id)
    exact = [(b, e) for b, e in found if value is not None and e.get("value") == value]
    return (exact or found)[0]


def chosen(element: Json, value: object) -> Json:
    """The part of an action, or of a view's state, that says what the person chose."""
    kind = element["type"]
    if kind == "button":
        return {key: element[key] for key in ("text", "value", "style") if key in element}
    if kind in _ONE_OPTION:
        return {"selected_option": None if value in (None, "") else _option(element, value)}
    if kind in _MANY_OPTIONS:
        values = value if isinstance(value, list) else [value] if value else []
        return {"selected_options": [_option(element, v) for v in values]}
    nothing: object = [] if kind.startswith("multi_") else None
    return {_PLAIN.get(kind, "value"): nothing if value in (None, "") else value}


def keeps_state(element: Json) -> bool:
    """Whether what was chosen stays in the view's state, as it does in all but buttons and menus."""
    return element["type"] not in _STATELESS


def initial(element: Json) -> object:
    """What stands in the element before anybody touches it, as `chosen` takes it."""
    for key in ("initial_value", "initial_date", "initial_time", "initial_date_time", "initial_user",
                "initial_conversation", "initial_channel", "initial_users", "initial_conversations",
                "initial_channels"):  # fmt: skip
        if key in element:
            return element[key]
    if "initial_option" in element:
        return element["initial_option"]
    return element.get("initial_options")


def _option(element: Json, value: object) -> Json:
    if isinstance(value, dict):
        return value
    groups = element.get("option_groups") or [{"options": element.get("options") or []}]
    for group in groups:
        for option in group["options"]:
            if option["value"] == value:
                return dict(option)
    raise RefusalError("option_not_found", value=value)
