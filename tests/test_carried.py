"""Who carries whose report stays true whatever people and story files do to it. All reports are invented."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.blocks.alert import reply
from bot.blocks.news import news
from bot.blocks.ref import Ref
from bot.domain.change import Change, ChangeKind, Level
from bot.domain.evidence import Evidence, Phase, Stance, Whose
from bot.domain.saying import force_of, says
from bot.domain.standing import Standing, Voice, is_stale
from bot.domain.story import Direction, Weight
from bot.domain.teller import teller
from bot.domain.voices import voice_of, without
from bot.store.importing import import_story, remove_story
from bot.store.store import Store
from bot.storyfile import read_story
from handlers.decide import dismiss
from handlers.desk import Desk
from handlers.meaning import mean
from handlers.refold import merge, restore, split
from tests.conftest import NOW
from tests.desk_case import Room, room  # noqa: F401  a fixture
from tests.samples import FIRST, MEMORANDUM, SECOND, STORY, evidence, standing
from tests.test_cli import SMALL
from watchers.detect.changes import detect

OWN = evidence("b1", outlet="Daily Echo", origin="Daily Echo", title="Other words")


def credited(key: str, outlet: str, title: str = "Third words", **changed: object) -> Evidence:
    """A report by an outlet that names Reuters as its origin."""
    return evidence(key, outlet=outlet, origin="Reuters", whose=Whose.NEWSROOM, title=title, **changed)


ONE, TWO = credited("a1", "Harbour Wire", "First words"), credited("a2", "Gulf")
BOTH = replace(voice_of(TWO), carriers=("Harbour Wire", "Gulf"))


def stands(*voices: Voice) -> Standing:
    return replace(standing("signal", ONE), voices=voices)


def of(report: Evidence) -> Ref:
    return Ref(slug=STORY.slug, target=MEMORANDUM, evidence=report.id)


def desk(room: Room) -> Desk:  # noqa: F811
    return Desk(store=room.store, clock=lambda: NOW)


async def told(room: Room, was: Standing) -> list[str]:  # noqa: F811
    return [teller(v) for v in (await room.standing(was)).voices]


async def test_a_report_merged_by_hand_is_carried(room: Room) -> None:  # noqa: F811
    was = stands(voice_of(ONE), voice_of(OWN))
    await room.stands(was, ONE, OWN)
    await merge(desk(room), of(OWN), by="U1")
    assert await told(room, was) == ["Reuters (via Harbour Wire, Daily Echo)"]


async def test_a_carrier_struck_out_carries_no_longer(room: Room) -> None:  # noqa: F811
    was = stands(BOTH)
    await room.stands(was, ONE, TWO)
    await dismiss(desk(room), of(ONE), by="U1")
    assert await told(room, was) == ["Reuters (via Gulf)"]


async def test_taking_back_is_offered_only_where_it_restores(room: Room) -> None:  # noqa: F811
    was = stands(voice_of(ONE), voice_of(OWN))
    await room.stands(was, ONE, OWN)
    parted = await split(desk(room), of(ONE), by="U1")
    assert parted.said
    assert parted.said.undo is None, "whose it was is not kept beside the fold"


def test_a_newsrooms_report_outlives_one_carriers_new_headline() -> None:
    new = evidence("a3", outlet="Gulf", origin="Gulf", entry_key="a2")
    change = detect(new, stands(BOTH), now=NOW, old_title="Third words", instead_of=frozenset({TWO.id}))
    assert change
    assert "Reuters" in {v.origin for v in change.after.voices}


def test_a_thread_line_gives_no_reason_that_only_says_it_again() -> None:
    hint = replace(ONE, weight=Weight.WATCH)
    is_so, why = stands(voice_of(hint)), f"{teller(hint)} {says('toward', force_of(hint))}"
    change = Change(
        slug=STORY.slug,
        target=MEMORANDUM,
        kind=ChangeKind.REPORT,
        level=Level.ROUTINE,
        before=is_so,
        after=is_so,
        evidence=hint,
        why=why,
    )
    assert "Why:" not in str(reply(STORY, change, is_so, now=NOW).blocks)


def test_a_copy_of_somebodys_word_is_no_report_of_theirs() -> None:
    copy = replace(ONE, origin="Auria", whose=Whose.SPEAKER, copy_of="x", stance=Stance.REPEATS)
    is_so = stands(voice_of(FIRST))
    change = Change(
        slug=STORY.slug,
        target=MEMORANDUM,
        kind=ChangeKind.COPY,
        level=Level.ROUTINE,
        before=is_so,
        after=is_so,
        evidence=copy,
        why="a copy",
    )
    assert "passes on *Auria's word*, a copy" in news(change, is_so)


async def test_one_owner_is_one_origin_whatever_is_done_to_the_reports_later(room: Room) -> None:  # noqa: F811
    late = replace(SECOND, published=NOW - timedelta(minutes=6))
    was = replace(standing("signal", FIRST, late), voices=(voice_of(FIRST), voice_of(late)))
    await room.stands(was, FIRST, late)
    one = tuple(replace(s, owner="One House") for s in STORY.sources)
    await import_story(room.store, replace(STORY, sources=one), by="x", now=NOW)
    at = desk(room)
    for deed in (dismiss(at, of(late), by="U1"), restore(at, of(late), by="U1"), mean(at, of(FIRST), "away", by="U1")):
        await deed
        assert [v.origin for v in (await room.standing(was)).voices] == ["One House"]


async def test_a_credited_newsroom_gets_its_owner_too(room: Room) -> None:  # noqa: F811
    name = STORY.sources[0].name
    passed_on = evidence("a1", outlet="Gulf", origin=name, whose=Whose.NEWSROOM)
    was = replace(standing("signal", passed_on), voices=(voice_of(passed_on),))
    await room.stands(was, passed_on)
    owned = tuple(replace(s, owner="One House") if s.name == name else s for s in STORY.sources)
    await import_story(room.store, replace(STORY, sources=owned), by="x", now=NOW)
    assert [v.origin for v in (await room.standing(was)).voices] == ["One House"]


async def test_a_claim_new_to_a_story_taken_up_again_is_fresh(store: Store) -> None:
    await import_story(store, read_story(SMALL, name="x"), by="x", now=NOW)
    await remove_story(store, "harbour", by="x", now=NOW)
    later = NOW + timedelta(days=20)
    new = read_story(SMALL + "claims: [Avalon has sold nothing]\n", name="x")
    await import_story(store, new, by="x", now=later)
    (found,) = (await store.standings.of(new, now=later)).standings.values()
    assert not is_stale(new.claims[0], found, now=later)


def spoken_by(key: str, outlet: str, side: Direction, **changed: object) -> Evidence:
    """A report by an outlet that passes on what Auria says."""
    said = {"direction": side, "phase": Phase.NONE, "weight": Weight.STRONG, "published": NOW, **changed}
    return evidence(key, outlet=outlet, origin="Auria", whose=Whose.SPEAKER, **said)


DENIED = spoken_by("w1", "Gulf", Direction.AWAY, published=NOW - timedelta(hours=1))


@pytest.mark.parametrize(
    ("weight", "carriers"),
    [(Weight.STRONG, "Auria's word (via Daily Echo)"), (Weight.WATCH, "Auria's word (in 3 outlets)")],
)
def test_who_carried_a_denial_carries_no_later_word_of_the_contrary(weight: Weight, carriers: str) -> None:
    was = stands(replace(voice_of(DENIED), carriers=("Gulf", "Metro", "Southern Mirror")))
    change = detect(spoken_by("w2", "Daily Echo", Direction.TOWARD, weight=weight), was, now=NOW)
    assert change
    assert [teller(v) for v in change.after.voices] == [carriers]


def test_an_earlier_word_that_counts_again_is_carried_by_who_had_it() -> None:
    turned = spoken_by("w2", "Daily Echo", Direction.TOWARD)
    also = spoken_by("w3", "Metro", Direction.TOWARD, copy_of=turned.id)
    left = without(stands(voice_of(turned)), {turned.id}, (DENIED, also), by="U1", at=NOW, why="struck out")
    assert [(v.side, teller(v)) for v in left.voices] == [("away", "Auria's word (via Gulf)")]


COPY = evidence(
    "m1", outlet="Gulf", origin="Harbour Wire", whose=Whose.NEWSROOM, copy_of=FIRST.id, title="Mirrored", seen=NOW
)
GULFS = evidence("m2", outlet="Gulf", origin="Gulf", title="Seen by ourselves", seen=NOW)
IN_TWO = replace(voice_of(DENIED), carriers=("Gulf", "Metro"))


async def test_an_outlet_with_a_report_of_its_own_carries_on_what_somebody_said(room: Room) -> None:  # noqa: F811
    was = stands(voice_of(FIRST), IN_TWO)
    await room.stands(was, FIRST, DENIED, COPY)
    await split(desk(room), of(COPY), by="U1")
    assert await told(room, was) == ["Harbour Wire", "Auria's word (via Gulf, Metro)", "Gulf"]


async def test_a_report_that_counts_again_takes_no_word_from_its_outlet(room: Room) -> None:  # noqa: F811
    was = stands(IN_TWO, voice_of(GULFS))
    await room.stands(was, DENIED, GULFS)
    await dismiss(desk(room), of(GULFS), by="U1")
    await restore(desk(room), of(GULFS), by="U1")
    assert await told(room, was) == ["Auria's word (via Gulf, Metro)", "Gulf"]


async def test_a_word_that_counts_again_is_not_carried_by_who_had_the_contrary(room: Room) -> None:  # noqa: F811
    turned = spoken_by("w2", "Daily Echo", Direction.TOWARD)
    was = stands(voice_of(turned))
    await room.stands(was, DENIED, turned)
    await dismiss(desk(room), of(turned), by="U1")
    assert await told(room, was) == ["Auria's word (via Gulf)"]
    await restore(desk(room), of(turned), by="U1")
    assert await told(room, was) == ["Auria's word (via Daily Echo)"]
