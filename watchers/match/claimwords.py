"""Finding a claim in a passage: by its own patterns, or by most of the content words of its text."""

from collections.abc import Iterator
from dataclasses import replace

from bot.domain.evidence import Match, Stance, Target, TargetKind
from bot.domain.story import Claim
from watchers.match.aliases import Aliases
from watchers.match.heard import Heard, KeptOut, marks_of, present, reasons, who_is_out
from watchers.words.content import overlap
from watchers.words.finder import Place, Words, compiled, within, words_of
from watchers.words.grammar import forms
from watchers.words.phrasebook import lexicon
from watchers.words.stems import stem

CLAIM_OVERLAP = 0.6
"""Share of a claim's content words (actors not counted) a passage must hold where the claim has no patterns."""
NEAR_OVERLAP = 0.25
"""The same where the reader is to read it: of a long claim one word ("deal") is no more than its subject."""
_TOLD = 1 / 3
"""The same from which it is told how near a claim came."""
CLAIM_WORDS = 2
"""How many of them at least: one word and an actor are a coincidence, and so is one name of several words."""
_ARTICLES = frozenset(map(stem, forms("articles_in_names")))
"""They stand in many a name and tell none: "El Fasher", "La Paz"."""
_LEFT_OUT = forms("is_or_was") | forms("perfect") | {"a", "an", "the", "there"}
"""Words of a claim that headlines do without."""
_MARK = ""
_BEFORE = forms("says") | {_MARK, "that"}
_BEHIND = forms("says") | forms("prepositions") | forms("behind_news") | {_MARK}
"""What may stand before and behind a claim that is told word for word."""


class ClaimMatcher:
    def __init__(self, claim: Claim, actors: frozenset[str], aliases: Aliases) -> None:
        self.target = Target(kind=TargetKind.CLAIM, id=claim.id)
        self._actors = actors
        sides = ((Stance.REFUTES, claim.refuted_by), (Stance.SUPPORTS, claim.supported_by))
        self._patterns = tuple((stance, words, compiled(words)) for stance, side in sides for words in side)
        words = words_of(claim.text)
        named = {stem for hit in aliases.find(words) for stem in words_of(hit.words).stems}
        self._content = lexicon().content(words) - named - _ARTICLES
        self._names = _names_of(words)
        self._text = _spoken(words)

    @property
    def keys(self) -> frozenset[str]:
        """Stems one of which a passage must have, to be about it or nearly."""
        return frozenset().union(*(finder.keys for *_, finder in self._patterns)) if self._patterns else self._content

    def possible(self, stems: frozenset[str]) -> bool:
        """Whether it may be found, or nearly, in passages of these stems."""
        if self._patterns:
            return any(finder.possible(stems) for *_, finder in self._patterns)
        return not self._content.isdisjoint(stems)

    def matches(self, readings: tuple[Heard, ...]) -> Iterator[Match]:
        for reading in readings:
            actors = present(self._actors, reading, readings) if self._actors else reading.actors
            if self._actors and not actors:
                continue
            if self._patterns:
                yield from self._by_pattern(reading, actors)
            else:
                yield from self._by_content(reading, actors)

    def _by_pattern(self, reading: Heard, actors: tuple[str, ...]) -> Iterator[Match]:
        for stance, pattern, finder in self._patterns:
            if found := finder.find(reading.words):
                yield self._match(reading, actors, found.places, (stance, pattern), reasons(actors, pattern=pattern))

    def _by_content(self, reading: Heard, actors: tuple[str, ...]) -> Iterator[Match]:
        share, places = overlap(self._content, reading.words)
        why = ""
        if share >= CLAIM_OVERLAP and self._several(reading.words):
            why = f"{share:.2f} of the claim's words, {CLAIM_OVERLAP} asked for"
        elif self._repeated(reading.words):
            why = "the claim word for word"
        if why:
            yield self._match(reading, actors, places, (Stance.SUPPORTS, ""), (*reasons(actors), why))

    def _several(self, words: Words) -> bool:
        """Whether enough of the claim's words are there, those of one name counting as one: "Port Sudan"."""
        return len({self._names.get(s, s) for s in self._content & words.places.keys()}) >= CLAIM_WORDS

    def _repeated(self, words: Words) -> bool:
        """Whether a clause begins with the claim word for word, and goes on to nothing else: no "Dolan dead wrong" for "Dolan is dead"."""
        told, size = (_MARK, *_spoken(words), _MARK), len(self._text)
        return any(
            told[at : at + size] == self._text and told[at - 1] in _BEFORE and told[at + size] in _BEHIND
            for at in range(1, len(told) - size)
        )

    def _match(
        self,
        reading: Heard,
        actors: tuple[str, ...],
        places: tuple[Place, ...],
        side: tuple[Stance, str],
        why: tuple[str, ...],
    ) -> Match:
        return Match(
            target=self.target,
            passage=reading.passage.text,
            where=reading.passage.where,
            names=tuple(h.span for h in reading.hits),
            marks=marks_of(reading, self._actors, places),
            actors=actors,
            pattern=side[1],
            stance=side[0],
            why=why,
        )

    def near(self, readings: tuple[Heard, ...]) -> tuple[float, Match] | None:
        """A headline that names an actor of a claim without patterns, if a passage has a quarter of its content words; with their share.

        It says nothing by its words, and may be read against the claim (`judge/wholeclaim.py`).
        """
        title = readings[0]
        actors = tuple(a for a in title.actors if a in self._actors) if title.passage.where == "title" else ()
        if self._patterns or not actors:
            return None
        share, places = max((overlap(self._content, r.words) for r in readings), key=lambda found: found[0])
        if not places or share < NEAR_OVERLAP:
            return None
        here = overlap(self._content, title.words)[1]
        found = self._match(title, actors, here, (Stance.CONTEXT, ""), reasons(actors))
        return share, replace(found, why=(*found.why, f"{share:.2f} of the claim's words, {CLAIM_OVERLAP} asked for"))

    def missed(self, readings: tuple[Heard, ...], kept_out: KeptOut) -> str:
        """How near it came: which of a pattern's words or how many of its own were missing, or an actor; "" where it is about something else."""
        for reading in readings:
            found = next((p for _, p, finder in self._patterns if finder.find(reading.words)), "")
            if found:
                out = who_is_out(self._actors, kept_out(reading), "that passage")
                return f'{self.target}: pattern "{found}" found, but {out or "no actor of the claim in that passage"}'
        if self._patterns:
            heard = (r for r in readings if not self._actors or present(self._actors, r, readings))
            return next((f"{self.target}: {why}" for reading in heard if (why := self._nearly(reading))), "")
        told_most = max(readings, key=lambda r: overlap(self._content, r.words)[0], default=None)
        share = overlap(self._content, told_most.words)[0] if told_most else 0.0
        if told_most is None or share < _TOLD:
            return ""
        told = f"{self.target}: {share:.2f} of the claim's words"
        return f"{told}{self._lacks(told_most.words, share)}"

    def _nearly(self, reading: Heard) -> str:
        """Which exclusion keeps a pattern out of a passage with an actor, or which of its words are missing beside others that are no actor's name."""
        words, names = reading.words, [reading.words.place(h.span) for h in reading.hits]
        for _, pattern, finder in self._patterns:
            if by := finder.kept_out_by(words):
                return f'"{by}" keeps the pattern "{pattern}" out'
        for _, pattern, finder in self._patterns:
            lacks = finder.lacks(words)
            if lacks and any(not within(place, names) for place in lacks[1].places):
                return f'pattern "{pattern}" found but for "{lacks[0]}"'
        return ""

    def _lacks(self, words: Words, share: float) -> str:
        """What is missing where a passage has this share of the claim's words."""
        if share < CLAIM_OVERLAP:
            return f", {CLAIM_OVERLAP} asked for"
        if self._several(words):
            return ", but no actor of the claim in that passage"
        if len({self._names.get(s, s) for s in self._content}) < CLAIM_WORDS:
            return ", but the claim has only one beside its actors: it is found word for word, or by supported_by and refuted_by"
        return f", but {CLAIM_WORDS} of them are asked for, and a name counts as one"


def _spoken(words: Words) -> tuple[str, ...]:
    """The words, without those that headlines do without, all marks alike and none at the end."""
    told = tuple(_MARK if t.is_mark else t.word for t in words.tokens if t.word not in _LEFT_OUT)
    return told[:-1] if told[-1:] == (_MARK,) else told


def _names_of(words: Words) -> dict[str, str]:
    """The stems of each name of several words, with that of its first: "Port" and "Sudan" of "Port Sudan" are one.

    None where all words of content have capitals, which then tell no names.
    """
    content = lexicon().content(words)
    told = list(zip(words.tokens, words.stems, strict=True))
    if not any(s in content and t.raw.islower() for t, s in told):
        return {}
    first: dict[int, int] = {}
    for at, (token, _) in enumerate(told):
        if at and token.raw[:1].isupper():
            first[at] = first.get(at - 1, at)
    return {words.stems[at]: words.stems[begins] for at, begins in first.items()}
