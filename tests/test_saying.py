"""Saying: an outcome reported, a strong sign and a weak hint are told apart wherever origins are counted."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.blocks.mrkdwn import in_utc
from bot.blocks.news import news
from bot.blocks.phrases import origins, origins_named, voices
from bot.domain.change import ChangeKind, alert_for
from bot.domain.evidence import Phase
from bot.domain.saying import Force, corrects, force_of, how_many, said, says
from bot.domain.standing import Standing, Voice
from bot.domain.story import Weight
from bot.domain.voices import voice_of
from tests.conftest import NOW
from tests.samples import MEMORANDUM, NO_SALE, change, evidence


def voice(outlet: str, side: str = "toward", *, outcome: bool = False, weight: Weight = Weight.STRONG) -> Voice:
    link = f"https://wire.invalid/{outlet}"
    return Voice(
        origin=outlet, side=side, outlet=outlet, evidence=outlet, link=link, at=NOW, outcome=outcome, weight=weight
    )


REPORT = voice("Harbour Wire", outcome=True, weight=Weight.DECISIVE)
SIGN = voice("Gulf Post", "away")
HINTS = tuple(voice(f"Paper {n}", weight=Weight.WATCH) for n in range(3))


def standing(*spoken: Voice) -> Standing:
    return Standing(target=MEMORANDUM, value="signal", since=NOW, voices=spoken)


def test_a_report_a_sign_and_hints_are_three_counts() -> None:
    """Three papers that hint at it and one that reports it read "4 origins say yes"."""
    assert origins(standing(*HINTS, SIGN, REPORT)) == "1 origin reports yes, 1 points to no, 3 weak hints of yes"
    named = (
        "1 origin reports yes: Harbour Wire; 1 points to no: Gulf Post; 3 weak hints of yes: Paper 0, Paper 1, Paper 2"
    )
    assert origins_named(standing(*HINTS, SIGN, REPORT)) == named


def test_an_answer_is_shown_with_the_first_reports_of_it() -> None:
    """An answer confirmed weeks later was shown on the newest follow-ups, one of which its newsroom had corrected."""
    day = timedelta(days=1)
    again = replace(REPORT, at=NOW + 20 * day, link="https://wire.invalid/again")
    again = replace(again, first_at=NOW, first_link=REPORT.link, first_evidence="first")
    second = replace(voice("Coast", outcome=True, weight=Weight.DECISIVE), at=NOW + 2 * day)
    against = replace(SIGN, at=NOW + 3 * day)
    for value, suggested in (("proposed", "resolved_yes"), ("resolved_yes", "")):
        answered = replace(standing(against, second, again), value=value, suggested=suggested)
        lines = voices(answered, NOW).split("\n")
        assert [line.split()[1] for line in lines] == ["Harbour", "Coast", "Gulf"]
        assert "|8 May 06:00 UTC> · <https://wire.invalid/Harbour" in lines[0]
    assert "https://wire.invalid/again" in voices(standing(against, second, again), NOW).split("\n")[0]


def test_hints_alone_are_no_origins_that_say_so() -> None:
    assert origins(standing(*HINTS)) == "3 weak hints of yes"
    both = standing(HINTS[0], replace(HINTS[1], side="away"), replace(HINTS[2], side="both"))
    assert origins(both) == "1 weak hint of yes, 1 weak hint of no, 1 weak hint both ways"


def test_what_only_the_reader_saw_counts_as_a_report_beside_one_that_the_words_tell() -> None:
    """As a proposal counts it; alone it is a hint."""
    seen = voice("Ledger", outcome=True, weight=Weight.WATCH)
    assert origins(standing(seen)) == "1 weak hint of yes"
    assert origins(standing(seen, replace(REPORT, side="away"))) == "1 origin reports no, 1 weak hint of yes"
    assert origins(standing(seen, REPORT)) == "2 origins report yes"


def test_counts_kept_before_reports_and_signs_were_told_apart_claim_no_report() -> None:
    """An alert stored by an older version has bare sides."""
    assert how_many({"toward": 2, "away": 1, "both": 1}) == "1 origin has both sides, 2 point to yes, 1 points to no"
    assert how_many({"supports": 2, "refutes": 1}) == "2 origins say so, 1 says otherwise"
    assert how_many({}) == "no origin"


def test_whose_word_it_is_begins_with_reports_and_ends_with_hints() -> None:
    late = replace(HINTS[0], at=NOW + timedelta(hours=1))
    lines = voices(standing(late, SIGN, REPORT, HINTS[1]), NOW).split("\n")
    assert [x.split(",")[0] for x in lines] == [
        "• Gulf Post points to no",
        "• Harbour Wire reports yes",
        "• Paper 0 hints at yes",
        "• and 1 more",
    ]


def test_a_claim_is_supported_or_not_and_by_a_weak_hint_it_seems_to_be() -> None:
    told = [voice("A", "supports"), voice("B", "refutes"), voice("C", "supports", weight=Weight.WATCH)]
    claim = replace(standing(*told), target=NO_SALE, value="reported")
    assert origins(claim) == "1 origin says so, 1 says otherwise, 1 seems to say so"
    assert "• A says so, 8 May 06:00 UTC · " in in_utc(voices(claim, NOW))
    assert "• C seems to say so, 8 May 06:00 UTC · " in in_utc(voices(claim, NOW))


def test_hints_on_a_claim_stand_behind_who_says_so() -> None:
    """Of a claim that ten newsrooms seem to bear out the list showed three of them, and not the one that says so."""
    hint = voice("H", "supports", weight=Weight.WATCH)
    hints = [replace(hint, origin=f"H{n}", outlet=f"H{n}", at=NOW + timedelta(hours=n)) for n in range(1, 6)]
    claim = replace(standing(voice("A", "supports"), *hints), target=NO_SALE, value="reported")
    assert in_utc(voices(claim, NOW)).startswith("• A says so")


@pytest.mark.parametrize(
    ("word", "now", "before"),
    [
        (REPORT, "reports yes", "reported yes"),
        (SIGN, "points to no", "pointed to no"),
        (HINTS[0], "hints at yes", "hinted at yes"),
        (replace(SIGN, side="both"), "has both sides", "had both sides"),
        (replace(SIGN, weight=Weight.DECISIVE), "points to no", "pointed to no"),
    ],
)
def test_one_voice_speaks_in_the_words_that_are_counted(word: Voice, now: str, before: str) -> None:
    assert (says(word.side, force_of(word)), said(word.side, force_of(word))) == (now, before)


def test_a_word_without_a_side_says_nothing() -> None:
    assert says("", Force.REPORT) == says("repeats") == ""


HOUR = timedelta(hours=1)
YES = (REPORT, replace(REPORT, origin="Ledger", outlet="Ledger"))
NO = tuple(replace(SIGN, origin=o, outlet=o, at=NOW - HOUR) for o in ("A", "B", "C"))


def test_a_proposal_counts_reports_of_it_and_names_older_denials_as_earlier() -> None:
    """A flash that a ceasefire was signed read "2 origins say yes, 3 say no": three old denials of a draft."""
    sides = replace(SIGN, side="both", at=NOW - HOUR, origin="D", outlet="D")
    proposed = replace(standing(*NO, *HINTS, sides, *YES), value="proposed", suggested="resolved_yes")
    assert origins(proposed) == "2 origins report yes, earlier 1 had both sides, 3 pointed to no"
    assert "; earlier 1 had both sides: D; 3 pointed to no: A, B, C" in origins_named(proposed)
    denied = replace(proposed, voices=(*proposed.voices, replace(SIGN, origin="E", at=NOW + HOUR)))
    assert origins(denied).startswith("2 origins report yes, 1 points to no, earlier"), "what answers it is not earlier"


def test_what_a_person_proposed_without_a_report_keeps_its_signs_and_hints() -> None:
    proposed = replace(standing(*HINTS, *NO), value="proposed", suggested="resolved_yes", by="U0DANA")
    assert origins(proposed) == "3 origins point to no, 3 weak hints of yes"


def test_after_a_resolution_what_was_said_against_it_is_earlier_and_what_comes_is_not() -> None:
    late = replace(SIGN, outcome=True, at=NOW + HOUR)
    resolved = replace(standing(*NO, *YES, late), value="resolved_yes", since=NOW, by="U0DANA")
    assert origins(resolved) == "2 origins report yes, 1 reports no, earlier 3 pointed to no"


def test_after_an_objection_what_was_heard_before_is_earlier() -> None:
    """The count stayed "5 origins say yes" beside an objection to it."""
    back = replace(standing(*YES, *HINTS), value="developing", counts_from=NOW)
    assert origins(back) == "earlier 2 origins reported yes"
    since = replace(back, voices=(*back.voices, replace(SIGN, at=NOW + HOUR)))
    assert origins(since) == "1 origin points to no, earlier 2 reported yes"


@pytest.mark.parametrize(
    ("title", "is_one"),
    [
        ("CORRECTED: Avalon signs nothing", True),
        ("CORRECTED-Avalon signs nothing", True),
        ("UPDATE 2-CORRECTED-Avalon signs nothing", True),
        ("Correction - Avalon signs nothing", True),
        ("Avalon signs nothing (corrected)", True),
        ("Avalon signs nothing [Retracted]", True),
        ("WITHDRAWN | Avalon signs memorandum", True),
        ("This story has been withdrawn", True),
        ("Avalon denies memorandum is agreed", False),
        ("Offer withdrawn, Avalon's board says", False),
        ("Withdrawn offer leaves Avalon alone", False),
        ("Avalon corrected its forecast", False),
        ("Correction in harbour shares goes on", False),
    ],
)
def test_only_a_mark_of_the_newsrooms_own_is_a_correction(title: str, is_one: bool) -> None:
    assert corrects(title) is is_one


def test_a_report_is_called_what_it_is_counted_as() -> None:
    """One message said that the Herald "hints at yes" and counted it among "2 origins report yes"."""
    seen = evidence(outlet="Herald", origin="Herald", outcome=True, weight=Weight.WATCH)
    both = standing(REPORT, voice_of(seen))
    told = change(ChangeKind.ORIGIN, standing(REPORT), both, evidence=seen)
    for one in (told, alert_for(told, "C1", at=NOW).change):
        assert news(one, both) == "*Herald* reports yes, a further origin · still *signal* · 2 origins report yes"
    assert "• Herald reports yes" in voices(both, NOW)
    alone = standing(voice_of(seen))
    assert news(change(ChangeKind.REPORT, alone, alone, evidence=seen), alone).startswith(
        "*Herald* hints at yes · still"
    )


def test_a_hint_by_who_has_reported_it_says_so() -> None:
    """The Post "hints at yes", and beside it stood that 1 origin, the Post, reports it."""
    hint = evidence("e9", weight=Weight.WATCH, phase=Phase.HEDGED)
    told = change(ChangeKind.REPORT, standing(REPORT), standing(REPORT), evidence=hint)
    line = news(alert_for(told, "C1", at=NOW).change, standing(REPORT))
    assert line == "*Harbour Wire* hints at yes; it reported yes before · still *signal* · 1 origin reports yes"
