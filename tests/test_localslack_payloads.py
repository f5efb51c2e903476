"""What an app is sent has the fields that Slack's own types ask for, and no others where Slack sends none."""

import re
from typing import Any

import pytest
from slack_bolt.async_app import AsyncApp

from bot.localslack.server import LocalSlack
from tests.localslack_case import bolt, slack, wait_until

Json = dict[str, Any]
__all__ = ["bolt", "slack"]  # fixtures

TEXT = {"type": "plain_text", "text": "T"}
OPTION = {"text": {"type": "plain_text", "text": "A", "emoji": True}, "value": "a"}
BUTTON = {"type": "button", "action_id": "press", "text": TEXT, "value": "v", "style": "primary"}
OVERFLOW = {"type": "overflow", "action_id": "more", "options": [OPTION]}
SELECT = {"type": "static_select", "action_id": "pick", "options": [OPTION]}
EXTERNAL = {"type": "external_select", "action_id": "find", "min_query_length": 0}
ACTIONS: list[Json] = [{"type": "actions", "block_id": "b", "elements": [BUTTON, OVERFLOW, SELECT, EXTERNAL]}]
HOME: Json = {"type": "home", "blocks": ACTIONS}
NOTE = {"event_type": "x", "event_payload": {"a": 1}}


def field(kind: str, name: str) -> Json:
    return {
        "type": "input",
        "block_id": name,
        "optional": True,
        "label": TEXT,
        "element": {"type": kind, "action_id": name},
    }


MODAL: Json = {
    "type": "modal", "callback_id": "m", "title": TEXT, "submit": TEXT,
    "blocks": [*ACTIONS, field("multi_users_select", "people"), field("plain_text_input", "words")],
}  # fmt: skip


@pytest.fixture
def heard(bolt: AsyncApp) -> list[Json]:
    """Everything that reaches the app, in order."""
    bodies: list[Json] = []
    everything = re.compile(".*")

    async def listen(body: Json) -> None:
        bodies.append(body)

    async def click(ack: Any, body: Json) -> None:
        bodies.append(body)
        await ack()

    async def offer(ack: Any, body: Json) -> None:
        bodies.append(body)
        await ack(options=[OPTION])

    for kind in (everything, "message"):
        bolt.event(kind)(listen)
    for listener in (bolt.action, bolt.shortcut, bolt.view):
        listener(everything)(click)
    bolt.options(everything)(offer)
    return bodies


async def event(heard: list[Json], **wanted: str) -> Json:
    def found() -> list[Json]:
        events = [b["event"] for b in heard if "event" in b]
        return [e for e in events if wanted.items() <= e.items()]

    await wait_until(found, f"an event with {wanted}")
    return found()[0]


async def test_an_edit_and_a_deletion_have_a_time_of_their_own(slack: LocalSlack, heard: list[Json]) -> None:
    said = await slack.say("newsdesk", "Dana", "one")
    await slack.deeds.edit("newsdesk", said["ts"], "Dana", "two")
    await slack.deeds.delete("newsdesk", said["ts"], "Dana")
    changed = await event(heard, subtype="message_changed")
    deleted = await event(heard, subtype="message_deleted")
    assert said["ts"] < changed["ts"] < deleted["ts"]
    assert (changed["event_ts"], deleted["event_ts"]) == (changed["ts"], deleted["ts"])
    assert changed["message"]["ts"] == changed["previous_message"]["ts"] == deleted["deleted_ts"] == said["ts"]


async def test_the_root_of_a_broadcast_shows_no_metadata_and_a_mention_has_no_root(
    slack: LocalSlack, bolt: AsyncApp, heard: list[Json]
) -> None:
    channel = slack.workspace.channel("newsdesk").id
    root = await bolt.client.chat_postMessage(channel=channel, text="root", metadata=NOTE)
    await slack.deeds.say("newsdesk", "Dana", "@watchdesk loud", thread_ts=root["ts"], broadcast=True)
    shown = (await event(heard, subtype="thread_broadcast"))["root"]
    assert shown["reply_count"] == 1
    assert "metadata" not in shown
    assert "root" not in await event(heard, type="app_mention")


async def test_a_click_in_a_view_says_where_and_buttons_keep_no_state(
    slack: LocalSlack, bolt: AsyncApp, heard: list[Json]
) -> None:
    await bolt.client.views_publish(user_id=slack.workspace.person("Dana").id, view=HOME)
    home = slack.home("Dana")
    assert home
    for action, value in (("press", "v"), ("more", "a"), ("pick", "a")):
        await slack.deeds.click_in_view(home["id"], action, "Dana", value)
    *_, last = heard
    assert last["container"] == {"type": "view", "view_id": home["id"]}
    assert last["view"]["state"]["values"] == {"b": {"pick": {"type": "static_select", "selected_option": OPTION}}}
    assert "state" not in last
    assert last["view"]["title"]["type"] == "plain_text"
    assert {last["view"]["close"], last["view"]["submit"]} == {None}


async def test_nothing_entered_is_null_and_nobody_chosen_is_an_empty_list(
    slack: LocalSlack, bolt: AsyncApp, heard: list[Json]
) -> None:
    channel = slack.workspace.channel("newsdesk").id
    posted = await bolt.client.chat_postMessage(channel=channel, text="t", blocks=ACTIONS)
    await slack.click("newsdesk", posted["ts"], "press", "Dana")
    await bolt.client.views_open(trigger_id=heard[-1]["trigger_id"], view=MODAL)
    await slack.deeds.submit("Dana", {"words": ""})
    values = heard[-1]["view"]["state"]["values"]
    assert values["people"]["people"]["selected_users"] == []
    assert values["words"]["words"]["value"] is None


async def test_a_search_in_a_menu_says_in_which_message_or_view(
    slack: LocalSlack, bolt: AsyncApp, heard: list[Json]
) -> None:
    channel, dana = slack.workspace.channel("newsdesk").id, slack.workspace.person("Dana")
    posted = await bolt.client.chat_postMessage(channel=channel, text="t", blocks=ACTIONS)
    await bolt.client.chat_postEphemeral(channel=channel, user=dana.id, text="t", blocks=ACTIONS)
    await bolt.client.views_publish(user_id=dana.id, view=HOME)
    whisper, home = slack.ephemerals("newsdesk", "Dana")[0], slack.home("Dana")
    assert home
    places: list[Json] = [{"channel": channel, "ts": posted["ts"]}, {"channel": channel, "ts": whisper["ts"]}]
    for where in (*places, {"view_id": home["id"]}):
        assert await slack.deeds.suggest(where, "find", "Dana", "a") == [OPTION]
    in_message, in_whisper, in_view = (b for b in heard if b.get("type") == "block_suggestion")
    assert in_message["container"]["message_ts"] == in_message["message"]["ts"] == posted["ts"]
    assert in_message["channel"]["id"] == channel
    assert in_whisper["container"]["is_ephemeral"]
    assert "message" not in in_whisper
    assert in_view["view"]["id"] == in_view["container"]["view_id"] == home["id"]
    assert in_view["user"] == {"id": dana.id, "name": dana.handle, "team_id": slack.workspace.team_id}


async def test_a_global_shortcut_names_the_person_by_username(slack: LocalSlack, heard: list[Json]) -> None:
    await slack.deeds.shortcut("new_story", "Dana")
    dana = slack.workspace.person("Dana")
    assert heard[0]["user"] == {"id": dana.id, "username": dana.handle, "team_id": slack.workspace.team_id}


async def test_answers_leave_out_what_slack_leaves_out(slack: LocalSlack, bolt: AsyncApp) -> None:
    channel = slack.workspace.channel("newsdesk").id
    posted = await bolt.client.chat_postMessage(channel=channel, text="t")
    changed = await bolt.client.chat_update(channel=channel, ts=posted["ts"], text="u")
    assert changed["ts"] == posted["ts"]
    assert "ts" not in changed["message"]
    counted = {"num_members": 3}
    assert not counted.items() <= (await bolt.client.conversations_info(channel=channel))["channel"].items()
    asked = await bolt.client.conversations_info(channel=channel, include_num_members=True)
    assert counted.items() <= asked["channel"].items()
    assert all(counted.items() <= c.items() for c in (await bolt.client.conversations_list())["channels"])
