"""fold: one poll that brings hundreds of reports on one watch item, each compared with the latest before it."""

import random
from collections.abc import Iterator
from datetime import timedelta

from bot.domain.entry import Entry
from bot.domain.standing import first_standing
from bot.domain.story import Actor, Signal, Story, WatchItem, Weight
from bot.store.standings import targets
from tests.bench.invented import NOW, WORDS
from tests.bench.timing import Result, seconds
from watchers.beforehand import View
from watchers.identify.sightings import identify
from watchers.match.matcher import Matcher
from watchers.reading import read

NAME = "fold"
_SAYS = ("says pact is close", "signs pact", "denies pact", "to discuss pact", "may sign pact")
_SIGNALS = (Signal(words='"close" pact'), Signal(words='"signs" pact', weight=Weight.DECISIVE))
_ITEM = WatchItem(id="pact", question="Is the pact signed?", anchors="pact|treaty", signals=_SIGNALS)
_STORY = Story(slug="pact", title="The pact (invented)", actors=(Actor(name="Avalon"),), watch_items=(_ITEM,))


def run() -> Iterator[Result]:
    _poll(20, first=900_000)
    each: dict[int, float] = {}
    for count in (20, 100, 300, 600):
        each[count] = min(_poll(count, first=count * 1_000 + n) for n in range(3)) / count
        yield Result(
            what=f"{count} reports in one poll",
            per_second=1 / each[count],
            ratio=each[20] / each[count],
            against="in a poll of 20",
        )


def _poll(count: int, *, first: int) -> float:
    """Seconds; other reports each time, for a report once read is remembered."""
    told = identify(list(_reports(count, first)), {}, now=NOW)
    view = View(
        matcher=Matcher(_STORY),
        standings={t: first_standing(_STORY, t, at=NOW) for t in targets(_STORY)},
        source="Wire",
    )

    def work() -> None:
        assert len(read(view, told, now=NOW).evidence) == count

    return seconds(work)


def _reports(count: int, first: int) -> Iterator[Entry]:
    dice = random.Random(first)
    for number in range(first, first + count):
        yield Entry(
            id=f"urn:invented:{number}",
            title=f"Avalon {dice.choice(_SAYS)}: {' '.join(dice.choices(WORDS, k=6))} {number}",
            link=f"http://feeds.invalid/{number}",
            summary=" ".join(dice.choices(WORDS, k=40)) + ".",
            published=NOW - timedelta(minutes=number % 600),
            outlet=f"Outlet {number % 40}",
        )
