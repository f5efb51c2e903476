"""The unmodified bot through the page, in a real headless Chromium: two editors at work."""

import re
from collections.abc import AsyncIterator

import pytest
from playwright.async_api import Browser, Locator, Page, expect

from bot.store.store import Store
from tests.bot_case import Newsroom, newsroom_of, proposal, signal, suggestion
from tests.browser_case import MARKS, browser, opened, write
from tests.samples import NO_SALE

pytestmark = MARKS
__all__ = ["browser"]  # a fixture


@pytest.fixture
async def newsroom(store: Store, valkey_url: str, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Newsroom]:
    async with newsroom_of(store, valkey_url, monkeypatch, "socket") as running:
        yield running


@pytest.fixture
async def page(newsroom: Newsroom, browser: Browser) -> AsyncIterator[Page]:
    async with opened(newsroom.slack, browser) as shown:
        yield shown


async def act_as(page: Page, name: str) -> None:
    await page.get_by_role("radio", name=f"Act as {name}").click()


def button(within: Page | Locator, name: str) -> Locator:
    return within.get_by_role("button", name=name, exact=True)


def whisper(page: Page, words: str, pane: str = "#main") -> Locator:
    return page.locator(f"{pane} .message.whisper", has_text=words)


async def alerted(newsroom: Newsroom, page: Page) -> Locator:
    """The alert's head message in the channel."""
    await newsroom.told()
    return page.locator("#main .message", has=page.locator("time")).filter(has_text="sign the memorandum").first


async def test_watch_is_completed_answered_and_shared(newsroom: Newsroom, page: Page) -> None:
    field = page.locator("#main .composer textarea")
    await field.fill("/w")
    await expect(page.locator(".completion")).to_contain_text("What is claimed now, by whom")
    await field.press("Tab")
    await expect(field).to_have_value("/watch ")
    await field.press_sequentially("harbour")
    await field.press("Enter")
    answer = whisper(page, "Avalon has sold nothing yet.")
    await expect(answer).to_contain_text("2 of 2 feeds not read yet, so nothing is heard of this story")
    await expect(answer.get_by_role("link", name="wire.invalid")).to_have_attribute("href", "https://wire.invalid/1")
    await act_as(page, "Omar")
    await expect(answer).to_have_count(0)
    await act_as(page, "Dana")
    await button(answer, "Share to channel").click()
    shared = page.locator("#main .message:not(.whisper)", has_text="shared by")
    await expect(shared.locator(".mention")).to_have_text("@Dana")
    await write(page, "/watch nonsense")
    await expect(whisper(page, "There is no story “nonsense”").or_(whisper(page, "There is no story"))).to_be_visible()
    assert len(newsroom.slack.messages("newsdesk")) == 1


async def test_an_alert_from_why_to_a_decision(newsroom: Newsroom, page: Page) -> None:
    first = signal()
    await newsroom.happens(first)
    alert = await alerted(newsroom, page)
    await expect(alert).to_contain_text("signal (was watching)")
    await expect(alert.locator("blockquote strong")).to_have_text(["signs", "memorandum"])
    await button(alert, "Why").click()
    await expect(whisper(page, "Found by: Avalon, “signs”, “memorandum”.")).to_be_visible()
    await button(alert, "I have this").click()
    await expect(whisper(page, "You have this now.")).to_be_visible()
    await expect(alert).to_contain_text("@Dana has this")

    await button(alert, "Resolve or set state").click()
    modal = page.locator("dialog.modal")
    await modal.locator("textarea").fill("half of it is signed")
    await button(modal, "Save").click()
    await expect(modal.locator(".error:visible")).to_have_count(1)
    await modal.locator("select").select_option("resolved_partial")
    await button(modal, "Save").click()
    await expect(modal).to_have_count(0)
    await expect(alert).to_contain_text("@Dana proposed “partial” · proposed: partial (was signal)")

    await alert.locator(".thread-line").click()
    thread = page.locator("#thread")
    await expect(thread.locator(".message", has_text="half of it is signed").last).to_contain_text("@Dana")
    await write(page, "@watchdesk status", "#thread")
    await expect(thread.locator(".message").last).to_contain_text("1 origin reports yes: Harbour Wire")
    await write(page, "/watch harbour", "#thread")
    await expect(page.locator(".whisper", has_text="not supported in threads").first).to_be_visible()

    await act_as(page, "Omar")
    await button(thread.locator(".message").first, "Object").click()
    await modal.locator("textarea").fill("not before it is out")
    await button(modal, "Object").click()
    await expect(alert).to_contain_text("@Omar objected to “partial” · developing (was proposed: partial)")
    await newsroom.happens(proposal(first))
    await expect(alert).to_contain_text("proposed: yes (was signal)")
    told = thread.locator(".message", has_text="proposed: yes").last
    await button(told, "Confirm").click()
    await expect(alert).to_contain_text("@Omar confirmed “yes” · resolved: yes (was proposed: yes)")
    await expect(alert).to_contain_text("@Omar")
    assert (await newsroom.stands("resolved_yes")).by == newsroom.slack.workspace.person("Omar").id


async def test_not_relevant_asks_first_and_a_verdict_needs_its_successor(newsroom: Newsroom, page: Page) -> None:
    await newsroom.happens(signal(), suggestion())
    alert = await alerted(newsroom, page)
    await button(alert, "Not relevant").click()
    ask = page.locator("dialog.confirm")
    await expect(ask).to_contain_text("This report no longer counts here")
    await button(ask, "Cancel").click()
    await newsroom.stands("signal")
    await button(alert, "Not relevant").click()
    await button(ask, "Not relevant").click()
    await expect(alert).to_contain_text("watching (was signal)")

    await newsroom.told(NO_SALE)
    claim = page.locator("#main .message", has_text="Claim: Avalon has sold nothing yet.").first
    await button(claim, "Set verdict").click()
    modal = page.locator("dialog.modal")
    await expect(modal.locator("select").first).to_have_value("disputed")
    await modal.locator("select").first.select_option("superseded")
    await modal.locator("textarea").fill("sold on Friday")
    await button(modal, "Set").click()
    await expect(modal.locator(".error:visible")).to_have_text("Choose the claim that takes its place.")
    await modal.locator("select").last.select_option("claim:debt")
    await button(modal, "Set").click()
    await expect(modal).to_have_count(0)
    await expect(claim).to_contain_text("superseded")
    await newsroom.stands("superseded", NO_SALE)


async def test_app_home_the_shortcut_and_an_invitation(newsroom: Newsroom, page: Page) -> None:
    await newsroom.happens(proposal(signal()))
    alert = await alerted(newsroom, page)
    await alert.hover()
    await alert.get_by_label("More actions").click()
    await page.get_by_role("menuitem", name="Why was I told this").click()
    await expect(whisper(page, "Found by: Avalon, “signs”, “memorandum”.")).to_be_visible()

    await page.locator("#side a[href='#/home']").click()
    home = page.locator(".home-body")
    await expect(home).to_contain_text("Waits for a decision: 1")
    await expect(home).to_contain_text("Followed in #newsdesk")
    await expect(home).to_contain_text("Nobody has anything yet.")
    await button(home, "Open").click()
    modal = page.locator("dialog.modal")
    await expect(modal).to_contain_text("Avalon's debt is larger than reported.")
    await button(modal, "Close").last.click()
    await home.get_by_role("link", name="thread").click()
    await expect(page).to_have_url(re.compile(r"/#/C\w+/\d+\.\d+$"))
    await expect(page.locator("#thread .message").first).to_contain_text("proposed: yes")

    await newsroom.slack.deeds.remove_bot("newsdesk", "Dana")
    await button(page, "Invite @watchdesk").click()
    await expect(page.locator("#main header")).to_contain_text("watchdesk is here")
