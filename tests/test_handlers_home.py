"""The Home tab as it is published: what it asks Slack for, and which of two at once stays."""

import asyncio
from contextlib import suppress
from dataclasses import replace
from typing import Any

import pytest

from bot.domain.change import ChangeKind
from handlers.desk import Desk
from handlers.home import publish
from tests.bot_case import words_of
from tests.conftest import NOW
from tests.desk_case import Room, room  # noqa: F401  a fixture
from tests.samples import FIRST, LOAN, MEMORANDUM, NO_SALE, PROPOSED, SECOND, SIGNAL, WATCHING, change, standing


def at_home(room: Room) -> str:  # noqa: F811
    return words_of(room.slack.home("Dana") or {"text": ""})


async def test_slack_is_asked_for_links_to_what_is_shown_alone(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: F811
    """Each opening asked for every thread of every story: of a desk with many, more than Slack answers in a minute."""
    changes = [
        change(ChangeKind.STATE, replace(WATCHING, target=t), replace(SIGNAL, target=t))
        for t in (MEMORANDUM, LOAN, NO_SALE)
    ]
    threads = {one.target: await room.posted(one) for one in changes}
    await room.stands(PROPOSED, FIRST, SECOND)
    await room.stands(standing("watching", target=LOAN, owner=room.id_of("Omar")))
    asked: list[str] = []
    ask = type(room.client).chat_getPermalink

    async def counted(self: Any, **named: Any) -> Any:
        asked.append(named["message_ts"])
        return await ask(self, **named)

    monkeypatch.setattr(type(room.client), "chat_getPermalink", counted)
    await publish(Desk(store=room.store, clock=lambda: NOW), room.client, room.id_of("Dana"))
    assert sorted(asked) == sorted([threads[MEMORANDUM], threads[LOAN]]), "one waits, one is somebody's"
    assert at_home(room).count("|thread>") == 2
    asked.clear()
    assert "|thread>" in await room.ask("/watch")
    assert asked == [threads[MEMORANDUM]]
    asked.clear()
    assert (await room.ask("/watch harbour")).count("|thread>") == len(asked) == 3


async def test_of_two_tabs_published_at_once_the_newer_stays(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: F811
    """One made before a decision, and slower on its way to Slack, took the place of one made after it."""
    desk, dana = Desk(store=room.store, clock=lambda: NOW), room.id_of("Dana")
    held, go_on = asyncio.Event(), asyncio.Event()
    send = type(room.client).views_publish

    async def slow_at_first(self: Any, **named: Any) -> Any:
        if not held.is_set():
            held.set()
            await go_on.wait()
        return await send(self, **named)

    monkeypatch.setattr(type(room.client), "views_publish", slow_at_first)
    older = asyncio.create_task(publish(desk, room.client, dana))
    await asyncio.wait_for(held.wait(), 5)
    await room.stands(PROPOSED, FIRST, SECOND)
    newer = asyncio.create_task(publish(desk, room.client, dana))
    with suppress(TimeoutError):
        await asyncio.wait_for(asyncio.shield(newer), 0.3)
    go_on.set()
    await asyncio.wait_for(asyncio.gather(older, newer), 5)
    assert "Waits for a decision: 1" in at_home(room)
