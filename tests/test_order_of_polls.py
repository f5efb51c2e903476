"""Feeds are polled in any order: where a question stands is told by when its reports were published. All of it is invented."""

from itertools import permutations

import pytest

from bot.domain.saying import how_many, tally
from tests.newsroom_case import HERALD, POST, TIMES, WIRE, Newsroom

YES, NO = "Ubel convicted of fraud", "Ubel acquitted of fraud"
DENIES = "Court denies Ubel fraud verdict has been reached"


@pytest.mark.parametrize(
    ("reports", "stands", "says"),
    [
        (
            ((TIMES, DENIES, 5), (WIRE, YES, 10)),
            "proposed: yes",
            "1 origin reports yes, earlier 1 pointed to no",
        ),
        (
            ((TIMES, DENIES, 5), (HERALD, YES, 8), (POST, "Jury finds Ines Ubel guilty of fraud", 10)),
            "proposed: yes",
            "2 origins report yes, earlier 1 pointed to no",
        ),
        (((WIRE, YES, 5), (TIMES, DENIES, 10)), "contested", "1 origin reports yes, 1 points to no"),
        (((WIRE, YES, 10), (TIMES, NO, 10.5)), "proposed: no", "1 origin reports no, earlier 1 reported yes"),
        (((TIMES, NO, 10), (WIRE, YES, 10.5)), "proposed: yes", "1 origin reports yes, earlier 1 reported no"),
        (
            ((TIMES, YES, 2), (HERALD, NO, 8), (POST, "Jury finds Ines Ubel guilty of fraud", 10)),
            "contested",
            "2 origins report yes, 1 reports no",
        ),
    ],
    ids=["denied before", "denied before two", "denied since", "the later no", "the later yes", "denied between"],
)
def test_where_it_stands_is_the_same_in_whatever_order_the_reports_are_read(
    reports: tuple[tuple[str, str, float], ...], stands: str, says: str
) -> None:
    """A denial of five hours before the verdict, from a slow feed, took Confirm away."""
    for order in permutations(enumerate(reports)):
        desk = Newsroom()
        for n, (page, (outlet, title, published)) in enumerate(order):
            desk.hears(outlet, title, page=page, hours=11 + n / 10, published=published)
        assert (desk.verdict.words, how_many(tally(desk.verdict))) == (stands, says), order
