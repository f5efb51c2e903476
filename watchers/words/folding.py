"""Unicode folding with a map back: what we compare, and where it stood in the text as written.

Folding changes lengths (a sharp s becomes two letters, a dotted capital I loses its dot), so whoever marks words
must go through `offsets`, never through the folded text's own positions.
"""

import unicodedata
from dataclasses import dataclass
from functools import lru_cache

# Letters that do not decompose, and letter forms that Arabic and Persian keyboards write differently.
_SAME = {
    **dict(zip("øđłıħŧ", "odliht", strict=True)),
    "æ": "ae",
    "œ": "oe",
    "ي": "ی",
    "ى": "ی",
    "ئ": "ی",
    "ك": "ک",
    "أ": "ا",
    "إ": "ا",
    "آ": "ا",
    "ٱ": "ا",
    "ة": "ه",
    "ۀ": "ه",
    "ؤ": "و",
    "ـ": "",
    "؟": "?",
    "،": ",",
    "؛": ";",
    "\u200c": "",
    "\u200d": "",
    "\u00ad": "",
    "\u200e": "",
    "\u200f": "",
    "’": "'",
    "‘": "'",
    "ʼ": "'",
    "`": "'",
    "‐": "-",
    "‑": "-",
    "−": "-",
}


@dataclass(frozen=True, kw_only=True)
class Folded:
    """`text` folded; `offsets[i]` is where its character i stood in the original, with one more for the end."""

    text: str
    offsets: tuple[int, ...]


@lru_cache(maxsize=4096)
def fold_character(character: str) -> str:
    """Without case, diacritics and letter forms; "" for what only joins or directs (ZWNJ, soft hyphen, tatweel)."""
    if character in _SAME:
        return _SAME[character]
    parts = unicodedata.normalize("NFKD", character.casefold())
    bare = "".join(c for c in parts if not unicodedata.combining(c))
    return "".join(_SAME.get(c, c) for c in bare)


def fold_text(text: str) -> Folded:
    """The text as we compare it, with the way back to the original."""
    if text.isascii():
        return Folded(text=text.lower(), offsets=tuple(range(len(text) + 1)))
    pieces = [fold_character(c) for c in text]
    offsets = [at for at, piece in enumerate(pieces) for _ in piece]
    return Folded(text="".join(pieces), offsets=(*offsets, len(text)))


def folded(text: str) -> str:
    """The folded text alone, for keys and comparisons that mark nothing."""
    return fold_text(text).text
