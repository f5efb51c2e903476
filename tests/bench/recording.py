"""record: a poll's outcome in one step, beside one bare write that also waits for the disk."""

from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.domain.feedstate import FeedState
from bot.store.feeds import Claimed
from bot.store.store import Store, open_store
from tests.bench.invented import NOW, entries, names
from tests.bench.timing import Result, medians
from watchers.identify.identity import identities
from watchers.identify.sightings import identify
from watchers.record import record

NAME = "record"


async def run() -> AsyncIterator[Result]:
    with TemporaryDirectory() as folder:
        async with open_store("", Path(folder)) as store:
            bare = "a bare write, flushed to disk"
            works: dict[str, Callable[[], Awaitable[object]]] = {bare: lambda: store.redis.set("bench", "x", ex=60)}
            works |= {f"a poll with {count} entries": _one_poll(store, count) for count in (1, 20, 100)}
            took = await medians(works, rounds=100)
            for what in works:
                yield Result(
                    what=what, per_second=1 / took[what], ratio=took[bare] / took[what], against="a bare write"
                )


def _one_poll(store: Store, count: int) -> Callable[[], Awaitable[object]]:
    found = list(entries(count, names(50)))
    url = f"http://feeds.invalid/{count}"

    async def once() -> None:
        await store.redis.set(store.feeds.keys.lease("feed", url), "bench", ex=60)
        known = await store.seen.known(url, (i for own in identities(found) for i in own))
        sightings = identify(found, known, now=NOW)
        await record(store, Claimed(url=url, token="bench"), FeedState(url=url), sightings, [], now=NOW)

    return once
