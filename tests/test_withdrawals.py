"""What a newsroom takes back under a headline of its own counts no longer. All headlines are invented."""

from dataclasses import dataclass, field, replace
from datetime import timedelta

import pytest

from bot.blocks.alert import reply
from bot.domain.change import Change, ChangeKind, Level, alert_for
from bot.domain.entry import Entry
from bot.domain.evidence import Target, TargetKind
from bot.domain.saying import tally
from bot.domain.standing import Standing, WatchState
from bot.domain.story import Actor, Claim, Feed, Grade, Source, Story, WatchItem
from bot.domain.voices import side_of
from bot.replay import Replay
from bot.store.store import Store
from tests.conftest import NOW
from watchers.fold.withdrawals import withdrawal_in
from watchers.identify.sightings import Sighting, SightingKind
from watchers.match.matcher import Matcher
from watchers.reading import read
from watchers.record import Read, record_one
from watchers.views import view_of

STORY = Story(
    slug="kessel",
    title="Mayor Kessel",
    actors=(Actor(name="Pieter Kessel", kind="person", aliases=("Kessel",)),),
    sources=tuple(Source(name=n, grade=Grade.A) for n in ("Reuters", "AP", "Harbour Wire", "Metro Daily")),
    feeds=(Feed(url="http://feeds.invalid/1", source="Harbour Wire"),),
    watch_items=(WatchItem(id="resign", question="Will Kessel resign as mayor?", anchors="mayor|office|resignation"),),
)
RESIGN = Target(kind=TargetKind.WATCH, id="resign")
AP, REUTERS, WIRE = (
    ("AP", "Mayor Kessel resigns"),
    ("Reuters", "Convicted Avalon mayor Kessel steps down"),
    ("Harbour Wire", "Kessel quits as mayor of Avalon"),
)


@dataclass
class Desk:
    """A story read entry by entry, one a minute; `changes` of the last one."""

    replay: Replay = field(default_factory=lambda: Replay(story=STORY))
    minutes: int = 0
    changes: tuple[Change, ...] = ()

    def hears(self, *reports: tuple[str, str], key: str = "") -> Standing:
        for outlet, title in reports:
            self.minutes += 1
            at = NOW + timedelta(minutes=self.minutes)
            link = f"https://news.invalid/{key or self.minutes}"
            entry = Entry(id=key or f"entry-{self.minutes}", title=title, link=link, outlet=outlet, published=at)
            self.changes = tuple(c for d in self.replay.poll([entry], source=outlet, now=at) for c in d.changes)
        return self.replay.standings[RESIGN]


@pytest.mark.parametrize(
    "back",
    [
        ("Reuters", "WITHDRAWN: Convicted Avalon mayor Kessel steps down"),
        ("Reuters", "Convicted Avalon mayor Kessel steps down (withdrawn)"),
        ("Reuters", "Reuters retracts report that Kessel resigned"),
        ("Reuters", "Reuters withdraws its report on Kessel stepping down"),
        ("Reuters", "We withdraw the report that Kessel stepped down"),
        ("Reuters", "CORRECTION: Earlier report that Mayor Kessel steps down was wrong"),
        ("Metro Daily", "Reuters withdraws report that mayor Kessel stepped down"),
        ("Metro Daily", "WITHDRAWN: Convicted Avalon mayor Kessel steps down (Reuters)"),
        ("Reuters", "KILL: Convicted Avalon mayor Kessel steps down"),
        ("Reuters", "Editor's note: report that Mayor Kessel stepped down was wrong"),
        ("Reuters", "Reuters deletes report that mayor Kessel resigned"),
        ("Reuters", "Reuters corrects report that mayor Kessel resigned"),
        ("Reuters", "Reuters pulls story on Kessel resigning"),
        ("Reuters", "Reuters apologises for false report that Kessel resigned"),
        ("Metro Daily", "UPDATE 1-Reuters retracts report that mayor Kessel stepped down"),
        ("Metro Daily", "Reuters takes back report that mayor Kessel stepped down"),
        ("Metro Daily", "Reuters says its report that mayor Kessel stepped down was wrong"),
        ("Reuters", "Retraction: Reuters withdraws report that Kessel resigned"),
        ("Metro Daily", "Retraction: Reuters withdraws report that Kessel resigned"),
        ("Reuters", "Retraction: Report that Kessel resigned"),
        ("Reuters", "Retraction: Earlier report that Kessel resigned was wrong"),
        ("Reuters", "Retraction of report that Kessel resigned"),
        ("Reuters", "Reuters issues retraction of report that Kessel resigned"),
        ("Reuters", "Reuters retracts report Kessel resigned"),
        ("Reuters", "Reuters retracts Kessel resignation report"),
        ("Reuters", "Reuters retracts story on mayor Kessel"),
    ],
)
def test_a_new_headline_that_takes_a_report_back_takes_its_voice_back(back: tuple[str, str]) -> None:
    """Every newsroom behind an answer withdrew, "3 origins report yes" stayed, and the withdrawal was the first of them."""
    desk = Desk()
    assert desk.hears(AP, REUTERS).value == WatchState.PROPOSED
    after = desk.hears(back)
    assert (after.value, after.suggested) == (WatchState.SIGNAL, "")
    assert tally(after) == {"report:toward": 1}
    assert [(c.kind, c.level) for c in desk.changes] == [(ChangeKind.STATE, Level.URGENT)]
    again = desk.hears(("Harbour Wire", "WITHDRAWN: Avalon mayor Kessel resigns"))
    assert tally(again) == {"report:toward": 1}
    assert desk.changes == (), "a withdrawal of what was never heard says nothing"


@pytest.mark.parametrize("report", ["report", "reports", "stories"])
def test_two_newsrooms_that_take_it_back_in_one_headline_both_do(report: str) -> None:
    desk = Desk()
    desk.hears(AP, REUTERS)
    after = desk.hears(("Metro Daily", f"Reuters and AP retract {report} that mayor Kessel stepped down"))
    assert (after.value, after.voices) == (WatchState.WATCHING, ())


@pytest.mark.parametrize(
    "title",
    [
        "REFILE-CORRECTED: Mayor Kessel has not resigned",
        "Clarification: Mayor Kessel has not resigned",
        "Editor's note: Mayor Kessel has not resigned",
        "Mayor Kessel has not resigned; earlier report was wrong",
    ],
)
def test_however_a_correction_is_marked_it_takes_the_place_of_what_it_corrects(title: str) -> None:
    """It was "hints at no; earlier it reported yes, and that stands"."""
    desk = Desk()
    desk.hears(AP, REUTERS)
    after = desk.hears(("Reuters", title))
    assert tally(after) == {"report:toward": 1, "away": 1}
    assert [(c.kind, c.level) for c in desk.changes] == [(ChangeKind.STATE, Level.URGENT)]


@pytest.mark.parametrize("title", ["Mayor Kessel to resign on Friday", "Kessel will step down as mayor in May"])
def test_an_outcome_that_is_corrected_to_what_is_yet_to_come_is_reported_no_more(title: str) -> None:
    """The deed was the same, so it was a detail put right, and a second report proposed an answer with what was corrected."""
    desk = Desk()
    desk.hears(AP)
    after = desk.hears(("AP", f"CORRECTION: {title}"))
    assert tally(after) == {"hint:toward": 1}
    assert desk.hears(REUTERS).value == WatchState.SIGNAL


def test_the_channel_hears_once_and_is_not_asked_to_confirm() -> None:
    desk = Desk()
    desk.hears(AP, REUTERS, WIRE)
    stands = desk.hears(("Reuters", "WITHDRAWN: Convicted Avalon mayor Kessel steps down"))
    (change,) = desk.changes
    assert (change.kind, change.level, change.after.suggested) == (ChangeKind.EDIT, Level.URGENT, "resolved_yes")
    told = alert_for(change, "C1", at=NOW).change
    message = reply(STORY, told, stands, now=NOW + timedelta(hours=1))
    assert "*Reuters* *corrects or withdraws* its report · still proposed: *yes* · 2 origins report yes" in str(message)
    assert "action_id': 'confirm'" not in str(message)
    desk.hears(("Harbour Wire", "Harbour Wire retracts report that Kessel quit"))
    (change,) = desk.changes
    message = reply(STORY, alert_for(change, "C1", at=NOW).change, change.after, now=NOW + timedelta(hours=1))
    assert "Harbour Wire corrects or withdraws its report · signal" in message.text
    assert "action_id': 'confirm'" not in str(message)


def test_a_correction_takes_the_place_of_what_it_corrects_in_a_new_entry_or_the_same() -> None:
    """It was a hint of no, and "earlier it reported yes, and that stands"."""
    for key in ("", "first"):
        desk = Desk()
        desk.hears(AP, key="first")
        desk.hears(("AP", "Avalon's mayor Kessel steps down after verdict"), REUTERS, WIRE)
        after = desk.hears(("AP", "CORRECTED: Mayor Kessel has not resigned, spokesman says"), key=key)
        assert tally(after) == {"report:toward": 2, "away": 1}
        assert [(c.kind, c.level) for c in desk.changes] == [(ChangeKind.STATE, Level.URGENT)]


@pytest.mark.parametrize(
    ("title", "key"),
    [
        ("CORRECTION: Kessel at mayor's office, ill, not out", ""),
        ("CORRECTION: Kessel at mayor's office, ill, not out", "page"),
        ("This article has been withdrawn", "page"),
    ],
)
def test_a_correction_that_says_nothing_of_it_takes_the_report_back_too(title: str, key: str) -> None:
    """ "At 93, not over 100" left its newsroom among those who report yes, in a new entry and on the same page."""
    desk = Desk()
    desk.hears(AP)
    before = desk.hears(("Reuters", "Kessel at mayor's office, ill, resigns"), key=key or "first")
    after = desk.hears(("Reuters", title), key=key)
    assert (before.value, tally(before)) == (WatchState.PROPOSED, {"report:toward": 2})
    assert (after.value, tally(after)) == (WatchState.SIGNAL, {"report:toward": 1})
    assert [c.level for c in desk.changes] == [Level.URGENT]


@pytest.mark.parametrize(
    "title",
    [
        "CORRECTED: Convicted Avalon mayor Kessel steps down on Tuesday, not Monday",
        "Correction: mayor Kessel is 54, not 45, steps down",
        "Reuters corrects report that mayor Kessel steps down on Monday, not Tuesday",
        "CORRECTION: Convicted Avalon mayor Kessel was elected in 2019",
        "Editor's note: Convicted Avalon mayor Kessel steps down; comments are closed",
    ],
)
def test_a_corrected_detail_takes_nothing_back(title: str) -> None:
    desk = Desk()
    before = desk.hears(AP, REUTERS)
    after = desk.hears(("Reuters", title))
    assert tally(after) == tally(before)
    assert {c.level for c in desk.changes} <= {Level.ROUTINE}


def test_a_correction_of_something_else_takes_nothing_back() -> None:
    desk = Desk()
    before = desk.hears(AP, REUTERS)
    other = desk.hears(
        ("AP", "CORRECTED: Council to debate Kessel resignation Thursday"),
        ("AP", "CORRECTED: Kessel denies mayor's office was used for party"),
        ("AP", "Kessel calls earlier report wrong: he has not resigned"),
        ("AP", "CORRECTED: Kessel opposes new harbour office in southern districts"),
        ("AP", "WITHDRAWN: Harbour office opens in Avalon"),
        ("AP", "WITHDRAWN: Mayor Kessel hits cyclist"),
        ("AP", "Withdrawn: charges against mayor Kessel after he steps down"),
        ("AP", "CORRECTED: Report on mayor Kessel says council was wrong to pay him"),
        ("AP", "AP retracts story on Kessel"),
        ("AP", "AP retracts story on mayor Kessel's debts"),
        ("AP", "Retraction: AP withdraws report on harbour office"),
    )
    assert tally(other) == tally(before)


@pytest.mark.parametrize(
    "title",
    [
        "Kessel has not resigned, office says",
        "Mayor Kessel did not resign",
        "Kessel refuses to resign",
    ],
)
@pytest.mark.parametrize("key", ["", "page"])
def test_who_says_that_what_it_reported_is_not_so_contests_it(title: str, key: str) -> None:
    """It was "hints at no; earlier it reported yes, and that stands", and its "yes" went on being counted and proposed."""
    desk = Desk()
    desk.hears(REUTERS)
    before = desk.hears(AP, key=key or "first")
    after = desk.hears(("AP", title), key=key)
    assert (before.value, after.value) == (WatchState.PROPOSED, WatchState.CONTESTED)
    assert tally(after) == {"report:toward": 1, "away": 1}
    assert [c.level for c in desk.changes] == [Level.URGENT]


def test_a_mere_hint_against_what_a_newsroom_reported_takes_nothing_back() -> None:
    desk = Desk()
    before = desk.hears(AP, REUTERS)
    after = desk.hears(("AP", "Mayor Kessel resignation in doubt"), ("AP", "Kessel unlikely to resign as mayor"))
    assert (before.value, after.value) == (WatchState.PROPOSED, WatchState.PROPOSED)
    assert tally(after) == {"report:toward": 2}


def test_who_tells_of_anothers_withdrawal_keeps_its_own_report() -> None:
    desk = Desk()
    stands = desk.hears(REUTERS, ("Metro Daily", "Mayor Kessel steps down, council says"))
    assert {v.outlet for v in stands.voices} == {"Reuters", "Metro Daily"}
    stands = desk.hears(("Metro Daily", "Reuters withdraws report that mayor Kessel resigned"))
    assert {v.outlet for v in stands.voices} == {"Metro Daily"}


@pytest.mark.parametrize(
    "title",
    [
        "Kessel withdraws report on harbour costs",
        "Withdrawn offer leaves Kessel alone",
        "Withdrawn “final” offer leaves Kessel alone",
        "Race for mayor: Vara, Dolan, Kessel (withdrawn)",
        "Court withdraws report on mayor",
        "Council and Reuters retract report that Kessel resigned",
        "Council deletes report that mayor Kessel stepped down",
        "Mayor Kessel takes back remark in story",
        "Kill bill: mayor Kessel steps down over police law",
    ],
)
def test_whoever_is_no_newsroom_takes_back_no_report_of_a_newsroom(title: str) -> None:
    entry = Entry(id="e", title=title, link="https://news.invalid/e", outlet="AP")
    assert withdrawal_in(entry, STORY) is None


async def test_what_was_taken_back_is_kept_on_no_side(store: Store) -> None:
    """It stayed the best evidence of the answer, and would have come back as its newsroom's earlier word."""
    tx = store.transaction()
    store.stories.put(tx, STORY)
    await tx.commit()
    for n, (outlet, title) in enumerate((AP, REUTERS, ("Reuters", f"WITHDRAWN: {REUTERS[1]}"))):
        at = NOW + timedelta(minutes=n)
        entry = Entry(id=f"{n}", title=title, link=f"https://news.invalid/{n}", outlet=outlet, published=at)
        sighting = Sighting(entry=entry, key=f"entry-{n}", kind=SightingKind.NEW, identities=())
        view, version = await view_of(store, Matcher(STORY), source=outlet, now=at)
        reading = read(view, [sighting], now=at)
        told = Read(reading=reading, version=version)
        await record_one(store, told, "http://feeds.invalid/1", now=at, imports=await store.stories.imports())
    kept = await store.standings.evidence(STORY.slug, since=NOW - timedelta(days=1))
    assert {e.title: side_of(e) for e in kept} == {AP[1]: "toward", REUTERS[1]: "", f"WITHDRAWN: {REUTERS[1]}": ""}


def test_a_state_s_newsroom_takes_back_what_a_paper_had_from_it() -> None:
    desk = Desk()
    desk.hears(("Metro Daily", "Mayor Kessel resigns, Iranian state TV says"))
    after = desk.hears(("Daily Echo", "Iran's state television retracts report that Kessel resigned"))
    assert (tally(after), desk.changes[0].kind) == ({}, ChangeKind.STATE)


def test_a_state_s_newsroom_that_counts_as_one_nobody_named_takes_its_report_back() -> None:
    desk = Desk()
    desk.hears(("Metro Daily", "Mayor Kessel resigns, state media say"))
    desk.hears(("Daily Echo", "Iran's state television: Mayor Kessel steps down"))
    after = desk.hears(("AP", "Iran's state television retracts report that Kessel resigned"))
    assert (tally(after), desk.changes[0].kind) == ({}, ChangeKind.STATE)


def test_what_is_taken_back_takes_no_report_of_the_contrary_with_it() -> None:
    """Its newsroom's own denial in like words went with the report that it had of another page."""
    desk = Desk()
    desk.hears(("Metro Daily", "Mayor Kessel resigns, Reuters says"), ("Reuters", "Mayor Kessel has not resigned"))
    after = desk.hears(("Reuters", "WITHDRAWN: Mayor Kessel resigns"))
    assert [(v.origin, v.side) for v in after.voices] == [("Reuters", "away")]
    other = Desk()
    other.hears(("Reuters", "Mayor Kessel has not resigned"), ("Reuters", "Mayor Kessel resigns"))
    other.hears(("Reuters", "WITHDRAWN: Mayor Kessel has not resigned"))
    assert [(v.origin, v.side) for v in other.replay.standings[RESIGN].voices] == [("Reuters", "toward")]
    alone = Desk()
    alone.hears(("Reuters", "Mayor Kessel resigns"), ("Reuters", "Retraction: Mayor Kessel has not resigned"))
    assert not alone.replay.standings[RESIGN].voices


def test_a_claim_stands_on_the_denial_that_its_newsroom_did_not_take_back() -> None:
    paid = Claim(id="paid", text="Kessel paid the firm.", supported_by=("paid firm",), refuted_by=("not paid firm",))
    desk = Desk(Replay(story=replace(STORY, claims=(paid,))))
    desk.hears(("AP", "Kessel paid firm"), ("AP", "Kessel has not paid firm, auditors say"))
    desk.hears(("AP", "WITHDRAWN: Kessel paid firm"))
    assert [v.side for v in desk.replay.standings[Target(kind=TargetKind.CLAIM, id="paid")].voices] == ["refutes"]


def test_a_newsroom_that_takes_back_what_others_carried_is_named_once_and_its_own_headline_before_theirs() -> None:
    """It said "Reuters (via Reuters) took back its report", and named the headline of whoever carried it last."""
    desk = Desk()
    carried = ("Daily Echo", "Mayor Kessel resigns: Reuters")
    desk.hears(carried, ("Reuters", "WITHDRAWN: Mayor Kessel resigns"))
    assert desk.changes[0].why == f"Reuters took back its report “{carried[1]}”"
    again = Desk()
    again.hears(REUTERS, carried, ("Reuters", "WITHDRAWN: Mayor Kessel resigns"))
    assert again.changes[0].why == f"Reuters took back its report “{REUTERS[1]}”"


def test_a_contest_is_not_settled_for_yes_by_the_withdrawal_of_a_yes() -> None:
    """One report fewer said so, and the channel was told that it points to yes now."""
    desk = Desk()
    desk.hears(AP, REUTERS, WIRE, ("Daily Echo", "Kessel resigns as mayor"))
    assert desk.hears(("Metro Daily", "Mayor Kessel has not resigned")).value == WatchState.CONTESTED
    after = desk.hears(("AP", f"WITHDRAWN: {AP[1]}"))
    assert (after.value, desk.changes[0].level) == (WatchState.CONTESTED, Level.ROUTINE)
    assert desk.hears(("Metro Daily", "WITHDRAWN: Mayor Kessel has not resigned")).value == WatchState.SIGNAL


def test_a_correction_names_its_newsroom_s_own_headline_and_not_that_of_a_paper_that_carried_it() -> None:
    desk = Desk()
    desk.hears(REUTERS, ("Daily Echo", "Mayor Kessel steps down: Reuters"))
    desk.hears(("Reuters", "CORRECTION: Convicted Avalon mayor Kessel does not step down"))
    assert desk.changes[0].old_title == REUTERS[1]


def test_a_correction_takes_back_no_quotation_on_another_page() -> None:
    """An interview vanished from what is told as its paper corrected another page."""
    desk = Desk(Replay(story=replace(STORY, actors=(*STORY.actors, Actor(name="Dolan", kind="person")))))
    desk.hears(
        ("Metro Daily", "Dolan says mayor Kessel is close to resigning"), ("Metro Daily", "Mayor Kessel resigns")
    )
    after = desk.hears(("Metro Daily", "CORRECTION: Mayor Kessel has not resigned"))
    assert {(v.origin, str(v.side)) for v in after.voices} == {("Dolan", "toward"), ("Metro Daily", "away")}
