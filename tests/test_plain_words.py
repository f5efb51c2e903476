"""Outcomes told in plain words that something beside them had hidden, and what only looks like one. All is invented."""

import pytest

from bot.domain.evidence import Phase
from bot.domain.story import Actor, Polarity, Story
from tests.judging_case import asking, phase

AURIA, BELMONT = Actor(name="Auria", aliases=("Aurian",)), Actor(name="Belmont")
PACT = asking("Do Auria and Belmont sign a peace deal?", "peace-deal|Kesh-summit", AURIA, BELMONT)
TRUCE = asking("Is the truce in Auria extended?", "truce|renew", AURIA, Actor(name="Tide Front"))
CURBS = asking("Do sanctions on Auria come back into force?", "sanctions", AURIA)
GROUNDED = asking(
    "Is the grounding of the Halden 500 lifted?", "Halden-500|grounding", Actor(name="Halden"), polarity=Polarity.ENDS
)
GUILTY = asking("Is Osmo Dolan convicted of murder?", "murder|verdict", Actor(name="Osmo Dolan", aliases=("Dolan",)))
FREED = asking("Is Osmo Dolan freed in a prisoner swap?", "prisoner-swap", Actor(name="Osmo Dolan"), AURIA)
QUITS = asking("Does Osmo Dolan step down?", "resignation", Actor(name="Osmo Dolan", aliases=("Dolan",)))
LAW = asking("Does parliament pass the charter law?", "charter-law|veto", "Aurian parliament")


@pytest.mark.parametrize(
    ("case", "title", "wanted"),
    [
        (PACT, "Auria and Belmont sign US-brokered peace deal", Phase.HAPPENED),
        (PACT, "Aurian government, Belmont rebels sign modified peace deal", Phase.HAPPENED),
        (PACT, "Auria, Belmont deal dead", Phase.CANCELLED),
        (PACT, "Auria reaches deal with Belmont to begin talks on peace deal", Phase.HEDGED),
        (TRUCE, "UN truce in Auria expires", Phase.CANCELLED),
        (TRUCE, "Aurian government and Tide Front fail to renew truce", Phase.CANCELLED),
        (CURBS, "Sanctions against Auria reimposed", Phase.HAPPENED),
        (GROUNDED, "Regulator clears Halden 500 to fly again", Phase.HAPPENED),
        (GUILTY, "Dolan trial: judge says Dolan not guilty of murder", Phase.CANCELLED),
        (GUILTY, "Appeals court convicts Dolan of murder", Phase.HAPPENED),
        (GUILTY, "Dolan sentenced to 27 years after murder verdict", Phase.HAPPENED),
        (FREED, "Auria Releases Osmo Dolan in Sweeping Prisoner Swap", Phase.HAPPENED),
        (QUITS, "Dolan's Resignation Accepted as Kovel Sworn In", Phase.HAPPENED),
        (QUITS, "Dolan sacks deputy Mara Kovel", Phase.NONE),
        (LAW, "Aurian parliament overrides president's veto on charter law", Phase.HAPPENED),
        (CURBS, "No sanctions on Auria, council decides", Phase.DENIED),
    ],
)
def test_plain_words_are_read(case: Story, title: str, wanted: Phase) -> None:
    assert phase(case, title) is wanted
