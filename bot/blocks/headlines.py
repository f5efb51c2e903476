"""Headlines: what a cited page says now and said before, where its headline has changed."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from bot.blocks.mrkdwn import cut, escape
from bot.domain.evidence import Evidence
from bot.domain.ledger import LedgerLine, LineKind
from bot.domain.saying import Force, force_in, said, says
from bot.domain.voices import side_of


@dataclass(frozen=True, kw_only=True)
class Headlines:
    """What a target's reports are cited for: all its `evidence`, and the ledger's `lines` on it, the newest first.

    A page that no longer says what it was cited for leaves no evidence of its new headline, but the ledger has that.
    """

    evidence: Sequence[Evidence]
    lines: Sequence[LedgerLine]
    heard: Mapping[str, int]

    def of(self, report: Evidence) -> tuple[str, ...]:
        """Every headline the report's page had here, the one it has now first."""
        same = [e for e in reversed(self.evidence) if e.entry_key == report.entry_key]
        ids = {e.id for e in same}
        told = (x.data.get("title", "") for x in self.lines if x.kind is LineKind.EVIDENCE and x.evidence in ids)
        return tuple(t for t in dict.fromkeys((*told, *(e.title for e in same))) if t) or (report.title,)

    def change_of(self, report: Evidence) -> list[str]:
        """A line where the page's headline has changed: what it says now, or said before."""
        now, *before = self.of(report)
        if report.title != now:
            return [f"Its headline has changed since: “{_shown(now)}”{self._said(report, now, says, 'now ')}."]
        if not before:
            return []
        stays = "; what it said then still counts" if self._cited_for(report, before) else ""
        return [f"Its headline was “{_shown(before[0])}”{self._said(report, before[0], said)}{stays}."]

    def as_it_stands(self, report: Evidence) -> Evidence:
        """The report without a sentence that stood in an earlier headline only."""
        _, *before = self.of(report)
        return replace(report, passage=report.title, marks=()) if self._cited_for(report, before) else report

    def _cited_for(self, report: Evidence, before: Sequence[str]) -> bool:
        """Whether the report is cited for a sentence that only its earlier headlines have."""
        cited = report.passage.casefold()
        return cited not in report.title.casefold() and any(cited in title.casefold() for title in before)

    def _said(self, report: Evidence, title: str, verb: Callable[[str, Force], str], when: str = "") -> str:
        """What a headline of the report's page says of the target, where that is known: ", which reported no"."""
        same = (e for e in self.evidence if (e.entry_key, e.title) == (report.entry_key, title) and e is not report)
        told = next((verb(side_of(e), force_in(e, side_of(e), self.heard)) for e in same), "")
        return f", which {when}{told}" if told else ""


def _shown(title: str) -> str:
    return escape(cut(title, 200))
