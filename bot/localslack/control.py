"""The control API: arm faults, see them, clear them. For tests and for a curious person with curl."""

import json

from aiohttp import web

from bot.localslack.faults import AT_ONCE, FAULTS, Faults
from bot.localslack.shapes import Json, RefusalError
from bot.localslack.socketmode import SocketMode
from bot.localslack.transcript import Transcript


class Control:
    def __init__(self, faults: Faults, socket_mode: SocketMode, transcript: Transcript) -> None:
        self._faults = faults
        self._socket_mode = socket_mode
        self._transcript = transcript

    def routes(self) -> list[web.RouteDef]:
        return [
            web.get("/control/faults", self._show),
            web.post("/control/faults", self._arm),
            web.delete("/control/faults", self._clear),
            web.get("/control/transcript", self._told),
        ]

    async def commit(self, name: str, *, method: str = "", times: int = 1, seconds: float = 1.0) -> None:
        """Faults of the connections happen at once, the others when their moment comes."""
        if name == "refresh":
            await self._socket_mode.refresh()
        elif name == "warning":
            await self._socket_mode.refresh("warning")
        elif name == "silence":
            self._socket_mode.silence()
        elif name == "reset":
            self._socket_mode.reset()
        else:
            self._faults.arm(name, method=method, times=times, seconds=seconds)

    async def _show(self, _request: web.Request) -> web.Response:
        armed = [fault.as_json() for fault in self._faults.armed]
        return web.json_response({"ok": True, "armed": armed, "known": FAULTS, "at_once": AT_ONCE})

    async def _arm(self, request: web.Request) -> web.Response:
        try:
            given: Json = json.loads(await request.text())
            name = str(given.pop("fault", ""))
            await self.commit(name, **given)
        except RefusalError as refusal:
            return web.json_response(refusal.body(), status=refusal.status)
        except (TypeError, ValueError):
            return web.json_response({"ok": False, "error": "invalid_arguments"}, status=400)
        return await self._show(request)

    async def _clear(self, request: web.Request) -> web.Response:
        self._faults.clear()
        return await self._show(request)

    async def _told(self, _request: web.Request) -> web.Response:
        return web.json_response({"ok": True, "transcript": self._transcript.entries})
