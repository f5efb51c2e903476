"""The error tree. Every message is one sentence a person can act on: what is wrong, where, what to do."""

from dataclasses import dataclass
from datetime import datetime


class WatchdeskError(Exception):
    """Anything we foresaw. Its text is shown to people as it is; anything else is a bug and gets an id to quote."""


class SettingsError(WatchdeskError):
    """A setting is missing or wrong."""


class StoreError(WatchdeskError):
    """Redis cannot be reached, or refuses to do what we need of it."""


class FeedError(WatchdeskError):
    """A feed could not be fetched or read. The watchers mark the feed and go on."""


class AddressRefusedError(FeedError):
    """An address that must not be polled: not http(s), or on a private network; that `host` a setting can allow."""

    def __init__(self, message: str, *, host: str = "") -> None:
        super().__init__(message)
        self.host = host


class SlackError(WatchdeskError):
    """Slack refuses to work with us: a wrong token, a missing scope, a port in use."""


class SlackAwayError(SlackError):
    """Slack does not answer, or says that it cannot now. Whoever waits tries again."""


class ModelError(WatchdeskError):
    """The semantic model is not there, is not the one that was measured, or fails. Everything works without it."""


class CommandError(WatchdeskError):
    """What somebody typed cannot be done; the text says what can."""


class DecidedError(CommandError):
    """Somebody was faster; `by` is their Slack user id, `at` is None where nobody knows when, `hint` what can be done now."""

    def __init__(self, message: str, *, by: str, at: datetime | None, hint: str = "") -> None:
        super().__init__(message)
        self.by = by
        self.at = at
        self.hint = hint


@dataclass(frozen=True, kw_only=True)
class Problem:
    """One thing wrong in a story file. `line` counts from 1; `suggestion` may be empty."""

    line: int
    where: str
    what: str
    suggestion: str = ""

    def __str__(self) -> str:
        hint = f" {self.suggestion}" if self.suggestion else ""
        return f"line {self.line}: {self.where}: {self.what}{hint}"


class StoryFileError(WatchdeskError):
    """A story file is wrong; `problems` has every error at once and nothing of the file is stored."""

    def __init__(self, name: str, problems: tuple[Problem, ...]) -> None:
        self.name = name
        self.problems = problems
        count = "1 problem" if len(problems) == 1 else f"{len(problems)} problems"
        super().__init__("\n".join([f"{name}: {count}", *(f"  {p}" for p in problems)]))


class GrammarError(WatchdeskError):
    """Anchor or signal words that cannot be read; `at` is the 0-based character position."""

    def __init__(self, message: str, *, at: int) -> None:
        super().__init__(message)
        self.at = at
