"""An anchor's words found where others stand between them, or turned round. All headlines are invented."""

import pytest

from bot.domain.entry import Entry
from tests.judging_case import asking
from watchers.match.apart import apart
from watchers.match.heard import quoted
from watchers.match.matcher import Matcher
from watchers.match.questions import Question
from watchers.words.finder import compiled, words_of

KESH = compiled("Kesh-evacuation|name-deal|nuclear-deal|Harbour-Initiative|strike-talks|Kesh-port-deal")


@pytest.mark.parametrize(
    ("title", "anchor"),
    [
        ("Kesh rebel evacuation goes ahead", "Kesh rebel evacuation"),
        ("Auria delays Kesh's second evacuation", "Kesh 's second evacuation"),
        ("Auria leaves Harbour Grain Initiative", "Harbour Grain Initiative"),
        ("Evacuation from besieged Kesh goes ahead", "Evacuation from besieged Kesh"),
        ("Auria signs deal over the name", "deal over the name"),
        ("Auria signs deal over Belmont's name", ""),
        ("Auria signs deal on the contested nuclear sites", "deal on the contested nuclear"),
        ("Talks about the bitter strike begin", "Talks about the bitter strike"),
        ("Talks to end bitter strike begin", ""),
        ("Evacuation from Auria's Kesh goes ahead", "Evacuation from Auria 's Kesh"),
        ("Evacuation by Kesh mayor goes ahead", "Evacuation"),
        ("Deal over Kesh port signed", "Deal over Kesh port"),
        ("Deal on Kesh signed in port", ""),
        ("Kesh welcomed evacuation", "evacuation"),
        ("Kesh press evacuation ends", "Kesh press evacuation"),
        ("Kesh buses evacuation ends", ""),
        ("Auria signs nuclear inspection deal", ""),
        ("Air strikes hit Kesh; evacuation ends", "evacuation"),
        ("Kesh mayor to end evacuation", "evacuation"),
        ("Kesh delays bus evacuation", ""),
        ("Kesh delays evacuation drill", ""),
        ("Auria shells Kesh, evacuation of Dolan off", ""),
        ("Auria attacks Initiative on its way to Harbour", ""),
        ("Auria's former Kesh deputy evacuation chief speaks", ""),
    ],
)
def test_an_anchor_is_found_with_words_between_turned_round_or_in_two_places(title: str, anchor: str) -> None:
    words = words_of(title)
    assert [quoted(words, (place,)) for place in apart(Question(), KESH, words)] == ([anchor] if anchor else [])


@pytest.mark.parametrize("title", ["Dolan is prime minister-elect", "Dolan, prime minister-designate, speaks"])
def test_who_is_to_take_an_office_is_told_by_its_name(title: str) -> None:
    case = asking("Does Dolan become prime minister?", "prime-minister", "Dolan")
    assert Matcher(case).match(Entry(id="1", title=title)).matches[0].anchor.casefold() == "prime minister"


def test_the_first_word_of_an_anchor_may_stand_in_two_with_a_hyphen() -> None:
    case = asking("Is the ceasefire deal signed?", "ceasefire-deal", "Auria")
    assert [m.anchor for m in Matcher(case).match(Entry(id="1", title="Auria to vote on cease-fire deal")).matches] == [
        "cease fire deal"
    ]
