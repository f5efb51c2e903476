"""What the desk wrote of trouble stands, unless the passage denies those very words. All names and headlines are invented."""

import pytest

from bot.domain.entry import Entry
from bot.domain.evidence import Judgement, Phase
from bot.domain.story import Actor, Direction, Polarity, Signal, Story, WatchItem, Weight
from watchers.judge.judgements import judge
from watchers.match.matcher import Matcher

FEUD = WatchItem(
    id="fight",
    question="Do Dolan and the Guard fight each other?",
    anchors="fighting|clash|battle|troops",
    signals=(
        Signal(words="truce|talks|parley", direction=Direction.AWAY, weight=Weight.STRONG),
        Signal(words="duel begins", direction=Direction.TOWARD, weight=Weight.STRONG),
    ),
)
STORY = Story(slug="invented", title="Invented", actors=(Actor(name="Dolan"), Actor(name="Guard")), watch_items=(FEUD,))


def judged(title: str) -> Judgement:
    return judge(Matcher(STORY).match(Entry(id="1", title=title)), STORY)[0]


@pytest.mark.parametrize(
    "title",
    [
        "Dolan in talks with the Guard, accused of lies",
        "Dolan and Guard hold talks as critics slam delay",
        "Dolan, Guard talks amid uncertainty",
    ],
)
def test_a_signal_of_away_stands_beside_words_of_doubt(title: str) -> None:
    said = judged(title)
    assert (said.phase, said.direction, said.weight) == (Phase.DENIED, Direction.AWAY, Weight.STRONG)


@pytest.mark.parametrize(
    "title", ["Dolan denies talks with the Guard", "Dolan: talk of a parley false", "Dolan not in talks with Guard"]
)
def test_a_signal_of_away_is_turned_round_where_its_own_words_are_denied(title: str) -> None:
    said = judged(title)
    assert (said.direction, said.weight) == (Direction.TOWARD, Weight.WATCH)


def test_a_signal_of_away_stands_where_the_end_of_what_it_tells_is_negated() -> None:
    assert judged("Dolan says raid will not end Guard talks").direction is Direction.AWAY


def test_an_accusation_denies_no_signal_of_toward_either_and_a_doubt_does() -> None:
    assert judged("Duel of Dolan and the Guard begins, Dolan accused of foul play").direction is Direction.TOWARD
    assert judged("Duel of Dolan and the Guard begins? Rumour baseless").direction is not Direction.TOWARD


@pytest.mark.parametrize(
    "title", ["Dolan accuses the Guard of bombing his troops", "Dolan denounces Guard over battle for the bridge"]
)
def test_words_against_each_other_are_no_doubt_that_two_sides_fight(title: str) -> None:
    assert judged(title).direction is not Direction.AWAY


STRIKE = WatchItem(
    id="strike",
    question="Is the harbour strike over?",
    anchors="strike|walkout",
    polarity=Polarity.ENDS,
    signals=(
        Signal(words='dockers "back at work"', direction=Direction.TOWARD, weight=Weight.DECISIVE),
        Signal(words='dockers|union "walk out again"|"walks out again"', direction=Direction.AWAY),
        Signal(words="pickets", direction=Direction.AWAY, weight=Weight.WATCH),
        Signal(
            words="court|judge orders|grants dockers|injunction", direction=Direction.TOWARD, weight=Weight.DECISIVE
        ),
    ),
)
DOCKS = Story(slug="docks", title="Docks", actors=(Actor(name="Avalon"),), watch_items=(STRIKE,))


def at_the_docks(title: str) -> Judgement:
    return judge(Matcher(DOCKS).match(Entry(id="1", title=title)), DOCKS)[0]


def test_signals_of_both_sides_in_one_passage_are_no_outcome() -> None:
    """The heavier one was all that counted: a strike that had begun again was proposed as over."""
    said = at_the_docks("Avalon dockers back at work, then walk out again within hours")
    assert (said.phase, said.weight) == (Phase.CONTESTED, Weight.STRONG)
    assert said.why[1] == (
        'contested: the passage has a signal of away too: dockers|union "walk out again"|"walks out again"'
    )


@pytest.mark.parametrize(
    "title",
    [
        "Avalon dockers back at work",
        "Avalon dockers back at work, union will not walk out again",
        "Avalon dockers back at work after threat to walk out again",
        "Avalon dockers back at work despite pickets",
    ],
)
def test_a_signal_of_the_other_side_that_is_denied_weak_or_behind_the_news_contests_nothing(title: str) -> None:
    assert (at_the_docks(title).phase, at_the_docks(title).weight) == (Phase.HAPPENED, Weight.DECISIVE)


def test_no_word_that_the_signal_itself_lists_denies_it() -> None:
    """An injunction is a denial elsewhere; here the desk waits for one."""
    said = at_the_docks("Judge grants injunction that sends Avalon dockers home")
    assert (said.phase, said.direction, said.weight) == (Phase.HAPPENED, Direction.TOWARD, Weight.DECISIVE)


MERGER = WatchItem(
    id="merger",
    question="Does Norvex take over Halden?",
    anchors="takeover|merger",
    signals=(
        Signal(words="regulator approves|clears takeover", direction=Direction.TOWARD, weight=Weight.DECISIVE),
        Signal(words="Norvex withdraws", direction=Direction.AWAY, weight=Weight.DECISIVE),
    ),
)
DEAL = Story(slug="deal", title="Deal", actors=(Actor(name="Norvex"), Actor(name="Halden")), watch_items=(MERGER,))


def told(title: str, summary: str) -> Judgement:
    return judge(Matcher(DEAL).match(Entry(id="1", title=title, summary=summary)), DEAL)[0]


def test_a_signal_that_a_summary_only_denies_or_plans_stands_behind_what_the_title_says() -> None:
    """It came before, and hid the outcome: the report was a sign against the takeover, on what had not been approved."""
    denied = "Norvex said the regulator did not approve the takeover."
    assert told("Norvex calls off takeover of Halden", denied).phase is Phase.CANCELLED
    assert told("Norvex calls off takeover of Halden", denied).match.where == "title"


def test_a_signal_that_a_summary_says_itself_goes_before_the_title() -> None:
    found = told("Norvex hopes for takeover of Halden", "The regulator approved the takeover by Norvex on Monday.")
    assert (found.phase, found.by_desk) == (Phase.HAPPENED, True)


def test_a_signal_that_a_summary_only_plans_counts_where_the_title_says_nothing() -> None:
    found = told("Norvex and Halden: a takeover and its rivals", "The regulator is to clear the takeover by Norvex.")
    assert (found.direction, found.by_desk, found.match.where) == (Direction.TOWARD, False, "summary")


RACE = WatchItem(
    id="race",
    question="Does Dolan lose power?",
    anchors="election",
    signals=(
        Signal(words="Dolan concedes", direction=Direction.TOWARD, weight=Weight.DECISIVE),
        Signal(words="Dolan wins", direction=Direction.AWAY, weight=Weight.DECISIVE),
    ),
)
ELECTION = Story(slug="race", title="Race", actors=(Actor(name="Dolan"),), watch_items=(RACE,))


def test_words_of_several_clauses_are_no_other_side() -> None:
    title = "Dolan concedes defeat as rival heads for landslide win"
    assert judge(Matcher(ELECTION).match(Entry(id="1", title=title)), ELECTION)[0].phase is Phase.HAPPENED
    title = "Dolan wins north and concedes south"
    assert judge(Matcher(ELECTION).match(Entry(id="1", title=title)), ELECTION)[0].phase is Phase.CONTESTED


def test_a_letter_to_somebody_that_does_something_is_not_yet_to_come() -> None:
    talks = WatchItem(
        id="talks",
        question="Are the talks held?",
        anchors="talks",
        signals=(Signal(words="cancels talks", direction=Direction.AWAY, weight=Weight.DECISIVE),),
    )
    story = Story(
        slug="talks", title="Talks", actors=(Actor(name="Norland"), Actor(name="Dolan")), watch_items=(talks,)
    )
    found = judge(Matcher(story).match(Entry(id="1", title="Norland letter to Dolan cancelling talks")), story)[0]
    assert (found.phase, found.by_desk) == (Phase.CANCELLED, True)


BANNED = WatchItem(
    id="ban",
    question="Does the court ban the ferry strike?",
    anchors="ban|injunction",
    signals=(
        Signal(words="court|judge bans|ban", direction=Direction.TOWARD, weight=Weight.DECISIVE),
        Signal(words="court|judge refuses|rejects ban|bid", direction=Direction.AWAY, weight=Weight.DECISIVE),
    ),
)
FERRY = Story(slug="ferry", title="Ferry", actors=(Actor(name="Calder Line"),), watch_items=(BANNED,))


@pytest.mark.parametrize(
    "title", ["Court refuses to ban Calder Line strike", "Judge rejects bid to ban Calder Line strike"]
)
def test_of_two_signals_the_one_that_the_passage_says_itself_decides(title: str) -> None:
    """The other stood first in the file: its ban was refused, and that was a weak sign."""
    found = judge(Matcher(FERRY).match(Entry(id="1", title=title)), FERRY)[0]
    assert (found.phase, found.by_desk, found.match.pattern) == (Phase.CANCELLED, True, BANNED.signals[1].words)
    marked = {title[m.start : m.end] for m in found.match.marks}
    assert marked >= {"ban", "Calder Line"}
    assert marked & {"refuses", "rejects"}


@pytest.mark.parametrize(
    ("title", "decides"),
    [("Auria signs pact", True), ("How Auria signed a pact, and lost it in three hours", False)],
)
def test_what_a_headline_explains_decides_nothing_even_in_the_desks_own_words(title: str, *, decides: bool) -> None:
    pact = WatchItem(
        id="w",
        question="Is the pact signed?",
        actors=("Auria",),
        anchors="pact",
        signals=(Signal(words="signs pact", weight=Weight.DECISIVE),),
    )
    story = Story(slug="invented", title="Invented", actors=(Actor(name="Auria"),), watch_items=(pact,))
    assert (judge(Matcher(story).match(Entry(id="1", title=title)), story)[0].phase is Phase.HAPPENED) is decides


@pytest.mark.parametrize(
    ("words", "title", "phase"),
    [
        ("buyer withdraw", "Auria harbour buyer to withdraw on Friday", Phase.PLANNED),
        ('"back at work"', "Auria dockers to be back at work on Monday", Phase.PLANNED),
        ("Auria ban", "Auria to ban ships", Phase.PLANNED),
        ("Auria ban", "Auria bans ships", Phase.HAPPENED),
        ("refuse ban", "Auria refuses to ban ships", Phase.HAPPENED),
    ],
)
def test_what_somebody_is_to_do_is_yet_to_come_in_the_desk_s_words_too(words: str, title: str, phase: Phase) -> None:
    """A "to" belongs to a signal's own verb, as in "refuses to", and to no name or noun of it."""
    signal = Signal(words=words, direction=Direction.TOWARD, weight=Weight.DECISIVE)
    item = WatchItem(id="w", question="Is it so?", signals=(signal,))
    story = Story(slug="s", title="S", actors=(Actor(name="Auria"),), watch_items=(item,))
    assert judge(Matcher(story).match(Entry(id="1", title=title)), story)[0].phase is phase
