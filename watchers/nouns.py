"""Telling a verb from a noun of the same form, as far as headlines need it: "launches a probe" and "the launch"."""

from watchers.phrasebook import Cue
from watchers.scene import Scene
from watchers.tokens import Token

_ENDINGS = ("tion", "sion", "ment", "ance", "ence", "tions", "sions", "ments", "rawal", "roval", "rawals")
_PLURALS = frozenset(
    "attacks bids calls charges cuts deals exchanges fires forces hikes increases launches moves offers orders pauses "  # noqa: SIM905
    "raids releases returns rises rules sanctions sentences strikes swaps talks tests transfers visits votes".split()
)
_BEFORE_NOUNS = frozenset(
    "a an the of for on in at with by over under from into its his her their our new first last next early any no "  # noqa: SIM905
    "another this that these those all some fresh joint peace rate price truce ceasefire".split()
)
_PAST_AS_PLAIN = frozenset("cut hit put quit set shut split bid cast beat burst shed spread let".split())  # noqa: SIM905


def is_noun(scene: Scene, cue: Cue) -> bool:
    """Whether a cue of one word stands as a noun: by its ending, by what precedes it, or because "of" follows."""
    if cue.size > 1:
        return False
    token = scene.words.tokens[cue.first]
    before = scene.words.tokens[cue.first - 1] if cue.first else None
    after = scene.words.tokens[cue.last] if cue.last < len(scene.words.tokens) else None
    if token.word.endswith(_ENDINGS):
        return True
    if token.word in _PLURALS:
        return (before is not None and before.word in _BEFORE_NOUNS) or not scene.before_anchor(cue)
    if not _plain(token):
        return False
    if (before is not None and before.word in _BEFORE_NOUNS) or (after is not None and after.word == "of"):
        return True
    return before is not None and not _many(scene, cue.first) and not _governs(before, scene, cue)


def _plain(token: Token) -> bool:
    """Whether the form may be a noun at all: neither -ed nor -ing nor -s, nor an irregular past of its own."""
    from watchers.stems import irregular

    if token.word in _PAST_AS_PLAIN:
        return True
    return not token.word.endswith(("ed", "ing", "s")) and token.word not in irregular()


def _many(scene: Scene, at: int) -> bool:
    """Whether the subject before is a plural or a list ("Iran, US sign", "rivals reach"), which takes the plain form."""
    before = scene.words.tokens[max(0, at - 4) : at]
    return (
        any(t.word in {",", "and", "&"} or t.glued for t in before)
        or before[-1].word.endswith("s")
        or before[-1].word in _CROWDS
    )


def _governs(before: Token, scene: Scene, cue: Cue) -> bool:
    """Whether a "to", a modal or an adverb before it makes it a verb, or an object right after it does."""
    if before.word in {
        "to",
        "will",
        "would",
        "could",
        "may",
        "might",
        "can",
        "should",
        "must",
        "not",
        "finally",
        "now",
    }:
        return True
    return scene.words.tokens[cue.first].word in _PAST_AS_PLAIN and scene.before_anchor(cue)


_CROWDS = frozenset("people police troops forces men women mps lawmakers both sides two three parties dems gop".split())  # noqa: SIM905
