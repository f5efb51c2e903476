"""Languages there is no lexicon for: known for what they are, so that none of them passes for one that is read.

In them "not" is no word that anybody here knows, so nothing may be read there by words of a language that has it elsewhere.
"""

import re
import tomllib
from collections import Counter
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import Any

from watchers.words.folding import folded
from watchers.words.tokens import Token

_CODE = re.compile(r"[a-z]{2,3}(?=[-_]|$)")
_NAMELY = 2
"""What a word counts for that tells by itself, or has a letter that only names have in English."""


def said_of(declared: str, script: str) -> str:
    """The name of the language that a feed declares, where it is one of this script that is not read; else ""."""
    code = _CODE.match(declared.strip().casefold())
    return lists()["declared"][script].get(code[0], "") if code else ""


def unread(words: Iterable[Token], alone: Iterable[Token]) -> tuple[str, int]:
    """Which of these languages the words speak for most, and how much: its common words, more for those that tell by themselves."""
    sure = {t.start for t in alone}
    counts: Counter[str] = Counter()
    for word in words:
        for name, count in _counts(word, alone=word.start in sure).items():
            counts[name] += count
    name = max(_names(), key=lambda n: counts[n])
    return name, counts[name]


def _counts(word: Token, *, alone: bool) -> dict[str, int]:
    """The languages a word speaks for, and how much; "dell'esercito" by its article."""
    article, joint, _ = word.word.partition("'")
    forms, small = {word.word, article + joint}, word.raw[0].islower()
    found = {n: 1 for f in forms for n in _having("stop").get(f, ()) if small or len(word.word) > 1}
    if alone:
        found |= {n: _NAMELY for f in forms for n in _having("telling").get(f, ())}
    if small and not word.raw.isascii():
        found |= {n: _NAMELY for letter in word.raw for n in _having("letters").get(letter, ())}
    return found


@cache
def unread_words() -> frozenset[str]:
    """The common words of these languages, as they fold."""
    return frozenset(_having("stop")) | frozenset(_having("telling"))


@cache
def _names() -> tuple[str, ...]:
    return tuple(one["name"] for one in lists()["unread"].values())


@cache
def _having(key: str) -> dict[str, tuple[str, ...]]:
    """The languages by their words, as they fold, or by their letters."""
    found: dict[str, tuple[str, ...]] = {}
    for one in lists()["unread"].values():
        listed = one.get(key, "")
        for part in set(listed if key == "letters" else folded(listed).split()):
            found[part] = (*found.get(part, ()), one["name"])
    return found


@cache
def lists() -> dict[str, dict[str, Any]]:
    """The words and names of `lexicon/languages.toml`."""
    return tomllib.loads((files("watchers") / "lexicon" / "languages.toml").read_text(encoding="utf-8"))
