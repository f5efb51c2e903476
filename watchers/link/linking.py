"""Which claim or watch item an entry reads like, where no pattern of theirs finds it: a suggestion to people, never more.

Similarity alone is poor in a stream that is nine tenths unrelated, so the actors come first, and the rest only ranks:
characters in threes to fives and stems, each weighted by rarity, and meaning where the extra `semantic` is on.
`python -m tests.train_link` measures it.
"""

import math
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import structlog

from bot.errors import ModelError
from watchers.link.semantic import Meanings, Model
from watchers.words.finder import words_of
from watchers.words.folding import folded
from watchers.words.phrasebook import lexicon

log = structlog.get_logger("linking")


@dataclass(frozen=True, kw_only=True)
class Bar:
    """What is asked of the likest text: likeness and lead over the next `together`, or likeness `alone` where an actor is named.

    Set on Emergent's headlines with nine of ten claims untracked; `python -m tests.train_link` prints how they do there on
    claims held out. The claims of one story are alike, so with an actor named no lead is asked for.
    """

    by: str
    together: float
    alone: float


BY_WORDS = Bar(by="words", together=0.42, alone=0.25)
BY_MEANING = Bar(by="words and meaning", together=0.67, alone=0.46)
_SHARE_OF_MEANING = 0.6


@dataclass(frozen=True, kw_only=True)
class Link:
    """What an entry is most like: `to` it, or "" where `best` is not like enough.

    `score` is what was held against the bar, `shared` the words they have in common, as the title writes them.
    """

    to: str
    best: str = ""
    score: float
    shared: tuple[str, ...] = ()
    why: tuple[str, ...]


class Linker:
    """Texts by their ids, weighed once, when first asked."""

    def __init__(self, texts: Mapping[str, str], model: Model | None = None) -> None:
        self._texts = dict(texts)
        self._model = model

    @cached_property
    def _grams(self) -> "_Weights":
        return _Weights([_grams(t) for t in self._texts.values()])

    @cached_property
    def _stems(self) -> "_Weights":
        return _Weights([_stems(t) for t in self._texts.values()])

    @cached_property
    def _meanings(self) -> Meanings | None:
        return Meanings(self._model, list(self._texts.values())) if self._model else None

    def ranked(self, title: str) -> tuple[tuple[float, str], ...]:
        """Every id with its likeness to the title, 0 to 1, the likest first."""
        return tuple(sorted(zip(self._scores(title)[0], self._texts, strict=True), key=lambda pair: -pair[0]))

    def _scores(self, title: str) -> tuple[list[float], Bar]:
        """The likeness to each text, and the bar that goes with it."""
        grams, stems = self._grams.scores(_grams(title)), self._stems.scores(_stems(title))
        words = [(g + s) / 2 for g, s in zip(grams, stems, strict=True)]
        meant = self._meant(title)
        if meant is None:
            return words, BY_WORDS
        share = _SHARE_OF_MEANING
        return [(1 - share) * w + share * m for w, m in zip(words, meant, strict=True)], BY_MEANING

    def _meant(self, title: str) -> list[float] | None:
        try:
            return self._meanings.scores(title) if self._meanings else None
        except ModelError as error:
            log.warning("linking by words alone", reason=str(error))
            self._model = self._meanings = None
            return None

    def link(self, title: str, *, among: Collection[str] | None = None) -> Link:
        """The likest text, if it is like enough. Where it is known which it may be about, `among` has their ids."""
        named = among is not None
        if not (self._texts if among is None else among):
            return Link(to="", score=0.0, why=("there is nothing to link to",))
        scores, bar = self._scores(title)
        asked_of = [pair for pair in zip(scores, self._texts, strict=True) if among is None or pair[1] in among]
        (score, best), *others = sorted(asked_of, key=lambda pair: -pair[0])
        lead = score - others[0][0] if others else score
        reached, needed = (score, bar.alone) if named else (score + lead, bar.together)
        asked = (
            f"{bar.alone} asked for" if named else f"{lead:.2f} ahead of the next, together {bar.together} asked for"
        )
        shared = shared_words(title, self._texts[best])
        why = (f"likeness by {bar.by} {score:.2f}, {asked}", f"words shared: {', '.join(shared) or 'none'}")
        return Link(to=best if reached >= needed else "", best=best, score=reached, shared=shared, why=why)


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


def shared_words(title: str, text: str) -> tuple[str, ...]:
    """The title's content words that the text has in any form, as the title writes them, each once."""
    words, wanted = words_of(title), set(_stems(text)) & set(_stems(title))
    found = {stem: token.raw for token, stem in zip(words.tokens, words.stems, strict=True) if stem in wanted}
    return tuple(found.values())


def _grams(text: str) -> list[str]:
    words = [f" {t} " for t in folded(text).split()]
    return [w[i : i + n] for w in words for n in (3, 4, 5) for i in range(len(w) - n + 1)]


def _stems(text: str) -> list[str]:
    words = words_of(text)
    content = lexicon().content(words)
    return [s for s in words.stems if s in content]
