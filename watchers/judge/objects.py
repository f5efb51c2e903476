"""What a verb is done to: the thing asked about, or something that only bears on it."""

from watchers.judge.lessening import object_of
from watchers.judge.scene import GOVERNS, Scene
from watchers.match.questions import Question
from watchers.words.cues import Cue
from watchers.words.finder import Place, compiled
from watchers.words.grammar import forms, stems
from watchers.words.tokens import in_title_case

_AUXILIARIES = forms("auxiliaries")
_ABOUT = forms("about")
_FINITE = forms("finite")
_SAID_OF = forms("said_of")
_SAYING = stems("saying")
_WHEN = stems("when")
_THE_SAME = forms("the_same")
_BEATS = stems("beating")
_AGAINST = frozenset({"against", "in"})
_ORDERED = forms("ordered_to")


def other_object(scene: Scene, question: Question, cue: Cue) -> str:
    """What it is done to where that only bears on the thing: "makes push for deal", "fined over deal"; "" for the thing."""
    here = scene.clauses[cue.first].number
    led = any(a[0] < cue.last and scene.clauses[a[0]].number == here for a in scene.anchors)
    befalls = any(e.personal and f"event:{e.name}" in cue.kinds for e in question.events)
    beats = question.rivals and not _BEATS.isdisjoint(scene.words.stems[cue.first : cue.last])
    if led or befalls or beats:  # the thing is the subject, or it befalls a person: subjects.py asks that
        return ""
    after = min((a for a in scene.anchors if a[0] >= cue.last), default=None)
    if other := _plain_object(scene, question, cue):
        return f'done to "{other}"'
    if _only_says(scene, cue):
        return "only says something of it"
    if after is None:
        return ""
    return _of_a_part(scene, question, cue, after)


def _only_says(scene: Scene, cue: Cue) -> bool:
    """Whether a sentence is what the verb is done to: "agrees the deal is far off", "announces it will not sign"."""
    if scene.words.stems[cue.first] not in _SAYING:
        return False
    here = scene.clauses[cue.first].number
    until = next((n for n, t in enumerate(scene.words.tokens) if n >= cue.last and t.is_mark), len(scene.words.tokens))
    rest = [scene.words.tokens[n].word for n in range(cue.last, until) if scene.clauses[n].number == here]
    return bool(rest) and (rest[0] in _SAID_OF or any(word in _FINITE for word in rest))


def _of_a_part(scene: Scene, question: Question, cue: Cue, thing: Place) -> str:
    """Whether it is done to talks, offers or a row about the thing: "makes push for deal", "unveils deal offer"."""
    asked = question.named | {"vote"}
    for part in scene.of("noun_of", "process"):
        between = cue.last <= part.first < thing[0] or part.first == thing[1]
        if between and not scene.inside_anchor(part) and not set(scene.words.stems[part.first : part.last]) <= asked:
            return f'done to a "{scene.text(part)}" of it'
    about = (t.word for t in scene.words.tokens[cue.last : thing[0]] if t.word in _ABOUT)
    return next((f'done to something "{word}" it' for word in about), "")


def _plain_object(scene: Scene, question: Question, cue: Cue) -> str:
    """The verb's own object where neither the thing nor anything of its kind is in it: "signs order on the deal"."""
    place = object_of(scene, cue)
    if cue.size > 1 or place is None or scene.words.tokens[cue.first].word.endswith(("ed", "ing")):
        return ""
    object_stems = set(scene.words.stems[place[0] : place[1]])
    kin = question.nouns | _WHEN
    of = [t.word for t in scene.words.tokens[place[1] : place[1] + 1]] == ["of"]
    until = place[1] + (GOVERNS if of else 0)
    mine = any(place[0] <= a[0] < until for a in (*scene.anchors, *scene.actors))
    mine = mine or _of_anchors(scene, question, place[1] - 1)
    return "" if mine or object_stems & kin else " ".join(t.raw for t in scene.words.tokens[place[0] : place[1]])


def _of_anchors(scene: Scene, question: Question, at: int) -> bool:
    """Whether the anchors have the word in a longer name of the thing: the "race" of a "leadership race"."""
    adverb = scene.words.tokens[at].word.endswith("ly")
    return bool(question.anchors) and not adverb and scene.words.stems[at] in compiled(question.anchors).stems


def of_its_text(scene: Scene, cue: Cue) -> bool:
    """Whether it was done to something beside the thing: "a text agreed by both"; "the pact agreed by both" is the pact."""
    tokens = scene.words.tokens
    by = [t.word for t in tokens[cue.last : cue.last + 1]] == ["by"] and tokens[cue.first].word.endswith("ed")
    at = cue.first - 1
    plain = at >= 0 and tokens[at].raw.islower() and tokens[at].word not in _AUXILIARIES
    same = at >= 0 and tokens[at].word in _THE_SAME and any(a[1] == at for a in scene.anchors)
    same = same and any(a[0] == cue.last + 1 for a in scene.actors)  # "the truce deal agreed by Auria"
    return by and plain and not same and not any(a[0] <= at < a[1] for a in (*scene.anchors, *scene.actors))


def ordered_of_another(scene: Scene, cue: Cue) -> bool:
    """Whether a court orders it of somebody or something else: "orders Norvex subsidiary wound up", "orders Norvex to split bill"."""
    tokens = scene.words.tokens
    named = any(tokens[n].raw[:1].isupper() for n in range(cue.first + 1, cue.last))
    if scene.words.stems[cue.first] != "order" or not named:
        return False
    whom = next((a for a in scene.asked or scene.actors if cue.first < a[0] and a[1] < cue.last), None)
    if whom is None:
        return not in_title_case(tokens)  # where "Winding Up" looks like a name
    then = tokens[whom[1]].word
    return then not in _ORDERED or (then == "to" and object_of(scene, cue) is not None)


def against_somebody(scene: Scene, cue: Cue) -> bool:
    """Whether it is confidence in somebody that is told of: "MPs pass no-confidence motion against minister"."""
    then = scene.words.tokens[cue.last : cue.last + 1]
    return "confid" in scene.words.stems[cue.first : cue.last] and any(t.word in _AGAINST for t in then)
