"""No address leads anywhere but to the public internet, however it is spelt."""

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest

from bot.errors import AddressRefusedError, FeedError
from watchers.fetch.address import Vetting, check_url, is_allowed
from watchers.fetch.fetcher import Fetcher, FetchFailed

SPELLINGS = [
    "127.0.0.1", "127.1", "127.0.1", "127.255.255.254", "127.0.0.1.", "0", "0.0.0.0", "0x0", "2130706433", "017700000001",
    "0x7f000001", "0x7f.0.0.1", "0x7f.1", "0177.0.0.1", "0177.0.0.01", "127.0x1", "127.000.000.001", "①②⑦.⓪.⓪.①",
    "127。0。0。1", "localhost", "LOCALHOST", "localhost.", "ⓛocalhost", "%31%32%37.0.0.1", "[::1]", "[0:0:0:0:0:0:0:1]",
    "[::]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[0:0:0:0:0:ffff:7f00:0001]", "[::127.0.0.1]", "[::ffff:0:127.0.0.1]",
    "[64:ff9b::127.0.0.1]", "[64:ff9b::7f00:1]", "[64:ff9b:1::7f00:1]", "[2002:7f00:1::]", "[2002:0a00:0001::1]",
    "[2001:0:7f00:1::]", "[fe80::1]", "[fe80::1%25lo]", "[::1%25lo]", "[fc00::1]", "[fd12:3456::1]", "[fec0::1]", "[ff02::1]",
    "10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254", "0xa9fea9fe", "2852039166", "100.64.0.1", "192.0.0.8",
    "198.18.0.1", "203.0.113.1", "224.0.0.1", "240.0.0.1", "255.255.255.255", "168.63.129.16", "[2001:db8::1]", "[3fff::1]",
    "user:password@127.0.0.1", "feeds.example@127.0.0.1", "127.0.0.1%00.feeds.example", "feeds.example\\@127.0.0.1",
]  # fmt: skip
NAMES = {
    "rebound.example": ["93.184.216.34", "127.0.0.1"],
    "private.example": ["127.0.0.1"],
    "mixed.example": ["::ffff:127.0.0.1"],
    "six.example": ["2606:4700::1", "::1"],
}


def lookup(host: str, _port: int) -> list[tuple[int, str]]:
    if host not in NAMES:
        raise socket.gaierror(socket.EAI_NONAME, "unknown")
    return [(socket.AF_INET6 if ":" in a else socket.AF_INET, a) for a in NAMES[host]]


@asynccontextmanager
async def counting_listener() -> AsyncIterator[tuple[int, list[object]]]:
    """A server on loopback, and the connections it got."""
    connections: list[object] = []

    async def answer(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        connections.append(writer.get_extra_info("peername"))
        writer.close()

    server = await asyncio.start_server(answer, ["127.0.0.1"])
    try:
        yield server.sockets[0].getsockname()[1], connections
    finally:
        server.close()
        await server.wait_closed()


async def test_no_spelling_of_a_private_address_is_ever_connected_to() -> None:
    assert len(set(SPELLINGS)) >= 40
    async with counting_listener() as (port, connections), Fetcher(user_agent="test", total_seconds=2) as fetcher:
        for spelling in SPELLINGS:
            with pytest.raises(FeedError):  # refused, or no name at all
                await fetcher.fetch(f"http://{spelling}:{port}/")
        assert not connections


@pytest.mark.parametrize("host", NAMES)
async def test_a_name_with_one_private_answer_is_refused(host: str) -> None:
    async with counting_listener() as (port, connections), Fetcher(user_agent="test", lookup=lookup) as fetcher:
        with pytest.raises(
            AddressRefusedError, match=f"{host}:{port} is not on the public internet; WATCHDESK_ALLOW_HOSTS"
        ):
            await fetcher.fetch(f"http://{host}:{port}/")
        assert not connections


async def test_a_name_that_answers_otherwise_the_next_time_gains_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """100 names that are public when first asked and private ever after: what is vetted is what is connected to.

    The connection itself is refused here, so that no packet leaves this machine.
    """
    asked: dict[str, int] = {}
    dialled: list[str] = []

    def flipping(host: str, _port: int) -> list[tuple[int, str]]:
        asked[host] = asked.get(host, 0) + 1
        return [(socket.AF_INET, "93.184.216.34" if asked[host] % 2 else "127.0.0.1")]

    async def refuse(addr_infos: list[tuple[Any, ...]], **_: object) -> socket.socket:
        dialled.extend(info[4][0] for info in addr_infos)
        raise ConnectionRefusedError

    monkeypatch.setattr("aiohttp.connector.aiohappyeyeballs.start_connection", refuse)
    async with Fetcher(user_agent="test", lookup=flipping) as fetcher:
        urls = [f"http://flip-{n % 50}.example/" for n in range(100)]
        failures = await asyncio.gather(*(fetcher.fetch(u) for u in urls), return_exceptions=True)
    assert all(isinstance(f, FeedError) for f in failures)
    assert set(dialled) == {"93.184.216.34"}, "and never the address it flipped to"


async def test_the_resolver_hands_on_just_what_it_vetted() -> None:
    vetting = Vetting(
        lookup=lambda _host, _port: [(socket.AF_INET, "93.184.216.34"), (socket.AF_INET6, "2606:4700::1")]
    )
    assert [r["host"] for r in await vetting.resolve("x.example", 80)] == ["93.184.216.34", "2606:4700::1"]
    assert [r["host"] for r in await vetting.resolve("x.example", 80, socket.AF_INET)] == ["93.184.216.34"]
    await vetting.close()


@pytest.mark.parametrize("address", ["93.184.216.34", "2606:4700::1111", "64:ff9b::5db8:d822", "::ffff:93.184.216.34"])
async def test_public_addresses_are_not_refused(address: str) -> None:
    """NAT64 is how an IPv6-only network reaches the rest of the internet."""
    vetting = Vetting(lookup=lambda _host, _port: [(socket.AF_INET, address)])
    assert await vetting.resolve("x.example", 80)
    await vetting.close()


async def test_an_unknown_name_is_told_as_one() -> None:
    async with Fetcher(user_agent="test", lookup=lookup) as fetcher:
        with pytest.raises(FetchFailed, match=r"^nowhere.example/feed has a host that the name servers do not know$"):
            await fetcher.fetch("http://nowhere.example/feed?key=hunter2")


@pytest.mark.parametrize(
    ("url", "sentence"),
    [
        ("file:///etc/passwd", "must start with http:// or https://"),
        ("gopher://x.example/", "must start with"),
        ("feeds.example/rss", "must start with"),
        ("", "must start with"),
        ("https:///rss", "names no host"),
        ("https://a b/", "names no host"),
        ("https://anna:hunter2@feeds.example/", "user name or password"),
        ("https://feeds.example:99999/", "is not a web address"),
        ("http://192.168.0.1/rss", "is not on the public internet"),
    ],
)
def test_an_address_that_cannot_be_polled_gets_a_sentence(url: str, sentence: str) -> None:
    with pytest.raises(AddressRefusedError, match=sentence) as refused:
        check_url(url)
    assert "hunter2" not in str(refused.value)


@pytest.mark.parametrize(
    ("entry", "host", "port", "allowed"),
    [
        ("127.0.0.1", "127.0.0.1", 8080, True),
        ("127.0.0.1:8080", "127.0.0.1", 8080, True),
        ("127.0.0.1:8080", "127.0.0.1", 9090, False),
        ("localhost", "LOCALHOST.", 80, True),
        ("localhost", "127.0.0.1", 80, False),
        ("127.0.0.1", "localhost", 80, False),
        ("feeds.internal", "feeds.internal", 443, True),
        ("feeds.internal", "evil.feeds.internal", 443, False),
        ("::1", "::1", 80, True),
        ("[::1]:8080", "::1", 8080, True),
    ],
)
def test_settings_exempt_the_hosts_they_name_and_no_other(entry: str, host: str, port: int, allowed: bool) -> None:
    assert is_allowed(host, port, frozenset({entry})) is allowed
