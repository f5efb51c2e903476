"""The clauses of a passage: a mark ends one, a word as "after" opens one, and a comma ends the one a passage leads in with."""

from dataclasses import dataclass

from watchers.words.finder import Place, Words
from watchers.words.grammar import forms, stems

_MARKS = frozenset(".;:—–-|…?!") | {"..."}
_OPENERS = forms("openers")
_NAMING = stems("naming")
_ON_TERMS = forms("on_terms")
"""What these lead in with governs what follows: "If Auria agrees, Norland signs"."""
_SHARES = forms("modals") | forms("negated_verbs")
_BEFORE_AS = 10
_BEHIND_AS = 8
"""Words after an "as" within which the office it names stands."""


@dataclass(frozen=True, kw_only=True)
class Clause:
    """Its number in the passage, and the word that opens it ("" for a mark or the start)."""

    number: int
    opener: str = ""


def clauses_of(words: Words, anchors: tuple[Place, ...]) -> tuple[Clause, ...]:
    """For each token the clause it stands in."""
    out: list[Clause] = []
    now = Clause(number=0)
    for at, token in enumerate(words.tokens):
        led_in = token.word == "," and now.opener == words.tokens[0].word and now.opener not in _ON_TERMS
        if token.word in _MARKS or led_in:
            now = Clause(number=now.number + 1)
        elif token.word in _OPENERS and not (
            _goes_on(words, at) or (token.word == "as" and _opens_none(words, anchors, at))
        ):
            now = Clause(number=now.number + 1, opener=token.word)
        out.append(now)
    return tuple(out)


def _goes_on(words: Words, at: int) -> bool:
    """Whether who has led the clause leads what follows too: "apologises but won't resign"."""
    then = next((t.word for t in words.tokens[at + 1 : at + 2]), "")
    return words.tokens[at].word == "but" and then in _SHARES


def _opens_none(words: Words, anchors: tuple[Place, ...], at: int) -> bool:
    """Whether this "as" opens no clause: "freed as part of the swap", or it names an office.

    "Sworn in as chancellor" has one in it, "quits as prices rise" has none.
    """
    if [t.word for t in words.tokens[at + 1 : at + 2]] == ["part"]:
        return True
    before = set(words.stems[max(0, at - _BEFORE_AS) : at])
    offices = [a for a in anchors if 0 < a[0] - at <= _BEHIND_AS and not _does(words, a[0] - 1, at)]
    return bool(_NAMING & before) and (not anchors or bool(offices))


def _does(words: Words, verb: int, opener: int) -> bool:
    """Whether a verb stands before the anchor, so that somebody does something to it: "return to work as union ends strike"."""
    token = words.tokens[verb]
    return verb > opener + 1 and token.word.endswith("s") and not token.is_mark and token.word != "'s"
