"""What is only looked back on: "marks ten years since the coup". A question that is open was not answered years ago."""

from watchers.judge.scene import GOVERNS, NEAR, Scene
from watchers.words.finder import words_of
from watchers.words.phrasebook import lexicon

_LOOKS_BACK = "anniversary"


def recalled(scene: Scene) -> bool:
    """Whether what names the event follows, in one breath, what says how long ago it was."""
    tokens = scene.words.tokens
    return any(
        0 <= a[0] - c.last <= NEAR and not any(t.word == "," for t in tokens[c.last : a[0]])
        for c in scene.of(_LOOKS_BACK)
        for a in scene.anchors
    )


def looks_back(title: str) -> bool:
    """Whether a headline opens by looking back: "A year after the vote, ...", "Town marks anniversary of ..."."""
    return any(_LOOKS_BACK in c.kinds and c.first < GOVERNS for c in lexicon().find(words_of(title)))
