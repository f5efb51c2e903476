"""A thousand hostile texts in every place a feed, a story file or a person can put one: nothing of them acts."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from bot.blocks.alert import head, reply
from bot.blocks.answers import Works, health, help_text, refused, said, stories_of_channel
from bot.blocks.home import Followed, home, story_modal
from bot.blocks.howread import unknown_entry, why_entry
from bot.blocks.left import closed_head, left_head
from bot.blocks.lesson import lesson
from bot.blocks.message import MAX_ALL_TEXT, MAX_BLOCKS, MAX_TEXT, Message, size, texts
from bot.blocks.modals import Place, means_modal, object_modal, propose_modal, same_modal, verdict_modal
from bot.blocks.mrkdwn import units
from bot.blocks.news import told_once
from bot.blocks.pages import sections
from bot.blocks.ref import Ref
from bot.blocks.summary import summary
from bot.blocks.view import StoryView, ThreadLink
from bot.blocks.why import why_target
from bot.domain.change import Change, ChangeKind
from bot.domain.entry import Trace
from bot.domain.evidence import Evidence, Span, Stance
from bot.domain.feedstate import FeedState, FeedStatus
from bot.domain.ledger import LedgerLine, LineKind
from bot.domain.lesson import Asked, Cause, Edit, Lesson, Option, Part, Proposal, Told, Trial
from bot.domain.removal import Closed, Removal
from bot.domain.standing import first_standing
from bot.domain.story import Attribution, Story
from bot.errors import DecidedError
from bot.store.standings import targets
from tests.conftest import NOW
from tests.samples import FIRST, MEMORANDUM, NO_SALE, STORY, evidence, standing
from tests.test_blocks_mrkdwn import hostile

_OURS = re.compile(
    r"<https?://[^\s<>|]+\|[^<>|\n]+>|<@U0DANA>|<#C0NEWS>|<!date\^\d+\^\{date_short\}( \{time\})?\|\d[\w :]+>"
)


def spoiled(text: str) -> Story:
    """A story whose every text is hostile."""
    item = replace(STORY.watch_items[0], question=text, if_yes=text, if_no=text)
    claim = replace(STORY.claims[0], text=text, attributions=(Attribution(source=text, url=text, quote=text),))
    return replace(STORY, title=text, thesis=text, watch_items=(item,), claims=(claim,))


def changes(text: str) -> Iterator[Change]:
    told = evidence(
        title=text, summary=text, link=text, outlet=text, origin=text, passage=text, why=(text,),
        marks=(Span(start=0, end=3), Span(start=2, end=len(text))),
    )  # fmt: skip
    after = standing("signal", told, why=text, suggested="resolved_yes")
    before = standing("watching", target=MEMORANDUM)
    made = Change(
        slug=STORY.slug, target=MEMORANDUM, kind=ChangeKind.STATE, level="flash", before=before, after=after,  # type: ignore[arg-type]
        why=text, evidence=told, old_title=text,
    )  # fmt: skip
    yield from (replace(made, kind=kind) for kind in ChangeKind)
    yield replace(made, took_back="toward")
    yield replace(made, evidence=None, by="U0DANA", did=text)
    yield replace(made, evidence=None, by=text, why=f"a rule was accepted: {text}")
    yield replace(made, target=NO_SALE)
    refutes = replace(told, target=NO_SALE, stance=Stance.REFUTES)
    yield replace(made, target=NO_SALE, evidence=refutes)
    yield replace(made, target=NO_SALE, evidence=refutes, against=told)
    yield replace(made, against=told)


def proposals(text: str) -> Iterator[Proposal]:
    asked = Asked(id=text, cause=Cause.MISSED, slug=text, by=text, channel=text, at=NOW, link=text)
    edit = Edit(part=Part.ALIAS, before=text, after=text, actor=text)
    made = Lesson(target=MEMORANDUM, sentence=text, edits=(edit,) * 9)
    told = (Told(title=text, link=text, outlet=text, at=NOW),) * 5
    option = Option(lesson=made, trial=Trial(added=9, removed=9, gained=told, lost=told))
    yield Proposal(asked=asked, title=text, options=(option,) * 3, read=9, since=NOW)
    yield Proposal(asked=asked, title=text, options=(option,), read=9, since=NOW)
    yield Proposal(asked=asked, title=text, sentence=text)


def messages(text: str) -> Iterator[Message]:
    story = spoiled(text)
    for change in changes(text):
        yield head(story, change, change.after, replies=2, now=NOW)
        yield reply(story, change, change.after, now=NOW)
    for proposal in proposals(text):
        yield lesson(proposal, story, now=NOW)
    told = change.evidence or evidence()
    standings = {t: replace(first_standing(story, t, at=NOW), why=text) for t in targets(story)} | {
        MEMORANDUM: change.after
    }
    broken = FeedState(
        url=f"https://feeds.invalid/{text}", status=FeedStatus.FAILING, title=text, failures=3, error=text
    )
    view = StoryView(
        story=story, standings=standings, evidence={MEMORANDUM: told, NO_SALE: told}, feeds={broken.url: broken},
        threads={MEMORANDUM: ThreadLink(permalink=text, replies=1)}, now=NOW,
    )  # fmt: skip
    yield from summary(view, shared_by=text)
    yield stories_of_channel([view], followed=False, now=NOW)
    lost = LedgerLine(kind=LineKind.BROKEN, at=NOW, who=text, slug=text, data={"title": text, "link": text})
    waiting = {text: 1, "C0NEWS": 1}
    works = Works(feeds={broken.url: broken}, waiting=waiting, refused={text: [text]}, unfollowed=[text])
    yield health(replace(works, broken=[lost]), now=NOW)
    yield said(text)
    yield help_text()
    line = LedgerLine(kind=LineKind.NOTE, at=NOW, who=text, slug=text, why=text, before=text, after=text)
    others = (replace(told, copy_of="x"), *(replace(told, id=f"{n}") for n in range(12)))
    noted = replace(line, why=text.replace("<@U123>", ""))  # whom a note names is shown by name
    yield why_target(story, change.after, (told, *others), (noted, replace(line, kind=LineKind.STATE)) * 9, now=NOW)
    yield why_target(story, change.after, (told, *others), (), first=told.id, now=NOW)
    yield refused(DecidedError(text, by=text, at=NOW))
    yield told_once(replace(change, by=text, did=text))
    left = replace(change, kind=ChangeKind.LEFT, asked=text, why=text, evidence=None)
    yield reply(story, left, left.after, now=NOW)
    yield left_head(story, left, last=change, replies=2, now=NOW)
    removed = Removal(id="r", channel="C1", slug=text, title=text, at=NOW)
    closed = Closed(target=change.target, asked=text, stood=text)
    yield closed_head(removed, closed, last=change, replies=2, now=NOW)
    trace = Trace(slug=text, title=text, link=text, outlet=text, feed=text, seen=NOW, decision=text, lines=(text,) * 40)
    named = replace(trace, decision=f"{MEMORANDUM} state", lines=(f"{MEMORANDUM}: state: {text}", text))
    yield why_entry((trace, named) * 4, {text: story}, now=NOW)
    yield unknown_entry(text, "2 of 2 feeds healthy")
    followed = [
        Followed(view=view, channels=(text, "C0NEWS"), aside={text: 3, "C0NEWS": 0}),
        Followed(view=view, channels=()),
    ]
    for page in (home(followed, now=NOW), story_modal(view)):
        yield Message(text="a view", blocks=tuple(page["blocks"]))


def spoiled_report(text: str) -> Evidence:
    return replace(FIRST, title=text, passage=text, outlet=text, marks=())


def check(message: Message) -> None:
    assert message.text
    assert "<!date" not in message.text, "a notification may show it as it is"
    assert len(message.text) <= 4000
    assert len(message.blocks) <= MAX_BLOCKS
    assert sum(size(b) for b in message.blocks) <= MAX_ALL_TEXT
    for block in message.blocks:
        for text in texts(block):
            assert 1 <= len(text) <= (2000 if "fields" in block else 3000)
        assert block["type"] in {"section", "context", "header", "divider", "actions"}
    mrkdwn = [t for b in message.blocks if b["type"] in {"section", "context"} for t in texts(b)]
    for text in (message.text, *mrkdwn):
        bare = _OURS.sub("", text)
        assert "<" not in bare, text
        assert ":fire:" not in bare


def test_nothing_of_a_thousand_hostile_texts_acts_in_any_message() -> None:
    for text in hostile(1000):
        for message in messages(text):
            check(message)


def test_the_longest_texts_stay_inside_slacks_limits() -> None:
    for text in ("&" * 5000, "🔴" * 5000, "*" * 5000, "a:b:" * 2000, " " * 5000, "\n> x" * 2000):
        for message in messages(text):
            check(message)


def test_a_long_link_under_a_long_sentence_is_shown_whole_in_every_answer() -> None:
    """Sentence and source were one line, which no section holds: Slack refused the Home tab and /watch, for everybody."""
    longest = "https://wire.invalid/" + "a" * 1770
    told = evidence(title="&" * 400, passage="Avalon signs " + "&" * 380, link=longest, marks=(Span(start=7, end=12),))
    against = replace(told, target=NO_SALE, direction=None, stance=Stance.REFUTES)
    said = tuple(
        Attribution(source=f"{'&' * 80}{n}", url=f"{longest}/{n}", date=NOW.date() - timedelta(days=n))
        for n in range(3)
    )
    story = replace(STORY, claims=(replace(STORY.claims[0], text="&" * 400, attributions=said),))
    proposed = standing("proposed", told, suggested="resolved_yes", ground=told.id)
    standings = {t: first_standing(story, t, at=NOW) for t in targets(story)} | {MEMORANDUM: proposed}
    view = StoryView(story=story, standings=standings, evidence={MEMORANDUM: told, NO_SALE: against}, now=NOW)
    one = Followed(view=view, channels=("C0NEWS",))
    pages = [
        *summary(view),
        why_target(story, proposed, (told,), (), now=NOW),
        *(Message(text="a view", blocks=tuple(page["blocks"])) for page in (home([one], now=NOW), story_modal(view))),
    ]
    for message in pages:
        check(message)
        assert f"<{longest}|read at wire.invalid>" in "".join(texts(message.blocks))
    shown = "".join(texts([m.blocks for m in summary(view)]))
    assert [shown.count(f"<{one.url}|wire.invalid>") for one in said] == [1, 1, 1]


def test_what_no_section_holds_goes_on_in_the_next_and_nothing_of_it_is_lost() -> None:
    link = "<https://wire.invalid/" + "a" * 1700 + "|read at wire.invalid>"
    for line in (
        f"{link} · {link} · end",
        "&amp;" * 1000,
        "word " * 1000 + link,
        "🔴" * 2000,
        f"> {'x' * 2990} {link}",
    ):
        parts = [t for block in sections([line]) for t in texts(block)]
        assert all(units(part) <= MAX_TEXT for part in parts)
        assert "".join(parts).replace(" ", "") == line.replace(" ", "")
        assert all(part.count("<") == part.count(">") - part.startswith(">") and part[0] != ";" for part in parts)
        assert all(part.count("&") == part.count("&amp;") for part in parts)


def test_modals_take_hostile_stories() -> None:
    for text in [*hostile(50), "&" * 5000]:
        story = spoiled(text)
        for target in (None, MEMORANDUM, NO_SALE):
            place = Place(ref=Ref(slug=STORY.slug, target=target), channel="C0NEWS", thread_ts="1.2")
            asked = [propose_modal(story, place), verdict_modal(story, place), object_modal(story, place)]
            report = spoiled_report(text)
            others = [replace(report, id=f"{n}") for n in range(11)]
            if target == MEMORANDUM:
                asked += [means_modal(story, place, report), same_modal(story, place, report, others, now=NOW)]
            for modal in asked:
                assert len(modal["private_metadata"]) <= 3000
                assert Place.decode(modal["private_metadata"]) == place
                for block in modal["blocks"]:
                    options = block.get("element", {}).get("options", [])
                    assert all(1 <= len(o["text"]["text"]) <= 75 for o in options)
                    own = texts(block) if block["type"] == "section" else []
                    assert all("<" not in _OURS.sub("", t) and 1 <= len(t) <= 3000 for t in own)
