"""Things that a question tells apart by a number. All headlines are invented."""

import pytest

from bot.domain.entry import Entry
from bot.domain.evidence import Phase
from bot.domain.story import Actor, Story, WatchItem
from watchers.judge.judgements import judge
from watchers.judge.numbered import another_number
from watchers.match.matcher import Matcher
from watchers.model.reader import Chances, Reader
from watchers.words.finder import words_of


@pytest.mark.parametrize(
    ("question", "title", "other"),
    [
        ("Does the council adopt paragraph 4?", "Council: paragraph 3 adopted in late vote", "paragraph 3"),
        ("Does the council adopt paragraph 4?", "Council adopts paragraph 3, paragraph 4 to follow", ""),
        ("Does the council adopt paragraph 4?", "Council adopts paragraphs 3 and 4", ""),
        ("Is the second runway approved?", "Brandholm's third runway approved", "third runway"),
        ("Is the second runway approved?", "Brandholm's 2nd runway approved", ""),
        ("Will Argo 2 lift off in May?", "Argo 3 lifts off", "Argo 3"),
        ("Will the summit of May 12 be held?", "Summit of May 13 called off", ""),
        ("Does ship number 8 arrive?", "Norvex ship number 7 unloaded at Kesh", "ship number 7"),
        ("Does ship number 8 arrive?", "Norvex ship No. 7 arrives", "ship No. 7"),
        ("Does ship 8 arrive?", "Ship 7 arrives at Kesh", "Ship 7"),
        ("Does ship 8 arrive?", "No. 7 ship arrives at Kesh", "7 ship"),
        ("Does ship 8 arrive?", "Norvex ship number 8 arrives", ""),
        ("Does ship 8 arrive?", "Norvex ships 7 and 8 arrive", ""),
        ("Does ship 8 arrive?", "Norvex ships 7 to 9 arrive", ""),
        ("Does ship 8 arrive?", "Norvex ships 6, 7 and 9 arrive", "ships 6"),
        (
            "Will ship number 8 of the fleet, which has waited since the 8th day, be unloaded?",
            "Norvex ship 18 unloaded",
            "ship 18",
        ),
        ("Do all 12 members vote to expel 3 people?", "Members expel 2 people", ""),
        ("Does Auria release 4 prisoners?", "Auria releases 3 prisoners", ""),
        ("Does the party win 50 seats?", "Party wins 3 seats", ""),
    ],
)
def test_a_thing_of_another_number_is_another_thing(question: str, title: str, other: str) -> None:
    """A vote on paragraph 3 was a hint for the questions on paragraphs 4, 5 and 8; days and amounts are no such numbers."""
    assert another_number(words_of(title), question) == other


def test_the_reader_is_not_asked_of_another_number() -> None:
    """One ship's arrival hinted at that of twenty-four others, each told by itself in the channel."""
    item = WatchItem(id="ship", question="Will ship number 8 of Norvex arrive?", anchors="ship", actors=("Norvex",))
    story = Story(slug="s", title="S", actors=(Actor(name="Norvex"),), watch_items=(item,))
    found = judge(Matcher(story).match(Entry(id="e", title="Norvex ship number 7 arrives")), story, _Never())
    assert [one.phase for one in found] == [Phase.NONE]


class _Never(Reader):
    def __init__(self) -> None:
        pass

    def chances(self, question: str, entry: Entry) -> Chances:
        raise AssertionError(question, entry.title)
