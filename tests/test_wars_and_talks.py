"""What headlines say of a war, its truces, talks and blockades, as a desk asks for them. All is invented."""

import pytest

from bot.domain.evidence import Phase
from bot.domain.story import Actor, Polarity, Story
from tests.judging_case import asking, phase

AURIA = Actor(name="Auria", aliases=("Aurian", "Dolan"))
BELMONT = Actor(name="Belmont", aliases=("Belmontese",))
PACT = asking("Do Auria and Belmont sign a memorandum?", "memorandum|deal|agreement", AURIA, BELMONT)
ENDS = asking("Does the truce end?", "truce|ceasefire", AURIA, BELMONT, polarity=Polarity.ENDS)
AGREED = asking("Do Auria and Belmont agree a ceasefire?", "ceasefire|truce", AURIA, BELMONT)
BLOCKADE = asking("Does Auria end its blockade of Belmont?", "blockade", AURIA, BELMONT)
SIEGE = asking("Does Auria end its siege of Belmont?", "siege", AURIA, BELMONT)
EMBARGO = asking("Does Auria's embargo on Belmont end?", "embargo", AURIA, BELMONT)
STRAIT = asking("Is the Strait of Kesh reopened to shipping?", "Strait-of-Kesh|Kesh|strait", AURIA, BELMONT)
LIFTS = asking("Does Auria lift its blockade of Belmont?", "blockade", AURIA, BELMONT)
QUITS = asking("Does Dolan resign?", "Dolan", Actor(name="Dolan"))


@pytest.mark.parametrize(
    ("case", "title", "wanted"),
    [
        (BLOCKADE, "Auria lifts naval blockade on Belmont", Phase.HAPPENED),
        (BLOCKADE, "Auria ends blockade of Belmontese ports", Phase.HAPPENED),
        (BLOCKADE, "Auria begins blockade of Belmont", Phase.DENIED),
        (BLOCKADE, "Auria extends Belmont blockade", Phase.DENIED),
        (BLOCKADE, "Belmont urges Auria to lift blockade", Phase.HEDGED),
        (SIEGE, "Auria begins siege of Belmont", Phase.DENIED),
        (SIEGE, "Auria lifts siege of Belmont", Phase.HAPPENED),
        (EMBARGO, "Auria lifts embargo on Belmont", Phase.HAPPENED),
        (EMBARGO, "Auria extends embargo on Belmont", Phase.DENIED),
    ],
)
def test_whoever_ends_what_he_began_is_asked_for_its_end(case: Story, title: str, wanted: Phase) -> None:
    """The blockade itself was taken for what is asked for, and "lifts blockade" for nothing."""
    assert phase(case, title) is wanted


def test_a_strike_that_ends_has_ended_whatever_its_talks_do() -> None:
    strike = asking("Does the Halden strike end?", "strike", Actor(name="Halden"), polarity=Polarity.ENDS)
    assert phase(strike, "Halden strike ends, talks collapse") is Phase.HAPPENED
    assert phase(strike, "Halden strike talks collapse") is Phase.DENIED


def test_a_pact_signed_in_response_to_another_land_may_be_with_it() -> None:
    assert phase(PACT, "Auria signs memorandum in response to Kenya") is Phase.HEDGED


@pytest.mark.parametrize(
    ("case", "title", "wanted"),
    [
        (ENDS, "Aurian truce ends if no deal is reached", Phase.HEDGED),
        (ENDS, "Aurian truce ends as no deal is reached", Phase.HAPPENED),
        (ENDS, "Aurian truce ends even if talks go on", Phase.HAPPENED),
        (ENDS, "Aurian truce ends, if only for a day", Phase.HAPPENED),
        (QUITS, "Dolan quits if vote is lost", Phase.PLANNED),
        (QUITS, "Dolan quits as vote is lost", Phase.HAPPENED),
    ],
)
def test_what_an_if_follows_has_not_happened(case: Story, title: str, wanted: Phase) -> None:
    assert phase(case, title) is wanted


@pytest.mark.parametrize(
    ("title", "wanted"),
    [
        ("Auria launches fresh strikes on Belmont despite truce", Phase.HEDGED),
        ("Fresh strikes shake Aurian truce", Phase.HEDGED),
        ("Further strikes in Belmont day after truce", Phase.HEDGED),
        ("Dolan mulls new limited strikes on Belmont", Phase.HEDGED),
        ("Auria could strike Belmont again", Phase.HEDGED),
        ("Dolan does not rule out renewed strikes on Belmont", Phase.HEDGED),
        ("Truce between Auria and Belmont looks fragile", Phase.HEDGED),
        ("Truce between Auria and Belmont fragile as strikes resume", Phase.HEDGED),
        ("Tankers leave Auria amid fragile truce", Phase.NONE),
        ("Shaky truce tests Aurian hotels", Phase.HEDGED),
    ],
)
def test_blows_and_threats_strain_a_truce_and_a_fragile_one_is_no_news(title: str, wanted: Phase) -> None:
    """ "Fresh strikes" was what a walkout goes on by, and so said that the truce holds."""
    assert phase(ENDS, title) is wanted


@pytest.mark.parametrize(
    ("case", "title", "wanted"),
    [
        (PACT, "Aurian delegation heads to Kesh for talks with Belmont", Phase.PLANNED),
        (PACT, "Dolan to lead first round of talks with Belmont", Phase.HEDGED),
        (PACT, "Talks with Belmont going extremely well, Dolan says", Phase.PLANNED),
        (AGREED, "Belmont has asked for ceasefire, says Dolan", Phase.PLANNED),
        (PACT, "Low chance of Auria-Belmont deal, officials say", Phase.DENIED),
        (PACT, "Aurian prospects of deal with Belmont remain vague", Phase.DENIED),
        (PACT, "Generals are wrecking deal hopes, says Aurian president", Phase.DENIED),
        (PACT, "Dolan: I don't care if Belmont comes back to talks", Phase.DENIED),
        (QUITS, "Dolan apologises but won't resign", Phase.DENIED),
        (STRAIT, "Auria eases passage for friendly vessels across Kesh", Phase.HEDGED),
        (STRAIT, "Belmontese ships can pass Strait of Kesh, says Auria", Phase.HEDGED),
        (STRAIT, "Auria to allow grain ships through Kesh strait", Phase.HEDGED),
        (STRAIT, "Auria tightens chokehold on Strait of Kesh", Phase.DENIED),
        (LIFTS, "Auria begins blockade of Belmont", Phase.NONE),
    ],
)
def test_steps_towards_it_and_away(case: Story, title: str, wanted: Phase) -> None:
    assert phase(case, title) is wanted


@pytest.mark.parametrize(
    ("title", "wanted"),
    [
        ("Operation over, ceasefire with Auria holds", Phase.DENIED),
        ("Hostilities between Auria and Belmont are over", Phase.NONE),
        ("Auria and Belmont end hostilities", Phase.NONE),
        ("Aurian strikes end truce with Belmont", Phase.HAPPENED),
        ("Truce with Auria ends as war resumes", Phase.HAPPENED),
        ("Auria ends truce with wave of strikes", Phase.HAPPENED),
        ("Aurian truce over, says Belmont's army", Phase.HAPPENED),
    ],
)
def test_fighting_that_ends_is_no_end_of_the_truce(title: str, wanted: Phase) -> None:
    assert phase(ENDS, title) is wanted


@pytest.mark.parametrize(
    ("title", "wanted"),
    [
        ("Auria and Belmont sign neither memorandum nor truce", Phase.DENIED),
        ("Auria signs none of the agreements with Belmont", Phase.DENIED),
        ("Auria signs memorandum with Belmont, no more talks planned", Phase.HAPPENED),
        ("Auria signs memorandum No 10 with Belmont", Phase.HAPPENED),
    ],
)
def test_a_no_behind_the_verb_denies_it(title: str, wanted: Phase) -> None:
    assert phase(PACT, title) is wanted
