"""LocalSlack: everything put together and listening on one port."""

import asyncio
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

from aiohttp import web

from bot.localslack.control import Control
from bot.localslack.courier import RETRY_AFTER, Courier
from bot.localslack.deeds import Deeds
from bot.localslack.events import Events
from bot.localslack.faults import Faults, random_fault
from bot.localslack.guard import own_pages_only
from bot.localslack.hooks import Hooks
from bot.localslack.httpevents import HttpEvents
from bot.localslack.ids import stable_token
from bot.localslack.installation import Installation
from bot.localslack.manifest import Manifest
from bot.localslack.nouns import Channel
from bot.localslack.outcome import CommandResult, Outcome
from bot.localslack.page import Page
from bot.localslack.ratelimits import RateLimits
from bot.localslack.shapes import Json, RefusalError
from bot.localslack.socketmode import SocketMode
from bot.localslack.statefile import StateFile
from bot.localslack.transcript import Transcript
from bot.localslack.views import Views
from bot.localslack.webapi.gate import Gate
from bot.localslack.workspace import Workspace

__all__ = ["CommandResult", "LocalSlack", "Outcome", "RefusalError", "Workspace"]
_CHAOS_EVERY = 5.0
_EVERY = {"0.0.0.0", "::", ""}  # noqa: S104  addresses that are all addresses, and nobody's name
_MAX_BODY = 2 * 1024 * 1024


class LocalSlack:
    """A Slack on localhost with one workspace and one app installed in it. The page is at `url`.

    With a `request_url` the app is called there over signed HTTP, else it connects by Socket Mode. `called` are further
    host names it answers under, like that of its service in a compose file.
    """

    def __init__(
        self, manifest: Json, *, host: str = "127.0.0.1", port: int = 0, channels: Sequence[str] = ("general",),
        people: Sequence[str] = ("Dana", "Omar"), team: str = "Watchdesk demo", strict_rate_limits: bool = True,
        chaos: bool = False, state_file: Path | None = None, bot_token: str = "", app_token: str = "",
        signing_secret: str = "", request_url: str = "", retry_after: tuple[float, ...] = RETRY_AFTER,
        called: Sequence[str] = (),
    ) -> None:  # fmt: skip
        self._host, self._port = host, port
        self._names = tuple(name.casefold() for name in called)
        self._chaos = chaos
        self._background: set[asyncio.Task[None]] = set()
        self._runner: web.AppRunner | None = None
        read = Manifest.read(manifest)
        self.workspace = Workspace(team=team, bot_name=read.bot_name, app_name=read.name)
        for person in people:
            self.workspace.add_person(person)
        for channel in channels:
            self.workspace.add_channel(channel)
        self.bot_token = bot_token or stable_token("xoxb", f"{team}/{read.name}")
        self.app_token = app_token or stable_token("xapp-1", f"{team}/{read.name}")
        self.signing_secret = signing_secret or stable_token("secret", f"{team}/{read.name}").split("-")[-1]
        self.faults = Faults()
        self.socket_mode = SocketMode(app_id=self.workspace.app_id)
        self._http = HttpEvents(request_url=request_url, signing_secret=self.signing_secret)
        transport = self._http if request_url else self.socket_mode
        self.courier = Courier(transport, self.faults, retry_after=retry_after)
        self.installation = Installation(
            workspace=self.workspace, manifest=read, bot_token=self.bot_token, app_token=self.app_token,
            signing_secret=self.signing_secret, views=Views(self.workspace), socket_mode=self.socket_mode,
            courier=self.courier, faults=self.faults, limits=RateLimits(strict=strict_rate_limits),
        )  # fmt: skip
        self.events = Events(self.installation)
        self.deeds = Deeds(self.installation, self.events)
        self._transcript = Transcript(self.workspace)
        self._page = Page(self.installation, self.deeds)
        self.socket_mode.on_count = self._page.say_connections
        self.control = Control(self.faults, self.socket_mode, self._transcript)
        self._state = StateFile(state_file, self.workspace) if state_file else None

    # --- life ----------------------------------------------------------------------------------

    async def start(self) -> None:
        """Listen. A port in use raises OSError."""
        if self._state:
            self._state.start()
        self._runner = web.AppRunner(self._web_app(), access_log=None, shutdown_timeout=0.5)
        await self._runner.setup()
        site = web.TCPSite(self._runner, self._host, self._port)
        try:
            await site.start()
        except OSError:
            await self._runner.cleanup()
            raise
        self._port = self._runner.addresses[0][1]
        self.installation.url = self.url
        if self._chaos:
            self._background.add(asyncio.get_running_loop().create_task(self._misbehave()))

    async def stop(self) -> None:
        for task in self._background:
            task.cancel()
        await asyncio.gather(*self._background, return_exceptions=True)
        await self.courier.stop()
        self._page.stop()
        await self.socket_mode.close()
        await self._http.close()
        if self._runner:
            await self._runner.cleanup()
        if self._state:
            self._state.stop()

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, where: TracebackType | None
    ) -> None:
        await self.stop()

    @property
    def url(self) -> str:
        shown = next(iter(self._names), "127.0.0.1" if self._host in _EVERY else self._host)
        return f"http://{shown}:{self._port}"

    @property
    def api_url(self) -> str:
        return f"{self.url}/api/"

    @property
    def connected(self) -> int:
        """How many Socket Mode connections the app has open."""
        return len(self.socket_mode.connections)

    def use_http(self, request_url: str) -> None:
        """From now on bring events, commands and clicks to this address, signed."""
        self._http.request_url = request_url
        self.courier.transport = self._http

    async def verify_request_url(self) -> bool:
        """Slack's handshake with a request URL: does its challenge come back?"""
        return await self._http.verify()

    # --- acting as a person --------------------------------------------------------------------

    async def command(
        self, *, channel: str, user: str, text: str, thread_ts: str = "", timeout: float = 5.0  # noqa: ASYNC109
    ) -> CommandResult:  # fmt: skip
        """Type a slash command; returns with the first answer, or without one after `timeout` seconds."""
        return await self.deeds.command(channel, user, text, thread_ts=thread_ts, seconds=timeout)

    async def say(self, channel: str, user: str, text: str, thread_ts: str | None = None) -> Json:
        return await self.deeds.say(channel, user, text, thread_ts=thread_ts or "")

    async def click(
        self, channel: str, message_ts: str, action_id: str, user: str, value: object = None, *, wait: float = 0.0
    ) -> Outcome:
        """Press a button or choose `value` in a menu. `wait`: seconds to wait for an answer after the ack."""
        return await self.deeds.click(channel, message_ts, action_id, user, value, seconds=wait)

    # --- looking -------------------------------------------------------------------------------

    def messages(self, channel: str) -> list[Json]:
        return list(self.workspace.channel(channel).top_level())

    def replies(self, channel: str, ts: str) -> list[Json]:
        """The thread without its root, oldest first."""
        return [m for m in self.workspace.channel(channel).thread(ts) if m["ts"] != ts]

    def ephemerals(self, channel: str, user: str) -> list[Json]:
        to = self.workspace.person(user).id
        return [m for m in self.workspace.channel(channel).ephemerals.values() if m["to"] == to]

    def view(self, user: str) -> Json | None:
        """The modal this person has in front of them."""
        return self.installation.views.top(self.workspace.person(user).id)

    def home(self, user: str) -> Json | None:
        return self.installation.views.homes.get(self.workspace.person(user).id)

    def transcript(self) -> list[Json]:
        return list(self._transcript.entries)

    def add_channel(self, name: str, *, bot_member: bool = True, private: bool = False) -> Channel:
        return self.workspace.add_channel(name, bot_member=bot_member, private=private)

    # --- the port ------------------------------------------------------------------------------

    def _web_app(self) -> web.Application:
        app = web.Application(
            client_max_size=_MAX_BODY, middlewares=[own_pages_only(frozenset({*self._names, self._host} - _EVERY))]
        )
        gate = Gate(self.installation)
        app.add_routes(
            [
                web.route("*", "/api/{method}", gate.handle),
                web.get("/link/", self.socket_mode.handle),
                *Hooks(self.installation).routes(),
                *self._page.routes(),
                *self.control.routes(),
            ]
        )
        return app

    async def _misbehave(self) -> None:
        while True:
            await asyncio.sleep(_CHAOS_EVERY)
            fault = random_fault()
            await self.control.commit(fault.name, seconds=fault.seconds)
