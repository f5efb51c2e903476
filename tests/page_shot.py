"""The picture in the README: plays the demo's minute and photographs the page. `make screenshot` writes it.

The bot, the outlets and the page are the demo's own, so the picture shows what a newcomer will see. It wants Chromium and a font
with emoji (Debian's fonts-noto-color-emoji), else the flash is a box.
"""

import re
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

PICTURE = Path(__file__).parent.parent / ".assets" / "page.png"
CHROMIUM = "/usr/bin/chromium"
SIZE = {"width": 1360, "height": 900}


@contextmanager
def played() -> Iterator[str]:
    """The address of the page, once the minute is over."""
    with tempfile.TemporaryDirectory() as folder, subprocess.Popen(
        [sys.executable, "-m", "bot", "demo", "--port", "0"], stdout=subprocess.PIPE, text=True, cwd=folder
    ) as demo:  # fmt: skip
        told = ""
        for line in demo.stdout or ():
            told += line
            if "The minute is over" in line:
                break
        try:
            yield re.findall(r"http://127\.0\.0\.1:\d+", told)[0]
        finally:
            demo.send_signal(signal.SIGINT)


def arrange(page: Page, address: str) -> None:
    """The channel with the alert, its thread beside it. Omar looks, because only Dana sees what /watch answered her."""
    page.goto(address)
    page.get_by_role("radio", name="Act as Omar").click()
    alert = page.locator("#main .message", has_text="sign a memorandum or deal").first
    alert.locator(".thread-line").click()
    page.locator("#thread .message").nth(1).wait_for()
    page.mouse.move(0, 0)
    for top in (alert, page.locator("#thread .message").nth(1)):
        top.evaluate("message => message.scrollIntoView({block: 'start'})")


def main() -> None:
    with played() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        page = browser.new_page(viewport=SIZE, color_scheme="light", locale="en-GB", timezone_id="UTC")  # type: ignore[arg-type]
        arrange(page, address)
        page.screenshot(path=PICTURE, animations="disabled")
        browser.close()
    print(PICTURE)  # noqa: T201


if __name__ == "__main__":
    main()
