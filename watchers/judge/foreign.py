"""What a passage in Russian, Arabic, Persian, French, German or Spanish says of an event.

Coarser than English on purpose: one list of words a class and language, no kinds of event. What governs a verb is
looked for before it, as in English. A language without a lexicon says nothing, and the reason names it.
"""

from collections.abc import Iterator
from functools import cache

from bot.domain.evidence import Phase
from bot.domain.story import Polarity
from watchers.judge.phasing import PhaseReading
from watchers.words.finder import Place, Words
from watchers.words.languages import NAMES, table
from watchers.words.tokens import tokenize

_BEFORE = 4
"""How many words before a verb what governs it may stand."""
_JOINED = ("وال", "بال", "لل", "ال", "و", "ف", "ب", "ل")
_SHORTEST = 3


def read_foreign(words: Words, language: str, polarity: Polarity) -> PhaseReading:
    """The phase, by the language's own lexicon: none, said so, where there is none for it."""
    if language not in NAMES:
        return PhaseReading(phase=Phase.NONE, rule=f"language not known ({language}): phases are judged in {_known()}")
    found = _ending(words, language) if polarity is Polarity.ENDS else _happening(words, language)
    return found or PhaseReading(phase=Phase.NONE, rule=f"no word of the {NAMES[language]} lexicon says so")


def governed_foreign(words: Words, language: str, places: tuple[Place, ...]) -> PhaseReading:
    """How a passage holds the words of a signal: said, negated, called off, yet to come or asked."""
    if language not in NAMES:
        return PhaseReading(
            phase=Phase.NONE, rule=f"language not known ({language}): nobody can tell whether it is negated"
        )
    first = places[0] if places else (0, 0)
    if _asked(words):
        return _reading(words, Phase.NONE, "a question", first)
    if phase := _governed(words, language, first):
        return _reading(words, phase, "governed", first)
    for kind, phase in (("cancelled", Phase.CANCELLED), ("denied", Phase.DENIED)):
        if place := next((p for p in phrases_in(words, language, kind) if p not in places), None):
            return _reading(words, phase, kind, place)
    return _reading(words, Phase.HAPPENED, "said", first)


def _happening(words: Words, language: str) -> PhaseReading | None:
    off = _asserted(words, language, "cancelled", Phase.CANCELLED)
    done = _asserted(words, language, "happened", Phase.HAPPENED)
    if off and (off.phase is Phase.CANCELLED or done is None):
        return off
    if done and done.phase is not Phase.HAPPENED:
        return _first(words, language, (("denied", Phase.DENIED),)) or done
    weaker = (("denied", Phase.DENIED), ("planned", Phase.PLANNED), ("hedged", Phase.HEDGED))
    return _doubting(words, language, done) if done else _first(words, language, weaker)


def _doubting(words: Words, language: str, done: PhaseReading) -> PhaseReading:
    """What is said to have happened, less certain beside a denial or a draft."""
    return _first(words, language, (("denied", Phase.DENIED), ("hedged", Phase.HEDGED))) or done


def _ending(words: Words, language: str) -> PhaseReading | None:
    done = _asserted(words, language, "ended", Phase.HAPPENED)
    if done and done.phase is Phase.HAPPENED:
        return done
    return (
        _first(words, language, (("held", Phase.DENIED),))
        or done
        or _first(words, language, (("strain", Phase.HEDGED),))
    )


def _asserted(words: Words, language: str, kind: str, phase: Phase) -> PhaseReading | None:
    """The first such word, weaker where something governs it; nothing in a question."""
    for place in () if _asked(words) else phrases_in(words, language, kind):
        return _reading(words, _governed(words, language, place) or phase, kind, place)
    return None


def _first(words: Words, language: str, kinds: tuple[tuple[str, Phase], ...]) -> PhaseReading | None:
    for kind, phase in kinds:
        for place in phrases_in(words, language, kind):
            if phase is Phase.DENIED or not _asked(words):
                return _reading(words, phase, kind, place)
    return None


def _governed(words: Words, language: str, place: Place) -> Phase | None:
    """What stands in the few words before: a negation, a "will", somebody's word."""
    before = (max(0, place[0] - _BEFORE), place[0])
    for kind, phase in (("negation", Phase.DENIED), ("future", Phase.PLANNED), ("attribution", Phase.HEDGED)):
        if any(before[0] <= p[0] and p[1] <= before[1] for p in phrases_in(words, language, kind)):
            return phase
    return None


def phrases_in(words: Words, language: str, kind: str) -> Iterator[Place]:
    """Where the words of a class of the language's lexicon stand."""
    for at in range(len(words.tokens)):
        for phrase in _phrases(language, kind):
            end = at + len(phrase)
            if end <= len(words.tokens) and all(
                _fits(key, words.tokens[n].word) for key, n in zip(phrase, range(at, end), strict=True)
            ):
                yield at, end
                break


def _fits(key: str, word: str) -> bool:
    forms = (word, *(word[len(j) :] for j in _JOINED if word.startswith(j) and len(word) - len(j) >= _SHORTEST))
    return any(f.startswith(key[:-1]) for f in forms) if key.endswith("*") else key in forms


@cache
def _phrases(language: str, kind: str) -> tuple[tuple[str, ...], ...]:
    """The longest first, so that a phrase is found before a word of it."""
    return tuple(sorted(map(_keys, table(language)[kind]), key=lambda p: -len(p)))


def _keys(phrase: str) -> tuple[str, ...]:
    """A phrase as a text has it ("s'oppose" is two words); a "*" at its end stands for any ending."""
    *before, last = (t.word for t in tokenize(phrase.removesuffix("*")))
    return (*before, last + "*" * phrase.endswith("*"))


def _asked(words: Words) -> bool:
    return any(t.word == "?" for t in words.tokens)


def _reading(words: Words, phase: Phase, kind: str, place: Place) -> PhaseReading:
    said = " ".join(t.raw for t in words.tokens[place[0] : place[1]])
    return PhaseReading(phase=phase, rule=f"{kind}, by the lexicon of its language", words=said, places=(place,))


def _known() -> str:
    return ", ".join(NAMES.values())
