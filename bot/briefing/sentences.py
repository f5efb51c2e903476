"""The sentences of a paragraph."""

import re

_LONGEST_ABBREVIATION = 16
_END = re.compile(r"[.!?…][\"'”’)\]]*\s+(?=[\"'“‘(\[]?[^\W_a-z])")
_ABBREVIATION = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Mx|Dr|Gen|Sen|Rep|Gov|Lt|Col|Maj|Capt|Adm|Cmdr|Brig|Sgt|Hon|Rev|Prof|Fr|Jr|Sr|St|Mt|Ft"
    r"|vs|No|Nos|Art|approx|ca|cf|ret|e\.g|i\.e|Jan|Feb|Mar|Apr|Aug|Sept?|Oct|Nov|Dec)"
    r"|\b[A-Z])\.\)?$"
)
_INITIALS = re.compile(r"\b[A-Z]\.(?:[A-Z]\.)+$")
_OPENER = re.compile(
    r"(?:The|It|But|If|That|This|These|Those|In|On|For|And|He|She|They|A|An|Yet|Still|Should|Will|As)\b"
)


def sentences(text: str, *, starters: frozenset[str] = frozenset()) -> tuple[str, ...]:
    """`Mr.` ends none; `U.S.` ends one only before a word that begins sentences, or a name in `starters`."""
    out: list[str] = []
    start = 0
    for found in _END.finditer(text):
        head, rest = text[start : found.end()].rstrip(), text[found.end() :]
        if not _ends(head, rest, starters):
            continue
        out.append(text[start : found.end()].strip())
        start = found.end()
    out.append(text[start:].strip())
    return tuple(s for s in out if s)


def _ends(head: str, rest: str, starters: frozenset[str]) -> bool:
    if head.count("“") > head.count("”") and "”" in rest:
        return False  # a quotation of several sentences is one saying
    tail = head[-_LONGEST_ABBREVIATION:]
    if _INITIALS.search(tail):
        return bool(_OPENER.match(rest)) or any(rest.startswith(name) for name in starters)
    return not _ABBREVIATION.search(tail)
