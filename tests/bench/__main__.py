"""make bench [ARGS="parse match ..."]: how fast each stage is, on invented data; no number here fails anything."""

import asyncio
import platform
import sys
from collections.abc import AsyncIterator, Iterator

from bot.log import configure
from tests.bench import folding, judging, matching, pacing, parsing, polling, recording
from tests.bench.timing import Result

BENCHES = {bench.NAME: bench.run for bench in (parsing, matching, judging, folding, recording, polling, pacing)}


async def show(results: Iterator[Result] | AsyncIterator[Result]) -> None:
    if isinstance(results, AsyncIterator):
        async for result in results:
            print(result, flush=True)  # noqa: T201
        return
    for result in results:
        print(result, flush=True)  # noqa: T201


def main() -> None:
    wanted = sys.argv[1:] or list(BENCHES)
    if unknown := set(wanted) - set(BENCHES):
        sys.exit(f"There is no bench {', '.join(sorted(unknown))}; there are {', '.join(BENCHES)}.")
    configure("text", "error")
    print(f"Python {platform.python_version()}, {platform.machine()}; ratios are of this run\n", flush=True)  # noqa: T201
    for name in wanted:
        print(name, flush=True)  # noqa: T201
        asyncio.run(show(BENCHES[name]()))


if __name__ == "__main__":
    main()
