"""Socket Mode: tickets, connections, envelopes out and acknowledgements in."""

import asyncio
import json
import secrets
import socket
import struct
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from aiohttp import WSMsgType, web

from bot.localslack.courier import Ack, Parcel
from bot.localslack.shapes import Json

MAX_CONNECTIONS = 10
TICKET_SECONDS = 30.0
_GOODBYE_SECONDS = 1.0
_CONNECTION_SECONDS = 18060  # what Slack announces: about five hours


@dataclass(eq=False)
class Connection:
    """One WebSocket of the app."""

    ws: web.WebSocketResponse
    request: web.Request
    silent: bool = False

    async def send(self, message: Json) -> None:
        if not self.silent and not self.ws.closed:
            await self.ws.send_str(json.dumps(message))

    def reset(self) -> None:
        """A TCP reset: linger zero, then close."""
        transport = self.request.transport
        if transport is not None:
            sock: socket.socket = transport.get_extra_info("socket")
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            transport.abort()


@dataclass
class _Waiting:
    parcel: Parcel
    ack: asyncio.Future[Json] = field(default_factory=lambda: asyncio.get_running_loop().create_future())


class SocketMode:
    """The app's connections. Each envelope goes to exactly one of them."""

    def __init__(self, *, app_id: str) -> None:
        self._app_id = app_id
        self._tickets: dict[str, float] = {}
        self._waiting: dict[str, _Waiting] = {}
        self._turn = 0
        self.connections: list[Connection] = []
        self._closing: set[asyncio.Task[None]] = set()
        self.on_count: Callable[[int], None] = _nobody_asks

    def issue_ticket(self) -> str:
        ticket = secrets.token_urlsafe(24)
        self._tickets[ticket] = time.monotonic() + TICKET_SECONDS
        return ticket

    async def handle(self, request: web.Request) -> web.StreamResponse:
        """The WebSocket endpoint; a ticket opens it once."""
        expires = self._tickets.pop(request.query.get("ticket", ""), 0.0)
        if time.monotonic() > expires:
            return web.json_response({"ok": False, "error": "invalid_auth"}, status=403)
        ws = web.WebSocketResponse(autoping=False)
        await ws.prepare(request)
        connection = Connection(ws, request)
        if len(self.connections) >= MAX_CONNECTIONS:
            await self._disconnect(connection, "too_many_websockets")
            await self._listen(connection)
            return ws
        self.connections.append(connection)
        self.on_count(len(self.connections))
        try:
            await connection.send(self._hello())
            await self._listen(connection)
        finally:
            self._forget(connection)
        return ws

    async def deliver(self, parcel: Parcel, seconds: float) -> Ack:
        """Send to the connection whose turn it is and wait for the ack."""
        if not self.connections:
            return Ack(ok=False, error="dispatch_failed")
        self._turn += 1
        connection = self.connections[self._turn % len(self.connections)]
        waiting = self._waiting.setdefault(parcel.id, _Waiting(parcel))
        try:
            await connection.send(_envelope(parcel))
            async with asyncio.timeout(seconds):
                return Ack(ok=True, payload=await asyncio.shield(waiting.ack))
        except TimeoutError:
            return Ack(ok=False, error="timeout")
        except (ConnectionError, RuntimeError):
            return Ack(ok=False, error="dispatch_failed")
        finally:
            self._waiting.pop(parcel.id, None)

    async def refresh(self, reason: str = "refresh_requested") -> None:
        """Ask every connection to go; a `warning` lets it stay for a little while."""
        for connection in list(self.connections):
            if reason == "warning":
                await connection.send(self._goodbye(reason))
            else:
                await self._disconnect(connection, reason)

    def silence(self) -> None:
        for connection in self.connections:
            connection.silent = True

    def reset(self) -> None:
        for connection in list(self.connections):
            connection.reset()

    async def close(self) -> None:
        for task in self._closing:
            task.cancel()
        for connection in list(self.connections):
            await connection.ws.close(drain=False)

    async def _listen(self, connection: Connection) -> None:
        async for message in connection.ws:
            if connection.silent:
                continue
            if message.type == WSMsgType.PING:
                await connection.ws.pong(message.data)
            elif message.type == WSMsgType.TEXT:
                self._acknowledge(message.data)

    def _acknowledge(self, text: str) -> None:
        try:
            answer = json.loads(text)
        except ValueError:
            return
        waiting = self._waiting.get(answer.get("envelope_id", "")) if isinstance(answer, dict) else None
        if waiting is not None and not waiting.ack.done():
            payload = answer.get("payload")
            read = payload if isinstance(payload, dict) else {"text": payload} if payload else {}
            waiting.ack.set_result(read)
            if waiting.parcel.on_ack:
                waiting.parcel.on_ack(read)

    async def _disconnect(self, connection: Connection, reason: str) -> None:
        """Slack's own order: no more envelopes, then goodbye, and soon after the socket closes.

        Closing it at once makes slack_sdk reconnect twice, for the goodbye and for the close.
        """
        self._forget(connection)
        await connection.send(self._goodbye(reason))
        task = asyncio.get_running_loop().create_task(self._close_later(connection))
        self._closing.add(task)
        task.add_done_callback(self._closing.discard)

    async def _close_later(self, connection: Connection) -> None:
        await asyncio.sleep(_GOODBYE_SECONDS)
        await connection.ws.close(drain=False)

    def _forget(self, connection: Connection) -> None:
        if connection in self.connections:
            self.connections.remove(connection)
            self.on_count(len(self.connections))

    def _hello(self) -> Json:
        debug = {"host": "localslack", "build_number": 1, "approximate_connection_time": _CONNECTION_SECONDS}
        return {
            "type": "hello", "num_connections": len(self.connections), "debug_info": debug,
            "connection_info": {"app_id": self._app_id},
        }  # fmt: skip

    def _goodbye(self, reason: str) -> Json:
        return {"type": "disconnect", "reason": reason, "debug_info": {"host": "localslack"}}


def _nobody_asks(_count: int) -> None: ...


def _envelope(parcel: Parcel) -> Json:
    envelope: Json = {
        "envelope_id": parcel.id, "type": parcel.kind, "payload": parcel.payload,
        "accepts_response_payload": parcel.kind != "events_api",
    }  # fmt: skip
    if parcel.kind == "events_api":
        envelope |= {"retry_attempt": parcel.attempt, "retry_reason": parcel.reason}
    return envelope
