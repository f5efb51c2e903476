"""Detection compares evidence with where a target stands now, and leaves decisions to people."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.change import Change, ChangeKind, Level
from bot.domain.evidence import Evidence, Phase, Stance, Target, TargetKind, Whose
from bot.domain.moves import put
from bot.domain.standing import BOT_MAY_SET, Standing, Verdict, WatchState, first_standing
from bot.domain.story import Attribution, Claim, Direction, Grade, Story, WatchItem, Weight
from bot.domain.voices import without
from bot.domain.weigh import SAYS_AGAINST
from tests.conftest import NOW
from watchers.detect.changes import corroborated, detect, told_together
from watchers.detect.edits import edit_only

STORY = Story(
    slug="pact",
    title="The pact",
    claims=(Claim(id="c1", text="No pact yet", attributions=(Attribution(source="Harbour Wire"),)),),
    watch_items=(WatchItem(id="pact", question="Is the pact signed?"),),
)
PACT = Target(kind=TargetKind.WATCH, id="pact")
CLAIM = Target(kind=TargetKind.CLAIM, id="c1")
START = first_standing(STORY, PACT, at=NOW)


def said(
    origin: str,
    direction: Direction | None = Direction.TOWARD,
    *,
    phase: Phase = Phase.PLANNED,
    weight: Weight = Weight.STRONG,
    grade: Grade = Grade.C,
    hours: float = 0,
    outcome: bool = False,
    copy_of: str = "",
    target: Target = PACT,
    stance: Stance = Stance.CONTEXT,
) -> Evidence:
    at = NOW + timedelta(hours=hours)
    return Evidence(
        id=f"{origin}-{direction}-{hours}",
        slug="pact",
        target=target,
        entry_key=origin,
        title="A headline",
        link="http://feeds.invalid/1",
        outlet=origin,
        grade=grade,
        origin=origin,
        published=at,
        seen=at,
        passage="A headline",
        marks=(),
        actors=(),
        phase=phase,
        direction=direction,
        weight=weight,
        outcome=outcome,
        copy_of=copy_of,
        stance=stance,
    )


def after(standing: Standing, *evidence: Evidence) -> tuple[Standing, Change]:
    change = None
    for one in evidence:
        change = detect(one, standing, now=one.seen)
        assert change, "it changes something"
        standing = change.after
    assert change
    return standing, change


def test_the_first_signal_moves_a_quiet_item_and_reaches_the_channel() -> None:
    standing, change = after(START, said("Harbour"))
    assert (standing.value, change.kind, change.level) == (WatchState.SIGNAL, ChangeKind.STATE, Level.URGENT)
    assert change.before.value == WatchState.WATCHING
    assert standing.origins == 1


def test_what_moves_an_item_is_kept_as_what_its_reason_speaks_of() -> None:
    first, second = said("Harbour"), said("Ledger", hours=1)
    standing, _ = after(START, first, second)
    assert (standing.ground, standing.last_evidence) == (first.id, second.id)
    contested, _ = after(standing, said("Gulf", Direction.AWAY, hours=2))
    assert (contested.ground, contested.why) == ("Gulf-away-2", "Gulf points to no, Ledger points to yes")


def test_evidence_that_points_nowhere_is_no_change() -> None:
    assert detect(said("Harbour", None, phase=Phase.NONE), START, now=NOW) is None


def test_a_second_origin_is_counted_in_the_thread() -> None:
    standing, change = after(START, said("Harbour"), said("Ledger"))
    assert (change.kind, change.level, standing.origins) == (ChangeKind.ORIGIN, Level.ROUTINE, 2)
    assert standing.value == WatchState.SIGNAL


def test_a_copy_raises_no_origin_and_moves_nothing() -> None:
    standing, change = after(START, said("Harbour"), said("Harbour", copy_of="x", hours=1))
    assert (change.kind, standing.origins, standing.value) == (ChangeKind.COPY, 1, WatchState.SIGNAL)


def test_a_denial_contests_a_signal() -> None:
    standing, change = after(START, said("Harbour"), said("Gulf", Direction.AWAY, phase=Phase.DENIED))
    assert (standing.value, change.level) == (WatchState.CONTESTED, Level.URGENT)


def test_the_reason_of_contested_names_the_strongest_of_each_side() -> None:
    """It named a paper's hint of the last minute where an agency had reported the outcome."""
    standing, _ = after(START, said("Harbour", phase=Phase.HAPPENED, outcome=True))
    standing, _ = after(standing, said("Post", weight=Weight.WATCH, hours=1))
    contested, _ = after(standing, said("Gulf", Direction.AWAY, hours=2))
    assert contested.why == "Gulf points to no, Harbour reports yes"


def test_one_report_with_both_sides_is_contested_at_once() -> None:
    standing, _ = after(START, said("Harbour", None, phase=Phase.CONTESTED))
    assert standing.value == WatchState.CONTESTED


def test_an_old_denial_does_not_contest_a_fresh_report() -> None:
    days = SAYS_AGAINST / timedelta(hours=1) + 1
    standing, _ = after(START, said("Gulf", Direction.AWAY), said("Harbour", hours=days))
    assert standing.value == WatchState.SIGNAL


def test_a_denier_who_comes_round_ends_the_contest_and_that_is_a_change_again() -> None:
    standing, change = after(START, said("Harbour"), said("Gulf", Direction.AWAY), said("Gulf", hours=1))
    assert (standing.value, change.kind) == (WatchState.SIGNAL, ChangeKind.STATE)
    standing, change = after(standing, said("Gulf", Direction.AWAY, hours=2))
    assert (standing.value, change.kind) == (WatchState.CONTESTED, ChangeKind.STATE)


def test_the_only_origin_taking_its_word_back_is_a_change() -> None:
    standing, change = after(START, said("Harbour"), said("Harbour", Direction.AWAY, phase=Phase.DENIED, hours=1))
    assert (standing.value, standing.lean, change.kind) == (WatchState.SIGNAL, Direction.AWAY, ChangeKind.STATE)
    assert (change.before.lean, change.level, standing.origins) == (Direction.TOWARD, Level.URGENT, 1)
    standing, change = after(standing, said("Harbour", Direction.AWAY, phase=Phase.DENIED, hours=2))
    assert change.kind is ChangeKind.REPORT, "it stays with its new word"


def test_an_older_word_read_late_does_not_replace_a_newer_one() -> None:
    standing, _ = after(START, said("Gulf", Direction.AWAY, hours=2))
    change = detect(said("Gulf", hours=0), standing, now=NOW + timedelta(hours=3))
    assert change
    assert change.after.side("away")
    assert not change.after.side("toward")


@pytest.mark.parametrize("grade", [Grade.A, Grade.B])
def test_a_decisive_signal_from_a_trusted_source_proposes_a_resolution_with_a_flash(grade: Grade) -> None:
    decisive = said("Harbour", phase=Phase.HAPPENED, weight=Weight.DECISIVE, grade=grade, outcome=True)
    standing, change = after(START, decisive)
    assert (standing.value, standing.suggested) == (WatchState.PROPOSED, WatchState.RESOLVED_YES)
    assert change.level is Level.FLASH


def test_a_decisive_signal_from_an_ungraded_source_waits_for_a_second_origin() -> None:
    first = said("Blog", phase=Phase.HAPPENED, weight=Weight.DECISIVE, grade=Grade.F, outcome=True)
    standing, _ = after(START, first)
    assert standing.value == WatchState.SIGNAL
    missing = "one ungraded source is not enough: a second origin or an A or B source would propose “yes”"
    assert standing.why == f"Blog reports yes, but {missing}"
    standing, change = after(standing, replace(first, id="2", origin="Other", outlet="Other"))
    assert (standing.value, change.level) == (WatchState.PROPOSED, Level.URGENT)


def test_somebody_s_word_in_a_trusted_source_asks_for_a_report_of_such_a_source_s_own() -> None:
    """Under what a grade A source passes on stood that a grade A source would propose it."""
    word = said("Dolan", phase=Phase.HAPPENED, weight=Weight.DECISIVE, grade=Grade.A, outcome=True)
    standing, _ = after(START, replace(word, whose=Whose.SPEAKER))
    assert standing.why.endswith("a second origin or an A or B source's own report would propose “yes”")


@pytest.mark.parametrize("value", ["watching", "signal", "contested"])
def test_a_report_from_before_people_decided_says_that_this_is_why_it_proposes_nothing(value: str) -> None:
    """Under the report of a grade B source stood "one grade B source is not enough: an A or B source would propose “no”"."""
    reopened = replace(START, value=value, counts_from=NOW + timedelta(hours=1))
    old = said("Harbour", weight=Weight.DECISIVE, grade=Grade.B, phase=Phase.HAPPENED, outcome=True)
    change = detect(old, reopened, now=NOW + timedelta(hours=2))
    assert change
    assert change.why == "Harbour reports yes, but that is older than what people last decided here"


def test_a_copy_of_an_outcome_is_no_second_origin() -> None:
    first = said("Blog", phase=Phase.HAPPENED, outcome=True)
    standing, _ = after(START, first, replace(first, id="2", outlet="Other", copy_of=first.id))
    assert standing.value == WatchState.SIGNAL


def test_what_is_ruled_out_proposes_no() -> None:
    away = said("Harbour", Direction.AWAY, phase=Phase.CANCELLED, weight=Weight.DECISIVE, grade=Grade.A, outcome=True)
    standing, _ = after(START, away)
    assert standing.suggested == WatchState.RESOLVED_NO


def test_a_word_against_a_proposed_resolution_contests_it() -> None:
    yes = said("Harbour", phase=Phase.HAPPENED, weight=Weight.DECISIVE, grade=Grade.A, outcome=True)
    standing, _ = after(START, yes, said("Gulf", Direction.AWAY, phase=Phase.DENIED, hours=1))
    assert (standing.value, standing.suggested) == (WatchState.CONTESTED, "")


def test_a_weak_sign_against_a_proposed_resolution_is_told_in_the_thread() -> None:
    """One stray "still missing" used to put the loudest alert of the day in doubt."""
    yes = said("Harbour", phase=Phase.HAPPENED, weight=Weight.DECISIVE, grade=Grade.A, outcome=True)
    standing, change = after(START, yes, said("Gulf", Direction.AWAY, weight=Weight.WATCH, hours=1))
    assert (standing.value, standing.suggested) == (WatchState.PROPOSED, WatchState.RESOLVED_YES)
    assert (change.level, change.why == "Gulf hints at no") == (Level.ROUTINE, True)


def test_a_sign_of_what_is_proposed_is_not_called_a_report_of_it() -> None:
    """A court order to go back to work "said so too" that the strike was over."""
    yes = said("Harbour", phase=Phase.HAPPENED, weight=Weight.DECISIVE, grade=Grade.A, outcome=True)
    _, sign = after(START, yes, said("Gulf", phase=Phase.HEDGED, weight=Weight.WATCH, hours=1))
    assert sign.why == "Gulf hints at yes"
    _, report = after(START, yes, said("Gulf", phase=Phase.HAPPENED, outcome=True, hours=1))
    assert report.why == "Gulf reports yes"


def test_a_first_weak_sign_is_kept_and_disturbs_nobody() -> None:
    standing, change = after(START, said("Harbour", weight=Weight.WATCH))
    assert (standing.value, standing.origins, change.level) == (WatchState.WATCHING, 1, Level.ROUTINE)
    assert change.why == "Harbour hints at yes; it takes 8 such hints at once to move a quiet item"
    for name in "ABCDEFG":
        assert standing.value == WatchState.WATCHING
        standing, change = after(standing, replace(said(name, weight=Weight.WATCH), id=name))
    assert standing.value == WatchState.SIGNAL, "as many as it said"


def test_an_outcome_only_the_reader_sees_is_told_once_and_proposed_when_words_tell_it() -> None:
    """The first was told in the thread alone, though most such reports are of the outcome; it moves nothing."""
    seen = said("Harbour", phase=Phase.HAPPENED, weight=Weight.WATCH, grade=Grade.A, outcome=True)
    standing, change = after(START, seen)
    assert (standing.value, change.level) == (WatchState.WATCHING, Level.URGENT)
    assert change.why == (
        "Harbour hints at yes; it takes 2 such hints at once to move a quiet item; "
        "the second reading sees the outcome itself in it: please look"
    )
    again = replace(seen, id="1a", published=NOW + timedelta(hours=1), seen=NOW + timedelta(hours=1))
    assert after(standing, again)[1].level is Level.ROUTINE
    second = replace(seen, id="2", origin="Ledger", outlet="Ledger")
    standing, change = after(standing, second)
    assert (standing.value, standing.suggested, change.level) == (WatchState.SIGNAL, "", Level.URGENT)
    standing, change = after(standing, replace(second, id="3", origin="Mirror", outlet="Mirror", weight=Weight.STRONG))
    assert (standing.suggested, change.why) == (
        WatchState.RESOLVED_YES,
        "3 origins report yes: Harbour, Ledger, Mirror",
    )


def test_a_contested_item_whose_reports_all_turn_one_way_is_a_signal_that_way() -> None:
    """It used to stay contested for weeks, so a rejected offer reached nobody."""
    heard = [said("Harbour"), said("Gulf", Direction.AWAY)]
    turned = [said(o, Direction.AWAY, hours=48 + n) for n, o in enumerate(("Ledger", "Mirror"))]
    standing, change = after(START, *heard, *turned)
    assert (standing.value, standing.lean) == (WatchState.SIGNAL, Direction.AWAY)
    told = [detect(one, before, now=one.seen) for one, before in zip(turned, _stood(*heard, *turned), strict=False)]
    assert [c.level for c in told if c] == [Level.URGENT, Level.ROUTINE]
    assert change.kind is ChangeKind.ORIGIN


def _stood(*evidence: Evidence) -> list[Standing]:
    """Where it stood before each of the last two."""
    return [after(START, *evidence[:-2])[0], after(START, *evidence[:-1])[0]]


def step(*reports: Evidence, before: Standing, story: Story = STORY) -> Change:
    """The change of the last of these reports of one development."""
    told = []
    for n, one in enumerate(reports):
        change = detect(one, before, now=one.seen)
        assert change
        told.append(corroborated(change, reports[:n], story))
        before = change.after
    return told[-1]


CLOSE = said("Harbour")
DEAL = replace(said("Ledger", hours=5), development="deal")
DEAL_TOO = replace(said("Mirror", hours=6), development="deal")


def test_a_further_step_is_told_once_a_second_origin_reports_it() -> None:
    """ "Tentative deal reached" was silent where "close to a deal" had been told."""
    pointing, _ = after(START, CLOSE)
    assert step(DEAL, before=pointing).level is Level.ROUTINE
    told = step(DEAL, DEAL_TOO, before=pointing)
    assert (told.level, told.kind, told.moves) == (Level.URGENT, ChangeKind.ORIGIN, False)
    assert told.why == "a further step, from two origins: Ledger has it too"
    third = replace(said("Gulf", hours=7), development="deal")
    assert step(DEAL, DEAL_TOO, third, before=pointing).level is Level.ROUTINE


@pytest.mark.parametrize(
    "second",
    [
        replace(DEAL, id="2", entry_key="2"),
        replace(DEAL_TOO, copy_of=DEAL.id),
        replace(DEAL_TOO, development="another"),
        replace(DEAL_TOO, direction=Direction.AWAY),
    ],
    ids=["the same origin", "a copy", "another development", "the other way"],
)
def test_what_is_no_second_word_on_the_step_stays_in_the_thread(second: Evidence) -> None:
    pointing, _ = after(START, CLOSE, said("Gulf"), said("Post"), said("Paper"))
    assert step(DEAL, second, before=pointing).level is Level.ROUTINE


def test_weak_signs_are_no_step_and_what_moved_the_state_was_told_then() -> None:
    pointing, _ = after(START, CLOSE)
    weak = [replace(e, weight=Weight.WATCH) for e in (DEAL, DEAL_TOO)]
    assert step(*weak, before=pointing).level is Level.ROUTINE
    first = replace(CLOSE, development="close")
    assert step(first, replace(said("Mirror", hours=1), development="close"), before=START).level is Level.ROUTINE


AURIA, BELMONT = "Auria", "Belmont"


@pytest.mark.parametrize(
    ("grades", "actors", "level"),
    [
        ("AB", (AURIA, BELMONT), Level.URGENT),
        ("AC", (AURIA, BELMONT), Level.ROUTINE),
        ("CB", (AURIA, BELMONT), Level.ROUTINE),
        ("AB", (AURIA,), Level.ROUTINE),
    ],
)
def test_weak_signs_of_two_good_sources_on_both_actors_are_a_step_though_nothing_moved(
    grades: str, actors: tuple[str, ...], level: Level
) -> None:
    """ "Inspectors invited back", by two agencies: each too little to move a quiet item, and the news of the hour."""
    story = replace(STORY, watch_items=(replace(STORY.watch_items[0], actors=(AURIA, BELMONT)),))
    weak = [
        replace(e, weight=Weight.WATCH, grade=Grade(g), actors=actors)
        for e, g in zip((DEAL, DEAL_TOO), grades, strict=True)
    ]
    told = step(*weak, before=START, story=story)
    assert (told.level, told.after.value) == (level, WatchState.WATCHING)


def test_a_signal_that_turns_is_told_with_the_way_it_pointed() -> None:
    many = [said(o, hours=1) for o in ("Harbour", "Ledger")]
    turned = [said(o, Direction.AWAY, hours=100) for o in ("Gulf", "Mirror")]
    standing, change = after(START, *many, turned[0])
    assert (change.before.lean, standing.lean, change.kind) == (Direction.TOWARD, Direction.AWAY, ChangeKind.STATE)
    assert (change.level, change.moves, change.turns) == (Level.URGENT, True, True)


def test_a_strong_report_a_minute_older_than_a_weak_one_moves_all_the_same() -> None:
    weak = said("Gulf", Direction.AWAY, weight=Weight.WATCH, hours=1)
    standing, change = after(START, weak, replace(said("Harbour"), seen=NOW + timedelta(hours=1)))
    assert (standing.value, standing.lean, change.level) == (WatchState.SIGNAL, Direction.TOWARD, Level.URGENT)


def test_weak_signs_never_undo_a_proposal_whatever_was_said_before_it() -> None:
    """Strong words of before the outcome used to be counted with the first weak one after it: flash, contested, flash."""
    before = [said(o, Direction.AWAY) for o in ("Gulf", "Mirror")]
    yes = said("Harbour", phase=Phase.HAPPENED, weight=Weight.DECISIVE, grade=Grade.A, outcome=True, hours=1)
    weak = [said(f"Ledger {n}", Direction.AWAY, weight=Weight.WATCH, hours=2 + n) for n in range(9)]
    standing, change = after(START, *before, yes, *weak)
    assert (standing.value, change.level) == (WatchState.PROPOSED, Level.ROUTINE)


def test_two_outcomes_only_the_reader_sees_contest_the_contrary_proposal() -> None:
    """Three newsrooms that a court refused it were three lines in a thread, after two that it had not."""
    yes = said("Harbour", phase=Phase.HAPPENED, weight=Weight.DECISIVE, grade=Grade.A, outcome=True)
    first, second, late = (
        said(o, Direction.AWAY, phase=Phase.CANCELLED, weight=Weight.WATCH, outcome=True, hours=hours)
        for o, hours in (("Gulf", 1), ("Mirror", 2), ("Ledger", 30))
    )
    standing, change = after(START, yes, first)
    assert (standing.value, change.level) == (WatchState.PROPOSED, Level.ROUTINE)
    assert after(standing, late)[0].value == WatchState.PROPOSED, "not within some 17 hours"
    standing, change = after(standing, second)
    assert (standing.value, change.level) == (WatchState.CONTESTED, Level.URGENT)
    assert change.why == "Mirror hints at no, against the proposed “yes”"
    overtaken = replace(first, published=NOW - timedelta(hours=1))
    assert after(START, overtaken, yes, second)[0].value == WatchState.PROPOSED, "one was said before it"


def test_a_follow_up_that_says_less_takes_nothing_back() -> None:
    first = [said("Harbour"), said("Gulf", Direction.AWAY)]
    standing, change = after(START, *first, said("Harbour", weight=Weight.WATCH, hours=1))
    assert (standing.value, change.level) == (WatchState.CONTESTED, Level.ROUTINE)
    outcome = said("Harbour", phase=Phase.HAPPENED, outcome=True)
    again = replace(outcome, id="2", origin="Ledger", outlet="Ledger")
    standing, _ = after(START, outcome, said("Harbour", weight=Weight.WATCH, hours=1), again)
    assert standing.suggested == WatchState.RESOLVED_YES


def test_what_an_editor_settled_is_not_counted_against_the_editor() -> None:
    standing, _ = after(START, said("Harbour"), said("Ledger"))
    later = NOW + timedelta(hours=2)
    reset = put(standing, WatchState.WATCHING, by="U1", at=later, why="the wrong pact")
    standing, change = after(reset, said("Mirror", Direction.AWAY, weight=Weight.WATCH, hours=3))
    assert (standing.value, change.level) == (WatchState.WATCHING, Level.ROUTINE)
    standing, change = after(standing, said("Gulf", Direction.AWAY, hours=4))
    assert (standing.lean, change.level) == (Direction.AWAY, Level.URGENT)


def test_two_weak_outcomes_weeks_apart_propose_nothing_against_fresh_denials() -> None:
    weak = said("Harbour", phase=Phase.HAPPENED, weight=Weight.WATCH, outcome=True)
    denials = [said(f"Gulf {n}", Direction.AWAY, hours=500) for n in range(3)]
    late = replace(weak, id="2", origin="Ledger", outlet="Ledger", published=NOW + timedelta(hours=501))
    standing, _ = after(START, weak, *denials, replace(late, seen=NOW + timedelta(hours=501)))
    assert (standing.value, standing.lean, standing.suggested) == (WatchState.SIGNAL, Direction.AWAY, "")


def test_a_signal_kept_from_before_leans_were_known_turns_aloud() -> None:
    old = replace(after(START, said("Harbour"), said("Ledger"))[0], lean="")
    standing, change = after(old, said("Gulf", Direction.AWAY, hours=100))
    assert (change.before.lean, standing.lean, change.level) == (Direction.TOWARD, Direction.AWAY, Level.URGENT)


def test_a_signal_kept_from_before_leans_were_known_takes_one_without_an_alert() -> None:
    old = replace(after(START, said("Harbour"))[0], lean="")
    standing, change = after(old, said("Ledger"))
    assert (standing.lean, change.level, change.moves) == (Direction.TOWARD, Level.ROUTINE, False)


PARTIAL = replace(START, value=WatchState.PROPOSED, suggested=WatchState.RESOLVED_PARTIAL, by="U1", why="half of it")


def test_what_a_person_proposed_stands_and_the_desk_is_told_once_what_speaks_for_more() -> None:
    """A decisive report used to put the bot's own proposal in its place."""
    yes = said("Harbour", phase=Phase.HAPPENED, weight=Weight.DECISIVE, grade=Grade.A, outcome=True)
    standing, change = after(PARTIAL, yes)
    assert (standing.value, standing.suggested, standing.by) == ("proposed", "resolved_partial", "U1")
    assert (change.kind, change.level) == (ChangeKind.ORIGIN, Level.FLASH)
    assert "a person proposed “partial”, and that stands until a person decides" in change.why
    _, change = after(standing, replace(yes, id="2", origin="Ledger", outlet="Ledger"))
    assert (change.kind, change.level) == (ChangeKind.ORIGIN, Level.ROUTINE)


def test_a_word_against_what_a_person_proposed_is_loud_and_moves_nothing() -> None:
    mine = replace(PARTIAL, suggested=WatchState.RESOLVED_YES)
    standing, change = after(mine, said("Gulf", Direction.AWAY, phase=Phase.DENIED))
    assert (standing.value, standing.suggested, standing.by) == ("proposed", "resolved_yes", "U1")
    assert (change.kind, change.level, standing.origins) == (ChangeKind.ORIGIN, Level.URGENT, 1)


@pytest.mark.parametrize("state", [s for s in WatchState if s.resolved])
def test_a_resolved_item_is_moved_by_people_only(state: WatchState) -> None:
    resolved = replace(START, value=state)
    yes = said("Harbour", phase=Phase.HAPPENED, weight=Weight.DECISIVE, grade=Grade.A, outcome=True)
    standing, change = after(resolved, yes)
    assert standing.value == state
    assert not change.moves


def test_a_proposal_falls_with_the_headline_it_rested_on() -> None:
    """A newsroom took its headline back, and the desk's channel still asked to confirm it."""
    yes = said("Harbour", phase=Phase.HAPPENED, weight=Weight.DECISIVE, grade=Grade.A, outcome=True)
    proposed, _ = after(START, yes)
    no = replace(
        said("Harbour", Direction.AWAY, phase=Phase.DENIED, weight=Weight.WATCH, hours=1), entry_key=yes.entry_key
    )
    change = detect(no, proposed, now=NOW, old_title="Before", instead_of=frozenset({yes.id}))
    assert change
    assert (change.after.value, change.after.suggested, change.level) == ("watching", "", Level.URGENT)
    assert change.why == "Harbour no longer reports what was proposed: its headline has changed"


def test_a_headline_that_says_nothing_any_more_moves_nothing() -> None:
    yes = said("Harbour", phase=Phase.HAPPENED, weight=Weight.DECISIVE, grade=Grade.A, outcome=True)
    proposed, _ = after(START, yes)
    change = edit_only(replace(yes, title="Live: rain in the north"), proposed, [], old_title=yes.title)
    assert (change.level, change.moves) == (Level.ROUTINE, False)


def test_a_headline_that_is_restored_is_no_second_flash() -> None:
    """A page that read "not" for a minute brought the same flash twice, the second quoting the first word for word."""
    yes = said("Harbour", phase=Phase.HAPPENED, weight=Weight.DECISIVE, grade=Grade.A, outcome=True)
    proposed, first = after(START, yes)
    no = replace(said("Harbour", Direction.AWAY, phase=Phase.DENIED, weight=Weight.WATCH, hours=1), entry_key="Harbour")
    turned = detect(no, proposed, now=NOW, old_title="Before", instead_of=frozenset({yes.id}))
    assert turned
    back = detect(yes, turned.after, now=NOW, old_title="Not so", instead_of=frozenset({yes.id, no.id}))
    assert back
    assert (first.level, back.level, back.after.suggested) == (Level.FLASH, Level.URGENT, "resolved_yes")
    assert (turned.restored, back.restored) == (False, True)


def test_a_headline_that_decides_the_contrary_proposes_that() -> None:
    """By itself the same report proposed it, in a flash; as a correction of the contrary it was one sign."""
    yes = said("Harbour", phase=Phase.HAPPENED, weight=Weight.DECISIVE, grade=Grade.A, outcome=True)
    proposed, _ = after(START, yes)
    off = {"phase": Phase.CANCELLED, "weight": Weight.DECISIVE, "grade": Grade.A, "outcome": True, "hours": 1}
    no = replace(said("Harbour", Direction.AWAY, **off), entry_key=yes.entry_key)  # type: ignore[arg-type]
    change = detect(no, proposed, now=NOW, old_title="Before", instead_of=frozenset({yes.id}))
    assert change
    assert (change.after.value, change.after.suggested, change.level) == ("proposed", "resolved_no", Level.FLASH)
    assert change.why.startswith("Harbour no longer reports what was proposed: its headline has changed; Harbour")


def test_the_first_outcome_since_people_decided_is_told_in_the_channel() -> None:
    """The strike went on again, and that it was over again was a line in a thread, for it had been said before."""
    yes = {"phase": Phase.HAPPENED, "weight": Weight.DECISIVE, "outcome": True}
    before, _ = after(START, said("Harbour", **yes))  # type: ignore[arg-type]
    decided = put(before, WatchState.DEVELOPING, by="U1", at=NOW + timedelta(days=1), why="it goes on again")
    late = detect(said("Gulf", hours=20, **yes), decided, now=NOW + timedelta(days=2))  # type: ignore[arg-type]
    assert late
    assert late.level is Level.ROUTINE, "it was there when people decided"
    now, first = after(decided, said("Coast", hours=48, **yes))  # type: ignore[arg-type]
    assert first.level is Level.URGENT
    _, again = after(now, said("Coast", hours=50, **yes))  # type: ignore[arg-type]
    assert again.level is Level.ROUTINE


def test_a_proposal_stands_where_another_report_of_the_outcome_is_left() -> None:
    first, second = (
        said(origin, phase=Phase.HAPPENED, weight=Weight.DECISIVE, grade=Grade.A, outcome=True)
        for origin in ("Harbour", "Coast")
    )
    proposed, _ = after(after(START, first)[0], second)
    no = replace(said("Harbour", Direction.AWAY, phase=Phase.DENIED, weight=Weight.WATCH, hours=1), entry_key="Harbour")
    change = detect(no, proposed, now=NOW, old_title="Before", instead_of=frozenset({first.id}))
    assert change
    assert change.after.value == "proposed"


def test_a_newsroom_that_reports_it_again_keeps_what_it_reported_first() -> None:
    """A month after the verdict it rested on follow-ups on the appeal, one of them misread and one corrected."""
    yes = said("Harbour", phase=Phase.HAPPENED, weight=Weight.DECISIVE, outcome=True)
    again = [replace(yes, id=f"{n}", published=NOW + timedelta(days=n), seen=NOW + timedelta(days=n)) for n in (1, 2)]
    standing, _ = after(START, yes, *again)
    (voice,) = standing.voices
    assert (voice.evidence, voice.at, voice.first.evidence, voice.first.at) == ("2", again[1].at, yes.id, NOW)
    less = without(standing, {yes.id}, again, by="U1", at=NOW, why="not relevant")
    assert less.voices[0].first is less.voices[0], "it counts no longer"


def test_a_hint_takes_no_strong_word_of_the_same_newsroom_back() -> None:
    """One report on another question, read as a hint of yes, stood for the newsroom that had just said no."""
    no, _ = after(START, said("Harbour", Direction.AWAY, phase=Phase.DENIED))
    heard, change = after(no, said("Harbour", weight=Weight.WATCH, hours=1))
    assert [(v.origin, v.side) for v in heard.voices] == [("Harbour", "away")]
    assert change.why == "Harbour hints at yes; earlier it pointed to no, and that stands"
    much_later, _ = after(no, said("Harbour", weight=Weight.WATCH, hours=24 * 4))
    assert [v.side for v in much_later.voices] == ["toward"]


@pytest.mark.parametrize("weight", [Weight.WATCH, Weight.DECISIVE])
@pytest.mark.parametrize("hours", [1, 24 * 5])
@pytest.mark.parametrize("side", list(Direction))
def test_no_hint_however_late_takes_the_place_of_an_outcome(weight: Weight, hours: float, side: Direction) -> None:
    """A newsroom that had reported no was, days later, a weak hint of yes by a headline on something else."""
    no = said("Harbour", Direction.AWAY, phase=Phase.CANCELLED, weight=weight, outcome=True)
    standing, _ = after(START, no, said("Harbour", side, weight=Weight.WATCH, hours=hours))
    assert [(v.side, v.outcome) for v in standing.voices] == [("away", True)]
    standing, _ = after(standing, said("Harbour", Direction.TOWARD, hours=hours + 1))
    assert [(v.side, v.outcome) for v in standing.voices] == [("toward", False)]


def test_two_origins_contest_the_contrary_proposal_and_do_not_turn_it_round() -> None:
    """Minutes after a trusted no, an ungraded second report of yes proposed yes."""
    standing, _ = after(START, said("Skerrow", phase=Phase.HAPPENED, outcome=True))
    for origin in ("Isle", "Gazette"):
        no = said(origin, Direction.AWAY, hours=1, phase=Phase.CANCELLED, weight=Weight.DECISIVE, grade=Grade.B)
        standing, _ = after(standing, replace(no, outcome=True))
    assert (standing.value, standing.suggested) == ("proposed", "resolved_no")
    turned, _ = after(standing, said("Euro Wire", phase=Phase.HAPPENED, outcome=True, hours=2))
    assert turned.value == "contested"


def test_what_is_heard_is_heard_when_it_comes_in_and_not_when_its_page_began() -> None:
    """A live page said "last heard 15:28" at 18:41, a minute after its news."""
    live = replace(said("Harbour"), seen=NOW + timedelta(hours=3))
    standing, _ = after(START, live)
    assert (standing.last_at, standing.voices[0].at) == (live.seen, NOW)


def test_a_report_read_late_makes_no_claim_stale() -> None:
    """A second origin's report of last week set the clock back, and the claim was told stale an hour after it was reaffirmed."""
    heard, _ = after(first_standing(STORY, CLAIM, at=NOW), said("Harbour", None, target=CLAIM, stance=Stance.SUPPORTS))
    late = said("Coast", None, target=CLAIM, stance=Stance.SUPPORTS, hours=-24 * 5)
    later, _ = after(heard, late)
    assert (later.last_reaffirmed_at, later.last_at) == (heard.last_reaffirmed_at, heard.last_at)


def test_the_channel_hears_the_first_two_origins_that_say_the_contrary_of_what_people_resolved() -> None:
    """Two newsrooms had the strike on again, in its thread, and the channel said it was over."""
    resolved = replace(START, value=WatchState.RESOLVED_YES, by="U1")
    told = []
    for hours, who in enumerate(("Harbour", "Harbour", "Coast", "Gulf"), start=1):
        resolved, change = after(resolved, said(who, Direction.AWAY, phase=Phase.DENIED, hours=hours))
        told.append((resolved.value, change.level))
    assert told == [("resolved_yes", level) for level in (Level.URGENT, Level.ROUTINE, Level.URGENT, Level.ROUTINE)]
    assert change.why == "Gulf points to no; what people resolved, only people reopen: @watchdesk reopen"


@pytest.mark.parametrize(
    "evidence",
    [
        said("Harbour", Direction.TOWARD, hours=1),
        said("Harbour", Direction.AWAY, phase=Phase.DENIED, hours=-1),
        said("Harbour", Direction.AWAY, phase=Phase.DENIED, weight=Weight.WATCH, hours=1),
    ],
    ids=["says so too", "older than the decision", "a weak sign"],
)
def test_what_does_not_speak_against_a_resolution_is_told_in_the_thread_only(evidence: Evidence) -> None:
    _, change = after(replace(START, value=WatchState.RESOLVED_YES, by="U1"), evidence)
    assert change.level is Level.ROUTINE


@pytest.mark.parametrize("state", list(WatchState))
@pytest.mark.parametrize("direction", list(Direction))
@pytest.mark.parametrize("phase", list(Phase))
def test_the_bot_never_sets_a_state_that_is_for_people(state: WatchState, direction: Direction, phase: Phase) -> None:
    change = detect(said("A", direction, phase=phase, outcome=True), replace(START, value=state), now=NOW)
    assert change
    assert change.after.value == state or change.after.value in BOT_MAY_SET


def test_a_changed_headline_that_moves_nothing_is_an_edit_in_the_thread() -> None:
    standing, _ = after(START, said("Harbour"))
    change = detect(said("Harbour", hours=1), standing, now=NOW, old_title="Before")
    assert change
    assert (change.kind, change.level, change.old_title) == (ChangeKind.EDIT, Level.ROUTINE, "Before")


def test_a_second_origin_suggests_that_a_claim_is_confirmed_and_sets_nothing() -> None:
    start = first_standing(STORY, CLAIM, at=NOW)
    assert (start.value, start.origins) == (Verdict.REPORTED, 1)
    standing, change = after(start, said("Ledger", target=CLAIM, stance=Stance.SUPPORTS))
    assert (standing.value, standing.suggested, change.level) == (Verdict.REPORTED, Verdict.CONFIRMED, Level.URGENT)


def test_the_claims_own_source_saying_it_again_reaffirms_it() -> None:
    start = first_standing(STORY, CLAIM, at=NOW)
    standing, change = after(start, said("Harbour Wire", target=CLAIM, stance=Stance.SUPPORTS, hours=5))
    assert (standing.suggested, standing.origins, change.level) == ("", 1, Level.ROUTINE)
    assert standing.last_reaffirmed_at == NOW + timedelta(hours=5)


def test_a_word_against_a_claim_suggests_that_it_is_disputed() -> None:
    start = first_standing(STORY, CLAIM, at=NOW)
    standing, _ = after(start, said("Ledger", target=CLAIM, stance=Stance.REFUTES))
    assert (standing.value, standing.suggested) == (Verdict.REPORTED, Verdict.DISPUTED)


def test_who_only_joins_in_on_a_claim_is_not_told_as_the_one_report_that_decides_nor_who_is_alone_as_a_further_one() -> (
    None
):
    start = first_standing(
        Story(slug="pact", title="The pact", claims=(Claim(id="c1", text="No pact"),)), CLAIM, at=NOW
    )
    words = [("Ledger", Stance.REFUTES), ("Mirror", Stance.REFUTES)]
    words += [(o, Stance.SUPPORTS) for o in ("Gulf", "Gulf", "Post")]
    told = []
    for outlet, stance in words:
        start, change = after(start, said(outlet, target=CLAIM, stance=stance))
        told.append(change.why)
    assert told[1:] == ["Mirror says otherwise too", "Gulf says so", "Gulf says so", "Post says so too"]


UNNAMED = first_standing(Story(slug="pact", title="The pact", claims=(Claim(id="c1", text="No pact"),)), CLAIM, at=NOW)


def claimed(origin: str, stance: Stance = Stance.SUPPORTS, **changed: object) -> Evidence:
    return said(origin, target=CLAIM, stance=stance, **changed)  # type: ignore[arg-type]


def test_the_first_report_of_an_unverified_claim_is_told_and_suggests_that_it_is_reported() -> None:
    """It used to be routine, so where there was no thread nobody was told."""
    standing, change = after(UNNAMED, claimed("Ledger"))
    assert (standing.value, standing.suggested) == (Verdict.UNVERIFIED, Verdict.REPORTED)
    assert (change.kind, change.level, change.why) == (
        ChangeKind.STATE,
        Level.URGENT,
        "Ledger is the first to say so; one report suggests `reported`",
    )


def test_what_only_a_model_reads_of_a_claim_suggests_no_verdict_and_reaffirms_nothing() -> None:
    """Many of them are no report either; beside one that says so in words a hint is no second origin."""
    hints = [claimed(o, weight=Weight.WATCH) for o in ("Ledger", "Mirror", "Gulf")]
    standing, change = after(UNNAMED, *hints)
    assert (standing.suggested, change.level, standing.last_reaffirmed_at) == ("", Level.ROUTINE, None)
    assert change.why == "Gulf seems to say so; a weak hint suggests no verdict"
    standing, change = after(standing, claimed("Harbour", hours=1))
    assert (standing.suggested, change.level) == (Verdict.REPORTED, Level.URGENT)
    standing, _ = after(standing, claimed("Post", Stance.REFUTES, weight=Weight.WATCH, hours=2))
    assert standing.suggested == Verdict.REPORTED
    standing, _ = after(
        standing, claimed("Post", Stance.REFUTES, hours=3), claimed("Post", weight=Weight.WATCH, hours=4)
    )
    assert standing.suggested == Verdict.DISPUTED  # a hint takes no word back


def test_a_word_read_late_takes_the_place_of_a_hint_of_its_origins() -> None:
    """Of a suggested verdict nobody said a word: the only one that did was dropped beside a newer hint."""
    hint = claimed("Gulf", Stance.REFUTES, weight=Weight.WATCH, hours=2)
    standing, _ = after(UNNAMED, hint, claimed("Gulf", hours=1))
    assert (standing.suggested, [v.side for v in standing.voices]) == (Verdict.REPORTED, ["supports"])
    standing, _ = after(standing, claimed("Ledger", weight=Weight.WATCH, hours=3), claimed("Ledger", hours=2))
    assert standing.suggested == Verdict.CONFIRMED


def test_a_hint_was_no_word_that_somebody_objected_to() -> None:
    standing, _ = after(UNNAMED, claimed("Gulf", weight=Weight.WATCH), claimed("Ledger", hours=1))
    objected = replace(standing, suggested="", counts_from=NOW + timedelta(hours=2))
    standing, change = after(objected, claimed("Gulf", hours=3))
    assert standing.suggested == Verdict.CONFIRMED
    assert "again" not in change.why


def test_a_hint_in_the_place_of_a_word_says_what_is_suggested_no_longer() -> None:
    word = claimed("Gulf")
    standing, _ = after(UNNAMED, word)
    hint = replace(claimed("Gulf", weight=Weight.WATCH, hours=1), id="new headline")
    change = detect(hint, standing, now=NOW, old_title="Before", instead_of=frozenset({word.id}))
    assert change
    assert change.after.suggested == ""
    assert change.why.endswith("a weak hint suggests no verdict, and nobody else says what made it `reported`")


def test_that_an_unverified_claim_is_reported_is_suggested_once() -> None:
    standing, change = after(UNNAMED, claimed("Ledger"), claimed("Ledger", hours=1))
    assert (standing.suggested, change.level) == (Verdict.REPORTED, Level.ROUTINE)
    objected = replace(standing, suggested="")
    assert after(objected, claimed("Ledger", hours=2))[0].suggested == ""
    assert after(objected, replace(claimed("Mirror", hours=2), copy_of="x"))[0].suggested == ""


@pytest.mark.parametrize("decided", [True, False])
def test_a_second_origin_suggests_more_whether_or_not_the_first_was_decided(decided: bool) -> None:
    standing, _ = after(UNNAMED, claimed("Ledger"))
    if decided:
        standing = replace(standing, value=Verdict.REPORTED, suggested="", by="U1")
    standing, change = after(standing, claimed("Harbour"))
    assert (standing.suggested, change.level) == (Verdict.CONFIRMED, Level.URGENT)


def test_a_dispute_is_suggested_no_longer_once_nobody_speaks_against_it() -> None:
    """One outlet's headline turned and turned back, and the dispute could be confirmed "on the word of" nobody."""
    standing, _ = after(UNNAMED, claimed("Gulf"), claimed("Gulf", Stance.REFUTES, hours=1))
    assert standing.suggested == Verdict.DISPUTED
    standing, change = after(standing, claimed("Gulf", hours=2))
    assert (standing.suggested, [v.side for v in standing.voices]) == (Verdict.REPORTED, ["supports"])
    assert change.moves


def test_a_suggested_dispute_is_not_replaced_by_a_first_report() -> None:
    standing, _ = after(UNNAMED, claimed("Gulf", Stance.REFUTES), claimed("Ledger"))
    assert standing.suggested == Verdict.DISPUTED


def test_one_report_that_is_the_first_on_several_claims_is_told_once() -> None:
    others = [Target(kind=TargetKind.CLAIM, id=i) for i in ("c2", "c3", "c4", "c5")]
    claims = tuple(
        Claim(id=t.id, text=f"Ship {t.id} was hit", attributions=STORY.claims[0].attributions) for t in others[:3]
    )
    story = replace(STORY, claims=(*STORY.claims, *claims))
    standings = [UNNAMED, *(replace(UNNAMED, target=t) for t in others)]
    every = [detect(replace(claimed("Ledger"), target=s.target), s, now=NOW) for s in standings]
    told = told_together([c for c in every if c], story)
    assert [c.level for c in told] == [Level.URGENT, *[Level.ROUTINE] * 4]
    assert told[0].why.endswith(
        "one report suggests `reported`, and for “Ship c2 was hit”, “Ship c3 was hit” and 2 more as well"
    )
    assert {c.after.suggested for c in told} == {Verdict.REPORTED}


def test_the_first_report_that_it_happened_is_told_in_the_channel_though_one_report_moves_nothing() -> None:
    """An item that stood at `signal` heard of the signing itself in its thread only."""
    signed = said("Harbour", phase=Phase.HAPPENED, outcome=True, hours=1)
    standing, change = after(START, said("Gulf"), signed)
    assert (standing.value, change.level) == (WatchState.SIGNAL, Level.URGENT)
    assert "it takes a second origin that reports it to propose “yes”" in change.why
    seen = replace(signed, weight=Weight.WATCH)
    assert after(START, said("Gulf"), seen)[1].level is Level.URGENT
    assert after(START, said("Gulf"), replace(seen, outcome=False))[1].level is Level.ROUTINE
    assert after(START, said("Gulf"), signed, replace(signed, copy_of="x", id="y"))[1].level is Level.ROUTINE


def test_context_is_no_change_of_a_claim() -> None:
    start = first_standing(STORY, CLAIM, at=NOW)
    assert detect(said("Ledger", target=CLAIM, stance=Stance.CONTEXT), start, now=NOW) is None


def test_an_older_word_of_the_same_origin_does_not_contest_its_newer_one() -> None:
    """Two feeds of one newsroom come in any order."""
    standing, _ = after(START, said("Harbour"))
    older = replace(said("Harbour", Direction.AWAY, phase=Phase.DENIED, hours=-20), seen=NOW)
    standing, change = after(standing, older)
    assert (standing.value, change.kind) == (WatchState.SIGNAL, ChangeKind.REPORT)
    assert "older than what Harbour has said since" in change.why


@pytest.mark.parametrize("outcome", [False, True])
def test_a_denial_of_last_week_read_today_contests_nothing_said_today(outcome: bool) -> None:
    weight = Weight.DECISIVE if outcome else Weight.STRONG
    standing, _ = after(START, said("Harbour", weight=weight, grade=Grade.A, outcome=outcome))
    before = standing.value
    late = replace(said("Ministry", Direction.AWAY, phase=Phase.DENIED, hours=-24 * 8), seen=NOW)
    standing, change = after(standing, late)
    assert (standing.value, change.kind) == (before, ChangeKind.ORIGIN)
    assert "Harbour said 8 days later" in change.why


def test_a_report_under_a_new_headline_that_names_another_origin_stays_one_voice() -> None:
    """Else one article would be the two origins that it takes to propose a resolution."""
    first = said("Paper", phase=Phase.HAPPENED, outcome=True)
    standing, _ = after(START, first)
    edited = replace(first, id="edited", origin="Reuters")
    change = detect(edited, standing, now=NOW, old_title=first.title, instead_of=frozenset({first.id}))
    assert change
    assert [v.origin for v in change.after.voices] == ["Reuters"]
    assert change.after.value == WatchState.SIGNAL
