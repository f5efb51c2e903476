"""The watchers' loop goes on: whatever the store or the clock does."""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from redis.exceptions import ConnectionError as RedisConnectionError

from bot.domain.entry import Seen
from bot.store.feeds import Feeds
from bot.store.store import Store
from tests.conftest import wait_until
from tests.test_pipeline import HOSTS, PACE, Rig, paper, rig
from watchers.schedule import Watchers

__all__ = ["paper", "rig"]


def watchers_of(store: Store, clock: Callable[[], datetime]) -> Watchers:
    return Watchers(store=store, user_agent="test", allow_hosts=HOSTS, pace=PACE, clock=clock)


async def test_watchers_outlive_a_store_that_goes_away_between_two_commands(rig: Rig) -> None:
    """Here: after a feed was looked for, before the next due time is asked for."""

    class Fading(Feeds):
        async def next_due(self) -> datetime | None:
            raise RedisConnectionError("gone")

    feeds = Fading(rig.store.redis, rig.store.feeds.keys)
    task = asyncio.create_task(watchers_of(replace(rig.store, feeds=feeds), lambda: datetime.now(UTC)).run())

    async def polled() -> int:
        return len(rig.paper.polled)

    await wait_until(polled, description="the first poll")
    polls = len(rig.paper.polled)
    for _ in range(2):
        await rig.store.feeds.make_due(rig.paper.url, now=datetime.now(UTC))
        await asyncio.sleep(0.5)
    assert len(rig.paper.polled) > polls
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
