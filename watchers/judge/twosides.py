"""Two sides in one report: one party says that it is so or near, and another that it is not.

"Auria says deal is close, Belmont denies it" is neither a hope nor a denial: the passage is cut where a mark, a "but", a
"while" or an "as" parts it, and each part is its own party's word.
"""

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from itertools import pairwise

from bot.domain.evidence import Phase
from watchers.judge.phasing import PhaseReading, reading
from watchers.judge.scene import Scene
from watchers.match.partnames import party_of
from watchers.match.questions import Question
from watchers.words.cues import Cue
from watchers.words.finder import Place
from watchers.words.grammar import forms, stems

TWO_SIDES = "one side says so, another not"
_PARTS = frozenset(
    {",", ";", ".", "|", "\u2013", "\u2014", "but", "while", "as", "though", "whereas", "after", "despite"}
)
_LED = 2
"""Words before the name of who says it, in its part: "the Belmont", "but Belmont"."""
_DENIES = stems("denying_a_word")
_SAYS = stems("saying_a_word")
_NEGATES = forms("negating_a_word")
_DOUBTS = stems("doubting_a_word")
_WILL_NOT_YIELD = {("refus", "to", "conced"), ("declin", "to", "conced")}
_IT = forms("word_itself")
_NEAR = 5


@dataclass(frozen=True, kw_only=True)
class _Part:
    """One party's part of a passage, from its name to where another begins."""

    party: frozenset[str]
    first: int
    last: int


def two_sides(scene: Scene, question: Question) -> PhaseReading | None:
    """Contested, where one party of the item says that it is so, or hopes, and another one denies that, or a passage says that they disagree."""
    if conflict := next((c for c in scene.of("conflicting") if scene.reached(c) and not scene.asks(c)), None):
        return reading(scene, Phase.CONTESTED, TWO_SIDES, conflict)
    return _contested(scene, question.classes("event", "deed", "sign"), frozenset({"prospect", "loose"}))


def two_sides_of_an_end(scene: Scene) -> PhaseReading | None:
    """The same of what may end: "Auria says truce is over, Belmont says it holds"."""
    parts = tuple(_parts(scene))
    ended = [
        (p, c) for p in parts for c in _in(scene, p, frozenset({"ended", "off", "cancel"})) if not _negated(scene, p)
    ]
    for part, _ in ended:
        held = ((p, c) for p in parts for c in _in(scene, p, frozenset({"held"})) if _another(p, part))
        if found := next(held, None):
            return reading(scene, Phase.CONTESTED, TWO_SIDES, found[1])
    return None


def denied_by_another(scene: Scene) -> PhaseReading | None:
    """The same of words that stand for the event themselves: one party's part has them, and another one denies that."""
    parts = tuple(_parts(scene))
    for part in parts:
        denial = _denial(scene, part)
        said = (p for p in parts if denial and _another(p, part) and not _denial(scene, p))
        if denial and any(p.first <= a[0] and a[1] <= p.last for p in said for a in scene.anchors):
            return reading(scene, Phase.CONTESTED, TWO_SIDES, denial)
    return None


def _contested(scene: Scene, events: AbstractSet[str], hopes: AbstractSet[str]) -> PhaseReading | None:
    parts = tuple(_parts(scene))
    for part in parts:
        denial = _denial(scene, part)
        said = (p for p in parts if denial and _another(p, part) and not _denial(scene, p))
        if denial and any(_in(scene, p, events | hopes) for p in said):
            return reading(scene, Phase.CONTESTED, TWO_SIDES, denial)
    return None


def _parts(scene: Scene) -> Iterator[_Part]:
    """The parts that a party of the item leads, in reading order."""
    words = [t.word for t in scene.words.tokens]
    bounds = [0, *(n + 1 for n, w in enumerate(words) if w in _PARTS), len(words) + 1]
    for begins, ends in pairwise(bounds):
        led = next(
            (a for a in sorted({*scene.named, *scene.actors}) if begins <= a[0] <= begins + _LED and a[1] < ends), None
        )
        if led:
            yield _Part(party=party_of(scene.words.stems[slice(*led)]), first=led[1], last=ends - 1)


def _another(one: _Part, other: _Part) -> bool:
    return one.party.isdisjoint(other.party)


def _in(scene: Scene, part: _Part, kinds: AbstractSet[str]) -> list[Cue]:
    return [c for c in scene.cues if part.first <= c.first and c.last <= part.last and c.kinds & kinds]


def _negated(scene: Scene, part: _Part) -> bool:
    return any(t.word in _NEGATES for t in scene.words.tokens[part.first : part.last])


def _denial(scene: Scene, part: _Part) -> Cue | None:
    """The words by which a party denies what another says: "denies it", "says no", "doubtful"; not "denies bribery"."""
    roots = scene.words.stems
    things = {n for a in scene.anchors for n in range(*a)}  # of "Belmont deal" says nobody anything
    until = next((n for n in range(part.first, part.last) if n in things), part.last)
    for at in range(part.first, min(until, part.first + _NEAR)):
        cue = Cue(kinds=frozenset(), first=at, last=at + 1)
        scorn = next(
            (c for c in scene.of("deny") if c.first == at and c.size > 1 and _of_it(scene, c.last, part.last)), None
        )
        unyielding = roots[at : at + 3] in _WILL_NOT_YIELD
        if scorn or unyielding or roots[at] in _DOUBTS or (roots[at] in _DENIES and _of_it(scene, at + 1, part.last)):
            return cue
        then = scene.words.tokens[at + 1 : min(part.last, at + 1 + _NEAR)]
        says = roots[at] in _SAYS or (at == part.first and scene.words.tokens[at].word == ":")
        if says and any(t.word in _NEGATES or t.word.endswith("n't") for t in then):
            return cue
    return None


def _of_it(scene: Scene, first: int, last: int) -> bool:
    """Whether what is denied is the other's word, or the thing itself: "denies", "rejects the claim", "denies any deal"."""
    rest = enumerate(scene.words.tokens[first:last], first)
    return all(t.word in _IT or _named(scene, (at, at + 1)) for at, t in rest)


def _named(scene: Scene, place: Place) -> bool:
    return any(a[0] <= place[0] and place[1] <= a[1] for a in (*scene.anchors, *scene.actors))
