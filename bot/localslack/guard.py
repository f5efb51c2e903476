"""Keeps other websites out: whatever page is open in the same browser must neither act here nor read along."""

from collections.abc import Awaitable, Callable
from ipaddress import ip_address
from typing import Any
from urllib.parse import urlsplit

from aiohttp import web

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


def own_pages_only(names: frozenset[str] = frozenset()) -> Any:
    """A middleware that answers only under a loopback address, localhost, or one of these names, and to its own page.

    Any other name could be pointed here by whoever owns it (DNS rebinding), one of a single word too. 403 for the rest.
    """

    @web.middleware
    async def guard(request: web.Request, handler: Handler) -> web.StreamResponse:
        origin = request.headers.get("Origin")
        if not _is_own(request.host, names) or (origin and origin != f"{request.scheme}://{request.host}"):
            raise web.HTTPForbidden(text="Only this page itself may do that; --called gives it a further name.")
        return await handler(request)

    return guard


def _is_own(host: str, names: frozenset[str]) -> bool:
    try:
        name = urlsplit(f"//{host}").hostname or ""
        return name == "localhost" or name in names or ip_address(name).is_loopback
    except ValueError:
        return False
