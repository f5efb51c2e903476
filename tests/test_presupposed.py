"""What a headline takes for granted, on whose word, and what one party cannot do alone. All sentences are invented."""

import pytest

from bot.domain.evidence import Phase
from bot.domain.story import Polarity
from tests.judging_case import asking, judged

BOTH = ("Auria", "Belmont")


STORIES = {
    "truce": asking("Do Auria and Belmont agree a truce?", "truce|ceasefire", *BOTH),
    "freed": asking("Does Auria free the miners it is holding?", "miners|release", "Auria"),
    "bust": asking("Does Halden collapse?", "collapse|insolvency|liquidation", "Halden"),
    "quit": asking("Does Dolan resign as premier?", "premier|resignation", "Dolan"),
    "deal": asking("Does the Auria grain deal end?", "grain-deal", "Auria", polarity=Polarity.ENDS),
    "curbs": asking("Does the council adopt new curbs on Auria after its June test?", "curbs|sanctions", "Auria"),
}


@pytest.mark.parametrize(
    ("about", "title", "phase"),
    [
        ("truce", "Auria-Belmont truce holds on first morning", Phase.HAPPENED),
        ("truce", "Shells fall despite Auria-Belmont truce", Phase.HAPPENED),
        ("truce", "Crowds in Auria celebrate ceasefire with Belmont", Phase.HAPPENED),
        ("truce", "Villages empty after Auria-Belmont truce deal", Phase.HAPPENED),
        ("truce", "Auria and Belmont at odds after truce talks", Phase.DENIED),
        ("truce", "Envoy welcomes proposed Auria-Belmont truce", Phase.NONE),
        ("truce", "Will the Auria-Belmont truce hold?", Phase.NONE),
        ("freed", "Envoy thanks Auria for release of miners", Phase.HAPPENED),
        ("freed", "Families welcome Auria's planned release of miners", Phase.NONE),
        ("bust", "Halden collapse leaves suppliers unpaid", Phase.HAPPENED),
        ("bust", "Fallout from Halden collapse spreads", Phase.HAPPENED),
        ("bust", "Halden collapse could leave suppliers unpaid", Phase.NONE),
        ("bust", "Shops shut after firm collapses, Halden creditors say", Phase.HAPPENED),
        ("quit", "Dolan resignation: rivals gather", Phase.HAPPENED),
        ("quit", "Dolan resignation: party says no decision made", Phase.DENIED),
        ("quit", "Dolan's resignation puts a spotlight on rivals", Phase.HAPPENED),
        ("quit", "Dolan's resignation looms as premier", Phase.PLANNED),
        ("quit", "Dolan's resignation remains in doubt", Phase.DENIED),
        ("quit", "Dolan's deputy's resignation puts a spotlight on her", Phase.NONE),
        ("bust", "What Halden's sudden collapse means for shops", Phase.HAPPENED),
        ("quit", "After Vara and Ostrow resign, who is left with Dolan?", Phase.NONE),
    ],
)
def test_what_is_taken_for_granted_has_happened(about: str, title: str, phase: Phase) -> None:
    assert judged(STORIES[about], title).phase is phase


@pytest.mark.parametrize(
    ("about", "title", "phase"),
    [
        ("truce", "Auria agrees to truce", Phase.PLANNED),
        ("truce", "Auria and Belmont agree to truce", Phase.HAPPENED),
        ("truce", "Auria agrees truce with Belmont", Phase.HAPPENED),
        ("freed", "Auria says it has freed miners", Phase.HAPPENED),
        ("freed", "Belmont says Auria has freed miners", Phase.HEDGED),
        ("deal", "Auria says it has quit the grain deal", Phase.HAPPENED),
        ("deal", "Why did Auria quit the grain deal?", Phase.HAPPENED),
        ("deal", "Will Auria quit the grain deal?", Phase.NONE),
        ("deal", "Traders say Auria will quit the grain deal", Phase.HEDGED),
    ],
)
def test_one_side_speaks_for_its_own_deeds_and_for_no_others(about: str, title: str, phase: Phase) -> None:
    assert judged(STORIES[about], title).phase is phase


@pytest.mark.parametrize(
    ("about", "title", "phase"),
    [
        ("curbs", "Council to vote on curbs text agreed by Auria", Phase.PLANNED),
        ("curbs", "Council adopts curbs on Auria", Phase.HAPPENED),
        ("curbs", "Curbs on Auria adopted by council", Phase.HAPPENED),
        ("curbs", "Ministers told Auria they plan to adopt curbs", Phase.PLANNED),
        ("curbs", "Doubts persist about Auria adopting curbs", Phase.DENIED),
    ],
)
def test_what_was_done_to_something_beside_the_thing_is_not_done_to_it(about: str, title: str, phase: Phase) -> None:
    assert judged(STORIES[about], title).phase is phase


def test_a_question_asks_neither_for_its_asides_nor_for_its_adjectives() -> None:
    said = judged(STORIES["curbs"], "Auria tests rocket as sanctions bite")
    assert said.phase is not Phase.HAPPENED
    case = asking("Does Auria's recognised parliament approve the drafted charter?", "charter", "Auria")
    assert judged(case, "Auria's parliament approves charter").phase is Phase.HAPPENED
    assert judged(case, "Belmont recognises Auria charter panel").phase is not Phase.HAPPENED


def test_outcome_phrases_of_an_item_do_not_change_what_it_asks() -> None:
    """An editor adds how it may end: those words are found, and the thing stays what it was."""
    plain = asking("Do Auria and Belmont agree a truce?", "truce", *BOTH)
    more = asking(
        "Do Auria and Belmont agree a truce?", "truce|agree-to-a-truce|guns-fall-silent|escalate-strikes", *BOTH
    )
    for title in (
        "Auria-Belmont truce holds",
        "Auria and Belmont agree to a truce",
        "Auria rejects truce with Belmont",
    ):
        assert judged(plain, title).phase is judged(more, title).phase


def test_a_name_inside_an_actor_s_name_is_no_stranger() -> None:
    case = asking("Do Norway Steel and Halden merge?", "merger", "Norway Steel", "Halden", "Zentra")
    assert judged(case, "Norway Steel completes merger").phase is Phase.HAPPENED


RACE = asking(
    "Does Ana Kovel become prime minister?", "prime-minister|leadership", "Ana Kovel", "Ivo Brandt", "Blue Party"
)


@pytest.mark.parametrize(
    ("title", "phase"),
    [
        ("Kovel sworn in as prime minister", Phase.HAPPENED),
        ("Blue Party elects Kovel prime minister", Phase.HAPPENED),
        ("Brandt sworn in as prime minister", Phase.CANCELLED),
        ("Brandt tipped to become prime minister", Phase.DENIED),
        ("Kovel pulls out of leadership race", Phase.CANCELLED),
        ("Kovel's new cabinet meets the PM's advisers", Phase.NONE),
        ("Kovel's first speech as PM", Phase.HAPPENED),
        ("Neighbours congratulate Kovel as new prime minister", Phase.HAPPENED),
        ("Neighbours would welcome Kovel as prime minister", Phase.NONE),
    ],
)
def test_what_one_rival_gets_the_others_do_not(title: str, phase: Phase) -> None:
    assert judged(RACE, title).phase is phase


def test_an_election_is_won_by_one_and_lost_by_the_other() -> None:
    case = asking("Does Ana Kovel win the election?", "election", "Ana Kovel", "Ivo Brandt")
    assert judged(case, "Kovel beats Brandt in election").phase is Phase.HAPPENED
    assert judged(case, "Brandt beats Kovel in election").phase is Phase.CANCELLED
    assert judged(case, "Election: Brandt yet to concede after Kovel's win").phase is Phase.HAPPENED
    assert judged(case, "Kovel secures landslide victory").phase is Phase.HAPPENED


@pytest.mark.parametrize(
    ("about", "title", "phase"),
    [
        ("bust", "Halden pitch: help now or pay when the tunnel collapses", Phase.NONE),
        ("truce", "Auria and Belmont make push for truce", Phase.PLANNED),
        ("truce", "Auria fined Belmont over truce", Phase.NONE),
        ("curbs", "Auria rejects conditions on curbs", Phase.DENIED),
        ("curbs", "President-elect speaks of curbs on Auria", Phase.NONE),
    ],
)
def test_what_is_done_to_something_else_is_neither_the_event_nor_its_end(about: str, title: str, phase: Phase) -> None:
    assert judged(STORIES[about], title).phase is not Phase.HAPPENED
    assert judged(STORIES[about], title).phase is not Phase.CANCELLED
    assert judged(STORIES[about], title).phase is phase


def test_a_deed_of_others_is_not_the_one_asked_about() -> None:
    case = asking("Does Auria evacuate its embassy in Karst?", "embassy", "Auria", "Karst")
    assert judged(case, "Auria evacuates embassy in Karst").phase is Phase.HAPPENED
    assert judged(case, "Foreign states evacuate embassy staff from Karst").phase is Phase.HEDGED
    assert judged(case, "Norway evacuates embassy in Karst").phase is Phase.HEDGED


MERGER = asking("Will Norvex be allowed to merge with Halden?", "merger|takeover", "Norvex", "Halden")
MERGES = asking("Will Norvex merge with Halden?", "merger|takeover", "Norvex", "Halden")


@pytest.mark.parametrize(
    ("title", "phase"),
    [
        ("Norvex counts the cost of its failed Halden merger", Phase.CANCELLED),
        ("Norvex shares slide after shelved takeover of Halden", Phase.CANCELLED),
        ("Norvex aims to revive failed Halden merger", Phase.DENIED),
        ("Norvex chief on the failed merger talks with Halden", Phase.DENIED),
    ],
)
def test_a_failed_thing_is_known_to_be_off_unless_it_is_hoped_for_anew(title: str, phase: Phase) -> None:
    assert judged(MERGES, title).phase is phase


@pytest.mark.parametrize(
    ("title", "phase"),
    [
        ("Norvex-Halden merger blocked by watchdog", Phase.CANCELLED),
        ("Regulator rejects Norvex-Halden merger", Phase.CANCELLED),
        ("Watchdog clears Norvex-Halden merger", Phase.HAPPENED),
    ],
)
def test_who_asks_whether_it_is_allowed_asks_for_leave(title: str, phase: Phase) -> None:
    """It is a verb of rulings, too, so that a merger that was blocked was a ruling given: yes."""
    assert judged(MERGER, title).phase is phase
