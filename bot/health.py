"""/healthz: whether this process does its work, as JSON with status 200 or 503."""

import asyncio
import errno
import time
from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from types import TracebackType
from typing import Literal, Self

import aiohttp
from aiohttp import web
from yarl import URL

from bot.errors import WatchdeskError
from bot.store.store import Store

_CHECK_SECONDS = 3.0
_PONG_SECONDS = 60.0  # slack_sdk's aiohttp adapter pings every 5 s and gives a session up after 4 silent pings
_OVERDUE_SECONDS = 180.0  # three leases: even a feed whose poller died is taken up again well before
_WAITS_MINUTES = 10.0
_LAG_SECONDS = 1.0  # Slack waits 3 s for an ack


@dataclass(frozen=True, kw_only=True)
class Check:
    """What one check found. A check that is not vital shows as degraded, and no 503 comes of it."""

    ok: bool
    what: str
    vital: bool = True


@dataclass(frozen=True, kw_only=True)
class Link:
    """The connection to Slack: whether it is open, and the seconds since it last answered a ping."""

    connected: bool
    pong_seconds: float | None = None


@dataclass(frozen=True, kw_only=True)
class Health:
    """Every check at one moment."""

    checks: Mapping[str, Check]

    @property
    def status(self) -> Literal["ok", "degraded", "failing"]:
        bad = [check for check in self.checks.values() if not check.ok]
        return "failing" if any(check.vital for check in bad) else "degraded" if bad else "ok"


Look = Callable[[], Awaitable[Check]]


async def examine(checks: Mapping[str, Look]) -> Health:
    """All checks at once, each within three seconds; one that breaks has failed."""
    found = await asyncio.gather(*(_guarded(look) for look in checks.values()))
    return Health(checks=dict(zip(checks, found, strict=True)))


async def _guarded(look: Look) -> Check:
    try:
        async with asyncio.timeout(_CHECK_SECONDS):
            return await look()
    except TimeoutError:
        return Check(ok=False, what=f"no answer within {_CHECK_SECONDS:g} s")
    except WatchdeskError as error:
        return Check(ok=False, what=str(error))
    except Exception as error:  # noqa: BLE001  a check that breaks is a finding, and the others still count
        return Check(ok=False, what=type(error).__name__)


class HealthServer:
    """Serves /healthz, and other routes of this process with it. Use it as a context manager."""

    def __init__(
        self, host: str, port: int, checks: Mapping[str, Look], *, routes: Iterable[web.AbstractRouteDef] = ()
    ) -> None:
        self._host = host
        self._port = port
        self._checks = checks
        self._routes = routes

    @property
    def port(self) -> int:
        """The port listened on; a free one was picked if 0 was asked for."""
        return self._port

    async def __aenter__(self) -> Self:
        app = web.Application()
        app.add_routes([web.get("/healthz", self._answer), *self._routes])
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=1)
        await self._runner.setup()
        try:
            await web.TCPSite(self._runner, self._host, self._port).start()
        except OSError as error:
            await self._runner.cleanup()
            raise WatchdeskError(_cannot_listen(self._host, self._port, error)) from error
        self._port = self._runner.addresses[0][1]
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._runner.cleanup()

    async def _answer(self, _request: web.Request) -> web.Response:
        health = await examine(self._checks)
        body = {"status": health.status, "checks": {name: asdict(check) for name, check in health.checks.items()}}
        return web.json_response(body, status=503 if health.status == "failing" else 200)


async def refuse_second(host: str, port: int) -> None:
    """Raises WatchdeskError where another Watchdesk answers on that port: it would be two bots, or two that share its events."""
    if not port:
        return
    try:
        async with (
            asyncio.timeout(_CHECK_SECONDS),
            aiohttp.ClientSession() as session,
            session.get(URL.build(scheme="http", host=host, port=port, path="/healthz")) as response,
        ):
            found = await response.json()
    except (TimeoutError, aiohttp.ClientError, OSError, ValueError):
        return
    if isinstance(found, dict) and "checks" in found:
        raise WatchdeskError(
            f"Watchdesk already runs on this machine: it answers on port {port}. Stop it first; for a second one, of another "
            "Slack app, set WATCHDESK_HTTP_PORT to another."
        )


def _cannot_listen(host: str, port: int, error: OSError) -> str:
    if error.errno == errno.EADDRINUSE:
        return f"Port {port} is in use; stop what uses it, or set WATCHDESK_HTTP_PORT to another."
    return f"Cannot listen on {host}:{port} ({error.strerror}); correct WATCHDESK_HTTP_HOST and WATCHDESK_HTTP_PORT."


# --- the checks ----------------------------------------------------------------------------------------------------


def store_answers(store: Store) -> Look:
    """Redis takes a write, and has not lost everything."""

    async def look() -> Check:
        started = time.monotonic()
        if trouble := await store.trouble():
            return Check(ok=False, what=trouble)
        return Check(ok=True, what=f"answered in {(time.monotonic() - started) * 1000:.0f} ms")

    return look


def slack_connected(link: Callable[[], Awaitable[Link]]) -> Look:
    """Socket Mode is connected and Slack still answers pings on it."""

    async def look() -> Check:
        now = await link()
        if not now.connected:
            return Check(ok=False, what="not connected")
        if now.pong_seconds is None:
            return Check(ok=True, what="connected")
        return Check(ok=now.pong_seconds < _PONG_SECONDS, what=f"connected, last pong {now.pong_seconds:.0f} s ago")

    return look


def watchers_polling(store: Store, *, vital: bool = True, each_seconds: float = 1.0) -> Look:
    """No feed waits long past its due time. Where the watchers are another process, this is not vital to ours.

    Where all are due at once, the last may wait `each_seconds` for each: feeds of one host are polled a second apart.
    """

    async def look() -> Check:
        due = await store.feeds.next_due()
        if due is None:
            return Check(ok=False, what="no feeds: no story is stored, or none names one", vital=False)
        feeds = await store.feeds.all()
        polled = [feed.checked_at for feed in feeds.values() if feed.checked_at]
        now = datetime.now(UTC)
        late = (now - due).total_seconds()
        last = f"last poll {(now - max(polled)).total_seconds():.0f} s ago" if polled else "no feed was polled yet"
        failing = sum(feed.failures > 0 for feed in feeds.values())
        if failing and failing == len(feeds):
            return Check(ok=False, what=f"{last}, every feed fails", vital=False)
        wait = f"a feed is {late:.0f} s overdue" if late > 0 else f"next in {-late:.0f} s"
        return Check(ok=late < _OVERDUE_SECONDS + each_seconds * len(feeds), what=f"{last}, {wait}", vital=vital)

    return look


def outbox_moving(store: Store) -> Look:
    """How many alerts wait for Slack. They wait through an outage by design, so a queue is told and not failed."""

    async def look() -> Check:
        waiting = await store.outbox.waiting()
        channels = {c for slug in await store.stories.slugs() for c in await store.stories.followers(slug)}
        reasons = [why for channel in sorted(channels) for why in await store.outbox.parked(channel)]
        aside = f"{len(reasons)} kept aside: {', '.join(sorted(set(reasons)))}" if reasons else "none kept aside"
        since = await store.outbox.waiting_since()
        minutes = (datetime.now(UTC) - since).total_seconds() / 60 if since else 0
        long = f", the first for {minutes:.0f} min" if minutes > _WAITS_MINUTES else ""
        return Check(ok=not reasons and not long, what=f"{sum(waiting.values())} waiting{long}, {aside}", vital=False)

    return look


def stories_followed(store: Store) -> Look:
    """Every story is followed in some channel: of one that is not nobody is told anything."""

    async def look() -> Check:
        alone = [slug for slug in await store.stories.slugs() if not await store.stories.followers(slug)]
        what = f"no channel follows {', '.join(alone)}" if alone else "every story is followed"
        return Check(ok=not alone, what=what, vital=False)

    return look


class LoopLag:
    """How late the event loop runs its turns: blocking code anywhere in the process shows here."""

    def __init__(self, *, every: float = 0.5) -> None:
        self._every = every
        self._worst = 0.0

    async def run(self) -> None:
        """Measures until cancelled."""
        while True:
            started = time.monotonic()
            await asyncio.sleep(self._every)
            self._worst = max(self._worst, time.monotonic() - started - self._every)

    async def look(self) -> Check:
        """The worst since the last look."""
        worst, self._worst = self._worst, 0.0
        return Check(ok=worst < _LAG_SECONDS, what=f"at most {worst * 1000:.0f} ms since last asked", vital=False)
