"""The watchers' path over real HTTP and a real store: what is recorded, once, and what stays quiet."""

import asyncio
import json
import os
import sys
import threading
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from itertools import pairwise
from pathlib import Path
from typing import Any
from unittest.mock import Mock
from xml.sax.saxutils import escape

import pytest
from aiohttp import web
from structlog.testing import capture_logs

from bot.blocks.answers import Works, health
from bot.blocks.howread import why_entry
from bot.domain.change import ChangeKind
from bot.domain.entry import Entry
from bot.domain.feedstate import FeedState, FeedStatus
from bot.domain.ledger import LineKind
from bot.domain.missed import Missed
from bot.domain.standing import WatchState
from bot.domain.story import Actor, Claim, Direction, Feed, Grade, Signal, Source, Story, WatchItem, Weight
from bot.store.importing import follow, import_story
from bot.store.standings import targets
from bot.store.store import Store
from tests.conftest import wait_until
from watchers import pipeline, reading
from watchers.beforehand import View
from watchers.decided import Decided
from watchers.fetch.fetcher import Fetcher
from watchers.identify.sightings import Sighting
from watchers.match.matcher import Matcher
from watchers.model.reader import Chances, Reader
from watchers.pace.cadence import Pace
from watchers.parse.parser import Parser
from watchers.pipeline import Pipeline

PACE = Pace(min_seconds=0.2, max_seconds=0.4)
HOSTS = frozenset({"127.0.0.1"})


@dataclass
class Paper:
    """A feed server with one feed, whose entries and manners the test sets."""

    entries: list[tuple[str, str, str]] = field(default_factory=list)
    days: dict[str, datetime] = field(default_factory=dict)
    status: int = 200
    body: bytes | None = None
    etag: str = ""
    max_age: str = ""
    moves: dict[str, str] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    polled: list[float] = field(default_factory=list)
    host: str = "127.0.0.1"
    port: int = 0
    prefix: str = ""

    def __post_init__(self) -> None:
        self._day = datetime(2026, 5, 8, tzinfo=UTC)

    @property
    def url(self) -> str:
        return f"http://{self.host}:{self.port}/feed"

    def rss(self) -> bytes:
        items = "".join(
            f"<item><guid isPermaLink='false'>{self.prefix}{guid}</guid><title>{escape(title)}</title>"
            f"<link>http://paper.invalid/{guid}</link><description>{escape(text)}</description>"
            f"<pubDate>{format_datetime(self.days.get(guid, self._day))}</pubDate></item>"
            for guid, title, text in self.entries
        )
        return f"<rss version='2.0'><channel><title>Paper</title>{items}</channel></rss>".encode()

    async def answer(self, request: web.Request) -> web.Response:
        """`{page}` in an entry is the query of the address it is asked under."""
        self.polled.append(time.monotonic())
        self.asked.append(request.path)
        if to := self.moves.get(request.path):
            return web.Response(status=301, headers={"Location": to})
        if self.status != 200:
            return web.Response(status=self.status)
        if self.etag and request.headers.get("If-None-Match") == self.etag:
            return web.Response(status=304)
        body = self.rss().replace(b"{page}", request.query_string.encode()) if self.body is None else self.body
        said = {"ETag": self.etag, "Cache-Control": self.max_age}
        headers = {name: value for name, value in said.items() if value}
        return web.Response(body=body, content_type="application/rss+xml", headers=headers)


@asynccontextmanager
async def served(paper: Paper) -> AsyncIterator[Paper]:
    app = web.Application()
    app.add_routes([web.get("/feed{more:.*}", paper.answer)])
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, paper.host, 0).start()
    paper.port = runner.addresses[0][1]
    try:
        yield paper
    finally:
        await runner.cleanup()


@pytest.fixture
async def paper() -> AsyncIterator[Paper]:
    async with served(Paper(entries=[("old", "Avalon harbour pact is close", "Before anybody watched.")])) as one:
        yield one


@dataclass
class Rig:
    """One feed, one story, one channel, and polls at will."""

    store: Store
    paper: Paper
    pipeline: Pipeline
    clock: list[datetime]

    async def poll(self) -> None:
        self.clock[0] += timedelta(minutes=5)
        claimed = await self.store.feeds.claim(now=self.clock[0], latest_seconds=86_400)
        assert claimed, "the feed is due"
        await self.pipeline.poll(claimed)

    async def poll_twice(self) -> None:
        """Both of two feeds."""
        await self.poll()
        await self.poll()

    async def alerts(self) -> list[str]:
        """Kinds of the alerts in the outbox, oldest first."""
        rows = await self.store.redis.lrange(self.store.outbox.keys.outbox("C1"), 0, -1)
        return [str(json.loads(row)["change"]["kind"]) for row in rows]

    async def state(self) -> str:
        story = await self.store.stories.get("pact")
        assert story
        found = await self.store.standings.of(story, now=self.clock[0])
        return found.standings[targets(story)[0]].value


def story(*urls: str) -> Story:
    return Story(
        slug="pact",
        title="The pact",
        sources=(Source(name="Paper", grade=Grade.A),),
        feeds=tuple(Feed(url=u, source="Paper") for u in urls),
        actors=(Actor(name="Avalon"),),
        watch_items=(
            WatchItem(
                id="pact",
                question="Is the pact signed?",
                actors=("Avalon",),
                anchors="pact|treaty",
                signals=(
                    Signal(words='"close" pact', direction=Direction.TOWARD, weight=Weight.STRONG),
                    Signal(words='"signs" pact', direction=Direction.TOWARD, weight=Weight.DECISIVE),
                ),
            ),
        ),
    )


@pytest.fixture
async def rig(store: Store, paper: Paper) -> AsyncIterator[Rig]:
    clock = [datetime(2026, 5, 8, 6, tzinfo=UTC)]
    await import_story(store, story(paper.url), by="test", now=clock[0])
    await follow(store, "pact", "C1", by="test", now=clock[0])
    async with Fetcher(user_agent="test", allow_hosts=HOSTS) as fetcher, Parser() as parser:
        yield Rig(store, paper, Pipeline(store, fetcher, parser, PACE, lambda: clock[0]), clock)


async def test_the_first_poll_is_a_silent_baseline(rig: Rig) -> None:
    await rig.poll()
    assert await rig.alerts() == []
    assert await rig.state() == WatchState.WATCHING
    assert (await rig.store.feeds.get(rig.paper.url)).status is FeedStatus.HEALTHY


async def test_what_a_first_poll_found_says_so_when_asked(rig: Rig) -> None:
    """No feed had brought it, /watch why said, of the very report the desk asked about on its first day."""
    rig.paper.entries.insert(0, ("n1", "Avalon says pact is close", "Talks went on."))
    await rig.poll()
    (trace,) = await rig.store.seen.traces_of("http://paper.invalid/n1")
    assert (trace.title, trace.decision) == ("Avalon says pact is close", Missed.FIRST_READING)
    assert trace.lines[0].startswith("otherwise: watch:pact state")
    assert await rig.store.standings.evidence("pact", since=rig.clock[0] - timedelta(days=9)) == ()


async def test_a_new_entry_that_matches_becomes_one_alert(rig: Rig) -> None:
    await rig.poll()
    rig.paper.entries.insert(0, ("n1", "Avalon says pact is close", "Talks went on."))
    await rig.poll()
    assert await rig.alerts() == [ChangeKind.STATE]
    assert await rig.state() == WatchState.SIGNAL
    lines = await rig.store.ledger.read("pact", target="watch:pact")
    assert [(x.kind, x.who) for x in lines] == [("state", "watchdesk"), ("evidence", "watchdesk")]
    assert all(x.why for x in lines)


class Hanging(Paper):
    """Answers no address that asks for it, and says when the first one is asked for."""

    def __init__(self) -> None:
        super().__init__()
        self.hung = asyncio.Event()

    async def answer(self, request: web.Request) -> web.Response:
        if request.query_string:
            self.hung.set()
            await asyncio.sleep(4)
        return await super().answer(request)


async def test_a_feed_that_had_no_turn_has_not_failed_and_is_tried_next(store: Store) -> None:
    """Two that hung made every other feed of their host fail, and be asked ever less often."""
    now = datetime(2026, 5, 8, 6, tzinfo=UTC)
    async with (
        served(paper := Hanging()),
        Fetcher(user_agent="test", allow_hosts=HOSTS, total_seconds=1.5, turn_seconds=2.2, per_host=1) as fetcher,
        Parser() as parser,
    ):
        hanging = [f"{paper.url}?{n}" for n in range(2)]
        await import_story(store, story(paper.url, *hanging), by="test", now=now)
        one = Pipeline(store, fetcher, parser, PACE, lambda: now)
        sound, *others = [await store.feeds.claim(now=now, latest_seconds=60) for _ in range(3)]
        assert sound
        assert sound.url == paper.url
        polls = [asyncio.create_task(one.poll(claimed)) for claimed in others if claimed]
        await paper.hung.wait()
        await asyncio.sleep(0.2)  # the second waits for its turn too
        await one.poll(sound)
        assert await store.feeds.get(paper.url) == FeedState(url=paper.url, no_turn_at=now)
        await asyncio.gather(*polls)
        assert [(await store.feeds.get(url)).failures for url in hanging] == [1, 1]
        again = await store.feeds.claim(now=now, latest_seconds=60)
        assert again
        assert again.url == paper.url
        await one.poll(again)
        assert (await store.feeds.get(paper.url)).ok_at == now


@pytest.mark.parametrize("title", ["", "   ", "-", "🔴"])
async def test_a_post_without_a_title_is_read_by_its_text(rig: Rig, title: str) -> None:
    """It broke the reading of its feed for as long as the feed had it."""
    await rig.poll()
    rig.paper.entries.insert(0, ("n2", "Avalon says treaty is close", "Talks went on."))
    rig.paper.entries.insert(0, ("n1", title, "Avalon signs pact with Belmont. It is done."))
    await rig.poll()
    found = await rig.store.standings.evidence("pact", since=rig.clock[0] - timedelta(days=9))
    assert await rig.state() == WatchState.PROPOSED
    assert (title.strip() or "Avalon signs pact with Belmont.") in {e.title for e in found}


async def test_an_entry_that_breaks_a_stage_holds_up_no_other(rig: Rig, monkeypatch: pytest.MonkeyPatch) -> None:
    await rig.poll()
    sound = reading._decide

    def breaks(view: View, sighting: Sighting, *rest: Any, now: datetime) -> Decided:
        if "hopes" in sighting.entry.title:
            raise IndexError("list index out of range")
        return sound(view, sighting, *rest, now=now)

    monkeypatch.setattr(reading, "_decide", breaks)
    rig.paper.entries.insert(0, ("n1", "Avalon hopes for pact", "Talks went on."))
    rig.paper.entries.insert(0, ("n2", "Avalon says pact is close", "Talks went on."))
    with capture_logs() as logs:
        await rig.poll()
    assert await rig.alerts() == [ChangeKind.STATE]
    (trace,) = await rig.store.seen.traces_of("http://paper.invalid/n1")
    assert (trace.decision, trace.lines) == (Missed.BROKEN, ("IndexError: list index out of range",))
    assert [x["link"] for x in logs if x["event"] == "entry not read"] == ["http://paper.invalid/n1"]
    (line,) = await rig.store.ledger.read("pact", kinds=frozenset({LineKind.BROKEN}))
    assert (line.data["link"], line.why) == ("http://paper.invalid/n1", trace.lines[0])


async def test_where_the_machine_is_at_its_end_the_poll_fails_and_the_entry_is_not_taken_for_seen(
    rig: Rig, monkeypatch: pytest.MonkeyPatch
) -> None:
    await rig.poll()
    monkeypatch.setattr(reading, "_decide", Mock(side_effect=MemoryError))
    rig.paper.entries.insert(0, ("n1", "Avalon says pact is close", "Talks went on."))
    with pytest.raises(MemoryError):
        await rig.poll()
    assert await rig.store.seen.traces_of("http://paper.invalid/n1") == ()


async def test_the_log_says_which_story_decided_so(rig: Rig) -> None:
    """Two stories may read one feed, and their lines were alike."""
    await rig.poll()
    rig.paper.entries.insert(0, ("n1", "Avalon says pact is close", "Talks went on."))
    with capture_logs() as logs:
        await rig.poll()
    (told,) = [x for x in logs if x["event"] == "decided" and x["decision"] != Missed.READ_BEFORE]
    assert (told["slug"], told["decision"]) == ("pact", "watch:pact state")


async def test_a_story_is_compiled_once_and_off_the_event_loop(rig: Rig, monkeypatch: pytest.MonkeyPatch) -> None:
    threads: list[int] = []

    def compiled(story: Story) -> Matcher:
        threads.append(threading.get_ident())
        return Matcher(story)

    monkeypatch.setattr(pipeline, "Matcher", compiled)
    for number in (1, 2):
        rig.paper.entries.insert(0, (f"n{number}", f"Avalon waits, day {number}", ""))
        await rig.poll()
    assert len(threads) == 1
    assert threads[0] != threading.get_ident()


async def test_an_unverified_claim_is_told_of_once_when_somebody_reports_it_and_not_by_the_baseline(rig: Rig) -> None:
    claims = tuple(Claim(id=i, text="The pact is close.", supported_by=('"close" pact',)) for i in ("near", "soon"))
    unverified = replace(story(rig.paper.url), watch_items=(), claims=claims)
    await import_story(rig.store, unverified, by="test", now=rig.clock[0])
    await rig.poll()
    assert await rig.alerts() == [], "the baseline says so, quietly"
    for number in (1, 2):
        rig.paper.entries.insert(0, (f"n{number}", f"Avalon harbour pact is close, day {number}", ""))
        await rig.poll()
    rows = [json.loads(row) for row in await rig.store.redis.lrange("watchdesk:outbox:C1", 0, -1)]
    assert [(r["change"]["level"], r["change"]["target"]["id"]) for r in rows if r["change"]["kind"] == "state"] == [
        ("urgent", "near"),
        ("routine", "soon"),
    ]


async def test_re_dated_re_ordered_and_returning_entries_are_quiet(rig: Rig) -> None:
    rig.paper.entries = [("a", "Avalon weather", ""), ("b", "Avalon pact close again", "")]
    await rig.poll()
    both = list(rig.paper.entries)
    for entries in (both[::-1], both[:1], both, [("c", "Night ferries", ""), *both]):
        rig.paper.entries = entries
        await rig.poll()
    assert await rig.alerts() == []


async def test_an_old_report_that_a_search_feed_brings_up_is_not_news(rig: Rig) -> None:
    await rig.poll()
    rig.paper.days["n1"] = rig.clock[0] - timedelta(days=60)
    rig.paper.entries.insert(0, ("n1", "Avalon says pact is close", "Talks went on."))
    await rig.poll()
    assert await rig.alerts() == []
    (trace,) = await rig.store.seen.traces_of("http://paper.invalid/n1")
    assert "60 days before" in str(trace)


async def test_a_feed_whose_dates_are_all_wrong_is_read_all_the_same(rig: Rig) -> None:
    rig.paper.days |= dict.fromkeys(("old", "n1"), datetime(1970, 1, 1, tzinfo=UTC))
    await rig.poll()
    rig.paper.entries.insert(0, ("n1", "Avalon says pact is close", "Talks went on."))
    await rig.poll()
    assert await rig.alerts() == [ChangeKind.STATE]


async def test_a_changed_headline_of_cited_evidence_is_an_edit(rig: Rig) -> None:
    await rig.poll()
    rig.paper.entries.insert(0, ("n1", "Avalon says pact is close", "Talks went on."))
    await rig.poll()
    rig.paper.entries[0] = ("n1", "Avalon says pact is very close", "Talks went on.")
    await rig.poll()
    assert await rig.alerts() == [ChangeKind.STATE, ChangeKind.EDIT]
    rig.paper.entries[0] = ("n1", "Avalon holds talks in the capital", "Talks went on.")
    await rig.poll()
    assert await rig.alerts() == [ChangeKind.STATE, ChangeKind.EDIT, ChangeKind.STATE], "nobody says that it is close"


async def test_a_report_under_a_new_headline_is_one_report_told_once(rig: Rig, other: Paper) -> None:
    """Both headlines were kept in the order of the alphabet: why had it twice, and a second feed's edit was news again."""
    other.prefix = "tag:other.invalid,2026:"
    await rig.poll_twice()
    for title in ("Avalon says pact is close", "Avalon goes home"):
        rig.paper.entries[:1] = other.entries[:1] = [("n1", title, "Talks went on.")]
        await rig.poll_twice()
    kept = await rig.store.standings.evidence("pact", since=rig.clock[0] - timedelta(days=3))
    assert [e.title for e in kept] == ["Avalon goes home"]
    assert len(await rig.store.ledger.read("pact", kinds=frozenset({LineKind.EVIDENCE}))) == 2


async def test_a_headline_that_goes_back_is_told_each_time(rig: Rig) -> None:
    """Its exact identity led to what it had once been, and the return of a headline was read by nobody."""
    titles = ("Avalon talks on pact go on", "Avalon says pact is close", "Avalon denies pact is close")
    await rig.poll()
    for title in (titles[0], *titles[1:] * 12):
        rig.paper.entries[:1] = [("n1", title, "Talks went on.")]
        await rig.poll()
    told = [json.loads(row) for row in await rig.store.redis.lrange(rig.store.outbox.keys.outbox("C1"), 0, -1)]
    headlines = [t["change"]["evidence"]["title"] for t in told]
    assert headlines == [titles[0], *titles[1:], titles[1]][-len(headlines) :], "and one that goes to and fro no more"
    assert len({t["id"] for t in told}) == len(told) >= 3


async def test_a_feed_of_a_story_that_cannot_be_read_waits_and_loses_nothing(rig: Rig) -> None:
    await rig.poll()
    key = rig.store.keys.story("pact")
    stored = str(await rig.store.redis.get(key))
    rig.paper.entries.insert(0, ("n1", "Avalon says pact is close", "Talks went on."))
    await rig.store.redis.set(key, stored.replace('"title":', '"heading":'))
    await rig.poll()
    assert "a story that names it cannot be read" in (await rig.store.feeds.get(rig.paper.url)).error
    await rig.store.redis.set(key, stored)
    rig.clock[0] += timedelta(hours=2)
    await rig.poll()
    assert await rig.alerts() == [ChangeKind.STATE]


async def test_a_report_people_called_not_relevant_stays_silent_when_its_headline_changes(rig: Rig) -> None:
    await rig.poll()
    rig.paper.entries.insert(0, ("n1", "Avalon says pact is close", "Talks went on."))
    await rig.poll()
    (cited,) = await rig.store.standings.evidence("pact", since=rig.clock[0] - timedelta(hours=1))
    tx = rig.store.transaction()
    rig.store.standings.dismiss(tx, "pact", cited.id, by="U1")
    await tx.commit()
    rig.paper.entries[0] = ("n1", "Avalon signs pact", "Talks went on.")
    await rig.poll()
    assert await rig.alerts() == [ChangeKind.STATE]


@pytest.mark.parametrize(
    ("status", "body"),
    [
        (503, None),
        (200, b"<!doctype html><html><body>Access denied</body></html>"),
        (200, b""),
        (200, b"\x00\xff\xfe garbage"),
        (200, b"<rss version='2.0'><channel><title>Paper</title></channel></rss>"),
    ],
)
async def test_a_broken_or_empty_answer_marks_the_feed_and_forgets_nothing(
    rig: Rig, status: int, body: bytes | None
) -> None:
    await rig.poll()
    rig.paper.status, rig.paper.body = status, body
    rig.clock[0] += timedelta(hours=1)
    await rig.poll()
    state = await rig.store.feeds.get(rig.paper.url)
    assert state.error or state.status is FeedStatus.EMPTY
    rig.paper.status, rig.paper.body = 200, None
    rig.paper.entries.insert(0, ("n1", "Avalon says pact is close", ""))
    rig.clock[0] += timedelta(hours=1)
    await rig.poll()
    assert await rig.alerts() == [ChangeKind.STATE], "the old entry is still known, the new one is news"
    assert (await rig.store.feeds.get(rig.paper.url)).healthy


async def test_a_feed_that_breaks_off_before_its_first_entry_is_failing_and_not_empty(rig: Rig) -> None:
    """Silence that nobody could have heard through is not a quiet day."""
    await rig.poll()
    rig.paper.body = rig.paper.rss().partition(b"</item>")[0]
    for _ in range(3):
        rig.clock[0] += timedelta(hours=1)
        await rig.poll()
    state = await rig.store.feeds.get(rig.paper.url)
    assert (state.status, state.healthy) == (FeedStatus.FAILING, False)
    assert state.error == f"127.0.0.1:{rig.paper.port}/feed breaks off before its first whole entry"


async def test_what_came_after_the_place_where_a_feed_broke_off_is_read_at_the_next_poll(rig: Rig) -> None:
    """Half the feed under the whole feed's ETag: a server asked with that says that nothing changed."""
    await rig.poll()
    rig.paper.entries.insert(0, ("n1", "Night ferries", ""))
    rig.paper.entries.append(("n2", "Avalon says pact is close", ""))
    rig.paper.etag = '"2"'
    rig.paper.body = rig.paper.rss().rpartition(b"<item>")[0]
    await rig.poll()
    assert await rig.alerts() == []
    rig.paper.body = None
    await rig.poll()
    assert await rig.alerts() == [ChangeKind.STATE]


class Counting(Reader):
    """A reader that says nothing of anything, and counts how often it is asked."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def chances(self, question: str, entry: Entry) -> Chances:
        self.asked.append(f"{question} {entry.title}")
        return Chances(none=1.0, up=0.0, down=0.0, happened=0.0, ruled_out=0.0)


async def test_what_a_baseline_brings_is_not_read_as_a_whole(rig: Rig) -> None:
    rig.pipeline.semantic.reader = reader = Counting()
    await rig.poll()
    assert reader.asked == []
    rig.paper.entries.insert(0, ("new", "Avalon is all smiles", ""))
    await rig.poll()
    assert reader.asked == ["Is the pact signed? (Avalon) Avalon is all smiles"]


async def test_half_a_feed_is_no_baseline(rig: Rig) -> None:
    rig.paper.entries.append(("old too", "Avalon pact is as close as ever", ""))
    rig.paper.body = rig.paper.rss().rpartition(b"<item>")[0]
    await rig.poll()
    rig.paper.body = None
    await rig.poll()
    assert await rig.alerts() == []
    rig.paper.entries.insert(0, ("n1", "Avalon says pact is close", ""))
    await rig.poll()
    assert await rig.alerts() == [ChangeKind.STATE]


async def test_a_feed_that_fails_three_times_is_marked_and_polled_on(rig: Rig) -> None:
    await rig.poll()
    rig.paper.status = 500
    for _ in range(3):
        rig.clock[0] += timedelta(hours=1)
        await rig.poll()
    state = await rig.store.feeds.get(rig.paper.url)
    assert (state.status, state.failures) == (FeedStatus.FAILING, 3)
    assert "500" in state.error
    assert state.due_at
    assert state.due_at > rig.clock[0]


async def test_how_an_entry_was_decided_can_be_asked_by_any_spelling_of_its_link(rig: Rig) -> None:
    await rig.poll()
    rig.paper.entries.insert(0, ("n1", "Night ferries return", ""))
    await rig.poll()
    (trace,) = await rig.store.seen.traces_of("https://www.paper.invalid/n1?utm_source=x")
    assert (trace.slug, trace.decision) == ("pact", "no actor of the story")


async def test_another_story_that_reads_the_same_article_keeps_its_own_trace(rig: Rig) -> None:
    """Found reading the code: the second feed to bring a link overwrote what the first story had made of it."""
    async with served(Paper(entries=[("x-old", "Night ferries", "")])) as other:
        second = replace(story(other.url), slug="treaty", actors=(Actor(name="Belmont"),))
        await import_story(rig.store, second, by="test", now=rig.clock[0])
        await rig.poll_twice()
        for paper in (rig.paper, other):
            paper.entries.insert(0, ("n1", "Avalon says pact is close", ""))
            await rig.poll_twice()
    traces = {t.slug: t for t in await rig.store.seen.traces_of("http://paper.invalid/n1")}
    assert traces["treaty"].decision == "no actor of the story"
    assert traces["pact"].decision == "watch:pact state"
    first, *reasons = traces["pact"].lines
    assert first == "watch:pact: state: Avalon's word (via Paper) points to yes"
    assert sum('"close" pact' in line for line in reasons) == 1, "an editor's own words are told once"


@pytest.fixture
async def other(rig: Rig) -> AsyncIterator[Paper]:
    """A second feed of the story with the same articles under guids of its own; both have their baseline."""
    async with served(Paper(entries=[("x-old", "Night ferries", "")])) as one:
        await import_story(rig.store, story(rig.paper.url, one.url), by="test", now=rig.clock[0])
        await rig.poll_twice()
        yield one


async def test_the_same_article_through_two_feeds_is_one_report(rig: Rig, other: Paper) -> None:
    rig.paper.entries.insert(0, ("n1", "Avalon says pact is close", ""))
    await rig.poll_twice()
    rig.clock[0] += timedelta(days=4)
    other.entries.insert(0, ("n1", "Avalon says pact is close", ""))
    await rig.poll_twice()
    assert await rig.alerts() == [ChangeKind.STATE], "days later too"
    (trace,) = await rig.store.seen.traces_of("http://paper.invalid/n1")
    assert trace.decision == "watch:pact state", "how it was decided is not overwritten by its second coming"


async def test_a_headline_changed_in_two_feeds_is_one_edit_and_changed_again_another(rig: Rig, other: Paper) -> None:
    other.prefix = "tag:other.invalid,2026:"
    rig.paper.entries.insert(0, ("n1", "Avalon says pact is close", ""))
    other.entries.insert(0, ("n1", "Avalon says pact is close", ""))
    await rig.poll_twice()
    for title in ("Avalon says pact is very close", "Avalon holds talks", "Avalon goes home"):
        rig.paper.entries[0] = other.entries[0] = ("n1", title, "")
        await rig.poll_twice()
    assert await rig.alerts() == [ChangeKind.STATE, ChangeKind.EDIT, ChangeKind.STATE, ChangeKind.EDIT]


async def test_an_edit_of_a_report_on_an_item_the_story_has_dropped_is_quiet(rig: Rig) -> None:
    await rig.poll()
    rig.paper.entries.insert(0, ("n1", "Avalon says pact is close", ""))
    await rig.poll()
    await import_story(rig.store, replace(story(rig.paper.url), watch_items=()), by="test", now=rig.clock[0])
    rig.paper.entries[0] = ("n1", "Avalon holds talks", "")
    await rig.poll()
    assert await rig.alerts() == [ChangeKind.STATE]
    assert (await rig.store.feeds.get(rig.paper.url)).healthy


async def test_two_stories_on_one_feed_both_say_how_they_decided(rig: Rig) -> None:
    harbour = Story(slug="harbour", title="The harbour", feeds=story(rig.paper.url).feeds, actors=(Actor(name="Kent"),))
    await import_story(rig.store, harbour, by="test", now=rig.clock[0])
    await rig.poll()
    rig.paper.entries.insert(0, ("n1", "Avalon says pact is close", ""))
    await rig.poll()
    decisions = {t.slug: t.decision for t in await rig.store.seen.traces_of("http://paper.invalid/n1")}
    assert decisions == {"harbour": "no actor of the story", "pact": "watch:pact state"}


async def test_a_feed_dropped_while_it_is_polled_does_not_come_back(rig: Rig) -> None:
    claimed = await rig.store.feeds.claim(now=rig.clock[0], latest_seconds=86_400)
    assert claimed
    await import_story(rig.store, story(), by="test", now=rig.clock[0])
    await rig.pipeline.poll(claimed)
    assert await rig.store.feeds.all() == {}


async def test_many_feeds_that_change_at_once_all_get_through(rig: Rig) -> None:
    """Each writes to the same story, so all but one must think again, and again."""
    urls = [f"{rig.paper.url}?{i}" for i in range(24)]
    await import_story(rig.store, story(*urls), by="test", now=rig.clock[0])
    for round_ in ("old", "new"):
        rig.paper.entries = [(f"{round_}-{{page}}", f"Avalon says pact is close: day {{page}} of {round_}", "")]
        rig.clock[0] += timedelta(hours=2)
        claimed = [await rig.store.feeds.claim(now=rig.clock[0], latest_seconds=86_400) for _ in urls]
        await asyncio.gather(*(rig.pipeline.poll(c) for c in claimed if c))
    assert len(await rig.alerts()) == len(urls)


async def test_two_watcher_processes_poll_each_feed_once_per_due_time_and_alert_once(
    store: Store, paper: Paper, valkey_url: str, tmp_path: Path
) -> None:
    """Polled oftener than one process alone would, some gap would be shorter than the fastest poll."""
    now = datetime.now(UTC)
    await import_story(store, story(paper.url), by="test", now=now)
    await follow(store, "pact", "C1", by="test", now=now)
    env = {
        **os.environ,
        "REDIS_URL": valkey_url,
        "WATCHDESK_ALLOW_HOSTS": "127.0.0.1",
        "WATCHDESK_MIN_POLL_SECONDS": "0.3",
        "WATCHDESK_MAX_POLL_SECONDS": "0.5",
        "WATCHDESK_HTTP_PORT": "0",
    }
    command = (sys.executable, "-m", "bot", "run", "--only", "watchers")
    both = [
        await asyncio.create_subprocess_exec(*command, env=env, cwd=tmp_path, stderr=asyncio.subprocess.DEVNULL)
        for _ in range(2)
    ]

    async def baseline() -> bool:
        return (await store.feeds.get(paper.url)).baseline_at is not None

    async def alerted() -> bool:
        return bool(await store.outbox.waiting())

    await wait_until(baseline, description="the baseline", seconds=30)
    paper.entries.insert(0, ("n1", "Avalon says pact is close", ""))
    await wait_until(alerted, description="an alert in the outbox")
    await asyncio.sleep(3)
    for process in both:
        process.terminate()
    assert [await process.wait() for process in both] == [0, 0], "told to stop, they stop"
    assert await store.outbox.waiting() == {"C1": 1}
    gaps = [b - a for a, b in pairwise(paper.polled)]
    assert len(gaps) > 4
    assert min(gaps) > 0.3 * 0.9 * 0.9, gaps


async def test_a_feed_that_asked_for_time_gets_it_after_a_304_too(rig: Rig) -> None:
    """Its 304s have no Cache-Control, as many servers' have none."""
    slow = replace(rig, pipeline=replace(rig.pipeline, pace=Pace(min_seconds=60, max_seconds=3600)))
    rig.paper.etag, rig.paper.max_age = '"1"', "max-age=3000"
    for _ in range(3):
        rig.clock[0] += timedelta(hours=2)
        await slow.poll()
        state = await rig.store.feeds.get(rig.paper.url)
        assert state.due_at
        assert state.due_at - rig.clock[0] == timedelta(seconds=3000)
    assert len(rig.paper.polled) == 3


async def test_a_feed_that_moved_for_good_is_read_at_its_new_address_and_is_the_same_feed(rig: Rig) -> None:
    await rig.poll()
    rig.paper.moves["/feed"] = "/feed/new"
    rig.paper.entries.insert(0, ("n1", "Avalon says pact is close", ""))
    for _ in range(3):
        await rig.poll()
        rig.clock[0] += timedelta(hours=1)
    state = await rig.store.feeds.get(rig.paper.url)
    assert (state.moved, state.address) == (True, f"{rig.paper.url}/new")
    told = str(health(Works(feeds={state.url: state}), now=rig.clock[0]))
    assert f"has moved and is read at its new address; name that in the story file: {rig.paper.url}/new" in told
    rig.paper.asked.clear()
    rig.paper.entries.insert(0, ("n2", "Avalon signs pact", ""))
    await rig.poll()
    assert rig.paper.asked == ["/feed/new"], "the old address is asked no more"
    assert await rig.alerts() == [ChangeKind.STATE, ChangeKind.STATE], "each entry once"
    saved = await rig.store.stories.get("pact")
    assert saved
    assert saved.feeds[0].url == rig.paper.url, "the story file is the desk's own"


async def test_the_desk_names_the_new_address_and_nothing_is_told_twice_or_lost(rig: Rig) -> None:
    await rig.poll()
    rig.paper.moves["/feed"] = "/feed/new"
    for _ in range(3):
        await rig.poll()
        rig.clock[0] += timedelta(hours=1)
    rig.paper.entries.insert(0, ("n1", "Avalon says pact is close", ""))
    await import_story(rig.store, story(f"{rig.paper.url}/new"), by="test", now=rig.clock[0])
    await rig.poll()
    assert await rig.alerts() == [ChangeKind.STATE], "what came meanwhile is news, what was there is not"
    state = await rig.store.feeds.get(f"{rig.paper.url}/new")
    assert (state.moved, len(await rig.store.feeds.all())) == (False, 1)


async def test_a_feed_whose_new_address_fails_is_asked_for_where_the_story_file_says(rig: Rig) -> None:
    await rig.poll()
    rig.paper.moves["/feed"] = "/feed/new"
    for _ in range(3):
        rig.clock[0] += timedelta(hours=1)
        await rig.poll()
    rig.paper.moves = {"/feed/new": "http://169.254.169.254/feed"}
    rig.paper.asked.clear()
    for _ in range(4):
        rig.clock[0] += timedelta(hours=1)
        await rig.poll()
    assert rig.paper.asked == [*["/feed/new"] * 3, "/feed"]
    assert (await rig.store.feeds.get(rig.paper.url)).healthy


@pytest.mark.parametrize("to", ["http://169.254.169.254/feed", "http://localhost:{port}/feed", "file:///etc/passwd"])
async def test_a_move_to_an_unsafe_address_is_never_followed(rig: Rig, to: str) -> None:
    await rig.poll()
    rig.paper.moves["/feed"] = to.format(port=rig.paper.port)
    for _ in range(5):
        rig.clock[0] += timedelta(hours=6)
        await rig.poll()
    state = await rig.store.feeds.get(rig.paper.url)
    assert (state.moved_to, state.address, state.status) == ("", rig.paper.url, FeedStatus.FAILING)
    assert set(rig.paper.asked) == {"/feed"}


async def test_the_key_of_a_private_feed_is_shown_to_nobody(rig: Rig, capfd: pytest.CaptureFixture[str]) -> None:
    """In the path as in the query: not in the health of the feeds, not in `/watch why`, not in a log."""
    key = "9f8e7d6c5b4a39211f2e"
    private = f"{rig.paper.url}/{key}/rss?u={key}"
    await import_story(rig.store, story(private), by="test", now=rig.clock[0])
    await rig.poll()
    rig.paper.entries.insert(0, ("n1", "Avalon says pact is close", ""))
    await rig.poll()
    for status, body in ((404, None), (200, b"<html>"), (200, b"<rss>")):
        rig.paper.status, rig.paper.body = status, body
        rig.clock[0] += timedelta(hours=1)
        await rig.poll()
        state = await rig.store.feeds.get(private)
        assert f"127.0.0.1:{rig.paper.port}/feed/…/rss" in state.error
        assert key not in str(health(Works(feeds={private: state}), now=rig.clock[0]))
    told = why_entry(await rig.store.seen.traces_of("http://paper.invalid/n1"), {}, now=rig.clock[0])
    assert f"Feed: 127.0.0.1:{rig.paper.port}/feed/…/rss" in str(told)
    logged = capfd.readouterr()
    assert "feed failed" in logged.out
    assert key not in str(told) + logged.out + logged.err
