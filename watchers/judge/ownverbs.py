"""The verbs a watch item brings itself: its question's own one or phrase, and anchors that tell of a deed."""

from collections.abc import Iterable

from watchers.judge.scene import Scene
from watchers.match.questions import Question
from watchers.words.cues import Cue
from watchers.words.finder import Place
from watchers.words.grammar import NOUN_ENDINGS, forms
from watchers.words.phrasebook import begins_with_verb, lexicon

_OTHERWISE = frozenset({"event", "deny", "cancel", "off", "against", "sign", "prospect"})
_AGAINST_IT = frozenset({"deny", "cancel"})
_NOT_YET = frozenset({"future", "negation", "condition", "demand", "prospect", "deny", "cancel", "partial", "refusal"})
_MODALS = forms("modals")
_PHRASES = (forms("determiners") | {"a", "an", "to"}) - {"no"}
_BETWEEN = 3
"""Words that may stand between two of the question's own phrase."""


def own_verbs(scene: Scene, question: Question) -> Iterable[Cue]:
    """The question's own verb or phrase ("put to death"), and anchors that are verbs themselves ("sworn in")."""
    at = [(n, n + 1) for n, s in enumerate(scene.words.stems) if question.own and s == question.own]
    known = {c.first for c in lexicon().find(scene.words) if c.kinds & question.asked}
    at += [place for place in _phrase_in(scene, question) if place[0] not in known]
    for first, last in (*at, *(a for a in scene.anchors if _tells(scene, question, a))):
        yield Cue(kinds=frozenset(), first=first, last=last)


def _phrase_in(scene: Scene, question: Question) -> list[Place]:
    """Where the words of the question's own phrase stand in their order; one word alone only as a verb's form.

    Between them may stand names of the actors, articles and what the question itself says: who "wins the first round of the
    election" wins no election.
    """
    roots, phrase, found = scene.words.stems, question.phrase, []
    for first in (n for n, s in enumerate(roots) if phrase and s == phrase[0]):
        at = first
        for word in phrase[1:]:
            at = next((n for n in range(at + 1, min(len(roots), at + 2 + _BETWEEN)) if roots[n] == word), -1)
            if at < 0:
                break
        led = scene.words.tokens[first - 1].word if first else ""
        formed = scene.words.tokens[first].word.endswith(("s", "ed")) or len(phrase) > 1 or led in _MODALS
        if at >= 0 and formed and all(_may_stand_between(scene, question, n) for n in range(first, at)):
            found.append((first, at + 1))
    return found


def _may_stand_between(scene: Scene, question: Question, at: int) -> bool:
    root, word = scene.words.stems[at], scene.words.tokens[at].word
    joined = any(t.glued for t in scene.words.tokens[at + 1 : at + 2])  # the "no" of "no-fly"
    asked = joined or root in question.phrase or root in question.named or word in _PHRASES
    return asked or any(a[0] <= at < a[1] for a in scene.actors)


def _tells(scene: Scene, question: Question, anchor: Place) -> bool:
    """Whether an anchor is a verb of the very event: not one of its undoing ("delays"), nor of another kind of event."""
    hyphened = any(t.glued for t in scene.words.tokens[anchor[0] + 1 : anchor[1]])
    name = tuple(scene.words.stems[anchor[0] : anchor[1]]) in question.parties  # "Credit Suisse" credits nobody
    called = tuple(t.word for t in scene.words.tokens[slice(*anchor)]) in question.called  # "Downing Street"
    if hyphened or name or called or not scene.telling(anchor):  # a "tie-up"
        return False
    inside = [c for c in scene.cues if anchor[0] <= c.first and c.last <= anchor[1]]
    kinds = {k for c in inside for k in c.kinds}
    if kinds & _NOT_YET:  # "plans to meet": the verb in it is read as any other
        return False
    named = anchor[1] - anchor[0] > 1 and scene.words.tokens[anchor[0]].word.endswith(NOUN_ENDINGS)
    if named:  # "confirmation hearings"
        return False
    if kinds & question.classes("event"):
        return True
    listed = tuple(scene.words.stems[slice(*anchor)]) in scene.tellings
    acting = begins_with_verb([t.word for t in scene.words.tokens[slice(*anchor)]], bare=listed)
    contrary = not kinds.isdisjoint(_AGAINST_IT | question.classes("against", "off", "sign"))
    if contrary or not (acting or lexicon().is_verbal(scene.words, anchor)):
        return False
    # "enters palace" is no joining, though "enters" may be
    said = (c for c in inside if not acting or (question.known and (c.first, c.last) == anchor))
    return _OTHERWISE.isdisjoint(k.partition(":")[0] for c in said for k in c.kinds)
