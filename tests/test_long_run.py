"""What holds when it has run for weeks: decisions, folds, strikes, counts and what is said of old reports. All is invented."""

from dataclasses import replace
from datetime import timedelta

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from bot.blocks.message import texts
from bot.blocks.ref import Ref
from bot.blocks.silence import silence
from bot.domain.change import Post, alert_for
from bot.domain.evidence import Phase
from bot.domain.ledger import LedgerLine, LineKind
from bot.domain.lesson import Asked, Cause
from bot.domain.moves import confirmed, objected, put
from bot.domain.standing import Standing, WatchState, first_standing
from bot.domain.story import Direction, Grade, Story, Weight
from bot.errors import CommandError
from bot.store.importing import import_story
from bot.store.standings import targets
from bot.store.store import Store
from handlers import decide
from handlers.commands import Typed, answer
from handlers.desk import Desk
from handlers.looking import look
from handlers.refold import merge
from handlers.wherefore import why_target_of
from tests.conftest import NOW
from tests.desk_case import Room, room  # noqa: F401
from tests.samples import FIRST_SIGNAL, MEMORANDUM, STORY, evidence
from tests.test_detect import START, after, said
from tests.test_pipeline import Rig, paper, rig  # noqa: F401
from tests.test_refold import origins, target
from watchers.detect.changes import gone_stale
from watchers.learning import Learning

DAY = timedelta(days=1)


def item(rig: Rig, guid: str, title: str, text: str) -> None:  # noqa: F811
    rig.paper.entries.insert(0, (guid, title, text))
    rig.paper.days[guid] = rig.clock[0]


async def pact(rig: Rig) -> Story:  # noqa: F811
    story = await rig.store.stories.get("pact")
    assert story
    return story


async def stands(rig: Rig) -> Standing:  # noqa: F811
    story = await pact(rig)
    return (await rig.store.standings.of(story, now=rig.clock[0])).standings[targets(story)[0]]


@pytest.mark.parametrize("further", [10, 320])
async def test_a_merge_outlives_a_busy_day(rig: Rig, further: int) -> None:  # noqa: F811
    await rig.poll()
    item(rig, "n1", "Avalon close to pact", "Talks went on.")
    await rig.poll()
    item(rig, "n2", "Treaty close, Reuters reports from Avalon", "Envoys met at night.")
    await rig.poll()
    desk = Desk(store=rig.store, clock=lambda: rig.clock[0])
    await merge(desk, Ref(slug="pact", target=await target(rig)), by="U1", link="http://paper.invalid/n1")
    assert await origins(rig) == {"Paper"}
    for n in range(further):
        item(rig, f"x{n}", f"Avalon close to pact, item {n} of the day", f"Note {n}.")
    await rig.poll()
    at = next(i for i, e in enumerate(rig.paper.entries) if e[0] == "n2")
    rig.paper.entries[at] = ("n2", "Treaty very close now, Reuters reports from Avalon", "Envoys met at night.")
    await rig.poll()
    assert await origins(rig) == {"Paper"}, "a new headline does not undo it"


async def test_a_struck_out_report_stays_out_when_its_headline_changes_a_month_later(rig: Rig) -> None:  # noqa: F811
    await rig.poll()
    item(rig, "n1", "Avalon says pact is close", "Talks went on.")
    await rig.poll()
    desk = Desk(store=rig.store, clock=lambda: rig.clock[0])
    (ev,) = await desk.evidence("pact")
    await decide.dismiss(desk, Ref(slug="pact", target=ev.target, evidence=ev.id), by="U1")
    assert await rig.state() == WatchState.WATCHING
    alerts = len(await rig.alerts())
    rig.clock[0] += 31 * DAY
    item(rig, "w", "Weather fine", "")
    await rig.poll()  # evidence older than 30 days is not read any more
    rig.paper.entries = [
        (g, "Avalon says pact is close - update" if g == "n1" else t, x) for g, t, x in rig.paper.entries
    ]
    await rig.poll()
    assert await rig.state() == WatchState.WATCHING, "people struck it out"
    assert len(await rig.alerts()) == alerts


async def test_a_report_of_a_month_ago_whose_headline_changes_is_no_news(rig: Rig) -> None:  # noqa: F811
    await rig.poll()
    item(rig, "n1", "Avalon signs pact", "At noon.")
    await rig.poll()
    desk = Desk(store=rig.store, clock=lambda: rig.clock[0])
    t = await target(rig)
    await decide.refuse(desk, Ref(slug="pact", target=t), by="U1", why="a draft only")
    assert await rig.state() == WatchState.DEVELOPING
    rig.clock[0] += 31 * DAY
    rig.paper.entries = [(g, "Avalon signs pact (corrected)" if g == "n1" else t_, x) for g, t_, x in rig.paper.entries]
    await rig.poll()
    assert await rig.state() == WatchState.DEVELOPING


async def test_the_same_edit_within_the_month_moves_nothing(rig: Rig) -> None:  # noqa: F811
    await rig.poll()
    item(rig, "n1", "Avalon signs pact", "At noon.")
    await rig.poll()
    desk = Desk(store=rig.store, clock=lambda: rig.clock[0])
    t = await target(rig)
    await decide.refuse(desk, Ref(slug="pact", target=t), by="U1", why="a draft only")
    rig.clock[0] += 5 * DAY
    rig.paper.entries = [(g, "Avalon signs pact (corrected)" if g == "n1" else t_, x) for g, t_, x in rig.paper.entries]
    await rig.poll()
    assert await rig.state() == WatchState.DEVELOPING


def test_a_late_weak_sign_does_not_revive_a_week_of_faded_ones() -> None:
    """One weak sign every 18 hours moves nothing; one published before them and read after them moves the item, aloud."""
    weak = [said(f"Paper {n}", weight=Weight.WATCH, hours=18 * n) for n in range(8)]
    s, _ = after(START, *weak)
    assert s.value == WatchState.WATCHING, "a weak sign every 18 hours moves nothing"
    again, _ = after(s, said("Gulf", weight=Weight.WATCH, hours=18 * 8))
    assert again.value == WatchState.WATCHING, "one more, fresh, moves nothing"
    late = replace(said("Gulf", weight=Weight.WATCH, hours=0), seen=weak[-1].seen + timedelta(hours=12))
    s, change = after(s, late)
    assert (s.value, change.level) == (WatchState.WATCHING, "routine"), change.why


def test_a_late_report_that_says_yes_too_does_not_contest_a_yes() -> None:
    """Two denials of Monday are outweighed on Saturday by two who say yes; a third yes of Monday, read on Saturday, contests it."""
    denials = [said("Ministry", Direction.AWAY), said("Gazette", Direction.AWAY, hours=1)]
    s, _ = after(START, *denials, said("Harbour", hours=24 * 5), said("Ledger", hours=24 * 5 + 1))
    assert (s.value, s.lean) == (WatchState.SIGNAL, "toward")
    late = replace(said("Coast", hours=2), seen=said("x", hours=24 * 5 + 2).seen)
    s, change = after(s, late)
    assert (s.value, s.lean) == (WatchState.SIGNAL, "toward"), change.why


async def test_why_link_of_a_report_that_was_alerted_three_weeks_ago(rig: Rig) -> None:  # noqa: F811
    await rig.poll()
    item(rig, "n1", "Avalon says pact is close", "Talks went on.")
    await rig.poll()
    rig.clock[0] += 15 * DAY
    async for key in rig.store.redis.scan_iter("watchdesk:traces:*"):
        await rig.store.redis.delete(key)  # its TTL of 14 days is over
    item(rig, "w", "Weather fine", "")
    await rig.poll()  # the feed still carries n1
    desk = Desk(store=rig.store, clock=lambda: rig.clock[0])
    assert len(await desk.evidence("pact")) == 1
    message = await answer(desk, Typed(text="why http://paper.invalid/n1", channel="C1", user="U1"), AsyncWebClient())
    assert "No feed brought" not in message.text, texts(list(message.blocks))


async def test_why_under_an_old_alert_is_about_that_report_or_says_it_is_gone(rig: Rig) -> None:  # noqa: F811
    await rig.poll()
    item(rig, "n1", "Avalon says pact is close", "Talks went on.")
    await rig.poll()
    desk = Desk(store=rig.store, clock=lambda: rig.clock[0])
    (old,) = await desk.evidence("pact")
    rig.clock[0] += 31 * DAY
    item(rig, "n2", "Avalon and others close to the pact again", "New talks.")
    await rig.poll()
    shown = "\n".join(
        texts(list((await why_target_of(desk, Ref(slug="pact", target=old.target, evidence=old.id))).blocks))
    )
    assert "no longer kept" in shown or "paper.invalid/n2" not in shown.split("Other reports")[0], shown


def test_one_ungraded_report_does_not_propose_again_what_was_objected_to() -> None:
    two = [
        said(n, phase=Phase.HAPPENED, outcome=True, grade=Grade.F, hours=h) for h, n in enumerate(("Harbour", "Ledger"))
    ]
    s, _ = after(START, *two)
    assert (s.value, s.suggested) == (WatchState.PROPOSED, WatchState.RESOLVED_YES)
    s = objected(s, by="U1", at=two[-1].seen + timedelta(hours=1), why="initialled, not signed")
    third = said("Mirror", phase=Phase.HAPPENED, outcome=True, grade=Grade.F, hours=24 * 14)
    s, change = after(s, third)
    assert s.value == WatchState.DEVELOPING, change.why


def test_the_same_paper_saying_it_again_does_not_propose_again_what_was_objected_to() -> None:
    two = [
        said(n, phase=Phase.HAPPENED, outcome=True, grade=Grade.F, hours=h) for h, n in enumerate(("Harbour", "Ledger"))
    ]
    s, _ = after(START, *two)
    s = objected(s, by="U1", at=two[-1].seen + timedelta(hours=1), why="initialled, not signed")
    s, change = after(s, said("Ledger", phase=Phase.HAPPENED, outcome=True, grade=Grade.F, hours=24 * 21))
    assert s.value == WatchState.DEVELOPING, change.why


def test_one_origin_alone_proposes_nothing_after_it_was_reopened_weeks_later() -> None:
    """Reopened as watching, "back to the start": last month's outcome still counts as the other origin."""

    two = [
        said(n, phase=Phase.HAPPENED, outcome=True, grade=Grade.F, hours=h) for h, n in enumerate(("Harbour", "Ledger"))
    ]
    s, _ = after(START, *two)
    s = confirmed(s, by="U1", at=two[-1].seen + timedelta(hours=1))
    s = put(s, WatchState.WATCHING, by="U1", at=two[-1].seen + 20 * DAY, why="the next round")
    s, change = after(s, said("Mirror", phase=Phase.HAPPENED, outcome=True, grade=Grade.F, hours=24 * 22))
    assert s.value != WatchState.PROPOSED, change.why


@pytest.mark.parametrize("stance", ["supports", "refutes"])
def test_a_verdict_that_was_objected_to_is_not_suggested_again_by_the_same_paper(stance: str) -> None:
    from bot.domain.evidence import Stance
    from bot.domain.standing import first_standing
    from tests.test_detect import CLAIM, STORY

    s = first_standing(STORY, CLAIM, at=START.since)

    s, change = after(s, said("Ledger", direction=None, target=CLAIM, stance=Stance(stance)))
    assert s.suggested
    assert change.level == "urgent"
    loud = 0
    for day in range(1, 11):  # each time the desk objects, and the same paper says so again
        if s.suggested:
            s = objected(s, by="U1", at=NOW + timedelta(hours=24 * day - 23), why="one anonymous blog")
        s, change = after(s, said("Ledger", hours=24 * day, direction=None, target=CLAIM, stance=Stance(stance)))
        loud += change.level == "urgent"
    assert loud == 0, f"{loud} of 10 further reports of the same paper were told in the channel"


async def test_a_thread_that_is_told_in_is_known_as_long_as_it_is(store: Store) -> None:
    await import_story(store, STORY, by="test", now=NOW)
    first = alert_for(FIRST_SIGNAL, "C1", at=NOW)
    await store.threads.landed(first, Post(alert=first.id, channel="C1", ts="1.1", thread_ts="1.1", at=NOW))
    await store.redis.expire(store.keys.thread_of("C1", "1.1"), 60)  # 180 days on, but for a minute
    second = alert_for(replace(FIRST_SIGNAL, evidence=evidence("e9")), "C1", at=NOW)
    await store.threads.landed(second, Post(alert=second.id, channel="C1", ts="2.2", thread_ts="1.1", at=NOW))
    assert await store.redis.ttl(store.keys.thread_of("C1", "1.1")) > 60


async def test_the_summary_says_when_the_last_match_was(rig: Rig) -> None:  # noqa: F811
    """A weak sign or a copy is a match too: the summary names the time of the report it shows, three weeks ago."""
    await rig.poll()
    rig.paper.entries.insert(0, ("n1", "Avalon says pact is close", "Talks went on."))
    rig.paper.days["n1"] = rig.clock[0]
    await rig.poll()
    rig.clock[0] += 21 * DAY
    rig.paper.entries.insert(0, ("n2", "Avalon could discuss the treaty next year", "Nobody knows."))
    rig.paper.days["n2"] = rig.clock[0]
    await rig.poll()
    hd = Desk(store=rig.store, clock=lambda: rig.clock[0])
    ev = await hd.evidence("pact")
    view = await look(hd, await pact(rig), channel="C1")
    assert len(ev) == 2
    assert view.last_match == ev[-1].seen


def test_a_claim_nobody_ever_said_was_not_last_reaffirmed() -> None:
    claim = STORY.claims[1]
    from bot.domain.evidence import Target, TargetKind

    s = first_standing(STORY, Target(kind=TargetKind.CLAIM, id=claim.id), at=NOW)
    assert s.last_reaffirmed_at is None
    assert not s.voices
    told = gone_stale(STORY, claim, s, now=NOW + 8 * DAY)
    assert told
    assert told.why.startswith("here for 8 days")


async def test_a_summary_reads_no_more_of_the_ledger_as_it_grows(store: Store) -> None:
    await import_story(store, STORY, by="test", now=NOW)
    hd, read = Desk(store=store, clock=lambda: NOW), {}
    line = LedgerLine(
        kind=LineKind.EVIDENCE,
        at=NOW,
        who="watchdesk",
        slug=STORY.slug,
        target=str(MEMORANDUM),
        why="a strong sign of it, by somebody",
        evidence="ev-e1",
        data={
            "title": "Avalon signs memorandum on harbour",
            "link": "https://wire.invalid/1",
            "outlet": "Harbour Wire",
            "origin": "Harbour Wire",
        },
    )
    total = 0
    for goal in (100, 3_000, 30_000):
        while total < goal:
            tx = store.transaction()
            for _ in range(min(500, goal - total)):
                store.ledger.append(tx, line)
                total += 1
            await tx.commit()
        before = await _sent(store)
        await look(hd, STORY, channel="C1")
        read[goal] = await _sent(store) - before
    assert read[30_000] < 2 * read[100]


async def _sent(store: Store) -> int:
    """The bytes the database has sent to whoever asked, since it started."""
    return int((await store.redis.info("stats"))["total_net_output_bytes"])


async def test_feeds_nobody_has_polled_for_three_weeks_are_not_called_healthy(rig: Rig) -> None:  # noqa: F811
    """The watchers are another process (`run --only bot`), and it died."""
    await rig.poll()
    rig.clock[0] += 21 * DAY
    desk = Desk(store=rig.store, clock=lambda: rig.clock[0])
    health = await answer(desk, Typed(text="health", channel="C1", user="U1"), AsyncWebClient())
    quiet = silence(await look(desk, await pact(rig), channel="C1"))
    assert "1 of 1 feeds healthy" not in health.text
    assert "1 of 1 feeds healthy" not in quiet


async def test_not_relevant_under_an_alert_of_last_month_strikes_it_out_or_says_why_not(rig: Rig) -> None:  # noqa: F811
    await rig.poll()
    for n, day in enumerate((0, 10, 21)):
        rig.clock[0] += timedelta(days=day)
        rig.paper.entries.insert(0, (f"n{n}", f"Avalon says pact is close, week {n}", f"Talks went on {n}."))
        rig.paper.days[f"n{n}"] = rig.clock[0]
        await rig.poll()
    desk = Desk(store=rig.store, clock=lambda: rig.clock[0])
    lines = await rig.store.ledger.read("pact")
    first = next(
        line for line in reversed(lines) if line.kind == "state"
    )  # the head shows this report, with its button
    with pytest.raises(CommandError) as refused:
        await decide.dismiss(
            desk, Ref(slug="pact", target=(await desk.evidence("pact"))[0].target, evidence=first.evidence), by="U1"
        )
    assert "no report here" not in str(refused.value)


async def test_missed_of_what_a_feed_still_carries_does_not_say_that_a_feed_is_missing(rig: Rig) -> None:  # noqa: F811
    await rig.poll()
    rig.paper.entries.insert(0, ("m1", "Avalon inks accord", "At noon."))
    rig.paper.days["m1"] = rig.clock[0]
    await rig.poll()
    rig.clock[0] += 15 * DAY
    async for key in rig.store.redis.scan_iter("watchdesk:traces:*"):
        await rig.store.redis.delete(key)
    rig.paper.entries.insert(0, ("w", "Weather", ""))
    await rig.poll()
    asked = Asked(
        id="a", cause=Cause.MISSED, slug="pact", by="U1", channel="C1", at=rig.clock[0], link="http://paper.invalid/m1"
    )
    await rig.store.lessons.ask(asked)
    await Learning(store=rig.store, clock=lambda: rig.clock[0]).once()
    proposal = await rig.store.lessons.proposal("a")
    assert proposal
    assert "either it is older" in proposal.sentence
