"""The store keeps what it is given, atomically, and gives work to one process at a time."""

import asyncio
import re
import subprocess
import sys
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from unittest.mock import Mock

import pytest

from bot.domain.change import Alert, Change, ChangeKind, Level, Post, alert_for
from bot.domain.entry import Seen
from bot.domain.evidence import Evidence, Phase, Target, TargetKind
from bot.domain.feedstate import FeedState, FeedStatus
from bot.domain.ledger import LedgerLine, LineKind
from bot.domain.standing import WatchState, first_standing
from bot.domain.story import Actor, Attribution, Claim, Direction, Feed, Grade, Story, WatchItem, Weight
from bot.errors import StoreError
from bot.store.embedded import binary
from bot.store.feeds import Claimed, Feeds
from bot.store.importing import import_story
from bot.store.keys import FEED_LEASE_MS
from bot.store.outbox import MOST_PARKED, Held
from bot.store.rows import readable
from bot.store.store import Store, open_store
from bot.store.transaction import ConflictError, Transaction
from tests.bot_case import free_port
from tests.conftest import NOW, wait_until

STORY = Story(
    slug="pact",
    title="The pact",
    feeds=(Feed(url="http://feeds.invalid/a", source="Harbour Wire"),),
    actors=(Actor(name="Avalon", aliases=("AV",)),),
    claims=(Claim(id="c1", text="No pact yet", negative=True, attributions=(Attribution(source="Harbour Wire"),)),),
    watch_items=(WatchItem(id="pact", question="Is the pact signed?", anchors="pact|treaty"),),
)
PACT = Target(kind=TargetKind.WATCH, id="pact")
URL = STORY.feeds[0].url


def evidence(key: str = "e1") -> Evidence:
    return Evidence(
        id=f"ev-{key}",
        slug="pact",
        target=PACT,
        entry_key=key,
        title="Avalon signs pact",
        link="http://feeds.invalid/1",
        outlet="Harbour Wire",
        grade=Grade.B,
        origin="Harbour Wire",
        published=NOW,
        seen=NOW,
        passage="Avalon signs pact",
        marks=(),
        actors=("Avalon",),
        phase=Phase.HAPPENED,
        direction=Direction.TOWARD,
        weight=Weight.DECISIVE,
    )


def alert(key: str = "e1", channel: str = "C1") -> Alert:
    before = first_standing(STORY, PACT, at=NOW)
    change = Change(
        slug="pact",
        target=PACT,
        kind=ChangeKind.STATE,
        level=Level.URGENT,
        before=before,
        after=replace(before, value=WatchState.SIGNAL),
        evidence=evidence(key),
        why="first signal",
    )
    return alert_for(change, channel, at=NOW)


async def put(store: Store, *alerts: Alert) -> None:
    tx = store.transaction()
    for one in alerts:
        store.outbox.put(tx, one)
    await tx.commit()


async def test_a_story_comes_back_as_it_was_put(store: Store) -> None:
    tx = store.transaction()
    store.stories.put(tx, STORY)
    store.stories.follow(tx, "pact", "C1")
    await tx.commit()
    assert await store.stories.get("pact") == STORY
    assert await store.stories.all() == (STORY,)
    assert await store.stories.followers("pact") == ("C1",)
    assert await store.stories.following("C1") == ("pact",)


async def test_a_story_is_parsed_once_for_as_long_as_it_stays_the_same(store: Store) -> None:
    for title in ("The sale", "The sale, again"):
        tx = store.transaction()
        store.stories.put(tx, replace(STORY, title=title))
        await tx.commit()
        (first,), (second,) = await store.stories.all(), await store.stories.all()
        assert first is second
        assert first.title == title
        assert await store.stories.get(STORY.slug) is first


async def test_a_step_whose_guard_fails_writes_nothing(store: Store) -> None:
    tx = store.transaction()
    tx.guard("watchdesk:story:x", "something")
    store.stories.put(tx, STORY)
    with pytest.raises(ConflictError):
        await tx.commit()
    assert await store.stories.slugs() == ()


async def test_a_feed_that_one_import_drops_while_another_names_it_is_polled(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, other = replace(STORY, slug="one"), replace(STORY, slug="other", feeds=())
    for story in (one, other):
        await import_story(store, story, by="test", now=NOW)
    moved_here = Feeds.moved_here

    async def and_meanwhile(feeds: Feeds, urls: frozenset[str]) -> dict[str, FeedState]:
        """Another process imports the other story, between what ours looks at and what it writes."""
        monkeypatch.setattr(Feeds, "moved_here", moved_here)
        await import_story(store, replace(other, feeds=STORY.feeds), by="test", now=NOW)
        return await moved_here(feeds, urls)

    monkeypatch.setattr(Feeds, "moved_here", and_meanwhile)
    assert not await import_story(store, replace(one, feeds=()), by="test", now=NOW)
    assert set(await store.feeds.all()) == {URL}
    assert await store.feeds.claim(now=NOW, latest_seconds=60)


async def test_stories_imported_at_once_are_all_there(store: Store) -> None:
    stories = [replace(STORY, slug=f"s{n}") for n in range(8)]
    assert all(await asyncio.gather(*(import_story(store, story, by="test", now=NOW) for story in stories)))
    assert await store.stories.all() == tuple(stories)
    assert len(await store.ledger.read("s3")) == 1


async def test_what_was_never_written_stands_since_the_story_was_imported(store: Store) -> None:
    await import_story(store, STORY, by="test", now=NOW)
    later = NOW + timedelta(days=9)
    await import_story(store, STORY, by="test", now=later)
    found = await store.standings.of(STORY, now=later)
    assert {s.since for s in found.standings.values()} == {NOW}


async def test_an_attribution_added_to_the_story_file_counts_for_a_claim_with_evidence(store: Store) -> None:
    claim = Target(kind=TargetKind.CLAIM, id="c1")
    first = await store.standings.of(STORY, now=NOW)
    tx = store.transaction()
    store.standings.put(tx, "pact", first.version, first.standings)
    await tx.commit()
    named = Attribution(source="Ledger", date=(NOW + timedelta(days=2)).date())
    further = replace(STORY.claims[0], attributions=(*STORY.claims[0].attributions, named))
    found = await store.standings.of(replace(STORY, claims=(further,)), now=NOW)
    assert found.standings[claim].origins == 2
    reaffirmed = found.standings[claim].last_reaffirmed_at
    assert reaffirmed
    assert reaffirmed.date() == named.date


async def test_standings_written_by_two_at_once_conflict(store: Store) -> None:
    first = await store.standings.of(STORY, now=NOW)
    assert first.standings[PACT].value == WatchState.WATCHING
    for _ in range(2):
        tx = store.transaction()
        store.standings.put(tx, "pact", first.version, first.standings)
        if _ == 0:
            await tx.commit()
            continue
        with pytest.raises(ConflictError):
            await tx.commit()
    assert dict((await store.standings.of(STORY, now=NOW)).standings) == dict(first.standings)


async def test_evidence_is_kept_for_thirty_days(store: Store) -> None:
    tx = store.transaction()
    store.standings.add_evidence(tx, evidence(), now=NOW)
    await tx.commit()
    assert await store.standings.evidence("pact", since=NOW) == (evidence(),)
    tx = store.transaction()
    later = NOW + timedelta(days=31)
    store.standings.add_evidence(tx, evidence("e2"), now=later)
    await tx.commit()
    assert await store.standings.evidence("pact", since=NOW - timedelta(days=1)) == ()


async def test_reports_are_parsed_once_however_many_there_are(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """From the 10,001st on all of them were parsed at every read: four times the time, at once."""
    tx = store.transaction()
    store.standings.add_evidence(tx, evidence("x"), now=NOW)
    await tx.commit()
    (row,) = await store.redis.zrange(store.keys.evidence("pact"), 0, -1)
    many = {row.replace('"ev-x"', f'"ev-{n}"'): NOW.timestamp() for n in range(10_100)}
    await store.redis.zadd(store.keys.evidence("pact"), many)
    parsed = Mock(wraps=readable)
    monkeypatch.setattr("bot.store.standings.readable", parsed)
    for _ in range(2):
        assert len(await store.standings.evidence("pact", since=NOW)) == 10_101
        assert await store.standings.evidence("other", since=NOW) == ()
    assert parsed.call_count == 10_101
    tx = store.transaction()
    store.standings.forget_evidence(tx, evidence("7"))
    store.standings.add_evidence(tx, evidence("y"), now=NOW)
    await tx.commit()
    assert {e.id for e in await store.standings.evidence("pact", since=NOW)} >= {"ev-y", "ev-8"}
    assert len(await store.standings.evidence("pact", since=NOW)) == 10_101
    assert parsed.call_count == 10_102


async def test_a_feed_whose_host_was_just_asked_keeps_its_place_and_the_next_host_goes_first(store: Store) -> None:
    """1,000 feeds of one host in the queue do not hold up the feed behind them."""
    crowd = [f"http://{'www.' * (n % 2)}Crowd.invalid:{8000 + n}/{n:03}" for n in range(900)]
    urls = [*crowd, "http://[2001:db8::1]:80/a", "http://alone.invalid/a"]
    tx = store.transaction()
    for n, url in enumerate(urls):
        store.feeds.register(tx, frozenset({url}), now=NOW + timedelta(milliseconds=n))
    await tx.commit()

    async def claim() -> str:
        found = await store.feeds.claim(now=NOW + timedelta(seconds=2), latest_seconds=60, apart_seconds=0.2)
        return found.url if found else ""

    assert [await claim() for _ in range(4)] == [crowd[0], *urls[-2:], ""]
    await asyncio.sleep(0.25)
    assert [await claim(), await claim()] == [crowd[1], ""]


async def claim_one(store: Store) -> Claimed:
    """A due feed in our hands."""
    tx = store.transaction()
    store.feeds.register(tx, frozenset({URL}), now=NOW)
    await tx.commit()
    claimed = await store.feeds.claim(now=NOW, latest_seconds=60)
    assert claimed
    return claimed


async def test_a_due_feed_is_claimed_by_one(store: Store) -> None:
    claimed = await claim_one(store)
    assert claimed.url == URL
    assert await store.feeds.claim(now=NOW, latest_seconds=60) is None
    tx = store.transaction()
    state = FeedState(url=URL, status=FeedStatus.HEALTHY, due_at=NOW + timedelta(seconds=30))
    store.feeds.settle(tx, claimed, state)
    await tx.commit()
    assert await store.feeds.get(URL) == state
    assert await store.feeds.claim(now=NOW, latest_seconds=60) is None
    assert await store.feeds.claim(now=NOW + timedelta(seconds=31), latest_seconds=60)


async def test_a_poll_whose_lease_ran_out_is_not_recorded(store: Store) -> None:
    claimed = await claim_one(store)
    await store.redis.delete(store.feeds.keys.lease("feed", URL))
    tx = store.transaction()
    store.feeds.settle(tx, claimed, FeedState(url=URL, title="late"))
    with pytest.raises(ConflictError):
        await tx.commit()
    assert (await store.feeds.get(URL)).title == ""


async def test_a_poll_that_goes_on_keeps_its_feed_and_a_killed_watchers_feed_comes_round_soon(store: Store) -> None:
    claimed = await claim_one(store)
    later = NOW + timedelta(seconds=4)
    assert await store.feeds.renew(claimed, now=later)
    due = await store.feeds.next_due()
    assert due
    assert later < due <= later + timedelta(milliseconds=FEED_LEASE_MS), "nobody looks at it while its poll goes on"
    assert 0 < await store.redis.pttl(store.feeds.keys.lease("feed", URL)) <= FEED_LEASE_MS
    await store.redis.delete(store.feeds.keys.lease("feed", URL))  # as it runs out where the watcher was killed
    assert not await store.feeds.renew(claimed, now=later)
    assert await store.feeds.claim(now=due, latest_seconds=60)


async def test_a_due_time_from_a_clock_that_jumped_is_pulled_back(store: Store) -> None:
    tx = store.transaction()
    store.feeds.register(tx, frozenset({URL}), now=NOW + timedelta(days=1))
    await tx.commit()
    assert await store.feeds.claim(now=NOW, latest_seconds=60) is None
    assert await store.feeds.claim(now=NOW + timedelta(seconds=61), latest_seconds=60)


async def test_a_feed_polled_under_a_clock_a_week_ahead_is_polled_again_in_its_time(store: Store) -> None:
    """Every minute it was put off anew, by as much as it waits between two polls, until the week was over."""
    tx = store.transaction()
    store.feeds.register(tx, frozenset({URL}), now=NOW)
    await tx.commit()
    ahead = NOW + timedelta(days=7)
    claimed = await store.feeds.claim(now=ahead, latest_seconds=60)
    assert claimed
    due = ahead + timedelta(minutes=10)
    state = FeedState(url=URL, checked_at=ahead, ok_at=ahead, answers_since=NOW, due_at=due)
    tx = store.transaction()
    store.feeds.settle(tx, claimed, state)
    await tx.commit()
    for minute in range(10):
        await store.feeds.pull_back(now=NOW + timedelta(minutes=minute))
    back = await store.feeds.get(URL)
    assert (back.checked_at, back.ok_at, back.answers_since) == (NOW, NOW, NOW)
    in_its_time = NOW + timedelta(minutes=10)
    assert back.due_at == await store.feeds.next_due() == in_its_time
    assert await store.feeds.claim(now=in_its_time, latest_seconds=60)


async def test_an_alert_enters_the_outbox_once_and_leaves_when_done(store: Store) -> None:
    await put(store, alert(), alert())
    await put(store, alert())
    assert await store.outbox.waiting() == {"C1": 1}
    held = await store.outbox.hold(now=NOW)
    assert held
    assert await store.outbox.hold(now=NOW) is None
    assert await store.outbox.head("C1") == alert()
    await store.outbox.done(held, alert())
    assert await store.outbox.head("C1") is None
    await store.outbox.release(held)
    assert await store.outbox.hold(now=NOW) is None


async def test_a_deferred_channel_waits_and_others_do_not(store: Store) -> None:
    await put(store, alert("e1", "C1"), alert("e1", "C2"))
    await store.outbox.defer("C1", until=NOW + timedelta(seconds=30))
    held = await store.outbox.hold(now=NOW)
    assert held
    assert held.channel == "C2"
    assert await store.outbox.hold(now=NOW) is None
    assert await store.outbox.hold(now=NOW + timedelta(seconds=31))


async def test_a_process_that_lost_its_hold_takes_nothing_from_the_queue(store: Store) -> None:
    await put(store, alert())
    held = await store.outbox.hold(now=NOW)
    assert held
    await store.redis.delete(store.outbox.keys.lease("channel", "C1"))
    assert not await store.outbox.renew(held)
    with pytest.raises(ConflictError):
        await store.outbox.done(held, alert())
    assert await store.outbox.waiting() == {"C1": 1}


async def test_a_refused_alert_is_kept_aside_with_the_reason(store: Store) -> None:
    await put(store, alert())
    held = await store.outbox.hold(now=NOW)
    assert held
    await store.outbox.park(held, alert(), why="channel_not_found")
    assert await store.outbox.waiting() == {}
    assert await store.outbox.parked("C1") == ("channel_not_found",)


async def test_lines_for_threads_do_not_push_out_what_begins_their_thread(store: Store) -> None:
    """After the invitation a hundred lines had no thread to go to, and nobody was told anything."""
    quiet = [replace(alert(f"q{n}").change, level=Level.ROUTINE) for n in range(MOST_PARKED)]
    first, later = alert("first"), alert("later")
    for one in (first, *(alert_for(change, "C1", at=NOW) for change in quiet), later):
        await put(store, one)
        held = await store.outbox.hold(now=NOW)
        assert held
        await store.outbox.park(held, one, why="channel_not_found")
        await store.outbox.release(held)
    assert await store.outbox.unpark("C1", now=NOW) == MOST_PARKED
    rows = await store.redis.lrange(store.keys.outbox("C1"), 0, -1)
    kept = [key for row in rows for key in re.findall(r'"entry_key":"(\w+)"', row)]
    assert kept == ["first", *(f"q{n}" for n in range(2, MOST_PARKED)), "later"]


async def test_where_all_that_is_kept_aside_is_for_the_channel_the_oldest_goes(store: Store) -> None:
    for n in range(MOST_PARKED + 1):
        await put(store, alert(f"e{n}"))
        held = await store.outbox.hold(now=NOW)
        assert held
        await store.outbox.park(held, alert(f"e{n}"), why="channel_not_found")
        await store.outbox.release(held)
    assert await store.outbox.unpark("C1", now=NOW) == MOST_PARKED
    assert await store.outbox.head("C1") == alert("e1")


async def test_what_was_kept_aside_comes_back_first_after_an_invitation(store: Store) -> None:
    await put(store, alert("e1"), alert("e2"))
    held = await store.outbox.hold(now=NOW)
    assert held
    await store.outbox.park(held, alert("e1"), why="channel_not_found")
    await store.outbox.release(held)
    assert await store.outbox.unpark("C1", now=NOW) == 1
    assert await store.outbox.parked("C1") == ()
    assert await store.outbox.head("C1") == alert("e1")
    assert await store.outbox.waiting() == {"C1": 2}


async def test_what_is_loud_waits_for_no_queue_of_other_threads_lines(store: Store) -> None:
    """After 200 entries in a minute a flash on another story came behind 2,400 lines for threads, forty minutes late."""

    def line(key: str, item: str, **changed: object) -> Alert:
        target = Target(kind=TargetKind.WATCH, id=item)
        quiet = replace(alert(key).change, level=Level.ROUTINE, kind=ChangeKind.REPORT, target=target)
        return alert_for(replace(quiet, **changed), "C1", at=NOW)  # type: ignore[arg-type]

    ones = [line(f"r{n}", "one") for n in range(3)]
    others = [line(f"o{n}", "other") for n in range(3)]
    before, loud, after = line("b", PACT.id), alert("flash"), line("a", PACT.id)
    taken = line("t", "one", by="U0DANA", did="has this")
    await put(store, ones[0], others[0], before, *ones[1:], *others[1:], loud, after, taken)
    held = await store.outbox.hold(now=NOW)
    assert held
    assert await store.outbox.head("C1") == await store.outbox.head("C1") == before
    told = []
    while one := await store.outbox.head("C1"):
        told.append(one)
        await store.outbox.done(held, one)
    assert told == [before, loud, *ones, taken, *others, after]


async def test_what_is_kept_aside_while_the_rest_comes_back_is_not_lost(store: Store) -> None:
    """An invitation and a refusal may come at the same moment: each alert waits, or is kept aside."""
    for _ in range(20):
        await put(store, *(alert(f"e{n}") for n in range(40)))
        held = await store.outbox.hold(now=NOW)
        assert held

        async def keep_aside(held: Held) -> None:
            while one := await store.outbox.head("C1"):
                await store.outbox.park(held, one, why="channel_not_found")

        async def bring_back() -> None:
            for _ in range(30):
                await store.outbox.unpark("C1", now=NOW)

        await asyncio.gather(keep_aside(held), bring_back())
        await store.outbox.unpark("C1", now=NOW)
        assert await store.outbox.waiting() == {"C1": 40}
        await store.redis.flushall()


async def test_an_alert_that_is_no_longer_the_first_is_not_kept_aside_but_tried_again(store: Store) -> None:
    await put(store, alert("e1"), alert("e2"))
    held = await store.outbox.hold(now=NOW)
    assert held
    await store.outbox.park(held, alert("e1"), why="channel_not_found")
    await store.outbox.unpark("C1", now=NOW)
    await store.outbox.park(held, alert("e2"), why="channel_not_found")
    assert await store.outbox.parked("C1") == ()
    assert await store.outbox.waiting() == {"C1": 2}


async def test_what_cannot_be_read_is_kept_aside_once(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """One who had lost the queue meanwhile put the same row aside a second time."""
    await put(store, alert("e1"), alert("e2"))
    await store.redis.lset(store.keys.outbox("C1"), 0, '{"id": "of another shape"}')
    real = Transaction.commit

    async def after_another(tx: Transaction) -> None:
        monkeypatch.undo()
        assert await store.outbox.head("C1") == alert("e2")
        await real(tx)

    monkeypatch.setattr(Transaction, "commit", after_another)
    assert await store.outbox.head("C1") == alert("e2")
    assert await store.outbox.parked("C1") == ("written by another version",)


async def test_an_empty_row_holds_up_no_alert_behind_it(store: Store) -> None:
    await put(store, alert())
    await store.redis.lpush(store.keys.outbox("C1"), "")
    assert await store.outbox.head("C1") == alert()


async def test_a_second_attempt_knows_of_the_first(store: Store) -> None:
    first = await store.outbox.attempt(alert(), now=NOW)
    again = await store.outbox.attempt(alert(), now=NOW + timedelta(seconds=5))
    assert (first.again, again.again) == (False, True)
    assert again.first_at == NOW
    await store.threads.landed(alert(), Post(alert=alert().id, channel="C1", ts="1.2", thread_ts="1.1", at=NOW))
    assert (await store.outbox.attempt(alert(), now=NOW)).ts == "1.2"
    head = await store.threads.head("pact", PACT, "C1")
    assert head
    assert (head.ts, head.change) == ("1.1", alert().change)
    about = await store.threads.about("C1", "1.2")
    assert about
    assert about.target == PACT


async def test_replies_are_counted_once(store: Store) -> None:
    for ts in ("2.0", "2.0", "3.0"):
        await store.threads.replied("C1", "1.0", ts)
    await store.threads.unreplied("C1", "1.0", "3.0")
    assert await store.threads.replies("C1", "1.0") == 1


async def test_an_event_is_taken_once_and_left_over_until_done(store: Store) -> None:
    assert await store.inbox.take("Ev1", {"text": "hi"}, now=NOW)
    assert not await store.inbox.take("Ev1", {"text": "hi"}, now=NOW)
    later = NOW + timedelta(minutes=1)
    assert await store.inbox.left_over(now=later, older_than=timedelta(seconds=30)) == {"Ev1": {"text": "hi"}}
    await store.inbox.done("Ev1")
    assert await store.inbox.left_over(now=later, older_than=timedelta(seconds=30)) == {}


async def test_the_ledger_gives_its_newest_lines_first(store: Store) -> None:
    tx = store.transaction()
    for who in ("U1", "U2"):
        store.ledger.append(tx, LedgerLine(kind=LineKind.NOTE, at=NOW, who=who, slug="pact", target=str(PACT)))
    await tx.commit()
    assert [line.who for line in await store.ledger.read("pact")] == ["U2", "U1"]
    assert await store.ledger.read("pact", target="claim:c1") == ()


async def test_the_ledger_finds_what_is_asked_for_behind_thousands_of_other_lines(store: Store) -> None:
    """A story in its third week has more reports than anybody reads at once; what people decided is still known."""
    tx = store.transaction()
    for who in ("U1", "U2"):
        store.ledger.append(tx, LedgerLine(kind=LineKind.NOTE, at=NOW, who=who, slug="pact", target=str(PACT)))
    for _ in range(2500):
        store.ledger.append(tx, LedgerLine(kind=LineKind.EVIDENCE, at=NOW, who="watchdesk", slug="pact"))
    await tx.commit()
    notes = frozenset({LineKind.NOTE})
    assert [line.who for line in await store.ledger.read("pact", kinds=notes)] == ["U2", "U1"]
    assert [line.who for line in await store.ledger.read("pact", target=str(PACT))] == ["U2", "U1"]
    assert [line.who for line in await store.ledger.read("pact", kinds=notes, most=1)] == ["U2"]
    assert len(await store.ledger.read("pact")) == 1000, "and no more than anybody reads"
    assert len(await store.ledger.read("pact", most=2400)) == 2400


async def test_a_clock_that_is_behind_hides_no_line_of_the_ledger(store: Store) -> None:
    """The last line of a page, by a slow clock, ended the reading."""
    tx = store.transaction()
    for n in range(2000):
        at = NOW - timedelta(days=n == 1000)  # the last of the first page, read from the newest on
        store.ledger.append(tx, LedgerLine(kind=LineKind.EVIDENCE, at=at, who="watchdesk", slug="pact"))
    await tx.commit()
    assert len(await store.ledger.read("pact", since=NOW, most=5000)) == 1999


async def test_an_identity_is_forgotten_45_days_after_its_last_sight(store: Store) -> None:
    seen = Seen(key="k", title="T", summary="S", link="http://feeds.invalid/1", first_seen=NOW)
    tx = store.transaction()
    store.seen.remember(tx, URL, {"g:1": seen, "l:1": seen}, now=NOW)
    await tx.commit()
    assert await store.seen.known(URL, ["g:1", "g:2"]) == {"g:1": seen}
    for days, dropped in ((44, 0), (46, 2)):
        tx = store.transaction()
        store.seen.remember(tx, URL, {"g:2": seen}, now=NOW + timedelta(days=days))
        await tx.commit()
        assert await store.seen.prune(URL) == dropped
    assert set(await store.seen.known(URL, ["g:1", "l:1", "g:2"])) == {"g:2"}


async def test_what_is_known_of_an_entry_is_stored_once_and_found_under_each_identity(store: Store) -> None:
    """Each of five identities had all of it: 4.9 kB an entry."""
    seen = Seen(key="k", title="T", summary="S" * 600, link="http://feeds.invalid/1", first_seen=NOW)
    own = ["e:1", "g:1", "l:1", "k:1", "t:1"]
    tx = store.transaction()
    store.seen.remember(tx, URL, dict.fromkeys(own, seen), now=NOW)
    await tx.commit()
    (key,) = [str(key) async for key in store.redis.scan_iter(match="watchdesk:seen:*")]
    assert await store.redis.memory_usage(key, samples=0) < 1600
    assert await store.seen.known(URL, own) == dict.fromkeys(own, seen)
    assert await store.seen.known(URL, ["t:1", "g:2"]) == {"t:1": seen}

    edited = replace(seen, title="U", turns=1)
    tx = store.transaction()
    store.seen.remember(tx, URL, dict.fromkeys(["e:2", *own[1:4], "t:2"], edited), now=NOW)
    await tx.commit()
    assert await store.seen.known(URL, ["t:1", "g:1"]) == {"t:1": seen, "g:1": edited}, "as it was under that headline"

    await store.redis.hdel(key, "e:1")
    assert await store.seen.known(URL, own) == dict.fromkeys(own[1:4], edited)


async def test_what_an_earlier_version_knew_of_an_entry_is_known(store: Store) -> None:
    seen = Seen(key="k", title="T", summary="S", link="http://feeds.invalid/1", first_seen=NOW)
    tx = store.transaction()
    store.seen.remember(tx, URL, {"e:1": seen}, now=NOW)
    await tx.commit()
    (key,) = [str(key) async for key in store.redis.scan_iter(match="watchdesk:seen:*")]
    row = await store.redis.hget(key, "e:1")
    await store.redis.hset(key, mapping={"g:1": str(row), "t:1": str(row)})
    assert await store.seen.known(URL, ["g:1", "t:1"]) == {"g:1": seen, "t:1": seen}


async def test_no_redis_is_a_sentence_without_the_password() -> None:
    with pytest.raises(StoreError, match=r"127\.0\.0\.1:1/0 cannot be reached") as caught:
        async with open_store("redis://:hunter2@127.0.0.1:1/0", Path()):
            pass
    assert "hunter2" not in str(caught.value)


@pytest.mark.parametrize("user", ["", ":wrong@"])
async def test_a_redis_that_wants_a_password_says_where_it_goes(tmp_path: Path, user: str) -> None:
    """It said that HELLO must be called with the client already authenticated."""
    port = free_port()
    server = await asyncio.create_subprocess_exec(
        str(binary()),
        "--port",
        str(port),
        "--requirepass",
        "secret",
        "--save",
        "",
        cwd=tmp_path,
        stdout=subprocess.DEVNULL,
    )

    async def listens() -> bool:
        try:
            _, writer = await asyncio.open_connection("127.0.0.1", port)
        except OSError:
            return False
        writer.close()
        return True

    try:
        await wait_until(listens, description="Valkey listens")
        with pytest.raises(
            StoreError, match=r"user or password in REDIS_URL is missing or wrong: redis://user:password@"
        ):
            async with open_store(f"redis://{user}127.0.0.1:{port}/0", tmp_path):
                pass
    finally:
        server.terminate()
        await server.wait()


_DIE = """
import asyncio, os, sys
from pathlib import Path
from bot.store.feeds import Claimed
from bot.store.store import open_store
async def main():
    async with open_store("", Path(sys.argv[1])) as store:
        await store.redis.set("watchdesk:story:kept", "yes")
        os.kill(os.getpid(), 9)
asyncio.run(main())
"""


async def test_the_embedded_valkey_outlives_a_killed_process_and_is_adopted(tmp_path: Path) -> None:
    died = subprocess.run([sys.executable, "-c", _DIE, str(tmp_path)], check=False)
    assert died.returncode == -9
    async with open_store("", tmp_path) as store:
        assert await store.redis.get("watchdesk:story:kept") == "yes"
    async with open_store("", tmp_path) as store:
        assert await store.redis.get("watchdesk:story:kept") == "yes", "and stopping it cleanly keeps it too"


async def test_whoever_is_cancelled_while_talking_to_redis_stays_cancelled(store: Store) -> None:
    """redis-py's own socket_timeout swallowed half of these on Python 3.11: nothing stopped on SIGTERM any more."""

    async def ask_for_ever() -> None:
        while True:
            await store.ping()

    for turns in range(40):
        task = asyncio.create_task(ask_for_ever())
        for _ in range(turns):
            await asyncio.sleep(0)
        task.cancel()
        done, _ = await asyncio.wait([task], timeout=1)
        task.cancel()
        assert done, f"cancelled after {turns} turns of the loop"


_SHARE = """
import asyncio, sys
from pathlib import Path
from bot.store.feeds import Claimed
from bot.store.store import open_store
async def main():
    async with open_store("", Path(sys.argv[1])) as store:
        await store.redis.sadd("watchdesk:stories", sys.argv[2])
        while await store.redis.scard("watchdesk:stories") < 4:
            await asyncio.sleep(0.05)
asyncio.run(asyncio.wait_for(main(), 20))
"""


async def test_processes_that_start_at_once_share_one_embedded_valkey(tmp_path: Path) -> None:
    """Each ends when it sees what the others wrote; the last to leave stops the server."""
    for name in ("a", "b", "c"):
        together = [
            subprocess.Popen([sys.executable, "-c", _SHARE, str(tmp_path / name), str(i)], stderr=subprocess.DEVNULL)
            for i in range(4)
        ]
        assert [p.wait(30) for p in together] == [0, 0, 0, 0]
        assert not (tmp_path / name / "valkey" / "valkey.sock").exists()


_LEAVE = """
import asyncio, sys
from pathlib import Path
from bot.store.feeds import Claimed
from bot.store.keys import FEED_LEASE_MS
from bot.store.store import open_store
async def main():
    async with open_store("", Path(sys.argv[1])) as store:
        for _ in range(20):
            await store.redis.incr("watchdesk:ledger:x")
            await asyncio.sleep(0.005)
for _ in range(8):
    asyncio.run(main())
"""


async def test_processes_that_come_and_go_never_stop_it_under_another(tmp_path: Path) -> None:
    together = [subprocess.Popen([sys.executable, "-c", _LEAVE, str(tmp_path)]) for _ in range(3)]
    assert [p.wait(60) for p in together] == [0, 0, 0]
    async with open_store("", tmp_path) as store:
        assert await store.redis.get("watchdesk:ledger:x") == str(3 * 8 * 20)
