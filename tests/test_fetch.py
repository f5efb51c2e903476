"""Fetching over real HTTP from servers on loopback: what feeds answer, and what hostile ones do."""

import asyncio
import contextlib
import gzip
import resource
import time
import zlib
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import brotli  # type: ignore[import-untyped]
import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from yarl import URL

from bot.errors import AddressRefusedError
from watchers.fetch.fetcher import Fetcher, FetchFailed, NoTurn
from watchers.fetch.httpwords import max_age, retry_after

LOOPBACK = frozenset({"127.0.0.1"})
BODY = b"<rss version='2.0'><channel><title>Invented</title></channel></rss>"
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
Serve = Callable[[Handler], Awaitable[str]]


@pytest.fixture
async def serve() -> AsyncIterator[Serve]:
    """Start a server that answers every path with one handler; gives its address."""
    servers: list[TestServer] = []

    async def start(handler: Handler) -> str:
        app = web.Application()
        app.router.add_route("*", "/{path:.*}", handler)
        server = TestServer(app, host="127.0.0.1")
        servers.append(server)
        await server.start_server(shutdown_timeout=0)
        return str(server.make_url("/feed"))

    yield start
    for server in servers:
        await server.close()


@pytest.fixture
async def fetcher() -> AsyncIterator[Fetcher]:
    async with Fetcher(user_agent="Watchdesk/test", allow_hosts=LOOPBACK, total_seconds=5, max_bytes=1_000_000) as made:
        yield made


def answering(status: int = 200, body: bytes = BODY, **headers: str) -> Handler:
    async def handler(_request: web.Request) -> web.Response:
        return web.Response(status=status, body=body, headers={k.replace("_", "-"): v for k, v in headers.items()})

    return handler


async def test_an_answer_comes_with_what_the_next_request_needs(serve: Serve, fetcher: Fetcher) -> None:
    url = await serve(
        answering(
            ETag='W/"a b,c"',
            Last_Modified="Thu, 02 Apr 2026 10:00:00 GMT",
            Cache_Control="public, Max-Age=300",
            Content_Type="application/rss+xml; charset=utf-8",
        )
    )
    fetched = await fetcher.fetch(url)
    assert (fetched.status, fetched.body, fetched.final_url) == (200, BODY, url)
    assert (fetched.etag, fetched.last_modified) == ('W/"a b,c"', "Thu, 02 Apr 2026 10:00:00 GMT")
    assert (fetched.max_age, fetched.moved_to) == (300, "")
    assert fetched.content_type == "application/rss+xml; charset=utf-8"


async def test_conditions_go_back_verbatim_and_304_has_no_body(serve: Serve, fetcher: Fetcher) -> None:
    asked: list[web.Request] = []

    async def handler(request: web.Request) -> web.Response:
        asked.append(request)
        return web.Response(status=304)

    fetched = await fetcher.fetch(await serve(handler), etag='W/"a b,c"', last_modified="yesterday, at noon")
    headers = asked[0].headers
    assert (headers["If-None-Match"], headers["If-Modified-Since"]) == ('W/"a b,c"', "yesterday, at noon")
    assert headers["User-Agent"] == "Watchdesk/test"
    assert "gzip" in headers["Accept-Encoding"]
    assert "br" in headers["Accept-Encoding"]
    assert "application/rss+xml" in headers["Accept"]
    assert (fetched.status, fetched.body) == (304, b"")
    assert (fetched.etag, fetched.last_modified) == ('W/"a b,c"', "yesterday, at noon"), "a 304 need not repeat them"


async def test_nobody_asked_for_a_304(serve: Serve, fetcher: Fetcher) -> None:
    with pytest.raises(FetchFailed, match="answered 304"):
        await fetcher.fetch(await serve(answering(304, b"")))


async def test_a_header_that_cannot_be_sent_back_is_not_kept(fetcher: Fetcher) -> None:
    async def raw(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b'HTTP/1.1 200 OK\r\nETag: "\xe9"\r\nContent-Length: 2\r\n\r\nok')
        writer.close()

    async with await asyncio.start_server(raw, "127.0.0.1") as server:
        port = server.sockets[0].getsockname()[1]
        assert (await fetcher.fetch(f"http://127.0.0.1:{port}/")).etag == ""


@pytest.mark.parametrize(
    ("encoding", "compress"),
    [("gzip", gzip.compress), ("deflate", zlib.compress), ("br", brotli.compress)],
)
async def test_compressed_answers_are_read(
    serve: Serve, fetcher: Fetcher, encoding: str, compress: Callable[[bytes], bytes]
) -> None:
    url = await serve(answering(body=compress(BODY), Content_Encoding=encoding))
    assert (await fetcher.fetch(url)).body == BODY


async def test_a_body_that_cannot_be_decompressed_gets_a_sentence(serve: Serve, fetcher: Fetcher) -> None:
    with pytest.raises(FetchFailed, match="broke off in the middle of its answer"):
        await fetcher.fetch(await serve(answering(body=b"not gzip", Content_Encoding="gzip")))


@pytest.mark.parametrize("encoding", ["gzip", "br"])
async def test_a_bomb_is_cut_at_the_cap(serve: Serve, fetcher: Fetcher, encoding: str) -> None:
    zeros = bytes(100_000_000)
    bomb = gzip.compress(zeros, 1) if encoding == "gzip" else brotli.compress(zeros, quality=1)
    url = await serve(answering(body=bomb, Content_Encoding=encoding))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with pytest.raises(FetchFailed, match=r"is larger than 1 MB"):
        await fetcher.fetch(url)
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    assert grown < 40_000, "kB of memory"


@pytest.mark.parametrize("declared", [True, False])
async def test_a_large_feed_is_cut_at_the_cap(serve: Serve, fetcher: Fetcher, declared: bool) -> None:
    sent = 0

    async def handler(request: web.Request) -> web.StreamResponse:
        nonlocal sent
        response = web.StreamResponse(headers={"Content-Length": "100000000"} if declared else {})
        await response.prepare(request)
        with contextlib.suppress(ConnectionResetError):
            for _ in range(1_600):
                await response.write(b"x" * 62_500)
                sent += 62_500
        return response

    with pytest.raises(FetchFailed, match=r"127.0.0.1:\d+/feed is larger than 1 MB"):
        await fetcher.fetch(await serve(handler))
    assert sent < 20_000_000


async def test_a_server_that_sends_a_byte_at_a_time_runs_out_of_time(serve: Serve) -> None:
    async def handler(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse()
        await response.prepare(request)
        try:
            while True:
                await response.write(b"x")
                await asyncio.sleep(0.02)
        except ConnectionResetError:
            return response

    url = await serve(handler)
    async with Fetcher(user_agent="t", allow_hosts=LOOPBACK, total_seconds=0.3) as fetcher:
        began = time.monotonic()
        with pytest.raises(FetchFailed, match=r"took longer than 0.3 s$"):
            await fetcher.fetch(url)
        assert time.monotonic() - began < 2


async def test_slow_feeds_of_one_host_do_not_use_up_the_time_of_the_others(serve: Serve) -> None:
    """A feed's time starts with its turn; six at two a time take 0.6 s, longer than any one of them is allowed."""
    under_way, most = 0, 0

    async def handler(_request: web.Request) -> web.Response:
        nonlocal under_way, most
        under_way += 1
        most = max(most, under_way)
        await asyncio.sleep(0.2)
        under_way -= 1
        return web.Response(body=BODY)

    url = await serve(handler)
    async with Fetcher(user_agent="t", allow_hosts=LOOPBACK, total_seconds=0.5) as fetcher:
        fetched = await asyncio.gather(*(fetcher.fetch(f"{url}?{n}") for n in range(6)), return_exceptions=True)
    assert most == 2
    assert sum(not isinstance(f, BaseException) for f in fetched) == 6


async def test_who_has_no_turn_gives_up_long_before_those_that_hang(serve: Serve) -> None:
    """Waiting as long as they hang, 180 feeds of three such hosts held nearly every place, and sound feeds were polled late."""

    async def handler(_request: web.Request) -> web.Response:
        await asyncio.sleep(60)
        return web.Response(body=BODY)

    url = await serve(handler)
    async with Fetcher(user_agent="t", allow_hosts=LOOPBACK, total_seconds=5, turn_seconds=0.2, per_host=1) as fetcher:
        hanging = asyncio.create_task(fetcher.fetch(url))
        await asyncio.sleep(0.05)
        began = time.monotonic()
        with pytest.raises(NoTurn, match=r"had no turn: other feeds of 127.0.0.1 are slow to answer$"):
            await fetcher.fetch(url)
        assert time.monotonic() - began < 2
        assert not hanging.done()
        hanging.cancel()


async def test_permanent_redirects_all_the_way_tell_the_new_address(serve: Serve, fetcher: Fetcher) -> None:
    async def handler(request: web.Request) -> web.Response:
        steps = {"/feed": (301, "/second"), "/second": (308, "third?x=1")}
        status, to = steps.get(request.path, (200, ""))
        return web.Response(status=status, body=BODY, headers={"Location": to} if to else {})

    url = await serve(handler)
    fetched = await fetcher.fetch(url)
    assert fetched.moved_to == fetched.final_url == str(URL(url).with_path("/third").with_query("x=1"))


@pytest.mark.parametrize("status", [302, 303, 307])
async def test_one_temporary_redirect_and_the_old_address_stays(serve: Serve, fetcher: Fetcher, status: int) -> None:
    async def handler(request: web.Request) -> web.Response:
        steps = {"/feed": (301, "/second"), "/second": (status, "/third")}
        code, to = steps.get(request.path, (200, ""))
        return web.Response(status=code, body=BODY, headers={"Location": to} if to else {})

    fetched = await fetcher.fetch(await serve(handler))
    assert (fetched.moved_to, URL(fetched.final_url).path) == ("", "/third")


async def test_redirects_in_a_loop_end_at_once(serve: Serve, fetcher: Fetcher) -> None:
    with pytest.raises(FetchFailed, match="redirects in a loop"):
        await fetcher.fetch(await serve(answering(302, b"", Location="/feed")))


async def test_redirects_without_end_are_ended(serve: Serve, fetcher: Fetcher) -> None:
    asked = 0

    async def handler(_request: web.Request) -> web.Response:
        nonlocal asked
        asked += 1
        return web.Response(status=302, headers={"Location": f"/{asked}"})

    with pytest.raises(FetchFailed, match="redirects more than 5 times"):
        await fetcher.fetch(await serve(handler))
    assert asked == 6


@pytest.mark.parametrize(
    ("location", "sentence"),
    [("", "redirects to nowhere"), ("http://[", "redirects to no web address"), ("/a:99999999", "in a loop|more than")],
)
async def test_a_redirect_that_leads_nowhere(serve: Serve, fetcher: Fetcher, location: str, sentence: str) -> None:
    with pytest.raises(FetchFailed, match=sentence):
        await fetcher.fetch(await serve(answering(302, b"", Location=location)))


@pytest.mark.parametrize(
    "location",
    [
        "http://localhost:{port}/",
        "http://[::1]:{port}/",
        "http://2130706433:{port}/",
        "//169.254.169.254/latest/meta-data",
        "file:///etc/passwd",
        "http://user:password@127.0.0.1:{port}/",
    ],
)
async def test_a_redirect_to_a_private_address_is_refused(serve: Serve, fetcher: Fetcher, location: str) -> None:
    asked = 0

    async def handler(request: web.Request) -> web.Response:
        nonlocal asked
        asked += 1
        return web.Response(status=302, headers={"Location": location.format(port=request.url.port)})

    with pytest.raises(AddressRefusedError):
        await fetcher.fetch(await serve(handler))
    assert asked == 1


@pytest.mark.parametrize(
    ("status", "sentence"),
    [
        (404, "answered 404 (Not Found)"),
        (500, "answered 500 (Internal Server Error)"),
        (799, "answered 799"),
        (204, "answered 204 (No Content)"),
    ],
)
async def test_any_other_answer_is_a_failure_told_without_secrets(
    serve: Serve, fetcher: Fetcher, status: int, sentence: str
) -> None:
    url = await serve(answering(status, b""))
    with pytest.raises(FetchFailed) as failure:
        await fetcher.fetch(f"{url}?key=hunter2")
    where = url.removeprefix("http://")
    assert (str(failure.value), failure.value.gone) == (f"{where} {sentence}", False)
    with pytest.raises(FetchFailed) as failure:
        await fetcher.fetch(f"{url}/9f8e7d6c5b4a3921/rss?key=hunter2")
    assert str(failure.value) == f"{where}/…/rss {sentence}"


async def test_gone_is_told_apart(serve: Serve, fetcher: Fetcher) -> None:
    with pytest.raises(FetchFailed) as failure:
        await fetcher.fetch(await serve(answering(410, b"")))
    assert failure.value.gone


async def test_how_long_to_stay_away_is_passed_on(serve: Serve, fetcher: Fetcher) -> None:
    with pytest.raises(FetchFailed) as failure:
        await fetcher.fetch(await serve(answering(429, b"", Retry_After="120")))
    assert failure.value.retry_after == timedelta(minutes=2)


async def test_a_connection_that_breaks_gets_a_sentence(fetcher: Fetcher) -> None:
    answers = {
        b"": "hung up without an answer",
        b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf": "broke off in the middle of its answer",
        b"SSH-2.0-OpenSSH_9.2\r\n": "answered with something that is not HTTP",
        b"HTTP/1.1 200 OK\r\nX: " + b"x" * 100_000 + b"\r\n\r\n": "answered with something that is not HTTP",
    }
    for answer, sentence in answers.items():

        async def raw(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, answer: bytes = answer) -> None:
            await reader.readuntil(b"\r\n\r\n")
            writer.write(answer)
            writer.close()

        async with await asyncio.start_server(raw, "127.0.0.1") as server:
            port = server.sockets[0].getsockname()[1]
            with pytest.raises(FetchFailed, match=f"^127.0.0.1:{port}/a {sentence}$"):
                await fetcher.fetch(f"http://127.0.0.1:{port}/a?key=hunter2")


async def test_nobody_at_home_gets_a_sentence(fetcher: Fetcher) -> None:
    server = await asyncio.start_server(lambda _r, _w: None, "127.0.0.1")
    port = server.sockets[0].getsockname()[1]
    server.close()
    await server.wait_closed()
    with pytest.raises(FetchFailed, match=r"cannot be reached \(connection refused\)$"):
        await fetcher.fetch(f"http://127.0.0.1:{port}/")


async def test_cancelling_a_fetch_gives_its_turn_back(serve: Serve, fetcher: Fetcher) -> None:
    async def handler(request: web.Request) -> web.Response:
        await asyncio.sleep(0 if "fast" in request.query else 60)
        return web.Response(body=BODY)

    url = await serve(handler)
    slow = [asyncio.create_task(fetcher.fetch(url)) for _ in range(2)]
    await asyncio.sleep(0.05)
    for task in slow:
        task.cancel()
    await asyncio.gather(*slow, return_exceptions=True)
    assert (await fetcher.fetch(f"{url}?fast")).status == 200


NOW = datetime(2026, 4, 2, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("value", "wait"),
    [
        ("120", timedelta(seconds=120)),
        (format_datetime(NOW + timedelta(hours=1), usegmt=True), timedelta(hours=1)),
        (format_datetime(NOW - timedelta(hours=1), usegmt=True), timedelta(0)),
        ("9" * 400, timedelta(days=30)),
        ("soon", None),
        ("-5", None),
        ("", None),
        ("١٢", None),
    ],
)
def test_retry_after_is_seconds_or_a_date(value: str, wait: timedelta | None) -> None:
    assert retry_after({"Retry-After": value}, now=NOW) == wait


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("max-age=60", 60),
        ("no-cache, max-age = 60", None),
        ('max-age="60"', 60),
        ("s-maxage=60", None),
        ("max-age=x", None),
    ],
)
def test_max_age_is_read(value: str, seconds: int | None) -> None:
    assert max_age({"Cache-Control": value}) == seconds
