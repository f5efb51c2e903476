"""The page: its files, a snapshot for whoever acts, what happens from then on, and the deeds done on it."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from dataclasses import asdict
from pathlib import Path

from aiohttp import web

from bot.localslack.deeds import Deeds
from bot.localslack.httpevents import HttpEvents
from bot.localslack.installation import Installation
from bot.localslack.nouns import Change, Channel, Person
from bot.localslack.outcome import Outcome
from bot.localslack.shapes import Json, RefusalError

STATIC = Path(__file__).parent / "static"
CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "manifest-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
_HEADERS = {
    "Content-Security-Policy": CSP, "X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
}  # fmt: skip
_PRIVATE = ("whispered", "rewhispered", "unwhispered", "view_opened", "view_updated", "view_closed", "home_published")
_HEARTBEAT = 15.0
Deed = Callable[[Json], Awaitable[object]]


class Page:
    """Serves the page to browsers on this machine."""

    def __init__(self, app: Installation, deeds: Deeds) -> None:
        self._app = app
        self._deeds = _table(deeds)
        self._live: set[asyncio.Queue[str | None]] = set()

    def routes(self) -> list[web.RouteDef]:
        return [
            web.get("/", self._file),
            web.get("/static/{name}", self._file),
            web.get("/archives/{channel}/{message}", self._file),
            web.get("/page/state", self._state),
            web.get("/page/live", self._follow),
            web.post("/page/deed", self._deed),
        ]

    def say_connections(self, count: int) -> None:
        """The app came or went; everybody sees it."""
        for queue in self._live:
            queue.put_nowait(json.dumps({"kind": "connections", "count": count}))

    def stop(self) -> None:
        for queue in self._live:
            queue.put_nowait(None)

    async def _file(self, request: web.Request) -> web.StreamResponse:
        path = STATIC / Path(request.match_info.get("name", "index.html")).name
        if not path.is_file():
            raise web.HTTPNotFound
        return web.FileResponse(path, headers=_HEADERS)

    async def _state(self, request: web.Request) -> web.Response:
        me = self._app.workspace.person(request.query.get("as", "") or next(iter(self._people())).id)
        return web.json_response(self._snapshot(me), headers=_HEADERS)

    async def _follow(self, request: web.Request) -> web.StreamResponse:
        """Server-sent events: every change this person may see, as it happens."""
        me = self._app.workspace.person(request.query["as"])
        response = web.StreamResponse(headers={**_HEADERS, "Content-Type": "text/event-stream"})
        queue: asyncio.Queue[str | None] = asyncio.Queue()
        stop = self._app.workspace.subscribe(lambda change: self._offer(queue, me, change))
        self._live.add(queue)
        try:
            await response.prepare(request)  # the page takes its snapshot once it sees this; nothing falls in between
            await response.write(b": hello\n\n")
            await _pour(queue, response)
        except ConnectionError:
            pass
        finally:
            stop()
            self._live.discard(queue)
        return response

    async def _deed(self, request: web.Request) -> web.Response:
        """One deed, `{"deed": "say", ...}`. JSON only: another site's form must not act here."""
        if request.content_type != "application/json":
            raise web.HTTPForbidden
        given = await request.json()
        try:
            return web.json_response({"ok": True, "result": _plain(await self._do(given))})
        except RefusalError as refusal:
            return web.json_response(refusal.body())
        except (KeyError, TypeError):
            return web.json_response({"ok": False, "error": "invalid_arguments"}, status=400)

    async def _do(self, given: Json) -> object:
        deed = self._deeds.get(given.pop("deed", ""))
        if deed is None:
            raise RefusalError("unknown_deed")
        return await deed(given)

    def _offer(self, queue: "asyncio.Queue[str | None]", me: Person, change: Change) -> None:
        if change.kind in _PRIVATE and change.user != me.id:
            return
        if change.channel.im_with not in ("", me.id):
            return
        # A deleted root with replies lives on as a tombstone, so what is sent is what is there now.
        now = change.channel.messages.get(change.message.get("ts", "")) if change.kind == "deleted" else change.message
        moved = ("channel_added", "joined", "left", "archived", "unarchived")
        event = {
            "kind": change.kind, "channel": change.channel.id, "ts": change.message.get("ts"), "message": now,
            "user": change.user, "view": self._app.views.top(me.id) if change.kind.startswith("view_") else None,
            "place": self._channel(change.channel, me) if change.kind in moved else None,
        }  # fmt: skip
        queue.put_nowait(json.dumps(event))

    def _snapshot(self, me: Person) -> Json:
        space, manifest = self._app.workspace, self._app.manifest
        mine = [c for c in space.channels.values() if c.im_with in ("", me.id)]
        return {
            "team": space.team, "me": me.id, "bot": space.bot.id, "app": manifest.name,
            "people": [{"id": p.id, "name": p.name, "bot": p.is_bot} for p in space.people.values()],
            "channels": [self._channel(c, me) for c in mine],
            "commands": [asdict(c) for c in manifest.commands],
            "shortcuts": [asdict(s) for s in manifest.shortcuts], "home_tab": manifest.home_tab,
            "home": self._app.views.homes.get(me.id), "view": self._app.views.top(me.id),
            "connections": len(self._app.socket_mode.connections), "request_url": self._request_url,
        }  # fmt: skip

    @property
    def _request_url(self) -> str:
        """Where the app is called over HTTP, "" where it connects by itself."""
        way = self._app.courier.transport
        return way.request_url if isinstance(way, HttpEvents) else ""

    def _channel(self, channel: Channel, me: Person) -> Json:
        whispers = [m for m in channel.ephemerals.values() if m["to"] == me.id]
        return {
            "id": channel.id, "name": channel.name, "private": channel.private, "archived": channel.archived,
            "im": bool(channel.im_with), "bot_in": self._app.workspace.bot.id in channel.members,
            "messages": [*channel.messages.values(), *whispers],
        }  # fmt: skip

    def _people(self) -> list[Person]:
        return [p for p in self._app.workspace.people.values() if not p.is_bot]


def _table(deeds: Deeds) -> dict[str, Deed]:
    named = ("say", "command", "click", "click_in_view", "suggest", "submit", "close", "shortcut", "open_home",
             "react", "dismiss", "invite_bot", "remove_bot", "edit", "delete")  # fmt: skip
    return {name: _called(getattr(deeds, name)) for name in named}


def _called(deed: Callable[..., Awaitable[object]]) -> Deed:
    return lambda given: deed(**given)


def _plain(result: object) -> object:
    if isinstance(result, Outcome):
        return {"ok": result.ok, "error": result.error, "ack": result.ack, "text": result.text}
    return result


async def _pour(queue: "asyncio.Queue[str | None]", response: web.StreamResponse) -> None:
    while True:
        try:
            async with asyncio.timeout(_HEARTBEAT):
                line = await queue.get()
        except TimeoutError:
            await response.write(b": still here\n\n")
            continue
        if line is None:
            return
        await response.write(f"data: {line}\n\n".encode())
