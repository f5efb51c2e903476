"""A court's ruling goes one way or the other: where the question asks for one of them, the other answers no.

Who asks whether a court rules is answered by either; who asks whether it grants an injunction is not by "rejects injunction".
"""

from bot.domain.evidence import Phase
from watchers.judge.governing import governors
from watchers.judge.lessening import object_of
from watchers.judge.phasing import PhaseReading, reading
from watchers.judge.scene import NEAR, UNSURE, Scene
from watchers.match.questions import Question
from watchers.words.cues import Cue
from watchers.words.grammar import stems

_GRANTS = stems("granting")
_TURNS_DOWN = stems("not_granting")
_LETS_STAND = stems("letting_stand")
_RULES = stems("ruling_at_all")


def decides_otherwise(scene: Scene, question: Question, cue: Cue) -> bool:
    """Whether a verb of the ruling asked for decides the other way."""
    if "ruling" not in question.names or not question.named.isdisjoint(_RULES):
        return False
    turned_down = not question.named.isdisjoint(_TURNS_DOWN)
    grants = not question.named.isdisjoint(_GRANTS)
    other = _LETS_STAND if turned_down else _TURNS_DOWN if grants else frozenset[str]()
    return scene.words.stems[cue.first] in other - question.named


def decided_otherwise(scene: Scene, question: Question) -> PhaseReading | None:
    """That the ruling went the other way, where that is done to the thing itself: "rejects recount", and not "rejects recount appeal"."""
    for cue in scene.of(*question.classes("event")):
        if not decides_otherwise(scene, question, cue) or not scene.near(cue) or scene.asks(cue):
            continue
        governed = governors(scene, cue)
        if _to_the_thing(scene, cue) and not governed & {"negation", "condition"}:
            unsure = governed & UNSURE or scene.told(cue)
            return reading(scene, Phase.DENIED if unsure else Phase.CANCELLED, "decided the other way", cue)
    return None


def _to_the_thing(scene: Scene, cue: Cue) -> bool:
    taken = object_of(scene, cue)
    if taken is None:
        return any(0 <= cue.first - a[1] <= NEAR for a in scene.anchors)
    of = [t.word for t in scene.words.tokens[taken[1] : taken[1] + 1]] == ["of"]
    return any(a[1] == taken[1] or (of and 0 < a[0] - taken[1] <= NEAR) for a in scene.anchors)
