"""Addresses Slack hands out for an app to POST to: response URLs and uploads."""

import json

from aiohttp import web

from bot.localslack.answers import answer
from bot.localslack.faults import cut
from bot.localslack.installation import Installation
from bot.localslack.shapes import Json, RefusalError


class Hooks:
    def __init__(self, app: Installation) -> None:
        self._app = app

    def routes(self) -> list[web.RouteDef]:
        return [
            web.post("/{where:commands|actions|app}/{team}/{url}", self._response_url),
            web.post("/upload/{file}", self._upload),
        ]

    async def _response_url(self, request: web.Request) -> web.Response:
        try:
            body = await _json_body(request)
            if self._app.faults.strike("drop_before_post", "response_url", named=True):
                cut(request)
                raise web.HTTPServiceUnavailable
            url = self._app.response_urls.use(request.match_info["url"])
            answer(self._app, url, body)
        except RefusalError as refusal:
            status = refusal.status if refusal.status != web.HTTPOk.status_code else web.HTTPBadRequest.status_code
            return web.json_response(refusal.body(), status=status)
        if self._app.faults.strike("drop_after_post", "response_url", named=True):
            cut(request)
        return web.Response(text="ok")

    async def _upload(self, request: web.Request) -> web.Response:
        file = self._app.files.get(request.match_info["file"])
        if file is None:
            raise web.HTTPNotFound
        size = len(await request.read())
        file["uploaded"] = True
        return web.Response(text=f"OK - {size}")


async def _json_body(request: web.Request) -> Json:
    try:
        body = json.loads(await request.text())
    except ValueError:
        raise RefusalError("invalid_payload", status=400) from None
    if not isinstance(body, dict):
        raise RefusalError("invalid_payload", status=400)
    return body
