"""One page may hold many entries, as live pages and change logs do: each is read. All headlines are invented."""

from datetime import timedelta

import pytest

from bot.domain.entry import Entry, Seen
from bot.domain.evidence import Evidence
from bot.domain.missed import Missed
from bot.domain.standing import first_standing
from bot.domain.story import Actor, Direction, Grade, Signal, Source, Story, WatchItem, Weight
from bot.store.standings import targets
from tests.conftest import NOW
from watchers.beforehand import View
from watchers.fold.copies import copied
from watchers.fold.tellings import telling
from watchers.identify.sightings import identify
from watchers.match.matcher import Matcher
from watchers.reading import read
from watchers.record import sights

SIGNED = Signal(words="contract signed", direction=Direction.TOWARD, weight=Weight.DECISIVE)
ITEM = WatchItem(
    id="c", question="Is the contract signed?", anchors="contract|deal", actors=("Avalon",), signals=(SIGNED,)
)
STORY = Story(
    slug="h",
    title="The harbour",
    actors=(Actor(name="Avalon"),),
    sources=(Source(name="Wire", grade=Grade.A),),
    watch_items=(ITEM,),
)
HOPES, SIGNS = "Avalon hopes for contract by Friday", "Avalon has signed contract, mayor announces"


def decisions(*polls: tuple[Entry, ...], one_feed: bool = True) -> list[str]:
    """What each new entry came to, poll after poll of one feed, or of a feed each."""
    standings = {t: first_standing(STORY, t, at=NOW - timedelta(days=1)) for t in targets(STORY)}
    known: dict[str, Seen] = {}
    recent: list[Evidence] = []
    told: list[str] = []
    for entries in polls:
        sightings = identify(entries, known, now=NOW)
        view = View(matcher=Matcher(STORY), standings=standings, source="Wire", recent=tuple(recent))
        reading = read(view, sightings, now=NOW)
        known = {**known, **sights(sightings, now=NOW)} if one_feed else {}
        standings |= reading.standings
        recent += reading.evidence
        told += [d.decision for d in reading.decided]
    return told


def entry(guid: str, title: str, link: str, hours: int) -> Entry:
    return Entry(id=guid, title=title, link=link, published=NOW - timedelta(hours=hours))


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("https://ex.org/a", "https://ex.org/b"),
        ("https://ex.org/live", "https://ex.org/live"),
        ("https://ex.org/live#p1", "https://ex.org/live#p2"),
        ("https://ex.org/", "https://ex.org/"),
        ("ex.org", "ex.org"),
    ],
)
@pytest.mark.parametrize("together", [True, False])
def test_what_stands_on_one_page_is_read_entry_by_entry(first: str, second: str, together: bool) -> None:
    """The signing was called read before: "another feed brought this very article"."""
    one, other = entry("guid-alpha-1", HOPES, first, 2), entry("guid-beta-2", SIGNS, second, 1)
    told = decisions((one, other)) if together else decisions((one,), (one, other))
    assert [d for d in told if Missed.READ_BEFORE in d] == []
    assert told[-1] == "watch:c state"


def test_one_article_in_two_feeds_is_read_once() -> None:
    world, europe = (entry(guid, SIGNS, "https://ex.org/a", 1) for guid in ("guid-world-1", "guid-europe-1"))
    assert decisions((world,), (europe,), one_feed=False) == ["watch:c state", Missed.READ_BEFORE]


@pytest.mark.parametrize(
    ("link", "outlets", "why"),
    [
        ("https://ex.org/a", ("A", "B"), "the same link"),
        ("https://ex.org/live", ("A", "A"), ""),
        ("https://ex.org/", ("A", "B"), ""),
        ("https://ex.org/a#xtor=RSS-3", ("A", "B"), "the same link"),
        ("ex.org", ("A", "B"), ""),
    ],
)
def test_a_shared_link_makes_a_copy_only_where_it_names_one_article(
    link: str, outlets: tuple[str, str], why: str
) -> None:
    one, other = (
        telling(title=title, summary="", link=link, outlet=outlet, at=NOW)
        for title, outlet in zip((HOPES, SIGNS), outlets, strict=True)
    )
    assert copied(other, one) == why
