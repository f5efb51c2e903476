"""A text in words: what a sign stands for, what a full stop ends, what a hyphen joins. All headlines are invented."""

import pytest

from bot.domain.entry import Entry
from bot.domain.evidence import Judgement, Phase
from bot.domain.story import Actor, Grade, Source, Story, WatchItem
from watchers.judge.judgements import judge
from watchers.match.matcher import Matcher
from watchers.words.passages import sentences
from watchers.words.tokens import tokenize

STORY = Story(
    slug="invented",
    title="Invented",
    actors=(Actor(name="Auria"), Actor(name="Belmont")),
    sources=(Source(name="Halden Post", grade=Grade.A),),
    watch_items=(WatchItem(id="pact", question="Do Auria and Belmont sign a pact?", anchors="pact|MoU"),),
)


def judged(title: str) -> Judgement:
    return judge(Matcher(STORY).match(Entry(id="1", title=title)), STORY)[0]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Auria & Belmont", ["auria", "and", "belmont"]),
        ("AT&T", ["at", "t"]),
        ("هل وقعت؟", ["هل", "وقعت", "?"]),
        ("Mrs. Vale, Adm. Oss", ["mrs", "vale", ",", "adm", "oss"]),
        ("US$5bn, NZ$3 and U.S.$2m", ["us$", "5bn", ",", "nz$", "3", "and", "us$", "2m"]),
        (
            "U.S and U.S-led, J.P Vale; plan.B, No.1 at x.example",
            ["us", "and", "us", "led", ",", "jp", "vale", ";", "plan", "b", ",", "no", "1", "at", "x", "example"],
        ),
        ("5 milliards $US; $7m", ["5", "milliards", "$us", ";", "7m"]),
    ],
)
def test_a_sign_is_the_word_it_stands_for_and_an_abbreviation_ends_nothing(text: str, words: list[str]) -> None:
    assert [t.word for t in tokenize(text)] == words


@pytest.mark.parametrize("text", ["Extends truce -", "Extends truce: https://t.example/"])
def test_nothing_is_joined_to_a_first_word(text: str) -> None:
    """The last character was looked at for the one before the first."""
    assert not tokenize(text)[0].glued


@pytest.mark.parametrize(
    ("title", "phase"),
    [
        ("Auria & Belmont sign pact", Phase.HAPPENED),
        ("Pact with Mrs. Vale of Belmont signed by Auria", Phase.HAPPENED),
        ("According to Halden Post, Auria and Belmont signed pact", Phase.HEDGED),
        ("Halden Post says Auria and Belmont signed pact", Phase.HEDGED),
        ("Auria-Belmont MoU collapses", Phase.CANCELLED),
    ],
)
def test_a_headline_is_read_alike_however_it_is_written(title: str, phase: Phase) -> None:
    assert judged(title).phase is phase


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Mrs. Vale met Adm. Oss on Jan. 3. They agreed.", ["Mrs. Vale met Adm. Oss on Jan. 3.", "They agreed."]),
        (
            "Auria vs. Belmont. They said no. Then they left.",
            ["Auria vs. Belmont.", "They said no.", "Then they left."],
        ),
    ],
)
def test_a_title_or_a_month_ends_no_sentence(text: str, parts: list[str]) -> None:
    assert list(sentences(text)) == parts
