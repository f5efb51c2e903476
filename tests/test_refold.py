"""An editor splits and merges reports: origins are counted anew, the ledger has it, and the next poll keeps to it."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from bot.blocks.alert import reply
from bot.blocks.ref import Ref
from bot.domain.change import Alert, Change, ChangeKind, Level
from bot.domain.evidence import Evidence, Phase, Stance, Target, TargetKind, Whose
from bot.domain.ledger import LineKind
from bot.domain.refold import folded_by_hand, heard_apart
from bot.domain.saying import tally
from bot.domain.story import Grade, Weight
from bot.domain.voices import voice_of
from bot.errors import CommandError
from bot.store.standings import targets
from handlers.decide import confirm, dismiss
from handlers.desk import Desk
from handlers.refold import alike_of, merge, restore, split
from tests.conftest import NOW, wait_until
from tests.desk_case import Room, room  # noqa: F401  a fixture
from tests.newsroom_case import HERALD, POST, TIMES, Newsroom
from tests.samples import (
    COPIED,
    COPY,
    DENIAL,
    FIRST,
    INDEPENDENT,
    MEMORANDUM,
    NO_SALE,
    PROPOSED,
    SECOND,
    SIGNAL,
    STORY,
    change,
    evidence,
    standing,
)
from tests.test_pipeline import Rig, paper, rig  # noqa: F401  fixtures
from watchers.detect.changes import detect

MIRROR = replace(COPY, origin="Harbour Wire", seen=NOW, title="Avalon signs memorandum on harbour (mirror)")
TWO = standing("signal", FIRST, SECOND)
OF_MIRROR = Ref(slug=STORY.slug, target=MEMORANDUM, evidence=MIRROR.id)
OF_SECOND = Ref(slug=STORY.slug, target=MEMORANDUM, evidence=SECOND.id)


def desk(room: Room) -> Desk:  # noqa: F811
    return Desk(store=room.store, clock=lambda: NOW)


async def reports(room: Room) -> dict[str, Evidence]:  # noqa: F811
    found = await room.store.standings.evidence(STORY.slug, since=NOW - timedelta(days=2))
    return {e.id: e for e in found}


async def test_a_copy_said_to_be_independent_is_an_origin(room: Room) -> None:  # noqa: F811
    await room.stands(SIGNAL, FIRST, MIRROR)
    ts = await room.posted(replace(COPIED, evidence=MIRROR))
    told = await room.press(ts, "why")
    assert "This report is a copy of Harbour Wire's and adds no origin." in told
    result = await split(desk(room), OF_MIRROR, by="U0DANA")
    assert result.kind is ChangeKind.FOLD
    now = await room.standing(SIGNAL)
    assert [v.origin for v in now.voices] == ["Harbour Wire", "Southern Mirror"]
    assert now.value == "signal"
    alone = (await reports(room))[MIRROR.id]
    assert (alone.copy_of, alone.origin, alone.development) == ("", "Southern Mirror", MIRROR.id)
    (line,) = await room.store.ledger.read(STORY.slug, kinds=frozenset({LineKind.FOLD}))
    assert (line.who, line.target, line.data["origin"]) == ("U0DANA", "watch:memorandum", "Southern Mirror")
    assert ": an independent report" in await room.press(ts, "why")


async def test_a_further_origin_said_to_be_the_same_report_counts_no_more(room: Room) -> None:  # noqa: F811
    third = evidence("e9", outlet="Daily Echo", origin="Northern Post", copy_of=SECOND.id)
    await room.stands(TWO, FIRST, SECOND, third)
    await merge(desk(room), OF_SECOND, by="U0DANA")
    now = await room.standing(TWO)
    assert [v.origin for v in now.voices] == ["Harbour Wire"]
    after = await reports(room)
    assert (after[SECOND.id].copy_of, after[SECOND.id].origin) == (FIRST.id, "Harbour Wire")
    assert (after[third.id].copy_of, after[third.id].origin) == (FIRST.id, "Harbour Wire"), "its copies go with it"
    assert len(after) == 3


@pytest.mark.parametrize(
    ("grade", "stays"), [(Grade.A, SECOND.id), (Grade.F, FIRST.id)], ids=["graded better", "graded worse"]
)
async def test_of_two_that_are_one_the_firmer_word_stays_unless_its_source_is_worse(
    room: Room,  # noqa: F811
    grade: Grade,
    stays: str,
) -> None:
    """The agency's own report was made a copy of a tabloid's weak one, and the signal was gone."""
    weak, firm = replace(FIRST, weight=Weight.WATCH), replace(SECOND, grade=grade)
    await room.stands(standing("signal", weak, firm), weak, firm)
    await merge(desk(room), OF_SECOND, by="U0DANA")
    assert [v.evidence for v in (await room.standing(SIGNAL)).voices] == [stays]
    assert {e.id for e in (await reports(room)).values() if e.copy_of} == {FIRST.id, SECOND.id} - {stays}


async def test_what_is_confirmed_after_a_merge_names_nobody_whose_report_is_a_copy_now(room: Room) -> None:  # noqa: F811
    """It was "confirmed, as was proposed: Northern Post (via Metro) reports yes", and Metro's report was a copy of another's."""
    told = evidence(
        "e7", outlet="Metro", origin=SECOND.origin, whose=Whose.NEWSROOM, grade=Grade.B, outcome=True, seen=NOW
    )
    first, second = (replace(e, outcome=True) for e in (FIRST, SECOND))
    why = "Northern Post (via Metro) (grade B) reports yes; one A or B source is enough"
    heard = tuple(voice_of(e) for e in (first, told))
    proposed = replace(TWO, value="proposed", suggested="resolved_yes", voices=heard, why=why, ground=told.id)
    await room.stands(proposed, first, second, told)
    await merge(desk(room), replace(OF_SECOND, evidence=told.id), by="U0DANA", link=FIRST.link)
    now = await room.standing(proposed)
    assert (now.value, now.ground) == ("proposed", second.id)
    assert now.why.startswith("Northern Post reports yes; the same report as “Avalon signs memorandum on harbour”")
    await confirm(desk(room), replace(OF_SECOND, evidence=""), by="U0DANA")
    assert "Metro) " not in (await room.standing(proposed)).why


async def test_what_a_merged_report_said_under_an_earlier_headline_counts_no_more(room: Room) -> None:  # noqa: F811
    """The withdrawn headline spoke again for its newsroom once the new one was merged."""
    withdrawn = replace(DENIAL, origin=SECOND.origin, outlet=SECOND.outlet, entry_key=SECOND.entry_key)
    await room.stands(TWO, FIRST, withdrawn, SECOND)
    await merge(desk(room), OF_SECOND, by="U0DANA", link=FIRST.link)
    assert [(v.origin, v.side) for v in (await room.standing(TWO)).voices] == [("Harbour Wire", "toward")]
    assert (await reports(room))[withdrawn.id].copy_of == FIRST.id


async def test_a_report_merged_by_the_button_of_its_first_headline_takes_its_newer_word_with_it(room: Room) -> None:  # noqa: F811
    """The voice hung on the newer headline, so the count of origins stayed."""
    reworded = replace(SECOND, id="ev-e3b", title="Avalon signs at last")
    await room.stands(standing("signal", FIRST, reworded), FIRST, SECOND, reworded)
    await merge(desk(room), OF_SECOND, by="U0DANA", link=FIRST.link)
    assert [v.origin for v in (await room.standing(TWO)).voices] == ["Harbour Wire"]


async def test_a_report_that_is_relevant_again_can_be_called_not_relevant_again(room: Room) -> None:  # noqa: F811
    await room.stands(SIGNAL, FIRST)
    await dismiss(desk(room), replace(OF_SECOND, evidence=FIRST.id), by="U0DANA")
    await restore(desk(room), replace(OF_SECOND, evidence=""), by="U0DANA")
    now = await room.standing(SIGNAL)
    assert (now.last_evidence, now.last_at, now.outlets) == (FIRST.id, FIRST.seen, (FIRST.outlet,))
    await dismiss(desk(room), replace(OF_SECOND, evidence=now.last_evidence), by="U0DANA")
    assert (await room.standing(SIGNAL)).voices == ()


async def test_what_a_struck_out_report_said_before_its_edit_counts_no_longer_either(room: Room) -> None:  # noqa: F811
    """The withdrawn headline spoke again: the state rested on what the paper itself had taken back."""
    reworded = replace(FIRST, id="ev-e1b", title="Avalon may sign memorandum", seen=NOW)
    await room.stands(standing("signal", reworded), FIRST, reworded)
    await dismiss(desk(room), replace(OF_SECOND, evidence=reworded.id), by="U0DANA")
    assert (await room.standing(SIGNAL)).voices == ()
    assert set(await room.store.standings.dismissed(STORY.slug)) == {FIRST.id, reworded.id}
    await restore(desk(room), OF_SECOND, by="U0DANA", link=FIRST.link)
    assert [v.evidence for v in (await room.standing(SIGNAL)).voices] == [reworded.id], "what it says now"
    assert await room.store.standings.dismissed(STORY.slug) == {}


async def test_of_two_who_strike_out_one_report_at_once_one_is_told_so(
    room: Room,  # noqa: F811
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Both were told that they had; the ledger had it twice."""
    await room.stands(SIGNAL, FIRST)
    read = Desk.evidence_on

    async def then_another(self: Desk, slug: str, target: Target) -> tuple[Evidence, ...]:
        monkeypatch.setattr(Desk, "evidence_on", read)
        found = await read(self, slug, target)
        await dismiss(desk(room), replace(OF_SECOND, evidence=FIRST.id), by="U0OMAR")
        return found

    monkeypatch.setattr(Desk, "evidence_on", then_another)
    with pytest.raises(CommandError, match="Somebody said already"):
        await dismiss(desk(room), replace(OF_SECOND, evidence=FIRST.id), by="U0DANA")


async def test_a_report_recorded_while_another_is_struck_out_counts(
    room: Room,  # noqa: F811
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """What was left was read before the report came, so that its voice counted and nothing else of it."""
    await room.stands(SIGNAL, FIRST)
    read = Desk.evidence_on

    async def then_news(self: Desk, slug: str, target: Target) -> tuple[Evidence, ...]:
        monkeypatch.setattr(Desk, "evidence_on", read)
        found = await read(self, slug, target)
        await room.stands(TWO, SECOND)
        return found

    monkeypatch.setattr(Desk, "evidence_on", then_news)
    await dismiss(desk(room), replace(OF_SECOND, evidence=FIRST.id), by="U0DANA")
    assert (await room.standing(TWO)).last_evidence == SECOND.id


async def test_what_was_merged_can_be_split_again(room: Room) -> None:  # noqa: F811
    await room.stands(TWO, FIRST, SECOND)
    await merge(desk(room), OF_SECOND, by="U0DANA", link=FIRST.link)
    await split(desk(room), OF_SECOND, by="U0OMAR")
    assert [v.origin for v in (await room.standing(TWO)).voices] == ["Harbour Wire", "Northern Post"]
    assert await room.store.standings.folded_by_hand(STORY.slug) == {f"watch:memorandum {SECOND.entry_key}": ""}


@pytest.mark.parametrize(("grade", "value"), [(Grade.C, "signal"), (Grade.B, "proposed")])
async def test_what_two_origins_proposed_one_does_not_but_a_decisive_report_does(
    room: Room,  # noqa: F811
    grade: Grade,
    value: str,
) -> None:
    first, second = (replace(e, grade=grade, outcome=True) for e in (FIRST, SECOND))
    proposed = standing("proposed", first, second, suggested="resolved_yes")
    await room.stands(proposed, first, second)
    await merge(desk(room), OF_SECOND, by="U0DANA")
    now = await room.standing(proposed)
    assert (now.value, bool(now.suggested)) == (value, value == "proposed")


@pytest.mark.parametrize(
    ("ref", "link", "said"),
    [
        (OF_SECOND, "https://nowhere.invalid/x", "That is the link of no report here"),
        (OF_SECOND, SECOND.link, "There is no such report here any more"),
        (replace(OF_SECOND, evidence="gone"), "", "There is no such report here any more"),
        (replace(OF_SECOND, evidence=MIRROR.id), "", "or it is counted as a copy already"),
        (replace(OF_SECOND, onto="gone"), "", "The report it would be the same as is not kept"),
    ],
)
async def test_what_cannot_be_merged_is_a_sentence(room: Room, ref: Ref, link: str, said: str) -> None:  # noqa: F811
    await room.stands(TWO, FIRST, SECOND, MIRROR)
    with pytest.raises(CommandError, match=said):
        await merge(desk(room), ref, by="U0DANA", link=link)


async def test_one_newsroom_is_one_origin_whatever_people_say(room: Room) -> None:  # noqa: F811
    again = evidence("e8", copy_of=FIRST.id)
    await room.stands(SIGNAL, FIRST, again)
    with pytest.raises(CommandError, match="Harbour Wire has a voice here already"):
        await split(desk(room), replace(OF_MIRROR, evidence=again.id), by="U0DANA")
    with pytest.raises(CommandError, match="own report already"):
        await split(desk(room), replace(OF_MIRROR, evidence=FIRST.id), by="U0DANA")


async def test_a_denial_said_to_be_a_report_of_its_own_contests_what_the_bot_set(room: Room) -> None:  # noqa: F811
    copied = replace(DENIAL, copy_of=FIRST.id, origin=FIRST.origin)
    await room.stands(SIGNAL, FIRST, copied)
    await split(desk(room), replace(OF_MIRROR, evidence=copied.id), by="U0DANA")
    now = await room.standing(SIGNAL)
    assert (now.value, now.by) == ("contested", "watchdesk")


async def test_a_second_outcome_said_to_be_a_report_of_its_own_is_proposed(room: Room) -> None:  # noqa: F811
    first, copied = (replace(e, grade=Grade.C, outcome=True) for e in (FIRST, replace(SECOND, copy_of=FIRST.id)))
    await room.stands(standing("signal", first), first, copied)
    await split(desk(room), replace(OF_MIRROR, evidence=copied.id), by="U0DANA")
    now = await room.standing(SIGNAL)
    assert (now.value, now.suggested) == ("proposed", "resolved_yes")


@pytest.mark.parametrize("weight", [Weight.WATCH, Weight.STRONG])
async def test_a_proposal_gives_way_to_more_than_a_weak_sign_split_off(room: Room, weight: Weight) -> None:  # noqa: F811
    proposed = standing("proposed", FIRST, SECOND, suggested="resolved_yes")
    copied = replace(DENIAL, copy_of=FIRST.id, origin=FIRST.origin, weight=weight)
    await room.stands(proposed, FIRST, SECOND, copied)
    await split(desk(room), replace(OF_MIRROR, evidence=copied.id), by="U0DANA")
    assert (await room.standing(proposed)).value == ("proposed" if weight is Weight.WATCH else "contested")


async def test_an_old_report_folded_and_split_again_contests_nothing(room: Room) -> None:  # noqa: F811
    """Two presses on what a newsroom had said that morning took Confirm from the evening's proposal."""
    first, second = (replace(e, outcome=True) for e in (FIRST, SECOND))
    morning = replace(DENIAL, published=NOW - timedelta(hours=8), seen=NOW - timedelta(hours=8))
    proposed = standing("proposed", first, second, morning, suggested="resolved_yes")
    await room.stands(proposed, morning, first, second)
    ref = replace(OF_MIRROR, evidence=morning.id)
    await merge(desk(room), ref, by="U0DANA", link=first.link)
    await split(desk(room), ref, by="U0DANA")
    now = await room.standing(proposed)
    assert (now.words, tally(now)) == ("proposed: yes", {"report:toward": 2, "earlier:away": 1})


async def test_what_a_person_proposed_stays_when_a_copy_is_split_off(room: Room) -> None:  # noqa: F811
    by_hand = standing("proposed", FIRST, by="U0OMAR", suggested="resolved_yes")
    copied = replace(DENIAL, copy_of=FIRST.id, origin=FIRST.origin)
    await room.stands(by_hand, FIRST, copied)
    await split(desk(room), replace(OF_MIRROR, evidence=copied.id), by="U0DANA")
    now = await room.standing(by_hand)
    assert (now.value, now.by, now.origins) == ("proposed", "U0OMAR", 2)


async def test_what_a_split_proposed_gives_way_as_the_bots_own_proposals_do(room: Room) -> None:  # noqa: F811
    first, copied = (replace(e, grade=Grade.C, outcome=True) for e in (FIRST, replace(SECOND, copy_of=FIRST.id)))
    await room.stands(standing("signal", first), first, copied)
    await split(desk(room), replace(OF_MIRROR, evidence=copied.id), by="U0DANA")
    await merge(desk(room), replace(OF_MIRROR, evidence=copied.id), by="U0OMAR", link=first.link)
    now = await room.standing(SIGNAL)
    assert (now.value, now.suggested, now.origins) == ("signal", "", 1)


@pytest.mark.parametrize("phase", [Phase.CONTESTED, Phase.HAPPENED])
def test_a_split_weighs_a_report_as_if_it_had_come_so(phase: Phase) -> None:
    """Two sides in one report contest a proposal; weak outcomes propose nothing against the balance."""
    against = replace(DENIAL, outcome=False, weight=Weight.DECISIVE)
    weak = evidence("w1", outlet="Echo", origin="Echo", weight=Weight.WATCH, outcome=True, phase=phase, grade=Grade.C)
    late = evidence("w2", outlet="Post", origin="Post", weight=Weight.WATCH, outcome=True, phase=phase, grade=Grade.C)
    for stands in (standing("signal", against, weak, lean="away"), PROPOSED):
        came = detect(late, stands, now=NOW)
        assert came
        apart = heard_apart(stands, late, at=NOW)
        assert (apart.value, apart.suggested, apart.lean) == (came.after.value, came.after.suggested, came.after.lean)


async def test_a_copy_of_a_claims_report_gets_its_stance_back_and_confirmed_is_suggested(room: Room) -> None:  # noqa: F811
    first = evidence("c1", target=NO_SALE, direction=None, stance=Stance.SUPPORTS)
    copy = evidence("c2", target=NO_SALE, direction=None, stance=Stance.REPEATS, outlet="Daily Echo", copy_of=first.id)
    stands = standing("reported", target=NO_SALE)
    await room.stands(stands, first, copy)
    current = await room.standing(stands)
    assert current.origins == 2, "the story file's own attributions"
    result = await split(desk(room), Ref(slug=STORY.slug, target=NO_SALE, evidence=copy.id), by="U0DANA")
    assert result.after.origins == 3
    assert result.after.suggested == "confirmed"
    assert (await reports(room))[copy.id].stance is Stance.SUPPORTS


async def test_the_buttons_do_it_where_copy_and_origin_are_told(room: Room) -> None:  # noqa: F811
    await room.stands(TWO, FIRST, SECOND, MIRROR)
    thread = await room.posted()
    copied = await reply_in(room, thread, replace(COPIED, evidence=MIRROR))
    assert "Now 2 origins report yes, 1 points to yes; still signal" in await room.press(copied, "independent")
    further = await reply_in(room, thread, INDEPENDENT)
    assert "Now 1 origin reports yes, 1 points to yes; still signal" in await say_same(room, further)


async def test_the_thread_is_told_as_what_in_one_line_with_a_way_back(room: Room) -> None:  # noqa: F811
    """It said neither as what, nor how to undo it, in five lines."""
    await room.stands(TWO, FIRST, SECOND)
    thread = await room.posted(change(ChangeKind.STATE, SIGNAL, TWO))
    further = await reply_in(room, thread, INDEPENDENT)
    said = await say_same(room, further)
    copied = "Northern Post's report “Avalon signs memorandum on harbour” is a copy of Harbour Wire's report"
    assert said.startswith(copied)
    alert = await room.store.outbox.head(room.newsdesk)
    assert isinstance(alert, Alert)
    told = await reply_in(room, thread, alert.change)
    blocks = room.slack.workspace.channel("newsdesk").find(told)["blocks"]
    assert [b["type"] for b in blocks] == ["section", "actions"]
    assert blocks[0]["text"]["text"].count("\n") == 0
    assert copied in blocks[0]["text"]["text"]
    assert "is its own, not a copy" in await room.press(told, "independent")
    assert "own report already" in await room.press(told, "independent")


async def test_a_copy_that_was_split_off_goes_back_to_what_it_was_of(room: Room) -> None:  # noqa: F811
    other = evidence("e9", outlet="Daily Echo", origin="Daily Echo", published=MIRROR.published)
    await room.stands(standing("signal", FIRST, other), FIRST, other, MIRROR)
    thread = await room.posted(COPIED)
    made = await split(desk(room), OF_MIRROR, by="U0DANA")
    told = await reply_in(room, thread, made)
    assert f"is a copy of {FIRST.cited}" in await room.press(told, "same")
    assert (await reports(room))[MIRROR.id].copy_of == FIRST.id


async def test_a_copy_that_was_split_off_goes_back_though_it_says_more(room: Room) -> None:  # noqa: F811
    """The other report became the copy, and its word was lost."""
    weak = replace(FIRST, weight=Weight.WATCH, phase=Phase.PLANNED)
    firm = replace(SECOND, grade=Grade.A, copy_of=weak.id, origin=weak.origin, development=weak.id)
    await room.stands(standing("signal", weak), weak, firm)
    told = await reply_in(room, await room.posted(COPIED), await split(desk(room), OF_SECOND, by="U0DANA"))
    assert f"is a copy of {weak.cited}" in await room.press(told, "same")
    assert [v.evidence for v in (await room.standing(SIGNAL)).voices] == [weak.id]


@pytest.mark.parametrize("into", ["the live one", "the former one"])
async def test_a_headline_that_its_page_no_longer_has_is_no_firmer_word(room: Room, into: str) -> None:  # noqa: F811
    live = replace(FIRST, phase=Phase.PLANNED, weight=Weight.STRONG)
    was = replace(SECOND, grade=Grade.A, outcome=True, former=True)
    await room.stands(standing("signal", live, was), live, was)
    one, other = (was, live) if into == "the live one" else (live, was)
    ref = Ref(slug=STORY.slug, target=MEMORANDUM, evidence=one.id)
    await merge(desk(room), ref, by="U0DANA", link=other.link)
    assert [v.evidence for v in (await room.standing(SIGNAL)).voices] == [live.id]


async def say_same(room: Room, ts: str, onto: str = "") -> str:  # noqa: F811
    """What whoever presses *Same report* is told, who chooses that report or else the first. Nothing is chosen for them."""
    told = len(room.slack.ephemerals("newsdesk", "Dana"))
    assert (await room.slack.click("newsdesk", ts, "same", "Dana", wait=5)).ok
    assert set((await room.slack.deeds.submit("Dana", {})).ack["errors"]) == {"onto"}
    chosen = {"onto": onto or _asked(room)["options"][0]["value"]}
    assert (await room.slack.deeds.submit("Dana", chosen, seconds=5)).ok
    return (await room.whispers("Dana", told + 1))[-1]


def choices(room: Room) -> list[tuple[str, str]]:  # noqa: F811
    """The reports that the form shown to Dana lets her choose from, and what it says of each."""
    return [(o["text"]["text"], o["description"]["text"]) for o in _asked(room)["options"]]


def _asked(room: Room) -> dict[str, Any]:  # noqa: F811
    form = room.slack.view("Dana")
    assert form
    (field,) = [b["element"] for b in form["blocks"] if b["type"] == "input"]
    return dict(field)


async def test_which_report_it_is_the_same_as_is_asked_with_the_likeliest_first(room: Room) -> None:  # noqa: F811
    """It was the nearest, and no word said which."""
    hour = timedelta(hours=1)
    far = evidence("e7", outlet="Daily Echo", title="Far away", published=SECOND.at - 30 * hour)
    near = evidence("e8", outlet="Evening Star", title="Near by", published=SECOND.at - 2 * hour)
    kin = evidence("e9", outlet="City Sun", title="Of one happening", published=SECOND.at - 9 * hour)
    own = evidence("e5", outlet=SECOND.outlet, title="Its own, before", published=SECOND.at - hour)
    kin, second = replace(kin, development="d1"), replace(SECOND, development="d1")
    contrary = replace(DENIAL, development="d1", outlet="Morning Mail", title="The contrary")
    every = [replace(e, origin=e.outlet) for e in (far, own, near, kin, contrary, second)]
    await room.stands(standing("signal", *every), *every, MIRROR)
    thread = await room.posted()
    further = await reply_in(room, thread, replace(INDEPENDENT, evidence=second))
    assert (await room.slack.click("newsdesk", further, "same", "Dana", wait=5)).ok
    shown = choices(room)
    assert [title for title, _ in shown] == [e.title for e in (kin, near, far, own, contrary)]
    told = [
        "City Sun, 9 h earlier",
        "Evening Star, 2 h earlier",
        "Daily Echo, 30 h earlier",
        "Northern Post, 60 min earlier",
    ]
    assert [description for _, description in shown] == [*told, "Morning Mail, at the same time, read otherwise"]
    assert f"is a copy of {far.cited}" in await say_same(room, further, onto=far.id)
    assert (await reports(room))[SECOND.id].copy_of == far.id


async def test_of_more_reports_than_a_form_takes_how_many_more_is_said(room: Room) -> None:  # noqa: F811
    many = [evidence(f"m{n}", outlet=f"Paper {n}", origin=f"Paper {n}", title=f"Told {n}") for n in range(12)]
    await room.stands(standing("signal", *many, SECOND), *many, SECOND)
    further = await reply_in(room, await room.posted(), INDEPENDENT)
    assert (await room.slack.click("newsdesk", further, "same", "Dana", wait=5)).ok
    assert len(choices(room)) == 10
    assert "2 older or less alike ones are not listed." in str(room.slack.view("Dana"))


async def test_a_report_is_asked_of_and_merged_as_its_headline_says_it_now(room: Room) -> None:  # noqa: F811
    """By an old reply's button the page's newest word became a copy of another's hint, and the way back lost it for good."""
    was = evidence("w", title="Avalon close to memorandum", former=True, phase=Phase.PLANNED, weight=Weight.STRONG)
    now = replace(evidence("w", title="Avalon signs memorandum", seen=NOW), id="ev-w2", outcome=True)
    hint = evidence("x", outlet="Northern Post", origin="Northern Post", title="Avalon might sign", weight=Weight.WATCH)
    await room.stands(standing("signal", hint, now), was, hint, now)
    of = Ref(slug=STORY.slug, target=MEMORANDUM, evidence=was.id)
    _, report, others = await alike_of(desk(room), of)
    assert (report.title, [e.title for e in others]) == (now.title, [hint.title])
    made = await merge(desk(room), replace(of, onto=hint.id), by="U0DANA")
    assert [v.evidence for v in (await room.standing(SIGNAL)).voices] == [now.id]
    assert made.said


async def test_what_its_page_said_before_is_not_split_off_again(room: Room) -> None:  # noqa: F811
    was = evidence("w", title="Avalon may sign memorandum", former=True)
    now = replace(evidence("w", outlet="Northern Post", origin="Northern Post", title="Avalon signs it"), id="ev-w2")
    await room.stands(standing("signal", FIRST, now), FIRST, was, now)
    ref = Ref(slug=STORY.slug, target=MEMORANDUM, evidence=now.id)
    made = await merge(desk(room), ref, by="U0DANA", link=FIRST.link)
    assert made.said
    assert made.said.undo is None


async def test_a_report_that_is_alone_has_none_it_could_be_the_same_as(room: Room) -> None:  # noqa: F811
    await room.stands(standing("signal", SECOND), SECOND)
    further = await reply_in(room, await room.posted(), INDEPENDENT)
    assert "There is no other report here" in await room.press(further, "same")


async def reply_in(room: Room, thread: str, told: Change) -> str:  # noqa: F811
    """A message in a thread as delivery would post it; its ts."""
    message = reply(STORY, told, told.after, now=NOW)
    answer = await room.client.chat_postMessage(
        channel=room.newsdesk, thread_ts=thread, text=message.text, blocks=list(message.blocks)
    )
    return str(answer["ts"])


async def test_the_words_do_it_in_the_thread(room: Room) -> None:  # noqa: F811
    await room.stands(TWO, FIRST, SECOND)
    ts = await room.posted(change(ChangeKind.STATE, SIGNAL, TWO))

    async def voices(count: int) -> bool:
        return len((await room.standing(TWO)).voices) == count

    await room.slack.say("newsdesk", "Dana", f"@watchdesk same as {FIRST.link}", thread_ts=ts)
    await wait_until(lambda: voices(1), description="the second report is a copy")
    await room.slack.say("newsdesk", "Dana", "@watchdesk separate", thread_ts=ts)
    await wait_until(lambda: voices(2), description="it is a report of its own again")
    await room.slack.say("newsdesk", "Dana", "@watchdesk same as nothing", thread_ts=ts)
    assert "That is the link of no report here" in (await room.whispers("Dana"))[0]


def test_fold_keeps_to_what_people_said() -> None:
    joined = {f"watch:memorandum {SECOND.entry_key}": FIRST.entry_key}
    assert folded_by_hand(SECOND, [FIRST], STORY, joined).copy_of == FIRST.id
    assert folded_by_hand(SECOND, [], STORY, joined) == SECOND, "where that report is no longer known"
    parted = folded_by_hand(MIRROR, [FIRST], STORY, {f"watch:memorandum {MIRROR.entry_key}": ""})
    assert (parted.copy_of, parted.origin) == ("", "Southern Mirror")
    assert folded_by_hand(MIRROR, [FIRST], STORY, {}) == MIRROR


GUILTY = "Jury finds Ines Ubel guilty of fraud"


def merged(first: str, second: str) -> Newsroom:
    newsroom = Newsroom()
    newsroom.hears(TIMES, first, page=1, hours=0)
    newsroom.hears(HERALD, second, page=2, hours=0.1)
    newsroom.merges(2, onto=1)
    assert [v.origin for v in newsroom.verdict.voices] == [TIMES]
    return newsroom


@pytest.mark.parametrize(
    ("then", "side"), [(f"{GUILTY}, sentence next", "toward"), ("Ubel acquitted of fraud", "away")]
)
def test_a_merged_page_whose_other_report_was_taken_back_speaks_for_its_own_newsroom(then: str, side: str) -> None:
    """It was told as the word of the newsroom that had just withdrawn it."""
    newsroom = merged("Ubel convicted of fraud", GUILTY)
    newsroom.hears(TIMES, "WITHDRAWN: Ubel convicted of fraud", page=3, hours=1)
    assert not newsroom.verdict.voices
    newsroom.hears(HERALD, then, page=2, hours=2)
    assert [(v.origin, v.side) for v in newsroom.verdict.voices] == [(HERALD, side)]


def test_a_page_that_was_merged_and_turns_to_the_contrary_is_heard() -> None:
    """It was a copy of the report it spoke against, told in the thread alone."""
    newsroom = merged("Ubel convicted of fraud", GUILTY)
    change = newsroom.hears(HERALD, "Ubel acquitted of fraud, jury says", page=2, hours=2)
    assert change
    assert (change.evidence and change.evidence.copy_of, change.level) == ("", Level.URGENT)
    assert {(v.origin, v.side) for v in newsroom.verdict.voices} == {(TIMES, "toward"), (HERALD, "away")}
    back = newsroom.hears(HERALD, "Ubel convicted of fraud after all", page=2, hours=3)
    assert back
    assert back.evidence
    assert back.evidence.copy_of, "what people said holds again"


def test_what_a_merged_page_comes_to_report_before_the_other_is_heard_and_is_no_further_origin() -> None:
    newsroom = merged("Jury close to verdict in Ubel fraud trial", "Ubel fraud verdict is near, court says")
    change = newsroom.hears(HERALD, "Ubel convicted of fraud", page=2, hours=2)
    assert change
    assert (change.evidence and change.evidence.copy_of, change.evidence and change.evidence.origin) == ("", TIMES)
    assert newsroom.verdict.value == "signal"


@pytest.mark.parametrize(
    ("outlet", "title", "origins"),
    [
        (HERALD, "Jury finds Ines Ubel guilty of fraud, reports Coast Herald", [TIMES]),
        (HERALD, "LIVE: Jury finds Ubel guilty of fraud", [TIMES]),
        (HERALD, "Foreman tells why eleven jurors held Ubel guilty of fraud from the first day", [TIMES, HERALD]),
        (POST, "Ines Ubel is guilty of fraud, says jury", [TIMES, POST]),
        (HERALD, "Jury finds Ines Ubel not guilty of fraud", [TIMES, HERALD]),
    ],
    ids=["again", "labelled", "further news", "another's", "the contrary"],
)
def test_what_was_merged_stays_so_when_the_outlet_tells_it_again_on_another_page(
    outlet: str, title: str, origins: list[str]
) -> None:
    """The paper's next page, nearly word for word, was an origin again, and "yes" was proposed."""
    newsroom = merged("Ubel convicted of fraud", GUILTY)
    assert newsroom.hears(outlet, title, page=3, hours=0.5)
    assert [v.origin for v in newsroom.verdict.voices] == origins


def test_what_was_merged_and_told_again_is_its_own_where_an_editor_splits_it() -> None:
    newsroom = merged("Ubel convicted of fraud", GUILTY)
    newsroom.hears(HERALD, f"{GUILTY} in Tarvos", page=3, hours=0.5)
    again = newsroom.recent[-1]
    assert again.copy_of
    newsroom.by_hand[f"{again.target} {again.entry_key}"] = ""
    newsroom.hears(HERALD, f"{GUILTY} at Tarvos court", page=3, hours=1)
    assert [v.origin for v in newsroom.verdict.voices] == [TIMES, HERALD]


def test_two_of_two_sides_that_people_merged_stay_merged() -> None:
    newsroom = merged("Ubel convicted of fraud", "Ubel acquitted of fraud")
    change = newsroom.hears(HERALD, "Ubel acquitted of fraud by jury", page=2, hours=2)
    assert change
    assert (change.evidence and bool(change.evidence.copy_of), newsroom.verdict.origins) == (True, 1)


async def test_a_report_said_to_be_a_copy_stays_one_under_a_new_headline(rig: Rig) -> None:  # noqa: F811
    await rig.poll()
    rig.paper.entries.insert(0, ("n1", "Avalon pact is close, envoys say", "Talks went on."))
    await rig.poll()
    rig.paper.entries.insert(0, ("n2", "Treaty close, Reuters reports from Avalon", "Envoys met at night."))
    await rig.poll()
    assert await origins(rig) == {"Paper", "Reuters"}
    rig_desk = Desk(store=rig.store, clock=lambda: rig.clock[0])
    await merge(rig_desk, Ref(slug="pact", target=await target(rig)), by="U1", link="http://paper.invalid/n1")
    assert await origins(rig) == {"Paper"}
    rig.paper.entries[0] = ("n2", "Treaty very close now, Reuters reports from Avalon", "Envoys met at night.")
    await rig.poll()
    assert await origins(rig) == {"Paper"}, "a new headline does not undo it"


async def target(rig: Rig) -> Target:  # noqa: F811
    story = await rig.store.stories.get("pact")
    assert story
    return targets(story)[0]


async def origins(rig: Rig) -> set[str]:  # noqa: F811
    story = await rig.store.stories.get("pact")
    assert story
    current = await rig.store.standings.of(story, now=rig.clock[0])
    return {v.origin for v in current.standings[await target(rig)].voices}


DEBT = Target(kind=TargetKind.CLAIM, id="debt")
LONG_AGO = NOW - timedelta(days=30)


def of_debt(key: str, outlet: str, stance: Stance = Stance.SUPPORTS, **changed: object) -> Evidence:
    """A report on the claim about the debt."""
    said = {"target": DEBT, "stance": stance, "direction": None, "phase": Phase.NONE, **changed}
    return evidence(key, outlet=outlet, origin=outlet, title=f"{outlet} on the debt", **said)


async def test_a_claims_report_that_counts_again_keeps_the_claim_fresh(room: Room) -> None:  # noqa: F811
    report = of_debt("d1", "Gulf")
    was = standing("reported", target=DEBT, since=LONG_AGO, voices=(voice_of(report),), last_reaffirmed_at=report.at)
    await room.stands(was, report)
    ref = Ref(slug=STORY.slug, target=DEBT, evidence=report.id)
    await dismiss(desk(room), ref, by="U0DANA")
    assert (await room.standing(was)).last_reaffirmed_at is None
    await restore(desk(room), ref, by="U0DANA")
    assert (await room.standing(was)).last_reaffirmed_at == report.at


async def test_a_copy_split_off_from_a_claims_report_keeps_the_claim_fresh(room: Room) -> None:  # noqa: F811
    first = of_debt("d1", "Gulf", published=LONG_AGO)
    copy = of_debt("d2", "Metro", Stance.REPEATS, copy_of=first.id)
    was = standing("reported", target=DEBT, voices=(voice_of(first),), last_reaffirmed_at=first.at)
    await room.stands(was, first, copy)
    await split(desk(room), Ref(slug=STORY.slug, target=DEBT, evidence=copy.id), by="U0DANA")
    assert (await room.standing(was)).last_reaffirmed_at == copy.at


async def test_a_merge_with_a_report_of_the_other_side_is_not_taken_back_by_a_button(room: Room) -> None:  # noqa: F811
    """Split off again it got the stance of what it had been merged with, and supported what it refutes."""
    yes, no = of_debt("d1", "Gulf"), of_debt("d2", "Metro", Stance.REFUTES)
    await room.stands(standing("reported", target=DEBT, voices=(voice_of(yes), voice_of(no))), yes, no)
    made = await merge(desk(room), Ref(slug=STORY.slug, target=DEBT, evidence=no.id), by="U0DANA", link=yes.link)
    assert made.said
    assert made.said.undo is None


@pytest.mark.parametrize("deed", ["merges it the other way round", "strikes the other out"])
async def test_of_two_at_once_none_makes_a_report_a_copy_of_what_does_not_count(
    room: Room,  # noqa: F811
    monkeypatch: pytest.MonkeyPatch,
    deed: str,
) -> None:
    """Each report was a copy of the other, and nobody had said anything."""
    await room.stands(TWO, FIRST, SECOND)
    read, at = Desk.evidence_on, desk(room)

    async def then_another(self: Desk, slug: str, target: Target) -> tuple[Evidence, ...]:
        monkeypatch.setattr(Desk, "evidence_on", read)
        found = await read(self, slug, target)
        first = replace(OF_SECOND, evidence=FIRST.id)
        await (
            merge(at, first, by="U2", link=SECOND.link) if deed.startswith("merges") else dismiss(at, first, by="U2")
        )
        return found

    monkeypatch.setattr(Desk, "evidence_on", then_another)
    with pytest.raises(CommandError, match="Somebody has just done that"):
        await merge(at, OF_SECOND, by="U0DANA", link=FIRST.link)
    assert [v.outlet for v in (await room.standing(TWO)).voices] == [SECOND.outlet]


async def test_a_merge_that_took_copies_with_it_is_not_taken_back_by_a_button(room: Room) -> None:  # noqa: F811
    """The report alone was split off again, and its copies stayed those of another newsroom."""
    mirror = replace(MIRROR, origin=SECOND.origin, copy_of=SECOND.id)
    await room.stands(TWO, FIRST, SECOND, mirror)
    made = await merge(desk(room), OF_SECOND, by="U0DANA", link=FIRST.link)
    assert made.said
    assert made.said.undo is None
