"""Who fights an event in court and loses: "loses appeal against extradition", "bid to stop the vote fails" bring it nearer."""

from collections.abc import Iterator

from bot.domain.evidence import Phase
from watchers.judge.governing import governors
from watchers.judge.phasing import PhaseReading, reading
from watchers.judge.scene import GOVERNS, NEAR, Scene
from watchers.judge.undonedeeds import akin
from watchers.match.partnames import lands
from watchers.match.questions import Question
from watchers.words.cues import Cue
from watchers.words.grammar import forms, stems
from watchers.words.stems import irregular

_TRIES = stems("tries")
_RECOURSES = (stems("recourses") | _TRIES) - stems("asking_for_it")
_LOSES = stems("losing_a_case")
_HINDERS = stems("averting_verbs") | stems("undoing_verbs") | stems("being_undone") | stems("hindering") - {"vote"}
_AUTHORITIES = stems("authorities")
_STOPS = stems("stops")
_GIVES_UP = stems("giving_up_a_case")
_NOT_DONE = frozenset({"negation", "condition", "demand", "future", "refusal"})
_AUXILIARIES = forms("auxiliaries")
_BY_RECOURSE = frozenset({"acquittal", "annulment", "appeal", "mistrial", "relief", "ruling"})
"""Events that come about by such a recourse, so that losing it is a loss for them."""


def recourse_lost(scene: Scene, question: Question) -> PhaseReading | None:
    """A sign of the event where somebody turns against it and is turned down; None where nobody is seen to.

    Not where the event is one that comes about by an appeal, or where the question itself asks for the appeal.
    """
    if not question.named.isdisjoint(_RECOURSES) or any(e.name in _BY_RECOURSE for e in question.events):
        return None
    for lost, recourse in _lost(scene):
        cue = Cue(kinds=frozenset(), first=min(lost, recourse), last=max(lost, recourse) + 1)
        theirs = _of_authorities(scene, lost, recourse) or _against_a_stop(scene, question, recourse, lost)
        against = not theirs and _against_it(scene, question, recourse)
        if against and not _unsaid(scene, lost, recourse) and not scene.asks(cue):
            return reading(scene, Phase.PLANNED, "who fights it loses", cue)
    return None


def turns_against(scene: Scene, question: Question, at: int) -> bool:
    """Whether it is a recourse against the thing, said in full: "challenge to takeover", "lawsuit against dam"."""
    then = next((t.word for t in scene.words.tokens[at + 1 : at + 2]), "")
    led = then == "against" or (scene.words.stems[at], then) == ("challeng", "to")
    things = any(at < a[0] <= at + 2 + GOVERNS for a in scene.anchors if a not in scene.actors)
    return led and things and question.names.isdisjoint(_BY_RECOURSE)


def bid_lost(scene: Scene, question: Question) -> PhaseReading | None:
    """A sign against the event where somebody tries for it and is turned down: "bid to admit Auria fails", "motion to censure Dolan defeated"."""
    events = [c for c in scene.of(*question.classes("event")) if scene.near(c)]
    for lost, bid in _lost(scene):
        cue = Cue(kinds=frozenset(), first=min(lost, bid), last=max(lost, bid) + 1)
        for_it = _to(scene, bid) and any(bid + 2 <= c.first <= bid + 3 for c in events)
        if for_it and not scene.asks(cue):
            return reading(scene, Phase.DENIED, "who tries for it loses", cue)
    return None


def _lost(scene: Scene) -> Iterator[tuple[int, int]]:
    """The places of a verb of losing and of the recourse that is lost: "loses second appeal", "appeal is rejected"."""
    roots, clauses = scene.words.stems, scene.clauses
    for at in (n for n, s in enumerate(roots) if s in _RECOURSES):
        for verb in (n for n, s in enumerate(roots) if s in _LOSES and clauses[n].number == clauses[at].number):
            word = scene.words.tokens[verb].word
            passive = word.endswith(("s", "ed")) or word in irregular()
            if 0 < at - verb <= GOVERNS + 1 or (passive and 0 < verb - at <= NEAR):
                yield verb, at


def _against_it(scene: Scene, question: Question, at: int) -> bool:
    """Whether a recourse is one against the event: "extradition appeal", "appeal against extradition", "bid to block the vote"."""
    tokens, roots = scene.words.tokens, scene.words.stems
    then = tokens[at + 1].word if at + 1 < len(tokens) else ""
    if _to_hinder(scene, at):
        return roots[at + 2] not in question.named and any(at < a[0] <= at + 2 + NEAR for a in scene.anchors)
    if roots[at] in _TRIES:
        return False
    if then in {"against", "over", "to"}:
        return any(at < a[0] <= at + NEAR for a in scene.anchors)
    against = question.classes("against")
    return any(c.first == at and c.kinds & against for c in scene.cues) or any(a[1] == at for a in scene.anchors)


def _to(scene: Scene, at: int) -> bool:
    return [t.word for t in scene.words.tokens[at + 1 : at + 2]] == ["to"]


def _to_hinder(scene: Scene, at: int) -> bool:
    """Whether it is a bid to stop something: "bid to block the vote"."""
    return _to(scene, at) and not _HINDERS.isdisjoint(scene.words.stems[at + 2 : at + 3])


def _of_authorities(scene: Scene, lost: int, recourse: int) -> bool:
    """Whether it is the state that turns to a court, which wants the event: "government loses appeal"."""
    if not lost or scene.words.stems[lost] not in _GIVES_UP or _to_hinder(scene, recourse):
        return False
    who = scene.words.tokens[lost - 1]
    return scene.words.stems[lost - 1] in _AUTHORITIES or (who.raw[:1].isupper() and who.word in lands())


def _against_a_stop(scene: Scene, question: Question, at: int, lost: int) -> bool:
    """Whether it is a recourse against what stops the event: "appeal against block on takeover"."""
    then = {scene.words.stems[n] for n in range(at + 1, min(len(scene.words.stems), at + 2 + GOVERNS)) if n != lost}
    stops = {s for s in _STOPS & then if not any(akin(asked, s) for asked in question.named)}
    return bool(stops) and not _to(scene, at)


def _unsaid(scene: Scene, lost: int, recourse: int) -> bool:
    """Whether the loss is not told as done: "may be rejected"; the "against" or "to" of a recourse that leads its verb governs no loss."""
    tokens = scene.words.tokens
    first = Cue(kinds=frozenset(), first=min(lost, recourse), last=min(lost, recourse) + 1)
    led = (g for kind in _NOT_DONE for g in scene.of(kind) if recourse < g.first < lost)
    return bool(governors(scene, first) & _NOT_DONE) or any(
        all(t.word in _AUXILIARIES for t in tokens[g.last : lost]) for g in led
    )
