"""Evidence: one entry's bearing on a claim or watch item, with the very words that say so."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from textwrap import shorten

from bot.domain.story import Direction, Grade, Weight


class TargetKind(StrEnum):
    """What evidence can bear on."""

    WATCH = "watch"
    CLAIM = "claim"


@dataclass(frozen=True, kw_only=True, order=True)
class Target:
    """A watch item or claim of a story, written `watch:memorandum` or `claim:no-pact`."""

    kind: TargetKind
    id: str

    def __str__(self) -> str:
        return f"{self.kind}:{self.id}"

    @classmethod
    def parse(cls, text: str) -> "Target":
        """The target written so. Raises ValueError for anything else."""
        kind, _, target_id = text.partition(":")
        return cls(kind=TargetKind(kind), id=target_id)


class Phase(StrEnum):
    """What an entry says of an event: certainty and polarity, after FactBank (Sauri & Pustejovsky 2009)."""

    HAPPENED = "happened"
    PLANNED = "planned"
    HEDGED = "hedged"
    DENIED = "denied"
    CANCELLED = "cancelled"
    CONTESTED = "contested"
    NONE = "none"

    @property
    def final(self) -> bool:
        """Whether it answers the question: it happened, or it will not."""
        return self in {Phase.HAPPENED, Phase.CANCELLED}


class Stance(StrEnum):
    """What evidence does to a claim. `repeats` is a copy and never raises the count of origins."""

    SUPPORTS = "supports"
    REFUTES = "refutes"
    REPEATS = "repeats"
    CONTEXT = "context"


class Whose(StrEnum):
    """Whose evidence is to the outlet that has it: its own, another newsroom's it passes on, or somebody's word."""

    OUTLET = "outlet"
    NEWSROOM = "newsroom"
    SPEAKER = "speaker"


@dataclass(frozen=True, kw_only=True, order=True)
class Span:
    """Characters [start, end) of a text."""

    start: int
    end: int


@dataclass(frozen=True, kw_only=True)
class ActorHit:
    """An alias found in a text, and the actor it names."""

    actor: str
    words: str
    span: Span


@dataclass(frozen=True, kw_only=True)
class Match:
    """An entry found to be about a target: in which passage, and through which words.

    `passage` is a sentence of title or summary; `marks` are spans of it, and so are `names`, wherever it names one of
    the story's actors. `anchor` holds the words found for the anchors, `pattern` the signal (or claim pattern) as the
    story file has it, "" for none. `kin` says that only talks about the thing are named, and not the thing.
    """

    target: Target
    passage: str
    marks: tuple[Span, ...]
    actors: tuple[str, ...]
    anchor: str = ""
    pattern: str = ""
    direction: Direction | None = None
    weight: Weight | None = None
    stance: Stance | None = None
    where: str = "title"
    names: tuple[Span, ...] = ()
    kin: bool = False
    why: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Judgement:
    """What a match amounts to. `direction` is None where it moves nothing; `why` is one reason a line.

    `by_desk` says that it rests on a signal of the story file, whose words the passage says itself; `aside` that words of an
    outcome are there, and are of something else; `denies` that the passage denies or calls off what a signal's words say, or stops the end that is asked for.
    """

    match: Match
    phase: Phase
    direction: Direction | None = None
    weight: Weight = Weight.WATCH
    stance: Stance = Stance.CONTEXT
    by_desk: bool = False
    aside: bool = False
    denies: bool = False
    why: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Evidence:
    """A judged match of one entry, with where it comes from. Times are aware UTC.

    For a watch item `direction` says which way it points; for a claim `stance` does. A copy of an earlier report has
    `copy_of` (that evidence's id), its origin, and stance `repeats`. `development` is the id all evidence of the same
    happening shares: the id of the first. `whose` says what its origin is to the outlet. `outcome` is whether it says that what the watch item waits for has itself
    happened or is ruled out, not merely that something points there. `former` says that its page has another headline by now,
    which says nothing of it; `turned_at` is when its page came to say so, None where it did from the first.
    """

    id: str
    slug: str
    target: Target
    entry_key: str
    title: str
    summary: str = ""
    link: str
    outlet: str
    grade: Grade
    origin: str
    published: datetime | None
    seen: datetime
    passage: str
    marks: tuple[Span, ...]
    actors: tuple[str, ...]
    phase: Phase
    direction: Direction | None = None
    weight: Weight = Weight.WATCH
    stance: Stance = Stance.CONTEXT
    development: str = ""
    copy_of: str = ""
    outcome: bool = False
    whose: Whose = Whose.OUTLET
    former: bool = False
    turned_at: datetime | None = None
    why: tuple[str, ...] = ()

    @property
    def cited(self) -> str:
        """As people name it: "Harbour Wire's report “Avalon signs”"."""
        return f"{self.outlet}'s report “{shorten(self.title, 100, placeholder=' …')}”"

    @property
    def at(self) -> datetime:
        """When it was said: published, or put over a page of before; when we saw it where the feed gives no date or a later one."""
        return min(self.turned_at or self.published or self.seen, self.seen)


def whose_copy(copy: Evidence, original: Evidence) -> Whose:
    """Whose a copy is: what another outlet reports by itself is that newsroom's."""
    own = original.whose is Whose.OUTLET and copy.outlet != original.outlet
    return Whose.NEWSROOM if own else original.whose
