"""Whether it is agreed to do a thing: "agrees to extend", "reaches deal to extend", "agrees to hear the case"."""

from watchers.judge.governing import governors
from watchers.judge.scene import Scene
from watchers.words.cues import Cue
from watchers.words.grammar import forms

_NOT_YET = frozenset({"condition", "demand", "future", "negation", "partial"})
_ARTICLES = forms("before_things")
_DETERMINERS = forms("determiners")
_THE_SAME = forms("the_same")


def after_agree(scene: Scene, cue: Cue) -> bool:
    """Whether it is agreed to do it: "agrees to extend", "reaches deal to extend"; "seeks deal to extend" agrees to nothing yet."""
    if "agre" in scene.words.stems[max(0, cue.first - 2) : cue.first]:
        return True
    deal = next((c for c in scene.of("event:deal", "after") if _by_a_deal(scene, cue.first) == c.last), None)
    return deal is not None and not governors(scene, deal) & _NOT_YET


def agrees_to(scene: Scene, cue: Cue) -> bool:
    """Whether "agree" leads to a verb ("agrees to hear the case") and not to the thing ("agrees to a truce")."""
    after = scene.words.tokens[cue.last : cue.last + 2]
    if scene.words.stems[cue.last - 1] != "agre" or len(after) < 2 or after[0].word != "to":  # noqa: PLR2004 - to, verb
        return False
    things = [a for a in scene.anchors if not scene.telling(a)]
    return after[1].word not in _ARTICLES and not any(a[0] == cue.last + 1 for a in things)


def _by_a_deal(scene: Scene, verb: int) -> int:
    """Where the deal begins that a verb stands in, as in "deal to extend"; 0 for none."""
    to = [t.word for t in scene.words.tokens[max(0, verb - 2) : verb]]
    if len(to) < 2 or to[1] != "to" or to[0] not in _THE_SAME:  # noqa: PLR2004 - the deal, and its "to"
        return 0
    at = verb - 2
    while at and scene.words.tokens[at - 1].word in _DETERMINERS:
        at -= 1
    return at
