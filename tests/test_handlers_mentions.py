"""@watchdesk in threads and elsewhere; replies counted; events neither lost nor handled twice."""

import asyncio
import io
from collections.abc import MutableMapping
from dataclasses import replace
from datetime import timedelta
from typing import Any
from unittest.mock import AsyncMock

import pytest
import structlog
from redis.exceptions import ConnectionError as RedisConnectionError
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_sdk.errors import SlackApiError

from bot.blocks.alert import reply
from bot.blocks.answers import said
from bot.blocks.message import texts
from bot.blocks.ref import Ref
from bot.domain.change import Alert
from bot.domain.ledger import LineKind
from bot.domain.standing import WatchState
from bot.errors import CommandError
from bot.log import configure
from handlers import decide
from handlers.desk import Desk
from handlers.errors import sentence
from handlers.inbox import replay
from handlers.mentions import Mentions
from tests.conftest import NOW, wait_until
from tests.desk_case import SIGNALLED, Json, Room, room  # noqa: F401  a fixture
from tests.samples import COPY, FIRST, MEMORANDUM, PROPOSAL, PROPOSED, SECOND, SIGNAL, STORY


async def threaded(room: Room) -> str:  # noqa: F811
    await room.stands(*SIGNALLED)
    return await room.posted()


async def replied(room: Room, ts: str, count: int) -> None:  # noqa: F811
    async def counted() -> bool:
        return await room.store.threads.replies(room.newsdesk, ts) == count

    await wait_until(counted, description=f"{count} replies are counted")


async def inbox_empty(room: Room) -> None:  # noqa: F811
    async def empty() -> bool:
        return not await room.store.inbox.left_over(now=NOW + timedelta(days=1), older_than=timedelta())

    await wait_until(empty, description="every event is handled")


async def first_whisper(room: Room) -> Json:  # noqa: F811
    await room.whispers("Dana")
    return room.slack.ephemerals("newsdesk", "Dana")[0]


async def test_status_and_why_are_answered_in_the_thread(room: Room) -> None:  # noqa: F811
    ts = await threaded(room)
    await room.slack.say("newsdesk", "Dana", "@watchdesk status", thread_ts=ts)
    said = await room.said_in(ts, 2)
    assert "*signal* since 8 May 05:55 UTC, set by watchdesk · a first signal" in said[1]
    assert "1 origin reports yes: Harbour Wire" in said[1]
    await room.slack.say("newsdesk", "Dana", "@watchdesk why", thread_ts=ts)
    said = await room.said_in(ts, 4)
    assert said[3] == "Why signal — a first signal"


async def test_a_note_goes_to_the_ledger_under_its_authors_name(room: Room) -> None:  # noqa: F811
    ts = await threaded(room)
    await room.slack.say("newsdesk", "Omar", "@watchdesk note spoke to <the> ministry & waiting", thread_ts=ts)
    assert "Noted in the ledger" in (await room.said_in(ts, 2))[1]
    (line,) = await room.store.ledger.read(STORY.slug, kinds=frozenset({LineKind.NOTE}))
    assert (line.who, line.why) == (room.id_of("Omar"), "spoke to <the> ministry & waiting")
    assert line.target == "watch:memorandum"
    assert "note: spoke to &lt;the&gt; ministry &amp; waiting" in await room.press(ts, "why")
    await room.slack.say("newsdesk", "Dana", "@watchdesk note ask @Omar", thread_ts=ts)
    await room.said_in(ts, 4)
    assert f"note: ask <@{room.id_of('Omar')}>" in await room.press(ts, "why"), "it read its id"


async def test_confirm_in_a_thread_decides_and_delivery_tells(room: Room) -> None:  # noqa: F811
    await room.stands(PROPOSED, FIRST, SECOND)
    ts = await room.posted(PROPOSAL)
    await room.slack.say("newsdesk", "Dana", "@watchdesk confirm we hold the text", thread_ts=ts)

    async def decided() -> bool:
        return (await room.standing(PROPOSED)).value == "resolved_yes"

    await wait_until(decided, description="the proposal is confirmed")
    assert await room.store.outbox.waiting() == {room.newsdesk: 1}
    assert (await room.standing(PROPOSED)).why == "we hold the text"
    await room.slack.say("newsdesk", "Omar", "@watchdesk object too early", thread_ts=ts)
    assert "Decided already: resolved “yes”, by <@" in (await room.whispers("Omar"))[0]


async def test_not_relevant_in_a_thread_is_about_the_last_report(room: Room) -> None:  # noqa: F811
    ts = await threaded(room)
    await room.slack.say("newsdesk", "Dana", "@watchdesk not relevant", thread_ts=ts)

    async def back() -> bool:
        return (await room.standing(SIGNAL)).value == "watching"

    await wait_until(back, description="the state goes back")
    alert = await room.store.outbox.head(room.newsdesk)
    assert isinstance(alert, Alert)
    quoted = f"struck out Harbour Wire's report “{FIRST.title}”"
    assert quoted in str(reply(STORY, alert.change, alert.change.after, now=NOW).blocks)


async def test_not_relevant_is_about_a_copy_where_that_came_last(room: Room) -> None:  # noqa: F811
    """It struck out the report that the copy was of, and the state went back."""
    ts = await threaded(room)
    copy = replace(COPY, seen=NOW)
    await room.stands(SIGNAL, FIRST, copy)
    await room.slack.say("newsdesk", "Dana", "@watchdesk not relevant", thread_ts=ts)

    async def struck() -> bool:
        return copy.id in await room.store.standings.dismissed(STORY.slug)

    await wait_until(struck, description="the copy is struck out")
    assert (await room.standing(SIGNAL)).value == "signal"


async def test_what_was_called_not_relevant_counts_again_when_it_is_taken_back(room: Room) -> None:  # noqa: F811
    ts = await threaded(room)

    async def stands(value: str) -> bool:
        return (await room.standing(SIGNAL)).value == value

    await room.slack.say("newsdesk", "Dana", "@watchdesk relevant", thread_ts=ts)
    assert "nothing to take back" in (await room.whispers("Dana"))[0]
    await room.slack.say("newsdesk", "Dana", "@watchdesk not relevant", thread_ts=ts)
    await wait_until(lambda: stands("watching"), description="it counts no more")
    await room.slack.say("newsdesk", "Omar", f"@watchdesk relevant {FIRST.link}", thread_ts=ts)
    await wait_until(lambda: stands("signal"), description="it counts again")
    assert [v.origin for v in (await room.standing(SIGNAL)).voices] == [FIRST.origin]
    assert await room.store.standings.dismissed(STORY.slug) == {}
    (line, *_) = await room.store.ledger.read(STORY.slug, kinds=frozenset({LineKind.RELEVANCE}))
    assert (line.who, line.why) == (room.id_of("Omar"), f"relevant after all: “{FIRST.title}” ({FIRST.outlet})")


async def test_relevant_without_a_link_asks_which_where_several_were_struck_out(room: Room) -> None:  # noqa: F811
    """It took back the last of them, whichever was meant."""
    await room.stands(SIGNAL, FIRST, SECOND)
    ts = await room.posted()
    ref = Ref(slug=STORY.slug, target=MEMORANDUM)
    for report in (FIRST, SECOND):
        await decide.dismiss(Desk(store=room.store, clock=lambda: NOW), replace(ref, evidence=report.id), by="U1")
    await room.slack.say("newsdesk", "Dana", "@watchdesk relevant", thread_ts=ts)
    asked = (await room.whispers("Dana"))[0]
    assert asked.startswith(
        "Which one? 2 reports here were called not relevant. Write @watchdesk relevant and its link;"
    )
    assert f"the last was {SECOND.cited}." in asked
    assert len(await room.store.standings.dismissed(STORY.slug)) == 2


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("please confirm", "Did you mean @watchdesk confirm? @"),
        ("please dont confirm this yet", "I do not understand “please dont confirm this yet”. @watchdesk help"),
        ("confrim we hold it", "Did you mean @watchdesk confirm? @"),
        ("not relevent", "Did you mean @watchdesk not relevant? @"),
        ("sameas https://wire.invalid/1", "Did you mean @watchdesk same as? @"),
        ("resolve no", "Press “Resolve or set state” under the thread's first message. @"),
        ("means yes", "Press “Means otherwise” under the report. @"),
        ("it means the contrary", "Press “Means otherwise” under the report. @"),
        ("do a dance", "“do a dance”. @watchdesk help tells what can be written here."),
    ],
)
async def test_what_is_not_understood_is_one_line_for_who_wrote_it(room: Room, typed: str, meant: str) -> None:  # noqa: F811
    """Found by a typo: 18 lines of help in the thread, before everybody."""
    ts = await threaded(room)
    await room.slack.say("newsdesk", "Dana", f"@watchdesk {typed}", thread_ts=ts)
    shown = await first_whisper(room)
    assert str(shown["text"]).startswith(f"I do not understand “{typed}”.")
    assert meant in str(shown["text"])
    assert shown["thread_ts"] == ts
    assert len(texts(shown["blocks"])) == 1
    assert len(room.slack.replies("newsdesk", ts)) == 1, "what Dana wrote"


async def test_same_as_without_a_link_asks_for_it(room: Room) -> None:  # noqa: F811
    ts = await threaded(room)
    await room.slack.say("newsdesk", "Dana", "@watchdesk same as", thread_ts=ts)
    assert (await room.whispers("Dana"))[0].startswith("The same as which report?")


async def test_a_line_break_is_as_good_as_a_space(room: Room) -> None:  # noqa: F811
    ts = await threaded(room)
    await room.slack.say("newsdesk", "Dana", "@watchdesk same\nas\nhttps://nowhere.invalid/x", thread_ts=ts)
    assert "That is the link of no report here" in (await room.whispers("Dana"))[0]
    await room.slack.say("newsdesk", "Dana", "@watchdesk note\nfirst line\nsecond line", thread_ts=ts)

    async def noted() -> bool:
        lines = await room.store.ledger.read(STORY.slug, kinds=frozenset({LineKind.NOTE}))
        return [line.why for line in lines] == ["first line\nsecond line"]

    await wait_until(noted, description="the note is in the ledger")


async def test_who_has_it_can_give_it_up(room: Room) -> None:  # noqa: F811
    ts = await threaded(room)

    async def owner(name: str) -> bool:
        return (await room.standing(SIGNAL)).owner == (room.id_of(name) if name else "")

    await room.slack.say("newsdesk", "Omar", "@watchdesk release", thread_ts=ts)
    assert (await room.whispers("Omar"))[0].startswith("You do not have this")
    await room.slack.say("newsdesk", "Dana", "@watchdesk mine", thread_ts=ts)
    await wait_until(lambda: owner("Dana"), description="Dana has it")
    await room.slack.say("newsdesk", "Dana", "@watchdesk release", thread_ts=ts)
    await wait_until(lambda: owner(""), description="nobody has it")


async def test_where_no_delivery_tells_it_the_thread_is_told_who_did_what(room: Room) -> None:  # noqa: F811
    """It said "You gave this up. The thread says so." to everybody."""
    ts = await threaded(room)
    await room.ask("/watch unfollow harbour")
    await room.store.threads.lost(STORY.slug, SIGNAL.target, room.newsdesk)
    await room.slack.say("newsdesk", "Dana", "@watchdesk mine", thread_ts=ts)
    dana = f"<@{room.id_of('Dana')}>"
    assert (await room.said_in(ts, 2))[1] == f"{dana} has this"
    await room.slack.say("newsdesk", "Dana", "@watchdesk release", thread_ts=ts)
    assert (await room.said_in(ts, 4))[3] == f"{dana} gave this up; nobody has it"


async def test_help_and_a_search_are_for_whoever_asked(room: Room) -> None:  # noqa: F811
    ts = await threaded(room)
    await room.slack.say("newsdesk", "Dana", "@watchdesk help", thread_ts=ts)
    await room.slack.say("newsdesk", "Omar", "@watchdesk missed https://wire.invalid/1", thread_ts=ts)
    assert "for you alone" in (await room.whispers("Omar"))[0]
    assert "What you can ask Watchdesk" in (await room.whispers("Dana"))[0]
    assert len(room.slack.replies("newsdesk", ts)) == 2, "what they wrote"


async def test_outside_threads_a_mention_is_like_watch_and_private(room: Room) -> None:  # noqa: F811
    await room.slack.say("newsdesk", "Dana", "@watchdesk harbour")
    assert "The harbour of Avalon, as of 8 May 06:00 UTC" in (await room.whispers("Dana"))[0]
    await room.slack.say("newsdesk", "Dana", "@watchdesk follow nothing-like-it")
    assert 'There is no story "nothing-like-it"' in (await room.whispers("Dana", 2))[1]
    await room.slack.say("newsdesk", "Dana", "@watchdesk status")
    assert "“status” is for an alert's thread" in (await room.whispers("Dana", 3))[2]
    assert len(room.slack.messages("newsdesk")) == 3


async def test_in_a_thread_that_is_not_known_what_is_for_an_alerts_thread_is_answered_so(room: Room) -> None:  # noqa: F811
    """It said "write @watchdesk status there" to people who were there: what was known of their thread was lost."""
    ts = await threaded(room)
    await room.store.redis.delete(room.store.keys.thread_of(room.newsdesk, ts))
    await room.slack.say("newsdesk", "Dana", "@watchdesk status", thread_ts=ts)
    assert (await room.whispers("Dana"))[0] == (
        "I do not know this thread, or no longer, and “status” is for an alert's. /watch tells where its story stands."
    )


async def test_peoples_replies_are_counted_and_neither_deleted_ones_nor_commands_are(room: Room) -> None:  # noqa: F811
    """A thread in which somebody had asked for the status twice was "2 replies"."""
    ts = await threaded(room)
    first = await room.slack.say("newsdesk", "Omar", "calling", thread_ts=ts)
    await room.slack.say("newsdesk", "Dana", "@watchdesk status", thread_ts=ts)
    await room.slack.say("newsdesk", "Dana", "let us ask @watchdesk", thread_ts=ts)
    await inbox_empty(room)
    await replied(room, ts, 2)
    await room.slack.deeds.delete("newsdesk", first["ts"], "Omar")
    await replied(room, ts, 1)
    other = await room.slack.say("newsdesk", "Omar", "about something else")
    await room.slack.say("newsdesk", "Dana", "indeed", thread_ts=other["ts"])
    await inbox_empty(room)
    assert await room.store.threads.replies(room.newsdesk, other["ts"]) == 0


def mention(room: Room, ts: str, event_id: str, text: str = "status") -> Json:  # noqa: F811
    """The body Slack sends for a mention in a thread."""
    bot = room.slack.workspace.bot.id
    return {
        "type": "event_callback",
        "token": "verification",
        "event_id": event_id,
        "event_time": int(NOW.timestamp()),
        "team_id": room.slack.workspace.team_id,
        "event": {
            "type": "app_mention",
            "user": room.id_of("Dana"),
            "text": f"<@{bot}> {text}",
            "ts": f"{float(ts) + 0.000001:.6f}",
            "thread_ts": ts,
            "channel": room.newsdesk,
        },
    }


async def dispatch(room: Room, body: Json) -> int | None:  # noqa: F811
    return (await room.app.async_dispatch(AsyncBoltRequest(body=body, mode="socket_mode"))).status


async def test_an_event_that_comes_twice_is_handled_once(room: Room) -> None:  # noqa: F811
    ts = await threaded(room)
    for _ in range(2):
        assert await dispatch(room, mention(room, ts, "Ev1")) == 200
    await room.said_in(ts, 1)
    await inbox_empty(room)
    await asyncio.sleep(0.1)
    assert len(room.slack.replies("newsdesk", ts)) == 1


def edited(body: Json, event_id: str, text: str) -> Json:
    """The body Slack sends when somebody edits that message: another event, of the same message."""
    event = body["event"]
    mentioned = event["text"].partition(" ")[0]
    change = {"text": f"{mentioned} {text}", "edited": {"user": event["user"], "ts": event["ts"]}}
    return body | {"event_id": event_id, "event": event | change}


@pytest.mark.parametrize(
    ("typed", "corrected"),
    [
        ("note the envoy said Tuesday", "note the envoy said Thursday"),
        ("mine", "release"),
        ("not relevant", "not relevant, it is about fish"),
    ],
)
async def test_what_was_carried_out_is_not_done_otherwise_when_its_message_is_edited(
    room: Room,  # noqa: F811
    typed: str,
    corrected: str,
) -> None:
    """A corrected note got no answer, and "mine" made "release" that others keep changing this."""
    ts = await threaded(room)
    body = mention(room, ts, "Ev1", typed)
    assert await dispatch(room, body) == 200
    await inbox_empty(room)
    before, lines = await room.standing(SIGNALLED[0]), await room.store.ledger.read(STORY.slug)
    told = len(room.slack.ephemerals("newsdesk", "Dana"))
    assert await dispatch(room, edited(body, "Ev2", corrected)) == 200
    whispers = await room.whispers("Dana", told + 1)
    assert whispers[-1] == "This was carried out as you first wrote it; write a new message."
    assert await room.standing(SIGNALLED[0]) == before
    assert await room.store.ledger.read(STORY.slug) == lines


async def test_an_edit_taken_up_while_its_message_is_carried_out_is_refused_for_that(room: Room) -> None:  # noqa: F811
    """It read that others keep changing this."""
    await threaded(room)
    desk, ref = Desk(store=room.store, clock=lambda: NOW, source="C1 1.0"), Ref(slug=STORY.slug, target=MEMORANDUM)
    await decide.propose(desk, ref, WatchState.DEVELOPING, by="U0DANA", why="a letter")
    with pytest.raises(CommandError, match="carried out as you first wrote it"):
        await decide.propose(desk, ref, WatchState.STALLED, by="U0DANA", why="a letter")


async def noted_before(room: Room, body: Json) -> None:  # noqa: F811
    """The message was carried out by a version that kept its note in the ledger, and nothing beside it."""
    event = body["event"]
    assert await dispatch(room, body) == 200
    assert "Noted in the ledger" in (await room.said_in(event["thread_ts"], 1))[0]
    await inbox_empty(room)
    decided = room.store.keys.event(f"decided {event['channel']} {event['ts']}")
    assert await room.store.redis.delete(decided) == 1


async def test_a_note_an_earlier_version_took_down_is_not_taken_down_again(room: Room) -> None:  # noqa: F811
    """Edited, or still in the inbox when the new version was started, it stood in the ledger twice."""
    ts = await threaded(room)
    body = mention(room, ts, "Ev1", "note the envoy said Tuesday")
    await noted_before(room, body)
    assert await dispatch(room, edited(body, "Ev2", "note the envoy said Thursday")) == 200
    (whisper,) = await room.whispers("Dana")
    assert whisper == "This was carried out as you first wrote it; write a new message."
    assert await room.store.inbox.take("Ev3", body | {"event_id": "Ev3"}, now=NOW)
    assert await replay(room.app, room.store, now=NOW + timedelta(seconds=31)) == 1
    await inbox_empty(room)
    (line,) = await room.store.ledger.read(STORY.slug, kinds=frozenset({LineKind.NOTE}))
    assert line.why == "the envoy said Tuesday"
    assert len(room.slack.replies("newsdesk", ts)) == 1


async def test_a_message_that_did_nothing_yet_may_be_mended(room: Room) -> None:  # noqa: F811
    ts = await threaded(room)
    body = mention(room, ts, "Ev1", "nite the envoy said Thursday")
    assert await dispatch(room, body) == 200
    assert "I do not understand" in (await room.whispers("Dana"))[0]
    assert await dispatch(room, edited(body, "Ev2", "note the envoy said Thursday")) == 200
    assert "Noted in the ledger" in (await room.said_in(ts, 1))[0]
    (line,) = await room.store.ledger.read(STORY.slug, kinds=frozenset({LineKind.NOTE}))
    assert line.why == "the envoy said Thursday"


async def test_an_event_left_by_a_dead_process_is_taken_up_and_answered_once(room: Room) -> None:  # noqa: F811
    ts = await threaded(room)
    assert await room.store.inbox.take("Ev2", mention(room, ts, "Ev2"), now=NOW)
    later = NOW + timedelta(seconds=31)
    assert await replay(room.app, room.store, now=NOW) == 0
    assert await replay(room.app, room.store, now=later) == 1
    await room.said_in(ts, 1)
    await inbox_empty(room)
    # The process died after Slack had the answer and before the event left the inbox.
    await room.store.redis.flushall()
    await room.stands(*SIGNALLED)
    await room.store.redis.set(
        room.store.threads.keys.thread_of(room.newsdesk, ts), f"{STORY.slug} {SIGNAL.target} a", ex=60
    )
    tx = room.store.transaction()
    room.store.stories.put(tx, STORY)
    await tx.commit()
    assert await room.store.inbox.take("Ev2", mention(room, ts, "Ev2"), now=NOW)
    assert await replay(room.app, room.store, now=later) == 1
    await inbox_empty(room)
    assert len(room.slack.replies("newsdesk", ts)) == 1


async def test_a_decision_taken_up_again_is_not_made_again_of_another_report(
    room: Room,  # noqa: F811
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The store failed between the step and the question what to learn: taken up again, it struck out the next newest."""
    ts = await threaded(room)
    asked = AsyncMock(side_effect=[RedisConnectionError("gone"), None])
    monkeypatch.setattr("handlers.mentions.ask_of_dismissed", asked)
    await dispatch(room, mention(room, ts, "Ev7", "not relevant"))

    async def struck_out() -> dict[str, str]:
        return await room.store.standings.dismissed(STORY.slug) if asked.await_count else {}

    gone = await wait_until(struck_out, description="the first try")
    assert await replay(room.app, room.store, now=NOW + timedelta(seconds=31)) == 1
    await inbox_empty(room)
    assert await room.store.standings.dismissed(STORY.slug) == gone
    assert [call.args[1].evidence for call in asked.await_args_list] == [*gone] * 2


@pytest.mark.parametrize("typed", ["not relevant", "confirm", "object too soon", "separate", "relevant"])
async def test_what_is_about_the_newest_is_not_carried_out_late(room: Room, typed: str) -> None:  # noqa: F811
    ts = await threaded(room)
    before = await room.standing(SIGNALLED[0])
    assert await room.store.inbox.take("Ev8", mention(room, ts, "Ev8", typed), now=NOW)
    assert await replay(room.app, room.store, now=NOW + timedelta(seconds=31)) == 1
    await inbox_empty(room)
    (told,) = await room.whispers("Dana")
    assert told == f"“{typed}” could not be done at once. Look at the thread, and write it again."
    assert await room.standing(SIGNALLED[0]) == before


async def waiting(logs: list[MutableMapping[str, Any]], count: int) -> None:
    """An event was tried so often, and is to be tried again."""

    async def tried() -> bool:
        return len([1 for entry in logs if entry["event"] == "event waits"]) == count

    await wait_until(tried, description=f"it was tried {count} times")


@pytest.mark.parametrize("threads", [True, False])
async def test_what_is_asked_of_the_watchers_is_asked_once_however_often_it_is_taken_up_again(
    room: Room,  # noqa: F811
    threads: bool,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Where the answer did not reach the one who wrote, another search was begun at every try, for an hour."""
    ts = await threaded(room)
    body = mention(room, ts, "Ev9", "missed https://wire.invalid/9")
    if not threads:
        del body["event"]["thread_ts"]
    refused = SlackApiError("no", {"error": "internal_error"})  # type: ignore[no-untyped-call]
    monkeypatch.setattr("handlers.mentions.whisper_in", AsyncMock(side_effect=refused))
    assert await room.store.inbox.take("Ev9", body, now=NOW)
    with structlog.testing.capture_logs() as logs:
        for n in (1, 2, 3):
            assert await replay(room.app, room.store, now=NOW + timedelta(minutes=n)) == 1
            await waiting(logs, n)
            await room.store.redis.delete(room.store.keys.lease("event", "Ev9"))
    assert await room.store.redis.llen(room.store.keys.asked) == 1


@pytest.mark.parametrize("code", ["not_in_channel", "restricted_action", "is_archived", "channel_not_found"])
async def test_an_answer_that_slack_refuses_for_good_is_not_tried_again(
    room: Room,  # noqa: F811
    code: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """It was tried every minute for an hour, and the log said that an earlier process had not finished it."""
    ts = await threaded(room)
    tried = AsyncMock(side_effect=SlackApiError("no", {"error": code}))  # type: ignore[no-untyped-call]
    monkeypatch.setattr(Mentions, "_reply", tried)
    with structlog.testing.capture_logs() as logs:
        assert await dispatch(room, mention(room, ts, "Ev9")) == 200
        (told,) = await room.whispers("Dana")
    assert f"Slack refused that ({code})" in told
    assert [code in entry["reason"] for entry in logs if entry["event"] == "slack refused"] == [True]
    await inbox_empty(room)
    assert tried.await_count == 1


async def test_what_would_keep_a_report_out_is_asked_once(
    room: Room,  # noqa: F811
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    ts = await threaded(room)
    refused = SlackApiError("no", {"error": "ratelimited"})  # type: ignore[no-untyped-call]
    monkeypatch.setattr(Mentions, "_reply", AsyncMock(side_effect=refused))
    monkeypatch.setattr(Mentions, "_told", AsyncMock(return_value=said("done")))
    with structlog.testing.capture_logs() as logs:
        assert await dispatch(room, mention(room, ts, "Ev9", "not relevant")) == 200
        await waiting(logs, 1)
    assert await replay(room.app, room.store, now=NOW + timedelta(minutes=1)) == 1
    await inbox_empty(room)
    assert await room.store.redis.llen(room.store.keys.asked) == 1


async def test_two_processes_do_not_take_up_the_same_event(room: Room) -> None:  # noqa: F811
    ts = await threaded(room)
    assert await room.store.inbox.take("Ev3", mention(room, ts, "Ev3", "note once"), now=NOW)
    later = NOW + timedelta(seconds=31)
    counts = await asyncio.gather(*(replay(room.app, room.store, now=later) for _ in range(3)))
    assert sum(counts) == 1


async def test_an_event_an_hour_old_is_given_up(room: Room) -> None:  # noqa: F811
    ts = await threaded(room)
    assert await room.store.inbox.take("Ev4", mention(room, ts, "Ev4"), now=NOW)
    assert await replay(room.app, room.store, now=NOW + timedelta(hours=2)) == 0
    await inbox_empty(room)
    assert room.slack.replies("newsdesk", ts) == []


async def test_without_the_store_there_is_no_ack_so_that_slack_sends_again(
    room: Room,  # noqa: F811
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    ts = await threaded(room)

    async def away(*_: object, **__: object) -> bool:
        raise RedisConnectionError("connection refused")

    monkeypatch.setattr(type(room.store.inbox), "take", away)
    assert await dispatch(room, mention(room, ts, "Ev5")) == 500
    monkeypatch.undo()
    assert await dispatch(room, mention(room, ts, "Ev5")) == 200
    await room.said_in(ts, 1)


async def test_an_event_nobody_listens_to_is_acked_and_forgotten(room: Room) -> None:  # noqa: F811
    body = mention(room, "1.000000", "Ev6") | {"event": {"type": "channel_rename", "channel": {"id": "C1"}}}
    assert await dispatch(room, body) == 200
    await inbox_empty(room)


async def test_a_note_that_fails_unforeseen_gets_an_id_to_quote(
    room: Room,  # noqa: F811
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    log = io.StringIO()
    configure("json", "info", stream=log)
    ts = await threaded(room)

    async def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError("of our own making")

    monkeypatch.setattr("handlers.mentions.decide.note", broken)
    await room.slack.say("newsdesk", "Dana", "@watchdesk note x", thread_ts=ts)
    (text,) = await room.whispers("Dana")
    quoted = text.partition("Quote ")[2][:6]
    assert int(quoted, 16) >= 0
    assert quoted in log.getvalue()
    assert "ZeroDivisionError" in log.getvalue()
    assert room.slack.bot_token not in log.getvalue()
    await inbox_empty(room)
    structlog.reset_defaults()


def test_a_store_that_is_away_is_a_sentence() -> None:
    message = sentence(RedisConnectionError("Error 111 connecting to secret-host"))
    assert "it may not be done" in message.text
    assert "secret-host" not in message.text


@pytest.mark.parametrize(
    ("said", "answered"),
    [
        ("@watchdesk confirm this is over, or is it?", "A question decides nothing: for “confirm” write"),
        ("@watchdesk not relevant for the print edition, is it?", "for “not relevant” write @watchdesk not relevant"),
        ("object to what @watchdesk?", "A question decides nothing"),
        ("@watchdesk has it really been signed?", "I cannot answer in words of my own"),
        ("@watchdesk confirm؟", "for “confirm” write @watchdesk confirm without a question mark"),
    ],
)
async def test_a_question_decides_nothing_and_is_told_where_it_stands(room: Room, said: str, answered: str) -> None:  # noqa: F811
    """It gave up a question to "release the story at noon, ok?", and reopened one to "reopen this if they are right?"."""
    await room.stands(PROPOSED, FIRST, SECOND)
    ts = await room.posted(PROPOSAL)
    await room.slack.say("newsdesk", "Dana", said, thread_ts=ts)
    told = (await room.whispers("Dana"))[0]
    assert answered in told
    assert "Where it stands:" in told
    assert "proposed: *yes*" in told
    assert (await room.standing(PROPOSED)).value == "proposed"
    assert not await room.store.standings.dismissed(STORY.slug)
    assert await room.store.outbox.waiting() == {}


async def test_why_and_status_may_be_asked_with_a_question_mark(room: Room) -> None:  # noqa: F811
    ts = await threaded(room)
    await room.slack.say("newsdesk", "Dana", "@watchdesk why?", thread_ts=ts)
    assert (await room.said_in(ts, 2))[1] == "Why signal — a first signal"
    await room.slack.say("newsdesk", "Dana", "@watchdesk status?", thread_ts=ts)
    assert "*signal* since" in (await room.said_in(ts, 4))[3]


@pytest.mark.parametrize(
    "said", ["confirm with Dana before you tell @watchdesk", "@Omar confirm with @watchdesk first"]
)
async def test_talk_that_only_names_the_bot_decides_nothing(room: Room, said: str) -> None:  # noqa: F811
    """It read them as "confirm", with the rest as the reason."""
    await room.stands(PROPOSED, FIRST, SECOND)
    ts = await room.posted(PROPOSAL)
    await room.slack.say("newsdesk", "Dana", said, thread_ts=ts)
    assert "it does not begin with @watchdesk" in (await room.whispers("Dana"))[0]
    assert (await room.standing(PROPOSED)).value == "proposed"


async def test_a_bare_word_may_stand_before_the_name(room: Room) -> None:  # noqa: F811
    await room.stands(PROPOSED, FIRST, SECOND)
    ts = await room.posted(PROPOSAL)
    await room.slack.say("newsdesk", "Dana", "Confirm @watchdesk", thread_ts=ts)

    async def decided() -> bool:
        return (await room.standing(PROPOSED)).value == "resolved_yes"

    await wait_until(decided, description="the proposal is confirmed")
