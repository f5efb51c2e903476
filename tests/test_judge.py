"""What a match amounts to: phase, direction, weight and stance, each with its why. All sentences here are invented."""

from datetime import UTC, datetime

import pytest

from bot.domain.entry import Entry
from bot.domain.evidence import Judgement, Phase, Stance
from bot.domain.story import Actor, Claim, Direction, Polarity, Signal, Story, WatchItem, Weight
from watchers.judge.judgements import judge
from watchers.match.matcher import Matcher

NOW = datetime(2026, 5, 1, tzinfo=UTC)


def story(item: WatchItem, *names: str) -> Story:
    return Story(slug="invented", title="Invented", actors=tuple(Actor(name=n) for n in names), watch_items=(item,))


def judged(case: Story, title: str, summary: str = "") -> Judgement:
    return judge(Matcher(case).match(Entry(id="1", title=title, summary=summary)), case)[0]


DEAL = story(
    WatchItem(id="pact", question="Do Auria and Belmont sign a pact?", anchors="pact|deal"), "Auria", "Belmont"
)


@pytest.mark.parametrize(
    ("title", "phase"),
    [
        ("Auria and Belmont sign pact", Phase.HAPPENED),
        ("Auria, Belmont reach deal after night of talks", Phase.HAPPENED),
        ("Pact signed in Auria", Phase.HAPPENED),
        ("AURIA AND BELMONT SEAL PACT", Phase.HAPPENED),
        ("Auria to sign pact with Belmont", Phase.PLANNED),
        ("Auria close to pact with Belmont", Phase.PLANNED),
        ("Auria hopeful of Belmont pact", Phase.PLANNED),
        ("Auria claims Belmont signed pact", Phase.HEDGED),
        ("Auria says pact with Belmont signed", Phase.HEDGED),
        ("Auria and Belmont agree draft pact", Phase.HEDGED),
        ("Auria denies signing pact with Belmont", Phase.DENIED),
        ("Auria has not signed pact, Belmont says", Phase.DENIED),
        ("Auria fails to reach deal with Belmont", Phase.DENIED),
        ("Auria-Belmont pact stalls", Phase.DENIED),
        ("Auria says pact not imminent", Phase.DENIED),
        ("Auria calls off pact with Belmont", Phase.CANCELLED),
        ("Belmont pulls out of Auria pact", Phase.CANCELLED),
        ("Auria says pact close but Belmont rejects it", Phase.CONTESTED),
        ("Will Auria sign the pact?", Phase.NONE),
        ("Auria warns Belmont to sign pact", Phase.NONE),
        ("If Auria signs the pact, prices may fall", Phase.NONE),
        ("Auria marks pact signed last year", Phase.NONE),
        ("What we know about a possible Auria pact", Phase.NONE),
        ("Farmers in Auria discuss pact's text as rain falls", Phase.PLANNED),
    ],
)
def test_the_phase_of_an_event_from_its_anchors_alone(title: str, phase: Phase) -> None:
    assert judged(DEAL, title).phase is phase


def test_anchors_alone_are_never_decisive() -> None:
    said = judged(DEAL, "Auria and Belmont sign pact")
    assert (said.direction, said.weight) == (Direction.TOWARD, Weight.STRONG)
    assert judged(DEAL, "Auria close to pact").weight is Weight.WATCH


def test_a_pact_with_somebody_else_is_no_more_than_hedged() -> None:
    case = story(
        WatchItem(id="pact", question="Do Auria and Belmont sign a pact?", anchors="pact", actors=("Auria", "Belmont")),
        "Auria",
        "Belmont",
    )
    said = judged(case, "Norway seals pact with Auria")
    assert said.phase is Phase.HEDGED
    assert any("Norway is named" in line for line in said.why)
    assert judged(case, "Auria seals pact").phase is Phase.HAPPENED
    assert judged(case, "Auria and Belmont seal pact in Norway").phase is Phase.HAPPENED


def test_contested_points_away_because_somebody_denies_it() -> None:
    assert judged(DEAL, "Auria says pact close but Belmont rejects it").direction is Direction.AWAY


def test_talks_about_it_are_no_more_than_a_sign() -> None:
    said = judged(DEAL, "Auria-Belmont talks collapse")
    assert (said.phase, said.direction, said.weight) == (Phase.DENIED, Direction.AWAY, Weight.WATCH)


@pytest.mark.parametrize("label", ["", "BREAKING: ", "LIVE: ", "UPDATE 2-"])
def test_the_label_of_a_headline_says_nothing(label: str) -> None:
    item = WatchItem(id="i", question="Does the siege of Sharaf end?", anchors="siege", polarity=Polarity.ENDS)
    assert judged(story(item, "Sharaf"), f"{label}Army breaks siege of Sharaf").phase is Phase.HAPPENED
    assert judged(story(item, "Sharaf"), f"{label}Children under siege in Sharaf draw").phase is Phase.NONE


def test_a_title_that_says_nothing_leaves_it_to_the_summary() -> None:
    said = judged(DEAL, "Auria and the Belmont pact", "Markets rose. Auria and Belmont signed the pact on Monday.")
    assert said.phase is Phase.HAPPENED
    assert said.match.where == "summary"


OTHERS = {
    "office": story(
        WatchItem(id="o", question="Does Kovel become prime minister?", anchors='"prime minister"|premier'), "Kovel"
    ),
    "law": story(WatchItem(id="l", question="Does the Senate pass the water bill?", anchors="bill"), "Senate"),
    "quit": story(WatchItem(id="q", question="Does Dolan resign?", anchors="resign|resignation|quit"), "Dolan"),
    "relief": story(WatchItem(id="r", question="Does Auria lift the sanctions?", anchors="sanctions"), "Auria"),
    "verdict": story(WatchItem(id="v", question="Is Brandt convicted?", anchors="fraud|verdict"), "Brandt"),
    "rates": story(WatchItem(id="c", question="Does Norland cut rates?", anchors="rates|rate"), "Norland"),
    "launch": story(WatchItem(id="z", question="Does Zentra launch its lander?", anchors="lander|launch"), "Zentra"),
}


@pytest.mark.parametrize(
    ("about", "title", "phase"),
    [
        ("office", "Kovel sworn in as prime minister", Phase.HAPPENED),
        ("office", "Kovel to become prime minister on Tuesday", Phase.PLANNED),
        ("office", "Kovel quits race for prime minister, pulls out of debate", Phase.CANCELLED),
        ("law", "Senate passes water bill", Phase.HAPPENED),
        ("law", "Senate votes down water bill", Phase.CANCELLED),
        ("law", "Senate to vote on water bill", Phase.PLANNED),
        ("quit", "Dolan resigns", Phase.HAPPENED),
        ("quit", "Dolan refuses to resign", Phase.DENIED),
        ("quit", "Pressure mounts on Dolan to resign", Phase.HEDGED),
        ("relief", "Auria lifts sanctions", Phase.HAPPENED),
        ("relief", "Auria extends sanctions by a year", Phase.DENIED),
        ("relief", "Auria considers lifting sanctions", Phase.PLANNED),
        ("verdict", "Brandt found guilty of fraud", Phase.HAPPENED),
        ("verdict", "Brandt acquitted of fraud", Phase.CANCELLED),
        ("verdict", "Brandt found not guilty of fraud", Phase.CANCELLED),
        ("rates", "Norland cuts rates", Phase.HAPPENED),
        ("rates", "Norland raises rates", Phase.DENIED),
        ("launch", "Zentra launches lander", Phase.HAPPENED),
        ("launch", "Zentra delays lander launch", Phase.DENIED),
    ],
)
def test_other_kinds_of_event_with_the_general_lexicon(about: str, title: str, phase: Phase) -> None:
    assert judged(OTHERS[about], title).phase is phase


ROLES = {
    "approval": story(
        WatchItem(id="a", question="Does Norland approve the Zentra offering?", anchors="offering"), "Norland"
    ),
    "asylum": story(
        WatchItem(id="f", question="Does the first asylum flight to Veldor take off?", anchors="flight"), "Veldor"
    ),
    "premier": story(
        WatchItem(id="p", question="Does Dolan resign as prime minister?", anchors="resign|leadership"), "Dolan"
    ),
    "race": story(
        WatchItem(
            id="w", question="Is Kovel elected president?", anchors="election|president", actors=("Kovel", "Brandt")
        ),
        "Kovel",
        "Brandt",
    ),
    "merger": story(
        WatchItem(id="m", question="Do Zentra and Halden merge?", anchors="merger|collapses|deal"), "Zentra", "Halden"
    ),
    "bust": story(WatchItem(id="b", question="Does Skyvela collapse?", anchors="collapse|insolvency"), "Skyvela"),
    "left": story(WatchItem(id="t", question="Do Norland's troops leave Karst?", anchors="Karst|troops"), "Norland"),
    "end": story(WatchItem(id="e", question="Does Rano's militia end its uprising?", anchors="militia|truce"), "Rano"),
}


@pytest.mark.parametrize(
    ("about", "title", "phase"),
    [
        ("approval", "Norland seen approving Zentra offering", Phase.PLANNED),
        ("approval", "Zentra offering gets final nod from Norland", Phase.HAPPENED),
        ("asylum", "Veldor flight plan: court lets planes leave", Phase.NONE),
        ("asylum", "Veldor asylum plan: first flight takes off", Phase.HAPPENED),
        ("premier", "Dolan fights for survival as cabinet ministers quit", Phase.HEDGED),
        ("premier", "Dolan: Fisheries secretary Ana Brul resigns", Phase.NONE),
        ("premier", "Dolan is resigning as party leader. Now what?", Phase.HAPPENED),
        ("premier", "Dolan 'on the brink' and 'cornered'", Phase.PLANNED),
        ("race", "In pictures: Kovel beats Brandt", Phase.HAPPENED),
        ("race", "Norland election: tears and cheers as Kovel wins", Phase.HAPPENED),
        ("merger", "Zentra merger with Halden collapses", Phase.CANCELLED),
        ("merger", "Zentra extends shop closures in merger with Halden", Phase.NONE),
        ("merger", "Zentra scraps Friday deadline for merger with Halden", Phase.DENIED),
        ("merger", "Zentra, Halden agree merger: what it means", Phase.HAPPENED),
        ("merger", "How Zentra and Halden agreed their merger", Phase.NONE),
        ("merger", "Zentra and Halden agree merger, what are the next steps?", Phase.HAPPENED),
        ("merger", "Zentra-Halden merger blocked by watchdog", Phase.CANCELLED),
        ("merger", "Halden still wants a deal with Zentra", Phase.PLANNED),
        ("merger", "Zentra says Halden broke the deal", Phase.DENIED),
        ("merger", "What Zentra and Halden would do in a no-deal world", Phase.NONE),
        ("merger", "Court rejects bid to block Zentra merger with Halden", Phase.PLANNED),
        ("merger", "Union asks court to halt Zentra merger with Halden", Phase.DENIED),
        ("bust", "Skyvela collapses", Phase.HAPPENED),
        ("bust", "Skyvela races to raise cash", Phase.PLANNED),
        ("bust", "Skyvela battles for survival", Phase.HEDGED),
        ("bust", "Skyvela agrees rescue deal with Norvex", Phase.DENIED),
        ("left", "Hope in Karst as Norland withdraws", Phase.HAPPENED),
        ("left", "Norland fires shells near Karst", Phase.NONE),
        ("end", "Rano agrees to end uprising, militia says", Phase.PLANNED),
    ],
)
def test_who_did_it_and_what_it_was_done_to(about: str, title: str, phase: Phase) -> None:
    assert judged(ROLES[about], title).phase is phase


STRIKE = story(
    WatchItem(id="s", question="Does the rail strike end?", anchors="strike|walkout", polarity=Polarity.ENDS),
    "RailUnion",
)


@pytest.mark.parametrize(
    ("title", "phase"),
    [
        ("RailUnion to strike for two more days", Phase.DENIED),
        ("RailUnion strike to go ahead on Wednesday", Phase.DENIED),
        ("RailUnion strike over pay enters third week", Phase.DENIED),
        ("RailUnion strike over", Phase.HAPPENED),
        ("Airline cancels all flights in RailUnion strike", Phase.NONE),
        ("RailUnion members ratify deal to end strike", Phase.HAPPENED),
        ("RailUnion members reject deal to end strike", Phase.DENIED),
        ("RailUnion reaches tentative deal in strike", Phase.HEDGED),
        ("How travellers get home in the RailUnion strike", Phase.NONE),
    ],
)
def test_a_strike_goes_on_until_it_ends(title: str, phase: Phase) -> None:
    assert judged(STRIKE, title).phase is phase


def test_a_term_ends_when_its_holder_leaves() -> None:
    item = WatchItem(id="x", question="Does Dolan's time as premier end?", anchors="premier", polarity=Polarity.ENDS)
    assert judged(story(item, "Dolan"), "Dolan resigns: race for successor begins").phase is Phase.HAPPENED
    assert judged(story(item, "Dolan"), "Dolan vows to stay on as premier").phase is Phase.DENIED


TRUCE = story(
    WatchItem(id="truce", question="Does the truce end?", anchors="truce|ceasefire", polarity=Polarity.ENDS),
    "Auria",
    "Belmont",
)


@pytest.mark.parametrize(
    ("title", "phase", "direction"),
    [
        ("Auria truce collapses", Phase.HAPPENED, Direction.TOWARD),
        ("Auria declares truce over", Phase.HAPPENED, Direction.TOWARD),
        ("Shelling tests Auria truce", Phase.HEDGED, Direction.TOWARD),
        ("Auria threatens to end truce", Phase.HEDGED, Direction.TOWARD),
        ("Auria truce holds despite shelling", Phase.DENIED, Direction.AWAY),
        ("Auria and Belmont extend ceasefire", Phase.DENIED, Direction.AWAY),
        ("How Auria lived through the truce", Phase.NONE, None),
        ("Fighting continues in Auria despite truce", Phase.HEDGED, Direction.TOWARD),
    ],
)
def test_something_that_may_end(title: str, phase: Phase, direction: Direction | None) -> None:
    said = judged(TRUCE, title)
    assert (said.phase, said.direction) == (phase, direction)


SIGNALS = story(
    WatchItem(
        id="pact",
        question="Do Auria and Belmont sign a pact?",
        anchors="pact",
        signals=(
            Signal(words="sign pact", weight=Weight.DECISIVE),
            Signal(words="envoy lands", weight=Weight.WATCH),
            Signal(words="envoy leaves", direction=Direction.AWAY, weight=Weight.DECISIVE),
        ),
    ),
    "Auria",
    "Belmont",
)


@pytest.mark.parametrize(
    ("title", "phase", "direction", "weight"),
    [
        ("Auria signs pact", Phase.HAPPENED, Direction.TOWARD, Weight.DECISIVE),
        ("Auria to sign pact", Phase.PLANNED, Direction.TOWARD, Weight.WATCH),
        ("Auria denies it signed pact", Phase.DENIED, Direction.AWAY, Weight.STRONG),
        ("Did Auria sign the pact?", Phase.NONE, None, Weight.WATCH),
        ("Auria's envoy lands", Phase.PLANNED, Direction.TOWARD, Weight.WATCH),
        ("Auria's envoy leaves", Phase.CANCELLED, Direction.AWAY, Weight.DECISIVE),
        ("Auria's envoy leaves, calls off pact", Phase.CANCELLED, Direction.AWAY, Weight.DECISIVE),
        ("Auria's envoy has not left", Phase.HEDGED, Direction.TOWARD, Weight.WATCH),
    ],
)
def test_a_signal_of_the_story_file_with_what_governs_it(
    title: str, phase: Phase, direction: Direction | None, weight: Weight
) -> None:
    said = judged(SIGNALS, title)
    assert (said.phase, said.direction, said.weight) == (phase, direction, weight)


CLAIMS = Story(
    slug="invented",
    title="Invented",
    actors=(Actor(name="Auria"), Actor(name="Belmont")),
    claims=(
        Claim(
            id="no-troops",
            text="Auria has no troops in Belmont",
            actors=("Auria",),
            supported_by=('"no troops"', "troops deny"),
            refuted_by=("send|deploy troops",),
        ),
    ),
)


@pytest.mark.parametrize(
    ("title", "stance"),
    [
        ("Auria sends troops to Belmont", Stance.REFUTES),
        ("Auria will not send troops to Belmont", Stance.SUPPORTS),
        ("Auria may send troops to Belmont", Stance.CONTEXT),
        ("Did Auria send troops?", Stance.CONTEXT),
        ("There are no troops of Auria in Belmont", Stance.SUPPORTS),
    ],
)
def test_a_claim_reads_its_stance_off_the_phase(title: str, stance: Stance) -> None:
    assert judged(CLAIMS, title).stance is stance


def test_why_has_the_rule_the_words_and_the_sentence() -> None:
    why = judged(DEAL, "Auria close to pact with Belmont").why
    assert 'planned: hoped for or near: "close to"' in why
    assert "title: Auria close to pact with Belmont" in why


@pytest.mark.parametrize(
    ("title", "phase"),
    [
        ("Belmont unveils attack drone capable of reaching Auria", Phase.NONE),
        ("Belmont tests strike drones as Auria watches", Phase.NONE),
        ("Belmont buys attack submarines to deter Auria", Phase.NONE),
        ("Belmont jets attack missile sites in Auria", Phase.HAPPENED),
        ("Belmont and its allies strike drone works in Auria", Phase.HAPPENED),
    ],
)
def test_what_a_weapon_is_for_is_no_attack(title: str, phase: Phase) -> None:
    attack = WatchItem(id="attack", question="Is Auria attacked?", anchors="attack|strike")
    assert judged(story(attack, "Auria", "Belmont"), title).phase is phase
