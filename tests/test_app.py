"""The composition root: what runs beside the watchers and delivery never ends them."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, cast

import pytest
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from bot.app import bolt_app, housekeeping, pace, run
from bot.channels import AGAIN_SECONDS, NamedChannels
from bot.domain.change import ChangeKind, move_of
from bot.domain.evidence import Evidence, Stance, Target
from bot.domain.ledger import LineKind
from bot.domain.standing import BOT, Standing, Verdict
from bot.errors import SettingsError, SlackError
from bot.localslack.server import LocalSlack
from bot.manifest import manifest
from bot.settings import Settings, load_settings
from bot.store.importing import follow, import_story, remove_story, sign_up, unfollow
from bot.store.standings import Standings
from bot.store.stories import Stories
from tests.bot_case import free_port, set_environment, words_of
from tests.conftest import NOW
from tests.samples import FIRST, LOAN, MEMORANDUM, NO_SALE, STORY, change, evidence, standing
from tests.test_delivery import Desk, desk

__all__ = ["desk"]


async def test_a_channel_a_story_names_is_signed_up_once_and_may_unfollow(desk: Desk) -> None:
    named = replace(STORY, slug="named", channels=("#newsdesk", "not-there-yet"))
    await import_story(desk.store, named, by="test", now=desk.clock())
    seconds = [0.0]
    channels = NamedChannels(store=desk.store, client=desk.client, seconds=lambda: seconds[0])
    await channels.look()
    assert await desk.store.stories.followers("named") == (desk.channel,)
    await unfollow(desk.store, "named", desk.channel, by="U1", now=desk.clock())
    later = desk.slack.add_channel("not-there-yet").id
    seconds[0] += AGAIN_SECONDS
    await channels.look()
    assert await desk.store.stories.followers("named") == (later,)
    lines = await desk.store.ledger.read("named", kinds=frozenset({LineKind.FOLLOW}))
    assert [line.why for line in lines] == ["named in the story file", "unfollowed", "named in the story file"]


async def test_a_channel_a_story_names_is_told_what_moved_before_slack_s_list_had_it(desk: Desk) -> None:
    """A state that moved in the seconds between an import and the sign-up was never told; what moved before the import is old."""
    old = evidence("e9", target=LOAN, published=None, seen=desk.clock() - timedelta(days=3))
    before = {LOAN: standing("signal", old, target=LOAN, since=old.seen)}
    tx = desk.store.transaction()
    desk.store.standings.put(tx, STORY.slug, "", before)
    await tx.commit()
    desk.slack.add_channel("rail")
    await import_story(desk.store, replace(STORY, channels=("rail",)), by="test", now=desk.clock())
    desk.clock.forward(timedelta(seconds=4))
    told = evidence(title="Avalon signs at dawn", published=desk.clock(), seen=desk.clock())
    await moved(desk, standing("signal", told, since=desk.clock(), ground=told.id), told=told)
    desk.clock.forward(timedelta(seconds=7))
    await NamedChannels(store=desk.store, client=desk.client).look()
    await desk.drain()
    (head,) = desk.slack.messages("rail")
    assert "Avalon signs at dawn" in words_of(head)
    assert "*signal* (was watching)" in words_of(head)
    assert "Not relevant" in words_of(head)
    assert desk.slack.messages("newsdesk") == [], "who follows already was told by the poll"


@pytest.mark.parametrize("named", ["all along", "anew"])
async def test_an_import_in_between_takes_nothing_from_a_channel_that_is_still_looked_for(
    desk: Desk, named: str
) -> None:
    """The next import, an hour later, counted as the beginning: what had moved by then was never told."""
    story = replace(STORY, channels=("rail",))
    await import_story(desk.store, story, by="test", now=desk.clock())
    desk.clock.forward(timedelta(minutes=5))
    await moved(desk, standing("signal", FIRST, since=desk.clock()))
    desk.clock.forward(timedelta(hours=1))
    if named == "anew":
        await import_story(desk.store, STORY, by="test", now=desk.clock())
    await import_story(desk.store, story, by="test", now=desk.clock())
    rail = desk.slack.add_channel("rail").id
    await NamedChannels(store=desk.store, client=desk.client).look()
    assert await desk.store.outbox.waiting() == ({rail: 1} if named == "all along" else {})


async def moved(desk: Desk, after: Standing, *, told: Evidence | None = None, why: str = "", by: str = BOT) -> None:
    """So it stands, as a poll or a person writes it, and nobody was told."""
    current = await desk.store.standings.of(STORY, now=desk.clock())
    tx = desk.store.transaction()
    desk.store.standings.put(tx, STORY.slug, current.version, {after.target: after})
    made = change(ChangeKind.STATE, current.standings[after.target], after, evidence=told, why=why)
    if made.moves:
        desk.store.ledger.append(tx, replace(move_of(made, at=desk.clock()), who=by))
    if told:
        desk.store.standings.add_evidence(tx, told, now=desk.clock())
    await tx.commit()


async def suggested(desk: Desk, before: Standing, told: Evidence) -> None:
    """The report suggests that the claim is confirmed."""
    after = replace(before, suggested=Verdict.CONFIRMED, last_at=told.seen)
    await moved(desk, after, told=told, why="2 origins say so")


def says_so(desk: Desk, key: str) -> Evidence:
    return evidence(
        key,
        target=NO_SALE,
        stance=Stance.SUPPORTS,
        direction=None,
        title=f"Avalon sold nothing, {key}",
        passage=f"Avalon sold nothing, {key}",
        marks=(),
        seen=desk.clock(),
    )


@pytest.mark.parametrize("decided", ["before", "after"])
async def test_a_verdict_that_the_bot_suggests_is_told_as_its_own_and_with_its_report(desk: Desk, decided: str) -> None:
    """It came as the decision of the person who had set the verdict before, without the report."""
    judged = standing("disputed", target=NO_SALE, by="U0DANA", why="the lender says otherwise")
    named = replace(STORY, channels=("rail",))
    if decided == "after":
        await import_story(desk.store, named, by="test", now=desk.clock())
        desk.clock.forward(timedelta(minutes=1))
    judged = replace(judged, since=desk.clock())
    await moved(desk, judged, by="U0DANA")
    desk.clock.forward(timedelta(minutes=1))
    if decided == "before":
        await import_story(desk.store, named, by="test", now=desk.clock())
    await suggested(desk, judged, says_so(desk, "e1"))
    rail = desk.slack.add_channel("rail").id
    await NamedChannels(store=desk.store, client=desk.client).look()
    assert await desk.store.outbox.waiting() == {rail: 2 if decided == "after" else 1}, (
        "what they decided since as well"
    )
    await desk.drain()
    shown = [words_of(m) for m in desk.slack.messages("rail")]
    told = next(text for text in shown if "Avalon sold nothing, e1" in text)
    assert "verdict *confirmed* suggested" in told
    assert "2 origins say so" in told
    assert "U0DANA" not in told


@pytest.mark.parametrize("target", [MEMORANDUM, NO_SALE])
async def test_a_further_report_makes_no_news_of_what_was_so_before_the_file_named_the_channel(
    desk: Desk, target: Target
) -> None:
    """A decision of weeks ago came as of now, because somebody had reported on it again since."""
    old = standing("resolved_no" if target is MEMORANDUM else "disputed", target=target, by="U0DANA")
    await moved(desk, old, by="U0DANA")
    if target is NO_SALE:
        await suggested(desk, old, says_so(desk, "e1"))
    desk.clock.forward(timedelta(days=14))
    await import_story(desk.store, replace(STORY, channels=("rail",)), by="test", now=desk.clock())
    desk.clock.forward(timedelta(minutes=1))
    again = replace(says_so(desk, "e2"), target=target)
    tx = desk.store.transaction()
    desk.store.standings.add_evidence(tx, again, now=desk.clock())
    await tx.commit()
    stands = (await desk.store.standings.of(STORY, now=desk.clock())).standings[target]
    await moved(desk, replace(stands, last_evidence=again.id, last_at=again.seen))
    desk.slack.add_channel("rail")
    await NamedChannels(store=desk.store, client=desk.client).look()
    assert await desk.store.outbox.waiting() == {}


@pytest.mark.parametrize("meanwhile", ["removed", "named no longer"])
async def test_a_channel_found_in_the_moment_its_story_goes_does_not_follow_it(
    desk: Desk, meanwhile: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It followed a story that was removed, and would have been told of it once that is imported again."""
    await import_story(desk.store, replace(STORY, slug="named", channels=("newsdesk",)), by="test", now=desk.clock())
    followers = Stories.followers

    async def then_it_goes(_: Stories, slug: str) -> tuple[str, ...]:
        monkeypatch.setattr(Stories, "followers", followers)
        if meanwhile == "removed":
            await remove_story(desk.store, slug, by="test", now=desk.clock())
        else:
            await import_story(desk.store, replace(STORY, slug=slug), by="test", now=desk.clock())
        return ()

    monkeypatch.setattr(Stories, "followers", then_it_goes)
    assert not await sign_up(desk.store, "named", "newsdesk", desk.channel, by="test", now=desk.clock())
    assert await desk.store.stories.followers("named") == ()
    assert await desk.store.stories.following(desk.channel) == (STORY.slug,)


async def test_of_several_who_follow_or_unfollow_at_once_one_does(desk: Desk) -> None:
    """Each was told that they did, and the channel read it twice."""
    named = replace(STORY, slug="named", channels=("newsdesk",))
    await import_story(desk.store, named, by="test", now=desk.clock())

    async def at_once(do: Callable[..., Awaitable[bool]]) -> list[bool]:
        people = ("U0DANA", "U0ELI", "U0FAY")
        return sorted(
            await asyncio.gather(*(do(desk.store, "named", desk.channel, by=by, now=desk.clock()) for by in people))
        )

    assert await at_once(follow) == [False, False, True]
    assert await at_once(unfollow) == [False, False, True]
    lines = await desk.store.ledger.read("named", kinds=frozenset({LineKind.FOLLOW}))
    assert [line.why for line in lines] == ["unfollowed", "followed"]


async def test_a_channel_that_somebody_makes_follow_in_the_moment_it_is_found_is_told_nothing_twice(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    await import_story(desk.store, replace(STORY, channels=("rail",)), by="test", now=desk.clock())
    desk.clock.forward(timedelta(minutes=1))
    await moved(desk, standing("signal", FIRST, since=desk.clock()))
    evidence_of = Standings.evidence

    async def then_followed(self: Standings, slug: str, *, since: datetime) -> tuple[Evidence, ...]:
        monkeypatch.setattr(Standings, "evidence", evidence_of)
        assert await follow(desk.store, slug, "C1", by="U0DANA", now=desk.clock())
        return await evidence_of(self, slug, since=since)

    monkeypatch.setattr(Standings, "evidence", then_followed)
    assert await sign_up(desk.store, STORY.slug, "rail", "C1", by="test", now=desk.clock())
    assert await desk.store.outbox.waiting() == {}, (
        "what moved before they followed is on /watch, as for any who follow"
    )


async def test_a_channel_that_follows_already_is_told_nothing_again(desk: Desk) -> None:
    await import_story(desk.store, replace(STORY, channels=("newsdesk",)), by="test", now=desk.clock())
    tx = desk.store.transaction()
    desk.store.standings.put(tx, STORY.slug, "", {MEMORANDUM: standing("signal", FIRST, since=desk.clock())})
    await tx.commit()
    await NamedChannels(store=desk.store, client=desk.client).look()
    assert await desk.store.outbox.waiting() == {}


@dataclass
class Workspace:
    """A large one: some pages of channels, of which every call is counted, and the one that Slack finds too much refused."""

    desk: Desk
    seconds: float = 0.0
    calls: int = 0
    too_much_at: int = 0

    async def conversations_list(self, **arguments: Any) -> AsyncSlackResponse:
        self.calls += 1
        if self.calls == self.too_much_at:
            self.desk.slack.faults.arm("ratelimited", method="conversations.list", seconds=30)
        return await self.desk.client.conversations_list(**arguments)

    async def followers(self, slug: str) -> set[str]:
        ids = {c.id: c.name for c in self.desk.slack.workspace.channels.values()}
        return {ids[channel] for channel in await self.desk.store.stories.followers(slug)}

    async def name(self, slug: str, *channels: str) -> None:
        await import_story(self.desk.store, replace(STORY, slug=slug, channels=channels), by="test", now=NOW)


@pytest.fixture
def large(desk: Desk) -> Workspace:
    for n in range(700):
        desk.slack.add_channel(f"c{n:03}")
    return Workspace(desk)


def looking(large: Workspace) -> NamedChannels:
    client = cast("AsyncWebClient", large)
    return NamedChannels(store=large.desk.store, client=client, seconds=lambda: large.seconds)


async def test_where_slack_asks_to_slow_down_reading_its_channels_goes_on_from_there(large: Workspace) -> None:
    """What the pages before have is signed up already, and Slack is asked no sooner than it says."""
    await large.name("named", "#c000", "c650")
    channels, large.too_much_at = looking(large), 3
    await channels.look()
    assert (large.calls, await large.followers("named")) == (3, {"c000"})
    large.seconds += 29
    await channels.look()
    assert large.calls == 3
    large.seconds += 1
    await channels.look()
    assert (large.calls, await large.followers("named")) == (5, {"c000", "c650"})


async def test_a_channel_that_is_nowhere_costs_one_reading_in_ten_minutes_and_holds_up_no_new_one(
    large: Workspace,
) -> None:
    await large.name("named", "nowhere")
    channels = looking(large)
    for _ in range(30):
        await channels.look()
        large.seconds += 20
    assert large.calls == 4
    await channels.look()
    assert large.calls == 8
    await large.name("other", "c000")
    await channels.look()
    assert (large.calls, await large.followers("other")) == (12, {"c000"})
    await channels.look()
    assert large.calls == 12


async def test_a_channel_named_while_the_list_is_read_is_looked_for_from_its_beginning(large: Workspace) -> None:
    await large.name("named", "c650")
    channels, large.too_much_at = looking(large), 3
    await channels.look()
    await large.name("other", "c000")
    for _ in range(2):
        large.seconds += 30
        await channels.look()
    assert await large.followers("other") == {"c000"}


@pytest.mark.parametrize("trouble", ["drop_before_post", "server_error", "ratelimited", "a story nobody can read"])
async def test_housekeeping_goes_on_whatever_it_trips_over(desk: Desk, trouble: str) -> None:
    await import_story(desk.store, replace(STORY, channels=("newsdesk",)), by="test", now=desk.clock())
    if trouble.startswith("a story"):
        await desk.store.redis.set(desk.store.stories.keys.story(STORY.slug), "{}")
    else:
        desk.slack.faults.arm(trouble, method="conversations.list")
    app = bolt_app(Settings(), desk.store, desk.client)
    task = asyncio.create_task(housekeeping(app, desk.store, desk.client))
    await asyncio.sleep(0.5)
    assert not task.done()
    task.cancel()


@pytest.mark.parametrize(
    ("given", "lacks"),
    [
        ({}, "SLACK_BOT_TOKEN"),
        ({"SLACK_BOT_TOKEN": "xoxb-1"}, "SLACK_APP_TOKEN"),
        ({"SLACK_BOT_TOKEN": "xoxb-1", "WATCHDESK_MODE": "http"}, "SLACK_SIGNING_SECRET"),
    ],
)
async def test_without_its_tokens_the_bot_begins_no_store(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, given: dict[str, str], lacks: str
) -> None:
    """It took the shipped story in first, into a store of a folder it was started in by mistake."""
    for name, value in given.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(SettingsError, match=f"{lacks} is not set"):
        await run(load_settings())
    assert list(tmp_path.iterdir()) == []


async def test_with_a_token_that_slack_refuses_the_bot_begins_no_store(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It made a store, and took the shipped story in, before it asked Slack."""
    async with LocalSlack(manifest(), channels=("newsdesk",)) as slack:
        set_environment(monkeypatch, slack, "", "socket", free_port())
        monkeypatch.setenv("SLACK_BOT_TOKEN", "xoxb-of-another")
        with pytest.raises(SlackError, match="Slack refuses SLACK_BOT_TOKEN"):
            await run(load_settings())
    assert list(tmp_path.iterdir()) == []


def test_feeds_imported_together_do_not_stay_in_step() -> None:
    waits = {pace(Settings()).spread(timedelta(minutes=10)) for _ in range(20)}
    assert len(waits) > 10
    assert timedelta(minutes=9) <= min(waits) < max(waits) <= timedelta(minutes=11)
