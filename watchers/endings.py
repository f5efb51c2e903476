"""What a passage says of something that may end: it ended, it is under strain, or it holds."""

from bot.domain.evidence import Phase
from watchers.phasing import NOTHING, Reading, reading
from watchers.scene import Scene


def read_ending(scene: Scene) -> Reading:
    """Phases of the end: happened is "it is over", hedged is strain, denied is "it holds"; holding outweighs strain."""
    ended, weaker = _ended(scene)
    return ended or _held(scene) or weaker or _strain(scene) or NOTHING


def _ended(scene: Scene) -> tuple[Reading | None, Reading | None]:
    weaker: Reading | None = None
    for cue in scene.longest("ended", "held", "strain"):
        governed = scene.governors(cue)
        if not scene.near(cue) or scene.inside_longer_anchor(cue) or "condition" in governed or scene.asking:
            continue
        if "negation" in governed:
            return reading(scene, Phase.DENIED, "the end is negated", cue), None
        if governed & {"future", "claim", "demand"} or scene.told(cue):
            weaker = weaker or reading(scene, Phase.HEDGED, "an end is spoken of", cue)
            continue
        return reading(scene, Phase.HAPPENED, "said to have ended", cue), None
    return None, weaker


def _held(scene: Scene) -> Reading | None:
    for cue in scene.longest("held", "ended", "strain"):
        governed = scene.governors(cue)
        if not scene.near(cue) or scene.asking or governed & {"condition", "demand"}:
            continue
        if "negation" in governed:
            return reading(scene, Phase.HEDGED, "holding is negated", cue)
        return reading(scene, Phase.DENIED, "it holds", cue)
    return None


def _strain(scene: Scene) -> Reading | None:
    for cue in scene.longest("strain", "ended", "held"):
        if scene.reached(cue) and not scene.governors(cue) & {"condition", "negation"} and not scene.asking:
            return reading(scene, Phase.HEDGED, "under strain", cue)
    return None
