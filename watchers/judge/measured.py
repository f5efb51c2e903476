"""A question after nothing but an amount ("Will turnout be above 60 percent?"): a report that states as much as a fact answers it."""

import re
from dataclasses import replace
from functools import lru_cache

from bot.domain.evidence import Judgement, Phase, Span
from bot.domain.story import Direction, Polarity, Weight
from watchers.judge.amounts import Amount, amounts_in, asked_for
from watchers.judge.phasing import PhaseReading
from watchers.judge.scene import UNSURE, Scene
from watchers.match.questions import Question
from watchers.words.finder import Place, Words, words_of
from watchers.words.grammar import forms, stems
from watchers.words.stems import stem

_LEVELS = stems("levels")
_REACHING = ("exceed", "pass", "surpass", "top")
_IS = frozenset({"are", "is"})
_ABOVE = ("above", "at least", "below", "less than", "more than", "over", "under")
_BESIDE = forms("beside_a_level") | {":"}
_NO_FACT = forms("no_fact_yet")
_YEAR = re.compile(r"(?:19|20)\d\d")


@lru_cache(maxsize=4096)
def measure_of(question: str) -> Amount | None:
    """The amount, where nothing else is asked: of "win at least 50 seats" the winning is, too."""
    asked = asked_for(question)
    if asked is None or asked.bound == "by":
        return None
    tokens = words_of(question).tokens
    last, text = (asked.led.split() or [""])[-1], asked.text.casefold()
    plain = bool(tokens) and tokens[0].word in _IS and text.startswith(_ABOVE) and not last.endswith("ed")
    return asked if plain or stem(last) in _LEVELS or text.startswith(_REACHING) else None


def measured(scene: Scene, question: Question, asked: str) -> PhaseReading | None:
    """That it is so, where the passage states as a fact that the thing comes to as much, and states no less of it."""
    bar = measure_of(asked)
    if bar is None or question.polarity is not Polarity.HAPPENS or question.turned:
        return None
    told = stated(scene.words, scene.anchors, scene.named, bar)
    sure = not (scene.of(*UNSURE) or scene.asking or scene.explaining)
    plain = not any(t.word in _NO_FACT or _YEAR.fullmatch(t.word) for t in scene.words.tokens)
    if not (told and sure and plain and all(bar.met_by(one) for one, _ in told)):
        return None
    one, place = told[0]
    return PhaseReading(phase=Phase.HAPPENED, rule="as much as is asked for", words=one.text, places=(place,))


def no_less(judgement: Judgement, question: str) -> Judgement:
    """The same, but nothing where only the second reading calls it less, and the passage says that it comes to as much."""
    bar = measure_of(question)
    if bar is None or judgement.direction is not Direction.AWAY:
        return judgement
    words, match = words_of(judgement.match.passage), judgement.match
    named = tuple(map(words.place, match.names))
    anchors = tuple(p for p in map(words.place, match.marks) if p not in named)
    told = [one for one, _ in stated(words, anchors, named, bar)]
    if not (told and all(map(bar.met_by, told))):
        return judgement
    why = f"“{told[0].text}” is “{bar.text}”, as the question has it: counts as nothing"
    return replace(judgement, phase=Phase.NONE, direction=None, weight=Weight.WATCH, why=(*judgement.why, why))


def stated(
    words: Words, anchors: tuple[Place, ...], named: tuple[Place, ...], bar: Amount
) -> list[tuple[Amount, Place]]:
    """The amounts of that kind which the passage says that the thing comes to, each with where: those with only small words between."""
    found = []
    for one in amounts_in(words.text):
        start = words.text.find(one.text)
        if start < 0 or not bar.is_of(one):
            continue
        place = words.place(Span(start=start, end=start + len(one.text)))
        if any(_beside(words, anchor, place, named) for anchor in anchors):
            found.append((one, place))
    return found


def _beside(words: Words, anchor: Place, place: Place, named: tuple[Place, ...]) -> bool:
    first, last = min(anchor[1], place[1]), max(anchor[0], place[0])
    names = {at for a in named for at in range(*a)}
    return all(words.tokens[at].word in _BESIDE for at in range(first, last) if at not in names)
