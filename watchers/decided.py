"""What a story made of an entry, and of a poll."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from bot.domain.change import Change, ChangeKind, Level
from bot.domain.entry import Entry
from bot.domain.evidence import Evidence, Judgement, Target
from bot.domain.missed import Missed
from bot.domain.standing import Standing
from bot.domain.story import Story
from watchers.identify.sightings import Sighting
from watchers.judge.whole import READ_WHOLE
from watchers.match.matcher import Matched


@dataclass(frozen=True, kw_only=True)
class Decided:
    """How one entry went through the stages: what a target was missed by, or what became of it and then why, one reason a line.

    `taken_back` is the earlier evidence that counts no longer, as it reads from now on. `judged` has what was judged of it.
    """

    sighting: Sighting
    entry: Entry
    decision: str
    why: tuple[str, ...]
    changes: tuple[Change, ...] = ()
    taken_back: tuple[Evidence, ...] = ()
    judged: tuple[Judgement, ...] = ()


@dataclass(frozen=True, kw_only=True)
class StoryReading:
    """What a story made of a poll. `standings` holds only targets that moved, `taken_back` earlier evidence as it reads from now on."""

    story: Story
    evidence: tuple[Evidence, ...] = ()
    changes: tuple[Change, ...] = ()
    standings: Mapping[Target, Standing] = field(default_factory=dict)
    decided: tuple[Decided, ...] = ()
    taken_back: tuple[Evidence, ...] = ()


def decision(matched: Matched, changes: Sequence[Change] = (), why: Sequence[str] = ()) -> str:
    """What became of an entry: what it did to which target, and `aloud` where the channel is told though no state moves.

    Where it did nothing, how far it came, which `why` tells.
    """
    if changes:
        return ", ".join(f"{c.target} {c.kind}{' aloud' if _aloud(c) else ''}" for c in changes)
    for withdrawn in (Missed.WITHDRAWN, Missed.WITHDRAWN_ELSE):
        if withdrawn in why:
            return withdrawn
    if matched.matches and {f"{m.target}: {Missed.NOT_RELEVANT}" for m in matched.matches} <= set(why):
        return Missed.NOT_RELEVANT
    if matched.matches:
        return Missed.MATCHED
    if any(w.startswith(f"{m.target}: {READ_WHOLE}") for m in matched.near for w in why):
        return Missed.READ_WHOLE
    return Missed.NO_MATCH if matched.named else Missed.STRANGER


def _aloud(change: Change) -> bool:
    return change.kind is not ChangeKind.STATE and change.level is not Level.ROUTINE
