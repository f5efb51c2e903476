"""Train the weights of watchers/lexicon/alike.toml: python -m tests.train_alike STREAM... [--write].

A stream is JSONL with its groups in STREAM.gold.jsonl beside it, or one of `tests/data/streams`. Prints how each is
grouped: the first, which is of the kind that must go well, by weights that have seen all others and its other days, a
quarter of its days at a time; each of the others by weights that have seen nothing of it; then all by weights that have
seen all. Every stream counts the same, however long it is, and only numbers are written, no text.
"""

import json
import math
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import combinations
from pathlib import Path

from tests.evaluate import files_given
from watchers.fold.alike import SAME, features, log_odds, together
from watchers.fold.copies import copied
from watchers.fold.developments import WINDOW, another
from watchers.fold.rarity import rarity
from watchers.fold.tellings import Telling, telling

WEIGHTS = Path(__file__).parent.parent / "watchers" / "lexicon" / "alike.toml"
BLOCKS = 4
Weights = dict[str, float]
Row = tuple[list[float], float, float]
"""A pair's values with a 1 before them, whether it is of one group, and its weight."""


@dataclass(frozen=True, kw_only=True)
class Pair:
    """A report, an earlier one within the window, what they share, and its weight.

    `same` says whether they are of one group, `apart` whether no group may have both.
    """

    new: int
    old: int
    values: dict[str, float]
    same: bool
    apart: bool
    weight: float


@dataclass(frozen=True, kw_only=True)
class Stream:
    name: str
    tellings: tuple[Telling, ...]
    groups: tuple[str, ...]
    pairs: tuple[Pair, ...]
    copies: dict[int, int]


def main() -> None:
    streams = [stream_of(path) for path in files_given(__doc__ or "")]
    everything = _train([p for s in streams for p in s.pairs])
    for stream in streams:
        others = [p for s in streams if s is not stream for p in s.pairs]
        if stream is streams[0]:
            _tell(stream, "quarters of its days never seen", _by_days(stream, others))
        else:
            _tell(stream, "never seen", [_train(others)] * len(stream.tellings))
        _tell(stream, "learned on", [everything] * len(stream.tellings))
    if "--write" in sys.argv:
        _write(everything)


def _by_days(stream: Stream, others: Sequence[Pair]) -> list[Weights]:
    """For each report the weights that have seen no report of its quarter of the days."""
    days = sorted({t.at for t in stream.tellings})
    block = [BLOCKS * days.index(t.at) // len(days) for t in stream.tellings]
    learned = [
        _train([*others, *(p for p in stream.pairs if held not in (block[p.new], block[p.old]))])
        for held in range(BLOCKS)
    ]
    return [learned[b] for b in block]


def _tell(stream: Stream, how: str, weights: Sequence[Weights]) -> None:
    days = [t.at.isoformat() for t in stream.tellings]
    found = figures(days, stream.groups, [str(f) for f in _grouped(stream, weights)])
    sys.stdout.write(f"{stream.name}, {how}: {found}\n")


def rows_of(path: Path) -> list[dict[str, str]]:
    """The entries of a stream in its order, each with its `group`."""
    lines = path.read_text(encoding="utf-8").splitlines()
    if path.suffix == ".tsv":
        names = ("published", "group", "outlet", "title", "summary")
        return [dict(zip(names, line.split("\t"), strict=True)) for line in lines]
    gold = path.with_suffix(".gold.jsonl").read_text(encoding="utf-8").splitlines()
    return [{**json.loads(line), "group": json.loads(g)["group"]} for line, g in zip(lines, gold, strict=True)]


def stream_of(path: Path) -> Stream:
    """The stream of a file, with its pairs."""
    rows = rows_of(path)
    tellings = tuple(
        telling(
            title=row["title"],
            summary=row["summary"],
            link=row.get("link", ""),
            outlet=row["outlet"],
            at=datetime.fromisoformat(row["published"]).replace(tzinfo=UTC),
        )
        for row in rows
    )
    groups, near = tuple(row["group"] for row in rows), _near(tellings)
    copies = {i: next((j for j in js if copied(tellings[i], tellings[j])), -1) for i, js in near.items()}
    return Stream(name=path.stem, tellings=tellings, groups=groups, pairs=_pairs(tellings, groups, near), copies=copies)


def _near(tellings: Sequence[Telling]) -> dict[int, list[int]]:
    """For each report those before it within the window."""
    return {i: [j for j in range(i) if abs(tellings[j].at - new.at) <= WINDOW] for i, new in enumerate(tellings)}


def _pairs(tellings: Sequence[Telling], groups: Sequence[str], near: dict[int, list[int]]) -> tuple[Pair, ...]:
    """Every two that may be folded; all of a stream's pairs together weigh 1."""
    out: list[Pair] = []
    both = [(i, j) for i, js in near.items() for j in js if not (tellings[i].aside or tellings[j].aside)]
    rare = {i: rarity([tellings[at].text for at in (i, *js)]) for i, js in near.items()}
    for i, j in both:
        values = features(tellings[i], tellings[j], rare[i])
        same, apart = groups[i] == groups[j], another(tellings[i], tellings[j])
        out.append(Pair(new=i, old=j, values=values, same=same, apart=apart, weight=1 / len(both)))
    return tuple(out)


def _grouped(stream: Stream, weights: Sequence[Weights]) -> list[int]:
    """The group each report is given as it arrives, by the weights of its own, as `watchers.fold` does it."""
    pairs: dict[int, list[Pair]] = {}
    for p in stream.pairs:
        pairs.setdefault(p.new, []).append(p)
    found: list[int] = []
    for at in range(len(stream.tellings)):
        groups: dict[int, list[float]] = {}
        for p in pairs.get(at, ()):
            groups.setdefault(found[p.old], []).append(log_odds(p.values, weights[at]))
        for p in pairs.get(at, ()):
            if p.apart:
                groups.pop(found[p.old], None)
        best = max(groups, key=lambda g: together(groups[g]), default=at)
        alike = best if best in groups and together(groups[best]) >= SAME else at
        found.append(found[stream.copies[at]] if stream.copies[at] >= 0 else alike)
    return found


@dataclass(frozen=True, kw_only=True)
class Figures:
    """Precision and recall of pairs within two days, and B-cubed F1 (Bagga & Baldwin 1998)."""

    precision: float
    recall: float
    b3: float

    def __str__(self) -> str:
        return f"pair precision {self.precision:.3f}, recall {self.recall:.3f}, B-cubed F1 {self.b3:.3f}"


def figures(days: Sequence[str], groups: Sequence[str], found: Sequence[str]) -> Figures:
    """How the groups found agree with the true ones; `days` are ISO dates."""
    when = [date.fromisoformat(day[:10]) for day in days]
    near = [(a, b) for a, b in combinations(range(len(found)), 2) if abs(when[a] - when[b]) <= WINDOW]
    said = [found[a] == found[b] for a, b in near]
    true = [groups[a] == groups[b] for a, b in near]
    right = sum(x and y for x, y in zip(said, true, strict=True))
    both = Counter(zip(found, groups, strict=True))
    own, gold = Counter(found), Counter(groups)
    p = sum(n * n / own[f] for (f, _), n in both.items()) / len(found)
    r = sum(n * n / gold[g] for (_, g), n in both.items()) / len(found)
    return Figures(precision=right / max(1, sum(said)), recall=right / max(1, sum(true)), b3=2 * p * r / (p + r))


def _train(pairs: Sequence[Pair], *, rounds: int = 12, ridge: float = 3e-4) -> Weights:
    """Logistic regression by Newton's method, features held to unit spread; deterministic."""
    names = list(pairs[0].values)
    whole = sum(p.weight for p in pairs)
    spread = {n: _spread([(p.values[n], p.weight / whole) for p in pairs]) for n in names}
    rows = [([1.0, *(p.values[n] / spread[n] for n in names)], float(p.same), p.weight / whole) for p in pairs]
    weights = [0.0] * (len(names) + 1)
    for _ in range(rounds):
        steps = _solved(*_slopes(rows, weights, ridge))
        weights = [w - s for w, s in zip(weights, steps, strict=True)]
    return {"bias": weights[0], **{n: w / spread[n] for n, w in zip(names, weights[1:], strict=True)}}


def _slopes(rows: Sequence[Row], weights: Sequence[float], ridge: float) -> tuple[list[list[float]], list[float]]:
    """The second and first derivatives of the loss; the bias is not drawn to zero."""
    size = range(len(weights))
    bends = [[ridge if a == b > 0 else 0.0 for b in size] for a in size]
    slope = [ridge * w if at else 0.0 for at, w in enumerate(weights)]
    for values, same, weight in rows:
        likely = 1 / (1 + math.exp(-sum([w * v for w, v in zip(weights, values, strict=True)])))
        error, bend = weight * (likely - same), weight * likely * (1 - likely)
        for a in size:
            slope[a] += error * values[a]
            pull, line = bend * values[a], bends[a]
            for b in size:
                line[b] += pull * values[b]
    return bends, slope


def _solved(matrix: list[list[float]], right: list[float]) -> list[float]:
    """The x of matrix * x = right, by elimination."""
    rows = [[*line, r] for line, r in zip(matrix, right, strict=True)]
    for at, pivot in enumerate(rows):
        for other in rows:
            if other is not pivot:
                share = other[at] / pivot[at]
                other[:] = [o - share * p for o, p in zip(other, pivot, strict=True)]
    return [row[-1] / row[at] for at, row in enumerate(rows)]


def _spread(values: Sequence[tuple[float, float]]) -> float:
    mean = sum(v * w for v, w in values)
    return math.sqrt(sum(w * (v - mean) ** 2 for v, w in values)) or 1.0


def _write(weights: Weights) -> None:
    """Only the numbers: the words after them in the file are an editor's."""
    lines = [f'"{name}" = {value:.3f}' for name, value in weights.items()]
    head = "# What two reports share, and how much each speaks for one happening. Written by tests/train_alike.py."
    _, mark, words = WEIGHTS.read_text(encoding="utf-8").partition("\n# What explains, argues")
    WEIGHTS.write_text("\n".join([head, "[weights]", *lines, ""]) + mark + words, encoding="utf-8")


if __name__ == "__main__":
    main()
