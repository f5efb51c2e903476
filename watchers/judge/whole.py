"""A second reading: what the reader of the extra `semantic` makes of a whole entry, beside what its words say.

It reads only what the words of the story file have found, and of that only what no signal of the desk's has judged: what
the desk wrote stands. The two are weighed: the words' verdict has half a vote beside the reader's chances. An outcome
that the words do not see takes chances of 0.8, and is a weak sign until a second origin says so too. On 765 headlines on 53 questions that neither had learned from (labelled
by readers who agree with one another on .96) the words alone were right on .62, both together on .69; of the outcomes
they called 95 of 108 and 107 of 111 were ones, and 82 and 93 of 199 were found.
"""

from dataclasses import replace

from bot.domain.entry import Entry
from bot.domain.evidence import Judgement, Phase
from bot.domain.story import Direction, Weight
from bot.errors import ModelError
from watchers.model.reader import Chances, Reader
from watchers.words.languages import language_of

WORDS = 0.5
"""The vote of the words' verdict beside the reader's chances, which are 1.0 together."""
SILENCE = 0.15
"""The same where the words say nothing: they often miss what they do not know, and seldom invent."""
OUTCOME = 0.8
"""The chances an outcome takes that the words do not see."""

_Verdict = tuple[Phase, Direction | None]
_NONE: _Verdict = (Phase.NONE, None)
_UP: _Verdict = (Phase.PLANNED, Direction.TOWARD)
_DOWN: _Verdict = (Phase.DENIED, Direction.AWAY)
_HAPPENED: _Verdict = (Phase.HAPPENED, Direction.TOWARD)
_RULED_OUT: _Verdict = (Phase.CANCELLED, Direction.AWAY)
_OUTCOMES = (_HAPPENED, _RULED_OUT)


def read_whole(judgement: Judgement, question: str, entry: Entry, reader: Reader) -> Judgement:
    """The judgement after the second reading, which its last reason tells; the same phase where both agree.

    Two sides in one report stay two sides, and entries in other languages than English are read by their words alone.
    """
    settled = judgement.match.pattern or judgement.phase is Phase.CONTESTED
    if settled or language_of(f"{entry.title} {entry.summary}", entry.language) != "en":
        return judgement
    try:
        chances = reader.chances(question, entry)
    except ModelError as error:
        return replace(judgement, why=(*judgement.why, f"{error} The words stand"))
    words = _verdict(judgement)
    verdict = _weighed(words, chances)
    why = (*judgement.why, _told(chances, stands=verdict == words))
    if verdict == words:
        return replace(judgement, why=why)
    phase, direction = verdict
    return replace(judgement, phase=phase, direction=direction, weight=Weight.WATCH, why=why)


def _verdict(judgement: Judgement) -> _Verdict:
    """The phases a lexicon tells apart, as the five things the reader knows."""
    if judgement.phase in {Phase.HAPPENED, Phase.CANCELLED}:
        return _HAPPENED if judgement.phase is Phase.HAPPENED else _RULED_OUT
    return {None: _NONE, Direction.TOWARD: _UP, Direction.AWAY: _DOWN}[judgement.direction]


def _weighed(words: _Verdict, chances: Chances) -> _Verdict:
    votes = _votes(chances)
    votes[words] += SILENCE if words == _NONE else WORDS
    best = max(votes, key=votes.__getitem__)
    if best in _OUTCOMES and best != words and votes[best] < OUTCOME:
        best = max((v for v in votes if v not in _OUTCOMES), key=votes.__getitem__)
    return best


def _votes(chances: Chances) -> dict[_Verdict, float]:
    return {
        _NONE: chances.none,
        _UP: chances.up,
        _DOWN: chances.down,
        _HAPPENED: chances.happened,
        _RULED_OUT: chances.ruled_out,
    }


def _told(chances: Chances, *, stands: bool) -> str:
    """As in "read whole: happened 0.91, likelier 0.05 (an outcome takes 0.80)"."""
    named = {
        "says nothing of it": chances.none,
        "likelier": chances.up,
        "less likely": chances.down,
        "happened": chances.happened,
        "ruled out": chances.ruled_out,
    }
    first, second = sorted(named, key=named.__getitem__, reverse=True)[:2]
    said = f"{first} {named[first]:.2f}, {second} {named[second]:.2f}"
    needed = f" (an outcome takes {OUTCOME:.2f})" if first in {"happened", "ruled out"} else ""
    return f"read whole: {said}{needed}; {'the words stand' if stands else 'so it counts'}"
