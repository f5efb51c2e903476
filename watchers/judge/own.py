"""What a watch item's own signals say: the one a passage says itself, the other side's beside it, and how much one weighs."""

from dataclasses import replace

from bot.domain.entry import Entry
from bot.domain.evidence import Judgement, Match, Phase
from bot.domain.story import Direction, Signal, WatchItem, Weight
from watchers.judge.clauses import Clause, clauses_of
from watchers.judge.outsiders import subject_of_a_sentence
from watchers.judge.phasing import reasons_of
from watchers.judge.recalled import long_ago
from watchers.judge.signals import SignalReading, looked_back, of_somebody_else, read_signal
from watchers.match.itemwords import WEIGHTS
from watchers.words.finder import Place, Words, compiled, words_of
from watchers.words.grammar import forms
from watchers.words.languages import language_of, perhaps

_BEHIND = forms("behind_news")


def by_signal(match: Match, words: Words, signal: Signal, entry: Entry) -> Judgement:
    """What the passage does with the words of this signal, and which way that points."""
    found = compiled(signal.words).find(words)
    places = found.places if found else ()
    names = tuple(map(words.place, match.names))
    reading = read_signal(words, places, signal, language_of(match.passage, entry.language), names)
    if reading.rule == "signal" and (other := perhaps(match.passage, entry.language)):
        reading = read_signal(words, places, signal, other, names)
    if when := long_ago(words, places, entry.published):
        reading = looked_back(when)
    if reading.phase.final and places and (who := subject_of_a_sentence(match, min(places))):
        reading = of_somebody_else(who)
    said = reading.phase.final or reading.rule == "signal"
    direction = signal.direction if reading.phase is not Phase.NONE else None
    if reading.phase is Phase.CONTESTED:
        direction = Direction.AWAY
    elif reading.flipped:
        direction = signal.direction.opposite
    does = "denies or calls off a signal" if reading.flipped else "signal"
    lead = f"{does} of the story file: {signal.words} ({signal.direction}, {signal.weight})"
    return Judgement(
        match=match,
        phase=reading.phase,
        direction=direction,
        weight=signal.weight if said else _lessened(signal, reading),
        by_desk=reading.rule == "signal",
        denies=reading.flipped,
        why=(lead, *reasons_of(match, reading.reading)),
    )


def said(match: Match, words: Words, item: WatchItem, entry: Entry) -> tuple[Signal, Judgement] | None:
    """The heaviest of the item's signals whose words the passage says itself: "refuses to ban", where it bans nothing."""
    told = ((s, f.places) for s in item.signals if (f := compiled(s.words).find(words)))
    found = ((s, by_signal(_told_by(match, words, s, places), words, s, entry)) for s, places in told)
    return max((f for f in found if f[1].by_desk), key=lambda f: WEIGHTS[f[0].weight], default=None)


def _told_by(match: Match, words: Words, signal: Signal, places: tuple[Place, ...]) -> Match:
    """The same match, found by this signal."""
    marks = tuple(sorted({*match.marks, *map(words.span, places)}))
    return replace(match, pattern=signal.words, direction=signal.direction, weight=signal.weight, marks=marks)


def other_side(match: Match, words: Words, signal: Signal, item: WatchItem, entry: Entry) -> Signal | None:
    """The heaviest signal of the other direction that the same passage says in other words, and says so itself.

    A weak one contests nothing, nor what the passage only looks back on ("signed after talks had collapsed"), nor words of
    several clauses: "Dolan concedes as rival heads for win" is no win of Dolan's.
    """
    own = set(compiled(signal.words).everywhere(words))
    clauses = clauses_of(words, ())
    against = (s for s in item.signals if s.direction is not signal.direction and s.weight is not Weight.WATCH)
    for other in sorted(against, key=lambda s: -WEIGHTS[s.weight]):
        told = compiled(other.words).everywhere(words)
        places = {p for p in told if clauses[p[0]].opener not in _BEHIND}
        more = places - own
        if not (more and own - places):
            continue
        if not (_clause_with(clauses, places) or _says_alone(match, words, _clause_with(clauses, more), other)):
            continue
        if by_signal(match, words, other, entry).direction is other.direction:
            return other
    return None


def _clause_with(clauses: tuple[Clause, ...], places: set[Place]) -> list[int]:
    """The tokens of the one clause that has all of these; none where several have them."""
    numbers = {clauses[p[0]].number for p in places}
    return [at for at, clause in enumerate(clauses) if clause.number in numbers] if len(numbers) == 1 else []


def _says_alone(match: Match, words: Words, clause: list[int], signal: Signal) -> bool:
    """Whether these tokens, a clause, name an actor and have all the signal's words without the rest of the passage."""
    if not any(words.place(span)[0] in clause for span in match.names):
        return False
    told = words.text[words.tokens[clause[0]].start : words.tokens[clause[-1]].end]
    return compiled(signal.words).find(words_of(told)) is not None


def contested(found: Judgement, other: Signal) -> Judgement:
    """Both sides in one report: no outcome, whatever the desk called either, and as strong as the lesser of the two."""
    weight = min((found.weight, other.weight, Weight.STRONG), key=lambda w: WEIGHTS[w])
    why = f"contested: the passage has a signal of {other.direction} too: {other.words}"
    words = words_of(found.match.passage)
    marks = {*found.match.marks, *map(words.span, compiled(other.words).everywhere(words))}
    return replace(
        found,
        match=replace(found.match, marks=tuple(sorted(marks))),
        phase=Phase.CONTESTED,
        direction=Direction.AWAY,
        weight=weight,
        why=(found.why[0], why, *found.why[1:]),
    )


def _lessened(signal: Signal, reading: SignalReading) -> Weight:
    """A signal that is somebody's word, denied or yet to come is no outcome, and as strong a sign as the desk called it.

    What the desk calls decisive is no strong sign before it has come; whoever denies it outright is one against it. That trouble is
    denied is a weak sign at most.
    """
    borne_out = reading.phase in {Phase.PLANNED, Phase.HEDGED, Phase.DENIED}
    relief = reading.flipped and signal.direction is Direction.AWAY
    denied = reading.flipped and signal.weight is Weight.DECISIVE
    strong = signal.weight is Weight.STRONG or denied
    return Weight.STRONG if borne_out and not relief and strong else Weight.WATCH
