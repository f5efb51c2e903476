"""What a button is about. It travels in the button's value, so that buttons work after a restart and for ever."""

import json
from dataclasses import dataclass

from bot.domain.evidence import Target
from bot.errors import CommandError


@dataclass(frozen=True, kw_only=True)
class Ref:
    """`proposal` is the resolution or verdict people saw when they clicked; `page` is of a summary.

    `lesson` is a proposal to learn, and `choice` which of its options. `asked` is what was asked then, as `wording` in
    `bot.domain.standing` has it, and `since` when people had last decided on it, as `Standing.decided_at` does; `owner` is who had it, `onto` which report one is to be a copy of. `doubted` says that who pressed was asked first. "" in buttons that ask for none.
    """

    slug: str
    target: Target | None = None
    evidence: str = ""
    proposal: str = ""
    page: int = 0
    lesson: str = ""
    choice: int = 0
    asked: str = ""
    since: str = ""
    owner: str = ""
    onto: str = ""
    doubted: bool = False

    def encode(self) -> str:
        named = {
            "s": self.slug,
            "t": str(self.target or ""),
            "e": self.evidence,
            "p": self.proposal,
            "n": self.page,
            "l": self.lesson,
            "c": self.choice,
            "q": self.asked,
            "d": self.since,
            "w": self.owner,
            "o": self.onto,
            "x": int(self.doubted),
        }
        return json.dumps({k: v for k, v in named.items() if v}, separators=(",", ":"))

    @classmethod
    def decode(cls, value: str) -> "Ref":
        """Raises CommandError for what no button of ours carries."""
        try:
            row = json.loads(value)
            return cls(
                slug=str(row["s"]),
                target=Target.parse(row["t"]) if row.get("t") else None,
                evidence=str(row.get("e", "")),
                proposal=str(row.get("p", "")),
                page=max(0, int(row.get("n", 0))),
                lesson=str(row.get("l", "")),
                choice=int(row.get("c", 0)),
                asked=str(row.get("q", "")),
                since=str(row.get("d", "")),
                owner=str(row.get("w", "")),
                onto=str(row.get("o", "")),
                doubted=bool(row.get("x")),
            )
        except (ValueError, KeyError, TypeError, AttributeError, ArithmeticError, RecursionError):
            raise CommandError("This button is from a version of Watchdesk that is gone; ask /watch again.") from None
