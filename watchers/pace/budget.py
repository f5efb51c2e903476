"""The budget: how slowly each feed must be polled so that all of them together take no more than so many polls a minute."""

import math
from collections.abc import Sequence
from dataclasses import replace

from watchers.pace.cadence import EXPONENT, FLOOR_RATE, Pace, natural_theta

RESERVE = 0.1
"""Share of the budget kept for feeds that fail, which are soon asked again, and for those just imported."""
_HALVINGS = 40


def within_budget(pace: Pace, rates: Sequence[float]) -> Pace:
    """The pace at which feeds of these rates (entries a day) together take at most nine tenths of `pace.polls_a_minute`.

    Each waits theta / rate^(1/3), within the bounds. The polls of all of them only fall as theta grows, so theta is found
    by halving; it never falls below the pace's own, for a feed is not asked more often because there is room. The slowest
    poll gives way only where a budget is so small that not even that is often enough for all.
    """
    polls = pace.polls_a_minute / 60 * (1 - RESERVE)
    weights = [math.pow(max(rate, FLOOR_RATE), EXPONENT) for rate in rates]
    if not weights or math.isinf(polls):
        return pace
    slowest = max(pace.max_seconds, len(weights) / polls)

    def asked(theta: float) -> float:
        return sum(1 / min(max(theta / w, pace.min_seconds), slowest) for w in weights)

    few, many = slowest * max(weights), natural_theta(pace)
    if asked(many) <= polls:
        return replace(pace, theta=many)
    for _ in range(_HALVINGS):
        middle = math.sqrt(few * many)
        few, many = (middle, many) if asked(middle) <= polls else (few, middle)
    return replace(pace, theta=few, max_seconds=slowest)
