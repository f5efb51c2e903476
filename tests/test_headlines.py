"""Invented headlines on many kinds of event, labelled before they were first judged: how often each set is read right.

All were written blind and then learned from. First runs: `held_out` .81 right, .89 of the state changes right, .78 of
those due found; `third` .77, .79, .84; `fourth`, with the rules made for those, .59, .85, .58; `fifth`, after that,
.85, .81, .94. An item's `more` are phrases an editor would add to it.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import pytest

from tests.evaluate import SETS as LABELLED
from tests.evaluate import as_entry, group, link, matcher_for, phase_name, stance, table, watch
from watchers.judge.judgements import judge

SETS = Path(__file__).parent / "data" / "headlines"
FINAL = {"happened", "ruled_out"}
Row = dict[str, Any]


def rows(name: str, *, more: bool) -> Iterator[Row]:
    item: Row = {}
    for at, line in enumerate((SETS / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()):
        row: Row = json.loads(line)
        if "watch" in row:
            phrases = [*row["watch"]["phrases"], *(row.get("more", ()) if more else ())]
            item = {**row["watch"], "phrases": phrases}
        else:
            yield {"id": f"{at} {row['title']}", "watch": item, "summary": "", **row}


@pytest.mark.parametrize("more", [False, True], ids=["generic", "with phrases"])
@pytest.mark.parametrize(
    ("name", "right", "precision", "recall"),
    [
        ("developed", 0.95, 0.95, 0.95),
        ("second", 0.94, 0.95, 0.93),
        ("held_out", 0.89, 0.97, 0.85),
        ("third", 0.95, 0.95, 0.95),
        ("fourth", 0.86, 0.94, 0.84),
        ("fifth", 0.84, 0.92, 0.92),
    ],
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


def test_what_is_of_something_else_is_no_outcome_and_what_is_plainly_told_is_one() -> None:
    """An adversary's headlines: another's office, charge, deed or strike, and outcomes that guards against those had hidden."""
    asked = list(rows("something_else", more=False))
    said = ((row["title"], _by_words(row)) for row in asked)
    wrong = [(title, phase) for (title, phase), row in zip(said, asked, strict=True) if phase not in row["labels"]]
    assert len(asked) > 500
    assert wrong == []


def test_every_answer_says_why() -> None:
    assert all(answer["why"] for answer in watch(rows("held_out", more=False)))


def test_every_task_says_why() -> None:
    pair = {"id": "1", "claim": "The bridge is open", "title": "Bridge opens", "summary": ""}
    answers = [*stance([pair])]
    told = {"id": "1", "title": "Bridge opens", "summary": "", "published": "2026-05-01"}
    answers += group([told, {**told, "id": "2", "title": "Bridge stays shut"}])
    claims = {"type": "claims", "claims": [{"id": "a", "text": "The bridge is open"}]}
    answers += link([claims, {"type": "item", "id": "1", "title": "Rain", "summary": ""}])
    assert [bool(row["why"]) for row in answers] == [True] * 4


def test_the_table_says_which_data_is_absent(tmp_path: Path) -> None:
    lines = list(table(tmp_path))
    assert len(lines) == len(LABELLED) > 0
    assert all("skipped: there is no" in line for line in lines)


def _by_words(row: Row) -> str:
    matcher = matcher_for(row["watch"])
    judged = judge(matcher.match(as_entry(row)), matcher.story)
    return phase_name(judged[0]) if judged else "none"


def _share(pairs: list[tuple[str, list[str]]]) -> float:
    return sum(phase in labels for phase, labels in pairs) / len(pairs)


def test_every_process_reads_a_headline_alike() -> None:
    """Two watchers, or one after a restart, must not disagree: what a word was found as came in the order of a set."""
    item = {"id": "w", "question": "Does the Halden strike end?", "actors": ["Halden"], "phrases": ["strike"]}
    off = {"id": "off", "watch": {**item, "polarity": "ending"}, "title": "Halden calls off plan to end strike"}
    asked = [off, *islice(rows("something_else", more=False), 300)]
    given = "\n".join(
        json.dumps({"summary": "", "outlet": "Ledger", "published": "2026-05-08", **row}) for row in asked
    )
    command = [sys.executable, "-m", "tests.evaluate", "watch"]

    def told(seed: str) -> str:
        env = {**os.environ, "PYTHONHASHSEED": seed, "WATCHDESK_SEMANTIC": "off"}
        return subprocess.run(
            command, input=given, cwd=SETS.parents[2], env=env, capture_output=True, text=True, check=True
        ).stdout

    first, *others = (told(seed) for seed in ("1", "2", "3", "4"))
    assert len(first.splitlines()) == len(asked)
    assert all(other == first for other in others)
