"""A whole poll over loopback, server included: nothing new (304, same bytes) beside everything read anew."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from aiohttp import web

from bot.store.store import Store, open_store
from tests.bench.invented import entries, names, rss, story
from tests.bench.timing import Result, seconds_each
from watchers.fetch.fetcher import Fetcher
from watchers.pace.cadence import Pace
from watchers.parse.parser import Parser
from watchers.pipeline import Pipeline

NAME = "poll"
ENTRIES = 50


class Outlet:
    """Serves a feed that never changes (/304, /same) and one where all is new each time (/new)."""

    def __init__(self) -> None:
        self._people = names(100)
        self._same = rss(list(entries(ENTRIES, self._people)))
        self._served = 0

    async def handle(self, request: web.Request) -> web.Response:
        if request.path == "/304" and request.headers.get("If-None-Match"):
            return web.Response(status=304, headers={"ETag": '"1"'})
        self._served += ENTRIES
        body = rss(list(entries(ENTRIES, self._people, first=self._served))) if request.path == "/new" else self._same
        headers = {"ETag": '"1"'} if request.path == "/304" else {}
        return web.Response(body=body, content_type="application/rss+xml", headers=headers)


async def run() -> AsyncIterator[Result]:
    with TemporaryDirectory() as folder:
        async with _outlet() as address, open_store("", Path(folder)) as store:
            cases = {"/new": f"{ENTRIES} new entries", "/same": "the same bytes again", "/304": "304 not modified"}
            took = {path: await _poll(store, f"{address}{path}") for path in cases}
            for path, what in cases.items():
                ratio = took["/new"] / took[path]
                yield Result(what=what, per_second=1 / took[path], ratio=ratio, against="all new")


async def _poll(store: Store, url: str) -> float:
    now = datetime.now(UTC)
    tx = store.transaction()
    store.stories.put(tx, story(100, url=url))
    store.feeds.register(tx, frozenset({url}), now=now)
    await tx.commit()
    fetcher = Fetcher(user_agent="bench", allow_hosts=frozenset({"127.0.0.1"}))
    async with fetcher, Parser() as parser:
        pipeline = Pipeline(store, fetcher, parser, Pace(min_seconds=60, max_seconds=3600), lambda: datetime.now(UTC))

        async def once() -> None:
            await store.redis.zadd(store.keys.due, {url: now.timestamp()})
            claimed = await store.feeds.claim(now=datetime.now(UTC), latest_seconds=86_400)
            assert claimed
            assert claimed.url == url
            await pipeline.poll(claimed)

        took = await seconds_each(once, times=60)
    assert (await store.feeds.get(url)).healthy
    return took


@asynccontextmanager
async def _outlet() -> AsyncIterator[str]:
    app = web.Application()
    app.router.add_get("/{path}", Outlet().handle)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    await runner.cleanup()
