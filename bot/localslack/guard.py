"""Keeps other websites out: whatever page is open in the same browser must neither act here nor read along."""

from collections.abc import Awaitable, Callable
from ipaddress import ip_address
from urllib.parse import urlsplit

from aiohttp import web

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


def _is_plain_host(host: str) -> bool:
    """An address or localhost: a name somebody else owns could be pointed here (DNS rebinding)."""
    name = urlsplit(f"//{host}").hostname or ""
    try:
        ip_address(name)
    except ValueError:
        return name == "localhost" or "." not in name  # the name of a container in its own network
    return True


@web.middleware
async def own_pages_only(request: web.Request, handler: Handler) -> web.StreamResponse:
    origin = request.headers.get("Origin")
    if not _is_plain_host(request.host) or (origin and origin != f"{request.scheme}://{request.host}"):
        raise web.HTTPForbidden(text="Only this page itself may do that.")
    return await handler(request)
