"""Train the weights of watchers/lexicon/alike.toml: python -m tests.train_alike STREAM... [--write].

A stream is JSONL with its groups in STREAM.gold.jsonl beside it, or one of `tests/data/streams`. Prints how each stream
is grouped by weights that have seen the other streams and three quarters of its days, never headlines of the day in
question; quarters are blocks of days, then every fourth day. Only numbers are written, no text.
"""

import json
import math
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import combinations
from pathlib import Path

from watchers.fold.alike import SAME, Telling, features, telling, together, weighed
from watchers.fold.developments import WINDOW
from watchers.fold.rarity import rarity
from watchers.judge.phases import phase_of

WEIGHTS = Path(__file__).parent.parent / "watchers" / "lexicon" / "alike.toml"
Weights = dict[str, float]
FOLDS = 4


@dataclass(frozen=True, kw_only=True)
class Pair:
    """A report, an earlier one within the window, what they share, whether they are of one group, and its weight."""

    new: int
    old: int
    values: dict[str, float]
    same: bool
    weight: float


@dataclass(frozen=True, kw_only=True)
class Stream:
    name: str
    tellings: tuple[Telling, ...]
    groups: tuple[str, ...]
    pairs: tuple[Pair, ...]


def main() -> None:
    streams = [_stream(Path(arg)) for arg in sys.argv[1:] if not arg.startswith("--")]
    for stream in streams:
        others = [p for s in streams if s is not stream for p in s.pairs]
        for name, quarter in (("blocks of days", _block), ("every fourth day", _every)):
            _tell(stream, f"{name} held out", _held_out(stream, others, quarter))
        if others:
            _tell(stream, "unseen", _grouped(stream, [_train(others)] * len(stream.tellings)))
    if "--write" in sys.argv:
        _write(_train([p for s in streams for p in s.pairs]))


def _tell(stream: Stream, how: str, found: Sequence[int]) -> None:
    days = [t.at.isoformat() for t in stream.tellings]
    sys.stdout.write(f"{stream.name}, {how}: {figures(days, stream.groups, [str(f) for f in found])}\n")


def rows_of(path: Path) -> list[dict[str, str]]:
    """The entries of a stream in its order, each with its `group`."""
    lines = path.read_text(encoding="utf-8").splitlines()
    if path.suffix == ".tsv":
        names = ("published", "group", "outlet", "title", "summary")
        return [dict(zip(names, line.split("\t"), strict=True)) for line in lines]
    gold = path.with_suffix(".gold.jsonl").read_text(encoding="utf-8").splitlines()
    return [{**json.loads(line), "group": json.loads(g)["group"]} for line, g in zip(lines, gold, strict=True)]


def _stream(path: Path) -> Stream:
    rows = rows_of(path)
    tellings = tuple(
        telling(
            title=row["title"],
            summary=row["summary"],
            link=row.get("link", ""),
            at=datetime.fromisoformat(row["published"]).replace(tzinfo=UTC),
            phase=phase_of(row["title"]).phase,
        )
        for row in rows
    )
    groups = tuple(row["group"] for row in rows)
    return Stream(name=path.stem, tellings=tellings, groups=groups, pairs=_pairs(tellings, groups))


def _pairs(tellings: Sequence[Telling], groups: Sequence[str]) -> tuple[Pair, ...]:
    """Every two within the window; all of a stream's pairs together weigh 1."""
    near = {i: [j for j in range(i) if abs(tellings[j].at - new.at) <= WINDOW] for i, new in enumerate(tellings)}
    weight = 1 / sum(len(js) for js in near.values())
    out: list[Pair] = []
    for i, js in near.items():
        rare = rarity([tellings[at].text for at in (i, *js)])
        for j in js:
            values = features(tellings[i], tellings[j], rare)
            out.append(Pair(new=i, old=j, values=values, same=groups[i] == groups[j], weight=weight))
    return tuple(out)


def _block(day: int, days: int) -> int:
    return FOLDS * day // days


def _every(day: int, _: int) -> int:
    return day % FOLDS


def _held_out(stream: Stream, others: Sequence[Pair], quarter: Callable[[int, int], int]) -> list[int]:
    days = sorted({t.at for t in stream.tellings})
    of = [quarter(days.index(t.at), len(days)) for t in stream.tellings]
    learned = [
        _train([*others, *(p for p in stream.pairs if held not in (of[p.new], of[p.old]))]) for held in range(FOLDS)
    ]
    return _grouped(stream, [learned[quarter] for quarter in of])


def _grouped(stream: Stream, weights: Sequence[Weights]) -> list[int]:
    """The group each report is given as it arrives, by the weights of its own, as `watchers.fold` does it, copies apart."""
    scored: dict[int, list[tuple[int, float]]] = {}
    for p in stream.pairs:
        scored.setdefault(p.new, []).append((p.old, weighed(p.values, weights[p.new])))
    found: list[int] = []
    for at in range(len(stream.tellings)):
        groups: dict[int, list[float]] = {}
        for old, score in scored.get(at, ()):
            groups.setdefault(found[old], []).append(score)
        best = max(groups, key=lambda g: together(groups[g]), default=at)
        found.append(best if best in groups and together(groups[best]) >= SAME else at)
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


def _train(pairs: Sequence[Pair], *, rounds: int = 200, rate: float = 0.5, ridge: float = 1e-3) -> Weights:
    """Logistic regression by AdaGrad over the whole set, features held to unit spread; deterministic."""
    names = list(pairs[0].values)
    whole = sum(p.weight for p in pairs)
    spread = {n: _spread([(p.values[n], p.weight / whole) for p in pairs]) for n in names}
    rows = [([1.0, *(p.values[n] / spread[n] for n in names)], float(p.same), p.weight / whole) for p in pairs]
    weights = [0.0] * (len(names) + 1)
    steps = [1e-8] * len(weights)
    for _ in range(rounds):
        slope = [ridge * w if at else 0.0 for at, w in enumerate(weights)]
        for values, same, weight in rows:
            total = sum(w * v for w, v in zip(weights, values, strict=True))
            error = weight * (1 / (1 + math.exp(-max(-30.0, min(30.0, total)))) - same)
            for at, value in enumerate(values):
                slope[at] += error * value
        steps = [s + g * g for s, g in zip(steps, slope, strict=True)]
        weights = [w - rate * g / math.sqrt(s) for w, g, s in zip(weights, slope, steps, strict=True)]
    return {"bias": weights[0], **{n: w / spread[n] for n, w in zip(names, weights[1:], strict=True)}}


def _spread(values: Sequence[tuple[float, float]]) -> float:
    mean = sum(v * w for v, w in values)
    return math.sqrt(sum(w * (v - mean) ** 2 for v, w in values)) or 1.0


def _write(weights: Weights) -> None:
    lines = [f'"{name}" = {value:.3f}' for name, value in weights.items()]
    head = "# What two reports share, and how much each speaks for one happening. Written by tests/train_alike.py."
    WEIGHTS.write_text("\n".join([head, "[weights]", *lines, ""]), encoding="utf-8")


if __name__ == "__main__":
    main()
