"""What a passage says of an event: did it happen, is it planned, hedged, denied, called off, or contested?

Rules near the event's own words, tried in the order that measured best: called off, happened, denied, hoped for.
Certainty and polarity follow FactBank (Sauri & Pustejovsky 2009); what governs a verb (to, could, claims, if, not)
is looked for in the few words before it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from bot.domain.evidence import Phase
from bot.domain.story import Polarity
from watchers.finder import Place, Words, words_of
from watchers.phrasebook import Cue, Event, lexicon

NEAR = 7
"""Words between an event's verb and its noun at most, within one clause."""
REACH = 14
"""Words between a sign (hope, doubt) and the noun at most, across clauses."""
GOVERNS = 4
"""How many words before a verb what governs it may stand."""

_CLAUSE_MARKS = frozenset(";:—–|…?!") | {"..."}
_CLAUSE_WORDS = frozenset(
    [
        "as",
        "while",
        "after",
        "despite",
        "amid",
        "amidst",
        "but",
        "when",
        "before",
        "since",
        "though",
        "although",
        "because",
        "even",
        "following",
    ]
)


@dataclass(frozen=True, kw_only=True)
class Question:
    """What is asked of a passage: the events that would answer it, and whether something should happen or end."""

    polarity: Polarity = Polarity.HAPPENS
    events: tuple[Event, ...] = ()
    stems: frozenset[str] = frozenset()


@dataclass(frozen=True, kw_only=True)
class Reading:
    """The phase a passage gives an event; `rule` and `words` say why. `told` has who is quoted for it, if anybody."""

    phase: Phase
    rule: str
    words: str = ""
    places: tuple[Place, ...] = ()
    told: str = ""


NOTHING = Reading(phase=Phase.NONE, rule="no word of the lexicon near it")


@lru_cache(maxsize=4096)
def question_of(anchors: frozenset[str], text: str, polarity: Polarity, actors: frozenset[str]) -> Question:
    """The question a watch item asks: events named by its own verb, else by its anchors, else any."""
    stems = [
        s for s, t in zip(words_of(text).stems, words_of(text).tokens, strict=True) if not t.is_mark and s not in actors
    ]
    book = lexicon()
    own = frozenset(_asked(stems))
    named = tuple(e for e in book.events if (own & e.verbs) - e.weak)
    kinds = tuple(e for e in book.events if anchors & (e.nouns | e.verbs))
    both = tuple(e for e in named if e in kinds)
    return Question(polarity=polarity, events=both or kinds or named or book.events, stems=own)


def _asked(stems: Sequence[str]) -> list[str]:
    """Stems of the question, without what follows a "to": "a deal to end the war" asks for the deal."""
    return list(stems[: stems.index("to")]) if "to" in stems else list(stems)


@dataclass(kw_only=True)
class _Scene:
    """A passage laid out: cues by class, clause numbers, and where the event's noun stands."""

    words: Words
    anchors: tuple[Place, ...]
    cues: tuple[Cue, ...]
    clauses: tuple[int, ...]
    asking: bool
    by_kind: dict[str, list[Cue]] = field(default_factory=dict)

    def of(self, *kinds: str) -> list[Cue]:
        return [c for kind in kinds for c in self.by_kind.get(kind, ())]

    def text(self, cue: Cue) -> str:
        return " ".join(t.raw for t in self.words.tokens[cue.first : cue.last])

    def gap(self, cue: Cue) -> int:
        """Words between the cue and the nearest anchor; 0 where there is no anchor to be near to."""
        return min((max(first - cue.last, cue.first - last, 0) for first, last in self.anchors), default=0)

    def near(self, cue: Cue) -> bool:
        """Within NEAR words of an anchor and in its clause."""
        return not self.anchors or any(
            max(first - cue.last, cue.first - last, 0) <= NEAR and self.clauses[first] == self.clauses[cue.first]
            for first, last in self.anchors
        )

    def governors(self, cue: Cue) -> frozenset[str]:
        """The classes of what stands in the few words before the cue, in its clause."""
        kinds: set[str] = set()
        for other in self.of("negation", "future", "condition", "claim", "partial", "done"):
            ahead = cue.first - other.last
            if 0 <= ahead < GOVERNS and self.clauses[other.first] == self.clauses[cue.first]:
                kinds |= other.kinds
        return frozenset(kinds)


def read(words: Words, anchors: tuple[Place, ...], question: Question) -> Reading:
    """What the passage says of the event the question asks about, near the words that name it."""
    scene = _scene(words, anchors)
    if question.polarity is Polarity.ENDS:
        return _read_ending(scene)
    return _read_happening(scene, question)


def _scene(words: Words, anchors: tuple[Place, ...]) -> _Scene:
    found = lexicon().find(words)
    by_kind: dict[str, list[Cue]] = {}
    for cue in found:
        for kind in cue.kinds:
            by_kind.setdefault(kind, []).append(cue)
    return _Scene(
        words=words,
        anchors=anchors,
        cues=found,
        clauses=_clauses(words),
        asking=_asking(words),
        by_kind=by_kind,
    )


def _clauses(words: Words) -> tuple[int, ...]:
    numbers: list[int] = []
    now = 0
    for token in words.tokens:
        if token.word in _CLAUSE_MARKS or token.word in _CLAUSE_WORDS:
            now += 1
        numbers.append(now)
    return tuple(numbers)


def _asking(words: Words) -> bool:
    return any(t.word == "?" for t in words.tokens)


def _read_happening(scene: _Scene, question: Question) -> Reading:
    kinds = {f"event:{e.name}" for e in question.events}
    deeds = {f"deed:{e.name}" for e in question.events}
    longer = scene.of("cancel", "deny", "prospect")
    verbs = [c for c in scene.of(*kinds) if not any(c.within(o) for o in longer)]
    off = _called_off(scene)
    done, weaker = _happened(scene, question, verbs)
    if not done:
        done = _deed(scene, deeds)
    doubts = _doubts(scene)
    hopes = _hopes(scene)
    if off and not done:
        return off
    if done and not off:
        return done
    if doubts and (hopes or weaker):
        return _both(scene, hopes or weaker or doubts, doubts)
    return doubts or weaker or hopes or NOTHING


def _reading(scene: _Scene, phase: Phase, rule: str, cue: Cue) -> Reading:
    return Reading(
        phase=phase, rule=rule, words=scene.text(cue), places=((cue.first, cue.last),), told=_told(scene, cue)
    )


def _told(scene: _Scene, cue: Cue) -> str:
    """The reporting verb that leads the cue in, if one does."""
    before = [c for c in scene.of("report") if c.last <= cue.first and cue.first - c.last <= NEAR + 1]
    return scene.text(before[-1]) if before else ""


def _called_off(scene: _Scene) -> Reading | None:
    for cue in scene.of("cancel"):
        if not scene.near(cue) or _inside_anchor(scene, cue):
            continue
        governed = scene.governors(cue)
        if not governed & {"negation", "future", "condition", "claim"} and not scene.asking:
            return _reading(scene, Phase.CANCELLED, "called off", cue)
    return None


def _happened(scene: _Scene, question: Question, verbs: list[Cue]) -> tuple[Reading | None, Reading | None]:
    """What happened for certain, and the best of what is less than that."""
    weaker: Reading | None = None
    for cue in sorted(verbs, key=lambda c: (scene.gap(c), -c.size)):
        if not scene.near(cue):
            continue
        reading = _verb(scene, question, cue)
        if reading and reading.phase is Phase.HAPPENED:
            return reading, None
        weaker = weaker or reading
    return None, weaker


def _verb(scene: _Scene, question: Question, cue: Cue) -> Reading | None:
    governed = scene.governors(cue)
    agreed = any(e.by_agreement for e in question.events) and _after_agree(scene, cue)
    if "negation" in governed:
        return _reading(scene, Phase.DENIED, "the verb is negated", cue)
    if "condition" in governed or scene.asking or _background(scene, cue):
        return None
    if "future" in governed and not agreed and "done" not in governed:
        return _reading(scene, Phase.PLANNED, "the verb is governed by what is yet to come", cue)
    if scene.of("claim"):
        return _reading(scene, Phase.HEDGED, "somebody claims so", cue)
    if _partly(scene, cue):
        return _reading(scene, Phase.HEDGED, "in draft, in part or in principle", cue)
    word = scene.words.tokens[cue.first].word
    if word.endswith("ing") and not _subject_before(scene, cue):
        return _reading(scene, Phase.HEDGED, "an -ing form tells of no time", cue)
    if _told(scene, cue):
        return _reading(scene, Phase.HEDGED, "somebody's word, not yet an event", cue)
    return _reading(scene, Phase.HAPPENED, "happened", cue)


def _after_agree(scene: _Scene, cue: Cue) -> bool:
    return any(s == "agre" for s in scene.words.stems[max(0, cue.first - 2) : cue.first])


def _subject_before(scene: _Scene, cue: Cue) -> bool:
    before = scene.words.tokens[cue.first - 1] if cue.first else None
    return before is not None and (before.raw[:1].isupper() or before.word in {"is", "are"})


def _partly(scene: _Scene, cue: Cue) -> bool:
    return any(
        scene.clauses[c.first] == scene.clauses[cue.first] and abs(c.first - cue.first) <= NEAR
        for c in scene.of("partial")
    )


def _background(scene: _Scene, cue: Cue) -> bool:
    return any(0 <= c.first - cue.first <= NEAR or 0 < cue.first - c.last <= 1 for c in scene.of("background"))


def _deed(scene: _Scene, deeds: set[str]) -> Reading | None:
    """A noun of the deed told as known: "hours after the extension", "hails the signing"."""
    for cue in scene.of(*deeds):
        led = [c for c in scene.of("after") if 0 <= cue.first - c.last <= 2]  # noqa: PLR2004 - "after the truce extension"
        if led and not scene.governors(led[0]) & {"negation", "future", "condition"} and not scene.asking:
            return _reading(scene, Phase.HAPPENED, "told as known", cue)
    return None


def _doubts(scene: _Scene) -> Reading | None:
    for cue in _longest(scene.of("deny", "cancel"), scene.of("prospect")):
        if scene.gap(cue) > REACH or _inside_anchor(scene, cue):
            continue
        governed = scene.governors(cue)
        if "condition" in governed or ("negation" in governed and "deny" in cue.kinds):
            continue
        return _reading(scene, Phase.DENIED, "denied or in doubt", cue)
    return None


def _hopes(scene: _Scene) -> Reading | None:
    for cue in _longest(scene.of("prospect"), scene.of("deny", "cancel")):
        if scene.gap(cue) > REACH or _inside_anchor(scene, cue):
            continue
        governed = scene.governors(cue)
        if "negation" in governed:
            return _reading(scene, Phase.DENIED, "a hope negated", cue)
        if "condition" in governed or scene.asking:
            continue
        phase = Phase.HEDGED if governed & {"claim", "future"} else Phase.PLANNED
        return _reading(scene, phase, "hoped for or near", cue)
    return None


def _longest(cues: list[Cue], others: list[Cue]) -> list[Cue]:
    """Without the cues that are only part of a longer one of either class, in reading order."""
    every = (*cues, *others)
    return sorted({c for c in cues if not any(c.within(o) for o in every)}, key=lambda c: c.first)


def _inside_anchor(scene: _Scene, cue: Cue) -> bool:
    return any(first <= cue.first and cue.last <= last for first, last in scene.anchors)


def _both(scene: _Scene, hope: Reading, doubt: Reading) -> Reading:
    """Hope and doubt in one passage: contested where a contrast parts them, else the doubt weighs more."""
    if hope.phase is Phase.DENIED or (not scene.of("contrast") and not any(t.word == ";" for t in scene.words.tokens)):
        return doubt
    return Reading(
        phase=Phase.CONTESTED,
        rule="one side says so, another not",
        words=f"{hope.words}; {doubt.words}",
        places=(*hope.places, *doubt.places),
    )


def _read_ending(scene: _Scene) -> Reading:
    longer = scene.of("held", "strain")
    weaker: Reading | None = None
    for cue in _longest(scene.of("ended"), longer):
        if not scene.near(cue) or _inside_anchor(scene, cue):
            continue
        governed = scene.governors(cue)
        if "negation" in governed:
            return _reading(scene, Phase.DENIED, "the end is negated", cue)
        if "condition" in governed or scene.asking:
            continue
        if governed & {"future", "claim"} or _told(scene, cue):
            weaker = weaker or _reading(scene, Phase.HEDGED, "an end is spoken of", cue)
            continue
        return _reading(scene, Phase.HAPPENED, "ended", cue)
    return _held(scene) or weaker or _strain(scene) or NOTHING


def _held(scene: _Scene) -> Reading | None:
    for cue in _longest(scene.of("held"), scene.of("ended", "strain")):
        if not scene.near(cue) or scene.asking:
            continue
        governed = scene.governors(cue)
        if "condition" in governed:
            continue
        if "negation" in governed:
            return _reading(scene, Phase.HEDGED, "holding is negated", cue)
        return _reading(scene, Phase.DENIED, "it holds", cue)
    return None


def _strain(scene: _Scene) -> Reading | None:
    for cue in _longest(scene.of("strain"), scene.of("ended", "held")):
        if scene.gap(cue) <= REACH and not scene.governors(cue) & {"condition", "negation"} and not scene.asking:
            return _reading(scene, Phase.HEDGED, "under strain", cue)
    return None


def governed(words: Words, places: tuple[Place, ...]) -> Reading:
    """How a passage holds the words at these places: said (happened), negated, called off, yet to come, hedged or asked."""
    scene = _scene(words, places)
    own = tuple(Cue(kinds=frozenset(), first=first, last=last) for first, last in places)
    inside = {at for first, last in places for at in range(first, last)}
    outside = [c for c in scene.cues if not inside & set(range(c.first, c.last))]
    scene.by_kind = {k: [c for c in cues if c in outside] for k, cues in scene.by_kind.items()}
    kinds = frozenset(k for cue in own for k in scene.governors(cue))
    first = own[0] if own else Cue(kinds=frozenset(), first=0, last=0)
    if off := _called_off(scene):
        return off
    deny = next((c for c in scene.of("deny") if scene.gap(c) <= NEAR and not _of_event(c)), None)
    if "negation" in kinds:
        return _reading(scene, Phase.DENIED, "negated", first)
    if "condition" in kinds or scene.asking:
        return _reading(scene, Phase.NONE, "a condition or a question", first)
    if deny:
        return _against(scene, deny)
    if "future" in kinds and "done" not in kinds:
        return _reading(scene, Phase.PLANNED, "yet to come", first)
    if scene.of("claim") or _partly(scene, first) or any(_told(scene, c) for c in own):
        return _reading(scene, Phase.HEDGED, "somebody's word, in part or in draft", first)
    return _reading(scene, Phase.HAPPENED, "said", first)


def _of_event(cue: Cue) -> bool:
    return any(k.startswith("event:") for k in cue.kinds)


def _against(scene: _Scene, deny: Cue) -> Reading:
    if scene.of("contrast"):
        return _reading(scene, Phase.CONTESTED, "one side says so, another not", deny)
    return _reading(scene, Phase.DENIED, "denied or in doubt", deny)
