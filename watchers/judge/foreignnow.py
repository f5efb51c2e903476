"""What tells nothing new in Russian, Arabic, Persian, French, German or Spanish.

What is called false, what was long ago, what is only asked or explained, and a participle that only names a thing: "la trêve signée".
English has its own (`recalled.py`).
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import chain

from bot.domain.evidence import Phase
from watchers.judge.foreigngovernors import BREAKS, governor_of
from watchers.judge.foreignwords import kinds_of, meet, phrases_in
from watchers.judge.phasing import NOT_SO
from watchers.words.finder import Place, Words
from watchers.words.languages import stop_words, table

NAMES_IT = "only names the thing"
_DEEDS = ("happened", "elected", "ended", "cancelled")
_DENIALS = ("denied", "held")
_WEAKER = ("planned", "hedged", "strain")
_LONG_FORM = re.compile(r"(?:нн|т)(?:ый|ая|ое|ые|ого|ой|ую|ому|ым|ом|ых|ыми)$")
"""How a Russian participle ends that stands with a thing and says nothing of it: "подписанное перемирие"."""
_LABEL = 2
"""How many words may stand before what calls the rest false: "Achtung, Fake: ..."."""
_NUMBER = 3
"""How many words may say how long ago it was: "vor mehr als zehn Jahren"."""
_FEW = 2
"""How many words that are not small may stand between a verb and its time, or that is another's: "a war that began two years ago"."""
_NEAR = 6
"""How many words after "anniversary" what it is of may stand."""


@dataclass(frozen=True)
class Idle:
    """Why a word tells nothing of now, and the words that say so."""

    rule: str
    place: Place


def no_news(words: Words, language: str, things: tuple[Place, ...]) -> Idle | None:
    """Why nothing in a passage is news: it is called false, or an anniversary of one of `things`; None where it may be."""
    if false := _called_false(words, language, things):
        return Idle(NOT_SO.rule, false)
    past = _anniversary(words, language, things)
    return Idle("looked back on", past) if past else None


def not_now(words: Words, language: str, things: tuple[Place, ...]) -> Mapping[Place, Idle]:
    """The words of the lexicon, and the `things`, that tell nothing of now, each with the reason."""
    deeds = _places(words, language, (*_DEEDS, *kinds_of(language)))
    idle = {p: Idle(NAMES_IT, p) for p in deeds if _names_a_thing(words, language, p, things)}
    idle |= _long_ago(words, language, sorted({*deeds, *_places(words, language, _DENIALS)}))
    further = {*_places(words, language, _WEAKER), *things}
    for place in (p for p in (*deeds, *further) if p not in idle):
        if asked := _asked(words, language, place):
            idle[place] = Idle("a question or an explanation", asked)
    live = [d for d in deeds if d not in idle]
    dated = [(_clause(words, p), i) for p, i in idle.items() if i.rule == "long ago"]
    for place in further - idle.keys():
        reason = next((i for clause, i in dated if meet(clause, place)), None)
        if reason and not any(meet(_clause(words, place), d) for d in live):
            idle[place] = reason
    return idle


def _places(words: Words, language: str, kinds: tuple[str, ...]) -> list[Place]:
    return sorted({p for kind in kinds for p in phrases_in(words, language, kind)})


def _called_false(words: Words, language: str, own: tuple[Place, ...]) -> Place | None:
    """A label "hoax" at the beginning, or one at the end behind a mark; none of `own` words, of a quote, or what is news for all that.

    At the end of a denial it says no more than that does: "Auria dément la trêve : intox".
    """
    tokens = words.tokens
    denied = any(True for _ in phrases_in(words, language, "denied"))
    lifting = _places(words, language, ("told_after", "negation", "nobody"))
    for place in phrases_in(words, language, "not_so"):
        first, last = place
        lifted = any(first - _LABEL <= p[0] < first for p in lifting)
        if lifted or any(meet(place, o) for o in own) or words.quoted(first):
            continue
        labels = first <= _LABEL and last < len(tokens) and (tokens[last].word in {*BREAKS, "-", "|"})
        opens = first < _LABEL and last - first > 1
        closes = last == len(tokens) and not denied and any(t.is_mark for t in tokens[max(0, first - _LABEL) : first])
        if labels or opens or closes:
            return place
    return None


def _anniversary(words: Words, language: str, things: tuple[Place, ...]) -> Place | None:
    """An anniversary that is a label, or of one of the things: in one breath before it, with no deed between."""
    tokens = words.tokens
    deeds = _places(words, language, (*_DEEDS, *kinds_of(language)))
    things = tuple(t for t in things if not any(meet(t, d) for d in deeds))
    deeds = [d for d in deeds if not _names_a_thing(words, language, d, things)]
    for place in phrases_in(words, language, "anniversary"):
        first, at = place
        if first <= _LABEL and at < len(tokens) and tokens[at].word == ":":
            return place
        of = min((t[0] for t in things if at <= t[0] <= at + _NEAR), default=-1)
        parted = any(t.is_mark for t in tokens[at:of]) or any(at <= d[0] < of for d in deeds)
        if of >= 0 and not parted and not any(t[1] <= first for t in things):
            return place
    return None


def _names_a_thing(words: Words, language: str, verb: Place, things: tuple[Place, ...]) -> bool:
    """Whether it is a participle that says which thing is meant: "die unterzeichnete Waffenruhe", "la trêve signée", "التي وقعت"."""
    if _LONG_FORM.search(words.tokens[verb[1] - 1].word):
        return True
    if any(p[0] == verb[1] for p in phrases_in(words, language, "naming_after")):
        return True
    if "naming" in table(language) and verb not in phrases_in(words, language, "naming"):
        return False
    begin, end = _clause(words, verb)
    before = [p for p in phrases_in(words, language, "naming_before") if begin <= p[0] and p[1] <= verb[0]]
    over = {p[0] for p in phrases_in(words, language, "naming_over")}
    noun = any(t.raw[:1].isupper() for t in words.tokens[verb[1] : verb[1] + 1])
    if any(p[1] == verb[0] or (noun and p[1] in over) for p in before):
        return True
    thing = next((t for t in things if t[1] == verb[0]), None)
    article = thing[0] - 1 if thing else -1
    led = article >= begin and words.tokens[article].word in table(language).get("articles", ())
    others = _places(words, language, (*_DEEDS, *_DENIALS, *_WEAKER))
    return led and (article > begin or any(verb[1] <= o[0] < end for o in others))


def _long_ago(words: Words, language: str, verbs: list[Place]) -> dict[Place, Idle]:
    """The verbs that a time long past is of: the last one before it in its clause, else the first one after it."""
    idle: dict[Place, Idle] = {}
    now = [p[0] for p in phrases_in(words, language, "now")]
    small = stop_words(language)
    for date in _dates(words, language):
        begin, end = _clause(words, date)
        if date[0] <= begin + 1 and date[1] == end < len(words.tokens):  # "Il y a un an, l'Auria a signé"
            end = _clause(words, (end + 1, end + 1))[1]
        before = [v for v in verbs if begin <= v[0] and v[1] <= date[0]]
        far = before and sum(t.word not in small for t in words.tokens[before[-1][1] : date[0]]) > _FEW
        after = [v for v in verbs if date[1] <= v[0] < end and not any(date[1] <= n < end for n in now)]
        for verb in () if far else before[-1:] or after[:1]:
            idle |= {v: Idle("long ago", date) for v in verbs if meet(v, verb)}
    return idle


def _dates(words: Words, language: str) -> Iterator[Place]:
    """Where "two years ago" and "last year" stand, where they are no other thing's time: "wie vor einem Jahr"."""
    another = {p[1] for p in phrases_in(words, language, "of_another")}
    spans = phrases_in(words, language, "long_spans")
    ago = (
        (a[0], s[1])
        for a in phrases_in(words, language, "ago")
        for s in spans
        if 0 <= s[0] - a[1] <= _NUMBER and not any(t.is_mark for t in words.tokens[a[1] : s[0]])
    )
    for date in chain(phrases_in(words, language, "long_ago"), ago):
        year = "".join(t.word for t in words.tokens[date[1] : date[1] + 1])  # "قبل عام 2030" is before that year
        if date[0] not in another and not year.isdecimal():
            yield date


def _asked(words: Words, language: str, place: Place) -> Place | None:
    """What asks whether or why it is so, where it has no question mark; None where it is explained why it is not so."""
    begin = max((n + 1 for n, t in enumerate(words.tokens[: place[0]]) if t.word in BREAKS), default=0)
    clause = _clause(words, place)[0]
    found = next((p for p in phrases_in(words, language, "asks") if clause <= p[0] < place[0]), None)
    after = (p for p in phrases_in(words, language, "asks_after") if p[0] == place[1])
    if asked := found or next(after, None):
        return asked
    opens = (p for p in phrases_in(words, language, "opens_a_question") if p[0] == begin < place[0])
    governor = governor_of(words, language, place)
    return None if governor and governor.phase is Phase.DENIED else next(opens, None)


def _clause(words: Words, place: Place) -> Place:
    """From mark to mark."""
    marks = [n for n, t in enumerate(words.tokens) if t.is_mark]
    begin = max((n + 1 for n in marks if n < place[0]), default=0)
    return begin, min((n for n in marks if n >= place[1]), default=len(words.tokens))
