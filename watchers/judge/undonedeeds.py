"""What undoes the very deed that is asked for: "court overturns acquittal", "revokes exemption", "drops plan to suspend her".

A question for an end (is she cleared, is he suspended, is it revoked) is answered by verbs of undoing, and these undo the
answer where they are done to it.
"""

from bot.domain.evidence import Phase
from watchers.judge.governing import governors
from watchers.judge.lessening import object_of
from watchers.judge.phasing import PhaseReading, reading
from watchers.judge.scene import UNSURE, Scene
from watchers.match.questions import Question
from watchers.words.cues import Cue
from watchers.words.grammar import NOUN_ENDINGS, forms, stems

_UNDOES = stems("undoing_a_deed")
_RESOLVES = stems("resolved_upon")
_PREPOSITIONS = forms("prepositions") | {"of"}
_IS = forms("is_or_was")
_NOUNS = (*NOUN_ENDINGS, "ittal", "ittals", "osure")
_ROOT = 4
"""Letters that a verb and its noun share at least: "revoke" and "revocation"."""


def deed_undone(scene: Scene, question: Question) -> PhaseReading | None:
    """That the deed which is asked for is undone, or a resolve to do it."""
    for cue in scene.of(*question.classes("event")):
        if undoes_the_deed(scene, question, cue) and not scene.asks(cue):
            governed = governors(scene, cue)
            if not governed & {"negation", "condition"}:
                phase = Phase.DENIED if governed & UNSURE or scene.told(cue) else Phase.CANCELLED
                return reading(scene, phase, "the deed itself is undone", cue)
    return None


def undoes_the_deed(scene: Scene, question: Question, cue: Cue) -> bool:
    """Whether a verb of the event is done to the deed: of who is asked to be cleared, "overturns acquittal".

    Not where the question names what is done to it: "Is the suspension lifted?".
    """
    root = scene.words.stems[cue.first]
    if root not in _UNDOES or root in question.named or not scene.near(cue):
        return False
    taken = object_of(scene, cue)
    if taken is None:
        return any(_is_deed(scene, question, n) and _leads(scene, n, cue) for n in range(cue.first))
    then = [t.word for t in scene.words.tokens[taken[1] : taken[1] + 1]]
    if then == ["to"] and scene.words.stems[taken[1] - 1] in _RESOLVES:
        return any(c.first == taken[1] + 1 for c in scene.of(*question.classes("event")))
    return _is_deed(scene, question, taken[1] - 1)


def _is_deed(scene: Scene, question: Question, at: int) -> bool:
    """Whether a noun names the deed asked for, by the question's own verb, or by its kind and no other: a "waiver"."""
    word, root = scene.words.tokens[at].word, scene.words.stems[at]
    verbs = {s for e in question.events for s in e.verbs & question.named}
    kinds = {k.partition(":")[2] for c in scene.cues if c.first == at for k in c.kinds if k.startswith("deed:")}
    of = next((s for s in verbs if (word.endswith(_NOUNS) or kinds & question.names) and akin(s, root)), "")
    own = bool(kinds) and kinds <= question.names and root not in question.named
    return bool(of or own) and not (_UNDOES - {of}) & question.named


def akin(verb: str, noun: str) -> bool:
    """Whether a noun is of that verb, by their stems: "suspend" and "suspension"."""
    shared = next((n for n, (a, b) in enumerate(zip(verb, noun, strict=False)) if a != b), min(len(verb), len(noun)))
    return shared >= max(_ROOT, len(verb) - 2)


def _leads(scene: Scene, at: int, cue: Cue) -> bool:
    """Whether the noun is what a participle is said of: "acquittal quashed", "acquittal of Dolan is overturned"."""
    tokens = scene.words.tokens
    same = scene.clauses[at].number == scene.clauses[cue.first].number
    then = tokens[at + 1].word
    return same and (at + 1 == cue.first or then in _IS or then in _PREPOSITIONS)
