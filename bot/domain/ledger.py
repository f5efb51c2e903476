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
