"""What a passage in Russian, Arabic, Persian, French, German or Spanish says of an event, or how it holds a signal's words.

A language without a lexicon says nothing, and the reason names it.
"""

from dataclasses import replace

from bot.domain.evidence import Phase
from bot.domain.story import Polarity
from watchers.judge.foreigndeeds import asks, lessened, read_deed, read_end, reading
from watchers.judge.foreigngovernors import governor_of
from watchers.judge.foreignnow import NAMES_IT, Idle, no_news, not_now
from watchers.judge.foreignshapes import Ground
from watchers.judge.foreignwords import kinds_of, meet, phrases_in, text_of
from watchers.judge.phasing import NOT_SO, PhaseReading
from watchers.judge.twomeanings import occurred
from watchers.match.questions import Question
from watchers.words.finder import Place, Words, within
from watchers.words.languages import NAMES

_VERBS = ("happened", "elected", "ended", "cancelled", "denied", "planned", "held")


def read_foreign(ground: Ground, question: Question) -> PhaseReading:
    """The phase, by the language's own lexicon: none, said so, where there is none for it. What names the thing tells nothing.

    The actors' names tell who signed, where a verb may mean something else.
    """
    words, language = ground.words, ground.language
    if language not in NAMES:
        return PhaseReading(phase=Phase.NONE, rule=f"language not known ({language}): phases are judged in {_known()}")
    if stale := no_news(words, language, ground.things):
        return _nothing(words, stale)
    idle = not_now(words, language, ground.things)
    others = occurred(words, language, ground.things, ground.names)
    # a single word may be its verb: "приговорил" for "приговор"
    but = (*(p for p in ground.things if p[1] - p[0] > 1), *others, *idle)
    ends = question.polarity is Polarity.ENDS
    found = (read_end if ends else read_deed)(ground, question, but, idle)
    if found is None and idle:
        return _nothing(words, *idle.values())
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
    deeds = _deeds(words, language, places, names)
    if nothing := _tells_nothing(words, language, places, names, deeds):
        return nothing
    found = [(g, p) for p in deeds if (g := governor_of(words, language, p, but=places))]
    if found:
        return lessened(words, *min(found, key=lambda f: abs(f[1][0] - f[0].place[1])))
    things = phrases_in(words, language, "things")
    own = [
        p for p in places if not within(p, things)
    ]  # "retire trêve" has its own "se retire de", "accord" no "pas d'accord"
    for kind, phase in (("cancelled", Phase.CANCELLED), ("denied", Phase.DENIED)):
        if off := next((p for p in phrases_in(words, language, kind) if not any(meet(p, o) for o in own)), None):
            return reading(words, phase, kind, off)
    said = reading(words, Phase.HAPPENED, "said", first)
    return replace(said, words=", ".join(text_of(words, p) for p in sorted(set(places))), places=places)


def _tells_nothing(
    words: Words, language: str, places: tuple[Place, ...], names: tuple[Place, ...], deeds: list[Place]
) -> PhaseReading | None:
    """Why a signal's words tell nothing: they are asked, mean something else, or are no news."""
    if asks(words):
        return reading(words, Phase.NONE, "a question", places[0] if places else (0, 0))
    if other := next((p for p in occurred(words, language, places, names) if p in places), None):
        return reading(words, Phase.NONE, "occurred, not signed", other)
    things = tuple(p for p in places if not within(p, names))
    if stale := no_news(words, language, things):
        return _nothing(words, stale)
    idle = not_now(words, language, things)
    told = all(any(meet(d, i) for i in idle) for d in deeds)
    return _nothing(words, *idle.values()) if deeds and told else None


def _deeds(words: Words, language: str, places: tuple[Place, ...], names: tuple[Place, ...]) -> list[Place]:
    """Those of a signal's words that may be negated or put off: its verb where the lexicon knows that, else all that name nobody."""
    verbs = [v for kind in (*_VERBS, *kinds_of(language)) for v in phrases_in(words, language, kind)]
    known = [p for p in places if any(meet(p, v) for v in verbs)]
    return known or [p for p in places if not within(p, names)] or list(places)


def _nothing(words: Words, *idle: Idle) -> PhaseReading:
    """Nothing, and why: of several reasons one that says more than that a word only names the thing."""
    why = next((i for i in idle if i.rule != NAMES_IT), idle[0])
    said = text_of(words, why.place)
    return PhaseReading(phase=Phase.NONE, rule=why.rule, words=said, aside=why.rule == NOT_SO.rule)


def _known() -> str:
    return ", ".join(NAMES.values())
