"""The unmodified bot in a newsroom, through Socket Mode and through signed HTTP: whatever people can do with it."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import aiohttp
import pytest

from bot.domain.change import ChangeKind, Level, alert_for
from bot.domain.ledger import LineKind
from bot.domain.story import Claim, Direction
from bot.localslack.httpevents import signature
from bot.store.importing import import_story
from bot.store.store import Store
from tests import samples
from tests.bot_case import Json, Newsroom, newsroom_of, proposal, report, signal, standing, suggestion, words_of
from tests.conftest import wait_until
from tests.samples import LOAN, NO_SALE, STORY, voice


@pytest.fixture(params=["socket", "http"])
async def newsroom(
    request: pytest.FixtureRequest, store: Store, valkey_url: str, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Newsroom]:
    async with newsroom_of(store, valkey_url, monkeypatch, request.param) as opened:
        yield opened


async def test_every_command(newsroom: Newsroom) -> None:
    ask = newsroom.ask
    assert "The harbour of Avalon" in await ask("/watch")
    assert "Avalon has sold nothing yet." in await ask("/watch har")
    assert "now follows harbour" in await ask("/watch follow harbour", channel="general")
    assert "no longer follows harbour" in await ask("/watch unfollow harbour", channel="general")
    assert "No feed brought" in await ask("/watch why https://wire.invalid/1?a=1&b=2")
    assert "Why what?" in await ask("/watch why <https://wire.invalid")
    assert "*All alerts* were delivered" in await ask("/watch health")
    assert "@watchdesk status" in await ask("/watch help")
    assert "Did you mean harbour?" in await ask("/watch habour")
    assert "No story has a name of 3000 characters." in await ask(f"/watch {'x' * 3000}")
    newsroom.slack.add_channel("outside", bot_member=False)
    assert "/invite @watchdesk" in await ask("/watch follow harbour", channel="outside")
    assert newsroom.slack.messages("newsdesk") == [], "all of it is private"


async def test_the_buttons_of_answers(newsroom: Newsroom) -> None:
    """Open, More, Share to channel, and the two modals that ask what they are about."""
    long = tuple(Claim(id=f"c{n}", text=f"Claim {n}: " + "the harbour " * 20) for n in range(50))
    await import_story(newsroom.store, replace(STORY, claims=long), by="watchdesk", now=datetime.now(UTC))
    (listed,) = (await newsroom.slack.command(channel="newsdesk", user="Dana", text="/watch")).responses
    opened = await newsroom.press(listed["ts"], "open")
    assert "Page 1 of 2" in opened.text
    top = opened.responses[0]["ts"]
    assert "Page 2 of 2" in (await newsroom.press(top, "more")).text
    await newsroom.press(top, "propose")
    refused = await newsroom.slack.deeds.submit("Dana", {"why": "the board meets"})
    assert set(refused.ack["errors"]) == {"target", "state"}
    chosen = {"target": str(LOAN), "state": "developing", "why": "the board meets"}
    assert (await newsroom.slack.deeds.submit("Dana", chosen)).ok
    assert (await newsroom.stands("developing", LOAN)).by == newsroom.slack.workspace.person("Dana").id
    await newsroom.delivered()
    before = len(newsroom.slack.messages("newsdesk"))
    await newsroom.press(top, "share")

    async def shared() -> bool:
        return len(newsroom.slack.messages("newsdesk")) == before + 2

    await wait_until(shared, description="both pages are in the channel")
    assert "was shared before" in (await newsroom.press(top, "share")).text
    assert await shared(), "a second press posts nothing"


async def test_what_is_shared_or_decided_survives_an_answer_that_is_cut_off(newsroom: Newsroom) -> None:
    """Slack's client sent the summary again, and who had decided was told that nothing was changed."""
    await import_story(newsroom.store, STORY, by="watchdesk", now=datetime.now(UTC))
    await newsroom.slack.command(channel="newsdesk", user="Dana", text="/watch harbour")
    summary = newsroom.slack.ephemerals("newsdesk", "Dana")[-1]
    before = len(newsroom.slack.messages("newsdesk"))
    newsroom.slack.faults.arm("drop_after_post", method="response_url")
    await newsroom.press(summary["ts"], "share")

    async def told() -> bool:
        whispers = newsroom.slack.ephemerals("newsdesk", "Dana")
        return "may be in the channel or not" in str(whispers[-1]["text"])

    await wait_until(told, description="Dana is told that nobody knows")
    assert len(newsroom.slack.messages("newsdesk")) == before + 1
    await newsroom.happens(signal())
    ts = await newsroom.told()
    newsroom.slack.faults.arm("drop_before_post", method="chat.postEphemeral", times=2)
    await newsroom.slack.click("newsdesk", ts, "own", "Dana", wait=2)
    await newsroom.in_thread(ts, "has this")
    said = [str(m["text"]) for m in newsroom.slack.ephemerals("newsdesk", "Dana")]
    assert not any("may not be done" in text for text in said)


async def test_the_buttons_of_an_alert(newsroom: Newsroom) -> None:
    """From a first signal to a resolution: every step in the thread, the head message at the latest state."""
    first = signal()
    await newsroom.happens(first)
    ts = await newsroom.told()
    assert "two officials said" in (await newsroom.press(ts, "why")).text
    assert "You have this now." in (await newsroom.press(ts, "own", user="Omar")).text
    await newsroom.in_thread(ts, "has this")
    await newsroom.press(ts, "propose")
    assert set((await newsroom.slack.deeds.submit("Dana", {"why": "x"})).ack["errors"]) == {"state"}
    proposed = {"state": "resolved_partial", "why": "half of it"}
    assert (await newsroom.slack.deeds.submit("Dana", proposed)).ok
    reply = await newsroom.in_thread(ts, "half of it")
    assert reply["subtype"] == "thread_broadcast"
    assert (await newsroom.press(reply["ts"], "object", user="Omar")).ok
    assert (await newsroom.slack.deeds.submit("Omar", {"why": "too early"})).ok
    await newsroom.in_thread(ts, "too early")
    await newsroom.head_says(ts, "*developing*")
    await newsroom.happens(proposal(first))
    reply = await newsroom.in_thread(ts, "proposed: *yes*")
    assert "Resolved: yes." in (await newsroom.press(reply["ts"], "confirm")).text
    await newsroom.head_says(ts, "resolved: *yes*")
    assert len([m for m in newsroom.slack.messages("newsdesk") if "subtype" not in m]) == 1, "one thread, one head"


async def test_what_was_resolved_is_reopened(newsroom: Newsroom) -> None:
    """By the button under the report against it."""
    first = signal()
    settled = standing("resolved_yes", report(), by="U0DANA", since=datetime.now(UTC) - timedelta(minutes=2))
    denial = report("e8", outlet="Northern Post", origin="Northern Post", direction=Direction.AWAY, published=None)
    against = replace(settled, voices=(*settled.voices, voice(denial)))
    await newsroom.happens(
        first, samples.change(ChangeKind.ORIGIN, settled, against, evidence=denial, level=Level.URGENT)
    )
    ts = await newsroom.told()
    alert = await newsroom.in_thread(ts, "Against what was resolved")
    assert "Signal, pointing to no." in (await newsroom.press(alert["ts"], "reopen")).text
    await newsroom.in_thread(ts, "reopened this, which was resolved “yes”")
    await newsroom.head_says(ts, "*signal*, pointing to no")


async def test_what_one_has_is_taken_over_and_given_up(newsroom: Newsroom) -> None:
    await newsroom.happens(signal())
    ts = await newsroom.told()
    await newsroom.press(ts, "own", user="Omar")
    await newsroom.head_says(ts, "Give up or take over")
    assert "You have this now." in (await newsroom.press(ts, "hand_over")).text
    await newsroom.in_thread(ts, "had it")

    async def hers() -> bool:
        head = str(newsroom.slack.workspace.channel("newsdesk").find(ts))
        return f"<@{newsroom.slack.workspace.person('Dana').id}> has this" in head

    await wait_until(hers, description="the head names Dana")
    assert "You gave this up." in (await newsroom.press(ts, "hand_over")).text
    await newsroom.head_says(ts, "nobody has this yet")


async def test_a_report_means_otherwise(newsroom: Newsroom) -> None:
    first = signal()
    await newsroom.happens(replace(first, after=replace(first.after, lean="toward")))
    ts = await newsroom.told()
    await newsroom.press(ts, "means")
    assert (await newsroom.slack.deeds.submit("Dana", {"means": "away"})).ok
    await newsroom.in_thread(ts, "means “no”")
    await newsroom.head_says(ts, "proposed: *no*")


async def test_not_relevant_takes_the_report_back(newsroom: Newsroom) -> None:
    await newsroom.happens(signal())
    ts = await newsroom.told()
    assert "Watching." in (await newsroom.press(ts, "not_relevant")).text
    await newsroom.head_says(ts, "*watching*")
    told = await newsroom.in_thread(ts, "struck out Harbour Wire's report “Avalon signs memorandum on harbour”")
    assert "Proposed: yes" in (await newsroom.press(told["ts"], "relevant")).text
    await newsroom.in_thread(ts, "counts again")
    assert "nothing to take back" in (await newsroom.press(told["ts"], "relevant")).text


async def test_a_verdict_is_set(newsroom: Newsroom) -> None:
    await newsroom.happens(suggestion())
    ts = await newsroom.told(NO_SALE)
    await newsroom.press(ts, "verdict")
    refused = await newsroom.slack.deeds.submit("Dana", {"verdict": "superseded", "why": "sold"})
    assert refused.ack["errors"] == {"successor": "Choose the claim that takes its place."}
    done = {"verdict": "superseded", "successor": "claim:debt", "why": "sold"}
    assert (await newsroom.slack.deeds.submit("Dana", done)).ok
    await newsroom.head_says(ts, "*superseded*")
    await newsroom.in_thread(ts, "sold")


async def test_mentions_in_a_thread(newsroom: Newsroom) -> None:
    first = signal()
    await newsroom.happens(first)
    ts = await newsroom.told()
    for said, answered in (
        ("status", "1 origin reports yes: Harbour Wire"),
        ("why", "two officials said"),
        ("note spoke to <the> ministry", "Noted in the ledger"),
        ("mine", "has this"),
    ):
        await newsroom.slack.say("newsdesk", "Dana", f"@watchdesk {said}", thread_ts=ts)
        await newsroom.in_thread(ts, answered)
    for said, answered in (
        ("help", "/watch health"),
        ("confirm", "Nothing is proposed here"),
        ("dance", "I do not understand “dance”."),
    ):
        await newsroom.slack.say("newsdesk", "Dana", f"@watchdesk {said}", thread_ts=ts)
        await newsroom.whispered("Dana", answered)
    await newsroom.happens(proposal(first))
    await newsroom.in_thread(ts, "proposed: *yes*")
    await newsroom.slack.say("newsdesk", "Omar", "@watchdesk object too early", thread_ts=ts)
    await newsroom.in_thread(ts, "*developing*")
    (note,) = await newsroom.store.ledger.read(STORY.slug, kinds=frozenset({LineKind.NOTE}))
    assert note.why == "spoke to <the> ministry"


async def test_confirm_and_not_relevant_in_a_thread(newsroom: Newsroom) -> None:
    first = signal()
    await newsroom.happens(first)
    ts = await newsroom.told()
    await newsroom.slack.say("newsdesk", "Dana", "@watchdesk not relevant", thread_ts=ts)
    await newsroom.stands("watching")
    await newsroom.happens(proposal(first))
    await newsroom.slack.say("newsdesk", "Dana", "@watchdesk confirm we hold the text", thread_ts=ts)
    assert (await newsroom.stands("resolved_yes")).why == "we hold the text"
    await newsroom.in_thread(ts, "we hold the text")


async def test_a_mention_outside_threads_is_like_watch_and_private(newsroom: Newsroom) -> None:
    await newsroom.slack.say("newsdesk", "Dana", "@watchdesk harbour")
    await newsroom.whispered("Dana", "Avalon has sold nothing yet.")
    refused = await newsroom.slack.command(
        channel="newsdesk", user="Dana", text="/watch", thread_ts=newsroom.slack.messages("newsdesk")[0]["ts"]
    )
    assert refused.error == "command_in_thread"


async def test_replies_of_people_are_counted(newsroom: Newsroom) -> None:
    first = signal()
    await newsroom.happens(first)
    ts = await newsroom.told()
    gone = await newsroom.slack.say("newsdesk", "Omar", "calling the ministry", thread_ts=ts)
    await newsroom.slack.say("newsdesk", "Dana", "I call the bank", thread_ts=ts)

    async def counted() -> bool:
        return "thread>: 2 replies by people" in await newsroom.ask("/watch harbour")

    await wait_until(counted, description="2 replies in the summary")
    await newsroom.slack.deeds.delete("newsdesk", gone["ts"], "Omar")
    await newsroom.happens(proposal(first))
    await newsroom.head_says(ts, "1 reply")


async def test_app_home(newsroom: Newsroom) -> None:
    await newsroom.happens(suggestion(), proposal(signal()))
    ts = await newsroom.told()
    await newsroom.press(ts, "own", user="Omar")
    await newsroom.slack.deeds.open_home("Dana")

    async def home() -> str:
        return words_of(newsroom.slack.home("Dana") or {"text": ""})

    shown = await wait_until(home, description="the Home tab")
    assert "Waits for a decision: 2" in shown
    assert f"/archives/{newsroom.newsdesk}/p{ts.replace('.', '')}|thread>" in shown
    assert f"<@{newsroom.slack.workspace.person('Omar').id}> has *" in shown
    assert f"Followed in <#{newsroom.newsdesk}>" in shown
    assert "2 of 2 feeds not read yet, so nothing is heard of this story" in shown
    view = newsroom.slack.home("Dana")
    assert view
    opened = await newsroom.slack.deeds.click_in_view(view["id"], "open_story", "Dana", seconds=5)
    assert "Avalon has sold nothing yet." in opened.text
    modal = newsroom.slack.view("Dana")
    assert modal
    assert modal["title"]["text"] == "harbour"


async def test_what_waits_is_decided_on_the_home_tab(newsroom: Newsroom) -> None:
    """It listed seven decisions and had no button for any."""
    late = replace(STORY.watch_items[1], resolve_by=date(2020, 1, 1))
    with_late = replace(STORY, watch_items=(STORY.watch_items[0], late))
    await import_story(newsroom.store, with_late, by="watchdesk", now=datetime.now(UTC))
    await newsroom.happens(suggestion(), proposal(signal()))
    ts = await newsroom.told()
    await newsroom.slack.deeds.open_home("Dana")

    async def shown(words: str, user: str = "Dana") -> Json:
        async def there() -> Json | None:
            view = newsroom.slack.home(user)
            return view if view and words in words_of(view) else None

        found = await wait_until(there, description=f"“{words}” on the Home tab")
        assert found
        return found

    view = await shown("Waits for a decision: 3")
    assert "two officials said" in words_of(view), "what it rests on"
    deeds = newsroom.slack.deeds
    await deeds.click_in_view(view["id"], "home_settle", "Dana", seconds=5)
    assert (await deeds.submit("Dana", {"state": "stalled", "why": "holidays"})).ok
    await newsroom.stands("stalled", LOAN)
    view = await shown(
        "Stalled. The channels that follow harbour are told, under your name. “Resolve or set state” under /watch harbour"
    )
    value = next(
        e["value"] for b in view["blocks"] for e in b.get("elements", []) if "memorandum" in str(e.get("value"))
    )
    await deeds.open_home("Omar")
    theirs = await shown("Waits for a decision: 3", "Omar")
    await deeds.click_in_view(theirs["id"], "home_object", "Omar", value, seconds=5)
    assert (await deeds.submit("Omar", {"why": "too early"})).ok
    await newsroom.in_thread(ts, "too early")
    await shown("Developing. The channels that follow harbour are told", "Omar")
    await deeds.click_in_view(view["id"], "home_confirm", "Dana", value, seconds=5)
    view = await shown("Decided already: developing, by")
    await deeds.click_in_view(view["id"], "home_confirm", "Dana", seconds=5)
    await shown("Disputed. The channels that follow harbour are told")
    await import_story(newsroom.store, replace(STORY, watch_items=(), claims=()), by="x", now=datetime.now(UTC))
    await deeds.click_in_view(view["id"], "home_settle", "Dana", seconds=5)
    await shown("The story file no longer has this question or claim.")


async def test_home_leads_to_the_channel_that_has_the_thread(newsroom: Newsroom) -> None:
    """Where another channel came first, and followed the story only since, there was no way to the thread."""
    slack = newsroom.slack
    await newsroom.happens(suggestion(), proposal(signal()))
    ts = await newsroom.told()
    late = [slack.add_channel(f"late-{n}").id for n in range(12)]
    for channel in late:
        await newsroom.ask("/watch follow harbour", channel=channel)
    assert min(late) < newsroom.newsdesk, "a channel without a thread stands first"
    await slack.deeds.open_home("Dana")

    async def linked() -> bool:
        return f"/archives/{newsroom.newsdesk}/p{ts.replace('.', '')}|thread>" in str(slack.home("Dana"))

    await wait_until(linked, description="Home has a link to the thread")


async def test_the_shortcut_why_was_i_told_this(newsroom: Newsroom) -> None:
    await newsroom.happens(signal())
    ts = await newsroom.told()
    said = await newsroom.slack.say("newsdesk", "Dana", "really?", thread_ts=ts)
    for message in (ts, said["ts"]):
        outcome = await newsroom.slack.deeds.shortcut("why_told", "Dana", channel="newsdesk", ts=message, seconds=5)
        assert "two officials said" in outcome.text
    other = await newsroom.slack.say("newsdesk", "Dana", "lunch?")
    outcome = await newsroom.slack.deeds.shortcut("why_told", "Dana", channel="newsdesk", ts=other["ts"], seconds=5)
    assert "in no thread of an alert" in outcome.text


async def test_after_an_invitation_what_waits_comes_at_once(newsroom: Newsroom) -> None:
    await newsroom.slack.deeds.remove_bot("newsdesk", "Dana")
    await newsroom.happens(signal())

    async def refused() -> bool:
        due = await newsroom.store.redis.zscore(newsroom.store.outbox.keys.outboxes, newsroom.newsdesk)
        return due is not None and due > datetime.now(UTC).timestamp() + 200

    await wait_until(refused, description="the queue waits its five minutes")
    assert newsroom.slack.messages("newsdesk") == []
    lacks = f"<#{newsroom.newsdesk}>: 1, for I am not in it: type /invite @watchdesk there"
    assert lacks in await newsroom.ask("/watch health"), "it told that an alert waits, and not for whom"
    await newsroom.slack.deeds.invite_bot("newsdesk", "Dana")
    await newsroom.told()


@pytest.mark.parametrize("private", [False, True])
async def test_what_an_archived_channel_missed_comes_when_it_is_back(newsroom: Newsroom, private: bool) -> None:
    """It stayed kept aside until somebody thought of taking the bot out and inviting it again."""
    slack = newsroom.slack
    place = slack.add_channel("old", private=private)
    await newsroom.ask("/watch follow harbour", channel="old")
    slack.workspace.archive(place)
    tx = newsroom.store.transaction()
    newsroom.store.outbox.put(tx, alert_for(signal(), place.id, at=datetime.now(UTC)))
    await tx.commit()

    async def aside() -> bool:
        return bool(await newsroom.store.outbox.parked(place.id))

    await wait_until(aside, description="the alert is kept aside")
    assert "it is archived; they come once it is not" in await newsroom.ask("/watch health")
    slack.workspace.unarchive(place)

    async def told() -> bool:
        return any(m.get("user") == slack.workspace.bot.id for m in slack.messages("old"))

    await wait_until(told, description="the alert is in the channel")


async def test_what_is_not_signed_by_slack_is_refused(
    store: Store, valkey_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with (
        newsroom_of(store, valkey_url, monkeypatch, "http") as newsroom,
        aiohttp.ClientSession() as stranger,
    ):
        assert await newsroom.slack.verify_request_url()
        address = newsroom.slack._http.request_url
        body = b"command=%2Fwatch&text=help&channel_id=C1&user_id=U1&response_url=http%3A%2F%2F127.0.0.1%3A1"
        form = {"Content-Type": "application/x-www-form-urlencoded"}
        secret = newsroom.slack.signing_secret
        for headers in ({}, signature("another secret", body), signature(secret, body, at=1_700_000_000)):
            async with stranger.post(address, data=body, headers=form | headers) as answer:
                assert answer.status == 401
