"""Buttons and modals: people decide, the ledger keeps it, every channel that follows is told through the outbox."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.blocks.alert import reply
from bot.blocks.ref import Ref
from bot.delivery import Delivery
from bot.domain.change import Alert
from bot.domain.evidence import Stance
from bot.domain.ledger import LedgerLine, LineKind
from bot.domain.standing import Verdict, WatchState, first_standing
from bot.domain.voices import unsupported, voice_of
from bot.errors import CommandError
from bot.store.importing import remove_story
from handlers import decide
from handlers.desk import Desk
from handlers.forms import Forms
from handlers.outcome import outcome
from handlers.refold import restore
from tests.conftest import NOW, wait_until
from tests.desk_case import SIGNALLED, Room, room  # noqa: F401  a fixture
from tests.samples import (
    COPY,
    FIRST,
    FIRST_SIGNAL,
    MEMORANDUM,
    NO_SALE,
    PROPOSAL,
    PROPOSED,
    SECOND,
    SIGNAL,
    STORY,
    SUGGESTED,
    evidence,
    standing,
)

CONFIRMED = "Resolved: yes. The thread says so, under your name. @watchdesk reopen in it takes that back."


async def outbox(room: Room) -> Alert:  # noqa: F811
    """The alert that waits for #newsdesk."""
    alert = await room.store.outbox.head(room.newsdesk)
    assert isinstance(alert, Alert)
    return alert


async def ledger(room: Room, kind: LineKind) -> LedgerLine:  # noqa: F811
    """The newest line of a kind."""
    return (await room.store.ledger.read(STORY.slug, kinds=frozenset({kind})))[0]


async def proposed(room: Room) -> str:  # noqa: F811
    await room.stands(PROPOSED, FIRST, SECOND)
    return await room.posted(PROPOSAL)


async def test_confirm_makes_the_proposal_hold_under_the_persons_name(room: Room) -> None:  # noqa: F811
    ts = await proposed(room)
    assert CONFIRMED in await room.press(ts, "confirm")
    now = await room.standing(PROPOSED)
    assert (now.value, now.suggested, now.by) == ("resolved_yes", "", room.id_of("Dana"))
    assert now.voices == PROPOSED.voices
    line = await ledger(room, LineKind.STATE)
    assert (line.before, line.after, line.who, line.at) == ("proposed", "resolved_yes", room.id_of("Dana"), NOW)
    alert = await outbox(room)
    assert alert.change.by == room.id_of("Dana")
    assert alert.change.evidence is None
    assert alert.change.level == "urgent"


async def test_confirming_twice_is_a_sentence_and_no_second_alert(room: Room) -> None:  # noqa: F811
    ts = await proposed(room)
    await room.press(ts, "confirm")
    faster = f"Decided already: resolved “yes”, by <@{room.id_of('Dana')}>, 8 May 06:00 UTC."
    assert faster in await room.press(ts, "confirm", user="Omar")
    assert await room.store.outbox.waiting() == {room.newsdesk: 1}


async def test_a_proposal_that_changed_meanwhile_is_not_confirmed_unseen(room: Room) -> None:  # noqa: F811
    ts = await proposed(room)
    await room.stands(replace(PROPOSED, suggested=WatchState.RESOLVED_NO))
    assert "The proposal has changed to “no”" in await room.press(ts, "confirm")
    assert (await room.standing(PROPOSED)).value == "proposed"


async def test_object_asks_for_a_reason_and_goes_back_to_developing(room: Room) -> None:  # noqa: F811
    ts = await proposed(room)
    assert (await room.slack.click("newsdesk", ts, "object", "Omar", wait=5)).ok
    assert room.slack.view("Omar")
    await room.slack.deeds.submit("Omar", {"why": "the text is a draft"}, seconds=5)
    said = "Developing. The thread says so, under your name. “Resolve or set state” on its first message changes that."
    assert (await room.whispers("Omar"))[-1] == said
    now = await room.standing(PROPOSED)
    assert (now.value, now.suggested, now.why) == ("developing", "", "the text is a draft")
    told = (await outbox(room)).change
    assert (told.did, told.why) == ("objected to “yes”", "the text is a draft")


async def test_a_resolution_is_proposed_in_a_modal(room: Room) -> None:  # noqa: F811
    await room.stands(*SIGNALLED)
    ts = await room.posted()
    assert (await room.slack.click("newsdesk", ts, "propose", "Dana", wait=5)).ok
    done = await room.slack.deeds.submit("Dana", {"state": "resolved_partial", "why": "half of it"})
    assert done.ok
    said = "You proposed “partial”. It holds once somebody presses Confirm in the thread."
    assert (await room.whispers("Dana"))[-1] == said
    now = await room.standing(SIGNAL)
    assert (now.value, now.suggested) == ("proposed", "resolved_partial")


@pytest.mark.parametrize(
    ("modal", "entered", "stands"),
    [
        ("propose", {"state": "resolved_no"}, "proposed “partial” (half of it)"),
        ("verdict", {"verdict": "refuted"}, "confirmed (half of it)"),
    ],
)
async def test_what_somebody_decides_while_a_form_is_open_is_not_decided_over(
    room: Room,  # noqa: F811
    modal: str,
    entered: dict[str, str],
    stands: str,
) -> None:
    """The first proposal was gone from the top post, and the second person was told only of their own."""
    claim = modal == "verdict"
    await (room.stands(SUGGESTED.after) if claim else room.stands(*SIGNALLED))
    ts = await (room.posted(SUGGESTED) if claim else room.posted())
    assert (await room.slack.click("newsdesk", ts, modal, "Omar", wait=5)).ok
    later = Desk(store=room.store, clock=lambda: NOW + timedelta(seconds=5))
    ref = Ref(slug=STORY.slug, target=NO_SALE if claim else MEMORANDUM)
    if claim:
        await decide.judge(later, ref, Verdict.CONFIRMED, by="U0DANA", why="half of it")
    else:
        await decide.propose(later, ref, WatchState.RESOLVED_PARTIAL, by="U0DANA", why="half of it")
    await room.slack.deeds.submit("Omar", {**entered, "why": "no"})
    told = (await room.whispers("Omar"))[-1]
    assert f"While your form was open this was decided: {stands}, by <@U0DANA>" in told
    assert "Nothing of yours was saved: “no”; if you decide" in told
    assert "Nothing of yours was saved" in told
    assert (await room.standing(SUGGESTED.after if claim else SIGNAL)).by == "U0DANA"


@pytest.mark.parametrize("modal", ["propose", "verdict"])
async def test_a_reason_of_spaces_is_none(room: Room, modal: str) -> None:  # noqa: F811
    summary = await room.slack.command(channel="newsdesk", user="Dana", text="/watch harbour")
    assert (await room.slack.click("newsdesk", summary.responses[0]["ts"], modal, "Dana", wait=5)).ok
    entered = {"propose": {"target": "watch:loan", "state": "developing"}, "verdict": {"verdict": "disputed"}}[modal]
    about = {"target": str(NO_SALE)} if modal == "verdict" else {}
    done = await room.slack.deeds.submit("Dana", {**about, **entered, "why": "   "})
    assert not done.ok
    assert done.ack["errors"] == {"why": "Say why, in a few words: the ledger and the thread keep it."}


@pytest.mark.parametrize("place", ["", '{"r": "old"}'])
async def test_a_form_of_another_version_is_acked_and_told(room: Room, place: str) -> None:  # noqa: F811
    """Without an ack Slack says that it could not connect."""
    acks: list[object] = []

    async def ack(**answer: object) -> None:
        acks.append(answer)

    forms = Forms(Desk(store=room.store, clock=lambda: NOW))
    body = {"view": {"private_metadata": place, "state": {"values": {}}}, "user": {"id": "U1"}}
    for submit in (forms.propose, forms.verdict, forms.object):
        with pytest.raises(CommandError, match="from a version of Watchdesk that is gone"):
            await submit(ack, body, room.client)  # type: ignore[arg-type]
    assert acks == [{}] * 3


async def test_a_state_is_set_at_once_from_the_summary(room: Room) -> None:  # noqa: F811
    summary = await room.slack.command(channel="newsdesk", user="Dana", text="/watch harbour")
    ts = summary.responses[0]["ts"]
    assert (await room.slack.click("newsdesk", ts, "propose", "Dana", wait=5)).ok
    done = await room.slack.deeds.submit(
        "Dana", {"target": "watch:loan", "state": "developing", "why": "the bank's board meets"}
    )
    assert done.ok
    await room.whispers("Dana", 2)
    line = await ledger(room, LineKind.STATE)
    assert (line.target, line.before, line.after) == ("watch:loan", "watching", "developing")


async def test_a_verdict_is_set_and_superseded_names_its_successor(room: Room) -> None:  # noqa: F811
    await room.stands(SUGGESTED.after)
    ts = await room.posted(SUGGESTED)
    assert (await room.slack.click("newsdesk", ts, "verdict", "Dana", wait=5)).ok
    refused = await room.slack.deeds.submit("Dana", {"verdict": "superseded", "why": "sold"})
    assert refused.ack["errors"] == {"successor": "Choose the claim that takes its place."}
    done = await room.slack.deeds.submit("Dana", {"verdict": "superseded", "why": "sold", "successor": "claim:debt"})
    assert done.ok
    said = "Superseded. The thread says so, under your name. “Set verdict” on its first message changes that."
    assert (await room.whispers("Dana"))[-1] == said
    line = await ledger(room, LineKind.VERDICT)
    assert line.data["successor"] == "claim:debt"
    assert line.why == "superseded by “Avalon's debt is larger than reported.”: sold"
    assert (await room.standing(SUGGESTED.after)).last_reaffirmed_at == NOW


FORMER = replace(PROPOSED, voices=tuple(replace(v, former=True) for v in PROPOSED.voices))


async def test_what_no_headline_says_any_more_is_confirmed_by_whoever_was_asked_or_says_why(room: Room) -> None:  # noqa: F811
    """A reply from before kept its green Confirm, which resolved at once what its publisher had corrected."""
    ts = await proposed(room)
    await room.stands(FORMER, FIRST, SECOND)
    told = await room.press(ts, "confirm")
    assert "No headline says “yes” any more" in told
    assert "press Confirm on the first message of its thread, or write @watchdesk confirm and why" in told
    here, ref = Desk(store=room.store, clock=lambda: NOW), Ref(slug=STORY.slug, target=MEMORANDUM)
    with pytest.raises(CommandError, match="No headline says"):
        await decide.confirm(here, ref, by="U1")
    assert (await room.standing(PROPOSED)).value == "proposed"
    await decide.confirm(here, ref, by="U1", why="we hold the text")
    assert (await room.standing(PROPOSED)).value == "resolved_yes"


async def test_the_button_that_asks_first_confirms_it(room: Room) -> None:  # noqa: F811
    await room.stands(FORMER, FIRST, SECOND)
    ts = await room.posted(replace(PROPOSAL, after=FORMER))
    assert "Resolved: yes." in await room.press(ts, "confirm")


def test_a_verdict_that_no_headline_bears_out_any_more_is_doubted_too() -> None:
    against = evidence("n1", target=NO_SALE, direction=None, stance=Stance.REFUTES, outlet="Echo", origin="Echo")
    first = first_standing(STORY, NO_SALE, at=NOW)
    said = replace(first, voices=(*first.voices, voice_of(against)), suggested=Verdict.DISPUTED)
    denied = [v for v in said.voices if v.side == "refutes"]
    assert denied
    assert not unsupported(said)
    assert unsupported(replace(said, voices=tuple(replace(v, former=v in denied) for v in said.voices)))
    assert not unsupported(replace(said, suggested=""))


async def test_a_suggested_verdict_is_confirmed_with_one_click(room: Room) -> None:  # noqa: F811
    await room.stands(SUGGESTED.after)
    ts = await room.posted(SUGGESTED)
    assert "Disputed. The thread says so" in await room.press(ts, "confirm")


async def test_i_have_this_names_the_owner_once(room: Room) -> None:  # noqa: F811
    await room.stands(*SIGNALLED)
    ts = await room.posted()
    assert "You have this now" in await room.press(ts, "own")
    assert "You have this already" in await room.press(ts, "own")
    assert (await room.standing(SIGNAL)).owner == room.id_of("Dana")
    assert (await outbox(room)).change.level == "routine"
    taken = f"This is taken, by <@{room.id_of('Dana')}>. @watchdesk mine in its thread takes it over."
    assert taken in await room.press(ts, "own", user="Omar"), "the message said that nobody has it"
    assert (await ledger(room, LineKind.OWNER)).who == room.id_of("Dana")


async def test_who_has_it_gives_it_up_and_another_takes_it_over_with_one_button(room: Room) -> None:  # noqa: F811
    """I have this kept its label, took the item from its owner without a word, and only words could give it up."""
    dana, omar = room.id_of("Dana"), room.id_of("Omar")
    has = replace(SIGNAL, owner=dana)
    await room.stands(has, FIRST)
    ts = await room.posted(replace(FIRST_SIGNAL, after=has))
    assert "You have this now. The thread says so." in await room.press(ts, "hand_over", user="Omar")
    assert (await room.standing(SIGNAL)).owner == omar
    told = (await outbox(room)).change
    assert f"<@{omar}> has this, <@{dana}> had it" in str(reply(STORY, told, told.after, now=NOW).blocks)
    assert f"This is taken, by <@{omar}>" in await room.press(ts, "hand_over"), "Dana's button is of when she had it"
    await room.stands(has)
    assert "You gave this up" in await room.press(ts, "hand_over")
    assert (await room.standing(SIGNAL)).owner == ""


async def test_not_relevant_takes_the_voice_away_and_the_state_back(room: Room) -> None:  # noqa: F811
    await room.stands(*SIGNALLED)
    ts = await room.posted()
    said = "Watching. The thread says so, under your name. The newest message of its thread takes that back."
    assert said in await room.press(ts, "not_relevant")
    now = await room.standing(SIGNAL)
    assert (now.value, now.voices, now.last_evidence) == ("watching", (), "")
    line = await ledger(room, LineKind.RELEVANCE)
    assert line.evidence == FIRST.id
    assert line.why == "not relevant: “Avalon signs memorandum on harbour” (Harbour Wire)"
    assert "Somebody said already" in await room.press(ts, "not_relevant")
    assert "no signal yet" in await room.ask("/watch harbour")


async def test_why_tells_the_person_alone(room: Room) -> None:  # noqa: F811
    await room.stands(SIGNAL, FIRST, COPY)
    ts = await room.posted()
    before = len(room.slack.messages("newsdesk"))
    shown = await room.press(ts, "why")
    assert "Found by: Avalon, “signs”, “memorandum”." in shown
    assert "• Southern Mirror has a copy: Avalon signs" in shown
    assert len(room.slack.messages("newsdesk")) == before


async def test_a_button_of_a_question_that_is_gone_is_a_sentence(room: Room) -> None:  # noqa: F811
    ts = await room.posted()
    tx = room.store.transaction()
    room.store.stories.put(tx, replace(STORY, watch_items=()))
    await tx.commit()
    for name in ("own", "propose"):
        assert "no longer has this question" in await room.press(ts, name)
    await remove_story(room.store, STORY.slug, by="test", now=NOW)
    told = (
        "The story harbour was removed on 8 May 2026: nothing of it is watched, "
        "and its buttons and threads change nothing any more."
    )
    for action in ("why", "own", "propose"):
        assert told in await room.press(ts, action)


async def test_two_decide_at_once_and_both_count(room: Room) -> None:  # noqa: F811
    desk = Desk(store=room.store, clock=lambda: NOW)
    ref = Ref(slug=STORY.slug, target=MEMORANDUM)
    claim = Ref(slug=STORY.slug, target=NO_SALE)
    people = [f"U0{n}" for n in range(4)]
    await asyncio.gather(*(decide.take_over(desk, r, by=by) for by in people for r in (ref, claim)))
    lines = await room.store.ledger.read(STORY.slug, kinds=frozenset({LineKind.OWNER}))
    assert sorted(line.who for line in lines) == sorted([*people, *people])
    assert await room.store.outbox.waiting() == {room.newsdesk: 8}


async def test_a_claim_has_no_resolution_and_a_watch_item_no_verdict(room: Room) -> None:  # noqa: F811
    desk = Desk(store=room.store, clock=lambda: NOW)
    with pytest.raises(CommandError, match="A claim has a verdict"):
        await decide.propose(desk, Ref(slug=STORY.slug, target=NO_SALE), WatchState.STALLED, by="U1", why="")
    with pytest.raises(CommandError, match="Propose a resolution"):
        await decide.confirm(desk, Ref(slug=STORY.slug, target=NO_SALE), by="U1")
    with pytest.raises(CommandError, match="kept no longer"):
        await decide.dismiss(desk, Ref(slug=STORY.slug, target=NO_SALE, evidence="ev-x"), by="U1")


async def test_an_origins_earlier_word_counts_again(room: Room) -> None:  # noqa: F811
    earlier = evidence("e0", published=NOW - timedelta(hours=3), seen=NOW - timedelta(hours=3))
    await room.stands(standing("proposed", FIRST, suggested="resolved_yes"), earlier, FIRST)
    ts = await room.posted(PROPOSAL)
    desk = Desk(store=room.store, clock=lambda: NOW)
    await decide.dismiss(desk, Ref(slug=STORY.slug, target=MEMORANDUM, evidence=FIRST.id), by="U1")
    now = await room.standing(PROPOSED)
    assert (now.value, now.origins, now.last_evidence) == ("signal", 1, earlier.id)
    assert ts


async def test_a_decision_reaches_the_thread_and_the_head_through_delivery(room: Room) -> None:  # noqa: F811
    ts = await proposed(room)
    await room.press(ts, "confirm")
    delivery = Delivery(store=room.store, slack=room.client, clock=lambda: NOW)
    assert await delivery.once()
    (told,) = room.slack.replies("newsdesk", ts)
    dana = f"<@{room.id_of('Dana')}>"
    assert f"{dana} confirmed “yes” · resolved: *yes* (was proposed: yes) · 2 origins report yes" in str(told["blocks"])
    assert f"{dana}: confirmed, as was proposed" in str(told["blocks"])
    head = room.slack.messages("newsdesk")[0]
    assert f"{dana} confirmed “yes” · resolved: *yes* (was proposed: yes)" in str(head["blocks"])
    assert "'Confirm'" not in str(head["blocks"])
    assert "resolved: *yes* since 8 May 06:00 UTC" in await room.ask("/watch harbour")


@pytest.mark.parametrize("what", ["the first message", "a reply", "a reply shown in the channel"])
async def test_who_presses_is_answered_where_the_message_stands(room: Room, what: str) -> None:  # noqa: F811
    """In the channel an answer went into the closed thread below, where nobody looked."""
    await room.stands(*SIGNALLED)
    ts = await room.posted()
    shown, above = reply(STORY, FIRST_SIGNAL, FIRST_SIGNAL.after, now=NOW), what != "a reply"
    posted = await room.client.chat_postMessage(
        channel=room.newsdesk, text=shown.text, blocks=list(shown.blocks), thread_ts=ts, reply_broadcast=above
    )
    pressed = ts if what == "the first message" else str(posted["ts"])
    await room.press(pressed, "why")
    await room.press(pressed, "not_relevant")
    answers = room.slack.ephemerals("newsdesk", "Dana")
    assert {m.get("thread_ts", "") for m in answers} == {"" if above else ts}
    assert len(answers) == 2


async def test_a_modal_decides_where_the_bot_is_not(room: Room) -> None:  # noqa: F811
    room.slack.add_channel("secret", bot_member=False, private=True)
    summary = await room.slack.command(channel="secret", user="Dana", text="/watch harbour")
    assert (await room.slack.click("secret", summary.responses[0]["ts"], "propose", "Dana", wait=5)).ok
    done = await room.slack.deeds.submit("Dana", {"target": "watch:loan", "state": "stalled", "why": "holidays"})
    assert done.ok

    async def decided() -> bool:
        lines = await room.store.ledger.read(STORY.slug, kinds=frozenset({LineKind.STATE}))
        return bool(lines and lines[0].after == "stalled")

    await wait_until(decided, description="the state is set")


async def test_buttons_of_an_unwritten_standing_work(room: Room) -> None:  # noqa: F811
    ts = await room.posted()
    assert "You have this now" in await room.press(ts, "own")
    assert first_standing(STORY, MEMORANDUM, at=NOW).value == (await room.standing(SIGNAL)).value

    async def told() -> bool:
        return bool(await room.store.outbox.waiting())

    await wait_until(told, description="the outbox has it")


async def test_a_copy_that_counts_again_is_not_said_to_count_no_longer(room: Room) -> None:  # noqa: F811
    await room.stands(SIGNAL, FIRST, COPY)
    desk, of_copy = Desk(store=room.store, clock=lambda: NOW), Ref(slug=STORY.slug, target=MEMORANDUM, evidence=COPY.id)
    struck = await outcome(desk, await decide.dismiss(desk, of_copy, by="U1"))
    assert struck == "It no longer counts; still signal. The newest message of its thread takes that back."
    assert await outcome(desk, await restore(desk, of_copy, by="U1")) == "It counts again; still signal."


async def test_a_verdict_set_twice_for_the_same_reason_is_said_to_be_set(room: Room) -> None:  # noqa: F811
    desk, of_claim = Desk(store=room.store, clock=lambda: NOW), Ref(slug=STORY.slug, target=NO_SALE)
    for _ in range(2):
        said = await outcome(desk, await decide.judge(desk, of_claim, Verdict.REPORTED, by="U1", why="asked them"))
        assert said == "Still reported, under your name now."
