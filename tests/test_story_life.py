"""The life of a story file: what an edit must not do to what people and reports have said."""

import asyncio
import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.blocks.alert import reply
from bot.domain.change import Alert
from bot.domain.evidence import Stance, Target, TargetKind
from bot.domain.feedstate import FeedState
from bot.domain.ledger import LedgerLine, LineKind
from bot.domain.lesson import Edit, Lesson, Part, applied
from bot.domain.standing import WatchState, is_stale
from bot.domain.story import Direction, Grade, Polarity, Weight
from bot.domain.voices import voice_of
from bot.errors import CommandError, StoryFileError
from bot.store.feeds import Feeds
from bot.store.importing import follow, import_story, remove_story, sign_up, unfollow
from bot.store.rules import unlearned
from bot.store.store import Store, open_store
from bot.storyfile import read_story
from tests.conftest import NOW
from tests.desk_case import Room, room  # noqa: F401
from tests.samples import FIRST, FIRST_SIGNAL, MEMORANDUM, SECOND, STORY, standing
from tests.test_cli import SMALL, watchdesk
from tests.test_pipeline import Rig, paper, rig, story  # noqa: F401

PROPOSED = standing("proposed", FIRST, SECOND, suggested=WatchState.RESOLVED_YES)


async def test_confirm_under_the_old_question_is_no_answer_to_its_contrary(room: Room) -> None:  # noqa: F811
    await room.stands(PROPOSED, FIRST, SECOND)
    ts = await room.posted(replace(FIRST_SIGNAL, after=PROPOSED))
    memorandum = STORY.watch_items[0]
    contrary = replace(memorandum, question="Is the memorandum dead?", polarity=Polarity.ENDS)
    await import_story(room.store, replace(STORY, watch_items=(contrary,)), by="x", now=NOW)
    await room.press(ts, "confirm")
    assert not (await room.standing(PROPOSED)).resolved


async def test_two_sources_of_one_owner_are_one_origin_once_the_file_says_so(room: Room) -> None:  # noqa: F811
    await room.stands(PROPOSED, FIRST, SECOND)
    assert (await room.standing(PROPOSED)).origins == 2
    one = tuple(replace(s, owner="One House") for s in STORY.sources)
    await import_story(room.store, replace(STORY, sources=one), by="x", now=NOW)
    assert (await room.standing(PROPOSED)).origins == 1


async def test_a_claim_new_to_an_old_story_is_not_stale(store: Store) -> None:
    old = read_story(SMALL, name="x")
    await import_story(store, old, by="x", now=NOW)
    later = NOW + timedelta(days=20)
    new = read_story(SMALL + "claims: [Avalon has sold nothing]\n", name="x")
    await import_story(store, new, by="x", now=later)
    (found,) = (await store.standings.of(new, now=later)).standings.values()
    assert not is_stale(new.claims[0], found, now=later)


QUESTION = "  - question: Does the House pass the harbour sale bill before the {} recess?\n"


@pytest.mark.parametrize(
    "lesson",
    [
        Lesson(target=MEMORANDUM, sentence="", edits=(Edit(part=Part.ACTOR, before="", after="Bank"),)),
    ],
)
async def test_an_actor_people_gave_a_question_is_not_lost_in_silence(store: Store, lesson: Lesson) -> None:
    file = read_story(
        SMALL.replace("[Avalon]", "[Avalon, Bank]")
        + "watch_items: [{id: memorandum, question: Is it signed?, actors: [Avalon]}]\n",
        name="x",
    )
    await import_story(store, applied(lesson, file), by="x", now=NOW)
    tx = store.transaction()
    line = LedgerLine(
        kind=LineKind.LESSON, at=NOW, who="U1", slug="harbour", target=str(MEMORANDUM), why="", after="Bank"
    )
    store.ledger.append(tx, line)
    await tx.commit()
    assert await unlearned(store, file)


def test_two_files_of_one_slug_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WATCHDESK_DATA_DIR", str(tmp_path / "d"))
    (tmp_path / "a.yaml").write_text(SMALL)
    (tmp_path / "b.yaml").write_text(SMALL.replace("The harbour", "The bridge"))
    assert watchdesk("story", "import", str(tmp_path / "a.yaml"), str(tmp_path / "b.yaml")).exit_code != 0


@pytest.mark.parametrize("char", ["\u200b", "\u2060", "\ufeff"])
def test_a_character_that_keeps_a_name_from_being_found_is_named(char: str) -> None:
    with pytest.raises(StoryFileError):
        read_story(SMALL.replace("Avalon", f"Ava{char}lon"), name="x")


async def test_a_poll_under_way_reads_the_file_that_was_imported_meanwhile(
    rig: Rig,  # noqa: F811
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    await rig.poll()
    rig.paper.entries.insert(0, ("n1", "Avalon signs pact", "It is done."))
    other = story(rig.paper.url)
    other = replace(other, watch_items=(replace(other.watch_items[0], id="renamed"),))
    followers, done = rig.store.stories.followers, list[int]()

    async def meanwhile(_: object, slug: str) -> tuple[str, ...]:
        found = await followers(slug)
        if not done:
            done.append(1)
            await import_story(rig.store, other, by="x", now=rig.clock[0])
        return found

    monkeypatch.setattr(type(rig.store.stories), "followers", meanwhile)
    await rig.poll()
    stands = (await rig.store.standings.of(other, now=rig.clock[0])).standings
    assert [s.value for s in stands.values()] != ["watching"]


async def test_a_poll_under_way_tells_the_channel_that_was_signed_up_meanwhile(
    rig: Rig,  # noqa: F811
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    await rig.poll()
    await unfollow(rig.store, "pact", "C1", by="x", now=rig.clock[0] - timedelta(minutes=1))
    told = await rig.store.stories.get("pact")
    assert told
    await import_story(rig.store, replace(told, channels=("desk",)), by="x", now=rig.clock[0])
    rig.paper.entries.insert(0, ("n1", "Avalon signs pact", "It is done."))
    followers, done = rig.store.stories.followers, list[int]()

    async def meanwhile(_: object, slug: str) -> tuple[str, ...]:
        found = await followers(slug)
        if not done:
            done.append(1)
            await sign_up(rig.store, slug, "desk", "C1", by="x", now=rig.clock[0])
        return found

    monkeypatch.setattr(type(rig.store.stories), "followers", meanwhile)
    await rig.poll()
    assert await rig.alerts() == ["state"]


async def test_confirm_of_an_earlier_proposal_is_none_of_a_later_one(room: Room) -> None:  # noqa: F811
    """Dana objects, other reports propose the same again: the old button rests on reports nobody looks at any more."""
    await room.stands(PROPOSED, FIRST, SECOND)
    ts = await room.posted(replace(FIRST_SIGNAL, after=PROPOSED))
    again = replace(PROPOSED, counts_from=NOW + timedelta(days=1))
    await room.stands(again, FIRST, SECOND)
    assert "earlier proposal" in await room.press(ts, "confirm")
    assert not (await room.standing(PROPOSED)).resolved


async def test_a_removed_story_is_watched_no_longer_and_may_be_taken_up_where_it_stood(store: Store) -> None:
    await import_story(store, STORY, by="x", now=NOW)
    await follow(store, STORY.slug, "C1", by="x", now=NOW)
    other = replace(STORY, slug="other", feeds=STORY.feeds[:1])
    await import_story(store, other, by="x", now=NOW)
    current = await store.standings.of(STORY, now=NOW)
    tx = store.transaction()
    store.standings.put(tx, STORY.slug, current.version, {MEMORANDUM: PROPOSED})
    await tx.commit()
    assert await remove_story(store, STORY.slug, by="x", now=NOW)
    assert not await remove_story(store, STORY.slug, by="x", now=NOW)
    assert await store.stories.slugs() == ("other",)
    assert await store.stories.following("C1") == ()
    assert set(await store.feeds.all()) == {STORY.feeds[0].url}, "the other story reads this one still"
    await import_story(store, STORY, by="x", now=NOW)
    assert (await store.standings.of(STORY, now=NOW)).standings[MEMORANDUM].suggested == WatchState.RESOLVED_YES


async def test_of_a_removed_story_reports_go_with_time_and_a_thread_goes_on(room: Room) -> None:  # noqa: F811
    """Nothing is written any more that would trim its reports: they stayed for ever."""
    await room.stands(PROPOSED, FIRST)
    tx = room.store.transaction()
    room.store.standings.replace_evidence(tx, FIRST, SECOND)
    await tx.commit()
    ts = await room.posted()
    await remove_story(room.store, STORY.slug, by="x", now=NOW)
    left = await room.store.redis.ttl(room.store.keys.evidence(STORY.slug))
    assert 0 < left <= timedelta(days=30).total_seconds()
    await import_story(room.store, STORY, by="x", now=NOW)
    head = await room.store.threads.head(STORY.slug, MEMORANDUM, room.newsdesk)
    assert head
    assert head.ts == ts


def test_the_command_removes_a_story_once_it_was_told_to(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "small.yaml").write_text(SMALL, "utf-8")
    assert watchdesk("story", "import", "small.yaml").exit_code == 0
    assert watchdesk("story", "remove", "nobody").exit_code != 0
    asked = watchdesk("story", "remove", "harbour", stdin="n\n")
    assert asked.exit_code != 0
    assert (
        "0 channels follow it. If it may be wanted again, watchdesk story export harbour > harbour.yaml" in asked.output
    )
    done = watchdesk("story", "remove", "harbour", "--yes")
    assert "removed" in done.output + done.stderr


def test_a_story_that_cannot_be_read_is_listed_and_can_be_removed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The command said "removed" and removed nothing, and the list had no stories."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "small.yaml").write_text(SMALL, "utf-8")
    assert watchdesk("story", "import", "small.yaml").exit_code == 0

    async def spoilt() -> None:
        async with open_store("", tmp_path / ".watchdesk") as store:
            await follow(store, "harbour", "C1", by="x", now=NOW)
            await store.redis.set(
                store.keys.story("harbour"), '{"slug":"harbour","feeds":[{"url":"http://gone.invalid/"}]}'
            )

    async def left() -> tuple[object, ...]:
        async with open_store("", tmp_path / ".watchdesk") as store:
            kinds = frozenset({LineKind.STORY})
            last = (await store.ledger.read("harbour", kinds=kinds))[0].why
            return await store.stories.slugs(), await store.stories.following("C1"), await store.feeds.all(), last

    asyncio.run(spoilt())
    (row,) = json.loads(watchdesk("story", "list", "--json").stdout)
    assert (row["slug"], row["title"]) == ("harbour", "(cannot be read: import its file again)")
    assert "harbour" in watchdesk("story", "list").output
    done = watchdesk("story", "remove", "harbour", "--yes")
    assert "import its file, then type /watch follow harbour in the channel that followed it (C1)." in done.output
    assert done.exit_code == 0
    assert asyncio.run(left()) == ((), (), {}, "removed")
    assert watchdesk("story", "remove", "harbour", "--yes").exit_code != 0


async def test_a_removed_story_that_could_not_be_read_hides_its_feeds_no_longer(store: Store) -> None:
    wire = STORY.feeds[0].url
    await import_story(store, STORY, by="x", now=NOW)
    await store.redis.set(store.keys.story("other"), json.dumps({"slug": "other", "feeds": [{"url": wire}]}))
    await store.redis.sadd(store.keys.stories, "other")
    await store.stories.all()
    assert store.stories.hidden(wire)
    assert await remove_story(store, "other", by="x", now=NOW)
    await store.stories.all()
    assert not store.stories.hidden(wire)
    assert set(await store.feeds.all()) == {f.url for f in STORY.feeds}


def test_the_command_stops_alerts_where_nobody_can_type(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An archived channel followed a story for good, and doctor complained of it."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "small.yaml").write_text(SMALL, "utf-8")
    assert watchdesk("story", "import", "small.yaml").exit_code == 0

    async def followed() -> None:
        async with open_store("", tmp_path / ".watchdesk") as store:
            await follow(store, "harbour", "C0OLD", by="x", now=NOW)

    asyncio.run(followed())
    wrong = watchdesk("story", "unfollow", "harbour", "C0NEW")
    assert wrong.exit_code != 0
    assert "C0NEW does not follow harbour. It is followed in C0OLD." in str(wrong.exception)
    named = watchdesk("story", "unfollow", "harb", "newsdesk")
    assert "newsdesk does not follow harbour. It is followed in C0OLD. Give the channel's ID, not its name" in str(
        named.exception
    )
    done = watchdesk("story", "unfollow", "harb", "C0OLD")
    assert "C0OLD no longer follows harbour." in done.output + done.stderr
    assert "C0OLD" not in watchdesk("story", "list").output


ONE_HOUSE = replace(STORY, sources=tuple(replace(s, owner="One House") for s in STORY.sources))


async def test_newsrooms_that_become_one_say_what_one_would_have_said(room: Room) -> None:  # noqa: F811
    """The newest word alone was kept: a hint of the contrary took back the report that the proposal rests on."""
    reported = replace(FIRST, outcome=True)
    hint = replace(SECOND, direction=Direction.AWAY, weight=Weight.WATCH, published=NOW - timedelta(minutes=1))
    was = replace(PROPOSED, voices=(voice_of(reported), voice_of(hint)))
    await room.stands(was, reported, hint)
    await import_story(room.store, ONE_HOUSE, by="x", now=NOW)
    assert [(v.side, v.outcome) for v in (await room.standing(was)).voices] == [("toward", True)]


async def test_a_verdict_two_origins_suggested_is_not_suggested_by_the_one_they_become(room: Room) -> None:  # noqa: F811
    claim = Target(kind=TargetKind.CLAIM, id="debt")
    told = [replace(e, target=claim, direction=None, stance=Stance.SUPPORTS) for e in (FIRST, SECOND)]
    voices = tuple(voice_of(e) for e in told)
    was = standing("reported", target=claim, voices=voices, suggested="confirmed")
    await room.stands(was, *told)
    await import_story(room.store, ONE_HOUSE, by="x", now=NOW)
    now = await room.standing(was)
    assert (now.origins, now.suggested) == (1, "")
    alert = await room.store.outbox.head(room.newsdesk)
    assert isinstance(alert, Alert)
    said = str(reply(ONE_HOUSE, alert.change, now, now=NOW).blocks)
    assert "no verdict suggested any more" in said
    assert "the story file makes one newsroom of several: 1 origin says so" in said


UNGRADED = replace(STORY, sources=tuple(replace(s, grade=Grade.F) for s in STORY.sources))
IN_ONE_HOUSE = replace(UNGRADED, sources=tuple(replace(s, owner="One House") for s in UNGRADED.sources))


async def test_a_proposal_two_origins_carried_is_taken_back_where_they_are_one(room: Room) -> None:  # noqa: F811
    """It waited for Confirm on the word of one ungraded newsroom, and its reason said that two report it."""
    told = [replace(e, grade=Grade.F, outcome=True) for e in (FIRST, SECOND)]
    was = replace(PROPOSED, voices=tuple(voice_of(e) for e in told), why="2 origins report yes")
    await import_story(room.store, UNGRADED, by="x", now=NOW)
    await room.stands(was, *told)
    await import_story(room.store, IN_ONE_HOUSE, by="x", now=NOW)
    now = await room.standing(was)
    why = "the story file makes one newsroom of several: 1 origin reports yes"
    assert (now.value, now.suggested, now.lean, now.why) == ("signal", "", "toward", why)
    (line,) = await room.store.ledger.read(STORY.slug, kinds=frozenset({LineKind.STATE}))
    assert (line.before, line.after, line.why) == ("proposed", "signal", why)
    alert = await room.store.outbox.head(room.newsdesk)
    assert isinstance(alert, Alert)
    assert (alert.change.before.value, alert.change.after.value, alert.change.why) == ("proposed", "signal", why)
    message = reply(IN_ONE_HOUSE, alert.change, now, now=NOW)
    assert "*signal*, pointing to yes (was proposed: yes)" in str(message.blocks)
    assert f"Why: {why}" in str(message.blocks)
    assert "wire.invalid" in str(message.blocks)


@pytest.mark.parametrize(
    "changed",
    [
        pytest.param({"by": "U0DANA"}, id="a person proposed it"),
        pytest.param({"voices": (voice_of(replace(FIRST, outcome=True)),)}, id="it did not rest on two"),
    ],
)
async def test_a_proposal_that_newsrooms_do_not_carry_stays_when_they_become_one(
    room: Room,  # noqa: F811
    changed: dict[str, object],
) -> None:
    told = [replace(e, grade=Grade.F, outcome=True) for e in (FIRST, SECOND)]
    was = replace(PROPOSED, voices=tuple(voice_of(e) for e in told))
    was = replace(was, **changed)  # type: ignore[arg-type]
    await room.stands(was, *told)
    await import_story(room.store, IN_ONE_HOUSE, by="x", now=NOW)
    assert (await room.standing(was)).suggested == WatchState.RESOLVED_YES


async def test_a_decisive_report_of_a_trusted_newsroom_carries_its_proposal_alone(room: Room) -> None:  # noqa: F811
    told = [replace(e, outcome=True) for e in (FIRST, SECOND)]
    was = replace(PROPOSED, voices=tuple(voice_of(e) for e in told))
    await room.stands(was, *told)
    await import_story(room.store, ONE_HOUSE, by="x", now=NOW)
    now = await room.standing(was)
    assert (now.origins, now.suggested) == (1, WatchState.RESOLVED_YES)
    assert await room.store.outbox.head(room.newsdesk) is None


async def test_a_rule_accepted_while_its_story_is_imported_is_not_lost(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The file had been found to lack none, and a moment later it replaced the story with the rule."""
    await import_story(store, STORY, by="x", now=NOW)
    sign = Edit(part=Part.SIGNAL, before="", after="toast memorandum", direction=Direction.TOWARD, weight=Weight.STRONG)
    lesson = Lesson(target=MEMORANDUM, sentence="", edits=(sign,))
    moved_here = Feeds.moved_here

    async def then_learned(self: Feeds, urls: frozenset[str]) -> Mapping[str, FeedState]:
        monkeypatch.setattr(Feeds, "moved_here", moved_here)
        found = await store.stories.exactly(STORY.slug)
        assert found
        tx = store.transaction()
        store.stories.replace(tx, found[1], applied(lesson, STORY))
        line = LedgerLine(kind=LineKind.LESSON, at=NOW, who="U1", slug=STORY.slug, after=lesson.after)
        store.ledger.append(tx, line)
        await tx.commit()
        return await moved_here(self, urls)

    monkeypatch.setattr(Feeds, "moved_here", then_learned)
    with pytest.raises(CommandError, match="lacks rules that people accepted"):
        await import_story(store, replace(STORY, title="Anew"), by="x", now=NOW, keep_rules=True)
    assert await store.stories.get(STORY.slug) == applied(lesson, STORY)
