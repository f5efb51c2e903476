"""/healthz says whether this process does its work, and what keeps it from it."""

import asyncio
import time
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import aiohttp
import pytest
from aiohttp import web

from bot.domain.feedstate import FeedState
from bot.errors import StoreError, WatchdeskError
from bot.health import (
    Check,
    HealthServer,
    Link,
    Look,
    LoopLag,
    outbox_moving,
    refuse_second,
    slack_connected,
    store_answers,
    stories_followed,
    watchers_polling,
)
from bot.store.importing import import_story, remove_story
from bot.store.store import Store
from tests.conftest import NOW
from tests.test_store import STORY, alert


async def ask(checks: Mapping[str, Look]) -> tuple[int, Any]:
    async with (
        HealthServer("127.0.0.1", 0, checks) as server,
        aiohttp.request("GET", f"http://127.0.0.1:{server.port}/healthz") as response,
    ):
        return response.status, await response.json()


def always(check: Check) -> Look:
    async def look() -> Check:
        return check

    return look


async def test_all_well_is_200() -> None:
    status, body = await ask({"store": always(Check(ok=True, what="answered in 1 ms"))})
    assert status == 200
    assert body == {"status": "ok", "checks": {"store": {"ok": True, "what": "answered in 1 ms", "vital": True}}}


async def test_a_vital_check_that_fails_is_503_and_another_one_is_degraded() -> None:
    parked = always(Check(ok=False, what="2 refused", vital=False))
    assert await ask({"outbox": parked}) == (
        200,
        {"status": "degraded", "checks": {"outbox": {"ok": False, "what": "2 refused", "vital": False}}},
    )
    status, body = await ask({"outbox": parked, "store": always(Check(ok=False, what="gone"))})
    assert (status, body["status"]) == (503, "failing")


async def test_a_check_that_hangs_or_breaks_has_failed_and_the_others_count(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.health._CHECK_SECONDS", 0.05)

    async def hang() -> Check:
        await asyncio.sleep(60)
        raise AssertionError

    async def known() -> Check:
        raise StoreError("Redis does not answer; check REDIS_URL.")

    async def unknown() -> Check:
        raise RuntimeError("redis://:hunter2@db")

    status, body = await ask({"a": hang, "b": known, "c": unknown, "d": always(Check(ok=True, what="fine"))})
    assert status == 503
    assert {name: check["what"] for name, check in body["checks"].items()} == {
        "a": "no answer within 0.05 s",
        "b": "Redis does not answer; check REDIS_URL.",
        "c": "RuntimeError",
        "d": "fine",
    }


async def test_a_port_in_use_is_a_sentence() -> None:
    async with HealthServer("127.0.0.1", 0, {}) as first:
        with pytest.raises(WatchdeskError, match=rf"Port {first.port} is in use.* WATCHDESK_HTTP_PORT"):
            await HealthServer("127.0.0.1", first.port, {}).__aenter__()


async def test_a_second_watchdesk_is_told_that_one_runs() -> None:
    """It signed in, and then said that port 8686 was in use."""
    async with HealthServer("127.0.0.1", 0, {}) as first:
        with pytest.raises(WatchdeskError, match=rf"Watchdesk already runs .* port {first.port}"):
            await refuse_second("127.0.0.1", first.port)
    await refuse_second("127.0.0.1", first.port)


async def test_an_address_that_is_not_ours_is_a_sentence() -> None:
    with pytest.raises(WatchdeskError, match=r"Cannot listen on 192\.0\.2\.1:.*WATCHDESK_HTTP_HOST"):
        await HealthServer("192.0.2.1", 0, {}).__aenter__()


async def test_other_routes_are_served_on_the_same_port() -> None:
    async def events(_request: web.Request) -> web.Response:
        return web.Response(text="taken")

    async with (
        HealthServer("127.0.0.1", 0, {}, routes=[web.post("/slack/events", events)]) as server,
        aiohttp.request("POST", f"http://127.0.0.1:{server.port}/slack/events") as response,
    ):
        assert await response.text() == "taken"


async def test_the_store_answers_and_fails_where_all_it_held_is_lost(store: Store) -> None:
    """After a FLUSHALL the bot was healthy, and mute."""
    await import_story(store, STORY, by="test", now=NOW)
    assert (await store_answers(store)()).ok
    await remove_story(store, STORY.slug, by="test", now=NOW)
    assert (await store_answers(store)()).ok, "people did that"
    await store.redis.flushall()
    what = "empty: Redis has lost what it held, stories and followers with it; restore it"
    assert await store_answers(store)() == Check(ok=False, what=what, vital=True)


@pytest.mark.parametrize(
    ("link", "ok", "what"),
    [
        (Link(connected=True), True, "connected"),
        (Link(connected=True, pong_seconds=3), True, "connected, last pong 3 s ago"),
        (Link(connected=True, pong_seconds=90), False, "connected, last pong 90 s ago"),
        (Link(connected=False, pong_seconds=3), False, "not connected"),
    ],
)
async def test_slack_is_connected_only_while_it_answers_pings(link: Link, ok: bool, what: str) -> None:
    async def now() -> Link:
        return link

    assert await slack_connected(now)() == Check(ok=ok, what=what)


async def test_watchers_are_well_while_no_feed_waits_long_past_its_time(store: Store) -> None:
    look = watchers_polling(store, vital=False)
    assert await look() == Check(ok=False, what="no feeds: no story is stored, or none names one", vital=False)

    tx = store.transaction()
    store.feeds.register(tx, frozenset({"http://feeds.invalid/a"}), now=datetime.now(UTC) - timedelta(seconds=20))
    await tx.commit()
    assert await look() == Check(ok=True, what="no feed was polled yet, a feed is 20 s overdue", vital=False)

    await store.redis.zadd(
        store.keys.due, {"http://feeds.invalid/a": (datetime.now(UTC) - timedelta(minutes=10)).timestamp()}
    )
    assert await look() == Check(ok=False, what="no feed was polled yet, a feed is 600 s overdue", vital=False)


async def test_alerts_that_wait_are_counted_and_what_is_kept_aside_degrades_with_the_reason(store: Store) -> None:
    tx = store.transaction()
    store.stories.put(tx, STORY)
    store.stories.follow(tx, STORY.slug, "C1")
    fresh = {key: replace(alert(key), at=datetime.now(UTC)) for key in ("e1", "e2", "e3")}
    for one in fresh.values():
        store.outbox.put(tx, one)
    await tx.commit()
    look = outbox_moving(store)
    assert await look() == Check(ok=True, what="3 waiting, none kept aside", vital=False)

    held = await store.outbox.hold(now=datetime.now(UTC))
    assert held
    for key, why in (("e1", "channel_not_found"), ("e2", "a bug of ours; the log has it")):
        await store.outbox.park(held, fresh[key], why=why)
    what = "1 waiting, 2 kept aside: a bug of ours; the log has it, channel_not_found"
    assert await look() == Check(ok=False, what=what, vital=False)


async def test_a_story_that_no_channel_follows_degrades(store: Store) -> None:
    """Somebody ended its alerts in its one channel: nothing was posted any more, and all was well."""
    tx = store.transaction()
    store.stories.put(tx, STORY)
    store.stories.follow(tx, STORY.slug, "C1")
    await tx.commit()
    look = stories_followed(store)
    assert await look() == Check(ok=True, what="every story is followed", vital=False)
    tx = store.transaction()
    store.stories.unfollow(tx, STORY.slug, "C1")
    await tx.commit()
    assert await look() == Check(ok=False, what=f"no channel follows {STORY.slug}", vital=False)


async def test_an_alert_that_has_waited_long_and_feeds_that_all_fail_degrade(store: Store) -> None:
    tx = store.transaction()
    store.outbox.put(tx, replace(alert("e1"), at=datetime.now(UTC) - timedelta(minutes=30)))
    store.feeds.register(tx, frozenset({"http://feeds.invalid/a"}), now=datetime.now(UTC))
    await tx.commit()
    assert await outbox_moving(store)() == Check(
        ok=False, what="1 waiting, the first for 30 min, none kept aside", vital=False
    )
    claimed = await store.feeds.claim(now=datetime.now(UTC), latest_seconds=3600)
    assert claimed
    tx = store.transaction()
    failing = FeedState(url=claimed.url, failures=1, checked_at=datetime.now(UTC), due_at=datetime.now(UTC))
    store.feeds.settle(tx, claimed, failing)
    await tx.commit()
    told = await watchers_polling(store)()
    assert (told.ok, told.vital) == (False, False)
    assert told.what.endswith("every feed fails")


async def test_blocking_code_shows_as_lag_until_the_next_look() -> None:
    lag = LoopLag(every=0.01)
    running = asyncio.create_task(lag.run())
    await asyncio.sleep(0.02)
    time.sleep(0.2)  # the blocking code
    await asyncio.sleep(0.05)
    first = await lag.look()
    assert first.ok
    assert int(first.what.split()[2]) >= 150
    running.cancel()
    assert (await lag.look()).what.startswith("at most 0 ms")


async def test_asking_how_it_is_leaves_an_alert_of_another_version_where_it_waits(store: Store) -> None:
    """The version that wrote it may deliver it yet: a look from outside the queue's lease had put it aside."""
    queue = store.keys.outbox("C1")
    await store.redis.rpush(queue, '{"id": "of a later version"}')
    await store.redis.zadd(store.keys.outboxes, {"C1": 0})
    assert "1 waiting" in (await outbox_moving(store)()).what
    assert await store.redis.llen(queue) == 1
