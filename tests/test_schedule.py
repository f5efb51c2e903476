"""The watchers' loop goes on: whatever the store or the clock does."""

import asyncio
import threading
from collections.abc import Callable
from contextlib import AsyncExitStack
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from redis.exceptions import ConnectionError as RedisConnectionError

from bot.domain.entry import Seen
from bot.domain.feedstate import FeedState, FeedStatus
from bot.errors import ModelError
from bot.store.feeds import Feeds
from bot.store.importing import import_story
from bot.store.store import Store
from tests.conftest import wait_until
from tests.test_pipeline import HOSTS, PACE, Paper, Rig, paper, rig, served, story
from watchers.link.semantic import Semantic
from watchers.pace.cadence import Pace
from watchers.pipeline import Pipeline
from watchers.schedule import Watchers

__all__ = ["paper", "rig"]


ALLOWED = HOSTS | {"localhost"} | {f"127.0.0.{n}" for n in range(2, 9)}


def watchers_of(
    store: Store, clock: Callable[[], datetime], *, pace: Pace = PACE, semantic: Semantic | None = None
) -> Watchers:
    return Watchers(store=store, user_agent="test", allow_hosts=ALLOWED, pace=pace, clock=clock, semantic=semantic)


class Slow(Semantic):
    """A model that loads when it is let, and then is there or is broken."""

    def __init__(self, *, broken: bool) -> None:
        super().__init__()
        self.let, self.broken = threading.Event(), broken

    def load(self) -> None:
        assert self.let.wait(20)
        if self.broken:
            raise ModelError("The file is another.")


@pytest.mark.parametrize("broken", [False, True])
async def test_the_first_polls_wait_for_the_model_or_for_it_to_be_broken(
    rig: Rig, broken: bool, capfd: pytest.CaptureFixture[str]
) -> None:
    """What came while the bot was down was read by words alone, and nothing said so."""
    semantic = Slow(broken=broken)
    task = asyncio.create_task(watchers_of(rig.store, lambda: datetime.now(UTC), semantic=semantic).run())
    await asyncio.sleep(1)
    assert rig.paper.polled == []
    semantic.let.set()

    async def polled() -> int:
        return len(rig.paper.polled)

    await wait_until(polled, description="the first poll")
    assert ("reading by words alone" in capfd.readouterr().out) is broken
    task.cancel()


@pytest.mark.parametrize("error", [RedisConnectionError("gone"), KeyError("a bug")])
async def test_watchers_outlive_a_store_that_goes_away_between_two_commands_and_a_bug(
    rig: Rig, error: Exception, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Here: after a feed was looked for, before the next due time is asked for."""
    monkeypatch.setattr("watchers.schedule.BROKEN_SECONDS", 0.1)

    class Fading(Feeds):
        async def next_due(self) -> datetime | None:
            raise error

    feeds = Fading(rig.store.redis, rig.store.feeds.keys)
    task = asyncio.create_task(watchers_of(replace(rig.store, feeds=feeds), lambda: datetime.now(UTC)).run())

    async def polled() -> int:
        return len(rig.paper.polled)

    await wait_until(polled, description="the first poll")
    polls = len(rig.paper.polled)

    async def polled_again() -> bool:
        await rig.store.redis.zadd(rig.store.keys.due, {rig.paper.url: datetime.now(UTC).timestamp()})
        return len(rig.paper.polled) > polls

    await wait_until(polled_again, description="another poll")
    assert not task.done()
    task.cancel()


async def test_a_feed_that_trips_us_up_is_polled_ever_less_often_and_health_says_so(
    rig: Rig, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A publisher is not to be asked every few seconds for a bug of ours, and the desk is to know what it cannot see."""

    async def trip(*_: object) -> None:
        raise KeyError("a bug")

    monkeypatch.setattr(Pipeline, "_take", trip)
    pace = Pace(min_seconds=0.2, max_seconds=0.4)
    task = asyncio.create_task(watchers_of(rig.store, lambda: datetime.now(UTC), pace=pace).run())

    async def failed() -> FeedState | None:
        state = await rig.store.feeds.get(rig.paper.url)
        return state if state.failures >= 4 else None

    state = await wait_until(failed, description="four failures", seconds=30)
    assert state
    assert state.checked_at
    assert state.due_at
    assert state.due_at - state.checked_at > timedelta(seconds=1), "and not as soon as its lease has run out"
    assert state.status is FeedStatus.FAILING
    assert state.error == "reading it went wrong, by a fault of ours; the log has it"
    assert state.baseline_at is None
    assert not task.done()
    task.cancel()


async def test_a_clock_put_back_a_day_does_not_silence_the_watchers_for_a_day(rig: Rig) -> None:
    ahead = timedelta(days=1)
    task = asyncio.create_task(watchers_of(rig.store, lambda: datetime.now(UTC) + ahead).run())

    async def baseline() -> bool:
        return (await rig.store.feeds.get(rig.paper.url)).baseline_at is not None

    await wait_until(baseline, description="the baseline")
    ahead, polls = timedelta(0), len(rig.paper.polled)
    await asyncio.sleep(2)
    task.cancel()
    assert polls + 3 <= len(rig.paper.polled) <= polls + 12


async def test_what_was_seen_long_ago_is_dropped_by_the_watchers(rig: Rig) -> None:
    old = Seen(key="k", title="T", summary="", link="", first_seen=rig.clock[0])
    for days, identity in ((0, "g:old"), (60, "g:new")):
        tx = rig.store.transaction()
        rig.store.seen.remember(tx, rig.paper.url, {identity: old}, now=rig.clock[0] + timedelta(days=days))
        await tx.commit()
    task = asyncio.create_task(watchers_of(rig.store, lambda: datetime.now(UTC)).run())

    async def forgotten() -> bool:
        return set(await rig.store.seen.known(rig.paper.url, ["g:old", "g:new"])) == {"g:new"}

    await wait_until(forgotten, description="the old identity to be dropped")
    task.cancel()


async def test_feeds_of_one_host_are_polled_a_second_apart_by_two_watchers_and_hold_up_no_other_host(
    store: Store, paper: Paper
) -> None:
    """Both ask the same store: that is all two processes would have in common, too."""
    async with served(Paper(entries=[("x", "Night ferries", "")])) as other:
        crowd = [f"{paper.url}?{n}" for n in range(4)]
        alone = other.url.replace("127.0.0.1", "localhost")
        now = datetime.now(UTC)
        await import_story(store, story(*crowd, alone), by="test", now=now)
        await store.redis.zadd(store.keys.due, {alone: (now + timedelta(seconds=0.01)).timestamp()})
        pace = Pace(min_seconds=60, max_seconds=3600)
        watchers = [watchers_of(store, lambda: datetime.now(UTC), pace=pace) for _ in range(2)]
        tasks = [asyncio.create_task(one.run()) for one in watchers]

        async def all_polled() -> bool:
            return len(paper.polled) == len(crowd)

        await wait_until(all_polled, description="every feed of the host")
        for task in tasks:
            task.cancel()
        gaps = [b - a for a, b in pairwise(paper.polled)]
        assert min(gaps) > 0.95, gaps
        assert other.polled[0] < paper.polled[1], "another host's feed is not held up"


async def test_however_many_feeds_are_due_they_are_polled_within_the_budget_of_all_watchers(store: Store) -> None:
    papers = [Paper(host=f"127.0.0.{n}") for n in range(1, 7)]
    async with AsyncExitStack() as stack:
        for one in papers:
            await stack.enter_async_context(served(one))
        await import_story(store, story(*(one.url for one in papers)), by="test", now=datetime.now(UTC))
        pace = Pace(min_seconds=60, max_seconds=3600, polls_a_minute=240)
        watchers = [watchers_of(store, lambda: datetime.now(UTC), pace=pace) for _ in range(2)]
        tasks = [asyncio.create_task(one.run()) for one in watchers]

        async def all_polled() -> bool:
            return all(one.polled for one in papers)

        await wait_until(all_polled, description="every feed")
        for task in tasks:
            task.cancel()
        moments = sorted(at for one in papers for at in one.polled)
        gaps = [b - a for a, b in pairwise(moments)]
        assert min(gaps) > 0.22, gaps
