"""Recent entries are kept a week, never more than asked for, and from the first poll on."""

from dataclasses import replace
from datetime import timedelta

from bot.domain.entry import Entry, KeptEntry
from bot.store.keys import RECENT_TTL
from bot.store.store import Store
from tests.conftest import NOW
from tests.test_pipeline import Rig, paper, rig  # noqa: F401  fixtures

WEEK = timedelta(days=7)


def kept(key: str, *, days: float = 0) -> KeptEntry:
    entry = Entry(id=key, title=f"Report {key}", link=f"http://x.invalid/{key}", published=NOW - timedelta(days=days))
    return KeptEntry(key=key, entry=entry, seen=NOW)


async def keep(store: Store, *entries: KeptEntry, most: int = 100) -> None:
    tx = store.transaction()
    store.recent.keep(tx, "pact", entries, now=NOW, most=most)
    await tx.commit()


async def test_what_is_kept_comes_back_oldest_first(store: Store) -> None:
    await keep(store, kept("b", days=1), kept("a", days=2))
    assert [k.key for k in await store.recent.since("pact", NOW - WEEK)] == ["a", "b"]
    assert [k.key for k in await store.recent.since("pact", NOW - timedelta(days=1.5))] == ["b"]
    assert 0 < await store.redis.ttl(store.recent.keys.recent("pact")) <= RECENT_TTL


async def test_what_is_older_than_a_week_is_not_kept(store: Store) -> None:
    await keep(store, kept("old", days=8), kept("new"))
    assert [k.key for k in await store.recent.since("pact", NOW - 2 * WEEK)] == ["new"]


async def test_a_story_keeps_so_many_entries_and_no_more(store: Store) -> None:
    await keep(store, *(kept(f"k{i:04}", days=i / 1000) for i in range(1500)), most=1200)
    found = await store.recent.since("pact", NOW - WEEK)
    assert len(found) == 1200
    assert found[-1].key == "k0000", "the oldest go"


async def test_nothing_is_kept_where_nothing_may_be(store: Store) -> None:
    await keep(store, kept("a"), most=0)
    assert await store.recent.since("pact", NOW - WEEK) == ()


async def test_long_summaries_are_cut(store: Store) -> None:
    long = kept("a")
    await keep(store, replace(long, entry=replace(long.entry, summary="x" * 9000)))
    assert len((await store.recent.since("pact", NOW - WEEK))[0].entry.summary) == 1500


async def test_a_poll_keeps_new_entries_from_the_first_one_on(rig: Rig) -> None:  # noqa: F811
    await rig.poll()
    rig.paper.entries.insert(0, ("n1", "Avalon says pact is close", "Talks went on."))
    await rig.poll()
    await rig.poll()
    found = await rig.store.recent.since("pact", rig.clock[0] - WEEK)
    assert sorted(k.entry.title for k in found) == ["Avalon harbour pact is close", "Avalon says pact is close"]
    assert {k.entry.outlet for k in found} == {"Paper"}


async def test_a_changed_headline_is_kept_too_and_comes_after_the_one_before(rig: Rig) -> None:  # noqa: F811
    """A rule was tried on the headline that counted no more, and was said to change nothing."""
    await rig.poll()
    for title in ("Zealous Avalon talks", "Avalon says pact is close"):
        rig.paper.entries[:1] = [("n1", title, "Talks went on.")]
        await rig.poll()
    found = [k for k in await rig.store.recent.since("pact", rig.clock[0] - WEEK) if k.entry.link.endswith("n1")]
    assert [k.entry.title for k in found] == ["Zealous Avalon talks", "Avalon says pact is close"]
    assert len({k.key for k in found}) == 1
