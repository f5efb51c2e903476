"""What a passage says of something that may end: it ended, it is under strain, or it holds."""

from bot.domain.evidence import Phase
from watchers.judge.lessening import takes_another
from watchers.judge.parties import own_word
from watchers.judge.phasing import NOTHING, Reading, reading
from watchers.judge.scene import Scene
from watchers.judge.undoings import of_something_else
from watchers.match.questions import Question
from watchers.words.grammar import forms, stems
from watchers.words.phrasebook import Cue

_IS = forms("is_over")
_AVERTS = stems("averting")
_TAKES = stems("stopping")
_CLOSE = forms("after_over")


def read_ending(scene: Scene, question: Question) -> Reading:
    """Phases of the end: happened is "it is over", hedged is strain, denied is "it holds"; holding outweighs strain.

    Of something that goes on, like a walkout, its own verbs say that it holds, and what rules such events out ends it.
    """
    ended, weaker = _ended(scene, question)
    return ended or _held(scene, question) or weaker or _strain(scene, question) or NOTHING


def _kinds(question: Question, own: str, *events: str) -> tuple[str, ...]:
    return (own, *(f"{kind}:{name}" for kind in events for name in question.lasting))


def _longest(scene: Scene, wanted: tuple[str, ...], *others: str) -> list[Cue]:
    """The cues of the wanted kinds that are no part of a longer one, in reading order, each once."""
    found = {c for kind in wanted for c in scene.longest(kind, *wanted, *others)}
    return sorted(found, key=lambda c: c.first)


def _ended(scene: Scene, question: Question) -> tuple[Reading | None, Reading | None]:
    weaker: Reading | None = None
    ends = (*_kinds(question, "ended", "off"), *(() if question.lasting else ("cancel",)))
    for cue in _longest(scene, ends, *_kinds(question, "held", "event", "sign"), "strain"):
        governed = scene.governors(cue)
        if not scene.near(cue) or scene.inside_longer_anchor(cue) or "condition" in governed or scene.asks(cue):
            continue
        if "cancel" in cue.kinds and takes_another(scene.words, (cue.first, cue.last), question):
            continue
        led = any(a[1] <= cue.first and scene.clauses[a[0]] == scene.clauses[cue.first] for a in scene.anchors)
        transitive = not led or "cancel" in cue.kinds or scene.words.stems[cue.first] in _TAKES
        if (
            scene.words.stems[cue.first] in _AVERTS
            or _about(scene, cue)
            or (transitive and of_something_else(scene, cue))
        ):
            continue
        if "negation" in governed:
            return reading(scene, Phase.DENIED, "the end is negated", cue), None
        if (
            governed & {"future", "claim", "demand"}
            or _of(scene, cue)
            or (scene.told(cue) and not own_word(scene, question, cue))
        ):
            weaker = weaker or reading(scene, Phase.HEDGED, "an end is spoken of", cue)
            continue
        return reading(scene, Phase.HAPPENED, "said to have ended", cue), None
    return None, weaker


def _about(scene: Scene, cue: Cue) -> bool:
    """Whether an "over" only leads to something: "strikes over pay"; "the truce is over" and "Truce over: ..." say it ended."""
    after = scene.words.tokens[cue.last : cue.last + 1]
    led = scene.words.tokens[cue.first - 1].word if cue.first else ""
    closed = not after or after[0].is_mark or after[0].word in _CLOSE
    return scene.words.tokens[cue.last - 1].word == "over" and not closed and led not in _IS


def _of(scene: Scene, cue: Cue) -> bool:
    """Whether it is a noun that only names an end: "as end of truce looms"; "hails end of siege" takes it for granted."""
    after = scene.words.tokens[cue.last : cue.last + 1]
    granted = any(c.last == cue.first for c in scene.of("after"))
    return cue.size == 1 and bool(after) and after[0].word == "of" and not granted


def _held(scene: Scene, question: Question) -> Reading | None:
    for cue in _longest(scene, _kinds(question, "held", "event", "sign"), "ended", "strain"):
        governed = scene.governors(cue)
        silent = scene.asks(cue) or scene.explains(cue) or scene.inside_anchor(cue)
        if not scene.near(cue) or silent or governed & {"condition", "demand"}:
            continue
        if "negation" in governed:
            return reading(scene, Phase.HEDGED, "holding is negated", cue)
        if not question.lasting and any(0 <= cue.first - c.last <= 1 for c in scene.of("hostilities")):
            return reading(scene, Phase.HEDGED, "hostilities go on", cue)
        return reading(scene, Phase.DENIED, "it holds", cue)
    return None


def _strain(scene: Scene, question: Question) -> Reading | None:
    hostile = () if question.lasting else ("hostilities",)
    for cue in _longest(scene, (*_kinds(question, "strain", "against"), *hostile), "ended", "held"):
        if scene.reached(cue) and not scene.governors(cue) & {"condition", "negation"} and not scene.asks(cue):
            return reading(scene, Phase.HEDGED, "under strain", cue)
    return None
