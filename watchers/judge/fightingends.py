"""Whether it is the fighting that is said to end: "US declares end of war", of which no truce comes to its end."""

from watchers.words.finder import Words
from watchers.words.grammar import forms, stems

_ENDS = stems("stopping") | stems("concluding")
_FIGHTING = stems("hostile") | stems("operations")
_TRUCE = stems("silence")
_QUIET = _TRUCE | stems("lulls")
_AFTER = forms("prepositions") | forms("after_over")
_NEAR = 7


def asks_of_truce(question: Words) -> bool:
    """Whether it is a truce that a question asks about: "Does the ceasefire end?"."""
    return not _TRUCE.isdisjoint(question.stems)


def fighting_ends(words: Words) -> bool:
    """Whether it says of fighting that it ends, and of no truce: "hostilities are over", "halts strikes"; not "strikes end truce"."""
    ends = [n for n, s in enumerate(words.stems) if s in _ENDS]
    return bool(ends) and all(of_fighting(words, n) for n in ends)


def of_fighting(words: Words, at: int) -> bool:
    """Whether it is fighting, and no truce, that a word there says something of: what it takes, or else what leads it.

    So it is in "truce ends 12-day war", and not in "strikes end truce".
    """
    after, before = _following(words, at), _before(words, at)
    if after and words.tokens[at + 1].word not in _AFTER:
        return not _FIGHTING.isdisjoint(after) and _QUIET.isdisjoint(after)
    return not _FIGHTING.isdisjoint(before) and _QUIET.isdisjoint((*before, *after))


def _following(words: Words, at: int) -> tuple[str, ...]:
    """The stems of what follows, up to a mark."""
    reach = words.tokens[at + 1 : at + 1 + _NEAR]
    size = next((n for n, t in enumerate(reach) if t.is_mark), len(reach))
    return words.stems[at + 1 : at + 1 + size]


def _before(words: Words, at: int) -> tuple[str, ...]:
    """The stems of what goes before, back to a mark."""
    reach = words.tokens[max(0, at - _NEAR) : at][::-1]
    size = next((n for n, t in enumerate(reach) if t.is_mark), len(reach))
    return words.stems[at - size : at]
