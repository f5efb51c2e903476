"""Of what somebody is convicted or cleared: of what is asked about, or of something else."""

from watchers.judge.scene import NEAR, Scene
from watchers.match.questions import Question
from watchers.words.cues import Cue
from watchers.words.finder import compiled
from watchers.words.grammar import forms, stems

_CRIMES = stems("crimes")
_ALIKE = tuple(stems(name) for name in ("crimes_of_office", "crimes_of_state", "crimes_of_blood", "crimes_of_theft"))
"""Crimes that headlines use for one another."""
_PROSECUTES = stems("prosecuting")
_FINDS = stems("finding_guilty")
_COURTS = stems("courts")
_ENDS_OBJECT = forms("ends_object") - {"and"}


def of_another_charge(scene: Scene, question: Question, cue: Cue) -> str:
    """The crime a verdict is of, where the question names another one and the verdict not that; "" for none.

    "Dolan convicted of perjury as fraud trial continues" convicts of no fraud.
    """
    asked = question.named & _CRIMES
    tokens, roots = scene.words.tokens, scene.words.stems
    of = next((n for n in range(cue.last - 1, min(cue.last + 1, len(tokens))) if tokens[n].word == "of"), None)
    if not asked or of is None:
        return ""
    said = [n for n in range(of + 1, min(_end(scene, of + 1), of + 1 + NEAR)) if roots[n] in _CRIMES]
    mine = asked | (compiled(question.anchors).stems & _CRIMES if question.anchors else frozenset())
    mine = mine.union(*(alike for alike in _ALIKE if mine & alike))
    return "" if any(roots[n] in mine for n in said) else next((tokens[n].raw for n in said), "")


def by_prosecutors(scene: Scene, cue: Cue) -> bool:
    """Whether only a prosecutor calls somebody guilty: "Prosecutor: Dolan guilty of fraud"; no court has found so."""
    roots = scene.words.stems
    if "guilti" not in roots[cue.first : cue.last] or not _FINDS.isdisjoint(roots):
        return False
    says = {c.first for c in scene.of("report", "claim")}
    before = any(n < cue.first for n, s in enumerate(roots) if s in _PROSECUTES)
    told = any(n + 1 in says or n - 1 in says for n, s in enumerate(roots) if s in _PROSECUTES and n >= cue.last)
    return before or told


def by_court(scene: Scene, cue: Cue) -> bool:
    """Whether a court says it, whose word is the verdict: "judge says Dolan not guilty"."""
    teller = scene.telling_of(cue)
    return teller is not None and not _COURTS.isdisjoint(scene.words.stems[max(0, teller.first - 1) : teller.first])


def _end(scene: Scene, first: int) -> int:
    """Where the crimes that begin there end; a list goes on behind its commas."""
    tokens, roots = scene.words.tokens, scene.words.stems
    for at in range(first, len(tokens)):
        listed = tokens[at].word == "," and not _CRIMES.isdisjoint(roots[at + 1 : at + 3])
        if tokens[at].word in _ENDS_OBJECT or (tokens[at].is_mark and not listed):
            return at
    return len(tokens)
