"""What is said of talks, of a step, of another's deed or of tomorrow is not said of the thing itself. All is invented."""

import pytest

from bot.domain.entry import Entry
from bot.domain.evidence import Judgement, Phase
from bot.domain.story import Actor, Polarity, Story, WatchItem, Weight
from watchers.judge.judgements import judge
from watchers.match.matcher import Matcher
from watchers.words.names import usual_names

ITEMS = {
    "election": ("Does Auria hold an early election?", "early-election|coalition-collapse", Polarity.HAPPENS),
    "removal": ("Is Erik Dolan removed from office?", "impeachment|removed-from-office", Polarity.HAPPENS),
    "resignation": ("Does Erik Dolan resign?", "resignation|resign", Polarity.HAPPENS),
    "summit": ("Do Auria and Belmont meet at a summit?", "summit|meeting", Polarity.HAPPENS),
    "extension": ("Do Auria and Belmont extend the truce?", "truce|extension", Polarity.HAPPENS),
    "truce": ("Does the truce between Auria and Belmont end?", "truce", Polarity.ENDS),
    "strike": ("Is the strike at Auria Ports over?", "strike|walkout", Polarity.ENDS),
    "membership": ("Does Belmont approve Auria's membership of the league?", "membership", Polarity.HAPPENS),
}
ACTORS = {"removal": ("Erik Dolan",), "resignation": ("Erik Dolan",), "strike": ("Auria Ports",)}


def judged(about: str, title: str, summary: str = "") -> Judgement | None:
    question, anchors, polarity = ITEMS[about]
    names = ACTORS.get(about, ("Auria", "Belmont"))
    item = WatchItem(id="w", question=question, actors=names, anchors=anchors, polarity=polarity)
    actors = tuple(Actor(name=n, aliases=usual_names(n)) for n in names)
    story = Story(slug="invented", title="Invented", actors=actors, watch_items=(item,))
    return next(iter(judge(Matcher(story).match(Entry(id="1", title=title, summary=summary)), story)), None)


def phase(about: str, title: str, summary: str = "") -> Phase:
    found = judged(about, title, summary)
    return found.phase if found else Phase.NONE


@pytest.mark.parametrize(
    "title", ["Auria's coalition collapses as premier plans ballot", "Coalition collapse in Auria"]
)
def test_what_the_desk_waits_for_calls_nothing_off(title: str) -> None:
    assert phase("election", title) not in {Phase.CANCELLED, Phase.DENIED}


@pytest.mark.parametrize(
    ("title", "is_phase"),
    [
        ("House impeaches Dolan", Phase.HEDGED),
        ("Dolan defiant after impeachment", Phase.HEDGED),
        ("Court upholds Dolan impeachment", Phase.HAPPENED),
        ("Dolan removed from office", Phase.HAPPENED),
    ],
)
def test_a_step_towards_it_is_not_it(title: str, is_phase: Phase) -> None:
    assert phase("removal", title) is is_phase


@pytest.mark.parametrize(
    ("title", "is_phase"),
    [
        ("Dolan under scrutiny after Halden's resignation", Phase.NONE),
        ("Party in turmoil after Dolan's resignation", Phase.HAPPENED),
    ],
)
def test_anothers_deed_is_not_the_actors(title: str, is_phase: Phase) -> None:
    assert phase("resignation", title) is is_phase


@pytest.mark.parametrize(
    ("about", "title", "is_phase"),
    [
        ("truce", "Truce between Auria and Belmont expires", Phase.HAPPENED),
        ("truce", "Truce between Auria and Belmont expires tomorrow", Phase.HEDGED),
        ("truce", "What will happen when the Auria truce expires", Phase.HEDGED),
        ("extension", "Auria wants more time as truce expires tomorrow", Phase.DENIED),
    ],
)
def test_what_is_yet_to_come_has_not_happened(about: str, title: str, is_phase: Phase) -> None:
    assert phase(about, title) is is_phase


@pytest.mark.parametrize(
    ("title", "is_phase"),
    [
        ("Talks between Auria Ports and striking crews break off", Phase.DENIED),
        ("Marathon talks at Auria Ports end strike", Phase.HAPPENED),
        ("Crews at Auria Ports to return to work as union ends strike", Phase.HAPPENED),
        ("Auria Ports workers vote to accept offer and end strike", Phase.HAPPENED),
        ("Auria Ports workers to vote on ending strike", Phase.HEDGED),
    ],
)
def test_talks_that_break_off_end_no_strike_and_a_vote_to_end_it_does(title: str, is_phase: Phase) -> None:
    assert phase("strike", title) is is_phase


def test_the_end_of_talks_is_a_strong_sign_and_no_outcome() -> None:
    found = judged("extension", "Auria-Belmont talks fail to reach truce extension")
    assert found
    assert (found.phase, found.weight) == (Phase.DENIED, Weight.STRONG)


def test_an_extension_that_is_unlikely_holds_nothing() -> None:
    assert phase("truce", "Auria premier says truce extension unlikely") is Phase.HEDGED
    assert phase("truce", "Auria premier hails truce extension") is Phase.DENIED


def test_who_is_named_in_another_clause_is_no_party() -> None:
    assert phase("extension", "Auria, Belmont extend truce as premier seeks deal with Norland") is Phase.HAPPENED
    assert phase("extension", "Auria extends truce with Norland") is not Phase.HAPPENED


def test_no_deal_at_a_summit_denies_no_summit() -> None:
    assert phase("summit", "No deal at Auria-Belmont summit") not in {Phase.DENIED, Phase.CANCELLED}
    assert phase("summit", "Auria rules out summit with Belmont") in {Phase.DENIED, Phase.CANCELLED}


@pytest.mark.parametrize(
    ("title", "is_phase"),
    [
        ("Belmont parliament backs Auria's membership", Phase.HAPPENED),
        ("Belmont minister backs Auria's membership", Phase.PLANNED),
    ],
)
def test_a_parliament_that_backs_it_approves_it(title: str, is_phase: Phase) -> None:
    assert phase("membership", title) is is_phase


def test_another_kind_of_event_with_the_same_verb_is_not_asked_for() -> None:
    assert phase("extension", "Belmont accuses Auria of targeting reporter") is Phase.NONE


def test_who_speaks_is_not_spoken_of() -> None:
    item = WatchItem(id="w", question="Does Erik Dolan stay foreign minister?", anchors="minister", actors=("Auria",))
    story = Story(slug="invented", title="Invented", actors=(Actor(name="Auria"),), watch_items=(item,))

    def found(title: str) -> bool:
        return bool(Matcher(story).match(Entry(id="1", title=title)).matches)

    assert not found("The foreign minister of Auria said the text was not yet signed")
    assert found("Foreign minister of Auria resigns")


def test_what_is_declared_void_is_off() -> None:
    assert phase("membership", "Belmont declares membership void after row with Auria") is Phase.CANCELLED
    assert phase("extension", "Auria declares truce void hours after signing") is Phase.CANCELLED
    assert phase("truce", "Auria declares truce void hours after signing") is Phase.HAPPENED
