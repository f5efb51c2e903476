"""Decisions in a channel that no longer follows the story: its thread is told, or nobody says that it is."""

import pytest

from bot.blocks.ref import Ref
from bot.delivery import Delivery
from handlers.decide import dismiss
from handlers.desk import Desk
from handlers.outcome import outcome
from tests.conftest import NOW, wait_until
from tests.desk_case import SIGNALLED, Room, room  # noqa: F401  a fixture
from tests.samples import FIRST, PROPOSAL, PROPOSED, SECOND, STORY


async def deliver(room: Room) -> None:  # noqa: F811
    delivery = Delivery(store=room.store, slack=room.client, clock=lambda: NOW)
    while await delivery.once():
        pass


async def left(room: Room) -> str:  # noqa: F811
    """The head of a proposal in a channel that has stopped following since."""
    await room.stands(PROPOSED, FIRST, SECOND)
    ts = await room.posted(PROPOSAL)
    await room.ask("/watch unfollow harbour")
    return ts


async def test_a_click_there_is_told_in_its_thread_and_the_head_goes_on(room: Room) -> None:  # noqa: F811
    """The thread was promised a word and got none; the head kept Confirm on a resolved item."""
    ts = await left(room)
    assert "Resolved: yes. The thread says so, under your name." in await room.press(ts, "confirm")
    await deliver(room)
    (told,) = room.slack.replies("newsdesk", ts)
    assert "confirmed “yes” · resolved: *yes*" in str(told["blocks"])
    head, _ = room.slack.messages("newsdesk")  # the other one says who ended the alerts
    assert "'Confirm'" not in str(head["blocks"])
    assert "subtype" not in told, "the channel wants no news of it any more"


@pytest.mark.parametrize("follows", [True, False])
async def test_where_there_is_no_thread_nobody_is_promised_one(room: Room, *, follows: bool) -> None:  # noqa: F811
    summary = await room.slack.command(channel="general", user="Dana", text="/watch harbour")
    if not follows:
        await room.ask("/watch unfollow harbour")
    assert (await room.slack.click("general", summary.responses[0]["ts"], "propose", "Dana", wait=5)).ok
    assert (await room.slack.deeds.submit("Dana", {"target": "watch:loan", "state": "stalled", "why": "holidays"})).ok

    async def answered() -> list[str]:
        return [str(m["text"]) for m in room.slack.ephemerals("general", "Dana")][1:]

    (said,) = await wait_until(answered, description="what came of it")
    told = "The channels that follow harbour are told" if follows else "so only the ledger says so"
    assert told in said
    assert "The thread says so" not in said


async def test_where_there_is_no_thread_no_message_of_it_takes_anything_back(room: Room) -> None:  # noqa: F811
    """Of a thread whose first message was deleted the replies stay in Slack, and their buttons."""
    await room.stands(*SIGNALLED)
    await room.ask("/watch unfollow harbour")
    desk = Desk(store=room.store, clock=lambda: NOW, channel=room.newsdesk)
    change = await dismiss(desk, Ref(slug=STORY.slug, target=FIRST.target, evidence=FIRST.id), by="U1")
    said = (
        "Watching. No channel that follows the story has a thread of this, so only the ledger says so, under your name."
    )
    assert await outcome(desk, change) == said


async def test_a_thread_that_was_deleted_is_not_begun_anew(room: Room) -> None:  # noqa: F811
    ts = await left(room)
    await room.press(ts, "confirm")
    channel = room.slack.workspace.channel("newsdesk")
    room.slack.workspace.delete(channel, ts)
    await deliver(room)
    (ended,) = room.slack.messages("newsdesk")
    assert "ended the alerts" in ended["text"]
    assert await room.store.outbox.waiting() == {}


async def test_a_mention_there_edits_the_head_as_well(room: Room) -> None:  # noqa: F811
    await room.stands(*SIGNALLED)
    ts = await room.posted()
    await room.ask("/watch unfollow harbour")
    await room.slack.say("newsdesk", "Dana", "@watchdesk mine", thread_ts=ts)

    async def waits() -> bool:
        return bool(await room.store.outbox.waiting())

    await wait_until(waits, description="the decision waits for its thread")
    await deliver(room)
    assert "has this" in str(room.slack.messages("newsdesk")[0]["blocks"])
    assert "has this" in str(room.slack.replies("newsdesk", ts)[-1]["blocks"])
