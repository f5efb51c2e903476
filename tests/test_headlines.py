"""Invented headlines on many kinds of event, labelled before they were first judged: how often each set is read right.

`developed` and `second` were written blind and then learned from; `held_out` was never looked at one by one. An item's
`more` are phrases an editor would add to it.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.evaluate import watch

SETS = Path(__file__).parent / "data" / "headlines"
FINAL = {"happened", "ruled_out"}
Row = dict[str, Any]


def rows(name: str, *, more: bool) -> Iterator[Row]:
    item: Row = {}
    for at, line in enumerate((SETS / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()):
        row: Row = json.loads(line)
        if "watch" in row:
            phrases = [*row["watch"]["phrases"], *(row["more"] if more else ())]
            item = {**row["watch"], "phrases": phrases}
        else:
            yield {"id": f"{at} {row['title']}", "watch": item, "summary": "", **row}


@pytest.mark.parametrize("more", [False, True], ids=["generic", "with phrases"])
@pytest.mark.parametrize(
    ("name", "right", "precision", "recall"),
    [("developed", 0.95, 0.95, 0.95), ("second", 0.94, 0.95, 0.93), ("held_out", 0.78, 0.88, 0.75)],
)
def test_phases_are_read_right_as_often_as_before(
    name: str, right: float, precision: float, recall: float, *, more: bool
) -> None:
    asked = list(rows(name, more=more))
    said = [(answer["phase"], row["labels"]) for answer, row in zip(watch(asked), asked, strict=True)]
    called = [(phase, labels) for phase, labels in said if phase in FINAL]
    due = [(phase, labels) for phase, labels in said if set(labels) <= FINAL]
    assert _share(said) >= right
    assert _share(called) >= precision
    assert _share(due) >= recall


def test_every_answer_says_why() -> None:
    assert all(answer["why"] for answer in watch(rows("held_out", more=False)))


def _share(pairs: list[tuple[str, list[str]]]) -> float:
    return sum(phase in labels for phase, labels in pairs) / len(pairs)
