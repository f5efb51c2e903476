"""What a passage takes for granted: a release that is welcomed took place, a truce that holds has begun."""

from collections.abc import Iterable
from dataclasses import replace

from bot.domain.evidence import Phase
from watchers.judge.governing import governors
from watchers.judge.nouns import is_noun
from watchers.judge.ownverbs import own_verbs
from watchers.judge.phasing import PhaseReading, reading
from watchers.judge.scene import GOVERNS, Scene
from watchers.judge.subjects import owned_by_another
from watchers.match.partnames import lands
from watchers.match.questions import Question
from watchers.match.succession import ends_there
from watchers.words.cues import Cue
from watchers.words.finder import Place
from watchers.words.grammar import forms, stems

_PUTS_OFF = stems("putting_off")
_THE_SAME = forms("the_same")
_DETERMINERS = forms("determiners")
_BREACHES = forms("breaches")
_TALKING = stems("talking")
_NEW = frozenset({"new", "newly"})
_HELD = (forms("determiners") - {"a", "an"}) | forms("so_it_is") | {"'s", ","}
_BECOMES = stems("becoming")
_AGAIN = stems("once_more")
_HEADS = stems("heads_of_government") | {"minist", "pope"}
_NOT_IN_OFFICE = forms("not_in_office")
_IMAGINED = forms("imagined")
TITLED = "called by the office"
_NEAR = 3
"""Words up to an office's own among which its "new" stands."""
_OPEN = frozenset({"negation", "future", "condition", "demand"})


def presupposed(scene: Scene, question: Question) -> PhaseReading | None:
    """That the event took place, where the passage is about what came of it."""
    ways = (_led, _at_work, _standing, _told_of, _in_office, _newly, _titled)
    found = next((found for way in ways if (found := way(scene, question))), None)
    return replace(found, granted=True) if found else None


def _led(scene: Scene, question: Question) -> PhaseReading | None:
    """A noun of the deed told as known: "hours after the extension", "hails the signing"."""
    signs = {c.first for c in scene.of(*question.classes("sign"))}
    for cue in _deeds(scene, question):
        led = next((c for c in scene.of("after") if _leads(scene, c, cue)), None)
        if led is None or led.first in signs or _of_something(scene, question, cue):  # a strike announced has not begun
            continue
        if question.personal and owned_by_another(scene, (cue.first - 1, cue.last), question):
            continue
        accused = any(led.within(c) for c in scene.of("accused"))
        free = not governors(scene, led) & _OPEN and not accused
        if free and scene.near(cue) and not scene.asks(cue) and not scene.alongside(cue, "partial"):
            return reading(scene, Phase.HAPPENED, "told as known", cue)
    return None


def _deeds(scene: Scene, question: Question) -> Iterable[Cue]:
    """The nouns of the deed, and the question's own verb where it stands as a noun: "after devaluation"."""
    deeds = scene.of(*question.classes("deed"))
    yield from (c for c in deeds if scene.words.stems[c.first] not in question.steps)
    yield from (c for c in own_verbs(scene, question) if c.size == 1 and is_noun(scene, c))


def _leads(scene: Scene, after: Cue, cue: Cue) -> bool:
    """Whether the deed follows closely: "after the truce extension", "after Norland's surprise devaluation"."""
    between = range(after.last, cue.first)
    words = [scene.words.tokens[n] for n in between]
    gap = sum(not (t.glued or t.word in _DETERMINERS or t.word[0].isdigit()) for t in words)  # "a 3-week extension"
    owned = "'s" in {t.word for t in words} or any(a[0] in between for a in scene.actors)
    close = after.last <= cue.first and gap <= GOVERNS - (0 if owned else 2)
    hoped = any(c.first in between for c in scene.of("prospect", "demand"))  # "announces plans for an extension"
    talks = after.first > 0 and scene.words.stems[after.first - 1] in _TALKING  # "in talks with Auria over its exit"
    return close and not (hoped or talks) and not _loose(scene, after.last, cue.first)


def _loose(scene: Scene, first: int, last: int) -> bool:
    """Whether what stands there makes it one that has not come: "after the planned closure"."""
    return any(first <= c.first < last for c in scene.of("loose"))


def _of_something(scene: Scene, question: Question, cue: Cue) -> bool:
    """Whether the deed only names another thing ("the release date", "the merger deal"), or fails ("after merger fails")."""
    named = any(0 <= n.first - cue.last <= 1 for n in scene.of("noun_of", "of_deed"))
    adverse = scene.of("deny", "cancel", *question.classes("off", "against"))
    return named or any(c.first == cue.last for c in adverse)


def _at_work(scene: Scene, question: Question) -> PhaseReading | None:
    """A deed of the actor's that does something itself: "Halden's collapse leaves suppliers unpaid"."""
    for cue in _deeds(scene, question):
        effect = next((c for c in scene.of("effect") if 0 <= c.first - cue.last <= 1), None)
        if effect is None or not _owned(scene, cue) or scene.asks(cue) or governors(scene, cue) & _OPEN:
            continue
        if _finite(scene, effect) and not governors(scene, effect) & (_OPEN | {"claim"}) and scene.near(cue):
            return reading(scene, Phase.HAPPENED, "said to have effects", cue)
    return None


def _owned(scene: Scene, cue: Cue) -> bool:
    """Whether an actor's name, or what belongs to it, stands right before: "Auria's border withdrawal", nobody else's."""
    for end in (end for _, end in scene.actors if end <= cue.first):
        between = scene.words.tokens[end : cue.first]
        owner, *rest = [t.word for t in between] or [""]
        hyphened = any(t.glued for t in between)  # "Dolan's hoped-for release"
        if len(between) <= (3 if owner == "'s" else 1) and "'s" not in rest and not hyphened:
            return True
    return False


def _finite(scene: Scene, cue: Cue) -> bool:
    return not scene.words.tokens[cue.first].word.endswith("ing")


def _standing(scene: Scene, question: Question) -> PhaseReading | None:
    """A thing that holds, is kept, is broken or is followed by something has come about: "truce holds", "despite the truce"."""
    for anchor in scene.anchors:
        thing = _thing(scene, anchor) if question.standing & set(scene.words.stems[anchor[0] : anchor[1]]) else None
        for cue in _upholding(scene, thing) if thing else ():
            if not governors(scene, cue) & (_OPEN | {"claim"}) and not scene.asks(cue):
                return reading(scene, Phase.HAPPENED, "it stands", cue)
    return None


def _thing(scene: Scene, anchor: Place) -> Place | None:
    """The thing itself with its "deal" ("the truce deal"); None for talks about it, or one that is only possible."""
    first, end = anchor
    last = end + 1 if {t.word for t in scene.words.tokens[end : end + 1]} & _THE_SAME else end
    other = any(c.first == last for c in scene.of("process", "noun_of", "paper"))
    return None if other or _loose(scene, first - 1, first) else (first, last)


def _upholding(scene: Scene, thing: Place) -> Iterable[Cue]:
    """What is said of a thing that stands, after it and before it, in its clause."""
    first, last = thing
    here = scene.clauses[first].number
    yield from (c for c in scene.of("holds") if 0 <= c.first - last <= 1 and not _of_old(scene, c))
    for cue in scene.of("kept"):
        near = 0 <= first - cue.last <= GOVERNS and scene.clauses[cue.first].number == here
        if near and not _loose(scene, cue.last, first) and not _only_about(scene, cue.last, first):
            yield cue


def _of_old(scene: Scene, cue: Cue) -> bool:
    """Whether the breaches told of may be those of another truce, or only feared: "2014 truce breaches", "citing truce violations"."""
    if scene.words.tokens[cue.first].word not in _BREACHES:
        return False
    dated = any(t.word.isdigit() for t in scene.words.tokens)
    return dated or bool(scene.of("deny", "cancel", "ended", "prospect", "process", "background", "demand", "future"))


def _only_about(scene: Scene, first: int, last: int) -> bool:
    """Whether what stands there is only about the thing: "after progress on a truce", "despite calls for a truce"."""
    return any(first <= c.first < last for c in scene.of("prospect", "process", "noun_of", "demand", "deny"))


def _told_of(scene: Scene, question: Question) -> PhaseReading | None:
    """A deed of the actor's that a headline has for its topic: "Dolan resignation: ...", "Halden collapse - live".

    Not where what follows says outright that it is not there yet: "Dolan resignation: no decision made", "...: vote postponed".
    """
    for cue in _deeds(scene, question):
        after = scene.words.tokens[cue.last : cue.last + 1]
        if any(c.size > 1 and c.first > cue.last for c in scene.of("deny")):
            continue
        if not _PUTS_OFF.isdisjoint(scene.words.stems[cue.last :]):
            continue
        if after and after[0].word == ":" and _owned(scene, cue) and cue.first <= GOVERNS and not scene.explaining:
            return reading(scene, Phase.HAPPENED, "the topic of the headline", cue)
    return None


def _in_office(scene: Scene, question: Question) -> PhaseReading | None:
    """An office that somebody holds: "Kovel's first speech as premier", "envoys welcome Kovel as new premier"."""
    if not question.rivals:
        return None
    tokens = scene.words.tokens
    for first, _ in scene.anchors:
        at = next((n for n in range(max(0, first - 2), first) if tokens[n].word == "as"), -1)
        cue = _firsts(scene, at) if at > 0 else None
        if cue and not governors(scene, cue) & _OPEN and not scene.asks(cue):
            return reading(scene, Phase.HAPPENED, "in office", cue)
    return None


def _newly(scene: Scene, question: Question) -> PhaseReading | None:
    """Whose new office it is, right before it or behind: "Dolan officially Auria's new premier", "backs new premier Dolan".

    Of nobody is it said by a "new premier" alone: "seeks a new premier", "new premier expected".
    """
    for first, last in scene.anchors if question.rivals else ():
        near = range(first, max(-1, first - _NEAR), -1)  # "Auria's new premier", "new Aurian premier", "new premier"
        new = next((n for n in near if scene.words.tokens[n].word in _NEW), -1)
        cue = Cue(kinds=frozenset(), first=new, last=last)
        if new < 0 or scene.asks(cue) or _only_likely(scene, new):
            continue
        then = last + (scene.words.tokens[last].word == ":") if last < len(scene.words.tokens) else last
        named = any(a[0] == then for a in scene.actors) and not scene.of(
            *question.classes("event")
        )  # who is to elect one has not
        held = _held(scene, new) and ends_there(scene.words, last)  # a "new chief economist" is no new chief
        if named or (held and not governors(scene, cue) & _OPEN):
            return reading(scene, Phase.HAPPENED, "in office", cue)
    return None


def _titled(scene: Scene, question: Question) -> PhaseReading | None:
    """Who is called by the office that is to be got: "Premier Dolan vows action", asked whether Dolan becomes premier.

    A president keeps the title, and a mayor of old may become one again.
    """
    if not question.rivals or _BECOMES.isdisjoint(question.named) or not _AGAIN.isdisjoint(question.named):
        return None
    tokens = scene.words.tokens
    for first, last in scene.anchors:
        office = set(scene.words.stems[first:last]) <= _HEADS
        if not (office and tokens[first].raw[:1].isupper() and any(a[0] == last for a in scene.asked)):
            continue
        cue = Cue(kinds=frozenset(), first=first, last=last)
        led = tokens[first - 1] if first else None
        plain = led is None or led.is_mark or led.raw.islower() or led.word in lands()
        if plain and not (led and (led.word in _NOT_IN_OFFICE or tokens[first].glued)) and not _supposed(scene, cue):
            return reading(scene, Phase.HAPPENED, TITLED, cue)
    return None


def _supposed(scene: Scene, cue: Cue) -> bool:
    """Whether it is only imagined: "What PM Vara would mean", "if PM Vara ..."."""
    imagined = any(t.word in _IMAGINED for t in scene.words.tokens)
    return imagined or scene.asks(cue) or scene.explaining


def _only_likely(scene: Scene, at: int) -> bool:
    """Whether the new one is only waited for or said to be: "tipped as new premier", "hopes for new premier", "to be new premier"."""
    hoped = any(0 <= at - c.last <= 1 for c in scene.of("hopes"))
    return hoped or _loose(scene, at - 2, at) or any(c.last == at for c in scene.of("prospect", "future", "claim"))


def _held(scene: Scene, office: int) -> bool:
    """Whether an actor's name goes before with nothing between but whose office it is: "Dolan, Auria's", "Dolan is now the"."""
    tokens = scene.words.tokens
    end = max((a[1] for a in scene.actors if a[1] <= office and not scene.words.owns(a[1] - 1)), default=-1)
    return 0 <= office - end <= GOVERNS and all(
        tokens[n].word in _HELD | lands() or scene.words.owns(n) for n in range(end, office)
    )


def _firsts(scene: Scene, at: int) -> Cue | None:
    """The "first" of a holder, or what welcomes one, before this "as"."""
    firsts = [c for c in scene.of("firsts") if 0 <= at - c.last <= GOVERNS]
    held = [a for a in scene.actors if a[1] == at]
    hailed = [c for c in scene.of("after") for a in held if c.last == a[0]]
    return next(iter((*firsts, *hailed)), None)
