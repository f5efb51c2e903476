"""python -m tests.teach WATCH.jsonl...: what clicks on missed reports are worth, on labelled rows of watch items.

Each item's rows are read in order of date, as a desk would meet them. Where an outcome was missed, the desk asks what
would have caught it and accepts the first proposal that reads as the label says and spoils no row it has seen before.
Each row is judged before it is learned from, so no figure is of a row that taught. The answers lie beside each file, as
NAME.gold.jsonl; the rows are in the form of `python -m tests.evaluate watch`.
"""

import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from bot.domain.evidence import Target, TargetKind
from bot.domain.lesson import Meaning, applied
from tests.evaluate import Row, as_entry, files_given, matcher_for, phase_name
from watchers.judge.judgements import judge
from watchers.lessons.phrasing import lessons_from_missed
from watchers.match.matcher import Matcher

FINAL = frozenset({"happened", "ruled_out"})
READ_AS = {"happened": Meaning.YES, "ruled_out": Meaning.NO}
Gold = Mapping[str, frozenset[str]]


def called(matcher: Matcher, row: Row) -> str:
    judgements = judge(matcher.match(as_entry(row)), matcher.story)
    return phase_name(judgements[0]) if judgements else "none"


def taught(matcher: Matcher, row: Row, seen: Sequence[Row], gold: Gold) -> Matcher:
    """With the first lesson that reads as it should and spoils nothing; the same where there is none."""
    target = Target(kind=TargetKind.WATCH, id=matcher.story.watch_items[0].id)
    wanted = {None, *(READ_AS[label] for label in gold[row["id"]])}
    for lesson in lessons_from_missed(matcher.story, target, as_entry(row)):
        if lesson.reading not in wanted:
            continue
        learned = Matcher(applied(lesson, matcher.story))
        spoiled = (called(learned, r) not in gold[r["id"]] and called(matcher, r) in gold[r["id"]] for r in seen)
        if called(learned, row) in gold[row["id"]] and not any(spoiled):
            return learned
    return matcher


def figures(rows: Sequence[Row], gold: Gold) -> Counter[str]:
    """Counts over one item's rows, as it is and taught as it goes."""
    plain = learned = matcher_for(rows[0]["watch"])
    told: Counter[str] = Counter()
    for number, row in enumerate(rows):
        right = gold[row["id"]]
        for name, matcher in (("untaught", plain), ("taught", learned)):
            phase = called(matcher, row)
            told[f"{name} right"] += phase in right
            told[f"{name} called"] += phase in FINAL
            told[f"{name} called rightly"] += phase in FINAL and phase in right
            told[f"{name} found"] += right <= FINAL and phase in right
        told["rows"] += 1
        told["outcomes"] += right <= FINAL
        if right <= FINAL and called(learned, row) not in right:
            before, learned = learned, taught(learned, row, rows[:number], gold)
            told["clicks"] += 1
            told["lessons"] += learned is not before
    return told


def items(paths: Sequence[Path]) -> Iterator[tuple[list[Row], Gold]]:
    for path in paths:
        rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
        answers = path.with_suffix(".gold.jsonl").read_text("utf-8").splitlines()
        gold = {row["id"]: frozenset(row["labels"]) for row in map(json.loads, answers)}
        by_item: dict[str, list[Row]] = defaultdict(list)
        for row in sorted(rows, key=lambda r: r["published"]):
            by_item[str(row["watch"]["id"])].append(row)
        yield from ((several, gold) for several in by_item.values())


def main() -> None:
    told = sum((figures(rows, gold) for rows, gold in items(files_given(__doc__ or ""))), Counter())
    lines = [
        f"{told['rows']} rows, {told['outcomes']} outcomes; {told['clicks']} clicks gave {told['lessons']} lessons"
    ]
    for name in ("untaught", "taught"):
        calls = f"{told[f'{name} called rightly']} of {told[f'{name} called']} outcomes called rightly"
        lines.append(
            f"{name:9}{told[f'{name} right'] / told['rows']:.3f} right; {calls}, {told[f'{name} found']} found"
        )
    sys.stdout.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
