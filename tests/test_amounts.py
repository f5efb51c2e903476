"""A question that sets an amount is answered by the report's own numbers. All headlines are invented."""

import pytest

from bot.domain.entry import Entry
from bot.domain.evidence import Judgement, Phase
from bot.domain.story import Actor, Direction, Signal, Story, WatchItem, Weight
from watchers.judge.amounts import amounts_in, asked_for
from watchers.judge.judgements import judge
from watchers.judge.measured import measure_of
from watchers.match.matcher import Matcher
from watchers.model import extra
from watchers.model.reader import Reader, load_reader

SEATS = WatchItem(
    id="seats", question="Does Erik Dolan win at least 50 seats?", anchors="seats|election", actors=("Erik Dolan",)
)


def judged(title: str, summary: str = "", item: WatchItem = SEATS, reader: Reader | None = None) -> Judgement:
    actors = (Actor(name="Erik Dolan", aliases=("Dolan",)), Actor(name="Auria"))
    story = Story(slug="s", title="S", actors=actors, watch_items=(item,))
    (found,) = judge(Matcher(story).match(Entry(id="e", title=title, summary=summary)), story, reader)
    return found


@pytest.mark.parametrize(
    ("question", "low", "high", "told"),
    [
        ("Does Dolan get at least 50 seats?", 50, 50, "at least 50 seats"),
        ("Does Dolan get 50 or more seats?", 50, 50, "50 or more seats"),
        ("Will no fewer than ten countries ratify?", 10, 10, "no fewer than ten countries"),
        ("Will oil end the year above $80?", 80.01, 90, "above $80"),
        ("Will oil end the year above rather than below $80?", 80.01, 90, "above $80"),
        ("Will Norvex be worth more than $3 trillion?", 3.1e12, 4e12, "more than $3 trillion"),
        ("Will half a million or more people march?", 5e5, 6e5, "half a million or more people"),
        ("Will inflation fall below 2 per cent?", 0, 1.9, "below 2 per cent"),
        ("Will fewer than 100 asylum seekers be sent?", 0, 99, "fewer than 100 asylum seekers"),
        ("Will Auria raise rates by half a point?", 0.5, 0.5, "by half a point"),
        ("Will Auria raise rates by 0.25%?", 0.25, 0.25, "by 0.25%"),
        ("Does Olin get more than ten years?", 10.1, 12, "more than ten years"),
        ("Will Norvex offer at least 640 pence a share?", 640, 650, "at least 640 pence"),
        ("Will Norvex offer at least 640p a share?", 640, 650, "at least 640p"),
        ("Does the death toll reach at least 100?", 100, 120, "at least 100"),
        ("Does the toll rise above 100?", 101, 120, "above 100"),
        ("Does the toll pass 100?", 101, 120, "pass 100"),
    ],
)
def test_a_bar_is_read(question: str, low: float, high: float, told: str) -> None:
    asked = asked_for(question)
    assert asked
    assert asked.low <= low <= high <= asked.high
    assert asked.text == told


@pytest.mark.parametrize(
    "question",
    [
        "Will the ban for children under 16 pass?",
        "Will Auria sign by June 30?",
        "Will Auria sign by 10 March?",
        "Will the law pass in less than two weeks?",
        "Will the talks run over two days?",
        "Will Norvex complete its $44 billion purchase?",
        "Will it be approved by 27 states?",
        "Does Dolan finish in the top ten?",
        "Will Auria leave before 2030?",
        "Will the 12-nation pact be extended beyond 2026?",
        "Will the wealth tax on people with over $50 million be adopted?",
        "Will Auria approve the Norvex deal worth over $10 billion?",
        "Does Norvex sell its stake of over 10%?",
        "Are the more than 200 passengers rescued?",
        "Is Erik Dolan charged over two deaths?",
        "Does Auria win the dispute over 12 islands?",
        "Will the parliament pass two bills?",
    ],
)
def test_days_ages_and_prices_are_no_bar(question: str) -> None:
    assert asked_for(question) is None


@pytest.mark.parametrize(
    ("told", "met"),
    [
        ("50 seats", True),
        ("1,050 seats", True),
        ("over 60 seats", True),
        ("49 seats", False),
        ("nearly 50 seats", False),
        ("over 20 seats", None),
        ("34 of 100 seats", False),
        ("34 of the 100 seats", False),
        ("at most 70 seats", None),
    ],
)
def test_a_number_told_is_enough_too_few_or_may_be_either(told: str, met: bool | None) -> None:
    asked = asked_for("Does Dolan get at least 50 seats?")
    assert asked
    assert asked.met_by(next(amounts_in(told))) is met


@pytest.mark.parametrize(
    ("title", "summary", "phase"),
    [
        ("Dolan wins election with 57 seats", "", Phase.HAPPENED),
        ("Dolan wins election", "His party took 57 seats.", Phase.HAPPENED),
        ("Dolan wins election with 34 seats", "", Phase.DENIED),
        ("Dolan wins election", "", Phase.PLANNED),
        ("Dolan wins election, 34 seats in the north and 61 seats in all", "", Phase.PLANNED),
        ("Dolan loses election", "", Phase.CANCELLED),
        ("Dolan wins election with 57 seats as rival takes 34 seats", "", Phase.HAPPENED),
        ("Dolan wins election with 57 seats, up 9 seats", "", Phase.HAPPENED),
        ("Dolan wins election by 12 seats", "", Phase.PLANNED),
    ],
)
def test_an_outcome_stands_on_the_numbers_of_the_report(title: str, summary: str, phase: Phase) -> None:
    assert judged(title, summary).phase is phase


def test_the_reason_names_both_numbers() -> None:
    found = judged("Dolan wins election with 34 seats")
    assert found.direction is Direction.AWAY
    assert "“34 seats” is not “at least 50 seats”" in found.why[-1]


def test_what_the_desk_wrote_itself_stands() -> None:
    signal = Signal(words="Dolan wins", direction=Direction.TOWARD, weight=Weight.DECISIVE)
    item = WatchItem(id="seats", question=SEATS.question, anchors=SEATS.anchors, actors=SEATS.actors, signals=(signal,))
    assert judged("Dolan wins election", item=item).phase is Phase.HAPPENED


@pytest.mark.skipif(bool(extra.missing()), reason="the extra semantic is not installed: make test installs it")
@pytest.mark.parametrize(
    ("title", "phase"),
    [
        ("Dolan wins election with 57 seats", Phase.HAPPENED),
        ("Dolan wins election with 34 seats", Phase.DENIED),
        ("Dolan wins election", Phase.PLANNED),
    ],
)
def test_the_reader_does_not_overrule_the_numbers(title: str, phase: Phase) -> None:
    assert judged(title, reader=load_reader()).phase is phase


@pytest.mark.parametrize(
    ("asked", "told", "met"),
    [
        ("cut rates by half a point", "cuts rates by 50 basis points", True),
        ("cut rates by at least 25 basis points", "cuts rates by a quarter point", True),
        ("cut emissions by 55%", "cuts emissions by 60%", None),
        ("cut emissions by 55%", "cuts emissions by 40%", False),
    ],
)
def test_margins_are_alike_in_points_and_basis_points(asked: str, told: str, met: bool | None) -> None:
    bar = asked_for(f"Will Auria {asked}?")
    assert bar
    assert bar.met_by(next(a for a in amounts_in(told) if a.units & bar.units)) is met


@pytest.mark.parametrize("told", ["murder of 9-year-old girl", "killing 12 years ago", "on 4 May", "in 2026"])
def test_ages_and_days_are_no_amounts(told: str) -> None:
    assert list(amounts_in(told)) == []


@pytest.mark.parametrize(
    ("told", "met"), [("lifts offer to 625p", False), ("goes to 645 pence", True), ("625p", False)]
)
def test_pence_are_pence_however_they_are_written(told: str, *, met: bool) -> None:
    asked = asked_for("Will Norvex offer at least 640 pence a share?")
    assert asked
    assert asked.met_by(next(a for a in amounts_in(told) if a.units & asked.units)) is met


TOLL = WatchItem(
    id="toll",
    question="Does the death toll of the flood rise above 100?",
    anchors="dead|killed|toll",
    actors=("Auria",),
)


@pytest.mark.parametrize(
    ("title", "phase"),
    [
        ("Auria flood death toll climbs to 104", Phase.HAPPENED),
        ("Auria flood death toll rises to 87", Phase.DENIED),
        ("41 killed in Auria flood", Phase.DENIED),
        ("At least 41 killed in Auria flood", Phase.PLANNED),
    ],
)
def test_a_bar_without_a_noun_is_held_against_what_is_counted(title: str, phase: Phase) -> None:
    """41 dead had said yes to a toll of at least 100."""
    assert judged(title, item=TOLL).phase is phase


TURNOUT = WatchItem(
    id="turnout", question="Will turnout in Auria be above 60 percent?", anchors="turnout", actors=("Auria",)
)


@pytest.mark.parametrize(
    "title",
    [
        "Turnout in Auria above 60 percent, electoral commission confirms",
        "Auria turnout was 71 percent, commission says",
        "Turnout in Auria reaches 64 percent",
        "Final turnout in Auria: 64.2 percent",
        "Turnout in Auria at 63.1%",
    ],
)
def test_a_number_told_as_a_fact_answers_a_question_after_nothing_else(title: str) -> None:
    """No word said so, and they counted as nothing, or as a weak hint by the second reading."""
    found = judged(title, item=TURNOUT)
    assert found.phase is Phase.HAPPENED
    assert found.weight is Weight.STRONG


@pytest.mark.parametrize(
    "title",
    [
        "Turnout in Auria expected to top 60 percent",
        "Turnout in Auria could reach 65 percent",
        "Poll sees turnout in Auria above 60 percent",
        "Auria aims for turnout of 65 percent",
        "Turnout in Auria must be above 60 percent for vote to count",
        "Turnout in Auria was 71 percent in 2019",
        "Turnout above 60 percent in north of Auria",
        "Turnout in Auria not above 60 percent",
        "Dolan wants turnout above 60 percent in Auria",
        "Is turnout in Auria above 60 percent?",
        "Turnout in Auria down from 66 percent",
        "Turnout in Auria falls to 52 from 66 percent",
        "Dolan wins 64 percent in Auria on low turnout",
        "Dolan claims turnout in Auria was 64 percent, commission denies it",
        "Turnout in Auria at 58 percent",
    ],
)
def test_what_is_no_fact_or_of_something_else_is_no_outcome(title: str) -> None:
    assert judged(title, item=TURNOUT).phase is not Phase.HAPPENED


@pytest.mark.parametrize("question", ["Does Dolan win at least 50 seats?", "Is Norvex fined more than $5 billion?"])
def test_a_number_is_not_all_that_a_deed_is_asked_by(question: str) -> None:
    assert measure_of(question) is None


@pytest.mark.skipif(bool(extra.missing()), reason="the extra semantic is not installed: make test installs it")
@pytest.mark.parametrize(
    ("title", "direction"),
    [
        ("Turnout in Auria put at 58 percent after recount, commission says", Direction.AWAY),
        ("Turnout in Auria put at 58 percent after recount, commission says (updated)", Direction.AWAY),
        ("Turnout in Auria reaches 49 percent", Direction.AWAY),
        ("Auria turnout was 71 percent, commission says", Direction.TOWARD),
        ("Final turnout in Auria: 64.2 percent", Direction.TOWARD),
        ("Auria turnout dips to 62 percent, lowest since 1990", None),
    ],
)
def test_the_reader_sees_no_side_that_the_number_speaks_against(title: str, direction: Direction | None) -> None:
    """58 percent under a changed headline hinted at more than 60, and 64 at less."""
    assert judged(title, item=TURNOUT, reader=load_reader()).direction is direction


def test_a_sign_of_too_little_is_one_against_it() -> None:
    found = judged("Dolan expected to win election with 34 seats")
    assert (found.phase, found.direction) == (Phase.DENIED, Direction.AWAY)
