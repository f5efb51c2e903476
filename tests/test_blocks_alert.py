"""Alerts say what changed, why, on whose word, and what can be done."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.blocks.alert import head, reply
from bot.blocks.message import Block, Message, texts
from bot.blocks.mrkdwn import in_utc
from bot.blocks.phrases import stands
from bot.blocks.ref import Ref
from bot.domain.change import Change, ChangeKind, Level, alert_for
from bot.domain.evidence import Phase, Stance
from bot.domain.overdue import gone_overdue
from bot.domain.standing import wording
from bot.domain.story import Direction, Weight
from bot.domain.voices import voice_of
from tests.conftest import NOW
from tests.samples import (
    BY_DANA,
    CHANGES,
    COPIED,
    DECIDED,
    DENIED,
    EDITED,
    FIRST,
    FIRST_SIGNAL,
    INDEPENDENT,
    MEMORANDUM,
    NO_SALE,
    OWNED,
    PROPOSAL,
    PROPOSED,
    REPORTED,
    SECOND,
    SIGNAL,
    STORY,
    SUGGESTED,
    WATCHING,
    change,
    evidence,
    standing,
    voice,
)

OVERDUE = gone_overdue(STORY, STORY.watch_items[0], SIGNAL, now=NOW.replace(year=2027))
assert OVERDUE


def words(message: Message) -> str:
    return in_utc("\n".join(texts(message.blocks)))


def labels(message: Message) -> list[str]:
    return [e["text"]["text"] for b in message.blocks if b["type"] == "actions" for e in b["elements"]]


def test_a_head_says_what_changed_on_whose_word_and_what_follows() -> None:
    shown = words(head(STORY, FIRST_SIGNAL, FIRST_SIGNAL.after, now=NOW))
    assert (
        "The harbour of Avalon · *Will Avalon sign the memorandum on its harbour?*\n🔴 flash · *signal* (was watching)"
        in shown
    )
    assert "> Avalon *signs* *memorandum* on harbour, two officials said" in shown
    assert "Harbour Wire (grade B) · published 8 May 05:52 UTC · <https" in shown
    assert "<https://wire.invalid/e1|read at wire.invalid>" in shown
    assert "1 origin reports yes: Harbour Wire" in shown
    assert "*If yes*: The harbour changes hands within a month." in shown
    assert "If no" not in shown


def test_the_reason_does_not_repeat_the_report_that_stands_above_it() -> None:
    """ "Why signal: AP reports yes, but ..." stood under "1 origin reports yes: AP"."""
    takes = "it takes a second origin that reports it to propose “yes”"
    moved = replace(FIRST_SIGNAL, why=f"Harbour Wire reports yes, but {takes}")
    assert f"Why signal: {takes}" in words(head(STORY, moved, moved.after, now=NOW))
    counted = replace(REPORTED, why="Harbour Wire reports yes; earlier it pointed to no, and that stands")
    counted = replace(counted, evidence=FIRST_SIGNAL.evidence)
    told = words(reply(STORY, counted, counted.after, now=NOW))
    assert "Why: earlier it pointed to no, and that stands" in told
    both = replace(FIRST_SIGNAL, why="Harbour Wire reports yes, Ministry Daily points to no")
    assert f"Why signal: {both.why}" in words(head(STORY, both, both.after, now=NOW)), "others speak as well"


def test_a_head_that_a_report_opened_which_moves_nothing_says_why_the_channel_reads_it() -> None:
    """ "Watching · Why watching: no signal yet" was all that a post in the channel said of what was perhaps the outcome."""
    look = "the second reading sees the outcome itself in it: please look"
    told = evidence(direction=Direction.AWAY, phase=Phase.CANCELLED, weight=Weight.WATCH, outcome=True)
    heard = replace(WATCHING, voices=(voice_of(told),))
    why = f"Harbour Wire hints at no; it takes several to move a quiet item; {look}"
    seen = replace(change(ChangeKind.ORIGIN, WATCHING, heard, level=Level.URGENT, why=why), evidence=told)
    shown = words(head(STORY, seen, heard, now=NOW))
    assert "*Perhaps decided*: *Harbour Wire* hints at no · *watching* since" in shown
    assert f"\nWhy: it takes several to move a quiet item; {look} · nobody has this yet" in shown
    moved = words(head(STORY, seen, SIGNAL, now=NOW))
    assert "Perhaps decided" not in moved
    assert look not in moved


def test_a_reason_stands_under_no_state_that_it_is_not_of() -> None:
    """A head read "proposed: no · because yes" until the second of two decisions was delivered."""
    dana = replace(PROPOSED, by="U0DANA", why="because yes")
    first = change(ChangeKind.STATE, SIGNAL, dana, evidence=None, by="U0DANA", did="proposed “yes”", why="because yes")
    omar = replace(dana, suggested="resolved_no", by="U0OMAR", why="because no")
    assert "because yes" in words(head(STORY, first, dana, now=NOW))
    assert "because yes" not in words(head(STORY, first, omar, now=NOW))


def test_a_suggested_verdict_is_not_why_the_claim_stands_where_it_does() -> None:
    assert "Why: a decisive signal" in words(head(STORY, SUGGESTED, SUGGESTED.after, now=NOW))
    assert "Why signal: a decisive signal" in words(head(STORY, FIRST_SIGNAL, FIRST_SIGNAL.after, now=NOW))


def test_a_reason_says_of_when_it_is_once_others_are_heard() -> None:
    """ "32 origins say so" stood above "Why: 31 origins say so", and a reason named for yes who says no by now."""
    told = alert_for(FIRST_SIGNAL, "C1", at=NOW).change
    assert "Why signal: a decisive signal" in words(head(STORY, told, FIRST_SIGNAL.after, now=NOW))
    later = words(head(STORY, told, INDEPENDENT.after, now=NOW))
    assert "2 origins report yes: Harbour Wire, Northern Post" in later
    assert "Why signal (at 8 May 05:55 UTC): a decisive signal" in later
    proposed = replace(INDEPENDENT.after, value="proposed", suggested="resolved_yes")
    assert "Why signal (at 8 May 05:55 UTC): a decisive signal" in words(head(STORY, told, proposed, now=NOW)), (
        "the signal's reason is not the proposal's"
    )
    suggested = replace(SUGGESTED, evidence=evidence("e6", target=NO_SALE, seen=NOW - timedelta(hours=1)))
    further = replace(
        SUGGESTED.after, voices=(*SUGGESTED.after.voices, replace(voice(evidence("e7")), side="supports"))
    )
    assert "Why (at 8 May 05:00 UTC): a decisive" in words(head(STORY, suggested, further, now=NOW))
    assert OVERDUE
    late = words(head(STORY, OVERDUE, INDEPENDENT.after, now=NOW.replace(year=2027)))
    assert "Why: the story file asks for an answer by 31 Dec 2026" in late, "that is so whoever is heard"


def test_a_head_offers_what_can_be_done() -> None:
    open_item = head(STORY, FIRST_SIGNAL, FIRST_SIGNAL.after, now=NOW)
    assert labels(open_item) == ["Why", "Not relevant", "Means otherwise", "I have this", "Resolve or set state"]
    proposed = head(STORY, PROPOSAL, PROPOSAL.after, now=NOW)
    assert labels(proposed)[:2] == ["Confirm", "Object"]
    claim = head(STORY, SUGGESTED, SUGGESTED.after, now=NOW)
    assert labels(claim) == [
        "Confirm",
        "Object",
        "Why",
        "Not relevant",
        "Means otherwise",
        "I have this",
        "Set verdict",
    ]


def test_buttons_carry_all_they_need() -> None:
    message = head(STORY, PROPOSAL, PROPOSAL.after, now=NOW)
    confirm = next(b for b in message.blocks if b["type"] == "actions")["elements"][0]
    asked = wording(STORY, MEMORANDUM)
    expected = Ref(slug="harbour", target=MEMORANDUM, evidence="ev-e3", proposal="resolved_yes", asked=asked)
    assert Ref.decode(confirm["value"]) == expected


def test_contested_shows_both_sides_and_both_consequences() -> None:
    shown = words(head(STORY, DENIED, DENIED.after, now=NOW))
    assert "*contested* (was signal)" in shown
    assert "1 origin reports yes: Harbour Wire; 1 points to no: Ministry Daily" in shown, (
        "the outlet's name, not its owner's"
    )
    assert "If yes" in shown
    assert "If no" in shown


def test_a_copy_is_called_one_and_raises_nothing() -> None:
    shown = words(reply(STORY, COPIED, COPIED.after, now=NOW))
    assert shown.startswith(
        "*Southern Mirror* has a copy of *Harbour Wire*'s report · still *signal* · 1 origin reports yes\n"
    )
    assert "Why: " not in shown, "the first line says it"


def test_a_further_origin_is_counted() -> None:
    shown = words(reply(STORY, INDEPENDENT, INDEPENDENT.after, now=NOW))
    assert "*Northern Post* reports yes, a further origin · still *signal* · 2 origins report yes\n" in shown


def test_a_message_that_comes_late_tells_of_its_own_moment() -> None:
    """Three that had waited for Slack all told the last one's count and state."""
    told = alert_for(INDEPENDENT, "C1", at=NOW).change
    shown = words(reply(STORY, told, DENIED.after, now=NOW))
    assert "*Northern Post* reports yes, a further origin · still *signal* · 2 origins report yes\n" in shown


def test_a_further_step_told_in_the_channel_says_so_first_and_where_it_stands() -> None:
    stood = replace(INDEPENDENT.after, lean="toward")
    why = "a further step, from two origins: Harbour Wire has it too"
    sign = evidence("e3", outlet="Northern Post", origin="Northern Post", weight=Weight.STRONG)
    step = replace(INDEPENDENT, after=stood, level=Level.URGENT, why=why, evidence=sign)
    shown = words(reply(STORY, step, stood, now=NOW))
    assert (
        "*A further step*: *Northern Post* points to yes · still *signal*, pointing to yes · 2 origins report yes\n"
        in shown
    )
    assert "Why: a further step, from two origins: Harbour Wire has it too" in shown


def test_the_first_to_say_that_it_is_decided_is_told_as_that() -> None:
    assert INDEPENDENT.evidence
    told = replace(INDEPENDENT.evidence, phase=Phase.HAPPENED, outcome=True)
    step = replace(INDEPENDENT, evidence=told, level=Level.URGENT)
    shown = words(reply(STORY, step, step.after, now=NOW))
    assert "*Outcome reported*: *Northern Post* reports yes · still *signal* · 2 origins" in shown


def test_an_outcome_that_only_the_second_reading_sees_is_perhaps_one() -> None:
    """It was called a further step, of "Landslide victory for the challenger"."""
    seen = evidence("e3", outlet="Northern Post", origin="Northern Post", weight=Weight.WATCH, outcome=True)
    stood = replace(WATCHING, voices=(voice_of(seen),))
    first = change(ChangeKind.ORIGIN, WATCHING, stood, evidence=seen, level=Level.URGENT)
    shown = words(reply(STORY, first, stood, now=NOW))
    assert "*Perhaps decided*: *Northern Post* hints at yes · still *watching* · 1 weak hint of yes\n" in shown


def test_what_speaks_against_a_persons_proposal_is_no_further_step() -> None:
    assert INDEPENDENT.evidence
    contrary = replace(INDEPENDENT.evidence, direction=Direction.AWAY)
    denial = replace(INDEPENDENT, before=PROPOSAL.after, after=PROPOSAL.after, evidence=contrary, level=Level.FLASH)
    shown = words(reply(STORY, denial, denial.after, now=NOW))
    assert (
        "*Against what is proposed*: *Northern Post* reports no · still proposed: *yes* · 2 origins report yes\n"
        in shown
    )


def test_what_speaks_against_a_resolution_says_so_first() -> None:
    resolved = replace(PROPOSAL.after, value="resolved_yes", suggested="", by="U0DANA")
    assert INDEPENDENT.evidence
    contrary = replace(INDEPENDENT.evidence, direction=Direction.AWAY)
    denial = replace(INDEPENDENT, before=resolved, after=resolved, evidence=contrary, level=Level.URGENT)
    shown = words(reply(STORY, denial, resolved, now=NOW))
    assert (
        "*Against what was resolved*: *Northern Post* reports no · still resolved: *yes* · 2 origins report yes\n"
        in shown
    )
    assert "If no" in shown
    assert "If yes" not in shown, "what follows is what the report says"


def test_a_changed_headline_against_a_resolution_says_so_and_can_reopen_it() -> None:
    """The channel read that a paper "changed its headline", and found no button."""
    resolved = replace(PROPOSAL.after, value="resolved_yes", suggested="", by="U0DANA")
    no = evidence("e3", title="Avalon signs nothing", direction=Direction.AWAY, outcome=True)
    turned = replace(EDITED, before=resolved, after=resolved, evidence=no, level=Level.URGENT)
    shown = reply(STORY, turned, resolved, now=NOW)
    assert "*Against what was resolved*: *Harbour Wire* reports no · still resolved: *yes*" in words(shown)
    assert labels(shown)[0] == "Reopen"


def test_a_reply_the_channel_sees_too_names_the_question_and_can_be_decided_there() -> None:
    proposal = reply(STORY, PROPOSAL, PROPOSAL.after, now=NOW)
    assert words(proposal).startswith(
        "The harbour of Avalon · *Will Avalon sign the memorandum on its harbour?*\n"
        "🔴 flash · *Northern Post* reports yes · proposed: *yes* (was signal) · 2 origins report yes\n"
    )
    assert labels(proposal) == ["Confirm", "Object", "Why", "Not relevant", "Means otherwise"]
    overtaken = reply(STORY, PROPOSAL, BY_DANA, now=NOW)
    assert labels(overtaken) == ["Why", "Not relevant", "Means otherwise"]


@pytest.mark.parametrize("change", [PROPOSAL, DECIDED], ids=["proposed", "resolved"])
def test_what_the_channel_is_told_of_an_outcome_says_what_follows(change: Change) -> None:
    """The head has scrolled away by then."""
    shown = words(reply(STORY, change, change.after, now=NOW))
    assert "*If yes*: The harbour changes hands within a month." in shown
    assert "If no" not in shown


def test_a_proposal_the_channel_sees_is_held_against_the_storys_criteria() -> None:
    item = replace(STORY.watch_items[0], resolves_yes_if="Both sides publish the text.")
    story = replace(STORY, watch_items=(item,))
    assert "*Resolves yes if*: Both sides publish the text." in words(reply(story, PROPOSAL, PROPOSAL.after, now=NOW))


@pytest.mark.parametrize("change", [DENIED, COPIED, INDEPENDENT, OWNED])
def test_what_decides_nothing_keeps_to_its_lines(change: Change) -> None:
    assert "If yes" not in words(reply(STORY, change, change.after, now=NOW))


def test_a_report_by_one_that_leads_to_another_shows_where() -> None:
    """An aggregator, or somebody who calls himself Reuters: the label of a link can say anything."""
    told = replace(INDEPENDENT, evidence=evidence("e3", outlet="Reuters", link="https://r\u0435uters.com/1"))
    shown = words(reply(STORY, told, told.after, now=NOW))
    assert "Reuters (grade B, origin Harbour Wire)" in shown
    assert "|read at xn--ruters-3of.com>" in shown
    nowhere = replace(INDEPENDENT, evidence=evidence("e3", link="ftp://wire.invalid/1"))
    assert "UTC · no link" in words(reply(STORY, nowhere, nowhere.after, now=NOW))


def test_an_edit_shows_the_old_headline_and_the_new() -> None:
    shown = words(reply(STORY, EDITED, EDITED.after, now=NOW))
    assert "Headline was: Avalon signs memorandum on harbour\nHeadline now: Avalon may sign memorandum" in shown


def test_who_confirms_what_no_headline_says_any_more_is_asked_first() -> None:
    """The corrected headline's flash stood above a green Confirm, in the thread and on Home."""
    proposed = replace(PROPOSED, voices=tuple(replace(v, former=True) for v in PROPOSED.voices))
    before, after = (head(STORY, PROPOSAL, s, now=NOW) for s in (PROPOSED, proposed))
    assert "flash" in words(before)
    assert "No headline says" not in words(before)
    assert "flash" not in words(after)
    assert "No headline says “yes” any more: what it was proposed on has changed" in words(after)
    (sure,), (asked,) = ([b for b in after_buttons(m) if b["action_id"] == "confirm"] for m in (before, after))
    assert (sure["style"], "confirm" in sure) == ("primary", False)
    assert ("style" in asked, "Confirm it all the same?" in str(asked["confirm"])) == (False, True)
    assert "no headline says so any more" in stands(proposed)


def test_a_head_says_that_fewer_report_what_is_proposed_than_did_and_its_confirm_is_not_green() -> None:
    """ "Why proposed (at ...): 2 origins report yes" stood above a green Confirm, and nothing of the one that was corrected."""
    first, second = PROPOSED.voices
    corrected = replace(PROPOSED, voices=(replace(first, outcome=False), second))
    told = alert_for(PROPOSAL, "C1", at=NOW).change
    warned = "⚠️ 2 origins reported it when it was proposed, 1 reports it now: look at *Why* before you confirm."
    message = head(STORY, told, corrected, now=NOW)
    assert warned in words(message)
    (confirm,) = [b for b in after_buttons(message) if b["action_id"] == "confirm"]
    assert "style" not in confirm
    third = voice(evidence("e9", outlet="Echo", origin="Echo"))
    for enough in (PROPOSED, replace(corrected, voices=(*corrected.voices, third))):
        assert "⚠️" not in words(head(STORY, told, enough, now=NOW))


def after_buttons(message: Message) -> list[Block]:
    return [b for block in message.blocks if block["type"] == "actions" for b in block["elements"]]


def test_a_withdrawn_report_is_told_with_the_buttons_that_decide() -> None:
    """A notification joined the new headline to the sentence of the old one."""
    gone = evidence(title="Withdrawn: a report on the harbour", passage=FIRST.title, marks=())
    loud = replace(EDITED, before=PROPOSED, after=PROPOSED, level=Level.URGENT, evidence=gone, why="it rests on this")
    message = reply(STORY, loud, PROPOSED, now=NOW)
    assert "*Harbour Wire* *corrects or withdraws* its report · still proposed: *yes*" in words(message)
    assert labels(message)[:2] == ["Object", "Why"], "a green Confirm asked for what its publisher had taken back"
    assert "· “Withdrawn: a report on the harbour”, 8 May" in message.text
    resolved = replace(PROPOSED, value="resolved_yes", suggested="", by="U0DANA")
    decided = replace(loud, before=resolved, after=resolved)
    assert "Reopen" in labels(reply(STORY, decided, resolved, now=NOW))


def test_a_sentence_of_the_summary_is_quoted_under_its_headline() -> None:
    """A flash quoted "Pilots return to work on Sunday." and hid "Pilots reach deal, strike ends"."""
    told = evidence(title="Pilots <reach> deal, strike ends", passage="They return to work on Sunday.", marks=())
    first = replace(FIRST_SIGNAL, evidence=told)
    message = head(STORY, first, first.after, now=NOW)
    assert "> Pilots &lt;reach&gt; deal, strike ends\n> They return to work on Sunday.\nHarbour Wire (" in words(
        message
    )
    assert "· “Pilots &lt;reach&gt; deal, strike ends … They return to work on Sunday.”, 8 May" in message.text
    bare = replace(first, evidence=replace(told, passage=""))
    assert "\n> Pilots &lt;reach&gt; deal, strike ends\nHarbour" in words(head(STORY, bare, bare.after, now=NOW))
    live = replace(told, title="Live: pilots return", passage="pilots return", marks=())
    assert "\n> pilots return\n" in words(head(STORY, replace(first, evidence=live), first.after, now=NOW))


def test_a_persons_decision_names_them_their_reason_and_the_sources() -> None:
    shown = words(head(STORY, DECIDED, BY_DANA, replies=1, now=NOW))
    assert "<@U0DANA> confirmed “yes” · resolved: *yes* (was proposed: yes)" in shown
    assert "<@U0DANA>: we hold the signed text · 8 May 05:55 UTC" in shown
    assert "• Northern Post reports yes, 8 May 05:52 UTC" in shown
    assert "<@U0OMAR> has this" in shown
    assert "1 reply by people" in shown
    assert "If no" not in shown


def test_taking_an_item_is_one_line() -> None:
    assert words(reply(STORY, OWNED, OWNED.after, now=NOW)) == "<@U0OMAR> has this"
    taken = replace(OWNED, before=replace(OWNED.before, owner="U0DANA"))
    assert words(reply(STORY, taken, taken.after, now=NOW)) == "<@U0OMAR> has this, <@U0DANA> had it"


@pytest.mark.parametrize("change", CHANGES, ids=lambda c: f"{c.kind}-{c.by}")
def test_every_message_has_a_line_for_notifications(change: Change) -> None:
    for message in (head(STORY, change, change.after, now=NOW), reply(STORY, change, change.after, now=NOW)):
        assert message.text.endswith(" · The harbour of Avalon")
        assert STORY.watch_items[0].question in message.text or "Claim: Avalon has sold nothing yet." in message.text
        assert "*" not in message.text
        assert "resolved_" not in message.text
        assert len(message.text) < 4000


QUOTED = "“Avalon signs memorandum on harbour, two officials said”"


@pytest.mark.parametrize(
    ("change", "first"),
    [
        (FIRST_SIGNAL, f"🔴 flash · Harbour Wire reports yes · signal (was watching) · {QUOTED}"),
        (
            PROPOSAL,
            "🔴 flash · Northern Post reports yes · proposed: yes (was signal) · “Avalon signs memorandum on harbour",
        ),
        (
            DENIED,
            "Ministry Daily points to no · contested (was signal) · “Avalon signs memorandum on harbour … Ministry deni",
        ),
        (OVERDUE, "Overdue: its day has passed and nobody has resolved it · still signal · Will Avalon sign the memo"),
        (SUGGESTED, "reported, verdict disputed suggested, waits for Confirm · Harbour Wire: “Avalon signs memorandum"),
        (
            DECIDED,
            "<@U0DANA> confirmed “yes” · resolved: yes (was proposed: yes) · we hold the signed text · Will Avalon",
        ),
        (OWNED, "<@U0OMAR> has this · Will Avalon sign the memorandum on its harbour?"),
    ],
    ids=["signal", "proposed", "contested", "overdue", "claim", "decided", "owned"],
)
def test_the_first_120_characters_of_a_notification_say_what_changed(change: Change, first: str) -> None:
    """A phone shows no more, and they were the story's title and its question."""
    for message in (head(STORY, change, change.after, now=NOW), reply(STORY, change, change.after, now=NOW)):
        assert message.text[:120].startswith(first)


def test_a_notification_ends_with_question_count_and_story_each_short() -> None:
    item = replace(STORY.watch_items[0], question="Will it? " * 20)
    story = replace(STORY, title="The harbour " * 9, watch_items=(item,))
    told = reply(story, PROPOSAL, PROPOSAL.after, now=NOW).text
    _, asked, count, title = told.rsplit(" · ", 3)
    assert asked.startswith("Will it? Will it?")
    assert count == "2 origins report yes"
    assert title.startswith("The harbour The")
    assert (len(asked) <= 80, len(title) <= 40) == (True, True)


def test_the_text_of_a_head_that_has_moved_on_says_where_it_stands_by_now() -> None:
    told = head(STORY, FIRST_SIGNAL, BY_DANA, now=NOW).text
    assert told.startswith("resolved: yes since 8 May 05:55 UTC · Harbour Wire: “Avalon signs")


def test_a_proposal_says_how_many_origins_say_the_contrary() -> None:
    """It said "3 origins" beside a yes that two of them denied."""
    gulf = evidence("e7", outlet="Gulf Post", origin="Gulf Post", direction=Direction.AWAY)
    after = standing("proposed", SECOND, DENIED.evidence or gulf, gulf, suggested="resolved_yes")
    told = replace(PROPOSAL, before=DENIED.after, after=after)
    for message in (head(STORY, told, after, now=NOW), reply(STORY, told, after, now=NOW)):
        assert "1 origin reports yes, 1 reports no, 1 points to no" in message.text
        assert "proposed: *yes* (was contested)" in words(message)


def test_of_many_origins_the_newest_are_named() -> None:
    """The one that had just spoken was among "and 2 more"."""
    hours = range(7, 0, -1)
    told = [
        evidence(f"p{n}", outlet=f"Paper {n}", origin=f"Paper {n}", published=NOW - timedelta(hours=n)) for n in hours
    ]
    after = standing("signal", *told)
    shown = words(head(STORY, change(ChangeKind.STATE, SIGNAL, after, evidence=told[-1]), after, now=NOW))
    assert "7 origins report yes: Paper 1, Paper 2, Paper 3, Paper 4, Paper 5, 2 more" in shown


def test_what_is_said_since_a_resolution_is_told_as_that() -> None:
    late = [evidence(k, outlet=k, origin=k, direction=Direction.AWAY, published=NOW, seen=NOW) for k in ("A", "B")]
    settled = standing("resolved_yes", *late, by="U0DANA", since=NOW - timedelta(hours=1))
    told = replace(INDEPENDENT, before=settled, after=settled, evidence=late[1])
    shown = words(head(STORY, told, settled, now=NOW))
    assert "resolved: *yes* since 8 May 05:00 UTC\nsince then 2 origins report no: A, B" in shown


def test_an_objection_says_first_who_and_to_what() -> None:
    after = standing("developing", FIRST, SECOND, by="U0DANA")
    told = replace(DECIDED, after=after, did="objected to “yes”", why="a draft")
    shown = words(reply(STORY, told, after, now=NOW))
    assert "<@U0DANA> objected to “yes” · *developing* (was proposed: yes) · 2 origins report yes\n" in shown


def test_a_decision_kept_from_before_deeds_were_told_names_the_person() -> None:
    shown = words(head(STORY, replace(DECIDED, did=""), BY_DANA, now=NOW))
    assert "<@U0DANA> decided · resolved: *yes* (was proposed: yes)" in shown


def test_what_a_person_says_of_a_report_is_told_in_its_first_line() -> None:
    folded = replace(DECIDED, kind=ChangeKind.FOLD, before=SIGNAL, after=SIGNAL, level=Level.ROUTINE)
    folded = replace(folded, did="says that <!here> Post's report is its own, not a copy")
    shown = words(reply(STORY, folded, INDEPENDENT.after, now=NOW))
    assert shown.startswith(
        "<@U0DANA> says that &lt;!here&gt; Post's report is its own, not a copy · still *signal* · 2 origins report yes"
    )


def test_a_headline_that_changes_sides_says_so() -> None:
    before = standing("contested", FIRST, SECOND)
    now = evidence("e3", outlet="Northern Post", origin="Northern Post", direction=Direction.AWAY, outcome=True)
    turned = replace(EDITED, before=before, after=standing("contested", FIRST, now), evidence=now)
    kept = alert_for(turned, "C0NEWS", at=NOW).change
    shown = words(reply(STORY, kept, turned.after, now=NOW))
    assert shown.startswith(
        "*Northern Post*'s page changed its headline, which now reports no · still *contested* · 1 origin reports yes"
    )
    same = alert_for(EDITED, "C0NEWS", at=NOW).change
    assert words(reply(STORY, same, same.after, now=NOW)).startswith(
        "*Harbour Wire* changed its headline · still *signal*"
    )


def test_only_a_headline_marked_as_corrected_takes_back_what_it_said() -> None:
    """A live page that went on to a ministry's denial "took back its yes"."""
    now = evidence("e3", title="CORRECTED: Avalon signs nothing", direction=Direction.AWAY, outcome=True)
    after = standing("contested", now)
    turned = replace(EDITED, before=SIGNAL, after=after, evidence=now)
    shown = words(reply(STORY, alert_for(turned, "C0NEWS", at=NOW).change, after, now=NOW))
    assert shown.startswith(
        "*Harbour Wire* took back its “yes” (headline corrected) and now reports no · still *contested*"
    )


def test_a_restored_headline_says_so() -> None:
    back = replace(EDITED, restored=True)
    shown = words(reply(STORY, alert_for(back, "C0NEWS", at=NOW).change, back.after, now=NOW))
    assert shown.startswith("*Harbour Wire* restored its earlier headline")


def test_a_story_that_lost_the_item_still_makes_a_message() -> None:
    bare = replace(STORY, watch_items=(), claims=())
    assert "watch:memorandum" in words(head(bare, FIRST_SIGNAL, FIRST_SIGNAL.after, now=NOW))


def test_a_claim_and_what_speaks_against_it_stand_side_by_side() -> None:
    said = "Avalon sold its pier"
    against = evidence("e9", target=NO_SALE, direction=None, stance=Stance.REFUTES, title=said, passage=said, marks=())
    told = replace(SUGGESTED, evidence=against)
    for message in (head(STORY, told, told.after, now=NOW), reply(STORY, told, told.after, now=NOW)):
        (sides,) = [b["fields"] for b in message.blocks if "fields" in b]
        ours, theirs = (in_utc(side["text"]) for side in sides)
        assert ours.startswith(
            "*The claim*\n> Avalon has sold nothing yet.\nHarbour Wire (grade B), 7 May 2026 · <https"
        )
        assert "Northern Post (grade A), 6 May 2026" in ours
        assert theirs.startswith("*Against it*\n> Avalon sold its pier\nHarbour Wire (grade B) · published 8 May 05:52")
        assert words(message).count("Avalon sold its pier") == 1
        assert "*Harbour Wire* says otherwise · " in words(message)
        assert "verdict *disputed* suggested, waits for Confirm" in words(message)


def test_what_contests_a_question_and_what_it_contradicts_stand_side_by_side() -> None:
    """The new line stood there alone, and an editor had to look for what it speaks against."""
    told = replace(DENIED, against=replace(FIRST, outcome=True))
    for shown in (told, alert_for(told, "C0NEWS", at=NOW).change):
        for message in (head(STORY, shown, DENIED.after, now=NOW), reply(STORY, shown, DENIED.after, now=NOW)):
            (sides,) = [b["fields"] for b in message.blocks if "fields" in b]
            before, new = (in_utc(side["text"]) for side in sides)
            assert before.startswith(
                "*Reports yes*\n> Avalon *signs* *memorandum* on harbour, two officials said\nHarbour Wire ("
            )
            assert new.startswith("*Points to no*\n> Avalon signs memorandum on harbour\n> Ministry *denies* that")
            assert "Ministry Daily (grade D) · published" in new
            assert words(message).count("Ministry *denies*") == 1, "it is not told twice"
    assert not [b for b in reply(STORY, DENIED, DENIED.after, now=NOW).blocks if "fields" in b]


def test_beside_what_speaks_against_a_claim_stands_the_report_of_it() -> None:
    """The claim's own words stood there, with "no named source", though a paper had reported it half an hour before."""
    said = "Avalon sold its pier"
    against = evidence("e9", target=NO_SALE, direction=None, stance=Stance.REFUTES, title=said, passage=said, marks=())
    report = replace(
        against,
        id="ev-e8",
        outlet="Northern Post",
        title="Nothing sold",
        passage="Nothing sold",
        stance=Stance.SUPPORTS,
    )
    told = replace(SUGGESTED, evidence=against, against=report)
    (sides,) = [b["fields"] for b in reply(STORY, told, told.after, now=NOW).blocks if "fields" in b]
    ours, theirs = (in_utc(side["text"]) for side in sides)
    assert ours.startswith("*For it*\n> Nothing sold\nNorthern Post (grade B")
    assert theirs.startswith("*Against it*\n> Avalon sold its pier\nHarbour Wire (grade B)")


def test_a_claim_that_is_supported_has_no_second_side() -> None:
    told = replace(SUGGESTED, evidence=evidence("e9", target=NO_SALE, direction=None, stance=Stance.SUPPORTS))
    assert not [b for b in head(STORY, told, told.after, now=NOW).blocks if "fields" in b]


def test_a_rule_somebody_accepted_is_told_with_their_name_and_the_rule() -> None:
    before = FIRST_SIGNAL.after
    rule = "a rule was accepted: “football” no longer counts"
    learned = replace(DECIDED, before=before, after=before, why=rule, by="U0OMAR", did="", level=Level.ROUTINE)
    shown = words(reply(STORY, learned, before, now=NOW))
    assert shown == "<@U0OMAR> taught a rule: “football” no longer counts · still *signal* · 1 origin reports yes"


def test_sides_too_long_to_stand_side_by_side_stand_one_above_the_other() -> None:
    far = f"https://wire.invalid/{'x' * 1700}"
    claim = replace(STORY.claims[0], attributions=tuple(replace(a, url=far) for a in STORY.claims[0].attributions))
    story = replace(STORY, claims=(claim, *STORY.claims[1:]))
    told = replace(SUGGESTED, evidence=evidence("e9", target=NO_SALE, direction=None, stance=Stance.REFUTES, link=far))
    message = head(story, told, told.after, now=NOW)
    assert not [b for b in message.blocks if "fields" in b]
    assert all(len(t) <= 3000 for t in texts(message.blocks))
    assert "*Against it*" in words(message)


def test_a_signal_that_turns_says_which_way_it_pointed_and_points() -> None:
    """Both are `signal`, so without the way the move would read "still signal"."""
    hint = evidence("e1", phase=Phase.PLANNED, weight=Weight.STRONG)
    refusal = evidence("e2", origin="Gulf Post", outlet="Gulf Post", direction=Direction.AWAY, phase=Phase.DENIED)
    before, after = standing("signal", hint, lean="toward"), standing("signal", hint, refusal, lean="away")
    turned = change(ChangeKind.STATE, before, after, evidence=refusal, why="Gulf Post points to no")
    for message in (head(STORY, turned, after, now=NOW), reply(STORY, turned, after, now=NOW)):
        assert "1 origin points to yes, 1 points to no" in message.text
        shown = words(message)
        assert "*signal*, pointing to no (was signal, pointing to yes)" in shown
        assert "*If no*" in shown, "what follows is what it points to now"
