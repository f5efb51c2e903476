"""What a headline speaks of, in one word for all the words newsrooms have for it: truce and ceasefire are one thing.

Only for telling whether two reports are of one happening; nothing is found or judged by it.
"""

import tomllib
from functools import cache
from importlib.resources import files

from watchers.words.cues import Cues
from watchers.words.finder import Words
from watchers.words.languages import small_words
from watchers.words.phrasebook import lexicon


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


@cache
def _synonyms() -> Cues:
    text = (files("watchers") / "lexicon" / "synonyms.toml").read_text(encoding="utf-8")
    return Cues({f"~{name}": words for name, words in tomllib.loads(text)["same"].items()})
