"""Which words of a question are its verbs: those that name an event of the lexicon, and the one that it does not know."""

import re
from collections.abc import Iterator

from watchers.words.cues import Cue
from watchers.words.finder import Words
from watchers.words.grammar import NOUN_ENDINGS, forms, stems
from watchers.words.phrasebook import Event, lexicon

_ASKING = forms("asking")
LIGHT = stems("light")
_NO_VERBS = (*NOUN_ENDINGS, "acy", "ity", "ness", "al", "ic", "ous", "ship")
_TIGHT = 2
_PLURAL = re.compile(r"[^s]s$")
_DETERMINERS = forms("determiners")
_PREPOSITIONS = forms("prepositions")
_AFTER_VERBS = forms("after_verbs")
_NEVER_VERBS = forms("never_verbs") | forms("crowds")


def verbs_in(words: Words, about: frozenset[str], kinds: frozenset[str]) -> list[Cue]:
    """Verbs of events in a question, without phrases that hold its thing and are of none of the kinds the thing is of.

    So "strike a deal" asks for a deal where deals are what it is about, and not for a restructuring.
    """
    cues = [c for c in lexicon().find(words) if c.tells]
    known = [c for c in cues if any(k.removeprefix("event:") in kinds for k in c.kinds)]
    holds = [c for c in cues if c.size > 1 and (c.size > _TIGHT or about & set(words.stems[c.first + 1 : c.last]))]
    return [c for c in cues if c in known or c not in holds or not any(o.within(c) for o in known)]


def events_of(
    words: Words, cues: list[Cue], things: tuple[tuple[str, ...], ...], actors: frozenset[str]
) -> tuple[Event, ...]:
    """The events that the question's verbs name; words just as the anchors have them only where it has no other."""
    said = frozenset(w for t in things for w in t)
    names = _named(words, cues, actors, said) or _named(words, cues, actors, frozenset())
    return tuple(e for e in lexicon().events if e.name in names)


def _named(words: Words, cues: list[Cue], actors: frozenset[str], said: frozenset[str]) -> frozenset[str]:
    """The events whose verbs the question uses, but for verbs that say too little alone.

    No verbs are the names of actors, nor words just as the anchors have them (`said`) but before a thing: "strike" in "the
    strike ends", not "ban" in "ban the strike".
    """
    weak = {e.name: e.weak for e in lexicon().events}
    names: set[str] = set()
    for cue in cues:
        stems = set(words.stems[cue.first : cue.last])
        bare = {
            t.word
            for t, s in zip(words.tokens[cue.first : cue.last], words.stems[cue.first : cue.last], strict=True)
            if s not in actors
        }
        named = bare <= said and not _takes_object(words, cue)
        if named or any(cue.within(o) for o in cues) or _describes(words, cue):
            continue
        names |= {n for k in cue.kinds if (n := k.removeprefix("event:")) in weak and not stems <= weak[n]}
    return frozenset(names)


def _takes_object(words: Words, cue: Cue) -> bool:
    """Whether a thing follows right after, which makes it a verb though an anchor goes by it: "ban the ferry strike"."""
    led = cue.first > 0 and words.tokens[cue.first - 1].word in _DETERMINERS
    return not led and any(t.word in _DETERMINERS for t in words.tokens[cue.last : cue.last + 1])


def _describes(words: Words, cue: Cue) -> bool:
    """Whether a participle only tells which one is meant: "Libya's recognised parliament", "the drafted bill"."""
    before, after = words.tokens[max(0, cue.first - 1) : cue.first], words.tokens[cue.last : cue.last + 1]
    led = bool(before) and (before[0].word in _DETERMINERS or before[0].word == "'s")
    free = bool(after) and not after[0].is_mark and after[0].word not in _AFTER_VERBS
    return led and free and words.tokens[cue.first].word.endswith("ed")


def own_verb(words: Words, actors: frozenset[str], anchors: frozenset[str]) -> str:
    """The stem of the question's verb: "Does the volcano wake?", "The volcano wakes", "The franc is devalued".

    A word of the anchors is its verb only right after an actor: "the Army withholds pay", and not "the strikes end". So is the
    noun of an event, where it takes an object: "Does Norvex pay its dividend?".
    """
    asking = bool(words.tokens) and words.tokens[0].word in _ASKING
    nouns = frozenset(n for e in lexicon().events for n in e.nouns)
    content = lexicon().content(words) - actors - LIGHT
    for at in _places_of_verbs(words, asking=asking):
        token, root, led = words.tokens[at], words.stems[at], words.stems[at - 1]
        then = "".join(t.word for t in words.tokens[at + 1 : at + 2])
        passive = words.tokens[at - 1].word in _ASKING and token.word.endswith("ed")
        form = not _PLURAL.search(token.word) if asking else token.word.endswith(("s", "ed"))
        form = (
            form
            and token.word not in _PREPOSITIONS
            and not token.word.endswith(_NO_VERBS)
            and not (root == "end" and then in {"in", "with"})
        )
        form = form and not (token.word.endswith("ed") and words.tokens[at - 1].word in _PREPOSITIONS)  # "for escaped"
        takes = led in actors and then in _DETERMINERS
        known = root in nouns and not takes
        if (
            root in content
            and not known
            and token.raw.islower()
            and form
            and (passive or led in actors or root not in anchors)
        ):
            return root
    return ""


def _places_of_verbs(words: Words, *, asking: bool) -> Iterator[int]:
    """Where its verb may stand: not first of who is asked about, not before a "be", not right after "the" or a possessive."""
    tokens = words.tokens
    first = next((n + 1 for n, t in enumerate(tokens) if asking and t.word == "be"), 2 if asking else 1)
    for at in range(first, len(tokens)):
        if tokens[at - 1].word not in _DETERMINERS | {"'s"} and tokens[at].word not in _NEVER_VERBS:
            yield at
