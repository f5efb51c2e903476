"""A text as the numbers of BERT's word pieces (uncased), which the model of `semantic.py` was trained on.

Written here because it is short: the packages that bring it also bring a client of a model hub, or 3 GB. It follows
BERT's `tokenization.py`; a test holds it against the `tokenizers` package. The list of pieces, `lexicon/wordpieces.txt`,
is Google's `vocab.txt` of bert-base-uncased, under the Apache License 2.0, which lies beside it.
"""

import unicodedata
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from importlib.resources import files

LONGEST = 128
"""Pieces of a text that are read, the two marks at its ends included: what the model was trained with."""
_CHARACTERS = 2000
_LONGEST_WORD = 100
_CONTROL = frozenset(["Cc", "Cf", "Co", "Cs"])
_CHINESE = (
    (0x4E00, 0x9FFF), (0x3400, 0x4DBF), (0x20000, 0x2A6DF), (0x2A700, 0x2B73F), (0x2B740, 0x2B81F),
    (0x2B920, 0x2CEAF), (0xF900, 0xFAFF), (0x2F800, 0x2FA1F),
)  # fmt: skip


def word_pieces(text: str) -> tuple[int, ...]:
    """The numbers of a text's pieces, between those of [CLS] and [SEP]; at most LONGEST, the rest of a text is left out."""
    pieces = _pieces()
    inner: list[int] = []
    for word in _words(text[:_CHARACTERS]):
        inner += _of_word(word)
        if len(inner) >= LONGEST - 2:
            break
    return (pieces["[CLS]"], *inner[: LONGEST - 2], pieces["[SEP]"])


@cache
def _pieces() -> Mapping[str, int]:
    """Every piece by its text; one that goes on with a word starts with ##."""
    listed = (files("watchers") / "lexicon" / "wordpieces.txt").read_text(encoding="utf-8")
    return {piece: number for number, piece in enumerate(listed.removesuffix("\n").split("\n"))}


@lru_cache(maxsize=8192)
def _of_word(word: str) -> tuple[int, ...]:
    """The longest piece that fits, again and again; [UNK] for a word that cannot be made of pieces."""
    pieces = _pieces()
    found: list[int] = []
    start = 0
    while start < len(word) <= _LONGEST_WORD:
        ends = range(len(word), start, -1)
        piece = next((p for end in ends if (p := ("##" if start else "") + word[start:end]) in pieces), None)
        if piece is None:
            return (pieces["[UNK]"],)
        found.append(pieces[piece])
        start += len(piece) - (2 if start else 0)
    return tuple(found) or (pieces["[UNK]"],)


def _words(text: str) -> Iterator[str]:
    """Words in small letters without accents; punctuation marks and Chinese characters each alone."""
    spaced = "".join(_spaced(c) for c in text)
    bare = "".join(c for c in unicodedata.normalize("NFD", spaced) if unicodedata.category(c) != "Mn").lower()
    yield from "".join(f" {c} " if _is_punctuation(c) else c for c in bare).split()


@lru_cache(maxsize=4096)
def _spaced(character: str) -> str:
    if character in "\t\n\r" or unicodedata.category(character) == "Zs":
        return " "
    if character == "\ufffd" or unicodedata.category(character) in _CONTROL:
        return ""
    code = ord(character)
    return f" {character} " if any(first <= code <= last for first, last in _CHINESE) else character


@lru_cache(maxsize=4096)
def _is_punctuation(character: str) -> bool:
    """ASCII's marks count all, though for Unicode some of them ($, +, ^) are symbols."""
    if character.isascii():
        return character.isprintable() and not character.isalnum() and character != " "
    return unicodedata.category(character).startswith("P")
