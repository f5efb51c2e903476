"""match: entries a second with ever more names, beside a loop of one regular expression a name."""

import re
from collections.abc import Iterator

from bot.domain.entry import Entry
from tests.bench.invented import entries, story
from tests.bench.timing import Result, side_by_side
from watchers.match.matcher import Matcher

NAME = "match"


ROUNDS = 5
FEW, MANY = 10, 200


def run() -> Iterator[Result]:
    for aliases in (100, 1_000, 10_000):
        told = story(aliases)
        all_names = [name for actor in told.actors for name in (actor.name, *actor.aliases)]
        matcher = Matcher(told)
        patterns = [re.compile(rf"\b{re.escape(name)}\b", re.IGNORECASE) for name in all_names]
        for_match, for_loop = _fresh(MANY, all_names), _fresh(FEW, all_names)
        ours, loop = "match", "a regular expression a name"
        took = side_by_side(
            {
                ours: lambda m=matcher, es=for_match: [m.match(e) for e in next(es)],  # type: ignore[misc]
                loop: lambda ps=patterns, es=for_loop: [  # type: ignore[misc]
                    p.search(f"{e.title} {e.summary}") for e in next(es) for p in ps
                ],
            },
            rounds=ROUNDS,
        )
        per_second = {ours: MANY / took[ours], loop: FEW / took[loop]}
        for what in (loop, ours):
            yield Result(
                what=f"{what}, {aliases:,} names",
                per_second=per_second[what],
                ratio=per_second[what] / per_second[loop],
                against="the loop",
            )


def _fresh(count: int, people: list[str]) -> Iterator[list[Entry]]:
    """Other entries each time: match remembers what it has read."""
    return iter([list(entries(count, people, first=i * count)) for i in range(ROUNDS + 1)])
