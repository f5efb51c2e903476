"""python -m tests.alerts ROWS.jsonl...: what a channel would have been told of labelled headlines; the labels lie beside, in NAME.gold.jsonl.

The rows are those of `python -m tests.evaluate watch`. Each question is a story of its own that reads its rows in the order of their
dates, each as it comes. An alert is right where it points to a side its headline is labelled with, a proposal where its
headline or an earlier one has that outcome. An outcome is there where it is the first label of a headline, told where an alert
on such a headline points to it, proposed where a right proposal names it. Those that are wrong, or never told, are listed.
"""

import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from bot.domain.change import Change, Level
from bot.domain.evidence import TargetKind
from bot.domain.standing import WatchState, first_standing
from bot.domain.story import Direction
from bot.store.standings import targets
from tests.evaluate import Row, as_entry, files_given, matcher_for, models, rows_in
from watchers.beforehand import View
from watchers.identify.sightings import Sighting, SightingKind
from watchers.model.reader import Reader
from watchers.reading import read

Labels = Mapping[str, Sequence[str]]
_SIDES = {
    Direction.TOWARD: frozenset({"signal_up", "happened"}),
    Direction.AWAY: frozenset({"signal_down", "ruled_out"}),
}
_OUTCOMES = {"happened": Direction.TOWARD, "ruled_out": Direction.AWAY}
_PROPOSED = {WatchState.RESOLVED_YES: "happened", WatchState.RESOLVED_NO: "ruled_out"}
_UNDATED = datetime(2026, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, kw_only=True)
class Told:
    """A change of one question and the row that brought it."""

    row: Row
    change: Change

    @property
    def aloud(self) -> bool:
        return self.change.level is not Level.ROUTINE

    @property
    def side(self) -> Direction | None:
        return self.change.evidence.direction if self.change.evidence else None

    @property
    def proposes(self) -> str:
        """The outcome it newly proposes, "" for none."""
        after, before = self.change.after, self.change.before
        new = after.value == WatchState.PROPOSED and after.suggested != before.suggested
        return _PROPOSED.get(WatchState(after.suggested), "") if new else ""


def changes_of(rows: Sequence[Row], reader: Reader | None = None) -> Iterator[Told]:
    """What the rows of one question change of it, in the order of their dates."""
    ordered = sorted(rows, key=_at)
    matcher = matcher_for(rows[0]["watch"])
    first = {t: first_standing(matcher.story, t, at=_at(ordered[0])) for t in targets(matcher.story)}
    view = View(matcher=matcher, standings=first, reader=reader)
    for row in ordered:
        sighting = Sighting(entry=as_entry(row), key=str(row["id"]), kind=SightingKind.NEW, identities=())
        reading = read(view, [sighting], now=_at(row))
        yield from (Told(row=row, change=c) for c in reading.changes if c.target.kind is TargetKind.WATCH)
        standings = {**view.standings, **reading.standings}
        view = replace(view, standings=standings, recent=(*view.recent, *reading.evidence))


def _at(row: Row) -> datetime:
    return as_entry(row).published or _UNDATED


def counted(told: Sequence[Told], rows: Sequence[Row], labels: Labels) -> tuple[Counter[str], list[str]]:
    """The figures of one question, and a line for each alert that is wrong and each outcome that was never told."""
    aloud = [t for t in told if t.aloud]
    wrong = [t for t in aloud if not _right(t, labels)]
    there: dict[str, Row] = {}
    for row in sorted(rows, key=_at):
        if labels[row["id"]][0] in _OUTCOMES:
            there.setdefault(labels[row["id"]][0], row)
    proposals = [t for t in told if t.proposes]
    good = {t.proposes for t in proposals if _so_by_then(t, rows, labels)}
    heard = {outcome for outcome, side in _OUTCOMES.items() if any(_tells(t, outcome, side, labels) for t in aloud)}
    figures = Counter(
        questions=1,
        headlines=len(rows),
        alerts=len(aloud),
        alerts_right=len(aloud) - len(wrong),
        proposals=len(proposals),
        proposals_right=sum(_so_by_then(t, rows, labels) for t in proposals),
        outcomes=len(there),
        outcomes_told=len(there.keys() & heard),
        outcomes_proposed=len(there.keys() & good),
        kept_in_threads=len(told) - len(aloud),
    )
    lines = [f"wrong: {t.change.why} | {t.row['title'][:120]} | {', '.join(labels[t.row['id']])}" for t in wrong]
    lines += [f"{o} was never told | {row['title'][:120]}" for o, row in there.items() if o not in heard]
    return figures, [f"{rows[0]['watch']['question']} | {line}" for line in lines]


def _right(told: Told, labels: Labels) -> bool:
    found = set(labels[told.row["id"]])
    return bool(_SIDES[told.side] & found) if told.side else found != {"none"}


def _tells(told: Told, outcome: str, side: Direction, labels: Labels) -> bool:
    return labels[told.row["id"]][0] == outcome and told.side is side


def _so_by_then(told: Told, rows: Sequence[Row], labels: Labels) -> bool:
    """Whether the outcome it proposes is told by its row or one before it."""
    by_then = (labels[r["id"]] for r in rows if _at(r) <= _at(told.row) and labels[r["id"]][0] == told.proposes)
    return told.proposes in labels[told.row["id"]] or any(by_then)


def figures_of(path: Path, reader: Reader | None = None) -> tuple[Counter[str], list[str]]:
    """Those of all questions of a file together."""
    questions: dict[str, list[Row]] = defaultdict(list)
    for row in rows_in(path):
        questions[json.dumps(row["watch"], sort_keys=True)].append(row)
    labels = {row["id"]: row["labels"] for row in rows_in(_labels_of(path))}
    total: Counter[str] = Counter()
    lines = []
    for rows in questions.values():
        figures, wrong = counted(list(changes_of(rows, reader)), rows, labels)
        total.update(figures)
        lines += wrong
    return total, lines


def _labels_of(path: Path) -> Path:
    return path.with_suffix(".gold.jsonl")


def main() -> None:
    given = files_given(__doc__ or "")
    if absent := next((p for p in map(_labels_of, given) if not p.is_file()), None):
        sys.exit(f"There is no file {absent}: the labels lie beside the rows.")
    for path in given:
        figures, wrong = figures_of(path, models().reader)
        sys.stdout.write("".join(f"{line}\n" for line in (*wrong, json.dumps({"file": path.name, **figures}))))


if __name__ == "__main__":
    main()
