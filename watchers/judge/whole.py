"""A second reading: what the reader of the extra `semantic` makes of a whole entry, beside what its words say.

It reads only what the words of the story file have found, and of that only what no signal of the desk's has judged: what
the desk wrote stands. The two are weighed: the words' verdict has half a vote beside the reader's chances. An outcome
that the words do not see takes chances of 0.8, and is a weak sign until a second origin says so too.

On 765 headlines on 53 questions that the reader had not learned from (labelled by readers who agree with one another on
.96) the words alone were right on .62, both together on .68; of the outcomes they called 95 of 108 and 103 of 106 were
ones, and 82 and 90 of 199 were found. On 296 of 2011 to 2017, half of them posts of one line: .54 and .58, 19 of 28 and
17 of 23, 17 and 16 of 47.
"""

from dataclasses import replace

from bot.domain.entry import Entry
from bot.domain.evidence import Judgement, Phase
from bot.domain.story import Direction, Polarity, WatchItem, Weight
from bot.errors import ModelError
from watchers.model.reader import Chances, Reader
from watchers.words.finder import words_of
from watchers.words.grammar import forms
from watchers.words.languages import language_of

WORDS = 0.5
"""The vote of the words' verdict beside the reader's chances, which are 1.0 together."""
SILENCE = 0.15
"""The same where the words say nothing: they often miss what they do not know, and seldom invent."""
OUTCOME = 0.8
"""The chances an outcome takes that the words do not see."""

_ASKING = forms("asking")
_OPEN = forms("open_questions")

_Verdict = tuple[Phase, Direction | None]
_NONE: _Verdict = (Phase.NONE, None)
_UP: _Verdict = (Phase.PLANNED, Direction.TOWARD)
_DOWN: _Verdict = (Phase.DENIED, Direction.AWAY)
_HAPPENED: _Verdict = (Phase.HAPPENED, Direction.TOWARD)
_RULED_OUT: _Verdict = (Phase.CANCELLED, Direction.AWAY)
_OUTCOMES = (_HAPPENED, _RULED_OUT)


def read_whole(judgement: Judgement, item: WatchItem, entry: Entry, reader: Reader) -> Judgement:
    """The judgement after the second reading, which its last reason tells; the same phase where both agree.

    Two sides in one report stay two sides; what is not English, or a question that is not answered with yes or no, is
    left to the words. Where something should end the reader sees no outcome: it takes a broken truce for a bad end of what
    was hoped for.
    """
    settled = judgement.match.pattern or judgement.phase is Phase.CONTESTED
    if (
        settled
        or not _answerable(item.question)
        or language_of(f"{entry.title} {entry.summary}", entry.language) != "en"
    ):
        return judgement
    try:
        chances = reader.chances(item.question, entry)
    except ModelError as error:
        return replace(judgement, why=(*judgement.why, f"{error} The words stand"))
    words = _verdict(judgement)
    only_words = item.polarity is Polarity.ENDS or _asks(judgement.match.passage)
    verdict = _weighed(words, chances, only_words=only_words)
    why = (*judgement.why, _told(chances, stands=verdict == words))
    if verdict == words:
        return replace(judgement, why=why)
    phase, direction = verdict
    return replace(judgement, phase=phase, direction=direction, weight=Weight.WATCH, why=why)


def _answerable(question: str) -> bool:
    """Whether the reader may be asked: in English, and to be answered with yes or no."""
    first = next(iter(question.split()), "")
    return bool(first) and language_of(question) == "en" and first.casefold() not in _OPEN


def _asks(passage: str) -> bool:
    """Whether a passage asks whether something is so: "Quiz: did they sign?", and not "They signed. What now?"."""
    tokens = words_of(passage).tokens
    opens = (at for at, t in enumerate(tokens) if t.word in _ASKING and (at == 0 or tokens[at - 1].is_mark))
    return any(t.word == "?" for at in opens for t in tokens[at:])


def _verdict(judgement: Judgement) -> _Verdict:
    """The phases a lexicon tells apart, as the five things the reader knows."""
    if judgement.phase in {Phase.HAPPENED, Phase.CANCELLED}:
        return _HAPPENED if judgement.phase is Phase.HAPPENED else _RULED_OUT
    return {None: _NONE, Direction.TOWARD: _UP, Direction.AWAY: _DOWN}[judgement.direction]


def _weighed(words: _Verdict, chances: Chances, *, only_words: bool) -> _Verdict:
    """What both together say; with `only_words` no outcome but the words'. Theirs is at worst doubted, never turned round."""
    votes = _votes(chances)
    votes[words] += SILENCE if words == _NONE else WORDS
    best = max(votes, key=votes.__getitem__)
    if words in _OUTCOMES and best != words:
        return _UP if words == _HAPPENED else _DOWN
    if best in _OUTCOMES and best != words and (only_words or votes[best] < OUTCOME):
        return _UP if best == _HAPPENED else _DOWN
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
