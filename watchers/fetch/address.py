"""Addresses from users are hostile until checked: only http(s), only the public internet, at every hop.

The resolver vets every address a name leads to and hands aiohttp those very addresses, so that a name which answers
otherwise a moment later (DNS rebinding) changes nothing. Miniflux and RSSHub were bitten (CVE-2026-21885,
GHSA-64wp-jh9p-5cg2).
"""

import asyncio
import ipaddress
import socket
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from ipaddress import IPv4Address, IPv6Address

from aiohttp.abc import AbstractResolver, ResolveResult
from yarl import URL

from bot.domain.shown import veiled
from bot.errors import AddressRefusedError

Lookup = Callable[[str, int], list[tuple[int, str]]]
"""Host and port in; address family and address out, one pair an answer. Blocks; raises OSError for no answer."""

DNS_SECONDS = 5.0
DNS_THREADS = 8
_REFUSED = tuple(
    ipaddress.ip_network(n)
    for n in (
        "192.0.0.0/24",  # protocol assignments, is_global to Python 3.11
        "192.88.99.0/24",  # 6to4 relays
        "168.63.129.16/32",  # public in form; on Azure the machine's own host
        "2001::/23",  # Teredo and other protocol assignments
        "3fff::/20",  # documentation, newer than Python 3.11
    )
)
_INTERNET = ipaddress.ip_network("2000::/3")
_NAT64 = ipaddress.ip_network("64:ff9b::/96")


def check_url(url: str, allow_hosts: frozenset[str] = frozenset()) -> URL:
    """The address, parsed as it will be asked for. Raises AddressRefusedError with a sentence.

    Names are vetted once more by what they resolve to; numbers never reach a resolver and are vetted here.
    """
    try:
        parsed = URL(url.strip())
        host = parsed.host or ""
    except ValueError as error:
        raise AddressRefusedError(f"{_short(url)} is not a web address") from error
    if parsed.scheme not in {"http", "https"}:
        raise AddressRefusedError(f"{_short(url)} is not a web address: it must start with http:// or https://")
    if parsed.user is not None or parsed.password is not None:
        raise AddressRefusedError(f"the address on {host} holds a user name or password; addresses are shown to people")
    if not host or any(c in host for c in "% \t\r\n"):
        raise AddressRefusedError(f"{_short(url)} names no host")
    number = _number(host)
    if number and not _public(number) and not is_allowed(host, parsed.port, allow_hosts):
        raise _private(host, parsed.port)
    return parsed


def is_allowed(host: str, port: int | None, allow_hosts: frozenset[str]) -> bool:
    """Whether the settings exempt this host, by name or number, with or without its port."""
    bare = _bare(host)
    return any(_bare(entry) in {bare, f"{bare}:{port}", f"[{bare}]:{port}"} for entry in allow_hosts)


class Vetting(AbstractResolver):
    """A resolver that answers only with public addresses, looked up in threads of its own.

    asyncio's shared thread pool would let a slow name hold up everything else that uses it.
    """

    def __init__(self, allow_hosts: frozenset[str] = frozenset(), *, lookup: Lookup | None = None) -> None:
        self._allow_hosts = allow_hosts
        self._lookup = lookup or _getaddrinfo
        self._threads = ThreadPoolExecutor(DNS_THREADS, thread_name_prefix="dns")

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC
    ) -> list[ResolveResult]:
        """All addresses of a host. One private address among them and the host is refused."""
        answers = await self._answers(host, port)
        if not is_allowed(host, port, self._allow_hosts) and not all(_public_text(a) for _, a in answers):
            raise _private(host, port)
        return [
            ResolveResult(hostname=host, host=a, port=port, family=f, proto=0, flags=socket.AI_NUMERICHOST)
            for f, a in answers
            if family in {socket.AF_UNSPEC, f}
        ]

    async def close(self) -> None:
        self._threads.shutdown(wait=False, cancel_futures=True)

    async def _answers(self, host: str, port: int) -> list[tuple[int, str]]:
        loop = asyncio.get_running_loop()
        try:
            async with asyncio.timeout(DNS_SECONDS):
                return await loop.run_in_executor(self._threads, self._lookup, host, port)
        except TimeoutError as error:  # as the OSError that aiohttp expects of a resolver
            raise socket.gaierror(socket.EAI_AGAIN, f"no answer within {DNS_SECONDS:g} s") from error
        except UnicodeError as error:
            raise socket.gaierror(socket.EAI_NONAME, "not a host name") from error


def _getaddrinfo(host: str, port: int) -> list[tuple[int, str]]:
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return [(family, str(address[0])) for family, _, _, _, address in found]


def _number(host: str) -> IPv4Address | IPv6Address | None:
    """The address a host spells, in any of the ways sockets understand: 127.1, 0x7f000001, 017700000001, ::1."""
    bare = host.strip("[]").rstrip(".").partition("%")[0]
    try:
        return ipaddress.ip_address(bare)
    except ValueError:
        pass
    try:
        return IPv4Address(socket.inet_aton(bare))
    except (OSError, ValueError):
        return None


def _public_text(address: str) -> bool:
    number = _number(address)
    return number is not None and _public(number)


def _public(address: IPv4Address | IPv6Address) -> bool:
    """Whether an address is on the public internet, and so is the address inside it, if it carries one."""
    if isinstance(address, IPv6Address):
        inner = address.ipv4_mapped or (IPv4Address(int(address) & 0xFFFFFFFF) if address in _NAT64 else None)
        if inner:
            return _public(inner)
        if address not in _INTERNET or (address.sixtofour and not _public(address.sixtofour)):
            return False
    refused = any(address in network for network in _REFUSED if network.version == address.version)
    return address.is_global and not address.is_multicast and not refused


def _bare(host: str) -> str:
    """A host (or host:port) in one spelling."""
    text = host.strip().casefold().rstrip(".")
    return text[1:-1] if text.startswith("[") and text.endswith("]") else text


def _private(host: str, port: int | None) -> AddressRefusedError:
    """Says nothing of what the name leads to: the answer would map our network for whoever asks."""
    where = host if port in {None, 0, 80, 443} else f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
    return AddressRefusedError(f"{where} is not on the public internet; WATCHDESK_ALLOW_HOSTS can allow it", host=where)


def _short(url: str) -> str:
    """An address without what in it may be a key."""
    bare = url.strip().partition("?")[0].rpartition("@")[2]
    return repr(veiled(bare)[:80])
