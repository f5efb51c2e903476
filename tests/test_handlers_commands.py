"""/watch answers, privately, in every channel and to whatever is typed."""

import time
from dataclasses import replace
from datetime import timedelta

import aiohttp
import pytest
from redis.exceptions import ConnectionError as RedisConnectionError
from redis.exceptions import ResponseError as RedisResponseError

from bot.domain.entry import Trace
from bot.domain.feedstate import FeedState, FeedStatus
from bot.domain.ledger import LedgerLine, LineKind
from bot.domain.standing import BOT
from bot.errors import CommandError, StoreError
from bot.store.feeds import Claimed
from bot.store.importing import import_story, remove_story
from bot.store.store import Store
from handlers.commands import as_typed
from handlers.errors import sentence
from handlers.slugs import resolve
from tests.conftest import NOW, wait_until
from tests.desk_case import SIGNALLED, Room, room  # noqa: F401  a fixture
from tests.samples import FIRST, MEMORANDUM, PROPOSED, SECOND, STORY


async def test_a_story_is_summed_up(room: Room) -> None:  # noqa: F811
    await room.stands(*SIGNALLED)
    shown = await room.ask("/watch harbour")
    assert "Avalon sells its harbour only if nobody else lends it money." in shown
    assert "*signal* since 8 May 05:55 UTC" in shown
    assert "• Avalon has sold nothing yet." in shown
    assert "2 of 2 feeds not read yet, so nothing is heard of this story" in shown


@pytest.mark.parametrize("typed", ["russia-iran", "rus", "iran", "IRA"])
def test_the_beginning_of_any_word_of_its_name_is_enough(typed: str) -> None:
    assert resolve(typed, ["gaza", "russia-iran"]) == "russia-iran"


@pytest.mark.parametrize("typed", ["Nordhaven", "nordhaven: who", "castellan", "BID"])
def test_a_story_goes_by_its_title_too(typed: str) -> None:
    titles = {"takeover": "Nordhaven: who bids for Castellan?", "russia-iran": "Russia and Iran"}
    assert resolve(typed, [*titles], titles) == "takeover"


def test_a_title_finds_no_story_where_slugs_do_or_where_two_would_fit() -> None:
    titles = {"iran": "Talks in Geneva", "russia": "Iran and Russia", "talks": "The Geneva round"}
    assert resolve("iran", [*titles], titles) == "iran"
    with pytest.raises(CommandError, match='"geneva" could be iran, talks'):
        resolve("geneva", [*titles], titles)
    with pytest.raises(CommandError, match="There is no story"):
        resolve("ge", [*titles], titles)


async def test_a_word_of_its_title_is_enough(room: Room) -> None:  # noqa: F811
    await import_story(room.store, replace(STORY, slug="sale", title="Nordhaven and its port"), by="x", now=NOW)
    assert "Avalon has sold nothing yet." in await room.ask("/watch nordhaven")
    assert "now follows sale" in await room.ask("/watch follow Nordhaven")


def test_what_names_two_stories_asks_for_more() -> None:
    with pytest.raises(CommandError, match="could be gaza-talks, iran-talks"):
        resolve("talks", ["gaza-talks", "iran-talks"])


@pytest.mark.parametrize("typed", ["/watch har", "/watch HARBOUR", "/watch  harbour "])
async def test_a_few_letters_are_enough(room: Room, typed: str) -> None:  # noqa: F811
    assert "Avalon has sold nothing yet" in await room.ask(typed)


@pytest.mark.parametrize("typed", ["harbour", "har", "why https://wire.invalid/none", "follow harbour"])
async def test_what_is_asked_of_a_removed_story_is_answered_with_when_it_was_removed(room: Room, typed: str) -> None:  # noqa: F811
    """It was "There is no story", as of one that had never been there."""
    await remove_story(room.store, STORY.slug, by="test", now=NOW)
    answer = await room.ask(f"/watch {typed}")
    assert ("The story harbour was removed on 8 May 2026: nothing of it is watched" in answer) is ("why" not in typed)
    await import_story(room.store, STORY, by="test", now=NOW)
    assert "was removed" not in await room.ask(f"/watch {typed}")


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("harbuor", 'There is no story "harbuor". Did you mean harbour?'),
        (
            "folow harbour please",
            'There is no story "folow harbour please". There is harbour. Or was it /watch follow?',
        ),
        ("goodbye", 'There is no story "goodbye". There is harbour.'),
    ],
)
async def test_what_is_misspelt_gets_one_line(room: Room, typed: str, answer: str) -> None:  # noqa: F811
    """One wrong letter used to be answered with 18 lines."""
    shown = await room.ask(f"/watch {typed}")
    assert answer in shown
    assert "/watch help tells what can be typed." in shown
    assert "/watch unfollow" not in shown


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("status", "“status” is for an alert's thread: write @watchdesk status there."),
        ("Not  Relevant", "“not relevant” is for an alert's thread: write @watchdesk not relevant there."),
        ("hello", "Hello. /watch shows your stories, /watch help what else can be typed."),
        ("Hi!", "Hello. /watch shows your stories, /watch help what else can be typed."),
        ("why https://t.co/x y z", "No feed brought https://t.co/x in the last 14 days."),
        ("why www.example.invalid/x", "No feed brought https://www.example.invalid/x in the last 14 days."),
        ("why bother", "Why what?"),
    ],
)
async def test_what_is_for_elsewhere_or_nearly_right_is_understood(room: Room, typed: str, answer: str) -> None:  # noqa: F811
    assert answer in await room.ask(f"/watch {typed}")


@pytest.mark.parametrize("text", ["x" * 3000, "<!channel> <@U123> *b*", "follow " + "y" * 2990, "\u202e\x00"])
async def test_whatever_is_typed_gets_a_sentence(room: Room, text: str) -> None:  # noqa: F811
    shown = await room.ask(f"/watch {text}")
    assert shown
    assert "<!" not in shown
    assert "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx" not in shown


async def test_bare_watch_lists_the_stories_and_what_moved(room: Room) -> None:  # noqa: F811
    await room.stands(*SIGNALLED)
    shown = await room.ask("/watch")
    assert "The stories of this channel" in shown
    assert "• *Will Avalon sign the memorandum on its harbour?* · *signal* · 1 origin reports yes" in shown
    elsewhere = await room.ask("/watch", channel="general")
    assert "This channel follows no story; type /watch follow" in elsewhere


@pytest.mark.parametrize("asked", ["what's new on the harbour?", "Has Avalon sold anything in the harbour yet?"])
async def test_a_question_that_names_one_story_is_answered_with_it(room: Room, asked: str) -> None:  # noqa: F811
    """It was told that there is no story "what's new on the harbour?"."""
    assert "Avalon has sold nothing yet." in await room.ask(f"/watch {asked}")
    assert "There is no story" in await room.ask("/watch what is for lunch?")


async def test_a_direct_message_follows_nothing(room: Room) -> None:  # noqa: F811
    """It was told that alerts come there, where nobody can answer them and Slack lets no bot into talk between people."""
    direct = room.slack.workspace.direct(room.slack.workspace.person("Dana")).id
    assert "this is a direct message" in await room.ask("/watch follow harbour", channel=direct)
    assert direct not in await room.store.stories.followers("harbour")
    assert "does not follow harbour" in await room.ask("/watch unfollow harbour", channel=direct)
    assert "The harbour of Avalon" in await room.ask("/watch harbour", channel=direct)


async def test_who_follows_reads_the_silence_in_their_own_zone(room: Room) -> None:  # noqa: F811
    """A sentence of ours that goes through the escaping of other people's would show the date formatting itself."""
    claimed = await room.store.feeds.claim(now=NOW, latest_seconds=60)
    assert isinstance(claimed, Claimed)
    tx = room.store.transaction()
    feed = FeedState(url=claimed.url, status=FeedStatus.HEALTHY, checked_at=NOW, ok_at=NOW)
    room.store.feeds.settle(tx, claimed, feed)
    await tx.commit()
    told = (await room.slack.command(channel="general", user="Dana", text="/watch follow harbour")).responses[0]
    assert "last checked <!date^1778220000^{date_short} {time}|8 May 06:00 UTC>" in str(told["blocks"])
    assert "last checked 8 May 06:00 UTC" in told["text"], "what a notification would show"


async def test_who_follows_a_story_is_told_where_it_stands_and_what_waits(room: Room) -> None:  # noqa: F811
    """It answered with the health of the feeds, and not a word of the decision that waited."""
    quiet = await room.ask("/watch follow harbour", channel="general")
    assert "decision" not in quiet
    await room.stands(PROPOSED, FIRST, SECOND)
    told = await room.ask("/watch follow harbour", channel="general")
    assert "*1 decision waits*: decide on the Home tab of this app; /watch harbour tells more." in told
    assert (
        "• *Will Avalon sign the memorandum on its harbour?* · proposed: *yes*, waits for Confirm · 2 origins" in told
    )


async def test_a_channel_follows_and_unfollows(room: Room) -> None:  # noqa: F811
    general = room.slack.workspace.channel("general").id
    assert "now follows harbour" in await room.ask("/watch follow harb", channel="general")
    assert "already" in await room.ask("/watch follow harbour", channel="general")
    assert general in await room.store.stories.followers("harbour")
    assert "no longer follows harbour" in await room.ask("/watch unfollow harbour", channel="general")
    assert "does not follow" in await room.ask("/watch unfollow harbour", channel="general")
    assert general not in await room.store.stories.followers("harbour")
    assert "Which story?" in await room.ask("/watch follow")


async def test_the_channel_reads_who_ends_its_alerts_and_how_to_take_that_back(room: Room) -> None:  # noqa: F811
    """Only the one who typed it was told: what came later was posted nowhere, and health said that all was delivered."""
    assert "Nobody is told" not in await room.ask("/watch health")
    await room.ask("/watch unfollow harbour", user="Omar")
    await room.ask("/watch unfollow harbour", user="Omar")
    assert "*Nobody is told* of harbour: no channel follows it." in await room.ask("/watch health")
    await room.ask("/watch follow harbour")
    await room.ask("/watch follow harbour")
    ended, taken_back = [str(m["text"]) for m in room.slack.messages("newsdesk")]
    assert ended == (
        f"<@{room.id_of('Omar')}> ended the alerts on *The harbour of Avalon* in this channel: no news of it comes here. "
        "/watch follow harbour takes that back."
    )
    assert taken_back == (
        f"<@{room.id_of('Dana')}> made this channel follow *The harbour of Avalon*: what changes is told here. "
        "/watch unfollow harbour takes that back."
    )


@pytest.mark.parametrize("trouble", ["server_error", "drop_before_post"])
async def test_whoever_ends_the_alerts_is_told_where_nobody_else_reads_it(room: Room, trouble: str) -> None:  # noqa: F811
    room.slack.faults.arm(trouble, method="chat.postMessage")
    told = await room.ask("/watch unfollow harbour")
    assert "no longer follows harbour. Slack did not let me tell the channel, so nobody else knows." in told
    assert room.slack.messages("newsdesk") == []


async def test_it_answers_where_the_bot_is_not_and_says_how_to_invite_it(room: Room) -> None:  # noqa: F811
    room.slack.add_channel("secret", bot_member=False, private=True)
    room.slack.add_channel("open", bot_member=False)
    for channel in ("secret", "open"):
        assert "Avalon has sold nothing yet" in await room.ask("/watch harbour", channel=channel)
        assert "/invite @watchdesk" in await room.ask("/watch follow harbour", channel=channel)
    assert "/invite" not in await room.ask("/watch follow harbour")


async def trace(room: Room, slug: str, decision: str, *lines: str) -> None:  # noqa: F811
    """A story has read the report at https://wire.invalid/1."""
    tx = room.store.transaction()
    made = Trace(
        slug=slug,
        title="Avalon <signs>",
        link="https://wire.invalid/1?utm_source=x",
        outlet="Harbour Wire",
        feed=STORY.feeds[0].url,
        seen=NOW,
        decision=decision,
        lines=lines,
    )
    room.store.seen.trace(tx, made)
    await tx.commit()


async def test_why_tells_what_each_story_made_of_a_link(room: Room) -> None:  # noqa: F811
    """Found reading such an answer: the same line twice, and nothing said which story had it."""
    for slug in ("harbour", "airport"):
        await trace(room, slug, "no match", "actor Avalon found, but no anchor")
    shown = await room.ask("/watch why https://wire.invalid/1")
    for slug in ("harbour", "airport"):
        assert (
            f"*{slug}*: nobody was told: it has an actor of the story, and no question's or claim's names and words together\n• actor Avalon found, but no anchor"
            in shown
        )
    assert shown.count("Feed: feeds.invalid/wire") == 1


async def test_why_tells_what_people_have_said_of_a_report_since(room: Room) -> None:  # noqa: F811
    await trace(room, "harbour", "watch:memorandum state", "the passage says so itself")
    line = LedgerLine(
        kind=LineKind.RELEVANCE,
        at=NOW,
        who="U0DANA",
        slug="harbour",
        target="watch:memorandum",
        why="not relevant: “Avalon signs” (Wire)",
        data={"link": "https://wire.invalid/1"},
    )
    tx = room.store.transaction()
    room.store.ledger.append(tx, line)
    room.store.ledger.append(tx, replace(line, data={"link": "https://wire.invalid/2"}, why="not relevant: another"))
    await tx.commit()
    shown = await room.ask("/watch why https://wire.invalid/1")
    assert "<@U0DANA>: not relevant: “Avalon signs” (Wire)" in shown
    assert "another" not in shown


async def test_why_tells_how_a_link_was_decided(room: Room) -> None:  # noqa: F811
    await trace(room, "harbour", "no match", "actor Avalon found, but no anchor")
    shown = await room.ask("/watch why https://wire.invalid/1")
    assert "*Avalon &lt;signs&gt;*" in shown
    assert (
        "*harbour*: nobody was told: it has an actor of the story, and no question's or claim's names and words together\n• actor Avalon found, but no anchor"
        in shown
    )
    unknown = await room.ask("/watch why https://other.invalid/9")
    assert "No feed brought https://other.invalid/9 in the last 14 days." in unknown
    assert "Why what?" in await room.ask("/watch why")


async def test_health_names_a_failing_feed(room: Room) -> None:  # noqa: F811
    claimed = await room.store.feeds.claim(now=NOW, latest_seconds=60)
    assert isinstance(claimed, Claimed)
    state = FeedState(
        url=claimed.url, status=FeedStatus.FAILING, failures=3, error="the server answers 503", checked_at=NOW
    )
    tx = room.store.transaction()
    room.store.feeds.settle(tx, claimed, state)
    await tx.commit()
    shown = await room.ask("/watch health")
    assert "*0 of 2 feeds healthy*, 1 not read yet" in shown
    assert "the server answers 503" in shown
    assert "1 of 2 feeds failing, 1 of 2 feeds not read yet, so nothing is heard of this story" in await room.ask(
        "/watch harbour"
    )


async def test_health_says_that_entries_broke_and_which(room: Room) -> None:  # noqa: F811
    """Its feed was well, and nobody asks why of a link they never heard of."""
    lines = [broken("http://wire.invalid/1", days=8), broken("http://wire.invalid/2", days=1)]
    await append(room, *lines)
    told = "*1 entry could not be read* within 7 days, by a fault of ours, and counts for nothing."
    shown = await room.ask("/watch health")
    assert told in shown
    assert "The last: <http://wire.invalid/2|Avalon signs>, 7 May 06:00 UTC; /watch why and its link says" in shown
    await append(room, broken("http://wire.invalid/2", days=0), broken("", days=0))
    assert "*2 entries could not be read* within 7 days, by a fault of ours, and count" in await room.ask(
        "/watch health"
    )


def broken(link: str, *, days: int) -> LedgerLine:
    data = {"title": "Avalon signs", "link": link, "outlet": "Harbour Wire"}
    at = NOW - timedelta(days=days)
    return LedgerLine(kind=LineKind.BROKEN, at=at, who=BOT, slug=STORY.slug, why="IndexError: x", data=data)


async def append(room: Room, *lines: LedgerLine) -> None:  # noqa: F811
    tx = room.store.transaction()
    for line in lines:
        room.store.ledger.append(tx, line)
    await tx.commit()


async def test_threads_are_linked_with_their_replies(room: Room) -> None:  # noqa: F811
    await room.stands(*SIGNALLED)
    ts = await room.posted()
    await room.slack.say("newsdesk", "Omar", "calling them", thread_ts=ts)

    async def counted() -> bool:
        return await room.store.threads.replies(room.newsdesk, ts) == 1

    await wait_until(counted, description="the reply is counted")
    shown = await room.ask("/watch harbour")
    assert "|thread>: 1 reply" in shown
    assert f"/archives/{room.newsdesk}/p" in shown


async def test_a_summary_is_shared_on_request_and_by_name(room: Room) -> None:  # noqa: F811
    result = await room.slack.command(channel="newsdesk", user="Dana", text="/watch harbour")
    ts = result.responses[0]["ts"]
    await room.slack.click("newsdesk", ts, "share", "Dana", wait=5)
    (message,) = room.slack.messages("newsdesk")
    shown = str(message["blocks"])
    assert f"shared by <@{room.id_of('Dana')}>" in shown
    assert "Share to channel" not in shown


async def test_silence_since_then_is_no_movement(room: Room) -> None:  # noqa: F811
    standing, evidence = SIGNALLED
    old = NOW - timedelta(days=3)

    await room.stands(replace(standing, since=old, last_at=old), evidence)
    shown = await room.ask("/watch")
    assert "No news within a day" in shown
    assert str(MEMORANDUM) not in shown


@pytest.mark.parametrize("unclosed", ["<http://", "<http://a|", "<https://a"])
def test_a_message_full_of_unclosed_addresses_is_read_at_once(unclosed: str) -> None:
    began = time.perf_counter()
    assert as_typed(unclosed * 5_000).startswith("<http")
    assert time.perf_counter() - began < 0.5
    assert as_typed("why <https://a.example/?x=1&amp;y=2|a.example>") == "why https://a.example/?x=1&y=2"


@pytest.mark.parametrize(
    ("error", "text"),
    [
        (RedisConnectionError("gone"), "could not reach its store or Slack"),
        (aiohttp.ServerDisconnectedError(), "could not reach its store or Slack"),
        (TimeoutError(), "could not reach its store or Slack"),
        (FileNotFoundError("model.onnx"), "it is our fault"),
        (RedisResponseError("WRONGTYPE Operation against a key"), "it is our fault"),
    ],
)
def test_whoever_waits_is_told_an_outage_from_a_bug(error: Exception, text: str) -> None:
    assert text in sentence(error).text


@pytest.mark.parametrize("trouble", ["full", "lost"])
async def test_health_says_before_all_else_that_the_store_takes_nothing(
    room: Room,  # noqa: F811
    trouble: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """It said that all feeds are healthy and all alerts were delivered, while nothing was polled any more."""
    if trouble == "full":
        monkeypatch.setattr(Store, "ping", full)
    else:
        keys = [key async for key in room.store.redis.scan_iter(match="watchdesk:*")]
        await room.store.redis.delete(*keys)
    said = await room.ask("/watch health")
    assert "Nothing is watched now" in said
    assert ("Redis takes no writes (OOM); alerts wait." if trouble == "full" else "Redis has lost what it held") in said
    assert "delivered" not in said


async def full(_: Store) -> None:
    raise StoreError("Redis takes no writes (OOM); alerts wait.")
