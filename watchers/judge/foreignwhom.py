"""Whom a verb befalls, or who does it, in another language than English: the one it is asked of, another, or nobody who is named."""

from enum import StrEnum

from bot.domain.evidence import Match
from bot.domain.story import Story, WatchItem
from watchers.judge.casts import aliases_of, cast_of
from watchers.judge.contenders import asked_of
from watchers.judge.foreignshapes import Ground, Told
from watchers.judge.foreignwords import clause_end
from watchers.judge.outsiders import names_of
from watchers.words.finder import Place, Words, words_of

_BEHIND = 5
"""How many words behind a verb its subject may stand: "победителем выборов стал Долан"."""


class Whom(StrEnum):
    """Who it is."""

    ASKED = "the one asked about"
    OTHER = "somebody else of the item's"
    BEATEN = "somebody over the one asked about"
    NOBODY = "nobody who is named"


def ground_of(match: Match, item: WatchItem, story: Story, anchors: tuple[Place, ...], language: str) -> Ground:
    """The passage with where the anchors stand, the actors, and whom the question is about."""
    words, cast = words_of(match.passage), cast_of(story, item)
    asked = asked_of(item, story)
    alike = cast.people | (cast.bodies if asked in cast.bodies else set())
    hits = aliases_of(story.named(match.actors)).find(words)
    return Ground(
        words=words,
        language=language,
        things=anchors,
        names=tuple(map(words.place, match.names)),
        people=tuple(words.place(h.span) for h in hits if h.actor in alike),
        asked=names_of(match, story, asked) if asked else (),
        someone=bool(asked),
        speaker=_speaker(words, story, asked),
    )


def _speaker(words: Words, story: Story, asked: str) -> Place | None:
    """The person whose name alone stands before a colon at the beginning; None where it is the one asked about."""
    people = cast_of(story)
    hits = people.aliases.find(words) if any(t.word == ":" for t in words.tokens) else ()
    first = next((h for h in hits if words.place(h.span)[0] == 0 and h.actor in people.people - {asked}), None)
    place = words.place(first.span) if first else (0, 0)
    return place if first and [t.word for t in words.tokens[place[1] : place[1] + 1]] == [":"] else None


def whom(ground: Ground, told: Told) -> Whom:
    """By the phrase itself, else the name next before the verb in its clause, next behind it, or in a label before it."""
    name = told.of if told.of in {*ground.asked, *ground.people} else _nearest(ground, told.place)
    if name is not None:
        asked = any(a[0] <= name[0] and name[1] <= a[1] for a in ground.asked)
        return Whom.ASKED if asked else Whom.OTHER
    begin, end = _clause(ground, told.place)
    beaten = any(begin <= a[0] < end and _behind(ground, a, "over") for a in ground.asked)
    return Whom.BEATEN if beaten else Whom.NOBODY


def _nearest(ground: Ground, verb: Place) -> Place | None:
    begin, end = _clause(ground, verb)
    able = [n for n in sorted({*ground.asked, *ground.people}) if not _aside(ground, n)]
    before = [n for n in able if begin <= n[0] and n[1] <= verb[0]]
    behind = [n for n in able if verb[1] <= n[0] < min(end, verb[1] + _BEHIND)]
    label = [n for n in able if n[1] == begin - 1 and _introduces(ground, begin, verb)]
    return next(iter((*before[-1:], *behind[:1], *label)), None)


def _introduces(ground: Ground, begin: int, verb: Place) -> bool:
    """Whether the mark there leads from a name to what is told of it: "Dolan: ...", "Dolan, elected president"."""
    mark = ground.words.tokens[begin - 1].word
    return mark == ":" or (mark == "," and ground.small.issuperset(range(begin, verb[0])))


def _aside(ground: Ground, name: Place) -> bool:
    """Whether the name stands only for whose somebody is, or behind a preposition: "gegen Dolan", "nach Dolan"."""
    return ground.owned(name) or _behind(ground, name, "over", "beside")


def _behind(ground: Ground, name: Place, *kinds: str) -> bool:
    led = ground.at(*kinds)
    passed = (ground.small | ground.at("titles")) - led
    at = next((n for n in range(name[0] - 1, -1, -1) if n not in passed), -1)
    return at in led


def _clause(ground: Ground, verb: Place) -> Place:
    marks = [n for n, t in enumerate(ground.words.tokens[: verb[0]]) if t.is_mark]
    return max(marks, default=-1) + 1, clause_end(ground.words, verb[1])
