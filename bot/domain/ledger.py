"""The ledger's lines: what was learned and decided, by whom, when and why. Lines are added, never changed."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class LineKind(StrEnum):
    """What a ledger line tells of."""

    EVIDENCE = "evidence"
    STATE = "state"
    VERDICT = "verdict"
    NOTE = "note"
    OWNER = "owner"
    RELEVANCE = "relevance"
    STORY = "story"
    FOLLOW = "follow"
    STALE = "stale"
    OVERDUE = "overdue"
    LESSON = "lesson"
    FOLD = "fold"
    MEANING = "meaning"
    SILENCE = "silence"
    BROKEN = "broken"


MAY_MOVE = frozenset({LineKind.STATE, LineKind.VERDICT, LineKind.RELEVANCE, LineKind.FOLD, LineKind.MEANING})
"""Of these kinds are the lines that may say that a target moved."""


@dataclass(frozen=True, kw_only=True)
class LedgerLine:
    """`who` is `watchdesk` or a Slack user id; `target` as Target writes itself, "" for the story as a whole."""

    kind: LineKind
    at: datetime
    who: str
    slug: str
    target: str = ""
    why: str = ""
    before: str = ""
    after: str = ""
    evidence: str = ""
    data: dict[str, str] = field(default_factory=dict)

    @property
    def moved(self) -> bool:
        """Whether the target moved by it, as `moves` in `bot.domain.standing` has it.

        A line of an earlier version does not say what was suggested before; one with a suggestion counts as a move.
        """
        lean, was = self.data.get("lean"), self.data.get("was")
        turned = lean and was and lean != was
        suggests = self.data.get("suggested", "") != self.data.get("had", "")
        return self.kind in MAY_MOVE and (bool(turned) or suggests or self.before != self.after)
