"""Changes of a watch item or claim, and the alerts that tell of them."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum

from bot.domain.evidence import Evidence, Target, TargetKind
from bot.domain.ledger import LedgerLine, LineKind
from bot.domain.saying import STRENGTH, force_of, said, tally
from bot.domain.standing import BOT, Standing, WatchState, moves
from bot.domain.story import Direction


class Level(StrEnum):
    """How loud an alert is: `flash` and `urgent` reach the channel, `routine` stays in the thread.

    What moves a state or suggests a verdict is urgent, the first report that an open item is decided, a further step
    that a second origin reports, what is proposed and reported anew, what first speaks against a resolution, a report withdrawn on which an answer rests, and an open item past its day. `flash` is a proposal on a decisive signal of a trusted source, marked for those who filter.
    """

    FLASH = "flash"
    URGENT = "urgent"
    ROUTINE = "routine"


class ChangeKind(StrEnum):
    """What a change is: of state or suggested verdict, a further origin, a further report, a copy, an edit, time (a claim gone stale, an item past its day), or a fold or meaning by hand, a target that left the story file."""

    STATE = "state"
    ORIGIN = "origin"
    REPORT = "report"
    COPY = "copy"
    EDIT = "edit"
    STALE = "stale"
    OVERDUE = "overdue"
    FOLD = "fold"
    LEFT = "left"


class Undo(StrEnum):
    """What takes back what a person said of a report, or taught: the name of the button's action."""

    SPLIT = "independent"
    MERGE = "same"
    RESTORE = "relevant"
    MEAN = "means"
    UNLEARN = "unlearn"


@dataclass(frozen=True, kw_only=True)
class Said:
    """What a person said of a report (the id of its evidence) and how it is taken back; `onto` is what it was a copy of.

    Or which `rule` they taught or took back, of no report.
    """

    report: str = ""
    undo: Undo | None = None
    onto: str = ""
    rule: str = ""


@dataclass(frozen=True, kw_only=True)
class Change:
    """Before and after: `moves` says whether they stand alike. `old_title` is set for an edit.

    A change a person made has their Slack user id in `by`, what they did in `did`, in words that follow their name, and
    no evidence; what the bot made rests on evidence, but for what time brings. Of `kind` `state` is also what people
    decide that moves no state: who has it, what no longer counts, which rule is learned. `took_back` is the side its source
    was on under an earlier headline, "" where that is its side still; `restored` says that the headline is one it had
    before. `heard` is how many origins said what after it, as
    `tally` in `bot.domain.saying` has it, in an alert, which carries no voices. `asked` is what a target that left the story
    file asked or claimed. `earlier` is what its origin said before on its side, in an alert, where that is more and stays its
    word, as in "reported yes". `said` is what a person's deed says of a report or does to a rule, None where it is about none. `against` is the report
    that this one contradicts, where that is what is told.
    """

    slug: str
    target: Target
    kind: ChangeKind
    level: Level
    before: Standing
    after: Standing
    why: str
    evidence: Evidence | None = None
    by: str = BOT
    old_title: str = ""
    restored: bool = False
    heard: Mapping[str, int] = field(default_factory=dict)
    did: str = ""
    took_back: str = ""
    asked: str = ""
    earlier: str = ""
    said: Said | None = None
    against: Evidence | None = None

    @property
    def moves(self) -> bool:
        """Whether it moves where the target stands: `moves` of its standings."""
        return moves(self.before, self.after)

    @property
    def turns(self) -> bool:
        """Whether the state itself is another or points another way, whatever is suggested."""
        return moves(replace(self.before, suggested=""), replace(self.after, suggested=""))


@dataclass(frozen=True, kw_only=True)
class Alert:
    """A change on its way to one channel. The same change for the same channel always has the same id."""

    id: str
    channel: str
    change: Change
    at: datetime


@dataclass(frozen=True, kw_only=True)
class Post:
    """Where an alert landed in Slack; `thread_ts` is the head message of its thread (equal to `ts` for the head)."""

    alert: str
    channel: str
    ts: str
    thread_ts: str
    at: datetime


ENOUGH_TOLD = 5
"""After the reports of so many origins a further one of the same outcome is only counted."""
_SAME_AGAIN = frozenset({ChangeKind.ORIGIN, ChangeKind.REPORT, ChangeKind.COPY})
_ANSWERS = {str(WatchState.RESOLVED_YES): Direction.TOWARD, str(WatchState.RESOLVED_NO): Direction.AWAY}


def enough_told(change: Change, standing: Standing) -> bool:
    """Whether a report only says once more what is proposed or resolved, and `ENOUGH_TOLD` others have reported since people decided.

    The outcome of a day brings dozens of them, each a line in the thread. `standing` is where the target stands by now,
    with this report's voice.
    """
    answer, evidence = _ANSWERS.get(standing.suggested or standing.value), change.evidence
    if answer is None or evidence is None or evidence.direction is not answer:
        return False
    again = change.kind in _SAME_AGAIN and change.level is Level.ROUTINE
    return again and sum(v.outcome for v in standing.counting if v.side == answer) > ENOUGH_TOLD


def content_id(*parts: str) -> str:
    """20 hex characters that are the same for the same parts, and for no others one will ever meet."""
    return hashlib.blake2b("\x1f".join(parts).encode(), digest_size=10).hexdigest()


def alert_for(change: Change, channel: str, *, at: datetime) -> Alert:
    """The alert that tells `channel` of a change; doing it twice is doing it once, because its id is its content's.

    It carries no voices, which are as many as have spoken in months, only how many there were on each side: whoever tells
    it looks where the target stands then.
    """
    cause = change.evidence.id if change.evidence else f"{change.by} {at.isoformat()}"
    if change.old_title:
        cause = f"{cause} {change.old_title}"  # one report may change its headline more than once
    if change.old_title and change.turns:
        cause = f"{cause} {change.before.since.isoformat()}"  # and back again
    parts = (channel, change.slug, str(change.target), change.kind, cause, change.after.value)
    before, after = change.before.without_voices, change.after.without_voices
    heard = tally(change.after)
    took_back, earlier = _took_back(change), _earlier(change)
    bare = replace(change, before=before, after=after, took_back=took_back, earlier=earlier, heard=heard)
    return Alert(id=content_id(*parts), channel=channel, change=bare, at=at)


def _took_back(change: Change) -> str:
    """Which side the report's source was on before its headline changed sides, "" where it did not."""
    evidence = change.evidence
    if evidence is None or not change.old_title:
        return ""
    was, now = ([v.side for v in s.voices if v.origin == evidence.origin] for s in (change.before, change.after))
    return was[0] if was and now and was != now else ""


def _earlier(change: Change) -> str:
    """What the report's origin said before on its side, where that is more and so stays its word; "" where it is not so."""
    evidence = change.evidence
    if evidence is None or evidence.copy_of or evidence.direction is None:
        return ""
    own = (v for v in change.after.voices if (v.origin, v.side) == (evidence.origin, evidence.direction))
    more = (v for v in own if v.evidence != evidence.id and STRENGTH[force_of(v)] > STRENGTH[force_of(evidence)])
    return next((said(v.side, force_of(v)) for v in more), "")


def move_of(change: Change, *, at: datetime, kind: LineKind | None = None) -> LedgerLine:
    """The ledger's line for a move: of a state or a verdict, unless it is of another kind."""
    of_target = LineKind.STATE if change.target.kind is TargetKind.WATCH else LineKind.VERDICT
    return LedgerLine(
        kind=kind or of_target,
        at=at,
        who=BOT,
        slug=change.slug,
        target=str(change.target),
        why=change.why,
        before=change.before.value,
        after=change.after.value,
        evidence=change.evidence.id if change.evidence else "",
        data=beside(change),
    )


def beside(change: Change) -> dict[str, str]:
    """What a line of the ledger has beside the state: what is suggested and was (`had`), and which way a signal points and did (`was`)."""
    before, after = change.before, change.after
    found = {"suggested": after.suggested, "had": before.suggested, "lean": after.lean, "was": before.lean}
    return {name: value for name, value in found.items() if value}
