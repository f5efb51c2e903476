"""A claim that goes stale is told once, in its thread where there is one, a watch item past its day once in the channel; when that comes again, again."""

import asyncio
import itertools
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.blocks.alert import head, reply
from bot.blocks.home import Followed, home
from bot.blocks.message import Message
from bot.blocks.phrases import due
from bot.blocks.summary import summary
from bot.blocks.view import StoryView
from bot.delivery import Delivery
from bot.domain.change import ChangeKind, Level
from bot.domain.ledger import LineKind
from bot.domain.overdue import gone_overdue
from bot.domain.standing import Verdict, WatchState, first_standing
from bot.store.importing import follow, import_story, sign_up
from bot.store.standings import Standings, targets
from bot.store.store import Store
from tests.conftest import NOW
from tests.desk_case import Room, room  # noqa: F401  a fixture
from tests.samples import MEMORANDUM, NO_SALE, PROPOSED, STORY, SUGGESTED
from tests.test_blocks_alert import words
from watchers.ageing import Ageing
from watchers.detect.changes import gone_stale

CLAIM = STORY.claims[0]
START = first_standing(STORY, NO_SALE, at=NOW)


def ageing(store: Store, at: datetime) -> Ageing:
    return Ageing(store=store, clock=lambda: at)


async def begin(store: Store) -> None:
    await import_story(store, STORY, by="test", now=NOW)
    await follow(store, STORY.slug, "C1", by="test", now=NOW)


async def stale_lines(store: Store) -> list[str]:
    lines = await store.ledger.read(STORY.slug, kinds=frozenset({LineKind.STALE}))
    return [line.target for line in lines]


def test_a_negative_claim_is_stale_after_three_days_and_others_after_seven() -> None:
    assert gone_stale(STORY, CLAIM, START, now=NOW + timedelta(days=1)) is None
    change = gone_stale(STORY, CLAIM, START, now=NOW + timedelta(days=3))
    assert change
    assert (change.kind, change.level, change.moves) == (ChangeKind.STALE, Level.ROUTINE, False)
    assert change.why == "last reaffirmed 4 days ago; a negative claim stays fresh for 3 days"
    plain = replace(CLAIM, negative=False)
    assert gone_stale(STORY, plain, START, now=NOW + timedelta(days=5)) is None
    assert gone_stale(STORY, plain, START, now=NOW + timedelta(days=8))


def test_a_claim_that_is_over_does_not_go_stale() -> None:
    for verdict in (Verdict.REFUTED, Verdict.SUPERSEDED, Verdict.WITHDRAWN):
        assert gone_stale(STORY, CLAIM, replace(START, value=verdict), now=NOW + timedelta(days=99)) is None


async def test_it_is_told_once_however_often_one_looks(store: Store) -> None:
    await begin(store)
    assert await ageing(store, NOW).once() == 0
    later = NOW + timedelta(days=4)
    assert [await ageing(store, later + timedelta(minutes=m)).once() for m in range(3)] == [1, 0, 0]
    assert await stale_lines(store) == ["claim:no-sale"]
    assert await store.outbox.waiting() == {"C1": 1}


async def test_several_watchers_tell_it_once(store: Store) -> None:
    await begin(store)
    later = NOW + timedelta(days=30)
    counts = await asyncio.gather(*(ageing(store, later + timedelta(seconds=s)).once() for s in range(6)))
    assert sum(counts) == 2, "each of the two claims"
    assert sorted(await stale_lines(store)) == ["claim:debt", "claim:no-sale"]
    assert await store.outbox.waiting() == {"C1": 2}


async def test_reaffirmed_it_may_go_stale_again(store: Store) -> None:
    await begin(store)
    later = NOW + timedelta(days=2)
    await ageing(store, later).once()
    current = await store.standings.of(STORY, now=later)
    fresh = replace(current.standings[NO_SALE], last_reaffirmed_at=later)
    tx = store.transaction()
    store.standings.put(tx, STORY.slug, current.version, {NO_SALE: fresh})
    await tx.commit()
    assert await ageing(store, later + timedelta(days=2)).once() == 0
    assert await ageing(store, later + timedelta(days=4)).once() == 1


def test_the_thread_says_for_how_long_nobody_said_so() -> None:
    change = gone_stale(STORY, CLAIM, START, now=NOW + timedelta(days=4))
    assert change
    shown = words(reply(STORY, change, START, now=NOW + timedelta(days=4)))
    assert "*Stale*: nobody has said so again for a while · still *reported* · 2 origins say so" in shown
    assert "Harbour Wire says so, 7 May 2026" in shown
    assert "Why: last reaffirmed 5 days ago" in shown


async def test_where_there_is_a_thread_it_is_told_there_and_the_head_stays(room: Room) -> None:  # noqa: F811
    ts = await room.posted(SUGGESTED)
    later = NOW + timedelta(days=4)
    assert await ageing(room.store, later).once() == 1
    await Delivery(store=room.store, slack=room.client, clock=lambda: later).once()
    (told,) = room.slack.replies("newsdesk", ts)
    assert "Stale" in str(told["blocks"])
    assert len(room.slack.messages("newsdesk")) == 1, "the head, and nothing else in the channel"


async def test_the_ledger_in_why_tells_it(room: Room) -> None:  # noqa: F811
    ts = await room.posted(SUGGESTED)
    await ageing(room.store, NOW + timedelta(days=4)).once()
    assert "stale: last reaffirmed 5 days ago" in await room.press(ts, "why")


# --- a watch item past its day -----------------------------------------------------------------------------------

ITEM = STORY.watch_items[0]
OPEN = first_standing(STORY, MEMORANDUM, at=NOW)
OVER = datetime(2027, 1, 1, 12, 0, tzinfo=UTC)
"""When the last day of 2026 is over everywhere."""
NEW_YEAR = OVER + timedelta(minutes=1)


def test_an_item_is_overdue_from_the_day_after_its_day_until_it_is_resolved() -> None:
    assert gone_overdue(STORY, ITEM, OPEN, now=NEW_YEAR - timedelta(minutes=2)) is None
    change = gone_overdue(STORY, ITEM, OPEN, now=NEW_YEAR)
    assert change
    assert (change.kind, change.level, change.moves) == (ChangeKind.OVERDUE, Level.URGENT, False)
    for resolved in (WatchState.RESOLVED_YES, WatchState.RESOLVED_NO, WatchState.RESOLVED_AMBIGUOUS):
        assert gone_overdue(STORY, ITEM, replace(OPEN, value=resolved), now=NEW_YEAR) is None
    assert gone_overdue(STORY, STORY.watch_items[1], OPEN, now=NEW_YEAR) is None, "no day is set"


def test_a_day_is_over_when_it_is_over_for_every_desk() -> None:
    for desk in (
        "2026-12-31T19:00-05:00",
        "2026-12-31T23:59-10:00",
        "2027-01-01T00:30+00:00",
        "2027-01-01T12:59+13:00",
    ):
        at = datetime.fromisoformat(desk)
        assert gone_overdue(STORY, ITEM, OPEN, now=at) is None, desk
        assert due(ITEM, OPEN, at) == "resolve by 31 Dec 2026", desk
    assert gone_overdue(STORY, ITEM, OPEN, now=OVER - timedelta(seconds=1)) is None
    assert gone_overdue(STORY, ITEM, OPEN, now=OVER)
    assert due(ITEM, OPEN, OVER) == "*overdue* since 31 Dec 2026"
    for last in (date.min, date.max):
        assert replace(ITEM, resolve_by=last).overdue(OVER) is (last is date.min)


def test_no_page_calls_it_overdue_before_that() -> None:
    standings = {t: first_standing(STORY, t, at=NOW) for t in targets(STORY)}
    view = StoryView(story=STORY, standings=standings, now=OVER - timedelta(seconds=1))
    for over, seen in ((False, view), (True, replace(view, now=OVER))):
        tab = home([Followed(view=seen, channels=("C1",))], now=seen.now)
        assert ("Nothing is proposed or overdue" in str(tab)) is not over
        assert ("*overdue*" in str(tab)) is over
        assert ("*overdue*" in words(summary(seen)[0])) is over


async def test_the_channel_is_not_told_on_the_evening_of_the_day(store: Store) -> None:
    await begin(store)
    assert await overdue_lines(store) == []
    await ageing(store, datetime(2027, 1, 1, 0, 1, tzinfo=UTC)).once()  # 19:01 of the very day in New York
    assert await overdue_lines(store) == []
    await ageing(store, OVER).once()
    assert await overdue_lines(store) == ["watch:memorandum"]


async def overdue_lines(store: Store) -> list[str]:
    lines = await store.ledger.read(STORY.slug, kinds=frozenset({LineKind.OVERDUE}))
    return [line.target for line in lines]


async def test_it_is_told_once_and_for_another_day_again(store: Store) -> None:
    await begin(store)
    for minute in range(3):
        await ageing(store, NEW_YEAR + timedelta(minutes=minute)).once()
    assert await overdue_lines(store) == ["watch:memorandum"]
    later = replace(STORY, watch_items=(replace(ITEM, resolve_by=date(2027, 1, 31)), *STORY.watch_items[1:]))
    await import_story(store, later, by="test", now=NEW_YEAR)
    await ageing(store, NEW_YEAR + timedelta(days=5)).once()
    assert await overdue_lines(store) == ["watch:memorandum"], "the new day is yet to come"
    await ageing(store, NEW_YEAR + timedelta(days=31)).once()
    assert await overdue_lines(store) == ["watch:memorandum"] * 2


async def test_it_is_told_once_the_channel_that_the_file_names_is_found(store: Store) -> None:
    """It was marked as told in the seconds before, when nobody followed, from the first start on."""
    await import_story(store, replace(STORY, channels=("rail",)), by="test", now=NEW_YEAR)
    assert await ageing(store, NEW_YEAR).once() == 0
    await sign_up(store, STORY.slug, "rail", "C1", by="test", now=NEW_YEAR)
    assert await ageing(store, NEW_YEAR).once() == 2, "a stale claim as well"
    assert await overdue_lines(store) == ["watch:memorandum"]
    assert await store.outbox.waiting() == {"C1": 2}


async def test_who_follows_already_is_told_while_another_channel_is_still_looked_for(store: Store) -> None:
    await import_story(store, replace(STORY, channels=("rail",)), by="test", now=NOW)
    await follow(store, STORY.slug, "C1", by="test", now=NOW)
    await ageing(store, NEW_YEAR).once()
    assert await overdue_lines(store) == ["watch:memorandum"]


async def test_the_channel_hears_of_it_and_can_resolve_it_there(room: Room) -> None:  # noqa: F811
    await ageing(room.store, NEW_YEAR).once()
    seconds = itertools.count()
    delivery = Delivery(store=room.store, slack=room.client, clock=lambda: NEW_YEAR + timedelta(seconds=next(seconds)))
    while await room.store.outbox.waiting():
        await delivery.once()
    late = [m for m in room.slack.messages("newsdesk") if "Overdue" in str(m["blocks"])]
    assert len(late) == 1
    assert "Resolve or set state" in str(late[0]["blocks"])


def test_the_message_says_what_is_asked_and_by_when_it_was() -> None:
    change = gone_overdue(STORY, ITEM, OPEN, now=NEW_YEAR)
    assert change
    shown = words(head(STORY, change, OPEN, now=NEW_YEAR))
    assert "Will Avalon sign the memorandum on its harbour?" in shown
    assert "*Overdue* · still *watching* since" in shown
    assert "Why: the story file asks for an answer by 31 Dec 2026" in shown
    assert "*overdue* since 31 Dec 2026" in shown
    told = words(reply(STORY, change, OPEN, now=NEW_YEAR))
    assert "*Overdue*: its day has passed and nobody has resolved it · still *watching*" in told


def test_what_is_overdue_can_be_settled_where_the_channel_reads_it() -> None:
    """It came with nothing to press, days below the head that had the button."""
    change = gone_overdue(STORY, ITEM, OPEN, now=NEW_YEAR)
    assert change
    assert pressable(reply(STORY, change, OPEN, now=NEW_YEAR)) == ["propose"]
    assert pressable(reply(STORY, change, replace(OPEN, value="resolved_no", by="U0DANA"), now=NEW_YEAR)) == []
    proposed = gone_overdue(STORY, ITEM, PROPOSED, now=NEW_YEAR)
    assert proposed
    assert pressable(reply(STORY, proposed, PROPOSED, now=NEW_YEAR)) == ["confirm", "object", "propose"]


def pressable(message: Message) -> list[str]:
    return [e["action_id"] for b in message.blocks if b["type"] == "actions" for e in b["elements"]]


def test_it_waits_for_a_decision_in_the_summary() -> None:
    standings = {t: first_standing(STORY, t, at=NOW) for t in targets(STORY)}
    view = StoryView(story=STORY, standings=standings, now=NEW_YEAR)
    assert [s.target for s in view.waiting] == [MEMORANDUM]
    assert "1 decision waits" in words(summary(view)[0])
    assert not replace(view, now=NEW_YEAR - timedelta(days=1)).waiting


async def test_what_is_resolved_at_that_very_moment_is_not_told_as_overdue(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    await begin(store)
    told_aged = Standings.told_aged

    async def then_resolved(self: Standings, slug: str) -> dict[str, str]:
        monkeypatch.setattr(Standings, "told_aged", told_aged)
        current = await self.of(STORY, now=NEW_YEAR)
        resolved = replace(current.standings[MEMORANDUM], value=WatchState.RESOLVED_NO, by="U1")
        tx = store.transaction()
        self.put(tx, slug, current.version, {MEMORANDUM: resolved})
        await tx.commit()
        return await told_aged(self, slug)

    monkeypatch.setattr(Standings, "told_aged", then_resolved)
    for minute in range(2):
        await ageing(store, NEW_YEAR + timedelta(minutes=minute)).once()
    assert await overdue_lines(store) == []
