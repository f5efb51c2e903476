"""What a passage in Russian, Arabic, Persian, French, German or Spanish says of an event.

Coarser than English on purpose: one list of words a class and language, and lists for the few kinds of event that are
mistaken for others ("acquitted" convicts nobody). What governs a verb is looked for before it, as in English. A language without a lexicon says nothing, and the reason names it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise

from bot.domain.evidence import Phase
from bot.domain.story import Polarity
from watchers.judge.phasing import PhaseReading
from watchers.match.questions import Question
from watchers.words.finder import Place, Words, within
from watchers.words.languages import NAMES, table
from watchers.words.phrasebook import lexicon
from watchers.words.tokens import tokenize

_BEFORE = 4
"""How many words before a verb what governs it may stand."""
_JOINED = ("وال", "بال", "لل", "ال", "و", "ف", "ب", "ل")
_SHORTEST = 3
_FEW = 3
"""A question that may be about more kinds of event than these is about any."""
_BREAKS = frozenset(".;:?!—–…")
_PARTICIPLE = re.compile(r"[нт]\*$")
_NOUN = re.compile(r"и(?:[еяюи]|ем|ями?|ях)$")
"""What makes a noun of a Russian participle, which says that something is to be done as well as that it was: "подписание"."""
_GOVERNORS = (
    ("negation", "negated", Phase.DENIED),
    ("future", "yet to come", Phase.PLANNED),
    ("attribution", "somebody's word", Phase.HEDGED),
)
_VERBS = ("happened", "ended", "cancelled", "denied", "planned", "held")
_NEGATED = {"planned": Phase.DENIED, "held": Phase.HEDGED, "strain": Phase.DENIED}
_CONTRARY = {
    "acquittal": frozenset({"conviction"}),
    "conviction": frozenset({"acquittal"}),
    "extension": frozenset({"relief"}),
    "sanctions": frozenset({"relief"}),
}
"""Kinds of event whose happening speaks against another."""


def read_foreign(words: Words, language: str, question: Question, anchors: tuple[Place, ...] = ()) -> PhaseReading:
    """The phase, by the language's own lexicon: none, said so, where there is none for it. What names the thing tells nothing."""
    if language not in NAMES:
        return PhaseReading(phase=Phase.NONE, rule=f"language not known ({language}): phases are judged in {_known()}")
    ends = question.polarity is Polarity.ENDS
    anchors = tuple(p for p in anchors if p[1] - p[0] > 1)  # a single word may be its verb: "приговорил" for "приговор"
    found = _ending(words, language, anchors) if ends else _happening(words, language, question.names, anchors)
    return found or PhaseReading(phase=Phase.NONE, rule=f"no word of the {NAMES[language]} lexicon says so")


def governed_foreign(
    words: Words, language: str, places: tuple[Place, ...], names: tuple[Place, ...] = ()
) -> PhaseReading:
    """How a passage holds the words of a signal: said, negated, called off, yet to come or asked; those within `names` are no deeds."""
    if language not in NAMES:
        return PhaseReading(
            phase=Phase.NONE, rule=f"language not known ({language}): nobody can tell whether it is negated"
        )
    first = places[0] if places else (0, 0)
    if _asked(words):
        return _reading(words, Phase.NONE, "a question", first)
    found = [(g, p) for p in _deeds(words, language, places, names) if (g := _governed(words, language, p, but=places))]
    if found:
        return _lessened(words, *min(found, key=lambda f: abs(f[1][0] - f[0].place[1])))
    for kind, phase in (("cancelled", Phase.CANCELLED), ("denied", Phase.DENIED)):
        if off := next((p for p in phrases_in(words, language, kind) if p not in places), None):
            return _reading(words, phase, kind, off)
    said = _reading(words, Phase.HAPPENED, "said", first)
    return replace(said, words=", ".join(_text(words, p) for p in sorted(set(places))), places=places)


def _deeds(words: Words, language: str, places: tuple[Place, ...], names: tuple[Place, ...]) -> list[Place]:
    """Those of a signal's words that may be negated or put off: its verb where the lexicon knows that, else all that name nobody."""
    verbs = [v for kind in (*_VERBS, *_kinds(language)) for v in phrases_in(words, language, kind)]
    known = [p for p in places if any(_meet(p, v) for v in verbs)]
    return known or [p for p in places if not within(p, names)] or list(places)


def _meet(one: Place, other: Place) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _happening(words: Words, language: str, asked: frozenset[str], anchors: tuple[Place, ...]) -> PhaseReading | None:
    off = _asserted(words, language, "cancelled", Phase.CANCELLED, anchors)
    few = asked if len(asked) <= _FEW else _kinds(language)
    others = {p: k for k in _kinds(language) - few for p in phrases_in(words, language, k)}
    own = (_asserted(words, language, k, Phase.HAPPENED, anchors) for k in sorted(_kinds(language) & asked))
    if done := next((r for r in own if r and len(asked) <= _FEW), None):
        return _doubting(words, language, done) if done.phase is Phase.HAPPENED else done
    done = _asserted(words, language, "happened", Phase.HAPPENED, (*anchors, *others))
    if off and (off.phase is Phase.CANCELLED or done is None):
        return off
    if contrary := next((k for k in others.values() if asked & _CONTRARY.get(k, frozenset())), ""):
        return done or _asserted(words, language, contrary, Phase.DENIED, anchors)
    if done and done.phase is not Phase.HAPPENED:
        return _first(words, language, (("denied", Phase.DENIED),)) or done
    weaker = (("denied", Phase.DENIED), ("planned", Phase.PLANNED), ("hedged", Phase.HEDGED))
    return _doubting(words, language, done) if done else _first(words, language, weaker)


def _doubting(words: Words, language: str, done: PhaseReading) -> PhaseReading:
    """What is said to have happened, less certain beside a denial or a draft."""
    return _first(words, language, (("denied", Phase.DENIED), ("hedged", Phase.HEDGED))) or done


def _ending(words: Words, language: str, anchors: tuple[Place, ...]) -> PhaseReading | None:
    done = _asserted(words, language, "ended", Phase.HAPPENED, anchors)
    if done and done.phase is Phase.HAPPENED:
        return done
    return (
        _first(words, language, (("held", Phase.DENIED),))
        or done
        or _first(words, language, (("strain", Phase.HEDGED),))
    )


def _asserted(words: Words, language: str, kind: str, phase: Phase, but: tuple[Place, ...] = ()) -> PhaseReading | None:
    """The first such word, weaker where something governs it; nothing in a question, nothing within `but`."""
    for place in () if _asked(words) else phrases_in(words, language, kind):
        if not within(place, but):
            governor = _governed(words, language, place)
            return _lessened(words, governor, place) if governor else _reading(words, phase, kind, place)
    return None


def _first(words: Words, language: str, kinds: tuple[tuple[str, Phase], ...]) -> PhaseReading | None:
    """The first word of these classes; the contrary where a negation governs it: "n'est pas respecté", "no firmará"."""
    for kind, phase in kinds:
        for place in phrases_in(words, language, kind):
            if phase is Phase.DENIED or not _asked(words):
                governor = _governed(words, language, place) if kind in _NEGATED else None
                if governor and governor.phase is Phase.DENIED:
                    return replace(_lessened(words, governor, place), phase=_NEGATED[kind])
                return _reading(words, phase, kind, place)
    return None


@dataclass(frozen=True)
class _Governor:
    """What a verb is less by, where it stands, and what it makes of it."""

    kind: str
    place: Place
    phase: Phase


def _governed(words: Words, language: str, place: Place, but: tuple[Place, ...] = ()) -> _Governor | None:
    """What stands in the few words before in its clause: a negation, a "will", somebody's word; in some languages also after.

    Words of `but` govern nothing: a signal may have its own "not".
    """
    marks = [n for n, t in enumerate(words.tokens) if t.word in _BREAKS]
    begin = max((n + 1 for n in marks if n < place[0]), default=0)
    end = min((n for n, t in enumerate(words.tokens) if n >= place[1] and t.is_mark), default=len(words.tokens))
    after = (p for p in phrases_in(words, language, "negated_after") if place[1] <= p[0] and p[1] <= end)
    after = (p for p in after if not any(_meet(p, b) for b in but))
    if negated := next(after, None):
        return _Governor("negated", negated, Phase.DENIED)
    if _with_to(words, language, place[0]):
        return _Governor("yet to come", (max(begin, place[0] - 1), place[0]), Phase.PLANNED)
    near = max(begin, place[0] - _BEFORE)
    for kind, rule, phase in _GOVERNORS:
        first = begin if kind in table(language).get("governs_the_clause", ()) else near
        before = (p for p in phrases_in(words, language, kind) if first <= p[0] and p[1] <= place[0])
        before = (p for p in before if not any(_meet(p, b) for b in but))
        if found := next(before, None):
            return _Governor(rule, found, phase)
    return None


def _lessened(words: Words, governor: _Governor, place: Place) -> PhaseReading:
    """The reading of a verb with what governs it, both quoted."""
    found = _reading(words, governor.phase, governor.kind, place)
    parts = sorted({governor.place, place})
    apart = any(one[1] < other[0] for one, other in pairwise(parts))
    return replace(found, words=(" … " if apart else " ").join(_text(words, p) for p in parts))


def _with_to(words: Words, language: str, at: int) -> bool:
    """Whether a "to" stands right before the verb, or is joined to it: "zu unterzeichnen", "لإنهاء"."""
    before = words.tokens[at - 1].word if at else ""
    to = table(language).get("to", ())
    return any(words.tokens[at].word.startswith(t[:-1]) if t.endswith("-") else before == t for t in to)


def phrases_in(words: Words, language: str, kind: str) -> Iterator[Place]:
    """Where the words of a class of the language's lexicon stand."""
    for at in range(len(words.tokens)):
        for phrase in _phrases(language, kind):
            if found := _along(phrase, words, at):
                yield found
                break


def _along(phrase: tuple[str, ...], words: Words, at: int) -> Place | None:
    """The phrase from this word on; over a gap ("_") its last word is looked for at the end of the clause: "kündigt ... auf"."""
    if "_" not in phrase:
        end = at + len(phrase)
        fits = end <= len(words.tokens) and all(map(_fits, phrase, (t.word for t in words.tokens[at:end])))
        return (at, end) if fits else None
    if not _fits(phrase[0], words.tokens[at].word):
        return None
    end = next((n for n in range(at + 1, len(words.tokens)) if words.tokens[n].is_mark), len(words.tokens))
    return (at, at + 1) if end > at + 1 and words.tokens[end - 1].word == phrase[-1] else None


def _fits(key: str, word: str) -> bool:
    forms = (word, *(word[len(j) :] for j in _JOINED if word.startswith(j) and len(word) - len(j) >= _SHORTEST))
    if not key.endswith("*"):
        return key in forms
    return any(
        f.startswith(key[:-1]) and not (_PARTICIPLE.search(key) and _NOUN.match(f[len(key) - 1 :])) for f in forms
    )


@cache
def _phrases(language: str, kind: str) -> tuple[tuple[str, ...], ...]:
    """The longest first, so that a phrase is found before a word of it."""
    return tuple(sorted(map(_keys, table(language).get(kind, ())), key=lambda p: -len(p)))


@cache
def _kinds(language: str) -> frozenset[str]:
    """The kinds of event the lexicon has words of their own for."""
    return frozenset(e.name for e in lexicon().events) & table(language).keys()


def _keys(phrase: str) -> tuple[str, ...]:
    """A phrase as a text has it ("s'oppose" is two words); a "*" after a word stands for any ending, a "_" for what stands between."""
    if " _ " in phrase:
        first, _, last = phrase.partition(" _ ")
        return (*_keys(first), "_", *_keys(last))
    return tuple(t.word + "*" * (phrase[t.end : t.end + 1] == "*") for t in tokenize(phrase))


def _asked(words: Words) -> bool:
    return any(t.word == "?" for t in words.tokens)


def _reading(words: Words, phase: Phase, kind: str, place: Place) -> PhaseReading:
    rule = f"{kind}, by the lexicon of its language"
    return PhaseReading(phase=phase, rule=rule, words=_text(words, place), places=(place,))


def _text(words: Words, place: Place) -> str:
    return " ".join(t.raw for t in words.tokens[place[0] : place[1]])


def _known() -> str:
    return ", ".join(NAMES.values())
