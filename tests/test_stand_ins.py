"""Which names stand for an actor that a headline does not name in full. All headlines are invented."""

import pytest

from bot.domain.entry import Entry
from bot.domain.story import Story
from tests.judging_case import asking
from watchers.match.matcher import Matcher
from watchers.words.names import body_of, country_of

BILL = asking("Does the bill pass?", "bill", "Greek parliament")
RACE = asking("Does Mara Kovel win the election?", "election|race", "Mara Kovel", "Osmo Dolan")


def _named(case: Story, title: str) -> list[str]:
    return [name for m in Matcher(case).match(Entry(id="1", title=title)).matches for name in m.actors]


@pytest.mark.parametrize(
    ("title", "stands"),
    [
        ("Greece backs bill", True),
        ("Greece to pass bill", True),
        ("Greece, at last, passes bill", True),
        ("Greece passes bill of Dolan", True),
        ("Bill passes in Greece", True),
        ("Now Greece Passes Bill", True),
        ("Vote: Greece passes bill", True),
        ("In late vote Greece passes bill", True),
        ("Greek MPs pass bill", True),
        ("Kovel Greece passes bill", False),
        ("Greece strike hits bill", False),
        ("Greece schools shut over bill", False),
        ("Greek strikes hit bill", False),
        ("Greek farmers fight bill", False),
    ],
)
def test_a_country_stands_for_its_parliament_where_it_is_no_part_of_another_name(title: str, *, stands: bool) -> None:
    assert _named(BILL, title) == ["Greek parliament"] * stands


@pytest.mark.parametrize(
    ("title", "stands"),
    [
        ("Mara wins race", True),
        ("Mara Wins Race", True),
        ("Mara finally wins race", True),
        ("Mara, at last, enters race", True),
        ("Mara's race for mayor", True),
        ("Election won by Mara", True),
        ("Vote forces Mara out of election", True),
        ("Party Backs Mara in Election", True),
        ("PM Mara enters race", True),
        ("Ana Mara enters race", False),
        ("Mara Marsh wins race", False),
        ("Mara farmers shun race", False),
    ],
)
def test_a_first_name_stands_for_its_person_where_it_is_nobody_else_s(title: str, *, stands: bool) -> None:
    assert _named(RACE, title) == ["Mara Kovel"] * stands


@pytest.mark.parametrize(
    ("name", "body", "country"),
    [
        ("US Senate", "Senate", {"United States", "US", "U.S.", "USA"}),
        ("United Kingdom Supreme Court", "Supreme Court", {"United Kingdom", "UK", "U.K."}),
        ("Greece's Senate", "Senate", {"Greece", "Greek", "Greeks"}),
        ("Greek parliament", "", {"Greece", "Greek", "Greeks"}),
        ("South Korean Supreme Court", "Supreme Court", {"South Korea", "South Korean", "South Koreans"}),
        ("Mexican Supreme Court", "Supreme Court", {"Mexico", "Mexican", "Mexicans"}),
        ("United Kingdom", "", set()),
        ("Greek Airlines", "", set()),
        ("Norvex Senate", "", set()),
    ],
)
def test_a_body_of_a_state_is_known_by_its_countrys_own_names(name: str, body: str, country: set[str]) -> None:
    """Neither by its capital nor by what else it is called: a "South Korean" court had only "South Korea"."""
    assert (body_of(name), set(country_of(name))) == (body, country)
