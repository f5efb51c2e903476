"""What the tests in a browser share: Debian's headless Chromium, and a page on which no script may fail."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from playwright.async_api import Browser, ConsoleMessage, Page, async_playwright, expect

from bot.localslack.server import LocalSlack

CHROMIUM = Path("/usr/bin/chromium")
MARKS = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM.exists(), reason="no Chromium: apt-get install chromium"),
]


@pytest.fixture
async def browser() -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        running = await playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield running
        await running.close()


@asynccontextmanager
async def opened(
    slack: LocalSlack, browser: Browser, *, zone: str = "UTC", locale: str = "en-US"
) -> AsyncIterator[Page]:
    """#newsdesk as its first person sees it there. Afterwards: no error in the page or its console."""
    page = await browser.new_page(color_scheme="light", locale=locale, timezone_id=zone)
    page.set_default_timeout(5000)
    problems: list[str] = []
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.on("console", lambda said: problems.append(said.text) if _is_a_defect(said) else None)
    await page.goto(f"{slack.url}/#/{slack.workspace.channel('newsdesk').id}")
    await expect(page.locator("#main .composer")).to_be_visible()
    yield page
    assert not problems, problems


async def write(page: Page, text: str, pane: str = "#main") -> None:
    field = page.locator(f"{pane} .composer textarea")
    await field.fill(text)
    await field.press("Enter")


def _is_a_defect(said: ConsoleMessage) -> bool:
    """A browser that was taken offline says so in its console; everything else there is ours to mend."""
    return said.type == "error" and "ERR_INTERNET_DISCONNECTED" not in said.text
