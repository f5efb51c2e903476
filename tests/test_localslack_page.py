"""The page in a real headless Chromium: a person reads, writes, clicks; the real Bolt answers."""

import asyncio
import random
import re
from collections.abc import AsyncIterator
from typing import Any

import pytest
from playwright.async_api import Browser, Page, Route, expect
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.localslack.server import LocalSlack
from tests.browser_case import MARKS, browser, opened, write
from tests.localslack_case import MANIFEST, connected_bolt, wait_until

Json = dict[str, Any]
pytestmark = MARKS
__all__ = ["browser"]  # a fixture


def plain(text: str) -> Json:
    return {"type": "plain_text", "text": text}


def mrkdwn(text: str) -> Json:
    return {"type": "mrkdwn", "text": text}


def button(action_id: str, text: str, **more: Any) -> Json:
    return {"type": "button", "action_id": action_id, "text": plain(text), **more}


def options(*words: str) -> list[Json]:
    return [{"text": plain(word), "value": word} for word in words]


NOTE: Json = {
    "type": "modal",
    "callback_id": "note",
    "title": plain("Add a note"),
    "submit": plain("Keep"),
    "blocks": [
        {
            "type": "input",
            "block_id": "words",
            "label": plain("What do we know?"),
            "element": {"type": "plain_text_input", "action_id": "text", "multiline": True},
        },
        {
            "type": "input",
            "block_id": "verdict",
            "label": plain("Verdict"),
            "element": {"type": "static_select", "action_id": "verdict", "options": options("confirmed", "disputed")},
        },
        {
            "type": "input",
            "block_id": "story",
            "optional": True,
            "label": plain("Story"),
            "element": {"type": "external_select", "action_id": "story", "min_query_length": 1},
        },
    ],
}


@pytest.fixture
async def slack() -> AsyncIterator[LocalSlack]:
    people = ("Dana", "Omar")
    async with LocalSlack(
        MANIFEST, channels=("newsdesk", "general"), people=people, strict_rate_limits=False
    ) as running:
        yield running


@pytest.fixture
async def bolt(slack: LocalSlack) -> AsyncIterator[AsyncApp]:
    async with connected_bolt(slack) as app:
        yield app


@pytest.fixture
async def page(slack: LocalSlack, browser: Browser) -> AsyncIterator[Page]:
    async with opened(slack, browser) as shown:
        yield shown


async def test_a_message_appears_for_others_at_once_and_marks_the_channel_unread(
    slack: LocalSlack, browser: Browser, page: Page
) -> None:
    await write(page, "hello @Omar, see *this* & <b>that</b> https://example.org/a?b=1&c=2")
    message = page.locator("#main .message").last
    await expect(message.locator(".mention")).to_have_text("@Omar")
    await expect(message.locator("strong").last).to_have_text("this")
    await expect(message.locator(".text")).to_contain_text("& <b>that</b>")
    await expect(message.locator(".text a")).to_have_attribute("href", "https://example.org/a?b=1&c=2")
    other = await browser.new_context()
    omars = await other.new_page()
    await omars.goto(f"{slack.url}/#/{slack.workspace.channel('general').id}")
    await omars.get_by_role("radio", name="Act as Omar").click()
    await expect(omars.locator("#side .unread .count.named")).to_have_text("1")
    await omars.locator("#side a", has_text="newsdesk").click()
    await expect(omars.locator("#main .message .text")).to_contain_text("hello @Omar")
    await expect(omars.locator("#side .count")).to_have_count(0)
    await other.close()


async def test_a_command_is_completed_sent_and_answered_for_one_person_only(
    slack: LocalSlack, bolt: AsyncApp, page: Page
) -> None:
    @bolt.command("/watch")
    async def watch(ack: Any, command: Json, respond: Any) -> None:
        await ack()
        share = {"type": "actions", "elements": [button("share", "Share to channel")]}
        await respond(text="x", blocks=[{"type": "section", "text": mrkdwn(f"*{command['text']}*")}, share])

    @bolt.action("share")
    async def share(ack: Any, respond: Any) -> None:
        await ack()
        await respond(text="shared", response_type="in_channel", delete_original=False)
        await respond(delete_original=True)

    field = page.locator("#main .composer textarea")
    await field.fill("/wa")
    await expect(page.locator(".completion")).to_contain_text("What is claimed now")
    await field.press("Tab")
    await expect(field).to_have_value("/watch ")
    await write(page, "/watch russia-iran")
    whisper = page.locator("#main .message.whisper")
    await expect(whisper).to_contain_text("Only visible to you")
    await expect(whisper.locator("strong").last).to_have_text("russia-iran")
    await page.get_by_role("radio", name="Act as Omar").click()
    await expect(whisper).to_have_count(0)
    await page.get_by_role("radio", name="Act as Dana").click()
    await page.get_by_role("button", name="Share to channel").click()
    await expect(page.locator("#main .message", has_text="shared")).to_be_visible()
    await expect(whisper).to_have_count(0)
    assert [m["text"] for m in slack.messages("newsdesk")] == ["shared"]


async def test_buttons_menus_and_a_confirmation_reach_the_app(slack: LocalSlack, bolt: AsyncApp, page: Page) -> None:
    got: list[Json] = []

    @bolt.action(re.compile(".*"))
    async def acted(ack: Any, action: Json) -> None:
        await ack()
        got.append(action)

    ask = {"title": plain("Sure?"), "text": mrkdwn("*Yes*?"), "confirm": plain("Do it"), "deny": plain("Not yet")}
    elements = [
        button("why", "Why", value="7"),
        button("confirm", "Confirm", style="primary", confirm=ask),
        {"type": "static_select", "action_id": "verdict", "options": options("confirmed", "disputed")},
        {"type": "overflow", "action_id": "more", "options": options("Mute", "Open")},
    ]
    channel = slack.workspace.channel("newsdesk").id
    blocks: list[Json] = [{"type": "header", "text": plain("Alert")}, {"type": "actions", "elements": elements}]
    await bolt.client.chat_postMessage(channel=channel, text="alert", blocks=blocks)
    await page.get_by_role("button", name="Why").click()
    await wait_until(lambda: len(got) == 1, "the first action")
    await page.get_by_role("button", name="Confirm").click()
    await page.get_by_role("button", name="Not yet").click()
    await page.get_by_role("button", name="Confirm").click()
    await page.get_by_role("button", name="Do it").click()
    await wait_until(lambda: len(got) == 2, "the confirmed action")
    await page.locator("#main .actions select").select_option("disputed")
    await wait_until(lambda: len(got) == 3, "the choice")
    await page.get_by_role("button", name="More actions").first.click()
    await page.get_by_role("menuitem", name="Open").click()
    await wait_until(lambda: len(got) == 4, "four actions")
    assert [a["action_id"] for a in got] == ["why", "confirm", "verdict", "more"]
    assert got[0]["value"] == "7"
    assert got[2]["selected_option"]["value"] == "disputed"
    assert got[3]["selected_option"]["value"] == "Open"


async def test_a_thread_its_reply_and_the_copy_in_the_channel(slack: LocalSlack, page: Page) -> None:
    root = await slack.say("newsdesk", "Omar", "root")
    message = page.locator("#main .message").first
    await message.hover()
    await message.get_by_label("Reply in thread").click()
    await write(page, "quiet", "#thread")
    await page.get_by_label("Also send to #newsdesk").check()
    await write(page, "loud", "#thread")
    await expect(page.locator("#thread .message")).to_have_count(3)
    await expect(message.locator(".thread-line").first).to_contain_text("2 replies")
    await expect(page.locator("#main .message").last).to_contain_text("replied to a thread: root")
    await write(page, "/watch x", "#thread")
    await expect(page.locator("#thread .whisper, #main .whisper")).to_contain_text("not supported in threads")
    await message.hover()
    await message.get_by_label("Add reaction").click()
    await page.locator(".popup.emoji button").first.click()
    await expect(message.locator(".reaction.mine")).to_contain_text("1")
    assert slack.messages("newsdesk")[0]["ts"] == root["ts"]
    assert slack.messages("newsdesk")[0]["reactions"][0]["name"] == "eyes"


async def test_a_modal_shows_what_is_missing_and_what_the_app_refuses(
    slack: LocalSlack, bolt: AsyncApp, page: Page
) -> None:
    kept: list[Json] = []

    @bolt.command("/watch")
    async def watch(ack: Any, body: Json, client: AsyncWebClient) -> None:
        await ack()
        await client.views_open(trigger_id=body["trigger_id"], view=NOTE)

    @bolt.options("story")
    async def stories(ack: Any, payload: Json) -> None:
        await ack(options=[o for o in options("russia-iran", "red-sea") if payload["value"] in o["value"]])

    @bolt.view("note")
    async def note(ack: Any, view: Json) -> None:
        values = view["state"]["values"]
        if values["words"]["text"]["value"] == "x":
            await ack(response_action="errors", errors={"words": "Say a little more."})
            return
        kept.append(values)
        await ack()

    await write(page, "/watch note")
    modal = page.locator("dialog.modal")
    await expect(modal.locator("h2")).to_have_text("Add a note")
    await modal.get_by_role("button", name="Keep").click()
    await expect(modal.locator(".error", has_text="required")).to_have_count(2)
    await modal.locator("textarea").fill("x")
    await modal.locator("select").select_option("disputed")
    story = modal.locator("input[type=search]")
    await story.fill("red")
    await page.get_by_role("button", name="red-sea").click()
    await modal.get_by_role("button", name="Keep").click()
    await expect(modal.locator(".error:visible")).to_have_count(1)
    await expect(modal.locator(".error:visible")).to_have_text("Say a little more.")
    await modal.locator("textarea").fill("our stringer saw it")
    await modal.get_by_role("button", name="Keep").click()
    await expect(modal).to_have_count(0)
    assert kept[0]["words"]["text"]["value"] == "our stringer saw it"
    assert kept[0]["verdict"]["verdict"]["selected_option"]["value"] == "disputed"
    assert kept[0]["story"]["story"]["selected_option"]["value"] == "red-sea"
    assert slack.view("Dana") is None


async def test_app_home_is_published_when_opened_and_its_button_works(
    slack: LocalSlack, bolt: AsyncApp, page: Page
) -> None:
    async def publish(client: AsyncWebClient, user: str, title: str) -> None:
        blocks = [{"type": "header", "text": plain(title)}, {"type": "actions", "elements": [button("next", "Next")]}]
        await client.views_publish(user_id=user, view={"type": "home", "blocks": blocks})

    @bolt.event("app_home_opened")
    async def opened(event: Json, client: AsyncWebClient) -> None:
        await publish(client, event["user"], "Your stories")

    @bolt.action("next")
    async def pressed(ack: Any, body: Json, client: AsyncWebClient) -> None:
        await ack()
        await publish(client, body["user"]["id"], "Page two")

    await page.locator("#side a[href='#/home']").click()
    await expect(page.locator(".home h3")).to_have_text("Your stories")
    await page.get_by_role("button", name="Next").click()
    await expect(page.locator(".home h3")).to_have_text("Page two")
    assert slack.home("Dana")


async def test_what_is_said_before_the_page_follows_along_is_shown(slack: LocalSlack, browser: Browser) -> None:
    page = await browser.new_page()

    async def late(route: Route) -> None:
        await slack.say("newsdesk", "Omar", "said in between")
        await route.continue_()

    await page.route("**/page/live**", late)
    await page.goto(f"{slack.url}/#/{slack.workspace.channel('newsdesk').id}")
    await expect(page.locator("#main .message", has_text="said in between")).to_be_visible()


async def test_shortcuts_for_a_message_and_from_anywhere(slack: LocalSlack, bolt: AsyncApp, page: Page) -> None:
    got: list[str] = []

    @bolt.shortcut("make_note")
    async def make_note(ack: Any, shortcut: Json) -> None:
        await ack()
        got.append(shortcut["message"]["text"])

    @bolt.shortcut("new_story")
    async def new_story(ack: Any) -> None:
        await ack()
        got.append("new story")

    await slack.say("newsdesk", "Omar", "worth a note")
    message = page.locator("#main .message", has_text="worth a note")
    await message.hover()
    await message.get_by_label("More actions").click()
    await page.get_by_role("menuitem", name="Make a note").click()
    await page.get_by_label("Commands and shortcuts").click()
    await page.get_by_role("menuitem", name="New story").click()
    await wait_until(lambda: got == ["worth a note", "new story"], "both shortcuts")


async def test_a_block_nobody_knows_gets_a_marked_box(slack: LocalSlack, page: Page) -> None:
    channel = slack.workspace.channel("newsdesk")
    hologram = {"blocks": [{"type": "hologram", "block_id": "a", "secret": "<img src=x>"}]}
    slack.workspace.post(channel, slack.workspace.bot, text="", content=hologram)
    await expect(page.locator("#main .unknown")).to_contain_text("Block “hologram” is not drawn here")


async def test_on_a_phone_one_pane_is_shown_at_a_time(slack: LocalSlack, browser: Browser) -> None:
    phone = await browser.new_page(viewport={"width": 390, "height": 844}, color_scheme="dark")
    root = await slack.say("newsdesk", "Omar", "root " + "long " * 200)
    await slack.say("newsdesk", "Omar", "reply", thread_ts=root["ts"])
    await phone.goto(slack.url)
    await expect(phone.locator("#main")).to_be_hidden()
    await phone.locator("#side a", has_text="newsdesk").click()
    await expect(phone.locator("#side")).to_be_hidden()
    await phone.locator(".thread-line").click()
    await expect(phone.locator("#main")).to_be_hidden()
    await expect(phone.locator("#thread .message")).to_have_count(2)
    assert await phone.evaluate("document.documentElement.scrollWidth") <= 390
    await phone.locator("#thread .back").click()
    await expect(phone.locator("#main .composer")).to_be_visible()
    await phone.close()


async def test_the_page_catches_up_after_the_connection_was_away(slack: LocalSlack, page: Page) -> None:
    await page.context.set_offline(True)
    slack._page.stop()  # the stream breaks
    await slack.say("newsdesk", "Omar", "said meanwhile")
    await page.context.set_offline(False)
    await expect(page.locator("#main .message", has_text="said meanwhile")).to_be_visible(timeout=15_000)


async def test_a_stream_that_breaks_again_while_the_page_catches_up_is_caught_up_with_once(
    slack: LocalSlack, page: Page
) -> None:
    """The snapshot of the first opening came after the second had begun, and the page stood still."""
    held, asked = asyncio.Event(), asyncio.Semaphore(0)

    async def slowly(route: Route) -> None:
        asked.release()
        await held.wait()
        await route.continue_()

    await page.route("**/page/state*", slowly)
    for _ in range(2):
        slack._page.stop()
        await asyncio.wait_for(asked.acquire(), 15)
    await slack.say("newsdesk", "Omar", "said meanwhile")
    held.set()
    await expect(page.locator("#main .message", has_text="said meanwhile")).to_be_visible(timeout=15_000)
    await expect(page.locator("body")).not_to_have_class(re.compile("offline"))
    await slack.say("newsdesk", "Omar", "said after")
    await expect(page.locator("#main .message", has_text="said after")).to_be_visible()


HOSTILE = (
    "<script>window.hit=1</script>", "<img src=x onerror=window.hit=1>", '"><svg onload=window.hit=1>',
    "<javascript:window.hit=1|click>", "<https://evil.example|https://bank.example>", "<!channel>", "<@U0EVIL>",
    "`<b onmouseover=window.hit=1>`", "```<iframe srcdoc=x>```", "*<https://evil.example/*x*|bank.example>*",
    "<data:text/html,<script>window.hit=1</script>|x>", "&lt;script&gt;window.hit=1&lt;/script&gt;", "{{constructor}}",
    "<!date^0^{date}^javascript:window.hit=1|now>", "<!date^9^https://bank.example {time}^https://evil.example|now>",
    "<!date^99999999999999^{time}|never>", "<!date^1^{__proto__} {toString}|<b onmouseover=window.hit=1>",
    "\u202egnp.exe", '<#C0EVIL|"><script>window.hit=1</script>>',
)  # fmt: skip


async def test_ten_thousand_hostile_texts_run_nothing_and_link_nowhere_else(slack: LocalSlack, page: Page) -> None:
    """Drawn by the page's own code, in every kind of text there is."""
    dice = random.Random(7)
    texts = ["".join(dice.choice(HOSTILE) for _ in range(dice.randint(1, 3))) for _ in range(10_000)]
    found = await page.evaluate(
        """async (texts) => {
          const { drawBlocks } = await import("/static/blocks.js");
          const { mrkdwn } = await import("/static/mrkdwn.js");
          const bad = [];
          const box = document.body.appendChild(document.createElement("div"));
          for (const text of texts) {
            box.replaceChildren(...mrkdwn(text), ...drawBlocks([
              { type: "section", text: { type: "mrkdwn", text } },
              { type: "header", text: { type: "plain_text", text } },
              { type: "actions", elements: [{ type: "button", text: { type: "plain_text", text }, url: text }] },
              { type: "image", image_url: text, alt_text: text },
              { type: text },
              { type: "rich_text", elements: [{ type: "rich_text_section", elements: [
                { type: "text", text }, { type: "link", url: text, text }] }] },
            ], {}));
            if (box.querySelector("script, svg[onload], iframe, object, embed, [onerror], [onload], [onmouseover]")) bad.push(text);
            for (const image of box.querySelectorAll("img")) if (!image.src.startsWith(location.origin)) bad.push(text);
            for (const link of box.querySelectorAll("a[href]")) {
              const url = new URL(link.href);
              if (!/^https?:$/.test(url.protocol)) bad.push(text);
              if (/bank/.test(link.textContent) && !link.textContent.includes(url.hostname)) bad.push(text);
            }
          }
          box.remove();
          return bad;
        }""",
        texts,
    )
    assert found == []
    for text in HOSTILE:
        slack.workspace.post(slack.workspace.channel("newsdesk"), slack.workspace.bot, text=text)
        await write(page, text)
    await wait_until(lambda: len(slack.messages("newsdesk")) == 2 * len(HOSTILE), "all are posted")
    await asyncio.sleep(0.2)
    assert await page.evaluate("window.hit") is None


async def test_a_message_taller_than_the_pane_is_shown_from_its_top(slack: LocalSlack, page: Page) -> None:
    await slack.say("newsdesk", "Omar", "first")
    await expect(page.locator("#main .message")).to_have_count(1)
    await slack.say("newsdesk", "Omar", "\n".join(f"line {n}" for n in range(100)))
    await slack.say("newsdesk", "Omar", "after it")
    await expect(page.locator("#main .message")).to_have_count(3)
    await expect(page.get_by_text("line 0")).to_be_in_viewport()
    await page.get_by_role("button", name="Latest").click()
    await expect(page.get_by_text("after it")).to_be_in_viewport()
