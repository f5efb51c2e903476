"""What a passage does with the words of a signal: says them, denies them, plans them, or only asks."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from bot.domain.evidence import Phase
from bot.domain.story import Direction, Signal, Weight
from watchers.judge.foreign import governed_foreign
from watchers.judge.governing import governing, in_passing
from watchers.judge.lessening import object_of
from watchers.judge.phasing import PhaseReading, reading
from watchers.judge.scene import NEAR, Scene, scene_of
from watchers.judge.twosides import denied_by_another
from watchers.judge.undoings import OFF, called_off
from watchers.words.cues import Cue
from watchers.words.finder import Place, Words, compiled, within
from watchers.words.grammar import forms, stems
from watchers.words.phrasebook import lexicon

_ACCUSES = stems("accusing")
_DENIES = stems("denying")
_IN_PASSING = forms("behind_news") | forms("told_beside")
_LEADS_ON = forms("leads_into")
_WORDS_OF_OTHERS = stems("words_of_others")


@dataclass(frozen=True, kw_only=True)
class SignalReading:
    """`flipped` says the passage turns the signal round: it denies or calls off what the signal's words say."""

    phase: Phase
    rule: str
    reading: PhaseReading
    flipped: bool = False


def read_signal(
    words: Words, places: tuple[Place, ...], signal: Signal, language: str = "en", names: tuple[Place, ...] = ()
) -> SignalReading:
    """The phase of the watch item's event, given that the signal's words stand at these places; `names` are no cues."""
    toward = signal.direction is Direction.TOWARD
    listed = compiled(signal.words).everywhere(words)
    found = governed(words, places, language, names, doubts=toward, listed=listed)
    borne_out = not toward and found.rule == OFF  # "pulls out of talks, calls off memorandum"
    if found.phase is Phase.HAPPENED or borne_out:
        phase = _asserted(signal)
        said = PhaseReading(phase=phase, rule="the passage says so itself", words=found.words, places=found.places)
        return SignalReading(phase=phase, rule="signal", reading=said)
    if found.phase in {Phase.DENIED, Phase.CANCELLED}:
        phase = found.phase if toward else Phase.HEDGED
        return SignalReading(phase=phase, rule="flipped", reading=found, flipped=True)
    if found.phase in {Phase.PLANNED, Phase.HEDGED} and not toward:
        return SignalReading(phase=Phase.DENIED, rule="weaker", reading=found)
    return SignalReading(phase=found.phase, rule="weaker", reading=found)


def looked_back(when: str) -> SignalReading:
    """What a signal's words come to that tell of something long ago: nothing."""
    return SignalReading(
        phase=Phase.NONE, rule="long ago", reading=PhaseReading(phase=Phase.NONE, rule="long ago", words=when)
    )


def of_somebody_else(who: str) -> SignalReading:
    """What a signal's words come to that a sentence says of somebody who is none of the story's: nothing."""
    rule = "of somebody else"
    return SignalReading(
        phase=Phase.NONE, rule=rule, reading=PhaseReading(phase=Phase.NONE, rule=rule, words=who, aside=True)
    )


def _asserted(signal: Signal) -> Phase:
    """A decisive signal is the event itself, or its end; a lesser one is a sign of it."""
    if signal.direction is Direction.TOWARD:
        return Phase.HAPPENED if signal.weight is Weight.DECISIVE else Phase.PLANNED
    return Phase.CANCELLED if signal.weight is Weight.DECISIVE else Phase.DENIED


def governed(
    words: Words,
    places: tuple[Place, ...],
    language: str = "en",
    names: tuple[Place, ...] = (),
    *,
    doubts: bool = True,
    listed: tuple[Place, ...] = (),
    beside: bool = True,
) -> PhaseReading:
    """How a passage holds the words at these places: said (happened), negated, called off, yet to come, hedged or asked.

    What stands within the `names` of actors governs nothing: "Will Barden"; nor do the words at `listed`, which the desk
    waits for: "grants injunction". Without `doubts` only what denies the words
    themselves counts, as for trouble the desk listed as such: "accused" beside "in doubt" denies none. Without `beside` a verb
    that goes on with the same sentence does not: "condemns strikes and opposes sanctions".
    """
    if language != "en":
        return governed_foreign(words, language, places, names)
    return _governed(words, places, names, (*places, *listed), doubts=doubts, beside=beside)


def _governed(
    words: Words,
    places: tuple[Place, ...],
    names: tuple[Place, ...],
    listed: tuple[Place, ...],
    *,
    doubts: bool,
    beside: bool,
) -> PhaseReading:
    scene = scene_of(words, places, names).without(tuple(_with_to(words, place) for place in listed))
    scene = scene if beside else scene.without(tuple(_going_on(scene, places, names)))
    own = tuple(Cue(kinds=frozenset(), first=first, last=last) for first, last in places)
    # "troops to Iran": a name is not what is yet to come
    deeds = tuple(c for c in own if not within((c.first, c.last), names)) or own
    led_by = {k: g for cue in reversed(deeds) for k, g in governing(scene, cue).items()}
    first = own[0] if own else Cue(kinds=frozenset(), first=0, last=0)
    if denied := denied_by_another(scene) or _negated(scene, own, first, doubts=doubts):
        return denied
    open_to = next((led_by[k] for k in ("condition", "demand") if k in led_by), None)
    if open_to or scene.asks(first) or scene.explains(first):
        asked = reading(scene, Phase.NONE, "a condition, a demand, a question or an explanation", first)
        opening = "?" if scene.asks(first) else words.tokens[0].raw
        return _because(asked, scene, open_to) if open_to else replace(asked, words=opening)
    if off := called_off(scene) or _denied(scene, doubts=doubts):
        return off
    if "done" not in led_by and (future := led_by.get("future")):
        return _because(reading(scene, Phase.PLANNED, "yet to come", first), scene, future)
    if less := _less(scene, own, first):
        return _because(reading(scene, Phase.HEDGED, "somebody's word, in part or in draft", first), scene, less)
    return replace(reading(scene, Phase.HAPPENED, "said", first), words=_told(words, places, names))


def _with_to(words: Words, place: Place) -> Place:
    """The place with the "to" that belongs to its verb: of "refuses to ban" the desk waits for the refusal, and nothing is yet to come.

    "Dolan to resign" has none: the desk waits for Dolan's resignation.
    """
    first, last = place
    own = any(c.last == last + 1 and first <= c.first < last for c in lexicon().find(words))
    return (first, last + 1) if own and words.tokens[last].word == "to" else place


def _going_on(scene: Scene, places: tuple[Place, ...], names: tuple[Place, ...]) -> Iterator[Place]:
    """The verbs against something that stand beside those words and not above them: "halts deliveries, vetoes sanctions"."""
    tokens = scene.words.tokens
    begins = [p[0] for p in places if not within(p, names)]
    for cue in scene.of("cancel", "deny", "prospect") if begins else ():
        early, late = sorted((cue.first, min(begins, key=lambda first: abs(first - cue.first))))
        alike = any(tokens[early].word.endswith(end) and tokens[late].word.endswith(end) for end in ("s", "ed"))
        led = not _LEADS_ON.isdisjoint(t.word for t in tokens[early:late])
        on = alike and early < late and not led and tokens[late - 1].word in {",", "and"}
        if on or _behind(scene, cue, begins):
            yield cue.first, cue.last


def _behind(scene: Scene, cue: Cue, begins: list[int]) -> bool:
    """Whether it is told in passing, of something else: "rules out troops as talks fail"."""
    clause = scene.clauses[cue.first]
    return clause.opener in _IN_PASSING and all(scene.clauses[first].number != clause.number for first in begins)


def _negated(scene: Scene, own: tuple[Cue, ...], first: Cue, *, doubts: bool) -> PhaseReading | None:
    negation = _negation(scene, own, doubts=doubts)
    return _because(reading(scene, Phase.DENIED, "negated", first), scene, negation) if negation else None


def _negation(scene: Scene, own: tuple[Cue, ...], *, doubts: bool) -> Cue | None:
    """What negates one of the words; without `doubts` not what negates their end: "will not end the war"."""
    ends = scene.of("ended", "cancel")
    for cue in own:
        found = governing(scene, cue).get("negation")
        if found and (doubts or not any(found.last <= e.first < cue.first for e in ends)):
            return found
    return None


def _because(found: PhaseReading, scene: Scene, cue: Cue) -> PhaseReading:
    """The same reading, with the word that decided it."""
    return replace(found, words=scene.text(cue))


def _less(scene: Scene, own: tuple[Cue, ...], first: Cue) -> Cue | None:
    """What makes the words no more than somebody's, or so in part."""
    told = (scene.telling_of(c) or in_passing(scene, c) for c in own)
    return next(iter((*scene.of("claim"), *scene.alongside(first, "partial"), *(t for t in told if t))), None)


def _told(words: Words, places: tuple[Place, ...], names: tuple[Place, ...]) -> str:
    """The words found, in reading order, without those that only name an actor; all of them where nothing else is left."""
    mere = [p for p in places if not within(p, names)]
    return ", ".join(" ".join(t.raw for t in words.tokens[slice(*place)]) for place in sorted({*(mere or places)}))


def _denied(scene: Scene, *, doubts: bool) -> PhaseReading | None:
    """A denial near the words: contested where a contrast sets two sides against each other. An accusation is none."""
    for cue in scene.longest("deny", "prospect"):
        first = scene.words.stems[cue.first]
        said = first in _DENIES if not doubts else not (cue.size == 1 and first in _ACCUSES)
        if said and scene.gap(cue) <= NEAR and not _of_another_matter(scene, cue):
            both = scene.contrasts
            rule = "one side says so, another not" if both else "denied or in doubt"
            return reading(scene, Phase.CONTESTED if both else Phase.DENIED, rule, cue)
    return None


def _of_another_matter(scene: Scene, cue: Cue) -> bool:
    """Whether another clause tells it of something else: "to sue after council rejects permit", "to shut, rejecting plea".

    Not "..., Dolan rejects claim".
    """
    here, tokens = scene.clauses[cue.first].number, scene.words.tokens
    place = object_of(scene, cue)
    besides = cue.first > 0 and tokens[cue.first - 1].word == "," and tokens[cue.first].word.endswith("ing")
    if place is None or not (besides or all(scene.clauses[a[0]].number != here for a in scene.anchors)):
        return False
    return _WORDS_OF_OTHERS.isdisjoint(scene.words.stems[slice(*place)])
