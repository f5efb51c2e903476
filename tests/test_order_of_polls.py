"""Feeds are polled in any order: where a question stands is told by when its reports were published. All of it is invented."""

from datetime import timedelta
from itertools import permutations

import pytest

from bot.domain.change import Level
from bot.domain.entry import Entry
from bot.domain.saying import how_many, tally
from bot.store.store import Store
from tests.conftest import NOW
from tests.newsroom_case import HERALD, LONG_TEXT, POST, TIMES, TRIAL, WIRE, Newsroom
from watchers.identify.sightings import Sighting, SightingKind
from watchers.match.matcher import Matcher
from watchers.reading import read
from watchers.record import Read, record_one
from watchers.views import view_of

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


@pytest.mark.parametrize("credit", ["(Merinda Wire) ", ""])
def test_an_original_that_is_polled_after_its_copy_moves_the_item(credit: str) -> None:
    """An agency's verdict was "a copy" of the paper that had it from the agency, and nobody was woken."""
    text = "The verdict came at noon."
    first, last = Newsroom(), Newsroom()
    first.hears(WIRE, YES, page=1, hours=0, summary=text)
    first.hears(HERALD, YES, page=2, hours=0.1, summary=credit + text)
    last.hears(HERALD, YES, page=2, hours=0, summary=credit + text)
    change = last.hears(WIRE, YES, page=1, hours=0.1, summary=text)
    assert change
    assert (change.kind, change.level, change.evidence and change.evidence.copy_of) == ("state", Level.FLASH, "")
    assert [(v.origin, v.outlet) for v in last.verdict.voices] == [(WIRE, WIRE)]
    assert (first.verdict.words, tally(first.verdict)) == (last.verdict.words, tally(last.verdict))
    assert {e.outlet: bool(e.copy_of) for e in last.recent} == {HERALD: True, WIRE: False}
    third = last.hears(POST, YES, page=3, hours=0.2, summary=text)
    assert third
    assert (third.kind, last.verdict.origins) == ("copy", 1)


def test_a_paper_with_a_text_of_its_own_grade_or_better_is_copied_and_takes_no_place() -> None:
    desk = Newsroom()
    desk.hears(TIMES, YES, page=1, hours=0)
    change = desk.hears(HERALD, YES, page=2, hours=0.1)
    assert change
    assert change.evidence
    assert (change.kind, change.evidence.origin) == ("copy", TIMES)


def test_an_original_that_says_less_than_its_copy_takes_nothing_from_it() -> None:
    """One text under two headlines: the agency's only said that there is a verdict."""
    desk = Newsroom()
    desk.hears(HERALD, YES, page=1, hours=0, summary=LONG_TEXT)
    change = desk.hears(WIRE, "Ubel: fraud trial jury back", page=2, hours=0.1, summary=LONG_TEXT)
    assert change
    assert (change.kind, tally(desk.verdict)) == ("copy", {"report:toward": 1})


async def test_what_was_the_copy_is_kept_as_one(store: Store) -> None:
    tx = store.transaction()
    store.stories.put(tx, TRIAL)
    await tx.commit()
    for n, outlet in enumerate((HERALD, WIRE)):
        at = NOW + timedelta(minutes=n)
        entry = Entry(id=f"{n}", title=YES, link=f"https://news.invalid/{n}", outlet=outlet, published=at)
        sighting = Sighting(entry=entry, key=f"entry-{n}", kind=SightingKind.NEW, identities=())
        view, version = await view_of(store, Matcher(TRIAL), source=outlet, now=at)
        reading = read(view, [sighting], now=at)
        told = Read(reading=reading, version=version)
        await record_one(store, told, "http://feeds.invalid/1", now=at, imports=await store.stories.imports())
    kept = {e.outlet: e for e in await store.standings.evidence(TRIAL.slug, since=NOW - timedelta(days=1))}
    assert (kept[HERALD].copy_of, kept[HERALD].origin, kept[WIRE].copy_of) == (kept[WIRE].id, WIRE, "")
