"""Which event a question asks for, however an editor words it, and what headlines then say of it. All sentences are invented."""

import tomllib
from importlib.resources import files

import pytest

from bot.domain.evidence import Phase
from bot.domain.story import Actor, Polarity, Story
from tests.judging_case import asking, phase
from watchers.match.questions import question_of
from watchers.words.finder import compiled
from watchers.words.phrasebook import lexicon

NAMES = frozenset({"auria", "belmont", "dolan", "kesh"})


def test_every_event_that_may_be_asked_for_is_one_of_the_lexicon() -> None:
    table = tomllib.loads((files("watchers") / "lexicon" / "asked.toml").read_text(encoding="utf-8"))
    known = {e.name for e in lexicon().events}
    assert set(table["asked"]) <= known
    assert set(table["ends"]["events"]) <= known


@pytest.mark.parametrize(
    ("question", "anchors", "wanted"),
    [
        ("Will Auria let the two jailed Kesh reporters go?", "Kesh-reporters|appeal", {"release"}),
        ("Osmo Dolan's release from jail in Auria", "Dolan-pardon", {"release"}),
        ("Release of the Kesh bomber on compassionate grounds", "Kesh-bomber", {"release"}),
        ("Is Osmo Dolan ousted as premier of Auria?", "leadership-spill|party-room-vote", {"departure"}),
        ("Does Osmo Dolan get his old job as premier back?", "leadership-ballot", {"office"}),
        ("Does the Senate confirm Osmo Dolan to the Supreme Court?", "Senate-vote", {"office"}),
        ("Is Osmo Dolan put to death by Auria?", "Dolan|clemency", {"death"}),
        ("Will Auria pull the plug on the Kesh pipeline?", "pipeline", {"cancellation"}),
        ("Is Auria's closed border with Belmont reopened?", "border-crossings", {"opening"}),
        ("Halden Group's stock market debut", "Halden-listing", {"privatisation"}),
        ("Are the sanctions on Auria lifted?", "sanctions", {"relief"}),
        ("Does Belmont get a new government at last?", "coalition", {"government"}),
        ("Is Auria's Kesh deportation scheme scrapped?", "Kesh-scheme", {"cancellation"}),
        ("Does the town of Kesh fall to the rebels?", "siege", {"capture"}),
        ("Will Norvex be broken up?", "breakup|monopoly", {"breakup"}),
        ("Will the museum return the Kesh marbles to Auria?", "marbles", {"restitution"}),
        ("Will the Halden Games go ahead?", "Games", {"staging"}),
        ("Will the hockey season be saved?", "season", {"staging"}),
        ("Does Auria give the final go-ahead to the Kesh bridge?", "bridge", {"approval"}),
    ],
)
def test_a_question_is_known_by_how_it_names_the_event(question: str, anchors: str, wanted: set[str]) -> None:
    asked = question_of(compiled(anchors), question, Polarity.HAPPENS, NAMES)
    assert {e.name for e in asked.events} == wanted


@pytest.mark.parametrize(
    ("question", "polarity", "wanted"),
    [
        ("Does Osmo Dolan's house arrest come to an end?", Polarity.HAPPENS, "release"),
        ("Is the Auria gas cut-off to Belmont brought to an end?", Polarity.HAPPENS, "opening"),
        ("Osmo Dolan's departure as chief of Kesh Oil", Polarity.HAPPENS, "departure"),
        ("Does Auria's hold on the town of Kesh come to an end?", Polarity.HAPPENS, "capture"),
        ("Does Halden's takeover of Norvex fall apart?", Polarity.ENDS, "takeover"),
    ],
)
def test_what_should_end_ends_by_an_event_of_its_own(question: str, polarity: Polarity, wanted: str) -> None:
    asked = question_of(compiled("Kesh|Dolan|merger"), question, Polarity.ENDS, NAMES)
    assert (asked.polarity, wanted in asked.names) == (polarity, True)


DOLAN = Actor(name="Osmo Dolan", aliases=("Dolan",))
AURIA = Actor(name="Auria", aliases=("Aurian",))
TAKEOVER = asking(
    "Does Halden's takeover of Norvex fall apart?",
    "Halden-Norvex-merger|blocks-merger",
    Actor(name="Halden"),
    Actor(name="Norvex"),
    polarity=Polarity.ENDS,
)
TROOPS = asking("Whether Aurian troops stay on in Belmont", "troop-immunity|full-withdrawal", AURIA, "Belmont")
EXECUTED = asking("Is Osmo Dolan put to death?", "Dolan|clemency", DOLAN)
RESCUED = asking("Is Skyvela rescued from collapse?", "rescue-deal|bailout", Actor(name="Skyvela"))
TANKER = asking(
    "Is the tanker Kesh Star let go by Auria?", "tanker-freed|free-to-leave", AURIA, Actor(name="Kesh Star")
)
AIRSPACE = asking("Is Auria's airspace closure lifted?", "airspace-ban|reopens-airspace", AURIA, polarity=Polarity.ENDS)
TRIED = asking("Is Osmo Dolan extradited to Belmont?", "extradition", DOLAN, "Belmont")
NO_FLY = asking("Does the Council order a no-fly zone over Auria?", "no-fly-zone", AURIA, "Council")
VOTE = asking("Does Auria vote Yes to the charter?", "charter|referendum", AURIA)
PIPELINE = asking("Does the Kesh pipeline get its permit from Osmo Dolan?", "pipeline|permit", DOLAN)
TEACHERS = asking(
    "Is the Kesh teachers' strike over?",
    "teachers-strike|back-to-school",
    "Kesh Education Union",
    polarity=Polarity.ENDS,
)
BALLOT = asking("Is the Kesh ballot annulled?", "Kesh-ballot|rerun", "Aurian court")
YAHOLO = asking("Will Norvex buy Yaholo?", "Yaholo-bid", Actor(name="Norvex"), Actor(name="Yaholo"))
WARNING = asking("Is the Kesh travel warning lifted?", "travel-warning", "Kesh", polarity=Polarity.ENDS)
SHUTDOWN = asking("Does the Aurian government shutdown end?", "shutdown", "Auria", polarity=Polarity.ENDS)
ARREST = asking("Does Osmo Dolan's house arrest end?", "house-arrest", DOLAN, AURIA, polarity=Polarity.ENDS)
COUNCIL = asking("Does Auria get into the Council of Sund?", "membership", AURIA, "Council of Sund")
MINISTER = asking("Does Osmo Dolan become attorney general?", "attorney-general|nomination", DOLAN)
MERGER = asking("Is Halden allowed to buy Norvex?", "takeover|merger", "Halden", "Norvex")
EMBARGO = asking("Does the Union lift its arms embargo on Auria?", "arms-embargo|rebels", "Union", AURIA)
TOWN = asking("Does Kesh fall to the Tide Front?", "siege", "Kesh", "Tide Front")
LAWS = asking("Are the farm laws repealed?", "farm-laws|repeal", AURIA)
WRITERS = asking(
    "Will the Kesh writers end their strike?", "writers-strike", "Kesh Writers Guild", polarity=Polarity.ENDS
)
RULES = asking("Are Auria's harbour rules scrapped?", "harbour-rules", AURIA, polarity=Polarity.ENDS)
WOUND_UP = asking("Will a court order Norvex into liquidation?", "liquidation|petition", Actor(name="Norvex"))
ORBIT = asking(
    "Will Norvex scrap the Orbit 7 for good?", "Orbit-7|production", Actor(name="Norvex"), Actor(name="Orbit 7")
)
LIFTED = asking(
    "Will Nigeria lift its ban on Chatly?", "Chatly|ban", "Nigeria", Actor(name="Osmo Dolan", aliases=("Dolan",))
)
PLANT = asking("Will Norvex close its Kesh plant?", "Kesh-plant", Actor(name="Norvex"))
CONCEDES = asking("Will Auria concede the islands to Belmont?", "Kesh-islands|islands", AURIA, "Belmont")
ELECTION = asking("Will Osmo Dolan concede the election?", "election|race", DOLAN)
JOINS = asking("Will the Greens join the government?", "government|coalition", "Greens", AURIA)
BILL = asking("Will the US Senate pass the Kesh aid bill?", "Kesh-aid|aid-bill", "US Senate")
ENVOY = asking("Will the US Senate confirm Osmo Dolan as ambassador to Kesh?", "ambassador", "US Senate", DOLAN)
SPLIT = asking("Will Norvex be broken up?", "breakup|monopoly-case", Actor(name="Norvex"))
MARBLES = asking(
    "Will Auria return the Kesh marbles to Belmont?", "Kesh-marbles|looted-art", AURIA, Actor(name="Belmont")
)
GAMES = asking("Will the Halden Games go ahead?", "Halden-Games", "Halden")
ON_BELMONT = asking("Will the Union lift its sanctions on Belmont?", "sanctions", "Union", "Belmont")
PLAGUE = asking("Will the Kesh cholera outbreak be declared over?", "outbreak|cholera", "Kesh", polarity=Polarity.ENDS)
PREMIER = asking(
    "Is Osmo Dolan's time as premier coming to an end?",
    "Dolan-resigns|forced-out",
    DOLAN,
    Actor(name="Mara Kovel", aliases=("Kovel",)),
)


@pytest.mark.parametrize(
    ("case", "title", "wanted"),
    [
        (TAKEOVER, "Judge blocks Halden-Norvex merger", Phase.HAPPENED),
        (TAKEOVER, "Regulator sues to block Halden's acquisition of Norvex", Phase.PLANNED),
        (TAKEOVER, "Norvex shareholders approve Halden takeover", Phase.DENIED),
        (TROOPS, "Last Aurian troops leave Belmont", Phase.CANCELLED),
        (EXECUTED, "Osmo Dolan put to death", Phase.HAPPENED),
        (RESCUED, "Skyvela goes bust, stranding thousands", Phase.CANCELLED),
        (RESCUED, "Skyvela agrees rescue deal", Phase.PLANNED),
        (TANKER, "Auria releases seized tanker", Phase.HAPPENED),
        (TANKER, "Auria set to release tanker", Phase.PLANNED),
        (AIRSPACE, "Auria opens airspace to all flights months after closure", Phase.HAPPENED),
        (AIRSPACE, "Auria extends airspace ban", Phase.DENIED),
        (TRIED, "Dolan loses appeal against extradition", Phase.PLANNED),
        (TRIED, "Court rejects Dolan's bid to block extradition", Phase.PLANNED),
        (TRIED, "Dolan wins appeal against extradition", Phase.CANCELLED),
        (NO_FLY, "Council orders no-fly zone over Auria", Phase.HAPPENED),
        (VOTE, "Auria backs charter", Phase.HAPPENED),
        (VOTE, "Poll: Auria backs charter", Phase.HEDGED),
        (PIPELINE, "Osmo Dolan approves Kesh pipeline", Phase.HAPPENED),
        (PIPELINE, "Senators to Dolan: Approve Kesh pipeline", Phase.HEDGED),
        (TEACHERS, "Kesh teacher strike ends, classes to resume", Phase.HAPPENED),
        (TEACHERS, "Kesh Teachers Strike Ends", Phase.HAPPENED),
        (TEACHERS, "Kesh teachers strike suspended for one day", Phase.HEDGED),
        (TEACHERS, "Sund teachers strike ends", Phase.NONE),
        (TEACHERS, "Kesh bus strike ends", Phase.NONE),
        (BALLOT, "Court Annuls Kesh Ballot", Phase.HAPPENED),
        (WOUND_UP, "Sund court orders liquidation of builder Norvex", Phase.HAPPENED),
        (WOUND_UP, "Sund judge orders troubled home builder Norvex to wind up", Phase.HAPPENED),
        (WOUND_UP, "Sund court throws out Norvex winding-up petition", Phase.CANCELLED),
        (WOUND_UP, "Norvex dismisses winding-up petition", Phase.DENIED),
        (WOUND_UP, "Winding-up petition against Norvex dismissed", Phase.CANCELLED),
        (WOUND_UP, "Sund court orders Norvex unit wound up", Phase.HEDGED),
        (WOUND_UP, "Sund court orders Norvex to wind up staff fund", Phase.HEDGED),
        (WOUND_UP, "Judge orders Norvex liquidator to open books", Phase.NONE),
        (WOUND_UP, "Court adjourns hearing on liquidation of Norvex", Phase.DENIED),
        (ORBIT, "Norvex ends production of Orbit 7", Phase.HAPPENED),
        (ORBIT, "Norvex has quietly discontinued the Orbit 7", Phase.HAPPENED),
        (ORBIT, "The Orbit 7 is dead, long live the Orbit 8", Phase.HAPPENED),
        (LIFTED, "Dolan lifts ban on Chatly", Phase.HAPPENED),
        (PLANT, "Norvex stops making vans at Kesh plant", Phase.NONE),
        (PLANT, "Norvex closes Kesh plant", Phase.HAPPENED),
        (CONCEDES, "Auria loses battle off Kesh islands", Phase.NONE),
        (CONCEDES, "Auria concedes Kesh islands", Phase.HAPPENED),
        (ELECTION, "Dolan concedes pollsters called election better", Phase.NONE),
        (JOINS, "Mara Kovel's Liberals join Aurian government", Phase.NONE),
        (JOINS, "Greens enter Aurian government", Phase.HAPPENED),
        (JOINS, "Greens join government inspectors at Aurian dam", Phase.NONE),
        (BILL, "Senate passes drought aid bill", Phase.NONE),
        (BILL, "Senate passes Kesh aid bill", Phase.HAPPENED),
        (BILL, "Kesh aid bill fails to clear first hurdle in Senate", Phase.DENIED),
        (ENVOY, "Senate confirms Mara Vale as ambassador to Norland", Phase.NONE),
        (ENVOY, "Senate rejects Dolan as ambassador", Phase.CANCELLED),
        (SPLIT, "Court orders Norvex broken up", Phase.HAPPENED),
        (SPLIT, "Regulator proposes to break Norvex in two", Phase.PLANNED),
        (SPLIT, "Appeals court reverses Norvex breakup", Phase.CANCELLED),
        (SPLIT, "Norvex talks break up", Phase.NONE),
        (SPLIT, "Norvex breaks into Sund market", Phase.NONE),
        (SPLIT, "Norvex breaks up price ring, says watchdog", Phase.NONE),
        (SPLIT, "Norvex carves up contract among suppliers", Phase.NONE),
        (SPLIT, "Court orders Norvex to split fees with watchdog", Phase.HEDGED),
        (SPLIT, "Judge orders breakup of Norvex", Phase.HAPPENED),
        (SPLIT, "Judge orders Norvex split", Phase.HAPPENED),
        (SPLIT, "Norvex rejects call to split two top jobs after breakup row", Phase.DENIED),
        (SPLIT, "Norvex completes stock split", Phase.NONE),
        (WOUND_UP, "Sund court grants winding-up order against Norvex", Phase.HAPPENED),
        (SPLIT, "Norvex demerger completed", Phase.HAPPENED),
        (SPLIT, "Judge spares Norvex from break-up", Phase.CANCELLED),
        (MARBLES, "Auria hands back Kesh marbles", Phase.HAPPENED),
        (MARBLES, "Kesh marbles: Auria returns looted sculptures to Belmont", Phase.HAPPENED),
        (MARBLES, "Auria agrees to return Kesh marbles to Belmont", Phase.HEDGED),
        (MARBLES, "Auria refuses to return Kesh marbles", Phase.DENIED),
        (GAMES, "Halden Games get under way", Phase.HAPPENED),
        (GAMES, "Halden Games called off over floods", Phase.CANCELLED),
        (GAMES, "Halden Games will go ahead, say organisers", Phase.HEDGED),
        (GAMES, "Halden Games in doubt after floods", Phase.DENIED),
        (VOTE, "Auria's charter referendum suffers heavy defeat", Phase.CANCELLED),
        (VOTE, "Voters reject proposal for charter at Auria referendum", Phase.CANCELLED),
        (VOTE, "Auria votes in favour of charter", Phase.HAPPENED),
        (VOTE, "Auria votes to hold referendum on charter", Phase.NONE),
        (VOTE, "Aurian court rejects change to referendum paper", Phase.DENIED),
        (VOTE, "Aurian premier suffers defeat over referendum bill", Phase.DENIED),
        (ON_BELMONT, "Union lifts sanctions on Taiwan", Phase.NONE),
        (ON_BELMONT, "Union lifts sanctions against Taiwan", Phase.NONE),
        (ON_BELMONT, "Union lifts sanctions for Taiwan", Phase.NONE),
        (ON_BELMONT, "Union lifts sanctions on Belmont and Taiwan", Phase.HAPPENED),
        (PLAGUE, "Kesh cholera outbreak declared over", Phase.HAPPENED),
        (YAHOLO, "Norvex walks away from Yaholo", Phase.CANCELLED),
        (YAHOLO, "Norvex completes takeover of Oakmere", Phase.NONE),
        (YAHOLO, "Norvex completes takeover of Yaholo", Phase.HAPPENED),
        (SHUTDOWN, "Government shutdown ends in Auria after 43 days", Phase.HAPPENED),
        (SHUTDOWN, "Auria extends government shutdown", Phase.DENIED),
        (ARREST, "Auria extends Dolan's house arrest", Phase.DENIED),
        (ARREST, "Dolan's house arrest ends", Phase.HAPPENED),
        (ARREST, "Dolan freed from house arrest", Phase.HAPPENED),
        (COUNCIL, "Auria joins Council of Sund", Phase.HAPPENED),
        (MINISTER, "Dolan withdraws as attorney general nominee", Phase.CANCELLED),
        (MERGER, "Halden loses appeal against watchdog's block on Norvex takeover", Phase.DENIED),
        (TRIED, "Belmont hacker Dolan loses appeal over extradition", Phase.PLANNED),
        (NO_FLY, "Council declares no-fly zone over Auria", Phase.HAPPENED),
        (EMBARGO, "Union lifts embargo on Auria", Phase.HAPPENED),
        (EMBARGO, "Union eases Auria oil embargo", Phase.PLANNED),
        (TOWN, "Tide Front captures Kesh after 18-month siege", Phase.HAPPENED),
        (LAWS, "Auria to repeal farm laws", Phase.PLANNED),
        (LAWS, "Auria repeals farm laws", Phase.HAPPENED),
        (WRITERS, "Kesh Writers Guild votes to end strike", Phase.HAPPENED),
        (WRITERS, "Kesh Writers Guild to end bus strike", Phase.NONE),
        (WRITERS, "Kesh Writers Guild ends strike fund", Phase.NONE),
        (RULES, "Auria votes to repeal harbour rules", Phase.HAPPENED),
        (RULES, "Auria keeps harbour rules", Phase.DENIED),
        (WARNING, "Kesh mayor rails against warning", Phase.NONE),
        (PREMIER, "Dolan resigns", Phase.HAPPENED),
        (PREMIER, "Kovel quits Dolan's cabinet", Phase.NONE),
        (PREMIER, "Dolan resigns under pressure from Kovel", Phase.HAPPENED),
        (NO_FLY, "Council orders Auria no-fly zone", Phase.HAPPENED),
        (EXECUTED, "Auria puts Dolan to death", Phase.HAPPENED),
        (WOUND_UP, "Court Orders Norvex Subsidiary Wound Up", Phase.HEDGED),
        (WOUND_UP, "Court Orders Norvex Wound Up", Phase.HAPPENED),
        (WOUND_UP, "Court Orders Liquidation of Norvex", Phase.HAPPENED),
        (WOUND_UP, "Court Orders Winding Up of Norvex", Phase.HAPPENED),
    ],
)
def test_what_is_asked_for_is_read(case: Story, title: str, wanted: Phase) -> None:
    assert phase(case, title) is wanted
