"""Answers that Slack refuses: their bare text is shown, and the log says why."""

from unittest.mock import AsyncMock, Mock

import pytest
from structlog.testing import capture_logs

from bot.blocks.message import Message
from handlers.mentions import Mentions
from handlers.showing import Showing
from tests.conftest import NOW
from tests.desk_case import SIGNALLED, Room, room  # noqa: F401  a fixture
from watchers.learning import Learning

LONG = {"type": "section", "text": {"type": "mrkdwn", "text": "x" * 3001}}
REFUSED = Message(text="Where it stands", blocks=(LONG,))
SHOWN = "Where it stands\nSlack did not take all of this answer; the log says why."


async def test_a_command_is_answered_without_what_slack_refuses(
    room: Room,  # noqa: F811
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """It got no answer at all, and nothing was in the log."""
    monkeypatch.setattr("handlers.commands.answer", AsyncMock(return_value=REFUSED))
    with capture_logs() as logs:
        assert await room.ask("/watch harbour") == SHOWN
    assert [(entry["status"], entry["bare"]) for entry in logs if entry["event"] == "answer refused"] == [(400, False)]


async def test_a_mention_is_answered_without_what_slack_refuses(
    room: Room,  # noqa: F811
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """It was tried again for an hour, and never answered."""
    await room.stands(*SIGNALLED)
    ts = await room.posted()
    monkeypatch.setattr(Mentions, "answer", AsyncMock(return_value=REFUSED))
    await room.slack.say("newsdesk", "Dana", "@watchdesk why", thread_ts=ts)
    assert (await room.said_in(ts, 2))[1] == SHOWN
    monkeypatch.setattr("handlers.mentions.help_text", Mock(return_value=REFUSED))
    await room.slack.say("newsdesk", "Dana", "@watchdesk help", thread_ts=ts)
    assert await room.whispers("Dana") == [SHOWN]


@pytest.mark.parametrize("member", [True, False])
async def test_an_answer_of_the_watchers_is_shown_without_what_slack_refuses(
    room: Room,  # noqa: F811
    member: bool,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    room.slack.add_channel("elsewhere", bot_member=member)
    result = await room.slack.command(
        channel="elsewhere", user="Dana", text="/watch missed https://wire.invalid/1 harbour"
    )
    assert result.ok
    assert await Learning(store=room.store, clock=lambda: NOW).once()
    monkeypatch.setattr("handlers.showing.lesson", Mock(return_value=REFUSED))
    assert await Showing(store=room.store, client=room.client, clock=lambda: NOW).once()
    assert room.slack.ephemerals("elsewhere", "Dana")[-1]["text"] == SHOWN
