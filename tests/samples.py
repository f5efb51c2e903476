"""An invented story, and what can happen in it: shared by the tests of blocks and handlers."""

from dataclasses import replace
from datetime import date, timedelta

from bot.domain.change import Change, ChangeKind, Level
from bot.domain.evidence import Evidence, Phase, Span, Target, TargetKind
from bot.domain.standing import Standing, Voice, WatchState, first_standing
from bot.domain.story import (
    Actor,
    Attribution,
    Claim,
    Direction,
    Feed,
    Grade,
    Source,
    Story,
    WatchItem,
    Weight,
)
from tests.conftest import NOW

STORY = Story(
    slug="harbour",
    title="The harbour of Avalon",
    thesis="Avalon sells its harbour only if nobody else lends it money.",
    sources=(
        Source(name="Harbour Wire", grade=Grade.B),
        Source(name="Northern Post", grade=Grade.A),
        Source(name="Ministry Daily", grade=Grade.D, owner="Avalon state"),
    ),
    feeds=(
        Feed(url="http://feeds.invalid/wire", source="Harbour Wire"),
        Feed(url="http://feeds.invalid/post", source="Northern Post"),
    ),
    actors=(Actor(name="Avalon"),),
    claims=(
        Claim(
            id="no-sale",
            text="Avalon has sold nothing yet.",
            negative=True,
            attributions=(
                Attribution(source="Harbour Wire", url="https://wire.invalid/1", date=date(2026, 5, 7)),
                Attribution(source="Northern Post", date=date(2026, 5, 6)),
            ),
        ),
        Claim(id="debt", text="Avalon's debt is larger than reported."),
    ),
    watch_items=(
        WatchItem(
            id="memorandum",
            question="Will Avalon sign the memorandum on its harbour?",
            anchors="memorandum|MoU",
            resolve_by=date(2026, 12, 31),
            if_yes="The harbour changes hands within a month.",
            if_no="Avalon needs another lender.",
        ),
        WatchItem(id="loan", question="Will the bank lend to Avalon?"),
    ),
)
MEMORANDUM = Target(kind=TargetKind.WATCH, id="memorandum")
LOAN = Target(kind=TargetKind.WATCH, id="loan")
NO_SALE = Target(kind=TargetKind.CLAIM, id="no-sale")


def evidence(key: str = "e1", **changed: object) -> Evidence:
    """A report by Harbour Wire that Avalon signs."""
    made = Evidence(
        id=f"ev-{key}",
        slug=STORY.slug,
        target=MEMORANDUM,
        entry_key=key,
        title="Avalon signs memorandum on harbour",
        link=f"https://wire.invalid/{key}",
        outlet="Harbour Wire",
        grade=Grade.B,
        origin="Harbour Wire",
        published=NOW - timedelta(minutes=8),
        seen=NOW - timedelta(minutes=5),
        passage="Avalon signs memorandum on harbour, two officials said",
        marks=(Span(start=7, end=12), Span(start=13, end=23)),
        actors=("Avalon",),
        phase=Phase.HAPPENED,
        direction=Direction.TOWARD,
        weight=Weight.DECISIVE,
        development="ev-e1",
        why=("signal: memorandum signed", "happened: signs, present tense"),
    )
    return replace(made, **changed)  # type: ignore[arg-type]


def voice(of: Evidence) -> Voice:
    return Voice(
        origin=of.origin,
        side=str(of.direction or "toward"),
        outlet=of.outlet,
        evidence=of.id,
        link=of.link,
        at=of.at,
        outcome=of.phase is Phase.HAPPENED,
    )


def standing(value: str, *of: Evidence, target: Target = MEMORANDUM, **changed: object) -> Standing:
    """Where a target stands on this evidence."""
    made = Standing(
        target=target,
        value=value,
        since=NOW - timedelta(minutes=5),
        why="a first signal",
        voices=tuple(voice(e) for e in of if not e.copy_of),
        last_evidence=of[-1].id if of else "",
        last_at=of[-1].seen if of else None,
    )
    return replace(made, **changed)  # type: ignore[arg-type]


def change(kind: ChangeKind, before: Standing, after: Standing, **changed: object) -> Change:
    """What happened is reported as such, as its voice in `standing` is."""
    made = Change(
        slug=STORY.slug,
        target=after.target,
        kind=kind,
        level=Level.URGENT if kind is ChangeKind.STATE else Level.ROUTINE,
        before=before,
        after=after,
        why="a decisive signal from a grade B source",
        evidence=evidence(),
    )
    made = replace(made, **changed)  # type: ignore[arg-type]
    said = made.evidence
    return replace(made, evidence=replace(said, outcome=said.phase is Phase.HAPPENED)) if said else made


WATCHING = first_standing(STORY, MEMORANDUM, at=NOW - timedelta(days=2))
FIRST = evidence()
COPY = evidence("e2", outlet="Southern Mirror", grade=Grade.F, copy_of="ev-e1")
SECOND = evidence("e3", outlet="Northern Post", origin="Northern Post", grade=Grade.A)
DENIAL = evidence(
    "e4",
    outlet="Ministry Daily",
    origin="Avalon state",
    grade=Grade.D,
    passage="Ministry denies that a memorandum was signed",
    marks=(Span(start=9, end=15), Span(start=23, end=33)),
    direction=Direction.AWAY,
    phase=Phase.DENIED,
    weight=Weight.STRONG,
)
SIGNAL = standing(WatchState.SIGNAL, FIRST)
PROPOSED = standing(WatchState.PROPOSED, FIRST, SECOND, suggested=WatchState.RESOLVED_YES)
CONTESTED = standing(WatchState.CONTESTED, FIRST, DENIAL)
BY_DANA = standing(WatchState.RESOLVED_YES, FIRST, SECOND, by="U0DANA", why="we hold the signed text", owner="U0OMAR")

FIRST_SIGNAL = change(ChangeKind.STATE, WATCHING, SIGNAL, level=Level.FLASH)
COPIED = change(ChangeKind.COPY, SIGNAL, SIGNAL, evidence=COPY)
REPORTED = change(ChangeKind.REPORT, SIGNAL, SIGNAL, evidence=evidence("e5"))
INDEPENDENT = change(ChangeKind.ORIGIN, SIGNAL, standing(WatchState.SIGNAL, FIRST, SECOND), evidence=SECOND)
DENIED = change(ChangeKind.STATE, SIGNAL, CONTESTED, evidence=DENIAL, why="one side says so, the other denies it")
EDITED = change(
    ChangeKind.EDIT, SIGNAL, SIGNAL, evidence=evidence(title="Avalon may sign memorandum"), old_title=FIRST.title
)
PROPOSAL = change(ChangeKind.STATE, SIGNAL, PROPOSED, evidence=SECOND, level=Level.FLASH)
DECIDED = change(
    ChangeKind.STATE,
    PROPOSED,
    BY_DANA,
    evidence=None,
    by="U0DANA",
    did="confirmed “yes”",
    why="we hold the signed text",
)
OWNED = change(
    ChangeKind.STATE,
    SIGNAL,
    replace(SIGNAL, owner="U0OMAR"),
    evidence=None,
    by="U0OMAR",
    did="has this",
    why="",
    level=Level.ROUTINE,
)
SUGGESTED = change(
    ChangeKind.STATE,
    first_standing(STORY, NO_SALE, at=NOW),
    replace(first_standing(STORY, NO_SALE, at=NOW), suggested="disputed"),
    evidence=evidence("e6", target=NO_SALE, direction=None),
)
CHANGES = (
    FIRST_SIGNAL,
    COPIED,
    REPORTED,
    INDEPENDENT,
    DENIED,
    EDITED,
    PROPOSAL,
    DECIDED,
    OWNED,
    SUGGESTED,
)
