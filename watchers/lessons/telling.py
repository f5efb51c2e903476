"""Which words of a passage tell what happens, as far as words can say it: verbs of the lexicon, or what follows a name."""

from collections import deque
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from itertools import takewhile

from watchers.lessons.naming import in_brackets
from watchers.match.questions import Question
from watchers.words.cues import Cue
from watchers.words.finder import Place, Words, within
from watchers.words.grammar import forms, stems
from watchers.words.languages import NAMES, language_of, perhaps, small_words, tells
from watchers.words.phrasebook import lexicon
from watchers.words.stems import stem
from watchers.words.tokens import in_title_case

_SHORTEST = 3
_LONGEST = 3
_OBJECT = 2
_PARTICLES = forms("particles") | {"up"}
_ENDS_OBJECT = forms("ends_object") | {"behind", "toward", "towards"}
_ARTICLES = forms("determiners") | forms("articles_in_names")
_WHERE = forms("where") | {"to"}
_LIGHT = stems("light") | {"let"}
_SEPARABLE = forms("separable")
_TELLING = frozenset({"event", "deed", "off", "against", "cancel", "deny"})
_BODIES = stems("bodies") | stems("deciders")
_NEVER = stems("when") | _BODIES | stems("offices") | stems("remarking") | frozenset(map(stem, forms("folk")))
"""Dates, bodies and people stand after names as verbs do, and tell nothing; nor does it that somebody speaks."""


@dataclass(frozen=True, kw_only=True)
class TellingWords:
    """Words as a pattern finds them, and where they stand.

    `sure` is whether they tell of the very thing asked about, `whole` whether they are a verb with its object, `guess` whether
    nothing speaks for it that they tell at all, or less than for others, `named` whether they stand in the name of a body, which
    tells nothing alone.
    """

    text: str
    place: Place
    sure: bool = False
    whole: bool = False
    guess: bool = False
    named: bool = False


def telling_words(
    words: Words, *, names: tuple[Place, ...], anchors: tuple[Place, ...], question: Question, declared: str = ""
) -> tuple[TellingWords, ...]:
    """What tells, the likeliest first: verbs and deeds of the lexicon, what follows a name, other participles, the rest.

    None of them is a name, as far as capitals can tell, part of an anchor, a word of the question or of a date, or stands in
    brackets. A verb has its particle and its object with it where they make it what it is ("spins-up", "pulls-the-plug").
    """
    own = {at for place in (*names, *anchors) for at in range(*place)} | in_brackets(words)
    own |= {last for _, last in names if any(t.glued for t in words.tokens[last : last + 1])}
    free = {at for at in range(len(words.tokens)) if at not in own and _is_word(words, at, question.named, declared)}
    cues = {(c.first, c.last): c for c in _known(words, question.named) if not own & set(range(c.first, c.last))}
    free -= {at for place in cues for at in range(*place)}
    abroad = [(at, at + 1) for at in sorted(free) if _tells_abroad(words, at, declared)]
    single = [(at, at + 1) for at in sorted(free) if (at, at + 1) not in abroad]
    after = {last for _, last in names}
    follows = [p for p in single if p[0] in after and not _of_a_place(words, p[0], names)]
    formed = [p for p in single if p not in follows and _ends(words, p, "ed", "ing") and not _leads(p, anchors)]
    rest = [p for p in single if p not in follows and p not in formed and p[1] not in free]
    ranked = [p for several in (list(cues), abroad, follows, formed, rest) for p in _nearest(several, anchors or names)]
    asked = question.classes("event", "deed", "off", "against")
    sure = {place for place, cue in cues.items() if cue.kinds & asked}
    beside = {p for p in cues if p not in sure and _ends(words, p, "ing")}.union(formed)
    led = {*cues, *abroad, *follows} - beside
    close = {p for p in rest if any(p[0] == a[1] or p[1] == a[0] for a in anchors) and not _ends(words, p, "ed", "ing")}
    guesses = {*rest, *beside} if led else {*rest} - close
    mute = {*rest, *(place for place, cue in cues.items() if not cue.tells)}
    bodies = {place for place in mute if _before_a_body(words, place)}
    acts = {*follows, *(() if anchors else (p for p in ranked if p[0] in after))}  # alone a verb says too little
    wholes = {p: _whole(words, p, free if p in acts else set(), anchors) for p in ranked}
    light = {p for p in follows if wholes[p] == p and words.stems[p[0]] in _LIGHT}
    apart = [p for p in ranked if p not in light and not any(p != o and within(p, (wholes[o],)) for o in ranked)]
    told = (
        TellingWords(
            text=_text(words, wholes[p], declared),
            place=wholes[p],
            sure=p in sure,
            whole=wholes[p][1] - p[0] > 1 and words.tokens[wholes[p][1] - 1].word not in _PARTICLES | _ENDS_OBJECT,
            guess=p in guesses,
            named=p in bodies,
        )
        for p in apart
    )
    return tuple(t for t in told if t.text)


def _ends(words: Words, place: Place, *endings: str) -> bool:
    return words.tokens[place[1] - 1].word.endswith(endings)


def _of_a_place(words: Words, at: int, names: tuple[Place, ...]) -> bool:
    """Whether the name before it only says where: "to the Kesh docks"."""
    first = next((f for f, last in names if last == at), 0)
    led = [t.word for t in words.tokens[max(0, first - 2) : first]]
    led = led[:-1] if led and led[-1] in _ARTICLES else led
    return bool(led) and led[-1] in _WHERE


def _leads(place: Place, anchors: tuple[Place, ...]) -> bool:
    """Whether it stands right before the thing, and says which one it is: the "revised pact"."""
    return any(place[1] == anchor[0] for anchor in anchors)


def _known(words: Words, named: frozenset[str]) -> Iterator[Cue]:
    """The longest cues of what happens, or of what undoes it, but for words of the question."""
    telling = (c for c in lexicon().find(words) if {k.partition(":")[0] for k in c.kinds} & _TELLING)
    cues = [c for c in telling if c.size <= _LONGEST]
    whole = [c for c in cues if not any(c.within(o) for o in cues)]
    own = [c for c in whole if not {t.word for t in words.tokens[c.first : c.last]} <= _ENDS_OBJECT]
    told = (c for c in own if not any(o.first < c.first < o.last for o in own))
    return (c for c in told if c.tells or not set(words.stems[c.first : c.last]) <= named | _NEVER)


def _before_a_body(words: Words, place: Place) -> bool:
    """Whether it stands where a name of a body begins, as "appeals" does in "appeals court"."""
    return not _BODIES.isdisjoint(words.stems[place[1] : place[1] + 1])


def _nearest(places: list[Place], middles: tuple[Place, ...]) -> list[Place]:
    def far(place: Place) -> int:
        return min((max(m[0] - place[1], place[0] - m[1], 0) for m in middles), default=place[0])

    return sorted(dict.fromkeys(places), key=lambda p: (far(p), p))


def _whole(words: Words, place: Place, free: AbstractSet[int], anchors: tuple[Place, ...]) -> Place:
    """A word with its particle, or a verb with its object of one or two words that are `free`: no half of "pulls the plug"."""
    first, end = place
    particle = any(t.word in _PARTICLES for t in words.tokens[end : end + 1])
    if particle and words.tokens[end - 1].word not in _PARTICLES:
        return first, end + 1
    last = end
    while last < len(words.tokens) and words.tokens[last].word in _ARTICLES:
        last += 1
    start = last
    while last in free and words.tokens[last].word not in _ENDS_OBJECT:
        last += 1
    fits = 0 < last - start <= _OBJECT and not _leads((first, last), anchors)
    return (first, last) if fits else place


def _text(words: Words, place: Place, declared: str) -> str:
    """As a pattern has it, with the particle that German puts at the end of a clause: "bläst ab"."""
    tokens = words.tokens[place[0] : place[1]]
    if any(t.is_mark for t in tokens):
        return ""
    tokens = tokens[:-1] if tokens[-1].word == "to" and tokens[1:] else tokens
    text = "-".join(words.text[tokens[0].start : tokens[-1].end].lower().split())
    rest = takewhile(lambda t: not t.is_mark, words.tokens[place[1] :])
    last = next(iter(deque(rest, maxlen=1)), None) if _language(words, declared) == "de" else None
    return f"{text} {last.word}" if last and last.word in _SEPARABLE else text


def _is_word(words: Words, at: int, named: frozenset[str], declared: str) -> bool:
    """Whether it may be a word that tells: no stop word, and no name where a headline has only names in capitals."""
    token, root = words.tokens[at], words.stems[at]
    if not token.raw.isalpha() or len(token.word) < _SHORTEST or root in named | _NEVER:
        return False
    if token.word in small_words(words.text, declared):
        return False
    return root in lexicon().content(words) and (not token.raw[:1].isupper() or in_title_case(words.tokens))


def _tells_abroad(words: Words, at: int, declared: str) -> bool:
    """Whether the lexicon of the passage's own language, where that is not English, has it."""
    code = _language(words, declared)
    return code in NAMES and code != "en" and tells(words.tokens[at].word, code)


def _language(words: Words, declared: str) -> str:
    return perhaps(words.text, declared) or language_of(words.text, declared)
