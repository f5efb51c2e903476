"""Whether fighting is over: trouble, growth and calls for more of it point away from an end. All headlines are invented."""

import pytest

from bot.domain.entry import Entry
from bot.domain.evidence import Phase
from bot.domain.story import Actor, Direction, Polarity, Story, WatchItem
from watchers.judge.judgements import judge
from watchers.match.matcher import Matcher


def asking(question: str, anchors: str) -> Story:
    item = WatchItem(id="end", question=question, anchors=anchors, polarity=Polarity.ENDS)
    actors = (Actor(name="Auria"), Actor(name="Dolan"))
    return Story(slug="invented", title="Invented", actors=actors, watch_items=(item,))


RISING = asking("Is the rebellion over?", "rebellion|mutiny")
WAR = asking("Does the ground war end?", "war|offensive|fighting")
SIEGE = asking("Is the siege of Auria lifted?", "siege|blockade")
RIOTS = asking("Do the riots in Auria stop?", "riot|unrest")
STRIKE = asking("Does the rail strike end?", "strike|walkout")


def direction(story: Story, title: str) -> Direction | None:
    return judge(Matcher(story).match(Entry(id="1", title=title)), story)[0].direction


@pytest.mark.parametrize(
    ("story", "title"),
    [
        (RISING, "Dolan calls for armed rebellion in Auria"),
        (RISING, "Rebellion grows in Auria"),
        (RISING, "Dolan launches rebellion in Auria"),
        (RISING, "Dolan accused of leading armed mutiny in Auria"),
        (WAR, "Fierce fighting in Auria"),
        (WAR, "Auria launches offensive"),
        (WAR, "Auria resumes strikes as war drags into winter"),
        (WAR, "Talks collapse in Auria war"),
        (WAR, "Truce is over in Auria war"),
        (WAR, "Missile attack in Auria war"),
        (SIEGE, "Auria siege worsens"),
        (SIEGE, "Dolan threatens blockade of Auria"),
        (RIOTS, "Riots spread across Auria"),
        (RIOTS, "Fresh unrest in Auria"),
        (STRIKE, "Auria rail strike escalates as row deepens"),
    ],
)
def test_trouble_growth_and_launch_of_something_hostile_point_away_from_its_end(story: Story, title: str) -> None:
    assert direction(story, title) is Direction.AWAY


@pytest.mark.parametrize(
    ("story", "title"),
    [
        (RISING, "Rebellion in Auria falters"),
        (RISING, "Talks to end rebellion in Auria begin"),
        (WAR, "Auria fighting eases"),
        (WAR, "Crowds in Auria cheer pause in fighting"),
        (WAR, "Hopes rise for end of war in Auria"),
        (WAR, "Truce ends fighting in Auria"),
        (WAR, "Auria and Dolan deal ends long war"),
        (STRIKE, "Pay deal ends Auria rail strike"),
        (SIEGE, "Auria lifts siege"),
        (RIOTS, "Riots in Auria are over, Dolan declares"),
        (STRIKE, "Auria rail union reaches tentative deal in strike"),
    ],
)
def test_what_brings_an_end_nearer_points_toward_it(story: Story, title: str) -> None:
    assert direction(story, title) is Direction.TOWARD


def test_a_truce_is_under_strain_from_what_a_war_goes_on_by() -> None:
    truce = asking("Does the truce in Auria end?", "truce|ceasefire -war")
    assert direction(truce, "Fierce fighting tests truce in Auria") is Direction.TOWARD
    found = judge(Matcher(truce).match(Entry(id="1", title="Fighting flares in Auria despite truce")), truce)[0]
    assert found.phase is Phase.HEDGED


@pytest.mark.parametrize(
    "title", ["What is the war in Auria about?", "What happened in Auria before the war truce", "Auria looks at war"]
)
def test_an_explainer_of_fighting_or_its_name_alone_says_nothing(title: str) -> None:
    assert direction(WAR, title) is None
