"""How often a feed is polled."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest

from bot.domain.feedstate import FeedState, FeedStatus
from watchers.pace.cadence import (
    FLOOR_RATE,
    Pace,
    after_failure,
    after_not_modified,
    after_success,
    interval,
    learnt_rate,
    prior_rate,
)

NOW = datetime(2026, 4, 2, 12, tzinfo=UTC)
PACE = Pace(min_seconds=60, max_seconds=3600)
DEMO = Pace(min_seconds=0.5, max_seconds=2)
NEW = FeedState(url="https://feeds.example/rss")
KNOWN = replace(NEW, status=FeedStatus.HEALTHY, baseline_at=NOW, ok_at=NOW, rate=24.0, entries=30, etag='"a"')


def minutes(state: FeedState, now: datetime = NOW) -> float:
    assert state.due_at
    return (state.due_at - now) / timedelta(minutes=1)


def read(state: FeedState, *, new: int = 0, entries: int = 30, now: datetime = NOW, pace: Pace = PACE) -> FeedState:
    return after_success(state, document_title="Wire", new_entries=new, entries=entries, now=now, pace=pace)


def fail(state: FeedState, times: int = 1, *, pace: Pace = PACE) -> FeedState:
    for _ in range(times):
        state = after_failure(state, error="answered 503", now=NOW, pace=pace)
    return state


def test_busy_feeds_are_polled_more_often_than_quiet_ones_and_within_the_bounds() -> None:
    waits = [interval(rate, PACE) for rate in (FLOOR_RATE / 10, FLOOR_RATE, 0.5, 24, 200, 1e9)]
    assert waits == sorted(waits, reverse=True)
    assert (waits[0], waits[1], waits[-1]) == (timedelta(hours=1), timedelta(hours=1), timedelta(minutes=1))
    assert timedelta(minutes=4) < waits[3] < timedelta(minutes=7)


def test_a_rate_is_halved_in_three_quiet_days_and_never_ends() -> None:
    assert learnt_rate(8, new_entries=0, since=timedelta(days=3)) == pytest.approx(4)
    assert learnt_rate(8, new_entries=0, since=timedelta(days=300)) == FLOOR_RATE
    assert learnt_rate(8, new_entries=0, since=timedelta(days=-1)) == 8, "a clock set back teaches nothing"


def test_a_steady_feed_is_learned() -> None:
    rate = 0.5
    for _ in range(24 * 15):
        rate = learnt_rate(rate, new_entries=2, since=timedelta(hours=1))
    assert rate == pytest.approx(48, rel=0.05)


def test_the_first_read_learns_from_the_dates_of_the_entries() -> None:
    dates = [NOW - timedelta(hours=h) for h in range(48)]
    assert prior_rate(dates, now=NOW) == pytest.approx(48.5 / (3 + 47 / 24))
    assert prior_rate([], now=NOW) == pytest.approx(0.5 / 3)
    assert prior_rate([NOW + timedelta(days=900)], now=NOW) == prior_rate([], now=NOW), "future dates tell nothing"
    first = after_success(NEW, document_title="Wire", new_entries=48, entries=48, now=NOW, pace=PACE, dates=dates)
    assert first.rate == prior_rate(dates, now=NOW)


def test_a_read_keeps_what_the_next_request_needs() -> None:
    state = after_success(
        NEW,
        document_title="Wire",
        new_entries=3,
        entries=3,
        now=NOW,
        pace=PACE,
        fetched_etag='W/"a"',
        last_modified="Thu",
        digest="d",
    )
    assert (state.title, state.etag, state.last_modified, state.digest, state.entries) == (
        "Wire",
        'W/"a"',
        "Thu",
        "d",
        3,
    )
    assert (state.status, state.baseline_at, state.ok_at, state.checked_at) == (FeedStatus.HEALTHY, NOW, NOW, NOW)
    assert state.healthy


def test_an_empty_first_answer_is_no_baseline_but_a_second_one_is() -> None:
    once = read(NEW, entries=0)
    assert (once.status, once.baseline_at) == (FeedStatus.EMPTY, None)
    later = NOW + timedelta(hours=1)
    assert read(once, entries=0, now=later).baseline_at == later
    assert after_not_modified(once, now=later, pace=PACE).baseline_at == later
    assert read(once, entries=50, now=later).baseline_at == later


def test_an_empty_answer_later_leaves_the_baseline() -> None:
    assert read(KNOWN, entries=0).baseline_at == KNOWN.baseline_at


@pytest.mark.parametrize(("hint", "expected"), [(None, 5.3), (60, 5.3), (900, 15), (86_400, 60), (10**18, 60)])
def test_a_feed_that_asks_for_less_is_heeded_up_to_an_hour(hint: int | None, expected: float) -> None:
    said = after_not_modified(KNOWN, now=NOW, pace=PACE, max_age=hint)
    written = after_success(KNOWN, document_title="", new_entries=0, entries=30, now=NOW, pace=PACE, ttl=hint)
    assert minutes(said) == pytest.approx(expected, abs=0.1)
    assert minutes(written) == pytest.approx(expected, abs=0.1)


def test_what_a_feed_asked_for_holds_through_its_304s() -> None:
    read = after_success(KNOWN, document_title="", new_entries=0, entries=30, now=NOW, pace=PACE, max_age=900, ttl=1200)
    later = after_not_modified(after_not_modified(read, now=NOW, pace=PACE), now=NOW, pace=PACE)
    assert minutes(later) == 20
    assert minutes(after_not_modified(later, now=NOW, pace=PACE, max_age=1800)) == 30
    assert minutes(after_not_modified(later, now=NOW, pace=PACE, max_age=0)) == 20, "its ttl still says so"
    assert minutes(read_without_hints(later)) == pytest.approx(5.3, abs=0.1), "a new answer that asks for nothing"


def read_without_hints(state: FeedState) -> FeedState:
    return after_success(state, document_title="", new_entries=0, entries=30, now=NOW, pace=PACE)


def test_our_slowest_poll_comes_before_what_the_feed_asks() -> None:
    state = after_not_modified(KNOWN, now=NOW, pace=DEMO, max_age=3600)
    assert state.due_at == NOW + timedelta(seconds=2)


def test_not_modified_keeps_everything_and_counts_as_healthy() -> None:
    state = after_not_modified(fail(KNOWN, 5), now=NOW, pace=PACE)
    assert (state.etag, state.entries, state.failures, state.error) == ('"a"', 30, 0, "")
    assert state.status is FeedStatus.HEALTHY


def test_errors_double_the_wait_up_to_a_limit_and_never_end_it() -> None:
    waits = [minutes(fail(KNOWN, n)) for n in range(1, 12)]
    assert [round(b / a, 3) for a, b in pairwise(waits[:4])] == [2, 2, 2]
    assert waits[-1] == 4 * 60
    assert minutes(fail(KNOWN, 5_000)) == 4 * 60
    assert minutes(fail(KNOWN, 5_000, pace=Pace(max_seconds=86_400))) == 6 * 60


def test_in_the_demo_a_broken_feed_is_back_within_four_polls() -> None:
    assert fail(KNOWN, 50, pace=DEMO).due_at == NOW + timedelta(seconds=8)


def test_a_feed_fails_at_the_third_failure() -> None:
    assert [fail(KNOWN, n).status for n in (1, 2, 3)] == [FeedStatus.HEALTHY, FeedStatus.HEALTHY, FeedStatus.FAILING]
    assert not fail(KNOWN).healthy
    assert fail(NEW, 2).status is FeedStatus.NEW
    failed = fail(KNOWN, 3)
    assert (failed.error, failed.etag, failed.ok_at, failed.rate) == ("answered 503", '"a"', NOW, 24.0)


def test_since_when_a_feed_answers_is_kept_until_it_is_lost() -> None:
    hour = timedelta(hours=1)
    first = read(NEW)
    assert (first.answers_since, read(fail(first, 2), now=NOW + hour).answers_since) == (NOW, NOW)
    assert read(fail(first, 3), now=NOW + hour).answers_since == NOW + hour
    assert read(first, now=NOW + 9 * hour).answers_since == NOW + 9 * hour, "nobody had asked for it"
    assert read(KNOWN).answers_since is None, "an earlier version read it first"


def test_retry_after_is_obeyed_up_to_a_day() -> None:
    for asked, expected in ((timedelta(hours=2), 120), (timedelta(days=30), 24 * 60), (timedelta(0), 1)):
        state = after_failure(KNOWN, error="answered 429", now=NOW, pace=PACE, retry_after=asked)
        assert minutes(state) == pytest.approx(expected, abs=0.1)


def test_a_feed_that_is_gone_is_looked_at_once_a_day() -> None:
    gone = after_failure(KNOWN, error="answered 410", now=NOW, pace=PACE, gone=True)
    assert (gone.status, gone.due_at) == (FeedStatus.GONE, NOW + timedelta(days=1))
    assert read(gone).status is FeedStatus.HEALTHY


def test_jitter_spreads_the_polls_by_a_tenth() -> None:
    early = after_not_modified(KNOWN, now=NOW, pace=replace(PACE, jitter=float))
    late = after_not_modified(KNOWN, now=NOW, pace=replace(PACE, jitter=lambda: 1.0))
    assert minutes(late) / minutes(early) == pytest.approx(1.1 / 0.9)


def test_what_came_while_a_feed_failed_counts_for_all_of_that_time() -> None:
    late = NOW + timedelta(days=3)
    failed = after_failure(KNOWN, error="x", now=late - timedelta(hours=1), pace=PACE)
    assert read(failed, now=late).rate == pytest.approx(12)
