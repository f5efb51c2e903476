"""Train the weights of watchers/lexicon/alike.toml: python -m tests.train_alike STREAM.jsonl [--write].

STREAM.gold.jsonl beside it has the groups. Prints how the weights do on each quarter of the stream's days when trained
on the other three, never on headlines of the same days; only numbers are written, no text.
"""

import json
import math
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from watchers.alike import SAME, Telling, features, rarity, telling
from watchers.phases import phase_of

WEIGHTS = Path(__file__).parent.parent / "watchers" / "lexicon" / "alike.toml"
Pair = tuple[dict[str, float], bool, int, int]


def main() -> None:
    path = Path(sys.argv[1])
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    gold = [
        json.loads(line)["group"] for line in path.with_suffix(".gold.jsonl").read_text(encoding="utf-8").splitlines()
    ]
    tellings = [
        telling(
            title=row["title"],
            summary=row["summary"],
            link=row["link"],
            at=datetime.fromisoformat(row["published"]).replace(tzinfo=UTC),
            phase=phase_of(row["title"]).phase,
        )
        for row in rows
    ]
    pairs = _pairs(tellings, gold)
    _cross_validate(tellings, pairs)
    if "--write" in sys.argv:
        _write(_train(pairs))


def _pairs(tellings: Sequence[Telling], gold: Sequence[str]) -> list[Pair]:
    out: list[Pair] = []
    for i, new in enumerate(tellings):
        near = [j for j in range(i) if abs((tellings[j].at - new.at).days) <= 2]
        rare = rarity([new, *(tellings[j] for j in near)])
        out += [(features(new, tellings[j], rare), gold[i] == gold[j], i, j) for j in near]
    return out


def _cross_validate(tellings: Sequence[Telling], pairs: list[Pair]) -> None:
    days = sorted({t.at for t in tellings})
    quarter = {day: 4 * at // len(days) for at, day in enumerate(days)}
    for held in range(4):
        weights = _train([p for p in pairs if held not in (quarter[tellings[p[2]].at], quarter[tellings[p[3]].at])])
        test = [p for p in pairs if quarter[tellings[p[2]].at] == held]
        said = [(_score(weights, p[0]) >= SAME, p[1]) for p in test]
        right = sum(a and b for a, b in said)
        sys.stdout.write(
            f"quarter {held}: pairs {len(test)}, precision {right}/{sum(a for a, _ in said)}, recall {right}/{sum(b for _, b in said)}\n"
        )


def _train(pairs: list[Pair], *, rounds: int = 300, rate: float = 0.5, ridge: float = 1e-3) -> dict[str, float]:
    """Logistic regression by AdaGrad over the whole set; deterministic."""
    names = ["bias", *pairs[0][0]]
    weights = dict.fromkeys(names, 0.0)
    steps = dict.fromkeys(names, 1e-8)
    for _ in range(rounds):
        slope = dict.fromkeys(names, 0.0)
        for values, same, _, _ in pairs:
            error = _score(weights, values) - same
            slope["bias"] += error
            for name, value in values.items():
                slope[name] += error * value
        for name in names:
            step = slope[name] / len(pairs) + ridge * weights[name]
            steps[name] += step * step
            weights[name] -= rate * step / math.sqrt(steps[name])
    return weights


def _score(weights: dict[str, float], values: dict[str, float]) -> float:
    total = weights["bias"] + sum(weights[n] * v for n, v in values.items())
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))


def _write(weights: dict[str, float]) -> None:
    lines = [f'"{name}" = {value:.3f}' for name, value in weights.items()]
    head = "# What two reports share, and how much each speaks for one happening. Written by tests/train_alike.py."
    WEIGHTS.write_text("\n".join([head, "[weights]", *lines, ""]), encoding="utf-8")


if __name__ == "__main__":
    main()
