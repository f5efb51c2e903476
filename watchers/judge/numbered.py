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
_CALLED = forms("calling_a_number")
_TILL = frozenset({"-", "\u2013", "to"})
_LISTS = _TILL | {",", "and", "or"}
_UNITS = forms("units_without_s") | forms("tens")
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
    return tuple(key for key, _ in _numbered(words_of(question), asked=True))


def _numbered(words: Words, *, asked: bool = False) -> Iterator[tuple[tuple[str, int], str]]:
    """Each numbered thing (its stem and number) and how it is written: "paragraph 4", "ship No. 7", "second runway", "11th ballot"."""
    tokens = words.tokens
    for at in range(1, len(tokens)):
        before, token = tokens[at - 1], tokens[at]
        if (nth := _ordinal(before.word)) and _is_thing(words, at):
            yield (words.stems[at], nth), f"{before.raw} {token.raw}"
        if not _NUMBER.fullmatch(token.word):
            continue
        called = before.word in _CALLED
        things = (at - 2, at + 1) if called else (at - 1,)
        thing = next((n for n in things if 0 <= n < len(tokens) and _is_thing(words, n)), None)
        if thing is not None and (called or not _measured(words, at, asked=asked)):
            first, last = min(thing, at), max(thing, at)
            text = words.text[tokens[first].start : tokens[last].end]
            yield from (((words.stems[thing], n), text) for n in _and_further(words, at))


def _and_further(words: Words, at: int) -> Iterator[int]:
    """The number there, and those of a list that goes on behind it: "3 and 4", "3, 4", "3 to 5"."""
    tokens, number = words.tokens, int(words.tokens[at].word)
    yield number
    while at + 2 < len(tokens) and tokens[at + 1].word in _LISTS and _NUMBER.fullmatch(tokens[at + 2].word):
        last = int(tokens[at + 2].word)
        yield from range(number + 1, last) if tokens[at + 1].word in _TILL else ()
        yield last
        at, number = at + 2, last


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


def _measured(words: Words, at: int, *, asked: bool) -> bool:
    """Whether the number counts what follows it, or is a part of a longer one: "killed 3 soldiers", "stake 5.5", "by 2-1".

    After a name it counts nothing: "Artemis 2 lifts off". Nor does it before a verb: "ship 7 arrives", asked as "Does ship 7 arrive?".
    """
    before, then = words.tokens[at - 1], next(iter(words.tokens[at + 1 : at + 2]), None)
    if then is None:
        return False
    following = next(iter(words.tokens[at + 2 : at + 3]), None)
    listed = then.word in _LISTS and following is not None and bool(_NUMBER.fullmatch(following.word))
    longer = not listed and (then.glued or then.word in _LONGER or then.word.isdigit())
    counts = then.word.isalpha() and then.word not in _NO_THINGS | _LISTS and not then.word.endswith("ed")
    verb = not then.word.endswith("s") if asked else then.word.endswith("s") and not before.word.endswith("s")
    verb &= then.word not in _UNITS
    return longer or (counts and not verb and not before.raw[:1].isupper())
