"""One form for all forms of a word, in however many threads at once."""

import itertools
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

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
