"""Where a clause ends, where something only stands, and what falls: each was read the wrong way. All headlines are invented."""

import pytest

from tests.evaluate import watch

PIPE = ("Will oil flow again through the Kestra pipeline to Norland?", ["Norland", "Auria"], ["pipeline", "oil"])
LOAN = ("Will Auria approve the loan to Norland?", ["Auria", "Norland"], ["loan"])
CABINET = ("Will Norland's government fall?", ["Norland", "Dolan"], ["government", "coalition"])
POWER = ("Will Dolan lose power in the election?", ["Dolan", "Norland"], ["election", "power", "vote"])


def read(asked: tuple[str, list[str], list[str]], title: str) -> str:
    question, actors, phrases = asked
    item = {"id": "i", "question": question, "actors": actors, "phrases": phrases, "polarity": "happens"}
    (answer,) = watch([{"id": "1", "watch": item, "title": title, "summary": ""}])
    return str(answer["phase"])


@pytest.fixture(autouse=True)
def by_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WATCHDESK_SEMANTIC", "off")


@pytest.mark.parametrize(
    ("title", "phase"),
    [
        ("Oil flow to Norland resumed early on Thursday", "happened"),
        ("Auria's oil to Norland resumes flowing through pipeline", "happened"),
        ("Auria to resume oil flow to Norland", "signal_up"),
    ],
)
def test_a_to_that_says_where_to_makes_nothing_yet_to_come(title: str, phase: str) -> None:
    assert read(PIPE, title) == phase


@pytest.mark.parametrize(
    ("title", "phase"),
    [
        ("Explosives found near pipeline to Norland", "none"),
        ("Troops fought near Norland oil pipeline", "none"),
        ("Oil pipeline to Norland near reopening", "signal_up"),
    ],
)
def test_a_near_that_says_where_hopes_for_nothing(title: str, phase: str) -> None:
    assert read(PIPE, title) == phase


@pytest.mark.parametrize(
    "title", ["If Norland agrees, Auria approves loan", "Unless Norland yields, Auria approves no loan"]
)
def test_what_hangs_on_a_condition_that_leads_in_has_not_happened(title: str) -> None:
    assert read(LOAN, title) != "happened"


def test_a_doubt_in_the_clause_that_leads_in_is_over() -> None:
    assert read(LOAN, "After being held up for months, Norland set to get Auria loan") == "signal_up"
    assert read(LOAN, "Norland loan held up by Auria") == "signal_down"


@pytest.mark.parametrize(
    ("title", "phase"),
    [
        ("Norland government collapses after budget row", "happened"),
        ("Norland's coalition falls apart", "happened"),
        ("Norland government survives confidence vote", "signal_down"),
    ],
)
def test_a_government_that_collapses_falls(title: str, phase: str) -> None:
    """It had no kind of event of its own, and a collapse ruled out whatever was asked."""
    assert read(CABINET, title) == phase


def test_who_is_swept_away_wins_nothing() -> None:
    assert read(POWER, "Dolan era swept away by landslide in Norland election") == "happened"


CHIEF = ("Will Mara Dolan leave the bank over the Kestra account row?", ["Mara Dolan", "Dolan"], ["Kestra-row", "bank"])
LAUNCH = ("Will the Kestra rocket lift off?", ["Kestra"], ["lift-off", "rocket"])
BAIL = ("Will Dolan be released on bail?", ["Dolan"], ["bail"])
RESCUE = ("Will the trapped Kestra miners be rescued?", ["Kestra"], ["miners", "rescue"])
DEATH = ("Will Dolan be executed?", ["Dolan"], ["execution", "appeals", "killing"])


@pytest.mark.parametrize(
    ("asked", "title", "phase"),
    [
        (CHIEF, "Bank chief Mara Dolan quits over Kestra row", "happened"),
        (LAUNCH, "On third try, Kestra rocket lifts off", "happened"),
        (LAUNCH, "Kestra rocket to try to lift off on Sunday", "signal_up"),
        (BAIL, "Dolan granted bail over crash", "happened"),
        (RESCUE, "Kestra miners rescue to begin on Tuesday", "none"),
        (DEATH, "Dolan formally charged with the killing of villagers", "none"),
        (DEATH, "Appeals court confirms death penalty for Dolan", "none"),
        (DEATH, "Dolan executed", "happened"),
    ],
)
def test_reasons_tries_charges_and_things_to_come(
    asked: tuple[str, list[str], list[str]], title: str, phase: str
) -> None:
    """Why she quits, how often it was tried, what he is charged with, what is to begin: each decided for the event."""
    assert read(asked, title) == phase


PACT = ("Will Auria and Norland reach a trade deal?", ["Auria", "Norland"], ["deal", "talks"])
LEADER = (
    "Will Mara Dolan step down as president of Auria?",
    ["Mara Dolan", "Auria", "Aurian"],
    ["steps down", "resigns"],
)
VISIT = ("Will Auria and Norland resume peace talks?", ["Auria", "Norland"], ["talks", "visit"])


@pytest.mark.parametrize(
    ("asked", "title", "phase"),
    [
        (PACT, "Auria-Norland trade talks conclude without a deal", "signal_down"),
        (PACT, "Auria and Norland conclude trade deal", "happened"),
        (PACT, "Amid signs of deal, envoys head to Auria", "signal_up"),
        (LEADER, "Aurian prime minister steps down", "none"),
        (LEADER, "Senior Aurian minister resigns", "none"),
        (LEADER, "Auria's president steps down", "happened"),
        (LEADER, "Mara Dolan resigns", "happened"),
        (VISIT, "Auria postpones visit to Norland", "signal_down"),
        (RESCUE, "Storm delays rescue of Kestra miners", "signal_down"),
    ],
)
def test_talks_other_offices_and_what_is_put_off(
    asked: tuple[str, list[str], list[str]], title: str, phase: str
) -> None:
    """Each was an outcome: the talks' conclusion, another's office, the rescue that is delayed."""
    assert read(asked, title) == phase


ORBIT = ("Does the Kestra rocket reach orbit?", ["Kestra"], ["orbit", "rocket"])
TAKEOVER = ("Will Norvex buy Belmont Steel?", ["Norvex", "Belmont Steel"], ["takeover", "buy"])
FRAUD = ("Does Mara Dolan resign?", ["Mara Dolan", "Dolan"], ["resign", "resigns"])
SUMMIT = ("Will the Auria summit bring a joint statement?", ["Auria"], ["joint statement", "summit"])


@pytest.mark.parametrize(
    ("asked", "title", "outcome"),
    [
        (ORBIT, "Kestra rocket fails on second attempt to reach orbit", False),
        (TAKEOVER, "Norvex makes third attempt to buy Belmont Steel", False),
        (FRAUD, "Dolan accused of fraud resigns", True),
        (PACT, "Auria-Norland talks seal trade deal", True),
        (SUMMIT, "Auria summit ends without joint statement", False),
    ],
)
def test_attempts_accusations_talks_and_without(
    asked: tuple[str, list[str], list[str]], title: str, outcome: bool
) -> None:
    assert (read(asked, title) == "happened") is outcome


def test_a_panel_that_declines_rules_nothing_out() -> None:
    drug = ("Will the Kestra agency approve the drug?", ["Kestra"], ["drug"])
    assert read(drug, "Kestra panel declines to endorse drug") == "signal_down"
