"""What a passage says of an event: did it happen, is it planned, hedged, denied, called off, or contested?

Rules near the event's own words, tried in the order that measured best: called off, happened, denied, hoped for.
Certainty and polarity follow FactBank (Sauri & Pustejovsky 2009); what governs a verb (to, could, claims, if, not)
is looked for in the few words before it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from bot.domain.evidence import Phase
from bot.domain.story import Polarity
from watchers.finder import Place, words_of
from watchers.nouns import is_noun
from watchers.phrasebook import Cue, Event, lexicon
from watchers.scene import NEAR, Scene, scene_of

_UNSURE = frozenset({"negation", "future", "condition", "claim", "demand"})


@dataclass(frozen=True, kw_only=True)
class Question:
    """What is asked of a passage: the events that would answer it, and whether something should happen or end."""

    polarity: Polarity = Polarity.HAPPENS
    events: tuple[Event, ...] = ()

    @property
    def by_agreement(self) -> bool:
        """Whether agreeing to do it is doing it, as with a truce's extension."""
        return any(e.by_agreement for e in self.events)


@dataclass(frozen=True, kw_only=True)
class Reading:
    """The phase a passage gives an event; `rule` and `words` say why. `told` has who is quoted for it, if anybody."""

    phase: Phase
    rule: str
    words: str = ""
    places: tuple[Place, ...] = ()
    told: str = ""


NOTHING = Reading(phase=Phase.NONE, rule="no word of the lexicon near it says so")


@lru_cache(maxsize=4096)
def question_of(anchors: frozenset[str], text: str, polarity: Polarity, actors: frozenset[str]) -> Question:
    """The question a watch item asks: the events its own verb names, else its anchors, else any.

    What follows a "to" in it is a purpose: "a deal to end the war" asks for the deal.
    """
    words = words_of(text.partition(" to ")[0])
    own = frozenset(s for s, t in zip(words.stems, words.tokens, strict=True) if not t.is_mark and s not in actors)
    events = lexicon().events
    asked = own - anchors or own
    named = tuple(e for e in events if (asked & e.verbs) - e.weak) or tuple(
        e for e in events if (own & e.verbs) - e.weak
    )
    kinds = tuple(e for e in events if anchors & (e.nouns | e.verbs))
    both = tuple(e for e in named if e in kinds)
    return Question(polarity=polarity, events=both or kinds or named or events)


def phase_of(title: str) -> Reading:
    """The phase a title speaks in as a whole, whatever it is about; for telling happenings apart."""
    return read_happening(scene_of(words_of(title), ()), Question(events=lexicon().events))


def reading(scene: Scene, phase: Phase, rule: str, cue: Cue) -> Reading:
    """A reading that rests on this cue."""
    return Reading(phase=phase, rule=rule, words=scene.text(cue), places=((cue.first, cue.last),), told=scene.told(cue))


def read_happening(scene: Scene, question: Question) -> Reading:
    """What the passage says of the event the question asks about, near the words that name it."""
    own = tuple(_verbs(scene, question))
    off = called_off(scene, own) or _ruled_out(scene, question, own)
    done, weaker = _happened(scene, question, own)
    done = done or _deed(scene, question)
    if off and not done:
        return off
    if done and not off:
        return done
    doubt = _spoken_against(scene, question, own) or doubted(scene)
    hope = weaker or _hoped(scene) or _announced(scene, question)
    if doubt and hope:
        return both(scene, hope, doubt)
    return doubt or hope or NOTHING


def called_off(scene: Scene, own: Iterable[Cue] = ()) -> Reading | None:
    """The thing is off, said outright; where only talks or a bid for it are off, that is a doubt. `own` verbs are no cues."""
    for cue in scene.longest("cancel", "deny", "prospect"):
        if not scene.near(cue) or scene.inside_anchor(cue) or scene.asking or _overlaps(cue, own):
            continue
        if not scene.governors(cue) & _UNSURE:
            phase = Phase.DENIED if _of_talks(scene, cue) else Phase.CANCELLED
            return reading(scene, phase, "called off", cue)
    return None


def _ruled_out(scene: Scene, question: Question, own: Iterable[Cue]) -> Reading | None:
    for cue in _of_events(scene, question, "off"):
        governed = scene.governors(cue)
        if scene.asking or "negation" in governed or "condition" in governed or _overlaps(cue, own):
            continue
        phase = Phase.DENIED if governed & _UNSURE or scene.told(cue) else Phase.CANCELLED
        return reading(scene, phase, "rules the event out", cue)
    return None


def _spoken_against(scene: Scene, question: Question, own: Iterable[Cue]) -> Reading | None:
    for cue in _of_events(scene, question, "against"):
        if (
            not scene.governors(cue) & {"negation", "condition", "demand"}
            and not scene.asking
            and not _overlaps(cue, own)
        ):
            return reading(scene, Phase.DENIED, "the opposite of the event", cue)
    return None


def _announced(scene: Scene, question: Question) -> Reading | None:
    for cue in _of_events(scene, question, "sign"):
        if not scene.asking and not scene.explaining and not scene.governors(cue) & {"negation", "condition"}:
            return reading(scene, Phase.HEDGED, "a sign of such events", cue)
    return None


def _of_events(scene: Scene, question: Question, kind: str) -> list[Cue]:
    names = [e.name for e in question.events]
    longer = scene.of(*(f"{k}:{n}" for n in names for k in ("off", "against")))
    cues = [c for c in scene.of(*(f"{kind}:{n}" for n in names)) if not any(c.within(o) for o in longer)]
    return [c for c in cues if scene.near(c) and not scene.inside_anchor(c) and not is_noun(scene, c)]


def _overlaps(cue: Cue, own: Iterable[Cue]) -> bool:
    return any(cue.first < v.last and v.first < cue.last and cue.size <= v.size for v in own)


def _of_talks(scene: Scene, cue: Cue) -> bool:
    """Whether what is off is talks about the thing: "talks on the hostages collapse"."""
    here = scene.clauses[cue.first].number
    talks = [c for c in scene.of("process") if not scene.inside_anchor(c) and scene.clauses[c.first].number == here]
    return any(0 <= cue.first - c.last < NEAR or 0 <= c.first - cue.last <= 1 for c in talks)


def _happened(scene: Scene, question: Question, verbs: Iterable[Cue]) -> tuple[Reading | None, Reading | None]:
    """What happened for certain, and the best of what is less than that."""
    weaker: Reading | None = None
    for cue in sorted(verbs, key=lambda c: (scene.gap(c), -c.size)):
        found = _verb(scene, question, cue)
        if found and found.phase is Phase.HAPPENED:
            return found, None
        weaker = weaker or found
    return None, weaker


def _verbs(scene: Scene, question: Question) -> Iterable[Cue]:
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


def _deed(scene: Scene, question: Question) -> Reading | None:
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


def doubted(scene: Scene) -> Reading | None:
    """Somebody says no, or it is not (yet) so. A question with a doubt in it ("why is it stuck?") counts."""
    for kind in ("deny", "cancel"):
        for cue in scene.longest(kind, "deny", "cancel", "prospect"):
            governed = scene.governors(cue)
            if not scene.reached(cue) or "condition" in governed or ("negation" in governed and kind == "deny"):
                continue
            if kind == "cancel" and not scene.near(cue):
                continue
            return reading(scene, Phase.DENIED, "denied or in doubt", cue)
    return None


def _hoped(scene: Scene) -> Reading | None:
    for cue in _hopes(scene):
        governed = scene.governors(cue)
        if "negation" in governed:
            return reading(scene, Phase.DENIED, "a hope negated", cue)
        if governed & {"condition", "demand"} or scene.asking or scene.explaining:
            continue
        phase = Phase.HEDGED if governed & {"claim", "future"} else Phase.PLANNED
        return reading(scene, phase, "hoped for or near", cue)
    return None


def _hopes(scene: Scene) -> list[Cue]:
    loose = [c for c in scene.longest("loose", "prospect", "deny") if not scene.before_anchor(c) and scene.near(c)]
    return [*(c for c in scene.longest("prospect", "deny", "cancel") if scene.reached(c)), *loose]


def both(scene: Scene, hope: Reading, doubt: Reading) -> Reading:
    """Hope and doubt in one passage: contested where a contrast parts them, else the doubt weighs more."""
    if hope.phase is Phase.DENIED or not scene.contrasts:
        return doubt
    return Reading(
        phase=Phase.CONTESTED,
        rule="one side says so, another not",
        words=f"{hope.words}; {doubt.words}",
        places=(*hope.places, *doubt.places),
        told=doubt.told,
    )
