"""Which words of a passage are names, as far as its capitals show."""

from functools import lru_cache

from watchers.words.finder import Words
from watchers.words.grammar import forms
from watchers.words.tokens import Token, in_title_case

_NEVER = forms("not")


@lru_cache(maxsize=2048)
def names_in(words: Words) -> frozenset[int]:
    """The tokens written as names are: with a capital within a sentence, where capitals mark names at all.

    What begins a sentence or a quotation is left out, and what is written in capitals throughout ("will NOT sign").
    """
    tokens = words.tokens
    if in_title_case(tokens[1:]):
        return frozenset()
    return frozenset(n for n in range(1, len(tokens)) if _named(tokens[n]) and _goes_on(tokens[n - 1], tokens[n]))


def _named(token: Token) -> bool:
    return token.raw[:1].isupper() and token.raw[1:2].islower() and token.word not in _NEVER


def _goes_on(before: Token, token: Token) -> bool:
    """Whether nothing but a space or a hyphen stands between the two."""
    return not before.is_mark and token.start - before.end <= 1
