"""When to look again: learn how often a feed brings something, and poll the quick ones often and the quiet ones enough.

The interval grows with the cube root of the feed's quietness, theta / rate^(1/3): against a fixed interval
and the same number of requests it cuts the mean delay 2.7 times, and a quiet source still gets looked at within the
hour. Errors double the wait and never end it.
"""

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.domain.feedstate import FeedState, FeedStatus

HALF_LIFE_DAYS = 3.0
FORGETTING = math.log(2) / HALF_LIFE_DAYS
FLOOR_RATE = 1 / 60
"""Entries a day of the quietest feed we believe in; it is polled every `max_seconds`."""
EXPONENT = 1 / 3
PRIOR_ENTRIES = 0.5
PRIOR_WINDOW = timedelta(days=28)
JITTER = 0.1
HINT_LIMIT = timedelta(hours=1)
ERROR_LIMIT = timedelta(hours=6)
ERROR_FACTOR = 4
"""Errors back off to at most so many times the slowest poll: a demo that polls every 2 s recovers within 8 s."""
GONE_WAIT = timedelta(days=1)
RETRY_AFTER_LIMIT = timedelta(days=1)
FAILURES_TO_FAIL = 3
DAY = timedelta(days=1)


@dataclass(frozen=True, kw_only=True)
class Pace:
    """The bounds of polling: the fastest and slowest poll in seconds, and where jitter in [0, 1) comes from.

    `polls_a_minute` is what all feeds together may take; `theta` how slow that makes each of them, None where there is
    room (`watchers/pace/budget.py` solves it).

    Without `jitter` every wait is exact, which only a test wants: feeds imported together would stay in step for ever.
    """

    min_seconds: float = 60
    max_seconds: float = 3600
    jitter: Callable[[], float] = lambda: 0.5
    polls_a_minute: float = math.inf
    theta: float | None = None

    @property
    def apart_seconds(self) -> float:
        """Between two feeds of one host: a second, and less only where the fastest poll is faster than a minute."""
        return min(1.0, self.min_seconds / 60)

    def clamp(self, wait: timedelta) -> timedelta:
        return timedelta(seconds=min(max(wait.total_seconds(), self.min_seconds), self.max_seconds))

    def spread(self, wait: timedelta) -> timedelta:
        """The wait give or take a tenth, so that feeds added together do not stay in step."""
        return wait * (1 - JITTER + 2 * JITTER * self.jitter())


def prior_rate(dates: Iterable[datetime], *, now: datetime) -> float:
    """Entries a day to expect of a feed read for the first time, from the dates of what it holds."""
    recent = [d for d in dates if now - PRIOR_WINDOW <= d <= now]
    window = (now - min(recent, default=now)) / DAY
    return max((PRIOR_ENTRIES + len(recent)) / (HALF_LIFE_DAYS + window), FLOOR_RATE)


def learnt_rate(rate: float, *, new_entries: int, since: timedelta) -> float:
    """The rate after `new_entries` more in the time `since` the last look; what was learned halves every 3 days."""
    days = max(since / DAY, 0.0)
    return max(rate * math.exp(-FORGETTING * days) + FORGETTING * new_entries, FLOOR_RATE)


def natural_theta(pace: Pace) -> float:
    """The theta at which the quietest feed there is gets the slowest poll."""
    return pace.max_seconds * math.pow(FLOOR_RATE, EXPONENT)


def interval(rate: float, pace: Pace) -> timedelta:
    """How long to wait for a feed of that rate."""
    theta = pace.theta or natural_theta(pace)
    return pace.clamp(timedelta(seconds=theta / max(rate, FLOOR_RATE) ** EXPONENT))


def after_success(
    state: FeedState,
    *,
    document_title: str,
    new_entries: int,
    entries: int,
    now: datetime,
    pace: Pace,
    fetched_etag: str = "",
    last_modified: str = "",
    max_age: int | None = None,
    ttl: int | None = None,
    dates: Iterable[datetime] = (),
    digest: str = "",
    cut: bool = False,
) -> FeedState:
    """The feed was read, or what of it came (`cut`). `dates`, of a first read's entries, save learning from nothing."""
    rate = prior_rate(dates, now=now) if state.baseline_at is None else _learn(state, new_entries, now)
    return replace(
        _answered(replace(state, max_age=max_age, ttl=ttl), rate=rate, now=now, pace=pace),
        status=FeedStatus.HEALTHY if entries else FeedStatus.EMPTY,
        title=document_title or state.title,
        etag=fetched_etag,
        last_modified=last_modified,
        baseline_at=state.baseline_at or _baseline(state, now, whole=entries > 0 and not cut),
        entries=entries,
        digest=digest,
    )


def after_not_modified(state: FeedState, *, now: datetime, pace: Pace, max_age: int | None = None) -> FeedState:
    """The feed answered 304: it is as it was when last read, and so is what it asked of us unless it says otherwise.

    RFC 9111, 4.3.4: a 304 updates the headers it brings and leaves the others as they were stored.
    """
    kept = replace(state, max_age=state.max_age if max_age is None else max_age)
    read = _answered(kept, rate=_learn(state, 0, now), now=now, pace=pace)
    return replace(
        read,
        status=FeedStatus.HEALTHY if state.entries else FeedStatus.EMPTY,
        baseline_at=state.baseline_at or _baseline(state, now, whole=state.entries > 0),
    )


def after_failure(
    state: FeedState,
    *,
    error: str,
    now: datetime,
    pace: Pace,
    retry_after: timedelta | None = None,
    gone: bool = False,
) -> FeedState:
    """The feed could not be fetched or read. Its memory stays as it was; we wait longer each time and never stop."""
    failures = state.failures + 1
    wait = GONE_WAIT if gone else _error_wait(failures, pace)
    asked = min(retry_after or timedelta(0), RETRY_AFTER_LIMIT)
    status = _failed_status(state, failures, gone=gone)
    lost = state.moved and status in {FeedStatus.FAILING, FeedStatus.GONE}
    return replace(
        state.back_home() if lost else state,
        status=status,
        failures=failures,
        error=error,
        checked_at=now,
        due_at=now + max(pace.spread(wait), asked),
    )


def _learn(state: FeedState, new_entries: int, now: datetime) -> float:
    """Rates are learned between successful reads: what appeared while a feed failed counts for all of that time."""
    return learnt_rate(state.rate, new_entries=new_entries, since=now - (state.ok_at or now))


def _baseline(state: FeedState, now: datetime, *, whole: bool) -> datetime | None:
    """When the baseline stands: at the first read of a whole feed that holds entries, or the second of any.

    1.9 % of real answers are a feed emptied by a hiccup. Were that, or half a feed, the baseline, all 50 entries would be
    news a minute later; were an empty answer never one, a search feed's first hit would be swallowed.
    """
    return now if whole or state.ok_at else None


def _answered(state: FeedState, *, rate: float, now: datetime, pace: Pace) -> FeedState:
    """A feed that may be asked less often says so (max-age, ttl): heeded up to an hour and our own slowest poll."""
    asked = timedelta(seconds=min(max(state.max_age or 0, state.ttl or 0), HINT_LIMIT.total_seconds()))
    wait = pace.clamp(max(interval(rate, pace), asked))
    lasts = state.ok_at is not None and not state.lost(now)
    return replace(
        state,
        rate=rate,
        checked_at=now,
        ok_at=now,
        answers_since=state.answers_since if lasts else now,
        failures=0,
        error="",
        due_at=now + pace.spread(wait),
    )


def _error_wait(failures: int, pace: Pace) -> timedelta:
    """From the fastest poll, doubled with each failure: a hiccup is over soon, an outage is asked after ever less."""
    limit = min(ERROR_LIMIT, timedelta(seconds=pace.max_seconds * ERROR_FACTOR))
    doublings = min(failures - 1, 20)  # 2^20 minutes is two years: enough for any limit, too little to overflow
    return min(timedelta(seconds=pace.min_seconds) * math.ldexp(1, doublings), limit)


def _failed_status(state: FeedState, failures: int, *, gone: bool) -> FeedStatus:
    if gone:
        return FeedStatus.GONE
    return FeedStatus.FAILING if failures >= FAILURES_TO_FAIL else state.status
