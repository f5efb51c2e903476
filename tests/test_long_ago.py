"""What is over for long answers no open question, whoever's words find it. All sentences are invented."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.domain.entry import Entry
from bot.domain.evidence import Judgement, Phase
from bot.domain.story import Actor, Direction, Signal, Story, WatchItem, Weight
from watchers.judge.judgements import judge
from watchers.judge.recalled import looks_back, told_now
from watchers.match.matcher import Matcher

ITEM = WatchItem(id="w", question="Do Auria and Belmont sign the pact?", anchors="pact", actors=("Auria", "Belmont"))
SIGNED = Signal(words="signed pact", direction=Direction.TOWARD, weight=Weight.DECISIVE)
LATE_IN_JANUARY = datetime(2026, 1, 20, tzinfo=UTC)
IN_MAY = datetime(2026, 5, 4, tzinfo=UTC)


def judged(
    summary: str, *signals: Signal, title: str = "Talks go on", published: datetime | None = IN_MAY
) -> Judgement:
    item = replace(ITEM, signals=signals)
    actors = (Actor(name="Auria"), Actor(name="Belmont"))
    story = Story(slug="invented", title="Invented", actors=actors, watch_items=(item,))
    entry = Entry(id="1", title=title, summary=summary, published=published)
    return judge(Matcher(story).match(entry), story)[0]


@pytest.mark.parametrize("signals", [(), (SIGNED,)])
@pytest.mark.parametrize(
    ("summary", "when"),
    [
        ("Auria signed a pact with Belmont in 2015.", "in 2015"),
        ("Auria and Belmont signed a pact in May 2015.", "in May 2015"),
        ("In 2015, Auria signed a pact with Belmont.", "In 2015"),
        ("Auria signed a pact with Belmont two years ago.", "two years ago"),
        ("Auria signed a pact with Belmont last year.", "last year"),
    ],
)
def test_what_is_over_for_long_says_nothing_and_says_when_it_was(
    summary: str, when: str, signals: tuple[Signal, ...]
) -> None:
    found = judged(summary, *signals)
    assert (found.phase, found.direction) == (Phase.NONE, None)
    assert f'none: long ago: "{when}"' in found.why


@pytest.mark.parametrize("signals", [(), (SIGNED,)])
@pytest.mark.parametrize(
    "summary",
    [
        "Auria and Belmont signed the pact, which lasts until 2030.",
        "Auria and Belmont signed the pact that they dropped in 2015.",
        "Auria and Belmont signed the pact over the war in 2015.",
        "Auria and Belmont signed the pact last week.",
        "Auria and Belmont signed the pact in 2015 border dispute.",
        "Auria and Belmont signed the pact in 2026.",
        "Auria and Belmont signed the pact, the first since 2015.",
    ],
)
def test_a_year_that_is_another_things_or_not_over_is_no_hindrance(summary: str, signals: tuple[Signal, ...]) -> None:
    assert judged(summary, *signals).phase is Phase.HAPPENED


def test_the_year_that_has_just_ended_is_news_in_january_and_nothing_is_long_ago_where_the_feed_has_no_dates() -> None:
    told = "Auria and Belmont signed the pact in 2025."
    assert judged(told, published=LATE_IN_JANUARY).phase is Phase.HAPPENED
    assert judged(told, published=None).phase is Phase.HAPPENED
    assert judged(told).phase is Phase.NONE


def test_the_second_reading_is_shown_nothing_of_long_ago() -> None:
    summary = "Auria rejects inspections. The two signed a pact in 2015. Talks resume on Monday."
    told = told_now(Entry(id="1", title="Talks", summary=summary, published=IN_MAY))
    assert told.summary == "Auria rejects inspections. Talks resume on Monday."
    assert looks_back("In 2015 Auria signed a pact", IN_MAY)
    assert not looks_back("Auria signs pact", IN_MAY)
