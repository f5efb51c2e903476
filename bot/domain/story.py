"""A story: what a desk follows, as its story file says it."""

import datetime as dt
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import Any, TypeVar, cast

T = TypeVar("T")

LAST_ZONE = dt.timezone(-dt.timedelta(hours=12))
"""Where a day ends last: a day is over at 12:00 UTC of the next, whichever desk asks."""


class Grade(StrEnum):
    """Reliability of a source, the Admiralty Code's A (completely reliable) to F (cannot be judged)."""

    A = "A"
    B = "B"
    C = "C"
    D = "D"
    E = "E"
    F = "F"

    @property
    def words(self) -> str:
        """How people say it: "grade A", or "ungraded" for F."""
        return "ungraded" if self is Grade.F else f"grade {self.value}"


class Direction(StrEnum):
    """Which way a signal moves a watch item's question: toward yes, or away from it."""

    TOWARD = "toward"
    AWAY = "away"

    @property
    def opposite(self) -> "Direction":
        return Direction.AWAY if self is Direction.TOWARD else Direction.TOWARD


class Weight(StrEnum):
    """How far a signal moves a watch item. `decisive` alone can propose a resolution on one A or B source's word."""

    WATCH = "watch"
    STRONG = "strong"
    DECISIVE = "decisive"


class Polarity(StrEnum):
    """What the desk waits for: that the anchor's thing happens, or that it ends."""

    HAPPENS = "happens"
    ENDS = "ends"


@dataclass(frozen=True, kw_only=True)
class Source:
    """Who says it. `owner` is the newsroom its reports start from, its own name unless another is given."""

    name: str
    grade: Grade = Grade.F
    owner: str = ""

    @property
    def origin(self) -> str:
        return self.owner or self.name


@dataclass(frozen=True, kw_only=True)
class Feed:
    """An address to poll for one source."""

    url: str
    source: str = ""


@dataclass(frozen=True, kw_only=True)
class Actor:
    """Who is tracked. `aliases` are further names; the name itself always counts."""

    name: str
    aliases: tuple[str, ...] = ()
    kind: str = ""

    @property
    def names(self) -> tuple[str, ...]:
        return (self.name, *self.aliases)

    @property
    def is_body(self) -> bool:
        """Whether its `kind` says that it is an organization, however that is spelled."""
        return self.kind.casefold() in {"organization", "organisation"}

    @property
    def is_person(self) -> bool:
        """Whether its `kind` says so."""
        return self.kind.casefold() == "person"


@dataclass(frozen=True, kw_only=True)
class Attribution:
    """On whose word a claim stands."""

    source: str
    url: str = ""
    date: dt.date | None = None
    quote: str = ""


@dataclass(frozen=True, kw_only=True)
class Claim:
    """A statement the desk tracks. `supported_by` and `refuted_by` are in the signal grammar."""

    id: str
    text: str
    negative: bool = False
    attributions: tuple[Attribution, ...] = ()
    actors: tuple[str, ...] = ()
    supported_by: tuple[str, ...] = ()
    refuted_by: tuple[str, ...] = ()

    @property
    def sources(self) -> tuple[str, ...]:
        """On whose word it stands, each once."""
        return tuple(dict.fromkeys(a.source for a in self.attributions))


@dataclass(frozen=True, kw_only=True)
class Signal:
    """Words, in the signal grammar, that move a watch item."""

    words: str
    direction: Direction = Direction.TOWARD
    weight: Weight = Weight.STRONG


@dataclass(frozen=True, kw_only=True)
class WatchItem:
    """A question the desk waits on. `anchors` (signal grammar, "" for none) name the thing it is about."""

    id: str
    question: str
    actors: tuple[str, ...] = ()
    anchors: str = ""
    polarity: Polarity = Polarity.HAPPENS
    resolves_yes_if: str = ""
    resolves_no_if: str = ""
    resolve_by: dt.date | None = None
    if_yes: str = ""
    if_no: str = ""
    signals: tuple[Signal, ...] = ()

    def overdue(self, now: dt.datetime) -> bool:
        """Whether the day it was to be resolved by is over everywhere on Earth; False where none is set."""
        return self.resolve_by is not None and self.resolve_by < now.astimezone(LAST_ZONE).date()


@dataclass(frozen=True, kw_only=True)
class Story:
    """All of one story file. `channels` are Slack channel names or ids that follow it from the start."""

    slug: str
    title: str
    thesis: str = ""
    sources: tuple[Source, ...] = ()
    feeds: tuple[Feed, ...] = ()
    actors: tuple[Actor, ...] = ()
    claims: tuple[Claim, ...] = ()
    watch_items: tuple[WatchItem, ...] = ()
    channels: tuple[str, ...] = ()

    def source(self, name: str) -> Source:
        """The source of that name, in any letter case; one the file does not list is ungraded and its own origin."""
        return next((s for s in self.sources if s.name.casefold() == name.casefold()), Source(name=name))

    @cached_property
    def folded_names(self) -> frozenset[str]:
        """All names of all actors in small letters; gathered once, a story may have a hundred thousand."""
        return frozenset(name.casefold() for actor in self.actors for name in actor.names)

    def once(self, key: Hashable, make: Callable[[], T]) -> T:
        """What is made of this story under that key: now, or the first time it was asked for, and then kept with the story."""
        made = self._made
        if key not in made:
            made[key] = make()
        return cast("T", made[key])

    def owner_of(self, name: str) -> Actor | None:
        """The actor who goes by that name, in any letter case; None for nobody."""
        return self._owners.get(name.casefold())

    def names_of(self, source: str) -> tuple[str, ...]:
        """What a source goes by in reports: its name, and those of the actor who is that source.

        Also the rest of its name where an actor goes by that: the "Defence Ministry" of an "Aurian Defence Ministry".
        """
        words = source.split()
        rests = (" ".join(words[n:]) for n in range(1, len(words) - 1))
        actor = self._owners.get(source.casefold())
        names = (source, *(actor.names if actor else ()), *(r for r in rests if r.casefold() in self._owners))
        return tuple(dict.fromkeys(n.partition(" -")[0] for n in names))  # without exclusions: "Georgia -Atlanta"

    @cached_property
    def _made(self) -> dict[Hashable, Any]:
        return {}

    @cached_property
    def _owners(self) -> Mapping[str, Actor]:
        every = ((n, a) for a in reversed(self.actors) for n in a.names)
        return {name.partition(" -")[0].casefold(): actor for name, actor in every}

    @cached_property
    def _places(self) -> Mapping[str, int]:
        return {actor.name: at for at, actor in enumerate(self.actors)}

    def named(self, names: Iterable[str]) -> tuple[Actor, ...]:
        """The actors of these names, in the file's order, each once; however many there are, the others are not looked at."""
        places = self._places
        return tuple(self.actors[at] for at in sorted({places[n] for n in names if n in places}))

    def actors_of(self, item: WatchItem) -> tuple[Actor, ...]:
        """The actors of a watch item: those it names, else all."""
        return self.named(item.actors) or self.actors

    def claim(self, claim_id: str) -> Claim | None:
        return next((c for c in self.claims if c.id == claim_id), None)

    def watch_item(self, item_id: str) -> WatchItem | None:
        return next((w for w in self.watch_items if w.id == item_id), None)
