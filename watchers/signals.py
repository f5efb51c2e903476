"""What a passage does with the words of a signal: says them, denies them, plans them, or only asks."""

from dataclasses import dataclass

from bot.domain.evidence import Phase
from bot.domain.story import Direction, Signal, Weight
from watchers.finder import Place, Words
from watchers.phases import Reading, governed


@dataclass(frozen=True, kw_only=True)
class SignalReading:
    """`flipped` says the passage turns the signal round: it denies or calls off what the signal's words say."""

    phase: Phase
    rule: str
    reading: Reading
    flipped: bool = False


def read_signal(words: Words, places: tuple[Place, ...], signal: Signal) -> SignalReading:
    """The phase of the watch item's event, given that the signal's words stand at these places."""
    found = governed(words, places)
    toward = signal.direction is Direction.TOWARD
    if found.phase is Phase.HAPPENED:
        phase = _asserted(signal)
        said = Reading(phase=phase, rule="the passage says so itself", words=found.words, places=found.places)
        return SignalReading(phase=phase, rule="signal", reading=said)
    if found.phase in {Phase.DENIED, Phase.CANCELLED}:
        phase = found.phase if toward else Phase.HEDGED
        return SignalReading(phase=phase, rule="flipped", reading=found, flipped=True)
    if found.phase in {Phase.PLANNED, Phase.HEDGED} and not toward:
        return SignalReading(phase=Phase.DENIED, rule="weaker", reading=found)
    return SignalReading(phase=found.phase, rule="weaker", reading=found)


def _asserted(signal: Signal) -> Phase:
    """A decisive signal is the event itself, or its end; a lesser one is a sign of it."""
    if signal.direction is Direction.TOWARD:
        return Phase.HAPPENED if signal.weight is Weight.DECISIVE else Phase.PLANNED
    return Phase.CANCELLED if signal.weight is Weight.DECISIVE else Phase.DENIED
