"""The moves people make: what each does to a standing, and what is refused with a sentence."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.change import ENOUGH_TOLD, ChangeKind, enough_told
from bot.domain.evidence import Evidence, Stance
from bot.domain.moves import as_seen, confirmed, judged, objected, owned, proposed, put, reopened
from bot.domain.standing import BOT, Standing, Verdict, Voice, WatchState, first_standing
from bot.domain.story import Grade, Weight
from bot.domain.voices import ground_of, voice_of, without
from bot.errors import CommandError, DecidedError
from tests.conftest import NOW
from tests.samples import (
    BY_DANA,
    CONTESTED,
    DENIAL,
    FIRST,
    NO_SALE,
    PROPOSED,
    SECOND,
    SIGNAL,
    STORY,
    change,
    evidence,
    standing,
    voice,
)

LATER = NOW + timedelta(hours=1)
SUGGESTED = replace(first_standing(STORY, NO_SALE, at=NOW), suggested="disputed")


def test_confirming_makes_what_was_proposed_hold() -> None:
    after = confirmed(PROPOSED, by="U1", at=LATER)
    assert (after.value, after.suggested, after.by, after.since) == ("resolved_yes", "", "U1", LATER)
    assert after.why == "confirmed, as was proposed: 2 origins report yes: Harbour Wire, Northern Post"
    assert confirmed(SUGGESTED, by="U1", at=LATER, why="two papers").value == "disputed"


def test_what_is_confirmed_says_who_reports_it_now() -> None:
    """ "2 origins report yes" went into the ledger under a person's name, and one of the two had corrected its report."""
    heard, why = PROPOSED.voices[1], "2 origins report yes: Harbour Wire, Northern Post"
    corrected = replace(PROPOSED, voices=(heard, replace(PROPOSED.voices[0], outcome=False)), why=why)
    told = "confirmed, as was proposed: 1 origin reports yes: Northern Post"
    assert confirmed(corrected, by="U1", at=LATER).why == told
    silent = replace(PROPOSED, voices=tuple(replace(v, former=True) for v in PROPOSED.voices), why=why)
    told = f"confirmed, as was proposed: {why}; no headline says so any more"
    assert confirmed(silent, by="U1", at=LATER).why == told
    persons = replace(corrected, by="U2", why="we hold the text")
    assert confirmed(persons, by="U1", at=LATER).why == "confirmed, as was proposed: we hold the text"
    many = tuple(replace(heard, origin=f"Paper {n}", outlet=f"Paper {n}") for n in range(7))
    assert confirmed(replace(PROPOSED, voices=many), by="U1", at=LATER).why.endswith("Paper 3, Paper 4, 2 more")


@pytest.mark.parametrize(
    ("suggested", "names"), [("confirmed", "Harbour Wire, Northern Post"), ("disputed", "Gulf Herald")]
)
def test_a_confirmed_verdict_says_on_whose_word(suggested: str, names: str) -> None:
    """It said "per Harbour Wire", the first attribution in the story file, whoever had spoken since."""
    against = Voice(origin="Gulf Herald", side="refutes", outlet="Gulf Herald", evidence="x", link="", at=NOW)
    stands = replace(SUGGESTED, suggested=suggested, voices=(*SUGGESTED.voices, against))
    assert confirmed(stands, by="U1", at=LATER).why == f"confirmed, as was proposed: on the word of {names}"


def test_nobody_decides_over_what_somebody_else_decided_while_the_form_was_open() -> None:
    """Omar's "no" took the place of Dana's "yes" without a word to either."""
    for stood in (SIGNAL, PROPOSED):
        dana = proposed(stood, WatchState.RESOLVED_PARTIAL, by="U0DANA", at=LATER, why="half of it")
        with pytest.raises(DecidedError, match="this was decided: proposed “partial” \\(half of it\\)") as refused:
            as_seen(dana, by="U0OMAR", opened=NOW, wrote="")
        assert (refused.value.by, refused.value.at) == ("U0DANA", LATER)
        assert as_seen(dana, by="U0DANA", opened=NOW, wrote="") == dana, "one's own"
        assert as_seen(dana, by="U0OMAR", opened=LATER, wrote="") == dana, "it stood so when the form was opened"
        assert as_seen(dana, by="U0OMAR", opened=None, wrote="") == dana, "a form of an earlier version"
    assert as_seen(PROPOSED, by="U0OMAR", opened=NOW - timedelta(days=1), wrote="") == PROPOSED, (
        "the bot's waits for people"
    )


def test_objecting_sends_a_watch_item_to_developing_and_leaves_a_claim() -> None:
    after = objected(PROPOSED, by="U1", at=LATER)
    assert (after.value, after.suggested, after.why) == ("developing", "", "objected to “yes”")
    claim = objected(SUGGESTED, by="U1", at=LATER, why="old news")
    assert (claim.value, claim.suggested, claim.since) == ("reported", "", NOW)


def test_a_resolved_item_is_reopened_by_whoever_says_so() -> None:
    resolved = confirmed(PROPOSED, by="U1", at=NOW)
    assert put(resolved, WatchState.DEVELOPING, by="U2", at=LATER, why="it fell apart").value == "developing"
    again = proposed(resolved, WatchState.RESOLVED_NO, by="U2", at=LATER, why="x")
    assert (again.value, again.suggested) == ("proposed", "resolved_no")


def test_a_verdict_set_again_reaffirms_the_claim() -> None:
    claim = first_standing(STORY, NO_SALE, at=NOW)
    after = judged(claim, Verdict.REPORTED, by="U1", at=LATER, why="asked again")
    assert (after.value, after.since, after.last_reaffirmed_at) == ("reported", NOW, LATER)


@pytest.mark.parametrize(
    ("move", "sentence"),
    [
        (lambda: confirmed(SIGNAL, by="U1", at=NOW), "Nothing is proposed here; it stands at signal"),
        (lambda: confirmed(PROPOSED, by="U1", at=NOW, seen="resolved_no"), "has changed to “yes”"),
        (lambda: confirmed(BY_DANA, by="U1", at=NOW), "Decided already: resolved “yes”"),
        (lambda: objected(BY_DANA, by="U1", at=NOW), "Decided already: resolved “yes”"),
        (lambda: reopened(PROPOSED, by="U1", at=NOW), "nothing to reopen: this is proposed “yes”"),
        (lambda: objected(SIGNAL, by="U1", at=NOW), "nothing to object to"),
        (lambda: objected(PROPOSED, by="U1", at=NOW, seen="resolved_no"), "changed to “yes” .* object again"),
        (lambda: proposed(PROPOSED, WatchState.RESOLVED_YES, by="U1", at=NOW, why=""), "proposed already"),
        (lambda: proposed(SIGNAL, WatchState.STALLED, by="U1", at=NOW, why=""), "is no resolution"),
        (lambda: put(SIGNAL, WatchState.SIGNAL, by="U1", at=NOW, why=""), "This is signal already"),
        (lambda: owned(replace(SIGNAL, owner="U1"), by="U1"), "You have this already"),
    ],
)
def test_what_cannot_be_done_is_a_sentence(move: Callable[[], Standing], sentence: str) -> None:
    with pytest.raises(CommandError, match=sentence):
        move()


def test_an_objection_where_nothing_is_proposed_any_more_says_what_to_press() -> None:
    """After a reopening it said "Decided already: developing" and left it there."""
    with pytest.raises(DecidedError, match="Decided already: developing") as refused:
        objected(replace(SIGNAL, value="developing", by="U0DANA"), by="U1", at=NOW)
    assert "“Resolve or set state” on the first message" in refused.value.hint


THREE = standing("contested", FIRST, SECOND, DENIAL)
OUTCOME = standing("proposed", FIRST, suggested="resolved_yes")


@pytest.mark.parametrize(
    ("before", "gone", "rest", "value", "origins"),
    [
        (SIGNAL, FIRST, (), "watching", 0),
        (CONTESTED, DENIAL, (FIRST,), "signal", 1),
        (CONTESTED, FIRST, (DENIAL,), "signal", 1),
        (THREE, FIRST, (SECOND, DENIAL), "contested", 2),
        (PROPOSED, FIRST, (replace(SECOND, outcome=True),), "proposed", 1),
        (PROPOSED, FIRST, (replace(SECOND, outcome=True, grade=Grade.C),), "signal", 1),
        (PROPOSED, FIRST, (replace(SECOND, outcome=True, weight=Weight.STRONG),), "signal", 1),
        (PROPOSED, evidence("e7"), (FIRST, SECOND), "proposed", 2),
        (OUTCOME, FIRST, (), "watching", 0),
        (replace(SIGNAL, value=WatchState.DEVELOPING), FIRST, (), "developing", 0),
        (replace(SIGNAL, value=WatchState.RESOLVED_NO), FIRST, (), "resolved_no", 0),
        (SIGNAL, evidence("e7"), (FIRST,), "signal", 1),
    ],
)
def test_a_report_that_is_not_relevant_leaves_what_the_others_support(
    before: Standing, gone: Evidence, rest: tuple[Evidence, ...], value: str, origins: int
) -> None:
    after = without(before, {gone.id}, rest, by="U1", at=LATER, why="not relevant")
    assert (after.value, after.origins) == (value, origins)
    assert after.by == ("U1" if after.value != before.value else before.by)
    assert after.suggested == (before.suggested if after.value == before.value else "")
    assert after.last_evidence == (rest[-1].id if rest else "")


def test_a_proposal_without_its_outcome_is_a_signal() -> None:
    hint = evidence("e8", origin="Northern Post", outlet="Northern Post")
    voices = (*OUTCOME.voices, replace(OUTCOME.voices[0], origin="Northern Post", evidence=hint.id, outcome=False))
    after = without(replace(OUTCOME, voices=voices), {FIRST.id}, (hint,), by="U1", at=LATER, why="x")
    assert (after.value, after.suggested) == ("signal", "")


AGAINST = replace(DENIAL, seen=FIRST.seen)
DESPITE = standing("proposed", replace(FIRST, outcome=True), AGAINST, SECOND, suggested="resolved_yes")
"""Proposed on a decisive report of a trusted source, though others say no: what the voices alone would call contested."""


@pytest.mark.parametrize("gone", [evidence("e7", copy_of=FIRST.id), AGAINST], ids=["a copy", "the other side"])
def test_a_proposal_stands_without_what_took_no_part_in_it(gone: Evidence) -> None:
    """A copy struck out took a flash resolution back, because the voices left were contested, as they had been."""
    rest = (replace(FIRST, outcome=True), AGAINST, SECOND)
    after = without(DESPITE, {gone.id}, tuple(e for e in rest if e.id != gone.id), by="U1", at=LATER, why="x")
    assert (after.value, after.suggested, after.by) == ("proposed", "resolved_yes", DESPITE.by)


def test_a_suggested_verdict_goes_with_the_report_it_rested_on() -> None:
    refuting = evidence("e9", target=NO_SALE, stance=Stance.REFUTES, direction=None, origin="Northern Post")
    spoken = replace(SUGGESTED.voices[0], side="refutes", origin="Northern Post", evidence=refuting.id)
    before = replace(SUGGESTED, voices=(SUGGESTED.voices[0], spoken))
    after = without(before, {refuting.id}, (), by="U1", at=LATER, why="x")
    assert (after.value, after.suggested, after.origins) == ("reported", "", 1)


@pytest.mark.parametrize(
    ("suggested", "left", "now_suggested"),
    [("confirmed", 1, "reported"), ("confirmed", 0, ""), ("reported", 1, "reported"), ("reported", 0, "")],
)
def test_what_is_suggested_of_an_unverified_claim_falls_as_far_as_its_voices(
    suggested: str, left: int, now_suggested: str
) -> None:
    named = [voice(evidence(k, target=NO_SALE, origin=k, direction=None)) for k in ("gone", "stays")[: left + 1]]
    voices = tuple(replace(v, side="supports") for v in named)
    before = standing(Verdict.UNVERIFIED, target=NO_SALE, voices=voices, suggested=suggested)
    after = without(before, {"ev-gone"}, (), by="U1", at=LATER, why="not relevant")
    assert (after.value, after.suggested, after.origins) == ("unverified", now_suggested, left)


def test_a_resolution_a_person_proposed_outlives_a_report_that_is_not_relevant() -> None:
    only_planned = replace(SIGNAL, voices=tuple(replace(v, outcome=False) for v in SIGNAL.voices))
    mine = proposed(only_planned, WatchState.RESOLVED_PARTIAL, by="U1", at=NOW, why="half of it")
    after = without(mine, {SECOND.id}, (FIRST,), by="U2", at=LATER, why="not relevant")
    assert (after.value, after.suggested, after.by) == ("proposed", "resolved_partial", "U1")


WEAK = evidence("e10", outlet="Coast Daily", origin="Coast Daily", weight=Weight.WATCH)


@pytest.mark.parametrize(
    ("stands", "told", "shown"),
    [
        (SIGNAL, (FIRST, DENIAL), FIRST),
        (SIGNAL, (FIRST, WEAK), FIRST),
        (replace(SIGNAL, lean="away"), (FIRST, DENIAL, WEAK), DENIAL),
        (PROPOSED, (FIRST, DENIAL), FIRST),
        (PROPOSED, (FIRST, SECOND), SECOND),
        (CONTESTED, (FIRST, DENIAL, WEAK), DENIAL),
        (SIGNAL, (WEAK,), WEAK),
        (SIGNAL, (FIRST, replace(SECOND, copy_of=FIRST.id)), FIRST),
        (PROPOSED, (FIRST, replace(SECOND, former=True)), FIRST),
        (replace(PROPOSED, ground=SECOND.id), (FIRST, replace(SECOND, former=True)), FIRST),
        (replace(PROPOSED, ground=SECOND.id), (replace(SECOND, former=True), DENIAL), replace(SECOND, former=True)),
    ],
)
def test_a_state_is_shown_with_a_report_that_says_so(
    stands: Standing, told: tuple[Evidence, ...], shown: Evidence
) -> None:
    """The newest was shown whatever it said: under "pointing to yes" a weak sign of something else."""
    assert ground_of(replace(stands, lean=stands.lean or ("toward" if stands is SIGNAL else "")), told) == shown


@pytest.mark.parametrize("stands", [{"ground": FIRST.id}, {"why": "Harbour Wire points to yes"}])
def test_a_state_is_shown_with_the_report_its_reason_speaks_of(stands: dict[str, str]) -> None:
    """Under "BBC points to no" stood another paper's story, because it was newer."""
    moved = replace(SIGNAL, lean="toward", **stands)  # type: ignore[arg-type]
    assert ground_of(moved, (FIRST, SECOND)) == FIRST
    merged = replace(FIRST, copy_of=SECOND.id)
    assert ground_of(moved, (merged, SECOND)) == SECOND, "a copy is nothing to rest on"


def test_what_a_person_reopened_for_a_changed_headline_is_not_shown_with_that() -> None:
    """ "reopen Northern Post corrected" named the outlet, whose corrected headline was then quoted as if it still stood."""
    changed, now = replace(SECOND, former=True), replace(WEAK, outlet=SECOND.outlet, origin=SECOND.origin)
    reopened = replace(SIGNAL, value="developing", by="U1", why="Northern Post corrected")
    assert ground_of(reopened, (FIRST, changed, now)) == FIRST
    assert ground_of(reopened, (changed, now)) == now


def test_what_a_person_sets_rests_on_no_report_and_what_a_person_confirms_on_the_same() -> None:
    waiting = replace(PROPOSED, ground=FIRST.id)
    assert confirmed(waiting, by="U1", at=LATER).ground == FIRST.id
    assert objected(waiting, by="U1", at=LATER).ground == ""


def test_a_target_nobody_reported_on_is_shown_with_nothing() -> None:
    assert ground_of(SIGNAL, ()) is None


def test_a_claim_is_as_fresh_as_the_reports_that_are_left() -> None:
    """A report struck out kept the claim fresh for a week."""
    claim = first_standing(STORY, NO_SALE, at=NOW)
    spoken = Voice(origin="Northern Post", side="supports", outlet="Northern Post", evidence="ev-n", link="", at=LATER)
    heard = replace(claim, voices=(*claim.voices, spoken), last_reaffirmed_at=LATER)
    after = without(heard, {"ev-n"}, (), by="U1", at=LATER, why="x")
    assert after.last_reaffirmed_at == claim.last_reaffirmed_at


def test_what_two_origins_have_reported_since_is_proposed_when_an_item_is_reopened() -> None:
    away = {"side": "away", "outcome": True}
    since = [Voice(origin=o, outlet=o, evidence=o, link="", at=NOW, **away) for o in ("Gulf", "Mirror")]  # type: ignore[arg-type]
    was = replace(SIGNAL, value=WatchState.RESOLVED_YES, by="U1", since=NOW - timedelta(days=1), voices=tuple(since))
    anew = reopened(was, by="U2", at=NOW)
    assert (anew.value, anew.suggested, anew.by) == (WatchState.PROPOSED, WatchState.RESOLVED_NO, BOT)
    assert anew.why == "2 origins report no since it was resolved: Gulf, Mirror"
    one = reopened(replace(was, voices=tuple(since[:1])), by="U2", at=NOW)
    assert (one.value, one.suggested) == (WatchState.SIGNAL, "")


def test_what_many_said_before_people_decided_keeps_no_later_report_out_of_the_thread() -> None:
    """Reopened and answered anew, a question's next reports were only counted, for enough had said so before."""
    many = [evidence(f"o{n}", outlet=f"O{n}", origin=f"O{n}", outcome=True) for n in range(ENOUGH_TOLD + 1)]
    new = evidence("n", outlet="Gulf", origin="Gulf", outcome=True, published=NOW, seen=NOW)
    told = standing("proposed", *many, new, suggested=WatchState.RESOLVED_YES)
    told = replace(told, voices=tuple(voice_of(e) for e in (*many, new)))
    further = change(ChangeKind.ORIGIN, told, told, evidence=new)
    assert enough_told(further, told)
    assert not enough_told(further, replace(told, counts_from=NOW - timedelta(minutes=1)))
