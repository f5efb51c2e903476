"""Finding the phrases of a word list among a passage's words, each with the classes it is listed in."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from watchers.words.finder import Words
from watchers.words.grammar import forms
from watchers.words.stems import of_manner, stem
from watchers.words.tokens import tokenize

_GAP = 3
_QUOTES = frozenset("'\"\u2018\u2019\u201c\u201d`")
_NOUNS = forms("no_verbs")
_ADJECTIVES = forms("adjectives")
_BEFORE_BACK = forms("before_back")
_FREE = forms("free_things")
_OPENERS = forms("openers")
_PREPOSITIONS = forms("prepositions")
_TURNS = frozenset({"neither", "never", "no", "nor", "not", "off"})
_HINTS = frozenset({"prospect", "strain", "held"})
_ADVERSE = frozenset({"deny", "cancel", "off", "against"})


@dataclass(frozen=True, kw_only=True)
class Cue:
    """A phrase of the lexicon found at tokens [first, last), and every class it belongs to."""

    kinds: frozenset[str]
    first: int
    last: int

    def within(self, other: "Cue") -> bool:
        """Whether it is only a part of a longer cue."""
        return other.first <= self.first and self.last <= other.last and other.size > self.size

    @property
    def size(self) -> int:
        return self.last - self.first

    @property
    def tells(self) -> bool:
        """Whether it is a verb of some event."""
        return any(k.startswith("event:") for k in self.kinds)

    @property
    def meanings(self) -> int:
        """How many kinds of event it is a verb of."""
        return sum(k.startswith("event:") for k in self.kinds)

    @property
    def hints(self) -> bool:
        """Whether it is a sign of some event, or more than a word of hope or strain, and so names nothing."""
        kinds = {k.partition(":")[0] for k in self.kinds}
        return "sign" in kinds or (self.size > 1 and bool(kinds & _HINTS))

    @property
    def adverse(self) -> bool:
        """Whether it speaks against something: a denial, an end, the opposite of some event."""
        return any(k.partition(":")[0] in _ADVERSE for k in self.kinds)


_Keys = tuple[str, ...]


class Cues:
    """Phrases by class, compiled once; `find` then reads a passage in one pass."""

    def __init__(self, phrases: Mapping[str, Sequence[str]]) -> None:
        self._phrases: dict[str, dict[str, dict[_Keys, frozenset[str]]]] = {}
        """By their first word and their second, "" for none: most that begin as a passage does end with the second word."""
        for kind, several in phrases.items():
            for phrase in several:
                self._add(phrase, kind)

    def _add(self, phrase: str, kind: str) -> None:
        keys = _keys(phrase, deed=":" in kind)
        told = self._phrases.setdefault(keys[0], {}).setdefault("".join(keys[1:2]), {})
        told[keys] = told.get(keys, frozenset()) | {kind}

    @lru_cache(maxsize=2048)  # noqa: B019 - there are as many lexicons as languages, and none is ever dropped
    def find(self, words: Words) -> tuple[Cue, ...]:
        """Every phrase of the lexicon in the passage, in reading order; looked for once however many stories ask."""
        return tuple(self._find(words))

    def _named(self, _words: Words) -> frozenset[int]:
        """The tokens that are names, and so begin no phrase."""
        return frozenset()

    def _find(self, words: Words) -> Iterator[Cue]:
        named = self._named(words)
        for at, token in enumerate(words.tokens):
            if at in named or _begins_none(words, at):
                continue
            for first in (f"={token.word}", *(() if token.word in _NOUNS else (words.stems[at],))):
                deedless = of_manner(token.word) and not first.startswith("=")
                for keys, kinds in self._begun(first, words, at):
                    last = _ends(keys, words, at)
                    found = frozenset(k for k in kinds if ":" not in k) if deedless else kinds
                    if last and found and not _goes_on(words, last):
                        yield Cue(kinds=found, first=at, last=last)

    def _begun(self, first: str, words: Words, at: int) -> Iterator[tuple[_Keys, frozenset[str]]]:
        """The phrases that begin with this word and may go on with the next, past quotation marks."""
        seconds = self._phrases.get(first)
        if not seconds:
            return
        after = next((n for n in range(at + 1, len(words.tokens)) if words.tokens[n].word not in _QUOTES), None)
        then = (words.stems[after], f"={words.tokens[after].word}") if after is not None else ()
        for second in ("", "_", *then):
            yield from seconds.get(second, {}).items()


def _begins_none(words: Words, at: int) -> bool:
    """Whether no phrase begins here: a mark, the rest of a hyphened word, or a word that is no verb beside its neighbours.

    "Iran-backed" backs nothing, a president-elect elects nobody, a "no-deal" exit denies none, a free trade deal frees
    none, and who hits back at curbs does not back them.
    """
    token = words.tokens[at]
    before, after = words.tokens[max(0, at - 1) : at], words.tokens[at + 1 : at + 2]
    if token.is_mark or token.glued or (token.word == "no" and any(t.glued for t in after)):
        return True
    if token.word == "back":
        return any(t.word in _BEFORE_BACK for t in before)
    return token.word in _ADJECTIVES and any(t.word in _FREE for t in after)


def _goes_on(words: Words, last: int) -> bool:
    """Whether a hyphen makes its end a part of another word: who "gives up post-war housing" gives up no post."""
    return any(t.glued for t in words.tokens[last : last + 1])


def _keys(phrase: str, *, deed: bool) -> _Keys:
    """What its words are looked up as; of a deed's an adverb is that very word, as no other adverb tells of the deed."""
    keys: list[str] = []
    for word in phrase.split():
        if word == "_":
            keys.append("_")
        elif word.startswith("="):
            keys += [f"={t.word}" for t in tokenize(word[1:])]
        else:
            parts = (t.word for t in tokenize(word) if not t.is_mark)
            keys += [f"={p}" if deed and of_manner(p) else stem(p) for p in parts]
    return tuple(keys)


def _ends(keys: _Keys, words: Words, at: int) -> int:
    """Where the phrase that starts at this token ends, 0 where it does not stand there."""
    here = at
    gap = 0
    for key in keys:
        if key == "_":
            gap += _GAP
            continue
        while at < here < len(words.tokens) and words.tokens[here].word in _QUOTES:
            here += 1
        for skipped in range(gap + 1):
            if skipped and _parts(words, here + skipped - 1):
                return 0
            if here + skipped < len(words.tokens) and key in (
                words.stems[here + skipped],
                f"={words.tokens[here + skipped].word}",
            ):
                here += skipped + 1
                break
        else:
            return 0
        gap = 0
    return here


def _parts(words: Words, at: int) -> bool:
    """Whether a phrase cannot go on over that token: a mark, what opens a clause, a preposition, a "no" or an "off".

    Who "lands in Karst with deal" lands none, who "calls off strike" calls none, and who is "found not guilty" is not found
    so; a "no-confidence" motion is one.
    """
    token = words.tokens[at] if at < len(words.tokens) else None
    if token is None or (token.word == "no" and any(t.glued for t in words.tokens[at + 1 : at + 2])):
        return False
    return token.is_mark or token.word in _TURNS or token.word in _OPENERS or token.word in _PREPOSITIONS
