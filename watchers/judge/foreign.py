"""What a passage in Russian, Arabic, Persian, French, German or Spanish says of an event.

Coarser than English on purpose: one list of words a class and language, and lists for the few kinds of event that are
mistaken for others ("acquitted" convicts nobody). A language without a lexicon says nothing, and the reason names it.
"""

from collections.abc import Container
from dataclasses import replace
from itertools import pairwise

from bot.domain.evidence import Phase
from bot.domain.story import Polarity
from watchers.judge.foreigngovernors import Governor, governor_of
from watchers.judge.foreignnow import NAMES_IT, Idle, no_news, not_now
from watchers.judge.foreignwords import kinds_of, meet, phrases_in, text_of
from watchers.judge.phasing import NOT_SO, PhaseReading
from watchers.judge.twomeanings import occurred
from watchers.match.questions import Question
from watchers.words.finder import Place, Words, within
from watchers.words.languages import NAMES

_FEW = 3
"""A question that may be about more kinds of event than these is about any."""
_VERBS = ("happened", "ended", "cancelled", "denied", "planned", "held")
_NEGATED = {"planned": Phase.DENIED, "held": Phase.HEDGED, "strain": Phase.DENIED}
_CONTRARY = {
    "acquittal": frozenset({"conviction"}),
    "conviction": frozenset({"acquittal"}),
    "extension": frozenset({"relief"}),
    "sanctions": frozenset({"relief"}),
}
"""Kinds of event whose happening speaks against another."""


def read_foreign(
    words: Words,
    language: str,
    question: Question,
    anchors: tuple[Place, ...] = (),
    names: tuple[Place, ...] = (),
) -> PhaseReading:
    """The phase, by the language's own lexicon: none, said so, where there is none for it. What names the thing tells nothing.

    The actors' `names` tell who signed, where a verb may mean something else.
    """
    if language not in NAMES:
        return PhaseReading(phase=Phase.NONE, rule=f"language not known ({language}): phases are judged in {_known()}")
    if stale := no_news(words, language, anchors):
        return _nothing(words, stale)
    ends = question.polarity is Polarity.ENDS
    idle = not_now(words, language, anchors)
    others = occurred(words, language, anchors, names)
    anchors = tuple(p for p in anchors if p[1] - p[0] > 1)  # a single word may be its verb: "приговорил" for "приговор"
    but = (*anchors, *others, *idle)
    found = _ending(words, language, but, idle) if ends else _happening(words, language, question.names, but, idle)
    if found is None and idle:
        return _nothing(words, *idle.values())
    return found or PhaseReading(phase=Phase.NONE, rule=f"no word of the {NAMES[language]} lexicon says so")


def governed_foreign(
    words: Words, language: str, places: tuple[Place, ...], names: tuple[Place, ...] = ()
) -> PhaseReading:
    """How a passage holds the words of a signal: said, negated, called off, yet to come or asked; those within `names` are no deeds."""
    if language not in NAMES:
        return PhaseReading(
            phase=Phase.NONE, rule=f"language not known ({language}): nobody can tell whether it is negated"
        )
    first = places[0] if places else (0, 0)
    deeds = _deeds(words, language, places, names)
    if nothing := _tells_nothing(words, language, places, names, deeds):
        return nothing
    found = [(g, p) for p in deeds if (g := governor_of(words, language, p, but=places))]
    if found:
        return _lessened(words, *min(found, key=lambda f: abs(f[1][0] - f[0].place[1])))
    things = tuple(phrases_in(words, language, "things"))
    own = [
        p for p in places if not within(p, things)
    ]  # "retire trêve" has its own "se retire de", "accord" no "pas d'accord"
    for kind, phase in (("cancelled", Phase.CANCELLED), ("denied", Phase.DENIED)):
        if off := next((p for p in phrases_in(words, language, kind) if not any(meet(p, o) for o in own)), None):
            return _reading(words, phase, kind, off)
    said = _reading(words, Phase.HAPPENED, "said", first)
    return replace(said, words=", ".join(text_of(words, p) for p in sorted(set(places))), places=places)


def _tells_nothing(
    words: Words, language: str, places: tuple[Place, ...], names: tuple[Place, ...], deeds: list[Place]
) -> PhaseReading | None:
    """Why a signal's words tell nothing: they are asked, mean something else, or are no news."""
    if _asked(words):
        return _reading(words, Phase.NONE, "a question", places[0] if places else (0, 0))
    if other := next((p for p in occurred(words, language, places, names) if p in places), None):
        return _reading(words, Phase.NONE, "occurred, not signed", other)
    things = tuple(p for p in places if not within(p, names))
    if stale := no_news(words, language, things):
        return _nothing(words, stale)
    idle = not_now(words, language, things)
    told = all(any(meet(d, i) for i in idle) for d in deeds)
    return _nothing(words, *idle.values()) if deeds and told else None


def _deeds(words: Words, language: str, places: tuple[Place, ...], names: tuple[Place, ...]) -> list[Place]:
    """Those of a signal's words that may be negated or put off: its verb where the lexicon knows that, else all that name nobody."""
    verbs = [v for kind in (*_VERBS, *kinds_of(language)) for v in phrases_in(words, language, kind)]
    known = [p for p in places if any(meet(p, v) for v in verbs)]
    return known or [p for p in places if not within(p, names)] or list(places)


def _happening(
    words: Words, language: str, asked: frozenset[str], anchors: tuple[Place, ...], idle: Container[Place]
) -> PhaseReading | None:
    off = _asserted(words, language, "cancelled", Phase.CANCELLED, anchors)
    few = asked if len(asked) <= _FEW else kinds_of(language)
    others = {p: k for k in kinds_of(language) - few for p in phrases_in(words, language, k)}
    own = (_asserted(words, language, k, Phase.HAPPENED, anchors) for k in sorted(kinds_of(language) & asked))
    if done := next((r for r in own if r and len(asked) <= _FEW), None):
        return _doubting(words, language, done, idle) if done.phase is Phase.HAPPENED else done
    done = _asserted(words, language, "happened", Phase.HAPPENED, (*anchors, *others))
    if off and (off.phase is Phase.CANCELLED or done is None):
        return off
    if contrary := next((k for k in others.values() if asked & _CONTRARY.get(k, frozenset())), ""):
        return done or _asserted(words, language, contrary, Phase.DENIED, anchors)
    if done and done.phase is not Phase.HAPPENED:
        return _first(words, language, (("denied", Phase.DENIED),), idle) or done
    weaker = (("denied", Phase.DENIED), ("planned", Phase.PLANNED), ("hedged", Phase.HEDGED))
    return _doubting(words, language, done, idle) if done else _first(words, language, weaker, idle)


def _doubting(words: Words, language: str, done: PhaseReading, idle: Container[Place]) -> PhaseReading:
    """What is said to have happened, less certain beside a denial or a draft."""
    return _first(words, language, (("denied", Phase.DENIED), ("hedged", Phase.HEDGED)), idle) or done


def _ending(words: Words, language: str, anchors: tuple[Place, ...], idle: Container[Place]) -> PhaseReading | None:
    done = _asserted(words, language, "ended", Phase.HAPPENED, anchors)
    if done and done.phase is Phase.HAPPENED:
        return done
    return (
        _first(words, language, (("held", Phase.DENIED),), idle)
        or done
        or _first(words, language, (("strain", Phase.HEDGED),), idle)
    )


def _asserted(words: Words, language: str, kind: str, phase: Phase, but: tuple[Place, ...] = ()) -> PhaseReading | None:
    """The first such word, weaker where something governs it; nothing in a question, nothing within `but`."""
    for place in () if _asked(words) else phrases_in(words, language, kind):
        if not within(place, but):
            governor = governor_of(words, language, place)
            return _lessened(words, governor, place) if governor else _reading(words, phase, kind, place)
    return None


def _first(
    words: Words, language: str, kinds: tuple[tuple[str, Phase], ...], idle: Container[Place]
) -> PhaseReading | None:
    """The first word of these classes that is not idle; the contrary where a negation governs it: "n'est pas respecté", "no firmará"."""
    for kind, phase in kinds:
        for place in phrases_in(words, language, kind):
            if place not in idle and (phase is Phase.DENIED or not _asked(words)):
                governor = governor_of(words, language, place) if kind in _NEGATED else None
                if governor and governor.phase is Phase.DENIED:
                    return replace(_lessened(words, governor, place), phase=_NEGATED[kind])
                return _reading(words, phase, kind, place)
    return None


def _lessened(words: Words, governor: Governor, place: Place) -> PhaseReading:
    """The reading of a verb with what governs it, both quoted."""
    found = _reading(words, governor.phase, governor.kind, place)
    parts = sorted({governor.place, place})
    apart = any(one[1] < other[0] for one, other in pairwise(parts))
    return replace(found, words=(" … " if apart else " ").join(text_of(words, p) for p in parts))


def _nothing(words: Words, *idle: Idle) -> PhaseReading:
    """Nothing, and why: of several reasons one that says more than that a word only names the thing."""
    why = next((i for i in idle if i.rule != NAMES_IT), idle[0])
    said = text_of(words, why.place)
    return PhaseReading(phase=Phase.NONE, rule=why.rule, words=said, aside=why.rule == NOT_SO.rule)


def _asked(words: Words) -> bool:
    return any(t.word == "?" for t in words.tokens)


def _reading(words: Words, phase: Phase, kind: str, place: Place) -> PhaseReading:
    rule = f"{kind}, by the lexicon of its language"
    return PhaseReading(phase=phase, rule=rule, words=text_of(words, place), places=(place,))


def _known() -> str:
    return ", ".join(NAMES.values())
