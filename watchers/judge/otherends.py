"""What else ends where a word of ending stands near a thing: a part of it, what is called after it, or another's."""

from watchers.judge.lessening import object_of
from watchers.judge.nouns import names_another
from watchers.judge.scene import GOVERNS, NEAR, Scene
from watchers.match.questions import Question
from watchers.words.cues import Cue
from watchers.words.finder import Place
from watchers.words.grammar import forms, stems
from watchers.words.phrasebook import lexicon
from watchers.words.stems import stem

_HOSTILE = stems("hostile")
_SPANS = stems("spans")
_THE = forms("determiners")
_WHICH_OF_SEVERAL = forms("ordinals")
_WHEN = stems("when") | stems("spans")
_PARTS_OF_TIME = stems("parts_of_time")
_FIRST_PARTS = forms("first_parts")
_NEVER_HEADS = forms("never_heads")
_OTHER_KINDS = forms("other_kinds")
_SETS_APART = forms("sets_apart")
_OVER = forms("over_a_thing") | forms("meanwhile")


def led_by(scene: Scene, cue: Cue) -> Place | None:
    """The name of the thing nearest before the verb, in its clause."""
    here = scene.clauses[cue.first]
    before = (a for a in scene.anchors if a[0] <= cue.first and a[1] < cue.last and scene.clauses[a[0]] == here)
    return max(before, default=None)


def ends_another(scene: Scene, question: Question, cue: Cue, led: Place | None) -> bool:
    """Whether something else ends: "strike ballot ends", "trade war ends", "first day of strike ends", "chief quits over strike".

    `led` is the thing where it is the verb's subject.
    """
    near = min(scene.anchors, key=lambda a: max(a[0] - cue.last, cue.first - a[1], 0), default=None)
    if _a_part_of_it(scene, cue) or _of_others(scene, cue) or (near and _of_another_kind(scene, near, question.named)):
        return True
    if near and _of_another_thing(scene, near, question):
        return True
    if led:
        called = led[1] <= cue.first and names_another(scene, led[1], cue.first, question.named)
        return called or _part_of(scene, led) or _does_to(scene, cue)
    meanwhile = near and any(t.word in _OVER for t in scene.words.tokens[cue.last : near[0]])
    return bool(meanwhile) or _called_after(scene, cue, question.named)


def _of_another_kind(scene: Scene, anchor: Place, named: frozenset[str]) -> bool:
    """Whether the word before it makes it another thing than the question's: a "trade war", a "hunger strike"."""
    before = scene.words.tokens[anchor[0] - 1].word if anchor[0] else ""
    return f"{before} {scene.words.tokens[anchor[0]].word}" in _OTHER_KINDS and stem(before) not in named


def _of_another_thing(scene: Scene, anchor: Place, question: Question) -> bool:
    """Whether the anchor names something else than the question asks for, of no such kind: "suspends hostage releases", of a truce."""
    said = set(scene.words.stems[slice(*anchor)])
    asked = question.things
    if tuple(t.word for t in scene.words.tokens[slice(*anchor)]) in question.called:  # "New START" starts nothing
        return False
    kinds = frozenset(n for e in lexicon().events if e.nouns & asked for n in e.nouns)
    kinds |= _HOSTILE if asked & _HOSTILE else frozenset()  # a "bombardment" is shelling
    return bool(asked) and said.isdisjoint(question.named | kinds) and any(lexicon().is_deed(s) for s in said)


def _of_others(scene: Scene, cue: Cue) -> bool:
    """Whether it is told of others, and of an actor what it does against that: "pilots end strike but Kesh Port stays out"."""
    here = scene.clauses[cue.first].number
    if not scene.actors or any(scene.clauses[a[0]].number == here for a in scene.actors):
        return False
    apart = min(a[0] for a in scene.actors)
    opened = scene.clauses[apart].opener in _SETS_APART
    return apart > cue.last and (opened or any(t.word == ";" for t in scene.words.tokens[cue.last : apart]))


def _part_of(scene: Scene, thing: Place) -> bool:
    """Whether only a part of it ends: "first day of strike ends", "day one of strike over"."""
    before = [t.word for t in scene.words.tokens[max(0, thing[0] - NEAR) : thing[0]]]
    of = len(before) - 1 - before[::-1].index("of") if "of" in before else 0
    said = before[max(0, of - 2) : of]
    return not _PARTS_OF_TIME.isdisjoint(map(stem, said)) and not _FIRST_PARTS.isdisjoint(said)


def _a_part_of_it(scene: Scene, cue: Cue) -> bool:
    """The same behind the verb: "strike ends second day", "end first day of truce", "end of first week of truce"."""
    tokens, roots = scene.words.tokens, scene.words.stems
    taken = object_of(scene, cue)
    if taken and tokens[taken[0]].word in _WHICH_OF_SEVERAL and roots[taken[1] - 1] in _SPANS:
        return True
    of = (a[0] - 1 for a in scene.anchors if cue.last <= a[0] <= cue.last + GOVERNS + 1)
    of = (n - (tokens[n].word in _THE) for n in of)
    spans = (n for n in of if n > cue.last and tokens[n].word == "of" and roots[n - 1] in _SPANS)
    return any(tokens[n - 2].word in _WHICH_OF_SEVERAL for n in spans)


def _called_after(scene: Scene, cue: Cue, named: frozenset[str]) -> bool:
    """Whether what is ended only has its name from the thing: "calls off strike ballot"."""
    taken = object_of(scene, cue)
    if taken is None:
        return False
    last = max((a[1] for a in scene.anchors if taken[0] <= a[0] and a[1] < taken[1]), default=None)
    return last is not None and names_another(scene, last, taken[1], named)


def _does_to(scene: Scene, cue: Cue) -> bool:
    """Whether the thing ends something else: "war ends lives of children"; "truce ends fighting" ends the fighting."""
    taken = object_of(scene, cue) if scene.words.stems[cue.first] == "end" else None
    if taken is None or any(taken[0] <= a[0] < taken[1] for a in scene.anchors):
        return False
    said = set(scene.words.stems[slice(*taken)])
    words = scene.words.tokens[slice(*taken)]
    return said.isdisjoint(_WHEN | _HOSTILE) and not any(t.word in _NEVER_HEADS or t.is_mark for t in words)
