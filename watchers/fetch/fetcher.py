"""Fetch a feed: one conditional GET, within a deadline and a size, to public addresses only."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from types import TracebackType
from typing import Self
from weakref import WeakValueDictionary

import aiohttp
from yarl import URL

from bot.errors import FeedError
from watchers.fetch.address import Lookup, Vetting, check_url
from watchers.fetch.httpwords import answered, broken, header, max_age, retry_after, where

ACCEPT = (
    "application/rss+xml, application/atom+xml, application/feed+json, application/rdf+xml;q=0.9, "
    "application/xml;q=0.9, text/xml;q=0.9, application/json;q=0.8, */*;q=0.1"
)
_CHUNK = 64 * 1024
_CONNECT_SECONDS = 10.0
_DNS_CACHE_SECONDS = 60
_FULL = frozenset({200, 203})
_NOT_MODIFIED = 304
_GONE = 410
_PERMANENT = frozenset({301, 308})
_MOVED = _PERMANENT | {302, 303, 307}


class FetchFailed(FeedError):  # noqa: N818 - reads as what happened, as FeedError's other children do
    """A feed could not be fetched. `gone` is a 410; `retry_after` is how long the server asks us to stay away."""

    def __init__(self, message: str, *, retry_after: timedelta | None = None, gone: bool = False) -> None:
        super().__init__(message)
        self.retry_after = retry_after
        self.gone = gone


class NoTurn(FeedError):  # noqa: N818 - as above
    """A feed was not asked at all: others of its host took all the time. That says nothing of it."""


@dataclass(frozen=True, kw_only=True)
class Fetched:
    """An answer. `final_url` gave it, wherever redirects led; ETag and Last-Modified are verbatim, to be sent back so.

    `body` is empty on a 304. `moved_to` is the new address when every hop there was a permanent redirect, else "".
    """

    final_url: str
    status: int
    body: bytes = b""
    content_type: str = ""
    etag: str = ""
    last_modified: str = ""
    max_age: int | None = None
    moved_to: str = ""


class Fetcher:
    """Fetches feeds over one shared session. Use it as a context manager."""

    def __init__(
        self,
        *,
        user_agent: str,
        allow_hosts: frozenset[str] = frozenset(),
        total_seconds: float = 30,
        turn_seconds: float = 30,
        max_bytes: int = 10_000_000,
        per_host: int = 2,
        max_redirects: int = 5,
        lookup: Lookup | None = None,
    ) -> None:
        self._user_agent = user_agent
        self._allow_hosts = allow_hosts
        self._total_seconds = total_seconds
        self._turn_seconds = turn_seconds
        self._max_bytes = max_bytes
        self._per_host = per_host
        self._max_redirects = max_redirects
        self._lookup = lookup
        self._turns: WeakValueDictionary[str, asyncio.Semaphore] = WeakValueDictionary()

    async def __aenter__(self) -> Self:
        self._vetting = Vetting(self._allow_hosts, lookup=self._lookup)
        self._session = aiohttp.ClientSession(
            connector=aiohttp.TCPConnector(
                resolver=self._vetting, ttl_dns_cache=_DNS_CACHE_SECONDS, limit_per_host=self._per_host
            ),
            headers={"User-Agent": self._user_agent, "Accept": ACCEPT, "Accept-Encoding": "gzip, deflate, br"},
            timeout=aiohttp.ClientTimeout(total=None, sock_connect=_CONNECT_SECONDS),
            cookie_jar=aiohttp.DummyCookieJar(),
        )
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._session.close()
        await self._vetting.close()

    async def fetch(self, url: str, *, etag: str = "", last_modified: str = "") -> Fetched:
        """The feed as it is now, or a 304 if it is still as those headers say. Raises FetchFailed, NoTurn or AddressRefusedError.

        The deadline is for all of it together: a server that sends one byte a second gets no further time.
        """
        target = check_url(url, self._allow_hosts)
        asked = {"If-None-Match": etag, "If-Modified-Since": last_modified}
        conditions = {name: value for name, value in asked.items() if value}
        async with self._turn(target):
            try:
                async with asyncio.timeout(self._total_seconds):
                    return await self._follow(target, conditions)
            except aiohttp.ClientError as error:
                raise FetchFailed(f"{where(target)} {broken(error)}") from error
            except TimeoutError as error:
                raise FetchFailed(f"{where(target)} took longer than {self._total_seconds:g} s") from error
            except OSError as error:
                raise FetchFailed(f"{where(target)} {broken(error)}") from error

    async def _follow(self, target: URL, conditions: dict[str, str]) -> Fetched:
        """Redirects are followed here and not by aiohttp, so that each hop is vetted before a byte goes there."""
        hop, permanent, been = target, True, {target}
        for _ in range(self._max_redirects + 1):
            async with self._session.get(hop, headers=conditions, allow_redirects=False) as response:
                if response.status not in _MOVED:
                    moved_to = str(hop) if permanent and hop != target else ""
                    return await self._read(response, moved_to=moved_to, conditions=conditions)
                permanent = permanent and response.status in _PERMANENT
                hop = self._next_hop(hop, response)
            if hop in been:
                raise FetchFailed(f"{where(target)} redirects in a loop")
            been.add(hop)
        raise FetchFailed(f"{where(target)} redirects more than {self._max_redirects} times")

    def _next_hop(self, hop: URL, response: aiohttp.ClientResponse) -> URL:
        location = response.headers.get("Location", "").strip()
        if not location:
            raise FetchFailed(f"{where(hop)} redirects to nowhere")
        try:
            following = hop.join(URL(location))
        except ValueError as error:
            raise FetchFailed(f"{where(hop)} redirects to no web address") from error
        return check_url(str(following.with_fragment(None)), self._allow_hosts)

    async def _read(self, response: aiohttp.ClientResponse, *, moved_to: str, conditions: dict[str, str]) -> Fetched:
        status = response.status
        if status not in _FULL and not (status == _NOT_MODIFIED and conditions):
            wait = retry_after(response.headers)
            sentence = f"{where(response.url)} {answered(status)}"
            raise FetchFailed(sentence, retry_after=wait, gone=status == _GONE)
        kept = conditions if status == _NOT_MODIFIED else {}
        return Fetched(
            final_url=str(response.url),
            status=_NOT_MODIFIED if status == _NOT_MODIFIED else 200,
            body=b"" if status == _NOT_MODIFIED else await self._body(response),
            content_type=header(response.headers, "Content-Type"),
            etag=header(response.headers, "ETag") or kept.get("If-None-Match", ""),
            last_modified=header(response.headers, "Last-Modified") or kept.get("If-Modified-Since", ""),
            max_age=max_age(response.headers),
            moved_to=moved_to,
        )

    async def _body(self, response: aiohttp.ClientResponse) -> bytes:
        """The body, decompressed as it comes in and given up at the cap: a gzip bomb is 1 MB on the wire, 1 GB in memory."""
        body = bytearray()
        too_large = (response.content_length or 0) > self._max_bytes
        while not too_large:
            chunk = await response.content.read(_CHUNK)
            if not chunk:
                return bytes(body)
            body += chunk
            too_large = max(len(body), response.content.total_raw_bytes) > self._max_bytes
        response.close()
        raise FetchFailed(f"{where(response.url)} is larger than {self._max_bytes / 1e6:g} MB")

    @asynccontextmanager
    async def _turn(self, target: URL) -> AsyncIterator[None]:
        """Waits until fewer than `per_host` feeds of this host are being fetched, `turn_seconds` at most.

        The wait is not the feed's own time.
        """
        host = target.host or ""
        turns = self._turns.get(host) or asyncio.Semaphore(self._per_host)
        self._turns[host] = turns
        try:
            async with asyncio.timeout(self._turn_seconds):
                await turns.acquire()
        except TimeoutError as error:
            raise NoTurn(f"{where(target)} had no turn: other feeds of {host} are slow to answer") from error
        try:
            yield
        finally:
            turns.release()
