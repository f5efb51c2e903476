"""Who gets an office, a title or a government that only one can get. All headlines are invented."""

from dataclasses import replace

import pytest

from bot.domain.evidence import Phase
from bot.domain.story import Actor, Story, WatchItem
from tests.judging_case import asking, phase

PREMIER = asking("Dolan becomes prime minister of Auria", "prime-minister|PM", "Dolan", "Reform Party", "Auria")
CABINET = asking("Dolan forms a government in Auria", "government|cabinet", "Dolan", "Auria")


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Vara defeats Dolan in leadership race to become PM", Phase.CANCELLED),
        ("Vara could defeat Dolan in race to become PM", Phase.DENIED),
        ("Dolan concedes as Vara wins in a landslide", Phase.CANCELLED),
        ("Dolan concedes to Vara", Phase.CANCELLED),
        ("Aurian parliament, Auria's lower house, selects Ana Vara of the Reform Party as PM", Phase.CANCELLED),
        ("Auria: Ana Vara sworn in as prime minister", Phase.CANCELLED),
        ("Hardliner becomes PM of Auria", Phase.HEDGED),
    ],
)
def test_what_another_gets_the_one_asked_about_does_not(title: str, expected: Phase) -> None:
    """Each of these was a yes, or nothing: the winner was not looked at where the story file does not list them."""
    assert phase(PREMIER, title) is expected


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Dolan wins historic vote to become Auria's first female prime minister", Phase.HAPPENED),
        ("Dolan wins party vote, set to become prime minister", Phase.PLANNED),
        ("Bundestag elects Dolan as PM in second vote", Phase.HAPPENED),
        ("Wins prime minister vote in Auria: Dolan over his rival", Phase.HAPPENED),
        ("Dolan wins assembly poll, becomes prime minister", Phase.HAPPENED),
        ("Poll: Dolan wins prime minister race", Phase.HEDGED),
        ("Dolan wins first round of leadership vote", Phase.HEDGED),
    ],
)
def test_a_win_brings_the_office_and_a_step_does_not(title: str, expected: Phase) -> None:
    """A win "to become" it was yet to come, and a first round was the office."""
    assert phase(PREMIER, title) is expected


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Dolan tops second round of voting", Phase.HEDGED),
        ("Dolan and Vara face run-off", Phase.HEDGED),
        ("Dolan trails Vara by 24 points, poll reveals", Phase.DENIED),
        ("Ana Vara quits leadership battle leaving path clear for Dolan", Phase.HEDGED),
        ("Dolan quits leadership race", Phase.CANCELLED),
        ("Dolan drops out", Phase.CANCELLED),
    ],
)
def test_how_a_contender_fares_is_heard_without_the_office_being_named(title: str, expected: Phase) -> None:
    assert phase(PREMIER, title) is expected


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Dolan officially tasked with forming a new government", Phase.HEDGED),
        ("Dolan's new government sworn in", Phase.HAPPENED),
        ("Auria's Dolan forms a government after weeks of talks", Phase.HAPPENED),
        ("Dolan quits after failing to form a government", Phase.CANCELLED),
        ("Dolan withdraws candidacy, Auria without government", Phase.CANCELLED),
    ],
)
def test_who_is_asked_to_form_a_government_has_not_formed_one(title: str, expected: Phase) -> None:
    """An appointment answered a question for a government, which has a kind of its own now."""
    assert phase(CABINET, title) is expected


RACE = Story(
    slug="invented",
    title="Invented",
    actors=(
        Actor(name="Ilsa Torvane", aliases=("Torvane",), kind="person"),
        Actor(name="Bram Kessel", aliases=("Kessel",), kind="person"),
        Actor(name="Reform Alliance", kind="organization"),
        Actor(name="Union Party", kind="Organisation"),
    ),
    watch_items=(
        WatchItem(id="beat", question="Does Torvane beat Kessel in the election?", anchors="election|vote"),
        WatchItem(id="win", question="Does the Reform Alliance win the election?", anchors="election|vote"),
        WatchItem(id="pm", question="Will Ilsa Torvane be the next prime minister?", anchors="prime minister|election"),
        WatchItem(id="coalition", question="Is a coalition government formed?", anchors="coalition|government|cabinet"),
    ),
)


@pytest.mark.parametrize(
    ("item", "title", "expected"),
    [
        ("beat", "Kessel concedes defeat to Torvane", Phase.HAPPENED),
        ("beat", "Kessel defeated in election", Phase.HAPPENED),
        ("beat", "Torvane defeated Kessel in election", Phase.HAPPENED),
        ("beat", "Kessel quits as premier after election defeat by Torvane", Phase.NONE),
        ("beat", "Torvane loses popular vote but wins election over Kessel", Phase.NONE),
        ("beat", "Exit poll: Torvane beats Kessel in election", Phase.HEDGED),
        ("pm", "Vara sworn in for third term as prime minister, defeating Torvane", Phase.CANCELLED),
        ("win", "Reform Alliance comes second as Union Party wins election", Phase.CANCELLED),
        ("win", "Union Party wins election", Phase.CANCELLED),
        ("pm", "Kessel concedes defeat in election", Phase.HEDGED),
        ("pm", "Torvane sworn in as member of parliament after election", Phase.NONE),
        ("pm", "Torvane, who lost the last election, launches new campaign", Phase.NONE),
        ("coalition", "Torvane sworn in as prime minister, cabinet to follow", Phase.NONE),
        ("pm", "Kessel drops out of race for prime minister and backs Torvane", Phase.HEDGED),
    ],
)
def test_who_yields_to_whom_and_which_office_it_is_decide(item: str, title: str, expected: Phase) -> None:
    """Most of these were read the other way round, as somebody found who followed an election with two parties in it."""
    only = next(w for w in RACE.watch_items if w.id == item)
    assert phase(replace(RACE, watch_items=(only,)), title) is expected


MAYOR = asking("Does Osmo Dolan become mayor of Kesh?", "mayor|election", "Osmo Dolan", "Mara Kovel", "Kesh")
UNITY = asking("Does Unity win the election in Auria?", "election", "Unity", "Auria")
PARTY = asking("Does Dolan's party win the election?", "election", "Osmo Dolan", "Unity")
AGAIN = asking("Is Petra Dolan re-elected as president of Auria?", "election", "Petra Dolan", "Auria")
COALITION = asking("Is a coalition government formed in Auria?", "coalition")


@pytest.mark.parametrize(
    ("case", "title", "expected"),
    [
        (MAYOR, "Kesh mayor drops his bid for election", Phase.NONE),
        (MAYOR, "Kesh elects mayor", Phase.HEDGED),
        (MAYOR, "Kesh elects Dolan mayor", Phase.HAPPENED),
        (AGAIN, "Auria president re-elected in landslide", Phase.HAPPENED),
        (UNITY, "Auria election called off", Phase.CANCELLED),
        (PARTY, "Unity withdraws from election", Phase.CANCELLED),
        (COALITION, "Coalition government formed in Auria", Phase.HAPPENED),
    ],
)
def test_where_a_person_is_asked_about_that_one_must_be_named(case: Story, title: str, expected: Phase) -> None:
    """A town that elected whomever answered whether Dolan becomes its mayor; it may be him, so it is a sign."""
    assert phase(case, title) is expected


OUSTED = asking(
    "Whether Ana Vara's Unity party ousts Premier Erik Dolan in Auria's election",
    "Auria-election|Dolan|Unity",
    "Ana Vara",
    "Erik Dolan",
)


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Dolan concedes defeat as Vara heads for majority", Phase.HAPPENED),
        ("Dolan loses Auria election", Phase.HAPPENED),
        ("Vara's Unity wins landslide in Auria election, ousting Dolan", Phase.HAPPENED),
        ("Dolan wins Auria election", Phase.CANCELLED),
        ("Unity leads Dolan's party, poll shows", Phase.HEDGED),
    ],
)
def test_who_ousts_somebody_in_an_election_is_asked_to_win_it(title: str, expected: Phase) -> None:
    """It was asked as a resignation, which nobody reports of an election."""
    assert phase(OUSTED, title) is expected
