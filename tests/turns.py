"""How many alerts tell an editor's turns: python -m tests.turns STORY.yaml STREAM.jsonl TURNS.jsonl [--list].

STREAM has entries in order of date (id, title, summary, outlet, published), TURNS what an editor who read all of them
would have been alerted to: {"watch": id of a watch item, "direction": toward|away|both, "what": a sentence, "ids": the
entries that tell it, the first one first}. Every alert that reaches the channel tells a turn of its watch item (for
the first time, or again) or none. One that comes from another entry tells a turn where it points the same way and is
not more than 15 entries later. `--list` prints them, and the turns nobody told. With the extra `semantic`, by it too.
"""

import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from bot.domain.change import Change, Level
from bot.domain.entry import Entry
from bot.domain.evidence import TargetKind
from bot.replay import Replay, entries_of
from bot.settings import load_settings
from bot.storyfile import load_story
from tests.evaluate import files_given, rows_in
from watchers.link.semantic import Semantic

LATER = 15
Turn = dict[str, Any]


@dataclass(kw_only=True)
class Score:
    """`told` has the numbers of the turns an alert told; `alerts` each alert's line and what it was."""

    turns: Sequence[Turn]
    told: set[int] = field(default_factory=set)
    alerts: list[tuple[str, str]] = field(default_factory=list)

    def count(self, verdict: str) -> int:
        return sum(v == verdict for v, _ in self.alerts)

    def __str__(self) -> str:
        return (
            f"{len(self.alerts)} alerts: {self.count('tells')} tell a turn, {self.count('again')} tell one again, "
            f"{self.count('none')} tell none; {len(self.told)} of {len(self.turns)} turns told"
        )


def main() -> None:
    story, stream, marked = files_given(__doc__ or "")
    semantic = Semantic(wanted=load_settings().semantic == "on")
    semantic.load()
    entries = entries_of(stream.read_text(encoding="utf-8").splitlines(), name=str(stream))
    found = score(
        Replay(load_story(story), reader=semantic.reader), [e for e in entries if isinstance(e, Entry)], rows_in(marked)
    )
    if "--list" in sys.argv:
        for verdict, line in found.alerts:
            sys.stdout.write(f"{verdict:6} {line}\n")
        for number, turn in enumerate(found.turns):
            sys.stdout.write("" if number in found.told else f"untold {turn['watch']}: {turn['what']}\n")
    sys.stdout.write(f"{found}\n")


def score(replay: Replay, entries: Sequence[Entry], turns: Sequence[Turn]) -> Score:
    """Each entry is a poll of its own, as it would be of a feed that is polled often."""
    found = Score(turns=turns)
    place = {entry.id: at for at, entry in enumerate(entries)}
    for entry in entries:
        for change in _loud(c for d in replay.poll([entry], source=entry.outlet) for c in d.changes):
            own = {n: t for n, t in enumerate(turns) if t["watch"] == change.target.id}
            told = {n for n, t in own.items() if entry.id in t["ids"]}
            late = {n for n, t in own.items() if n not in found.told and _late(t, change, place, place[entry.id])}
            new = told - found.told or (set() if told else set(sorted(late)[-1:]))
            verdict = "tells" if new else "again" if told else "none"
            found.told |= new
            found.alerts.append(
                (verdict, f"{change.target.id} {change.after.value} {change.after.lean}: {entry.title}")
            )
    return found


def _loud(changes: Iterable[Change]) -> Iterator[Change]:
    """The changes of watch items that reach the channel."""
    return (c for c in changes if c.target.kind is TargetKind.WATCH and c.level is not Level.ROUTINE)


def _late(turn: Turn, change: Change, place: dict[str, int], now: int) -> bool:
    pointing = change.evidence.direction if change.evidence else None
    first = place.get(turn["ids"][0], now + 1)
    return turn["direction"] in {pointing, "both"} and 0 <= now - first <= LATER


if __name__ == "__main__":
    main()
