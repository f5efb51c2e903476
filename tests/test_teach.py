"""What the figure of taught watch items measures: clicks on missed outcomes, paid back by later reports only."""

import subprocess
import sys
from typing import Any

import pytest

from tests.conftest import ROOT
from tests.teach import figures

WATCH = {
    "id": "T1",
    "question": "Whether: Avalon and Borduria sign the pact",
    "actors": ["Avalon", "Borduria"],
    "event": "sign the pact",
    "phrases": ["pact", "treaty"],
    "polarity": "positive",
}


def rows(*titles: str) -> list[dict[str, Any]]:
    return [{"id": t, "watch": WATCH, "title": t, "summary": "", "published": "2026-05-06"} for t in titles]


def test_a_click_pays_with_the_next_report_and_not_with_its_own() -> None:
    told = rows("Avalon blesses pact", "Avalon weighs pact", "Borduria at last blesses treaty", "Avalon pact blessed")
    gold = {r["id"]: frozenset({"happened"}) for r in told} | {"Avalon weighs pact": frozenset({"none", "signal_up"})}
    counts = figures(told, gold)
    assert (counts["outcomes"], counts["clicks"], counts["lessons"]) == (3, 1, 1)
    assert (counts["untaught found"], counts["taught found"]) == (0, 2)


def test_a_lesson_that_would_spoil_what_was_seen_is_not_accepted() -> None:
    told = rows("Avalon blesses pact of clubs", "Avalon blesses pact")
    gold = {"Avalon blesses pact of clubs": frozenset({"none"}), "Avalon blesses pact": frozenset({"happened"})}
    assert figures(told, gold)["lessons"] == 0


@pytest.mark.parametrize("tool", ["teach", "train_stance", "train_alike", "train_link"])
@pytest.mark.parametrize(("given", "said"), [((), "usage: "), (("no-such.jsonl",), "There is no file no-such.jsonl.")])
def test_a_tool_without_its_files_says_which_it_wants(tool: str, given: tuple[str, ...], said: str) -> None:
    command = [sys.executable, "-m", f"tests.{tool}", *given]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)
    assert done.returncode == 1
    assert done.stderr.startswith(said)
    assert f"tests.{tool}" in done.stderr or given
