"""What headlines on talks, truces and offices say of the question. All is invented."""

import pytest

from bot.domain.evidence import Phase
from bot.domain.story import Actor, Polarity, Story, WatchItem
from tests.judging_case import asking, phase

UP = {Phase.PLANNED, Phase.HEDGED}


PEACE = asking("Do Auria and Belmont sign a peace agreement?", "peace-deal|Kesh-talks", "Auria", "Belmont")
CURBS = asking("Do sanctions on Auria come back into force?", "snapback|sanctions", "Auria", "League")
PULLOUT = asking("Does Auria pull its troops out of Belmont?", "pullout|withdrawal|buffer-zone", "Auria", "Belmont")
STRAIT = asking(
    "Does the Strait of Kesh stop being closed?", "strait|blockade", "Auria", "Belmont", polarity=Polarity.ENDS
)
WAR = asking("Does the war in Auria end?", "ceasefire|peace-talks|truce", "Auria", "Tide Front", polarity=Polarity.ENDS)
PREMIER = asking("Does Osmo Dolan become prime minister of Malaysia?", "prime-minister|coalition", "Osmo Dolan")
NAMES = asking(
    "Does Rosa Vale name a prime minister to succeed Osmo Dolan?",
    "prime-minister",
    "Rosa Vale",
    "Osmo Dolan",
    "Mara Kovel",
)
AFTER_IT = asking("Does Osmo Dolan become prime minister after the election?", "prime-minister", "Osmo Dolan")
AGAIN = asking("Does Osmo Dolan become prime minister for a third term?", "prime-minister|coalition", "Osmo Dolan")
MOVES_IN = asking(
    "Whether Osmo Dolan becomes prime minister", "prime-minister|Downing-Street|No-10", "Osmo Dolan", "Mara Kovel"
)
BY_VOTE = asking("Does Osmo Dolan become prime minister?", "prime-minister|election|vote", "Osmo Dolan")
FOR_NOW = asking("Does Osmo Dolan become acting prime minister?", "prime-minister", "Osmo Dolan")
WINS = asking("Does Osmo Dolan win the election?", "election|race", "Osmo Dolan", "Mara Kovel")
RACE = asking("Does Osmo Dolan become prime minister?", "prime-minister", "Osmo Dolan", "Mara Kovel")
CHANCELLOR = asking("Does Osmo Dolan become chancellor of Auria?", "grand-coalition|opinion-poll", "Osmo Dolan")
RULE = asking(
    "Osmo Dolan's rule as premier comes to an end", "coalition|assembly", "Osmo Dolan", polarity=Polarity.ENDS
)
FALLS = asking("Does Dolan's government fall?", "confidence-vote|senate", "Osmo Dolan", polarity=Polarity.ENDS)
COALITION = asking("Do Unity and the Greens form a government in Auria?", "coalition|government", "Unity", "Greens")
CONFIRMED = asking(
    "Is Osmo Dolan confirmed to the Supreme Court?", "Dolan|confirmation-hearings", "Osmo Dolan", "Senate"
)
CABINET = asking(
    "Does Osmo Dolan's government fall to a no-confidence vote?",
    "no-confidence-vote|French-government",
    "Osmo Dolan",
    polarity=Polarity.ENDS,
)
CHIEFS = asking("Is Osmo Dolan the next League secretary general?", "secretary-general", "Osmo Dolan", "League")
NEXT = asking("Is Osmo Dolan Auria's next president?", "election|presidency", "Osmo Dolan")
CONCEDES = asking("Does Osmo Dolan concede the election?", "election|concede", "Osmo Dolan", "Mara Kovel")
LEADER = asking("Does Osmo Dolan step down as Unity leader?", "Dolan|resignation", "Osmo Dolan", polarity=Polarity.ENDS)
STEPS_DOWN = asking(
    "Does Osmo Dolan step down as premier?", "premier|resignation", "Osmo Dolan", polarity=Polarity.ENDS
)
OUSTED = asking("Is Osmo Dolan voted out by a no-confidence motion?", "no-confidence|motion", "Osmo Dolan")


@pytest.mark.parametrize(
    ("case", "title"),
    [
        (PEACE, "Auria and Belmont sign deal aimed at ending war"),
        (PEACE, "Auria, Belmont Sign Historic Agreement"),
        (PEACE, "Auria signs peace accord with Belmont"),
        (PULLOUT, "Auria pulls back from Belmont buffer zones"),
        (STRAIT, "Auria declares Strait of Kesh open"),
        (STRAIT, "Auria opens the Strait of Kesh amid tension"),
        (PREMIER, "Osmo Dolan sworn in as Malaysia's new prime minister"),
        (PREMIER, "Vale swears in rival Dolan as prime minister"),
        (PREMIER, "Malaysia's parliament approves Dolan as prime minister"),
        (PREMIER, "Dolan now prime minister of Malaysia"),
        (PREMIER, "Dolan beats Mara Kovel to become prime minister"),
        (CHANCELLOR, "Dolan becomes Auria's first woman chancellor"),
        (CHANCELLOR, "Dolan wins chancellorship"),
        (PREMIER, "Parliament votes Dolan as 32nd prime minister"),
        (PREMIER, "Osmo Dolan is next prime minister, Mara Kovel confirms"),
        (PREMIER, "Dolan wins race to replace Kovel as prime minister"),
        (PREMIER, "Malaysia's parliament votes to approve new PM, Dolan's cabinet"),
        (PREMIER, "Malaysian king names opposition leader Dolan as prime minister"),
        (PREMIER, "Assembly appoints Unity president Osmo Dolan as next prime minister"),
        (PREMIER, "Osmo Dolan of Norway wins race to become prime minister"),
        (PREMIER, "Dolan clinches premiership"),
        (LEADER, "Dolan bids farewell as leader"),
        (PREMIER, "Parliament approves new government headed by Dolan"),
        (PREMIER, "Osmo Dolan officially Malaysia's new PM"),
        (PREMIER, "Opposition ready to give new PM Dolan a chance"),
        (PREMIER, "Assembly picks Dolan as prime minister"),
        (STEPS_DOWN, "Dolan steps down as premier"),
        (FOR_NOW, "Dolan sworn in as acting prime minister"),
        (CHANCELLOR, "Dolan is Auria's new chancellor"),
        (NAMES, "Vale names Kovel as prime minister"),
        (CABINET, "French govt collapses in no-confidence vote"),
        (COALITION, "Unity, Greens agree to form government"),
        (COALITION, "Auria gets new government led by Unity and Greens"),
        (COALITION, "Auria gets new government backed by Unity"),
        (LEADER, "Unity dumps Dolan"),
        (LEADER, "Dolan overthrown, goes into exile"),
        (RULE, "Dolan ousted following assembly vote"),
        (FALLS, "Dolan resigns after losing senate vote"),
        (FALLS, "Dolan loses confidence vote in senate"),
        (LEADER, "Dolan announced that he was also stepping down as leader"),
        (OUSTED, "Assembly passes no-confidence motion against Dolan"),
        (NEXT, "Dolan declared president-elect"),
        (CONCEDES, "Osmo Dolan concedes election"),
        (OUSTED, "Osmo Dolan removed as prime minister"),
        (OUSTED, "Dolan ousted as PM"),
    ],
)
def test_these_are_outcomes(case: Story, title: str) -> None:
    assert phase(case, title) is Phase.HAPPENED


@pytest.mark.parametrize(
    ("case", "title"),
    [
        (PEACE, "Auria and Belmont sign deal on fish"),
        (PEACE, "Auria, Belmont sign prisoner deal"),
        (PEACE, "Auria and Belmont sign deal to swap prisoners"),
        (PEACE, "Auria and Belmont companies sign deal"),
        (WAR, "Auria deadlock broken as peace talks resume"),
        (CURBS, "League fails to stop snapback of sanctions on Auria"),
        (CURBS, "League moves to trigger sanctions on Auria"),
        (PULLOUT, "Monitors report signs of Auria withdrawal"),
        (CONFIRMED, "Dolan confirmation hearings to start on Monday"),
        (CABINET, "French government risks being toppled"),
        (COALITION, "Unity and Greens near deal to form government"),
        (PREMIER, "Belmont supports Dolan as prime minister"),
        (PREMIER, "Dolan handed task of forming government"),
        (RACE, "Osmo Dolan faces Mara Kovel in race to become prime minister"),
        (PREMIER, "Labour, Greens set to back Dolan as prime minister"),
        (PREMIER, "Belmont greets likely new prime minister Dolan"),
        (PREMIER, "Parliament to elect new prime minister Dolan on Monday"),
        (PREMIER, "Incoming prime minister Osmo Dolan will be sworn-in on May 9"),
        (LEADER, "Osmo Dolan to resign as premier"),
        (LEADER, "Dolan said to be stepping down"),
        (OUSTED, "Dolan to face no-trust vote on Monday"),
        (OUSTED, "Key Dolan ally quits coalition before confidence vote"),
        (NAMES, "Vale says she'll name new prime minister soon"),
        (CHIEFS, "Norway supports Osmo Dolan's bid to run League"),
        (OUSTED, "Opposition tables no-confidence motion against Dolan"),
        (OUSTED, "Opposition submits no-confidence motion against Dolan"),
        (PEACE, "Auria says it'll sign peace deal with Belmont"),
        (WINS, "Dolan wins Kesh in election"),
    ],
)
def test_these_are_signs_that_it_comes(case: Story, title: str) -> None:
    assert phase(case, title) in UP


@pytest.mark.parametrize(
    ("case", "title"),
    [
        (PEACE, "Auria, Belmont miss peace deal deadline"),
        (PEACE, "Envoy less confident of Auria peace deal"),
        (PULLOUT, "Auria pulls back from withdrawal deal"),
        (STRAIT, "Auria reverses its decision to open the Strait of Kesh"),
        (STRAIT, "Strait of Kesh shut again by Auria after brief reopening"),
        (STRAIT, "Auria recloses the Strait of Kesh"),
        (WAR, "Peace talks in Auria conflict are delayed"),
        (WAR, "Auria rebels vow to continue fighting until conditions for ceasefire met"),
        (PREMIER, "Dolan fails to build coalition"),
        (FALLS, "Dolan wins senate confidence vote"),
        (OUSTED, "No-confidence motion against Dolan fails"),
        (CHIEFS, "Norway opposes Osmo Dolan's bid to run League"),
        (OUSTED, "Dolan sees off no-confidence motion"),
        (FALLS, "Dolan survives confidence vote"),
        (PREMIER, "Dolan yet to take prime minister post"),
        (OUSTED, "Parliament dismisses no-confidence motion against Dolan"),
        (OUSTED, "Dolan survives no-confidence vote"),
        (LEADER, "Dolan wins Unity leadership vote"),
        (STEPS_DOWN, "Dolan refuses to step down as premier"),
        (STEPS_DOWN, "Dolan stays on as premier"),
        (NEXT, "Aides say Dolan accepts he will not run in election"),
        (NEXT, "Sources say he will not run in election, Dolan silent"),
        (PEACE, "Auria walks out of talks with Belmont on peace deal"),
        (PEACE, "Auria walks out of peace deal talks with Belmont"),
    ],
)
def test_these_are_signs_against_it(case: Story, title: str) -> None:
    assert phase(case, title) is Phase.DENIED


@pytest.mark.parametrize(
    "title",
    [
        "Dolan declines to become prime minister",
        "Dolan declines post of prime minister",
        "Mara Kovel sworn in as prime minister, Dolan bows",
        "Dolan pulls out",
        "Dolan will not become prime minister after all",
        "Dolan gives up trying to form government",
        "Dolan says he won't stand",
        "Dolan will not stand for prime minister of Malaysia",
        "Dolan does not obtain the confidence of parliament",
        "Dolan loses in final vote on prime minister",
    ],
)
def test_who_declines_an_office_or_sees_another_sworn_in_does_not_get_it(title: str) -> None:
    assert phase(PREMIER, title) is Phase.CANCELLED


@pytest.mark.parametrize(
    "title",
    [
        "Dolan congratulates new prime minister Mara Kovel",
        "Auria has new premier: Mara Kovel",
        "Assembly names Kovel, not Dolan, prime minister",
    ],
)
def test_an_office_is_no_longer_to_be_had_where_it_is_a_rival_s(title: str) -> None:
    assert phase(RACE, title) is Phase.CANCELLED


ATTORNEY = asking(
    "Does Osmo Dolan become attorney general?", "attorney-general|Dolan", "Osmo Dolan", "Rosa Vale", "Senate"
)


@pytest.mark.parametrize(
    ("title", "is_phase"),
    [
        ("Vale taps Dolan for attorney general", Phase.HEDGED),
        ("Dolan named as attorney general", Phase.HEDGED),
        ("Senate confirms Dolan as attorney general", Phase.HAPPENED),
        ("Senate confirms Vale's pick Dolan as attorney general", Phase.HAPPENED),
        ("Dolan withdraws", Phase.CANCELLED),
        ("Kovel named attorney general after Dolan withdraws", Phase.CANCELLED),
        ("Vale withdraws Dolan's nomination", Phase.CANCELLED),
        ("Vale pulls Dolan's nomination for attorney general", Phase.CANCELLED),
        ("Dolan withdraws remarks", Phase.NONE),
    ],
)
def test_whom_others_confirm_is_only_put_forward_and_may_withdraw(title: str, is_phase: Phase) -> None:
    assert phase(ATTORNEY, title) is is_phase


BY_INITIALS = asking("Does Osmo Dolan become attorney general?", "AG|Dolan", "Osmo Dolan", "Rosa Vale", "Senate")
TO_COURT = asking("Is Osmo Dolan confirmed to the Supreme Court?", "Dolan", "Osmo Dolan", "Rosa Vale")
TOP_JOB = asking("Is Osmo Dolan the next League chief?", "top-job", "Osmo Dolan", "League")


@pytest.mark.parametrize(
    ("case", "title"),
    [
        (BY_INITIALS, "Vale withdraws AG nomination, Dolan out"),
        (BY_INITIALS, "Vale withdraws AG nomination of Dolan"),
        (TO_COURT, "Dolan withdraws Supreme Court nomination"),
        (TO_COURT, "Dolan Withdraws Contested Nomination"),
        (TOP_JOB, "Dolan won't run for top job"),
        (NEXT, "Dolan won't run, aide says"),
        (NEXT, "Dolan won't run again"),
        (PEACE, "Auria pulls out of peace deal, hopes for talks with Belmont"),
    ],
)
def test_what_is_given_up_by_any_of_its_names_is_off(case: Story, title: str) -> None:
    assert phase(case, title) is Phase.CANCELLED


OF_ITALY = asking("Does Osmo Dolan become Italy's prime minister?", "prime-minister|mandate", "Osmo Dolan", "Rosa Vale")
POPE = asking("Is Cardinal Osmo Dolan elected pope?", "conclave|Dolan", "Osmo Dolan", "Vatican")


@pytest.mark.parametrize(
    ("case", "title", "is_phase"),
    [
        (OF_ITALY, "Petra Kovel formally sworn in as Italian PM", Phase.CANCELLED),
        (OF_ITALY, "Petra Kovel Sworn In As Italian Prime Minister", Phase.CANCELLED),
        (OF_ITALY, "Petra Kovel is formally sworn in as Italian PM", Phase.CANCELLED),
        (OF_ITALY, "Rival elected Italian prime minister", Phase.CANCELLED),
        (OF_ITALY, "Opponent becomes Italian prime minister", Phase.CANCELLED),
        (OF_ITALY, "Italian prime minister hopes to win vote", Phase.NONE),
        (POPE, "Cardinal Ivo Kovel elected new Pope", Phase.CANCELLED),
        (POPE, "Cardinal Ivo Kovel Named First Norwegian Pope", Phase.CANCELLED),
        (POPE, "Pope appoints Sister Rosa Vale to lead office", Phase.NONE),
        (POPE, "Ivo Kovel becomes first Norwegian pope", Phase.CANCELLED),
        (POPE, "Smoke signals no pope chosen yet", Phase.NONE),
        (POPE, "Pope to elect new bishops", Phase.NONE),
    ],
)
def test_an_office_that_there_is_once_tells_which_one_it_is(case: Story, title: str, is_phase: Phase) -> None:
    assert phase(case, title) is is_phase


VOTED = asking("Is Osmo Dolan elected president of Malaysia?", "presidency", "Osmo Dolan", "Mara Kovel")


@pytest.mark.parametrize(
    ("title", "is_phase"),
    [
        ("Dolan to be sworn in as president on Friday", Phase.HAPPENED),
        ("Kovel to be sworn in as president on Friday", Phase.CANCELLED),
        ("Dolan hopes to be sworn in as president", Phase.PLANNED),
        ("Dolan to be sworn in as president if he wins", Phase.PLANNED),
    ],
)
def test_who_is_to_be_sworn_in_was_elected(title: str, is_phase: Phase) -> None:
    assert phase(VOTED, title) is is_phase


REMOVED = asking(
    "Is Osmo Dolan ousted as prime minister of Malaysia?", "no-confidence|motion", "Osmo Dolan", "Mara Kovel"
)
ELECTED = asking(
    "Is Osmo Dolan's presidency of Chile over?", "Dolan-quits", "Osmo Dolan", "Mara Kovel", polarity=Polarity.ENDS
)
HEADED = asking(
    "Does Osmo Dolan quit as leader of Unity?", "leadership", "Osmo Dolan", "Mara Kovel", polarity=Polarity.ENDS
)
CHIEF = asking("Does Osmo Dolan resign as Halden's chief executive?", "step-down", "Osmo Dolan", "Mara Kovel", "Halden")


@pytest.mark.parametrize(
    ("case", "title", "is_phase"),
    [
        (REMOVED, "Mara Kovel sworn in as prime minister", Phase.HAPPENED),
        (REMOVED, "Mara Kovel sworn in as prime minister, Dolan out", Phase.HAPPENED),
        (REMOVED, "Mara Kovel sworn in as prime minister after vote", Phase.HAPPENED),
        (REMOVED, "Mara Kovel sworn in as prime minister of Malaysia after vote", Phase.HAPPENED),
        (REMOVED, "Mara Kovel sworn in as prime minister of Malaysia", Phase.HAPPENED),
        (REMOVED, "Mara Kovel sworn in as prime minister of Malaysia Airlines", Phase.NONE),
        (REMOVED, "Party dumps Dolan as leader", Phase.HAPPENED),
        (REMOVED, "Dolan hands over power to Kovel", Phase.HAPPENED),
        (REMOVED, "Assembly elects Kovel as Malaysia's new premier", Phase.HAPPENED),
        (REMOVED, "Osmo Dolan sworn in as prime minister", Phase.NONE),
        (REMOVED, "Kovel sworn in as deputy prime minister", Phase.NONE),
        (REMOVED, "Kovel wins by-election in blow to prime minister", Phase.NONE),
        (REMOVED, "Kovel to be sworn in as prime minister", Phase.NONE),
        (ELECTED, "Kovel sworn in as president", Phase.HAPPENED),
        (ELECTED, "Kovel sworn in as president of Peru", Phase.NONE),
        (ELECTED, "Kovel elected president", Phase.NONE),
        (ELECTED, "Kovel wins presidency", Phase.NONE),
        (HEADED, "Unity elects Kovel leader", Phase.HAPPENED),
        (CHIEF, "Halden names new chief executive Mara Kovel", Phase.HAPPENED),
        (CHIEF, "Halden names Mara Kovel as finance chief", Phase.NONE),
    ],
)
def test_whose_office_is_another_s_has_left_it(case: Story, title: str, is_phase: Phase) -> None:
    assert phase(case, title) is is_phase


@pytest.mark.parametrize(
    ("case", "title"),
    [
        (PREMIER, "Dolan pulled out of visit"),
        (PREMIER, "Dolan's new prime minister"),
        (CHIEFS, "The Norwegian premier is withdrawing his candidacy for League secretary general"),
        (RACE, "Kovel's return as prime minister"),
        (CONFIRMED, "Senate praises Dolan at confirmation hearings"),
        (PREMIER, "Dolan calls for new prime minister"),
        (BY_VOTE, "Dolan elected to senate in election"),
        (BY_VOTE, "Assembly elects Dolan to senate in vote"),
        (WINS, "Kovel withdraws from debate"),
        (PREMIER, "Dolan swears in new ministers"),
        (PREMIER, "Mara Kovel appoints Dolan as adviser"),
        (PREMIER, "Outgoing Prime Minister Osmo Dolan visits Belmont"),
        (PREMIER, "What Prime Minister Osmo Dolan would mean for Belmont"),
        (PREMIER, "Prime Minister-designate Osmo Dolan visits Belmont"),
        (AGAIN, "Prime Minister Osmo Dolan visits Belmont"),
        (AFTER_IT, "Prime Minister Osmo Dolan visits Belmont"),
        (RACE, "Prime Minister Mara Kovel visits Belmont"),
        (STRAIT, "Auria opens inquiry into strait collision"),
        (WAR, "Peace talks in Auria resume"),
    ],
)
def test_these_say_nothing_of_it(case: Story, title: str) -> None:
    assert phase(case, title) is Phase.NONE


GOVERNMENT = asking("Does the Aurian government fall?", "Aurian-government|coalition", "Auria", "Osmo Dolan")


@pytest.mark.parametrize(
    ("case", "title"),
    [
        (REMOVED, "Dolan dumps Kovel as campaign chief"),
        (REMOVED, "Dolan overthrows Kovel in party vote, prime minister for years"),
        (REMOVED, "Dolan hands over to Kovel on stage"),
        (REMOVED, "Dolan is gone from prime minister's fishing trip"),
        (REMOVED, "Dolan no longer prime minister of choice"),
        (REMOVED, "MPs pass no-confidence motion against minister, Dolan looks on"),
        (NEXT, "Dolan won't run adverts in election"),
        (NEXT, "Dolan will not stand for jokes at election rally"),
        (NEXT, "Dolan says he won't run from election row"),
        (NEXT, "Dolan says it won't run election adverts"),
        (NEXT, "Dolan won't run for charity before election"),
        (NEXT, "Dolan withdraws from debate before election"),
        (ATTORNEY, "Dolan withdraws nomination of Marsh"),
        (ATTORNEY, "Dolan withdraws Marsh nomination"),
        (PREMIER, "Dolan pulls out of prime minister's lunch"),
        (PREMIER, "Dolan pulls out of prime minister debate"),
        (NEXT, "Dolan wins race to become candidate for presidency"),
        (CONFIRMED, "Dolan withdraws nomination of court clerk, confirmation hearings go on"),
        (CONFIRMED, "Vale withdraws Marsh's nomination as Dolan waits for confirmation hearings"),
        (GOVERNMENT, "Nurses pass no-confidence motion in Aurian government"),
        (GOVERNMENT, "Nurses back no-confidence motion in hospital chief, Aurian government told"),
    ],
)
def test_these_are_no_outcomes(case: Story, title: str) -> None:
    assert not phase(case, title).final


BIDDERS = Story(
    slug="bid",
    title="Bid",
    actors=tuple(Actor(name=n, kind="organisation") for n in ("Halden", "Oakmere", "Pembrook")),
    watch_items=(
        WatchItem(id="w", question="Does Halden take over Pembrook?", actors=("Halden", "Oakmere"), anchors="Pembrook"),
    ),
)


@pytest.mark.parametrize(
    ("title", "is_phase"),
    [
        ("Oakmere drops Pembrook bid", Phase.NONE),
        ("Oakmere walks away from Pembrook", Phase.NONE),
        ("Pembrook agrees sale to Oakmere in blow to Halden", Phase.NONE),
        ("Halden drops Pembrook bid", Phase.CANCELLED),
        ("Halden completes takeover of Pembrook", Phase.HAPPENED),
    ],
)
def test_another_bidder_s_bid_is_not_the_one_asked_about(title: str, is_phase: Phase) -> None:
    assert phase(BIDDERS, title) is is_phase


@pytest.mark.parametrize("title", ["Kesh evacuated again after tremor", "Kesh evacuated for second time"])
def test_an_evacuation_asked_about_is_not_over_because_people_are_evacuated(title: str) -> None:
    case = asking("Is the evacuation of Kesh over?", "evacuation|evacuees", "Kesh", polarity=Polarity.ENDS)
    assert phase(case, title) is not Phase.HAPPENED


@pytest.mark.parametrize(
    ("case", "title"),
    [
        (PREMIER, "Would-be new prime minister Dolan visits Malaysia"),
        (PREMIER, "Prime minister appoints Dolan"),
        (REMOVED, "Mara Kovel named prime suspect in Malaysia bribery case"),
        (REMOVED, "Mara Kovel chosen as prime minister-in-waiting"),
        (REMOVED, "Mara Kovel elected premier of Malaysia's Halden province"),
        (CHIEF, "Halden names Mara Kovel chief of staff to Vara Lund"),
    ],
)
def test_an_office_that_only_begins_like_it_or_is_hoped_for_is_not_that_one(case: Story, title: str) -> None:
    assert not phase(case, title).final


@pytest.mark.parametrize(
    ("case", "title", "is_phase"),
    [
        (PREMIER, "Prime Minister Osmo Dolan visits Belmont", Phase.HAPPENED),
        (PREMIER, "Auria congratulates PM Dolan", Phase.HAPPENED),
        (MOVES_IN, "Dolan enters Downing Street", Phase.HAPPENED),
        (MOVES_IN, "Dolan moves into No 10", Phase.HAPPENED),
        (MOVES_IN, "Dolan kisses hands at palace", Phase.HAPPENED),
        (MOVES_IN, "Dolan heads to No 10", Phase.HEDGED),
        (MOVES_IN, "Dolan to be next PM", Phase.HEDGED),
        (MOVES_IN, "Dolan will be Auria's next prime minister", Phase.HEDGED),
        (MOVES_IN, "Kovel to be next prime minister", Phase.DENIED),
        (MOVES_IN, "Dolan will not be next PM, says ally", Phase.DENIED),
        (MOVES_IN, "Vara backs Dolan", Phase.PLANNED),
        (MOVES_IN, "Dolan backs Kovel", Phase.DENIED),
        (MOVES_IN, "Dolan beats Kovel", Phase.HEDGED),
        (MOVES_IN, "Kovel beats Dolan in first ballot", Phase.DENIED),
        (MOVES_IN, "Kovel beats Dolan in final round", Phase.CANCELLED),
        (MOVES_IN, "Dolan visits Downing Street", Phase.NONE),
    ],
)
def test_who_moves_in_or_is_called_by_the_office_has_it(case: Story, title: str, is_phase: Phase) -> None:
    """ "Downing Street" was read as a verb, and "to be next PM" as nothing."""
    assert phase(case, title) is is_phase


UN_CHIEF = asking("Does Osmo Dolan become UN secretary-general?", "secretary-general", "Osmo Dolan", "United Nations")
CONFIRM = asking("Does Osmo Dolan become Reserve chair?", "Reserve-chair|Senate-confirms", "Osmo Dolan")


@pytest.mark.parametrize(
    ("case", "title", "is_phase"),
    [
        (UN_CHIEF, "Dolan appointed UN chief by acclamation", Phase.HAPPENED),
        (UN_CHIEF, "Dolan appointed deputy UN chief", Phase.NONE),
        (CONFIRM, "56-26: Senate Confirms Dolan as Ice Keeps Many Away", Phase.HAPPENED),
        (MOVES_IN, "Dolan is prime minister", Phase.HAPPENED),
        (MOVES_IN, "Vara swings behind Dolan", Phase.HEDGED),
    ],
)
def test_an_office_goes_by_the_body_it_heads(case: Story, title: str, is_phase: Phase) -> None:
    assert phase(case, title) is is_phase


@pytest.mark.parametrize(
    "title",
    [
        "Kovel congratulates Prime Minister Dolan",
        "Kovel meets Prime Minister Dolan",
        "Kovel says Prime Minister Dolan must go",
    ],
)
def test_who_only_meets_the_one_called_by_the_office_has_it_not(title: str) -> None:
    """Each ruled Dolan out, as if Kovel were the prime minister."""
    assert phase(RACE, title) is Phase.HAPPENED


@pytest.mark.parametrize(
    "title",
    [
        "Dolan is prime minister's friend",
        "Dolan is PM in all but name",
        "Dolan is premier league star",
        "Dolan enters No 10 for talks with Kovel",
        "Dolan enters Downing Street to meet Kovel",
        "Dolan moves into Downing Street flat",
        "Dolan's dog moves into Downing Street",
        "Protesters enter Downing Street as Dolan speaks",
    ],
)
def test_what_is_named_after_an_office_and_who_visits_its_house_is_no_outcome(title: str) -> None:
    assert phase(MOVES_IN, title) is Phase.NONE


@pytest.mark.parametrize(
    "title",
    [
        "Dolan is prime minister",
        "Dolan is prime minister again",
        "Dolan enters No 10 for first time",
        "Dolan enters Downing Street to applause",
        "Dolan and wife move into No 10",
    ],
)
def test_who_has_an_office_by_its_name_or_house_has_it(title: str) -> None:
    assert phase(MOVES_IN, title) is Phase.HAPPENED
