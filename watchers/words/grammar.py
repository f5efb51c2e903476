"""The small words and word forms of English that rules ask for, from `lexicon/grammar.toml`."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from watchers.words.stems import stem

NOUN_ENDINGS = ("tion", "sion", "ment", "ance", "ence", "tions", "sions", "ments", "rawal", "roval", "rawals")
"""How words end that name a deed and are no form of a verb: "extension", "withdrawal"."""


def forms(name: str) -> frozenset[str]:
    """The words of a list, as they stand. Raises KeyError where there is no such list."""
    return frozenset(_table()["forms"][name])


def stems(name: str) -> frozenset[str]:
    """The stems of the words of a list. Raises KeyError where there is no such list."""
    return frozenset(stem(word.casefold()) for word in _table()["stems"][name])


@cache
def _table() -> Mapping[str, Mapping[str, list[str]]]:
    text = (files("watchers") / "lexicon" / "grammar.toml").read_text(encoding="utf-8")
    table: Mapping[str, Mapping[str, list[str]]] = tomllib.loads(text)
    return table
