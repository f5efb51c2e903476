"""What of a report is compared with others, and what is a report of its own. All texts are invented."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.test_fold import STORY, told
from watchers.fold.alike import features
from watchers.fold.developments import fold
from watchers.fold.rarity import rarity
from watchers.fold.synonyms import terms
from watchers.fold.tellings import Telling, telling
from watchers.words.finder import words_of

NOW = datetime(2027, 9, 3, 12, tzinfo=UTC)


def said(title: str, summary: str = "", *, outlet: str = "One", hours: int = 0) -> Telling:
    at = NOW + timedelta(hours=hours)
    return telling(title=title, summary=summary, link="", outlet=outlet, at=at)


@pytest.mark.parametrize(
    ("title", "summary"),
    [
        ("Why the Karsa dam cracked", ""),
        ("Is the Karsa dam safe?", ""),
        ("Karsa dam: how it came to this", ""),
        ("Inside the race to save the Karsa dam", ""),
        ("Your Tuesday Briefing: Karsa dam cracks", ""),
        ("Karsa dam crisis: list of key events", ""),
        ("Opinion | The Karsa dam was never safe", ""),
        ("Cracks widen in Karsa dam", "Lena Moss speaks with an engineer about the dam."),
    ],
)
def test_what_explains_argues_or_sums_up_is_an_aside(title: str, summary: str) -> None:
    assert said(title, summary).aside


@pytest.mark.parametrize(
    "title",
    [
        "Karsa dam cracks",
        "Karsa dam live updates: Cracks widen",
        "Dam could go within days, experts warn",
        "LIVE: Karsa dam cracks",
        "Talks to save the Karsa dam continue",
        "Governor says what happened at Karsa must not happen again",
        "Engineer who warned of cracks is dismissed",
    ],
)
def test_a_plain_report_is_no_aside(title: str) -> None:
    assert not said(title).aside


def test_an_aside_folds_with_nothing_and_nothing_with_it() -> None:
    report = fold(told(1, "Auria and Belmont close to pact over river", outlet="One"), (), STORY)
    aside = fold(told(2, "Why Auria and Belmont are close to pact over river", outlet="Two", hours=1), (report,), STORY)
    later = fold(told(3, "Auria and Belmont very close to river pact", outlet="Three", hours=2), (aside,), STORY)
    assert aside.development == aside.id
    assert aside.why[-1].startswith("a development of its own, it explains")
    assert later.development == later.id


def test_the_second_of_a_series_is_not_the_third() -> None:
    second = fold(told(1, "Second round of pact talks opens in Auria old town hall", outlet="One"), (), STORY)
    third = fold(
        told(2, "Third round of pact talks opens in Auria old town hall", outlet="Two", hours=1), (second,), STORY
    )
    again = fold(
        told(3, "Second round of pact talks opens in Auria's old town hall", outlet="Two", hours=1), (second,), STORY
    )
    assert third.development == third.id
    assert again.development == second.id


def test_an_outlet_that_writes_on_the_next_day_writes_of_something_new() -> None:
    first = fold(told(1, "Auria and Belmont close to river pact in town hall", outlet="One"), (), STORY)
    title = "Auria and Belmont are close to river pact in town hall"
    same = fold(told(2, title, outlet="One", hours=20), (first,), STORY)
    assert same.development == same.id
    assert "of another day" in same.why[-1]
    assert fold(told(3, title, outlet="Two", hours=20), (first,), STORY).development == first.id
    assert fold(told(4, title, outlet="One", hours=2), (first,), STORY).development == first.id


def test_that_the_thing_happened_is_one_development_on_the_next_day_too() -> None:
    first = fold(told(1, "Auria and Belmont sign pact in town hall", outlet="One"), (), STORY)
    again = told(2, "Belmont and Auria sign river pact at noon", outlet="One", hours=20)
    assert fold(again, (first,), STORY).development == first.id


def test_a_copy_of_an_aside_is_still_a_copy() -> None:
    first = fold(told(1, "Why Auria and Belmont want a pact", outlet="One"), (), STORY)
    again = fold(told(2, "Why Auria and Belmont want a pact", outlet="Two", hours=1), (first,), STORY)
    assert again.copy_of == first.id


@pytest.mark.parametrize(
    ("title", "lead"),
    [
        ("Families grieve in Karsa after flood", "Families grieve in Karsa"),
        ("After the flood, families grieve", "After the flood, families grieve"),
        ("Grief after flood", "Grief after flood"),
    ],
)
def test_the_lead_leaves_out_what_came_before(title: str, lead: str) -> None:
    assert said(title).lead == said(lead).terms


def test_names_are_written_with_a_capital_within_a_sentence() -> None:
    assert said("Governor Ostrova visits the Karsa dam to look at the cracks herself").names == {"ostrova", "karsa"}
    assert not said("Governor Ostrova Visits Karsa Dam After Flood").names
    assert said("Dam Holds", "The dam at Karsa held. Nobody was hurt.").names == {"karsa"}


def test_what_names_alone_make_alike_is_told_by_the_deed() -> None:
    one = said("Governor Ostrova visits the broken dam at Karsa to look at cracks")
    two = said("Governor Ostrova blames greedy owners at Karsa for saving on repairs")
    values = features(one, two, rarity([one.text, two.text]))
    assert values["lead without names, the lesser"] < values["lead in the other's title"]


def test_days_are_whole_because_streams_are_dated_by_day() -> None:
    rare = rarity([said("Dam cracks").text])
    assert features(said("Dam cracks"), said("Dam cracks", hours=10), rare)["days"] == 0
    assert features(said("Dam cracks"), said("Dam cracks", hours=20), rare)["days"] == 1


def test_headlines_whose_numbers_have_none_in_common_are_marked() -> None:
    rare = rarity([said("Dam cracks").text])
    one = said("Flood at Karsa kills 12 in 3 villages")
    assert features(one, said("Flood at Karsa kills 40"), rare)["other numbers"] == 1
    assert features(one, said("Flood at Karsa leaves 12 dead"), rare)["other numbers"] == 0
    assert features(one, said("Flood at Karsa kills dozens"), rare)["other numbers"] == 0


def test_an_outlet_that_writes_again_is_marked() -> None:
    rare = rarity([said("Dam cracks").text])
    assert features(said("Dam cracks"), said("Cracks widen"), rare)["same outlet"] == 1
    assert features(said("Dam cracks"), said("Cracks widen", outlet="Two"), rare)["same outlet"] == 0


def test_the_small_words_of_another_language_are_nothing_two_reports_share() -> None:
    """A denial and a delay were one development, for "both speak of avec, la"."""
    said = words_of("Le général Ubel dément la signature du pacte sur les ports")
    assert {"la", "le", "du", "sur", "les"}.isdisjoint(terms(said))
    assert "ubel" in terms(said)
