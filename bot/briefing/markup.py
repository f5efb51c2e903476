"""Markdown, and what chat and newsletters make of it, taken off a line."""

import re

_LEADS = re.compile(
    r"^(?:#{1,6}\s+|>\s+|(?:[-*•▪◦‣–—]|\(?\d{1,2}[.)])\s+|\[[ xX]?\]\s+|[→☐-☒\u2600-\u27bf\u2b00-\u2bff\ufe0f\U0001f000-\U0001faff]+\s*)+"
)
_BULLET = re.compile(r"^\s*(?:[-*•▪◦‣–—]|\(?\d{1,2}[.)])\s+\S")
_LINK = re.compile(r"!?\[(?P<words>[^\[\]]+)\]\((?:https?:)?[^()\s]*(?:\([^()\s]*\))?[^()\s]*\)")
_STRONG = re.compile(r"\*\*|__|~~|`")
_EMPHASIS = re.compile(r"(?<![\w*_])(?P<mark>[*_])(?=[^\s*_])(?P<words>[^*_]*[^\s*_])(?P=mark)(?![\w*_])")


def is_bullet(line: str) -> bool:
    return bool(_BULLET.match(line))


def plain(line: str) -> str:
    """The line's words: no heading marks, bullets, emphasis or link addresses, and single spaces."""
    text = _STRONG.sub("", _LINK.sub(r"\g<words>", line.strip()))
    text = _EMPHASIS.sub(r"\g<words>", text)
    return " ".join(_LEADS.sub("", text).split())
