"""An anchor of several words that a passage has with others between them, turned round, or in two places.

"Kesh's rebel evacuation" and "evacuation from besieged Kesh" are the "Kesh evacuation", a "deal over the name" is the "name deal".
"""

from collections.abc import Iterator, Mapping
from functools import lru_cache

from watchers.match.questions import Question
from watchers.words.finder import Finder, Place, Words
from watchers.words.grammar import NOUN_ENDINGS, forms, stems
from watchers.words.phrasebook import lexicon
from watchers.words.stems import stem

_BETWEEN = 2
"""Words that may stand between two of an anchor, articles and the 's of an owner not counted."""
_LEADS = forms("turns_round")
_SKIPPED = forms("determiners") | {"'s"}
_OTHERS = stems("ranks_below")
_ENDS = forms("ends_object")
_PLAIN = forms("of_no_kind")
_LEADS_ON = forms("bears_on") | forms("leads_on")
_AUXILIARIES = forms("auxiliaries")
_HOSTILE = stems("hostile")
_PEACE = stems("peace")
_NEAR = 3


def apart(question: Question, finder: Finder, words: Words) -> tuple[Place, ...]:
    """Where the words of an anchor stand that names a thing in several, from the first of them to the last; else the thing alone.

    Only a name keeps telling what it is where others stand before the thing: a "nuclear inspection deal" is no "nuclear deal".
    """
    here = {term: name for term, name in _things(finder).items() if words.places.keys() >= {*term}}
    found = {p for term, name in here.items() for p in (*_turned(words, term), *(_spread(words, term) if name else ()))}
    if not (found or question.personal):
        found = {p for term in here for p in _alone(question, words, term)}
    return tuple(sorted(found))


@lru_cache(maxsize=8192)
def _things(finder: Finder) -> Mapping[tuple[str, ...], bool]:
    """The stems of each anchor of several words that names a thing, and whether it begins with a name."""
    return {tuple(map(stem, t)): t in finder.named for t in finder.terms if len(t) > 1 and _names_a_thing(t)}


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
        if words.stems[of:end] == term[:-1] and not _of_another(words, at + 1, of):
            yield first, end


def _alone(question: Question, words: Words, term: tuple[str, ...]) -> Iterator[Place]:
    """The thing by itself, the rest of the words anywhere: "Kesh teachers vote to end strike"; no "bus strike", no "strike fund"."""
    content = lexicon().content(words)
    for place in words.places[term[-1]] if lexicon().is_thing(term[-1]) else ():
        then = next(iter(words.tokens[place[1] : place[1] + 1]), None)
        goes_on = then and (then.word == "of" or words.stems[place[1]] in content)
        ends = not goes_on or lexicon().is_deed(words.stems[place[1]])
        done = words.tokens[place[0]].word.endswith("ed")
        if ends and not done and of_no_other_kind(question, words, place):
            yield place


def of_no_other_kind(question: Question, words: Words, place: Place, names: tuple[Place, ...] = ()) -> bool:
    """Whether nothing beside a thing says that it is another: "sign a historic deal", "vote to end strike"; no "trade deal", no "deal to swap fish".

    Of whom it is told (`names`), the last before it does something then and does not only own it.
    """
    at, last = place
    before, then = words.tokens[at - 1] if at else None, words.stems[last + 1 : last + 1 + _NEAR]
    kind = before and words.stems[at - 1] in lexicon().content(words) and before.word not in _PLAIN
    verb = (
        before and lexicon().is_deed(words.stems[at - 1]) and not before.word.endswith(NOUN_ENDINGS)
    )  # a "nuclear inspection deal"
    about = question.named | (_HOSTILE if question.named & _PEACE else frozenset())
    other = [t for t in words.tokens[last : last + 1] if t.word in _LEADS_ON] and about.isdisjoint(then)
    led = max((end for _, end in names if end <= at), default=at)
    does = led == at or lexicon().is_deed(words.stems[led]) or words.tokens[led].word in _AUXILIARIES
    return bool(does) and not ((kind and not verb) or other or any(end == at for _, end in names))


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
