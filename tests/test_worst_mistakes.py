"""The table of the twenty worst mistakes left, in FIGURES.md, is true: each headline is read as it says, and is read wrongly.

One that is read rightly by now belongs in the table no longer.
"""

from pathlib import Path

import pytest

from tests.evaluate import as_entry, matcher_for, phase_name
from watchers.judge.judgements import judge
from watchers.model.extra import missing
from watchers.model.reader import Reader, load_reader

_FIGURES = Path(__file__).with_name("FIGURES.md")
_HEAD = "| headline | asked | actors; anchors | is | words | with the extra | what it would take |"


def _table() -> list[list[str]]:
    _, _, below = _FIGURES.read_text(encoding="utf-8").partition(_HEAD)
    lines = below.strip().splitlines()[1:]
    rows = [line.strip("| ").split(" | ") for line in lines[: lines.index("")]]
    assert all(len(row) == len(_HEAD.split(" | ")) for row in rows)
    return rows


ROWS = _table()


def _read(title: str, asked: str, words: str, reader: Reader | None = None) -> str:
    actors, anchors = (part.split(", ") for part in words.split("; "))
    polarity = "ends" if asked.endswith("end?") else ""
    item = {"id": "w", "question": asked, "actors": actors, "phrases": anchors, "polarity": polarity}
    matcher = matcher_for(item)
    matched = matcher.match(as_entry({"id": "1", "title": title, "published": "2026-05-08"}), near=reader is not None)
    found = judge(matched, matcher.story, reader)
    return phase_name(found[0]) if found else "none"


def test_there_are_twenty_and_each_says_what_it_would_take() -> None:
    assert len(ROWS) == 20
    assert all(row[-1] for row in ROWS)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: str(row[0]))
def test_a_mistake_by_words_is_still_made(row: list[str]) -> None:
    title, asked, words, right, now, _, _ = row
    assert _read(title, asked, words) == now != right


@pytest.mark.skipif(bool(missing()), reason="the extra semantic is not installed")
def test_what_the_extra_makes_of_them_is_as_the_table_says() -> None:
    reader = load_reader()
    assert [_read(row[0], row[1], row[2], reader) for row in ROWS] == [row[5] for row in ROWS]
