"""Every limit of Block Kit: one under is taken, one over is refused with Slack's words and the place."""

import copy
from typing import Any

import pytest

from bot.localslack.blocks import MAX_BLOCKS_TEXT, check_blocks, check_view, require_blocks, require_view
from bot.localslack.rules import length
from bot.localslack.shapes import RefusalError

Json = dict[str, Any]


def plain(text: str = "x") -> Json:
    return {"type": "plain_text", "text": text}


def mrkdwn(text: str = "x") -> Json:
    return {"type": "mrkdwn", "text": text}


def option(n: int = 0, text: str = "x") -> Json:
    return {"text": plain(text), "value": str(n)}


def button(**more: Any) -> Json:
    return {"type": "button", "text": plain(), **more}


def actions(*elements: Json) -> Json:
    return {"type": "actions", "elements": list(elements)}


def field(element: Json, **more: Any) -> Json:
    return {"type": "input", "label": plain(), "element": element, **more}


def confirm(**more: Any) -> Json:
    return {"title": plain(), "text": mrkdwn(), "confirm": plain(), "deny": plain(), **more}


def menu(count: int, kind: str = "static_select") -> Json:
    return {"type": kind, "options": [option(n) for n in range(count)]}


def rows(count: int, cells: int = 1) -> Json:
    return {"type": "table", "rows": [[{"type": "raw_text", "text": "x"}] * cells] * count}


# name -> (what makes a block of a size, the largest size, pointer of the complaint, complaint)
SIZES: dict[str, tuple[Any, int, str, str]] = {
    "section text": (lambda n: {"type": "section", "text": mrkdwn("x" * n)}, 3000, "/text/text", "characters"),
    "section field": (lambda n: {"type": "section", "fields": [mrkdwn("x" * n)]}, 2000, "/fields/0/text", "characters"),
    "section fields": (lambda n: {"type": "section", "fields": [mrkdwn()] * n}, 10, "/fields", "items"),
    "header": (lambda n: {"type": "header", "text": plain("x" * n)}, 150, "/text/text", "characters"),
    "context": (lambda n: {"type": "context", "elements": [mrkdwn()] * n}, 10, "/elements", "items"),
    "actions": (lambda n: actions(*[button()] * n), 25, "/elements", "items"),
    "button text": (lambda n: actions(button(text=plain("x" * n))), 75, "/elements/0/text/text", "characters"),
    "button value": (lambda n: actions(button(value="x" * n)), 2000, "/elements/0/value", "characters"),
    "button url": (lambda n: actions(button(url="https://x.y/".ljust(n, "x"))), 3000, "/elements/0/url", "characters"),
    "button label": (lambda n: actions(button(accessibility_label="x" * n)), 75,
                     "/elements/0/accessibility_label", "characters"),
    "action_id": (lambda n: actions(button(action_id="x" * n)), 255, "/elements/0/action_id", "characters"),
    "block_id": (lambda n: {"type": "divider", "block_id": "x" * n}, 255, "/block_id", "characters"),
    "option text": (lambda n: actions({"type": "static_select", "options": [option(0, "x" * n)]}), 75,
                    "/elements/0/options/0/text/text", "characters"),
    "option value": (lambda n: actions({"type": "static_select", "options": [{**option(), "value": "x" * n}]}), 150,
                     "/elements/0/options/0/value", "characters"),
    "options": (lambda n: actions(menu(n)), 100, "/elements/0/options", "items"),
    "overflow": (lambda n: actions(menu(n, "overflow")), 5, "/elements/0/options", "items"),
    "checkboxes": (lambda n: actions(menu(n, "checkboxes")), 10, "/elements/0/options", "items"),
    "radio buttons": (lambda n: actions(menu(n, "radio_buttons")), 10, "/elements/0/options", "items"),
    "placeholder": (lambda n: actions({**menu(1), "placeholder": plain("x" * n)}), 150,
                    "/elements/0/placeholder/text", "characters"),
    "confirm title": (lambda n: actions(button(confirm=confirm(title=plain("x" * n)))), 100,
                      "/elements/0/confirm/title/text", "characters"),
    "confirm text": (lambda n: actions(button(confirm=confirm(text=mrkdwn("x" * n)))), 300,
                     "/elements/0/confirm/text/text", "characters"),
    "confirm button": (lambda n: actions(button(confirm=confirm(deny=plain("x" * n)))), 30,
                       "/elements/0/confirm/deny/text", "characters"),
    "image alt": (lambda n: {"type": "image", "image_url": "https://x.y", "alt_text": "x" * n}, 2000,
                  "/alt_text", "characters"),
    "image url": (lambda n: {"type": "image", "image_url": "https://x.y/".ljust(n, "x"), "alt_text": "x"}, 3000,
                  "/image_url", "characters"),
    "input label": (lambda n: {**field({"type": "plain_text_input"}), "label": plain("x" * n)}, 2000,
                    "/label/text", "characters"),
    "input hint": (lambda n: field({"type": "plain_text_input"}, hint=plain("x" * n)), 2000, "/hint/text",
                   "characters"),
    "initial value": (lambda n: field({"type": "plain_text_input", "initial_value": "x" * n}), 3000,
                      "/element/initial_value", "characters"),
    "markdown": (lambda n: {"type": "markdown", "text": "x" * n}, 12_000, "/text", "characters"),
    "table rows": (rows, 100, "/rows", "items"),
    "table cells": (lambda n: rows(1, n), 20, "/rows/0", "items"),
}  # fmt: skip


@pytest.mark.parametrize("name", SIZES)
def test_the_largest_size_is_taken_and_one_more_refused_with_its_pointer(name: str) -> None:
    make, most, pointer, unit = SIZES[name]
    assert check_blocks([make(most)]) == []
    said = f"must be less than {most + 1} characters" if unit == "characters" else f"no more than {most} items allowed"
    assert f"[ERROR] {said} [json-pointer:/blocks/0{pointer}]" in check_blocks([make(most + 1)])


WRONG: dict[str, tuple[Json, str]] = {
    "unknown block": ({"type": "shout"}, "unsupported type: shout [json-pointer:/blocks/0/type]"),
    "no type": ({"text": "x"}, "missing required field: type [json-pointer:/blocks/0]"),
    "no text": ({"type": "header"}, "missing required field: text [json-pointer:/blocks/0]"),
    "neither text nor fields": ({"type": "section"}, "must define either `text` or `fields` [json-pointer:/blocks/0]"),
    "empty text": (
        {"type": "section", "text": mrkdwn("")}, "must be more than 0 characters [json-pointer:/blocks/0/text/text]"
    ),
    "mrkdwn in a header": (
        {"type": "header", "text": mrkdwn()}, "unsupported type: mrkdwn [json-pointer:/blocks/0/text/type]"
    ),
    "unknown field": (
        {"type": "divider", "colour": "red"}, "invalid additional property: colour [json-pointer:/blocks/0]"
    ),
    "no elements": (
        {"type": "actions", "elements": []}, "no less than 1 items allowed [json-pointer:/blocks/0/elements]"
    ),
    "an input among actions": (
        actions({"type": "plain_text_input"}),
        "unsupported type: plain_text_input [json-pointer:/blocks/0/elements/0/type]",
    ),
    "a button in an input": (field(button()), "unsupported type: button [json-pointer:/blocks/0/element/type]"),
    "a style Slack has not": (
        actions(button(style="warning")),
        "must be a valid enum value: primary, danger [json-pointer:/blocks/0/elements/0/style]",
    ),
    "a link that is none": (
        actions(button(url="javascript:alert(1)")), "must be a valid URL [json-pointer:/blocks/0/elements/0/url]"
    ),
    "a menu without options": (
        actions({"type": "static_select"}),
        "must define either `options` or `option_groups` [json-pointer:/blocks/0/elements/0]",
    ),
    "the same action id twice": (
        actions(button(action_id="a"), button(action_id="a")),
        "`action_id` `a` already exists [json-pointer:/blocks/0/elements/1/action_id]",
    ),
    "an initial option of another menu": (
        actions({**menu(1), "initial_option": option(9)}),
        "initial option must be one of the options [json-pointer:/blocks/0/elements/0]",
    ),
    "text as a string": (
        {"type": "section", "text": "x"}, "must provide an object [json-pointer:/blocks/0/text]"
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", WRONG)
def test_what_slack_refuses_is_refused_with_its_pointer(name: str) -> None:
    block, complaint = WRONG[name]
    assert f"[ERROR] {complaint}" in check_blocks([block])


def test_fifty_blocks_are_taken_and_fifty_one_refused() -> None:
    assert check_blocks([{"type": "divider"}] * 50) == []
    assert check_blocks([{"type": "divider"}] * 51) == ["[ERROR] no more than 50 items allowed [json-pointer:/blocks]"]


def test_the_same_block_id_twice_is_refused() -> None:
    twice = [{"type": "divider", "block_id": "a"}] * 2
    assert check_blocks(twice) == ["[ERROR] `block_id` `a` already exists [json-pointer:/blocks/1/block_id]"]


def test_all_text_together_has_a_limit_of_its_own() -> None:
    def blocks(total: int) -> list[Json]:
        sizes = [min(3000, total - at) for at in range(0, total, 3000)]
        return [{"type": "section", "text": mrkdwn("x" * size)} for size in sizes]

    assert require_blocks(blocks(MAX_BLOCKS_TEXT))
    with pytest.raises(RefusalError, match="msg_blocks_too_long"):
        require_blocks(blocks(MAX_BLOCKS_TEXT + 1))


def test_a_length_counts_an_emoji_as_two() -> None:
    assert length("🦉") == 2


VIEW: Json = {"type": "modal", "title": plain("Note"), "blocks": [{"type": "divider"}]}
VIEW_SIZES: dict[str, tuple[Any, int, str, str]] = {
    "title": (lambda n: {"title": plain("x" * n)}, 24, "/title/text", "characters"),
    "submit": (lambda n: {"submit": plain("x" * n)}, 24, "/submit/text", "characters"),
    "close": (lambda n: {"close": plain("x" * n)}, 24, "/close/text", "characters"),
    "private_metadata": (lambda n: {"private_metadata": "x" * n}, 3000, "/private_metadata", "characters"),
    "callback_id": (lambda n: {"callback_id": "x" * n}, 255, "/callback_id", "characters"),
    "external_id": (lambda n: {"external_id": "x" * n}, 255, "/external_id", "characters"),
    "blocks": (lambda n: {"blocks": [{"type": "divider"}] * n}, 100, "/blocks", "items"),
}  # fmt: skip


@pytest.mark.parametrize("name", VIEW_SIZES)
def test_a_views_largest_size_is_taken_and_one_more_refused(name: str) -> None:
    make, most, pointer, unit = VIEW_SIZES[name]
    assert check_view(VIEW | make(most)) == []
    said = f"must be less than {most + 1} characters" if unit == "characters" else f"no more than {most} items allowed"
    assert check_view(VIEW | make(most + 1)) == [f"[ERROR] {said} [json-pointer:/view{pointer}]"]


def test_a_modal_with_inputs_needs_a_submit_button() -> None:
    view = VIEW | {"blocks": [field({"type": "plain_text_input"})]}
    assert check_view(view) == ["[ERROR] missing required field: submit [json-pointer:/view]"]
    assert check_view(view | {"submit": plain("Keep")}) == []


def test_a_home_tab_has_no_title() -> None:
    home = {**VIEW, "type": "home"}
    assert check_view(home) == ["[ERROR] invalid additional property: title [json-pointer:/view]"]


def test_a_view_over_its_size_in_bytes_is_refused() -> None:
    blocks = [{"type": "section", "text": mrkdwn("x" * 2900)} for _ in range(90)]
    with pytest.raises(RefusalError, match="view_too_large"):
        require_view(VIEW | {"blocks": blocks})


def test_checking_changes_nothing() -> None:
    before = [actions(button(), menu(2))]
    kept = copy.deepcopy(before)
    check_blocks(before)
    assert before == kept
