"""What explains, argues, portrays or sums up, and so tells no development of its own kind with any other report.

Only the words of `lexicon/alike.toml` and a question count: "Why it sank", "Tuesday briefing: ...", "What to know".
"""

import tomllib
from functools import cache
from importlib.resources import files

from watchers.judge.scene import scene_of
from watchers.words.cues import Cue, Cues
from watchers.words.finder import Words

_PARTS = frozenset(":|–—")
"""Marks after which a headline's second half opens: "Karsa dam: what went wrong"."""
_EARLY = 15
"""Words of a summary in which it says that it is a talk or a look at something."""


def is_aside(title: Words, summary: Words) -> bool:
    """Whether it explains, argues, portrays or sums up rather than reports."""
    if scene_of(title, ()).asking:
        return True
    found = _words().find(title)
    if any("anywhere" in cue.kinds or ("opens" in cue.kinds and _opens(title, cue)) for cue in found):
        return True
    return any("summary" in cue.kinds and cue.last <= _EARLY for cue in _words().find(summary))


def _opens(title: Words, cue: Cue) -> bool:
    """Whether it is the first of the headline, or of what stands after a colon or dash."""
    before = [t.word for t in title.tokens[: cue.first]]
    return not before or before[-1] in _PARTS


@cache
def _words() -> Cues:
    text = (files("watchers") / "lexicon" / "alike.toml").read_text(encoding="utf-8")
    return Cues(tomllib.loads(text)["aside"])
