"""Which words of a passage tell what happens, as far as words can say it: verbs of the lexicon, or what follows a name."""

from collections.abc import Iterator
from dataclasses import dataclass

from watchers.words.finder import Place, Words
from watchers.words.phrasebook import Cue, lexicon

_TITLE_CASE = 0.6
_SHORTEST = 3
_LONGEST = 3
_FEW = 2
_TELLING = frozenset({"event", "deed", "off", "against", "sign", "cancel", "deny"})


@dataclass(frozen=True, kw_only=True)
class Telling:
    """Words as a pattern finds them, and where they stand. `sure` is whether they tell of one happening by themselves."""

    text: str
    place: Place
    sure: bool


def telling_words(words: Words, *, names: tuple[Place, ...], anchors: tuple[Place, ...]) -> tuple[Telling, ...]:
    """What tells, the likeliest first: verbs and deeds of the lexicon, then what follows a name, then other words.

    None of them is a name, as far as capitals can tell, or part of an anchor.
    """
    own = {at for place in (*names, *anchors) for at in range(*place)}
    free = [at for at in range(len(words.tokens)) if at not in own and _is_word(words, at)]
    cues = {(c.first, c.last): c for c in _known(words) if not own & set(range(c.first, c.last))}
    known = list(cues)
    taken = {at for place in known for at in range(*place)}
    after = {last for _, last in names}
    follows = [(at, at + 1) for at in free if at in after and at not in taken]
    others = [(at, at + 1) for at in free if at not in after and at not in taken]
    middles = anchors or names
    ranked = [*_nearest(known, middles), *_nearest(follows, middles), *_nearest(others, middles)]
    sure = {place for place, cue in cues.items() if len(cue.kinds) <= _FEW and not cue.hints}
    told = (Telling(text=_text(words, p), place=p, sure=p in sure) for p in ranked)
    return tuple(t for t in told if t.text)


def _known(words: Words) -> Iterator[Cue]:
    """The longest cues of what happens, or of what undoes it."""
    cues = [c for c in lexicon().find(words) if {k.partition(":")[0] for k in c.kinds} & _TELLING]
    return (c for c in cues if c.size <= _LONGEST and not any(c.within(o) for o in cues))


def _nearest(places: list[Place], middles: tuple[Place, ...]) -> list[Place]:
    def far(place: Place) -> int:
        return min((max(m[0] - place[1], place[0] - m[1], 0) for m in middles), default=place[0])

    return sorted(dict.fromkeys(places), key=lambda p: (far(p), p))


def _text(words: Words, place: Place) -> str:
    tokens = words.tokens[place[0] : place[1]]
    return "" if any(t.is_mark for t in tokens) else "-".join(t.word for t in tokens)


def _is_word(words: Words, at: int) -> bool:
    """Whether it may be a word that tells: no stop word, and no name where a headline has only names in capitals."""
    token = words.tokens[at]
    if not token.raw.isalpha() or len(token.word) < _SHORTEST or words.stems[at] not in lexicon().content(words):
        return False
    return not token.raw[:1].isupper() or in_title_case(words)


def in_title_case(words: Words) -> bool:
    """Whether most of its words are in capitals, so that capitals say nothing."""
    long = [t for t in words.tokens if len(t.word) > _SHORTEST]
    return sum(t.raw[:1].isupper() for t in long) > len(long) * _TITLE_CASE
