"""Signs short of the event: hoped for and near, denied and in doubt, or both in one passage."""

from dataclasses import replace

from bot.domain.evidence import Phase
from watchers.judge.governing import governors
from watchers.judge.lessening import object_of
from watchers.judge.phasing import PhaseReading, reading
from watchers.judge.scene import GOVERNS, NEAR, UNSURE, Scene
from watchers.judge.undoings import of_an_obstacle, watched_for
from watchers.match.questions import Question
from watchers.words.cues import Cue
from watchers.words.grammar import forms, stems

HOPED = "hoped for or near"
_PLACED = forms("placed")
_QUARRELS = stems("quarrels")
_TURNS_DOWN = stems("turning_down")
_OPPOSES = stems("opposing")
_DROPS = stems("turning_down") | stems("giving_up") | stems("ruling_out")
_AT = forms("none_at")
_TROUBLE = stems("trouble")
_EASING = stems("easing_trouble")


def doubted(scene: Scene, question: Question) -> PhaseReading | None:
    """Somebody says no, or it is not (yet) so. A question with a doubt in it ("why is it stuck?") counts.

    Words that announce the very event are no doubt: a strike is threatened before it begins. Nor is a quarrel, where the
    question is whether two sides fight.
    """
    if question.personal and not _named(scene, question):
        return None
    signs = {(c.first, c.last) for c in scene.of(*question.classes("sign", "event"))}
    for kind in ("deny", "cancel"):
        for cue in scene.longest(kind, "deny", "cancel", "prospect", "less"):
            of_the_event = (cue.first, cue.last) in signs or _threatens(scene, cue, signs)
            if not of_the_event and _bears(scene, question, cue, kind):
                return reading(scene, Phase.DENIED, "denied or in doubt", cue)
    return None


def _bears(scene: Scene, question: Question, cue: Cue, kind: str) -> bool:
    """Whether a word of denial or of calling off (`kind`) bears on the thing, and is said."""
    quarrel = question.hostile and scene.words.stems[cue.first] in _QUARRELS
    governed = governors(scene, cue)
    unsaid = "condition" in governed or ("negation" in governed and kind == "deny")
    if any(cue in pair for pair in _refused(scene, question)):
        return False
    if any(o.first <= cue.first < o.last for o in _cleared(scene, question)):
        return False
    if question.between and _eases(scene, cue):
        return False
    within = scene.reached(cue) and (kind != "cancel" or scene.near(cue)) and not watched_for(scene, cue, question)
    return within and not quarrel and not unsaid and not _none_there(scene, cue)


def _eases(scene: Scene, cue: Cue) -> bool:
    """Whether what is put off or stopped is what parties do to one another: "delays tariff hike", "pulls troops out"."""
    if scene.words.stems[cue.first] not in _EASING:
        return False
    taken = object_of(scene, cue)
    last = max(cue.last, taken[1] if taken else cue.last)
    done = not _TROUBLE.isdisjoint(scene.words.stems[cue.first + 1 : last])
    return done and not any(cue.first < a[0] < last for a in scene.anchors)


def _none_there(scene: Scene, cue: Cue) -> bool:
    """Whether something else did not come of the thing itself: "no deal at summit" denies no summit."""
    negated, *rest = (t.word for t in scene.words.tokens[cue.first : cue.last + 1])
    at = negated == "no" and rest[-1:] and rest[-1] in _AT
    return bool(at) and any(0 <= a[0] - cue.last <= GOVERNS for a in scene.anchors)


def _threatens(scene: Scene, cue: Cue, own: set[tuple[int, int]]) -> bool:
    """Whether the event itself is what is threatened: "threatens to close the border"."""
    after = (first for first, _ in own if 0 <= first - cue.last <= 1)
    return "threaten" in scene.words.stems[cue.first : cue.last] and any(after)


def hoped(scene: Scene, question: Question) -> PhaseReading | None:
    """Somebody hopes for it, plans it or sees it near."""
    if question.personal and not _named(scene, question):
        return None
    refused = _refused(scene, question)
    for cue in _hopes(scene):
        if any(r.first < cue.first <= u.first for r, u in refused):  # "denies bid to revoke bail"
            continue
        governed = governors(scene, cue)
        if "negation" in governed:
            return reading(scene, Phase.DENIED, "a hope negated", cue)
        if governed & {"condition", "demand"} or scene.asks(cue) or scene.explaining or _meanwhile(scene, cue):
            continue
        if _where(scene, cue) or scene.words.stems[cue.first] in _TURNS_DOWN:  # "refuses to postpone trial"
            continue
        phase = Phase.HEDGED if governed & {"claim", "future"} else Phase.PLANNED
        return reading(scene, phase, HOPED, cue)
    return None


def unopposed(scene: Scene, question: Question) -> PhaseReading | None:
    """Somebody says that he will not stand in its way: "won't oppose her release", "does not rule out a deal"."""
    against = scene.of(*question.classes("against"))
    if refused := next((r for r, _ in _refused(scene, question)), None):
        return reading(scene, Phase.HEDGED, "what would undo it is turned down", refused)
    if cleared := next((c for c in _cleared(scene, question) if not governors(scene, c) & UNSURE), None):
        return reading(scene, Phase.HEDGED, "what stands in its way is off", cleared)
    hinders = (c for c in scene.of("deny") if scene.words.stems[c.first] in _OPPOSES)
    for cue in (*hinders, *against):
        governed = governors(scene, cue)
        if "negation" in governed and not governed & {"condition"} and scene.reached(cue) and not scene.asks(cue):
            return reading(scene, Phase.HEDGED, "a denial negated", cue)
    return None


def _refused(scene: Scene, question: Question) -> list[tuple[Cue, Cue]]:
    """What is turned down that would itself undo it, each with what turns it down: "refuses to revoke bail"."""
    undoing = [
        c
        for c in scene.of("deny", "cancel", *question.classes("against", "off"))
        if c.first and scene.words.tokens[c.first - 1].word == "to" and not c.kinds & question.asked
    ]
    refusing = [c for c in scene.of("deny") if scene.words.stems[c.first] in _TURNS_DOWN]
    return [(r, u) for r in refusing for u in undoing if _takes_down(scene, r, u)]


def _cleared(scene: Scene, question: Question) -> list[Cue]:
    """What is turned down or given up that stands in its way, with what does so: "rules out veto", "drops objection"."""
    off = [
        c
        for c in scene.of("deny", "cancel")
        if scene.words.stems[c.first] in _DROPS and of_an_obstacle(scene, c, question)
    ]
    return [replace(c, last=(object_of(scene, c) or (c.first, c.last))[1]) for c in off]


def _takes_down(scene: Scene, refusal: Cue, undoing: Cue) -> bool:
    """Whether the one is of the other: near before it, and of no anchor: "rejects pact to block Auria"."""
    near = 0 < undoing.first - refusal.last <= NEAR
    between = any(refusal.last <= a[0] < undoing.first for a in scene.anchors)
    return near and not between


def _meanwhile(scene: Scene, cue: Cue) -> bool:
    """Whether it only goes on beside the news: "strikes kill 30 as talks continue"."""
    return "ongoing" in cue.kinds and scene.clauses[cue.first].opener in {"as", "while"}


def _where(scene: Scene, cue: Cue) -> bool:
    """Whether a "near" says only where: "fires missiles near Taiwan", "found near pipeline"; "near deal" and "is near" hope."""
    if scene.text(cue).lower() != "near":
        return False
    led = scene.words.tokens[cue.first - 1].word if cue.first else ""
    after = scene.words.tokens[cue.last : cue.last + 1]
    place = bool(after) and after[0].raw[:1].isupper() and not scene.text(cue)[0].isupper()
    return place or led in _PLACED or led.endswith("ed")


def _named(scene: Scene, question: Question) -> bool:
    """Whether the event itself is spoken of: what a minister pledges or rejects says nothing of a resignation."""
    about = any(s in question.nouns for a in scene.anchors for s in scene.words.stems[a[0] : a[1]])
    return about or bool(scene.of(*question.classes("event", "deed", "sign")))


def _hopes(scene: Scene) -> list[Cue]:
    loose = [c for c in scene.longest("loose", "prospect", "deny") if not scene.before_anchor(c) and scene.near(c)]
    return [*(c for c in scene.longest("prospect", "deny", "cancel") if scene.reached(c)), *loose]


def both(scene: Scene, hope: PhaseReading, doubt: PhaseReading) -> PhaseReading:
    """Hope and doubt in one passage: contested where a contrast parts them, else the doubt weighs more."""
    if hope.phase is Phase.DENIED or not scene.contrasts:
        return doubt
    return PhaseReading(
        phase=Phase.CONTESTED,
        rule="one side says so, another not",
        words=f"{hope.words}; {doubt.words}",
        places=(*hope.places, *doubt.places),
        told=doubt.told,
    )
