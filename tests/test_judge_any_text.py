"""No order of words breaks the judge: thousands of texts made of the lexicon's own phrases, marks and names."""

import random
import tomllib
from collections.abc import Iterator
from typing import Any

import pytest

from bot.domain.entry import Entry
from bot.domain.story import Actor, Claim, Polarity, Story, WatchItem
from tests.conftest import ROOT
from watchers.judge.asked import as_asked
from watchers.judge.judgements import judge
from watchers.match.matcher import Matcher

NAMES = ("Ana Kovel", "Ivo Brandt", "Norland", "Auria")
MARKS = (
    ",",
    ":",
    ";",
    "?",
    "!",
    ".",
    " - ",
    "'s",
    '"',
    "’",
    "-",
    "—",
    "…",
    "(",
    ")",
    "$80",
    "zero",
    "1,,2",
    "50 seats",
    "٣ %",
    "half a",
    "more than",
    "9" * 400,
)
_PARTS = 4
"""All of them at once take longer than a test may."""
ITEMS = (
    ("Does Ana Kovel become prime minister?", "prime-minister|leadership", Polarity.HAPPENS),
    ("Do Norland and Auria agree a truce?", "truce|ceasefire|truce-ends", Polarity.HAPPENS),
    ("Does the Norland truce end?", "truce|end-the-truce", Polarity.ENDS),
    ("Does the rail strike end?", "strike|walkout", Polarity.ENDS),
    ("Does Ivo Brandt resign?", "resign|resignation", Polarity.HAPPENS),
    ("Does Ana Kovel win at least 50 seats?", "seats|election", Polarity.HAPPENS),
    ("Does Norland open the border after its talks?", "border", Polarity.HAPPENS),
)


def phrases(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value.replace("=", "").replace(" _ ", " ")
    elif isinstance(value, dict | list):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from phrases(inner)


@pytest.mark.parametrize("part", range(_PARTS))
def test_no_order_of_words_breaks_the_judge(part: int) -> None:
    table = tomllib.loads((ROOT / "watchers" / "lexicon" / "en.toml").read_text("utf-8"))
    every = sorted({p for p in phrases(table) if len(p) < 40})  # the stop words are one long string
    dice = random.Random(20261127)
    items = tuple(
        WatchItem(id=f"w{n}", question=question, anchors=anchors, actors=NAMES, polarity=polarity)
        for n, (question, anchors, polarity) in enumerate(ITEMS)
    )
    case = Story(slug="s", title="S", actors=tuple(Actor(name=n) for n in NAMES), watch_items=items)
    matcher = Matcher(case)
    anchors = [a for _, several, _ in ITEMS for a in several.replace("-", " ").split("|")]
    judged = 0
    every_title = (*_each_last(every, anchors, dice), *_any(every, anchors, dice, 2_000))
    for number, title in list(enumerate(every_title))[part::_PARTS]:
        words = title.split()
        entry = Entry(id=str(number), title=title, summary=" ".join(dice.sample(words, len(words))))
        judged += len(judge(matcher.match(entry), case))
    assert judged > len(every) / _PARTS, "most of them name somebody and something"


def test_no_claim_breaks_what_asks_whether_it_is_so() -> None:
    dice = random.Random(20261129)
    letters = "abc ABC'\"|-*()[]{}.,:;!?/\\%$#@&+=<>~`^_ \n\t0123éß–—’“”…АБвгالعربيةİ"
    words = [
        "Auria",
        "will",
        "talks",
        "deal",
        "is",
        "close",
        "Kesh",
        "'s",
        "|",
        "-x",
        '"a',
        "~",
        "(",
        ")",
        "post-Brexit",
        "10,000",
        "the",
        "a",
        "US",
        "truce",
        "over",
        "not",
        "x=",
        "_",
        "B(",
    ]
    texts = ["Norland (the north", *("".join(dice.choices(letters, k=n % 60)) for n in range(1_500))]
    texts += [" ".join(dice.choices(words, k=n % 14)) for n in range(1_500)]
    asked = [as_asked(Claim(id="c", text=text), (Actor(name="Auria"),)) for text in texts]
    assert sum(a is not None for a in asked) > len(texts) / 10


def _each_last(every: list[str], anchors: list[str], dice: random.Random) -> Iterator[str]:
    """Every phrase once, as the last words of a text."""
    for phrase in every:
        yield f"{dice.choice(NAMES)} {dice.choice(anchors)} {phrase}"


def _any(every: list[str], anchors: list[str], dice: random.Random, count: int) -> Iterator[str]:
    """Names, anchors, marks and phrases in any order."""
    kinds = (every, every, NAMES, anchors, MARKS)
    for _ in range(count):
        yield " ".join(dice.choice(dice.choice(kinds)) for _ in range(dice.randint(1, 9)))
