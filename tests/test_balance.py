"""An item stands where the voices put it: the latest count most, weak ones little, and it takes more to turn than to stay."""

from datetime import timedelta

import pytest

from bot.domain.balance import HALVED, Balance, balance, stood
from bot.domain.standing import Voice, WatchState
from bot.domain.story import Direction, Weight
from tests.conftest import NOW


def voice(side: str, weight: Weight = Weight.STRONG, *, days: float = 0, origin: str = "") -> Voice:
    """One origin's word, so many days before now."""
    name = origin or f"{side}-{weight}-{days}"
    return Voice(origin=name, side=side, outlet=name, evidence=name, link="", at=NOW - days * HALVED, weight=weight)


def test_a_word_counts_half_after_a_day() -> None:
    found = balance([voice("toward", days=1), voice("away")], at=NOW)
    assert (found.toward, found.away) == (1.0, 2.0)


def test_what_was_published_later_counts_in_full() -> None:
    """Feeds are polled in any order: a strong report a minute older than a weak one used to move nothing."""
    assert balance([voice("toward")], at=NOW - HALVED).toward == 2.0
    assert balance([voice("toward", days=1), voice("away", Weight.WATCH)], at=NOW - HALVED).toward == 2.0


def test_a_voice_with_both_sides_counts_on_both() -> None:
    found = balance([voice("both")], at=NOW)
    assert (found.toward, found.away, found.minority) == (2.0, 2.0, 0.5)


def test_nobody_heard_is_no_balance_and_moves_nothing() -> None:
    assert balance([], at=NOW).stands(WatchState.WATCHING, "") == (WatchState.WATCHING, "")


@pytest.mark.parametrize("many", [1, 7])
def test_weak_signs_alone_move_nothing_until_many_agree(many: int) -> None:
    weak = [voice("toward", Weight.WATCH, origin=f"o{n}") for n in range(many)]
    assert balance(weak, at=NOW).stands(WatchState.WATCHING, "") == (WatchState.WATCHING, "")
    eight = [voice("toward", Weight.WATCH, origin=f"o{n}") for n in range(8)]
    assert balance(eight, at=NOW).stands(WatchState.WATCHING, "") == (WatchState.SIGNAL, Direction.TOWARD)


def test_weak_signs_do_not_contest_a_strong_one() -> None:
    heard = [voice("toward"), voice("away", Weight.WATCH)]
    assert balance(heard, at=NOW).stands(WatchState.SIGNAL, "toward") == (WatchState.SIGNAL, "toward")


@pytest.mark.parametrize(
    ("toward", "away", "before", "after"),
    [
        (2, 2, ("signal", "toward"), ("contested", "")),
        (4, 2, ("signal", "toward"), ("contested", "")),
        (5, 2, ("signal", "toward"), ("signal", "toward")),
        (5, 2, ("contested", ""), ("contested", "")),
        (7, 2, ("contested", ""), ("signal", "toward")),
        (2, 7, ("signal", "toward"), ("signal", "away")),
        (5, 2, ("watching", ""), ("signal", "toward")),
        (2, 0, ("stalled", ""), ("signal", "toward")),
        (2, 0, ("developing", ""), ("developing", "")),
        (2, 2, ("developing", ""), ("contested", "")),
    ],
)
def test_it_takes_more_to_turn_than_to_stay(
    toward: float, away: float, before: tuple[str, str], after: tuple[str, str]
) -> None:
    assert Balance(toward=toward, away=away).stands(*before) == after


def test_old_voices_fade_and_never_go_under() -> None:
    ages = [timedelta(days=d) for d in (0, 1, 400)]
    heard = [voice("away", days=age / HALVED) for age in ages]
    assert 3.0 <= balance(heard, at=NOW).away < 3.001


def test_what_stood_when_its_voices_spoke_stands_though_they_have_faded() -> None:
    heard = [voice("toward", days=9), voice("toward", Weight.WATCH, days=2), voice("away", Weight.WATCH)]
    assert stood(heard) == (WatchState.SIGNAL, Direction.TOWARD)
    assert stood([]) == (WatchState.WATCHING, "")
    assert stood([voice("toward", days=1), voice("away", days=1)]) == (WatchState.CONTESTED, "")


def test_where_an_item_stands_is_what_each_voice_in_turn_made_of_it() -> None:
    """Worked out in one pass: with a thousand voices it took a second, and four thousand thirteen."""
    sides, weights = ("toward", "away", "both"), tuple(Weight)
    heard = [voice(sides[n % 3], weights[n % len(weights)], days=n * 0.37 % 9, origin=str(n)) for n in range(60)]
    heard.sort(key=lambda v: v.at)
    value, lean = str(WatchState.WATCHING), ""
    for count, one in enumerate(heard, start=1):
        value, lean = balance(heard[:count], at=one.at).stands(value, lean)
    assert stood(reversed(heard)) == (value, lean)
