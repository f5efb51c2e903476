"""Who comes after somebody in office: another who is sworn in ends what the one before had."""

from dataclasses import replace

from bot.domain.evidence import Match, Phase
from bot.domain.story import Polarity, Story, WatchItem
from watchers.judge.outsiders import elsewhere
from watchers.judge.phases import read_happening
from watchers.judge.phasing import NOTHING, PhaseReading
from watchers.judge.rivals import rival
from watchers.judge.scene import Scene
from watchers.match.questions import Question
from watchers.match.succession import gets_office, office_to_leave
from watchers.words.grammar import stems
from watchers.words.phrasebook import lexicon

_BY_VOTERS = stems("by_voters")
_OF_VOTERS = stems("of_voters")


def succeeded(scene: Scene, match: Match, item: WatchItem, story: Story, question: Question) -> PhaseReading:
    """That another of the item's people has the very office that somebody is asked to leave: "Kovel sworn in as premier".

    Who is elected president has yet to take office, and the one before still has it; whom a parliament elects has it.
    """
    asked = office_to_leave(question)
    office = tuple(e for e in lexicon().events if asked and e.name == "office")
    if not office:
        return NOTHING
    about = replace(question, events=office, named=question.named | asked, polarity=Polarity.HAPPENS, own="")
    got = read_happening(scene.befalling(about.names), about)
    place = got.places[0] if got.phase is Phase.HAPPENED and got.places else None
    if place is None or not gets_office(scene.words, place, asked) or elsewhere(match, item, story, place, office=True):
        return NOTHING
    voted = bool(asked & _OF_VOTERS) and not _BY_VOTERS.isdisjoint(scene.words.stems[slice(*place)])
    who = "" if voted else rival(match, item, story, place)
    return replace(got, rule=f"the office is {who}'s") if who else NOTHING
