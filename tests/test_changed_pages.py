"""What a page said under an earlier headline counts for nothing new once it says something else. All of it is invented."""

import pytest

from bot.domain.change import ChangeKind, Level
from bot.domain.saying import tally
from bot.domain.standing import WatchState
from tests.newsroom_case import HERALD, POST, TIMES, WIRE, Newsroom


@pytest.mark.parametrize(
    ("first", "then", "pointed"),
    [
        ("Ubel convicted of fraud", "Jury in Ubel fraud trial still deliberating", "yes"),
        ("Ubel acquitted of fraud", "Ubel fraud trial: prosecutors rest case", "no"),
    ],
)
def test_a_signal_falls_with_the_headline_it_rested_on(first: str, then: str, pointed: str) -> None:
    """ "Signal, pointing to yes" stood in the channel over a headline that nobody had any more."""
    desk = Newsroom()
    desk.hears(HERALD, first, page=1, hours=0)
    change = desk.hears(HERALD, then, page=1, hours=1)
    assert change
    assert (change.before.value, change.after.value, change.after.lean) == ("signal", "watching", "")
    assert (change.kind, change.level) == (ChangeKind.STATE, Level.URGENT)
    assert change.why == f"Coast Herald no longer reports what pointed to {pointed}: its headline has changed"


def test_a_signal_stands_where_somebody_else_points_that_way() -> None:
    desk = Newsroom()
    desk.hears(HERALD, "Ubel convicted of fraud", page=1, hours=0)
    desk.hears(POST, "Ubel pleads guilty to fraud, court told", page=2, hours=0.5)
    change = desk.hears(HERALD, "Jury in Ubel fraud trial still deliberating", page=1, hours=1)
    assert change
    assert (change.after.lean, change.level) == ("toward", Level.ROUTINE)


def test_a_contest_ends_when_one_side_has_another_headline_however_old_the_other_is() -> None:
    """Two days later the report that was left weighed too little to end a contest with nobody."""
    desk = Newsroom()
    desk.hears(HERALD, "Ubel convicted of fraud", page=1, hours=0)
    desk.hears(POST, "Ubel acquitted of fraud", page=2, hours=1)
    assert desk.verdict.value == WatchState.CONTESTED
    change = desk.hears(POST, "Ubel fraud trial: jury sent home", page=2, hours=60)
    assert change
    assert (change.after.value, change.after.lean) == ("signal", "toward")


def test_a_page_that_comes_to_carry_anothers_report_no_longer_says_what_it_said() -> None:
    """It went on as "1 reports no" beside the proposal that its own new headline spoke for."""
    desk = Newsroom()
    desk.hears(TIMES, "Ubel convicted of fraud", page=1, hours=0)
    desk.hears(HERALD, "Ubel acquitted of fraud", page=2, hours=1)
    assert desk.verdict.value == WatchState.CONTESTED
    change = desk.hears(HERALD, "Ubel convicted of fraud", page=2, hours=2)
    assert change
    assert (change.after.value, change.after.lean, tally(change.after)) == ("signal", "toward", {"report:toward": 1})
    assert change.why == "Coast Herald no longer reports what pointed to no: its headline has changed"


def test_a_copy_whose_headline_says_the_contrary_is_a_copy_no_more() -> None:
    """It kept the text below, so "fraud verdict quashed" was told as a copy of the conviction."""
    text = (
        "The decision came at noon on Sunday in the great hall of Tarvos, staff said, after nine days of talks among "
        "twelve men and women who had listened to eighty witnesses since the spring, three of them from abroad and one "
        "of them her brother. She sat still, looked at the floor and left by the back door with two of her lawyers."
    )
    desk = Newsroom()
    desk.hears(WIRE, "Ubel convicted of fraud", page=1, hours=0, summary=text)
    copy = desk.hears(TIMES, "Ubel convicted of fraud", page=2, hours=1, summary=text)
    assert copy
    assert copy.kind is ChangeKind.COPY
    change = desk.hears(TIMES, "Ubel acquitted of fraud", page=2, hours=2, summary=text)
    assert change
    assert change.evidence
    assert (change.evidence.copy_of, change.evidence.origin) == ("", TIMES)
