"""Learning from the desk, visibly: a dismissed or missed report, a rule tried on the last week, an editor's yes or no."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.blocks.alert import reply
from bot.blocks.lesson import lesson
from bot.blocks.mrkdwn import in_utc
from bot.blocks.ref import Ref
from bot.domain.change import Alert, ChangeKind
from bot.domain.entry import Entry, KeptEntry, Trace
from bot.domain.evidence import Evidence, Phase, Target
from bot.domain.ledger import LineKind
from bot.domain.lesson import Asked, Cause, Edit, Lesson, Meaning, Option, Part, Proposal, Told, Trial
from bot.domain.missed import Missed
from bot.domain.standing import asked_of
from bot.domain.story import Actor, Direction, Story, Weight
from bot.domain.voices import voice_of
from bot.store.importing import follow, import_story
from bot.store.rules import unlearned
from bot.store.store import Store
from bot.store.stories import Stories
from bot.storyfile import dump_story
from handlers.decide import dismiss
from handlers.desk import Desk
from handlers.showing import Showing
from tests.bot_case import newsroom_of
from tests.conftest import NOW, wait_until
from tests.desk_case import Json, Room, room  # noqa: F401  a fixture
from tests.samples import FIRST, LOAN, MEMORANDUM, SIGNAL, STORY, change, evidence, standing
from watchers.learning import Learning
from watchers.lessons.proposing import of_missed
from watchers.link.likely import Likely
from watchers.views import view_of

FOOTBALL = evidence(
    "football",
    title="Avalon signs football memorandum",
    passage="Avalon signs football memorandum",
    link="https://wire.invalid/football",
)
SIGNALLED = (replace(SIGNAL, last_evidence=FOOTBALL.id), FIRST, FOOTBALL)


def entry(title: str, link: str, *, hours: float = 1) -> KeptEntry:
    published = NOW - timedelta(hours=hours)
    made = Entry(id=link, title=title, link=link, outlet="Harbour Wire", published=published)
    return KeptEntry(key=link, entry=made, seen=published)


WEEK = (
    entry(FIRST.title, FIRST.link, hours=30),
    entry(FOOTBALL.title, FOOTBALL.link, hours=20),
    entry("Avalon reaches memorandum with football sponsor", "https://wire.invalid/sponsor", hours=10),
    entry("Avalon and lender toast memorandum", "https://wire.invalid/toast", hours=5),
    entry("Weather", "https://wire.invalid/weather", hours=2),
)


async def keep(room: Room, *entries: KeptEntry) -> None:  # noqa: F811
    tx = room.store.transaction()
    room.store.recent.keep(tx, STORY.slug, entries, now=NOW, most=1000)
    await tx.commit()


async def football(room: Room) -> str:  # noqa: F811
    """The thread of the sample, whose last report is about football; its ts."""
    await room.stands(*SIGNALLED)
    await keep(room, *WEEK)
    return await room.posted(replace(change(ChangeKind.STATE, SIGNALLED[0], SIGNALLED[0]), evidence=FOOTBALL))


async def answered(room: Room, user: str = "Dana") -> Json:  # noqa: F811
    """What the watchers and the bot make of what was asked, as the one who asked sees it."""
    before = len(room.slack.ephemerals("newsdesk", user))
    learning = Learning(store=room.store, clock=lambda: NOW)
    await wait_until(learning.once, description="the watchers have a question to answer")
    showing = Showing(store=room.store, client=room.client, clock=lambda: NOW)
    assert await showing.once()
    shown = room.slack.ephemerals("newsdesk", user)
    assert len(shown) == before + 1
    return shown[-1]


def words(message: Json) -> str:
    return in_utc("\n".join(str(b["text"]["text"]) for b in message["blocks"] if b["type"] == "section"))


async def story(room: Room) -> Story:  # noqa: F811
    found = await room.store.stories.get(STORY.slug)
    assert found
    return found


async def test_a_dismissal_proposes_an_exclusion_tried_on_the_last_week(room: Room) -> None:  # noqa: F811
    ts = await football(room)
    await room.press(ts, "not_relevant")
    shown = await answered(room)
    said = words(shown)
    assert "“Avalon signs football memorandum” is not relevant" in said
    assert "Anchors: memorandum|MoU → *memorandum|MoU -football*" in said
    assert "Tried on 5 entries of the last 7 days since 7 May 00:00 UTC." in said
    assert "Would have added nothing to what is told, removed this report and 1 more." in said
    listed = said.split("Removed:")[1]
    assert "sponsor — Harbour Wire, 7 May 20:00 UTC · <https://wire.invalid/sponsor|read at" in listed
    assert "Avalon signs football memorandum —" not in listed, "it is named at the top"
    assert await story(room) == STORY, "nothing is learned by itself"


async def test_not_relevant_to_one_question_narrows_no_name_while_the_report_counts_for_another(room: Room) -> None:  # noqa: F811
    ts = await football(room)
    tx = room.store.transaction()
    room.store.standings.add_evidence(tx, replace(FOOTBALL, id="ev-loan", target=LOAN), now=NOW)
    await tx.commit()
    await room.press(ts, "not_relevant")
    said = words(await answered(room))
    assert "is not relevant\nIt still counts for “" in said
    assert "Anchors: memorandum|MoU → *memorandum|MoU -football*" in said
    assert "no longer names" not in said


LONG = "|".join(f"memorandum{n}" for n in range(20))


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        (LONG, f'{LONG} -fisheries -"Cup final"', '+ *-fisheries -"Cup final"*'),
        (f"{LONG} -fisheries -boats", f"{LONG} -boats", "− *-fisheries*"),
        (f"{LONG} -fishery -boats", f"{LONG} -fisheries -boats", "-fishery → *-fisheries*"),
        (LONG, f"{LONG}|MoU", "+ *|MoU*"),
    ],
    ids=["added", "removed", "changed", "an alternative"],
)
def test_of_long_words_a_rule_shows_what_it_changes(before: str, after: str, told: str) -> None:
    """Both were cut at 200 characters, and what was added lay behind the cut: a rule that seemed to change nothing."""
    asked = Asked(id="1", cause=Cause.DISMISSED, slug=STORY.slug, by="U0DANA", channel="C0NEWS", at=NOW)
    parts = (Part.ANCHORS, Part.SIGNAL)
    made = tuple(Edit(part=part, before=before, after=after) for part in parts)
    option = Option(lesson=Lesson(target=MEMORANDUM, sentence="No fish.", edits=made), trial=Trial())
    shown = lesson(Proposal(asked=asked, options=(option,)), STORY, now=NOW)
    said = words({"blocks": list(shown.blocks)})
    assert f"• Anchors: {told}\n" in said
    assert f"• Signal “memorandum0|memorandum1|memorandum2|memorandum3|memorandum4…”: {told}\n" in said


def test_why_no_rule_is_proposed_has_one_colon_in_its_line() -> None:
    asked = Asked(id="1", cause=Cause.DISMISSED, slug=STORY.slug, by="U0DANA", channel="C0NEWS", at=NOW)
    none = Proposal(asked=asked, title="Avalon signs", sentence="No rule is proposed: its words stand in others too.")
    shown = lesson(none, STORY, now=NOW)
    assert shown.text == "“Avalon signs” is not relevant · No rule is proposed: its words stand in others too."
    assert words({"blocks": list(shown.blocks)}) == shown.text.replace(" · ", "\n")


async def test_accepted_the_story_has_the_rule_and_the_ledger_says_who_when_and_why(room: Room) -> None:  # noqa: F811
    ts = await football(room)
    await room.press(ts, "not_relevant")
    shown = await answered(room)
    while await room.store.outbox.waiting():
        await room.store.redis.delete(room.store.outbox.keys.outbox(room.newsdesk))
    assert "Learned, under your name" in await room.press(shown["ts"], "accept", user="Omar")
    assert "memorandum|MoU -football" in dump_story(await story(room))
    (line,) = await room.store.ledger.read(STORY.slug, kinds=frozenset({LineKind.LESSON}))
    assert (line.who, line.at, line.target) == (room.id_of("Omar"), NOW, "watch:memorandum")
    assert (line.before, line.after) == ("memorandum|MoU", "memorandum|MoU -football")
    assert "rule accepted after “Avalon signs football memorandum”" in line.why
    assert line.data["removed"] == "2"
    alert = await room.store.outbox.head(room.newsdesk)
    assert isinstance(alert, Alert)
    assert (alert.change.level, alert.change.by) == ("routine", room.id_of("Omar"))
    assert "a rule was accepted" in alert.change.why
    assert "memorandum|MoU → *memorandum|MoU -football*" in await room.press(ts, "why")


async def test_a_rule_can_be_taken_back_where_it_was_learned_and_in_the_thread(room: Room) -> None:  # noqa: F811
    """A rule that turned out wrong said no in a flash, and no button led back."""
    ts = await football(room)
    await room.press(ts, "not_relevant")
    shown = await answered(room)
    while await room.store.outbox.waiting():
        await room.store.redis.delete(room.store.outbox.keys.outbox(room.newsdesk))
    await room.press(shown["ts"], "accept", user="Omar")
    alert = await room.store.outbox.head(room.newsdesk)
    assert isinstance(alert, Alert)
    told = reply(STORY, alert.change, alert.change.after, now=NOW)
    (back,) = [b for block in told.blocks for b in block.get("elements", ()) if b.get("action_id") == "unlearn"]
    assert back["text"]["text"] == "Take that back"
    kept = room.slack.ephemerals("newsdesk", "Omar")[-1]
    assert "Taken back, under your name: What also says “football”" in await room.press(kept["ts"], "unlearn")
    assert await story(room) == STORY
    line, _ = await room.store.ledger.read(STORY.slug, kinds=frozenset({LineKind.LESSON}))
    assert (line.who, line.before, line.after) == (
        room.id_of("Dana"),
        "memorandum|MoU -football",
        "memorandum|MoU",
    )
    assert await unlearned(room.store, STORY) == ()
    assert "Somebody has taken this rule back already" in await room.press(kept["ts"], "unlearn")


async def test_a_report_that_counts_again_teaches_no_exclusion(room: Room) -> None:  # noqa: F811
    """Learned all the same, the rule kept out what came next and was relevant."""
    ts = await football(room)
    await room.press(ts, "not_relevant")
    shown = await answered(room)
    (gone,) = await room.store.standings.dismissed(STORY.slug)
    tx = room.store.transaction()
    room.store.standings.restore(tx, STORY.slug, gone)
    await tx.commit()
    assert "Its report counts again" in await room.press(shown["ts"], "accept")
    assert await story(room) == STORY
    assert "Nothing is changed" in await room.press(shown["ts"], "decline")


async def test_what_is_decided_cannot_be_decided_again(room: Room) -> None:  # noqa: F811
    ts = await football(room)
    await room.press(ts, "not_relevant")
    shown = await answered(room)
    await room.press(shown["ts"], "accept")
    for action in ("accept", "decline"):
        assert "This was decided already" in await room.press(shown["ts"], action, user="Omar")
    assert len(await room.store.ledger.read(STORY.slug, kinds=frozenset({LineKind.LESSON}))) == 1


async def test_two_who_accept_at_once_teach_it_once(room: Room) -> None:  # noqa: F811
    ts = await football(room)
    await room.press(ts, "not_relevant")
    shown = await answered(room)
    await asyncio.gather(*(room.press(shown["ts"], "accept", user=u) for u in ("Dana", "Omar")))
    assert len(await room.store.ledger.read(STORY.slug, kinds=frozenset({LineKind.LESSON}))) == 1
    assert (await story(room)).watch_items[0].anchors == "memorandum|MoU -football"


async def test_declined_nothing_changes_and_that_is_logged(room: Room) -> None:  # noqa: F811
    ts = await football(room)
    await room.press(ts, "not_relevant")
    shown = await answered(room)
    assert "Nothing is changed" in await room.press(shown["ts"], "decline")
    assert await story(room) == STORY
    (line,) = await room.store.ledger.read(STORY.slug, kinds=frozenset({LineKind.LESSON}))
    assert (line.who, line.before, line.after) == (room.id_of("Dana"), "", "")
    assert "rule not accepted: What also says “football”" in line.why


async def test_a_story_changed_meanwhile_is_not_overwritten(room: Room) -> None:  # noqa: F811
    ts = await football(room)
    await room.press(ts, "not_relevant")
    shown = await answered(room)
    items = (replace(STORY.watch_items[0], anchors="accord"), *STORY.watch_items[1:])
    tx = room.store.transaction()
    room.store.stories.put(tx, replace(STORY, watch_items=items))
    await tx.commit()
    assert "has changed since" in await room.press(shown["ts"], "accept")
    assert (await story(room)).watch_items[0].anchors == "accord"


async def test_not_relevant_in_a_thread_proposes_too_and_there(room: Room) -> None:  # noqa: F811
    ts = await football(room)
    await room.slack.say("newsdesk", "Dana", "@watchdesk not relevant", thread_ts=ts)
    shown = await answered(room)
    assert shown["thread_ts"] == ts
    assert "-football" in words(shown)


async def test_a_missed_report_proposes_words_and_people_say_what_they_say(room: Room) -> None:  # noqa: F811
    await keep(room, *WEEK)
    assert "Looking for what would have caught it" in await room.ask(
        "/watch missed https://www.wire.invalid/toast?utm_source=x"
    )
    shown = await answered(room)
    said = words(shown)
    assert "“Avalon and lender toast memorandum” was not counted" in said
    assert said.count("Will Avalon sign the memorandum on its harbour?") == 1
    assert "Which words say something of it, and what?" in said
    assert "*“toast memorandum|MoU”*" in said
    assert "Would have added this report to what is told, removed nothing." in said
    assert "What says yes or no is decisive and alerts at once" in str(shown["blocks"][-1])
    labels = [[e["text"]["text"] for e in b["elements"]] for b in shown["blocks"] if b["type"] == "actions"]
    assert labels == [["Says yes", "Sign of yes", "Sign of no", "Says no", "Learn nothing"]]
    await room.press(shown["ts"], "accept_sign_of_no")
    (added,) = (await story(room)).watch_items[0].signals
    assert (added.words, added.direction, added.weight) == ("toast memorandum|MoU", "away", "strong")


async def test_a_missed_report_counts_once_a_rule_that_catches_it_is_accepted(room: Room) -> None:  # noqa: F811
    """It was learned from, and the report itself stayed unknown to the story that had missed it."""
    await keep(room, *WEEK)
    await room.ask("/watch missed https://wire.invalid/toast")
    await room.press((await answered(room))["ts"], "accept_yes")
    assert await Learning(store=room.store, clock=lambda: NOW).once()
    now = await room.standing(SIGNAL)
    assert (now.value, [v.link for v in now.voices]) == ("proposed", ["https://wire.invalid/toast"])
    assert not await Learning(store=room.store, clock=lambda: NOW).once(), "once"


async def test_missed_in_a_thread_is_about_its_question(room: Room) -> None:  # noqa: F811
    ts = await football(room)
    await room.slack.say("newsdesk", "Dana", "@watchdesk missed https://wire.invalid/toast", thread_ts=ts)
    assert "Looking for what would have caught it" in (await room.whispers("Dana"))[0]
    shown = await answered(room)
    assert shown["thread_ts"] == ts
    assert "Will Avalon sign the memorandum" in words(shown)


async def test_a_missed_report_that_only_left_a_trace_is_read_by_its_headline(room: Room) -> None:  # noqa: F811
    trace = Trace(
        slug="harbour",
        title="Avalon and lender toast memorandum",
        link="https://wire.invalid/old",
        outlet="Harbour Wire",
        feed="http://feeds.invalid/wire",
        seen=NOW - timedelta(days=9),
        decision="no match",
    )
    tx = room.store.transaction()
    room.store.seen.trace(tx, trace)
    await tx.commit()
    await room.ask("/watch missed https://wire.invalid/old memorandum")
    assert "toast memorandum|MoU" in words(await answered(room))


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("https://wire.invalid/nowhere", "No feed of harbour brought that link in the last 7 days"),
        ("https://wire.invalid/weather loan", "It names nobody and nothing of this story"),
    ],
)
async def test_where_nothing_can_be_learned_a_sentence_says_why(room: Room, typed: str, said: str) -> None:  # noqa: F811
    await keep(room, *WEEK)
    await room.ask(f"/watch missed {typed}")
    shown = await answered(room)
    assert said in words(shown)
    assert [b for b in shown["blocks"] if b["type"] == "actions"] == []


def test_a_report_that_names_actors_is_not_said_to_name_nobody() -> None:
    """It was the answer to every report for which there was no rule."""
    story = replace(STORY, actors=(*STORY.actors, Actor(name="Borduria")))
    asked = Asked(id="a", cause=Cause.MISSED, slug=STORY.slug, by="U1", channel="C1", at=NOW, target=LOAN)

    def said(title: str) -> str:
        made = of_missed(asked, Likely(story), Entry(id="1", title=title, link="https://x.invalid/1", outlet="P"), ())
        assert made.options == ()
        return made.sentence

    assert said("Avalon: Borduria").startswith("It names Avalon and Borduria, but no words of its own tell enough")
    assert said("Weather fair").startswith("It names nobody and nothing of this story")


@pytest.mark.parametrize("reading", [None, Meaning.NO])
def test_no_way_of_reading_new_words_is_put_forward_by_its_colour(reading: Meaning | None) -> None:
    """A lone "Says no" was green where the report said neither."""
    edit = Edit(part=Part.SIGNAL, before="", after="toast", direction=Direction.AWAY, weight=Weight.DECISIVE)
    edit = edit if reading else Edit(part=Part.ANCHORS, before="a", after="a -b")
    option = Option(lesson=Lesson(target=MEMORANDUM, sentence="x", edits=(edit,)), trial=Trial())
    asked = Asked(id="a", cause=Cause.MISSED, slug=STORY.slug, by="U1", channel="C1", at=NOW)
    shown = str(lesson(Proposal(asked=asked, options=(option,)), STORY, now=NOW).blocks)
    assert ("primary" in shown) is (reading is None)


def test_a_rule_that_no_other_entry_has_the_words_of_says_that_nothing_shows_what_it_does() -> None:
    edit = Edit(part=Part.SIGNAL, before="", after="toast", weight=Weight.DECISIVE)
    made = Lesson(target=MEMORANDUM, sentence="x", edits=(edit,))
    asked = Asked(id="a", cause=Cause.MISREAD, slug=STORY.slug, by="U1", channel="C1", at=NOW)

    def shown(trial: Trial) -> str:
        proposal = Proposal(asked=asked, options=(Option(lesson=made, trial=trial),))
        return words({"blocks": lesson(proposal, STORY, now=NOW).blocks})

    assert "No other entry of these days has these words, so nothing shows what they would do." in shown(Trial(has=0))
    assert "these words" not in shown(Trial()), "proposed before these were counted"
    told = Told(title="Rivals toast <it>", link="https://wire.invalid/2", outlet="Wire", at=NOW)
    other = shown(Trial(has=3, alike=(told,)))
    assert (
        "3 other entries have these words; nothing more would be told of them:\n• Rivals toast &lt;it&gt; — Wire"
        in other
    )


def test_of_the_same_words_for_another_question_a_trial_is_told_whole_or_not_at_all() -> None:
    """What stood above was left out line by line, so that "Would have added 2 more" was followed by one bare headline."""
    edit = Edit(part=Part.SIGNAL, before="", after="toast")
    one, two = (Told(title=f"{who} toast", link="", outlet="Wire", at=NOW) for who in ("Rivals", "Others"))
    trials = {MEMORANDUM: Trial(added=1, gained=(one,)), LOAN: Trial(added=2, gained=(one, two))}

    def shown(trials: dict[Target, Trial]) -> str:
        made = [
            Option(lesson=Lesson(target=t, sentence="x", edits=(edit,)), trial=trial) for t, trial in trials.items()
        ]
        asked = Asked(id="a", cause=Cause.MISSED, slug=STORY.slug, by="U1", channel="C1", at=NOW)
        return words({"blocks": lesson(Proposal(asked=asked, options=tuple(made)), STORY, now=NOW).blocks})

    listed = shown(trials).split("Would have added 2 to what is told, removed nothing.")[1]
    assert listed.startswith("\nAdded:\n• Rivals toast — Wire")
    assert "• Others toast — Wire" in listed
    alike = shown(dict.fromkeys(trials, trials[LOAN]))
    assert alike.count("“toast”") == alike.count("Would have added") == alike.count("Added:") == 1
    assert alike.index("Added:") < alike.index(asked_of(STORY, LOAN)[:20])


@pytest.mark.parametrize("settles", [True, False])
def test_where_no_words_settle_it_the_proposal_says_why(settles: bool) -> None:
    """Of an outcome it offered only "Sign of yes" and "Sign of no", and nobody knew why."""
    weights = (Weight.STRONG, Weight.DECISIVE) if settles else (Weight.STRONG,)
    edits = [Edit(part=Part.SIGNAL, before="", after="toast", weight=w) for w in weights]
    options = tuple(Option(lesson=Lesson(target=MEMORANDUM, sentence="x", edits=(e,)), trial=Trial()) for e in edits)
    asked = Asked(id="a", cause=Cause.MISSED, slug=STORY.slug, by="U1", channel="C1", at=NOW)
    shown = str(lesson(Proposal(asked=asked, options=options), STORY, now=NOW).blocks)
    assert ("“Says yes” and “Says no” are missing" in shown) is not settles


@pytest.mark.parametrize("typed", ["harb", "harbour memorandum", "memorandum"])
async def test_a_story_goes_by_a_few_letters_of_its_name_here_too(room: Room, typed: str) -> None:  # noqa: F811
    await keep(room, *WEEK)
    await room.ask(f"/watch missed https://wire.invalid/toast {typed}")
    assert "toast memorandum|MoU" in words(await answered(room))


async def test_missed_asks_for_the_link_before_it_asks_for_the_story(room: Room) -> None:  # noqa: F811
    await import_story(room.store, replace(STORY, slug="airport"), by="x", now=NOW)
    assert "Missed what? Write the link" in await room.ask("/watch missed", channel="general")


async def test_missed_is_about_the_one_story_that_read_the_link(room: Room) -> None:  # noqa: F811
    """It asked which story had missed a report that only one of them has a feed for."""
    await import_story(room.store, replace(STORY, slug="airport"), by="x", now=NOW)
    link = "https://wire.invalid/only"
    trace = Trace(
        slug="airport", title="Avalon hopes", link=link, outlet="Wire", feed="f", seen=NOW, decision="no match"
    )
    tx = room.store.transaction()
    room.store.seen.trace(tx, trace)
    await tx.commit()
    assert "Looking for what would have caught it" in await room.ask(f"/watch missed {link}", channel="general")
    asked = await room.store.lessons.next_asked()
    assert asked
    assert asked.slug == "airport"
    assert "Which story missed it?" in await room.ask("/watch missed https://wire.invalid/none", channel="general")


async def test_of_stories_with_an_item_of_that_name_missed_is_about_the_one_the_report_counts_in(room: Room) -> None:  # noqa: F811
    """It took the first by the alphabet, "but names nobody of this story", though the report counted in another."""
    link = "https://wire.invalid/only"
    for slug in ("airport", "zoo"):
        await import_story(room.store, replace(STORY, slug=slug), by="x", now=NOW)
    asked = await room.ask(f"/watch missed {link} memorandum", channel="general")
    assert "Which story missed it? Write its name after the link: airport, harbour, zoo." in asked
    decisions = {
        "airport": "no actor of the story",
        STORY.slug: "matched, moves nothing",
        "zoo": "watch:memorandum report",
    }
    tx = room.store.transaction()
    for slug, decision in decisions.items():
        trace = Trace(slug=slug, title="Avalon hopes", link=link, outlet="Wire", feed="f", seen=NOW, decision=decision)
        room.store.seen.trace(tx, trace)
    await tx.commit()
    assert "Looking for" in await room.ask(f"/watch missed {link} memorandum", channel="general")
    found = await room.store.lessons.next_asked()
    assert found
    assert (found.slug, found.target) == ("zoo", MEMORANDUM)


TOAST = "https://wire.invalid/toast"


def toasted(target: Target, **changed: object) -> Evidence:
    """What the report that toasts the memorandum was told as before."""
    at = {"published": NOW - timedelta(hours=5), "seen": NOW - timedelta(hours=4)}
    return evidence(TOAST, target=target, link=TOAST, title=WEEK[3].entry.title, **at, **changed)


async def test_a_report_that_counts_is_not_said_to_be_missed(room: Room) -> None:  # noqa: F811
    """It "was missed", in the very thread it had moved."""
    await room.stands(SIGNALLED[0], FIRST, replace(FOOTBALL, entry_key=FOOTBALL.link))
    await keep(room, *WEEK)
    await room.ask("/watch missed https://wire.invalid/football")
    said = words(await answered(room))
    assert "counts already, for Will Avalon sign the memorandum on its harbour?" in said
    assert "was not counted" not in said
    assert "on its harbour? (it points to yes)" in said
    assert "no rule is proposed. If it means something else, press “Means otherwise” under it" in said


async def test_of_a_report_that_counts_as_a_hint_the_words_that_say_more_are_proposed_at_once(room: Room) -> None:  # noqa: F811
    """It was answered with the advice to write the question's id after the link."""
    hint = toasted(MEMORANDUM, weight=Weight.WATCH, phase=Phase.NONE)
    await room.stands(standing("signal", hint, voices=(voice_of(hint),)), hint)
    await keep(room, *WEEK)
    await room.ask(f"/watch missed {TOAST}")
    said = words(await answered(room))
    assert "counts already, for Will Avalon sign the memorandum on its harbour? (it hints at yes)" in said
    assert "These words would say more." in said
    assert "*“toast memorandum|MoU”*" in said


async def test_a_missed_report_that_the_words_of_now_catch_counts_at_once(room: Room) -> None:  # noqa: F811
    """After a rule was taken back the report it had kept out "counts already", and nothing of it was counted or told."""
    await keep(room, *WEEK)
    await room.ask("/watch missed https://wire.invalid/football memorandum")
    said = words(await answered(room))
    assert "The story's words of now catch it, and when it came it was not counted." in said
    assert [v.link for v in (await room.standing(SIGNAL)).voices] == [FOOTBALL.link]
    await room.ask("/watch missed https://wire.invalid/football")
    assert "counts already, for" in words(await answered(room))


async def test_who_had_a_missed_report_read_again_is_in_the_ledger(room: Room) -> None:  # noqa: F811
    """It moved a question, and only the bot was named."""
    await keep(room, *WEEK)
    await room.ask("/watch missed https://wire.invalid/football memorandum")
    await answered(room)
    dana = room.slack.workspace.person("Dana").id
    said = [x for x in await room.store.ledger.read(STORY.slug, target=str(MEMORANDUM)) if x.who == dana]
    assert [x.why for x in said] == [f"missed, so read again: “{FOOTBALL.title}” ({FOOTBALL.outlet})"]


async def test_a_channel_that_comes_to_follow_at_that_moment_hears_of_a_missed_report(
    room: Room,  # noqa: F811
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    followers, general = Stories.followers, room.slack.workspace.channel("general").id

    async def meanwhile(self: Stories, slug: str) -> tuple[str, ...]:
        monkeypatch.setattr(Stories, "followers", followers)
        found = await followers(self, slug)
        await follow(room.store, slug, general, by="U1", now=NOW)
        return found

    await keep(room, *WEEK)
    await room.ask("/watch missed https://wire.invalid/football memorandum")
    monkeypatch.setattr(Stories, "followers", meanwhile)
    await answered(room)
    assert await room.store.outbox.waiting() == {room.newsdesk: 1, general: 1}


async def test_a_question_that_is_dropped_at_that_moment_is_not_told_of(
    room: Room,  # noqa: F811
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The story was read before, and a file without the question had come since."""
    fewer = replace(STORY, watch_items=tuple(w for w in STORY.watch_items if w.id != "memorandum"))
    real, done = view_of, list[int]()

    async def meanwhile(*given: Any, **named: Any) -> Any:
        if not done:
            done.append(1)
            await import_story(room.store, fewer, by="U9", now=NOW)
        return await real(*given, **named)

    await keep(room, *WEEK)
    await room.ask("/watch missed https://wire.invalid/football memorandum")
    monkeypatch.setattr("watchers.learning.view_of", meanwhile)
    await answered(room)
    assert done
    assert await room.store.standings.evidence(STORY.slug, since=NOW - timedelta(days=3)) == ()


@pytest.mark.parametrize("dismissed", [False, True])
async def test_one_report_in_two_feeds_is_one_where_it_is_missed(room: Room, dismissed: bool) -> None:  # noqa: F811
    """It counted twice, or again though somebody had called it not relevant, where the second feed had an id of its own for it."""
    told = replace(FOOTBALL, entry_key="europe-1")
    stands = standing("signal", FIRST, told)
    await room.stands(stands, FIRST, told)
    if dismissed:
        await dismiss(
            Desk(store=room.store, clock=lambda: NOW),
            Ref(slug=STORY.slug, target=MEMORANDUM, evidence=told.id),
            by="U1",
        )
    once = next(k for k in WEEK if k.entry.link == FOOTBALL.link)
    await keep(room, replace(once, key="europe-1"), replace(once, key="world-1"))
    before = await room.standing(stands)
    await room.ask("/watch missed https://wire.invalid/football")
    said = words(await answered(room))
    assert ("Somebody called this report not relevant" if dismissed else "counts already, for") in said
    assert await room.standing(stands) == before


async def test_a_report_that_only_its_trace_knows_and_that_never_counted_does_not_count_already(room: Room) -> None:  # noqa: F811
    tx = room.store.transaction()
    link, decision = "https://wire.invalid/first", Missed.FIRST_READING
    title = "Avalon signs memorandum"
    trace = Trace(slug=STORY.slug, title=title, link=link, outlet="Harbour Wire", feed="f", seen=NOW, decision=decision)
    room.store.seen.trace(tx, trace)
    await tx.commit()
    await room.ask(f"/watch missed {link} memorandum")
    said = words(await answered(room))
    assert "was not counted when it came, and cannot be read again" in said
    assert "counts already" not in said


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "Missed what? Write the link"),
        ("football", "Missed what? Write the link"),
        (
            "https://wire.invalid/toast nothing-like-it",
            '"nothing-like-it" is no story, watch item or claim here. Watch items: memorandum, loan.',
        ),
    ],
)
async def test_what_cannot_be_asked_is_answered_at_once(room: Room, typed: str, said: str) -> None:  # noqa: F811
    assert said in await room.ask(f"/watch missed {typed}")
    assert await room.store.lessons.next_asked() is None


async def test_where_the_bot_is_not_in_the_channel_the_answer_comes_all_the_same(room: Room) -> None:  # noqa: F811
    room.slack.add_channel("away", bot_member=False)
    await keep(room, *WEEK)
    result = await room.slack.command(
        channel="away", user="Dana", text="/watch missed https://wire.invalid/toast harbour"
    )
    assert result.ok
    assert await Learning(store=room.store, clock=lambda: NOW).once()
    assert await Showing(store=room.store, client=room.client, clock=lambda: NOW).once()
    shown = room.slack.ephemerals("away", "Dana")
    assert "toast memorandum|MoU" in words(shown[-1])


async def test_several_watchers_answer_once(room: Room) -> None:  # noqa: F811
    await keep(room, *WEEK)
    await room.ask("/watch missed https://wire.invalid/toast")
    many = [Learning(store=room.store, clock=lambda: NOW) for _ in range(4)]
    assert sorted(await asyncio.gather(*(one.once() for one in many))) == [False, False, False, True]
    showing = [Showing(store=room.store, client=room.client, clock=lambda: NOW) for _ in range(4)]
    assert sorted(await asyncio.gather(*(one.once() for one in showing))) == [False, False, False, True]
    assert not await showing[0].once()


async def test_a_bug_in_one_answer_is_said_and_holds_up_no_other(
    room: Room,  # noqa: F811
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("watchers.learning.of_missed", broken)
    await keep(room, *WEEK)
    await room.ask("/watch missed https://wire.invalid/toast")
    assert "Looking for a rule went wrong" in words(await answered(room))


async def test_an_answer_that_does_not_reach_slack_is_shown_later(room: Room) -> None:  # noqa: F811
    """ "The answer comes here", and one dropped connection lost it."""
    asked = Asked(
        id="a1", cause=Cause.MISSED, slug=STORY.slug, by="U1", channel="C1", at=NOW, link="https://a.invalid/x"
    )
    await room.store.lessons.ask(
        replace(asked, by=room.id_of("Dana"), channel=room.slack.workspace.channel("newsdesk").id)
    )
    assert await Learning(store=room.store, clock=lambda: NOW).once()
    room.slack.faults.arm("server_error", method="chat.postEphemeral", times=5)
    assert await Showing(store=room.store, client=room.client, clock=lambda: NOW).once()
    room.slack.faults.clear()
    await room.store.redis.delete(room.store.keys.lease("answered", "a1"))
    before = len(room.slack.ephemerals("newsdesk", "Dana"))
    assert await Showing(store=room.store, client=room.client, clock=lambda: NOW).once()
    assert len(room.slack.ephemerals("newsdesk", "Dana")) == before + 1
    assert not await Showing(store=room.store, client=room.client, clock=lambda: NOW).once()


@pytest.mark.parametrize(("minutes", "shown"), [(30, True), (90, False)])
async def test_an_answer_of_a_story_that_cannot_be_read_waits_for_an_hour_and_holds_up_no_other(
    room: Room,  # noqa: F811
    minutes: int,
    shown: bool,
) -> None:
    """Each try was a bug in the log and half a minute in which nobody was shown anything."""
    await keep(room, *WEEK)
    await room.ask("/watch missed https://wire.invalid/toast")
    assert await Learning(store=room.store, clock=lambda: NOW).once()
    key = room.store.keys.story(STORY.slug)
    kept = await room.store.redis.get(key)
    await room.store.redis.set(key, '{"of another": "version"}')
    before = len(room.slack.ephemerals("newsdesk", "Dana"))
    (asked,) = await room.store.redis.lrange(room.store.keys.answered, 0, -1)
    showing = Showing(store=room.store, client=room.client, clock=lambda: NOW + timedelta(minutes=minutes))
    assert await showing.once()
    await room.store.redis.set(key, kept)
    await room.store.redis.delete(room.store.keys.lease("answered", asked))
    assert await showing.once() is shown
    assert len(room.slack.ephemerals("newsdesk", "Dana")) == before + shown


@pytest.mark.parametrize("cause", [Cause.MISSED, Cause.DISMISSED, Cause.LEARNED])
async def test_what_is_asked_of_a_story_that_cannot_be_read_is_answered_and_tried_no_more(
    room: Room,  # noqa: F811
    cause: Cause,
    capsys: pytest.CaptureFixture[str],
) -> None:
    asked = Asked(id="a2", cause=cause, slug=STORY.slug, by="U1", channel="C1", at=NOW, target=MEMORANDUM)
    await room.store.lessons.ask(asked)
    await room.store.redis.set(room.store.keys.story(STORY.slug), '{"of another": "version"}')
    learning = Learning(store=room.store, clock=lambda: NOW)
    assert await learning.once()
    assert "Traceback" not in capsys.readouterr().out
    proposal = await room.store.lessons.proposal("a2")
    assert cause is Cause.LEARNED or (proposal is not None and "import" in proposal.sentence)
    assert not await learning.once()


async def test_the_story_may_go_while_the_answer_is_on_its_way(room: Room) -> None:  # noqa: F811
    asked = Asked(id="a1", cause=Cause.DISMISSED, slug="gone", by="U1", channel="C1", at=NOW, target=MEMORANDUM)
    await room.store.lessons.ask(asked)
    assert await Learning(store=room.store, clock=lambda: NOW).once()
    assert await Showing(store=room.store, client=room.client, clock=lambda: NOW).once()
    assert not await Showing(store=room.store, client=room.client, clock=lambda: NOW).once()


async def test_importing_a_file_that_lacks_accepted_rules_can_say_so(room: Room) -> None:  # noqa: F811
    ts = await football(room)
    await room.press(ts, "not_relevant")
    await room.press((await answered(room))["ts"], "accept")
    assert await unlearned(room.store, await story(room)) == ()
    assert [str(r) for r in await unlearned(room.store, STORY)] == ["memorandum|MoU -football (memorandum: anchors)"]
    await import_story(room.store, STORY, by="watchdesk", now=NOW)
    assert await unlearned(room.store, STORY) == (), "said once, when it happens"


async def test_the_running_bot_and_watchers_do_it_by_themselves(
    store: Store, valkey_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The whole way: typed in Slack, worked out beside the bot, shown, accepted, exported."""
    now = datetime.now(UTC)
    async with newsroom_of(store, valkey_url, monkeypatch, "socket") as newsroom, asyncio.TaskGroup() as watchers:
        job = watchers.create_task(Learning(store=store, clock=lambda: datetime.now(UTC)).run())
        moved = [replace(k, seen=now, entry=replace(k.entry, published=now)) for k in WEEK]
        tx = store.transaction()
        store.recent.keep(tx, STORY.slug, moved, now=now, most=1000)
        await tx.commit()
        assert "Looking for what would have caught it" in await newsroom.ask("/watch missed https://wire.invalid/toast")
        await newsroom.whispered("Dana", "toast memorandum|MoU")
        shown = newsroom.slack.ephemerals("newsdesk", "Dana")[-1]
        assert "Learned, under your name" in (await newsroom.press(str(shown["ts"]), "accept_yes")).text
        job.cancel()
    learned = await store.stories.get(STORY.slug)
    assert learned
    assert "toast memorandum|MoU" in dump_story(learned)


async def test_an_actor_is_offered_and_what_it_would_have_added(room: Room) -> None:  # noqa: F811
    asks = replace(STORY.watch_items[0], actors=("Avalon",))
    tx = room.store.transaction()
    room.store.stories.put(tx, replace(STORY, watch_items=(asks, *STORY.watch_items[1:])))
    await tx.commit()
    signed = Entry(id="c", title="Camelot signs memorandum", link="https://wire.invalid/camelot", outlet="Harbour Wire")
    await keep(room, KeptEntry(key="c", entry=signed, seen=NOW))
    await room.ask("/watch missed https://wire.invalid/camelot memorandum")
    said = words(await answered(room))
    assert "*Reports that name Camelot count too.*" in said
    assert "Actor: new: *Camelot*" in said
    assert "Would have added this report to what is told, removed nothing." in said


async def test_what_an_answer_would_have_made_of_others_is_said(room: Room) -> None:  # noqa: F811
    told = [
        Entry(id=str(n), title=title, link=f"https://wire.invalid/{n}", outlet="Harbour Wire")
        for n, title in enumerate(
            ["Avalon blesses memorandum", "Bank blesses memorandum, Avalon says so", "Avalon rests"]
        )
    ]
    await keep(room, *(KeptEntry(key=e.id, entry=e, seen=NOW) for e in told))
    await room.ask("/watch missed https://wire.invalid/0 memorandum")
    said = words(await answered(room))
    assert "*“blesses memorandum|MoU”*" in said
    assert "Would have added this report and 1 more to what is told, removed nothing." in said
    assert "As yes or no it would have called 1 other report an outcome." in said


async def test_what_goes_into_the_story_file_beside_the_words_is_shown(room: Room) -> None:  # noqa: F811
    """An item found by its question's words keeps them as anchors when it gets its first signal."""
    tx = room.store.transaction()
    bare = replace(STORY.watch_items[0], anchors="", signals=())
    room.store.stories.put(tx, replace(STORY, watch_items=(bare, *STORY.watch_items[1:])))
    await tx.commit()
    told = Entry(id="b", title="Avalon blesses memorandum", link="https://wire.invalid/b", outlet="Harbour Wire")
    await keep(room, KeptEntry(key="b", entry=told, seen=NOW))
    await room.ask("/watch missed https://wire.invalid/b memorandum")
    shown = await answered(room)
    assert "Anchors: new: *memorandum|harbour" in words(shown)
    await room.press(shown["ts"], "accept_yes")
    (item, *_) = (await story(room)).watch_items
    assert (item.anchors.split("|")[0], len(item.signals)) == ("memorandum", 1)


@pytest.mark.parametrize(
    "before",
    [toasted(LOAN), toasted(MEMORANDUM, weight=Weight.WATCH, phase=Phase.NONE)],
    ids=["told of another question", "told as a weak hint"],
)
async def test_a_report_that_said_less_counts_by_the_rule_that_is_accepted(room: Room, before: Evidence) -> None:  # noqa: F811
    """It was taken for one that another feed had brought, and the rule made for it left it as it was."""
    await keep(room, *WEEK)
    await room.stands(standing("signal", before, target=before.target, voices=(voice_of(before),)), before)
    await room.ask(f"/watch missed {TOAST} memorandum")
    await room.press((await answered(room))["ts"], "accept_yes")
    asked = await room.store.lessons.next_asked()
    assert asked
    for _ in range(2):  # a process may die after it has counted the report, and before that is noted
        await Learning(store=room.store, clock=lambda: NOW)._read_again(asked)
    now = await room.standing(SIGNAL)
    assert (now.value, [(v.link, v.outcome) for v in now.voices]) == ("proposed", [(TOAST, True)])
    kept = await room.store.standings.evidence(STORY.slug, since=NOW - timedelta(days=1))
    assert len({(e.id, e.target) for e in kept}) == len(kept)
    ledger = await room.store.ledger.read(STORY.slug, kinds=frozenset({LineKind.EVIDENCE}))
    assert len(ledger) == 1
