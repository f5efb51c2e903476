"""What a question about an office asks for: who is to get one, or who is to lose it."""

from watchers.words.cues import Cue
from watchers.words.finder import Words
from watchers.words.grammar import forms, stems
from watchers.words.phrasebook import Event, lexicon

_BEING = forms("auxiliaries")
_WHICH = forms("determiners") | {"newly"}
_HOLDERS = stems("holders")


def of_offices(words: Words, events: tuple[Event, ...], own: str) -> tuple[tuple[Event, ...], str]:
    """The events without those that its office rules out: who is to become premier buys nothing."""
    if office := _office_in(words):
        return tuple(e for e in lexicon().events if e in office or (e in events and e.name == "victory")), ""
    if any(e.personal for e in events) and not _HOLDERS.isdisjoint(
        words.stems
    ):  # who is "removed as premier" is no ban
        return tuple(e for e in events if e.personal), own
    if any(e.name == "takeover" for e in events):  # who "takes over" a company gets no office
        return tuple(e for e in events if e.name != "office"), own
    return events, own


def _office_in(words: Words) -> tuple[Event, ...]:
    """The event of getting an office, where the question names one that somebody is to get: "becomes chancellor".

    The office stands behind that verb and owns nothing there: "the chancellor wins the confidence vote" and "wins the
    prime minister's backing" ask for none. With "is" it stands right before it: "is a prime minister appointed".
    """
    office = tuple(e for e in lexicon().events if e.name == "office")
    holders = office[0].nouns & _HOLDERS
    verbs = [c for c in lexicon().find(words) if "event:office" in c.kinds and not _held(words, c)]
    own = [n for n, s in enumerate(words.stems) if s in holders and not words.owns(n)]
    return office if any(n >= c.last or _befalls(words, c.first, n) for c in verbs for n in own) else ()


def _held(words: Words, cue: Cue) -> bool:
    """Whether it only tells which holder is meant: "the newly elected chancellor", "by the elected president"."""
    before = words.tokens[cue.first - 1].word if cue.first else ""
    return words.tokens[cue.first].word.endswith("ed") and before in _WHICH


def _befalls(words: Words, verb: int, thing: int) -> bool:
    """Whether a verb stands right behind a thing that it is done to: "is a prime minister appointed"."""
    between = (t.word for t in words.tokens[thing + 1 : verb])
    passive = any(t.word in _BEING for t in words.tokens[:verb])
    return thing < verb and passive and _BEING.issuperset(between)
