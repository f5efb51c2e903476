"""Where the words of a language's lexicon stand in a passage."""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache

from watchers.words.finder import Place, Words
from watchers.words.languages import AS_WRITTEN, table
from watchers.words.phrasebook import lexicon
from watchers.words.tokens import Token, tokenize

THING, PERSON = "@", "%"
SLOTS = frozenset({THING, PERSON})
BEGINS, ENDS, GAP = "^", ".", "_"
"""In a phrase: where the thing or a person stands, that it begins the passage, that it ends a clause, what stands between."""
_JOINED = ("وبال", "ولل", "وال", "بال", "لل", "ال", "وب", "ول", "و", "ف", "ب", "ل")
_SHORTEST = 3
_PARTICIPLE = re.compile(r"[нт]\*$")
_NOUN = re.compile(r"и(?:[еяюи]|ем|ями?|ях)$")
"""What makes a noun of a Russian participle, which says that something is to be done as well as that it was: "подписание"."""


@lru_cache(maxsize=8192)
def phrases_in(words: Words, language: str, kind: str) -> tuple[Place, ...]:
    """Where the words of a class of the language's lexicon stand, looked up once for a passage."""
    phrases = _phrases(language, kind)
    each = (
        next((p for phrase in phrases if (p := _along(phrase, words, at))), None) for at in range(len(words.tokens))
    )
    return tuple(p for p in each if p)


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
    if GAP not in phrase:
        end = at + len(phrase)
        fits = end <= len(words.tokens) and all(map(fits_in, phrase, words.tokens[at:end]))
        return (at, end) if fits else None
    if not fits_in(phrase[0], words.tokens[at]):
        return None
    end = clause_end(words, at + 1)
    return (at, at + 1) if end > at + 1 and fits_in(phrase[-1], words.tokens[end - 1]) else None


def clause_end(words: Words, at: int) -> int:
    """Where the next mark stands, or the passage ends."""
    return next((n for n in range(at, len(words.tokens)) if words.tokens[n].is_mark), len(words.tokens))


def fits_in(key: str, token: Token) -> bool:
    """Whether a word of a phrase is this one of a text."""
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
    """The longest first, so that a phrase is found before a word of it; what only says where things stand is left out."""
    return tuple(sorted({_bare(p) for p in shapes(language, kind)}, key=lambda p: (-len(p), p)))


def _bare(shape: tuple[str, ...]) -> tuple[str, ...]:
    """Its words alone: two that have something between them have a gap."""
    words = [k for k in shape if k not in {BEGINS, ENDS}]
    while words[0] in SLOTS:
        words = words[1:]
    while words[-1] in SLOTS:
        words = words[:-1]
    return (words[0], GAP, words[-1]) if SLOTS.intersection(words) else tuple(words)


@cache
def shapes(language: str, kind: str) -> tuple[tuple[str, ...], ...]:
    """The phrases of a class, the longest first, with what says where the thing or a person stands."""
    phrases = table(language).get(kind, ())
    return tuple(sorted(map(_keys, phrases), key=lambda p: (-len(p), p)))


def _keys(phrase: str) -> tuple[str, ...]:
    """A phrase as a text has it ("s'oppose" is two words, "n'" one); a "*" after a word stands for any ending, a "_" for what stands between.

    A word after "=" counts as it is written: "würde" is not "wurde", nor the noun "Würde".
    """
    return tuple(k for part in phrase.split() for k in ((part,) if _is_sign(part) else _words(part)))


def _is_sign(part: str) -> bool:
    return part in {GAP, BEGINS, ENDS, *SLOTS} or part.startswith(AS_WRITTEN)


def _words(part: str) -> Iterator[str]:
    return (t.word + _sign_after(part, t) for t in tokenize(part))


def _sign_after(phrase: str, token: Token) -> str:
    sign = phrase[token.end : token.end + 1]
    return sign if sign in {"*", "'"} and not token.word.endswith("'") else ""
