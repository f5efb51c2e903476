"""What one party may tell or do alone: its own deeds, and its own consent to what takes two."""

from watchers.judge.scene import GOVERNS, Scene
from watchers.match.questions import CONSENTS, Question
from watchers.words.cues import Cue
from watchers.words.grammar import forms, stems

_ITSELF = forms("itself")
_MUTUAL = stems("mutual")
_TALKING = stems("talking") | {"call", "meet", "summit"}
_PERFECT = forms("perfect")
_SAYS = (("say",), ("confirm",))
_BOTH = 2
_FORCES = forms("forces_of_one")
_SETS_APART = forms("sets_apart")
_NOT = forms("not_with_them")
_SILENT = forms("says_nothing_of_it")


def own_word(scene: Scene, question: Question, cue: Cue) -> bool:
    """Whether those who did it say so: "Norland says it has tested a missile", "the guards say they have freed him".

    What takes two is told for certain only where two of the item's actors stand before the verb of saying.
    """
    first = cue.first
    while first and scene.words.tokens[first - 1].word in _ITSELF:
        first -= 1
    done = any(t.word in _PERFECT for t in scene.words.tokens[first : cue.first])
    led = scene.words.stems[first - 1 : first] in _SAYS and any(a[1] == first - 1 for a in scene.actors)
    alone = sum(a[1] < first for a in scene.actors) < _BOTH
    return done and led and not (alone and question.between and scene.words.stems[cue.first] in _MUTUAL)


def one_side(scene: Scene, question: Question, cue: Cue) -> bool:
    """Whether a single party consents to what takes two: "Auria agrees to truce".

    Not so where several do ("Auria and Belmont agree to truce"), nor where the other is named ("Auria agrees truce with
    Belmont").
    """
    if question.between and (_alone(scene) or _other_refuses(scene, cue)):
        return True
    verb = scene.words.tokens[cue.first].word
    consents = question.between and scene.words.stems[cue.first] in CONSENTS
    if not consents or not (verb.endswith("s") or _of_one_force(scene, cue)):
        return False
    return _yields(scene, cue) and not (scene.words.stems[cue.first] == "agre" and _with_another(scene, cue))


def _with_another(scene: Scene, cue: Cue) -> bool:
    """Whether it is agreed with somebody: "agrees truce with Belmont"; "after talks with Karst" tells only where."""
    tokens = scene.words.tokens
    behind = (n for n in range(cue.last, len(tokens) - 1) if tokens[n].word == "with")
    return any(tokens[n + 1].raw[:1].isupper() and scene.words.stems[n - 1] not in _TALKING for n in behind)


def _of_one_force(scene: Scene, cue: Cue) -> bool:
    """Whether it is several people of one party who do so: "Tide Front fighters accept truce"; both "sides" are both."""
    led = [a for a in scene.actors if a[1] <= cue.first]
    return len(led) == 1 and scene.words.tokens[cue.first - 1].word in _FORCES


def _alone(scene: Scene) -> bool:
    """Whether a headline says that only one does so: "Only Auria signs pact"."""
    return scene.words.tokens[0].word == "only" and any(a[0] == 1 for a in scene.actors)


def _other_refuses(scene: Scene, cue: Cue) -> bool:
    """Whether another actor is set against it behind the news: "Auria signs pact, Belmont refuses", "... but Belmont has not"."""
    tokens = scene.words.tokens
    for first, last in scene.actors:
        named = {scene.words.stems[slice(*a)] for a in scene.actors if a[1] <= first}
        again = scene.words.stems[first:last] in named  # "Auria and Belmont sign pact, Belmont denies pressure"
        apart = first > cue.last and not again and (tokens[first - 1].is_mark or tokens[first - 1].word in _SETS_APART)
        rest = range(last, min(last + GOVERNS, len(tokens)))
        said = {tokens[n].word for n in rest}
        against = not said & _SILENT and any(
            c.first in rest and c.first <= last + 1 for c in scene.of("deny", "cancel", "refusal")
        )
        if apart and (against or said & _NOT):
            return True
    return False


def _yields(scene: Scene, cue: Cue) -> bool:
    """Whether it says yes to something: "agrees to"; "agrees a truce" tells what was agreed, "accepts" needs no more."""
    to = {scene.words.tokens[cue.last - 1].word, *(t.word for t in scene.words.tokens[cue.last : cue.last + 1])}
    return scene.words.stems[cue.first] != "agre" or "to" in to
