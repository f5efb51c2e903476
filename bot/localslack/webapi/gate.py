"""The door of the Web API: reads a call, checks token, scope and rate, lets it in, and answers as Slack does."""

import asyncio
import json
import logging

from aiohttp import web

from bot.localslack import webapi
from bot.localslack.faults import cut
from bot.localslack.installation import Installation
from bot.localslack.ratelimits import refuse_for
from bot.localslack.shapes import Json, RefusalError
from bot.localslack.webapi.registry import METHODS, Args, Method

_log = logging.getLogger(__name__)
_DECODED = {
    "blocks": "invalid_blocks_format", "attachments": "invalid_attachments", "metadata": "invalid_metadata_format",
    "view": "invalid_arguments", "files": "invalid_arguments",
}  # fmt: skip
_HTML_500 = "<!DOCTYPE html><html><head><title>Server Error</title></head><body>Slack is having trouble.</body></html>"
assert webapi  # noqa: S101  (imported so that every method registers itself)


class Gate:
    """Handles `/api/{method}`."""

    def __init__(self, app: Installation) -> None:
        self._app = app

    async def handle(self, request: web.Request) -> web.Response:
        name = request.match_info["method"]
        try:
            await self._suffer(request, name)
            args = await read_args(request)
            method = METHODS.get(name)
            if method is None:
                raise RefusalError("unknown_method", req_method=name)  # noqa: TRY301  (one way out for all refusals)
            answer = self._answer(method, args)
        except RefusalError as refusal:
            _log.debug("%s refused: %s", name, refusal.body())
            return self._respond(refusal.body(), status=refusal.status, headers=refusal.headers)
        if name == "chat.postMessage" and self._app.faults.strike("drop_after_post", name):
            cut(request)
        return self._respond({"ok": True, **answer})

    def _answer(self, method: Method, args: Args) -> Json:
        self._check_token(method, args)
        self._app.limits.call(method.name, method.tier)
        for field, refusal in _DECODED.items():
            args.decode(field, refusal)
        return method.handler(self._app, args)

    def _check_token(self, method: Method, args: Args) -> None:
        if method.token == "none":  # noqa: S105  (a kind of token, not one)
            return
        token = args.pop("token", "")
        if not token:
            raise RefusalError("not_authed")
        kinds = {self._app.bot_token: "bot", self._app.app_token: "app"}
        kind = kinds.get(token)
        if kind is None:
            raise RefusalError("invalid_auth")
        if kind != method.token:
            raise RefusalError("not_allowed_token_type")
        scopes = self._app.manifest.scopes
        if kind == "bot" and method.scopes and not scopes.intersection(method.scopes):
            raise RefusalError("missing_scope", needed=",".join(method.scopes), provided=",".join(sorted(scopes)))

    async def _suffer(self, request: web.Request, name: str) -> None:
        """Commit the faults that are armed for this call."""
        faults = self._app.faults
        if slow := faults.strike("slow", name):
            await asyncio.sleep(slow.seconds)
        if limited := faults.strike("ratelimited", name):
            refuse_for(limited.seconds)
        if faults.strike("server_error", name):
            raise web.HTTPInternalServerError(text=_HTML_500, content_type="text/html")
        if name == "chat.postMessage" and faults.strike("drop_before_post", name):
            cut(request)
            raise web.HTTPServiceUnavailable

    def _respond(self, body: Json, *, status: int = 200, headers: dict[str, str] | None = None) -> web.Response:
        scopes = {"X-OAuth-Scopes": ",".join(sorted(self._app.manifest.scopes))}
        return web.json_response(body, status=status, headers={**scopes, **(headers or {})})


async def read_args(request: web.Request) -> Args:
    """Query, form and JSON together, and the token from its header."""
    args = Args(request.query)
    if request.content_type == "application/json":
        try:
            body = json.loads(await request.text() or "{}")
        except ValueError:
            raise RefusalError("invalid_json") from None
        if not isinstance(body, dict):
            raise RefusalError("json_not_object")
        args.update(body)
    elif request.method == "POST":
        args.update(await request.post())
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() == "bearer" and token:
        args["token"] = token
    return args
