"""Whose word a text says it passes on: "the Harbour Office said", "according to Auria's Health Ministry"."""

import re
from functools import lru_cache

_SAID = (
    r"(?i:(?:(?:has|have|had|also|later)\s+){0,2}(?:add(?:s|ed)?|announce[sd]?|claim(?:s|ed)?|confirm(?:s|ed)?|estimate[sd]?"
    r"|report(?:s|ed)?|reveal(?:s|ed)?|sa(?:id|ys?)|state[sd]|tells?|told|warn(?:s|ed)?)\b(?!\s+nothing))"
)
_SPEAKER = (
    r"(?:['’]s)?(?:\s+(?:boss|chief|commander|data|director|figures|head|leader|minister|news\s+agency|officials?"
    r"|spokes(?:man|woman|person|people)|statement))?(?:\s+[A-Z][\w.'’-]*){0,4}"
)
"""Who speaks for somebody, and what they are called: "officials", "spokesman Rear Adm. Ossian Vale"."""
_LED_BY = r"(?:according\s+to|citing|cites?|quoting|quotes?|a\s+statement\s+(?:by|from|of))(?:\s+[\w'’-]+){0,4}?\s+"


def said_by(names: tuple[str, ...], text: str) -> str:
    """The words in which a text passes on what somebody of these names said; "" where it does not."""
    plain = text.casefold()
    if not any(name.casefold() in plain for name in names):
        return ""
    found = next((f for pattern in _patterns(names) if (f := pattern.search(text))), None)
    return found[0].strip(' -–—|,:"”’') if found else ""


@lru_cache(maxsize=4096)
def _patterns(names: tuple[str, ...]) -> tuple[re.Pattern[str], ...]:
    """A name of one word is found with its capitals only: "Prime", the company, is no prime minister."""
    name = rf"(?:{'|'.join(map(_spelled, sorted(names, key=len, reverse=True)))})"
    return (
        re.compile(rf"\b{name}{_SPEAKER},?\s+{_SAID}\b"),
        re.compile(rf"\b(?i:{_LED_BY}){name}\b"),
        re.compile(rf"[,\"”’']\s*(?:said|says?)\s+(?:the\s+)?{name}\b"),
        re.compile(rf"\s[-–—|]\s*(?:the\s+)?{name}\s*$"),
        re.compile(rf"^(?:the\s+)?{name}\s*:"),
    )


def _spelled(name: str) -> str:
    spelled = r"\s+".join(map(re.escape, name.split()))
    return rf"(?i:{spelled})" if " " in name else spelled
