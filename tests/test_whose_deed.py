"""Whose deed it is and what it is done to: headlines that have all the words and are about something else. All invented."""

import pytest

from bot.domain.entry import Entry
from bot.domain.evidence import Phase
from bot.domain.story import Actor, Polarity, Story
from tests.judging_case import asking, phase
from watchers.judge.judgements import judge
from watchers.match.anchors import name_stems, question_for
from watchers.match.matcher import Matcher

FINAL = {Phase.HAPPENED, Phase.CANCELLED}


PARTIES = (Actor(name="Auria", aliases=("Aurian",)), Actor(name="Belmont"))
DEAL = asking("Do Auria and Belmont sign their free trade agreement?", "trade-agreement|trade-deal|deal", *PARTIES)
DOLAN = Actor(name="Mara Dolan", aliases=("Dolan",))
QUIT = asking("Does Mara Dolan resign as prime minister?", "resign|resignation|quit", DOLAN)
STRIKE = asking("Does the Halden strike end?", "strike|walkout", Actor(name="Halden"), polarity=Polarity.ENDS)


@pytest.mark.parametrize(
    "title",
    [
        "Auria strikes base as deal talks with Belmont founder",
        "Auria signs order on Belmont deal review",
        "Auria unveils deal offer to Belmont",
        "Auria signs trade deal with Norland",
        "Auria signs trade deal with New Karst as Belmont watches",
        "Belmont approves Norway trade deal, eyes Auria next",
        "Auria announces it will not sign Belmont deal",
        "Auria agrees Belmont deal is far off",
        "Aurian envoy lands in Belmont with deal in hand",
        "Auria-Belmont free trade agreement: what is at stake",
        "Auria strikes base, deal with Belmont shaken",
        "Auria completes review of Belmont deal",
        "Auria's parliament lets government sign Belmont deal",
    ],
)
def test_a_deal_is_not_signed_by_what_stands_beside_it(title: str) -> None:
    assert phase(DEAL, title) not in FINAL


@pytest.mark.parametrize(
    "title",
    [
        "Dolan sacks three ministers",
        "Minister resigns in blow to Dolan",
        "Whip quits over Dolan's welfare cuts",
        "Dolan accepts resignation of ethics adviser",
        "Dolan leaves for Norland",
        "Dolan quits smoking",
        "Dolan retires to bed as members vote",
        "Ostrow resigns, Dolan says she is sad",
    ],
)
def test_who_leaves_is_asked(title: str) -> None:
    assert phase(QUIT, title) not in FINAL


@pytest.mark.parametrize(
    "title",
    [
        "Halden suspends dividend over strike",
        "Halden averts strike at second plant",
        "Union suspends official who opposed Halden strike",
        "Halden cancels strike-hit orders",
        "Hopes rise as end of Halden strike nears",
    ],
)
def test_what_else_ends_is_not_the_strike(title: str) -> None:
    assert phase(STRIKE, title) is not Phase.HAPPENED


@pytest.mark.parametrize(
    ("case", "title"),
    [
        (DEAL, "Auria and Belmont reach trade deal"),
        (DEAL, "Belmont and Auria sign trade agreement"),
        (DEAL, "Auria signs trade deal with Belmont"),
        (QUIT, "Dolan quits as prime minister"),
        (QUIT, "Dolan steps down"),
        (QUIT, "Prime minister resigns: Dolan bows to revolt"),
        (STRIKE, "Halden strike ends"),
        (STRIKE, "Halden strike ends Monday"),
    ],
)
def test_the_deed_itself_is_still_called(case: Story, title: str) -> None:
    assert phase(case, title) is Phase.HAPPENED


def test_an_exclusion_of_the_anchors_holds_for_what_befalls_a_person_too() -> None:
    case = asking("Does Mara Dolan resign?", "resign|quit -plane", DOLAN)
    assert phase(case, "Dolan steps down") is Phase.HAPPENED
    assert phase(case, "Dolan steps down from plane") is Phase.NONE


def test_another_name_of_an_anchor_stands_before_its_exclusions() -> None:
    case = asking("Does Mara Dolan become prime minister?", '"prime minister" -deputy', DOLAN)
    assert phase(case, "Dolan becomes PM") is Phase.HAPPENED
    assert phase(case, "Dolan becomes deputy PM") is Phase.NONE


def test_an_item_that_lists_war_and_house_asks_for_its_deal_alone() -> None:
    anchors = 'memorandum|deal Auria|"White House"|war|peace'
    case = asking("Will the diplomacy end in a memorandum between Auria and Belmont?", anchors, *PARTIES)
    asked = question_for(case.watch_items[0], name_stems(case))
    assert [e.name for e in asked.events] == ["deal"]


def test_a_long_sentence_of_a_summary_is_no_outcome() -> None:
    """Rules of nearness call too much one there; the same words in a short one, or in a title, are."""
    told = "Dolan resigned on Friday."
    long = (
        f"In the capital and the north, markets where traders, farmers and shipowners had met on Monday fell as {told}"
    )
    found = [
        judge(Matcher(QUIT).match(Entry(id="1", title="A day in brief", summary=s)), QUIT)[0] for s in (told, long)
    ]
    assert [one.phase for one in found] == [Phase.HAPPENED, Phase.PLANNED]
    assert any("in a long sentence of the summary" in line for line in found[1].why)


RATES = asking("Does the Auria central bank raise interest rates?", "rate-rise|rate-hike", Actor(name="Auria"))
RACE = asking("Does Mara Dolan become leader of the party?", "leadership-contest|leader", DOLAN)
BUST = asking("Does Halden file for insolvency?", "insolvency|collapse", Actor(name="Halden"))
POLL = asking("Does Mara Dolan win the election?", "Auria-election", DOLAN, Actor(name="Iva Vara", aliases=("Vara",)))
LEAVE = asking("Does Mara Dolan announce her resignation?", "resignation|premier", DOLAN)
TRUCE = asking("Do Auria and Belmont agree a truce?", "truce|ceasefire", *PARTIES)
EXTENDED = asking("Is the truce between Auria and Belmont extended?", "truce|ceasefire", *PARTIES)
SWAP = asking("Do Auria and Belmont swap prisoners?", "prisoner-swap|prisoner-exchange", *PARTIES)
FREED = asking("Does Auria free Mara Dolan?", "prisoner-swap|release", DOLAN, PARTIES[0])
OUSTED = asking("Does parliament impeach Auria's president?", "impeachment", PARTIES[0])
LEAVE_GIVEN = asking(
    "Whether a court lets Halden merge with Norvex", "merger", Actor(name="Halden"), Actor(name="Norvex")
)
PILL = asking("Does the court keep the abortion pill on sale?", "abortion-pill", PARTIES[0])


@pytest.mark.parametrize(
    ("case", "title", "wanted"),
    [
        (QUIT, "Prime minister Mara Dolan, accused of lying, quits", Phase.HAPPENED),
        (BUST, "Halden collapses owing $4 billion", Phase.HAPPENED),
        (POLL, "Auria elections: tears and cheers as Dolan beats Vara", Phase.HAPPENED),
        (LEAVE, "Mara Dolan announces resignation as premier", Phase.HAPPENED),
        (LEAVE, "Auria's finance minister resigns over row with Dolan", Phase.NONE),
        (TRUCE, "Ceasefire deal agreed by Auria and Belmont", Phase.HAPPENED),
        (TRUCE, "Auria to vote on truce text agreed by Belmont", Phase.PLANNED),
        (TRUCE, "What to expect after Auria and Belmont agree truce", Phase.HAPPENED),
        (TRUCE, "What to expect if Auria and Belmont agree truce", Phase.NONE),
        (TRUCE, "Envoy flies in after progress on Auria-Belmont truce", Phase.PLANNED),
        (RACE, "Dolan wins contest to be leader", Phase.HAPPENED),
        (RATES, "Auria hikes rates again, hints at more", Phase.HAPPENED),
        (RATES, "Auria seen hiking rates again", Phase.PLANNED),
        (SWAP, "Swapped prisoners of Auria speak", Phase.NONE),
        (FREED, "Mara Dolan is freed as part of a prisoner swap with Auria", Phase.HAPPENED),
        (OUSTED, "Auria's president impeached after night of protest", Phase.HAPPENED),
        (LEAVE_GIVEN, "Judge allows merger of Halden and Norvex", Phase.HAPPENED),
        (LEAVE_GIVEN, "Commission approves merger of Halden and Norvex", Phase.HEDGED),
        (PILL, "Auria doctors ask for abortion pill rules", Phase.NONE),
    ],
)
def test_plain_outcomes_are_read_whatever_stands_around_them(case: Story, title: str, wanted: Phase) -> None:
    assert phase(case, title) is wanted


PULL_OUT = asking(
    "Does Norland pull out of the Auria deal?",
    "Auria-deal|deal",
    Actor(name="Auria"),
    Actor(name="Vara"),
    polarity=Polarity.ENDS,
)
COURT = asking(
    "Does the court strike down the Auria deal?", "Auria-deal|deal", Actor(name="Auria"), polarity=Polarity.ENDS
)
MEMBER = asking("Does the Auria League readmit Belmont?", "membership|suspension", *PARTIES)


@pytest.mark.parametrize(
    ("case", "title", "wanted"),
    [
        (PULL_OUT, "Auria scrambles to save deal after Vara withdraws", Phase.HAPPENED),
        (PULL_OUT, "Flags burn in Auria as Norland pulls out of deal", Phase.HAPPENED),
        (PULL_OUT, "Karst pulls out of Auria deal", Phase.HAPPENED),
        (PULL_OUT, "Auria pulls troops out of Norland under deal", Phase.NONE),
        (PULL_OUT, "Norland to stay in Auria deal", Phase.DENIED),
        (COURT, "Top court strikes down Auria deal", Phase.HAPPENED),
        (COURT, "Top court scraps Auria deal", Phase.HAPPENED),
        (COURT, "Top court may scrap Auria deal", Phase.HEDGED),
        (TRUCE, "Auria and Belmont trade blame for truce violations", Phase.HAPPENED),
        (TRUCE, "Auria warns of truce violations if Belmont signs", Phase.NONE),
        (MEMBER, "Auria votes to readmit Belmont, ending a nearly 12-year suspension", Phase.HAPPENED),
    ],
)
def test_what_the_questions_own_verb_ends_has_ended(case: Story, title: str, wanted: Phase) -> None:
    assert phase(case, title) is wanted


CURBS = asking("Does Auria lift sanctions on Russia?", "sanctions", PARTIES[0])
CUT = asking("Does Auria cut taxes?", "tax-cut|birth-rate-cut", PARTIES[0])
TAKEOVER = asking("Does the regulator approve the Norvex takeover?", "takeover", Actor(name="Norvex"))


@pytest.mark.parametrize(
    ("case", "title"),
    [
        (DEAL, "Auria has signed trade deal, claims Belmont's foreign minister"),
        (DEAL, "Auria and Belmont sign trade deal, alleges opposition leader Karst"),
        (QUIT, "Dolan has resigned, claims Karst party spokesman"),
        (QUIT, "What happens after Dolan resigns?"),
        (COURT, "What happens to Auria after top court strikes down deal?"),
        (QUIT, "Who could replace Dolan after Dolan quits?"),
        (QUIT, "Will markets crash after Dolan resigns?"),
        (DEAL, "How Belmont would police its waters after Auria signs deal"),
        (QUIT, "What happened to Belmont after Dolan resigned from its navy?"),
        (QUIT, "What to expect after Dolan resigns, should she lose the vote"),
        (DEAL, "What happened to cod after Auria and Belmont signed the 1987 deal?"),
        (DEAL, "Auria signs nearly 30 pages of trade deal with Belmont in part"),
        (QUIT, "Dolan's resignation letters fake, police say"),
        (QUIT, "Dolan's hoped-for resignation sparks vigil"),
        (QUIT, "Dolan quits raising cattle"),
        (DEAL, "Auria signs trade deal with Belmont, report at weekend says"),
        (QUIT, "Dolan's deputy prime minister resigns"),
        (QUIT, "Dolan's former prime minister ally resigns"),
        (OUSTED, "Auria's vice president impeached"),
        (OUSTED, "Auria's former president impeached in Norland court"),
        (TRUCE, "Auria rejects truce citing past ceasefire violations by Belmont"),
        (TRUCE, "Film on 1994 ceasefire violations by Belmont opens in Auria"),
        (TRUCE, "Talks fail: Auria fears Belmont ceasefire violations"),
        (CURBS, "Russia lifts sanctions on Auria"),
        (QUIT, "Dolan quits hosting The Late Hour"),
        (QUIT, "Dolan quits running a hotel chain"),
        (CUT, "Auria cuts tax office staff"),
    ],
)
def test_what_only_looks_like_the_outcome_is_none(case: Story, title: str) -> None:
    assert phase(case, title) not in FINAL


@pytest.mark.parametrize(
    ("case", "title"),
    [
        (TAKEOVER, "Competition commission approves Norvex takeover"),
        (TAKEOVER, "Cartel board approves Norvex takeover"),
        (FREED, "Aurian police free Dolan in prisoner swap"),
        (CUT, "Auria cuts taxes"),
        (TRUCE, "What now, after Auria and Belmont agreed truce?"),
        (TRUCE, "Truce deal brokered by Norland begins in Auria and Belmont"),
        (EXTENDED, "Truce Between Auria and Belmont Extended by Three Weeks"),
    ],
)
def test_what_is_said_in_general_words_is_the_outcome(case: Story, title: str) -> None:
    assert phase(case, title) is Phase.HAPPENED


@pytest.mark.parametrize(
    ("words", "title", "wanted"),
    [
        ("plans to sign the deal", "Auria plans to sign the deal with Belmont", Phase.PLANNED),
        ("may avoid a deal", "Auria may avoid a deal with Belmont", Phase.NONE),
        ("proposes deal", "Auria proposes deal to Belmont", Phase.PLANNED),
        ("rejects deal", "Auria rejects deal with Belmont", Phase.DENIED),
        ("signing put off", "Auria says Belmont deal signing put off", Phase.DENIED),
        ("deal signed", "Auria and Belmont see deal signed", Phase.HAPPENED),
        ("cruise ship", "Auria cruise ship docks in Belmont", Phase.NONE),
    ],
)
def test_a_phrase_of_the_items_own_says_what_its_words_say(words: str, title: str, wanted: Phase) -> None:
    own = asking("Do Auria and Belmont sign their deal?", f"deal|{words.replace(' ', '-')}", *PARTIES)
    assert phase(own, title) is wanted


@pytest.mark.parametrize(
    ("who", "title", "is_phase"),
    [
        ("European Union", "White House signs order lifting Auria sanctions", Phase.HEDGED),
        ("European Union", "EU signs order lifting Auria sanctions", Phase.HAPPENED),
        ("United States", "White House signs order lifting Auria sanctions", Phase.HAPPENED),
    ],
)
def test_who_signs_the_order_that_does_it_did_it(who: str, title: str, is_phase: Phase) -> None:
    assert phase(asking(f"Will the {who} lift its sanctions on Auria?", "sanctions", who, "Auria"), title) is is_phase


@pytest.mark.parametrize(
    ("title", "final"),
    [
        ("Auria confirms delivery of Leopard tanks to Belmont", False),
        ("Auria sends Kestrel missiles to Belmont", True),
    ],
)
def test_a_thing_of_its_kind_by_another_name_is_another(title: str, *, final: bool) -> None:
    """Where the desk's own anchor is a name, as "Kestrel" is."""
    asked = asking("Will Auria supply Kestrel missiles to Belmont?", "Kestrel|cruise-missiles", "Auria", "Belmont")
    assert phase(asked, title).final is final


@pytest.mark.parametrize(
    ("title", "final"),
    [
        ("Auria and Kesta finalize trade agreement", False),
        ("Auria and Belmont finalize trade agreement", True),
        ("Belmont and Aurian leaders sign trade agreement", True),
    ],
)
def test_who_does_it_together_with_one_party_only_is_a_stranger(title: str, *, final: bool) -> None:
    asked = asking("Will Auria and Belmont sign their trade agreement?", "trade-agreement", *PARTIES)
    assert phase(asked, title).final is final


FIRMS = tuple(Actor(name=n, kind="organisation") for n in ("Halden", "Pembrook", "Oakmere"))
BUYS = asking("Does Halden take over Pembrook?", "takeover", *FIRMS[:2])
MERGES = asking("Do Halden and Pembrook agree a merger?", "merger", *FIRMS)
RESIGNS = asking("Does Osmo Dolan resign?", "resignation", "Osmo Dolan", "Mara Kovel")
HANDED_OVER = asking("Is Osmo Dolan extradited to Belmont?", "extradition", "Osmo Dolan", "Rosa Vale", "Belmont")
PEACE = asking("Do the army and the Tide Rebels sign a truce in Sudan?", "truce", "Sudan's army", "Tide Rebels")


@pytest.mark.parametrize(
    ("case", "title", "wanted"),
    [
        (BUYS, "Halden drops takeover of Oakmere", Phase.NONE),
        (BUYS, "Halden completes takeover of Oakmere", Phase.NONE),
        (BUYS, "Halden drops takeover of Pembrook", Phase.CANCELLED),
        (MERGES, "Oakmere drops merger with Pembrook", Phase.NONE),
        (MERGES, "Halden drops merger with Pembrook", Phase.CANCELLED),
        (MERGES, "Halden and Pembrook agree merger with sale of ferries to Oakmere", Phase.HAPPENED),
        (RESIGNS, "Kovel rules out resignation in row with Dolan", Phase.NONE),
        (HANDED_OVER, "Vale hands over former minister Dolan to Belmont", Phase.HAPPENED),
        (PEACE, "Army and Tide Rebels sign truce in Kenya", Phase.HAPPENED),
    ],
)
def test_what_another_drops_or_rules_out_is_still_to_be_had(case: Story, title: str, wanted: Phase) -> None:
    """A bid for another firm, another's merger and another's refusal to go were each the end of it."""
    assert phase(case, title) is wanted
