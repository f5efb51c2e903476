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
_CONCEDES = stems("conceding")
_IT = forms("word_itself")
_SO = forms("said_of_the_word")
_NO_LESS = {("not", "far"), ("no", "longer")}
_ENDS_OBJECT = forms("ends_object")
_ABOUT = frozenset({"about", "of", "on", "over"})
_BESIDES = frozenset({"amid", "despite"})
_CLAIMS = frozenset({"claim"})
_SPEAKERS = forms("speakers_without_a_name")
_HOPES = frozenset({"prospect", "loose"})
_NEAR = 5
_REACH = 3
"""Words after the "of" of accounts up to what they are of."""


@dataclass(frozen=True, kw_only=True)
class _Part:
    """One party's part of a passage, from its name to where another begins."""

    party: frozenset[str]
    first: int
    last: int


@dataclass(frozen=True, kw_only=True)
class _Denial:
    """Words by which a party denies another's word. `flat` is whether it says that it is not so, and not only its doubts."""

    cue: Cue
    flat: bool


def two_sides(scene: Scene, question: Question) -> PhaseReading | None:
    """Contested, where one party of the item says that it is so, or hopes, and another one denies that, or a passage says that they disagree."""
    events = question.classes("event", "deed", "sign")
    if conflict := next((c for c in scene.of("conflicting") if _of_the_thing(scene, c, events)), None):
        return reading(scene, Phase.CONTESTED, TWO_SIDES, conflict)
    if question.rivals and not _CONCEDES.isdisjoint(question.named):
        return None
    parts = tuple(_parts(scene))
    for part in parts:
        denial = _denial(scene, part, events)
        others = (p for p in parts if denial and _another(p, part) and not _denial(scene, p, events))
        plain = denial is not None and denial.flat and not question.rivals
        if denial and any(_says_so(scene, p, events, plain=plain) for p in others):
            return reading(scene, Phase.CONTESTED, TWO_SIDES, denial.cue)
    return None


def _says_so(scene: Scene, part: _Part, events: AbstractSet[str], *, plain: bool) -> bool:
    """Whether a party hopes for it or says it is so; that it did so counts against a `plain` denial alone, and against doubts only its word."""
    return bool(_in(scene, part, _HOPES)) or (bool(_in(scene, part, events)) and (plain or _claims(scene, part)))


def two_sides_of_an_end(scene: Scene) -> PhaseReading | None:
    """The same of what may end: "Auria says truce is over, Belmont says it holds"; not "vows to hold fire"."""
    parts = tuple(_parts(scene))
    ended = [
        (p, c) for p in parts for c in _in(scene, p, frozenset({"ended", "off", "cancel"})) if not _negated(scene, p)
    ]
    for part, _ in ended:
        held = ((p, c) for p in parts for c in _in(scene, p, frozenset({"held"})) if _another(p, part))
        if found := next((c for p, c in held if _holds(scene, c, p)), None):
            return reading(scene, Phase.CONTESTED, TWO_SIDES, found)
    return None


def denied_by_another(scene: Scene) -> PhaseReading | None:
    """The same of words that stand for the event themselves: one party's part has them, and another one denies that."""
    parts = tuple(_parts(scene))
    for part in parts:
        denial = _denial(scene, part, frozenset({"event"}))
        said = (p for p in parts if denial and _another(p, part) and not _denial(scene, p, frozenset()))
        if denial and any(p.first <= a[0] and a[1] <= p.last for p in said for a in scene.anchors):
            return reading(scene, Phase.CONTESTED, TWO_SIDES, denial.cue)
    return None


def _of_the_thing(scene: Scene, conflict: Cue, events: AbstractSet[str]) -> bool:
    """Whether accounts that differ are of the thing asked about: "conflicting reports about deal"; not "about explosions", nor "despite".

    Who only trades claims says that of anything, so what they are of must be told.
    """
    tokens = scene.words.tokens
    led = tokens[conflict.first - 1].word if conflict.first else ""
    if led in _BESIDES or scene.asks(conflict) or not scene.reached(conflict):
        return False
    if tokens[conflict.last : conflict.last + 1] and tokens[conflict.last].word in _ABOUT:
        things = (*scene.anchors, *((c.first, c.last) for c in scene.of(*events)))
        reach = tokens[conflict.last + 1 : conflict.last + 1 + _REACH]
        size = next((n for n, t in enumerate(reach) if t.is_mark or t.word in _ENDS_OBJECT), len(reach))
        return any(conflict.last < first <= conflict.last + size for first, _ in things)
    apart = any(not conflict.first <= a[0] < conflict.last for a in scene.anchors)
    return scene.words.stems[conflict.last - 1] not in _CLAIMS and (apart or conflict.size > _LED)


def _claims(scene: Scene, part: _Part) -> bool:
    """Whether it is a party's word: "claims victory", "says deal is done"."""
    return bool(_in(scene, part, frozenset({"claim"}))) or not _SAYS.isdisjoint(
        scene.words.stems[part.first : part.last]
    )


def _holds(scene: Scene, cue: Cue, part: _Part) -> bool:
    """Whether it is the thing that is said to hold: no noun of another follows."""
    then = scene.words.tokens[cue.last : part.last]
    return not then or then[0].word in _IT | _SO or _named(scene, (cue.last, cue.last + 1))


def _parts(scene: Scene) -> Iterator[_Part]:
    """The parts that a party of the item leads, or somebody without a name ("union denies it"), in reading order."""
    words = [t.word for t in scene.words.tokens]
    bounds = [0, *(n + 1 for n, w in enumerate(words) if w in _PARTS), len(words) + 1]
    for begins, ends in pairwise(bounds):
        led = next(
            (a for a in sorted({*scene.named, *scene.actors}) if begins <= a[0] <= begins + _LED and a[1] < ends), None
        )
        if led:
            yield _Part(party=party_of(scene.words.stems[slice(*led)]), first=led[1], last=ends - 1)
        elif words[begins : begins + 1] and words[begins] in _SPEAKERS:
            yield _Part(party=frozenset({words[begins]}), first=begins + 1, last=ends - 1)


def _another(one: _Part, other: _Part) -> bool:
    return one.party.isdisjoint(other.party)


def _in(scene: Scene, part: _Part, kinds: AbstractSet[str]) -> list[Cue]:
    return [c for c in scene.cues if part.first <= c.first and c.last <= part.last and c.kinds & kinds]


def _negated(scene: Scene, part: _Part) -> bool:
    return any(t.word in _NEGATES for t in scene.words.tokens[part.first : part.last])


def _denial(scene: Scene, part: _Part, events: AbstractSet[str]) -> _Denial | None:
    """The words by which a party denies what another says: "denies it", "says no", "doubtful"; not "denies bribery"."""
    roots = scene.words.stems
    things = {n for a in scene.anchors for n in range(*a)}  # of "Belmont deal" says nobody anything
    until = next((n for n in range(part.first, part.last) if n in things), part.last)
    for at in range(part.first, min(until, part.first + _NEAR)):
        cue = Cue(kinds=frozenset(), first=at, last=at + 1)
        scorn = next(
            (c for c in scene.of("deny") if c.first == at and c.size > 1 and _of_it(scene, c.last, part.last)), None
        )
        doubts = roots[at] in _DOUBTS and scene.words.tokens[at - 1].word not in _NEGATES
        if (scorn and scene.words.tokens[at - 1].word not in _NEGATES) or doubts:
            return _Denial(cue=cue, flat=False)
        unyielding = roots[at : at + 3] in _WILL_NOT_YIELD
        if unyielding or (roots[at] in _DENIES and _of_it(scene, at + 1, part.last)):
            return _Denial(cue=cue, flat=True)
        says = roots[at] in _SAYS or (at == part.first and scene.words.tokens[at].word == ":")
        if says and _says_no(scene, at + 1, part.last, events):
            return _Denial(cue=cue, flat=True)
    return None


def _says_no(scene: Scene, first: int, last: int, events: AbstractSet[str]) -> bool:
    """Whether what somebody says is that it is not so: "no", "it has not signed", "nothing is signed"; not "no jobs at risk"."""
    words = [t.word for t in scene.words.tokens[first:last]]
    if any(pair in _NO_LESS for pair in pairwise(words)):
        return False
    told = {n for c in scene.of(*events) for n in range(c.first, c.last)}
    no = [n for n, w in enumerate(words, first) if w in _NEGATES or w.endswith("n't")]
    of_it = (w in _IT | _SO or n in no or n in told or _named(scene, (n, n + 1)) for n, w in enumerate(words, first))
    return bool(no) and no[0] < first + _NEAR and all(of_it)


def _of_it(scene: Scene, first: int, last: int) -> bool:
    """Whether what is denied is the other's word, or the thing itself: "denies", "rejects the claim", "denies any deal"."""
    rest = enumerate(scene.words.tokens[first:last], first)
    return all(t.word in _IT or _named(scene, (at, at + 1)) for at, t in rest)


def _named(scene: Scene, place: Place) -> bool:
    return any(a[0] <= place[0] and place[1] <= a[1] for a in (*scene.anchors, *scene.actors))
