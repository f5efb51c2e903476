"""What a headline speaks of, in one word for all the words newsrooms have for it: truce and ceasefire are one thing.

Only for telling whether two reports are of one happening, and what a story is about; nothing is found or judged by it.
"""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from watchers.words.cues import Cues
from watchers.words.finder import Words
from watchers.words.languages import small_words
from watchers.words.phrasebook import lexicon
from watchers.words.stems import stem


def terms(words: Words) -> frozenset[str]:
    """The content of a passage: a set's name where `lexicon/synonyms.toml` has the word or phrase, else the word's stem.

    Names of sets are written with a leading ~, so that none is taken for a stem. The small words of another language are no content.
    """
    cues = _synonyms().find(words)
    longest = [c for c in cues if not any(c.within(o) for o in cues)]
    covered = {at for c in longest for at in range(c.first, c.last)}
    small = small_words(words.text, "")
    bare = frozenset(s for at, s in enumerate(words.stems) if at not in covered and words.tokens[at].word not in small)
    return frozenset(kind for c in longest for kind in c.kinds) | (lexicon().content(words) & bare)


def alike(words: Words) -> frozenset[str]:
    """The stems of all single words that say the same as one of the passage."""
    sets = {kind for cue in _synonyms().find(words) for kind in cue.kinds}
    return frozenset(s for kind in sets for s in _singles()[kind])


@cache
def _singles() -> Mapping[str, frozenset[str]]:
    return {f"~{name}": frozenset(stem(w.lstrip("=")) for w in said if " " not in w) for name, said in _table().items()}


@cache
def _synonyms() -> Cues:
    return Cues({f"~{name}": said for name, said in _table().items()})


@cache
def _table() -> Mapping[str, list[str]]:
    text = (files("watchers") / "lexicon" / "synonyms.toml").read_text(encoding="utf-8")
    table: Mapping[str, list[str]] = tomllib.loads(text)["same"]
    return table
