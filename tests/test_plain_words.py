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
PREMIER = asking(
    "Is Osmo Dolan removed as prime minister?",
    "prime-minister|removal",
    Actor(name="Osmo Dolan", aliases=("Dolan",)),
    Actor(name="Mara Kovel", aliases=("Kovel",)),
)
BUDGET = asking("Does the Aurian parliament pass the budget?", "budget", "Aurian parliament", AURIA)
CUP = asking("Does Halden win the Norland Cup?", "Norland-Cup", Actor(name="Halden"), Actor(name="Sund"))
STRIKE = asking(
    "Does the Halden rail strike end?", "rail-strike|walkout|strike", Actor(name="Halden Rail"), Actor(name="RMT")
)
MAYOR = asking(
    "Is Osmo Dolan elected mayor of Lund?", "Lund-mayor|election", Actor(name="Osmo Dolan", aliases=("Dolan",))
)
TRIAL = asking(
    "Is Osmo Dolan convicted in the Kesh trial?", "Kesh-trial|trial", Actor(name="Osmo Dolan", aliases=("Dolan",))
)
KESH = asking("Is a Kesh ceasefire agreed?", "Kesh-ceasefire", AURIA, BELMONT)
DEPUTY = asking(
    "Does Osmo Dolan become deputy premier?", "deputy-premier|premier", Actor(name="Osmo Dolan", aliases=("Dolan",))
)
STRIKES = asking("Does Auria attack Belmont?", "attack|strike", AURIA, BELMONT)
RATES = asking("Does the Harbour Bank cut rates in June?", "rates|rate-cut", Actor(name="Harbour Bank"))
APP = asking("Is TikTok banned in the United States?", "ban|TikTok", Actor(name="TikTok"), Actor(name="United States"))
SENATE = asking("Does the Senate pass the tax bill?", "tax-bill|bill", AURIA)
VOTE = asking(
    "Does Osmo Dolan win the presidential election?",
    "presidential-election|runoff",
    Actor(name="Osmo Dolan", aliases=("Dolan",)),
    Actor(name="Mara Kovel", aliases=("Kovel",)),
)
HOSTAGES = asking("Does the Tide Front release the hostages?", "hostages", Actor(name="Tide Front"), AURIA)
BAN = asking("Does Auria ban Chatly?", "ban|Chatly", AURIA, Actor(name="Chatly"))
JOINS = asking("Does Sweden join NATO?", "membership|accession", "Sweden", "NATO")
NIGER = asking("Does Niger leave the pact?", "pact", "Niger", "Nigeria")
CLEARED = asking("Is Osmo Dolan acquitted?", "trial|charges|guilty", Actor(name="Osmo Dolan", aliases=("Dolan",)))
CHARGED = asking("Is Osmo Dolan released from prison?", "prison|release", Actor(name="Osmo Dolan", aliases=("Dolan",)))


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
        (PREMIER, "President sacks Prime Minister Dolan", Phase.HAPPENED),
        (PREMIER, "Generals oust Prime Minister Dolan", Phase.HAPPENED),
        (PREMIER, "Kovel removed as prime minister", Phase.NONE),
        (BUDGET, "Auria passes budget", Phase.HAPPENED),
        (CUP, "Halden lose Norland Cup final to Sund", Phase.CANCELLED),
        (STRIKE, "RMT ends strike at Halden Rail after deal", Phase.HAPPENED),
        (MAYOR, "Lund elects mayor", Phase.NONE),
        (TRIAL, "Kesh trial: Woman convicted of murder", Phase.NONE),
        (KESH, "Kesh ceasefire concert cancelled", Phase.DENIED),
        (PACT, "Auria and Belmont sign peace deal, Belmont denies pressure", Phase.HAPPENED),
        (PACT, "Auria signs peace deal with Belmont, Belmont declines to comment", Phase.HAPPENED),
        (QUITS, "'Resign now', protesters tell Dolan", Phase.HEDGED),
        (QUITS, "Dolan resigned to end crisis", Phase.HAPPENED),
        (STRIKES, "Auria favors attack on Belmont", Phase.NONE),
        (APP, "TikTok banned in the Philippines", Phase.NONE),
        (APP, "TikTok banned in United Kingdom", Phase.NONE),
        (APP, "TikTok banned, turns to India for growth", Phase.HAPPENED),
        (DEPUTY, "Dolan sworn in as deputy premier", Phase.HAPPENED),
        (RATES, "Norland central bank cuts rates in June", Phase.NONE),
        (SENATE, "Texas Senate passes bill on guns", Phase.NONE),
        (PACT, "'Fake news': Auria denies peace deal signed", Phase.DENIED),
        (STRIKE, "Halden Rail strike ends (AP)", Phase.HAPPENED),
        (STRIKE, "Halden Rail strike ends [video]", Phase.HAPPENED),
        (STRIKE, "Halden Rail strike ends \u00b7 live", Phase.HAPPENED),
        (VOTE, "Kovel Concedes Defeat to Dolan in Presidential Runoff", Phase.HAPPENED),
        (QUITS, "Fake degree: Auria leader Osmo Dolan resigns", Phase.HAPPENED),
        (QUITS, "Fake news: Dolan resigns", Phase.NONE),
        (GUILTY, "Dolan guilty of murder, prosecutors seek 20 years", Phase.HAPPENED),
        (GUILTY, "Prosecutors say Dolan guilty of murder", Phase.HEDGED),
        (HOSTAGES, "Tide Front releases video of hostages", Phase.HEDGED),
        (HOSTAGES, "Tide Front releases hostages", Phase.HAPPENED),
        (BAN, "Ban on Chatly takes effect", Phase.HAPPENED),
        (BAN, "Auria drops Chatly ban", Phase.CANCELLED),
        (JOINS, "Sweden joins NATO", Phase.HAPPENED),
        (JOINS, "Swedish parliament approves NATO membership", Phase.HEDGED),
        (JOINS, "Finland completes NATO accession", Phase.NONE),
        (JOINS, "Ukraine NATO membership ruled out", Phase.NONE),
        (NIGER, "Nigeria leaves the pact", Phase.HEDGED),
        (NIGER, "Niger leaves the pact", Phase.HAPPENED),
        (CLEARED, "Dolan found not guilty on all charges", Phase.HAPPENED),
        (CLEARED, "Jury finds Dolan not guilty of fraud", Phase.HAPPENED),
        (CLEARED, "Dolan found guilty", Phase.CANCELLED),
        (CLEARED, "Dolan pleads not guilty", Phase.DENIED),
        (CHARGED, "Dolan walks out of prison after 10 years", Phase.HAPPENED),
        (QUITS, "Dolan stepping down", Phase.HAPPENED),
        (QUITS, "Dolan leaving office", Phase.HAPPENED),
        (PACT, "Auria-Belmont sign peace deal", Phase.HAPPENED),
    ],
)
def test_plain_words_are_read(case: Story, title: str, wanted: Phase) -> None:
    assert phase(case, title) is wanted


SUMMIT = asking("Does the summit take place?", "summit", AURIA, BELMONT)
BRIDGE = asking("Is the bridge opened?", "bridge", AURIA)
VERDICT = asking("Is Osmo Dolan convicted?", "verdict|trial", "Osmo Dolan")
EXTRADITED = asking("Does the court extradite Osmo Dolan?", "extradition", "Osmo Dolan", "Auria")
WINS = asking("Does Osmo Dolan win the election?", "election|presidency", "Osmo Dolan", "Mara Kovel")
JAILED = asking("Is Osmo Dolan jailed?", "jail|prison", "Osmo Dolan")
SPARED = asking("Does the Union lift sanctions on Belmont?", "sanctions", "Union")
KENYAN = asking("Does Osmo Dolan become president of Kenya?", "presidency|president", "Osmo Dolan")
ACCESSION = asking("Does Ghana approve Kenya's accession?", "accession", "Ghana")
UNITY = asking("Does the court ban the Unity party?", "ban|Unity", "Unity")
WALKOUT = asking("Does the strike end?", "strike|walkout", "Teachers Union", polarity=Polarity.ENDS)
WAR = asking("Does the war in Auria end?", "war", "Auria", "Tide Front", polarity=Polarity.ENDS)
PEACE = asking("Do Auria and Belmont agree a truce?", "truce", "Auria", "Belmont")
HEIR = asking("Does Osmo Dolan become premier of Auria?", "premier|election", "Osmo Dolan", "Mara Kovel")
LEADER = asking("Does Osmo Dolan win the leadership?", "leadership|vote", "Osmo Dolan", "Mara Kovel")
BUYS = asking("Does Halden complete the takeover of Norvex?", "takeover", "Halden", "Norvex")
ALLIANCE = asking("Does Auria join the alliance?", "alliance", "Auria")


@pytest.mark.parametrize(
    ("case", "title", "wanted"),
    [
        (SUMMIT, "Auria and Belmont summit called off?", Phase.DENIED),
        (SUMMIT, "Auria cancels second day of summit with Belmont", Phase.DENIED),
        (BRIDGE, "Bridge collapses in Auria", Phase.DENIED),
        (VERDICT, "Was Dolan acquitted?", Phase.NONE),
        (EXTRADITED, "Auria drops extradition of Dolan after appeal", Phase.CANCELLED),
        (PACT, "Rejected peace deal with Belmont back before Auria parliament", Phase.DENIED),
        (PACT, "Who pays for the failed peace deal between Auria and Belmont?", Phase.DENIED),
        (WINS, "Election observer withdraws, Dolan says", Phase.NONE),
        (JAILED, "Dolan jailed for reporting on war", Phase.HAPPENED),
        (PACT, "Auria signs peace deal as Belmont claims victory", Phase.HAPPENED),
        (PACT, "Auria's peace deal signed; Belmont denies it", Phase.CONTESTED),
        (PACT, "Opinion: Auria signs peace deal with Belmont", Phase.NONE),
        (PACT, "What has Auria signed in peace deal with Belmont?", Phase.NONE),
        (PACT, "Why has Auria signed peace deal with Belmont?", Phase.HAPPENED),
        (PACT, "What to expect as Auria signs peace deal", Phase.NONE),
        (PACT, "What to expect in 2027 after Auria signs peace deal", Phase.NONE),
        (PACT, "Nearly a decade on, Auria signs peace deal", Phase.HAPPENED),
        (PACT, "Auria signs peace deal, Kenya says", Phase.HAPPENED),
        (PACT, "Kenya thanks Auria for signing of peace deal", Phase.HAPPENED),
        (PACT, "Auria signs peace deal linked to Kenya's port", Phase.HEDGED),
        (SPARED, "States lift sanctions on Belmont", Phase.HEDGED),
        (SPARED, "Union: Powell lifts sanctions", Phase.HAPPENED),
        (KENYAN, "Kenya elects Dolan president", Phase.HAPPENED),
        (KENYAN, "Dolan elected president of the club", Phase.HAPPENED),
        (KENYAN, "Dolan elected president with backing of Unity", Phase.HAPPENED),
        (ACCESSION, "Ghana approves Togo's accession", Phase.NONE),
        (UNITY, "Court commission bans Unity", Phase.HAPPENED),
        (WALKOUT, "Teachers Union hails end of strike", Phase.HAPPENED),
        (WALKOUT, "Talks over strike collapse, Teachers Union says", Phase.DENIED),
        (WAR, "Are talks to end war in Auria near?", Phase.NONE),
        (WAR, "Is war in Auria growing?", Phase.NONE),
        (WAR, "Why talks on war in Auria have failed", Phase.NONE),
        (PEACE, "If Auria does not oppose truce, Belmont will sign", Phase.NONE),
        (PEACE, "Will Auria not oppose truce?", Phase.NONE),
        (PEACE, "Auria says it has agreed to truce", Phase.HEDGED),
        (PEACE, "Auria fighters accept truce", Phase.PLANNED),
        (PEACE, "Auria agrees to truce with conditions", Phase.PLANNED),
        (HEIR, "Kovel, who beat Dolan, sworn in as premier", Phase.NONE),
        (HEIR, "Is this Dolan's first speech as premier?", Phase.NONE),
        (HEIR, "Dolan may give first speech as premier", Phase.NONE),
        (HEIR, "Hopes for new premier Dolan", Phase.PLANNED),
        (HEIR, "Court may reject appeal against Dolan's election", Phase.NONE),
        (HEIR, "Did Dolan lose bid to become premier?", Phase.NONE),
        (HEIR, "Dolan replaced by Kovel as premier", Phase.CANCELLED),
        (HEIR, "Kovel replaced by Dolan as premier", Phase.HAPPENED),
        (HEIR, "Dolan sworn in by Kovel as premier", Phase.HAPPENED),
        (LEADER, "Dolan defeated", Phase.NONE),
        (BUYS, "Is appeal against Halden takeover rejected?", Phase.DENIED),
        (BUYS, "Halden's takeover leaving Norvex staff worried", Phase.NONE),
        (ALLIANCE, "Auria parliament backs joining alliance", Phase.HEDGED),
    ],
)
def test_what_stands_beside_the_deciding_words_counts(case: Story, title: str, wanted: Phase) -> None:
    """How each is read today, the doubtful ones too: every condition that some headline turns on is held by one."""
    assert phase(case, title) is wanted
