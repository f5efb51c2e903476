"""The local Slack, driven by the real Bolt over real sockets: the thin whole."""

import time
from typing import Any

from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.localslack.server import LocalSlack
from bot.localslack.typing_text import typed
from tests.localslack_case import bolt, slack, wait_until

Json = dict[str, Any]
__all__ = ["bolt", "slack"]  # fixtures


async def test_a_command_is_answered_in_the_ack_and_through_its_response_url(slack: LocalSlack, bolt: AsyncApp) -> None:
    @bolt.command("/watch")
    async def watch(ack: Any, respond: Any, command: Json) -> None:
        await ack(f"looking at {command['text']}")
        await respond("done", response_type="in_channel")

    result = await slack.command(channel="newsdesk", user="Dana", text="/watch russia-iran")
    assert result.ok
    assert "looking at russia-iran" in result.text
    await wait_until(lambda: len(result.responses) == 2, "the answer through the response URL")
    assert {r["kind"] for r in result.responses} == {"ephemeral", "in_channel"}
    assert [m["text"] for m in slack.messages("newsdesk")] == ["done"]
    assert [m["text"] for m in slack.ephemerals("newsdesk", "Dana")] == ["looking at russia-iran"]
    assert slack.ephemerals("newsdesk", "Omar") == []


async def test_a_mention_reaches_the_app_and_its_reply_joins_the_thread(slack: LocalSlack, bolt: AsyncApp) -> None:
    @bolt.event("app_mention")
    async def mentioned(event: Json, say: Any) -> None:
        await say(f"you said {event['text']}", thread_ts=event["ts"])

    @bolt.event("message")
    async def ignore() -> None: ...

    said = await slack.say("newsdesk", "Dana", "@watchdesk why?")
    await wait_until(lambda: slack.replies("newsdesk", said["ts"]), "the reply")
    root = slack.messages("newsdesk")[0]
    assert (root["reply_count"], root["latest_reply"]) == (1, slack.replies("newsdesk", said["ts"])[0]["ts"])
    assert [(e["kind"], e["who"]) for e in slack.transcript()] == [("post", "Dana"), ("reply", "watchdesk")]


async def test_a_click_reaches_the_app_and_changes_the_message(slack: LocalSlack, bolt: AsyncApp) -> None:
    @bolt.action("why")
    async def why(ack: Any, body: Json, client: AsyncWebClient) -> None:
        await ack()
        await client.chat_update(channel=body["channel"]["id"], ts=body["message"]["ts"], text="because", blocks=[])

    button = {"type": "button", "action_id": "why", "text": {"type": "plain_text", "text": "Why"}, "value": "7"}
    posted = await bolt.client.chat_postMessage(
        channel=slack.workspace.channel("newsdesk").id, text="alert", blocks=[{"type": "actions", "elements": [button]}]
    )
    outcome = await slack.click("newsdesk", posted["ts"], "why", "Omar")
    assert outcome.ok
    await wait_until(lambda: slack.messages("newsdesk")[0]["text"] == "because", "the edit")


async def test_metadata_comes_back_only_when_asked_for(slack: LocalSlack, bolt: AsyncApp) -> None:
    channel = slack.workspace.channel("newsdesk").id
    metadata = {"event_type": "alert", "event_payload": {"key": "k1"}}
    await bolt.client.chat_postMessage(channel=channel, text="alert", metadata=metadata)
    plain = await bolt.client.conversations_history(channel=channel)
    assert "metadata" not in plain["messages"][0]
    full = await bolt.client.conversations_history(channel=channel, include_all_metadata=True)
    assert full["messages"][0]["metadata"] == metadata


async def test_a_modal_is_opened_checked_and_submitted(slack: LocalSlack, bolt: AsyncApp) -> None:
    seen: list[str] = []

    @bolt.command("/watch")
    async def watch(ack: Any, body: Json, client: AsyncWebClient) -> None:
        await ack()
        await client.views_open(trigger_id=body["trigger_id"], view=MODAL)

    @bolt.view("note")
    async def note(ack: Any, view: Json) -> None:
        words = view["state"]["values"]["words"]["text"]["value"]
        if words == "bad":
            await ack(response_action="errors", errors={"words": "Say more."})
            return
        seen.append(words)
        await ack()

    await slack.command(channel="newsdesk", user="Dana", text="/watch note")
    await wait_until(lambda: slack.view("Dana"), "the modal")
    refused = await slack.deeds.submit("Dana", {"text": "bad"})
    assert refused.ack["errors"] == {"words": "Say more."}
    assert (await slack.deeds.submit("Dana", {"text": "the text is out"})).ok
    assert seen == ["the text is out"]
    assert slack.view("Dana") is None


MODAL: Json = {
    "type": "modal",
    "callback_id": "note",
    "title": {"type": "plain_text", "text": "Note"},
    "submit": {"type": "plain_text", "text": "Keep"},
    "blocks": [
        {
            "type": "input",
            "block_id": "words",
            "label": {"type": "plain_text", "text": "What do we know?"},
            "element": {"type": "plain_text_input", "action_id": "text"},
        }
    ],
}


async def test_a_message_full_of_unclosed_mentions_is_read_at_once(slack: LocalSlack) -> None:
    began = time.perf_counter()
    assert typed(slack.workspace, "<@U1|" * 8_000).startswith("&lt;")
    assert time.perf_counter() - began < 0.8  # 1.6 s when each of them looked on to the end
