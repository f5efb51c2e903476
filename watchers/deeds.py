"""Whether a passage says that the event itself took place: its verbs, what governs them, and nouns of the deed."""

from collections.abc import Iterable

from bot.domain.evidence import Phase
from watchers.nouns import is_noun
from watchers.phasing import Reading, reading
from watchers.phrasebook import Cue
from watchers.questions import Question
from watchers.scene import Scene


def happened(scene: Scene, question: Question, verbs: Iterable[Cue]) -> tuple[Reading | None, Reading | None]:
    """What happened for certain, and the best of what is less than that."""
    weaker: Reading | None = None
    for cue in sorted(verbs, key=lambda c: (scene.gap(c), -c.size)):
        found = _verb(scene, question, cue)
        if found and found.phase is Phase.HAPPENED:
            return found, None
        weaker = weaker or found
    return None, weaker


def verbs(scene: Scene, question: Question) -> Iterable[Cue]:
    """The verbs of the event near its noun, without those that are part of a longer phrase or stand as nouns."""
    names = [e.name for e in question.events]
    longer = scene.of("cancel", "deny", "prospect", *(f"{k}:{n}" for n in names for k in ("off", "against", "sign")))
    for cue in scene.of(*(f"event:{n}" for n in names)):
        if scene.near(cue) and not any(cue.within(o) for o in longer) and not is_noun(scene, cue):
            yield cue


def _verb(scene: Scene, question: Question, cue: Cue) -> Reading | None:
    """What a verb of the event amounts to, given what governs it; None where it says nothing (a condition, a demand)."""
    governed = scene.governors(cue)
    if "negation" in governed:
        return reading(scene, Phase.DENIED, "the verb is negated", cue)
    if governed & {"condition", "demand"} or scene.asking or _background(scene, cue):
        return None
    if "future" in governed and "done" not in governed and not (question.by_agreement and _after_agree(scene, cue)):
        return reading(scene, Phase.PLANNED, "yet to come", cue)
    return _asserted(scene, cue)


def _asserted(scene: Scene, cue: Cue) -> Reading:
    if scene.of("claim"):
        return reading(scene, Phase.HEDGED, "somebody claims so", cue)
    if scene.alongside(cue, "partial"):
        return reading(scene, Phase.HEDGED, "in draft, in part or in principle", cue)
    if scene.words.tokens[cue.first].word.endswith("ing") and not _subject_before(scene, cue):
        return reading(scene, Phase.HEDGED, "an -ing form tells of no time", cue)
    if scene.told(cue):
        return reading(scene, Phase.HEDGED, "somebody's word, not yet an event", cue)
    return reading(scene, Phase.HAPPENED, "said to have happened", cue)


def _after_agree(scene: Scene, cue: Cue) -> bool:
    return "agre" in scene.words.stems[max(0, cue.first - 2) : cue.first]


def _subject_before(scene: Scene, cue: Cue) -> bool:
    before = scene.words.tokens[cue.first - 1] if cue.first else None
    return before is not None and (before.raw[:1].isupper() or before.word in {"is", "are"})


def _background(scene: Scene, cue: Cue) -> bool:
    """Whether it is told as known: "the deal signed last year", "years after the truce began"."""
    return any(0 <= c.first - cue.first < scene_reach(c) or 0 < cue.first - c.last <= 1 for c in scene.of("background"))


def scene_reach(cue: Cue) -> int:
    """How far after a verb what puts it in the past may stand."""
    return 4 + cue.size


def deed(scene: Scene, question: Question) -> Reading | None:
    """A noun of the deed told as known: "hours after the extension", "hails the signing"."""
    for event in question.events:
        for cue in scene.of(f"deed:{event.name}"):
            led = next((c for c in scene.of("after") if 0 <= cue.first - c.last <= 2), None)  # noqa: PLR2004 - "after the truce extension"
            if any(0 <= n.first - cue.last <= 1 for n in scene.of("noun_of")):
                continue
            free = led and not scene.governors(led) & {"negation", "future", "condition", "demand"}
            if free and scene.near(cue) and not scene.asking and not scene.alongside(cue, "partial"):
                return reading(scene, Phase.HAPPENED, "told as known", cue)
    return None
