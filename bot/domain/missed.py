"""Why an entry did nothing in a story, as its trace keeps it and `explain` says it."""

from enum import StrEnum


class Missed(StrEnum):
    """The decision of an entry that moved nothing; the values are stored, so none may change."""

    STRANGER = "no actor of the story"
    NO_MATCH = "no match"
    MATCHED = "matched, moves nothing"
    READ_WHOLE = "read whole, moves nothing"
    NOT_RELEVANT = "people called this report not relevant"
    WITHDRAWN = "takes back a report, and none of its newsroom's counts here"
    WITHDRAWN_ELSE = "takes back a report, and what counts here of its newsroom reads otherwise"
    READ_BEFORE = "read before"
    FIRST_READING = "there when the feed was first read, so nobody was told"
    TOO_LATE = "too late"
    BROKEN = "could not be read, which is a bug: the log of the watchers has it"
