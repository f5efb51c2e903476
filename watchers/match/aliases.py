"""Finding the names actors go by, at a cost that does not grow with their number.

All aliases sit in one tree, word by word; a text's words are laid out once for every story that asks, and only where one
of them begins a name is the tree followed. The rules are measured ones: short all-capital names count in capitals only
(in a headline of one case in either, and there one that is a word, "US", only beside another actor), and names in the forms
that their language gives them.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache

from bot.domain.evidence import ActorHit
from bot.domain.grammar import Term, parse_words
from bot.domain.story import Actor
from bot.errors import GrammarError
from watchers.match.nameforms import JOINT, adjectives, candidates, in_german, key, without_ending
from watchers.words.finder import Finder, Words, words_of
from watchers.words.names import known_names, usual_names, words_in_capitals
from watchers.words.phrasebook import lexicon
from watchers.words.tokens import tokenize

LONGEST_CAPITALS = 5
_SPOKEN = 4
"""Letters from which some papers write initials as a word: "Nato"."""
MOSTLY_CAPITALS = 0.7
_QUARTERS = ("North", "South", "East", "West")
"""What newsrooms write one letter for before a name: "S. Korea"."""


@dataclass(frozen=True, kw_only=True, slots=True)
class _Alias:
    """`number` counts the names of a story; of two in one place the longest counts, and of those the first.

    `capitals` is set for a short name in capitals, `word` for one that is also a word of the language.
    """

    actor: str
    size: int
    number: int
    capitals: bool
    word: bool
    unless: Finder | None = None


@dataclass(slots=True)
class _Node:
    """A word of a name: the words that may follow it, and the names that end with it."""

    following: dict[str, "_Node"] = field(default_factory=dict)
    ends: tuple[_Alias, ...] = ()


@cache
def countries() -> "Aliases":
    """Every listed country, by the names it goes by."""
    return Aliases(tuple(Actor(name=name, aliases=names) for name, names in known_names().items()))


@cache
def everyone() -> "Aliases":
    """Countries with those who speak for them; of two names of one country the first counts."""
    seen: dict[tuple[str, ...], str] = {}
    for name in known_names():
        seen.setdefault(known_names()[name][-2:], name)
    return Aliases(tuple(Actor(name=name, aliases=usual_names(name)) for name in seen.values()))


class Aliases:
    """The names of all of a story's actors, compiled once."""

    def __init__(self, actors: Sequence[Actor]) -> None:
        self._first: dict[str, _Node] = {}
        self._guarded = False
        for number, (actor, name) in enumerate((a.name, n) for a in actors for n in _names(a)):
            for spelt in _spellings(name):
                self._add(actor, spelt, number)
        self._keys = frozenset(self._first)

    def _add(self, actor: str, name: str, number: int) -> None:
        words, unless = _exclusions(name)
        tokens = tokenize(words)
        named = [n for n, t in enumerate(tokens) if not t.is_mark]
        if not named:
            return
        keys = [key(t.word) for t in tokens[named[0] : named[-1] + 1]]  # a comma within is a token of the text too
        node = self._first.setdefault(keys[0], _Node())
        for following in keys[1:]:
            node = node.following.setdefault(following, _Node())
        capitals = _short_capitals(words)
        word = capitals and "".join(keys) in words_in_capitals()
        self._guarded = self._guarded or unless is not None
        node.ends += (_Alias(actor=actor, size=len(keys), number=number, capitals=capitals, word=word, unless=unless),)

    @property
    def keys(self) -> frozenset[str]:
        """What the first words of all names are filed under: a passage whose words are under none of them names nobody."""
        return self._keys

    def find(self, words: Words, declared: str = "") -> tuple[ActorHit, ...]:
        """Every actor named, longest name first where names overlap, in reading order; `declared` is the language the feed names."""
        places = filed(words, declared)
        begun = self._first.keys() & places.keys()
        if not begun:
            return ()
        hits: list[tuple[ActorHit, bool]] = []
        free = 0
        german = in_german(words, declared)
        for at in sorted({at for first in begun for at in places[first]}):
            named = self._at(words, at, german=german) if at >= free else None
            if named is None:
                continue
            alias, free = named
            raw = " ".join(t.raw for t in words.tokens[at:free])
            word = alias.word and "." not in raw
            hits.append((ActorHit(actor=alias.actor, words=raw, span=words.span((at, free))), word))
        doubtful = any(word for _, word in hits) and _of_one_case(words)
        return tuple(h for h, word in hits if not (doubtful and word and not _company(h, hits)))

    def kept_out(self, words: Words, declared: str = "") -> Mapping[str, str]:
        """The actors of whom a name stands here beside one of its exclusions, and that; `declared` is the language the feed names."""
        places = filed(words, declared) if self._guarded else {}
        german = self._guarded and in_german(words, declared)
        begun = sorted({at for first in self._first.keys() & places.keys() for at in places[first]})
        ends = (end for at in begun for end in _next(self._first, words, at, german=german))
        beside = ((a.actor, a.unless.find(words)) for a, _ in ends if a.unless)
        return {
            actor: " ".join(t.raw for t in words.tokens[slice(*found.places[0])]) for actor, found in beside if found
        }

    def _at(self, words: Words, at: int, *, german: bool) -> tuple[_Alias, int] | None:
        """The name that begins at this word and where it ends, the longest of several; the word as it stands before its other forms."""
        for several in _by_form(self._first, words, at, german=german):
            if found := [(a, end) for a, end in several if _counts(a, words, at)]:
                return min(found, key=lambda named: (-named[0].size, named[0].number))
        return None


def _names(actor: Actor) -> Iterator[str]:
    """The actor's names; one that stands there with exclusions too, "Georgia" beside "Georgia -Atlanta", counts with those alone."""
    narrowed = {" ".join(name.partition(" -")[0].split()).casefold() for name in actor.names if " -" in name}
    yield from (name for name in actor.names if " ".join(name.split()).casefold() not in narrowed)


def _spellings(name: str) -> Iterator[str]:
    """A name as the story file has it, with a space for Persian's joint, and as newsrooms shorten it: "S Korea"."""
    yield name
    if JOINT in name:
        yield name.replace(JOINT, " ")
    first, _, rest = name.partition(" ")
    if first in _QUARTERS and rest[:1].isupper():
        yield f"{first[0]} {rest}"


def _by_form(
    nodes: Mapping[str, _Node], words: Words, at: int, *, german: bool, later: bool = False
) -> Iterator[Iterator[tuple[_Alias, int]]]:
    """The names with this word and where each ends, by what the word may be; an adjective is no name's last word."""
    for form in candidates(words, at, german=german, later=later):
        if form in nodes:
            yield _along(nodes[form], words, at + 1, german=german)
    for form in adjectives(words, at, german=german):
        if form in nodes:
            longer = _along(nodes[form], words, at + 1, german=german)
            yield ((alias, end) for alias, end in longer if end > at + 1)


def _next(
    nodes: Mapping[str, _Node], words: Words, at: int, *, german: bool, later: bool = False
) -> Iterator[tuple[_Alias, int]]:
    for several in _by_form(nodes, words, at, german=german, later=later):
        yield from several


def _along(node: _Node, words: Words, at: int, *, german: bool) -> Iterator[tuple[_Alias, int]]:
    """The names that go on as the text does up to this token, and where each ends; "Auria's army" is the "Auria army"."""
    yield from ((alias, at) for alias in node.ends)
    tokens = words.tokens
    if node.following and at < len(tokens) and tokens[at].word == "'s" and "'s" not in node.following:
        at += 1
    if node.following and at < len(tokens):
        yield from _next(node.following, words, at, german=german, later=True)


def _counts(alias: _Alias, words: Words, at: int) -> bool:
    raw = without_ending(words.tokens[at].raw)
    if alias.capitals and not (raw.replace(".", "").isupper() or _of_one_case(words) or _as_a_word(alias, raw)):
        return False
    return alias.unless is None or alias.unless.find(words) is None


def _as_a_word(alias: _Alias, raw: str) -> bool:
    """Whether initials are written as some papers write what is spoken as a word: "Nato"; short ones, and words, never are."""
    spoken = len(raw) >= _SPOKEN and raw[:1].isupper() and raw[1:].islower() and not alias.word
    return spoken and not lexicon().find(words_of(raw))


@lru_cache(maxsize=2048)
def filed(words: Words, declared: str = "") -> Mapping[str, tuple[int, ...]]:
    """What the passage's words may be filed under, and which tokens are; read once however many stories ask."""
    german = in_german(words, declared)
    places: dict[str, list[int]] = {}
    for at in range(len(words.tokens)):
        for form in candidates(words, at, german=german):
            places.setdefault(form, []).append(at)
        for form in adjectives(words, at, german=german) if german else ():
            places.setdefault(form, []).append(at)
    return {form: tuple(tokens) for form, tokens in places.items()}


def _exclusions(name: str) -> tuple[str, Finder | None]:
    """`Georgia -Atlanta -"Brian Kemp"` is Georgia, unless one of those stands in the same passage."""
    words, minus, rest = name.partition(" -")
    if not minus:
        return name, None
    try:
        unwanted: tuple[Term, ...] = parse_words(f"{words} -{rest}").unwanted
    except GrammarError:
        return name, None
    return words, _any_of(unwanted)


def _any_of(terms: Iterable[Term]) -> Finder:
    return Finder(parse_words("|".join(str(t) for t in terms)))


def _short_capitals(name: str) -> bool:
    letters = name.replace(".", "")
    return letters.isalpha() and letters.isupper() and len(letters) <= LONGEST_CAPITALS


@lru_cache(maxsize=2048)
def _of_one_case(words: Words) -> bool:
    """Whether it is written in capitals, or without any: then its letters tell no name from a word."""
    letters = [c for t in words.tokens for c in t.raw if c.isalpha()]
    capitals = sum(c.isupper() for c in letters)
    return bool(letters) and (not capitals or capitals / len(letters) >= MOSTLY_CAPITALS)


def _company(hit: ActorHit, hits: Sequence[tuple[ActorHit, bool]]) -> bool:
    return any(other.actor != hit.actor and not word for other, word in hits)
