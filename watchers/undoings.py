"""What speaks against an event: it is called off, ruled out, or the opposite of it happened."""

from collections.abc import Iterable

from bot.domain.evidence import Phase
from watchers.lessening import of_paper, swapped
from watchers.nouns import describes, is_noun
from watchers.phasing import Reading, reading
from watchers.phrasebook import Cue
from watchers.questions import Question
from watchers.scene import GOVERNS, NEAR, Scene

_UNSURE = frozenset({"negation", "future", "condition", "claim", "demand"})


def called_off(scene: Scene, own: Iterable[Cue] = ()) -> Reading | None:
    """The thing is off, said outright; where only talks or a bid for it are off, that is a doubt. `own` verbs are no cues."""
    for cue in scene.longest("cancel", "deny", "prospect", "less"):
        if (
            not scene.near(cue)
            or scene.inside_anchor(cue)
            or scene.asking
            or _overlaps(cue, own)
            or describes(scene, cue)
        ):
            continue
        if not scene.governors(cue) & _UNSURE:
            phase = Phase.DENIED if _of_talks(scene, cue) or of_paper(scene, cue) else Phase.CANCELLED
            return reading(scene, phase, "called off", cue)
    return None


def undone(scene: Scene, question: Question, own: Iterable[Cue]) -> Reading | None:
    """It is off, in general words or in those of its kind; what is off for certain comes first."""
    first, second = called_off(scene, own), ruled_out(scene, question, own)
    return second if second and (first is None or second.phase is Phase.CANCELLED) else first


def ruled_out(scene: Scene, question: Question, own: Iterable[Cue]) -> Reading | None:
    for cue in _of_events(scene, question, "off"):
        governed = scene.governors(cue)
        if scene.asking or "negation" in governed or "condition" in governed or _overlaps(cue, own):
            continue
        if swapped(scene, cue):
            return reading(scene, Phase.HAPPENED, "the other side yields", cue)
        unsure = governed & _UNSURE or scene.told(cue) or of_paper(scene, cue) or _of_hopes(scene, cue)
        phase = Phase.DENIED if unsure else Phase.CANCELLED
        return reading(scene, phase, "rules the event out", cue)
    return None


def spoken_against(scene: Scene, question: Question, own: Iterable[Cue]) -> Reading | None:
    for cue in _of_events(scene, question, "against"):
        if (
            not scene.governors(cue) & {"negation", "condition", "demand"}
            and not scene.asking
            and not _overlaps(cue, own)
            and not _describes(scene, cue)
        ):
            return reading(scene, Phase.DENIED, "the opposite of the event", cue)
    return None


def _describes(scene: Scene, cue: Cue) -> bool:
    """Whether it only tells which one is meant: "hostages held by the group"."""
    after = scene.words.tokens[cue.last : cue.last + 1]
    return bool(after) and after[0].word in {"by", "in"} and any(a[1] == cue.first for a in scene.anchors)


def announced(scene: Scene, question: Question) -> Reading | None:
    for cue in _of_events(scene, question, "sign"):
        if not scene.asking and not scene.explaining and not scene.governors(cue) & {"negation", "condition"}:
            return reading(scene, Phase.HEDGED, "a sign of such events", cue)
    return None


def _of_events(scene: Scene, question: Question, kind: str) -> list[Cue]:
    names = [e.name for e in question.events]
    longer = scene.of(*(f"{k}:{n}" for n in names for k in ("off", "against")), "prospect")
    cues = [c for c in scene.of(*(f"{kind}:{n}" for n in names)) if not any(c.within(o) for o in longer)]
    return [
        c
        for c in cues
        if scene.near(c) and not scene.inside_anchor(c) and not is_noun(scene, c) and not describes(scene, c)
    ]


def _overlaps(cue: Cue, own: Iterable[Cue]) -> bool:
    return any(cue.first < v.last and v.first < cue.last and cue.size <= v.size for v in own)


def _of_talks(scene: Scene, cue: Cue) -> bool:
    """Whether what is off is talks about the thing: "talks on the hostages collapse"."""
    here = scene.clauses[cue.first].number
    talks = [c for c in scene.of("process") if not scene.inside_anchor(c) and scene.clauses[c.first].number == here]
    return any(0 <= cue.first - c.last < NEAR or _up_to(scene, cue, c) for c in talks)


def _of_hopes(scene: Scene, cue: Cue) -> bool:
    """Whether it is hopes of the thing that suffer: "beaten in blow to title hopes"."""
    first = min((a for a in scene.anchors if a[0] >= cue.last), default=None)
    return first is not None and any(c.first == first[1] for c in scene.of("hopes"))


def _up_to(scene: Scene, cue: Cue, talks: Cue) -> bool:
    """Whether talks are the object: "walks out of talks", "walks out of normalisation talks"."""
    gap = talks.first - cue.last
    return 0 <= gap <= 1 or (gap <= GOVERNS and any(cue.last <= a[0] and a[1] == talks.first for a in scene.anchors))
