"""Finding the names actors go by, at a cost that does not grow with their number.

All aliases sit in one dictionary under their first word; a text is read once, token by token. The rules are
measured ones: short all-capital names count in capitals only (and in a headline all in capitals only beside another
actor), Russian names in every case, Arabic and Persian ones with their proclitics and letter forms.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from bot.domain.evidence import ActorHit
from bot.domain.grammar import Term, parse_words
from bot.domain.story import Actor
from bot.errors import GrammarError
from watchers.finder import Finder, Words
from watchers.tokens import Token, tokenize

LONGEST_CAPITALS = 5
MOSTLY_CAPITALS = 0.7
_RUSSIAN_ENDINGS = frozenset(
    "а я у ю о е ы и й ь ом ем ам ям ой ей ою ею ов ев ами ями ах ях ью ия ии ию ией иеи иями иям иях "
    "ая яя ую юю ого его ому ему ым им ый ий ое ее ые ие ых их ыми ими".translate({ord("й"): "и"}).split()
)
_RUSSIAN_VOWELS = "аеиоуыьюя"
_SHORTEST_RUSSIAN = 3
_PROCLITICS = ("وبال", "وال", "بال", "فال", "کال", "ولل", "لل", "ال", "و", "ب", "ل", "ف", "ک")
_SHORTEST_ARABIC = 3


@dataclass(frozen=True, kw_only=True)
class _Alias:
    actor: str
    keys: tuple[str, ...]
    capitals: bool
    unless: Finder | None = None


class Aliases:
    """The names of all of a story's actors, compiled once."""

    def __init__(self, actors: Sequence[Actor]) -> None:
        self._by_first: dict[str, list[_Alias]] = {}
        for actor in actors:
            for name in actor.names:
                self._add(actor.name, name)
        for entries in self._by_first.values():
            entries.sort(key=lambda a: -len(a.keys))

    def _add(self, actor: str, name: str) -> None:
        words, unless = _exclusions(name)
        tokens = [t for t in tokenize(words) if not t.is_mark]
        if not tokens:
            return
        keys = tuple(_key(t.word) for t in tokens)
        alias = _Alias(actor=actor, keys=keys, capitals=_short_capitals(words), unless=unless)
        self._by_first.setdefault(keys[0], []).append(alias)

    def find(self, words: Words) -> tuple[ActorHit, ...]:
        """Every actor named, longest name first where names overlap, in reading order."""
        shouting = _shouting(words.tokens)
        hits: list[tuple[ActorHit, bool]] = []
        at = 0
        while at < len(words.tokens):
            alias = self._at(words, at)
            if alias is None:
                at += 1
                continue
            span = words.span((at, at + len(alias.keys)))
            raw = " ".join(t.raw for t in words.tokens[at : at + len(alias.keys)])
            hits.append((ActorHit(actor=alias.actor, words=raw, span=span), alias.capitals))
            at += len(alias.keys)
        return tuple(h for h, capitals in hits if not (shouting and capitals and not _company(h, hits)))

    def _at(self, words: Words, at: int) -> _Alias | None:
        for key in _candidates(words.tokens[at].word):
            for alias in self._by_first.get(key, ()):
                if self._fits(alias, words, at):
                    return alias
        return None

    @staticmethod
    def _fits(alias: _Alias, words: Words, at: int) -> bool:
        tokens = words.tokens[at : at + len(alias.keys)]
        if len(tokens) < len(alias.keys):
            return False
        if any(k not in _candidates(t.word) for k, t in zip(alias.keys[1:], tokens[1:], strict=True)):
            return False
        if alias.capitals and not tokens[0].raw.replace(".", "").isupper():
            return False
        return alias.unless is None or alias.unless.find(words) is None


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


def _shouting(tokens: Sequence[Token]) -> bool:
    letters = [c for t in tokens for c in t.raw if c.isalpha()]
    return bool(letters) and sum(c.isupper() for c in letters) / len(letters) >= MOSTLY_CAPITALS


def _company(hit: ActorHit, hits: Sequence[tuple[ActorHit, bool]]) -> bool:
    return any(other.actor != hit.actor and not capitals for other, capitals in hits)


def _key(word: str) -> str:
    """What a name's word is filed under: a Russian one without its ending, others as they fold."""
    if _russian(word):
        bare = word.rstrip(_RUSSIAN_VOWELS)
        return bare if len(bare) >= _SHORTEST_RUSSIAN else word
    return word


def _candidates(word: str) -> Iterator[str] | tuple[str, ...]:
    """What a text's word may be filed under; few, whatever the number of names."""
    if _russian(word):
        return (word, *_without_ending(word))
    if "\u0600" <= word[:1] <= "\u06ff":
        return (word, *_without_proclitic(word))
    return (word,)


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
