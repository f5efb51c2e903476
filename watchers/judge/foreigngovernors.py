"""What stands over a verb in Russian, Arabic, Persian, French, German or Spanish and makes it less: a "not", a "will", somebody's word."""

from dataclasses import dataclass

from bot.domain.evidence import Phase
from watchers.judge.foreignwords import meet, phrases_in
from watchers.words.finder import Place, Words
from watchers.words.languages import stop_words, table

_BEFORE = 4
"""How many words before a verb what governs it may stand."""
BREAKS = frozenset(".;:?!—–…")
"""Marks that part more than clauses."""
_NEGATIONS = frozenset({"negated_after", "nobody", "negation"})
_GOVERNORS = (
    ("negation", "negated", Phase.DENIED),
    ("future", "yet to come", Phase.PLANNED),
    ("attribution", "somebody's word", Phase.HEDGED),
)


@dataclass(frozen=True)
class Governor:
    """What a verb is less by, where it stands, and what it makes of it."""

    kind: str
    place: Place
    phase: Phase


def governor_of(words: Words, language: str, place: Place, but: tuple[Place, ...] = ()) -> Governor | None:
    """What stands in the few words before: a negation, a "will"; in some languages also after, or anywhere in the clause.

    Somebody's word and a condition govern from wherever they stand: "Selon Dolan, ...", "Wenn ...".

    Words of `but` govern nothing: a signal may have its own "not".
    """
    but = (*but, place)
    return _in_clause(words, language, place, but) or _in_sentence(words, language, place, but)


def _in_clause(words: Words, language: str, place: Place, but: tuple[Place, ...]) -> Governor | None:
    """What says, anywhere in the clause or right behind the verb, that it is not so, yet to come, or only if something is so."""
    before, after = _clause(words, language, place)
    for kind, first in (("negated_after", place[1]), ("nobody", before)):
        if found := _first(words, language, kind, (first, after), but):
            return Governor("negated", found, Phase.DENIED)
    coming = _first(words, language, "future_after", (place[1], after), but, next_to=True)
    if coming := coming or _when(words, language, place, (before, after), but):
        return Governor("yet to come", coming, Phase.PLANNED)
    if _with_to(words, language, place[0]):
        return Governor("yet to come", (max(before, place[0] - 1), place[0]), Phase.PLANNED)
    condition = _first(words, language, "conditions", (before, place[0]), but)
    return Governor("a condition or a wish", condition, Phase.PLANNED) if condition else None


def _in_sentence(words: Words, language: str, place: Place, but: tuple[Place, ...]) -> Governor | None:
    """The same in the few words before, in some languages anywhere before; somebody's word anywhere before or behind."""
    begin = max((n + 1 for n, t in enumerate(words.tokens[: place[0]]) if t.word in BREAKS), default=0)
    end = next((n for n in range(place[1], len(words.tokens)) if words.tokens[n].word in BREAKS), len(words.tokens))
    near = max(begin, place[0] - _BEFORE)
    but = (*but, *_only(words, language, place))
    for kind, rule, phase in _GOVERNORS:
        wide = kind == "attribution" or kind in table(language).get("governs_the_clause", ())
        if found := _first(words, language, kind, (begin if wide else near, place[0]), but):
            return Governor(rule, found, phase)
    said = _first(words, language, "attribution_after", (place[1], end), but)
    return Governor("somebody's word", said, Phase.HEDGED) if said else None


def _first(
    words: Words, language: str, kind: str, where: Place, but: tuple[Place, ...], *, next_to: bool = False
) -> Place | None:
    """The first such word within `where`, or only right where that begins; none of what only looks like a negation: "not only"."""
    if kind in _NEGATIONS:
        but = (*but, *phrases_in(words, language, "no_negation"))
    found = (p for p in phrases_in(words, language, kind) if where[0] <= p[0] and p[1] <= where[1])
    found = (p for p in found if not next_to or p[0] == where[0])
    return next((p for p in found if not any(meet(p, b) for b in but)), None)


def _when(words: Words, language: str, place: Place, clause: Place, but: tuple[Place, ...]) -> Place | None:
    """What says that it is yet to come: a "tomorrow", or with some verbs of now a day of the week: "endet am Freitag"."""
    scheduled = any(meet(place, p) for p in phrases_in(words, language, "scheduled"))
    day = _first(words, language, "days", clause, but) if scheduled else None
    return _first(words, language, "tomorrow", clause, but) or day


def _only(words: Words, language: str, place: Place) -> tuple[Place, ...]:
    """The words that with a "que" right after the verb say "only": "n'a signé qu'une trêve"."""
    after = words.tokens[place[1]].word if place[1] < len(words.tokens) else ""
    return phrases_in(words, language, "half_negation") if after in table(language).get("only", ()) else ()


def _clause(words: Words, language: str, place: Place) -> Place:
    """From mark to mark, or to what begins another clause without one: "unterzeichnet ... und macht keine Zusagen"."""
    marks = [n for n, t in enumerate(words.tokens) if t.is_mark or _goes_on(words, language, n)]
    begin = max((n + 1 for n in marks if n < place[0]), default=0)
    opens = table(language).get("opens_a_clause", ())
    marks += [n for n, t in enumerate(words.tokens) if t.word in opens]
    return begin, min((n for n in marks if n >= place[1]), default=len(words.tokens))


def _goes_on(words: Words, language: str, at: int) -> bool:
    """Whether an "and" stands there before another verb: in German that is no article and no noun, which has a capital."""
    if words.tokens[at].word not in table(language).get("and", ()) or at + 1 == len(words.tokens):
        return False
    following = words.tokens[at + 1]
    return following.raw.islower() and following.word not in stop_words(language)


def _with_to(words: Words, language: str, at: int) -> bool:
    """Whether a "to" stands right before the verb, or is joined to it: "zu unterzeichnen", "لإنهاء"."""
    before = words.tokens[at - 1].word if at else ""
    to = table(language).get("to", ())
    return any(words.tokens[at].word.startswith(t[:-1]) if t.endswith("-") else before == t for t in to)
