"""The composition root: the one place that builds things and starts them."""

import asyncio
import random
import signal
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import UTC, datetime
from functools import partial
from typing import Any, Literal

import structlog
from slack_bolt.app.async_app import AsyncApp

from bot import health
from bot.calls import AWAY
from bot.channels import NamedChannels
from bot.connection import CalmClient, Socket, require_tokens, slack_client
from bot.delivery import Delivery
from bot.domain.standing import BOT
from bot.errors import SlackAwayError
from bot.health import HealthServer, LoopLag
from bot.settings import Settings
from bot.store.client import UNREACHABLE
from bot.store.importing import import_story
from bot.store.store import Store, open_store
from bot.storyfile import shipped_stories, shipped_story
from bot.webhook import events_route
from handlers.desk import Desk
from handlers.inbox import replay
from handlers.register import register_all
from handlers.showing import Showing
from watchers.ageing import Ageing
from watchers.learning import Learning
from watchers.link.semantic import Semantic
from watchers.listening import Listening
from watchers.pace.cadence import Pace
from watchers.schedule import Watchers

log = structlog.get_logger("app")

Job = Callable[[], Coroutine[Any, Any, None]]
Part = Literal["watchers", "bot"]
_HOUSEKEEPING_SECONDS = 20


def now() -> datetime:
    """The time, aware and UTC; everything that thinks is given it."""
    return datetime.now(UTC)


async def run(settings: Settings, *, only: Part | None = None, started: Callable[[], None] | None = None) -> None:
    """Runs watchers and bot until SIGTERM, SIGINT or SIGHUP, then closes everything cleanly.

    Raises WatchdeskError with a sentence where something needed is missing or wrong, or the store is away. While Slack is,
    feeds are read all the same.
    """
    if only != "watchers":
        require_tokens(settings)
    await health.refuse_second(settings.http_host, settings.http_port)
    async with AsyncExitStack() as stack:
        # before the store, which is made where there is none: a wrong token leaves nothing behind
        client = await stack.enter_async_context(slack_client(settings)) if only != "watchers" else None
        store = await stack.enter_async_context(open_store(settings.redis_url, settings.data_dir))
        lag = LoopLag()
        checks = {"store": health.store_answers(store), "loop": lag.look}
        jobs: list[Job] = [lag.run]
        routes = []
        if client:
            app = bolt_app(settings, store, client)
            jobs += [Delivery(store=store, slack=client, clock=now).run, partial(housekeeping, app, store, client)]
            jobs.append(Showing(store=store, client=client, clock=now).run)
            checks |= {"outbox": health.outbox_moving(store), "followers": health.stories_followed(store)}
            if settings.mode == "socket":
                socket = await stack.enter_async_context(_socket(settings, app, client))
                checks["slack"] = health.slack_connected(socket.link)
                jobs.append(socket.watch)
            else:
                routes = [events_route(app, settings.slack_signing_secret.get_secret_value())]
        await first_story(store)
        each = max(1.0, 60 / settings.polls_per_minute)
        checks["watchers"] = health.watchers_polling(store, vital=only != "bot", each_seconds=each)
        jobs.append(Listening(store=store, clock=now, each_seconds=each).run)  # in the bot, too: watchers may be gone
        if only != "bot":
            semantic = Semantic(wanted=settings.semantic == "on")
            jobs += [
                _watchers(settings, store, semantic).run,
                Learning(store=store, clock=now, semantic=semantic).run,
                Ageing(store=store, clock=now).run,
            ]
        server = HealthServer(settings.http_host, settings.http_port, checks, routes=routes)
        await stack.enter_async_context(server)
        log.info(
            "running", parts=only or "bot and watchers", health=f"http://{settings.http_host}:{server.port}/healthz"
        )
        if started:
            started()
        await _until_told_to_stop(jobs)
    log.info("stopped")


def bolt_app(settings: Settings, store: Store, client: CalmClient) -> AsyncApp:
    """The Bolt app with every handler registered."""
    secret = settings.slack_signing_secret.get_secret_value()
    app = AsyncApp(client=client, signing_secret=secret or "unused-in-socket-mode")
    register_all(app, Desk(store=store, clock=now))
    return app


async def first_story(store: Store) -> None:
    """A store that never had a story gets those that ship with the product, so that /watch has something to say."""
    if await store.stories.slugs() or await store.stories.imports():
        return
    for slug in shipped_stories():
        await import_story(store, shipped_story(slug), by=BOT, now=now())
        log.info("story imported", slug=slug, reason="the store was empty")


async def housekeeping(app: AsyncApp, store: Store, client: CalmClient) -> None:
    """Every 20 s: channels named since, events an earlier process left half done. Until cancelled.

    Whatever it trips over, alerts are posted all the same.
    """
    channels = NamedChannels(store=store, client=client)
    while True:
        try:
            await replay(app, store, now=now())
            await channels.look()
        except (*UNREACHABLE, *AWAY) as error:
            log.warning("housekeeping waits", reason=str(error)[:200] or type(error).__name__)
        except Exception:
            log.exception("housekeeping broke", reason="a bug; it is tried again")
        await asyncio.sleep(_HOUSEKEEPING_SECONDS)


def pace(settings: Settings) -> Pace:
    """How often feeds are polled, by the settings; waits differ a little, or feeds imported together stayed in step."""
    return Pace(
        min_seconds=settings.min_poll_seconds,
        max_seconds=settings.max_poll_seconds,
        polls_a_minute=settings.polls_per_minute,
        jitter=random.random,
    )


def _watchers(settings: Settings, store: Store, semantic: Semantic) -> Watchers:
    hosts = settings.allow_hosts
    return Watchers(
        store=store,
        user_agent=settings.user_agent,
        allow_hosts=hosts,
        pace=pace(settings),
        clock=now,
        keep_entries=settings.keep_entries,
        semantic=semantic,
    )


@asynccontextmanager
async def _socket(settings: Settings, app: AsyncApp, client: CalmClient) -> AsyncIterator[Socket]:
    socket = Socket(app, client, settings.slack_app_token.get_secret_value())
    try:
        await socket.connect()
    except SlackAwayError as error:
        log.warning("not connected", reason=f"{error} It is tried again; feeds are read meanwhile.")
    try:
        yield socket
    finally:
        await socket.close()


async def _until_told_to_stop(jobs: list[Job]) -> None:
    """Runs the jobs until a signal says stop. A job that breaks ends all of them, with its error."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        loop.add_signal_handler(number, stop.set)
    tasks = [asyncio.ensure_future(job()) for job in jobs]
    waiter = asyncio.ensure_future(stop.wait())
    try:
        done, _ = await asyncio.wait([*tasks, waiter], return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in (*tasks, waiter):
            task.cancel()
        await asyncio.gather(*tasks, waiter, return_exceptions=True)
    for task in done - {waiter}:
        task.result()
