"""How long things take, compared within one run: machines differ, ratios less."""

import gc
import statistics
import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Result:
    """One line of the report: how often a second, and how many times as often as what it is compared with."""

    what: str
    per_second: float
    ratio: float | None = None
    against: str = ""

    def __str__(self) -> str:
        compared = f"  {self.ratio:8.2f} x {self.against}" if self.ratio is not None else ""
        return f"  {self.what:<62} {self.per_second:>10,.4g} /s{compared}"


def seconds(work: Callable[[], object]) -> float:
    """How long one call takes, garbage collected before and not during."""
    gc.collect()
    gc.disable()
    started = time.perf_counter()
    try:
        work()
    finally:
        gc.enable()
    return time.perf_counter() - started


def side_by_side(works: Mapping[str, Callable[[], object]], *, rounds: int) -> dict[str, float]:
    """The median seconds of each after a first call not counted, measured in turns so that a busy moment of the machine meets all of them."""
    for work in works.values():
        work()
    taken: dict[str, list[float]] = {what: [] for what in works}
    for _ in range(rounds):
        for what, work in works.items():
            taken[what].append(seconds(work))
    return {what: statistics.median(times) for what, times in taken.items()}


async def medians(works: Mapping[str, Callable[[], Awaitable[object]]], *, rounds: int) -> dict[str, float]:
    """As side_by_side, for what waits: one call of each in turn, after a first one not counted."""
    taken: dict[str, list[float]] = {what: [] for what in works}
    for turn in range(rounds + 1):
        for what, work in works.items():
            started = time.perf_counter()
            await work()
            taken[what] += [time.perf_counter() - started] if turn else []
    return {what: statistics.median(times) for what, times in taken.items()}


async def seconds_each(work: Callable[[], Awaitable[object]], *, times: int) -> float:
    """The mean seconds of so many calls, one after the other."""
    await work()
    started = time.perf_counter()
    for _ in range(times):
        await work()
    return (time.perf_counter() - started) / times
