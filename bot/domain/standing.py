"""Where a watch item or claim stands, and which moves are open from there to whom."""

import zlib
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from bot.domain.evidence import Target, TargetKind, Whose
from bot.domain.story import Claim, Story, Weight

BOT = "watchdesk"
SHELF_LIFE = timedelta(days=7)
SHELF_LIFE_NEGATIVE = timedelta(days=3)


_RESOLVED = "resolved_"


class WatchState(StrEnum):
    """States of a watch item; PolitiFact's promise meter and forecast questions taught us these."""

    WATCHING = "watching"
    SIGNAL = "signal"
    CONTESTED = "contested"
    DEVELOPING = "developing"
    STALLED = "stalled"
    PROPOSED = "proposed"
    RESOLVED_YES = "resolved_yes"
    RESOLVED_NO = "resolved_no"
    RESOLVED_PARTIAL = "resolved_partial"
    RESOLVED_AMBIGUOUS = "resolved_ambiguous"

    @property
    def resolved(self) -> bool:
        return self.value.startswith(_RESOLVED)


class Verdict(StrEnum):
    """Verdicts on a claim."""

    UNVERIFIED = "unverified"
    REPORTED = "reported"
    CONFIRMED = "confirmed"
    DISPUTED = "disputed"
    REFUTED = "refuted"
    SUPERSEDED = "superseded"
    WITHDRAWN = "withdrawn"


BOT_MAY_SET = frozenset({WatchState.SIGNAL, WatchState.CONTESTED, WatchState.PROPOSED})
"""The bot proposes, people decide: by itself it sets only these states, and no verdict."""


@dataclass(frozen=True, kw_only=True)
class Voice:
    """One origin's latest word on a target. Copies of it do not add voices.

    `side` is `toward`, `away` or `both` for a watch item, `supports` or `refutes` for a claim. `weight` is that of the
    evidence, decisive for an outcome. Where it is not the outlet's own (`whose`), `carriers` are the outlets that pass it on.
    Where it has reported this outcome before, `first_at`, `first_link` and `first_evidence` are of the first time. `former`
    says that the page no longer says so: what rests on it stays, and nothing new is proposed on it.
    """

    origin: str
    side: str
    outlet: str
    evidence: str
    link: str
    at: datetime
    outcome: bool = False
    weight: Weight = Weight.STRONG
    whose: Whose = Whose.OUTLET
    carriers: tuple[str, ...] = ()
    first_at: datetime | None = None
    first_link: str = ""
    first_evidence: str = ""
    former: bool = False

    @property
    def first(self) -> "Voice":
        """The same as it was first said."""
        if self.first_at is None:
            return self
        return replace(self, at=self.first_at, link=self.first_link, evidence=self.first_evidence)

    def not_first_in(self, reports: AbstractSet[str]) -> "Voice":
        """The same without its first report where that is one of these (the ids of their evidence), which count no longer."""
        none = self.first_evidence not in reports
        return self if none else replace(self, first_at=None, first_link="", first_evidence="")


@dataclass(frozen=True, kw_only=True)
class Standing:
    """Where one target stands now; every field has a line in the ledger that says who put it so, and why.

    `value` is a WatchState or a Verdict. `voices` has one entry per origin: side `toward`/`away`/`both` for a watch item,
    `supports`/`refutes` for a claim. `lean` is the way a `signal` points, "" in other states. `put_at` is when
    a person in `by` put it so, though it stood so before. `counts_from` is when an editor last set the state. `suggested` is what the bot proposes: the resolution of a watch item in
    `proposed`, the verdict for a claim; "" for nothing. `owner` is the Slack user id who has it, "" for nobody.
    `ground` is the evidence the reason (`why`) speaks of, "" where it speaks of none. `last_at` is when a report of it was last
    seen, whatever its date: a live page keeps that of its morning.
    Voices are kept however old, but for reports that people strike out or merge, or an origin heard again would count anew:
    there are only so many newsrooms, and 1,000 of them are 294 kB and 1.1 ms to read when measured.
    """

    target: Target
    value: str
    since: datetime
    by: str = BOT
    why: str = ""
    ground: str = ""
    voices: tuple[Voice, ...] = ()
    suggested: str = ""
    lean: str = ""
    last_evidence: str = ""
    last_at: datetime | None = None
    last_reaffirmed_at: datetime | None = None
    owner: str = ""
    outlets: tuple[str, ...] = ()
    counts_from: datetime | None = None
    put_at: datetime | None = None

    @property
    def words(self) -> str:
        """The state or verdict as people read it, as in "signal", "proposed: yes" or "resolved: no"."""
        return worded(self.value, self.suggested)

    @property
    def resolved(self) -> bool:
        """Whether a watch item has its answer."""
        return self.value.startswith(_RESOLVED)

    @property
    def counting(self) -> tuple[Voice, ...]:
        """The voices a state is worked out from: what spoke before an editor set the state is settled by that."""
        return tuple(v for v in self.voices if self.counts_from is None or v.at > self.counts_from)

    @property
    def decided_at(self) -> str:
        """When an editor last set the state or objected, "" for never: a button made before that speaks of another proposal."""
        return self.counts_from.isoformat(timespec="seconds") if self.counts_from else ""

    def side(self, side: str) -> tuple[Voice, ...]:
        return tuple(v for v in self.voices if v.side == side)

    @property
    def without_voices(self) -> "Standing":
        """The same, without who says so."""
        return replace(self, voices=(), outlets=())

    @property
    def proposed_by_a_person(self) -> bool:
        """Whether somebody proposed a resolution, which only people change: the bot's own may give way to what it hears."""
        return self.value == WatchState.PROPOSED and self.by != BOT

    @property
    def origins(self) -> int:
        """How many independent origins have spoken, on whichever side."""
        return len({v.origin for v in self.voices})


def answer(value: str) -> str:
    """What is proposed or suggested, as people say it: "yes" for `resolved_yes`; a verdict as it is."""
    return value.removeprefix(_RESOLVED)


def worded(value: str, suggested: str = "") -> str:
    """A state or verdict as people read it, with what is proposed: "proposed: yes", "resolved: no"; others as they are."""
    if value == WatchState.PROPOSED and suggested:
        return f"{value}: {answer(suggested)}"
    return f"resolved: {answer(value)}" if value.startswith(_RESOLVED) else value


def moves(before: Standing, after: Standing) -> bool:
    """Whether the state, the verdict, what is suggested or the way a signal points is another than before."""
    turned = before.lean and after.lean and before.lean != after.lean
    return bool(turned) or (before.value, before.suggested) != (after.value, after.suggested)


def has_moved(first: Standing, now: Standing) -> bool:
    """Whether a target has moved from where it began; a claim's verdict is the story file's until somebody sets another."""
    if now.target.kind is TargetKind.CLAIM and now.by == BOT:
        return bool(now.suggested)
    return moves(first, now)


def first_standing(story: Story, target: Target, *, at: datetime) -> Standing:
    """Where a target stands before any evidence: `watching`, or a claim's verdict from its attributions."""
    if target.kind is TargetKind.WATCH:
        return Standing(target=target, value=WatchState.WATCHING, since=at, why="no signal yet")
    claim = story.claim(target.id)
    named = claim.attributions if claim else ()
    voices = tuple(
        Voice(
            origin=story.source(a.source).origin,
            side="supports",
            outlet=a.source,
            evidence="",
            link=a.url,
            at=datetime(a.date.year, a.date.month, a.date.day, tzinfo=at.tzinfo) if a.date else at,
        )
        for a in named
    )
    value = Verdict.REPORTED if named else Verdict.UNVERIFIED
    why = f"per {named[0].source}" if named else "no named source"
    reaffirmed = max((v.at for v in voices), default=None)
    return Standing(target=target, value=value, since=at, why=why, voices=voices, last_reaffirmed_at=reaffirmed)


def with_attributions(stored: Standing, first: Standing) -> Standing:
    """The stored standing with what the story file says beyond it: an editor may add attributions, or date them anew."""
    known = {v.origin for v in stored.voices}
    added = tuple(v for v in first.voices if v.origin not in known)
    reaffirmed = max((at for at in (stored.last_reaffirmed_at, first.last_reaffirmed_at) if at), default=None)
    return replace(stored, voices=(*stored.voices, *added), last_reaffirmed_at=reaffirmed)


SETTLED = frozenset({Verdict.REFUTED, Verdict.SUPERSEDED, Verdict.WITHDRAWN})
"""Verdicts on claims that are over: they do not go stale."""


def is_stale(claim: Claim, standing: Standing, *, now: datetime) -> bool:
    """Whether a claim is past its shelf life: 7 days since last reaffirmed, 3 for a negative one."""
    life = SHELF_LIFE_NEGATIVE if claim.negative else SHELF_LIFE
    return standing.value not in SETTLED and now - (standing.last_reaffirmed_at or standing.since) > life


def asked_of(story: Story, target: Target) -> str:
    """What a target asks or claims, in the story file's words; "" where the file has dropped it."""
    if target.kind is TargetKind.WATCH:
        item = story.watch_item(target.id)
        return item.question if item else ""
    claim = story.claim(target.id)
    return claim.text if claim else ""


def wording(story: Story, target: Target) -> str:
    """A short mark of what a target asks or says: another one once the story file says otherwise, "" for one it lacks."""
    if target.kind is TargetKind.WATCH:
        item = story.watch_item(target.id)
        said = f"{item.question} {item.polarity}" if item else ""
    else:
        claim = story.claim(target.id)
        said = f"{claim.text} {claim.negative}" if claim else ""
    return f"{zlib.crc32(said.encode(errors='replace')):08x}" if said else ""
