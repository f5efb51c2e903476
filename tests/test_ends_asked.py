"""Where an end is asked for by name, what is done to it and what is done to the thing point opposite ways. All is invented."""

import pytest

from bot.domain.entry import Entry
from tests.evaluate import Row, as_entry, matcher_for, phase_name
from watchers.judge.judgements import judge
from watchers.model.reader import Chances, Reader

LAW = ("Whether: the Aurian salt law is repealed", ["salt law", "repeal"])
TAX = ("Whether: Auria's window tax is scrapped", ["window tax"])
BAN = ("Whether: Auria votes to repeal the opera ban", ["opera ban", "repeal"])
CURBS = ("Whether: Auria lifts the sanctions on Belmont", ["sanctions"])


class _Sure(Reader):
    """Sees the outcome in anything."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, Entry]] = []

    def chances(self, question: str, entry: Entry) -> Chances:
        self.asked.append((question, entry))
        return Chances(none=0.01, up=0.01, down=0.01, happened=0.97, ruled_out=0.0)


def read(asked: tuple[str, list[str]], title: str) -> str:
    question, phrases = asked
    item = {
        "id": "w",
        "question": question,
        "actors": ["Auria", "Senate", "Belmont"],
        "phrases": phrases,
        "polarity": "",
    }
    row: Row = {"id": "1", "title": title, "outlet": "Ledger", "published": "2026-05-08"}
    matcher = matcher_for(item)
    found = judge(matcher.match(as_entry(row)), matcher.story)
    return phase_name(found[0]) if found else "none"


@pytest.mark.parametrize(
    ("asked", "title"),
    [
        (LAW, "Senate rejects salt law repeal"),
        (LAW, "Salt law repeal bill defeated in Auria Senate"),
        (LAW, "Auria Senate kills salt law repeal"),
        (LAW, "Salt law survives as Senate rejects repeal"),
        (LAW, "Auria Senate rejects bill repealing salt law"),
        (TAX, "Senate blocks removal of window tax"),
        (TAX, "Auria Senate defeats bill to abolish window tax"),
        (CURBS, "Auria blocks lifting of sanctions on Belmont"),
        (CURBS, "Lifting of Belmont sanctions defeated in Auria Senate"),
    ],
)
def test_who_turns_an_end_down_speaks_against_it(asked: tuple[str, list[str]], title: str) -> None:
    """It was read as done: who rejects a law annuls it, and the repeal of it was taken for the law."""
    assert read(asked, title) == "signal_down"


@pytest.mark.parametrize(
    ("asked", "title", "phase"),
    [
        (LAW, "Auria repeals salt law", "happened"),
        (TAX, "Auria Senate scraps window tax", "happened"),
        (CURBS, "Auria lifts sanctions on Belmont", "happened"),
        (LAW, "Salt law repeal passes Auria Senate", "signal_up"),
        (LAW, "Auria Senate passes salt law repeal", "signal_up"),
    ],
)
def test_the_end_itself_is_told_as_before_and_its_passage_is_a_step(
    asked: tuple[str, list[str]], title: str, phase: str
) -> None:
    assert read(asked, title) == phase


def test_what_ends_a_ban_is_not_what_rules_its_repeal_out() -> None:
    assert read(BAN, "Landslide vote overturns Aurian opera ban") != "ruled_out"
    assert read(BAN, "Auria calls off repeal of opera ban") == "ruled_out"


def test_the_second_reading_sees_no_end_where_it_is_stopped() -> None:
    """It takes "lifting ... defeated" for the lifting."""
    item = {"id": "w", "question": CURBS[0], "actors": ["Auria", "Belmont"], "phrases": CURBS[1], "polarity": ""}
    matcher = matcher_for(item)
    row: Row = {"id": "1", "title": "Lifting of Belmont sanctions defeated in Auria", "published": "2026-05-08"}
    found = judge(matcher.match(as_entry(row)), matcher.story, _Sure())
    assert phase_name(found[0]) != "happened"
