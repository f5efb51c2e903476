"""The summary: every line that says something has who says so and when; silence can be read; Slack takes it."""

import re
from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.blocks.answers import Works, health, help_text, said, stories_of_channel
from bot.blocks.home import Followed, home, story_modal
from bot.blocks.howread import why_entry
from bot.blocks.message import MAX_ALL_TEXT, MAX_BLOCKS, Message, size, texts
from bot.blocks.mrkdwn import in_utc, on_day
from bot.blocks.phrases import due, source
from bot.blocks.ref import Ref
from bot.blocks.silence import silence, troubles
from bot.blocks.summary import summary
from bot.blocks.view import StoryView, ThreadLink
from bot.blocks.why import why_target
from bot.domain.entry import Trace
from bot.domain.evidence import Evidence, Stance, Target, TargetKind, Whose
from bot.domain.feedstate import FeedState, FeedStatus
from bot.domain.ledger import LedgerLine, LineKind
from bot.domain.standing import BOT, first_standing
from bot.domain.story import Direction, Story, WatchItem, Weight
from bot.store.standings import targets
from bot.storyfile import shipped_story
from tests.conftest import NOW
from tests.samples import COPY, DENIAL, FIRST, LOAN, MEMORANDUM, NO_SALE, SECOND, SIGNAL, STORY, evidence, standing

_TIME = re.compile(r"\d{1,2} (Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)( \d{4})?( \d\d:\d\d UTC)?")

FILED = NOW - timedelta(days=3)
TRACE = Trace(
    slug=STORY.slug,
    title="Avalon signs",
    link="https://wire.invalid/e1",
    outlet="Harbour Wire",
    feed="http://feeds.invalid/wire",
    seen=NOW,
    decision="no actor of the story",
)


def feeds(story: Story, *, failing: int = 0) -> dict[str, FeedState]:
    """All healthy but the first few."""
    good = {f.url: FeedState(url=f.url, status=FeedStatus.HEALTHY, checked_at=NOW, ok_at=NOW) for f in story.feeds}
    for url in list(good)[:failing]:
        broken = replace(good[url], status=FeedStatus.FAILING, failures=3, error="the server answers 503")
        good[url] = replace(broken, ok_at=NOW - timedelta(days=1))
    return good


def view(story: Story = STORY, **changed: object) -> StoryView:
    standings = {t: first_standing(story, t, at=NOW) for t in targets(story)}
    made = StoryView(story=story, standings=standings, feeds=feeds(story), now=NOW, filed_at=FILED)
    return replace(made, **changed)  # type: ignore[arg-type]


def moved_view() -> StoryView:
    quiet = view()
    claim = replace(quiet.standings[NO_SALE], suggested="disputed", last_evidence="ev-e9", last_at=NOW)
    signal = standing("signal", FIRST, target=LOAN)
    return replace(
        quiet,
        standings={**quiet.standings, LOAN: signal, NO_SALE: claim},
        evidence={LOAN: FIRST, NO_SALE: evidence("e9", target=NO_SALE, stance=Stance.REFUTES)},
        threads={LOAN: ThreadLink(permalink="https://slack.invalid/archives/C1/p1", replies=3)},
    )


def words(*messages: Message) -> str:
    """What people read, in UTC: sections and contexts, without buttons and headers."""
    kinds = {"section", "context"}
    return in_utc("\n".join(t for m in messages for b in m.blocks if b["type"] in kinds for t in texts(b)))


def orphans(text: str, sources: set[str]) -> list[str]:
    """Lines that say something and lack who says so, or when. Bold lines alone are headings; the desk's texts are dated once."""
    assert "desk texts as of 5 May 06:00 UTC" in text
    heading = re.compile(r"\*[^*]+\*( · \d+ claims?)?|\*(Thesis|If yes|If no)\*: .*")
    lines = [x for x in text.splitlines() if x.strip() and not heading.fullmatch(x)]
    return [x for x in lines if not _TIME.search(x) or not any(name in x for name in sources)]


def test_no_line_of_the_shipped_story_lacks_source_or_time() -> None:
    story = shipped_story("russia-iran")
    known = {s.name for s in story.sources} | {"desk", "watchdesk", "feeds"}
    shown = words(*summary(view(story)))
    assert orphans(shown, known) == []
    for claim in story.claims:
        assert claim.text.split(";")[0][:60] in shown
    for item in story.watch_items:
        assert item.question in shown


def test_no_line_of_a_story_in_motion_lacks_source_or_time() -> None:
    known = {"Harbour Wire", "Northern Post", "desk", "watchdesk", "feeds", "no named source"}
    assert orphans(words(*summary(moved_view())), known) == []


def test_what_moved_comes_first_with_its_sentence_thread_and_consequence() -> None:
    shown = words(*summary(moved_view()))
    assert shown.index("Will the bank lend") < shown.index("Will Avalon sign")
    assert "*signal* since 8 May 05:55 UTC, set by watchdesk · 1 origin reports yes: Harbour Wire" in shown
    assert "<https://slack.invalid/archives/C1/p1|thread>: 3 replies by people" in shown
    assert "> Avalon *signs* *memorandum* on harbour" in shown
    assert "*Will Avalon sign the memorandum on its harbour?* · *watching*: watchdesk has no signal yet" in shown
    assert "resolve by 31 Dec 2026" in shown
    assert "*If no*" not in shown, "of what has moved only"
    unknown = words(*summary(replace(moved_view(), filed_at=None)))
    assert "desk texts as of an unknown date" in unknown


def test_a_question_past_its_day_is_overdue_until_it_is_resolved() -> None:
    item = replace(STORY.watch_items[0], resolve_by=NOW.date() - timedelta(days=2))
    assert due(item, SIGNAL, NOW) == "*overdue* since 6 May 2026"
    assert due(item, replace(SIGNAL, value="resolved_no"), NOW) == ""
    assert due(replace(item, resolve_by=NOW.date() - timedelta(days=1)), SIGNAL, NOW) == "resolve by 7 May 2026"


def test_a_feed_left_alone_for_long_says_until_when() -> None:
    state = FeedState(
        url="https://feeds.invalid/wire", status=FeedStatus.FAILING, failures=1, error="answered 410 (Gone)"
    )
    told = troubles({state.url: replace(state, due_at=NOW + timedelta(hours=20))}, NOW, sources={})
    assert told[0].endswith("|9 May 02:00 UTC>")
    assert "again" not in troubles({state.url: replace(state, due_at=NOW + timedelta(minutes=2))}, NOW, sources={})[0]


def test_what_waits_for_a_decision_is_said_first_and_comes_first_however_old() -> None:
    old = {"since": NOW - timedelta(days=4), "last_at": NOW - timedelta(days=4)}
    waiting = replace(standing("proposed", SECOND), suggested="resolved_no", **old)  # type: ignore[arg-type]
    moved = moved_view()
    both = replace(moved, standings={**moved.standings, MEMORANDUM: waiting})
    shown = words(*summary(both))
    assert shown.startswith(
        "As of 8 May 06:00 UTC · 2 decisions wait, to be confirmed by anybody on the Home tab of this app · news of 1 of 2 "
        "questions within a day · 2 of 2 feeds"
    )
    assert shown.index("Will Avalon sign") < shown.index("Will the bank lend")
    assert "proposed: *no* since 4 May 06:00 UTC, set by watchdesk · waits for Confirm · 1 origin reports yes" in shown
    assert "*If no*: Avalon needs another lender." in shown
    listed = words(stories_of_channel([both], followed=True, now=NOW))
    asked = "• *Will Avalon sign the memorandum on its harbour?* · proposed: *no*, waits for Confirm, no headline says so any more · 1 origin reports yes"
    assert listed.index(asked) < listed.index("• *Will the bank lend to Avalon?* · *signal*")
    first, second = words(
        Message(text="-", blocks=tuple(home([Followed(view=both, channels=("C1",))], now=NOW)["blocks"]))
    ).split("Followed in")
    assert first.count("Will Avalon sign") == 1, "told where decisions wait, and not among what moved"
    assert "Will Avalon sign" not in second


def test_who_proposed_an_answer_is_said_wherever_it_waits() -> None:
    """A person's "no" stood beside a Confirm button as if the bot proposed it, with reports of yes."""
    waiting = replace(standing("proposed", SECOND), suggested="resolved_no", by="U1")
    both = replace(view(), standings={**view().standings, MEMORANDUM: waiting})
    on_home = tuple(home([Followed(view=both, channels=("C1",))], now=NOW)["blocks"])
    for told in (Message(text="-", blocks=on_home), stories_of_channel([both], followed=True, now=NOW)):
        assert "proposed: *no* by <@U1>, waits for Confirm · " in words(told)


def test_a_claim_that_waits_comes_before_all_that_is_quiet() -> None:
    """It stood on the second page, behind 38 questions of which each said that it has no signal yet."""
    items = tuple(WatchItem(id=f"w{n}", question=f"Will town {n} sell its harbour?") for n in range(38))
    claims = tuple(replace(STORY.claims[1], id=f"c{n}", text=f"Town {n} is in debt.") for n in range(60))
    many = replace(STORY, watch_items=(*items, *STORY.watch_items), claims=claims)
    quiet = view(many)
    waits = Target(kind=TargetKind.CLAIM, id="c40")
    told = replace(quiet.standings[waits], suggested="confirmed", last_evidence="ev-e9", last_at=NOW)
    moved = {waits: told, LOAN: standing("signal", FIRST, target=LOAN)}
    first, *_ = summary(replace(quiet, standings={**quiet.standings, **moved}, evidence={LOAN: FIRST}))
    shown = words(first)
    assert "*1 claim waits for a decision*\n• Town 40 is in debt." in shown
    assert "*unverified*, verdict *confirmed* suggested, waits for Confirm" in shown
    assert shown.count("Town 40 ") == 1
    assert "*unverified* · 59 claims" in shown
    assert shown.index("Town 40 ") < shown.index("Will the bank lend") < shown.index("without a signal")
    line = next(x for x in shown.splitlines() if "without a signal" in x)
    begins = (
        "*39 questions without a signal* for watchdesk, as of 8 May 06:00 UTC: Will Avalon sign the memorandum on its"
    )
    assert line.startswith(f"{begins} harbour? (by 31 Dec) · Will town 0 sell its harbour? · ")
    assert line.endswith(" · Will town 37 sell its harbour?")


def test_a_question_without_a_signal_tells_its_day_and_keeps_its_line_where_that_is_near() -> None:
    """Of more than three no day was told at all, be it tomorrow's."""
    today = NOW.date()
    days = {"today": today, "soon": today + timedelta(days=7), "later": today + timedelta(days=8)}
    days |= {"next year": date(2027, 1, 31), "June": date(2026, 6, 1)}
    items = [WatchItem(id=f"w-{n[:4]}", question=f"Will it be {n}?", resolve_by=at) for n, at in days.items()]
    story = replace(STORY, watch_items=(WatchItem(id="open", question="Will it ever be?"), *items))
    shown = words(*summary(view(story)))
    assert (
        "*Will it be today?* · *watching*: watchdesk has no signal yet, as of 8 May 06:00 UTC · resolve by 8 May 2026"
        in shown
    )
    assert (
        "*Will it be soon?* · *watching*: watchdesk has no signal yet, as of 8 May 06:00 UTC · resolve by 15 May 2026"
        in shown
    )
    listed = "Will it be later? (by 16 May) · Will it be June? (by 1 Jun) · Will it be next year? (by 31 Jan 2027) · Will it ever be?"
    assert f"*4 questions without a signal* for watchdesk, as of 8 May 06:00 UTC: {listed}" in shown


def test_of_many_questions_without_a_signal_as_many_are_named_as_fit() -> None:
    asked = "Does the town council sell its harbour to a foreign operator before the year ends, and to the operator {}?"
    items = tuple(WatchItem(id=f"w{n}", question=asked.format(n)) for n in range(100, 200))
    shown = words(*summary(view(replace(STORY, watch_items=items))))
    line = next(x for x in shown.splitlines() if "without a signal" in x)
    assert "…and to the operator 100? · …and to the operator 101? · " in line, "in what they part"
    named = line.count("operator 1")
    assert line.endswith(f" · and {100 - named} more")
    assert len(line) < 3000


def test_what_has_a_thread_and_few_quiet_questions_keep_their_lines() -> None:
    items = tuple(WatchItem(id=f"w{n}", question=f"Will town {n} sell?") for n in range(4))
    story = replace(STORY, watch_items=items)
    thread = {Target(kind=TargetKind.WATCH, id="w2"): ThreadLink(permalink="https://slack.invalid/p1", replies=3)}
    shown = words(*summary(view(story, threads=thread)))
    assert "without a signal" not in shown
    assert shown.count("watchdesk has no signal yet") == 4
    five = replace(story, watch_items=(*items, WatchItem(id="w4", question="Will town 4 sell?")))
    shown = words(*summary(view(five, threads=thread)))
    assert "*4 questions without a signal*" in shown
    assert "*Will town 2 sell?* · *watching*: watchdesk has no signal yet" in shown


def test_a_thread_nobody_has_written_in_is_only_linked() -> None:
    """It had "no replies" beside five of the bot's, and while the team spoke of it in the channel."""
    quiet = replace(
        moved_view(), threads={LOAN: ThreadLink(permalink="https://slack.invalid/archives/C1/p1", replies=0)}
    )
    assert re.search(r"\|thread>$", words(*summary(quiet)), re.MULTILINE)


def test_claims_are_grouped_with_source_date_freshness_and_origins() -> None:
    shown = words(*summary(view()))
    line = "• Avalon has sold nothing yet. — Harbour Wire (grade B, <https://wire.invalid/1|wire.invalid>), as of 7 May 2026"
    assert f"{line}, Northern Post (grade A), as of 6 May 2026 · fresh · 2 origins say so" in shown
    assert shown.index("*reported* · 1 claim") < shown.index("*unverified* · 1 claim")
    later = words(*summary(view(now=NOW + timedelta(days=4))))
    assert "*1 claim is stale (nothing newer than 7 May 2026)*" in later
    assert (
        "• Avalon has sold nothing yet. — reported, Harbour Wire, <https://wire.invalid/1|wire.invalid>, 7 May 2026"
        in later
    )


def test_many_stale_claims_are_one_line_and_listed_behind_a_button() -> None:
    """20 lines of what is half a year old stood under everything else, and above the feeds that could not be read."""
    story = replace(
        STORY, claims=tuple(replace(STORY.claims[0], id=f"c{n}", text=f"Pact {n} holds.") for n in range(5))
    )
    old = view(story, now=NOW + timedelta(days=4), feeds=feeds(story, failing=1))
    first, second = summary(old)
    counted = "*5 claims are stale (nothing newer than 7 May 2026)*"
    assert f"{counted}: the button “Stale claims” lists them" in words(first)
    assert "Pact 1 holds." not in words(first)
    assert "Feeds that cannot be read" in words(first)
    assert "Stale claims" in texts(first.blocks)
    assert "Page" not in words(first) + words(second), "it said that it was the first of two, and had no “More”"
    assert f"{counted}\n• Pact 0 holds. — reported, Harbour Wire" in words(second)
    (shared,) = summary(old, shared_by="U0DANA")
    assert f"{counted}: /watch harbour lists them" in words(shared)
    assert "Pact 4 holds." in "".join(texts(story_modal(old)["blocks"])), "a window has no such button"


def test_the_button_of_stale_claims_is_on_every_page_before_them() -> None:
    """The line that named it may stand on the first of two pages, where the only button was "More"."""
    claims = tuple(replace(STORY.claims[0], id=f"c{n}", text=f"{n} " + "&" * 280) for n in range(160))
    old = view(replace(STORY, claims=claims), now=NOW + timedelta(days=4))
    fresh = {Target(kind=TargetKind.CLAIM, id=c.id) for c in claims[:40]}
    stands = {t: replace(s, last_reaffirmed_at=old.now) if t in fresh else s for t, s in old.standings.items()}
    made = summary(replace(old, standings=stands))
    listed = next(n for n, m in enumerate(made) if "claims are stale (nothing newer than 7 May 2026)*\n•" in words(m))
    assert 1 < listed < len(made) - 1, "several pages before them, and several of them"
    for number, message in enumerate(made):
        buttons = [b for block in message.blocks if block["type"] == "actions" for b in block["elements"]]
        pages = {b["text"]["text"]: Ref.decode(b["value"]).page for b in buttons if b["action_id"] in {"more", "open"}}
        more = {"More": number + 1} if number + 1 not in {listed, len(made)} else {}
        assert pages == more | ({"Stale claims": listed} if number < listed else {})
        page = f"Page {number + 1} of {listed}" if number < listed else f"Stale claims, page {number + 1 - listed} of"
        assert page in words(message), "every page that has a next one has the button that leads there"
        assert len({b["action_id"] for b in buttons}) == len(buttons), "Slack refuses two of one name in a block"


def test_of_what_is_no_news_the_contested_comes_first_and_what_nobody_spoke_of_last() -> None:
    quiet, later = view(), NOW + timedelta(days=2)
    items = tuple(
        replace(STORY.watch_items[0], id=name, question=f"Is it {name}?") for name in ("silent", "open", "split")
    )
    story = replace(STORY, watch_items=items)
    stands = {t: first_standing(story, t, at=NOW) for t in targets(story)}
    for name, state in (("open", "signal"), ("split", "contested")):
        target = Target(kind=TargetKind.WATCH, id=name)
        stands[target] = standing(state, FIRST, target=target)
    shown = words(*summary(replace(quiet, story=story, standings=stands, now=later)))
    assert shown.index("Is it split?") < shown.index("Is it open?") < shown.index("Is it silent?")


def test_of_news_what_moved_comes_before_what_was_only_hinted_at() -> None:
    """One report moved some of sixty questions, and hints at others stood among them; of two stories the one with hints came first."""
    names = ("hinted", "moved")
    items = tuple(replace(STORY.watch_items[0], id=name, question=f"Is it {name}?") for name in names)
    story = replace(STORY, watch_items=items)
    stands = {t: first_standing(story, t, at=NOW) for t in targets(story)}
    for name, state in zip(names, ("watching", "signal"), strict=True):
        target = Target(kind=TargetKind.WATCH, id=name)
        stands[target] = replace(standing(state, FIRST, target=target), last_at=NOW)
    mixed = view(story, standings=stands)
    shown = words(*summary(mixed))
    assert shown.index("Is it moved?") < shown.index("Is it hinted?")
    hinted = {t: s for t, s in stands.items() if t.id != "moved"}
    other = replace(mixed, story=replace(story, slug="aaa", title="Another", watch_items=items[:1]), standings=hinted)
    page = home([Followed(view=v, channels=("C0NEWS",)) for v in (other, mixed)], now=NOW)
    told = "".join(texts(page["blocks"]))
    assert told.index("/watch harbour") < told.index("/watch aaa")
    assert told.index("Is it moved?") < told.index("Is it hinted?")


def test_a_report_has_one_day_wherever_it_is_told() -> None:
    """In Delhi one of 20:00 UTC came the day after, and a list headed by its UTC day had newer ones in it."""
    report = evidence(target=NO_SALE, direction=None, stance=Stance.SUPPORTS)
    said = standing("reported", report, target=NO_SALE, last_reaffirmed_at=report.at)
    quiet = view(now=NOW + timedelta(days=4))
    (blocks,) = (m.blocks for m in summary(replace(quiet, standings={**quiet.standings, NO_SALE: said})))
    (stale,) = (t for t in texts(list(blocks)) if "is stale" in t)
    assert stale.count(on_day(report.at)) == 2


def test_silence_can_be_read() -> None:
    assert in_utc(silence(view())) == "2 of 2 feeds healthy, nothing new matched, last checked 8 May 06:00 UTC"
    failing = view(feeds=feeds(STORY, failing=1))
    assert in_utc(silence(failing)) == "1 of 2 feeds failing, so news may be missing, last checked 8 May 06:00 UTC"
    unread = view(feeds={u: FeedState(url=u) for u in feeds(STORY)})
    assert silence(unread) == "2 of 2 feeds not read yet, so nothing is heard of this story"
    only = FeedState(url=STORY.feeds[0].url, status=FeedStatus.FAILING, failures=3, error="x", checked_at=NOW)
    alone = silence(view(feeds={only.url: only}))
    assert alone.startswith("its only feed is failing, so nothing is heard of this story"), (
        "was 1 of 1 feeds, so unknown"
    )
    assert silence(view(feeds={})) == "no feeds, so nothing is read for this story"
    assert "last match 8 May 05:55 UTC" in in_utc(silence(replace(moved_view(), last_match=NOW - timedelta(minutes=5))))
    assert "• Harbour Wire (feeds.invalid/wire): the server answers 503 · last read 7 May 06:00 UTC" in words(
        *summary(failing)
    )


def test_a_huge_story_goes_on_several_pages_slack_takes() -> None:
    claim = STORY.claims[0]
    huge = replace(
        STORY, claims=tuple(replace(claim, id=f"c{n}", text=f"{n} " + "&" * 280) for n in range(120)), watch_items=()
    )
    made = summary(view(huge))
    assert len(made) > 1
    for number, message in enumerate(made):
        assert len(message.blocks) <= MAX_BLOCKS
        assert sum(size(b) for b in message.blocks) <= MAX_ALL_TEXT
        assert all(len(t) <= 3000 for t in texts(message.blocks))
        assert f"Page {number + 1} of {len(made)}" in words(message)
    assert "More" in texts(made[0].blocks)
    assert "More" not in texts(made[-1].blocks)


def test_a_shared_summary_says_who_shared_it_and_cannot_be_shared_again() -> None:
    (message,) = summary(view(), shared_by="U0DANA")
    assert "shared by <@U0DANA>" in words(message)
    assert "Share to channel" not in texts(message.blocks)


def test_the_stories_of_a_channel_say_what_moved_or_why_not() -> None:
    moved = words(stories_of_channel([view(), moved_view()], followed=True, now=NOW))
    late = view(now=NOW.replace(year=2027))
    assert "*watching*, *overdue* · no origin\n" in words(stories_of_channel([late], followed=True, now=late.now))
    listed = "• *Will the bank lend to Avalon?* · *signal* · 1 origin reports yes, last heard 8 May 05:55 UTC"
    assert f"{listed} · <https://slack.invalid/archives/C1/p1|thread>" in moved
    assert "No news within a day: 2 of 2 feeds healthy, nothing new matched" in moved
    assert "no story yet" in words(stories_of_channel([], followed=False, now=NOW))
    assert "/watch follow" in words(stories_of_channel([view()], followed=False, now=NOW))


def test_health_names_what_is_broken() -> None:
    works = Works(feeds=feeds(STORY, failing=1), waiting={"C0NEWS": 2}, refused={"C1": ["is_archived"]})
    shown = words(health(works, now=NOW))
    assert "*1 of 2 feeds healthy*" in shown
    assert "the server answers 503" in shown
    assert "• <#C0NEWS>: 2" in shown
    assert "• <#C1>: 1 alert kept aside: it is archived; they come once it is not." in shown
    assert "No story has a feed, so nothing is read" in words(health(Works(feeds={}), now=NOW))
    assert "*All alerts* were delivered" in words(health(Works(feeds={}), now=NOW))
    assert "*All other alerts* were delivered" in words(health(replace(works, waiting={}), now=NOW))


def test_health_names_what_nobody_is_told_of_however_much_is_wrong_beside_it() -> None:
    """It came last, and fell off the one message there is."""
    waiting = {f"C{n}": 1 for n in range(900)}
    assert "harbour" in words(health(Works(feeds={}, waiting=waiting, unfollowed=["harbour"]), now=NOW))


def test_health_says_what_brings_the_alerts_a_channel_does_not_get() -> None:
    """Of a channel the bot was not in yet it said "refused by Slack for good", and /watch follow that they wait."""
    kept = ("channel_not_found", "channel_not_found", "restricted_action")
    shown = words(health(Works(feeds={}, refused={"C1": kept}), now=NOW))
    assert "• <#C1>: 3 alerts kept aside: I am not in it; they come once somebody types /invite @watchdesk" in shown
    assert "there; refused (restricted_action)" in shown
    replies_only = {"C1": ["restricted_action_thread_only_channel"]}
    shown = words(health(Works(feeds={}, refused=replies_only), now=NOW))
    assert "1 alert kept aside: it takes replies only; follow the story in another channel" in shown


def test_home_says_where_the_decisions_it_has_no_room_for_are() -> None:
    """It ended in "And 33 more"."""
    asked = {Target(kind=TargetKind.WATCH, id=f"w{n}"): f"Is {n} signed?" for n in range(15)}
    many = replace(STORY, watch_items=tuple(WatchItem(id=t.id, question=q) for t, q in asked.items()), claims=())
    waiting = {t: replace(standing("proposed", SECOND), target=t, suggested="resolved_yes") for t in asked}
    one = Followed(view=replace(view(), story=many, standings=waiting), channels=("C1",))
    shown = words(Message(text="-", blocks=tuple(home([one], now=NOW)["blocks"])))
    assert "And 3 more, which /watch harbour in a channel lists first" in shown


def test_home_tells_of_stories_that_are_merely_quiet_in_one_line() -> None:
    """Ten of them said "2 of 2 feeds healthy" one after the other, and pushed a decision out of sight."""
    quiet = [Followed(view=view(replace(STORY, slug=slug)), channels=("C1",)) for slug in ("airport", "ferry")]
    deaf = Followed(view=view(replace(STORY, slug="quarry"), feeds=feeds(STORY, failing=1)), channels=("C1",))
    moved = Followed(view=moved_view(), channels=("C1",))
    shown = words(Message(text="-", blocks=tuple(home([*quiet, deaf, moved], now=NOW)["blocks"])))
    assert "No news within a day, every feed healthy: airport, ferry" in shown
    assert shown.count("feeds healthy") == 1, "of the one with news"
    assert "1 of 2 feeds failing" in shown
    alone = words(Message(text="-", blocks=tuple(home([quiet[0], moved], now=NOW)["blocks"])))
    assert "/watch airport\nNo news within a day: 2 of 2 feeds healthy" in alone


def test_home_says_how_many_it_has_no_room_for() -> None:
    """Of 30 questions that somebody has it showed 20, as if there were no more."""
    asked = {Target(kind=TargetKind.WATCH, id=f"w{n}"): f"Is {n} signed?" for n in range(23)}
    many = replace(STORY, watch_items=tuple(WatchItem(id=t.id, question=q) for t, q in asked.items()), claims=())
    owned = {t: standing("signal", target=t, owner="U0DANA") for t in asked}
    channels = tuple(f"C{n:02}" for n in range(24))
    aside = dict.fromkeys(channels[:12], 1)
    one = Followed(view=replace(view(), story=many, standings=owned, evidence={}), channels=channels, aside=aside)
    shown = words(Message(text="-", blocks=tuple(home([one], now=NOW)["blocks"])))
    assert shown.count("<@U0DANA> has ") == 20
    assert "• and 3 more" in shown
    assert "<#C21>, and 2 more" in shown
    assert "<#C09>, 1 alert kept aside; /watch health says why\nand 2 more" in shown


def test_home_says_which_channel_is_not_told() -> None:
    """A story followed in an archived channel alone looked as though somebody heard of it."""
    both = Followed(view=view(), channels=("C1", "C2"), aside={"C1": 0, "C2": 2})
    shown = words(Message(text="-", blocks=tuple(home([both], now=NOW)["blocks"])))
    assert "Followed in <#C1>\n*Not told*: <#C2>, 2 alerts kept aside; /watch health says why" in shown
    none = replace(both, channels=("C2",))
    assert "Followed in" not in words(Message(text="-", blocks=tuple(home([none], now=NOW)["blocks"])))


def test_health_names_a_feed_by_its_source_and_its_address_once() -> None:
    gone = FeedState(
        url="http://feeds.invalid/wire",
        status=FeedStatus.GONE,
        failures=1,
        error="feeds.invalid/wire answered 410 (Gone)",
    )
    works = Works(feeds={gone.url: gone}, sources={gone.url: "Harbour Wire"})
    assert "• Harbour Wire (feeds.invalid/wire): answered 410 (Gone) · never read" in words(health(works, now=NOW))


def test_help_names_every_command() -> None:
    shown = words(help_text())
    for command in (
        "follow",
        "unfollow",
        "why",
        "health",
        "@watchdesk note",
        "@watchdesk confirm",
        "Means otherwise",
        "Resolve or set",
    ):
        assert command in shown


@pytest.mark.parametrize(
    ("stance", "weight", "marked"),
    [
        (Stance.SUPPORTS, Weight.STRONG, ""),
        (Stance.REFUTES, Weight.STRONG, " · *says otherwise*"),
        (Stance.REFUTES, Weight.WATCH, " · *seems to say otherwise*"),
        (Stance.CONTEXT, Weight.WATCH, None),
    ],
)
def test_a_claim_is_quoted_with_what_bears_on_it_and_what_speaks_against_it_says_so(
    stance: Stance, weight: Weight, marked: str | None
) -> None:
    """Under "1 origin says so" stood a headline that a model had read as the contrary, like any that bears it out."""
    told = evidence("e9", target=NO_SALE, direction=None, stance=stance, weight=weight)
    shown = words(summary(view(evidence={NO_SALE: told}))[0])
    if marked is None:
        assert "Avalon *signs*" not in shown
    else:
        assert f"read at wire.invalid>{marked}\n" in f"{shown}\n"


def test_a_headline_that_its_page_no_longer_has_is_not_quoted_as_if_it_had() -> None:
    moved, gone = moved_view(), " · its page has another headline now"
    changed = replace(moved, evidence={t: replace(e, former=True) for t, e in moved.evidence.items()})
    assert (words(summary(moved)[0]).count(gone), words(summary(changed)[0]).count(gone)) == (0, len(moved.evidence))


def test_a_sentence_is_escaped_and_never_empty() -> None:
    assert said("<!here> a\n\nb").text == "&lt;!here&gt; a\nb"
    assert said("").text == "Done."


def test_the_ledger_says_which_way_a_signal_pointed_and_points() -> None:
    turn = LedgerLine(
        kind=LineKind.STATE,
        at=NOW,
        who=BOT,
        slug=STORY.slug,
        target=str(MEMORANDUM),
        why="Gulf Post points to no",
        before="signal",
        after="signal",
        data={"was": "toward", "lean": "away"},
    )
    shown = words(why_target(STORY, SIGNAL, (FIRST,), (turn,), first="ev-e1", now=NOW))
    assert "watchdesk: signal, pointing to yes → *signal*, pointing to no: Gulf Post" in shown


def test_the_ledger_says_that_a_proposal_turned_and_what_was_proposed_before_it_was_contested() -> None:
    """It said "watchdesk: state: Capital Ledger reports no" of a proposal that went from yes to no."""
    made = LedgerLine(kind=LineKind.STATE, at=NOW, who=BOT, slug=STORY.slug, before="proposed", after="proposed")
    turned = replace(made, why="Gulf Post reports no", data={"had": "resolved_yes", "suggested": "resolved_no"})
    contested = replace(made, after="contested", data={"had": "resolved_no"})
    shown = words(why_target(STORY, SIGNAL, (FIRST,), (contested, turned), now=NOW))
    assert "watchdesk: proposed: yes → *proposed: no*: Gulf Post reports no" in shown
    assert "watchdesk: proposed: no → *contested*" in shown


def test_why_tells_reason_report_words_and_who_says_otherwise_in_seven_lines() -> None:
    settled = LedgerLine(
        kind=LineKind.STATE, at=NOW, who=BOT, slug=STORY.slug, before="contested", after="proposed",
        data={"suggested": "resolved_yes"},
    )  # fmt: skip
    noted = LedgerLine(kind=LineKind.NOTE, at=NOW, who="U0DANA", slug=STORY.slug, why="calling them")
    after = standing("proposed", FIRST, DENIAL, suggested="resolved_yes", why="Harbour Wire (grade B) reports yes")
    made = why_target(STORY, after, (FIRST, SECOND, DENIAL), (noted, settled), first="ev-e1", now=NOW)
    assert made.text == "Why proposed: yes — Harbour Wire (grade B) reports yes"
    first = in_utc(texts(made.blocks[0])[0]).splitlines()
    assert first == [
        "The harbour of Avalon · *Will Avalon sign the memorandum on its harbour?*",
        "*Why proposed: yes* — Harbour Wire (grade B) reports yes · since 8 May 05:55 UTC, set by watchdesk",
        f"> Avalon *signs* *memorandum* on harbour, two officials said — {in_utc(source(FIRST, STORY, NOW))}",
        "It points to yes — by its words: signs, present tense.",
        "Found by: Avalon, “signs”, “memorandum”. Its own report; 1 other tells of the same.",
        "Against it: Ministry Daily (<https://wire.invalid/e4|wire.invalid>)",
        "Last decision: 8 May 06:00 UTC watchdesk: contested → *proposed: yes*",
    ]
    rest = [b["type"] for b in made.blocks[1:]]
    assert set(rest) == {"context"}
    shown = words(made)
    assert "• Northern Post points to yes: Avalon signs memorandum on harbour · 8 May 05:52 UTC" in shown
    assert "<@U0DANA>: note: calling them" in shown


def test_why_says_who_reports_it_by_now_where_its_reason_names_one_that_does_no_longer() -> None:
    """It said "2 origins report yes: Harbour Wire, Northern Post" after the first had corrected its report."""
    stands = standing("proposed", FIRST, SECOND, suggested="resolved_yes")
    stands = replace(stands, why="2 origins report yes: Harbour Wire, Northern Post")
    assert "By now" not in words(why_target(STORY, stands, (FIRST, SECOND), (), now=NOW))
    first, second = stands.voices
    corrected = replace(stands, voices=(replace(first, outcome=False), second))
    shown = words(why_target(STORY, corrected, (FIRST, SECOND), (), now=NOW))
    assert "\nBy now 1 origin reports yes: Northern Post\n" in shown


def test_why_says_of_a_report_what_people_said_of_it_and_of_a_former_headline_what_it_said() -> None:
    """It went on "by its words" of a report that an editor had turned round, and said "reports" of what no headline said."""
    turned = replace(FIRST, direction=Direction.AWAY, why=(*FIRST.why, "an editor says it means “no”"))
    shown = words(why_target(STORY, SIGNAL, (turned,), (), first=turned.id, now=NOW))
    assert "It points to no — an editor says it means “no”." in shown
    assert "by its words" not in shown
    was = replace(FIRST, former=True)
    shown = words(why_target(STORY, SIGNAL, (was, SECOND), (), first=was.id, now=NOW))
    assert "It pointed to yes — by its words" in shown


def test_why_of_a_suggested_verdict_is_headed_by_it_and_names_who_stands_in_the_story_file() -> None:
    """It was headed "Why reported — per Harbour Wire", and one of the two origins it counted was nowhere in it."""
    report = evidence("e9", target=NO_SALE, outlet="Metro", origin="Metro", stance=Stance.SUPPORTS, direction=None)
    waits = replace(
        standing("reported", target=NO_SALE), voices=(), suggested="confirmed", why="per Harbour Wire", since=NOW
    )
    two = "2 origins say so; two independent ones suggest `confirmed`"
    line = LedgerLine(
        kind=LineKind.VERDICT, at=NOW, who=BOT, slug=STORY.slug, before="reported", after="reported", why=two,
        data={"suggested": "confirmed"},
    )  # fmt: skip
    shown = words(why_target(STORY, waits, (report,), (line,), now=NOW))
    assert (
        "*Why confirmed is suggested* — 2 origins say so; two independent ones suggest confirmed · *reported* since 8 May 06:00"
    ) in shown
    assert "In the story file: Harbour Wire (grade B), 7 May 2026 · <https://wire.invalid/1|read at" in shown


def test_why_quotes_the_report_the_reason_speaks_of_and_after_it_the_one_asked_about() -> None:
    later = evidence(
        "e8", outlet="Metro", origin="Harbour Wire", whose=Whose.NEWSROOM, passage="Avalon to sign, wire says", marks=()
    )
    stands = standing("signal", FIRST, SECOND, later, ground=SECOND.id, why="Northern Post points to yes")
    shown = words(why_target(STORY, stands, (FIRST, SECOND, later), (), first=later.id, now=NOW))
    rests, asked = shown.split("*The report asked about*:")
    assert in_utc(source(SECOND, STORY, NOW)) in rests
    assert "Avalon to sign, wire says — Metro (grade B, origin Harbour Wire)" in asked
    assert "It has this from Harbour Wire; 2 others tell of the same." in asked


def test_why_of_a_persons_answer_is_not_headed_by_a_report_that_speaks_for_none() -> None:
    """ "Why resolved: no" was followed by the newest report, which pointed to yes, as if the answer rested on it."""
    settled = standing("resolved_no", FIRST, DENIAL, by="U0DANA", why="the board voted it down")
    shown = words(why_target(STORY, settled, (FIRST, DENIAL), (), first=FIRST.id, now=NOW))
    assert "set by <@U0DANA>\n*The report asked about*:\n> Avalon *signs*" in shown
    assert "Against it" not in shown
    alike = words(why_target(STORY, settled, (FIRST, DENIAL), (), first=DENIAL.id, now=NOW))
    assert "The report asked about" not in alike


def test_a_summary_says_who_confirms_what_waits_and_where() -> None:
    """Shared in a channel that does not follow the story it said "waits for Confirm", and there was no such button."""
    proposed = standing("proposed", FIRST, suggested="resolved_yes")
    waits = replace(view(), standings={**view().standings, MEMORANDUM: proposed})
    (shared,) = summary(waits, shared_by="U0DANA")
    assert "1 decision waits, to be confirmed by anybody on the Home tab of this app · " in words(shared)
    here = replace(waits, threads={MEMORANDUM: ThreadLink(permalink="https://slack.invalid/1", replies=0)})
    assert "on the Home tab of this app or in its thread · " in words(summary(here)[0])
    assert "Home tab" not in words(summary(view())[0])


def told_of(report: Evidence, title: str) -> LedgerLine:
    """The ledger's line of a report under a headline."""
    return LedgerLine(
        kind=LineKind.EVIDENCE, at=NOW, who=BOT, slug=STORY.slug, evidence=report.id, data={"title": title}
    )


def test_why_of_a_page_whose_headline_changed_says_what_it_says_now_and_said_before() -> None:
    """It quoted "found guilty" as what the answer rests on, and listed the same page under "Against it"; nothing said why."""
    now_no = replace(
        DENIAL, entry_key=FIRST.entry_key, title="Avalon drops memorandum", passage="Avalon drops memorandum"
    )
    stands = standing("proposed", FIRST, suggested="resolved_yes", ground=FIRST.id)
    shown = words(why_target(STORY, stands, (FIRST, SECOND, now_no), (), now=NOW))
    assert "Its headline has changed since: “Avalon drops memorandum”, which now points to no." in shown
    assert shown.count("Avalon drops memorandum") == 1, "it is told once, and is no further report"
    turned = standing("signal", now_no, ground=now_no.id)
    shown = words(why_target(STORY, turned, (FIRST, now_no), (), now=NOW))
    assert "Its headline was “Avalon signs memorandum on harbour”, which pointed to yes." in shown
    other = words(why_target(STORY, stands, (FIRST, now_no, SECOND), (), first=SECOND.id, now=NOW))
    assert "Its headline has changed since" in other


def test_why_quotes_no_sentence_that_a_page_no_longer_has() -> None:
    """A page that says nothing of it any more was quoted with its old headline, as if that stood."""
    bare = replace(FIRST, title="Avalon at sea", passage="Avalon signs memorandum")
    lines = (told_of(bare, "Avalon at sea"), told_of(bare, "Avalon signs memorandum"))
    shown = words(why_target(STORY, standing("signal", bare), (bare,), lines, now=NOW))
    assert "> Avalon at sea — Harbour Wire" in shown
    assert "Its headline was “Avalon signs memorandum”; what it said then still counts." in shown
    listed = words(why_target(STORY, standing("signal", SECOND, ground=SECOND.id), (bare, SECOND), lines, now=NOW))
    assert "Avalon at sea (was “Avalon signs memorandum”)" in listed


def test_reports_of_the_contrary_do_not_tell_of_the_same() -> None:
    """Of a conviction and its quashing each was said to have "1 other that tells of the same"."""
    shown = words(why_target(STORY, standing("contested", FIRST, DENIAL), (FIRST, DENIAL), (), now=NOW))
    assert "Its own report." in shown


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"outlet": "Ministry Daily", "origin": "Avalon state"}, "Its own report"),
        ({"outlet": "Metro", "origin": "Harbour Wire"}, "It has this from Harbour Wire"),
        ({"origin": "Avalon", "whose": Whose.SPEAKER}, "It passes on Avalon's word"),
    ],
)
def test_only_a_report_of_the_outlet_s_own_is_called_so(changed: dict[str, object], told: str) -> None:
    one = evidence("e9", development="alone", **changed)
    assert f"{told}." in words(why_target(STORY, standing("signal", one), (one,), (), now=NOW))


def test_why_of_a_copy_says_first_whose_it_is() -> None:
    shown = words(why_target(STORY, SIGNAL, (FIRST, COPY), (), first=COPY.id, now=NOW))
    assert "\nThis report is a copy of Harbour Wire's and adds no origin.\n> Avalon" in shown


def test_why_of_a_report_has_a_heading_for_each_question_and_no_jargon() -> None:
    """The reasons of four questions ran on as one list, with "denied is not hedged" and "likeness 0.04, 0.75 asked for"."""
    trace = replace(
        TRACE,
        decision="watch:memorandum state, claim:no-sale copy",
        lines=(
            "watch:memorandum: state: Harbour Wire reports yes; `confirmed` is suggested",
            "actors: Avalon",
            'anchor: "memorandum"',
            'happened: said to have happened: "signs"',
            "read whole: happened 0.91, likelier 0.05; counts as happened, as by the words (an outcome takes 0.85)",
            'origin Avalon state: "ministry says"',
            "title: Avalon signs",
            "same development as Post, phases agree, both speak of sign; likeness 0.99, 0.75 asked for",
            "claim:no-sale: copy: a copy of an earlier report",
            "actors: Avalon",
            "0.67 of the claim's words, 0.6 asked for",
            "a copy of Post's report: text alike at 0.93, 0.9 asked for",
            "origin Post",
            "watch:loan: moves nothing",
            "actors: Avalon",
            "none: no word of the lexicon near it says so",
            "origin Harbour Wire: its own newsroom",
            "a development of its own, denied is not hedged, both speak of avalon; likeness 0.04, 0.75 asked for",
        ),
    )
    shown = words(why_entry((trace,), {STORY.slug: STORY}, now=NOW))
    memorandum, loan = (f"“{w.question}”" for w in STORY.watch_items)
    assert (
        f"*harbour*\n*{memorandum}*\nmoved: Harbour Wire reports yes; confirmed is suggested\n"
        "• found by Avalon, “memorandum”\n"
        '• by its words: said to have happened: "signs"\n'
        "• read as a whole it counts as happened, as by the words\n"
        "• it has this from Avalon state (“ministry says”)\n"
    ) in shown
    assert (
        "*“Claim: Avalon has sold nothing yet.”*\na copy, not told in the channel: a copy of an earlier report\n"
        "• found by Avalon\n• it has 67% of the claim's words\n• a copy of Post's report: nearly the same text\n"
    ) in shown
    assert f"Did nothing to:\n• {loan}: found by Avalon; no word it knows tells what happened\n" in shown
    quiet = replace(trace, decision="no actor of the story", lines=())
    assert "*harbour*: nobody was told: it names nobody of the story" in words(why_entry((quiet,), {}, now=NOW))
    removed = words(why_entry((trace,), {}, now=NOW))
    assert "*“memorandum” of a removed story*\nmoved" in removed
    assert "watch:memorandum" not in removed
    read = replace(quiet, decision="read whole, moves nothing")
    assert "nobody was told: it has no question's or claim's names and words together, and read as a whole" in words(
        why_entry((read,), {}, now=NOW)
    )


def test_why_of_a_report_that_only_counts_says_so_first_and_is_short_about_the_rest() -> None:
    """It told of every question of the story, 40 lines on a phone, and "a further report on" what nobody was told of."""
    others = [f"claim:c{n}: actor Avalon found, but no words" for n in range(20)]
    trace = replace(
        TRACE,
        title="Avalon hopes",
        decision="watch:memorandum report",
        lines=(
            *others,
            "claim:debt: reads like it (0.43, bar 0.30: avalon, debt). If it is about that: /watch missed, this link, debt",
            "watch:loan: moves nothing",
            "watch:loan: asks whether it may",
            "watch:memorandum: report: Harbour Wire hints at yes; it takes 8 such hints at once to move a quiet item",
        ),
    )
    shown = words(why_entry((trace,), {STORY.slug: STORY}, now=NOW))
    memorandum, loan = (f"“{w.question}”" for w in STORY.watch_items)
    told = "counted, not told in the channel: Harbour Wire hints at yes; it takes 8 such hints at once to move a quiet item"
    assert f"*harbour*\n*{memorandum}*\n{told}\nDid nothing to:\n• {loan}: asks whether it may\n" in shown
    assert "larger than reported.”: reads like it. If it is about that: /watch missed, this link, debt\n" in shown
    assert "• nor 19 other questions or claims\n" in shown
    assert shown.count("\n") < 12
    aloud = replace(trace, decision="watch:memorandum report aloud")
    assert f"*{memorandum}*\ncounted, told in the channel: Harbour Wire hints" in words(
        why_entry((aloud,), {STORY.slug: STORY}, now=NOW)
    )


def test_why_of_a_link_tells_first_of_the_story_it_did_something_to_and_counts_those_it_names_nobody_of() -> None:
    """Of ten stories it listed the five it had done nothing to, and the one it had raised an alert in stood behind "and 5 more"."""
    nearby = replace(TRACE, slug="ferry", decision="no match")
    moved = replace(TRACE, slug="a-harbour", decision="watch:memorandum state aloud")
    shown = words(why_entry((*(replace(TRACE, slug=f"z{n}") for n in range(7)), nearby, moved), {}, now=NOW))
    assert shown.index("*a-harbour*\n*“memorandum” of a removed story*\nmoved") < shown.index(
        "*ferry*: nobody was told"
    )
    assert "It names nobody of 7 more stories." in shown
    assert "z1" not in shown
    nowhere = words(why_entry(tuple(replace(TRACE, slug=f"z{n}") for n in range(3)), {}, now=NOW))
    assert "*z0*: nobody was told: it names nobody of the story" in nowhere
    assert "It names nobody of 2 more stories." in nowhere


def test_why_of_what_nobody_reported_says_so() -> None:
    nothing = why_target(STORY, first_standing(STORY, MEMORANDUM, at=NOW), (), (), now=NOW)
    assert "No report yet." in words(nothing)


def test_targets_of_claims_without_evidence_stay_quiet() -> None:
    assert view().heard == ()
    assert [s.target for s in moved_view().heard] == [NO_SALE, LOAN]
    decided = replace(first_standing(STORY, Target(kind=TargetKind.CLAIM, id="debt"), at=NOW), by="U0DANA")
    assert view().heard_lately(decided)


def test_health_tells_the_desk_where_a_feed_has_moved_and_keeps_a_private_address_private() -> None:
    def told(url: str) -> str:
        state = FeedState(
            url=url, status=FeedStatus.HEALTHY, title="Wire", redirects=3, moved_to=f"{url}/new?feed=rss2"
        )
        return words(health(Works(feeds={url: state}), now=NOW))

    assert "story file: https://wire.invalid/feed/new?feed=rss2" in told("https://wire.invalid/feed")
    private = told("https://wire.invalid/u/9f8e7d6c5b4a3921")
    assert "Wire (wire.invalid/u/…) has moved" in private
    assert "9f8e7d6c5b4a3921" not in private
