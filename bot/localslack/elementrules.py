"""What Slack takes as text objects, options and interactive elements: the table.

Limits: @slack/types composition-objects.d.ts and block-elements.d.ts; docs.slack.dev/reference/block-kit.
"""

from collections.abc import Iterator

from bot.localslack.rules import Check, Choice, Items, OneOf, Shape, Text, anything, boolean, error, number
from bot.localslack.shapes import Json

_Fields = dict[str, Check]
WEB = ("http://", "https://")
ID = Text(most=255, least=0)
URL = Text(most=3000, starts=(*WEB, "mailto:", "slack://"))
IMAGE_URL = Text(most=3000, starts=WEB)


def plain(most: int) -> OneOf:
    return OneOf(shapes={"plain_text": Shape(must={"text": Text(most=most)}, may={"emoji": boolean})})


def any_text(most: int) -> OneOf:
    marked = Shape(must={"text": Text(most=most)}, may={"verbatim": boolean})
    return OneOf(shapes={**plain(most).shapes, "mrkdwn": marked})


CONFIRM = Shape(
    must={"title": plain(100), "text": any_text(300), "confirm": plain(30), "deny": plain(30)},
    may={"style": Choice(("primary", "danger"))},
)


def option(text: Check) -> Shape:
    """An option; its value may be longer than the 75 the types' comment says: slack_sdk and Slack take 150."""
    return Shape(
        must={"text": text, "value": Text(most=150)},
        may={"description": any_text(75), "url": Text(most=3000, starts=WEB)},
    )


PLAIN_OPTION = option(plain(75))
TEXT_OPTION = option(any_text(75))
OPTION_GROUP = Shape(must={"label": plain(75), "options": Items(each=PLAIN_OPTION, most=100)})


def _options_or_groups(menu: Json, pointer: str) -> Iterator[str]:
    if ("options" in menu) == ("option_groups" in menu):
        yield error("must define either `options` or `option_groups`", pointer)


def _initial_is_an_option(menu: Json, pointer: str) -> Iterator[str]:
    groups = menu.get("option_groups") or [{"options": menu.get("options") or []}]
    known = [o for g in groups if isinstance(g, dict) for o in g.get("options") or [] if isinstance(o, dict)]
    chosen = menu.get("initial_options") or ([menu["initial_option"]] if "initial_option" in menu else [])
    values = {o.get("value") for o in known}
    if isinstance(chosen, list) and any(not isinstance(c, dict) or c.get("value") not in values for c in chosen):
        yield error("initial option must be one of the options", pointer)


_ANY: _Fields = {"action_id": ID, "confirm": CONFIRM, "focus_on_load": boolean}
_MENU: _Fields = {**_ANY, "placeholder": plain(150)}
_MANY: _Fields = {**_MENU, "max_selected_items": number}
_STATIC: _Fields = {"options": Items(each=PLAIN_OPTION, most=100), "option_groups": Items(each=OPTION_GROUP, most=100)}
_WHOLE_MENU = (_options_or_groups, _initial_is_an_option)
_TYPED: _Fields = {
    "action_id": ID, "placeholder": plain(150), "initial_value": Text(most=3000, least=0), "focus_on_load": boolean,
    "dispatch_action_config": anything,
}  # fmt: skip
_USERS = Items(each=ID, most=1000, least=0)
_DATE: _Fields = {**_ANY, "placeholder": plain(150)}

ELEMENTS = OneOf(
    shapes={
        "button": Shape(
            must={"text": plain(75)},
            may={
                "action_id": ID, "url": URL, "value": Text(most=2000, least=0), "confirm": CONFIRM,
                "style": Choice(("primary", "danger")), "accessibility_label": Text(most=75),
            },
        ),
        "overflow": Shape(
            must={"options": Items(each=PLAIN_OPTION, most=5)}, may={"action_id": ID, "confirm": CONFIRM}
        ),
        "static_select": Shape(may={**_MENU, **_STATIC, "initial_option": anything}, whole=_WHOLE_MENU),
        "multi_static_select": Shape(may={**_MANY, **_STATIC, "initial_options": anything}, whole=_WHOLE_MENU),
        "external_select": Shape(may={**_MENU, "initial_option": PLAIN_OPTION, "min_query_length": number}),
        "multi_external_select": Shape(
            may={**_MANY, "initial_options": Items(each=PLAIN_OPTION, most=100), "min_query_length": number}
        ),
        "users_select": Shape(may={**_MENU, "initial_user": ID}),
        "multi_users_select": Shape(may={**_MANY, "initial_users": _USERS}),
        "channels_select": Shape(may={**_MENU, "initial_channel": ID, "response_url_enabled": boolean}),
        "multi_channels_select": Shape(may={**_MANY, "initial_channels": _USERS}),
        "conversations_select": Shape(
            may={
                **_MENU, "initial_conversation": ID, "response_url_enabled": boolean,
                "default_to_current_conversation": boolean, "filter": anything,
            }
        ),
        "multi_conversations_select": Shape(
            may={**_MANY, "initial_conversations": _USERS, "default_to_current_conversation": boolean,
                 "filter": anything}
        ),
        "checkboxes": Shape(
            must={"options": Items(each=TEXT_OPTION, most=10)}, may={**_ANY, "initial_options": anything},
            whole=(_initial_is_an_option,),
        ),
        "radio_buttons": Shape(
            must={"options": Items(each=TEXT_OPTION, most=10)}, may={**_ANY, "initial_option": anything},
            whole=(_initial_is_an_option,),
        ),
        "datepicker": Shape(may={**_DATE, "initial_date": Text(most=10)}),
        "timepicker": Shape(may={**_DATE, "initial_time": Text(most=5), "timezone": Text(most=100)}),
        "datetimepicker": Shape(may={**_ANY, "initial_date_time": number}),
        "plain_text_input": Shape(may={**_TYPED, "multiline": boolean, "min_length": number, "max_length": number}),
        "email_text_input": Shape(may=_TYPED),
        "url_text_input": Shape(may=_TYPED),
        "number_input": Shape(
            must={"is_decimal_allowed": boolean},
            may={**_TYPED, "min_value": Text(most=50), "max_value": Text(most=50)},
        ),
        "rich_text_input": Shape(may={**_TYPED, "initial_value": anything}),
        "file_input": Shape(may={"action_id": ID, "filetypes": anything, "max_files": number}),
        "image": Shape(
            must={"alt_text": Text(most=2000)}, may={"image_url": IMAGE_URL, "slack_file": anything},
        ),
    }
)  # fmt: skip
