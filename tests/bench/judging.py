"""judge: an entry through match, judge, fold and detect in every story, with ever more names and ever more stories."""

import statistics
import time
import tracemalloc
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from itertools import pairwise

from bot.domain.entry import Entry
from bot.domain.standing import first_standing
from bot.domain.story import Story
from bot.store.standings import targets
from tests.bench.invented import NOW, entries, stories, story
from tests.bench.timing import Result
from watchers.beforehand import View
from watchers.identify.sightings import Sighting, SightingKind
from watchers.link.likely import Likely
from watchers.match.matcher import Matcher
from watchers.model.extra import missing
from watchers.model.reader import load_reader
from watchers.reading import read

NAME = "judge"
NAMES = (100, 1_000, 10_000, 100_000)
STORIES = (1, 50, 500)
ENTRIES = 300
WARM = 30


def run() -> Iterator[Result]:
    """On one core, each story reading each entry; then with every story concerned; then what the most names weigh.

    Last, where the extra is installed, what it takes to read an entry as a whole against one question, and two headlines together.
    """
    least = 0.0
    for turn, (count, names) in enumerate((c, n) for c in STORIES for n in NAMES):
        what = f"{count} {'story' if count == 1 else 'stories'}, {names:,} names"
        result = _measured(stories(count, names), what, least, first=turn * 10_000)
        least = least or result.per_second
        yield result
    same = [replace(story(100), slug=f"pact-{n}") for n in range(STORIES[-1])]
    yield _measured(same, f"{len(same)} stories, the same 100 names in all", least, first=900_000, count=ENTRIES // 3)
    yield _compiled(story(NAMES[-1]), NAMES[-1])
    if not missing():
        yield from _read_whole(story(100))


def _measured(told: Sequence[Story], what: str, against: float, *, first: int, count: int = ENTRIES) -> Result:
    desk = _Desk(told)
    people = [name for one in told for actor in one.actors for name in actor.names]
    took = [desk.seconds(entry) for entry in entries(WARM + count, people, first=first)][WARM:]
    mid, high = statistics.median(took) * 1e3, statistics.quantiles(took, n=100)[98] * 1e3
    rate = count / sum(took)
    ratio = rate / against if against else None
    shown = f"{what}: median {mid:.2f} ms, p99 {high:.2f} ms"
    return Result(what=shown, per_second=rate, ratio=ratio, against="1 story, 100 names")


def _read_whole(told: Story) -> Iterator[Result]:
    reader, asked = load_reader(), told.watch_items[0].question
    people = [name for actor in told.actors for name in actor.names]
    given = list(entries(WARM + ENTRIES, people, first=990_000))
    yield _timed("an entry read whole", [partial(reader.chances, asked, entry) for entry in given])
    pairs = pairwise(entry.title for entry in given)
    yield _timed("two headlines read together", [partial(reader.alike, *pair) for pair in pairs])


def _timed(what: str, calls: Sequence[Callable[[], object]]) -> Result:
    took = []
    for call in calls:
        started = time.process_time()
        call()
        took.append(time.process_time() - started)
    mid, high = statistics.median(took[WARM:]) * 1e3, statistics.quantiles(took[WARM:], n=100)[98] * 1e3
    shown = f"{what}: median {mid:.2f} ms, p99 {high:.2f} ms"
    return Result(what=shown, per_second=len(took[WARM:]) / sum(took[WARM:]))


class _Desk:
    """The stories with what they have learned so far."""

    def __init__(self, told: Sequence[Story]) -> None:
        self._views = [
            View(
                matcher=Matcher(one),
                standings={t: first_standing(one, t, at=NOW) for t in targets(one)},
                likely=Likely(one),
            )
            for one in told
        ]

    def seconds(self, entry: Entry) -> float:
        """How long it took all of them to read the entry."""
        sighting = Sighting(entry=entry, key=entry.id, kind=SightingKind.NEW, identities=())
        started = time.process_time()
        readings = [read(view, [sighting], now=NOW) for view in self._views]
        took = time.process_time() - started
        self._views = [
            replace(v, standings={**v.standings, **r.standings}, recent=(*v.recent, *r.evidence)) if r.changes else v
            for v, r in zip(self._views, readings, strict=True)
        ]
        return took


def _compiled(told: Story, names: int) -> Result:
    """Stories of so many names compiled a second, and what one holds once compiled."""
    started = time.process_time()
    Matcher(told)
    took = time.process_time() - started
    tracemalloc.start()
    kept = Matcher(told)
    held, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return Result(what=f"{kept.story.title}, {names:,} names compiled: {held / 1e6:.0f} MB", per_second=1 / took)
