"""A claim that something is not so: who reports that it is speaks against it, and who denies it bears it out."""

from dataclasses import replace

from bot.domain.evidence import Phase
from bot.domain.negation import is_negative
from watchers.judge.phasing import PhaseReading
from watchers.judge.signals import governed
from watchers.words.content import overlap
from watchers.words.finder import Place, Words, words_of
from watchers.words.grammar import forms
from watchers.words.phrasebook import lexicon

SAID = 0.6
"""Share of the claim's content words a passage must hold to be about the very thing."""
_NOT = forms("not")


def is_negated(words: Words) -> bool:
    """Whether anything in it is negated."""
    return any(_negates(t.word) for t in words.tokens)


def read_negative(claim: str, passage: str, names: tuple[Place, ...] = ()) -> PhaseReading | None:
    """How a passage holds what a negative claim says is not so: happened where it asserts it, denied where it bears the claim out.

    None where the claim is not negative. A passage that does not hold enough of its words says nothing: what speaks against a
    claim in general ("refuses") bears a negative one out as often as not.
    """
    asked, said = words_of(claim), words_of(passage)
    if not is_negative(claim):
        return None
    own = frozenset(s for s, t in zip(asked.stems, asked.tokens, strict=True) if not _negates(t.word))
    share, places = overlap(lexicon().content(asked) & own, said)
    if share < SAID:
        return PhaseReading(
            phase=Phase.NONE, rule=f"it holds {share:.0%} of the claim's words, and {SAID:.0%} would tell"
        )
    told = " ".join(said.tokens[at].raw for place in places for at in range(*place))
    return replace(governed(said, places, names=names), words=told)


def _negates(word: str) -> bool:
    return word in _NOT or word.endswith("n't")
