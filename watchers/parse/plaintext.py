"""Markup to plain text. Slack shows text, so that is all we keep; what is left is still hostile until escaped."""

import html
import re
import unicodedata

_INLINE_TAGS = """
a abbr acronym b bdi bdo big cite code del dfn em font i ins kbd label mark q s samp small span strike strong
sub sup time tt u var wbr nobr
"""
_BLOCK_TAGS = """
address article aside audio blockquote body br button caption center col dd colgroup details dir div dl dt
embed fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 head header hr html iframe img input li link
main meta nav object ol option p param picture pre section select source summary svg table tbody td textarea
tfoot th thead title tr ul video path map area track canvas noscript script style template base
"""
_INLINE = frozenset(_INLINE_TAGS.split())
_BLOCK = frozenset(_BLOCK_TAGS.split())
_UNSEEN = re.compile(r"<(?:(script|style|template|noscript)\b[^<>]*>|!--)", re.IGNORECASE)
_TAG = re.compile(r"</?([a-zA-Z][\w:-]*)(?:\s[^<>]*|/)?>")
_CUT_TAG = re.compile(r"</?([a-zA-Z][\w:-]*)(?:\s[^<>]*)?$")
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z]\w{1,30});")
_HIDDEN = re.compile(r"[\ufeff\u202a-\u202e\u2066-\u2069\u2060\u00ad]")
_SURROGATE = re.compile(r"[\ud800-\udfff]")
_MARKUP_LONGEST = 100_000
_ELLIPSIS = "\u2026"


def plain(markup: str, *, longest: int = 0) -> str:
    """The words of a piece of HTML, with single spaces; cut at a word's end after `longest` characters.

    Twice, because some feeds escape their HTML twice and `&amp;amp;` is no rarity.
    """
    text = verbatim(markup[:_MARKUP_LONGEST])
    for _ in range(2):
        if "<" not in text and "&" not in text:
            break
        text = _ENTITY.sub(_character, _without_tags(text))
    text = " ".join(_HIDDEN.sub("", _without_controls(text)).split())
    return _cut(text, longest) if longest else text


def verbatim(text: str) -> str:
    """Text kept as it came, but such as can be stored: JSON may hold half a character."""
    return _SURROGATE.sub("\ufffd", text)


def _without_tags(text: str) -> str:
    if "<" not in text:
        return text
    return _CUT_TAG.sub(_space, _TAG.sub(_space, _without_unseen(text)))


def _without_unseen(text: str) -> str:
    """Text without scripts, styles and comments; in one pass, for one pattern over it all is quadratic on `<script`."""
    kept, at = [], 0
    while opening := _UNSEEN.search(text, at):
        kept.append(text[at : opening.start()])
        closing = re.compile(rf"</{opening[1]}\s*>|\Z" if opening[1] else r"-->|\Z", re.IGNORECASE)
        end = closing.search(text, opening.end())
        at = end.end() if end else len(text)
    return " ".join([*kept, text[at:]])


def _space(tag: re.Match[str]) -> str:
    """What a tag leaves behind. "<Monday>" and "<3" are no tags, and stay."""
    name = tag[1].lower()
    if name in _INLINE:
        return ""
    return " " if name in _BLOCK or ":" in name or "-" in name else tag[0]


def _character(entity: re.Match[str]) -> str:
    return html.unescape(entity[0])


def _without_controls(text: str) -> str:
    if text.isprintable():
        return text
    return "".join(" " if unicodedata.category(c) == "Cc" else c for c in text)


def _cut(text: str, longest: int) -> str:
    if len(text) <= longest:
        return text
    head = text[:longest]
    return (head[: head.rfind(" ")] if " " in head[longest // 2 :] else head) + _ELLIPSIS
