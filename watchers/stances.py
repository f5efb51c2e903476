"""The stance of a headline on a claim given as a sentence, where the story file has no patterns for it."""

from dataclasses import dataclass

from bot.domain.evidence import Phase, Stance
from watchers.finder import words_of
from watchers.phrasebook import lexicon

_REFUTING = frozenset(
    [
        "hoax",
        "fake",
        "false",
        "falsely",
        "debunk",
        "deny",
        "denial",
        "untrue",
        "myth",
        "refut",
        "disprov",
        "bogu",
        "fabric",
        "satir",
        "not",
        "no",
        "never",
        "rumour",
        "wrong",
        "unfound",
        "baseless",
        "prank",
        "shoot",
        "reject",
        "dismiss",
    ]
)
_WONDERING = frozenset(
    [
        "claim",
        "reportedli",
        "alleg",
        "rumor",
        "rumour",
        "say",
        "may",
        "might",
        "could",
        "possibl",
        "report",
        "appar",
        "suppos",
        "purport",
        "believ",
        "suspect",
    ]
)


@dataclass(frozen=True, kw_only=True)
class StanceReading:
    """A stance, the phase it was read off, and the rule and words that gave it."""

    stance: Stance
    phase: Phase
    rule: str
    words: str = ""


def stance_of(claim: str, passage: str, summary: str = "") -> StanceReading:
    """Refuting words refute, a question, hedge or reporting verb is context, anything else supports."""
    words = words_of(passage)
    own = lexicon().content(words_of(claim)) | set(words_of(claim).stems)
    for kinds, phase, stance, rule in (
        (_REFUTING, Phase.DENIED, Stance.REFUTES, "a refuting word"),
        (_WONDERING, Phase.HEDGED, Stance.CONTEXT, "hedged or reported"),
    ):
        found = next((t.raw for t, s in zip(words.tokens, words.stems, strict=True) if s in kinds and s not in own), "")
        if found:
            return StanceReading(stance=stance, phase=phase, rule=rule, words=found)
    if "?" in passage:
        return StanceReading(stance=Stance.CONTEXT, phase=Phase.HEDGED, rule="a question", words="?")
    return StanceReading(stance=Stance.SUPPORTS, phase=Phase.HAPPENED, rule="said outright")
