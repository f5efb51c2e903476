"""Ten thousand hostile texts, from the bot's blocks through Slack's rules, the Web API and the page: none of them acts."""

import json
import random
import re
from collections.abc import AsyncIterator
from itertools import islice

import pytest
from playwright.async_api import Browser
from slack_sdk.web.async_client import AsyncWebClient

from bot.blocks.alert import head, reply
from bot.blocks.message import Message
from bot.localslack.blocks import require_blocks
from bot.store.store import Store
from tests.bot_case import Json, Newsroom, newsroom_of, signal, words_of
from tests.browser_case import MARKS, browser, opened
from tests.conftest import NOW
from tests.test_blocks_hostile import changes, check, messages, spoiled
from tests.test_blocks_mrkdwn import hostile
from tests.test_localslack_page import HOSTILE

__all__ = ["browser"]  # a fixture
COUNT = 10_000
POSTED = 400
COMMANDS = 60
_OURS = re.compile(r"<https?://[^\s<>|]+\|[^<>|\n]+>|<@[UW][A-Z0-9]+>|<#C[A-Z0-9]+>|<!date\^\d+\^[^<>|^]+\|\d[\w :]+>")

JUDGE = """(box) => {
  const bad = [];
  if (box.querySelector("script, svg[onload], iframe, object, embed, form, [onerror], [onload], [onmouseover]")) bad.push("element");
  for (const image of box.querySelectorAll("img")) if (!image.src.startsWith(location.origin)) bad.push(image.src);
  for (const mention of box.querySelectorAll(".mention")) if (!ALIVE.includes(mention.textContent)) bad.push(mention.textContent);
  for (const link of box.querySelectorAll("a[href]")) {
    const url = new URL(link.href);
    if (!/^https?:$/.test(url.protocol)) bad.push(link.href);
    const shown = link.textContent.match(/([\\w-]+\\.)+[a-z][\\w-]*\\w/i);
    if (shown && shown[0].toLowerCase() !== url.hostname) bad.push(`${link.textContent} leads to ${link.href}`);
  }
  if (window.hit) bad.push("a script ran");
  return bad;
}""".replace("ALIVE", '["@U0DANA", "#C0NEWS", "@Dana", "@Omar", "@watchdesk"]')
DRAW = """async (text) => {
  const many = JSON.parse(text); // much faster than values handed over one by one
  const { drawBlocks } = await import("/static/blocks.js");
  const { mrkdwn } = await import("/static/mrkdwn.js");
  const judge = JUDGE;
  const box = document.body.appendChild(document.createElement("div"));
  const found = many.flatMap(({ text, blocks }) => {
    box.replaceChildren(...mrkdwn(text), ...drawBlocks(blocks, {}));
    return judge(box);
  });
  box.remove();
  return found;
}""".replace("JUDGE", JUDGE)


def titles() -> list[str]:
    """What acts in Slack and what acts in a browser, mixed, the same at every run."""
    dice = random.Random(11)
    return [text + dice.choice(HOSTILE) if dice.random() < 0.6 else text for text in hostile(COUNT)]


def told(number: int, text: str) -> Message:
    """A head message or one in its thread, of each kind of change in turn; now and then whatever else the bot says."""
    if number % 50 == 0:
        every = list(messages(text))
        return every[number // 50 % len(every)]
    change = next(islice(changes(text), number // 2 % 8, None))
    make = head if number % 2 else reply
    return make(spoiled(text), change, change.after, now=NOW)


def as_json(message: Message) -> Json:
    return {"text": message.text, "blocks": list(message.blocks)}


@pytest.fixture
async def newsroom(store: Store, valkey_url: str, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Newsroom]:
    async with newsroom_of(store, valkey_url, monkeypatch, "socket", strict_rate_limits=False) as running:
        yield running


def test_slack_takes_every_one_and_none_of_them_acts() -> None:
    for number, text in enumerate(titles()):
        message = told(number, text)
        check(message)
        require_blocks(list(message.blocks))


async def post(newsroom: Newsroom, texts: list[str]) -> None:
    client = AsyncWebClient(token=newsroom.slack.bot_token, base_url=newsroom.slack.api_url, retry_handlers=[])
    for number, text in enumerate(texts):
        await client.chat_postMessage(channel=newsroom.newsdesk, **as_json(told(number, text)))


async def test_the_running_bot_answers_hostile_people(newsroom: Newsroom) -> None:
    """Commands, mentions and notes; what comes back mentions nobody but who is meant, and links nowhere."""
    await newsroom.happens(signal())
    ts = await newsroom.told()
    for number, text in enumerate(titles()[:COMMANDS]):
        line = " ".join(text.split()) or "-"
        await newsroom.ask(f"/watch {('', 'why ', 'follow ', 'why https://')[number % 4]}{line}")
        if number % 10 == 0:
            await newsroom.slack.say("newsdesk", "Omar", f"@watchdesk note {line}", thread_ts=ts)
            await newsroom.slack.say("newsdesk", "Omar", f"@watchdesk {line}", thread_ts=ts)
    await newsroom.in_thread(ts, "Noted in the ledger")
    await newsroom.whispered("Omar", "I do not understand")
    await newsroom.press(ts, "why")
    by_bot = [m for m in newsroom.slack.replies("newsdesk", ts) if m.get("bot_id")]
    to_people = [m for p in ("Dana", "Omar") for m in newsroom.slack.ephemerals("newsdesk", p)]
    for message in (*by_bot, *to_people):
        assert "<" not in _OURS.sub("", words_of(message)), words_of(message)


class TestOnThePage:
    """In a real browser."""

    pytestmark = MARKS

    async def test_no_script_runs_no_mention_lives_no_link_leads_elsewhere(
        self, newsroom: Newsroom, browser: Browser
    ) -> None:
        async with opened(newsroom.slack, browser) as page:
            every = titles()
            for start in range(0, COUNT, 1000):
                chunk = enumerate(every[start : start + 1000], start)
                told_of = [as_json(told(number, text)) for number, text in chunk]
                assert await page.evaluate(DRAW, json.dumps(told_of)) == []

    async def test_hundreds_really_posted_and_really_shown(self, newsroom: Newsroom, browser: Browser) -> None:
        await post(newsroom, titles()[:POSTED])
        shown = [m for m in newsroom.slack.messages("newsdesk") if m.get("bot_id")]
        assert len(shown) == POSTED
        async with opened(newsroom.slack, browser) as page:
            await page.locator("#main .message").nth(POSTED - 1).wait_for()
            assert await page.locator("#main .messages").evaluate(JUDGE) == []
