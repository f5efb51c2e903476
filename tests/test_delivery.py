"""Alerts reach Slack once and in order, through everything that Slack and the network do to them."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any
from unittest.mock import AsyncMock

import aiohttp
import pytest
from aiohttp import web
from slack_sdk.errors import SlackApiError
from structlog.testing import capture_logs

from bot.connection import CalmClient
from bot.delivery import Delivery
from bot.domain.change import Alert, ChangeKind, Level, alert_for
from bot.domain.silence import NoticeKind, Silence, notice
from bot.domain.standing import WatchState
from bot.domain.story import Direction, Story
from bot.errors import CommandError
from bot.localslack.server import LocalSlack
from bot.manifest import manifest
from bot.posting import SETTLE
from bot.store.importing import follow, import_story, remove_story, unfollow
from bot.store.leaving import refuse_to_drop
from bot.store.outbox import Held, Outbox, Waiting
from bot.store.store import Store
from tests.samples import (
    FIRST,
    LOAN,
    SECOND,
    SIGNAL,
    STORY,
    WATCHING,
    change,
    evidence,
    standing,
)


@dataclass
class Clock:
    """A clock that is put forward instead of waited for."""

    at: datetime

    def __call__(self) -> datetime:
        return self.at

    def forward(self, by: timedelta) -> None:
        self.at += by


@dataclass
class Desk:
    """A store with a story, a local Slack with one channel, and a delivery between them."""

    store: Store
    slack: LocalSlack
    client: CalmClient
    clock: Clock
    channel: str

    @property
    def delivery(self) -> Delivery:
        return Delivery(store=self.store, slack=self.client, clock=self.clock)

    def alert(self, key: str = "e1", *, kind: ChangeKind = ChangeKind.STATE, level: Level = Level.URGENT) -> Alert:
        title = f"Avalon near memorandum, report {key}"
        told = evidence(key, title=title, passage=title, marks=())
        after = standing(WatchState.SIGNAL, told)
        return alert_for(change(kind, WATCHING, after, evidence=told, level=level), self.channel, at=self.clock())

    async def move(self, value: WatchState, key: str, **changed: Any) -> None:
        """The target stands so from now on, and an alert tells of it."""
        alert = self.alert(key)
        after = replace(alert.change.after, value=value)
        current = await self.store.standings.of(STORY, now=self.clock())
        tx = self.store.transaction()
        self.store.standings.put(tx, STORY.slug, current.version, {after.target: after})
        told = replace(alert.change, before=current.standings[after.target], after=after, **changed)
        self.store.outbox.put(tx, alert_for(told, self.channel, at=self.clock()))
        await tx.commit()

    def posts(self) -> list[str]:
        """What was posted, edited and shown in the channel so far, in order."""
        return [str(t["kind"]) for t in self.slack.transcript()]

    async def put(self, *alerts: Waiting) -> None:
        tx = self.store.transaction()
        for one in alerts:
            self.store.outbox.put(tx, one)
        await tx.commit()

    async def drain(self, *, tries: int = 12, step: timedelta = SETTLE) -> None:
        """Delivers until the outbox is empty, putting the clock forward past every wait."""
        for _ in range(tries):
            while await self.delivery.once():
                pass
            if not await self.store.outbox.waiting():
                return
            self.clock.forward(step)
        pytest.fail("the outbox did not empty")

    def titles(self) -> list[str]:
        """Which reports are in the channel and its threads, in the order they were posted."""
        posts = [t for t in self.slack.transcript() if t["kind"] in {"post", "reply", "broadcast"}]
        return [key for p in posts for key in ("e1", "e2", "e3") if f"report {key}" in str(p)]


@pytest.fixture
async def desk(store: Store) -> AsyncIterator[Desk]:
    clock = Clock(datetime.now(UTC))
    await import_story(store, STORY, by="test", now=clock())
    slack = LocalSlack(manifest(), channels=("newsdesk",), strict_rate_limits=False)
    async with slack, aiohttp.ClientSession() as session:
        client = CalmClient(token=slack.bot_token, base_url=slack.api_url, session=session, retry_handlers=[])
        channel = slack.workspace.channel("newsdesk").id
        await follow(store, STORY.slug, channel, by="test", now=clock())
        yield Desk(store=store, slack=slack, client=client, clock=clock, channel=channel)


async def test_the_first_alert_is_the_head_and_later_ones_join_its_thread(desk: Desk) -> None:
    await desk.put(desk.alert("e1"), desk.alert("e2", kind=ChangeKind.ORIGIN, level=Level.ROUTINE))
    await desk.drain()
    desk.clock.forward(timedelta(minutes=2))
    await desk.move(WatchState.CONTESTED, "e3")
    await desk.drain()
    kinds = [t["kind"] for t in desk.slack.transcript()]
    assert kinds == ["post", "reply", "edit", "broadcast", "edit"], "only a change of state also goes to the channel"
    assert desk.titles() == ["e1", "e2", "e3"]
    assert len(desk.slack.messages("newsdesk")) == 2, "the head and the broadcast"


async def test_what_a_head_has_told_within_its_minute_is_not_told_beside_it(desk: Desk) -> None:
    """A head that became `proposed` stood above a broadcast of the same words, seconds later."""
    after = standing(WatchState.PROPOSED, FIRST, SECOND, suggested=WatchState.RESOLVED_YES)
    first, second = desk.alert("e1"), desk.alert("e2")
    second = replace(second, change=replace(second.change, before=SIGNAL, after=after))
    await desk.put(first, later(second, timedelta(seconds=40)))
    await desk.drain()
    assert [t["kind"] for t in desk.slack.transcript()] == ["post", "edit", "reply"], "the head tells it"


def later(alert: Alert, by: timedelta) -> Alert:
    """The same, of a move that came later."""
    change = alert.change
    return replace(alert, change=replace(change, after=replace(change.after, since=change.after.since + by)))


async def test_a_routine_alert_without_a_thread_is_not_posted(desk: Desk) -> None:
    await desk.put(desk.alert(kind=ChangeKind.REPORT, level=Level.ROUTINE))
    await desk.drain()
    assert desk.slack.transcript() == []


async def test_the_head_shows_the_state_as_it_is_now(desk: Desk) -> None:
    await desk.put(desk.alert("e1"))
    await desk.drain()
    alert = desk.alert("e2")
    after = replace(alert.change.after, value=WatchState.CONTESTED)
    current = await desk.store.standings.of(STORY, now=desk.clock())
    tx = desk.store.transaction()
    desk.store.standings.put(tx, STORY.slug, current.version, {after.target: after})
    await tx.commit()
    await desk.put(replace(alert, change=replace(alert.change, after=after)))
    await desk.drain()
    head = desk.slack.messages("newsdesk")[0]
    assert "contested" in str(head["blocks"])


async def test_a_thread_of_before_has_no_report_that_it_began_with(desk: Desk) -> None:
    await desk.put(desk.alert("e1"))
    await desk.drain()
    await desk.store.redis.hdel(
        desk.store.keys.thread(STORY.slug, str(desk.alert().change.target), desk.channel), "began"
    )
    await desk.put(desk.alert("e2"), desk.alert("e3"))
    await desk.drain()
    assert "Began with" not in str(desk.slack.messages("newsdesk")[0]["blocks"])


async def test_an_alert_of_a_story_that_cannot_be_read_is_kept_until_its_file_is_imported(desk: Desk) -> None:
    await desk.put(desk.alert("e1"))
    await desk.store.redis.set(desk.store.keys.story(STORY.slug), '{"of another": "version"}')
    for _ in range(90):
        await desk.delivery.once()
        desk.clock.forward(timedelta(minutes=1))
    assert await desk.store.outbox.parked(desk.channel)
    await import_story(desk.store, STORY, by="test", now=desk.clock())
    await desk.drain()
    assert desk.titles() == ["e1"]


async def test_an_alert_on_a_question_the_file_has_dropped_meanwhile_is_not_posted(desk: Desk) -> None:
    """It came as "watch:memorandum · watching · no origin", and no button of it did anything."""
    await desk.put(desk.alert("e1"))
    await import_story(desk.store, replace(STORY, watch_items=STORY.watch_items[1:]), by="test", now=desk.clock())
    await desk.drain()
    assert desk.titles() == []


async def test_the_channel_is_not_told_twice_of_what_a_new_head_says(desk: Desk) -> None:
    """The head was edited to `proposed`, and a message with the same words and buttons followed two seconds later."""
    await desk.move(WatchState.SIGNAL, "e1")
    await desk.drain()
    desk.clock.forward(timedelta(seconds=20))
    await desk.move(WatchState.PROPOSED, "e2")
    await desk.drain()
    assert desk.posts() == ["post", "edit", "reply"], "the head first: nobody is told but by it"
    assert "report e2" in str(desk.slack.messages("newsdesk")[0]["blocks"])


async def test_a_head_posted_late_tells_of_what_waits_behind_it(desk: Desk) -> None:
    """It is posted with the state as it is then; the alert that brought that state may wait for long."""
    await desk.move(WatchState.SIGNAL, "e1")
    await desk.move(WatchState.PROPOSED, "e2")
    assert await desk.delivery.once()
    desk.clock.forward(timedelta(minutes=5))
    await desk.drain()
    assert desk.posts() == ["post", "edit", "reply"]


async def test_a_state_that_comes_again_is_told_again(desk: Desk) -> None:
    for value, key in ((WatchState.SIGNAL, "e1"), (WatchState.CONTESTED, "e2"), (WatchState.SIGNAL, "e3")):
        await desk.move(value, key)
        await desk.drain()
        desk.clock.forward(timedelta(minutes=2))
    assert desk.posts() == ["post", "broadcast", "edit", "broadcast", "edit"]


async def test_what_a_person_decides_is_shown_in_the_channel_at_once(desk: Desk) -> None:
    await desk.move(WatchState.SIGNAL, "e1")
    await desk.drain()
    await desk.move(WatchState.STALLED, "e2", by="U0DANA", evidence=None)
    await desk.drain()
    assert desk.posts() == ["post", "broadcast", "edit"]


async def test_where_the_head_cannot_be_edited_the_channel_is_told(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    await desk.move(WatchState.SIGNAL, "e1")
    await desk.drain()
    monkeypatch.setattr("bot.delivery.Calls.edit", AsyncMock(return_value=False))
    await desk.move(WatchState.PROPOSED, "e2")
    await desk.drain()
    assert "broadcast" in desk.posts()


async def test_a_process_that_died_between_edit_and_reply_loses_neither(
    desk: Desk,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    await desk.move(WatchState.SIGNAL, "e1")
    await desk.drain()
    await desk.move(WatchState.PROPOSED, "e2")

    async def killed(*_: object, **__: object) -> None:
        raise asyncio.CancelledError

    desk.clock.forward(timedelta(seconds=5))
    monkeypatch.setattr(Delivery, "_posted", killed)
    with pytest.raises(asyncio.CancelledError):
        await desk.delivery.once()
    monkeypatch.undo()
    desk.clock.forward(timedelta(minutes=5))
    await desk.drain()
    assert desk.posts() == ["post", "edit", "edit", "reply"], "the head has said so since its first minute"


def without_it() -> Story:
    return replace(STORY, watch_items=STORY.watch_items[1:])


@pytest.mark.parametrize("follows", [True, False])
async def test_a_question_that_left_the_file_is_told_once_and_its_head_keeps_no_button(
    desk: Desk,
    *,
    follows: bool,
) -> None:
    """It kept Confirm, Object and the rest for ever, and none of them did anything."""
    await desk.put(desk.alert("e1"))
    await desk.drain()
    if not follows:
        await unfollow(desk.store, STORY.slug, desk.channel, by="U1", now=desk.clock())
    for _ in range(2):
        await import_story(desk.store, without_it(), by="test", now=desk.clock())
        await desk.drain()
    (head,) = desk.slack.messages("newsdesk")
    (told,) = desk.slack.replies("newsdesk", head["ts"])
    assert "The story file no longer has this question; what is here stays, and nothing more is told here." in str(told)
    assert "subtype" not in told
    assert "no longer has this question" in str(head["blocks"])
    assert "Will Avalon sign the memorandum on its harbour?" in str(head["blocks"])
    assert "report e1" in str(head["blocks"]), "what moved it last"
    assert "'actions'" not in str(head["blocks"])


async def test_a_question_with_a_thread_or_an_owner_is_in_use_and_no_other(desk: Desk) -> None:
    await refuse_to_drop(desk.store, without_it(), now=desk.clock())
    await desk.put(desk.alert("e1"))
    await desk.drain()
    with pytest.raises(CommandError, match="no longer has watch:memorandum"):
        await refuse_to_drop(desk.store, without_it(), now=desk.clock())
    owned = replace(standing("watching"), target=LOAN, owner="U1")
    tx = desk.store.transaction()
    desk.store.standings.put(tx, STORY.slug, "", {LOAN: owned})
    await tx.commit()
    without_loan = replace(STORY, watch_items=STORY.watch_items[:1])
    with pytest.raises(CommandError, match="no longer has watch:loan"):
        await refuse_to_drop(desk.store, without_loan, now=desk.clock())
    await refuse_to_drop(desk.store, replace(STORY, claims=()), now=desk.clock())


@pytest.mark.parametrize("removed", [True, False])
async def test_what_is_in_use_is_not_dropped_where_its_story_was_removed_or_cannot_be_read(
    desk: Desk, *, removed: bool
) -> None:
    """The file that was refused while its story was stored began the question anew once that was gone."""
    await desk.move(WatchState.SIGNAL, "e1")
    if removed:
        await remove_story(desk.store, STORY.slug, by="U1", now=desk.clock())
    else:
        await desk.store.redis.set(desk.store.keys.story(STORY.slug), "{}")
    with pytest.raises(CommandError) as refused:
        await refuse_to_drop(desk.store, without_it(), now=desk.clock())
    assert "harbour: this file no longer has watch:memorandum (signal). Nothing was imported." in str(refused.value)
    await refuse_to_drop(desk.store, replace(STORY, claims=(), watch_items=STORY.watch_items[:1]), now=desk.clock())


async def test_a_question_of_a_removed_story_whose_day_has_passed_is_not_dropped_with_its_thread(desk: Desk) -> None:
    """That its day passed is no standing, and yet people may talk about it in its thread."""
    await desk.put(desk.alert("e1"))
    await desk.drain()
    tx = desk.store.transaction()
    for target in (WATCHING.target, LOAN):
        desk.store.standings.tell_aged(tx, STORY.slug, target, told="", now="2026-05-07")
    await tx.commit()
    await remove_story(desk.store, STORY.slug, by="U1", now=desk.clock())
    with pytest.raises(CommandError, match=r"no longer has watch:memorandum \(watching\)\. Nothing"):
        await refuse_to_drop(desk.store, replace(STORY, watch_items=()), now=desk.clock())


async def test_channels_that_follow_a_story_are_told_once_that_it_was_removed(desk: Desk) -> None:
    """They heard nothing more, beside threads whose buttons did nothing."""
    await desk.put(desk.alert("e1"))
    await desk.drain()
    await desk.put(desk.alert("e2"))
    assert await remove_story(desk.store, STORY.slug, by="watchdesk", now=desk.clock())
    await desk.drain()
    head, told = desk.slack.messages("newsdesk")
    assert "report e1" in str(head)
    assert told["text"] == (
        "The harbour of Avalon · Removed: the desk's operator removed this story, so nothing more is told here. "
        "The buttons in its threads no longer work."
    )


@pytest.mark.parametrize("limited", [False, True])
async def test_the_heads_of_a_removed_story_say_so_and_have_no_buttons(desk: Desk, *, limited: bool) -> None:
    """They went on saying "flash · waits for Confirm" with every button."""
    await desk.put(desk.alert("e1"))
    await desk.drain()
    assert await remove_story(desk.store, STORY.slug, by="watchdesk", now=desk.clock())
    if limited:
        desk.slack.faults.arm("ratelimited", method="chat.update")
    await desk.drain()
    head, _ = desk.slack.messages("newsdesk")
    assert ("'actions'" in str(head["blocks"])) is limited
    assert await desk.store.outbox.waiting() == {}
    if not limited:
        assert "*Will Avalon sign the memorandum on its harbour?*" in str(head["blocks"])
        assert "the desk's operator removed this story, so nothing is told or decided here any more" in head["text"]
        assert "It stood at watching." in str(head["blocks"])
        assert "report e1" in str(head["blocks"])
        await import_story(desk.store, STORY, by="test", now=desk.clock())
        await follow(desk.store, STORY.slug, desk.channel, by="test", now=desk.clock())
        await desk.put(desk.alert("e2"))
        await desk.drain()
        assert "'actions'" in str(desk.slack.messages("newsdesk")[0]["blocks"]), "taken up again, it goes on there"


@pytest.mark.parametrize("place", ["the bot was removed", "nowhere"])
async def test_a_removal_that_a_channel_cannot_be_told_holds_up_nothing_there(desk: Desk, place: str) -> None:
    """It waited for an invitation for ever, and what is told of the channel's other stories waited behind it."""
    channel = desk.channel if place != "nowhere" else "C0GONE000"
    await desk.slack.deeds.remove_bot("newsdesk", "Dana")
    await follow(desk.store, STORY.slug, channel, by="test", now=desk.clock())
    assert await remove_story(desk.store, STORY.slug, by="watchdesk", now=desk.clock())
    with capture_logs() as logs:
        while await desk.delivery.once():
            pass
    code = "channel_not_found" if place == "nowhere" else "not_in_channel"
    refused = {x["channel"]: x["reason"] for x in logs if x["event"] == "not told of a removal"}
    assert refused[channel] == code
    assert channel not in await desk.store.outbox.waiting()
    assert await desk.store.outbox.parked(channel) == ()


@pytest.mark.parametrize("follows", [True, False])
async def test_a_story_that_is_followed_again_before_anybody_was_told_was_not_removed(
    desk: Desk, *, follows: bool
) -> None:
    assert await remove_story(desk.store, STORY.slug, by="watchdesk", now=desk.clock())
    await import_story(desk.store, STORY, by="test", now=desk.clock())
    if follows:
        await follow(desk.store, STORY.slug, desk.channel, by="test", now=desk.clock())
    await desk.drain()
    told = [m["text"].partition("here.")[2] for m in desk.slack.messages("newsdesk")]
    assert told == ([] if follows else [" It is back: /watch follow harbour"])


async def test_a_question_that_is_back_before_anybody_was_told_keeps_its_buttons(desk: Desk) -> None:
    await desk.put(desk.alert("e1"))
    await desk.drain()
    await import_story(desk.store, without_it(), by="test", now=desk.clock())
    await import_story(desk.store, STORY, by="test", now=desk.clock())
    await desk.drain()
    (head,) = desk.slack.messages("newsdesk")
    assert "'actions'" in str(head["blocks"])
    assert desk.slack.replies("newsdesk", head["ts"]) == []


async def test_a_question_under_another_id_says_where_it_goes_on(desk: Desk) -> None:
    await desk.put(desk.alert("e1"))
    await desk.drain()
    renamed = replace(STORY.watch_items[0], id="signature")
    await import_story(desk.store, replace(without_it(), watch_items=(renamed,)), by="test", now=desk.clock())
    await desk.drain()
    (head,) = desk.slack.messages("newsdesk")
    assert "it goes on as watch:signature, which begins anew" in str(head["blocks"])


async def test_one_that_left_twice_is_told_twice_and_one_without_a_thread_never(desk: Desk) -> None:
    await import_story(desk.store, without_it(), by="test", now=desk.clock())
    await desk.drain()
    assert desk.slack.messages("newsdesk") == []
    await import_story(desk.store, STORY, by="test", now=desk.clock())
    await desk.put(desk.alert("e1"))
    await desk.drain()
    for _ in range(2):
        desk.clock.forward(timedelta(hours=1))
        await import_story(desk.store, without_it(), by="test", now=desk.clock())
        await desk.drain()
        await import_story(desk.store, STORY, by="test", now=desk.clock())
    (head,) = desk.slack.messages("newsdesk")
    assert len(desk.slack.replies("newsdesk", head["ts"])) == 2
    await desk.put(desk.alert("e2"))
    await desk.drain()
    assert "'actions'" in str(desk.slack.messages("newsdesk")[0]["blocks"]), "it is asked again"


async def test_the_head_keeps_the_report_that_opened_the_thread(desk: Desk) -> None:
    """Each change took the place of the last one in the head, and the first report was nowhere in the thread."""
    await desk.put(desk.alert("e1"))
    await desk.drain()
    (first,) = desk.slack.messages("newsdesk")
    assert "Began with" not in str(first["blocks"])
    await desk.put(desk.alert("e2"), desk.alert("e3", level=Level.ROUTINE))
    await desk.drain()
    head = str(desk.slack.messages("newsdesk")[0]["blocks"])
    assert "Began with “Avalon near memorandum, report e1” Harbour Wire" in head


async def one_more_origin(desk: Desk) -> str:
    """The head after a further report, which moves nothing."""
    third = desk.alert("e3", kind=ChangeKind.ORIGIN, level=Level.ROUTINE)
    await desk.put(replace(third, change=replace(third.change, before=third.change.after)))
    await desk.drain()
    return str(desk.slack.messages("newsdesk")[0]["blocks"])


async def struck_out(desk: Desk) -> str:
    """The head after people struck out the first of two reports, and one more came."""
    first, second = (desk.alert(key).change.evidence for key in ("e1", "e2"))
    assert first
    assert second
    tx = desk.store.transaction()
    for told in (first, second):
        desk.store.standings.add_evidence(tx, replace(told, seen=desk.clock()), now=desk.clock())
    desk.store.standings.dismiss(tx, STORY.slug, first.id, by="U0DANA")
    await tx.commit()
    return await one_more_origin(desk)


async def test_the_head_does_not_go_on_quoting_a_report_that_was_struck_out(desk: Desk) -> None:
    await desk.put(desk.alert("e1"))
    await desk.drain()
    head = await struck_out(desk)
    assert "report e1" not in head
    assert "report e2" in head


async def test_a_head_tells_nothing_aloud_of_a_report_that_was_struck_out(desk: Desk) -> None:
    step = desk.alert("e1", kind=ChangeKind.ORIGIN)
    current = await desk.store.standings.of(STORY, now=desk.clock())
    tx = desk.store.transaction()
    desk.store.standings.put(tx, STORY.slug, current.version, {step.change.target: step.change.after})
    await tx.commit()
    await desk.put(replace(step, change=replace(step.change, before=step.change.after)))
    await desk.drain()
    assert "*Outcome reported*" in str(desk.slack.messages("newsdesk")[0]["blocks"])
    head = await struck_out(desk)
    assert "report e2" in head
    assert "*Outcome reported*" not in head


async def test_the_head_does_not_go_on_setting_beside_it_a_report_that_was_struck_out(desk: Desk) -> None:
    first = desk.alert("e1")
    other = evidence("e0", title="Avalon denies it, report e0", passage="", marks=())
    await desk.put(replace(first, change=replace(first.change, against=other)))
    await desk.drain()
    assert "report e0" in str(desk.slack.messages("newsdesk")[0]["blocks"])
    tx = desk.store.transaction()
    desk.store.standings.dismiss(tx, STORY.slug, other.id, by="U0DANA")
    await tx.commit()
    await one_more_origin(desk)
    assert "report e0" not in str(desk.slack.messages("newsdesk")[0]["blocks"])


@pytest.mark.parametrize("another", [True, False])
async def test_the_head_sets_beside_it_what_still_says_so(desk: Desk, another: bool) -> None:
    """A page that had turned round was quoted for yes beside the contrary, as if it still said so."""
    changed = replace(evidence("e0", title="Avalon near pact, report e0", passage="", marks=()), former=True)
    other = evidence("e9", title="Pact close, report e9", outlet="Gulf Herald", passage="", marks=())
    told = (changed, other) if another else (changed,)
    first = desk.alert("e1")
    await desk.put(replace(first, change=replace(first.change, against=replace(changed, former=False))))
    await desk.drain()
    current = await desk.store.standings.of(STORY, now=desk.clock())
    after = standing(WatchState.CONTESTED, *told)
    tx = desk.store.transaction()
    for one in told:
        desk.store.standings.add_evidence(tx, replace(one, seen=desk.clock()), now=desk.clock())
    desk.store.standings.put(tx, STORY.slug, current.version, {after.target: after})
    await tx.commit()
    head = await one_more_origin(desk)
    assert ("report e9" in head, "report e0" in head) == (another, not another)
    assert ("its page has another headline now" in head) is not another


@pytest.mark.parametrize(("origins", "told"), [(5, True), (6, False)])
async def test_what_many_have_said_of_a_proposal_is_only_counted(desk: Desk, origins: int, told: bool) -> None:
    """The evening of an outcome brought twenty lines that say so too."""
    await desk.put(desk.alert("e1"))
    await desk.drain()
    voices = [evidence(f"v{n}", outlet=f"Paper {n}", origin=f"Paper {n}", outcome=True) for n in range(origins)]
    proposed = standing(WatchState.PROPOSED, *voices, suggested=WatchState.RESOLVED_YES)
    current = await desk.store.standings.of(STORY, now=desk.clock())
    tx = desk.store.transaction()
    desk.store.standings.put(tx, STORY.slug, current.version, {proposed.target: proposed})
    await tx.commit()
    await desk.put(desk.alert("e2", kind=ChangeKind.ORIGIN, level=Level.ROUTINE), desk.alert("e3"))
    await desk.drain()
    assert desk.titles() == (["e1", "e2", "e3"] if told else ["e1", "e3"])
    assert f"{origins} origins" in str(desk.slack.messages("newsdesk")[0]["blocks"])


async def test_an_alert_stays_small_however_many_have_spoken(desk: Desk) -> None:
    """After months of a story: 1,000 newsrooms, 590 kB an alert and channel, where only their count is told."""
    first, *others = (evidence(f"e{n}", outlet=f"Paper {n}", origin=f"Paper {n}") for n in range(1000))
    stands = standing(WatchState.SIGNAL, first, *others)
    current = await desk.store.standings.of(STORY, now=desk.clock())
    tx = desk.store.transaction()
    desk.store.standings.put(tx, STORY.slug, current.version, {stands.target: stands})
    told = change(ChangeKind.STATE, replace(stands, value=WatchState.STALLED), stands, evidence=first)
    desk.store.outbox.put(tx, alert_for(told, desk.channel, at=desk.clock()))
    await tx.commit()
    (waiting,) = await desk.store.redis.lrange(desk.store.outbox.keys.outbox(desk.channel), 0, -1)
    assert len(waiting) < 5_000
    await desk.drain()
    (head,) = desk.slack.messages("newsdesk")
    assert "*signal* (was stalled)" in str(head["blocks"])
    assert "1000 origins report yes: Paper 0, Paper 1" in str(head["blocks"])


async def test_posts_to_a_channel_are_a_second_apart_and_other_channels_do_not_wait(desk: Desk) -> None:
    other = desk.slack.add_channel("world").id
    await follow(desk.store, STORY.slug, other, by="test", now=desk.clock())
    await desk.put(desk.alert("e1"), desk.alert("e2"))
    await desk.put(replace(desk.alert("e1"), id="other", channel=other))
    while await desk.delivery.once():
        pass
    assert await desk.store.outbox.waiting() == {desk.channel: 1}
    assert len(desk.slack.messages("world")) == 1
    desk.clock.forward(timedelta(seconds=1.1))
    assert await desk.delivery.once()
    assert await desk.store.outbox.waiting() == {}


@pytest.mark.parametrize("fault", ["drop_after_post", "drop_before_post", "ratelimited", "server_error"])
async def test_no_fault_of_slack_loses_or_doubles_an_alert(desk: Desk, fault: str) -> None:
    """A connection dropped after Slack stored the post is the one that makes bots post twice."""
    await desk.put(desk.alert("e1"), desk.alert("e2"))
    desk.slack.faults.arm(fault, method="chat.postMessage", times=2)
    await desk.drain()
    assert desk.titles() == ["e1", "e2"]


async def test_a_process_that_died_after_posting_does_not_post_again(desk: Desk) -> None:
    """What a kill -9 leaves: Slack has the message, the store has only the intent."""
    alert = desk.alert("e1")
    await desk.put(alert)
    held = await desk.store.outbox.hold(now=desk.clock())
    assert held
    await desk.store.outbox.attempt(alert, now=desk.clock())
    await desk.client.chat_postMessage(
        channel=desk.channel,
        text="report e1",
        metadata={"event_type": "watchdesk_alert", "event_payload": {"alert": alert.id}},
    )
    await desk.store.outbox.release(held)
    await desk.drain()
    assert desk.titles() == ["e1"]
    assert await desk.store.threads.head(STORY.slug, alert.change.target, desk.channel)


async def test_a_second_try_that_slack_may_still_be_storing_is_waited_for_as_the_first_was(desk: Desk) -> None:
    """A restart while the second try was under way posted at once: only the first was waited for."""
    alert = desk.alert("e1")
    await desk.put(alert)
    for _ in range(2):
        await desk.store.outbox.attempt(alert, now=desk.clock())
        await desk.store.outbox.trying(alert, now=desk.clock())
        desk.clock.forward(SETTLE)
    desk.clock.forward(-SETTLE + timedelta(seconds=1))
    await desk.delivery.once()
    assert desk.titles() == []
    await desk.client.chat_postMessage(
        channel=desk.channel,
        text="report e1",
        metadata={"event_type": "watchdesk_alert", "event_payload": {"alert": alert.id}},
    )
    await desk.drain()
    assert desk.titles() == ["e1"]


async def test_two_replicas_post_each_alert_once(desk: Desk) -> None:
    await desk.put(desk.alert("e1"), desk.alert("e2"), desk.alert("e3"))

    async def replica() -> None:
        while await desk.store.outbox.waiting():
            if not await desk.delivery.once():
                desk.clock.forward(timedelta(seconds=1))
                await asyncio.sleep(0)

    await asyncio.gather(replica(), replica(), replica())
    assert desk.titles() == ["e1", "e2", "e3"]


async def test_an_alert_for_a_channel_that_is_gone_is_put_aside_and_told(desk: Desk) -> None:
    await follow(desk.store, STORY.slug, "C0GONE000", by="test", now=desk.clock())
    await desk.put(replace(desk.alert("e1"), channel="C0GONE000"))
    await desk.drain()
    assert await desk.store.outbox.parked("C0GONE000") == ("channel_not_found",)


@pytest.mark.parametrize("kind", ["alert", "notice"])
async def test_an_invitation_right_after_a_refusal_loses_nothing(
    desk: Desk, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was kept aside waited again already, and was then taken out of the queue as if it had been posted."""
    elsewhere = "C0GONE000"
    await follow(desk.store, STORY.slug, elsewhere, by="test", now=desk.clock())
    silence = Silence(since=desk.clock(), feeds=(), of=1)
    silent = notice(NoticeKind.SILENT, STORY.slug, elsewhere, silence, answering=0, at=desk.clock())
    await desk.put(replace(desk.alert("e1"), channel=elsewhere) if kind == "alert" else silent)
    outbox, park = desk.store.outbox, Outbox.park

    async def park_then_invited(_: Outbox, held: Held, alert: Waiting, *, why: str) -> None:
        await park(outbox, held, alert, why=why)
        assert await outbox.unpark(elsewhere, now=desk.clock()) == 1

    monkeypatch.setattr(Outbox, "park", park_then_invited)
    assert await desk.delivery.once()
    assert await outbox.waiting() == {elsewhere: 1}


async def test_what_comes_behind_an_alert_kept_aside_is_kept_with_it(desk: Desk) -> None:
    """The further report had no thread yet and was thrown away; after the invitation only the first one came."""
    elsewhere = "C0GONE000"
    await follow(desk.store, STORY.slug, elsewhere, by="test", now=desk.clock())
    further = desk.alert("e2", kind=ChangeKind.ORIGIN, level=Level.ROUTINE)
    await desk.put(replace(desk.alert("e1"), channel=elsewhere), replace(further, channel=elsewhere))
    await desk.drain()
    assert await desk.store.outbox.parked(elsewhere) == ("channel_not_found", "channel_not_found")
    assert await desk.store.outbox.unpark(elsewhere, now=desk.clock()) == 2


@pytest.mark.parametrize(("hours", "edited"), [(0, True), (2, False)])
async def test_a_head_that_slack_will_not_have_edited_now_is_edited_later(
    desk: Desk, hours: int, edited: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It told of the old state for good after one `account_inactive`; a refusal nobody knows holds up no channel for ever."""
    await desk.put(desk.alert("e1"))
    await desk.drain()
    real = desk.client.api_call
    refused: list[str] = []

    async def once_inactive(method: str, **rest: Any) -> object:
        if method == "chat.update" and not refused:
            refused.append(method)
            raise SlackApiError("no", {"error": "account_inactive"})  # type: ignore[no-untyped-call]
        return await real(method, **rest)

    monkeypatch.setattr(desk.client, "api_call", once_inactive)
    await desk.put(desk.alert("e2"))
    desk.clock.forward(timedelta(hours=hours))
    await desk.drain(step=timedelta(minutes=1))
    assert ("report e2" in str(desk.slack.messages("newsdesk")[0]["blocks"])) is edited


async def test_an_alert_for_a_channel_the_bot_was_removed_from_waits_for_an_invitation(desk: Desk) -> None:
    await desk.slack.deeds.remove_bot("newsdesk", "Dana")
    await desk.put(desk.alert("e1"))
    await desk.delivery.once()
    assert await desk.store.outbox.waiting() == {desk.channel: 1}
    await desk.slack.deeds.invite_bot("newsdesk", "Dana")
    desk.clock.forward(timedelta(minutes=6))
    await desk.drain()
    assert desk.titles() == ["e1"]


async def test_a_channel_gone_while_a_post_is_in_doubt_is_told_too(desk: Desk) -> None:
    await follow(desk.store, STORY.slug, "C0GONE000", by="test", now=desk.clock())
    alert = replace(desk.alert("e1"), channel="C0GONE000")
    await desk.put(alert)
    await desk.store.outbox.attempt(alert, now=desk.clock())
    await desk.drain()
    assert await desk.store.outbox.parked("C0GONE000") == ("channel_not_found",)


async def test_a_thread_deleted_while_a_post_to_it_is_in_doubt_is_begun_anew(desk: Desk) -> None:
    await desk.put(desk.alert("e1"))
    await desk.drain()
    desk.clock.forward(SETTLE)
    await desk.put(desk.alert("e2"))
    desk.slack.faults.arm("drop_before_post", method="chat.postMessage")
    await desk.delivery.once()
    await desk.client.chat_delete(channel=desk.channel, ts=desk.slack.messages("newsdesk")[0]["ts"])
    await desk.drain()
    assert "report e2" in str(desk.slack.messages("newsdesk"))


@pytest.mark.parametrize(("minutes", "begun"), [(0, "e2"), (5, "e3")])
async def test_where_a_head_is_deleted_over_its_replies_a_new_thread_is_begun(
    desk: Desk, minutes: int, begun: str
) -> None:
    """Slack still took replies: every later alert went under "This message was deleted", where no button was."""
    await desk.put(desk.alert("e1"), desk.alert("r1", kind=ChangeKind.ORIGIN, level=Level.ROUTINE))
    await desk.drain()
    desk.clock.forward(timedelta(minutes=minutes))
    await desk.client.chat_delete(channel=desk.channel, ts=desk.slack.messages("newsdesk")[0]["ts"])
    for value, key in ((WatchState.PROPOSED, "e2"), (WatchState.SIGNAL, "e3")):
        await desk.move(value, key)
        await desk.drain()
        desk.clock.forward(timedelta(minutes=5))
    heads = [str(t) for t in desk.slack.transcript() if t["kind"] == "post"]
    assert [key for head in heads for key in ("e1", "e2", "e3") if f"report {key}" in head] == ["e1", begun]
    assert "'actions'" in str(desk.slack.messages("newsdesk"))
    assert desk.titles() == ["e1", "e2", "e3"]


async def test_a_channel_that_stopped_following_gets_nothing_more(desk: Desk) -> None:
    await desk.put(desk.alert("e1"))
    await unfollow(desk.store, STORY.slug, desk.channel, by="U1", now=desk.clock())
    await desk.drain()
    assert desk.titles() == []


async def test_a_clock_ahead_of_slack_s_does_not_post_twice(desk: Desk) -> None:
    desk.clock.forward(timedelta(hours=3))
    await desk.put(desk.alert("e1"))
    desk.slack.faults.arm("drop_after_post", method="chat.postMessage")
    await desk.drain()
    assert desk.titles() == ["e1"]


async def test_a_clock_put_back_a_day_delays_nothing_and_posts_nothing_twice(desk: Desk) -> None:
    desk.clock.forward(timedelta(days=1))
    await desk.put(desk.alert("e1"))
    desk.slack.faults.arm("drop_after_post", method="chat.postMessage")
    assert await desk.delivery.once()
    desk.clock.forward(timedelta(days=-1))
    await desk.drain(tries=4)
    assert desk.titles() == ["e1"]


@asynccontextmanager
async def answering(status: int, kind: str, body: bytes) -> AsyncIterator[str]:
    """A gateway between us and Slack that answers everything alike."""

    async def answer(_request: web.Request) -> web.Response:
        return web.Response(status=status, headers={"Content-Type": kind}, body=body)

    app = web.Application()
    app.add_routes([web.post("/{method}", answer)])
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    yield f"http://127.0.0.1:{runner.addresses[0][1]}/"
    await runner.cleanup()


@pytest.mark.parametrize(
    ("status", "kind", "body"),
    [
        (502, "text/plain", b"bad gateway"),
        (200, "text/plain", b"hello"),
        (502, "text/html", b"<h1>bad gateway</h1>"),
        (200, "application/json", b'{"ok": tr'),
        (200, "application/json", b"[]"),
        (200, "application/json", b"\xff\xfe{}"),
        (200, "application/json", b'{"ok": true}'),
    ],
)
async def test_an_answer_that_is_none_of_slack_s_only_delays(desk: Desk, status: int, kind: str, body: bytes) -> None:
    await desk.put(desk.alert("e1"))
    async with answering(status, kind, body) as url, aiohttp.ClientSession() as session:
        client = CalmClient(token="xoxb-1", base_url=url, session=session, retry_handlers=[])
        assert await replace(desk.delivery, slack=client).once()
    assert await desk.store.outbox.waiting() == {desk.channel: 1}
    desk.clock.forward(timedelta(minutes=1))
    await desk.drain()
    assert desk.titles() == ["e1"]


@pytest.mark.parametrize(
    ("code", "aside"), [("invalid_metadata_format", True), ("token_revoked", False), ("some_new_refusal", True)]
)
async def test_a_refusal_of_the_message_itself_holds_up_the_others_for_an_hour_at_most(
    desk: Desk, code: str, aside: bool
) -> None:
    """What Slack refuses of the whole account waits until somebody has mended it."""
    await desk.put(desk.alert("e1"), desk.alert("e2"))
    refusal = json.dumps({"ok": False, "error": code}).encode()
    async with answering(200, "application/json", refusal) as url, aiohttp.ClientSession() as session:
        refused = replace(
            desk.delivery, slack=CalmClient(token="xoxb-1", base_url=url, session=session, retry_handlers=[])
        )
        for _ in range(61):
            await refused.once()
            assert await desk.store.outbox.waiting() == {desk.channel: 2}
            desk.clock.forward(timedelta(minutes=1))
        await refused.once()
    assert await desk.store.outbox.parked(desk.channel) == ((code,) if aside else ())
    desk.clock.forward(timedelta(minutes=1))
    await desk.drain()
    assert desk.titles() == (["e2"] if aside else ["e1", "e2"])


def refusing(desk: Desk, monkeypatch: pytest.MonkeyPatch, code: str, *, replies: bool) -> None:
    """From now on Slack refuses the replies to threads, or what begins them."""
    real = desk.client.api_call

    async def call(method: str, **rest: Any) -> object:
        if method == "chat.postMessage" and ("thread_ts" in rest["json"]) is replies:
            raise SlackApiError("no", {"error": code})  # type: ignore[no-untyped-call]
        return await real(method, **rest)

    monkeypatch.setattr(desk.client, "api_call", call)


@pytest.mark.parametrize(
    "code",
    ["restricted_action_thread_locked", "restricted_action_non_threadable_channel", "cannot_reply_to_message"],
)
async def test_where_a_thread_takes_no_replies_a_new_one_is_begun(
    desk: Desk, code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One locked thread kept every other alert of its channel waiting, for ever."""
    await desk.put(desk.alert("e1"))
    await desk.drain()
    desk.clock.forward(timedelta(minutes=2))
    refusing(desk, monkeypatch, code, replies=True)
    await desk.put(desk.alert("e2"))
    await desk.drain()
    assert desk.posts() == ["post", "post"]
    assert desk.titles() == ["e1", "e2"]


async def test_an_alert_refused_for_a_reason_nobody_knows_waits_as_long_as_none_waits_behind_it(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    await desk.put(desk.alert("e1"))
    refusing(desk, monkeypatch, "some_new_refusal", replies=False)
    for _ in range(100):
        await desk.delivery.once()
        desk.clock.forward(timedelta(minutes=1))
    assert await desk.store.outbox.waiting() == {desk.channel: 1}
    monkeypatch.undo()
    await desk.drain()
    assert desk.titles() == ["e1"]


async def test_a_channel_that_takes_replies_only_gets_no_alert_and_is_told_apart(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    refusing(desk, monkeypatch, "restricted_action_thread_only_channel", replies=False)
    await desk.put(desk.alert("e1"))
    await desk.drain()
    assert await desk.store.outbox.parked(desk.channel) == ("restricted_action_thread_only_channel",)


async def test_an_alert_an_earlier_version_wrote_leaves_the_queue(desk: Desk) -> None:
    """It lacks a field that has a default, so it reads well and is written otherwise."""
    await desk.put(desk.alert("e1"), desk.alert("e2"))
    queue = desk.store.outbox.keys.outbox(desk.channel)
    stored = json.loads(await desk.store.redis.lindex(queue, 0))
    del stored["change"]["old_title"]
    await desk.store.redis.lset(queue, 0, json.dumps(stored))
    await desk.drain()
    assert desk.titles() == ["e1", "e2"]


async def test_an_alert_that_cannot_be_read_is_put_aside_and_the_next_one_posted(desk: Desk) -> None:
    await desk.put(desk.alert("e1"), desk.alert("e2"))
    await desk.store.redis.lset(desk.store.outbox.keys.outbox(desk.channel), 0, '{"id": "of another shape"}')
    await desk.drain()
    assert desk.titles() == ["e2"]
    assert await desk.store.outbox.parked(desk.channel) == ("written by another version",)


async def test_an_alert_that_breaks_us_stays_with_whoever_has_its_queue_now(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    await desk.put(desk.alert("e1"))
    desk.clock.forward(timedelta(hours=2))

    async def meanwhile(*_: object) -> None:
        await desk.store.redis.delete(desk.store.outbox.keys.lease("channel", desk.channel))
        raise KeyError("a bug")

    monkeypatch.setattr(Delivery, "_deliver", meanwhile)
    with capture_logs() as logs:
        assert await desk.delivery.once()
    assert [entry["event"] for entry in logs] == ["delivery broke", "queue handed over"]
    assert await desk.store.outbox.waiting() == {desk.channel: 1}


async def test_an_alert_that_breaks_us_holds_up_its_channel_for_an_hour_at_most(desk: Desk) -> None:
    bad = desk.alert("e1")
    await desk.put(replace(bad, change=replace(bad.change, slug="broken")), desk.alert("e2"))
    await desk.store.redis.set(desk.store.outbox.keys.story("broken"), "{}")
    await desk.drain(tries=40, step=timedelta(minutes=5))
    assert desk.titles() == ["e2"]
    assert await desk.store.outbox.parked(desk.channel) == ("its story cannot be read; import its file again",)


async def test_what_turns_an_item_within_the_heads_first_minute_is_told_in_the_channel(desk: Desk) -> None:
    yes, no = desk.alert("e1"), desk.alert("e2")
    points = replace(yes.change.after, value=WatchState.SIGNAL, lean="toward")
    yes = replace(yes, change=replace(yes.change, after=points))
    assert no.change.evidence
    turned = replace(
        no.change,
        before=points,
        after=replace(points, lean="away"),
        level=Level.URGENT,
        evidence=replace(no.change.evidence, direction=Direction.AWAY),
    )
    await desk.put(yes, replace(no, change=turned))
    await desk.drain()
    assert "broadcast" in [t["kind"] for t in desk.slack.transcript()]
