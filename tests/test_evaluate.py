"""The rows of `tests.evaluate` are read whatever stands in them. All headlines are invented."""

import pytest

from tests import evaluate


@pytest.fixture(autouse=True)
def _by_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WATCHDESK_SEMANTIC", "off")


def found(*phrases: str, title: str = "Auria signs deal with Belmont") -> bool:
    watched = {"id": "w", "question": "Is it signed?", "actors": ["Auria"], "phrases": phrases, "polarity": "positive"}
    return [a["phase"] for a in evaluate.watch([{"id": "1", "watch": watched, "title": title}])] != ["none"]


@pytest.mark.parametrize(
    "phrase", ["deal,", "deal*", "-deal", "– deal", "deal|", "(deal)", "“deal", "deal ()", "pact|deal"]
)
def test_a_phrase_that_is_no_pattern_counts_by_its_words(phrase: str) -> None:
    assert found(phrase)
    assert found("treaty", phrase)


@pytest.mark.parametrize("phrase", ["cease-fire (2026)", "–", "|", "", 'say "no"'])
def test_a_phrase_that_says_nothing_here_takes_nothing_from_the_others(phrase: str) -> None:
    assert found(phrase, "deal")
    assert not found(phrase, "treaty")


def test_an_odd_phrase_is_found_where_all_of_its_words_stand() -> None:
    assert found("grain deal (2026)", title="Auria signs grain deal 2026")
    assert not found("grain deal (2026)", title="Auria signs grain deal")
