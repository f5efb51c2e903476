"""What a name's word is filed under, and what a text's word may be: its cases, and what a language joins to it.

Few for any word, whatever the number of names: Russian names in every case, Arabic and Persian ones with what is written as one
word with them, Turkish ones with an ending after an apostrophe, and in a German text the genitive and the endings of adjectives.
"""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from watchers.words.finder import Words
from watchers.words.folding import folded
from watchers.words.languages import language_of, perhaps, stop_words
from watchers.words.tokens import Token

JOINT = "\u200c"
"""Persian writes a compound with it, or with a space."""
_RUSSIAN_ENDINGS = frozenset(
    "а я у ю о е ы и й ь ом ем ам ям ой ей ою ею ов ев ами ями ах ях ью ия ии ию ией иеи иями иям иях "
    "ая яя ую юю ого его ому ему ым им ый ий ое ее ые ие ых их ыми ими".translate({ord("й"): "и"}).split()
)
_RUSSIAN_VOWELS = "аеиоуыьюя"
_SHORTEST_RUSSIAN = 3
_OF_A_COUNTRY = ("аи", "ия")
"""What keeps its first vowel in every case: Китай, Россия."""
_UNDECLINED = ("о", "у", "ю", "э")
"""What names end in that have no cases: Рубио, Баку."""
_PROCLITICS = (
    "وبال",
    "وال",
    "بال",
    "فال",
    "کال",
    "ولل",
    "فلل",
    "لل",
    "ال",
    "وب",
    "ول",
    "فب",
    "فل",
    "و",
    "ب",
    "ل",
    "ف",
    "ک",
)
_TO_THE = ("ولل", "فلل", "لل")
"""A "to" takes the first letter of the article: "للبرهان" is "ل" and "البرهان"."""
_SHORTEST_ARABIC = 3
_PERSIAN_ENDINGS = frozenset(map(folded, ("ی", "ای", "یی", "ها", "های", "هایی", "هایشان")))
_APOSTROPHE = re.compile("['’‘ʼ`]")
_TURKISH_ENDING = re.compile(
    r"n?[iu]n|[yn]?[aeiu]|[dt][ae]n?|[dt]aki|[dt]eki|nd[ae]n?|y?l[ae]|l[ae]r(?:[iu]n|[ae]|d[ae]n?)?|l[iu]|d[iu]r"
)
"""Folded. Of one letter only where the text has a letter that is Turkish only: in "Sana'a" it is part of the name."""
_TURKISH = re.compile("[ıİğĞşŞ]")
_SHORTEST_TURKISH = 3
_SHORTEST_GERMAN = 4
_SHORTEST_LATER = 3
_GERMAN_ADJECTIVE = re.compile(r"(.{3,}e)[mnrs]?$")
_CLEARLY = 2


def key(word: str) -> str:
    """What a name's word is filed under: a Russian one without its ending, others as they fold."""
    if _russian(word) and not word.endswith(_UNDECLINED):
        bare = word[:-1] if word.endswith(_OF_A_COUNTRY) else word.rstrip(_RUSSIAN_VOWELS)
        return bare if len(bare) >= _SHORTEST_RUSSIAN else word
    return word


def candidates(words: Words, at: int, *, german: bool, later: bool = False) -> Iterable[str]:
    """What a text's word may be filed under, as it stands first; `later` is for one that goes on with a name."""
    token = words.tokens[at]
    bare = token.word.isascii() and "'" not in token.word
    return (token.word,) if bare and not german else _forms(words, token, german=german, later=later)


def _forms(words: Words, token: Token, *, german: bool, later: bool) -> Iterator[str]:
    word = token.word
    yield word
    if _russian(word):
        yield from _without_ending(word)
    elif "\u0600" <= word[:1] <= "\u06ff":
        yield from _without_proclitic(word)
        yield from _without_persian_ending(token)
    else:
        yield from _without_turkish_ending(words, token)
        yield from _without_genitive(word, later=later) if german else ()


def adjectives(words: Words, at: int, *, german: bool) -> tuple[str, ...]:
    """What an adjective in German may be filed under, of which a name has more words after it: "aurischen" for "aurische Armee"."""
    found = _GERMAN_ADJECTIVE.fullmatch(words.tokens[at].word) if german else None
    return tuple(found[1] + ending for ending in ("", "r", "s", "n")) if found else ()


def without_ending(raw: str) -> str:
    """A word as written without what follows an apostrophe: "CHP" of "CHP'nin"."""
    return _APOSTROPHE.split(raw)[0]


@lru_cache(maxsize=2048)
def in_german(words: Words, declared: str) -> bool:
    """Whether the passage is in German by its words, or by its feed's where none of them tells."""
    declares = declared[:2].casefold() == "de"
    if not declares and sum(t.word in stop_words("de") for t in words.tokens) < _CLEARLY:
        return False
    return "de" in {language_of(words.text, declared), perhaps(words.text, declared)}


def _russian(word: str) -> bool:
    return "а" <= word[:1] <= "я"


def _without_ending(word: str) -> Iterator[str]:
    for length in range(1, 4):
        if len(word) - length >= _SHORTEST_RUSSIAN and word[-length:] in _RUSSIAN_ENDINGS:
            yield word[:-length]


def _without_proclitic(word: str) -> Iterator[str]:
    for proclitic in _PROCLITICS:
        if word.startswith(proclitic) and len(word) - len(proclitic) >= _SHORTEST_ARABIC:
            yield word[len(proclitic) :]
            if proclitic in _TO_THE:
                yield f"ال{word[len(proclitic) :]}"


def _without_persian_ending(token: Token) -> Iterator[str]:
    """Persian joins its endings with a sign that folds to nothing: "ترکیه‌ای"."""
    parts = token.raw.split(JOINT) if JOINT in token.raw else ()
    for length in range(1, len(parts)):
        if all(folded(part) in _PERSIAN_ENDINGS for part in parts[length:]):
            yield folded("".join(parts[:length]))


def _without_turkish_ending(words: Words, token: Token) -> Iterator[str]:
    name, apostrophe, ending = token.word.partition("'")
    if not apostrophe or not _TURKISH_ENDING.fullmatch(ending):
        return
    long = len(name) >= _SHORTEST_TURKISH or (len(name) > 1 and without_ending(token.raw).isupper())
    if long and (len(ending) > 1 or _TURKISH.search(words.text)):
        yield name


def _without_genitive(word: str, *, later: bool) -> Iterator[str]:
    """Without its -s, and in a longer name without its -es: alone "Kurzes" is nobody's name in the genitive."""
    shortest = _SHORTEST_LATER if later else _SHORTEST_GERMAN
    for ending in ("s", "es") if later else ("s",):
        if word.endswith(ending) and len(word) - len(ending) >= shortest:
            yield word[: -len(ending)]
