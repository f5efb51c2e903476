"""The unmodified bot is taught: what was missed, what is the same report. And every button is pressed somewhere."""

import re
from collections.abc import AsyncIterator
from datetime import UTC, datetime

import pytest

from bot.domain.change import Change, ChangeKind
from bot.domain.lesson import Edit, Lesson, Option, Part, Proposal, Trial
from bot.domain.story import Direction, Weight
from bot.store.store import Store
from tests import samples
from tests.bot_case import Newsroom, newsroom_of, report, signal, standing
from tests.conftest import ROOT, wait_until
from tests.samples import MEMORANDUM, NO_SALE, STORY
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


async def answered(newsroom: Newsroom, *lessons: Lesson, said: str = RULE.sentence) -> str:
    """What the watchers would answer; the ts under which the one who asked is shown it."""
    asked = await wait_until(newsroom.store.lessons.next_asked, description="somebody asked")
    assert asked
    options = tuple(Option(lesson=made, trial=Trial(added=1)) for made in lessons or (RULE,))
    proposal = Proposal(asked=asked, title="Avalon signs", options=options, read=7, since=datetime.now(UTC))
    assert await newsroom.store.lessons.answer(proposal)
    await newsroom.whispered("Dana", said)
    shown = newsroom.slack.ephemerals("newsdesk", "Dana")
    return next(str(m["ts"]) for m in shown if "'action_id': 'accept" in str(m))


def read_as(part: Part, direction: Direction, weight: Weight) -> Lesson:
    edit = Edit(part=part, before="", after="toast treaty", direction=direction, weight=weight)
    return Lesson(target=MEMORANDUM if part is Part.SIGNAL else NO_SALE, sentence="New words.", edits=(edit,))


READ_AS = {
    "accept_yes": read_as(Part.SIGNAL, Direction.TOWARD, Weight.DECISIVE),
    "accept_sign_of_yes": read_as(Part.SIGNAL, Direction.TOWARD, Weight.STRONG),
    "accept_sign_of_no": read_as(Part.SIGNAL, Direction.AWAY, Weight.STRONG),
    "accept_no": read_as(Part.SIGNAL, Direction.AWAY, Weight.DECISIVE),
    "accept_supports": read_as(Part.SUPPORTED_BY, Direction.TOWARD, Weight.STRONG),
    "accept_refutes": read_as(Part.REFUTED_BY, Direction.TOWARD, Weight.STRONG),
}


@pytest.mark.parametrize("action", READ_AS)
async def test_new_words_are_read_as_the_button_says(newsroom: Newsroom, action: str) -> None:
    lesson = READ_AS[action]
    alike = [made for made in READ_AS.values() if made.target == lesson.target]
    await newsroom.ask(f"/watch missed {MISSED}")
    ts = await answered(newsroom, *alike, said="*“toast treaty”*")
    assert "Learned, under your name" in (await newsroom.press(ts, action)).text
    story = await newsroom.store.stories.get(STORY.slug)
    assert story
    signals = [(s.words, s.direction, s.weight) for s in story.watch_items[0].signals]
    patterns = [w for c in story.claims if c.id == NO_SALE.id for w in (c.supported_by, c.refuted_by)]
    (edit,) = lesson.edits
    if edit.part is Part.SIGNAL:
        assert ("toast treaty", edit.direction, edit.weight) in signals
    else:
        assert "toast treaty" in patterns[edit.part is Part.REFUTED_BY]


async def test_a_rule_for_what_was_missed_is_accepted_and_taken_back(newsroom: Newsroom) -> None:
    assert "Looking for what would have caught it" in await newsroom.ask(f"/watch missed {MISSED}")
    ts = await answered(newsroom)
    assert "Learned, under your name" in (await newsroom.press(ts, "accept")).text
    story = await newsroom.store.stories.get(STORY.slug)
    assert story
    assert story.watch_items[0].anchors == RULE.after
    kept = str(newsroom.slack.ephemerals("newsdesk", "Dana")[-1]["ts"])
    assert "Taken back, under your name" in (await newsroom.press(kept, "unlearn")).text
    assert await newsroom.store.stories.get(STORY.slug) == STORY


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
    reply = await newsroom.in_thread(ts, "a further origin")
    await newsroom.press(reply["ts"], "same")
    assert (await newsroom.slack.deeds.submit("Dana", {"onto": "ev-e1"})).ok
    await newsroom.whispered("Dana", "1 origin")
    await newsroom.head_says(ts, "1 origin")


async def test_a_copy_is_said_to_be_a_report_of_its_own(newsroom: Newsroom) -> None:
    first = signal()
    await newsroom.happens(first, further(first, ChangeKind.COPY, outlet="Northern Post", copy_of="ev-e1"))
    ts = await newsroom.told()
    reply = await newsroom.in_thread(ts, "has a copy of")
    assert "Proposed: yes" in (await newsroom.press(reply["ts"], "independent")).text
    await newsroom.head_says(ts, "2 origins")


def test_every_button_and_shortcut_is_pressed_through_both_transports(store: Store) -> None:
    """Whoever registers a new one shows it at work in the running bot."""
    told = "".join((ROOT / "tests" / name).read_text("utf-8") for name in THROUGH_THE_BOT)
    seen = registered(store)
    pressed = set(re.findall(r'"(\w+)"', told))
    assert seen["action"] | seen["shortcut"] <= pressed
    assert seen["command"] == {"/watch"}
