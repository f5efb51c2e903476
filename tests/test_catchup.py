"""What a channel is told that a story file names, once the bot has found it; and what follows, imports and removals do at one moment."""

import asyncio
import json
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from bot.blocks.ref import Ref
from bot.domain.change import Change, ChangeKind, move_of
from bot.domain.evidence import Evidence, Phase, Target, TargetKind
from bot.domain.ledger import LineKind
from bot.domain.standing import Standing, Verdict, Voice, WatchState, first_standing
from bot.domain.story import Attribution, Direction, Grade, Weight
from bot.domain.voices import voice_of
from bot.errors import CommandError
from bot.store.importing import follow, import_story, remove_story, sign_up, unfollow
from bot.store.leaving import refuse_to_drop
from bot.store.store import Store
from bot.store.stories import Stories
from handlers import decide
from handlers.desk import Desk
from handlers.meaning import mean
from handlers.refold import restore, split
from tests.conftest import NOW
from tests.samples import FIRST, LOAN, MEMORANDUM, NO_SALE, SECOND, STORY, change, standing
from watchers.ageing import Ageing

DEBT = Target(kind=TargetKind.CLAIM, id="debt")
NAMED = replace(STORY, channels=("rail",))
AFTER = NOW + timedelta(minutes=5)
LATER = NOW + timedelta(hours=2)


async def stands(store: Store, after: Standing, *reports: Evidence, at: datetime | None = None) -> None:
    """As a poll writes it, at that moment or when it says it moved."""
    current = await store.standings.of(STORY, now=NOW)
    made = change(ChangeKind.STATE, current.standings[after.target], after, evidence=None)
    tx = store.transaction()
    store.standings.put(tx, STORY.slug, current.version, {after.target: after})
    if made.moves:
        store.ledger.append(tx, move_of(made, at=at or after.since))
    for report in reports:
        store.standings.add_evidence(tx, report, now=NOW)
    await tx.commit()


def of(report: Evidence) -> Ref:
    return Ref(slug=STORY.slug, target=MEMORANDUM, evidence=report.id)


async def found(store: Store, channel: str = "C1") -> bool:
    return await sign_up(store, STORY.slug, "rail", channel, by="watchdesk", now=LATER)


async def test_a_source_that_the_file_names_for_a_claim_is_no_verdict_and_no_use(store: Store) -> None:
    """The channel read that it was unverified and had been reported, by a bot that may set neither."""
    await import_story(store, NAMED, by="x", now=NOW)
    hint = Voice(origin="Wire", side="supports", outlet="Wire", evidence="e", link="", at=NOW, weight=Weight.WATCH)
    await stands(store, replace(first_standing(STORY, DEBT, at=NOW), voices=(hint,)))
    post = (Attribution(source="Northern Post", date=date(2026, 5, 6)),)
    claims = tuple(replace(c, attributions=post) if c.id == "debt" else c for c in STORY.claims)
    await import_story(store, replace(NAMED, claims=claims), by="x", now=AFTER)
    assert await found(store)
    assert await store.outbox.waiting() == {}
    await refuse_to_drop(store, replace(NAMED, claims=tuple(c for c in claims if c.id != "debt")), now=LATER)


async def test_who_ends_it_in_a_channel_before_the_bot_finds_its_name_is_heard(store: Store) -> None:
    """It was signed up all the same, and told again what it had been told."""
    await import_story(store, NAMED, by="x", now=NOW)
    await follow(store, STORY.slug, "C1", by="U0DANA", now=NOW)
    await follow(store, STORY.slug, "C2", by="U0DANA", now=NOW)
    desk = Desk(store=store, clock=lambda: AFTER)
    await decide.propose(desk, Ref(slug=STORY.slug, target=LOAN), WatchState.DEVELOPING, by="U0DANA", why="a letter")
    await unfollow(store, STORY.slug, "C1", by="U0DANA", now=AFTER)
    for _ in range(2):
        assert not await found(store)
    assert await store.stories.followers(STORY.slug) == ("C2",)
    assert await store.outbox.waiting() == {"C1": 1, "C2": 1}
    assert await store.stories.not_signed_up(NAMED) == ()


async def test_who_ends_it_before_the_file_names_the_channel_is_asked_anew(store: Store) -> None:
    await import_story(store, STORY, by="x", now=NOW)
    await follow(store, STORY.slug, "C1", by="U0DANA", now=NOW)
    await unfollow(store, STORY.slug, "C1", by="U0DANA", now=NOW)
    await import_story(store, NAMED, by="x", now=AFTER)
    assert await found(store)
    assert await store.stories.followers(STORY.slug) == ("C1",)


async def test_a_channel_found_later_hears_what_is_overdue_unless_it_hears_more(store: Store) -> None:
    """Another channel had been told, and it never was."""
    bid = replace(STORY.watch_items[1], id="bid")
    past = tuple(replace(w, resolve_by=date(2026, 1, 2)) for w in (*STORY.watch_items, bid))
    story = replace(NAMED, watch_items=past, channels=("desk", "rail"))
    await import_story(store, story, by="x", now=NOW)
    assert await sign_up(store, story.slug, "desk", "C0", by="watchdesk", now=NOW)
    assert await Ageing(store=store, clock=lambda: AFTER).once() == len(past)
    desk = Desk(store=store, clock=lambda: AFTER)
    await decide.propose(desk, Ref(slug=STORY.slug, target=LOAN), WatchState.DEVELOPING, by="U0DANA", why="a letter")
    done = Ref(slug=STORY.slug, target=MEMORANDUM)
    await decide.propose(desk, done, WatchState.RESOLVED_NO, by="U0DANA", why="it is over")
    await decide.confirm(desk, replace(done, proposal=WatchState.RESOLVED_NO), by="U0OMAR")
    assert await found(store)
    queue = [json.loads(text)["change"] for text in await store.redis.lrange(store.keys.outbox("C1"), 0, -1)]
    assert [(c["target"]["id"], c["kind"]) for c in queue] == [
        ("memorandum", "state"),
        ("loan", "state"),
        ("bid", "overdue"),
    ]


async def test_a_contrary_proposal_is_told_though_it_stands_proposed_as_before(store: Store) -> None:
    await import_story(store, STORY, by="x", now=NOW)
    proposed = standing("proposed", suggested=WatchState.RESOLVED_YES, since=AFTER, target=MEMORANDUM)
    await stands(store, proposed)
    await import_story(store, NAMED, by="x", now=AFTER + timedelta(minutes=1))
    desk = Desk(store=store, clock=lambda: AFTER + timedelta(minutes=2))
    ref = Ref(slug=STORY.slug, target=MEMORANDUM)
    await decide.propose(desk, ref, WatchState.RESOLVED_NO, by="U0DANA", why="the ministry says no")
    assert await found(store)
    assert await store.outbox.waiting() == {"C1": 1}


ONE, TWO = (replace(e, grade=Grade.C, outcome=True) for e in (FIRST, SECOND))
COPIED = replace(TWO, copy_of=ONE.id, origin=ONE.origin)
AGAINST = replace(ONE, direction=Direction.AWAY, phase=Phase.CANCELLED)
ALONE = replace(ONE, grade=Grade.A)


@pytest.mark.parametrize(
    ("reports", "deed"),
    [
        ((AGAINST,), lambda desk: mean(desk, of(AGAINST), "toward", by="U0DANA")),
        ((ONE, COPIED), lambda desk: split(desk, of(COPIED), by="U0DANA")),
        ((ALONE,), lambda desk: restore(desk, of(ALONE), by="U0DANA")),
    ],
    ids=["means otherwise", "independent", "relevant"],
)
async def test_what_people_move_by_saying_how_a_report_counts_is_told(
    store: Store, reports: Sequence[Evidence], deed: Callable[[Desk], Awaitable[Change]]
) -> None:
    """It was lost: only lines of states and verdicts were asked."""
    await import_story(store, NAMED, by="x", now=NOW)
    lean = reports[0].direction
    assert lean
    before = NOW - timedelta(days=1)
    await stands(
        store, standing("signal", reports[0], since=before, lean=lean, voices=(voice_of(reports[0]),)), *reports
    )
    if reports == (ALONE,):
        await decide.dismiss(Desk(store=store, clock=lambda: before), of(ALONE), by="U0DANA")
    assert (await deed(Desk(store=store, clock=lambda: AFTER))).moves
    assert await found(store)
    assert await store.outbox.waiting() == {"C1": 1}


@pytest.mark.parametrize("then", ["objects", "reaffirms"])
async def test_a_verdict_of_long_before_is_no_news_where_people_leave_it(store: Store, then: str) -> None:
    """Who objected to another was told as having set it."""
    await import_story(store, STORY, by="x", now=NOW)
    ref = Ref(slug=STORY.slug, target=NO_SALE)
    long_ago = Desk(store=store, clock=lambda: NOW - timedelta(days=14))
    await decide.judge(long_ago, ref, Verdict.DISPUTED, by="U0DANA", why="weeks ago")
    await import_story(store, NAMED, by="x", now=NOW)
    later = Desk(store=store, clock=lambda: AFTER)
    if then == "objects":
        current = (await store.standings.of(STORY, now=NOW)).standings[NO_SALE]
        await stands(store, replace(current, suggested="refuted"), at=AFTER)
        await decide.refuse(later, ref, by="U0OMAR", why="no")
    else:
        await decide.judge(later, ref, Verdict.DISPUTED, by="U0OMAR", why="still")
    assert await found(store)
    assert await store.outbox.waiting() == {}


async def test_a_channel_is_signed_up_once_by_however_many_bots(store: Store) -> None:
    """A second bot, whose reading of Slack's list was older, overruled whoever had unfollowed."""
    await import_story(store, NAMED, by="x", now=NOW)
    assert sorted(await asyncio.gather(*(found(store) for _ in range(3)))) == [False, False, True]
    await unfollow(store, STORY.slug, "C1", by="U0DANA", now=LATER)
    assert not await found(store)
    assert await store.stories.followers(STORY.slug) == ()
    lines = await store.ledger.read(STORY.slug, kinds=frozenset({LineKind.FOLLOW}))
    assert [x.why for x in lines] == ["unfollowed", "named in the story file"]


async def test_what_moved_before_the_file_was_imported_again_is_told_after_an_upgrade(store: Store) -> None:
    """An earlier version did not keep since when a channel was named."""
    await import_story(store, NAMED, by="x", now=NOW)
    await store.redis.delete(store.keys.sought(STORY.slug))
    await stands(store, standing("signal", target=LOAN, lean="toward", since=AFTER))
    await import_story(store, NAMED, by="x", now=AFTER + timedelta(minutes=1))
    assert await found(store)
    assert await store.outbox.waiting() == {"C1": 1}


@pytest.mark.parametrize("first", ["removed", "followed"])
async def test_no_channel_follows_what_is_removed_at_that_moment(
    store: Store, first: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It followed a story that was gone, and was not told of its end."""
    await import_story(store, STORY, by="x", now=NOW)
    followers = Stories.followers

    async def meanwhile(self: Stories, slug: str) -> tuple[str, ...]:
        monkeypatch.setattr(Stories, "followers", followers)
        found = await followers(self, slug)
        if first == "removed":
            await remove_story(store, slug, by="x", now=NOW)
        else:
            await follow(store, slug, "C1", by="U0DANA", now=NOW)
        return found

    monkeypatch.setattr(Stories, "followers", meanwhile)
    if first == "removed":
        with pytest.raises(CommandError, match="removed at this very moment"):
            await follow(store, STORY.slug, "C1", by="U0DANA", now=NOW)
    else:
        assert await remove_story(store, STORY.slug, by="x", now=NOW)
        assert await store.outbox.waiting() == {"C1": 1}, "it is told that the story is gone"
    assert await store.stories.followers(STORY.slug) == await store.stories.following("C1") == ()


async def test_an_import_drops_no_question_that_somebody_takes_at_that_moment(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    await import_story(store, STORY, by="x", now=NOW)
    lacks = replace(STORY, watch_items=tuple(w for w in STORY.watch_items if w.id != LOAN.id))
    imports = Stories.imports

    async def then_taken(self: Stories) -> str:
        monkeypatch.setattr(Stories, "imports", imports)
        await stands(store, replace(standing("signal", target=LOAN, lean="toward", since=AFTER), owner="U0DANA"))
        return await imports(self)

    monkeypatch.setattr(Stories, "imports", then_taken)
    with pytest.raises(CommandError, match="this file no longer has watch:loan"):
        await import_story(store, lacks, by="x", now=AFTER, keep_targets=True)
