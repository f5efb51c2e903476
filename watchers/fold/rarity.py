"""How much a word tells, from how many of the recent reports have it."""

import math
from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from itertools import chain

IMAGINED = 20
"""Texts imagined beside those counted, with every term in one of them: three reports say little of how rare a term is."""


@dataclass(frozen=True, kw_only=True)
class Rarity:
    """How much a term tells, from how many of the recent reports have it. What is asked twice is counted once."""

    weights: Mapping[str, float]
    unseen: float
    _counted: dict[frozenset[str], float] = field(default_factory=dict, repr=False, compare=False)
    _squared: dict[frozenset[str], float] = field(default_factory=dict, repr=False, compare=False)

    def of(self, terms: frozenset[str]) -> float:
        """The information in these terms together."""
        known = self._counted.get(terms)
        if known is None:
            weights, unseen = self.weights, self.unseen
            known = self._counted[terms] = sum([weights.get(t, unseen) for t in terms], 0.0)
        return known

    def cosine(self, a: frozenset[str], b: frozenset[str]) -> float:
        """How alike two sets of terms are, 0 to 1."""
        both = self._square(a & b)
        return both / math.sqrt(self._square(a) * self._square(b)) if both else 0.0

    def _square(self, terms: frozenset[str]) -> float:
        known = self._squared.get(terms)
        if known is None:
            weights, unseen = self.weights, self.unseen
            known = self._squared[terms] = sum([weights.get(t, unseen) ** 2 for t in terms], 0.0)
        return known


def rarity(texts: Collection[frozenset[str]]) -> Rarity:
    """Counted over these texts and the imagined ones."""
    counts = Counter(chain.from_iterable(texts))
    many = len(texts) + IMAGINED
    return Rarity(
        weights={t: math.log(many / (count + 1)) for t, count in counts.items()},
        unseen=math.log(many),
    )
