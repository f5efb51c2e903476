"""What headlines of a running story tell without its own words: blows between the parties of a truce, parts of actors' names, steps and setbacks."""

import pytest

from bot.domain.entry import Entry
from bot.domain.evidence import Judgement, Phase
from bot.domain.story import Actor, Direction, Polarity, Story, WatchItem, Weight
from tests.evaluate import watch
from watchers.judge.judgements import judge
from watchers.match.matcher import Matcher

TRUCE = WatchItem(
    id="truce",
    question="Does the ceasefire between Iran and Oman end?",
    actors=("Iran", "Oman"),
    anchors="ceasefire|truce",
    polarity=Polarity.ENDS,
)


def judged(title: str, item: WatchItem = TRUCE) -> list[Judgement]:
    story = Story(slug="s", title="The gulf", actors=(Actor(name="Iran"), Actor(name="Oman")), watch_items=(item,))
    return list(judge(Matcher(story).match(Entry(id="1", title=title)), story))


@pytest.mark.parametrize(
    "title",
    [
        "Iran strikes Omani port",
        "Oman and Iran exchange attacks in the strait",
        "Iran, Oman trade missile strikes",
        "Iran launches new wave of strikes on Oman",
        "Iran strikes target Omani boats",
        "Oman fires rockets at Iranian base",
    ],
)
def test_the_parties_of_a_truce_that_fight_put_it_under_strain(title: str) -> None:
    """ "Actor found, but no anchor": the very strikes that ended it said nothing of it."""
    (found,) = judged(title)
    assert (found.phase, found.direction, found.weight) == (Phase.HEDGED, Direction.TOWARD, Weight.WATCH)


@pytest.mark.parametrize(
    "title",
    [
        "Iran says it did not attack Omani ships",
        "Iran and Oman avoid clash over port",
        "Iran launches missile into space",
        "Dockers strike in Oman",
        "Iran, Oman clash in World Cup final",
        "Iran strikes deal with Oman on gas",
        "Omani police raid Iranian bank",
        "Iran and Oman condemn attack in Kesh",
        "Shell to sell assets in Iran and Oman",
        "Iranian leader has heart attack on visit to Oman",
        "Egg shells found in Iranian chocolate, Oman recalls",
        "Iran beat Oman with late strike",
        "Oman sells missile parts to Iran",
        "Will Iran attack Oman?",
    ],
)
def test_what_is_no_blow_between_them_is_no_strain(title: str) -> None:
    assert [j for j in judged(title) if j.phase is not Phase.NONE] == []


def test_fighting_says_nothing_of_a_truce_that_is_yet_to_come() -> None:
    hoped = WatchItem(id="t", question="Do Iran and Oman sign a truce?", actors=("Iran", "Oman"), anchors="truce")
    assert [j for j in judged("Iran strikes Omani port", hoped) if j.phase is not Phase.NONE] == []


def asked(question: str, actors: list[str], phrases: list[str], title: str, *, ends: bool = False) -> object:
    """The phase as the evaluation has it."""
    polarity = "ending" if ends else "positive"
    item = {"id": "w", "question": question, "actors": actors, "event": "", "phrases": phrases, "polarity": polarity}
    (found,) = watch([{"id": "1", "watch": item, "title": title, "summary": ""}])
    return found["phase"]


WRITERS = ("Hollywood writers' strike ends", ["WGA", "Hollywood studios"], ["writers' strike", "walkout"])
GRAIN = ("Black Sea grain deal ends", ["Russia", "Ukraine"], ["grain deal", "grain corridor"])
ROCKET = ("ESA launches the Vesta moon rocket", ["ESA", "Vesta"], ["moon rocket", "launch"])
EXTRADITION = ("Osmo Dolan is extradited to Norland", ["Osmo Dolan", "Norland"], ["extradition"])
PREMIER = ("Osmo Dolan resigns as prime minister", ["Osmo Dolan"], ["resignation", "prime minister"])
ACCESSION = ("Norland joins NATO", ["Norland", "Belmont", "NATO"], ["accession", "NATO bid", "membership"])
TAKEOVER = ("Halden completes the takeover of Norvex", ["Halden", "Norvex"], ["takeover", "deal"])
PACT = ("Auria and Belmont sign a minerals deal", ["Auria", "Belmont"], ["minerals deal"])


@pytest.mark.parametrize(
    ("item", "ends", "title", "phase"),
    [
        (WRITERS, True, "Hollywood writers strike over after five months", "happened"),
        (WRITERS, True, "Hollywood writers strike marches on", "signal_down"),
        (WRITERS, True, "Rail strike over after five months", "none"),
        (GRAIN, True, "Russia rejoins grain deal", "signal_down"),
        (GRAIN, True, "Russia to resume its participation in grain deal", "signal_down"),
        (ROCKET, False, "ESA re-targets Vesta launch for May", "signal_down"),
        (ROCKET, False, "ESA to make second attempt at Vesta moon rocket launch", "signal_up"),
        (ROCKET, False, "Vesta moon rocket on its way to the moon", "happened"),
        (EXTRADITION, False, "Osmo Dolan wins temporary reprieve from extradition", "signal_down"),
        (EXTRADITION, False, "Osmo Dolan wins court victory in case against extradition", "signal_down"),
        (PREMIER, False, "Dolan: embattled prime minister vows to keep going", "signal_down"),
        (ACCESSION, False, "Belmont approves Norland's NATO accession", "signal_up"),
        (ACCESSION, False, "Belmont parliament ratifies Norland's NATO bid", "signal_up"),
        (ACCESSION, False, "Norland's NATO accession: Belmont's parliament postpones approval", "signal_down"),
        (ACCESSION, False, "Norland joins NATO", "happened"),
        (TAKEOVER, False, "Halden abandons takeover of Norvex", "ruled_out"),
        (PACT, False, "Auria and Belmont finalising last details of minerals deal", "signal_up"),
    ],
)
def test_what_a_running_story_s_headlines_say_by_their_words(
    item: tuple[str, list[str], list[str]], ends: bool, title: str, phase: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WATCHDESK_SEMANTIC", "off")
    assert asked(*item, title, ends=ends) == phase
