"""Of what somebody is convicted or cleared: of what is asked about, or of something else."""

from watchers.judge.scene import NEAR, Scene
from watchers.match.questions import Question
from watchers.words.cues import Cue
from watchers.words.finder import compiled
from watchers.words.grammar import forms, stems

_CRIMES = stems("crimes")
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
    end = next(
        (n for n in range(of + 1, len(tokens)) if tokens[n].is_mark or tokens[n].word in _ENDS_OBJECT), len(tokens)
    )
    said = range(of + 1, min(end, of + 1 + NEAR))
    mine = asked | (compiled(question.anchors).stems & _CRIMES if question.anchors else frozenset())
    other = next((tokens[n].raw for n in said if roots[n] in _CRIMES), "")
    return "" if any(roots[n] in mine for n in said) else other
