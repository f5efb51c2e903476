"""Anchors that tell a deed say that it happened, whatever verb they have. All names and headlines are invented."""

import pytest

from bot.domain.evidence import Phase
from tests.judging_case import asking, phase
from watchers.words.finder import words_of
from watchers.words.phrasebook import begins_with_verb

FLIGHT = asking(
    "Does the Kestrel sail on?",
    "splashes-down|hands-over-command|towed-away|enters-hangar|asked-to-return",
    "Kestrel",
)
OFFICE = asking(
    "Does Dolan become premier of Auria?", "premier|enters-palace|takes-the-reins|bows-out", "Dolan", "Auria"
)


@pytest.mark.parametrize(
    "title",
    [
        "Kestrel splashes down at dawn",
        "Kestrel pilot hands over command",
        "Kestrel towed away after storm",
        "Kestrel enters hangar",
    ],
)
def test_an_anchor_that_tells_a_deed_is_an_outcome(title: str) -> None:
    assert phase(FLIGHT, title) is Phase.HAPPENED


@pytest.mark.parametrize(
    ("title", "said"),
    [
        ("Kestrel to splash down at dawn", Phase.PLANNED),
        ("Kestrel could be towed away", Phase.PLANNED),
        ("Kestrel does not splash down", Phase.DENIED),
        ("Will Kestrel splash down?", Phase.NONE),
    ],
)
def test_what_governs_its_words_is_asked_all_the_same(title: str, said: Phase) -> None:
    assert phase(FLIGHT, title) is said


def test_a_verb_that_other_events_have_as_well_is_the_desks_own_there() -> None:
    """ "Enters" is also a verb of attacks and of joining, "bows out" rules an office out."""
    assert phase(OFFICE, "Dolan enters palace") is Phase.HAPPENED
    assert phase(OFFICE, "Dolan takes the reins") is Phase.HAPPENED
    assert phase(OFFICE, "Dolan bows out") is Phase.CANCELLED


@pytest.mark.parametrize(
    "deed", ["enters palace", "pulled from rubble", "ties the knot", "went into orbit", "carries passengers"]
)
def test_a_first_word_that_can_only_be_a_verb_acts(deed: str) -> None:
    assert begins_with_verb([t.word for t in words_of(deed).tokens])


@pytest.mark.parametrize(
    "thing",
    [
        "talks with rebels",
        "troops home",
        "prices down",
        "armed group",
        "United for",
        "fed up",
        "files released",
        "enters",
        "name change",
    ],
)
def test_what_may_be_a_plural_or_stands_before_its_noun_does_not(thing: str) -> None:
    assert not begins_with_verb([t.word for t in words_of(thing).tokens])
