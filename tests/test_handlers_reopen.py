"""What people resolved, people reopen: with the button under what speaks against it, or with a mention."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.blocks.alert import reply
from bot.blocks.ref import Ref
from bot.domain.change import Alert, Change, ChangeKind, Level
from bot.domain.ledger import LineKind
from bot.domain.moves import reopened, resolved_at
from bot.domain.story import Direction
from bot.errors import CommandError, DecidedError
from handlers import decide
from handlers.desk import Desk
from tests.conftest import NOW, wait_until
from tests.desk_case import Room, room  # noqa: F401  a fixture
from tests.samples import BY_DANA, DENIAL, FIRST, MEMORANDUM, NO_SALE, SECOND, SIGNAL, STORY, change, standing

LATER = NOW - timedelta(minutes=1)
AGAINST = replace(DENIAL, outlet="Northern Post", published=LATER, seen=LATER, direction=Direction.AWAY)
OVER = replace(BY_DANA, since=NOW - timedelta(minutes=4))
SINCE = replace(OVER, voices=standing("signal", FIRST, AGAINST).voices)
TOLD = change(ChangeKind.ORIGIN, OVER, SINCE, evidence=AGAINST, level=Level.URGENT)


async def told(room: Room, of: Change = TOLD) -> str:  # noqa: F811
    """The ts of the alert against the resolution."""
    await room.stands(SINCE, FIRST, AGAINST)
    ts = await room.posted()
    message = reply(STORY, of, of.after, now=NOW)
    said = await room.client.chat_postMessage(
        channel=room.newsdesk, thread_ts=ts, text=message.text, blocks=list(message.blocks)
    )
    return str(said["ts"])


async def test_the_button_reopens_and_what_was_said_since_counts(room: Room) -> None:  # noqa: F811
    """An editor who read of the reversal had no way out from there."""
    ts = await told(room)
    assert "Signal, pointing to no. The thread says so, under your name." in await room.press(ts, "reopen")
    now = await room.standing(SINCE)
    assert (now.value, now.lean, now.by) == ("signal", "away", room.id_of("Dana"))
    (line,) = await room.store.ledger.read(STORY.slug, kinds=frozenset({LineKind.STATE}))
    assert (line.who, line.before, line.after, line.evidence) == (
        room.id_of("Dana"),
        "resolved_yes",
        "signal",
        AGAINST.id,
    )
    assert line.why == f"reopened on “{AGAINST.title}” (Northern Post)"
    alert = await room.store.outbox.head(room.newsdesk)
    assert isinstance(alert, Alert)
    assert (alert.change.level, alert.change.did) == ("urgent", "reopened this, which was resolved “yes”")


async def test_a_second_click_says_who_was_faster(room: Room) -> None:  # noqa: F811
    ts = await told(room)
    await room.press(ts, "reopen")
    said = await room.press(ts, "reopen", user="Omar")
    assert f"This is open already: signal, by <@{room.id_of('Dana')}>" in said
    assert await room.store.outbox.waiting() == {room.newsdesk: 1}


async def test_a_mention_reopens_with_a_reason_and_an_objection_says_how(room: Room) -> None:  # noqa: F811
    await room.stands(SINCE, FIRST, AGAINST)
    ts = await room.posted()
    await room.slack.say("newsdesk", "Omar", "@watchdesk object they are fighting again", thread_ts=ts)
    assert "@watchdesk reopen in its thread takes that back." in (await room.whispers("Omar"))[0]
    await room.slack.say("newsdesk", "Omar", "@watchdesk reopen they are fighting again", thread_ts=ts)

    async def reopened_now() -> bool:
        return (await room.standing(SINCE)).why == "they are fighting again"

    await wait_until(reopened_now, description="the item is open")
    await room.slack.say("newsdesk", "Dana", "@watchdesk reopen", thread_ts=ts)
    assert "This is open already: signal" in (await room.whispers("Dana"))[0]


async def test_a_button_under_an_earlier_resolution_does_not_open_a_later_one(room: Room) -> None:  # noqa: F811
    ts = await told(room)
    await room.stands(replace(SINCE, value="resolved_no", since=NOW, by="U0OMAR"))
    refused = await room.press(ts, "reopen")
    assert (
        "It was resolved anew since: resolved “no”, by <@U0OMAR>, 8 May 06:00 UTC. @watchdesk reopen takes" in refused
    )
    assert (await room.standing(SINCE)).value == "resolved_no"


def test_only_what_is_told_against_a_standing_resolution_has_the_button() -> None:
    def offered(of: Change, now: object = None) -> bool:
        return "'Reopen'" in str(reply(STORY, of, now or of.after, now=NOW).blocks)  # type: ignore[arg-type]

    assert offered(TOLD)
    assert not offered(replace(TOLD, level=Level.ROUTINE))
    assert not offered(TOLD, SIGNAL), "it is open by now"
    assert not offered(TOLD, replace(SINCE, since=NOW)), "it was resolved anew"


def test_without_a_report_since_it_is_developing_and_its_earlier_voices_are_settled() -> None:
    quiet = reopened(OVER, by="U1", at=NOW)
    assert (quiet.value, quiet.since, quiet.counting) == ("developing", NOW, ())
    assert quiet.decided_at, "Confirm under what was proposed before is no answer any more"
    assert resolved_at(quiet) == ""


async def test_what_is_not_resolved_is_not_reopened(room: Room) -> None:  # noqa: F811
    desk = Desk(store=room.store, clock=lambda: NOW)
    with pytest.raises(CommandError, match="nothing to reopen: this is watching"):
        await decide.reopen(desk, Ref(slug=STORY.slug, target=MEMORANDUM), by="U1")
    with pytest.raises(CommandError, match="A claim is never resolved"):
        await decide.reopen(desk, Ref(slug=STORY.slug, target=NO_SALE), by="U1")
    await room.stands(SINCE, SECOND)
    with pytest.raises(DecidedError, match="Decided already"):
        await decide.confirm(desk, Ref(slug=STORY.slug, target=MEMORANDUM), by="U1")
