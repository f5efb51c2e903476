"""Ranking claims for an entry by likeness of words, for suggestions and for entries no pattern finds.

Similarity alone is poor in a stream that is nine tenths unrelated (best F1 .70-.76), so it only ranks: characters in
threes to fives weighted by rarity measured best of what needs no model (R@1 .83); stems weighted so help a little.
"""

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from bot.domain.entry import Entry
from bot.domain.story import Claim
from watchers.finder import words_of
from watchers.folding import folded
from watchers.phrasebook import lexicon

LINKED = 0.25
MARGIN = 0.05
"""A lower score links to nothing, nor does one this near the next claim's.

Set on Emergent with claims held out: with every second claim untracked the F1 of links was .81, with nine of ten .71.
Asking for a shared name as well lost more links than it saved there (.75 and .63); a story's own claims have actors.
"""
_SHARE_OF_STEMS = 0.5


@dataclass(frozen=True, kw_only=True)
class Link:
    """The claim an entry is most like, "" for none, with the score and the words they share."""

    claim: str
    score: float
    why: tuple[str, ...]


class Linker:
    """The claims of a story, weighed once."""

    def __init__(self, claims: Sequence[Claim]) -> None:
        self._claims = tuple(claims)
        self._grams = _Weights([_grams(c.text) for c in claims])
        self._stems = _Weights([_stems(c.text) for c in claims])

    def ranked(self, entry: Entry) -> tuple[tuple[float, Claim], ...]:
        """All claims, the likest first."""
        grams = self._grams.scores(_grams(entry.title))
        stems = self._stems.scores(_stems(entry.title))
        both = [(1 - _SHARE_OF_STEMS) * g + _SHARE_OF_STEMS * s for g, s in zip(grams, stems, strict=True)]
        return tuple(sorted(zip(both, self._claims, strict=True), key=lambda pair: -pair[0]))

    def link(self, entry: Entry) -> Link:
        """The likest claim, or none where even that one is not like enough; `why` says by how little."""
        ranked = self.ranked(entry)
        if not ranked:
            return Link(claim="", score=0.0, why=("there are no claims",))
        score, best = ranked[0]
        shared = ", ".join(sorted(set(_stems(entry.title)) & set(_stems(best.text))))
        lead = score - ranked[1][0] if len(ranked) > 1 else score
        why = f"likeness {score:.2f} to {best.id}, {LINKED} asked for; {lead:.2f} ahead of the next, {MARGIN} asked for"
        linked = score >= LINKED and lead >= MARGIN
        return Link(claim=best.id if linked else "", score=score, why=(why, f"words shared: {shared or 'none'}"))


class _Weights:
    """Cosine of rarity-weighted counts, indexed by feature so that a text costs what it shares, not what there is."""

    def __init__(self, texts: Sequence[Iterable[str]]) -> None:
        counts = [Counter(t) for t in texts]
        seen = Counter(f for c in counts for f in c)
        self._rare = {f: math.log((1 + len(texts)) / (1 + n)) + 1 for f, n in seen.items()}
        self._unseen = math.log(1 + len(texts)) + 1
        self._count = len(texts)
        self._index: dict[str, list[tuple[int, float]]] = {}
        for at, count in enumerate(counts):
            for feature, value in self._vector(count).items():
                self._index.setdefault(feature, []).append((at, value))

    def _vector(self, count: Mapping[str, int]) -> dict[str, float]:
        raw = {f: (1 + math.log(n)) * self._rare.get(f, self._unseen) for f, n in count.items()}
        length = math.sqrt(sum(v * v for v in raw.values())) or 1.0
        return {f: v / length for f, v in raw.items()}

    def scores(self, text: Iterable[str]) -> list[float]:
        out = [0.0] * self._count
        for feature, value in self._vector(Counter(text)).items():
            for at, other in self._index.get(feature, ()):
                out[at] += value * other
        return out


def _grams(text: str) -> list[str]:
    words = [f" {t} " for t in folded(text).split()]
    return [w[i : i + n] for w in words for n in (3, 4, 5) for i in range(len(w) - n + 1)]


def _stems(text: str) -> list[str]:
    words = words_of(text)
    content = lexicon().content(words)
    return [s for s in words.stems if s in content]
