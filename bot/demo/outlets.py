"""Invented outlets on loopback: real feeds over real HTTP, every word in them marked as invented."""

import hashlib
import html
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import format_datetime
from types import TracebackType
from typing import Self
from xml.sax.saxutils import escape

from aiohttp import web

INVENTED = "(invented)"


@dataclass(frozen=True, kw_only=True)
class Report:
    """One invented report."""

    number: int
    title: str
    text: str
    at: datetime


@dataclass(kw_only=True)
class Outlet:
    """An invented newsroom with a feed. `failing` makes its server answer 503."""

    slug: str
    name: str
    reports: list[Report] = field(default_factory=list)
    failing: bool = False

    @property
    def marked(self) -> str:
        """Its name, as it appears everywhere."""
        return f"{self.name} {INVENTED}"

    def publish(self, number: int, title: str, text: str) -> None:
        """A new report, or a new headline and text for one published before."""
        old = next((r for r in self.reports if r.number == number), None)
        at = old.at if old else datetime.now(UTC)
        report = Report(
            number=number, title=f"{title} {INVENTED}", text=f"{text} (Invented for a demonstration.)", at=at
        )
        self.reports = [report if r is old else r for r in self.reports] if old else [report, *self.reports]


class Newsstand:
    """Serves the outlets' feeds and pages on a free port of this machine. Use it as a context manager."""

    def __init__(self, outlets: tuple[Outlet, ...]) -> None:
        self._outlets = {o.slug: o for o in outlets}
        self._port = 0

    async def __aenter__(self) -> Self:
        app = web.Application()
        app.add_routes([web.get("/{outlet}/feed.xml", self._feed), web.get("/{outlet}/{number}", self._page)])
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=1)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        self._port = self._runner.addresses[0][1]
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._runner.cleanup()

    def address(self, outlet: Outlet) -> str:
        """Where the outlet's feed is."""
        return f"http://127.0.0.1:{self._port}/{outlet.slug}/feed.xml"

    async def _feed(self, request: web.Request) -> web.Response:
        outlet = self._outlets.get(request.match_info["outlet"])
        if outlet is None:
            raise web.HTTPNotFound
        if outlet.failing:
            raise web.HTTPServiceUnavailable
        body = self._rss(outlet).encode()
        etag = f'"{hashlib.blake2b(body, digest_size=8).hexdigest()}"'
        if request.headers.get("If-None-Match") == etag:
            return web.Response(status=304, headers={"ETag": etag})
        return web.Response(body=body, content_type="application/rss+xml", charset="utf-8", headers={"ETag": etag})

    def _rss(self, outlet: Outlet) -> str:
        items = "".join(
            f"<item><guid isPermaLink='false'>{outlet.slug}-{r.number}</guid><title>{escape(r.title)}</title>"
            f"<link>http://127.0.0.1:{self._port}/{outlet.slug}/{r.number}</link>"
            f"<description>{escape(r.text)}</description><pubDate>{format_datetime(r.at)}</pubDate></item>"
            for r in outlet.reports
        )
        return f"<rss version='2.0'><channel><title>{escape(outlet.marked)}</title>{items}</channel></rss>"

    async def _page(self, request: web.Request) -> web.Response:
        outlet = self._outlets.get(request.match_info["outlet"])
        number = request.match_info["number"]
        report = next((r for r in outlet.reports if str(r.number) == number), None) if outlet else None
        if outlet is None or report is None:
            raise web.HTTPNotFound
        title, text, name = (html.escape(x) for x in (report.title, report.text, outlet.marked))
        page = f"<!doctype html><meta charset=utf-8><title>{title}</title><h1>{title}</h1><p>{name}<p>{text}"
        return web.Response(text=page, content_type="text/html")
