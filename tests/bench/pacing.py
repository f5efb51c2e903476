"""pace: how fast a budget is shared, what the feeds take of it, and how soon an entry is read beside a fixed interval.

The delay is calculated: entries come at random (Poisson), so an entry waits half its feed's interval.
"""

import math
import random
from collections.abc import Iterator, Sequence

from tests.bench.timing import Result, seconds
from watchers.pace.budget import within_budget
from watchers.pace.cadence import Pace, interval

NAME = "pace"


def run() -> Iterator[Result]:
    for count in (10, 100, 1_000):
        for budget in (10, 240):
            dice = random.Random(count)
            rates = [dice.lognormvariate(math.log(12), 1.6) for _ in range(count)]
            asked = Pace(min_seconds=120, max_seconds=3600, polls_a_minute=budget)
            pace = within_budget(asked, rates)
            took = seconds(lambda a=asked, r=rates: within_budget(a, r))  # type: ignore[misc]
            waits = [interval(rate, pace).total_seconds() for rate in rates]
            polls = sum(1 / wait for wait in waits)
            ours, fixed = _delay(rates, waits), _delay(rates, [count / polls] * count)
            yield Result(
                what=f"{count:>5,} feeds: {polls * 60:5.1f} polls a minute of {budget}",
                per_second=1 / took,
                ratio=fixed / ours,
                against=f"sooner than a fixed interval ({ours / 60:.1f} min)",
            )


def _delay(rates: Sequence[float], waits: Sequence[float]) -> float:
    """Seconds an entry waits on average."""
    return sum(r * w / 2 for r, w in zip(rates, waits, strict=True)) / sum(rates)
