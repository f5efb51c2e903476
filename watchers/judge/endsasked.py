"""Where the question asks by name for an end that somebody makes: that a law is repealed, a tax scrapped, a ban lifted.

What is done to the thing and what is done to its end point opposite ways: who rejects a law is against the law, and who
rejects its repeal is for it.
"""

from collections.abc import Callable

from bot.domain.evidence import Phase
from watchers.judge.governing import governors
from watchers.judge.phasing import PhaseReading, reading
from watchers.judge.scene import GOVERNS, UNSURE, Scene
from watchers.match.questions import Question
from watchers.words.cues import Cue
from watchers.words.finder import Place
from watchers.words.grammar import forms, stems

STEP = "a step towards it"
STOPPED = "the end is stopped"
_HINDERS = stems("hindering")
_FURTHERS = stems("furthering")
_ENDS_NAMED = stems("ends_named")
_PREPOSITIONS = forms("prepositions")
_VOTED_DOWN = frozenset({"against", "down"})
_IS = forms("is_or_was")


def asks_an_end(question: Question) -> bool:
    """Whether it asks by name for an end that somebody makes: that a law is repealed, a tax scrapped."""
    return not question.named.isdisjoint(_ENDS_NAMED)


def names_an_end(scene: Scene, cue: Cue) -> bool:
    """Whether an end is named beside the cue: "drops plan to repeal law", "repeal bill withdrawn", and not "overturns ban"."""
    clause, roots = scene.clauses[cue.first], scene.words.stems
    return any(
        s in _ENDS_NAMED and scene.clauses[n] == clause and not cue.first <= n < cue.last for n, s in enumerate(roots)
    )


def end_stopped(scene: Scene, question: Question) -> PhaseReading | None:
    """That the end which is asked for is stopped: "Senate defeats tax repeal"."""
    return _to_the_end(scene, hindered, Phase.DENIED, STOPPED) if asks_an_end(question) else None


def end_nearer(scene: Scene, question: Question) -> PhaseReading | None:
    """That the end which is asked for comes nearer: "repeal passes Senate", which may be one house of two."""
    return _to_the_end(scene, _furthered, Phase.HEDGED, STEP) if asks_an_end(question) else None


def _to_the_end(scene: Scene, of: Callable[[Scene, Place], bool], phase: Phase, rule: str) -> PhaseReading | None:
    """What a single word says of it, be it in the lexicon or not."""
    for first in range(len(scene.words.stems)):
        cue = Cue(kinds=frozenset(), first=first, last=first + 1)
        told = scene.near(cue) and not scene.asks(cue) and not governors(scene, cue) & UNSURE
        if told and of(scene, (first, first + 1)):
            return reading(scene, phase, rule, cue)
    return None


def hindered(scene: Scene, place: Place) -> bool:
    """Whether it is the end that is stopped: "blocks carbon tax repeal", "bill to axe tax is voted down", "repeal defeated in Senate"."""
    roots, (first, last) = scene.words.stems, place
    if roots[first] == "vote" and _VOTED_DOWN.isdisjoint(roots[first + 1 : last + 1]):
        return False
    return roots[first] in _HINDERS and not _ENDS_NAMED.isdisjoint(_done_to(scene, place))


def _furthered(scene: Scene, place: Place) -> bool:
    """Whether it is the end that comes nearer: "Senate passes carbon tax repeal", "repeal passes Senate"."""
    first, _ = place
    led = {scene.words.stems[n] for n in range(first) if scene.clauses[n] == scene.clauses[first]}
    return scene.words.stems[first] in _FURTHERS and not _ENDS_NAMED.isdisjoint(led | _done_to(scene, place))


def _done_to(scene: Scene, place: Place) -> set[str]:
    """The stems of what a verb is done to: what follows it, and what leads it where that is a participle."""
    tokens, (first, last) = scene.words.tokens, place
    was = first > 0 and tokens[first - 1].word in _IS
    ends = last == len(tokens) or tokens[last].is_mark or tokens[last].word in _PREPOSITIONS
    passive = was or (ends and tokens[first].word.endswith("ed"))
    led = {scene.words.stems[n] for n in range(first) if passive and scene.clauses[n] == scene.clauses[first]}
    return led | set(scene.words.stems[first + 1 : last + GOVERNS])
