"""Passages of an entry: its title without labels, then the sentences of its summary that say something else."""

import re
from dataclasses import dataclass
from functools import lru_cache

from bot.domain.entry import Entry
from watchers.words.folding import folded
from watchers.words.grammar import forms
from watchers.words.headline import without_labels

MOST_SENTENCES = 12
_SENTENCE = re.compile(r"[.!?…؟][\"'”’»)]*\s+(?=[\"'“‘«(]?[^\W\d_a-z])|[\n\r]+|\s+[•▪]\s+")
_ABBREVIATIONS = forms("abbreviations")
_LAST_WORD = re.compile(r"\b([^\W\d_]+)\.$")
_INITIAL = re.compile(r"\b[A-Z](?:\.[A-Z])*\.$")
_LETTERS = re.compile(r"\W+")


@dataclass(frozen=True, kw_only=True)
class Passage:
    """A sentence as written; `where` is `title` or `summary`."""

    text: str
    where: str


def passages(entry: Entry) -> tuple[Passage, ...]:
    """The entry's passages in reading order; a summary that only says the title again adds none."""
    return passages_in(entry.title, entry.summary)


@lru_cache(maxsize=1024)
def passages_in(title: str, summary: str) -> tuple[Passage, ...]:
    """The same of an entry's two texts; read once however many stories ask."""
    heading = without_labels(title)
    seen = {_letters(title), _letters(heading)}
    out = [Passage(text=heading, where="title")] if heading else []
    for sentence in sentences(summary):
        key = _letters(sentence)
        if key and key not in seen:
            seen.add(key)
            out.append(Passage(text=sentence, where="summary"))
        if len(out) > MOST_SENTENCES:
            break
    return tuple(out)


def sentences(text: str) -> tuple[str, ...]:
    """The sentences of a text; "Mr." and "U.S." end none."""
    out: list[str] = []
    start = 0
    for found in _SENTENCE.finditer(text):
        head = text[start : found.start() + 1]
        if found[0][0] == "." and _is_abbreviated(head):
            continue
        out.append(text[start : found.end()].strip())
        start = found.end()
    out.append(text[start:].strip())
    return tuple(s for s in out if s)


def _is_abbreviated(head: str) -> bool:
    """Whether the full stop at the end belongs to a title, a month, or an initial."""
    last = _LAST_WORD.search(head)
    return bool(_INITIAL.search(head)) or bool(last and last[1] in _ABBREVIATIONS)


def _letters(text: str) -> str:
    return _LETTERS.sub(" ", folded(text)).strip()
