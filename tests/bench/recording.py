"""record: a poll's outcome in one step, beside one bare write that also waits for the disk."""

from collections.abc import AsyncIterator
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.domain.feedstate import FeedState
from bot.store.feeds import Claimed
from bot.store.store import Store, open_store
from tests.bench.invented import NOW, entries, names, story
from tests.bench.timing import Result, seconds_each
from watchers.identify import identify
from watchers.identity import identities
from watchers.record import record

NAME = "record"
URL = "http://feeds.invalid/a"


async def run() -> AsyncIterator[Result]:
    with TemporaryDirectory() as folder:
        async with open_store("", Path(folder)) as store:
            bare = await seconds_each(lambda: store.redis.set("bench", "x", ex=60), times=300)
            yield Result(what="a bare write, flushed to disk", per_second=1 / bare, ratio=1, against="a bare write")
            for count in (1, 20, 100):
                took = await _one_poll(store, count)
                yield Result(
                    what=f"a poll with {count} entries", per_second=1 / took, ratio=bare / took, against="a bare write"
                )


async def _one_poll(store: Store, count: int) -> float:
    found = list(entries(count, names(50)))
    tx = store.transaction()
    store.stories.put(tx, story(100))
    await tx.commit()

    async def once() -> None:
        await store.redis.set(store.feeds.keys.lease("feed", URL), "bench", ex=60)
        known = await store.seen.known(URL, (i for own in identities(found) for i in own))
        sightings = identify(found, known, now=NOW)
        await record(store, Claimed(url=URL, token="bench"), FeedState(url=URL), sightings, [], now=NOW)

    return await seconds_each(once, times=100)
