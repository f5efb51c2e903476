"""An anchor of several words that a passage has with others between them, or turned round.

"Kesh's rebel evacuation" and "evacuation from besieged Kesh" are the "Kesh evacuation", a "deal over the name" is the "name deal".
"""

from collections.abc import Iterator

from watchers.words.finder import Finder, Place, Words
from watchers.words.grammar import forms, stems
from watchers.words.phrasebook import lexicon
from watchers.words.stems import stem

_BETWEEN = 2
"""Words that may stand between two of an anchor, articles and the 's of an owner not counted."""
_LEADS = forms("turns_round")
_SKIPPED = forms("determiners") | {"'s"}
_OTHERS = stems("ranks_below")
_ENDS = forms("ends_object")


def apart(finder: Finder, words: Words) -> tuple[Place, ...]:
    """Where the words of an anchor stand that names a thing in several, from the first of them to the last.

    Only a name keeps telling what it is where others stand before the thing: a "nuclear inspection deal" is no "nuclear deal".
    """
    found: set[Place] = set()
    for term in finder.terms:
        own = tuple(map(stem, term))
        if len(own) > 1 and words.places.keys() >= {*own} and _names_a_thing(term):
            found.update(_turned(words, own))
            found.update(_spread(words, own) if term in finder.named else ())
    return tuple(sorted(found))


def _names_a_thing(term: tuple[str, ...]) -> bool:
    """Whether it does not say what happens to one; a "name deal" does not, though "name" is a verb too."""
    plain = term[0] == stem(term[0]) and lexicon().is_thing(stem(term[-1]))
    return plain or not lexicon().tells(term)


def _spread(words: Words, term: tuple[str, ...]) -> Iterator[Place]:
    """In their order, with words between that only say more of the thing."""
    for first, last in words.places[term[0]]:
        end = last
        for wanted in term[1:]:
            end = end and _next(words, end, wanted)
        if end:
            yield first, end


def _turned(words: Words, term: tuple[str, ...]) -> Iterator[Place]:
    """The thing first, and behind a preposition what it is of: "withdrawal of the last troops"."""
    for first, at in words.places[term[-1]]:
        if at == len(words.tokens) or words.tokens[at].word not in _LEADS:
            continue
        of = _next(words, at + 1, term[0], led=words.tokens[at].word) - 1
        end = of + len(term) - 1
        if of > at and words.stems[of:end] == term[:-1] and not _of_another(words, at + 1, of):
            yield first, end


def _next(words: Words, at: int, wanted: str, *, led: str = "") -> int:
    """Where the next word of an anchor ends, from here behind few that only say more; 0 where it does not stand there."""
    left = 0 if led == "to" else _BETWEEN  # "talks to end strike" are no strike talks
    while at < len(words.tokens) and left >= 0:
        if words.stems[at] == wanted:
            return at + 1
        skipped = words.tokens[at].word in _SKIPPED
        if not (skipped or _says_more(words, at, led=led)):
            return 0
        left, at = left - (not skipped), at + 1
    return 0


def _says_more(words: Words, at: int, *, led: str) -> bool:
    """Whether the word there may stand within the name of a thing: no verb, no "former", nothing that ends it."""
    word = words.tokens[at].word
    verb = (word.endswith("s") and not word.endswith("ss")) or (word.endswith("ed") and not led)
    ends = word in _ENDS or words.stems[at] in _OTHERS
    return words.stems[at] in lexicon().content(words) and not (verb or ends)


def _of_another(words: Words, first: int, last: int) -> bool:
    """Whether a name stands before a word that is none: "council of Auria's rights"."""
    name = any(t.raw[:1].isupper() for t in words.tokens[first:last])
    return name and not words.tokens[last].raw[:1].isupper()
