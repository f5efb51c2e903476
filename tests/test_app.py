"""The composition root: what runs beside the watchers and delivery never ends them."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.app import bolt_app, follow_named_channels, housekeeping, pace
from bot.domain.ledger import LineKind
from bot.settings import Settings
from bot.store.importing import import_story, unfollow
from tests.samples import STORY
from tests.test_delivery import Desk, desk

__all__ = ["desk"]


async def test_a_channel_a_story_names_is_signed_up_once_and_may_unfollow(desk: Desk) -> None:
    named = replace(STORY, slug="named", channels=("#newsdesk", "not-there-yet"))
    await import_story(desk.store, named, by="test", now=desk.clock())
    await follow_named_channels(desk.store, desk.client)
    assert await desk.store.stories.followers("named") == (desk.channel,)
    await unfollow(desk.store, "named", desk.channel, by="U1", now=desk.clock())
    later = desk.slack.add_channel("not-there-yet").id
    await follow_named_channels(desk.store, desk.client)
    assert await desk.store.stories.followers("named") == (later,)
    lines = await desk.store.ledger.read("named", kinds=frozenset({LineKind.FOLLOW}))
    assert [line.why for line in lines] == ["named in the story file", "unfollowed", "named in the story file"]


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


def test_feeds_imported_together_do_not_stay_in_step() -> None:
    waits = {pace(Settings()).spread(timedelta(minutes=10)) for _ in range(20)}
    assert len(waits) > 10
    assert timedelta(minutes=9) <= min(waits) < max(waits) <= timedelta(minutes=11)
