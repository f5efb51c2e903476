"""Finding the words of a pattern among the tokens of a passage, in any inflected form."""

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import lru_cache

from bot.domain.evidence import Span
from bot.domain.grammar import Pattern, Term, parse_words
from watchers.words.grammar import forms
from watchers.words.languages import language_of
from watchers.words.stems import joined_stems, same_word, stem, without_joined
from watchers.words.tokens import Token, tokenize

_TWO_MEANINGS = forms("two_meanings")

_BEFORE_LEFT = forms("before_left")

Place = tuple[int, int]
"""Tokens [first, last)."""


def within(place: Place, others: Iterable[Place]) -> bool:
    """Whether one of the others has all of it."""
    return any(o[0] <= place[0] and place[1] <= o[1] for o in others)


@dataclass(frozen=True, kw_only=True, eq=False)
class Words:
    """A passage ready to be searched: its tokens, and where each stem stands (hyphened pairs as one word too).

    Itself and no other, so that what is read off a passage can be kept and read once however many stories ask.
    """

    text: str
    tokens: tuple[Token, ...]
    stems: tuple[str, ...]
    places: Mapping[str, tuple[Place, ...]]

    def span(self, place: Place) -> Span:
        """The characters of the original these tokens cover."""
        return Span(start=self.tokens[place[0]].start, end=self.tokens[place[1] - 1].end)

    def place(self, span: Span) -> Place:
        """The tokens these characters of the original reach."""
        inside = [at for at, t in enumerate(self.tokens) if t.start < span.end and span.start < t.end]
        return (inside[0], inside[-1] + 1) if inside else (0, 0)

    def quoted(self, at: int) -> bool:
        """Whether a quote opens right before that token; single ones are no tokens, as they are apostrophes too."""
        start = self.tokens[at].start if at < len(self.tokens) else 0
        return self.text[max(0, start - 1) : start] in {*"\"'\u2018\u201c"}

    def owns(self, at: int) -> bool:
        """Whether that token is an owner: "Auria's"."""
        return [t.word for t in self.tokens[at + 1 : at + 2]] == ["'s"]


@dataclass(frozen=True, kw_only=True)
class Found:
    """Where a pattern's words stand, one place a group."""

    places: tuple[Place, ...]


@lru_cache(maxsize=2048)
def words_of(text: str) -> Words:
    """The text's words, read once however many stories ask."""
    tokens = tokenize(text)
    stems = tuple(_stem(tokens, at) for at in range(len(tokens)))
    places: dict[str, list[Place]] = {}
    arabic = any("\u0600" <= t.word[:1] <= "\u06ff" for t in tokens) and language_of(text) == "ar"
    for at, token in enumerate(tokens):
        if not token.is_mark:
            for filed in dict.fromkeys((stems[at], *(joined_stems(token.word) if arabic else ()))):
                places.setdefault(filed, []).append((at, at + 1))
        if token.glued and at:
            joined = stem(tokens[at - 1].word + token.word)
            places.setdefault(joined, []).append((at - 1, at + 1))
    return Words(text=text, tokens=tokens, stems=stems, places={k: tuple(v) for k, v in places.items()})


def _stem(tokens: Sequence[Token], at: int) -> str:
    """A token's stem; "left" is a form of "leave" only where it is no "anything left" and no "the left".

    "According to" is no accord.
    """
    word = tokens[at].word
    if word == "according":
        return word
    if word == "left" and at and tokens[at - 1].word in _BEFORE_LEFT:
        return word
    return word if tokens[at].is_mark else stem(word)


@lru_cache(maxsize=8192)
def compiled(words: str) -> "Finder":
    """The finder of these words; raises GrammarError for what is no pattern."""
    return Finder(parse_words(words))


class Finder:
    """One pattern, its terms stemmed once."""

    def __init__(self, pattern: Pattern) -> None:
        self._wanted = tuple(tuple(_Needle(t) for term in group for t in _spellings(term)) for group in pattern.wanted)
        self._unwanted = tuple(_Needle(t) for term in pattern.unwanted for t in _spellings(term))
        self._written = tuple("|".join(map(str, group)) for group in pattern.wanted)
        self._keys = tuple(frozenset(k for needle in group for k in needle.keys if k) for group in self._wanted)
        self.keys = min(self._keys, key=len)
        """Stems one of which a passage must have, or the pattern is not in it."""

    def find(self, words: Words) -> Found | None:
        """One place for every group, or None where a group is missing or an exclusion is there."""
        places: list[Place] = []
        if not self.possible(words.places.keys()):
            return None
        for group in self._wanted:
            best = next((p for needle in group for p in needle.places(words)), None)
            if best is None:
                return None
            places.append(best)
        return None if self.excluded(words) else Found(places=tuple(places))

    def excluded(self, words: Words) -> bool:
        """Whether one of its exclusions stands in the passage."""
        return any(True for needle in self._unwanted for _ in needle.places(words))

    def kept_out_by(self, words: Words) -> str:
        """The exclusion that stands in the passage, as it stands there, where the pattern would be found without it; "" for none."""
        wanted = all(any(True for needle in group for _ in needle.places(words)) for group in self._wanted)
        unwanted = (p for needle in self._unwanted for p in needle.places(words)) if wanted else ()
        return next((" ".join(t.raw for t in words.tokens[first:last]) for first, last in unwanted), "")

    def lacks(self, words: Words) -> tuple[str, Found] | None:
        """The one group that is missing in the passage, as it is written, and where the others stand; None where not one is."""
        if sum(map(words.places.keys().isdisjoint, self._keys)) > 1:
            return None
        first = [next((p for needle in group for p in needle.places(words)), None) for group in self._wanted]
        gone = [written for written, place in zip(self._written, first, strict=True) if place is None]
        return (gone[0], Found(places=tuple(p for p in first if p))) if len(gone) == 1 else None

    def possible(self, stems: AbstractSet[str]) -> bool:
        """False where the pattern cannot be found in a passage whose `places` has no other stems than these."""
        return not any(map(stems.isdisjoint, self._keys))

    def everywhere(self, words: Words) -> tuple[Place, ...]:
        """Every place of every wanted term, in reading order; empty where `find` finds nothing."""
        if self.find(words) is None:
            return ()
        return tuple(sorted({p for group in self._wanted for needle in group for p in needle.places(words)}))

    @property
    def stems(self) -> frozenset[str]:
        """The stems of all wanted words."""
        return frozenset(s for group in self._wanted for needle in group for s in needle.stems)

    @property
    def terms(self) -> tuple[tuple[str, ...], ...]:
        """The words of each wanted term as they are written, folded."""
        return tuple(needle.words for group in self._wanted for needle in group)

    @property
    def named(self) -> frozenset[tuple[str, ...]]:
        """Those of the wanted terms that begin with a capital."""
        return frozenset(needle.words for group in self._wanted for needle in group if needle.begins_with_a_name)


def _spellings(term: Term) -> tuple[Term, ...]:
    """The term, and with a space where it has Persian's joint: "آتش بس" for "آتش‌بس"."""
    apart = term.words.replace("\u200c", " ")
    return (term,) if apart == term.words else (term, Term(words=apart, exact=True))


class _Needle:
    def __init__(self, term: Term) -> None:
        tokens = tuple(t for t in tokenize(term.words) if term.exact or not t.is_mark)
        self.words = tuple(t.word for t in tokens)
        self.stems = tuple(stem(t.word) for t in tokens)
        self._named = tuple(t.raw[:1].isupper() and t.word.isascii() for t in tokens)
        self._exact = term.exact
        self._capitals = term.words in _TWO_MEANINGS
        self._joined = stem("".join(self.words)) if "-" in term.words and not term.exact else ""

    @property
    def keys(self) -> tuple[str, ...]:
        return (self._joined, *self.stems[:1])

    @property
    def begins_with_a_name(self) -> bool:
        return self._named[:1] == (True,)

    def places(self, words: Words) -> Iterable[Place]:
        if not self.stems:
            return
        yield from words.places.get(self._joined, ())
        for first, last in words.places.get(self.stems[0], ()):
            end = last + len(self.stems) - 1
            if self._fits(words, first, last, end):
                yield first, end

    def _fits(self, words: Words, first: int, last: int, end: int) -> bool:
        """Whether its words stand there, the first of them perhaps in two with a hyphen: "cease-fire deal"."""
        if words.stems[last:end] != self.stems[1:]:
            return False
        told = ("".join(t.word for t in words.tokens[first:last]), *(t.word for t in words.tokens[last:end]))
        if told != self.words and (self._exact or not self._same(told)):
            return (without_joined(told[0]), *told[1:]) == self.words
        return not self._capitals or words.tokens[first].raw.isupper()

    def _same(self, told: tuple[str, ...]) -> bool:
        each = zip(self.words, told, self._named, strict=True)
        return all(same_word(wanted, found, name=named) for wanted, found, named in each)


def spans(words: Words, places: Sequence[Place]) -> tuple[Span, ...]:
    """The places as spans of the passage, in order, each once."""
    return tuple(sorted({words.span(p) for p in places}))
