"""Balance: which way the origins heard so far point, the latest of them most.

One rule for what the bot hears and for what people take back: an item stands where the voices put it.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.domain.evidence import TargetKind
from bot.domain.standing import Voice, WatchState
from bot.domain.story import Direction, Weight

HALVED = timedelta(days=1)
"""After how long a word counts half: a denial of last week does not contest a report of today."""
ENOUGH = 2.0
"""What it takes to move an item: one strong signal. Weak ones (what words near the anchors hint at) count an eighth of it.

Measured on five running stories of 2023 and 2026, 666 reports and 22 questions, with 83 turns an editor marked in them
(`python -m tests.turns`): 75 alerts told 38 of the turns and 28 told none; with further steps told (`corroborated` in
detect) 80, 42 and 28. One voice a side contesting made 96, 35 and 47; weak signs at a half of a strong one 92, 40 and 42.
"""
CONTESTED = 1 / 3
ONE_SIDED = 1 / 4
"""The weaker side's share from which an item is contested, and under which it is not: between them it stays as it was."""

_BY_READER = 1.25
"""What an outcome weighs that is a weak sign, as only the reader saw it: two within 17 hours move an item. They propose nothing."""
_STRENGTH = {Weight.WATCH: 0.25, Weight.STRONG: 2.0, Weight.DECISIVE: 3.0}
_ROUNDING = 1e-6
READ_TOGETHER = timedelta(hours=6)
"""Feeds are polled in any order: what was published so soon after a report counts beside it in full."""


@dataclass(frozen=True, kw_only=True)
class Balance:
    """How much is said for each side at a moment: 2.0 for a strong signal of that moment, 1.0 for one of a day before."""

    toward: float
    away: float

    @property
    def minority(self) -> float:
        """The weaker side's share of all that is said, 0.0 to 0.5."""
        total = self.toward + self.away
        return min(self.toward, self.away) / total if total else 0.0

    @property
    def lean(self) -> Direction:
        return Direction.TOWARD if self.toward >= self.away else Direction.AWAY

    def against(self, direction: Direction) -> float:
        return self.away if direction is Direction.TOWARD else self.toward

    def stands(self, value: str, lean: str) -> tuple[str, str]:
        """The state and lean of an open item that stood as given; an editor's `developing` gives way to a contest only."""
        if max(self.toward, self.away) < ENOUGH - _ROUNDING:
            return value, lean
        if self.minority >= CONTESTED - _ROUNDING:
            return WatchState.CONTESTED, ""
        undecided = self.minority >= ONE_SIDED and value in {WatchState.SIGNAL, WatchState.CONTESTED}
        if undecided or value == WatchState.DEVELOPING:
            return value, lean
        return WatchState.SIGNAL, self.lean


def balance(voices: Iterable[Voice], *, at: datetime) -> Balance:
    """What the voices weigh against each other at a moment; one with both sides counts on both.

    What was published later and read before counts in full: feeds are polled in any order.
    """
    sides = {Direction.TOWARD: 0.0, Direction.AWAY: 0.0}
    for voice in voices:
        for side in sides:
            sides[side] += strength(voice, at=at) * (voice.side in {side, "both"})
    return Balance(toward=sides[Direction.TOWARD], away=sides[Direction.AWAY])


def weighed_at(voices: Iterable[Voice], at: datetime) -> datetime:
    """The moment a report of `at` is weighed at: read late, it does not take back what has faded since."""
    return max([at, *(v.at - READ_TOGETHER for v in voices)])


def strength(voice: Voice, *, at: datetime) -> float:
    """What a voice weighs at a moment."""
    age = max(at - voice.at, timedelta())
    alone = _BY_READER if voice.outcome and voice.weight is Weight.WATCH else _STRENGTH[voice.weight]
    return alone * float(0.5 ** (age / HALVED))


def said_now(own: Voice | None, new: Voice, kind: TargetKind) -> Voice:
    """What an origin says now: its earlier word while that is stronger than a weak sign, or of a watch item than one on its side.

    A follow-up that only mentions what was reported takes nothing back, nor does a hint of the contrary; the place of an
    outcome, also one only the reader saw, no hint takes however late. A strong word always takes that of what its page says no longer.
    """
    if own is None or (own.former and new.weight is not Weight.WATCH):
        return new
    new = carried_on(own, new)
    hint = new.weight is Weight.WATCH
    if kind is TargetKind.CLAIM:
        return own if hint and own.weight is not Weight.WATCH else new
    if own.side != new.side and not hint:
        return new
    if own.outcome and hint and not new.outcome:
        return own
    return own if strength(own, at=new.at) >= strength(new, at=new.at) and own.weight is not new.weight else new


def carried_on(own: Voice, new: Voice) -> Voice:
    """The new voice with those who carried the origin's earlier one too, where that said the same in the same one's name.

    An outcome that it reported before keeps when and where that was: follow-ups are read otherwise more easily than the news.
    """
    if (own.side, own.whose) != (new.side, new.whose):
        return new
    again = own.outcome and new.outcome and (own.weight is not Weight.WATCH or new.weight is Weight.WATCH)
    if again and own.at <= new.at:
        first = own.first
        new = replace(new, first_at=first.at, first_link=first.link, first_evidence=first.evidence)
    return replace(new, carriers=tuple(dict.fromkeys((*own.carriers, *new.carriers))))


def stood(voices: Iterable[Voice]) -> tuple[str, str]:
    """The state and lean of an item that was quiet before these voices spoke, one after the other."""
    value, lean = str(WatchState.WATCHING), ""
    said, before = Balance(toward=0.0, away=0.0), None
    for voice in sorted(voices, key=lambda v: v.at):
        fade = float(0.5 ** ((voice.at - before) / HALVED)) if before else 1.0
        new, before = balance([voice], at=voice.at), voice.at
        said = Balance(toward=said.toward * fade + new.toward, away=said.away * fade + new.away)
        value, lean = said.stands(value, lean)
    return value, lean
