"""Slack's requests over HTTP: events, commands and interactions at /slack/events."""

import asyncio

import structlog
from aiohttp import web
from slack_bolt.adapter.aiohttp import to_aiohttp_response, to_bolt_request
from slack_bolt.app.async_app import AsyncApp
from slack_sdk.signature import SignatureVerifier

_BODY_SECONDS = 5.0
_DIGITS = 11
log = structlog.get_logger("webhook")


def events_route(app: AsyncApp, signing_secret: str) -> web.RouteDef:
    """POST /slack/events. Nothing of a body is read before Slack's signature on it holds: 401 where it does not."""
    verifier = SignatureVerifier(signing_secret)

    async def events(request: web.Request) -> web.Response:
        try:
            async with asyncio.timeout(_BODY_SECONDS):
                body = await request.read()
        except TimeoutError:
            if request.transport:
                request.transport.abort()
            return web.Response(status=408)
        if not _signed(verifier, body, request):
            log.warning("request refused", reason="not signed by Slack, or more than five minutes ago")
            return web.Response(status=401, text="not signed by Slack")
        try:
            asked = await to_bolt_request(request)
        except (ValueError, TypeError, AttributeError, RecursionError):  # Bolt reads the body as JSON or a form here
            log.warning("request refused", reason="its body is no JSON object and no form")
            return web.Response(status=400, text="not a request of Slack's")
        return await to_aiohttp_response(await app.async_dispatch(asked))

    return web.post("/slack/events", events)


def _signed(verifier: SignatureVerifier, body: bytes, request: web.Request) -> bool:
    timestamp = request.headers.get("X-Slack-Request-Timestamp", "")
    signature = request.headers.get("X-Slack-Signature", "")
    try:
        return timestamp.isdecimal() and len(timestamp) <= _DIGITS and verifier.is_valid(body, timestamp, signature)
    except UnicodeDecodeError:
        return False
