"""The words of anchors and signals: a grammar an editor can type without reading a manual.

Words must occur together in one passage, in any inflected form and any order. `a|b` is either, `"exact phrase"` is
those very words in that order, `-word` must not occur. That is all of it, so everything else is answered with a
sentence that says what to type instead.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from bot.errors import GrammarError

_QUOTES = '"“”„«»'
_PIECE = re.compile(
    rf"(?P<space>\s+)|(?P<bar>\|+)|(?P<minus>[-–−]+)?"
    rf"(?:(?P<open>[{_QUOTES}])(?P<phrase>[^{_QUOTES}]*)(?P<close>[{_QUOTES}])?|(?P<word>[^\s|{_QUOTES}]+))?"
)
_PARTICLES = frozenset({"aside", "away", "back", "down", "off", "out", "over", "up"})
_OPERATORS = frozenset({"AND", "OR", "NOT"})
_EXAMPLE = "for example: memorandum|deal signed"


@dataclass(frozen=True, kw_only=True)
class Term:
    """One word in any inflected form (a hyphened word counts as one), or with `exact` a phrase as it stands."""

    words: str
    exact: bool = False

    def __str__(self) -> str:
        return f'"{self.words}"' if self.exact else self.words


@dataclass(frozen=True, kw_only=True)
class Pattern:
    """What must occur together in one passage: one of each group in `wanted`, and nothing of `unwanted`.

    `str(pattern)` is canonical: parsing it again gives an equal pattern.
    """

    wanted: tuple[tuple[Term, ...], ...]
    unwanted: tuple[Term, ...] = ()

    def __str__(self) -> str:
        groups = ["|".join(str(term) for term in group) for group in self.wanted]
        return " ".join([*groups, *(f"-{term}" for term in self.unwanted)])


@dataclass(frozen=True, kw_only=True)
class _Piece:
    at: int
    term: Term | None
    excluded: bool = False


def parse_words(text: str) -> Pattern:
    """The pattern these words ask for. Raises GrammarError, with the place and what to type instead."""
    groups: list[list[Term]] = []
    unwanted: list[Term] = []
    bar: _Piece | None = None
    last: list[Term] | None = None
    for piece in _pieces(text):
        if piece.term is None:
            if last is None or bar:
                raise GrammarError('Nothing stands before this "|": write a word on both sides of it.', at=piece.at)
            bar = piece
            continue
        if bar and last is not None:
            if piece.excluded:
                raise GrammarError("An alternative cannot be an exclusion: move the -word to the end.", at=piece.at)
            last.append(piece.term)
        elif piece.excluded:
            last = unwanted
            unwanted.append(piece.term)
        else:
            last = [piece.term]
            groups.append(last)
        bar = None
    if bar:
        raise GrammarError('Nothing stands after this "|": write a word on both sides of it.', at=bar.at)
    return _checked(Pattern(wanted=tuple(_once(g) for g in groups), unwanted=_once(unwanted)))


def written_words(text: str, *, before: str = "") -> Pattern:
    """The same of what somebody writes anew: raises GrammarError also for AND, OR and NOT, which are read as words like any other, and a | in quotes.

    Those that were there `before` may stay.
    """
    pattern, known = parse_words(text), [p.term for p in _pieces(before)]
    for piece in _pieces(text):
        term = piece.term
        if term and term.exact and "|" in term.words and term not in known:
            torn = "|".join(f'"{w.strip()}"' if " " in w.strip() else w.strip() for w in term.words.split("|"))
            raise GrammarError(f'A "|" in quotes is no "or", and no report has it: write {torn}.', at=piece.at)
        if term and not term.exact and term.words in _OPERATORS and term not in known:
            word = term.words
            hint = f'a space is "and", a | is "or", a - right before a word is "not"; in quotes it is a word: "{word}".'
            raise GrammarError(f"{word} means nothing here: {hint}", at=piece.at + piece.excluded)
    return pattern


def torn_phrase(pattern: Pattern) -> str:
    """The word of a phrase that alternatives tore apart, or "" where none is.

    `trade agreement|trade deal` asks for trade, and for an agreement or trade, and for a deal, where
    `"trade agreement"|"trade deal"` was meant.
    """
    told = [[t.words for t in group if not t.exact] for group in pattern.wanted]
    for names, verbs in pairwise(told):
        before, after = [w.casefold() for w in names], [w.casefold() for w in verbs]
        if len(before) == 1 and after[1:] and after[-1] == before[0]:
            return before[0]
        if len(after) == 1 and before[1:] and before[0] == after[0]:
            return after[0]
        named = bool(names) and names[-1][:1].isupper()  # "Dolan back|support" is no "step down|quit"
        if after[1:] and after[0] in _PARTICLES and not named:
            return after[0]
    return ""


def _checked(pattern: Pattern) -> Pattern:
    if not pattern.wanted and pattern.unwanted:
        raise GrammarError(f"There are only exclusions: write what must occur as well, {_EXAMPLE}.", at=0)
    if not pattern.wanted:
        raise GrammarError(f"There are no words: write the words that must occur together, {_EXAMPLE}.", at=0)
    excluded = {str(t).casefold() for t in pattern.unwanted}
    for group in pattern.wanted:
        if all(str(t).casefold() in excluded for t in group):
            raise GrammarError(f"This can never match: {group[0]} is both wanted and excluded.", at=0)
    return pattern


def _pieces(text: str) -> Iterator[_Piece]:
    at = 0
    while at < len(text):
        found = _PIECE.match(text, at)
        if found is None or found.end() == at:  # pragma: no cover - the pattern takes every character
            break
        if found["bar"]:
            if len(found["bar"]) > 1:
                raise GrammarError('Nothing stands between these "|": write a word on both sides.', at=at)
            yield _Piece(at=at, term=None)
        elif not found["space"]:
            yield _Piece(at=at, term=_term(found, at), excluded=bool(found["minus"]))
        at = found.end()


def _term(found: re.Match[str], at: int) -> Term:
    if found["open"]:
        if not found["close"]:
            raise GrammarError('This quotation mark is never closed: add a " after the phrase.', at=found.start("open"))
        phrase = " ".join(found["phrase"].split())
        if not any(c.isalnum() for c in phrase):
            raise GrammarError("There is nothing between these quotation marks.", at=found.start("open"))
        return Term(words=phrase, exact=True)
    if not found["word"]:
        raise GrammarError('Put the "-" right before the word it excludes: -word.', at=at)
    return Term(words=_word(found["word"], found.start("word")))


def _word(word: str, at: int) -> str:
    for mark, hint in {
        "(": "Brackets are not needed: a|b c|d means (a or b) and (c or d).",
        ")": "Brackets are not needed: a|b c|d means (a or b) and (c or d).",
        "*": "The * is not needed: a word is found in any inflected form.",
    }.items():
        if mark in word:
            raise GrammarError(hint, at=at + word.index(mark))
    if word.endswith((",", ";")):
        hint = "put a | between alternatives, a space between words that must occur together."
        raise GrammarError(f"A comma means nothing here: {hint}", at=at + len(word) - 1)
    bare = word.strip(":!?'’‘")
    bare = bare if bare.count(".") > 1 else bare.rstrip(".")
    if not any(c.isalnum() for c in bare):
        raise GrammarError(f'"{word}" is no word: leave it out.', at=at)
    return bare


def _once(terms: list[Term]) -> tuple[Term, ...]:
    return tuple({str(t).casefold(): t for t in reversed(terms)}.values())[::-1]
