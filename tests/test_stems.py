"""One form for all forms of a word, in however many threads at once."""

import itertools
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from watchers.words.finder import compiled, words_of
from watchers.words.stems import stem

WORDS = [
    "".join(w) for w in itertools.product(("sign", "memor", "treat", "подпис"), "aeiouаеи", ("ing", "ations", "ного"))
]


@pytest.fixture
def _threads_that_take_turns_often() -> Iterator[None]:
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(before)


@pytest.mark.usefixtures("_threads_that_take_turns_often")
def test_threads_do_not_spoil_each_others_stems() -> None:
    """A stemmer keeps the word it is at in itself. Two stories compiled at once broke the poll, or got each other's stems."""
    right = {word: stem(word) for word in WORDS}
    for _ in range(20):
        stem.cache_clear()
        with ThreadPoolExecutor(8) as threads:
            assert dict(zip(WORDS, threads.map(stem, WORDS), strict=True)) == right


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ("Titan", "The Titanic exhibition opens"),
        ("candidate", "Mayor is candid on vote"),
        ("candidate", "Mayor speaks candidly"),
        ("candid", "Candidates meet"),
        ("design", "Mayor designates heir"),
    ],
)
def test_a_word_finds_no_other_word_of_its_stem(words: str, text: str) -> None:
    assert compiled(words).find(words_of(text)) is None


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ("Titan", "The Titan's crew"),
        ("Titan", "Titans of industry meet"),
        ("candidate", "Candidates meet"),
        ("memorandum signed", "The signing of the memorandum"),
        ("negotiate", "Negotiations begin"),
        ("confirm", "Confirmation awaited"),
        ("strike", "A ship was struck"),
        ("Contract", "Contracted workers strike"),
        ("Confirm", "Confirmation awaited"),
        ("Ban", "Import of sand banned"),
        ("Hit", "Storm hitting the coast"),
        ("Resign", "Resignation of the mayor"),
        ("Withdraw", "Withdrawal from the port"),
        ("Protest", "Protesters in the harbour"),
        ("diplomat", "A diplomatic row"),
        ("Vertrag", "Ende des Vertrages"),
        ("Авалон", "Жители Авалона"),
    ],
)
def test_a_word_finds_all_its_own_forms(words: str, text: str) -> None:
    assert compiled(words).find(words_of(text)) is not None


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("legalize", "legalise"),
        ("govt", "government"),
        ("legalizing", "legalised"),
        ("nationalization", "nationalisation"),
        ("organization", "organisations"),
        ("harbor", "harbours"),
        ("rumored", "rumoured"),
    ],
)
def test_both_spellings_are_one_word(one: str, other: str) -> None:
    """A desk that asked whether it is legalised heard of nobody who legalizes it."""
    assert stem(one) == stem(other)


@pytest.mark.parametrize("word", ["seize", "size", "prize", "capsize", "citizen", "horizon"])
def test_a_z_that_is_no_ending_stays(word: str) -> None:
    assert "z" in stem(word)
