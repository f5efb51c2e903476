"""A claim on what states, parties and office-holders do, asked as a watch item asks: is it so?

Stances learned on rumours do not carry over to such claims: of 1,976 real headlines on 123 claims of many years they were right on .52,
and this is on .59; of the 412 whose errors nobody has read .54, and with the reader's second reading .70 (`tests/FIGURES.md`).
What comes of a claim that something strange took place is better weighed by its cues (`stances.py`).
"""

import re
from dataclasses import dataclass

from bot.domain.evidence import Phase
from bot.domain.negation import is_negative
from bot.domain.story import Actor, Claim, Polarity, Story, WatchItem
from watchers.judge.endings import read_ending
from watchers.judge.scene import scene_of
from watchers.match.matcher import Matcher
from watchers.match.questions import Question
from watchers.words.capitals import names_in
from watchers.words.finder import Words, compiled, words_of
from watchers.words.grammar import forms, stems
from watchers.words.names import known_parties, usual_names
from watchers.words.phrasebook import lexicon

_NEGOTIATED = stems("negotiated")
_OF_OFFICE = frozenset({"departure", "downfall", "plebiscite"})
_ENDS = frozenset({"truce", "extension"})
_STATES = forms("stating")
_OF_A_STATE = forms("of_a_state")
_MATTERS = forms("public_matters")
_ARTICLES = frozenset({"a", "an"})
_NEARNESS = re.compile(
    r"\b(?:is|are|seems?|looks?)(?: now| very| said to be)? (?:(?:about|poised|ready|set) to"
    r"|(?:close|near|imminent|at hand|within reach|in sight|on the (?:verge|brink))(?: to| of)?)\b"
)
"""Nearness, which the question does not ask for: a claim that a deal is close stands or falls with what is said of the deal."""
_IN_FORCE = re.compile(
    r"\b(?:is|are|remains?|stays?)(?: still| now)? (?:in (?:force|effect|place)|intact|alive|(?:working|holding)(?=\W*$))\b"
)
_STALLED = re.compile(
    r"\b(?:talks|negotiations)\b.*\b(?:are|have|has|is)\b.* (?:collapsed|dead|deadlocked|failed|stalled|stuck|suspended"
    r"|at a standstill|at an impasse|broken (?:down|off))\b",
    re.IGNORECASE,
)
_AGAINST = re.compile(
    r"\b(?:opposes?|rejects?|blocks?|vetoe?s|(?:is|are) (?:opposing|blocking|rejecting)|(?:has|have) (?:rejected|blocked|vetoed))\b"
)
"""A position against something: what comes of the thing speaks against such a claim."""
_LONGEST = 3
"""Words of a state's or body's name."""


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A story of one watch item, compiled, whose yes bears a claim out; where it asks for the `contrary`, its no does.

    `by_own_words` says that it is better read by those than asked, though it is on public affairs: it is negative, or its own
    text would answer no. What is `mutual`, as a deal is, either side may be said to do.
    """

    matcher: Matcher
    contrary: bool
    by_own_words: bool
    mutual: bool

    @property
    def question(self) -> Question:
        return self.matcher.question(self.matcher.story.watch_items[0].id)


def as_asked(claim: Claim, actors: tuple[Actor, ...]) -> Asked | None:
    """What asks whether the claim is so; None for a claim that has patterns, or is not on public affairs.

    It is on those where it is on what is negotiated, on what a state, a body, one of these actors or somebody in office does
    now or will do, or on two of the matters listed.
    """
    if claim.supported_by or claim.refuted_by:
        return None
    words = words_of(claim.text)
    cast = (*actors, *(a for a in _named(words) if not any(a.name in own.names for own in actors)))
    stalled, opposed = _STALLED.search(claim.text) is not None, _AGAINST.sub("", claim.text)
    item = _item(claim, words, cast, "They reach a deal" if stalled else opposed)
    matcher = Matcher(Story(slug="claim", title=claim.text, actors=cast, watch_items=(item,)))
    negative = claim.negative or is_negative(claim.text)
    asked = Asked(
        matcher=matcher,
        contrary=stalled or opposed != claim.text,
        by_own_words=negative,
        mutual=not _NEGOTIATED.isdisjoint(words.stems),
    )
    return asked if _is_public(words, actors, asked) else None


def _item(claim: Claim, words: Words, cast: tuple[Actor, ...], asked: str) -> WatchItem:
    """The item that asks this for the claim; its anchors are the claim's words of content that name nobody."""
    content = lexicon().content(words)
    told = zip(words.tokens, words.stems, strict=True)
    opens = not _opens_with_name(words)  # "Talks have collapsed"
    plain = [t.word for at, (t, s) in enumerate(told) if s in content and (t.raw.islower() or (at == 0 and opens))]
    nouns = "|".join(dict.fromkeys(plain))
    return WatchItem(
        id=claim.id,
        question=_IN_FORCE.sub("holds", _NEARNESS.sub("", asked)),
        actors=tuple(a.name for a in cast),
        anchors=nouns,
        polarity=Polarity.ENDS if _says_over(words, nouns) else Polarity.HAPPENS,
    )


def _says_over(words: Words, nouns: str) -> bool:
    """Whether it says that a truce is over: then a report that it is bears it out."""
    of = {e.name for e in lexicon().events if e.nouns & set(words.stems)}
    if of.isdisjoint(_ENDS):
        return False
    return read_ending(scene_of(words, compiled(nouns).everywhere(words)), Question()).phase is Phase.HAPPENED


def _is_public(words: Words, actors: tuple[Actor, ...], asked: Asked) -> bool:
    told = [t.word for t in words.tokens]
    if asked.mutual or "talks" in told:
        return True
    if told[:1] and told[0] in _ARTICLES:
        return False
    matters = len(_MATTERS.intersection(told))
    if matters > 1:
        return True
    party, rest = _first_party(words, {n.casefold() for a in actors for n in a.names})
    if party and rest and rest[0].endswith("s") and rest[0] not in {"'s", "was"}:  # "Auria opposes the pact"
        return True
    in_office = asked.question.known and not asked.question.names.isdisjoint(_OF_OFFICE)
    parties = sum(t.raw[:1].isupper() and t.word in known_parties() for t in words.tokens)
    return (party or in_office or parties + matters > 1) and not _STATES.isdisjoint(told)


def _first_party(words: Words, own: set[str]) -> tuple[bool, list[str]]:
    """Whether it begins with a state, a body or one of these names, or what acts for one: "Auria's army", no "Auria's airline".

    With it the words after the name.
    """
    tokens = words.tokens[1:] if words.tokens[:1] and words.tokens[0].word == "the" else words.tokens
    for length in range(_LONGEST, 0, -1):
        rest = tokens[length:]
        theirs = bool(rest) and rest[0].word == "'s" and not any(t.word in _OF_A_STATE for t in rest[1:4])
        longer = bool(rest) and rest[0].raw[:1].isupper()
        if " ".join(t.word for t in tokens[:length]) in known_parties() | own and not (theirs or longer):
            return True, [t.word for t in rest]
    return False, []


def _named(words: Words) -> tuple[Actor, ...]:
    """Whoever the claim names, each by its usual names too."""
    capitals = names_in(words)
    places: list[list[int]] = []
    for at, token in enumerate(words.tokens):
        initials = len(token.raw) > 1 and token.raw.isupper()
        if not (initials or at in capitals or (at == 0 and _opens_with_name(words))):
            continue
        if places and places[-1][-1] == at - 1 and not token.is_mark:
            places[-1].append(at)
        else:
            places.append([at])
    names = dict.fromkeys(" ".join(words.tokens[n].raw for n in place) for place in places)
    return tuple(Actor(name=n, aliases=usual_names(n)) for n in names)


def _opens_with_name(words: Words) -> bool:
    """Whether the first word is a name, which its capital does not tell: "Auria has left", "Osmo Dolan resigns"."""
    if not words.tokens:
        return False
    first, then = words.tokens[0], next(iter(words.tokens[1:2]), None)
    if first.word in known_parties():
        return True
    named = then is not None and (then.raw[:1].isupper() or then.word in _STATES or then.word == "'s")
    return named and first.word not in forms("determiners") | _ARTICLES | {"no"}
