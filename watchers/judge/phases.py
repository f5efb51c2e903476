"""What a passage says of an event: did it happen, is it planned, hedged, denied, called off, or contested?

Rules near the event's own words, tried in the order that measured best: called off, happened, denied, hoped for.
Certainty and polarity follow FactBank (Sauri & Pustejovsky 2009); what governs a verb (to, could, claims, if, not)
is looked for in the few words before it.
"""

from dataclasses import replace
from functools import cache

from bot.domain.evidence import Phase
from watchers.judge.contenders import OUT_OF_IT, out_of_it
from watchers.judge.deeds import happened, told_aside, verbs
from watchers.judge.hopes import both, doubted, hoped, unopposed
from watchers.judge.otherway import decided_otherwise
from watchers.judge.phasing import NOTHING, PhaseReading, reading
from watchers.judge.presupposed import presupposed
from watchers.judge.recalled import of_no_news
from watchers.judge.recourse import bid_lost, recourse_lost
from watchers.judge.scene import NEAR, Scene, scene_of
from watchers.judge.twosides import two_sides
from watchers.judge.undoings import announced, known_to_be_off, spoken_against, undone
from watchers.judge.undonedeeds import deed_undone
from watchers.match.questions import Question
from watchers.words.cues import Cue
from watchers.words.finder import words_of
from watchers.words.grammar import forms, stems
from watchers.words.phrasebook import lexicon

_DETERMINERS = forms("determiners") | {"any"}
_PARTING = stems("parting")


def phase_of(title: str) -> PhaseReading:
    """The phase a title speaks in as a whole, whatever it is about; for telling happenings apart."""
    return read_happening(scene_of(words_of(title), ()), _anything())


@cache
def _anything() -> Question:
    """The question after an event of any kind."""
    return Question(events=lexicon().events)


def read_happening(scene: Scene, question: Question) -> PhaseReading:
    """What the passage says of the event the question asks about, near the words that name it."""
    if silent := of_no_news(scene):
        return silent
    if plain := known_to_be_off(scene) or two_sides(scene, question):
        return plain
    own = tuple(verbs(scene, question))
    off = out_of_it(scene, question) or deed_undone(scene, question) or decided_otherwise(scene, question)
    off = off or undone(scene, question, own)
    done, weaker = happened(scene, question, own)
    if not (done and done.phase.final) and (lost := recourse_lost(scene, question)):
        return lost
    done = done or presupposed(scene, question)
    if off and off.phase is Phase.HAPPENED:  # the other side yields
        done, off = done or off, None
    if off and (not done or off.rule == OUT_OF_IT or _within(done, off)):
        return off
    if done and not off:
        return done
    doubt = spoken_against(scene, question, own) or bid_lost(scene, question) or doubted(scene, question)
    hope = weaker or hoped(scene, question) or announced(scene, question) or unopposed(scene, question)
    doubt = doubt or _none_of_it(scene)
    found = both(scene, hope, doubt) if doubt and hope else doubt or hope
    aside = told_aside(scene, question)
    return replace(found, aside=aside is not None) if found else aside or NOTHING


def _none_of_it(scene: Scene) -> PhaseReading | None:
    """That there is none of the thing, said outright: "No blanket ban on Auria", "end summit without truce"."""
    tokens = scene.words.tokens
    for first, last in scene.anchors:
        at = first - 1 - (tokens[first - 1].word in _DETERMINERS)
        led = scene.words.stems[max(0, at - NEAR) : max(0, at)]
        if at > 0 and tokens[at].word == "without" and not _PARTING.isdisjoint(led):
            return reading(scene, Phase.DENIED, "there is none", Cue(kinds=frozenset(), first=at, last=last))
        begins = first == 1 or (first > 1 and tokens[first - 2].is_mark)
        if first and begins and tokens[first - 1].word == "no":
            return reading(scene, Phase.DENIED, "there is none", Cue(kinds=frozenset(), first=first - 1, last=last))
    return None


def _within(done: PhaseReading, off: PhaseReading) -> bool:
    """Whether the words of a deed are part of what says that it failed: "failing to form a government"."""
    return any(first <= start < last for first, last in off.places for start, _ in done.places)
