"""The word lists stay readable: in order, each phrase once, and none that a shorter entry already stands for."""

import tomllib
from collections.abc import Iterator
from typing import Any

import pytest
import snowballstemmer

from tests.conftest import ROOT
from watchers.judge.foreignwords import phrases_in
from watchers.words.cues import Cues
from watchers.words.finder import words_of
from watchers.words.languages import table as language_table
from watchers.words.phrasebook import lexicon
from watchers.words.stems import stem

FOLDER = ROOT / "watchers" / "lexicon"
LISTS = ("ar", "asked", "de", "en", "es", "fa", "fr", "grammar", "ru")


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


@pytest.mark.parametrize("name", ["asked", "en"])
def test_no_phrase_is_listed_that_one_with_a_gap_stands_for(name: str) -> None:
    """A gap may be empty, so "halt production" beside "halt _ production" is one too many."""
    found = {where: set(words) & {_without_gaps(w) for w in words if " _" in w} for where, words in lists(table(name))}
    assert {where: words for where, words in found.items() if words} == {}


def test_every_phrase_of_the_lexicon_finds_itself() -> None:
    """A phrase is stemmed, cut and skipped as a text is; one that a text with its very words lacks is dead."""
    found = ((kind, phrase, cues_of(phrase)) for kind, phrase in english())
    assert [(kind, phrase) for kind, phrase, kinds in found if kind not in kinds] == []


def cues_of(phrase: str) -> frozenset[str]:
    """The classes that the phrase has as a whole, any word standing for its gaps."""
    words = words_of(" ".join("this" if w == "_" else w.removeprefix("=") for w in phrase.split()))
    whole = (c for c in lexicon().find(words) if (c.first, c.last) == (0, len(words.tokens)))
    return frozenset(kind for c in whole for kind in c.kinds)


def english() -> Iterator[tuple[str, str]]:
    """Every phrase that is looked for in English, with the class it is found as."""
    for kind, phrases in (table("en")["cues"] | table("en")["governors"]).items():
        yield from ((kind, p) for p in phrases)
    kinds = {"verbs": "event", "deeds": "deed", "against": "against", "off": "off", "signs": "sign"}
    for event in table("en")["events"]:
        yield from ((f"{kind}:{event['name']}", p) for key, kind in kinds.items() for p in event.get(key, ()))


@pytest.mark.parametrize("name", ["stance", "synonyms"])
def test_every_phrase_of_the_smaller_lists_finds_itself(name: str) -> None:
    lists_of: dict[str, list[str]] = table(name)["cues" if name == "stance" else "same"]
    cues = Cues(lists_of)
    said = ((p, words_of(p.replace("=", "").replace("_", "this"))) for phrases in lists_of.values() for p in phrases)
    assert [p for p, words in said if not cues.find(words)] == []


@pytest.mark.parametrize("code", ["ar", "de", "es", "fa", "fr", "ru"])
def test_every_phrase_of_another_language_is_found_in_a_text(code: str) -> None:
    phrases = ((kind, p) for kind, listed in language_table(code).items() if kind != "stop" for p in listed)
    said = ((kind, p, words_of(p.removesuffix("*") + "est" * p.endswith("'"))) for kind, p in phrases)
    assert [(kind, p) for kind, p, words in said if not phrases_in(words, code, kind)] == []


def test_a_kind_of_event_has_each_noun_in_one_form_and_in_one_word() -> None:
    """Nouns are compared as single stems, so "attacks" beside "attack" says nothing and "prime minister" is never met."""
    stems = {e["name"]: [stem(n.casefold()) for n in e["nouns"]] for e in table("en")["events"]}
    assert {name: found for name, found in stems.items() if len(set(found)) < len(found)} == {}
    assert [n for e in table("en")["events"] for n in e["nouns"] if " " in n] == []


def test_only_forms_that_the_stemmer_does_not_know_are_irregular() -> None:
    stemmer = snowballstemmer.stemmer("english")
    forms = ((plain, form) for plain, several in table("irregular")["forms"].items() for form in several.split())
    assert [form for plain, form in forms if stemmer.stemWord(form) == stemmer.stemWord(plain)] == []


def test_a_word_of_its_own_is_one_that_the_stemmer_takes_for_another() -> None:
    """Each is needed: without the list it, or a form of it, would begin a phrase of the lexicon that has no such word."""
    stemmer = snowballstemmer.stemmer("english")
    listed = {w.removeprefix("=").casefold() for _, p in english() for w in p.split()}
    own = {plain: (plain, *forms.split()) for plain, forms in table("irregular")["own"].items()}
    assert [plain for plain, forms in own.items() if {stem(f) for f in forms} != {plain}] == []
    needless = [plain for plain, forms in own.items() if not any(lexicon().knows(stemmer.stemWord(f)) for f in forms)]
    assert (needless, sorted(listed & own.keys())) == ([], [])


@pytest.mark.parametrize(
    "text", ["closely watched", "privately admits", "openly hostile", "severely", "several", "quite"]
)
def test_how_something_is_done_is_no_deed(text: str) -> None:
    first = (c for c in lexicon().find(words_of(text)) if c.first == 0)
    assert [k for c in first for k in c.kinds if ":" in k] == []


def test_an_adverb_that_is_listed_is_found() -> None:
    assert "against:meeting" in {k for c in lexicon().find(words_of("postponed indefinitely")) for k in c.kinds}


def _without_gaps(phrase: str) -> str:
    return phrase.replace(" _", "")


def _repeated(phrases: list[str]) -> list[str]:
    plain = {" ".join(stem(w) for w in p.split()) for p in phrases if "=" not in p}
    loose = [" ".join(w if w == "_" else stem(w.removeprefix("=")) for w in p.split()) for p in phrases]
    exact = [p for p, of in zip(phrases, loose, strict=True) if "=" in p and of in plain]
    bare = [of for p, of in zip(phrases, loose, strict=True) if "=" not in p]
    return exact + [of for of in set(bare) if bare.count(of) > 1]
