"""How well entries are linked to claims: python -m tests.train_link PAIRS.jsonl, rows with claim_id, claim and title.

Every claim is a target and every title an entry. R@1: how often the likest of all claims is the right one. Open set: a
share of the claims is tracked, what belongs to the others should link to nothing; F1 of the links, with the bar of
watchers/link/linking.py, and, held out, with the bar that does best on the other half of the claims. Nothing is written.
"""

import json
import random
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from statistics import mean

from tests.evaluate import files_given
from watchers.link.linking import BY_MEANING, BY_WORDS, Linker
from watchers.link.semantic import Model, load_model
from watchers.model.extra import missing

SHARES = (0.5, 0.1)
TRACKINGS = 5
BARS = [n / 40 for n in range(8, 45)]
Pair = tuple[str, str]
"""A claim's id and a title."""
Guess = tuple[float, bool, bool]
"""The score of the likest tracked claim, whether it is the right one, and whether the right one is tracked."""


def main() -> None:
    rows = [json.loads(line) for line in files_given(__doc__ or "")[0].read_text(encoding="utf-8").splitlines()]
    claims = {str(row["claim_id"]): str(row["claim"]) for row in rows}
    pairs = [(str(row["claim_id"]), str(row["title"])) for row in rows]
    for line in report(claims, pairs, None):
        sys.stdout.write(f"by words: {line}\n")
    if gone := missing():
        sys.stdout.write(f"with the extra semantic: skipped, there is no {', '.join(gone)}\n")
        return
    for line in report(claims, pairs, load_model()):
        sys.stdout.write(f"with the extra semantic: {line}\n")


def report(claims: Mapping[str, str], pairs: Sequence[Pair], model: Model | None) -> Iterator[str]:
    """Lines for people: R@1, then each share of tracked claims."""
    ranked = Linker(claims, model)
    right = mean(ranked.link(title).best == claim for claim, title in pairs)
    yield f"R@1 {right:.3f} on {len(pairs)} titles, {len(claims)} claims"
    bar = (BY_MEANING if model else BY_WORDS).together
    for share in SHARES:
        chance = random.Random(1)
        whole, apart = [], []
        for _ in range(TRACKINGS):
            whole.append(f1(_guesses(claims, pairs, [*claims], _some(claims, share, chance), model), bar))
            mixed = chance.sample(sorted(claims), len(claims))
            halves = mixed[: len(mixed) // 2], mixed[len(mixed) // 2 :]
            guesses = [_guesses(claims, pairs, half, _some(half, share, chance), model) for half in halves]
            for seen, unseen in (guesses, guesses[::-1]):
                best = max(BARS, key=lambda b, seen=seen: f1(seen, b))  # type: ignore[misc]
                apart.append(f1(unseen, best))
        yield f"{share:.0%} of the claims tracked: F1 {mean(whole):.3f} with bar {bar}; halves, held out {mean(apart):.3f}"


def _some(claims: Iterable[str], share: float, chance: random.Random) -> list[str]:
    among = sorted(claims)
    return chance.sample(among, max(2, round(len(among) * share)))


def _guesses(
    claims: Mapping[str, str], pairs: Sequence[Pair], among: Sequence[str], tracked: Sequence[str], model: Model | None
) -> list[Guess]:
    """Of all titles that belong to `among`, some of which are tracked."""
    linker, known = Linker({c: claims[c] for c in tracked}, model), set(among)
    found = ((claim, linker.link(title)) for claim, title in pairs if claim in known)
    return [(link.score, link.best == claim, claim in tracked) for claim, link in found]


def f1(guesses: Sequence[Guess], bar: float) -> float:
    """Of the links that reach the bar, against the titles whose claim is tracked."""
    linked = [right for score, right, _ in guesses if score >= bar]
    wanted = sum(tracked for _, _, tracked in guesses)
    return 2 * sum(linked) / (len(linked) + wanted) if wanted else 0.0


if __name__ == "__main__":
    main()
