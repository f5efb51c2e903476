"""A report read the wrong way round is put right by hand: the voice changes sides, and stays there."""

from dataclasses import replace

import pytest

from bot.blocks.alert import reply
from bot.blocks.ref import Ref
from bot.domain.change import Alert, ChangeKind
from bot.domain.evidence import Phase, Span, Stance, Target, TargetKind
from bot.domain.ledger import LineKind
from bot.domain.lesson import Asked, Cause
from bot.domain.meaning import by_hand, heard_as, meant, meant_by_hand
from bot.domain.story import Direction, WatchItem, Weight
from bot.errors import CommandError
from handlers.desk import Desk
from handlers.meaning import mean
from tests.conftest import NOW, wait_until
from tests.desk_case import SIGNALLED, Room, room  # noqa: F401  a fixture
from tests.samples import (
    COPIED,
    COPY,
    DENIAL,
    FIRST,
    MEMORANDUM,
    NO_SALE,
    PROPOSAL,
    SECOND,
    SIGNAL,
    STORY,
    SUGGESTED,
    evidence,
    standing,
)
from tests.test_lessons import STORY as LESSONS_STORY
from tests.test_lessons import evidence as judged
from tests.test_pipeline import Rig, paper, rig  # noqa: F401  fixtures
from tests.test_refold import target
from watchers.learning import Learning
from watchers.lessons.proposing import of_misread

FLASH = replace(FIRST, outcome=True)
PROPOSED = standing("proposed", FLASH, suggested="resolved_yes")
OF_FLASH = Ref(slug=STORY.slug, target=MEMORANDUM, evidence=FLASH.id)


def desk(room: Room) -> Desk:  # noqa: F811
    return Desk(store=room.store, clock=lambda: NOW)


async def say(room: Room, ts: str, means: str, *, user: str = "Dana") -> str:  # noqa: F811
    """What whoever fills in the form is told."""
    told = len(room.slack.ephemerals("newsdesk", user))
    assert (await room.slack.click("newsdesk", ts, "means", user, wait=5)).ok
    assert (await room.slack.deeds.submit(user, {"means": means}, seconds=5)).ok
    return (await room.whispers(user, told + 1))[-1]


async def test_a_flash_that_says_the_opposite_is_put_right(room: Room) -> None:  # noqa: F811
    """The only way was Not relevant, which then offered to ignore a word that was right."""
    await room.stands(PROPOSED, FLASH)
    ts = await room.posted(replace(PROPOSAL, evidence=FLASH, after=PROPOSED))
    assert (await room.slack.click("newsdesk", ts, "means", "Dana", wait=5)).ok
    form = str(room.slack.view("Dana"))
    assert "read as: *yes*" in form
    assert "nothing here: it is not relevant" in form
    said = await say(room, ts, "away")
    assert (
        said == "Proposed: no. The thread says so, under your name. "
        "“Means otherwise” on the newest message of its thread changes that."
    )
    now = await room.standing(PROPOSED)
    assert (now.suggested, [v.side for v in now.voices]) == ("resolved_no", ["away"])
    (line,) = await room.store.ledger.read(STORY.slug, kinds=frozenset({LineKind.MEANING}))
    assert (line.who, line.evidence) == (room.id_of("Dana"), FLASH.id)
    assert line.why == f"means “no”: “{FLASH.title}” (Harbour Wire)"
    alert = await room.store.outbox.head(room.newsdesk)
    assert isinstance(alert, Alert)
    told = str(reply(STORY, alert.change, now, now=NOW).blocks)
    assert "report “Avalon signs memorandum on harbour” means “no”" in told
    assert "proposed: *no* (was proposed: yes)" in told
    asked = await wait_until(room.store.lessons.next_asked, description="words that would have said so are asked for")
    assert asked
    assert (asked.cause, asked.side) == ("misread", "away")
    assert "It counts as “no” already." in await say_again(room, ts)


async def say_again(room: Room, ts: str) -> str:  # noqa: F811
    """Somebody else had the form open as well."""
    with pytest.raises(CommandError) as refused:
        await mean(desk(room), OF_FLASH, "away", by="U0OMAR")
    assert ts
    return str(refused.value)


async def test_nothing_here_is_not_relevant(room: Room) -> None:  # noqa: F811
    await room.stands(*SIGNALLED)
    ts = await room.posted()
    assert (await say(room, ts, "nothing")).startswith("Watching. The thread says so")
    assert FIRST.id in await room.store.standings.dismissed(STORY.slug)
    asked = await wait_until(room.store.lessons.next_asked, description="what could be learned is asked")
    assert asked
    assert asked.evidence == FIRST.id
    assert "called this report not relevant; @watchdesk relevant" in await room.press(ts, "means")


async def test_it_may_be_put_back_and_counts_once(room: Room) -> None:  # noqa: F811
    await room.stands(SIGNAL, FIRST)
    await mean(desk(room), OF_FLASH, "away", by="U1")
    assert (await room.standing(SIGNAL)).lean == "away"
    await mean(desk(room), OF_FLASH, "toward", by="U2")
    now = await room.standing(SIGNAL)
    assert (now.value, now.lean, [v.side for v in now.voices]) == ("signal", "toward", ["toward"])


async def test_a_claims_report_supports_it_or_speaks_against_it(room: Room) -> None:  # noqa: F811
    against = evidence("e6", target=NO_SALE, direction=None, stance=Stance.REFUTES, outlet="Gulf", origin="Gulf")
    await room.stands(replace(SUGGESTED.after, voices=standing("x", against).voices), against)
    ts = await room.posted(replace(SUGGESTED, evidence=against))
    assert "Still reported; “confirmed” is suggested now. The thread says so" in await say(room, ts, "supports")
    assert [v.side for v in (await room.standing(SUGGESTED.after)).voices if v.origin == "Gulf"] == ["supports"]


async def test_an_editor_makes_a_word_of_what_only_a_model_read_so(room: Room) -> None:  # noqa: F811
    """Who saw "Gulf seems to say so" and agreed had no way to say it."""
    hint = evidence("e6", target=NO_SALE, direction=None, stance=Stance.SUPPORTS, outlet="Gulf", origin="Gulf")
    hint = replace(hint, weight=Weight.WATCH)
    await room.stands(replace(SUGGESTED.after, voices=standing("x", hint).voices, suggested=""), hint)
    ts = await room.posted(replace(SUGGESTED, evidence=hint))
    await say(room, ts, "supports")
    (voice,) = [v for v in (await room.standing(SUGGESTED.after)).voices if v.origin == "Gulf"]
    assert (voice.side, voice.weight) == ("supports", Weight.STRONG)
    with pytest.raises(CommandError, match="already"):
        await mean(desk(room), Ref(slug=STORY.slug, target=NO_SALE, evidence=hint.id), "supports", by="U1")


async def test_what_cannot_be_said_is_a_sentence(room: Room) -> None:  # noqa: F811
    await room.stands(SIGNAL, FIRST, COPY)
    with pytest.raises(CommandError, match="This is a copy"):
        await mean(desk(room), replace(OF_FLASH, evidence=COPY.id), "away", by="U1")
    with pytest.raises(CommandError, match="older than what is kept"):
        await mean(desk(room), replace(OF_FLASH, evidence="ev-gone"), "away", by="U1")
    with pytest.raises(CommandError, match="Choose what it means"):
        await mean(desk(room), OF_FLASH, "sideways", by="U1")
    assert "'means'" not in str(reply(STORY, replace(COPIED, evidence=COPY), SIGNAL, now=NOW).blocks)


async def test_nobody_is_answered_where_no_words_would_have_said_so(room: Room) -> None:  # noqa: F811
    await room.stands(SIGNAL, FIRST)
    ts = await room.posted()
    await say(room, ts, "away")
    told = len(room.slack.ephemerals("newsdesk", "Dana"))
    learning = Learning(store=room.store, clock=lambda: NOW)
    await wait_until(learning.once, description="the watchers have looked")
    assert await room.store.lessons.next_answered() == ""
    assert await room.store.redis.llen(room.store.keys.asked) == 0
    assert len(room.slack.ephemerals("newsdesk", "Dana")) == told


def test_words_are_proposed_only_where_by_them_the_report_says_what_it_means() -> None:
    report = replace(judged("Avalon signs pact with Borduria"), title="Avalon toasts pact with Borduria", marks=())
    asked = Asked(id="a", cause=Cause.MISREAD, slug="s", by="U1", channel="C1", at=NOW, evidence=report.id, side="away")
    made = of_misread(asked, LESSONS_STORY, [report], ())
    assert {o.lesson.reading for o in made.options} == {"no", "sign_of_no"}
    assert all("toast" in o.lesson.words for o in made.options)
    misread = replace(report, passage=report.title, marks=(Span(start=7, end=13),))
    assert of_misread(asked, LESSONS_STORY, [misread], ()).options == (), "what it was misread by is right elsewhere"
    assert of_misread(replace(asked, evidence="gone"), LESSONS_STORY, [report], ()).options == ()


def test_a_newer_or_stronger_word_and_a_persons_proposal_stay() -> None:
    newer = replace(FIRST, id="ev-n", entry_key="n", published=NOW, seen=NOW)
    held = standing("signal", newer)
    options = {"by": "U1", "at": NOW, "why": "x"}
    assert heard_as(held, meant(FIRST, "away"), {FIRST.id}, [newer], **options).voices == held.voices  # type: ignore[arg-type]
    weak = replace(SECOND, origin="Harbour Wire", weight=Weight.WATCH)
    both = standing("signal", FIRST)
    assert heard_as(both, meant(weak, "away"), {weak.id}, [FIRST], **options).voices == both.voices  # type: ignore[arg-type]
    by_hand_proposed = standing("proposed", FIRST, suggested="resolved_yes", by="U0DANA")
    kept = heard_as(by_hand_proposed, meant(FIRST, "away"), {FIRST.id}, [], **options)  # type: ignore[arg-type]
    assert (kept.suggested, [v.side for v in kept.voices]) == ("resolved_yes", ["away"])


def test_what_people_said_holds_whatever_the_words_are_read_as() -> None:
    said = meant(FLASH, "away")
    assert (said.direction, said.phase, said.outcome) == (Direction.AWAY, Phase.CANCELLED, True)
    kept = {f"{MEMORANDUM} {FLASH.entry_key}": by_hand(said)}
    edited = replace(FIRST, id="ev-b", title="Avalon will not sign", weight=Weight.WATCH, outcome=False)
    again = meant_by_hand(edited, kept)
    assert (again.direction, again.weight, again.outcome) == (Direction.AWAY, Weight.DECISIVE, True)
    assert meant_by_hand(DENIAL, kept) == DENIAL, "of another entry nobody said anything"
    both = meant(replace(FIRST, phase=Phase.CONTESTED), "toward")
    assert both.phase is Phase.NONE


async def test_it_holds_against_later_edits_of_the_headline(rig: Rig) -> None:  # noqa: F811
    await rig.poll()
    rig.paper.entries.insert(0, ("n1", "Avalon signs pact", "At noon."))
    await rig.poll()
    assert await rig.state() == "proposed"
    (report,) = await rig.store.standings.evidence("pact", since=rig.clock[0].replace(year=2025))
    ref = Ref(slug="pact", target=await target(rig), evidence=report.id)
    await mean(Desk(store=rig.store, clock=lambda: rig.clock[0]), ref, "away", by="U1")
    for headline in ("Avalon signs the pact at last", "Avalon: pact is close"):
        rig.paper.entries[0] = ("n1", headline, "At noon.")
        await rig.poll()
        story = await rig.store.stories.get("pact")
        assert story
        now = (await rig.store.standings.of(story, now=rig.clock[0])).standings[await target(rig)]
        assert (now.value, now.suggested, [v.side for v in now.voices]) == ("proposed", "resolved_no", ["away"])
    assert ChangeKind.EDIT in await rig.alerts()


def test_no_words_are_proposed_for_a_side_that_say_the_contrary_elsewhere() -> None:
    """ "ends truce" was one press away from saying that the truce holds."""
    item = WatchItem(id="truce", question="Does the truce hold?", actors=("Avalon",), anchors="truce")
    story = replace(LESSONS_STORY, watch_items=(item,))
    title = "Avalon ends truce breach inquiry, dances"
    truce = Target(kind=TargetKind.WATCH, id="truce")
    report = replace(FIRST, target=truce, title=title, summary="", passage=title, marks=())
    asked = Asked(
        id="a", cause=Cause.MISREAD, slug="s", by="U1", channel="C1", at=NOW, evidence=report.id, side="toward"
    )
    assert of_misread(asked, story, [report], ()).options == ()
    away = of_misread(replace(asked, side="away"), story, [report], ()).options
    assert "ends truce" in {o.lesson.words for o in away}
