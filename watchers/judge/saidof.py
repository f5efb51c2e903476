"""Whether a passage with a claim's words says that it is so: of the same doer, as done, and not beside something else.

A weighing of words takes "could fail", "never failed" and "Sund dam failed" for "the Kesh dam has failed". These rules look
at what stands right beside the words that both share.
"""

from collections.abc import Iterator

from watchers.words.finder import Place, Words, words_of
from watchers.words.grammar import forms, stems
from watchers.words.phrasebook import lexicon
from watchers.words.stems import irregular
from watchers.words.tokens import in_title_case

_BESIDE_VERBS = forms("auxiliaries") | forms("adverbs")
_UNDONE = forms("undone_yet")
_LEADS_IN = stems("leading_in")
_NOT = forms("never_so")
_ENDS_DENIAL = forms("ends_denial")
_DENIES = stems("denying")
_STOPS = stems("stopping") | {"suspend", "paus"}
_CLEARS = stems("clearing_somebody")
_HOW_MANY = forms("how_many")
_TURN = frozenset({",", "and", ";"})
_SPEAKS_OF_IT = stems("speaking_of_what_is_told")
_MOST = 0.7
_DENIAL_REACH = 3


def undone(claim: str, passage: str) -> str:
    """The words by which what the claim says was done is only possible or near there: "could fail", "vows to stop"; "" for none."""
    asked, said = words_of(claim), words_of(passage)
    past = {s for s, t in zip(asked.stems, asked.tokens, strict=True) if _told_as_fact(t.word)}
    for at in (n for n in _shared(asked, said) if said.stems[n] in past):
        before = _before(said, at)
        word = said.tokens[before].word if before >= 0 else ""
        if word in _UNDONE and word not in {t.word for t in asked.tokens}:
            return f"{said.tokens[before].raw} {said.tokens[at].raw}"
        if word == "to" and before > 0 and said.stems[before - 1] in _LEADS_IN - set(asked.stems):
            return f"{said.tokens[before - 1].raw} to {said.tokens[at].raw}"
    return ""


def _told_as_fact(word: str) -> bool:
    """Whether a verb's form tells of what was or is being done: "signed", "enriching"."""
    return word.endswith(("ed", "ing")) or word in irregular()


def stopped(claim: str, passage: str) -> tuple[str, bool]:
    """The words by which what the claim says is being done is stopped ("stops enriching"), and whether it has been; "" for none."""
    asked, said = words_of(claim), words_of(passage)
    doing = {s for s, t in zip(asked.stems, asked.tokens, strict=True) if t.word.endswith("ing")}
    for at in (n for n in _shared(asked, said) if n and said.stems[n] in doing and _STOPS.isdisjoint(asked.stems)):
        if said.stems[at - 1] in _STOPS:
            led = {t.word for t in said.tokens[max(0, at - 3) : at - 1]}
            return f"{said.tokens[at - 1].raw} {said.tokens[at].raw}", led.isdisjoint(_UNDONE | _NOT | {"to"})
    return "", False


def never(claim: str, passage: str) -> str:
    """The word by which what the claim says was done was not: "never stopped", "clears Auria over"; "" for none."""
    asked, said = words_of(claim), words_of(passage)
    if not _NOT.isdisjoint(t.word for t in asked.tokens):
        return ""
    for at in _shared(asked, said):
        before = _before(said, at)
        if before >= 0 and said.tokens[before].word in _NOT:
            return said.tokens[before].raw
    clears = (n for n, s in enumerate(said.stems) if s in _CLEARS and s not in asked.stems)
    return next(
        (said.tokens[n].raw for n in clears if said.stems[n + 1 : n + 2] and said.stems[n + 1] in asked.stems), ""
    )


def by_another(claim: str, passage: str, own: tuple[Place, ...]) -> str:
    """Who does in the passage what the claim says that its first actor (at `own`) does; "" for nobody else.

    It is the name right before the claim's verb there: "Norland shot down airliner", of a claim that Auria did.
    """
    asked, said = words_of(claim), words_of(passage)
    if in_title_case(said.tokens):
        return ""
    for at in _verbs(asked, said):
        last = _before(said, at)
        first = last
        while first >= 0 and said.tokens[first].raw[:1].isupper():
            first -= 1
        passive = [t.word for t in said.tokens[at + 1 : at + 2]] == ["by"]
        owns = first >= 0 and said.tokens[first].word == "'s"  # "Auria's Kesh Regiment"
        mine = any(first < a[0] <= last or a[0] <= last < a[1] or (owns and a[1] == first) for a in own)
        counts = last - first == 1 and said.tokens[last].word in _HOW_MANY  # "Neither bidder has guaranteed jobs"
        if first < last and not (passive or mine or counts):
            return " ".join(t.raw for t in said.tokens[first + 1 : last + 1])
    return ""


def first_part(claim: str, passage: str) -> str:
    """The passage up to where it goes on to something else, if it has said most of the claim by then: "dam failed, no one hurt"."""
    asked, said = words_of(claim), words_of(passage)
    content = lexicon().content(asked)
    for at, token in enumerate(said.tokens):
        if token.word not in _TURN or not content:
            continue
        told, rest = content & set(said.stems[:at]), content & set(said.stems[at:])
        if len(told) >= _MOST * len(content) and not rest and _SPEAKS_OF_IT.isdisjoint(said.stems[at:]):
            return passage[: token.start].rstrip()
    return ""


def denial_ends(passage: str) -> str:
    """The words by which a denial is none: "no longer denies", "does not deny", "rejects denial"; "" for none."""
    said = words_of(passage)
    for at, root in enumerate(said.stems):
        if root not in _DENIES or said.tokens[at].word in _ENDS_DENIAL:
            continue
        before = range(max(0, at - _DENIAL_REACH), at)
        marked = max((n for n in before if said.tokens[n].is_mark), default=-1)  # "'We did not': Auria denies"
        ends = next((n for n in before if n > marked and said.tokens[n].word in _ENDS_DENIAL), None)
        if ends is not None:
            return " ".join(t.raw for t in said.tokens[ends : at + 1])
    return ""


def _shared(asked: Words, said: Words) -> Iterator[int]:
    """Where the passage's words stand that carry content in the claim too."""
    content = lexicon().content(asked)
    yield from (n for n, s in enumerate(said.stems) if s in content)


def _verbs(asked: Words, said: Words) -> Iterator[int]:
    """Where the passage has what the claim's first name does: the first word of content after it that is no name."""
    content = lexicon().content(asked)
    told = [n for n, s in enumerate(asked.stems) if s in content]
    names = [n for n in told if asked.tokens[n].raw[:1].isupper()]
    verb = next((asked.stems[n] for n in told if names and n > names[0] and n not in names), "")
    yield from [n for n, s in enumerate(said.stems) if verb and s == verb][:1]


def _before(said: Words, at: int) -> int:
    """Where the word before stands, but for auxiliaries: -1 where there is none."""
    before = at - 1
    while before >= 0 and said.tokens[before].word in _BESIDE_VERBS - _NOT:
        before -= 1
    return before
