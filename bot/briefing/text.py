"""A file's bytes -> a briefing's text, or what to do with a file that holds none."""

import re

from bot.errors import WatchdeskError

MAX_CHARACTERS = 50_000
MAX_BYTES = 4 * MAX_CHARACTERS
"""No character takes more bytes; a longer file is refused by its first bytes."""

_AS_TEXT = "copy its text, from the headline to the last paragraph, into a plain text file and give that."
_KINDS = (
    (b"%PDF", "a PDF"),
    (b"PK\x03\x04", "a Word document or another zip file"),
    (b"\xd0\xcf\x11\xe0", "an old Word document"),
    (b"{\\rtf", "a rich text document"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
)
_PAGE = re.compile(r"\s*<(?:!doctype|html|\?xml|head|body|rss|feed)\b|</(?:p|div|span|article|a|li)>", re.IGNORECASE)
_TYPED = frozenset("’‘“”„‚–—…€£¥¢§©®°±·«»•†™½¼¾ \xa0")
_WORD = re.compile(r"[^\W\d_]+")
_SMALL = """
    the a an of to in and that is was for on with as by it its at from has have had are be but not this which will would who
    they he she their his her after before over more than or said says if
"""
_ENGLISH = frozenset(_SMALL.split())
_FEWEST, _SHARE = 40, 0.15
_LONGEST_WORD = 1_000
"""Characters: a long web address, and no more."""


class NoBriefingError(WatchdeskError):
    """A text that is no briefing; the sentence says what is missing, and what to do."""


def decoded(raw: bytes) -> str:
    """The text of a file in UTF-8, UTF-16 or Windows-1252. Raises NoBriefingError for any other file."""
    kind = next((name for begins, name in _KINDS if raw.lstrip()[:8].startswith(begins)), "")
    if kind:
        raise NoBriefingError(f"This is {kind}, and a briefing is plain text: {_AS_TEXT}")
    if len(raw) > MAX_BYTES:
        raise NoBriefingError(f"This file has {len(raw):,} bytes or more; {_at_most()}")
    for encoding in ("utf-16",) if raw[:2] in {b"\xff\xfe", b"\xfe\xff"} else ("utf-8-sig", "cp1252"):
        try:
            text = raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        if encoding != "cp1252" or all(char.isascii() or char.isalpha() or char in _TYPED for char in text):
            return _printable(text)
    raise NoBriefingError("This file's characters cannot be read: save it as UTF-8 and give it again.")


def _printable(text: str) -> str:
    if any(char < " " and char not in "\t\n\r\f\v" for char in text):
        raise NoBriefingError(f"This file is no text, and a briefing is: {_AS_TEXT}")
    return text


def checked(text: str) -> str:
    """The same text. Raises NoBriefingError for one too long, a web page's source, or another language than English."""
    if len(text) > MAX_CHARACTERS:
        raise NoBriefingError(f"This text has {len(text):,} characters; {_at_most()}")
    if (longest := max(map(len, text.split()), default=0)) > _LONGEST_WORD:
        raise NoBriefingError(f"This text has a word of {longest:,} characters, so it is no briefing: {_AS_TEXT}")
    if _PAGE.search(text):
        raise NoBriefingError(f"This is the source of a web page: open the page in a browser, {_AS_TEXT}")
    words = [word.lower() for word in _WORD.findall(text)]
    if len(words) >= _FEWEST and sum(word in _ENGLISH for word in words) < _SHARE * len(words):
        what = "This text does not seem to be English, and only English is drafted from"
        raise NoBriefingError(f"{what}: give a translation, or write the story file by hand, in whatever language.")
    return text


def _at_most() -> str:
    return f"a briefing has at most {MAX_CHARACTERS:,} characters: give one article, cut to what the story is about."
