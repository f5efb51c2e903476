"""What `python -m tests.alerts` counts: each alert held against the labels of the headline that brought it."""

import json
from pathlib import Path

import pytest

from tests.alerts import figures_of
from tests.evaluate import Row

ASKED = {
    "id": "w1",
    "question": "Whether: Arland and Bergia sign the canal treaty",
    "actors": ["Arland", "Bergia"],
    "event": "sign the canal treaty",
    "phrases": ["canal treaty"],
    "polarity": "positive",
}
TOLD = (
    ("Arland and Bergia close to canal treaty, says minister", "Harbour Wire", ["signal_up"]),
    ("Arland and Bergia sign canal treaty", "Ledger", ["happened"]),
    ("Canal treaty signed by Arland and Bergia", "Mirror", ["happened"]),
    ("Markets up in Bergia", "Mirror", ["none"]),
)


def rows(labels: dict[int, list[str]] | None = None) -> tuple[list[Row], list[Row]]:
    """The headlines, an hour apart, and their labels, some of which are put otherwise."""
    told = [
        {"id": str(n), "watch": ASKED, "title": title, "outlet": outlet, "published": f"2026-05-08T{n:02}:00:00+00:00"}
        for n, (title, outlet, _) in enumerate(TOLD)
    ]
    return told, [{"id": str(n), "labels": (labels or {}).get(n, of)} for n, (_, _, of) in enumerate(TOLD)]


def written(folder: Path, labels: dict[int, list[str]] | None = None) -> Path:
    for name, content in zip(("set.jsonl", "set.gold.jsonl"), rows(labels), strict=True):
        (folder / name).write_text("".join(json.dumps(row) + "\n" for row in reversed(content)), encoding="utf-8")
    return folder / "set.jsonl"


def test_alerts_in_the_order_of_their_dates_are_held_against_the_labels(tmp_path: Path) -> None:
    figures, wrong = figures_of(written(tmp_path))
    assert figures == {
        "questions": 1, "headlines": 4, "alerts": 2, "alerts_right": 2, "proposals": 1, "proposals_right": 1,
        "outcomes": 1, "outcomes_told": 1, "outcomes_proposed": 1, "kept_in_threads": 1,
    }  # fmt: skip
    assert wrong == []


@pytest.mark.parametrize(
    ("labels", "right", "named"),
    [
        ({2: ["none"]}, (1, 1, 1), "wrong: 2 origins report yes: Ledger, Mirror | Canal treaty signed"),
        ({1: ["signal_down"], 2: ["signal_down"]}, (0, 0, 0), "Arland and Bergia sign canal treaty | signal_down"),
        ({1: ["signal_up"], 2: ["signal_up"], 3: ["happened"]}, (2, 0, 0), "happened was never told | Markets up"),
    ],
)
def test_what_is_wrong_or_never_told_is_counted_so_and_listed(
    tmp_path: Path, labels: dict[int, list[str]], right: tuple[int, int, int], named: str
) -> None:
    figures, wrong = figures_of(written(tmp_path, labels))
    assert (figures["alerts_right"], figures["proposals_right"], figures["outcomes_told"]) == right
    assert any(named in line for line in wrong)
