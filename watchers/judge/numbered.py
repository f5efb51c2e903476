"""Things told apart by a number: what is adopted of paragraph 3 is not adopted of paragraph 4, nor a third runway the second."""

import re
from collections.abc import Iterator
from functools import lru_cache

from watchers.words.finder import Words, words_of
from watchers.words.grammar import forms, stems

_NUMBER = re.compile(r"\d{1,3}")
_NTH = re.compile(r"(\d+)(?:st|nd|rd|th)")
_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
_NO_THINGS = forms("prepositions") | forms("determiners") | forms("modals")
_WHEN = stems("when")
_LONGER = frozenset({"%", "-", ".", ":", "\u2013"})
_LED = forms("leading_a_number")


def another_number(words: Words, question: str) -> str:
    """The thing of the question that the passage names by another number, and not by its own; "" for none."""
    told = dict(_numbered(words))
    for thing, number in _asked(question):
        others = [text for (stem, n), text in told.items() if stem == thing and n != number]
        if others and (thing, number) not in told:
            return others[0]
    return ""


@lru_cache(maxsize=512)
def _asked(question: str) -> tuple[tuple[str, int], ...]:
    return tuple(key for key, _ in _numbered(words_of(question)))


def _numbered(words: Words) -> Iterator[tuple[tuple[str, int], str]]:
    """Each numbered thing (its stem and number) and how it is written: "paragraph 4", "second runway", "11th ballot"."""
    tokens = words.tokens
    for at in range(1, len(tokens)):
        before, token = tokens[at - 1], tokens[at]
        text = f"{before.raw} {token.raw}"
        if _NUMBER.fullmatch(token.word) and _is_thing(words, at - 1) and not _measured(words, at):
            yield (words.stems[at - 1], int(token.word)), text
        elif (nth := _ordinal(before.word)) and _is_thing(words, at):
            yield (words.stems[at], nth), text


def _ordinal(word: str) -> int:
    """Which one an ordinal counts; 0 for another word."""
    if word in _ORDINALS:
        return _ORDINALS.index(word) + 1
    found = _NTH.fullmatch(word)
    return int(found[1]) if found else 0


def _is_thing(words: Words, at: int) -> bool:
    token = words.tokens[at]
    plain = token.word.isalpha() and token.word not in _NO_THINGS | _LED
    return plain and words.stems[at] not in _WHEN and not token.word.endswith(("ed", "ing"))


def _measured(words: Words, at: int) -> bool:
    """Whether the number counts what follows it, or is a part of a longer one: "killed 3 soldiers", "stake 5.5", "by 2-1".

    After a name it counts nothing: "Artemis 2 lifts off".
    """
    before, then = words.tokens[at - 1], next(iter(words.tokens[at + 1 : at + 2]), None)
    if then is None:
        return False
    longer = then.glued or then.word in _LONGER or then.word.isdigit()
    counts = then.word.isalpha() and then.word not in _NO_THINGS and not then.word.endswith("ed")
    return longer or (counts and not before.raw[:1].isupper())
