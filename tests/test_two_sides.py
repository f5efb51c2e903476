"""Two sides in one report, what is only told in passing, and what depends on something else. All is invented."""

import pytest

from bot.domain.entry import Entry
from bot.domain.evidence import Phase
from bot.domain.story import Actor, Polarity, Signal, Story, WatchItem, Weight
from tests.judging_case import asking, judged, phase
from watchers.judge.judgements import judge
from watchers.match.matcher import Matcher

AURIA, BELMONT = Actor(name="Auria", aliases=("Aurian",)), Actor(name="Belmont", aliases=("Belmontese",))
DEAL = asking("Do Auria and Belmont sign a deal?", "deal|agreement", AURIA, BELMONT)
TRUCE = asking("Do Auria and Belmont agree a truce?", "truce|ceasefire", AURIA, BELMONT)
ENDS = asking("Does the truce end?", "truce|ceasefire", AURIA, BELMONT, polarity=Polarity.ENDS)
VOTE = asking("Does Dolan win the election?", "election", "Dolan", "Vara")
TRIAL = asking("Is Dolan convicted?", "trial|verdict|Dolan", "Dolan")
SIGNED = Signal(words="deal signed|signs", weight=Weight.DECISIVE)
DESK = Story(
    slug="desk",
    title="The deal",
    actors=(AURIA, BELMONT),
    watch_items=(
        WatchItem(id="w", question="Is the deal signed?", anchors="deal", actors=("Auria",), signals=(SIGNED,)),
    ),
)


@pytest.mark.parametrize(
    ("case", "title"),
    [
        (DEAL, "Auria says deal near, Belmont denies it"),
        (DEAL, "Auria says deal is signed, Belmont denies"),
        (DEAL, "Auria says deal close; Belmont says no"),
        (DEAL, "Belmont denies deal as Auria declares it done"),
        (DEAL, "Auria upbeat on deal, Belmont says none is near"),
        (DEAL, "Auria optimistic about deal, Belmont sceptical"),
        (DEAL, "Auria says progress made on deal while Belmont says talks stalled"),
        (DEAL, "Auria and Belmont give conflicting accounts of deal"),
        (DEAL, "Auria and Belmont at odds over whether deal was signed"),
        (TRUCE, "Auria announces truce, Belmont denies any agreement"),
        (ENDS, "Auria says truce is over, Belmont says it holds"),
        (ENDS, "Belmont says truce holds, Auria declares it dead"),
        (VOTE, "Dolan and Vara both claim victory in election"),
        (VOTE, "Dolan claims victory in election, Vara refuses to concede"),
        (DESK, "Auria says deal signed, Belmont denies"),
        (DESK, "Belmont says Auria has signed deal, Auria says it has not"),
    ],
)
def test_what_one_party_says_and_another_denies_is_contested(case: Story, title: str) -> None:
    """Only a "but", a "while" or a semicolon told the two sides apart, and a third of such headlines have a comma."""
    assert phase(case, title) is Phase.CONTESTED


@pytest.mark.parametrize(
    ("case", "title", "wanted"),
    [
        (DEAL, "Auria and Belmont sign deal, Belmont denies bribery", Phase.HAPPENED),
        (DEAL, "Auria signs deal with Belmont, rejects Karst offer", Phase.HAPPENED),
        (DEAL, "Auria says deal close, Belmont hopeful", Phase.PLANNED),
        (DEAL, "Auria denies deal, Belmont denies it too", Phase.DENIED),
        (ENDS, "Auria says truce is over, Belmont vows revenge", Phase.HEDGED),
    ],
)
def test_what_denies_something_else_is_no_second_side(case: Story, title: str, wanted: Phase) -> None:
    assert phase(case, title) is wanted


@pytest.mark.parametrize(
    ("case", "title", "wanted"),
    [
        (ENDS, "Truce ends 12-day war between Auria and Belmont", Phase.NONE),
        (ENDS, "Ceasefire that ended Auria-Belmont war enters second week", Phase.DENIED),
        (ENDS, "Truce halts fighting between Auria and Belmont", Phase.NONE),
        (ENDS, "Auria and Belmont end first day of truce", Phase.NONE),
        (ENDS, "Belmont accuses Auria of ending truce", Phase.HEDGED),
        (ENDS, "Auria resumes strikes on Belmont, ending truce", Phase.HAPPENED),
    ],
)
def test_what_a_truce_ends_is_no_end_of_it(case: Story, title: str, wanted: Phase) -> None:
    assert phase(case, title) is wanted


@pytest.mark.parametrize("case", [DEAL, DESK])
@pytest.mark.parametrize(
    "title",
    [
        "Once Auria signs deal, sanctions will go",
        "When Auria signs deal, Belmont will lift sanctions",
        "Belmont will lift sanctions the day Auria signs deal",
        "By the time Auria signs deal, Belmont will be gone",
        "As long as Auria signs deal, Belmont will pay",
        "Had Auria signed deal, Belmont would have withdrawn",
        "Imagine Auria signs deal with Belmont",
        "Aurian envoy who signed deal dies",
        "Hopes rise that Auria signs deal",
    ],
)
def test_what_is_yet_to_be_done_or_told_in_passing_is_no_outcome(case: Story, title: str) -> None:
    """Each was a flash, where the desk's own signal is decisive."""
    assert phase(case, title) in {Phase.NONE, Phase.PLANNED, Phase.HEDGED}


@pytest.mark.parametrize(
    ("title", "wanted"),
    [
        ("Court finds Dolan guilty", Phase.HAPPENED),
        ("Court declares Dolan guilty of fraud", Phase.HAPPENED),
        ("Court convicts Dolan", Phase.HAPPENED),
        ("Court convicts Dolan aide", Phase.NONE),
        ("Dolan stalker found guilty at trial", Phase.NONE),
        ("Man who attacked Dolan convicted in court", Phase.NONE),
        ("Dolan, ex-leader of Auria, convicted of fraud", Phase.HAPPENED),
    ],
)
def test_who_is_of_an_actors_or_told_of_by_one_is_another(title: str, wanted: Phase) -> None:
    assert phase(TRIAL, title) is wanted


@pytest.mark.parametrize(
    ("case", "title", "summary", "wanted"),
    [
        (DESK, "Auria floods: 10 dead", "Also today: Karst signs deal with rebels.", Phase.NONE),
        (DESK, "Auria counts the cost", "The country signs the deal on Friday.", Phase.HAPPENED),
        (TRIAL, "Dolan visits hospital", "Former minister Pavel Kost was convicted by a court in Vell.", Phase.NONE),
        (TRIAL, "Dolan verdict", "The court found him guilty of fraud.", Phase.HAPPENED),
    ],
)
def test_a_sentence_of_the_summary_on_somebody_else_is_no_outcome(
    case: Story, title: str, summary: str, wanted: Phase
) -> None:
    found = judge(Matcher(case).match(Entry(id="1", title=title, summary=summary)), case)
    assert {j.phase for j in found} == {wanted}


@pytest.mark.parametrize(
    ("title", "weight"),
    [
        ("Dolan refuses to resign", Weight.STRONG),
        ("Dolan will not resign, aide says", Weight.STRONG),
        ("Dolan has still not resigned", Weight.STRONG),
        ("Dolan yet to resign", Weight.WATCH),
        ("Doubts grow that Dolan will resign", Weight.WATCH),
    ],
)
def test_who_refuses_outright_is_a_strong_sign(title: str, weight: Weight) -> None:
    """An editor was told nowhere that the mayor refuses to resign."""
    case = asking("Does Dolan resign?", "Dolan|resignation", "Dolan")
    found = judged(case, title)
    assert (found.phase, found.weight) == (Phase.DENIED, weight)


def test_who_denies_a_decisive_signal_outright_is_a_strong_sign_against_it() -> None:
    """The desk's decisive words proposed yes, and four denials of them were hints that moved nothing."""
    found = judged(DESK, "Auria denies it has signed deal, signs nothing")
    assert (found.phase, found.weight) == (Phase.DENIED, Weight.STRONG)


LASTING = asking("Do Auria and Belmont agree a lasting ceasefire?", "ceasefire|truce", AURIA, BELMONT)
START = asking("Does the New START treaty expire?", "New-START|arms-treaty", AURIA, BELMONT, polarity=Polarity.ENDS)
THREE = Story(
    slug="three",
    title="The truce",
    actors=(AURIA, BELMONT, Actor(name="Karst")),
    watch_items=(WatchItem(id="w", question="Do Auria and Belmont agree a truce?", anchors="truce|ceasefire"),),
)


@pytest.mark.parametrize(
    ("case", "title", "wanted"),
    [
        (LASTING, "Auria, Belmont agree 72-hour truce", Phase.PLANNED),
        (LASTING, "Auria, Belmont agree humanitarian truce", Phase.PLANNED),
        (LASTING, "Auria, Belmont agree permanent ceasefire", Phase.HAPPENED),
        (TRUCE, "Auria, Belmont agree 72-hour truce", Phase.HAPPENED),
        (THREE, "Auria agrees to ceasefire after talks with Karst", Phase.PLANNED),
        (THREE, "Auria agrees to ceasefire with Belmont", Phase.HAPPENED),
        (DEAL, "Aurian deal hangs in balance as Belmont deadline nears", Phase.DENIED),
        (TRUCE, "Auria and Belmont agree not to target civilians; no truce", Phase.DENIED),
        (TRUCE, "Auria and Belmont end summit without ceasefire", Phase.DENIED),
        (TRUCE, "Auria declines full ceasefire in call with Belmont", Phase.DENIED),
        (DEAL, "Auria delays Belmont tariff hike as deal nears", Phase.PLANNED),
        (ENDS, "Attack by Auria leaves 10 Belmont soldiers dead, threatening truce", Phase.HEDGED),
        (START, "Auria's parliament ratifies five-year extension of New START", Phase.DENIED),
        (START, "New START expires", Phase.HAPPENED),
        (START, "Auria and Belmont start talks on New START", Phase.NONE),
    ],
)
def test_what_is_less_than_asked_is_a_sign_and_a_name_has_no_verb(case: Story, title: str, wanted: Phase) -> None:
    assert phase(case, title) is wanted
