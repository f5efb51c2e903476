"""What a page said under an earlier headline counts for nothing new once it says something else. All of it is invented."""

from datetime import timedelta

import pytest

from bot.blocks.alert import reply
from bot.blocks.phrases import voices
from bot.domain.change import ChangeKind, Level, alert_for
from bot.domain.moves import confirmed, reopened
from bot.domain.saying import how_many, tally
from bot.domain.standing import WatchState
from bot.domain.voices import unsupported, without
from tests.conftest import NOW
from tests.newsroom_case import BRIBE, HERALD, LONG_TEXT, POST, TIMES, TRIAL, VERDICT, WIRE, Newsroom


@pytest.mark.parametrize(
    ("first", "then", "pointed"),
    [
        ("Ubel convicted of fraud", "Jury in Ubel fraud trial still deliberating", "yes"),
        ("Ubel acquitted of fraud", "Ubel fraud trial: prosecutors rest case", "no"),
    ],
)
def test_a_signal_falls_with_the_headline_it_rested_on(first: str, then: str, pointed: str) -> None:
    """ "Signal, pointing to yes" stood in the channel over a headline that nobody had any more."""
    desk = Newsroom()
    desk.hears(HERALD, first, page=1, hours=0)
    change = desk.hears(HERALD, then, page=1, hours=1)
    assert change
    assert (change.before.value, change.after.value, change.after.lean) == ("signal", "watching", "")
    assert (change.kind, change.level) == (ChangeKind.STATE, Level.URGENT)
    assert change.why == f"Coast Herald no longer reports what pointed to {pointed}: its headline has changed"


def test_a_signal_stands_where_somebody_else_points_that_way() -> None:
    desk = Newsroom()
    desk.hears(HERALD, "Ubel convicted of fraud", page=1, hours=0)
    desk.hears(POST, "Ubel pleads guilty to fraud, court told", page=2, hours=0.5)
    change = desk.hears(HERALD, "Jury in Ubel fraud trial still deliberating", page=1, hours=1)
    assert change
    assert (change.after.lean, change.level) == ("toward", Level.ROUTINE)


def test_a_contest_ends_when_one_side_has_another_headline_however_old_the_other_is() -> None:
    """Two days later the report that was left weighed too little to end a contest with nobody."""
    desk = Newsroom()
    desk.hears(HERALD, "Ubel convicted of fraud", page=1, hours=0)
    desk.hears(POST, "Ubel acquitted of fraud", page=2, hours=1)
    assert desk.verdict.value == WatchState.CONTESTED
    change = desk.hears(POST, "Ubel fraud trial: jury sent home", page=2, hours=60)
    assert change
    assert (change.after.value, change.after.lean) == ("signal", "toward")


def test_a_page_that_comes_to_carry_anothers_report_no_longer_says_what_it_said() -> None:
    """It went on as "1 reports no" beside the proposal that its own new headline spoke for."""
    desk = Newsroom()
    desk.hears(TIMES, "Ubel convicted of fraud", page=1, hours=0)
    desk.hears(HERALD, "Ubel acquitted of fraud", page=2, hours=1)
    assert desk.verdict.value == WatchState.CONTESTED
    change = desk.hears(HERALD, "Ubel convicted of fraud", page=2, hours=2)
    assert change
    assert (change.after.value, change.after.lean, tally(change.after)) == ("signal", "toward", {"report:toward": 1})
    assert change.why == "Coast Herald no longer reports what pointed to no: its headline has changed"


def test_a_claim_is_not_to_be_confirmed_by_a_page_that_carries_the_others_report_now() -> None:
    desk = Newsroom()
    desk.hears(WIRE, "Ubel took a bribe from port operator", page=1, hours=0)
    desk.hears(POST, "Ubel took bribe from the port operator, papers show", page=2, hours=1)
    assert desk.standings[BRIBE].suggested == "confirmed"
    desk.hears(POST, "Ubel took a bribe from port operator", page=2, hours=2)
    assert (desk.standings[BRIBE].suggested, desk.standings[BRIBE].origins) == ("reported", 1)


def test_a_copy_whose_headline_says_the_contrary_is_a_copy_no_more() -> None:
    """It kept the text below, so "fraud verdict quashed" was told as a copy of the conviction."""
    desk = Newsroom()
    desk.hears(WIRE, "Ubel convicted of fraud", page=1, hours=0, summary=LONG_TEXT)
    copy = desk.hears(TIMES, "Ubel convicted of fraud", page=2, hours=1, summary=LONG_TEXT)
    assert copy
    assert copy.kind is ChangeKind.COPY
    change = desk.hears(TIMES, "Ubel acquitted of fraud", page=2, hours=2, summary=LONG_TEXT)
    assert change
    assert change.evidence
    assert (change.evidence.copy_of, change.evidence.origin) == ("", TIMES)


def test_what_a_page_said_before_it_turned_is_no_ground_of_a_proposal() -> None:
    """An agency's page said the contrary for hours, and its first headline kept up what others had proposed."""
    desk = Newsroom()
    desk.hears(WIRE, "Ubel convicted of fraud", page=1, hours=0)
    desk.hears(WIRE, "Ubel fraud trial: jury sent home", page=1, hours=1)
    desk.hears(HERALD, "Ubel convicted of fraud, court hears", page=2, hours=2)
    desk.hears(POST, "Jury finds Ines Ubel guilty of fraud", page=3, hours=3)
    assert desk.verdict.words == "proposed: yes"
    change = desk.hears(POST, "WITHDRAWN: Jury finds Ines Ubel guilty of fraud", page=4, hours=4)
    assert change
    assert (change.after.words, change.after.lean) == ("signal", "toward")


def test_the_copies_of_a_withdrawn_report_hold_no_proposal_up() -> None:
    """A paper's copy was a decisive report of a trusted source, and what was withdrawn waited for Confirm, by "no origin"."""
    desk = Newsroom()
    desk.hears(WIRE, "Ubel convicted of fraud", page=1, hours=0, summary=LONG_TEXT)
    desk.hears(TIMES, "Ubel convicted of fraud", page=2, hours=1, summary=LONG_TEXT)
    desk.hears(WIRE, "WITHDRAWN: Ubel convicted of fraud", page=3, hours=2)
    assert (desk.verdict.words, desk.verdict.voices) == ("watching", ())
    again = desk.hears(WIRE, "Ubel acquitted of fraud", page=1, hours=3, summary=LONG_TEXT)
    assert again
    assert (again.after.words, again.level) == ("proposed: no", Level.FLASH), "it is no copy of what was withdrawn"


GONE_ON = "Ubel speaks of a long day"


def test_a_page_that_no_longer_says_it_is_not_one_of_two_origins_of_a_new_proposal() -> None:
    """ "2 origins report yes" waited for Confirm, and the page of one of them had said something else for hours."""
    desk = Newsroom()
    desk.hears(HERALD, "Ubel convicted of fraud", page=1, hours=0)
    gone = desk.hears(HERALD, GONE_ON, page=1, hours=1)
    assert gone
    assert (gone.after.value, tally(gone.after)) == ("signal", {"earlier:report:toward": 1})
    change = desk.hears(POST, "Jury finds Ines Ubel guilty of fraud", page=2, hours=2)
    assert change
    assert (change.after.value, change.level) == ("signal", Level.URGENT), "it is the only one to report it now"
    assert tally(change.after) == {"report:toward": 1, "earlier:report:toward": 1}
    back = desk.hears(HERALD, "Ubel convicted of fraud", page=1, hours=3)
    assert back
    assert (back.after.value, tally(back.after)) == ("proposed", {"report:toward": 2})


def test_what_a_page_no_longer_says_does_not_come_back_when_a_newer_report_is_struck_out() -> None:
    """The first page had said "still deliberating" for ten minutes, and was one of "2 origins report yes" again."""
    desk = Newsroom()
    desk.hears(HERALD, "Ubel convicted of fraud", page=1, hours=0)
    desk.hears(HERALD, GONE_ON, page=1, hours=0.2)
    newer = desk.hears(HERALD, "Ines Ubel guilty of fraud, jury finds", page=2, hours=0.5)
    desk.hears(POST, "Jury finds Ines Ubel guilty of fraud", page=3, hours=1)
    assert newer
    assert newer.evidence
    assert desk.verdict.words == "proposed: yes"
    rest = [e for e in desk.recent if e.target == VERDICT and e.id != newer.evidence.id]
    struck = without(desk.verdict, {newer.evidence.id}, rest, by="U1", at=NOW + timedelta(hours=2), why="not relevant")
    assert (struck.words, tally(struck)) == ("signal", {"report:toward": 1, "earlier:report:toward": 1})


def test_another_page_of_the_newsroom_still_says_it() -> None:
    desk = Newsroom()
    desk.hears(HERALD, "Ubel convicted of fraud", page=1, hours=0)
    desk.hears(HERALD, "Ines Ubel guilty of fraud, jury finds", page=2, hours=0.5)
    desk.hears(HERALD, GONE_ON, page=2, hours=1)
    assert tally(desk.verdict) == {"report:toward": 1}


def test_a_hint_of_the_newsroom_leaves_what_its_page_said_before_as_it_was() -> None:
    """The proposal that waited on it was "1 weak hint of no"."""
    desk = Newsroom()
    desk.hears(WIRE, "Ubel convicted of fraud", page=1, hours=0)
    desk.hears(WIRE, GONE_ON, page=1, hours=1)
    desk.hears(WIRE, "Ubel fraud verdict postponed", page=2, hours=2)
    assert (desk.verdict.words, tally(desk.verdict)) == ("proposed: yes", {"earlier:report:toward": 1})
    assert unsupported(desk.verdict)


@pytest.mark.parametrize(("now", "level"), [(GONE_ON, Level.URGENT), ("Live: rain in the north", Level.ROUTINE)])
def test_the_channel_hears_when_a_page_behind_a_proposal_no_longer_says_it(now: str, level: Level) -> None:
    """It still waited for Confirm as "2 origins report yes"; a live page that goes on to other news takes nothing back."""
    desk = Newsroom()
    desk.hears(HERALD, "Ubel convicted of fraud", page=1, hours=0)
    desk.hears(POST, "Jury finds Ines Ubel guilty of fraud", page=2, hours=1)
    change = desk.hears(HERALD, now, page=1, hours=2)
    assert change
    assert (change.after.value, change.kind, change.level) == ("proposed", ChangeKind.EDIT, level)
    assert not unsupported(change.after), "the other origin's says so"
    message = reply(TRIAL, alert_for(change, "C1", at=NOW).change, change.after, now=NOW)
    assert "*Coast Herald* changed its headline, which no longer says so · still proposed: *yes*" in str(message)
    assert "1 origin reports yes, earlier 1 reported yes" in str(message)
    assert "Coast Herald reported yes" in voices(change.after, NOW)
    assert "action_id': 'confirm'" not in str(message)


def test_the_channel_hears_when_a_page_no_longer_says_what_is_claimed() -> None:
    """The witness took it back, and "2 origins say so" waited for Confirm as before."""
    desk = Newsroom()
    desk.hears(HERALD, "Ubel took bribe from port operator, witness says", page=1, hours=0)
    desk.hears(TIMES, "Ubel took a bribe from port operator", page=2, hours=1)
    assert desk.standings[BRIBE].suggested == "confirmed"
    desk.hears(HERALD, "Ubel cleared of bribe claim", page=1, hours=2, summary="The witness took it back.")
    change = next(c for c in desk.changes if c.target == BRIBE)
    assert (change.level, how_many(tally(change.after))) == (Level.URGENT, "1 origin says so, earlier 1 said so")


def test_a_page_that_turns_against_a_resolution_is_heard_and_offers_to_reopen_it() -> None:
    """No yes was left and two newsrooms said no since, but their pages were older than the decision: two lines in the thread."""
    desk = Newsroom()
    desk.hears(WIRE, "Ubel found guilty of fraud", page=1, hours=0)
    desk.hears(HERALD, "Jury convicts Ines Ubel of fraud", page=2, hours=0.2)
    decided = confirmed(desk.verdict, by="U1", at=NOW + timedelta(hours=1))
    desk.standings[VERDICT] = decided
    first = desk.hears(WIRE, "Ubel acquitted of fraud", page=1, hours=2)
    second = desk.hears(HERALD, "Jury acquits Ines Ubel: acquitted of fraud", page=2, hours=3)
    for change in (first, second):
        assert change
        assert (change.after.value, change.kind, change.level) == ("resolved_yes", ChangeKind.EDIT, Level.URGENT)
    assert second
    assert tally(second.after) == {"report:away": 2}
    message = reply(TRIAL, alert_for(second, "C1", at=NOW).change, second.after, now=NOW)
    assert "*Against what was resolved*" in str(message)
    assert "action_id': 'reopen'" in str(message)
    again = reopened(second.after, by="U1", at=NOW + timedelta(hours=4))
    assert (again.value, again.suggested) == ("proposed", "resolved_no")


def test_a_new_headline_that_says_the_same_keeps_the_date_of_its_page() -> None:
    desk = Newsroom()
    desk.hears(HERALD, "Ubel convicted of fraud", page=1, hours=0)
    desk.hears(HERALD, "Ubel convicted of fraud, fans weep", page=1, hours=5)
    assert [v.at for v in desk.verdict.voices] == [NOW]
    desk.hears(HERALD, "Ubel acquitted of fraud", page=1, hours=6)
    desk.hears(HERALD, "Ubel acquitted of fraud, fans cheer", page=1, hours=7)
    assert [v.at for v in desk.verdict.voices] == [NOW + timedelta(hours=6)]


def test_a_report_that_others_have_copied_is_no_copy_under_its_new_headline() -> None:
    """The papers that had its text made the agency's own report a copy of theirs."""
    desk = Newsroom()
    desk.hears(WIRE, "Ubel convicted of fraud", page=1, hours=0, summary=LONG_TEXT)
    desk.hears(HERALD, "Ubel convicted of fraud", page=2, hours=1, summary=LONG_TEXT)
    change = desk.hears(WIRE, "Ubel convicted of fraud, crowds weep", page=1, hours=2, summary=LONG_TEXT)
    assert change
    assert change.evidence
    assert (change.evidence.copy_of, change.after.words) == ("", "proposed: yes")
    assert [(v.origin, v.evidence) for v in change.after.voices] == [(WIRE, change.evidence.id)]
