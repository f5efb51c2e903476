"""Streams of invented stories grouped as they arrive, by the product's own path. The groups were set before it ran.

The hand that wrote them wrote the synonyms too, so real outlets may do worse by these figures.
"""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.evaluate import group
from tests.train_alike import figures, rows_of
from watchers.fold.alike import most_alike
from watchers.fold.rarity import rarity
from watchers.fold.synonyms import terms
from watchers.fold.tellings import telling
from watchers.words.finder import words_of

STREAMS = Path(__file__).parent / "data" / "streams"


@pytest.mark.parametrize(
    ("stream", "precision", "b3"),
    [
        ("strike", 0.97, 0.88),  # weights that never saw it: .98 and .91
        ("mixed", 0.88, 0.88),  # three stories at once; never seen: .89 and .89
        ("dam", 0.92, 0.82),  # never seen: .93 and .83
    ],
)
def test_an_invented_stream_is_grouped_at_least_this_well(stream: str, precision: float, b3: float) -> None:
    rows = [{**row, "id": str(at)} for at, row in enumerate(rows_of(STREAMS / f"{stream}.tsv"))]
    said = [row["group"] for row in group(rows)]
    found = figures([row["published"] for row in rows], [row["group"] for row in rows], said)
    assert found.precision >= precision
    assert found.b3 >= b3


def test_words_of_one_meaning_are_one_term_and_a_phrase_hides_its_words() -> None:
    assert terms(words_of("Truce extended")) == terms(words_of("Ceasefire prolonged"))
    assert terms(words_of("Minister steps down")) == terms(words_of("Minister quits"))
    assert terms(words_of("The lantern")) == {"lantern"}


def test_a_development_whose_other_reports_are_unlike_is_less_likely_than_its_nearest_alone() -> None:
    new, near, far = (
        telling(title=title, summary="", link="", outlet="", at=datetime(2027, 9, 3, tzinfo=UTC))
        for title in ("Gate jams at dam", "Dam gate is jammed", "Rain falls on the lower valley")
    )
    rare = rarity([t.text for t in (new, near, far)])
    assert most_alike(new, [[near]], rare)[1].score > most_alike(new, [[near, far]], rare)[1].score
    assert most_alike(new, [[far], [near]], rare)[0] == 1


def test_what_few_reports_have_in_common_is_not_taken_for_worthless() -> None:
    few = rarity([frozenset("ab")] * 3)
    assert few.of(frozenset("a")) > few.of(frozenset("z")) / 2
