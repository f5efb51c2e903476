"""Whose feed an address is, where the story file does not say: the name its reports, and their origin, go by."""

import re
from ipaddress import ip_address
from urllib.parse import parse_qs, unquote, urlsplit

from bot.domain.shown import opaque

_TENANTS = {
    "substack.com", "medium.com", "wordpress.com", "blogspot.com", "tumblr.com", "ghost.io", "beehiiv.com",
    "livejournal.com", "typepad.com", "wixsite.com", "weebly.com", "squarespace.com", "github.io", "gitlab.io",
    "netlify.app", "vercel.app", "pages.dev", "herokuapp.com", "over-blog.com", "blogfa.com", "blog.ir", "podbean.com",
    "libsyn.com",
}  # fmt: skip
"""Platforms that give each publication a host of its own."""
_SHELVES = {
    "feedburner.com", "feedproxy.google.com", "medium.com", "rsshub.app", "rss.app", "fetchrss.com", "politepaul.com",
    "feed43.com", "kill-the-newsletter.com", "t.me", "telegram.me", "reddit.com", "youtube.com", "bsky.app",
    "nitter.net", "mastodon.social", "buttondown.email", "buttondown.com", "flipboard.com", "anchor.fm", "megaphone.fm",
    "simplecast.com", "acast.com", "art19.com", "soundcloud.com",
}  # fmt: skip
"""Platforms that give each publication a part of the path."""
_NETWORKS = {
    "telegram", "twitter", "x", "youtube", "bsky", "mastodon", "weibo", "vk", "facebook", "instagram", "threads",
}  # fmt: skip
_NOBODY = {
    "feed", "feeds", "feeds2", "rss", "rss2", "atom", "xml", "json", "index", "videos", "s", "r", "c", "u", "user",
    "users", "profile", "channel", "channels", "public", "shows", "news", "latest", "all", "stream", "fd",
}  # fmt: skip
_COUNTRY = re.compile(r"(?:co|com|org|net|gov|gob|gouv|go|ac|edu|or|ne|mil|info|nic)\.[a-z]{2}")
_SEARCHED_SITE = re.compile(r"(?<![-\w])site:([\w.-]+\.\w+)", re.IGNORECASE)
_ENDING = re.compile(r"\.(?:xml|rss|atom|json)$", re.IGNORECASE)
_LEAD = re.compile(r"(\w{5,}?)-")


def publication(url: str) -> str:
    """Whose feed this is, as in `paper.example`, `letters.substack.com` or `feedburner.com/paper`.

    The rule, which counts origins too low rather than too high: all of one site is one owner's, whatever the host in
    front (`rss.paper.example`, `www.paper.example`) and the path behind. Only on platforms known to carry other people's
    publications is the site not the owner. There the host or the first telling part of the path is, without what follows
    a hyphen, which mostly names a section. A search of one site is that site's. Where what tells two publications apart
    may be a key, or is not in the address at all, they count as one.
    """
    parts = urlsplit(url)
    host = (parts.hostname or "").rstrip(".").removeprefix("www.")
    site = _site(host)
    if host == "news.google.com":
        searched = _SEARCHED_SITE.findall(" ".join(parse_qs(parts.query).get("q", ())))
        sites = {_site(found.lower()) for found in searched}
        return sites.pop() if len(sites) == 1 else host
    if host != site and site in _TENANTS:
        return host.removesuffix(f".{site}").rpartition(".")[2] + f".{site}"
    shelf = next((known for known in (host, site) if known in _SHELVES), "")
    return f"{shelf}{_slug(parts.path)}" if shelf else site


def _slug(path: str) -> str:
    """The first part of a path that tells whose it is, after the network it is of; "" for none that may be shown."""
    parts = [_ENDING.sub("", p) for p in unquote(path).split("/")]
    telling = [p for p in parts if p and p.casefold() not in _NOBODY]
    network = [p for p in telling[:1] if p.casefold() in _NETWORKS]
    owner = telling[len(network) :][:1]
    if not owner or opaque(owner[0]):
        return ""
    lead = None if network else _LEAD.match(owner[0])
    return "/" + "/".join([*network, lead[1] if lead else owner[0]])


def _site(host: str) -> str:
    """The part of a host that somebody registered: its last two labels, three below a suffix like co.uk."""
    try:
        ip_address(host)
    except ValueError:
        labels = host.split(".")
        below_suffix = _COUNTRY.fullmatch(".".join(labels[-2:]))
        return ".".join(labels[-3 if below_suffix else -2 :])
    return host
