"""Words of a text: what they fold to, and where they stand in the original.

Boundaries are where letters and digits end, so "Iran's", "Iran-US" and "#Iran" hold the token "iran" and "Iranian"
does not. A full stop is a mark where a sentence ends. "U.S." is one token, "won't" is one token, a possessive 's and a French l' stand alone.
"US$" is one token too: a currency is no country.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from watchers.words.folding import fold_text
from watchers.words.grammar import forms

_TOKEN = re.compile(
    r"(?:[^\W\d_]\.?){1,3}\$|\$ ?us(?![^\W_])|(?:[^\W\d_]\.){2,}(?:[^\W\d_](?![^\W_]))?|[^\W\d_]\.[^\W\d_](?![^\W_])|\d+(?:[.,:]\d+)+|[^\W_]+(?:'[^\W_]+)*|(?<=[^\W\d_]{3})\.(?=[\"'”’»)]*\s)|[;:?!—–|,]|(?<=\s)[-&](?=\s)|(?<=\s)[*/·•»](?=\s)|(?<=\s)[(\[](?=\S)|\.\.\.|…|[\"“”«»]"
)
_SPLIT = re.compile(r"^(?:(?:[cdjlmst]|qu|o)'(?=[^\W_]{2})|n'(?=[aehiouy][^\W_]|[ay]$))")
"""A French "not" stands before a vowel, and may have one letter after it: "n'a", "n'y"; in "N'Djamena" there is none."""
_MARKS = frozenset('.;:?!—–|,…"“”«»-*/·•([') | {"..."}
_ABBREVIATIONS = frozenset(word.lower() for word in forms("abbreviations"))


@dataclass(frozen=True, kw_only=True, slots=True)
class Token:
    """`word` is folded, `raw` as written; `glued` says a hyphen or slash joins it to the token before."""

    word: str
    raw: str
    start: int
    end: int
    glued: bool = False

    @property
    def is_mark(self) -> bool:
        """Whether it is punctuation, which parts clauses and is never a word."""
        return self.word in _MARKS


@lru_cache(maxsize=2048)
def tokenize(text: str) -> tuple[Token, ...]:
    """The tokens of a text in order, punctuation that parts clauses among them."""
    folded = fold_text(text)
    offsets = folded.offsets
    out: list[Token] = []
    end_before = -1
    for found in _TOKEN.finditer(folded.text):
        if found[0] == "." and out[-1].word in _ABBREVIATIONS:
            continue
        glued = 0 <= end_before == found.start() - 1 and folded.text[end_before] in "-/"
        for word, start, end in _split(found[0], found.start()):
            first, last = offsets[start], offsets[end - 1] + 1
            raw = text[first:last]
            out.append(Token(word=_plain(word), raw=raw, start=first, end=last, glued=glued))
            glued = False
        end_before = found.end()
    return tuple(out)


def _plain(word: str) -> str:
    """The word it stands for: "us" for "u.s.", "and" for "&"."""
    if word == "&":
        return "and"
    return word.replace(".", "") if word[0].isalpha() else word


def _split(word: str, start: int) -> list[tuple[str, int, int]]:
    """Off with a French article or a possessive; "won't" stays whole, because its negation belongs to it."""
    end = start + len(word)
    if "'" not in word:
        return [(word, start, end)]
    parts: list[tuple[str, int, int]] = []
    if front := _SPLIT.match(word):
        parts.append((front[0], start, start + front.end()))
        word, start = word[front.end() :], start + front.end()
    if word.endswith("'s") and len(word) > 2:  # noqa: PLR2004 - the length of 's
        return [*parts, (word[:-2], start, end - 2), ("'s", end - 2, end)]
    return [*parts, (word, start, end)]


_TITLE_CASE = 0.6
_SHORT = 3


def in_title_case(tokens: Sequence[Token]) -> bool:
    """Whether most words of a headline are in capitals, so that capitals say nothing of them."""
    long = [t for t in tokens if len(t.word) > _SHORT]
    return bool(long) and sum(t.raw[:1].isupper() for t in long) > len(long) * _TITLE_CASE
