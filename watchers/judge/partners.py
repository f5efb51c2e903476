"""With whom it was done: names beside an actor, or right behind a verb, that are none of the item's."""

from watchers.judge.scene import scene_of
from watchers.match.aliases import countries
from watchers.words.finder import Place, Words
from watchers.words.grammar import forms, stems
from watchers.words.tokens import in_title_case

_TOGETHER = forms("together")
_BROKERED = forms("brokered")
_SPANS = stems("spans")


def joined(words: Words, verb: int, own: frozenset[str]) -> str:
    """Who does it together with an actor, by a name before the verb that is none of ours: "Auria and Efta sign pact"."""
    at = verb
    while at and words.tokens[at - 1].raw[:1].isupper():
        at -= 1
    name = " ".join(t.word for t in words.tokens[at:verb])
    both = 0 < at < verb and words.tokens[at - 1].word == "and" and not in_title_case(words.tokens)
    return name if both and not _begins_with(name, own) else ""


def partner(words: Words, place: Place, own: frozenset[str]) -> str:
    """Who is named right after the verb ("approves Norland trade deal"), or after a "with" or "by" of its clause, and is none of ours."""
    tokens, clauses = words.tokens, scene_of(words, ()).clauses
    if not any(t.raw.islower() for t in tokens[place[0] : place[1] + 1]):
        return ""
    here = [n for n in range(place[1], len(tokens)) if clauses[n] == clauses[place[0]]]
    after = [place[1], *(n + 1 for n in here if tokens[n].word in _TOGETHER)]
    names = (_name_at(words, at) for at in after)
    return next((n for n in names if n and not _begins_with(n, own)), "")


def _begins_with(name: str, own: frozenset[str]) -> bool:
    """Whether the first words of it, or all, are one of these names: "auria tuesday"."""
    words = name.split()
    return any(" ".join(words[:n]) in own for n in range(1, len(words) + 1))


def _name_at(words: Words, at: int) -> str:
    """The capitalised words that begin here, in small letters; right after a verb only the name of a country is one."""
    end = at
    while end < len(words.tokens) and words.tokens[end].raw[:1].isupper():
        end += 1
    if mediates(words, end) or not _SPANS.isdisjoint(words.stems[at:end]):  # "Extended by Three Weeks"
        return ""
    name = " ".join(t.word for t in words.tokens[at:end])
    led = at > 0 and words.tokens[at - 1].word in _TOGETHER
    return name if led or any(h.words.casefold() == name for h in countries().find(words)) else ""


def mediates(words: Words, end: int) -> bool:
    """Whether what follows a name says that it was only between: "-brokered"."""
    then = [t.word for t in words.tokens[end : end + 2] if not t.is_mark]
    return not _BROKERED.isdisjoint(then[:1])
