"""A story whose feeds no longer answer: its channels are told once, and once that they are back."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Literal

import aiohttp
import pytest

from bot.app import run
from bot.blocks.silence import notice_of, troubles
from bot.connection import CalmClient
from bot.delivery import Delivery
from bot.domain.change import Alert
from bot.domain.entry import Entry, KeptEntry
from bot.domain.feedstate import FeedState, FeedStatus
from bot.domain.ledger import LineKind
from bot.domain.silence import Notice, NoticeKind, Silence, heard_again, notice
from bot.domain.story import Actor, Feed, Source, Story
from bot.localslack.server import LocalSlack
from bot.manifest import manifest
from bot.posting import SETTLE
from bot.settings import load_settings
from bot.store.feeds import Claimed
from bot.store.importing import follow, import_story, remove_story, unfollow
from bot.store.keys import FEED_LEASE_MS
from bot.store.outbox import Waiting
from bot.store.store import Store
from tests.conftest import NOW
from tests.test_delivery import Clock
from tests.test_pipeline import Paper, served
from watchers.fetch.fetcher import Fetcher
from watchers.listening import FIRST_POLLS, Listening
from watchers.pace.cadence import Pace, after_failure, after_not_modified
from watchers.parse.parser import Parser
from watchers.pipeline import Pipeline

PACE = Pace(min_seconds=120, max_seconds=3600)
MINUTE = timedelta(minutes=1)
STORY = Story(
    slug="harbour",
    title="The harbour of Avalon",
    actors=(Actor(name="Avalon"),),
    sources=tuple(Source(name=f"Paper {n}") for n in range(5)),
    feeds=tuple(Feed(url=f"https://feeds.invalid/{n}", source=f"Paper {n}") for n in range(5)),
)


@dataclass
class Night:
    """A story that C1 follows, whose feeds answer or fail as the test says, and a process that listens."""

    store: Store
    clock: Clock
    listening: Listening
    story: Story = STORY

    def process(self) -> Listening:
        """One more of them."""
        return Listening(store=self.store, clock=self.clock, each_seconds=0)

    async def read(self, *which: int) -> None:
        """These feeds are read now."""
        for n in which:
            await self._put(after_not_modified(await self._feed(n), now=self.clock(), pace=PACE))

    async def fail(self, *which: int, times: int = 3) -> None:
        """These feeds fail so often now."""
        for n in which:
            state = await self._feed(n)
            for _ in range(times):
                state = after_failure(state, error="answered 503", now=self.clock(), pace=PACE)
            await self._put(state)

    async def _feed(self, n: int) -> FeedState:
        return await self.store.feeds.get(self.story.feeds[n].url)

    async def _put(self, state: FeedState) -> None:
        await self._stored(replace(state, checked_at=self.clock(), due_at=self.clock() + timedelta(days=9)))

    async def _stored(self, state: FeedState) -> None:
        await self.store.redis.set(self.store.keys.lease("feed", state.url), "test", px=FEED_LEASE_MS)
        tx = self.store.transaction()
        self.store.feeds.settle(tx, Claimed(url=state.url, token="test"), state)
        await tx.commit()

    async def due(self, *, at: datetime) -> None:
        """All feeds were due then, and nobody came."""
        for n in range(len(self.story.feeds)):
            await self._stored(replace(await self._feed(n), due_at=at))

    async def no_turn(self) -> None:
        """All feeds are due, and others of their host take all the time."""
        for n in range(len(self.story.feeds)):
            await self._stored(replace(await self._feed(n), no_turn_at=self.clock()))

    async def passes(self, minutes: int, *processes: Listening) -> None:
        """So many minutes, in each of which every process looks."""
        for _ in range(minutes):
            self.clock.forward(MINUTE)
            for one in processes or (self.listening,):
                await one.once()

    async def told(self, channel: str = "C1") -> list[Notice]:
        """What waits for a channel of a story's feeds."""
        queue = await self.store.redis.lrange(self.store.keys.outbox(channel), 0, -1)
        seen = [await self._head(channel) for _ in queue]
        return [n for n in seen if isinstance(n, Notice)]

    async def _head(self, channel: str) -> Waiting | None:
        """The first in the queue, which goes to its end."""
        found = await self.store.outbox.head(channel)
        await self.store.redis.lmove(self.store.keys.outbox(channel), self.store.keys.outbox(channel), "LEFT", "RIGHT")
        return found

    async def kinds(self, channel: str = "C1") -> list[str]:
        return [n.kind for n in await self.told(channel)]

    async def lines(self) -> list[str]:
        return [x.why for x in await self.store.ledger.read(self.story.slug, kinds=frozenset({LineKind.SILENCE}))]

    def text(self, told: Notice) -> str:
        return notice_of(self.story, told, now=self.clock()).text


async def begin(store: Store, story: Story = STORY) -> Night:
    """All feeds have just been read, and the process has been up for long."""
    clock = Clock(NOW)
    await import_story(store, story, by="test", now=NOW)
    await follow(store, story.slug, "C1", by="test", now=NOW)
    night = Night(store=store, clock=clock, listening=Listening(store=store, clock=clock, each_seconds=0), story=story)
    await night.read(*range(len(story.feeds)))
    await night.passes(int(FIRST_POLLS / MINUTE))
    await night.read(*range(len(story.feeds)))
    return night


@pytest.fixture
async def night(store: Store) -> Night:
    return await begin(store)


async def test_when_no_feed_has_answered_for_an_hour_the_channel_is_told_once(night: Night) -> None:
    await night.passes(10)
    await night.fail(*range(5))
    await night.passes(49)
    assert await night.kinds() == [], "the last was read less than an hour ago"
    await night.passes(120)
    (told,) = await night.told()
    assert night.text(told) == (
        "The harbour of Avalon · Silent: none of 5 feeds has answered since 8 May 06:10 UTC, so nothing that happens is "
        "told here: Paper 0, Paper 1, Paper 2, Paper 3, Paper 4. They are asked again until they answer; /watch health "
        "says what is wrong."
    )
    assert await night.lines() == ["5 of 5 feeds have not answered since 2026-05-08T06:10:00+00:00"]


async def test_all_but_a_fifth_are_as_good_as_all_and_fewer_are_left_to_health(night: Night) -> None:
    await night.fail(0, 1, 2)
    for _ in range(12):
        await night.passes(10)
        await night.read(3, 4)
    assert await night.kinds() == []
    await night.fail(3)
    for _ in range(12):
        await night.passes(10)
        await night.read(4)
    (told,) = await night.told()
    assert (
        "Silent: only 1 of 5 feeds has answered since 8 May 08:10 UTC, so what happens may not be told here"
        in night.text(told)
    )
    assert "Paper 4" not in night.text(told)


async def test_a_single_dead_feed_of_two_is_not_told_and_the_only_one_is(store: Store) -> None:
    night = await begin(store, replace(STORY, feeds=STORY.feeds[:2]))
    await night.fail(0)
    for _ in range(12):
        await night.passes(10)
        await night.read(1)
    assert await night.kinds() == []
    night.story = replace(STORY, feeds=STORY.feeds[:1])
    await import_story(store, night.story, by="test", now=night.clock())
    await night.passes(1)
    (told,) = await night.told()
    assert night.text(told) == (
        "The harbour of Avalon · Silent: its only feed has not answered since 8 May 06:10 UTC, so nothing that happens is "
        "told here: Paper 0. It is asked again until it answers; /watch health says what is wrong."
    )


async def test_two_failures_are_a_hiccup(night: Night) -> None:
    await night.fail(*range(5), times=2)
    await night.passes(120)
    assert await night.kinds() == []


async def test_nothing_is_said_during_the_first_polls_after_a_start_or_a_sleep(night: Night) -> None:
    await night.due(at=night.clock())
    night.clock.forward(timedelta(hours=8))
    await night.passes(5)
    await night.passes(5, night.process())
    assert await night.kinds() == [], "what nobody asked for while all slept says nothing of the feeds"
    await night.read(*range(5))
    await night.passes(30)
    assert await night.kinds() == []


@pytest.mark.parametrize("watched", [True, False])
async def test_a_clock_that_was_a_week_ahead_for_one_poll_delays_nothing_by_a_week(
    night: Night, *, watched: bool
) -> None:
    night.clock.forward(timedelta(days=7))
    await night.read(*range(5))
    night.clock.forward(-timedelta(days=7))
    if watched:
        await night.store.feeds.pull_back(now=night.clock())
    await night.fail(*range(5))
    await night.passes(90)
    (told,) = await night.told()
    since = "8 May 06:10 UTC" if watched else "8 May 06:00 UTC"
    assert f"none of 5 feeds has answered since {since}" in night.text(told)


async def test_feeds_that_nobody_asks_are_told_as_such(night: Night) -> None:
    await night.due(at=night.clock())
    await night.passes(59)
    assert await night.kinds() == []
    await night.passes(5)
    (told,) = await night.told()
    assert night.text(told).endswith("Nobody asks them: is a watcher running? /watch health says more.")


async def test_feeds_that_had_no_turn_are_not_told_to_lack_a_watcher(night: Night) -> None:
    """ "Is a watcher running?" was asked of feeds that it had asked for every half minute."""
    await night.due(at=night.clock())
    await night.passes(40)
    await night.no_turn()
    await night.passes(24)
    (told,) = await night.told()
    assert night.text(told).endswith("They are asked again until they answer; /watch health says what is wrong.")
    feeds = await night.store.feeds.all()
    no_turn, *_ = troubles(feeds, night.clock(), sources={})
    assert "it has had no turn since it was due, for other feeds of its host are slow to answer · last read" in no_turn
    night.clock.forward(timedelta(hours=1))
    nobody, *_ = troubles(feeds, night.clock(), sources={})
    assert "nobody has polled it since it was due; is a watcher running?" in nobody


async def test_a_story_just_imported_has_an_hour_to_be_read_the_first_time(store: Store) -> None:
    night = await begin(store)
    new = tuple(Feed(url=f"https://new.invalid/{n}", source=f"New {n}") for n in range(3))
    night.story = replace(STORY, feeds=new)
    await import_story(store, night.story, by="test", now=night.clock())
    await night.passes(90)
    assert await night.kinds() == [], "not read yet is not failed"
    await import_story(store, night.story, by="test", now=night.clock())
    await night.fail(0, 1, 2)
    await night.passes(59)
    assert await night.kinds() == []
    await night.passes(1)
    assert await night.kinds() == ["silent"]


async def test_a_feed_new_to_the_file_that_was_never_read_makes_the_silence_no_shorter(night: Night) -> None:
    """It had to be an hour from each import, and was told to begin there."""
    await night.fail(*range(5))
    await night.passes(50)
    night.story = replace(STORY, feeds=(*STORY.feeds, Feed(url="https://new.invalid/1", source="New")))
    await import_story(night.store, night.story, by="test", now=night.clock())
    await night.fail(5)
    await night.passes(20)
    (told,) = await night.told()
    assert "none of 6 feeds has answered since 8 May 06:10 UTC" in night.text(told)


async def test_a_file_of_new_feeds_and_a_dead_one_has_an_hour_to_be_read_too(night: Night) -> None:
    await night.fail(0)
    for _ in range(9):
        await night.passes(10)
        await night.read(1, 2, 3, 4)
    new = tuple(Feed(url=f"https://new.invalid/{n}", source=f"New {n}") for n in range(3))
    night.story = replace(STORY, feeds=(STORY.feeds[0], *new))
    await import_story(night.store, night.story, by="test", now=night.clock())
    await night.fail(1, 2, 3)
    await night.passes(59)
    assert await night.kinds() == [], "the feeds that this file no longer names were read until then"
    await night.passes(2)
    assert await night.kinds() == ["silent"]


async def test_several_processes_and_restarts_tell_it_once(night: Night) -> None:
    many = [night.process() for _ in range(4)]
    await night.passes(11, *many)
    await night.fail(*range(5))
    night.clock.forward(timedelta(minutes=2))
    for _ in range(40):
        night.clock.forward(2 * MINUTE)
        await asyncio.gather(*(one.once() for one in many))
    assert await night.kinds() == ["silent"]
    after = [night.process() for _ in range(3)]
    await night.passes(15, *after)
    await night.read(*range(5))
    for _ in range(20):
        night.clock.forward(MINUTE)
        await asyncio.gather(*(one.once() for one in after))
    assert await night.kinds() == ["silent", "back"]
    assert len(await night.lines()) == 2
    assert not await night.store.redis.exists(night.store.keys.silent)


async def test_a_story_that_nobody_follows_is_told_when_somebody_does(night: Night) -> None:
    await unfollow(night.store, STORY.slug, "C1", by="test", now=NOW)
    await night.fail(*range(5))
    await night.passes(90)
    assert (await night.store.outbox.waiting(), await night.lines()) == ({}, [])
    await follow(night.store, STORY.slug, "C2", by="test", now=night.clock())
    await night.passes(5)
    await follow(night.store, STORY.slug, "C3", by="test", now=night.clock())
    await night.passes(5)
    assert [await night.kinds(c) for c in ("C1", "C2", "C3")] == [[], ["silent"], ["silent"]]
    await unfollow(night.store, STORY.slug, "C2", by="test", now=night.clock())
    await night.read(*range(5))
    await night.passes(20)
    assert [await night.kinds(c) for c in ("C1", "C2", "C3")] == [[], ["silent"], ["silent", "back"]]


async def test_who_unfollows_and_follows_again_in_the_same_silence_is_told_again(night: Night) -> None:
    await night.fail(*range(5))
    await night.passes(70)
    await unfollow(night.store, STORY.slug, "C1", by="test", now=night.clock())
    await night.passes(2)
    night.clock.forward(timedelta(days=7))
    await follow(night.store, STORY.slug, "C1", by="test", now=night.clock())
    await night.passes(20)
    first, again = await night.told()
    assert (first.kind, again.kind) == (NoticeKind.SILENT, NoticeKind.SILENT)
    assert first.silence.since == again.silence.since


async def test_who_follows_a_story_that_was_removed_and_came_back_is_told_again(night: Night) -> None:
    """Another story has the same feeds, so that they are known, and silent, all the while."""
    await import_story(night.store, replace(STORY, slug="quay"), by="test", now=night.clock())
    await night.fail(*range(5))
    await night.passes(70)
    await remove_story(night.store, STORY.slug, by="test", now=night.clock())
    await night.passes(20)
    await import_story(night.store, STORY, by="test", now=night.clock())
    await follow(night.store, STORY.slug, "C1", by="test", now=night.clock())
    await night.passes(20)
    assert await night.kinds() == ["silent", "silent"]


@pytest.mark.parametrize("count", [0, 3])
async def test_of_feeds_that_left_the_file_nobody_is_told_and_back_are_those_in_their_place(
    night: Night, count: int
) -> None:
    await night.fail(*range(5))
    await night.passes(70)
    feeds = tuple(Feed(url=f"https://new.invalid/{n}", source=f"New {n}") for n in range(count))
    night.story = replace(STORY, feeds=feeds)
    await import_story(night.store, night.story, by="test", now=night.clock())
    await follow(night.store, STORY.slug, "C2", by="test", now=night.clock())
    await night.passes(30)
    assert (await night.kinds(), await night.kinds("C2")) == (["silent"], []), "these are yet to be read"
    await night.read(*range(count))
    await night.passes(20)
    assert (await night.kinds(), await night.kinds("C2")) == (["silent", "back"] if count else ["silent"], [])


async def test_who_follows_later_is_told_of_the_feeds_that_the_file_has_then(night: Night) -> None:
    await night.fail(*range(5))
    await night.passes(70)
    texts = []
    for channel, feeds in (("C2", STORY.feeds[3:]), ("C3", (Feed(url="https://new.invalid/1", source="New"),))):
        night.story = replace(STORY, feeds=feeds)
        await import_story(night.store, night.story, by="test", now=night.clock())
        await night.fail(*range(len(feeds)))
        await follow(night.store, STORY.slug, channel, by="test", now=night.clock())
        await night.passes(62)
        texts += [night.text(told) for told in await night.told(channel)]
    some, other = texts
    assert "none of 2 feeds has answered since 8 May 06:10 UTC, so nothing that happens is told here: Paper 3, " in some
    assert "its only feed has not answered since 8 May 06:10 UTC, so nothing that happens is told here: New." in other
    assert await night.kinds() == ["silent"]


async def test_back_is_told_once_it_lasts_with_since_when_and_what_was_caught_up(night: Night) -> None:
    await night.fail(*range(5))
    await night.passes(100)
    since, missed, back = NOW + 10 * MINUTE, night.clock() - 30 * MINUTE, night.clock()
    await night.read(0, 1)
    later = back + MINUTE
    tx = night.store.transaction()
    entries = [
        KeptEntry(key=key, entry=Entry(id=key, title=key, published=published), seen=seen)
        for key, published, seen in (
            ("before", since - MINUTE, back),
            ("missed", missed, back),
            ("undated", None, back),
            ("fresh", later, later),
        )
    ]
    night.store.recent.keep(tx, STORY.slug, entries, now=later, most=100)
    await tx.commit()
    await night.passes(9)
    assert await night.kinds() == ["silent"]
    await night.passes(3)
    _, told = await night.told()
    assert night.text(told) == (
        "The harbour of Avalon · Back since 8 May 07:50 UTC: 2 of 5 feeds answer, 2 entries caught up. "
        "It had been silent since 8 May 06:10 UTC."
    )


async def test_what_was_caught_up_before_a_restart_is_counted_after_it(night: Night) -> None:
    """Feeds go on being read while a process that has just started says nothing yet: "0 entries caught up"."""
    await night.fail(*range(5))
    await night.passes(70)
    back = night.clock()
    await night.read(*range(5))
    tx = night.store.transaction()
    missed = KeptEntry(key="missed", entry=Entry(id="missed", title="m", published=back - 30 * MINUTE), seen=back)
    night.store.recent.keep(tx, STORY.slug, [missed], now=back, most=100)
    await tx.commit()
    night.listening = night.process()
    for _ in range(6):
        await night.passes(2)
        await night.read(*range(5))
    (*_, told) = await night.told()
    assert "Back since 8 May 07:20 UTC: 5 of 5 feeds answer, 1 entry caught up." in night.text(told)


def test_back_is_when_enough_feeds_answer_and_not_when_the_first_of_them_did() -> None:
    feeds = [
        FeedState(url=f"u{n}", status=FeedStatus.HEALTHY, ok_at=NOW + 9 * MINUTE, answers_since=NOW + at * MINUTE)
        for n, at in enumerate((1, 8, 9, 9, 9))
    ]
    silence = Silence(since=NOW, feeds=tuple(f.url for f in feeds), of=5)
    assert heard_again(silence, feeds, now=NOW + 9 * MINUTE).back_at == NOW + 8 * MINUTE
    lost = [replace(f, status=FeedStatus.FAILING, failures=3) for f in feeds[2:]]
    assert heard_again(silence, [*feeds[:2], *lost], now=NOW + 9 * MINUTE).back_at == NOW + 8 * MINUTE
    earlier = [replace(f, answers_since=None) for f in feeds]
    assert heard_again(silence, earlier, now=NOW + 9 * MINUTE).back_at == NOW + 9 * MINUTE


async def test_feeds_that_come_and_go_are_told_neither_way(night: Night) -> None:
    await night.fail(*range(5))
    await night.passes(70)
    for _ in range(6):
        await night.read(*range(5))
        await night.passes(6)
        await night.fail(*range(5))
        await night.passes(20)
    assert await night.kinds() == ["silent"]
    await night.read(*range(5))
    await night.passes(12)
    await night.fail(*range(5))
    await night.passes(40)
    assert await night.kinds() == ["silent", "back"], "silent again takes an hour"
    await night.passes(30)
    assert await night.kinds() == ["silent", "back", "silent"]


async def test_a_story_that_is_removed_is_forgotten(night: Night) -> None:
    await night.fail(*range(5))
    await night.passes(70)
    await remove_story(night.store, STORY.slug, by="test", now=night.clock())
    assert not await night.store.redis.exists(night.store.keys.silent)
    await night.passes(5)
    assert await night.kinds() == ["silent"]


async def test_a_silence_another_version_wrote_is_begun_anew(night: Night) -> None:
    await night.store.redis.hset(night.store.keys.silent, STORY.slug, '{"of": "another shape"}')
    await night.fail(*range(5))
    await night.passes(70)
    assert await night.kinds() == ["silent"]


def test_names_from_the_story_file_are_escaped_and_not_too_many() -> None:
    feeds = tuple(Feed(url=f"https://feeds.invalid/{n}", source=f"<!channel> {n}") for n in range(9))
    story = replace(STORY, feeds=feeds, title="<@U1> *x*")
    silence = Silence(since=NOW, feeds=tuple(f.url for f in feeds), of=9)
    told = notice(NoticeKind.SILENT, story.slug, "C1", silence, answering=0, at=NOW)
    shown = str(notice_of(story, told, now=NOW).blocks)
    assert "<!channel>" not in shown
    assert "<@U1>" not in shown
    assert "4 more" in shown


def test_an_alert_and_a_notice_are_told_apart_in_the_outbox() -> None:
    from bot.store.outbox import _WAITING

    told = notice(NoticeKind.BACK, "harbour", "C1", Silence(since=NOW, feeds=("u",), of=1), answering=1, at=NOW)
    assert _WAITING.validate_json(_WAITING.dump_json(told)) == told
    assert not isinstance(told, Alert)


# --- to Slack ----------------------------------------------------------------------------------------------------


@dataclass
class Channel:
    """A local Slack with #newsdesk, which follows the story, and a delivery to it."""

    night: Night
    slack: LocalSlack
    delivery: Delivery
    id: str

    async def put(self, kind: NoticeKind = NoticeKind.SILENT) -> Notice:
        silence = Silence(since=NOW, feeds=tuple(f.url for f in STORY.feeds), of=5)
        told = notice(kind, STORY.slug, self.id, silence, answering=0, at=self.night.clock())
        tx = self.night.store.transaction()
        self.night.store.outbox.put(tx, told)
        await tx.commit()
        return told

    async def drain(self) -> None:
        for _ in range(10):
            while await self.delivery.once():
                pass
            self.night.clock.forward(SETTLE)
        assert await self.night.store.outbox.waiting() == {}

    def texts(self) -> list[str]:
        return [str(m["text"]) for m in self.slack.messages("newsdesk")]


@pytest.fixture
async def channel(night: Night) -> AsyncIterator[Channel]:
    slack = LocalSlack(manifest(), channels=("newsdesk",), strict_rate_limits=False)
    night.clock.at = datetime.now(UTC)
    async with slack, aiohttp.ClientSession() as session:
        client = CalmClient(token=slack.bot_token, base_url=slack.api_url, session=session, retry_handlers=[])
        channel = slack.workspace.channel("newsdesk").id
        await follow(night.store, STORY.slug, channel, by="test", now=NOW)
        delivery = Delivery(store=night.store, slack=client, clock=night.clock)
        yield Channel(night=night, slack=slack, delivery=delivery, id=channel)


async def test_it_reaches_the_channel_itself_in_order_and_once(channel: Channel) -> None:
    for kind in (NoticeKind.SILENT, NoticeKind.BACK, NoticeKind.SILENT):
        await channel.put(kind)
    await channel.drain()
    silent, back = channel.texts()
    assert "Silent: none of 5 feeds has answered since 8 May" in silent
    assert "Back since" in back


async def test_one_that_was_posted_as_the_process_died_is_found_and_not_posted_again(channel: Channel) -> None:
    await channel.put()
    row = await channel.night.store.redis.lindex(channel.night.store.keys.outbox(channel.id), 0)
    await channel.drain()
    await channel.night.store.redis.rpush(channel.night.store.keys.outbox(channel.id), row)
    await channel.night.store.redis.zadd(channel.night.store.keys.outboxes, {channel.id: 0})
    await channel.drain()
    assert len(channel.texts()) == 1


async def test_a_channel_that_no_longer_follows_is_not_told(channel: Channel) -> None:
    await channel.put()
    await unfollow(channel.night.store, STORY.slug, channel.id, by="test", now=NOW)
    await channel.drain()
    assert channel.texts() == []


# --- who listens ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("part", ["watchers", "bot"])
async def test_watchers_listen_and_so_does_a_bot_whose_watchers_may_be_gone(
    part: Literal["watchers", "bot"], store: Store, valkey_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A job that ends ends the others."""
    heard: list[Listening] = []

    async def listens(one: Listening) -> None:
        heard.append(one)

    monkeypatch.setattr(Listening, "run", listens)
    async with LocalSlack(manifest(), channels=("newsdesk",)) as slack:
        for name, value in (
            ("REDIS_URL", valkey_url),
            ("SLACK_BOT_TOKEN", slack.bot_token),
            ("SLACK_APP_TOKEN", slack.app_token),
            ("SLACK_API_URL", slack.api_url),
            ("WATCHDESK_HTTP_PORT", "0"),
        ):
            monkeypatch.setenv(name, value)
        await import_story(store, replace(STORY, feeds=()), by="test", now=NOW)
        async with asyncio.timeout(30):
            await run(load_settings(), only=part)
    assert len(heard) == 1


# --- the whole path, over HTTP -------------------------------------------------------------------------------------


async def test_a_real_feed_that_fails_for_an_hour_and_comes_back(store: Store) -> None:
    async with served(Paper(entries=[("old", "Avalon harbour pact is close", "")], status=200)) as paper:
        story = replace(STORY, feeds=(Feed(url=paper.url, source="Paper 0"),))
        clock = Clock(NOW)
        await import_story(store, story, by="test", now=NOW)
        await follow(store, story.slug, "C1", by="test", now=NOW)
        listening = Listening(store=store, clock=clock, each_seconds=0)
        night = Night(store=store, clock=clock, listening=listening, story=story)
        fetcher = Fetcher(user_agent="test", allow_hosts=frozenset({"127.0.0.1"}))
        async with fetcher, Parser() as parser:
            pipeline = Pipeline(store, fetcher, parser, PACE, clock)

            async def hour(minutes: int) -> None:
                for _ in range(minutes):
                    await night.passes(1)
                    while claimed := await store.feeds.claim(now=clock(), latest_seconds=1e6):
                        await pipeline.poll(claimed)

            await hour(30)
            paper.status = 503
            await hour(150)
            (told,) = await night.told()
            assert told.kind == NoticeKind.SILENT
            paper.status = 200
            paper.entries.insert(0, ("n1", "Avalon harbour talks go on", ""))
            paper.days["n1"] = told.silence.since + 20 * MINUTE
            await hour(150)
            assert await night.kinds() == ["silent", "back"]
            back = (await night.told())[-1]
            assert (back.answering, back.entries) == (1, 1)
            assert back.silence.back_at
            assert back.silence.back_at > told.at
