"""What a question asks for and what it only mentions; a name among the anchors is no deed. All sentences are invented."""

from dataclasses import replace

import pytest

from bot.domain.entry import Entry
from bot.domain.evidence import Phase
from bot.domain.story import Actor, Polarity, Story, WatchItem
from tests.judging_case import asking, judged
from watchers.judge.judgements import judge
from watchers.match.matcher import Matcher
from watchers.match.questions import question_of
from watchers.words.finder import compiled

STORIES = {
    "bank": asking(
        "Does Credit Halden's chief Vara Dolan lose her job over the leak?", "Credit-Halden|leak", "Credit Halden"
    ),
    "court": asking("An Aurian court convicts the men accused of shooting down a jet", "Jetline|court", "Jetline"),
    "handed": asking("Auria hands the runaway banker Dolan over to Belmont", "Dolan|extradition", "Auria", "Dolan"),
    "runway": asking("Brandholm gets to build its second runway", "second-runway|ruling", "Brandholm"),
    "saved": asking("The airline Skyvela is saved from collapse", "Skyvela|collapse", "Skyvela"),
    "resigns": asking("Will Dolan, accused of fraud, resign?", "Dolan|minister", "Dolan"),
    "charged": asking("Are the officers accused of killing Dolan charged?", "officers", "Karst"),
    "accused": asking("Will Dolan be accused of fraud?", "Dolan|fraud", "Dolan"),
    "targets": asking("Auria adopts targets to cut emissions", "targets|emissions", "Auria"),
    "junta": asking("The junta hands power to civilians", "junta|power", "Auria"),
    "tanks": asking("Auria hands Belmont tanks", "Leopard", "Auria"),
    "power": asking("Dolan hands power to Vara", "power", "Dolan", "Vara"),
    "line": asking("The Line 5 plan ends", "Line-5|plan", "Auria", polarity=Polarity.ENDS),
    "cave": asking("The boys are rescued from the cave", "boys|cave", "Karst"),
    "hunt": asking("The hunt for the Karst gunmen ends", "Karst|shooting", "Karst", polarity=Polarity.ENDS),
}


@pytest.mark.parametrize(
    ("about", "title", "phase"),
    [
        ("bank", "Credit Halden announces a share buyback", Phase.NONE),
        ("bank", "Credit Halden hit with a fine for lapses", Phase.NONE),
        ("bank", "Credit Halden chief Dolan resigns after leak", Phase.HAPPENED),
        ("court", "Verdict due on Jetline plane shot down over Auria", Phase.PLANNED),
        ("handed", "Auria plays no role in Dolan's exit", Phase.NONE),
        ("handed", "Dolan took a train on his way to Auria", Phase.NONE),
        ("handed", "Auria extradites Dolan", Phase.HAPPENED),
        ("runway", "Neighbours of Brandholm celebrate ruling", Phase.NONE),
        ("hunt", "Karst shooting leaves ten dead", Phase.NONE),
        ("hunt", "Gunmen still at large after Karst shooting that left 10 dead", Phase.NONE),
    ],
)
def test_what_the_question_does_not_ask_for_does_not_happen(about: str, title: str, phase: Phase) -> None:
    assert judged(STORIES[about], title).phase is phase


@pytest.mark.parametrize(
    ("about", "title"),
    [
        ("power", "Dolan hands power to Vara"),
        ("power", "Vara sworn in as Dolan hands over power"),
        ("cave", "All boys rescued from Karst cave"),
        ("line", "Auria: Line 5 dead after court ruling"),
        ("resigns", "Minister Dolan quits"),
        ("charged", "Karst officers charged in Dolan killing"),
        ("accused", "Prosecutors accuse Dolan of fraud"),
        ("junta", "Auria junta transfers power to civilian council"),
        ("tanks", "Auria delivers first Leopard tank"),
    ],
)
def test_what_it_does_ask_for_does(about: str, title: str) -> None:
    assert judged(STORIES[about], title).phase is Phase.HAPPENED


@pytest.mark.parametrize(
    ("about", "title"),
    [("saved", "Skyvela collapses"), ("targets", "Auria cuts emissions by 3 percent"), ("accused", "Dolan resigns")],
)
def test_the_other_way_round_it_has_not_happened(about: str, title: str) -> None:
    assert judged(STORIES[about], title).phase is not Phase.HAPPENED


@pytest.mark.parametrize("leads", ["", "decide to ", "be forced to ", "have to ", "be able to ", "try to "])
@pytest.mark.parametrize(
    ("title", "phase"),
    [("Norvex closes Karst plant", Phase.HAPPENED), ("Norvex to close Karst plant", Phase.PLANNED)],
)
def test_a_question_asks_for_the_deed_its_first_verb_leads_to(leads: str, title: str, phase: Phase) -> None:
    """What follows a "to" is a purpose, and was cut off: "decides to close" asked for a ruling."""
    case = asking(f"Will Norvex {leads}close its Karst plant?", "plant|factory", "Norvex")
    assert judged(case, title).phase is phase


def test_a_verb_before_a_thing_is_one_though_an_anchor_goes_by_it() -> None:
    """Both words were anchors, so that the question for a ban asked for a walkout."""
    case = asking("Will the court ban the ferry strike?", "injunction|ban strike|ferry", "Calder Line", "High Court")
    assert judged(case, "High Court bans Calder Line strike").phase is Phase.HAPPENED
    assert judge(Matcher(case).match(Entry(id="1", title="Calder Line crews walk out")), case) == ()


@pytest.mark.parametrize(
    ("question", "verb"),
    [
        ("Will voters be asked again about the tram?", "ask"),
        ("Will the council reverse its decision?", "revers"),
        ("Will police corner the gunman?", "corner"),
        ("Will Norvex shares be relisted?", "relist"),
        ("Does Norvex get at least ten contracts?", ""),
        ("Will a woman lead the orchestra?", "lead"),
    ],
)
def test_the_questions_own_verb_is_no_part_of_who_is_asked_about(question: str, verb: str) -> None:
    """Any report that named the council was a yes, for "council" was taken for what it does."""
    assert question_of(None, question, Polarity.HAPPENS, frozenset({"norvex"})).own == verb


def test_a_deed_named_as_a_thing_asks_for_no_other() -> None:
    """A cut was a yes to "a pay rise?", for pay is raised and cut."""
    pay = compiled("pay|salaries")
    asked = question_of(pay, "Will teachers in Auria get a pay rise?", Polarity.HAPPENS, frozenset({"auria"}))
    assert asked.names == {"rate rise"}


def test_a_takeover_that_closes_is_completed_and_no_plant() -> None:
    """One that a court blocked had closed, for a road that is blocked is."""
    merger = compiled("merger|takeover")
    asked = question_of(merger, "Will the Norvex merger close by June?", Polarity.HAPPENS, frozenset({"norvex"}))
    assert asked.names == {"takeover"}


def test_what_resolves_it_yes_says_what_is_asked_where_the_question_does_not() -> None:
    """The lexicon knows no "corner", so that an arrest was none."""
    item = WatchItem(
        id="w",
        question="Will police corner the gunman?",
        anchors="gunman|suspect",
        actors=("police",),
        resolves_yes_if="the gunman is arrested",
    )
    case = Story(slug="invented", title="Invented", actors=(Actor(name="police"),), watch_items=(item,))
    assert judged(case, "Police arrest gunman").phase is Phase.HAPPENED
    unsaid = replace(case, watch_items=(replace(item, resolves_yes_if=""),))
    assert judged(unsaid, "Police arrest gunman").phase is Phase.NONE


@pytest.mark.parametrize(
    "title",
    [
        "Dolan sworn in as Auria's first female prime minister",
        "Auria's parliament elects Vara Dolan as the nation's first woman premier",
    ],
)
def test_an_office_is_named_after_as_however_it_is_described(title: str) -> None:
    """Four words after "as" were looked at, so that these said nothing of who is prime minister."""
    case = asking("Dolan becomes prime minister of Auria", "prime-minister|premier", "Dolan", "Auria")
    assert judged(case, title).phase is Phase.HAPPENED


def test_imprisonment_that_ends_is_a_release() -> None:
    """No word of a release said that it had ended."""
    case = asking("Dolan's imprisonment in Karst ends", "prison|retrial", "Dolan", "Karst", polarity=Polarity.ENDS)
    assert judged(case, "Karst frees reporter Dolan from prison").phase is Phase.HAPPENED


def test_what_stops_an_end_ends_nothing() -> None:
    """A repeal that was blocked had ended the tax."""
    case = asking("Is the carbon tax scrapped?", "carbon-tax", "Senate", polarity=Polarity.ENDS)
    assert judged(case, "Senate blocks carbon tax repeal").phase is Phase.DENIED


AWAY = {
    "presence": asking(
        "Does the Aurian presence in Karst end?", "troops|pullout", "Aurian troops", polarity=Polarity.ENDS
    ),
    "embargo": asking("When does the blockade of Karst end?", "blockade", "Auria", polarity=Polarity.ENDS),
    "list": asking("Will Auria strike Karst off its terror list?", "terror-list|delisting|listing", "Auria"),
    "free": asking("Is the captured sailor Dolan set free?", "release|swap", "Auria"),
    "sent": asking("Will Auria send its police to Karst?", "deployment|police", "Auria"),
    "summit": asking("Whether the summit of Dolan and Vara takes place", "summit", "Dolan", "Vara"),
    "deal": asking("Do Auria and Belmont sign their trade deal?", "deal|signing", "Auria", "Belmont"),
    "strait": asking("Is the Karst strait opened to ships again?", "strait|reopening", "Auria"),
}


@pytest.mark.parametrize(
    ("about", "title", "phase"),
    [
        ("presence", "Last Aurian troops leave Karst", Phase.HAPPENED),
        ("presence", "Aurian troops to leave Karst next year", Phase.PLANNED),
        ("presence", "Aurian troops to stay longer in Karst", Phase.DENIED),
        ("embargo", "Auria lifts its embargo on Karst", Phase.HAPPENED),
        ("list", "Auria removes Karst from terror list", Phase.HAPPENED),
        ("list", "Auria to remove Karst from its terror list", Phase.PLANNED),
        ("list", "Auria: Terror delisting a priority", Phase.HEDGED),
        ("free", "Auria releases captured sailor in swap", Phase.HAPPENED),
        ("sent", "Auria's police team left for Karst on Monday", Phase.HEDGED),
        ("sent", "Court prevents Auria's police deployment", Phase.DENIED),
        ("summit", "Summit with Vara is back on, says Dolan", Phase.HEDGED),
        ("deal", "Auria Delays Belmont Deal Signing Due to Vote", Phase.DENIED),
        ("strait", "Auria Uses Karst Strait Reopening as Lever in Talks", Phase.HEDGED),
    ],
)
def test_world_affairs_by_the_words_they_are_told_in(about: str, title: str, phase: Phase) -> None:
    """A presence ends by a withdrawal; in title case a capital makes no name of what stands before an -ing form."""
    assert judged(AWAY[about], title).phase is phase


FOUND = {
    "warrant": asking("The tribunal issues an arrest warrant for Dolan", "arrest-warrant", "Tribunal", "Dolan"),
    "office": asking("Will Vara resign?", "protests", "Vara"),
    "joins": asking("Does Auria join the Lorn Union?", "accession", "Auria", "Belmont"),
    "longer": asking("Is the Aurian truce extended?", "truce|extension", "Auria"),
    "guilty": asking("Will Dolan be convicted of fraud?", "fraud|trial", "Dolan"),
    "jail": asking("Does Dolan's time in jail come to an end?", "jail|bail", "Dolan", polarity=Polarity.ENDS),
    "meet": asking("Do Dolan and Vara hold a summit?", "summit|meeting", "Dolan", "Vara"),
    "pact": asking("Do Auria and Belmont ratify the free trade pact?", "free-trade-pact", "Auria", "Belmont"),
    "route": asking("The closure of Auria's route ends", "route", "Auria", polarity=Polarity.ENDS),
    "duties": asking("Whether Auria drops its duties on steel", "tariffs|steel", "Auria", polarity=Polarity.ENDS),
}


@pytest.mark.parametrize(
    ("about", "title", "phase"),
    [
        ("warrant", "Tribunal issues arrest warrants for Dolan and Vara", Phase.HAPPENED),
        ("office", "Vara wins no-confidence vote", Phase.DENIED),
        ("joins", "Belmont: Auria can't join Union if it arms", Phase.DENIED),
        ("longer", "Minister announces a 3-week extension of the Auria truce", Phase.HAPPENED),
        ("longer", "Minister announces plans for extension of the Auria truce", Phase.PLANNED),
        ("guilty", "Gen. Dolan, who once led the guard, acquitted of fraud", Phase.CANCELLED),
        ("jail", "Dolan released from jail", Phase.HAPPENED),
        ("jail", "Minister won't oppose bail for Dolan", Phase.HEDGED),
        ("duties", "Auria close to resolving tariffs row with Belmont", Phase.PLANNED),
        ("duties", "Auria delays vote on tariffs", Phase.DENIED),
        ("duties", "Auria lifts tariffs", Phase.HAPPENED),
        ("meet", "Dolan not to meet Vara in near future", Phase.DENIED),
        ("meet", "Dolan to meet Vara in May", Phase.HEDGED),
        ("pact", "Belmont OKs free trade pact with Auria", Phase.HAPPENED),
        ("pact", "Free trade pact between Auria and Belmont: what to know", Phase.NONE),
        ("route", "First trucks cross as Auria opens route", Phase.HAPPENED),
        ("route", "Auria closes route for good", Phase.DENIED),
    ],
)
def test_what_stands_in_the_headline_is_seen(about: str, title: str, phase: Phase) -> None:
    assert judged(FOUND[about], title).phase is phase


COURT = {
    "mistrial": asking("Will there be a mistrial in the Dolan case?", "mistrial|jury", "Dolan"),
    "appeal": asking("Does Dolan appeal his conviction?", "appeal|conviction", "Dolan"),
    "bail": asking("Does Dolan stay free on bail?", "bail", "Dolan"),
    "resign": asking("Will Dolan resign as mayor?", "resign|mayor", "Dolan"),
    "stays": asking("Does Vara stay as chief executive of Halden?", "chief-executive|Vara", "Vara", "Halden"),
    "guilty": asking("Will Dolan be convicted of bribery?", "bribery|verdict", "Dolan"),
    "cleared": asking("Is Dolan acquitted?", "bribery|verdict", "Dolan"),
    "order": asking("Will the court grant an injunction?", "injunction", "Halden"),
    "over": asking("Is the drivers' strike over?", "strike", "TDU", polarity=Polarity.ENDS),
}


@pytest.mark.parametrize(
    ("about", "title", "phase"),
    [
        ("mistrial", "Judge declares mistrial in Dolan case", Phase.HAPPENED),
        ("mistrial", "Dolan bribery case ends in mistrial", Phase.HAPPENED),
        ("mistrial", "Judge refuses mistrial in Dolan case", Phase.DENIED),
        ("appeal", "Dolan files appeal against conviction", Phase.HAPPENED),
        ("appeal", "Dolan to appeal conviction", Phase.PLANNED),
        ("appeal", "Dolan will not appeal conviction", Phase.DENIED),
        ("bail", "Judge refuses to revoke bail for Dolan", Phase.HEDGED),
        ("bail", "Judge denies prosecutors' bid to revoke Dolan's bail", Phase.HEDGED),
        ("bail", "Judge revokes Dolan's bail", Phase.DENIED),
        ("resign", "Deputy mayor under Dolan resigns", Phase.NONE),
        ("resign", "Dolan resigns as mayor", Phase.HAPPENED),
        ("resign", "Dolan ousted as mayor by council vote", Phase.HEDGED),
        ("stays", "Halden finance chief resigns", Phase.NONE),
        ("stays", "Halden boss Vara resigns", Phase.CANCELLED),
        ("guilty", "Dolan spokesman denies he plans to move", Phase.NONE),
        ("cleared", "Jury finds Dolan guilty of bribery", Phase.CANCELLED),
        ("order", "Halden wins injunction against drivers' strike", Phase.HAPPENED),
        ("over", "TDU calls off strike", Phase.HAPPENED),
        ("over", "TDU calls strike for Monday", Phase.DENIED),
    ],
)
def test_court_cases_and_strikes_as_they_are_told(about: str, title: str, phase: Phase) -> None:
    """What the question names denies nothing, what is turned down is not done, and somebody below is somebody else."""
    found = judge(Matcher(COURT[about]).match(Entry(id="1", title=title)), COURT[about])
    assert (found[0].phase if found else Phase.NONE) is phase


@pytest.mark.parametrize(
    ("asked", "title", "phase"),
    [
        (asking("Does Dolan appeal his conviction?", "appeal", "Dolan"), "Dolan appeals for calm", Phase.NONE),
        (asking("Is the strike over the pit closure over?", "strike", "Norvex", polarity=Polarity.ENDS), "Norvex strike ends", Phase.HAPPENED),
        (asking("Does the school closure dispute end?", "dispute", "Norvex", polarity=Polarity.ENDS), "Norvex dispute ends", Phase.HAPPENED),
        (asking("Does Dolan resign or get sacked?", "job", "Dolan"), "Dolan sacked", Phase.HAPPENED),
        (asking("Does Norvex buy Calder Line?", "takeover", "Norvex", "Calder Line"), "Norvex completes Calder Line refund", Phase.NONE),
        (asking("Does Auria join the Lorn Union?", "accession", "Auria"), "Auria joins Union of Broadcasters", Phase.NONE),
        (asking("Pact between Auria and Belmont", "pact", "Auria", "Belmont"), "Auria rejects pact in move to block Belmont", Phase.DENIED),
        (asking("Does the US Senate pass the bill?", "bill", "US Senate"), "White House rejects bill", Phase.NONE),
        (asking("Does the US Senate pass the bill?", "bill", "US Senate"), "American farmers reject bill", Phase.NONE),
        (asking("Will Dolan appeal?", "appeal", "Dolan"), "Prosecutors ask Dolan not to appeal", Phase.NONE),
        (FOUND["pact"], "Auria and Belmont sign gas contract", Phase.NONE),
    ],
)  # fmt: skip
def test_what_only_sounds_like_it_is_not_it(asked: Story, title: str, phase: Phase) -> None:
    """Half a name, a name before another noun, somebody else of the country, a thing the question only mentions."""
    found = judge(Matcher(asked).match(Entry(id="1", title=title)), asked)
    assert (found[0].phase if found else Phase.NONE) is phase


@pytest.mark.parametrize(
    ("text", "an_office"),
    [
        ("Does Dolan become prime minister?", True),
        ("Is Dolan voted in as premier?", True),
        ("Is a new prime minister appointed?", True),
        ("Does the prime minister win approval for the budget?", False),
        ("Does the chancellor win the confidence vote?", False),
        ("Will the speaker confirm the vote?", False),
        ("Does Dolan win the prime minister's backing?", False),
    ],
)
def test_an_office_is_asked_for_where_somebody_is_to_get_it(text: str, an_office: bool) -> None:
    """A minister who wins a vote, or whose backing is won, had made the question one of who takes office."""
    question = question_of(None, text, Polarity.HAPPENS, frozenset())
    assert ({e.name for e in question.events} <= {"office", "victory"}) is an_office


RATIFIES = asking(
    "Will Auria's Congress ratify the peace deal with the Kesh Front?", "peace-deal|accord", "Auria", "Kesh Front"
)
TALKS = asking("Will Auria and Belmont reach a deal?", "Aurian-talks|deal", "Auria", "Belmont")
LONGER = asking("Is the truce in Auria extended?", "truce|ceasefire", "Auria", "Tide Front")
SUPPLIES = asking("Will Auria and Belmont sign a gas supply deal?", "gas-deal|gas-supplies", "Auria", "Belmont")
LEAVES = asking("Will Auria withdraw its troops from Belmont?", "Aurian-troops|withdrawal", "Auria", "Belmont")


@pytest.mark.parametrize(
    ("case", "title", "phase"),
    [
        (RATIFIES, "Auria's Congress passes peace deal with Kesh Front", Phase.HAPPENED),
        (RATIFIES, "Peace deal wins parliament's approval in Auria", Phase.HAPPENED),
        (RATIFIES, "Auria and Kesh Front sign peace deal", Phase.HEDGED),
        (RATIFIES, "Auria, Kesh Front strike new peace deal", Phase.HEDGED),
        (RATIFIES, "Auria rejects peace deal with Kesh Front", Phase.DENIED),
        (RATIFIES, "Auria's parliament rejects peace deal with Kesh Front", Phase.CANCELLED),
        (RATIFIES, "Auria's Congress ratifies peace deal with Norland", Phase.HEDGED),
        (TALKS, "Auria and Belmont agree to restart stalled talks on deal", Phase.PLANNED),
        (TALKS, "Deal talks resume between Auria and Belmont", Phase.PLANNED),
        (TALKS, "Envoy returns to Aurian talks with Belmont", Phase.PLANNED),
        (TALKS, "Aurian talks break off, Belmont says", Phase.DENIED),
        (TALKS, "Auria and Belmont can't agree on deal", Phase.DENIED),
    ],
)
def test_a_signature_is_not_yet_a_ratification_and_talks_resume_or_break_off(
    case: Story, title: str, phase: Phase
) -> None:
    assert judged(case, title).phase is phase


@pytest.mark.parametrize(
    ("case", "title", "phase"),
    [
        (LONGER, "Auria and Tide Front reach deal to extend truce", Phase.HAPPENED),
        (LONGER, "UN envoy announces agreement to extend Auria truce", Phase.HAPPENED),
        (LONGER, "Auria and Tide Front close to deal to extend truce", Phase.PLANNED),
        (LONGER, "Auria seeks deal to extend truce", Phase.PLANNED),
        (LONGER, "Auria seeks agreement to extend truce", Phase.PLANNED),
        (LONGER, "Auria and Tide Front may reach deal to extend truce", Phase.PLANNED),
        (LONGER, "No agreement to extend Auria truce", Phase.DENIED),
        (LONGER, "Auria agrees to extend truce", Phase.HAPPENED),
        (LONGER, "Auria and Tide Front strike a deal to extend truce", Phase.HAPPENED),
        (LONGER, "Auria hails deal, plans to extend truce", Phase.PLANNED),
        (LONGER, "Auria agrees to reach deal to extend truce", Phase.PLANNED),
        (LONGER, "To extend truce, Auria frees captives", Phase.PLANNED),
        (SUPPLIES, "Auria cuts off gas supplies to Belmont", Phase.NONE),
        (LEAVES, "Auria in talks with Belmont officials over troop withdrawal", Phase.PLANNED),
        (LEAVES, "Auria confirms withdrawal of troops from Belmont", Phase.HAPPENED),
    ],
)
def test_a_deal_to_do_it_a_noun_like_a_verb_and_talks_about_it(case: Story, title: str, phase: Phase) -> None:
    """Who reached a "deal to extend" it has agreed to, nobody supplies "gas supplies", and talks over an exit are none."""
    assert judged(case, title).phase is phase


CREW = asking("Whether the Karst crew returns safely to Earth", "Karst", "Karst")
HUNT = asking("Is the manhunt for escaped prisoner Dolan over?", "manhunt|Dolan", "Dolan", polarity=Polarity.ENDS)
CAUGHT = asking("Is Dolan arrested?", "Dolan", "Dolan")
SHELLS = asking("Has the shelling of Kesh stopped?", "shelling|bombardment", "Kesh", polarity=Polarity.ENDS)
CHIEF = asking("Does Mara Lund resign?", "resignation", "Mara Lund")
TAPS = asking("The halt of Norland's oil to Auria ends", "oil", "Norland", "Auria", polarity=Polarity.ENDS)


@pytest.mark.parametrize(
    ("story", "title", "phase"),
    [
        (CREW, "Karst astronauts splash down in ocean", Phase.HAPPENED),
        (CREW, "Karst crew returns home to cheers", Phase.HAPPENED),
        (CREW, "Karst astronauts hurtle home from Moon", Phase.HEDGED),
        (CREW, "Karst crew to splash down on Friday", Phase.PLANNED),
        (CREW, "Karst astronauts stranded in orbit", Phase.DENIED),
        (CREW, "Karst lifts off", Phase.NONE),
        (CAUGHT, "Escaped killer Dolan caught in barn", Phase.HAPPENED),
        (CAUGHT, "Banned from driving, Dolan arrested", Phase.HAPPENED),
        (HUNT, "Manhunt for Dolan over", Phase.HAPPENED),
        (SHELLS, "Bombardment of Kesh is over", Phase.HAPPENED),
        (CHIEF, "Mara Lund quits ministry over row", Phase.HAPPENED),
        (TAPS, "Norland oil to Auria resumes", Phase.HAPPENED),
        (TAPS, "Norland oil to Auria halted again", Phase.DENIED),
        (TAPS, "Norland to finish repairs to oil line to Auria", Phase.HEDGED),
    ],
)
def test_who_flew_comes_home_and_what_was_halted_flows_again(story: Story, title: str, phase: Phase) -> None:
    """The first was asked as a rescue, the second as a halt that some word of ending must tell of."""
    assert judged(story, title).phase is phase


@pytest.mark.parametrize(
    ("question", "anchors", "asked"),
    [
        ("Are jobs cut at Halden?", "layoffs|job-cuts", {"job cuts"}),
        ("Is Kovel confirmed by the Senate?", "nomination", {"office"}),
        ("Are the charges against Dolan dropped?", "charges", {"acquittal"}),
        ("Is the stolen painting recovered?", "painting", {"discovery"}),
        ("Has the jury been discharged in the Karst trial?", "jury", {"mistrial"}),
        ("Is Halden docked points?", "points-deduction", {"penalty"}),
        ("Does Halden withdraw its pill?", "pill", {"recall"}),
        ("Will the pension reform be withdrawn?", "pension-reform", {"cancellation"}),
        ("Does Vara concede defeat?", "concession", {"defeat"}),
        ("Does Belmont list the Tide Front as a terrorist group?", "terror-list", {"sanctions"}),
        ("Has martial law ended in Auria?", "martial-law", {"relief"}),
        ("Will the gas price be capped?", "price-cap", {"restriction"}),
        ("Is the radio back on air?", "broadcast", {"restoration"}),
        ("Does Norland get to host the Games?", "Games", {"award"}),
    ],
)
def test_what_a_desk_asks_in_few_words_is_understood(question: str, anchors: str, asked: set[str]) -> None:
    """Each was asked as another kind of event: a jury's discharge as a death, a stolen painting as a hack."""
    found = question_of(compiled(anchors), question, Polarity.HAPPENS, frozenset({"auria", "halden", "kovel"}))
    assert asked <= found.names


@pytest.mark.parametrize(
    ("question", "anchors", "polarity", "turned"),
    [
        ("Will the hunger strike by Auria's prisoners end?", "hunger-strike|prisoners", Polarity.ENDS, False),
        ("Is the treaty between Auria and Belmont still in force?", "treaty", Polarity.ENDS, True),
        ("Is the fence on the border finished?", "fence", Polarity.HAPPENS, False),
        ("Has Auria thrown out the inspectors?", "inspectors", Polarity.HAPPENS, False),
        ("Is the hunt for escaped prisoner Dolan over?", "manhunt", Polarity.ENDS, False),
    ],
)
def test_what_ends_and_what_is_finished(question: str, anchors: str, polarity: Polarity, *, turned: bool) -> None:
    found = question_of(compiled(anchors), question, Polarity.HAPPENS, frozenset({"auria", "belmont", "dolan"}))
    assert (found.polarity, found.turned) == (polarity, turned)


OPERA = asking("Will the Kesh Opera reopen on time?", "opera|reopening", "Kesh Opera")
REACTOR = asking("Is the Karst reactor restarted?", "Karst-reactor", "Karst")
DAM = asking("Has the Karst dam burst?", "Karst-dam", "Karst dam")
CULL = asking("Wolf cull in Norland?", "wolf-cull", "Norland")
DIVIDEND = asking("Does Norvex pay its dividend?", "dividend", "Norvex")
EMERGENCY = asking("Has martial law ended in Auria?", "martial-law", "Auria", "Dolan", polarity=Polarity.ENDS)
STRIKE = asking("Does the Halden strike end?", "strike", "Halden", polarity=Polarity.ENDS)
QUITS = asking("Does Dolan go?", "Dolan", "Dolan")
TOLL = asking("End of the toll at Kesh?", "toll", "Kesh")
OFF = asking("Is the teachers' strike called off?", "strike", "Teachers Union")
CAP = asking("Is the price cap lifted?", "price-cap", "Auria")
WARD = asking("Is the hospital strike finished?", "hospital-strike|strike", "Kesh")
PREMIER = asking("Does Dolan become premier?", "premier", "Dolan")
RESIGNS = asking("Does Dolan resign?", "resignation", "Dolan")
PACT = asking("Do Auria and Belmont sign a memorandum?", "memorandum|deal", "Auria", "Belmont")
THROWN = asking("Will judges throw out the journalist's appeal?", "appeal", "Kovel")
GOES = asking("Does police chief Dolan go?", "police-chief", "Dolan")


@pytest.mark.parametrize(
    ("story", "title", "phase"),
    [
        (OPERA, "Kesh Opera reopening delayed", Phase.DENIED),
        (OPERA, "Kesh Opera reopening today", Phase.HAPPENED),
        (REACTOR, "Court bars Karst reactor from coming back online", Phase.DENIED),
        (DAM, "Karst dam output hits record", Phase.NONE),
        (CULL, "Court halts Norland wolf cull for good", Phase.DENIED),
        (CULL, "Norland cancels wolf cull", Phase.CANCELLED),
        (CULL, "Norland wolf cull begins", Phase.HAPPENED),
        (DIVIDEND, "Norvex scraps dividend", Phase.DENIED),
        (DIVIDEND, "Norvex pays dividend", Phase.HAPPENED),
        (EMERGENCY, "Aurian assembly votes to urge Dolan to revoke martial law", Phase.HEDGED),
        (EMERGENCY, "Dolan revokes martial law", Phase.HAPPENED),
        (STRIKE, "Halden calls off plan to end strike", Phase.DENIED),
        (STRIKE, "Halden calls off strike", Phase.HAPPENED),
        (GOES, "City council votes to keep Dolan as police chief", Phase.DENIED),
        (GOES, "Dolan quits as police chief", Phase.HAPPENED),
        (QUITS, "Dolan resigns", Phase.HAPPENED),
        (QUITS, "Dolan quits", Phase.HAPPENED),
        (TOLL, "Kesh scraps toll", Phase.HAPPENED),
        (OFF, "Teachers Union calls off strike", Phase.HAPPENED),
        (CAP, "Auria lifts price cap", Phase.HAPPENED),
        (CAP, "Auria imposes price cap", Phase.DENIED),
        (WARD, "Kesh hospital strike begins", Phase.DENIED),
        (HUNT, "Police call off manhunt for Dolan", Phase.HAPPENED),
        (STRIKE, "Halden calls off strike to end misery", Phase.HAPPENED),
        (PREMIER, "Is Dolan Auria's new premier?", Phase.NONE),
        (RESIGNS, "Stopped from speaking, Dolan quits", Phase.HAPPENED),
        (RESIGNS, "Dolan quits, unclear if deputy follows", Phase.HAPPENED),
        (RESIGNS, "Who leads after Dolan's resignation?", Phase.NONE),
        (PACT, "Rejected Auria deal signed only by Belmont", Phase.DENIED),
        (THROWN, "Judges reject Kovel appeal", Phase.HAPPENED),
        (OPERA, "Kesh Opera reopening hailed by fans", Phase.HAPPENED),
    ],
)
def test_what_stops_or_befalls_a_thing_is_not_what_is_asked_of_it(story: Story, title: str, phase: Phase) -> None:
    """Each of the noes was read as the very thing that is asked for."""
    assert judged(story, title).phase is phase
