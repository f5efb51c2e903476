"""An alert tells an editor's turn, tells it again, or tells none; and a turn no alert told is counted too."""

from datetime import timedelta

from bot.domain.entry import Entry
from bot.domain.story import Actor, Direction, Signal, Story, WatchItem, Weight
from bot.replay import Replay
from tests.conftest import NOW
from tests.turns import score

STORY = Story(
    slug="port",
    title="The port",
    actors=(Actor(name="Dockers"),),
    watch_items=(
        WatchItem(
            id="strike",
            question="Will the dockers strike?",
            actors=("Dockers",),
            anchors="strike|walkout",
            signals=(
                Signal(words="ballot", direction=Direction.TOWARD, weight=Weight.STRONG),
                Signal(words='"call it off"', direction=Direction.AWAY, weight=Weight.STRONG),
            ),
        ),
    ),
)
TITLES = ("Dockers hold ballot", "Dockers: ballot closes", "Dockers play football", "Dockers call it off")
ENTRIES = [
    Entry(id=str(n), title=t, outlet=f"Paper {n}", link=f"http://x.invalid/{n}", published=NOW + timedelta(days=2 * n))
    for n, t in enumerate(TITLES)
]
BALLOT = {"watch": "strike", "direction": "toward", "what": "A ballot is held.", "ids": ["0", "1"]}
DOUBT = {"watch": "strike", "direction": "away", "what": "They think again.", "ids": ["3"]}
TALKS = {"watch": "strike", "direction": "toward", "what": "Talks fail.", "ids": ["2"]}


def test_told_untold_and_unasked_for_are_counted() -> None:
    found = score(Replay(STORY), ENTRIES, [BALLOT, DOUBT, TALKS])
    assert found.told == {0, 1}
    assert str(found).endswith("2 of 3 turns told")
    assert {verdict for verdict, _ in found.alerts} == {"tells"}
    assert score(Replay(STORY), ENTRIES, [TALKS]).count("none") == len(found.alerts)


def test_an_alert_on_another_entry_tells_a_turn_it_points_the_way_of_for_a_while() -> None:
    early = {**BALLOT, "ids": ["missing"]}
    assert score(Replay(STORY), ENTRIES, [early]).told == set()
    on_football = {**DOUBT, "ids": ["2"]}
    assert score(Replay(STORY), ENTRIES, [on_football]).told == {0}
