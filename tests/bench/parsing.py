"""parse: the first parser, the second one, and the whole stage, on one invented feed."""

from collections.abc import Iterator

from tests.bench.invented import entries, names, rss
from tests.bench.timing import Result, side_by_side
from watchers.parse.document import parse_document
from watchers.parse.fastread import read_fast
from watchers.parse.slowread import read_slow

NAME = "parse"


def run() -> Iterator[Result]:
    for count in (20, 200):
        body = rss(list(entries(count, names(50))))
        second, first, stage = "feedparser alone", "fastfeedparser and its guard", "the stage as it is"
        took = side_by_side(
            {
                second: lambda body=body: read_slow(body),  # type: ignore[misc]
                first: lambda body=body: read_fast(body),  # type: ignore[misc]
                stage: lambda body=body: parse_document(body),  # type: ignore[misc]
            },
            rounds=9,
        )
        for what in (second, first, stage):
            yield Result(
                what=f"{what}, {count} entries",
                per_second=count / took[what],
                ratio=took[second] / took[what],
                against="feedparser",
            )
