"""One page has many addresses: what of a link names the page, and what only tells how the reader got there."""

import re
from urllib.parse import parse_qsl, quote, urlencode, urlsplit, urlunsplit

_TRACKING = re.compile(
    r"(?:utm_|at_|ns_|mc_|pk_|mtm_|hsa_|guce_|wt[._]).*"
    r"|(?:fb|g|d|tw|y)clid|[gw]braid|gclsrc|gad_(?:source|campaignid)|_g[al]|_hs(?:enc|mi)|mkt_tok|msclkid|igsh(?:id)?|mibextid"
    r"|guccounter|xtor|cmp|cmpid|intcmp|icid|itid|ncid|ocid|s_cid|ito|smid|smtyp|sref|srnd|reflink|ftag|taid"
    r"|ref|ref_src|ref_url|mod|src|source|traffic_source|partner|feedtype|feedname|rss|oc|hl|gl|ceid",
    re.IGNORECASE,
)
_LETTER = "emc"
"""The newsletter a reader came by; beside it these tell of that letter, and elsewhere they may name a page."""
_OF_THE_LETTER = frozenset([_LETTER, "campaign_id", "instance_id", "nl", "regi_id", "segment_id", "te", "user_id"])
_AMP = re.compile(r"^/amp(?=/)|/amp$|\.amp(?=\.html?$|$)")
"""How a path asks for the page in its form for phones."""
_AMP_ASKED = frozenset([("amp", ""), ("amp", "1"), ("amp", "true"), ("output", "amp"), ("outputtype", "amp")])
_SAME_SITE = re.compile(r"^(?:www\d?|m|mobile|amp)\.(?=[^.]+\.)")
_PART = re.compile(r"[\w.:-]+")
_ESCAPED = re.compile("%[0-9a-fA-F]{2}")
_SENT_AS_IT_IS = "/%:@!$&'()*+,;=~"
_DEFAULT_PORTS = {"http": 80, "https": 443}


def canonical(link: str) -> str:
    """The address as it is, in one spelling; "" for a home page or anything not http(s), which names no page."""
    try:
        parts = urlsplit(link.strip())
        host, port = (parts.hostname or "").rstrip("."), parts.port
    except ValueError:
        return ""
    if parts.scheme not in _DEFAULT_PORTS or not host or _is_home(parts.path, parts.query, parts.fragment):
        return ""
    netloc = host if port in {None, _DEFAULT_PORTS[parts.scheme]} else f"{host}:{port}"
    return urlunsplit((parts.scheme, netloc, parts.path or "/", parts.query, parts.fragment))


def loose(link: str) -> str:
    """The address without scheme, www, tracking parameters, form for phones and fragment; "" where `canonical` is, or nothing is left.

    A fragment that is a route of its own (#!/article/7) stays.
    """
    parts = urlsplit(canonical(link))
    query = _naming(parse_qsl(parts.query, keep_blank_values=True))
    route = parts.fragment if parts.fragment.startswith(("!", "/")) else ""
    path = _AMP.sub("", parts.path.rstrip("/"))
    if not path and not query and not route:
        return ""
    return urlunsplit(("", _SAME_SITE.sub("", parts.netloc), path, urlencode(query), route))


def _naming(query: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """What of a query names the page, in order."""
    letters = _OF_THE_LETTER if any(name == _LETTER for name, _ in query) else frozenset()
    kept = ((k, v) for k, v in query if not _TRACKING.fullmatch(k) and k not in letters)
    return sorted((k, v) for k, v in kept if (k.casefold(), v.casefold()) not in _AMP_ASKED)


def site(link: str) -> str:
    """The host of a link without www; "" for none."""
    try:
        return _SAME_SITE.sub("", (urlsplit(link.strip()).hostname or "").rstrip("."))
    except ValueError:
        return ""


def part(link: str) -> str:
    """Which part of its page a link leads to: what follows #, "" where that tells only how the reader got there (#xtor=RSS-3)."""
    fragment = link.partition("#")[2]
    return fragment if _PART.fullmatch(fragment) else ""


def _is_home(path: str, query: str, fragment: str) -> bool:
    return path.strip("/").lower() in {"", "index.html", "index.php", "index.htm"} and not query and not fragment


def page(link: str) -> str:
    """What names the page behind any spelling of its address; "" for a home page and for what is no web address."""
    spelled = _in_ascii(link.strip())
    return loose(spelled) or canonical(spelled)


def _in_ascii(link: str) -> str:
    """The link as it is sent: a browser copies /%D0%BC%D0%B8%D1%80 and xn--h1alffa9f.xn--p1ai where a feed may have the letters."""
    try:
        parts = urlsplit(link)
        host = (parts.hostname or "").encode("idna").decode()
        netloc = parts.netloc if parts.netloc.isascii() else host + (f":{parts.port}" if parts.port else "")
    except ValueError:  # no address, or no name of a host: UnicodeError is one
        return link
    path = _ESCAPED.sub(lambda m: m[0].upper(), quote(parts.path, safe=_SENT_AS_IT_IS))
    return urlunsplit(parts._replace(netloc=netloc, path=path))


def other_parts(one: str, other: str) -> bool:
    """Whether two links lead to different parts of a page: page#v2 and page#v1."""
    first, second = part(one), part(other)
    return bool(first) and bool(second) and first != second


def link_key(link: str) -> str:
    """What names the page behind any spelling of its address; the text itself where that names none."""
    return page(link) or link.strip()
