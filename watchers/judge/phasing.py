"""The phase a passage gives an event, with the rule and the words it rests on."""

from dataclasses import dataclass

from bot.domain.evidence import Match, Phase
from watchers.judge.scene import Scene
from watchers.words.cues import Cue
from watchers.words.finder import Place


@dataclass(frozen=True, kw_only=True)
class PhaseReading:
    """The phase a passage gives an event; `rule` and `words` say why. `told` has who is quoted for it, if anybody.

    `granted` is whether the passage takes it for granted and tells of something else, `aside` whether it has words of an
    outcome that are of something else.
    """

    phase: Phase
    rule: str
    words: str = ""
    places: tuple[Place, ...] = ()
    told: str = ""
    granted: bool = False
    aside: bool = False


NOTHING = PhaseReading(phase=Phase.NONE, rule="no word of the lexicon near it says so")
NOT_SO = PhaseReading(phase=Phase.NONE, rule="told as not so", aside=True)


def reading(scene: Scene, phase: Phase, rule: str, cue: Cue) -> PhaseReading:
    """A reading that rests on this cue."""
    return PhaseReading(
        phase=phase, rule=rule, words=scene.text(cue), places=((cue.first, cue.last),), told=scene.told(cue)
    )


def reasons_of(match: Match, reading: PhaseReading) -> tuple[str, ...]:
    """Why a match is read so, one reason a line: how it was found, the rule and its words, who is quoted, the sentence."""
    rule = (
        f'{reading.phase}: {reading.rule}: "{reading.words}"' if reading.words else f"{reading.phase}: {reading.rule}"
    )
    told = (f'attributed: "{reading.told}"',) if reading.told else ()
    return (*match.why, rule, *told, f"{match.where}: {match.passage}")
