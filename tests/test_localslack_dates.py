"""Slack's date formatting on the page: each reader's own zone, the fallback where it says no moment, and never an error.

What Slack does: docs.slack.dev/messaging/formatting-message-text#date-formatting.
"""

import random
import re
from collections.abc import AsyncIterator, Sequence
from datetime import UTC, datetime, timedelta

import pytest
from playwright.async_api import Browser, Page, expect

from bot.blocks.message import context, header, section
from bot.blocks.mrkdwn import in_utc, when
from bot.localslack.server import LocalSlack
from tests.browser_case import MARKS, browser, opened
from tests.localslack_case import MANIFEST

pytestmark = MARKS
__all__ = ["browser"]  # a fixture

AT = datetime.now(UTC).replace(hour=20, minute=5, second=9) - timedelta(days=3)
LONG_AGO = 1392734382
"""18 February 2014, 14:39:42 UTC: the moment of Slack's own examples."""


@pytest.fixture
async def slack() -> AsyncIterator[LocalSlack]:
    async with LocalSlack(MANIFEST, channels=("newsdesk",), people=("Dana",)) as running:
        yield running


@pytest.fixture
async def page(slack: LocalSlack, browser: Browser) -> AsyncIterator[Page]:
    async with opened(slack, browser) as shown:
        yield shown


async def drawn(page: Page, texts: Sequence[str]) -> list[str]:
    """What a reader sees of each text."""
    code = """async (texts) => {
      const { mrkdwn } = await import("/static/mrkdwn.js");
      const box = document.createElement("div");
      return texts.map((text) => { box.replaceChildren(...mrkdwn(text)); return box.textContent.replace(/\\u202f/g, " "); });
    }"""
    found: list[str] = await page.evaluate(code, list(texts))
    return found


@pytest.mark.parametrize(
    ("zone", "days", "clock"), [("UTC", 0, "8:05 PM"), ("Asia/Kolkata", 1, "1:35 AM"), ("Asia/Kathmandu", 1, "1:50 AM")]
)
async def test_each_reader_sees_a_time_in_their_own_zone(
    slack: LocalSlack,
    browser: Browser,
    zone: str,
    days: int,
    clock: str,
) -> None:
    """In sections and small print; on hover in UTC, for whoever tells somebody in another zone."""
    at, day = when(AT, AT), AT + timedelta(days=days)
    blocks = [section(f"*signal* since {at}, set by watchdesk"), context(f"As of {at}")]
    slack.workspace.post(slack.workspace.channel("newsdesk"), slack.workspace.bot, text="x", content={"blocks": blocks})
    async with opened(slack, browser, zone=zone) as page:
        times = page.locator("#main .message .content time")
        assert [re.sub(r"\s", " ", t) for t in await times.all_text_contents()] == [f"{day:%b} {day.day} {clock}"] * 2
        assert await times.first.get_attribute("title") == in_utc(at)


async def test_a_day_of_24_hours_has_two_digits_for_each(slack: LocalSlack, browser: Browser) -> None:
    async with opened(slack, browser, zone="America/New_York", locale="en-GB") as page:
        shown = await drawn(
            page, [f"<!date^{LONG_AGO}^{{date_short}} {{time}}|old>", f"<!date^{LONG_AGO}^{{time_secs}}|x>"]
        )
    assert shown == ["18 Feb 2014 09:39", "09:39:42"]


async def test_every_token_is_shown_as_slack_says(page: Page) -> None:
    now = int(datetime.now(UTC).timestamp())
    long_ago = {
        "{date_num} {time_secs}": "2014-02-18 2:39:42 PM",
        "{date} at {time}": "February 18, 2014 at 2:39 PM",
        "{date_short}": "Feb 18, 2014",
        "{date_long}": "Tuesday, February 18, 2014",
        "{date_short_pretty}": "Feb 18, 2014",
        "posted {ago} {unknown}": f"Posted {(now - LONG_AGO) // 86400} days ago {{unknown}}",
    }
    assert await drawn(page, [f"<!date^{LONG_AGO}^{token}|old>" for token in long_ago]) == list(long_ago.values())
    days = [
        f"<!date^{now + n * 86400}^{{date_pretty}}|x> <!date^{now + n * 86400}^of {{date_long_pretty}}|x>"
        for n in (-1, 0, 1)
    ]
    assert await drawn(page, days) == [f"{d.title()} Of {d}" for d in ("yesterday", "today", "tomorrow")]


@pytest.mark.parametrize("months", [-5, 5, -7, 7])
async def test_the_year_is_left_out_of_what_is_less_than_six_months_away(page: Page, months: int) -> None:
    at = datetime.now(UTC) + timedelta(days=30.5 * months)
    (shown,) = await drawn(page, [f"<!date^{int(at.timestamp())}^{{date_short}}|x>"])
    assert shown == f"{at:%b} {at.day}" + (f", {at.year}" if abs(months) > 6 else "")


async def test_what_says_no_moment_is_shown_by_its_fallback(page: Page) -> None:
    """A moment no calendar has broke off the whole page."""
    none = ["", "x", "1e9", "0x1", "1.5", "Infinity", "9" * 20, "-" + "9" * 20, "\u0661", "{time}"]
    assert await drawn(page, [f"<!date^{n}^{{time}}|8 May &lt;UTC&gt;>" for n in none]) == ["8 May <UTC>"] * len(none)
    assert await drawn(page, ["<!date^1|8 May>", "<!date|8 May>", "<!date^1^|8 May>"]) == ["8 May"] * 3
    assert await drawn(page, ["<!date^x^{time}>", "<!date>"]) == ["", ""]
    assert await drawn(page, ["<!date^0^{__proto__}{constructor}{toString}|x>"]) == [
        "{__proto__}{constructor}{toString}"
    ]


async def test_any_date_at_all_is_drawn(page: Page) -> None:
    """Without an error, and as text."""
    dice = random.Random(3)
    parts = [
        "^",
        "|",
        "{time}",
        "{date_long_pretty}",
        "{__proto__}",
        "9" * 14,
        "-1",
        "0",
        "x",
        "&lt;b&gt;",
        "https://a.invalid",
        "*",
    ]
    texts = ["<!date" + "".join(dice.choice(parts) for _ in range(dice.randint(0, 8))) + ">" for _ in range(5000)]
    assert len(await drawn(page, texts)) == len(texts)


async def test_plain_text_knows_no_dates(slack: LocalSlack, page: Page) -> None:
    """As in Slack: what a header or a button says is shown as it is written."""
    text = f"<!date^{LONG_AGO}^{{time}}|old>"
    slack.workspace.post(
        slack.workspace.channel("newsdesk"), slack.workspace.bot, text="x", content={"blocks": [header(text)]}
    )
    await expect(page.locator("#main .message h3")).to_have_text(text)
