"""Where the words of a language's lexicon stand in a passage."""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache

from watchers.words.finder import Place, Words
from watchers.words.languages import AS_WRITTEN, table
from watchers.words.phrasebook import lexicon
from watchers.words.tokens import Token, tokenize

_JOINED = ("وال", "بال", "لل", "ال", "و", "ف", "ب", "ل")
_SHORTEST = 3
_PARTICIPLE = re.compile(r"[нт]\*$")
_NOUN = re.compile(r"и(?:[еяюи]|ем|ями?|ях)$")
"""What makes a noun of a Russian participle, which says that something is to be done as well as that it was: "подписание"."""


def phrases_in(words: Words, language: str, kind: str) -> Iterator[Place]:
    """Where the words of a class of the language's lexicon stand."""
    for at in range(len(words.tokens)):
        for phrase in _phrases(language, kind):
            if found := _along(phrase, words, at):
                yield found
                break


@cache
def kinds_of(language: str) -> frozenset[str]:
    """The kinds of event the lexicon has words of their own for."""
    return frozenset(e.name for e in lexicon().events) & table(language).keys()


def meet(one: Place, other: Place) -> bool:
    """Whether they have a word in common."""
    return one[0] < other[1] and other[0] < one[1]


def text_of(words: Words, place: Place) -> str:
    """The words at a place, as written."""
    return " ".join(t.raw for t in words.tokens[place[0] : place[1]])


def _along(phrase: tuple[str, ...], words: Words, at: int) -> Place | None:
    """The phrase from this word on; over a gap ("_") its last word is looked for at the end of the clause: "kündigt ... auf"."""
    if "_" not in phrase:
        end = at + len(phrase)
        fits = end <= len(words.tokens) and all(map(_fits, phrase, words.tokens[at:end]))
        return (at, end) if fits else None
    if not _fits(phrase[0], words.tokens[at]):
        return None
    end = next((n for n in range(at + 1, len(words.tokens)) if words.tokens[n].is_mark), len(words.tokens))
    return (at, at + 1) if end > at + 1 and words.tokens[end - 1].word == phrase[-1] else None


def _fits(key: str, token: Token) -> bool:
    if key.startswith(AS_WRITTEN):
        raw = unicodedata.normalize("NFC", token.raw)
        return (raw.lower() if raw.isupper() else raw) == key.removeprefix(AS_WRITTEN)
    word = token.word
    forms = (word, *(word[len(j) :] for j in _JOINED if word.startswith(j) and len(word) - len(j) >= _SHORTEST))
    if not key.endswith("*"):
        return key in forms
    return any(
        f.startswith(key[:-1]) and not (_PARTICIPLE.search(key) and _NOUN.match(f[len(key) - 1 :])) for f in forms
    )


@cache
def _phrases(language: str, kind: str) -> tuple[tuple[str, ...], ...]:
    """The longest first, so that a phrase is found before a word of it."""
    return tuple(sorted(map(_keys, table(language).get(kind, ())), key=lambda p: -len(p)))


def _keys(phrase: str) -> tuple[str, ...]:
    """A phrase as a text has it ("s'oppose" is two words, "n'" one); a "*" after a word stands for any ending, a "_" for what stands between.

    A word after "=" counts as it is written: "würde" is not "wurde", nor the noun "Würde".
    """
    if phrase.startswith(AS_WRITTEN):
        return (phrase,)
    if " _ " in phrase:
        first, _, last = phrase.partition(" _ ")
        return (*_keys(first), "_", *_keys(last))
    return tuple(t.word + _sign_after(phrase, t) for t in tokenize(phrase))


def _sign_after(phrase: str, token: Token) -> str:
    sign = phrase[token.end : token.end + 1]
    return sign if sign in {"*", "'"} and not token.word.endswith("'") else ""
