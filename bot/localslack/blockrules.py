"""What Slack takes as blocks and views: the table.

Limits: docs.slack.dev/reference/block-kit/blocks, @slack/types blocks.d.ts and views.d.ts.
Block types of 2026 that clients may not draw yet (card, carousel, plan, data_table, ...) are refused here.
"""

from collections.abc import Iterator

from bot.localslack.elementrules import ELEMENTS, ID, IMAGE_URL, URL, any_text, plain
from bot.localslack.rules import Choice, Items, OneOf, Shape, Text, anything, boolean, error, number
from bot.localslack.shapes import Json

MAX_MESSAGE_BLOCKS = 50
MAX_VIEW_BLOCKS = 100
_TYPED = ("plain_text_input", "email_text_input", "url_text_input", "number_input", "rich_text_input", "file_input")
_PICKED = tuple(name for name in ELEMENTS.shapes if name not in (*_TYPED, "image"))
_ENTERED = tuple(name for name in ELEMENTS.shapes if name not in ("image", "button", "overflow"))


def _text_or_fields(section: Json, pointer: str) -> Iterator[str]:
    if "text" not in section and "fields" not in section:
        yield error("must define either `text` or `fields`", pointer)


def _image_source(image: Json, pointer: str) -> Iterator[str]:
    if ("image_url" in image) == ("slack_file" in image):
        yield error("must define either `image_url` or `slack_file`", pointer)


def _action_ids_differ(actions: Json, pointer: str) -> Iterator[str]:
    elements = actions.get("elements")
    seen: set[object] = set()
    for n, element in enumerate(elements if isinstance(elements, list) else []):
        action_id = element.get("action_id") if isinstance(element, dict) else None
        if action_id is not None and action_id in seen:
            yield error(f"`action_id` `{action_id}` already exists", f"{pointer}/elements/{n}/action_id")
        seen.add(action_id)


_STYLE = Shape(may=dict.fromkeys(("bold", "italic", "strike", "code", "underline", "highlight", "client_highlight", "unlink"), boolean))  # fmt: skip
_RICH_INLINE = OneOf(
    shapes={
        "text": Shape(must={"text": Text(most=40_000)}, may={"style": _STYLE}),
        "link": Shape(must={"url": URL}, may={"text": Text(most=40_000, least=0), "style": _STYLE, "unsafe": boolean}),
        "emoji": Shape(must={"name": Text(most=100)}, may={"unicode": anything, "skin_tone": number, "style": _STYLE}),
        "user": Shape(must={"user_id": ID}, may={"style": _STYLE}),
        "usergroup": Shape(must={"usergroup_id": ID}, may={"style": _STYLE}),
        "channel": Shape(must={"channel_id": ID}, may={"style": _STYLE}),
        "broadcast": Shape(must={"range": Choice(("here", "channel", "everyone"))}, may={"style": _STYLE}),
        "date": Shape(must={"timestamp": number, "format": Text(most=1000)},
                      may={"url": URL, "fallback": Text(most=1000, least=0), "style": _STYLE}),
        "color": Shape(must={"value": Text(most=7)}, may={"style": _STYLE}),
    }
)  # fmt: skip
_INLINES = Items(each=_RICH_INLINE, most=10_000, least=0)
_BORDER = {"border": number}
_RICH_SECTION = {"rich_text_section": Shape(must={"elements": _INLINES})}
_RICH = OneOf(
    shapes={
        **_RICH_SECTION,
        "rich_text_preformatted": Shape(must={"elements": _INLINES}, may={**_BORDER, "language": Text(most=100)}),
        "rich_text_quote": Shape(must={"elements": _INLINES}, may=_BORDER),
        "rich_text_list": Shape(
            must={"elements": Items(each=OneOf(shapes=_RICH_SECTION), most=1000, least=0),
                  "style": Choice(("bullet", "ordered"))},
            may={**_BORDER, "indent": number, "offset": number},
        ),
    }
)  # fmt: skip

_ANY = {"block_id": ID}
_CELL = OneOf(shapes={"raw_text": Shape(must={"text": Text(most=3000)}), "rich_text": Shape(may={
    "elements": Items(each=_RICH, most=100, least=0), **_ANY})})  # fmt: skip

BLOCKS = OneOf(
    shapes={
        "section": Shape(
            may={
                **_ANY, "text": any_text(3000), "fields": Items(each=any_text(2000), most=10), "expand": boolean,
                "accessory": ELEMENTS.only(*_PICKED, "image"),
            },
            whole=(_text_or_fields,),
        ),
        "header": Shape(must={"text": plain(150)}, may={**_ANY, "level": number}),
        "context": Shape(
            must={"elements": Items(
                each=OneOf(shapes={**any_text(3000).shapes, "image": ELEMENTS.shapes["image"]}), most=10)},
            may=_ANY,
        ),
        "actions": Shape(
            must={"elements": Items(each=ELEMENTS.only(*_PICKED), most=25)}, may=_ANY, whole=(_action_ids_differ,)
        ),
        "divider": Shape(may=_ANY),
        "image": Shape(
            must={"alt_text": Text(most=2000)},
            may={**_ANY, "title": plain(2000), "image_url": IMAGE_URL, "slack_file": anything}, whole=(_image_source,),
        ),
        "input": Shape(
            must={"label": plain(2000), "element": ELEMENTS.only(*_ENTERED)},
            may={**_ANY, "hint": plain(2000), "optional": boolean, "dispatch_action": boolean},
        ),
        "rich_text": Shape(must={"elements": Items(each=_RICH, most=1000, least=0)}, may=_ANY),
        "markdown": Shape(must={"text": Text(most=12_000)}, may=_ANY),
        "table": Shape(
            must={"rows": Items(each=Items(each=_CELL, most=20), most=100)}, may={**_ANY, "column_settings": anything}
        ),
        "video": Shape(
            must={"title": plain(200), "alt_text": Text(most=2000), "video_url": IMAGE_URL, "thumbnail_url": IMAGE_URL},
            may={**_ANY, "author_name": Text(most=50), "description": plain(200), "title_url": IMAGE_URL,
                 "provider_name": Text(most=100), "provider_icon_url": IMAGE_URL},
        ),
    }
)  # fmt: skip


def _submit_for_inputs(view: Json, pointer: str) -> Iterator[str]:
    blocks = view.get("blocks")
    inputs = [b for b in blocks if isinstance(b, dict) and b.get("type") == "input"] if isinstance(blocks, list) else []
    if inputs and "submit" not in view:
        yield error("missing required field: submit", pointer)


_VIEW = {"private_metadata": Text(most=3000, least=0), "callback_id": ID, "external_id": ID}
_VIEW_BLOCKS = {"blocks": Items(each=BLOCKS, most=MAX_VIEW_BLOCKS, least=0)}
VIEWS = OneOf(
    shapes={
        "modal": Shape(
            must={"title": plain(24), **_VIEW_BLOCKS},
            may={**_VIEW, "submit": plain(24), "close": plain(24), "clear_on_close": boolean,
                 "notify_on_close": boolean, "submit_disabled": boolean},
            whole=(_submit_for_inputs,),
        ),
        "home": Shape(must=_VIEW_BLOCKS, may=_VIEW),
    }
)  # fmt: skip
