"""The unmodified bot is taught: what was missed, what is the same report. And every button is pressed somewhere."""

import re
from collections.abc import AsyncIterator
from datetime import UTC, datetime

import pytest

from bot.domain.change import Change, ChangeKind
from bot.domain.lesson import Edit, Lesson, Option, Part, Proposal, Trial
from bot.store.store import Store
from tests import samples
from tests.bot_case import Newsroom, newsroom_of, report, signal, standing
from tests.conftest import ROOT, wait_until
from tests.samples import MEMORANDUM, STORY
from tests.test_manifest import registered

MISSED = "https://wire.invalid/9"
RULE = Lesson(
    target=MEMORANDUM,
    sentence="“harbour treaty” names it as well.",
    edits=(Edit(part=Part.ANCHORS, before="memorandum|MoU", after='memorandum|MoU|"harbour treaty"'),),
)
THROUGH_THE_BOT = ("test_bot_in_slack.py", "test_bot_learns.py")


@pytest.fixture(params=["socket", "http"])
async def newsroom(
    request: pytest.FixtureRequest, store: Store, valkey_url: str, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Newsroom]:
    async with newsroom_of(store, valkey_url, monkeypatch, request.param) as opened:
        yield opened


async def answered(newsroom: Newsroom) -> str:
    """What the watchers would answer; the ts under which the one who asked is shown it."""
    asked = await wait_until(newsroom.store.lessons.next_asked, description="somebody asked")
    assert asked
    option = Option(lesson=RULE, trial=Trial(added=1))
    proposal = Proposal(asked=asked, title="Avalon signs", options=(option,), read=7, since=datetime.now(UTC))
    assert await newsroom.store.lessons.answer(proposal)
    await newsroom.whispered("Dana", RULE.sentence)
    shown = newsroom.slack.ephemerals("newsdesk", "Dana")
    return next(str(m["ts"]) for m in shown if '"accept"' in str(m).replace("'", '"'))


async def test_a_rule_for_what_was_missed_is_accepted(newsroom: Newsroom) -> None:
    assert "Looking for what would have caught it" in await newsroom.ask(f"/watch missed {MISSED}")
    ts = await answered(newsroom)
    assert "Learned, under your name" in (await newsroom.press(ts, "accept")).text
    story = await newsroom.store.stories.get(STORY.slug)
    assert story
    assert story.watch_items[0].anchors == RULE.after


async def test_a_rule_asked_for_in_a_thread_is_declined(newsroom: Newsroom) -> None:
    await newsroom.happens(signal())
    ts = await newsroom.told()
    await newsroom.slack.say("newsdesk", "Dana", f"@watchdesk missed {MISSED}", thread_ts=ts)
    shown = await answered(newsroom)
    assert "Nothing is changed." in (await newsroom.press(shown, "decline")).text
    assert await newsroom.store.stories.get(STORY.slug) == STORY


def further(first: Change, kind: ChangeKind, **changed: object) -> Change:
    """A second report of the same happening."""
    told = report("e3", **changed)
    heard = [first.evidence] if first.evidence else []
    after = first.after if told.copy_of else standing("signal", *heard, told)
    return samples.change(kind, first.after, after, evidence=told)


async def test_a_further_origin_is_said_to_be_the_same_report(newsroom: Newsroom) -> None:
    first = signal()
    await newsroom.happens(first, further(first, ChangeKind.ORIGIN, outlet="Northern Post", origin="Northern Post"))
    ts = await newsroom.told()
    reply = await newsroom.in_thread(ts, "A further independent origin")
    assert "1 origin" in (await newsroom.press(reply["ts"], "same")).text
    await newsroom.head_says(ts, "1 origin")


async def test_a_copy_is_said_to_be_a_report_of_its_own(newsroom: Newsroom) -> None:
    first = signal()
    await newsroom.happens(first, further(first, ChangeKind.COPY, outlet="Northern Post", copy_of="ev-e1"))
    ts = await newsroom.told()
    reply = await newsroom.in_thread(ts, "Copy of a report by")
    assert "2 origins" in (await newsroom.press(reply["ts"], "independent")).text
    await newsroom.head_says(ts, "2 origins")


def test_every_button_and_shortcut_is_pressed_through_both_transports(store: Store) -> None:
    """Whoever registers a new one shows it at work in the running bot."""
    told = "".join((ROOT / "tests" / name).read_text("utf-8") for name in THROUGH_THE_BOT)
    seen = registered(store)
    pressed = set(re.findall(r'"(\w+)"', told))
    assert seen["action"] | seen["shortcut"] <= pressed
    assert seen["command"] == {"/watch"}
