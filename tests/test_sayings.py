"""Whose word a report passes on, and that it is no further origin of a claim. All names and texts are invented."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.entry import Entry
from bot.domain.evidence import Evidence, Stance
from bot.domain.story import Actor, Attribution, Claim, Grade, Source, Story, WatchItem
from bot.replay import Replay
from watchers.fold.developments import evidence_from, fold
from watchers.fold.origins import origin_of
from watchers.judge.judgements import judge
from watchers.match.matcher import Matcher

NOW = datetime(2026, 5, 1, 12, tzinfo=UTC)
SOURCES = ("Harbour Office", "Health Ministry", "Osmo Vale", "Aurian Defence Ministry")
STOOD_ON = Claim(id="any", text="Any.", attributions=tuple(Attribution(source=s) for s in SOURCES))
UNSAID = Claim(id="unsaid", text="Any.")
STORY = Story(
    slug="invented",
    title="Invented",
    sources=(
        Source(name="Northern Post", grade=Grade.A),
        Source(name="Osmo Vale", owner="Vale's men"),
        Source(name="Aurian Defence Ministry", owner="Aurian state"),
    ),
    actors=(
        Actor(name="Port Watch", aliases=("Harbour Office", "Port Authority")),
        Actor(name="Osmo Vale", aliases=("Vale", "militia chief")),
        Actor(name="Aurian army", aliases=("Defence Ministry -Norland",)),
        Actor(name="Barge"),
    ),
    claims=(
        Claim(
            id="five",
            text="Five people are on board.",
            attributions=(Attribution(source="Harbour Office"),),
            supported_by=('"five people" barge',),
            refuted_by=('"four people" barge',),
        ),
    ),
    watch_items=(WatchItem(id="found", question="Is the barge found?", anchors="barge"),),
)


@pytest.mark.parametrize(
    ("title", "summary", "origin"),
    [
        ("Five aboard barge, Harbour Office says", "", "Harbour Office"),
        ("Five aboard", "The Harbour Office said nothing; the Post counted five.", "Daily Lantern"),
        ("Five Aboard Barge, Harbour Office Says", "", "Harbour Office"),
        ("Five aboard", "Five are aboard, according to the Harbour Office.", "Harbour Office"),
        ("Five aboard", "Five are aboard, the Port Watch said.", "Harbour Office"),
        ("Five aboard", "(Reuters) - Five are aboard, the port authority told reporters.", "Harbour Office"),
        ("Five dead, according to Norland's Health Ministry", "", "Health Ministry"),
        ("Five dead", "Five died, according to the rebel-run Health Ministry in town.", "Health Ministry"),
        ("Five dead", "Health Ministry spokesman Aro Kell said five had died.", "Health Ministry"),
        ("Five dead", "Five died, the ministry's data show. 'It grows,' said the Health Ministry.", "Health Ministry"),
        ("Militia chief claims march", "", "Vale's men"),
        ("Vale: we march", "", "Vale's men"),
        ("'We march' - Osmo Vale", "", "Vale's men"),
        ("Defence Ministry says five dead", "", "Aurian state"),
        ("Vale marches on", "", "Daily Lantern"),
        ("Rain in the vale said to last", "", "Daily Lantern"),
        ("Health Ministry under fire as five die", "", "Daily Lantern"),
        ("Ministers blamed Health Ministry, Mr Kell said", "", "Daily Lantern"),
        ("Five dead near Health Ministry, Reuters reports", "", "Reuters"),
    ],
)
def test_the_origin_is_the_claim_s_own_source_where_a_report_passes_its_word_on(
    title: str, summary: str, origin: str
) -> None:
    assert origin_of(title, summary, "Daily Lantern", STORY, claim=STOOD_ON)[0] == origin


def test_a_headline_on_the_word_of_a_source_of_the_story_has_that_origin_where_a_claim_is_told() -> None:
    assert origin_of("Five aboard, Osmo Vale says", "", "One", STORY, claim=UNSAID)[0] == "Vale's men"
    assert origin_of("Five aboard", "So it is. Osmo Vale said he was glad.", "One", STORY, claim=UNSAID)[0] == "One"
    assert origin_of("Barge found, Osmo Vale says", "", "One", STORY)[0] == "One"


def folded(title: str, outlet: str) -> Evidence:
    entry = Entry(id=title, title=title, outlet=outlet)
    found = next(j for j in judge(Matcher(STORY).match(entry), STORY) if j.match.target.id == "five")
    return fold(evidence_from(found, entry, key=title, story=STORY, seen=NOW), (), STORY)


def test_who_contradicts_a_claim_and_names_its_source_speaks_for_itself() -> None:
    against = folded("Four people on barge, not five as Harbour Office says", "Northern Post")
    assert (against.stance, against.origin) == (Stance.REFUTES, "Northern Post")


@pytest.mark.parametrize(
    ("title", "suggested", "origins"),
    [
        ("Five people on barge, according to the Harbour Office", "", 1),
        ("Five people on barge, Port Authority confirms", "", 1),
        ("Five people on barge, families say", "confirmed", 2),
    ],
)
def test_a_claim_is_confirmed_by_another_s_word_and_not_by_its_own_told_again(
    title: str, suggested: str, origins: int
) -> None:
    replay = Replay(story=STORY)
    later = NOW + timedelta(hours=2)
    entries = [Entry(id="1", title=title, outlet="Northern Post", published=later)]
    changes = [c for d in replay.poll(entries, source="Northern Post", now=later) for c in d.changes]
    after = next(c.after for c in changes if c.target.id == "five")
    assert (after.suggested, after.origins) == (suggested, origins)
