"""judge: entries a second through match, judge and fold, with ever more names and ever more stories."""

import statistics
import time
from collections.abc import Iterator
from datetime import UTC, datetime

from bot.domain.entry import Entry
from bot.domain.evidence import Evidence
from tests.bench.invented import entries, story
from tests.bench.timing import Result
from watchers.fold import evidence_from, fold
from watchers.judge import judge
from watchers.match import Matcher

NAME = "judge"
NOW = datetime(2026, 5, 8, tzinfo=UTC)
ENTRIES = 400
RECENT = 50


def run() -> Iterator[Result]:
    """With one story for each number of names, then with as many stories of a hundred names each."""
    least = 0.0
    for names in (100, 1_000, 10_000, 100_000):
        result = _measured([Matcher(story(names))], f"1 story, {names:,} names", least)
        least = least or result.per_second
        yield result
    for stories in (1, 50, 500):
        matchers = [Matcher(story(100)) for _ in range(stories)]
        yield _measured(matchers, f"{stories} stories of 100 names", least, count=ENTRIES if stories == 1 else 60)


def _measured(matchers: list[Matcher], what: str, against: float, *, count: int = ENTRIES) -> Result:
    people = [name for actor in matchers[0].story.actors for name in actor.names]
    told: list[Evidence] = []
    _read(matchers, next(iter(entries(1, people))), [])
    took = [_timed(matchers, entry, told) for entry in entries(count, people, first=1000)]
    mid, high = statistics.median(took) * 1e3, statistics.quantiles(took, n=100)[98] * 1e3
    rate = count / sum(took)
    ratio = rate / against if against else None
    return Result(
        what=f"{what}: median {mid:.2f} ms, p99 {high:.2f} ms", per_second=rate, ratio=ratio, against="100 names"
    )


def _timed(matchers: list[Matcher], entry: Entry, told: list[Evidence]) -> float:
    started = time.perf_counter()
    _read(matchers, entry, told)
    return time.perf_counter() - started


def _read(matchers: list[Matcher], entry: Entry, told: list[Evidence]) -> None:
    for matcher in matchers:
        for judgement in judge(matcher.match(entry), matcher.story):
            evidence = evidence_from(judgement, entry, key=entry.id, story=matcher.story, seen=NOW)
            told.append(fold(evidence, told[-RECENT:], matcher.story))
