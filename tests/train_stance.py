"""Train watchers/lexicon/stance_weights.toml: python -m tests.train_stance PAIRS.jsonl [--write].

PAIRS.gold.jsonl beside it has the labels. Prints accuracy and macro-F1 in ten folds by claim, never by headline; only
numbers are written, no text. On the training part of Emergent (Ferreira & Vlachos 2016): .780 and .776.
"""

import json
import math
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from bot.domain.evidence import Stance
from tests.evaluate import files_given
from watchers.judge.stances import stance_features

WEIGHTS = Path(__file__).parent.parent / "watchers" / "lexicon" / "stance_weights.toml"
LABELS = {"supports": Stance.SUPPORTS, "disputes": Stance.REFUTES, "mentions": Stance.CONTEXT}
STANCES = tuple(LABELS.values())
SEEN = 6
Weights = dict[Stance, dict[str, float]]
Example = tuple[dict[str, float], Stance]


def main() -> None:
    path = files_given(__doc__ or "")[0]
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    gold = [
        json.loads(line)["labels"][0]
        for line in path.with_suffix(".gold.jsonl").read_text(encoding="utf-8").splitlines()
    ]
    examples = [(stance_features(r["claim"], r["title"]), LABELS[g]) for r, g in zip(rows, gold, strict=True)]
    claims = sorted({r["claim_id"] for r in rows})
    fold = {claim: at % 10 for at, claim in enumerate(claims)}
    _cross_validate(examples, [fold[r["claim_id"]] for r in rows])
    if "--write" in sys.argv:
        _write(_train(examples))


def _cross_validate(examples: Sequence[Example], folds: Sequence[int]) -> None:
    said: list[tuple[Stance, Stance]] = []
    for held in range(10):
        weights = _train([e for e, f in zip(examples, folds, strict=True) if f != held])
        said += [(_best(weights, e[0]), e[1]) for e, f in zip(examples, folds, strict=True) if f == held]
    right = sum(a is b for a, b in said) / len(said)
    sys.stdout.write(
        f"ten folds by claim: accuracy {right:.3f}, macro-F1 {sum(_f1(said, s) for s in STANCES) / 3:.3f}\n"
    )


def _f1(said: Sequence[tuple[Stance, Stance]], stance: Stance) -> float:
    both = sum(a is b is stance for a, b in said)
    return 2 * both / max(1, sum(a is stance for a, _ in said) + sum(b is stance for _, b in said))


def _train(examples: Sequence[Example], *, rounds: int = 100, rate: float = 0.3, ridge: float = 3e-3) -> Weights:
    """Multinomial logistic regression by AdaGrad over the whole set; deterministic."""
    seen = Counter(n for values, _ in examples for n in values)
    names = sorted(n for n, count in seen.items() if count >= SEEN)
    examples = [({n: v for n, v in values.items() if seen[n] >= SEEN}, stance) for values, stance in examples]
    weights: Weights = {s: dict.fromkeys(names, 0.0) for s in STANCES}
    steps: Weights = {s: dict.fromkeys(names, 1e-8) for s in STANCES}
    for _ in range(rounds):
        slopes: Weights = {s: dict.fromkeys(names, 0.0) for s in STANCES}
        for values, stance in examples:
            chances = _chances(weights, values)
            for s in STANCES:
                error = chances[s] - (s is stance)
                slope = slopes[s]
                for name, value in values.items():
                    slope[name] += error * value
        for s in STANCES:
            for name in names:
                step = slopes[s][name] / len(examples) + ridge * weights[s][name]
                steps[s][name] += step * step
                weights[s][name] -= rate * step / math.sqrt(steps[s][name])
    return weights


def _chances(weights: Weights, values: dict[str, float]) -> dict[Stance, float]:
    sums = {s: sum(weights[s].get(n, 0.0) * v for n, v in values.items()) for s in STANCES}
    top = max(sums.values())
    powers = {s: math.exp(v - top) for s, v in sums.items()}
    return {s: p / sum(powers.values()) for s, p in powers.items()}


def _best(weights: Weights, values: dict[str, float]) -> Stance:
    chances = _chances(weights, values)
    return max(STANCES, key=lambda s: chances[s])


def _write(weights: Weights) -> None:
    lines = [
        "# How much each cue speaks for a stance. Written by tests/train_stance.py; bias is what holds without any."
    ]
    for stance, table in weights.items():
        lines += ["", f"[{stance}]", *(f'"{n}" = {v:.3f}' for n, v in table.items() if abs(v) >= 0.05)]
    WEIGHTS.write_text("\n".join([*lines, ""]), encoding="utf-8")


if __name__ == "__main__":
    main()
