"""All feeds together take no more polls than they may, however many they are and however busy."""

import heapq
import math
import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.feedstate import FeedState
from watchers.pace.budget import RESERVE, within_budget
from watchers.pace.cadence import FLOOR_RATE, Pace, after_success, interval

NOW = datetime(2026, 5, 8, 6, 0, tzinfo=UTC)
PACE = Pace(min_seconds=120, max_seconds=3600)


def rates_of(count: int, *, seed: int = 1) -> list[float]:
    """Entries a day as news feeds have them: most a few, some hundreds."""
    dice = random.Random(seed)
    return [max(dice.lognormvariate(math.log(12), 1.6), FLOOR_RATE) for _ in range(count)]


def asked(pace: Pace, rates: Sequence[float]) -> float:
    """Polls a minute."""
    return sum(60 / interval(rate, pace).total_seconds() for rate in rates)


@pytest.mark.parametrize("count", [10, 100, 1000])
@pytest.mark.parametrize("budget", [0.05, 2, 30, 240])
@pytest.mark.parametrize("seed", [1, 2])
def test_a_budget_holds_for_any_number_of_feeds_and_is_used_where_it_binds(
    count: int, budget: float, seed: int
) -> None:
    rates = rates_of(count, seed=seed)
    shared = within_budget(replace(PACE, polls_a_minute=budget), rates)
    most = budget * (1 - RESERVE)
    assert asked(shared, rates) <= most * 1.001
    if asked(PACE, rates) > most:
        assert asked(shared, rates) >= most * 0.99, "none of it is left unused"
    else:
        assert [interval(r, shared) for r in rates] == [interval(r, PACE) for r in rates]


def test_the_slowest_poll_gives_way_only_to_a_budget_too_small_for_it() -> None:
    rates = rates_of(100)
    assert within_budget(replace(PACE, polls_a_minute=3), rates).max_seconds == 3600
    assert within_budget(replace(PACE, polls_a_minute=1), rates).max_seconds == pytest.approx(100 * 60 / 0.9)


def test_no_feeds_and_no_budget_change_nothing() -> None:
    assert within_budget(PACE, rates_of(3)) == PACE
    assert within_budget(replace(PACE, polls_a_minute=3), []).theta is None


@pytest.mark.parametrize("count", [10, 100, 1000])
def test_the_budget_holds_while_rates_are_learned(count: int) -> None:
    """Six hours of polls as they are scheduled, from feeds that nothing is known of."""
    budget, dice = 20, random.Random(count)
    pace = replace(PACE, polls_a_minute=budget, jitter=dice.random)
    true = rates_of(count)
    states = [FeedState(url=f"https://feeds.example/{n}", baseline_at=NOW, ok_at=NOW) for n in range(count)]
    queue = [(NOW + timedelta(hours=n / count), n) for n in range(count)]
    polls: list[datetime] = []
    shared, minute = within_budget(pace, [s.rate for s in states]), NOW
    while queue[0][0] < NOW + timedelta(hours=6):
        now, n = heapq.heappop(queue)
        if now - minute >= timedelta(minutes=1):
            shared, minute = within_budget(pace, [s.rate for s in states]), now
        new = sum(
            dice.random() < true[n] / 1440 for _ in range(int((now - (states[n].ok_at or now)).total_seconds() / 60))
        )
        states[n] = after_success(states[n], document_title="", new_entries=new, entries=9, now=now, pace=shared)
        assert states[n].due_at
        heapq.heappush(queue, (states[n].due_at or now, n))
        polls.append(now)
    for hour in range(1, 6):
        start = NOW + timedelta(hours=hour)
        of_this_hour = sum(start <= at < start + timedelta(hours=1) for at in polls)
        assert of_this_hour <= budget * 60
        assert count < 1000 or of_this_hour >= budget * 60 * 0.8
