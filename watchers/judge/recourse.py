"""Who fights an event in court and loses: "loses appeal against extradition", "bid to stop the vote fails" bring it nearer."""

from collections.abc import Iterator

from bot.domain.evidence import Phase
from watchers.judge.governing import governors
from watchers.judge.phasing import PhaseReading, reading
from watchers.judge.scene import GOVERNS, NEAR, Scene
from watchers.match.partnames import lands
from watchers.match.questions import Question
from watchers.words.cues import Cue
from watchers.words.grammar import stems

_TRIES = stems("tries")
_RECOURSES = (stems("recourses") | _TRIES) - stems("asking_for_it")
_LOSES = stems("losing_a_case")
_AVERTS = stems("averting_verbs") | stems("undoing_verbs")
_AUTHORITIES = stems("authorities")
_STOPS = stems("stops")
_GIVES_UP = stems("giving_up_a_case")
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
        theirs = _of_authorities(scene, lost) or _against_a_stop(scene, question, recourse)
        if not theirs and _against_it(scene, question, recourse) and not _unsaid(scene, lost) and not scene.asks(cue):
            return reading(scene, Phase.PLANNED, "who fights it loses", cue)
    return None


def _lost(scene: Scene) -> Iterator[tuple[int, int]]:
    """The places of a verb of losing and of the recourse that is lost: "loses second appeal", "appeal is rejected"."""
    roots, clauses = scene.words.stems, scene.clauses
    for at in (n for n, s in enumerate(roots) if s in _RECOURSES):
        for verb in (n for n, s in enumerate(roots) if s in _LOSES and clauses[n].number == clauses[at].number):
            passive = scene.words.tokens[verb].word.endswith(("s", "ed"))
            if 0 < at - verb <= GOVERNS + 1 or (passive and 0 < verb - at <= NEAR):
                yield verb, at


def _against_it(scene: Scene, question: Question, at: int) -> bool:
    """Whether a recourse is one against the event: "extradition appeal", "appeal against extradition", "bid to block the vote"."""
    tokens, roots = scene.words.tokens, scene.words.stems
    then = tokens[at + 1].word if at + 1 < len(tokens) else ""
    if then == "to" and roots[at + 2 : at + 3] and roots[at + 2] in _AVERTS:
        return any(at < a[0] <= at + 2 + NEAR for a in scene.anchors)
    if roots[at] in _TRIES:
        return False
    if then in {"against", "over", "to"}:
        return any(at < a[0] <= at + NEAR for a in scene.anchors)
    against = question.classes("against")
    return any(c.first == at and c.kinds & against for c in scene.cues) or any(a[1] == at for a in scene.anchors)


def _of_authorities(scene: Scene, at: int) -> bool:
    """Whether it is the state that turns to a court, which wants the event: "government loses appeal"."""
    if not at or scene.words.stems[at] not in _GIVES_UP:
        return False
    who = scene.words.tokens[at - 1]
    return scene.words.stems[at - 1] in _AUTHORITIES or (who.raw[:1].isupper() and who.word in lands())


def _against_a_stop(scene: Scene, question: Question, at: int) -> bool:
    """Whether it is a recourse against what stops the event: "appeal against block on takeover"."""
    then = scene.words.stems[at + 1 : at + 2 + GOVERNS]
    return "to" not in {t.word for t in scene.words.tokens[at + 1 : at + 2]} and not (
        _STOPS - question.named
    ).isdisjoint(then)


def _unsaid(scene: Scene, at: int) -> bool:
    cue = Cue(kinds=frozenset(), first=at, last=at + 1)
    return bool(governors(scene, cue) & {"negation", "condition", "demand", "future"})
