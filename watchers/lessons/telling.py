"""Which words of a passage tell what happens, as far as words can say it: verbs of the lexicon, or what follows a name."""

from collections.abc import Iterator
from dataclasses import dataclass

from watchers.match.questions import Question
from watchers.words.cues import Cue
from watchers.words.finder import Place, Words
from watchers.words.grammar import forms, stems
from watchers.words.languages import NAMES, language_of, small_words, tells
from watchers.words.phrasebook import lexicon
from watchers.words.stems import stem
from watchers.words.tokens import in_title_case

_SHORTEST = 3
_LONGEST = 3
_TELLING = frozenset({"event", "deed", "off", "against", "cancel", "deny"})
_BODIES = stems("bodies") | stems("deciders")
_NEVER = stems("when") | _BODIES | stems("offices") | frozenset(map(stem, forms("folk")))
"""Dates, bodies and people: they stand after names as verbs do, and tell nothing."""


@dataclass(frozen=True, kw_only=True)
class TellingWords:
    """Words as a pattern finds them, and where they stand.

    `sure` is whether they tell of the very thing asked about, `guess` whether nothing speaks for it that they tell at all,
    `named` whether they stand in the name of a body, which tells nothing alone.
    """

    text: str
    place: Place
    sure: bool = False
    guess: bool = False
    named: bool = False


def telling_words(
    words: Words, *, names: tuple[Place, ...], anchors: tuple[Place, ...], question: Question
) -> tuple[TellingWords, ...]:
    """What tells, the likeliest first: verbs and deeds of the lexicon, what follows a name, other participles, the rest.

    None of them is a name, as far as capitals can tell, part of an anchor, a word of the question or of a date.
    """
    own = {at for place in (*names, *anchors) for at in range(*place)}
    free = [at for at in range(len(words.tokens)) if at not in own and _is_word(words, at, question.named)]
    cues = {(c.first, c.last): c for c in _known(words, question.named) if not own & set(range(c.first, c.last))}
    taken = {at for place in cues for at in range(*place)}
    after = {last for _, last in names}
    abroad = [(at, at + 1) for at in free if _tells_abroad(words, at) and at not in taken]
    taken.update(at for at, _ in abroad)
    follows = [(at, at + 1) for at in free if at in after and at not in taken]
    others = [(at, at + 1) for at in free if at not in after and at not in taken]
    formed = [p for p in others if words.tokens[p[0]].word.endswith(("ed", "ing"))]
    rest = [p for p in others if p not in formed]
    ranked = [p for several in (list(cues), abroad, follows, formed, rest) for p in _nearest(several, anchors or names)]
    asked = question.classes("event", "deed", "off", "against")
    sure = {place for place, cue in cues.items() if cue.kinds & asked}
    mute = {*rest, *(place for place, cue in cues.items() if not cue.tells)}
    bodies = {place for place in mute if _before_a_body(words, place)}
    told = (
        TellingWords(text=_text(words, p), place=p, sure=p in sure, guess=p in rest, named=p in bodies) for p in ranked
    )
    return tuple(t for t in told if t.text)


def _known(words: Words, named: frozenset[str]) -> Iterator[Cue]:
    """The longest cues of what happens, or of what undoes it, but for words of the question."""
    telling = (c for c in lexicon().find(words) if {k.partition(":")[0] for k in c.kinds} & _TELLING)
    cues = [c for c in telling if c.size <= _LONGEST]
    told = (c for c in cues if not any(c.within(o) for o in cues))
    return (c for c in told if c.tells or not set(words.stems[c.first : c.last]) <= named | _NEVER)


def _before_a_body(words: Words, place: Place) -> bool:
    """Whether it stands where a name of a body begins, as "appeals" does in "appeals court"."""
    return not _BODIES.isdisjoint(words.stems[place[1] : place[1] + 1])


def _nearest(places: list[Place], middles: tuple[Place, ...]) -> list[Place]:
    def far(place: Place) -> int:
        return min((max(m[0] - place[1], place[0] - m[1], 0) for m in middles), default=place[0])

    return sorted(dict.fromkeys(places), key=lambda p: (far(p), p))


def _text(words: Words, place: Place) -> str:
    tokens = words.tokens[place[0] : place[1]]
    return "" if any(t.is_mark for t in tokens) else "-".join(t.word for t in tokens)


def _is_word(words: Words, at: int, named: frozenset[str]) -> bool:
    """Whether it may be a word that tells: no stop word, and no name where a headline has only names in capitals."""
    token, root = words.tokens[at], words.stems[at]
    if not token.raw.isalpha() or len(token.word) < _SHORTEST or root in named | _NEVER:
        return False
    if token.word in small_words(words.text, ""):
        return False
    return root in lexicon().content(words) and (not token.raw[:1].isupper() or in_title_case(words.tokens))


def _tells_abroad(words: Words, at: int) -> bool:
    """Whether the lexicon of the passage's own language, where that is not English, has it."""
    code = language_of(words.text)
    return code in NAMES and code != "en" and tells(words.tokens[at].word, code)
