"""What makes less of a verb: only a part of the body did it, or to a paper about the event, or to its draft."""

from watchers.judge.scene import GOVERNS, NEAR, Scene
from watchers.match.questions import Question
from watchers.words.cues import Cue
from watchers.words.finder import Place, Words, compiled
from watchers.words.grammar import forms, stems
from watchers.words.phrasebook import lexicon
from watchers.words.tokens import Token

_BODY_DOES = stems("body_does")
_BEARS_ON = forms("bears_on")
_ENDS_OBJECT = forms("ends_object")
_PARTICLES = forms("particles")
_THREATS = stems("threats")
_RECORDS = stems("records")
_SHARES = stems("shares")
_LASTING = stems("asking_for_all_of_it")
_LIMITED = forms("less_than_all_of_it")
_SPANS = stems("spans") | {"hour"}
_SO_MANY = forms("so_many")


def lessened(scene: Scene, question: Question, cue: Cue) -> str:
    """Why the verb says less than that it happened; "" where nothing takes from it."""
    if any(not _rounds(scene, c) for c in scene.alongside(cue, "partial")):
        return "in draft, in part or in principle"
    if _by_part(scene, question, cue):
        return "only a part of the body did"
    if _of_a_share(scene, question, cue):
        return "only of a part of it"
    if _of_a_record(scene, question, cue):
        return "only a record or list of them"
    return "done to a paper about it" if of_paper(scene, cue) else ""


def only_for_a_time(words: Words, question: Question) -> bool:
    """Whether it is one of hours or days, where a lasting one is asked for: "72-hour truce begins"."""
    if question.named.isdisjoint(_LASTING):
        return False
    tokens = words.tokens
    spans = (n for n, t in enumerate(tokens) if n and words.stems[n] in _SPANS)
    so_long = any(tokens[n - 1].word[:1].isdigit() or tokens[n - 1].word in _SO_MANY for n in spans)
    return so_long or any(t.word in _LIMITED for t in tokens)


def _of_a_share(scene: Scene, question: Question, cue: Cue) -> bool:
    """Whether only a share of it is bought, which is not asked: "buys stake in Norvex"."""
    taken = object_of(scene, cue) if "event:takeover" in cue.kinds else None
    return taken is not None and scene.words.stems[taken[1] - 1] in _SHARES - question.named


def _of_a_record(scene: Scene, question: Question, cue: Cue) -> bool:
    """Whether nobody is let go, and only what shows or names them is: "releases video of hostages"."""
    given = object_of(scene, cue) if "event:release" in cue.kinds else None
    return given is not None and scene.words.stems[given[1] - 1] in _RECORDS - question.named


def _rounds(scene: Scene, cue: Cue) -> bool:
    """Whether it only rounds how long: "a nearly 12-year suspension", and not what was done: "nearly 30 % bought"."""
    then = scene.words.tokens[cue.last : cue.last + 2]
    return len(then) > 1 and then[0].raw[:1].isdigit() and then[1].glued


def _by_part(scene: Scene, question: Question, cue: Cue) -> bool:
    return scene.words.stems[cue.first] in _BODY_DOES and by_part(scene, question, cue)


def by_part(scene: Scene, question: Question, cue: Cue) -> bool:
    """Whether a committee, a panel or a first reading did it, and the question does not ask for that one."""
    parts = [c for c in scene.of("part") if not set(scene.words.stems[c.first : c.last]) <= question.named]
    here = scene.clauses[cue.first].number
    return any(scene.clauses[c.first].number == here and -NEAR <= cue.first - c.last < GOVERNS for c in parts)


def of_paper(scene: Scene, cue: Cue) -> bool:
    """Whether the verb's object is a paper that asks for the event: "vetoes resolution demanding truce"."""
    return any(_bears(scene, c) for c in scene.of("paper") if 0 <= c.first - cue.last < GOVERNS)


def _bears(scene: Scene, paper: Cue) -> bool:
    after = scene.words.tokens[paper.last : paper.last + 1]
    asks = bool(after) and (after[0].word.endswith("ing") or after[0].word in _BEARS_ON)
    return asks and any(0 < a[0] - paper.last <= NEAR for a in scene.anchors)


def object_of(scene: Scene, cue: Cue) -> Place | None:
    """The words right after a verb up to a preposition, a conjunction or a mark: what it is done to, or None."""
    tokens = scene.words.tokens
    end = cue.last
    while end < min(len(tokens), cue.last + NEAR) and not tokens[end].is_mark and _goes_on(tokens[end]):
        end += 1
    content = lexicon().content(scene.words)
    return (cue.last, end) if any(scene.words.stems[n] in content for n in range(cue.last, end)) else None


def _goes_on(token: Token) -> bool:
    """Whether an object may go on with it; the "to" of "face-to-face" is a part of the word."""
    return token.glued or token.word not in _ENDS_OBJECT


def takes_another(words: Words, place: Place, question: Question) -> bool:
    """Whether something else stands inside a verb's phrase: who "pulls troops out of Norland" pulls out of no pact."""
    inside = set(words.stems[place[0] + 1 : place[1]]) & lexicon().content(words)
    asked = compiled(question.anchors).stems if question.anchors else frozenset()
    return bool(inside - question.named - asked - _PARTICLES)


def threatened(scene: Scene, cue: Cue) -> bool:
    """Whether it is what somebody threatens to do: "threatens to close the border"."""
    return bool(_THREATS & set(scene.words.stems[max(0, cue.first - 2) : cue.first]))


def swapped(scene: Scene, cue: Cue) -> bool:
    """Whether the item's actor stands where the other side is looked for: "rivals concede election to Alliance"."""
    if any(0 <= cue.first - a[1] <= 1 for a in scene.asked):  # "Dolan concedes to Vara", where Dolan is asked about
        return False
    if scene.words.tokens[cue.last - 1].word in {"to", "by"}:
        return any(a[0] == cue.last for a in scene.actors)
    until = scene.words.tokens[cue.last : cue.last + NEAR]
    to = [cue.last + n + 1 for n, t in enumerate(until) if t.word == "to"]
    return "conced" in scene.words.stems[cue.first : cue.last] and any(a[0] in to for a in scene.actors)
