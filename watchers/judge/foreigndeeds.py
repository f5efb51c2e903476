"""That an event came about or is off, or that something ended, in Russian, Arabic, Persian, French, German or Spanish.

Coarser than English on purpose. An outcome is only said by a verb of the very kind of event that is asked about, of the thing
or the person asked about; any other verb right beside the thing is a sign at most ("announces terms of the truce"). Of the
few kinds of event that are the contrary of others there are lists too ("acquitted" convicts nobody).
"""

from collections.abc import Container, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from bot.domain.evidence import Phase
from watchers.judge.foreigngovernors import Governor, governor_of
from watchers.judge.foreignshapes import Ground, Told, is_of, next_to, of_talks, told_in
from watchers.judge.foreignwhom import Whom, whom
from watchers.judge.foreignwords import kinds_of, meet, text_of
from watchers.judge.phasing import PhaseReading
from watchers.match.questions import Question
from watchers.words.finder import Place, Words, within

_SHARED = {
    "truce": ("deal",),
    "law": ("approval",),
    "ratification": ("approval",),
    "victory": ("elected",),
    "office": ("elected",),
}
"""The lists whose verbs tell of several kinds of event: a truce is signed as a deal is."""
_FEW = 3
"""A question that may be about more kinds of event than these is about any."""
_NEGATED = {"planned": Phase.DENIED, "held": Phase.HEDGED, "strain": Phase.DENIED}
_CONTRARY = {
    "acquittal": {"conviction": Phase.CANCELLED},
    "conviction": {"acquittal": Phase.CANCELLED},
    "defeat": {"victory": Phase.CANCELLED, "office": Phase.CANCELLED},
    "extension": {"relief": Phase.DENIED},
    "sanctions": {"relief": Phase.DENIED},
}
"""Kinds of event whose happening speaks against another, and what it makes of that."""
_WEAKER = ("absent", "denied", "planned", "hedged")
_IN_COURT = frozenset({"acquittal", "conviction"})
"""What a court refuses or puts off says nothing of these."""
_TURNED = {Phase.HAPPENED: Phase.CANCELLED, Phase.PLANNED: Phase.DENIED, Phase.HEDGED: Phase.DENIED}
"""What is so of a rival, for the one asked about."""


@dataclass(frozen=True, kw_only=True)
class _Case:
    """A passage and what is asked of it; what stands within `but` is no deed, what is `idle` no news."""

    ground: Ground
    question: Question
    but: tuple[Place, ...]
    idle: Container[Place]

    @property
    def befalls(self) -> bool:
        """Whether it is asked of somebody whom it befalls, or who gets it."""
        return self.ground.someone and (self.question.personal or self.question.rivals)

    @property
    def kinds(self) -> frozenset[str]:
        """The kinds of event asked about, any the lexicon has where they are many."""
        names = self.question.names
        return names if len(names) <= _FEW else kinds_of(self.ground.language)


def read_deed(
    ground: Ground, question: Question, but: tuple[Place, ...], idle: Container[Place]
) -> PhaseReading | None:
    """What it says of an event that may come about; None where it says nothing."""
    case = _Case(ground=ground, question=question, but=but, idle=idle)
    done = _done(case)
    off = _off(case, done.places if done else ())
    against = _against(case)
    if against and (done is None or against.phase is Phase.CANCELLED):
        return against
    if off and (off.phase is Phase.CANCELLED or done is None):
        return off
    if done and done.phase is Phase.CANCELLED:
        return done
    less = ("absent", "denied") if done and done.phase is not Phase.HAPPENED else ("absent", "denied", "hedged")
    if done:
        return _first(case, *less) or done
    if _IN_COURT & question.names:
        return None
    return _first(case, *_WEAKER) or _sign(case)


def read_end(ground: Ground, question: Question, but: tuple[Place, ...], idle: Container[Place]) -> PhaseReading | None:
    """What it says of something that may end; None where it says nothing."""
    case = _Case(ground=ground, question=question, but=but, idle=idle)
    done = next((_governed(case, "ended", t) for t in _told(case, "ended") if is_of(ground, t)), None)
    if done and done.phase is Phase.HAPPENED:
        return done
    return _first(case, "held") or done or _first(case, "strain")


def _told(case: _Case, *lists: str) -> Iterator[Told]:
    """Where words of these lists stand that may be news; nowhere in a question."""
    if not asks(case.ground.words):
        found = {t for kind in lists for t in told_in(case.ground, kind)}
        yield from (t for t in sorted(found, key=lambda t: t.place) if not within(t.place, case.but))


def _done(case: _Case) -> PhaseReading | None:
    """The first verb of a kind asked about that is of the thing or the person; who congratulates another has won nothing."""
    if case.befalls and case.question.rivals and any(_told(case, "congratulates")):
        return None
    for kind in sorted({k for name in case.kinds for k in (name, *_SHARED.get(name, ()))}):
        for told in _told(case, kind):
            if found := _of_whom(case, told, kind) if case.befalls else _of_the_thing(case, told, kind):
                return found
    return None


def _of_the_thing(case: _Case, told: Told, kind: str) -> PhaseReading | None:
    if not is_of(case.ground, told):
        return None
    found = _governed(case, kind, told)
    return _first(case, *_WEAKER) or found if told.noun else found


def _of_whom(case: _Case, told: Told, kind: str) -> PhaseReading | None:
    """What befalls the one asked about; of what only one can get, that another has it. A win before the election is none of it."""
    if kind == "victory" and not is_of(case.ground, told):
        return None
    who, found = whom(case.ground, told), _governed(case, kind, told)
    if told.noun and (less := _first(case, *_WEAKER)):
        return less
    if who is Whom.ASKED:
        return found
    if who is Whom.NOBODY or not case.question.rivals or found.phase not in _TURNED:
        return None
    return replace(found, phase=_TURNED[found.phase], rule=f"{found.rule}, but of {who}")


def _off(case: _Case, done: tuple[Place, ...]) -> PhaseReading | None:
    """That it is off, by other words than what is `done`; where only talks on it fail, it is denied."""
    for told in _told(case, "cancelled"):
        if any(meet(told.place, d) for d in done):
            continue
        if is_of(case.ground, told):
            return _governed(case, "cancelled", told, Phase.CANCELLED)
        if of_talks(case.ground, told):
            return _governed(case, "cancelled", told, Phase.DENIED)
    return None


def _against(case: _Case) -> PhaseReading | None:
    """That the contrary befell the one asked about, or the thing."""
    for kind, against in _CONTRARY.items():
        name = next(iter(case.kinds & against.keys() if len(case.question.names) <= _FEW else ()), "")
        for told in _told(case, kind) if name else ():
            if (whom(case.ground, told) is Whom.ASKED) if case.befalls else is_of(case.ground, told):
                return _governed(case, kind, told, against[name])
    return None


def _sign(case: _Case) -> PhaseReading | None:
    """Another verb right beside the thing: a sign at most."""
    for told in _told(case, "happened") if not case.befalls else ():
        if next_to(case.ground, told):
            found = _governed(case, "happened", told)
            return replace(found, phase=Phase.HEDGED) if found.phase is Phase.HAPPENED else found
    return None


def _first(case: _Case, *kinds: str) -> PhaseReading | None:
    """The first word of these classes that is not idle; the contrary where a negation governs it: "n'est pas respecté", "no firmará"."""
    words, language = case.ground.words, case.ground.language
    phases = {"denied": Phase.DENIED, "absent": Phase.DENIED, "planned": Phase.PLANNED, "held": Phase.DENIED}
    for kind in kinds:
        phase = phases.get(kind, Phase.HEDGED)
        for place in (t.place for t in told_in(case.ground, kind)):
            if place not in case.idle and (phase is Phase.DENIED or not asks(words)):
                governor = governor_of(words, language, place) if kind in _NEGATED else None
                if governor and governor.phase is Phase.DENIED:
                    return replace(lessened(words, governor, place), phase=_NEGATED[kind])
                return reading(words, phase, kind, place)
    return None


def _governed(case: _Case, kind: str, told: Told, phase: Phase = Phase.HAPPENED) -> PhaseReading:
    """What a verb says, weaker where something governs it."""
    words, speaker = case.ground.words, case.ground.speaker
    governor = governor_of(words, case.ground.language, told.place)
    if governor is None and speaker and phase in {Phase.HAPPENED, Phase.CANCELLED}:
        governor = Governor("somebody's word", speaker, Phase.HEDGED)
    return lessened(words, governor, told.place) if governor else reading(words, phase, kind, told.place)


def lessened(words: Words, governor: Governor, place: Place) -> PhaseReading:
    """The reading of a verb with what governs it, both quoted."""
    found = reading(words, governor.phase, governor.kind, place)
    parts = sorted({governor.place, place})
    apart = any(one[1] < other[0] for one, other in pairwise(parts))
    return replace(found, words=(" … " if apart else " ").join(text_of(words, p) for p in parts))


def asks(words: Words) -> bool:
    """Whether a passage has a question mark."""
    return any(t.word == "?" for t in words.tokens)


def reading(words: Words, phase: Phase, kind: str, place: Place) -> PhaseReading:
    """A reading that rests on the words there."""
    rule = f"{kind}, by the lexicon of its language"
    return PhaseReading(phase=phase, rule=rule, words=text_of(words, place), places=(place,))
