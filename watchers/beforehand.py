"""What a story knows before it reads a feed, and of an entry before it judges it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from bot.domain.evidence import Evidence, Target
from bot.domain.standing import Standing
from bot.domain.story import Story
from bot.domain.voices import side_of
from watchers.link.likely import Likely
from watchers.match.matcher import Matcher
from watchers.model.reader import Reader


@dataclass(frozen=True, kw_only=True)
class View:
    """What a story knows before it reads: where its targets stand, recent evidence, and what this feed's source is.

    `dismissed` holds the ids of evidence that people called not relevant, `by_hand` what they said is the same report
    as what, or a report of its own, `meant` what they said a report means. With `likely`, an entry's reasons
    end with what it reads like, where the target's own words do not find it. With `reader`, entries are read as a whole
    too; of one that was told of before only for the targets its words find, and the claims of which only the reader saw a side:
    else a new headline would take back what the old one said.
    """

    matcher: Matcher
    standings: Mapping[Target, Standing]
    recent: tuple[Evidence, ...] = ()
    source: str = ""
    dismissed: frozenset[str] = frozenset()
    by_hand: Mapping[str, str] = field(default_factory=dict)
    meant: Mapping[str, str] = field(default_factory=dict)
    likely: Likely | None = None
    reader: Reader | None = None

    @property
    def story(self) -> Story:
        return self.matcher.story


@dataclass(frozen=True, kw_only=True)
class Before:
    """What was told of the entry before and of `others` lately; where people called it not relevant (`hushed`).

    `old_title` is the headline it had, "" where that is the same or it is new; `late` says that it is so old that what it said
    may be forgotten.
    """

    earlier: tuple[Evidence, ...]
    others: tuple[Evidence, ...]
    known: Sequence[Evidence]
    hushed: frozenset[Target]
    old_title: str
    late: bool

    def counting(self, view: View) -> list[Evidence]:
        """What is known, without what people called not relevant."""
        return [e for e in self.known if e.id not in view.dismissed]

    def formerly(self, evidence: Evidence) -> list[Evidence]:
        """What the page said of the target under other headlines, as that reads from now on."""
        others = (e for e in self.earlier if e.target == evidence.target and e.id != evidence.id)
        return [replace(e, former=True) for e in others]

    def dated(self, evidence: Evidence) -> Evidence:
        """The evidence as of when its page came to say so, where it said something else before: not as of the page's own date."""
        last = next((e for e in reversed(self.earlier) if e.target == evidence.target), None)
        if not self.old_title or (last is None and self.late):
            return evidence
        same = last and not last.former and (side_of(last), last.outcome) == (side_of(evidence), evidence.outcome)
        return replace(evidence, turned_at=last.turned_at if last and same else evidence.seen)
