"""The word lists stay readable: in order, each phrase once, and none that a shorter entry already stands for."""

import tomllib
from collections.abc import Iterator
from typing import Any

import pytest

from tests.conftest import ROOT
from watchers.words.stems import stem

FOLDER = ROOT / "watchers" / "lexicon"
LISTS = ("ar", "de", "en", "es", "fa", "fr", "grammar", "ru")


def table(name: str) -> dict[str, Any]:
    return tomllib.loads((FOLDER / f"{name}.toml").read_text("utf-8"))


def lists(value: Any, name: str = "") -> Iterator[tuple[str, list[str]]]:
    """Every list of words, with where it stands. The first of an event's verbs is its main one, and stands apart."""
    if isinstance(value, dict):
        for key, inner in value.items():
            where = f"{name} {value.get('name', '')} {key}".strip()
            yield from lists(inner[1:] if key == "verbs" else inner, where)
    elif isinstance(value, list) and value and isinstance(value[0], dict | list):
        for inner in value:
            yield from lists(inner, name)
    elif isinstance(value, list):
        yield name, value


def place(phrase: str) -> tuple[str, str]:
    return phrase.removeprefix("=").replace("_", "").casefold(), phrase


@pytest.mark.parametrize("name", LISTS)
def test_every_list_is_in_order_and_has_each_phrase_once(name: str) -> None:
    found = dict(lists(table(name)))
    wrong = {where for where, words in found.items() if words != sorted(set(words), key=place)}
    assert found
    assert wrong == set()


def test_no_cue_is_listed_in_two_forms_of_one_word() -> None:
    """A word stands for all its forms, so "breaks down" beside "break down" is one too many."""
    cues: dict[str, list[str]] = table("en")["cues"] | table("en")["governors"]
    twice = {name: _repeated(words) for name, words in cues.items()}
    assert {name: found for name, found in twice.items() if found} == {}


def _repeated(phrases: list[str]) -> list[str]:
    plain = {" ".join(stem(w) for w in p.split()) for p in phrases if "=" not in p}
    loose = [" ".join(w if w == "_" else stem(w.removeprefix("=")) for w in p.split()) for p in phrases]
    exact = [p for p, of in zip(phrases, loose, strict=True) if "=" in p and of in plain]
    bare = [of for p, of in zip(phrases, loose, strict=True) if "=" not in p]
    return exact + [of for of in set(bare) if bare.count(of) > 1]
