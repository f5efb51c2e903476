"""Values another version or a hand left in the store: one is told of in the log, passed over, and stops nothing else."""

import asyncio
import json
import os
import signal
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
import structlog
from structlog.testing import capture_logs

from bot.domain.change import alert_for
from bot.domain.entry import Entry, KeptEntry, Seen, Trace
from bot.domain.feedstate import FeedStatus
from bot.domain.lesson import Asked, Cause, Proposal
from bot.domain.standing import WatchState
from bot.errors import StoreError
from bot.store.importing import follow, import_story
from bot.store.store import Store, open_store
from bot.store.transaction import ConflictError
from tests.conftest import NOW, wait_until
from tests.samples import FIRST, FIRST_SIGNAL, MEMORANDUM, SECOND, STORY

BAD = '{"bad'
KEPT = KeptEntry(key="k1", entry=Entry(id="k1", title="Avalon says pact is close", published=NOW), seen=NOW)
SEEN = Seen(key="k1", title="T", summary="", link="http://x.invalid/1", first_seen=NOW)
TRACE = Trace(
    slug=STORY.slug,
    title="T",
    link="http://x.invalid/1",
    outlet="X",
    feed="http://x.invalid",
    seen=NOW,
    decision="alert",
)
ASKED = Asked(id="a1", cause=Cause.MISSED, slug=STORY.slug, by="U1", channel="C1", at=NOW, link="https://a.invalid/x")
OLD = '{"slug":"other","due_at":"gestern","cause":"of another version"}'


def otherwise(text: str) -> str:
    """The same value as another version, or another library, might write it."""
    return json.dumps(json.loads(text), indent=1)


@pytest.fixture
async def filled(store: Store) -> Store:
    await import_story(store, STORY, by="test", now=NOW)
    await follow(store, STORY.slug, "C1", by="test", now=NOW)
    return store


@pytest.mark.parametrize("value", [BAD, OLD])
async def test_every_value_that_cannot_be_read_is_passed_over(filled: Store, value: str) -> None:
    store, keys, slug = filled, filled.keys, STORY.slug
    url = STORY.feeds[0].url
    tx = store.transaction()
    store.standings.add_evidence(tx, FIRST, now=NOW)
    store.recent.keep(tx, slug, [KEPT], now=NOW, most=10)
    store.seen.remember(tx, url, {"g:1": SEEN}, now=NOW)
    store.seen.trace(tx, TRACE)
    await tx.commit()
    await store.redis.set(keys.story("other"), value)
    await store.redis.sadd(keys.stories, "other")
    await store.redis.hset(keys.feeds, url, value)
    await store.redis.hset(keys.standings(slug), str(MEMORANDUM), value)
    await store.redis.zadd(keys.evidence(slug), {value: NOW.timestamp()})
    await store.redis.hset(keys.inbox, "Ev1", value)
    await store.redis.rpush(keys.asked, value)
    await store.redis.xadd(keys.ledger(slug), {"line": value})
    await store.redis.hset(keys.thread(slug, str(MEMORANDUM), "C1"), mapping={"ts": "1.1", "change": value})
    await store.redis.zadd(keys.recent(slug), {value: NOW.timestamp()})
    await store.redis.set(keys.lesson("a1"), value, ex=60)
    await store.redis.rpush(keys.outbox("C1"), value)
    await store.redis.hset(await only_key(store, "seen"), "g:2", value)
    await store.redis.hset(await only_key(store, "traces"), "other", value)

    assert [s.slug for s in await store.stories.all()] == [slug]
    with pytest.raises(StoreError, match="import its file again"):
        await store.stories.get("other")
    await import_story(store, replace(STORY, slug="other"), by="test", now=NOW)
    assert await store.stories.get("other")
    assert (await store.feeds.all())[url].status is FeedStatus.NEW
    assert (await store.standings.of(STORY, now=NOW)).standings[MEMORANDUM].value == WatchState.WATCHING
    assert await store.standings.evidence(slug, since=NOW - timedelta(days=1)) == (FIRST,)
    assert await store.inbox.left_over(now=NOW, older_than=timedelta(0)) == {}
    assert await store.lessons.next_asked() is None
    assert [line.kind for line in await store.ledger.read(slug)] == ["follow", "story"]
    head = await store.threads.head(slug, MEMORANDUM, "C1")
    assert (head.ts, head.change) == ("1.1", None) if head else False
    assert await store.recent.since(slug, NOW - timedelta(days=1)) == (KEPT,)
    assert await store.lessons.proposal("a1") is None
    assert await store.outbox.head("C1") is None
    assert await store.outbox.parked("C1") == ("written by another version",)
    assert await store.seen.known(url, ["g:1", "g:2"]) == {"g:1": SEEN}
    assert await store.seen.prune(url) == 0
    assert await store.seen.traces_of(TRACE.link) == (TRACE,)


async def only_key(store: Store, kind: str) -> str:
    """The key of that kind; its name holds a digest."""
    (key,) = [str(key) async for key in store.redis.scan_iter(match=f"watchdesk:{kind}:*")]
    return key


async def test_what_cannot_be_read_of_what_people_said_holds_up_nobody_who_says_more(filled: Store) -> None:
    """It is kept aside for a month: only so many rows are looked at, and these would be the first for ever."""
    await filled.redis.rpush(filled.keys.asked, *(f'{{"old": {n}}}' for n in range(40)))
    await filled.lessons.ask(ASKED)

    async def next_asked() -> Asked | None:
        return await filled.lessons.next_asked()

    assert await wait_until(next_asked, description="what can be read") == ASKED
    assert await filled.redis.llen(filled.keys.asked) == 1
    assert await filled.redis.llen(filled.keys.unreadable) == 40
    assert await filled.redis.ttl(filled.keys.unreadable) > 0


async def test_a_report_that_another_version_wrote_is_replaced_and_not_doubled(filled: Store) -> None:
    tx = filled.transaction()
    for one in (FIRST, SECOND):
        filled.standings.add_evidence(tx, one, now=NOW)
    await tx.commit()
    key = filled.keys.evidence(STORY.slug)
    for row, score in await filled.redis.zrange(key, 0, -1, withscores=True):
        await filled.redis.zrem(key, row)
        await filled.redis.zadd(key, {otherwise(row): score})
    await filled.redis.zadd(key, {BAD: FIRST.seen.timestamp(), "7": FIRST.seen.timestamp()})
    tx = filled.transaction()
    filled.standings.replace_evidence(tx, FIRST, replace(FIRST, origin="Northern Post"))
    await tx.commit()
    found = await filled.standings.evidence(STORY.slug, since=NOW - timedelta(days=30))
    assert {e.id: e.origin for e in found} == {FIRST.id: "Northern Post", SECOND.id: SECOND.origin}
    assert len(found) == 2


async def test_a_rule_that_another_version_proposed_is_decided_once(filled: Store) -> None:
    await filled.lessons.ask(ASKED)
    await filled.lessons.answer(Proposal(asked=ASKED))
    key = filled.keys.lesson(ASKED.id)
    await filled.redis.set(key, otherwise(await filled.redis.get(key)), ex=60)
    proposal = await filled.lessons.proposal(ASKED.id)
    assert proposal
    first, second = filled.transaction(), filled.transaction()
    for tx in (first, second):
        filled.lessons.decided(tx, proposal)
    await first.commit()
    with pytest.raises(ConflictError):
        await second.commit()


async def test_what_another_version_asked_is_answered_once(filled: Store) -> None:
    """Two versions may work side by side for as long as one replaces the other: neither leaves the other's words there."""
    await filled.lessons.ask(ASKED)
    (row,) = await filled.redis.lrange(filled.keys.asked, 0, -1)
    for answered in (True, False):
        await filled.redis.delete(filled.keys.asked)
        await filled.redis.rpush(filled.keys.asked, otherwise(row))
        assert await filled.lessons.answer(Proposal(asked=ASKED)) is answered
        assert await filled.redis.llen(filled.keys.asked) == 0


async def test_it_is_told_once_where_it_lies_and_never_what_it_says(filled: Store) -> None:
    structlog.reset_defaults()
    await filled.redis.hset(filled.keys.feeds, "https://a.invalid/told-once", '{"url": 7, "secret": "hush"}')
    with capture_logs() as logs:
        await filled.feeds.all()
        await filled.feeds.all()
    (line,) = [entry for entry in logs if entry["event"] == "value not readable"]
    assert line["key"] == "watchdesk:feeds https://a.invalid/told-once"
    assert "hush" not in str(line)


async def test_an_unreadable_story_hides_the_feeds_it_names_and_none_whose_address_only_begins_so(
    filled: Store,
) -> None:
    story = json.dumps({"slug": "other", "feeds": [{"url": "https://a.invalid/rss.xml?q=é"}]}, ensure_ascii=False)
    await filled.redis.set(filled.keys.story("other"), story)
    await filled.redis.sadd(filled.keys.stories, "other")
    await filled.stories.all()
    assert filled.stories.hidden("https://a.invalid/rss.xml?q=é")
    assert not filled.stories.hidden("https://a.invalid/rss")
    assert not filled.stories.hidden("https://a.invalid/rss.xml")


async def test_a_feed_that_only_an_unreadable_story_named_goes_with_its_next_file(filled: Store) -> None:
    """Nobody knew any more that the story had named it: it was polled for ever, for no story."""
    wire, post = (f.url for f in STORY.feeds)
    unreadable = json.dumps({"slug": STORY.slug, "feeds": [{"url": post}]})
    await filled.redis.set(filled.keys.story(STORY.slug), unreadable)
    await import_story(filled, replace(STORY, feeds=STORY.feeds[:1]), by="test", now=NOW)
    assert set(await filled.feeds.all()) == {wire}
    assert await filled.redis.zrange(filled.keys.due, 0, -1) == [wire]


async def test_a_feed_that_another_unreadable_story_names_stays(filled: Store) -> None:
    post = STORY.feeds[1].url
    await filled.redis.set(filled.keys.story("other"), json.dumps({"slug": "other", "feeds": [{"url": post}]}))
    await filled.redis.sadd(filled.keys.stories, "other")
    await import_story(filled, replace(STORY, feeds=STORY.feeds[:1]), by="test", now=NOW)
    assert post in await filled.feeds.all()


async def test_an_alert_put_there_under_a_clock_ahead_waits_for_nobody(filled: Store) -> None:
    tx = filled.transaction()
    filled.outbox.put(tx, alert_for(FIRST_SIGNAL, "C1", at=NOW + timedelta(seconds=90)))
    await tx.commit()
    assert await filled.outbox.hold(now=NOW)


async def test_a_server_that_only_does_not_answer_gets_no_second_one(tmp_path: Path) -> None:
    async with open_store("", tmp_path) as store:
        pid = int((tmp_path / "valkey" / "valkey.pid").read_text())
        os.kill(pid, signal.SIGSTOP)
        await asyncio.sleep(6)
        os.kill(pid, signal.SIGCONT)
        assert int((tmp_path / "valkey" / "valkey.pid").read_text()) == pid
        await store.redis.set("kept", "1", ex=60)


@pytest.mark.parametrize("number", ["its own", "another's"])
async def test_an_embedded_valkey_that_died_is_started_again(tmp_path: Path, number: str) -> None:
    """Where its process number was another process's by then it counted as alive for ever."""
    async with open_store("", tmp_path) as store:
        await store.redis.set("kept", "1", ex=60)
        pid = tmp_path / "valkey" / "valkey.pid"
        os.kill(int(pid.read_text()), signal.SIGKILL)
        if number == "another's":
            pid.write_text(str(os.getpid()))

        async def answers() -> bool:
            with suppress(Exception):
                return bool(await store.redis.get("kept") == "1")
            return False

        await wait_until(answers, description="Valkey is back, with what it had", seconds=30)


async def test_a_server_without_its_socket_gets_no_second_one_on_its_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A socket in a temporary folder may be swept away; each server would keep half of the data."""
    monkeypatch.setattr("bot.store.embedded._LONGEST_LOAD", 1)
    async with open_store("", tmp_path) as store:
        await store.redis.set("kept", "1", ex=60)
        socket, aside = (tmp_path / "valkey" / name for name in ("valkey.sock", "aside.sock"))
        socket.rename(aside)
        with pytest.raises(StoreError, match=r"runs on .* and does not answer"):
            async with open_store("", tmp_path):
                pass
        aside.rename(socket)
        assert await store.redis.get("kept") == "1"
