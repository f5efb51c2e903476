"""Whose word a report of a watch item passes on, and that six outlets with one denial are one origin. All is invented."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.blocks.mrkdwn import on_day
from bot.blocks.news import news
from bot.blocks.phrases import origins_named, source
from bot.domain.change import Change, ChangeKind, Level, alert_for
from bot.domain.entry import Entry
from bot.domain.evidence import Evidence, Phase, Stance, Target, TargetKind, Whose
from bot.domain.refold import apart, heard_again, heard_apart
from bot.domain.standing import Standing, first_standing
from bot.domain.story import Actor, Attribution, Claim, Grade, Signal, Source, Story, WatchItem, Weight
from bot.domain.voices import without
from bot.replay import Replay
from tests.conftest import NOW
from watchers.detect.changes import detect
from watchers.fold.developments import evidence_from, fold
from watchers.judge.judgements import judge
from watchers.match.matcher import Matcher

STORY = Story(
    slug="pact",
    title="The pact",
    sources=(
        Source(name="Reuters", grade=Grade.B),
        Source(name="Norland", owner="Norland state"),
        Source(name="Harbour Office"),
        Source(name="Belmont Gazette", owner="Belmont"),
    ),
    actors=(
        Actor(name="Auria", aliases=("Aurian", "Kesh")),
        Actor(name="Belmont", aliases=("Osmo Vale", "Vale")),
        Actor(name="Norland"),
        Actor(name="Harbour Press Agency"),
    ),
    watch_items=(
        WatchItem(
            id="pact", question="Will Auria and Belmont sign a pact?", actors=("Auria", "Belmont"), anchors="pact"
        ),
    ),
)
PACT = Target(kind=TargetKind.WATCH, id="pact")
ARMED = Story(
    slug="arms",
    title="The arms",
    sources=(Source(name="Harbour Office"),),
    actors=STORY.actors,
    claims=(
        Claim(
            id="armed",
            text="Auria armed the rebels in Belmont",
            attributions=(Attribution(source="Harbour Office"),),
        ),
    ),
)


def folded(title: str, *, outlet: str = "Metro Daily", summary: str = "", hours: float = 0) -> Evidence:
    at = NOW + timedelta(hours=hours)
    entry = Entry(id=f"{outlet} {title}", title=title, summary=summary, outlet=outlet, published=at)
    judgement = judge(Matcher(STORY).match(entry), STORY)[0]
    return fold(evidence_from(judgement, entry, key=entry.id, story=STORY, seen=at), (), STORY)


@pytest.mark.parametrize(
    ("title", "speaker"),
    [
        ("Auria denies pact with Belmont agreed", "Auria"),
        ("AURIA DENIES PACT WITH BELMONT", "Auria"),
        ("'No pact with Belmont,' Auria says", "Auria"),
        ("No pact signed with Belmont, according to Auria", "Auria"),
        ("According to Auria, no pact signed with Belmont", "Auria"),
        ("According to Auria, Belmont and Norland sign pact", "Auria"),
        ("Aurian FM: no pact signed with Belmont", "Auria"),
        ("Auria confirms it signed pact with Belmont", "Auria"),
        ("Pact signed with Belmont, Auria announces", "Auria"),
        ("Auria's foreign ministry denies that a pact with Belmont is close", "Auria"),
        ("Aurian President Aro Kell has again flatly denied a pact with Belmont", "Auria"),
        ("A spokesman for Auria denies pact with Belmont", "Auria"),
        ("Kesh dismisses reports of pact", "Auria"),
        ("President Vale denies pact", "Belmont"),
        ("Oil jumps 4% as Auria denies pact with Belmont", "Auria"),
        ("Auria denies Belmont's claims that pact is agreed", "Auria"),
        ("Pact: Auria denies signing with Belmont", "Auria"),
        ("Auria denies pact with Belmont, Reuters reports", "Auria"),
        ("Auria says pact with Belmont is close", "Auria"),
        ("Norland denies Auria pact reports", "Norland state"),
        ("Harbour Office denies Auria pact", "Harbour Office"),
        ("No pact signed with Belmont, Auria says", "Auria"),
        ("No pact with Belmont - Auria", "Auria"),
        ("Auria and Belmont sign pact, Auria says", "Auria"),
        ("Auria and Belmont sign pact, says Belmont", "Belmont"),
        ("Auria and Belmont sign pact, harbour office says", "Harbour Office"),
    ],
)
def test_somebody_s_word_is_the_speaker_s_whoever_reports_it(title: str, speaker: str) -> None:
    found = folded(title)
    assert (found.origin, found.whose) == (speaker, Whose.SPEAKER)
    assert f"(grade F, {speaker}'s word)" in source(found, STORY, NOW).replace("ungraded", "grade F")


@pytest.mark.parametrize(
    "title",
    [
        "Auria and Belmont sign pact, officials say",
        "Auria and Belmont sign pact, Norland says it is illegal",
        "Aurian officials deny pact is close",
        "Auria and Belmont deny pact agreed",
        "Auria, Belmont deny pact agreed",
        "Foreign ministry denies pact between Auria and Belmont",
        "Auria rejects pact with Belmont",
        "Auria denies visas to Belmont pact envoys",
        "Auria Airlines says pact close",
        "Auria said close to pact with Belmont",
        "Auria says pact signed but Belmont denies it",
        "Belmont says Auria denies pact",
        "Harbour Press Agency says Auria pact close",
        "Auria trade: pact with Belmont signed",
        "Auria parliament: MPs sign pact with Belmont",
        "According to Auria, Belmont and Norland, pact signed",
    ],
)
def test_a_deed_a_plain_fact_and_what_is_not_clear_stay_the_newsroom_s_own(title: str) -> None:
    assert folded(title).whose is Whose.OUTLET


def stands_on(title: str) -> Evidence:
    """The one claim's evidence in this headline, folded."""
    entry = Entry(id=title, title=title, outlet="Metro Daily", published=NOW)
    judgement = judge(Matcher(ARMED).match(entry), ARMED)[0]
    return fold(evidence_from(judgement, entry, key=entry.id, story=ARMED, seen=NOW), (), ARMED)


@pytest.mark.parametrize(
    ("title", "stance", "speaker"),
    [
        ("Belmont says Auria armed the rebels", Stance.SUPPORTS, "Belmont"),
        ("Belmont's foreign minister says Auria armed the rebels", Stance.SUPPORTS, "Belmont"),
        ("Auria armed rebels, Belmont says", Stance.SUPPORTS, "Belmont"),
        ("Auria armed the rebels: Belmont", Stance.SUPPORTS, "Belmont"),
        ("Belmont says Auria armed rebels - Reuters", Stance.SUPPORTS, "Belmont"),
        ("Auria admits it armed the rebels", Stance.SUPPORTS, "Auria"),
        ("Auria denies arming the rebels", Stance.REFUTES, "Auria"),
        ("Auria armed the rebels, Harbour Office says, Belmont agrees", Stance.SUPPORTS, "Harbour Office"),
    ],
)
def test_who_says_a_claim_is_its_origin_and_so_is_who_denies_it(title: str, stance: Stance, speaker: str) -> None:
    """Two papers that both heard it from the accuser had confirmed it."""
    found = stands_on(title)
    assert (found.stance, found.origin, found.whose) == (stance, speaker, Whose.SPEAKER)


@pytest.mark.parametrize(
    "title",
    ["Auria armed rebels in Belmont, documents show", "Auria armed the rebels, Auria and Norland say"],
)
def test_a_claim_that_nobody_s_word_carries_is_the_newsroom_s_own(title: str) -> None:
    assert stands_on(title).whose is Whose.OUTLET


def test_the_speaker_s_own_paper_tells_the_speaker_s_word_as_its_own() -> None:
    told = folded("Belmont denies pact with Auria", outlet="Belmont Gazette")
    assert (told.origin, told.whose) == ("Belmont", Whose.OUTLET)


def polled(*told: tuple[str, str]) -> tuple[Standing, list[Change]]:
    """Where the item stands after these headlines (outlet, title), ten minutes apart."""
    replay = Replay(story=STORY)
    changes: list[Change] = []
    for n, (outlet, title) in enumerate(told):
        entry = Entry(id=f"{n}", title=title, outlet=outlet, published=NOW + timedelta(minutes=10 * n))
        for decided in replay.poll([entry], source=outlet, now=entry.published):
            changes += decided.changes
    return replay.standings[PACT], changes


DENIALS = (
    ("Reuters", "Auria denies agreeing pact with Belmont"),
    ("SnapLine", "Auria's foreign ministry denies pact with Belmont"),
    ("Metro Daily", "Oil jumps 4% as Auria denies pact with Belmont"),
)


def test_a_denial_in_many_outlets_is_one_origin_and_leaves_the_reporter_s_own_word() -> None:
    """Five newsrooms "said no", Reuters among them, whose exclusive stood; there was one no, the ministry's."""
    standing, changes = polled(("Reuters", "Auria and Belmont agree pact, two sources say"), *DENIALS)
    assert standing.value == "contested"
    assert (
        origins_named(standing)
        == "1 origin reports yes: Reuters; 1 points to no: Auria's word (in 3 outlets) · 3 outlets carry it"
    )
    assert [c.kind for c in changes] == [ChangeKind.STATE, ChangeKind.STATE, ChangeKind.REPORT, ChangeKind.REPORT]
    assert changes[1].why == "Auria's word (via Reuters) points to no, Reuters reports yes"


def test_two_outlets_with_one_speaker_s_word_are_one_report_of_the_outcome() -> None:
    signed = replace(YES, phase=Phase.HAPPENED, outcome=True, weight=Weight.STRONG)
    word = {"origin": "Auria", "whose": Whose.SPEAKER}
    once = replace(signed, id="a", outlet="SnapLine", **word)  # type: ignore[arg-type]
    again = replace(signed, id="b", outlet="Metro Daily", **word)  # type: ignore[arg-type]
    standing, _ = heard(START, [once, again])
    assert (standing.value, standing.origins) == ("signal", 1)
    standing, change = heard(standing, [replace(signed, id="c")])
    assert standing.words == "proposed: yes"
    assert change.why == "2 origins report yes: Auria's word (via SnapLine, Metro Daily), Reuters"


def test_a_further_origin_that_is_a_speaker_is_named_as_one() -> None:
    _, changes = polled(("Reuters", "Auria and Belmont call off pact"), DENIALS[1])
    last = changes[-1]
    assert "*Auria's word (via SnapLine)* points to no, a further origin" in news(last, last.after)


def heard(standing: Standing, evidence: Sequence[Evidence], *, edit_of: str = "") -> tuple[Standing, Change]:
    change = None
    for one in evidence:
        change = detect(
            one, standing, now=one.seen, old_title="Old" if edit_of else "", instead_of=frozenset({edit_of} - {""})
        )
        assert change
        standing = change.after
    assert change
    return standing, change


def sides(standing: Standing) -> list[tuple[str, str]]:
    return sorted((v.origin, v.side) for v in standing.voices)


YES = folded("Auria and Belmont agree pact, two sources say", outlet="Reuters")
NO = folded(DENIALS[0][1], outlet="Reuters", hours=1)
ELSEWHERE = folded(DENIALS[1][1], outlet="SnapLine", hours=2)
START = Standing(target=PACT, value="watching", since=NOW)


def test_a_page_that_comes_to_lead_with_a_denial_took_nothing_back() -> None:
    before, _ = heard(START, [YES])
    after, change = heard(before, [NO], edit_of=YES.id)
    assert sides(after) == [("Auria", "away"), ("Reuters", "toward")]
    assert alert_for(change, "C1", at=NOW).change.took_back == ""


def test_a_speaker_s_word_stays_while_another_outlet_carries_it() -> None:
    before, _ = heard(START, [ELSEWHERE, NO])
    moved_on = folded("Auria and Belmont resume talks on pact", outlet="SnapLine", hours=3)
    after, _ = heard(before, [moved_on], edit_of=before.voices[0].evidence)
    assert ("Auria", "away") in sides(after)
    alone, _ = heard(START, [ELSEWHERE])
    after, _ = heard(alone, [moved_on], edit_of=ELSEWHERE.id)
    assert sides(after) == [("SnapLine", "toward")]


def test_a_denial_kept_as_a_newsroom_s_own_is_not_counted_again_under_a_new_headline() -> None:
    """So it was kept before speakers were origins."""
    old = replace(NO, origin="Reuters", whose=Whose.OUTLET)
    before, _ = heard(START, [old])
    after, _ = heard(before, [replace(NO, id="new")], edit_of=old.id)
    assert sides(after) == [("Auria", "away")]


def test_a_word_struck_out_in_one_outlet_stays_in_the_others() -> None:
    before, _ = heard(START, [NO, ELSEWHERE])
    after = without(before, {ELSEWHERE.id}, [NO], by="U1", at=NOW, why="not relevant")
    assert origins_named(after) == "1 origin points to no: Auria's word (via Reuters)"


def test_a_report_said_to_be_its_own_leaves_the_speaker_s_word_to_the_others() -> None:
    before, _ = heard(START, [NO, ELSEWHERE])
    alone = apart(ELSEWHERE, (NO, ELSEWHERE), STORY)
    after = heard_apart(before, alone, at=NOW, rest=(NO, ELSEWHERE))
    assert sides(after) == [("Auria", "away"), ("SnapLine", "away")]
    assert origins_named(after).startswith("2 origins point to no: SnapLine, Auria's word (via Reuters)")


def test_a_word_that_counts_again_in_one_outlet_is_still_carried_by_the_others() -> None:
    before, _ = heard(START, [NO])
    after = heard_again(before, ELSEWHERE, at=NOW)
    assert origins_named(after).startswith("1 origin points to no: Auria's word (via Reuters, SnapLine)")


def test_a_copy_of_a_denial_is_carried_and_no_further_origin() -> None:
    again = folded(DENIALS[0][1], outlet="Metro Daily", hours=2)
    copy = fold(again, (NO,), STORY)
    assert (copy.copy_of, copy.origin, copy.whose) == (NO.id, "Auria", Whose.SPEAKER)
    after, change = heard(START, [NO, copy])
    assert (change.kind, origins_named(after)) == (
        ChangeKind.COPY,
        "1 origin points to no: Auria's word (via Reuters, Metro Daily) · 2 outlets carry it",
    )


def test_who_said_so_long_before_is_named_with_the_day() -> None:
    """Two origins said so, one of them half a year ago, and a verdict was to be confirmed on both."""
    standing, _ = polled(("Reuters", "Auria and Belmont agree pact, two sources say"))
    (first,) = standing.voices
    second = replace(first, origin="Metro Daily", evidence="another")
    long_ago = replace(first, at=second.at - timedelta(days=8))
    told = origins_named(replace(standing, voices=(long_ago, second)))
    assert f"{first.origin} ({on_day(long_ago.at)})" in told
    assert f"{second.origin} (" not in told


DECISIVE = replace(
    STORY,
    actors=(*STORY.actors, Actor(name="Osmo Dolan", kind="person", aliases=("Dolan",))),
    watch_items=(replace(STORY.watch_items[0], signals=(Signal(words="sign pact", weight=Weight.DECISIVE),)),),
)


@pytest.mark.parametrize(
    ("title", "whose", "level"),
    [
        ("Auria and Belmont sign pact", Whose.OUTLET, Level.FLASH),
        ("Dolan: Auria and Belmont sign pact", Whose.SPEAKER, Level.URGENT),
        ("Auria and Belmont sign pact, Dolan says", Whose.SPEAKER, Level.URGENT),
        ("Auria: Belmont to sign pact", Whose.OUTLET, Level.ROUTINE),
    ],
)
def test_somebody_s_word_for_a_decisive_signal_is_no_flash(title: str, whose: Whose, level: Level) -> None:
    """A trusted source that only passes on what a minister says has not reported it."""
    entry = Entry(id=title, title=title, outlet="Reuters", published=NOW)
    judgement = judge(Matcher(DECISIVE).match(entry), DECISIVE)[0]
    told = fold(evidence_from(judgement, entry, key=entry.id, story=DECISIVE, seen=NOW), (), DECISIVE)
    change = detect(told, first_standing(DECISIVE, PACT, at=NOW), now=NOW)
    assert change is not None
    assert (told.whose, change.level) == (whose, level)
    assert bool(change.after.suggested) is (level is Level.FLASH)
