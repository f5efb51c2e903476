"""What speaks against an event: it is called off, ruled out, or the opposite of it happened."""

import re
from collections.abc import Iterable

from bot.domain.evidence import Phase
from watchers.judge.charges import by_court, of_another_charge
from watchers.judge.endsasked import STEP, asks_an_end, end_nearer, end_stopped, names_an_end
from watchers.judge.governing import governors
from watchers.judge.lessening import by_part, object_of, of_paper, swapped
from watchers.judge.nouns import describes, is_noun, names_another
from watchers.judge.offices import loses_a_thing
from watchers.judge.phasing import PhaseReading, reading
from watchers.judge.recourse import turns_against
from watchers.judge.scene import GOVERNS, NEAR, UNSURE, Scene
from watchers.judge.subjects import of_folk
from watchers.match.questions import Question
from watchers.words.cues import Cue
from watchers.words.grammar import forms, stems
from watchers.words.phrasebook import lexicon

OFF = "called off"
YIELDS = "the other side yields"
SIGN = "a sign of such events"
TALKS_OFF = "talks on it are off"
_ORDINAL = re.compile(r"(?:[2-9]|\d\d+)(?:st|nd|rd|th)|second|third|fourth|fifth")
_TAKES_NONE = stems("objectless")
_ARRANGEMENTS = stems("arrangements")
_REFUSES = stems("refusing")
_TALKS = stems("talking")
_TESTS = stems("tests")
_PASSES = stems("passing")
_UNDONE = stems("undone_things")
_OBSTACLES = stems("obstacles")
_RECOURSES = stems("recourses")
_PARTICIPLES = forms("irregular_participles")
_PREPOSITIONS = forms("prepositions")
_BEFORE_DESCRIBED = forms("prepositions") | forms("determiners") | {"of"}
_THEMSELVES = frozenset({"he", "she"})
_SAYS = stems("speaking")


def called_off(scene: Scene, question: Question | None = None, own: Iterable[Cue] = ()) -> PhaseReading | None:
    """The thing is off, said outright; where only talks or a bid for it are off, that is a doubt.

    `own` verbs are no cues, nor words of the events a question asks about ("Does the bank collapse?").
    """
    asked = question.asked if question else frozenset[str]()
    for cue in scene.longest("cancel", "deny", "prospect", "less"):
        if (
            not scene.near(cue)
            or scene.inside_anchor(cue)
            or scene.asks(cue)
            or _overlaps(cue, own)
            or cue.kinds & asked
            or (question and _of_another(scene, cue, question))
            or not _of_an_arrangement(scene, cue)
        ):
            continue
        if not governors(scene, cue) & UNSURE:
            if of_talks(scene, cue):
                return reading(scene, Phase.DENIED, TALKS_OFF, cue)
            less = of_paper(scene, cue) or of_something_else(scene, cue) or _counted(scene, cue)
            return reading(scene, Phase.DENIED if less else Phase.CANCELLED, OFF, cue)
    return None


def _of_another(scene: Scene, cue: Cue, question: Question) -> bool:
    """Whether something else is off, and not what the question asks for."""
    return (
        watched_for(scene, cue, question)
        or (asks_an_end(question) and not names_an_end(scene, cue))
        or of_an_obstacle(scene, cue, question)
        or _called_after(scene, cue, question)
    )


def of_an_obstacle(scene: Scene, cue: Cue, question: Question) -> bool:
    """Whether it is what stood in the way that is off: "withdraws objection to merger", "throws out bid to block sale".

    What people appeal against stands in the way of what the lexicon says it speaks against: of an extradition, and not of
    an acquittal.
    """
    taken = object_of(scene, cue)
    heads = {*range(cue.first + 1, cue.last), *((taken[1] - 1,) if taken else ())}
    against = question.classes("against")
    if "win" in scene.words.stems[cue.first : cue.last]:  # who wins the appeal has his way
        return False
    ways = (
        c for c in scene.cues if c.first in heads and c.kinds & against and scene.words.stems[c.first] in _RECOURSES
    )
    turns = any(turns_against(scene, question, n) for n in heads)
    stands = turns or any(scene.words.stems[n] in _OBSTACLES for n in heads) or any(ways)
    return stands and question.named.isdisjoint(_OBSTACLES | _RECOURSES)


def _called_after(scene: Scene, cue: Cue, question: Question) -> bool:
    """Whether what is off only has its name from the thing: "ceasefire concert cancelled"."""
    led = max((a for a in scene.anchors if a[1] <= cue.first), default=None)
    return led is not None and names_another(scene, led[1], cue.first, question.named)


def watched_for(scene: Scene, cue: Cue, question: Question) -> bool:
    """Whether an anchor has it of another thing than the question names: "coalition collapse" before an election."""
    for first, last in scene.anchors:
        if first <= cue.first and cue.last <= last and last - first > cue.size:
            of = {s for n, s in enumerate(scene.words.stems[first:last], first) if not cue.first <= n < cue.last}
            return of.isdisjoint(question.named | _TALKS)
    return False


def _of_an_arrangement(scene: Scene, cue: Cue) -> bool:
    """Whether what it is said of can be called off at all: a deal collapses and is off, a tunnel collapses and is not."""
    stems = {s for a in scene.anchors for s in scene.words.stems[a[0] : a[1]]}
    stems |= set(scene.words.stems[cue.first : cue.last + GOVERNS])  # "abandons bid to become chancellor"
    if scene.words.stems[cue.first] in _TAKES_NONE:
        return bool(stems & _ARRANGEMENTS)
    return any(lexicon().is_arrangement(s) for s in stems)


def undone(scene: Scene, question: Question, own: Iterable[Cue]) -> PhaseReading | None:
    """It is off, in general words or in those of its kind; what is off for certain comes first."""
    first, second = called_off(scene, question, own), ruled_out(scene, question, own)
    return second if second and (first is None or second.phase is Phase.CANCELLED) else first


def known_to_be_off(scene: Scene) -> PhaseReading | None:
    """A passage that takes for granted that the thing came to nothing: "the cost of the failed merger", "shelved listing"."""
    for cue in scene.of("cancel", "deny"):
        undone = scene.words.stems[cue.first] in _UNDONE and describes(scene, cue) and not scene.asks(cue)
        if undone and any(lexicon().is_arrangement(s) for a in scene.anchors for s in scene.words.stems[slice(*a)]):
            less = any(0 <= c.first - cue.last < GOVERNS for c in scene.of("process"))
            return reading(scene, Phase.DENIED if less else Phase.CANCELLED, "known to be off", cue)
    return None


def ruled_out(scene: Scene, question: Question, own: Iterable[Cue]) -> PhaseReading | None:
    for cue in _of_events(scene, question, "off"):
        governed = governors(scene, cue)
        before = scene.words.tokens[cue.first - 1].word if cue.first else ""
        if (
            scene.asks(cue)
            or "negation" in governed
            or "condition" in governed
            or _overlaps(cue, own)
            or before == "who"
            or of_another_charge(scene, question, cue)
            or of_an_obstacle(scene, cue, question)
            or _called_after(scene, cue, question)
            or (question.rivals and loses_a_thing(scene, question, cue))
            or of_folk(scene, cue, question.named)
            or _cleared_to(scene, cue)
        ):
            continue
        if swapped(scene, cue):
            return reading(scene, Phase.HAPPENED, YIELDS, cue)
        unsure = (
            governed & UNSURE
            or (scene.told(cue) and not (by_court(scene, cue) or _of_themselves(scene, cue)))
            or _counted(scene, cue)
            or by_part(scene, question, cue)
        )
        refused = "cancel" in cue.kinds or (cue.size == 1 and scene.words.stems[cue.first] in _REFUSES)
        unsure = unsure or (refused and of_something_else(scene, cue))
        of_a_step = not question.steps.isdisjoint(
            scene.words.stems[cue.first : cue.last]
        )  # "survives impeachment vote"
        unsure = unsure or of_a_step or _one_test(scene, question, cue)
        unsure = unsure or (question.of_any_but_ends and "cancel" not in cue.kinds)
        phase = Phase.DENIED if unsure else Phase.CANCELLED
        return reading(scene, phase, "rules the event out", cue)
    return None


def _of_themselves(scene: Scene, cue: Cue) -> bool:
    """Whether somebody says so of himself: "Dolan says he will not run"."""
    says = cue.first - 2
    pronoun = scene.words.tokens[cue.first - 1].word in _THEMSELVES
    return pronoun and any(a[1] == says for a in scene.actors) and scene.words.stems[says] in _SAYS


def spoken_against(scene: Scene, question: Question, own: Iterable[Cue]) -> PhaseReading | None:
    if stopped := end_stopped(scene, question):
        return stopped
    for cue in _of_events(scene, question, "against"):
        if (
            not governors(scene, cue) & {"negation", "condition", "demand"}
            and not scene.asks(cue)
            and not _overlaps(cue, own)
            and not _describes(scene, cue)
            and not _of_its_object(scene, question, cue)
        ):
            return reading(scene, Phase.DENIED, "the opposite of the event", cue)
    for cue in _of_events(scene, question, "sign"):
        before = [t.word for t in scene.words.tokens[max(0, cue.first - 1) : cue.first + 1]]
        actors = any(
            a[1] == cue.first - 1 for a in scene.actors
        )  # "Dolan not to meet Vara", none who is "urged not to"
        if before == ["not", "to"] and actors and not scene.asks(cue):
            return reading(scene, Phase.DENIED, "the verb is negated", cue)
    return None


def _describes(scene: Scene, cue: Cue) -> bool:
    """Whether it only tells which one is meant: "hostages held by the group"."""
    after = scene.words.tokens[cue.last : cue.last + 1]
    return bool(after) and after[0].word in {"by", "in"} and any(a[1] == cue.first for a in scene.anchors)


def _of_its_object(scene: Scene, question: Question, cue: Cue) -> bool:
    """Whether a participle only tells which one is meant: "releases captured soldier", "Captured soldier returns", "tanker held by Auria is freed"."""
    tokens = scene.words.tokens
    word = tokens[cue.first].word
    if cue.size > 1 or not (word.endswith("ed") or word in _PARTICIPLES):
        return False
    done = scene.of(*question.classes("event"))
    led, then = next(iter(tokens[cue.first - 1 : cue.first]), None), next(iter(tokens[cue.last : cue.last + 1]), None)
    if then is None or then.is_mark or then.word in _PREPOSITIONS:
        return then is not None and then.word in _PREPOSITIONS - {"from"} and any(c.first > cue.last for c in done)
    return led is None or led.is_mark or led.word in _BEFORE_DESCRIBED


def announced(scene: Scene, question: Question) -> PhaseReading | None:
    for cue in _of_events(scene, question, "sign"):
        if not scene.asks(cue) and not scene.explains(cue) and not governors(scene, cue) & {"negation", "condition"}:
            return reading(scene, Phase.HEDGED, SIGN, cue)
    taken = (
        Cue(kinds=frozenset(), first=n, last=n + 1) for n, s in enumerate(scene.words.stems) if s in question.steps
    )
    step = next((c for c in taken if not scene.asks(c) and not governors(scene, c) & {"negation", "condition"}), None)
    return reading(scene, Phase.HEDGED, STEP, step) if step else end_nearer(scene, question)


def _of_events(scene: Scene, question: Question, kind: str) -> list[Cue]:
    longer = scene.of(*question.classes("off", "against", "sign"), "prospect")
    cues = [c for c in scene.of(*question.classes(kind)) if not any(c.within(o) for o in longer)]
    return [
        c
        for c in cues
        if scene.near(c)
        and not scene.inside_anchor(c)
        and (kind == "sign" or not is_noun(scene, c))
        and not describes(scene, c)
    ]


def _overlaps(cue: Cue, own: Iterable[Cue]) -> bool:
    """Whether it is no more than a part of a verb of the event; "failing to form" leads one in."""
    return any(v.first <= cue.first < v.last and cue.size <= v.size for v in own)


def of_talks(scene: Scene, cue: Cue) -> bool:
    """Whether what is off is talks about the thing: "talks on the hostages collapse"."""
    if scene.words.stems[cue.first] in _TALKS and not any(
        a[1] == cue.first or a[0] == cue.first for a in scene.anchors
    ):
        return True  # "talks fail to reach deal"; "merger talks fail" are over, and the merger with them
    here = scene.clauses[cue.first].number
    talks = [c for c in scene.of("process") if not scene.inside_anchor(c) and scene.clauses[c.first].number == here]
    return any(0 <= cue.first - c.last < NEAR or _up_to(scene, cue, c) for c in talks)


def of_something_else(scene: Scene, cue: Cue) -> bool:
    """Whether the verb has an object of its own, and the thing is not in it: "scuttles 2019 timeline for the return"."""
    first = scene.words.tokens[cue.first]
    if (
        first.word.endswith(("ed", "tion", "tions", "ing"))
        or scene.words.stems[cue.first] in _TAKES_NONE
        or scene.text(cue).lower().endswith((" of", " on", " from"))
        or any(cue.first < a[0] and a[1] < cue.last for a in scene.anchors)  # "declares truce void"
    ):
        return False
    after = object_of(scene, cue)
    if after is None:
        return False
    led = [t.word for t in scene.words.tokens[after[1] : after[1] + 1]]  # "abandons plan to adopt", "cancels sale of"
    of_it = led == ["of"] or (led == ["to"] and lexicon().is_arrangement(scene.words.stems[after[1] - 1]))
    until = after[1] + (GOVERNS if of_it else 0)
    return not any(after[0] <= a[0] < until for a in scene.anchors)


def _cleared_to(scene: Scene, cue: Cue) -> bool:
    """Whether it is leave to do something: "cleared to travel"."""
    return scene.words.stems[cue.first] == "clear" and [
        t.word for t in scene.words.tokens[cue.last : cue.last + 1]
    ] == ["to"]


def _one_test(scene: Scene, question: Question, cue: Cue) -> bool:
    """Whether one test was passed, which is not what is asked: who "survives confidence vote" may still fall at the next."""
    said = frozenset(scene.words.stems[cue.first : cue.last])
    return bool(said & _PASSES and said & _TESTS) and not question.turned  # "Does Dolan survive?"


def _counted(scene: Scene, cue: Cue) -> bool:
    """Whether it is one try of several, or one of many things: "fails on 11th ballot", "extends cancellations"."""
    many = scene.words.tokens[cue.first].word.endswith("tions")
    return many or any(_ORDINAL.fullmatch(t.word) for t in scene.words.tokens[cue.first : cue.last + GOVERNS])


def _up_to(scene: Scene, cue: Cue, talks: Cue) -> bool:
    """Whether talks are the object: "walks out of talks", "walks out of normalisation talks"."""
    gap = talks.first - cue.last
    return 0 <= gap <= 1 or (gap <= GOVERNS and any(cue.last <= a[0] and a[1] == talks.first for a in scene.anchors))
