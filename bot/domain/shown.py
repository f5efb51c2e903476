"""An address as people are shown it, in a channel or a log: where it leads, without what may be the key to a private feed."""

import re
from urllib.parse import unquote, urlsplit

HIDDEN = "…"
_LONGEST = 100
_TOKEN_WORDS = frozenset({"token", "tokens", "key", "keys", "apikey", "api-key", "api_key", "secret", "auth", "access"})
_PIECE = re.compile(r"[A-Za-z0-9]+")
_WORD_AND_NUMBER = re.compile(r"([A-Za-z]*)\d{1,4}|\d{1,8}[A-Za-z]{0,3}|[A-Za-z]{1,3}\d{1,8}")
_SWITCH = re.compile(r"(?<=[A-Za-z])(?=\d)|(?<=\d)(?=[A-Za-z])")
_HUMPS = re.compile(r"[a-z]+|[A-Z]+|(?:[A-Z]{0,4}[a-z]{2,}){1,4}[A-Z]{0,4}")
_VOWELS = re.compile(r"[aeiouy]", re.IGNORECASE)
_UNSPEAKABLE = re.compile(r"[bcdfghjklmnpqrstvwxz]{5}", re.IGNORECASE)
_FEWEST_VOWELS = 0.2
_LONGEST_WORD = 20
_SHORTEST_KEY = 8
_LONG_PIECE = 12
_MANY = 4


def shown(link: str) -> str:
    """Host and path, as in `feeds.example/world/rss.xml`, at most 100 characters; with a port that is not the usual one.

    Each part of the path that may be a key is `…`; user, password, query and fragment are left out. Text that is no
    address is shown as its path would be.
    """
    try:
        parts = urlsplit(link.strip())
        port = f":{parts.port}" if parts.port not in {None, 80, 443} else ""
        name = parts.hostname or ""
        host, path = f"[{name}]{port}" if ":" in name else f"{name}{port}", parts.path
    except ValueError:
        host, path = "", link.partition("?")[0].rpartition("@")[2]
    whole = f"{host}{unquote(veiled(path)).rstrip('/')}" or HIDDEN
    return whole if len(whole) <= _LONGEST else whole[: _LONGEST - 1] + HIDDEN


def whole(link: str) -> bool:
    """Whether nothing of an address need be hidden, so that all it leads to is public, too."""
    parts = urlsplit(link)
    return not parts.query and "@" not in parts.netloc and HIDDEN not in shown(link)


def veiled(path: str) -> str:
    """The path with `…` for each part that may be a key: one that follows `token` or `key`, or looks like none people chose."""
    parts = path.split("/")
    named = ("", *(p.casefold() for p in parts))
    return "/".join(HIDDEN if opaque(p) or (p and n in _TOKEN_WORDS) else p for p, n in zip(parts, named, strict=False))


def opaque(text: str) -> bool:
    """Whether a text looks made by a machine: long without a break, letters and digits mixed, or not to be spoken.

    Words with a number (`politics08`), dates and short numbers are not; nor is a short password, which nobody can tell.
    """
    text = unquote(text)
    if not text.isprintable():
        return True
    pieces = _PIECE.findall(text)
    return any(map(_machine_made, pieces)) or (len(_SWITCH.findall(text)) >= _MANY and len(text) >= _LONG_PIECE)


def _machine_made(piece: str) -> bool:
    if len(piece) > _LONGEST_WORD or (piece.isdigit() and len(piece) > _SHORTEST_KEY):
        return True
    if len(piece) < _SHORTEST_KEY or piece.isdigit():
        return False
    if piece.isalpha():
        return not _speakable(piece)
    numbered = _WORD_AND_NUMBER.fullmatch(piece)
    return numbered is None or not _speakable(numbered[1] or "")


def _speakable(letters: str) -> bool:
    """Whether letters may be words: enough vowels, capitals where words begin."""
    if len(letters) < _SHORTEST_KEY - 1:
        return True
    if not _HUMPS.fullmatch(letters) or len(_VOWELS.findall(letters)) < _FEWEST_VOWELS * len(letters):
        return False
    return len(letters) < _LONG_PIECE or not _UNSPEAKABLE.search(letters)
