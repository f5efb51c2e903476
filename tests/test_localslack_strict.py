"""A refusal per error code, in Slack's own words, as the real slack_sdk client sees it."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest
from slack_bolt.async_app import AsyncApp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.webhook.async_client import AsyncWebhookClient

from bot.localslack.outcome import Outcome
from bot.localslack.server import LocalSlack
from tests.localslack_case import MANIFEST, SCOPES, bolt, slack, wait_until

Json = dict[str, Any]
__all__ = ["bolt", "slack"]  # fixtures


@pytest.fixture
async def client(slack: LocalSlack) -> AsyncIterator[AsyncWebClient]:
    async with aiohttp.ClientSession() as session:
        yield AsyncWebClient(token=slack.bot_token, base_url=slack.api_url, session=session, retry_handlers=[])


def newsdesk(slack: LocalSlack) -> str:
    return slack.workspace.channel("newsdesk").id


async def refusal(call: Any) -> Json:
    with pytest.raises(SlackApiError) as caught:
        await call
    answer = caught.value.response
    return {**answer.data, "status": answer.status_code, "headers": answer.headers}


async def test_tokens(slack: LocalSlack, client: AsyncWebClient) -> None:
    assert (await refusal(client.auth_test(token="xoxb-0-wrong")))["error"] == "invalid_auth"
    assert (await refusal(client.auth_test(token=slack.app_token)))["error"] == "not_allowed_token_type"
    assert (await refusal(client.apps_connections_open(app_token=slack.bot_token)))["error"] == "not_allowed_token_type"
    assert (await refusal(AsyncWebClient(base_url=slack.api_url).auth_test()))["error"] == "not_authed"
    assert (await client.auth_test())["bot_id"] == slack.workspace.bot.bot_id
    assert (await refusal(client.api_call("chat.shout")))["error"] == "unknown_method"


async def test_a_scope_missing_from_the_manifest_is_named() -> None:
    less = {**MANIFEST, "oauth_config": {"scopes": {"bot": [s for s in SCOPES if s != "reactions:write"]}}}
    async with LocalSlack(less, channels=("newsdesk",)) as slack:
        client = AsyncWebClient(token=slack.bot_token, base_url=slack.api_url)
        said = await refusal(client.reactions_add(channel=newsdesk(slack), timestamp="1.000001", name="eyes"))
        assert (said["error"], said["needed"]) == ("missing_scope", "reactions:write")
        assert "chat:write" in said["provided"].split(",")


async def test_channels_that_are_not_for_the_bot(slack: LocalSlack, client: AsyncWebClient) -> None:
    outside = slack.add_channel("outside", bot_member=False)
    secret = slack.add_channel("secret", bot_member=False, private=True)
    old = slack.add_channel("old")
    slack.workspace.archive(old)
    assert (await refusal(client.chat_postMessage(channel=outside.id, text="x")))["error"] == "not_in_channel"
    assert (await refusal(client.chat_postMessage(channel=secret.id, text="x")))["error"] == "channel_not_found"
    assert (await refusal(client.chat_postMessage(channel="C0NOWHERE", text="x")))["error"] == "channel_not_found"
    assert (await refusal(client.chat_postMessage(channel=old.id, text="x")))["error"] == "is_archived"
    assert (await refusal(client.conversations_history(channel=outside.id)))["error"] == "not_in_channel"
    await client.conversations_join(channel=outside.id)
    assert (await client.chat_postMessage(channel=outside.id, text="x"))["ok"]
    private = slack.add_channel("cabinet", private=True)
    assert (await refusal(client.conversations_join(channel=private.id)))["error"].startswith("method_not_supported")


async def test_texts(slack: LocalSlack, client: AsyncWebClient) -> None:
    channel = newsdesk(slack)
    assert (await refusal(client.api_call("chat.postMessage", json={"channel": channel})))["error"] == "no_text"
    posted = await client.chat_postMessage(channel=channel, text="x" * 40_001)
    assert len(posted["message"]["text"]) == 40_000
    ts = posted["ts"]
    assert (await client.chat_update(channel=channel, ts=ts, text="x" * 4000))["ok"]
    assert (await refusal(client.chat_update(channel=channel, ts=ts, text="x" * 4001)))["error"] == "msg_too_long"
    assert (await refusal(client.chat_update(channel=channel, ts="1.000001", text="x")))["error"] == "message_not_found"
    dana = await slack.say("newsdesk", "Dana", "mine")
    assert (await refusal(client.chat_update(channel=channel, ts=dana["ts"], text="x")))[
        "error"
    ] == "cant_update_message"
    assert (await refusal(client.chat_delete(channel=channel, ts=dana["ts"])))["error"] == "cant_delete_message"


async def test_invalid_blocks_say_where(slack: LocalSlack, client: AsyncWebClient) -> None:
    block = {"type": "section", "text": {"type": "mrkdwn", "text": "x" * 3001}}
    said = await refusal(client.chat_postMessage(channel=newsdesk(slack), text="x", blocks=[block]))
    where = "[ERROR] must be less than 3001 characters [json-pointer:/blocks/0/text/text]"
    assert (said["error"], said["response_metadata"]["messages"]) == ("invalid_blocks", [where])
    assert slack.messages("newsdesk") == []
    said = await refusal(client.api_call("chat.postMessage", data={"channel": newsdesk(slack), "blocks": "[{"}))
    assert said["error"] == "invalid_blocks_format"


async def test_updating_only_the_text_keeps_the_blocks_and_an_empty_list_removes_them(
    slack: LocalSlack, client: AsyncWebClient
) -> None:
    channel = newsdesk(slack)
    ts = (await client.chat_postMessage(channel=channel, text="x", blocks=[{"type": "divider"}]))["ts"]
    assert (await client.chat_update(channel=channel, ts=ts, text="y"))["message"]["blocks"]
    assert (await client.chat_update(channel=channel, ts=ts, text="y", blocks=[]))["message"]["blocks"] == []


async def test_threads(slack: LocalSlack, client: AsyncWebClient) -> None:
    channel = newsdesk(slack)
    root = (await client.chat_postMessage(channel=channel, text="root"))["ts"]
    reply = (await client.chat_postMessage(channel=channel, text="reply", thread_ts=root))["ts"]
    loud = await client.chat_postMessage(channel=channel, text="loud", thread_ts=root, reply_broadcast=True)
    assert loud["message"]["subtype"] == "thread_broadcast"
    assert [m["text"] for m in slack.messages("newsdesk")] == ["root", "loud"]
    assert [m["text"] for m in slack.replies("newsdesk", root)] == ["reply", "loud"]
    assert slack.messages("newsdesk")[0]["reply_count"] == 2
    assert (await refusal(client.conversations_replies(channel=channel, ts="1.000001")))["error"] == "thread_not_found"
    said = await refusal(client.chat_postMessage(channel=channel, text="x", thread_ts=reply))
    assert said["error"] == "cannot_reply_to_message"
    await client.chat_delete(channel=channel, ts=root)
    assert slack.messages("newsdesk")[0]["subtype"] == "tombstone"


async def test_history_pages_and_bounds(slack: LocalSlack, client: AsyncWebClient) -> None:
    channel = newsdesk(slack)
    stamps = [(await client.chat_postMessage(channel=channel, text=str(n)))["ts"] for n in range(5)]
    first = await client.conversations_history(channel=channel, limit=2)
    assert ([m["text"] for m in first["messages"]], first["has_more"]) == (["4", "3"], True)
    cursor = first["response_metadata"]["next_cursor"]
    second = await client.conversations_history(channel=channel, limit=2, cursor=cursor)
    assert [m["text"] for m in second["messages"]] == ["2", "1"]
    after = await client.conversations_history(channel=channel, oldest=stamps[3])
    assert [m["text"] for m in after["messages"]] == ["4"]
    upon = await client.conversations_history(channel=channel, oldest=stamps[3], inclusive=True)
    assert [m["text"] for m in upon["messages"]] == ["4", "3"]
    before = await client.conversations_history(channel=channel, latest=stamps[1])
    assert [m["text"] for m in before["messages"]] == ["0"]
    assert (await refusal(client.conversations_history(channel=channel, cursor="?")))["error"] == "invalid_cursor"
    assert (await refusal(client.conversations_history(channel=channel, limit=1000)))["error"] == "invalid_limit"


async def test_reactions(slack: LocalSlack, client: AsyncWebClient) -> None:
    channel = newsdesk(slack)
    ts = (await client.chat_postMessage(channel=channel, text="x"))["ts"]
    await client.reactions_add(channel=channel, timestamp=ts, name="eyes")
    again = await refusal(client.reactions_add(channel=channel, timestamp=ts, name="eyes"))
    assert again["error"] == "already_reacted"
    got = await client.reactions_get(channel=channel, timestamp=ts)
    assert got["message"]["reactions"] == [{"name": "eyes", "users": [slack.workspace.bot.id], "count": 1}]
    await client.reactions_remove(channel=channel, timestamp=ts, name="eyes")
    gone = await refusal(client.reactions_remove(channel=channel, timestamp=ts, name="eyes"))
    assert gone["error"] == "no_reaction"
    assert (await refusal(client.reactions_add(channel=channel, timestamp=ts, name="E Y")))["error"] == "invalid_name"


async def test_too_many_calls_and_too_many_posts(slack: LocalSlack, client: AsyncWebClient) -> None:
    for _ in range(20):
        await client.conversations_list()
    said = await refusal(client.conversations_list())
    assert (said["error"], said["status"], said["headers"]["Retry-After"]) == ("ratelimited", 429, "3")
    general = slack.workspace.channel("general").id
    for _ in range(10):  # the short burst
        await client.chat_postMessage(channel=newsdesk(slack), text="x")
    assert (await refusal(client.chat_postMessage(channel=newsdesk(slack), text="x")))["headers"]["Retry-After"] == "1"
    assert (await client.chat_postMessage(channel=general, text="another channel"))["ok"]


async def test_rate_limits_can_be_relaxed() -> None:
    async with LocalSlack(MANIFEST, strict_rate_limits=False) as slack, aiohttp.ClientSession() as session:
        client = AsyncWebClient(token=slack.bot_token, base_url=slack.api_url, session=session)
        for _ in range(30):
            assert (await client.conversations_list())["ok"]


async def test_metadata_has_a_form_and_a_size(slack: LocalSlack, client: AsyncWebClient) -> None:
    async def post(metadata: Any) -> Json:
        return await refusal(client.chat_postMessage(channel=newsdesk(slack), text="x", metadata=metadata))

    assert (await post({"event_payload": {}}))["error"] == "invalid_metadata_format"
    assert (await post({"event_type": "a", "event_payload": "b"}))["error"] == "invalid_metadata_schema"
    big = {"event_type": "a", "event_payload": {"key": "x" * 20_000}}
    assert (await post(big))["error"] == "metadata_too_large"


VIEW: Json = {"type": "modal", "title": {"type": "plain_text", "text": "Note"}, "blocks": [{"type": "divider"}]}


async def test_a_trigger_opens_one_modal_within_three_seconds(slack: LocalSlack, client: AsyncWebClient) -> None:
    triggers, dana = slack.installation.triggers, slack.workspace.person("Dana").id
    trigger = triggers.issue(dana)
    opened = await client.views_open(trigger_id=trigger, view=VIEW)
    used = await refusal(client.views_open(trigger_id=trigger, view=VIEW))
    assert used["error"] == "exchanged_trigger_id"
    late = triggers.issue(dana)
    triggers._triggers[late].expires -= 3
    assert (await refusal(client.views_open(trigger_id=late, view=VIEW)))["error"] == "expired_trigger_id"
    assert (await refusal(client.views_open(trigger_id="1.2", view=VIEW)))["error"] == "invalid_trigger_id"
    view_id, stale = opened["view"]["id"], opened["view"]["hash"]
    assert (await client.views_update(view_id=view_id, hash=stale, view=VIEW))["ok"]
    raced = await refusal(client.views_update(view_id=view_id, hash=stale, view=VIEW))
    assert raced["error"] == "hash_conflict"
    for _ in range(2):
        await client.views_push(trigger_id=triggers.issue(dana), view=VIEW)
    fourth = await refusal(client.views_push(trigger_id=triggers.issue(dana), view=VIEW))
    assert fourth["error"] == "push_limit_reached"
    wrong = await refusal(client.views_open(trigger_id=triggers.issue(dana), view={"type": "modal", "blocks": []}))
    assert wrong["response_metadata"]["messages"] == ["[ERROR] missing required field: title [json-pointer:/view]"]


async def test_the_home_tab_must_be_switched_on() -> None:
    without = {**MANIFEST, "features": {**MANIFEST["features"], "app_home": {}}}
    async with LocalSlack(without) as slack:
        client = AsyncWebClient(token=slack.bot_token, base_url=slack.api_url)
        home = {"type": "home", "blocks": []}
        said = await refusal(client.views_publish(user_id=slack.workspace.person("Dana").id, view=home))
        assert said["error"] == "not_enabled"


async def test_a_response_url_dies_after_five_uses_and_after_half_an_hour(slack: LocalSlack) -> None:
    urls, dana = slack.installation.response_urls, slack.workspace.person("Dana").id
    url = urls.issue(Outcome(), channel=newsdesk(slack), user=dana)
    webhook = AsyncWebhookClient(f"{slack.url}/commands/T/{url.id}", retry_handlers=[])
    for n in range(5):
        assert (await webhook.send(text=str(n))).status_code == 200
    dead = await webhook.send(text="6")
    assert (dead.status_code, "used_url" in dead.body) == (404, True)
    old = urls.issue(Outcome(), channel=newsdesk(slack), user=dana)
    old.expires -= 30 * 60
    late = await AsyncWebhookClient(f"{slack.url}/commands/T/{old.id}", retry_handlers=[]).send(text="x")
    assert (late.status_code, "expired_url" in late.body) == (404, True)


async def test_commands_are_refused_in_threads_and_when_unknown_or_unanswered(slack: LocalSlack) -> None:
    root = await slack.say("newsdesk", "Dana", "root")
    inside = await slack.command(channel="newsdesk", user="Dana", text="/watch x", thread_ts=root["ts"])
    assert (inside.error, inside.text) == ("command_in_thread", "/watch is not supported in threads. Sorry!")
    unknown = await slack.command(channel="newsdesk", user="Dana", text="/nothing")
    assert unknown.error == "unknown_command"
    nobody = await slack.command(channel="newsdesk", user="Dana", text="/watch x")
    assert nobody.error == "dispatch_failed"


async def test_only_events_of_the_manifest_and_of_the_bots_channels_are_sent(slack: LocalSlack, bolt: AsyncApp) -> None:
    seen: list[str] = []

    @bolt.event("message")
    async def message(event: Json) -> None:
        seen.append(event["text"])

    @bolt.event("reaction_added")
    async def reaction(event: Json) -> None:
        seen.append(event["reaction"])

    slack.add_channel("outside", bot_member=False)
    await slack.say("outside", "Dana", "not for the bot")
    said = await slack.say("newsdesk", "Dana", "for the bot <script> & @Omar https://x.y/?a&b")
    slack.workspace.archive(slack.add_channel("old"))  # channel_archive is not in the manifest
    await slack.deeds.react("newsdesk", said["ts"], "Omar", "eyes")
    await wait_until(lambda: len(seen) == 2, "both events")
    omar = slack.workspace.person("Omar").id
    assert sorted(seen) == ["eyes", f"for the bot &lt;script&gt; &amp; <@{omar}> <https://x.y/?a&amp;b>"]


async def test_arguments_come_as_query_form_or_json(slack: LocalSlack) -> None:
    headers = {"Authorization": f"Bearer {slack.bot_token}"}
    address = f"{slack.api_url}chat.postMessage"
    args = {"channel": newsdesk(slack), "text": "x"}
    async with aiohttp.ClientSession(headers=headers) as session:
        for how in ({"params": args}, {"data": args}, {"json": args}):
            async with session.post(address, **how) as response:  # type: ignore[arg-type]
                assert (await response.json())["ok"], how
        async with session.get(address, params={**args, "token": slack.bot_token}) as response:
            assert (await response.json())["ok"]
        broken = {"Content-Type": "application/json"}
        async with session.post(address, data="{", headers=broken) as response:
            assert (await response.json())["error"] == "invalid_json"


async def test_a_port_in_use_is_an_error_and_leaves_nothing_open(slack: LocalSlack) -> None:
    port = int(slack.url.rsplit(":", 1)[1])
    second = LocalSlack(MANIFEST, port=port)
    with pytest.raises(OSError, match="address already in use"):
        await second.start()


async def test_tokens_and_ids_are_the_same_after_a_restart() -> None:
    one, two = LocalSlack(MANIFEST), LocalSlack(MANIFEST)
    assert (one.bot_token, one.app_token, one.signing_secret) == (two.bot_token, two.app_token, two.signing_secret)
    assert list(one.workspace.channels) == list(two.workspace.channels)
    assert LocalSlack(MANIFEST, bot_token="xoxb-mine").bot_token == "xoxb-mine"


async def test_messages_survive_a_restart_in_a_state_file(tmp_path: Any) -> None:
    state = tmp_path / "slack.json"
    async with LocalSlack(MANIFEST, state_file=state) as slack:
        await slack.say("general", "Dana", "still here")
        await asyncio.sleep(0)
    async with LocalSlack(MANIFEST, state_file=state) as again:
        assert [m["text"] for m in again.messages("general")] == ["still here"]
