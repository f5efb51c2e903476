"""A watch item: what an entry says of its event, by its signals, by the general lexicon near its anchors, and in which language.

The item's own signals come before its anchors; what governs their words (not, to, could, if, claims) is asked all the
same, so "denies the memorandum was signed" is no signature. With anchors alone the general lexicon judges, and never
above weight `strong`: only an editor's own signal can be decisive.
"""

from dataclasses import replace

from bot.domain.entry import Entry
from bot.domain.evidence import Judgement, Match, Phase
from bot.domain.story import Direction, Polarity, Story, WatchItem, Weight
from watchers.judge.bywhom import by_whom
from watchers.judge.casts import cast_of
from watchers.judge.contenders import asked_of
from watchers.judge.endings import HOLDS, read_ending
from watchers.judge.endsasked import STOPPED
from watchers.judge.foreign import read_foreign
from watchers.judge.foreignwhom import ground_of
from watchers.judge.hopes import HOPED
from watchers.judge.lessening import only_for_a_time
from watchers.judge.measured import measured
from watchers.judge.numbered import another_number
from watchers.judge.outsiders import names_of, places_of, subject_of_a_sentence
from watchers.judge.own import by_signal, contested, other_side, said
from watchers.judge.phases import read_happening
from watchers.judge.phasing import NOTHING, PhaseReading, reasons_of
from watchers.judge.recalled import of_now
from watchers.judge.scene import Scene, scene_of
from watchers.judge.signals import looked_back
from watchers.judge.successors import succeeded
from watchers.judge.undoings import SIGN, TALKS_OFF
from watchers.match.anchors import Named, anchors_in, befallen, name_stems, question_for
from watchers.match.bynames import ousted
from watchers.match.bynames import said as beside
from watchers.match.matcher import Matched
from watchers.match.questions import Question
from watchers.words.finder import Place, words_of
from watchers.words.grammar import forms, stems
from watchers.words.languages import language_of, perhaps
from watchers.words.stems import stem

_TOWARD = frozenset({Phase.HAPPENED, Phase.PLANNED, Phase.HEDGED})
_CONTRARY = {
    Phase.HAPPENED: Phase.CANCELLED,
    Phase.CANCELLED: Phase.HAPPENED,
    Phase.PLANNED: Phase.DENIED,
    Phase.HEDGED: Phase.DENIED,
    Phase.DENIED: Phase.PLANNED,
}
LONG = 20
"""Words and marks from which a summary's sentence has so many clauses that rules of nearness call too much an outcome: of
41 called on real headlines 27 of 29 were in shorter ones and 5 of 12 in longer ones. A title is one clause, or two."""
_HOPES = frozenset({HOPED, SIGN})
"""What says nothing in a summary where the title is silent: of 88 such signs on real headlines 29 were signs for it."""
_DENIES = stems("denying")
_REFUSES = frozenset({"declin", "refus"})
_FLATLY = frozenset({"never", "not"})
_SAYS_NOTHING = forms("says_nothing")
_LED = 3
"""Words between who refuses and what at most: "Kessel has still not resigned"."""
_TALKING = stems("talking")


def judge_item(match: Match, item: WatchItem, matched: Matched, story: Story) -> Judgement:
    """What the passage says of the item, or another passage that speaks of it too and says more; a `none` says why it is one."""
    further = tuple(m for m in matched.others if m.target == match.target)
    question = matched.questions.get(item.id) or question_for(item, name_stems(story))
    judged = [_in_passage(m, item, story, question, matched.entry) for m in (match, *further)]
    for one in sorted(judged, key=_first_told):
        if one.phase.final or (one.phase is not Phase.NONE and not _spoke(match, one.match)):
            return one
    return judged[0]


def _first_told(judgement: Judgement) -> bool:
    """What the desk's signals say goes before all else; what one does not say itself, in a summary, stands behind the title."""
    return not (judgement.by_desk or judgement.match.where == "title")


def _spoke(match: Match, candidate: Match) -> bool:
    """Whether the title is about it and says nothing: a hope in the summary is no news then, a deed is."""
    silent = match.where == "title" and bool(match.anchor) and not match.kin
    return silent and candidate.where == "summary" and not candidate.pattern


def _in_passage(match: Match, item: WatchItem, story: Story, question: Question, entry: Entry) -> Judgement:
    """By the signal found, but for an outcome the anchors tell the same way, or where the signal's words say nothing."""
    words = words_of(match.passage)
    signal = next((s for s in item.signals if s.words == match.pattern), None) if match.pattern else None
    if signal is None:
        return _by_anchors(match, item, story, question, entry)
    found = by_signal(match, words, signal, entry)
    if not found.by_desk and (other := said(match, words, item, entry)):
        signal, found = other
    if found.direction is signal.direction and (against := other_side(match, words, signal, item, entry)):
        return contested(found, against)
    if found.phase.final or not match.anchor:
        return found
    alone = replace(match, pattern="", direction=None, weight=None)
    further = _by_anchors(alone, item, story, question, entry)
    surer = further.phase.final and further.direction is signal.direction
    if not surer and found.phase is not Phase.NONE:
        return found
    told = replace(match, marks=further.match.marks)
    if not (surer and found.by_desk):
        return replace(further, match=told, why=_set_aside(found, further))
    # an outcome by the lexicon, and a sign for the desk: what it lists as less it does not want reported as that
    held = f"counts as a sign of it: the story file calls these words {signal.weight}, and decisive would make them an outcome"
    return replace(further, match=told, by_desk=True, why=(found.why[0], *further.why, held))


def _set_aside(found: Judgement, further: Judgement) -> tuple[str, ...]:
    """Why the words of a signal say less here, before what the lexicon says instead."""
    return tuple(dict.fromkeys((*(w for w in found.why if w not in further.why), *further.why)))


def _by_anchors(match: Match, item: WatchItem, story: Story, question: Question, entry: Entry) -> Judgement:
    """What the general lexicon says near the anchors."""
    words = words_of(match.passage)
    own = places_of(match, story, words)
    anchors, named = anchors_in(question, words, len(match.actors), map(words.span, own), declared=entry.language)
    language = language_of(match.passage, entry.language)
    if language != "en":
        return _by_lexicon(match, _in_its_language(match, item, story, question, anchors, language))
    who = words_of(item.question.partition(" as ")[0])  # whose country an office is of is not asked about
    alone = question.personal and len({h.actor for h in cast_of(story, item).aliases.find(who)}) == 1
    asked = names_of(match, story, asked_of(item, story)) if question.rivals or alone else ()
    scene = scene_of(words, anchors, own, question.tellings, asked)
    scene, when = of_now(scene.beside(tuple(map(words.place, match.names))), entry.published)
    scene = scene.befalling(question.names) if named is Named.BEFALLING else scene
    scene = scene.asked_for(question.things)
    reading = _of_event(scene, question)
    if reading.phase is Phase.NONE and (
        befallen(question, words) or ousted(question, words, own) or beside(question, words, len(match.actors), own)
    ):  # "Dolan ousted after vote"
        befell = _of_event(scene.befalling(question.names), question)
        said = befell.phase.final or (question.rivals and befell.phase in {Phase.HEDGED, Phase.DENIED})
        reading = befell if said else reading
    if reading.phase is Phase.NONE and question.by_other and "relief" not in question.names:  # a halt ends no grounding
        reading = read_ending(scene, replace(question, polarity=Polarity.ENDS))
    if not reading.phase.final and (after := succeeded(scene, match, item, story, question)).phase.final:
        return _by_lexicon(match, _answered(_as_named(after, match, question, named, anchors), question))
    if reading.phase is Phase.NONE and question.polarity is Polarity.ENDS and question.comes_about:
        reading = _contrary(read_happening(scene, question), "the question is whether it fails")
    if reading.phase is not Phase.NONE and (other := another_number(words, item.question)):
        return _by_lexicon(match, PhaseReading(phase=Phase.NONE, rule="told of another", words=other))
    if reading.phase is Phase.NONE and when:
        return _by_lexicon(match, looked_back(when).reading)
    if reading.phase is Phase.NONE and (other := perhaps(match.passage, entry.language)):
        return _by_lexicon(match, _in_its_language(match, item, story, question, anchors, other))
    if reading == NOTHING and named is Named.ITSELF:
        reading = measured(scene, question, item.question) or reading
    reading = _as_named(reading, match, question, named, anchors)
    return _by_lexicon(match, _answered(by_whom(reading, match, item, story, question), question))


def _as_named(
    reading: PhaseReading, match: Match, question: Question, named: Named, anchors: tuple[Place, ...]
) -> PhaseReading:
    """The same, but less of what only stands in the summary, or beside what is only near the thing asked about."""
    words = words_of(match.passage)
    both = reading.phase is Phase.CANCELLED and len(match.actors) > 1
    talks = any(not _TALKING.isdisjoint(words.stems[slice(*a)]) for a in anchors)
    off = both and ("takeover" in question.names or (question.between and not talks))  # "Auria, Belmont deal dead"
    if named is Named.AKIN and reading.phase.final and not off:
        reading = _weaker(reading, "only what is near it is named")
    if reading.phase.final and reading.places and (who := subject_of_a_sentence(match, min(reading.places))):
        return PhaseReading(phase=Phase.NONE, rule=f"{reading.rule}, but of {who}", words=reading.words, aside=True)
    if reading.phase is Phase.HAPPENED and only_for_a_time(words, question, anchors):
        reading = _weaker(reading, "only for a time, and the question is whether it lasts")
    if match.where == "summary" and len(words.tokens) > LONG and reading.phase.final:
        reading = _weaker(reading, "in a long sentence of the summary")
    if match.where == "summary" and reading.rule in _HOPES:
        return replace(reading, phase=Phase.NONE, rule=f"{reading.rule}, but only in the summary", places=())
    if named is Named.AKIN and reading.rule == HOLDS:
        return replace(reading, phase=Phase.NONE, rule=f"{reading.rule}, but only what is near it is named", places=())
    return reading


def _in_its_language(  # noqa: PLR0917 - all of what is read and who asks
    match: Match, item: WatchItem, story: Story, question: Question, anchors: tuple[Place, ...], language: str
) -> PhaseReading:
    return _answered(read_foreign(ground_of(match, item, story, anchors, language), question), question)


def _of_event(scene: Scene, question: Question) -> PhaseReading:
    """What the passage says of the event, whoever did it: that it began or was done, that it ended, or that it was undone."""
    ends = question.polarity is Polarity.ENDS
    reading = read_ending(scene, question) if ends else read_happening(scene, question)
    if question.an_end and not reading.phase.final:
        return read_happening(scene, replace(question, events=tuple(e for e in question.events if e.an_end)))
    if question.undoes and not reading.phase.final:
        undone = read_happening(scene, question)
        return undone if undone.phase is Phase.HAPPENED else reading
    return reading


def _answered(reading: PhaseReading, question: Question) -> PhaseReading:
    """What it says of the question asked: the contrary, where the contrary was read."""
    return _contrary(reading, "the question is put the other way round") if question.turned else reading


def _contrary(reading: PhaseReading, why: str) -> PhaseReading:
    phase = _CONTRARY.get(reading.phase)
    return replace(reading, phase=phase, rule=f"{reading.rule}, and {why}") if phase else reading


def _weaker(reading: PhaseReading, why: str) -> PhaseReading:
    phase = Phase.PLANNED if reading.phase is Phase.HAPPENED else Phase.DENIED
    return PhaseReading(
        phase=phase,
        rule=f"{reading.rule}, but {why}",
        words=reading.words,
        places=reading.places,
    )


def _by_lexicon(match: Match, reading: PhaseReading) -> Judgement:
    """What near words say by themselves is a weak sign; an outcome, somebody's word that it is not so, or the end of talks a strong one."""
    words = words_of(match.passage)
    denies = reading.phase is Phase.DENIED and not _DENIES.isdisjoint(words_of(reading.words).stems)
    denied = denies and not match.kin  # "denies it will quit mediation" is no word on the pact
    strong = reading.phase.final or denied or reading.rule.startswith(TALKS_OFF) or _refused(match, reading)
    weight = Weight.STRONG if strong else Weight.WATCH
    marks = tuple(sorted({*match.marks, *map(words.span, reading.places)}))
    return Judgement(
        match=replace(match, marks=marks),
        phase=reading.phase,
        direction=_direction(reading.phase),
        weight=weight,
        aside=reading.aside,
        denies=reading.rule == STOPPED,
        why=reasons_of(match, reading),
    )


def _refused(match: Match, reading: PhaseReading) -> bool:
    """Whether a party says outright that it does or did not: "Kessel refuses to resign", "Auria will not sign"; "yet to" is none."""
    if reading.phase is not Phase.DENIED or not reading.places or match.kin:
        return False
    words, first = words_of(match.passage), min(reading.places)[0]
    ends = [words.place(span)[1] for span in match.names if words.place(span)[1] <= first]
    said = words.tokens[max(ends) : max(p[1] for p in reading.places)] if ends and first - max(ends) <= _LED else ()
    flat = any(t.word in _FLATLY or t.word.endswith("n't") or stem(t.word) in _REFUSES | _DENIES for t in said)
    then = words.tokens[max(ends) : max(ends) + _LED + 1] if ends else ()
    if any(t.word in _SAYS_NOTHING for t in then):  # "refuses to answer", "not asked to resign"
        return False
    return flat and not any(t.is_mark or t.word == "yet" for t in said)


def _direction(phase: Phase) -> Direction | None:
    """Which way a phase of the item's own event points; contested counts as away, because somebody denies it."""
    if phase is Phase.NONE:
        return None
    return Direction.TOWARD if phase in _TOWARD else Direction.AWAY
