"""Whose doing it is: what a passage tells of somebody or somewhere else says nothing of the item, or the contrary."""

import re
from dataclasses import replace

from bot.domain.evidence import Match, Phase
from bot.domain.story import Story, WatchItem
from watchers.judge.casts import cast_of
from watchers.judge.contenders import (
    OUT_OF_IT,
    another,
    asked_of,
    given_to,
    given_up_for,
    only_rival,
    somebody_else,
    verbs_of,
)
from watchers.judge.outsiders import belonging, doer, elsewhere, of_another_land, stranger
from watchers.judge.phasing import PhaseReading
from watchers.judge.presupposed import TITLED
from watchers.judge.rivals import another_land, another_person, another_subject, other_bidder, other_target, rival
from watchers.judge.undoings import YIELDS
from watchers.match.questions import Question
from watchers.words.finder import words_of
from watchers.words.grammar import stems

_JOINS = frozenset({"join", "enter"})
_OF_PEOPLE = frozenset({"conviction", "death", "departure", "deportation", "extradition"})
"""What befalls people and no bodies."""
_STAYS = stems("staying_in_office")


def by_whom(reading: PhaseReading, match: Match, item: WatchItem, story: Story, question: Question) -> PhaseReading:
    """Turned round where a rival did it, less than certain where others than the item's actors did; nothing of what is elsewhere."""
    final = reading.phase.final and bool(reading.places)
    if (
        final
        and not question.between
        and (where := elsewhere(match, item, story, reading.places[0], office=question.rivals))
    ):
        return _told_of(reading, where)
    if question.rivals and (turned := _of_a_contender(reading, match, item, story, question.names)):
        return turned
    if reading.phase is not Phase.NONE and question.rivals and _of_nobody(reading, match, item, story, question):
        return _unnamed(reading, match)
    if not final:
        return reading
    if who := _others(reading, match, item, story, question):
        return _of_others(reading, _as_written(who, match.passage))
    return _of_anothers(reading, match, item, story, question)


def _of_nobody(reading: PhaseReading, match: Match, item: WatchItem, story: Story, question: Question) -> bool:
    """Whether it is asked of somebody, and it is told of nobody of the item's: "Lund elects mayor".

    What is done or off is so for whoever is told of, so there the very person must be named: "Kesh elects mayor" is a sign at
    most, and "premier drops his bid" says nothing of Dolan. Of "Dolan's party", or of who is no person, anybody of the item's will do, and
    where it is asked whether somebody stays, the holder is the one: "Auria's president re-elected".
    """
    words, first = words_of(item.question), asked_of(item, story)
    owners = {h.actor for h in cast_of(story, item).aliases.find(words) if words.owns(words.place(h.span)[1] - 1)}
    person = first not in owners and first in cast_of(story).people
    stays = reading.phase is Phase.HAPPENED and not _STAYS.isdisjoint(question.named)
    unnamed = reading.phase.final and person and first not in match.actors and not stays
    return bool(first) and (unnamed or not match.actors)


def _unnamed(reading: PhaseReading, match: Match) -> PhaseReading:
    """A sign at most where it happened in the actor's land or party: "Auria's president re-elected" may be Dolan; else nothing."""
    if reading.phase is Phase.HAPPENED and match.actors:
        return replace(reading, phase=Phase.HEDGED, rule=f"{reading.rule}, but of nobody who is named")
    return _told_of(reading, "of nobody who is named")


def _of_anothers(
    reading: PhaseReading, match: Match, item: WatchItem, story: Story, question: Question
) -> PhaseReading:
    """Nothing, where it befalls another person, or what it befalls belongs to somebody else."""
    place, done = reading.places[0], reading.phase is Phase.HAPPENED
    leaves = "departure" in question.names
    alone = not question.names.isdisjoint(_OF_PEOPLE)
    whose = another_person(match, item, story, place, leaves=leaves, alone=alone) if question.personal else ""
    if not whose and not (question.between or question.rivals):
        whose = another_land(match, item, story)
    if not whose and not (question.between and done):
        whose = other_bidder(match, item, story, place, gets=done)
    if not whose and "takeover" in question.names:
        whose = other_target(match, item, story, place)
    if not whose and question.personal and not reading.granted:
        whose = belonging(match, story, place, question.named)
    return _told_of(reading, f"of {whose}") if whose else reading


def _told_of(reading: PhaseReading, what: str) -> PhaseReading:
    """Nothing, where what is told is of somebody or somewhere else."""
    return PhaseReading(phase=Phase.NONE, rule=f"{reading.rule}, but {what}", words=reading.words, aside=True)


def _others(reading: PhaseReading, match: Match, item: WatchItem, story: Story, question: Question) -> str:
    """Who else is party to the outcome, or did it; "" for nobody."""
    place = reading.places[0]
    if (question.between or "ratification" in question.names) and (
        who := stranger(match, item, story, place, granted=reading.granted)
    ):
        return who
    if reading.phase is not Phase.HAPPENED or question.personal or reading.granted:
        return ""
    alone = not (question.rivals or question.between)
    return doer(match, item, story, place, given=question.rivals) or (
        another_subject(match, item, story, place) if alone else ""
    )


def _of_a_contender(
    reading: PhaseReading, match: Match, item: WatchItem, story: Story, names: frozenset[str]
) -> PhaseReading | None:
    """What is said of another who is after the same thing, turned round; None where nobody else is seen."""
    titled = reading.rule == TITLED  # "Kovel meets Premier Dolan"
    if reading.phase is Phase.NONE or titled or not asked_of(item, story):  # "Is a coalition formed?" is about nobody's
        return None
    place = reading.places[0] if reading.places else None
    of_theirs = given_up_for if reading.phase is Phase.CANCELLED else given_to
    given = bool(place and of_theirs(match, item, story, place))
    if not given and (who := rival(match, item, story, place)):
        return _of_rival(reading, who, alone=only_rival(item, story, who))
    sure = reading.phase is Phase.HAPPENED
    further = verbs_of(match, item, story, names) if sure else ()
    places = (place, *further) if place else ()
    if who := next(filter(None, (another(match, item, story, p, surely=sure) for p in places)), ""):
        if land := of_another_land(match, item, story, places[0]):
            return _told_of(reading, f"of {land}")
        if _JOINS & set(words_of(match.passage).stems[slice(*places[0])]):  # a government has room for two
            return _told_of(reading, f"of {who}")
        return _of_rival(reading, who, alone=False)
    one = somebody_else(match, item, story, place) if place and reading.phase.final else ""
    return _of_others(reading, one) if one else None


def _of_rival(reading: PhaseReading, who: str, *, alone: bool) -> PhaseReading:
    """What is so of a rival is not so of the one asked about; of an `alone` rival's defeat the other is the winner."""
    if reading.rule in {OUT_OF_IT, YIELDS} or reading.phase is Phase.CONTESTED:
        return reading
    turned = {Phase.HAPPENED: Phase.CANCELLED, Phase.PLANNED: Phase.DENIED, Phase.HEDGED: Phase.DENIED}
    turned |= {Phase.CANCELLED: Phase.HAPPENED} if alone else {}
    return replace(reading, phase=turned.get(reading.phase, Phase.HEDGED), rule=f"{reading.rule}, but of {who}")


def _of_others(reading: PhaseReading, who: str) -> PhaseReading:
    phase = Phase.HEDGED if reading.phase is Phase.HAPPENED else Phase.DENIED
    rule = f"{reading.rule}, but {who} is named, who is none of the item's"
    return PhaseReading(phase=phase, rule=rule, words=reading.words, places=reading.places)


def _as_written(name: str, passage: str) -> str:
    found = re.search(re.escape(name), passage, re.IGNORECASE)
    return found[0] if found else name
