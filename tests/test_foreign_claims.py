"""Claims without patterns beside reports in other languages: no verdict where nobody reads it. All headlines are invented."""

from datetime import date

import pytest

from bot.cli.doubts import doubts
from bot.domain.entry import Entry
from bot.domain.evidence import Judgement, Stance
from bot.domain.story import Actor, Claim, Signal, Story, WatchItem
from watchers.judge.judgements import judge
from watchers.match.matcher import Matcher
from watchers.model.reader import Chances, Reader

ACTORS = (
    Actor(name="RSF", aliases=("FSR",)),
    Actor(name="Kovel", aliases=("Ковель",)),
    Actor(name="CGT"),
)
FAMINE = "There is a famine in El Kesh"
DISSOLVES = "Kovel va dissoudre l'Assemblée nationale."
STRIKE = "La CGT n'appelle pas à la grève."


class Sure(Reader):
    """A reader that says of everything that it is so."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def chances(self, question: str, entry: Entry) -> Chances:
        self.asked.append(f"{question} {entry.title}")
        return Chances(none=0, up=0, down=0, happened=1, ruled_out=0)


def judged(text: str, title: str, *, declared: str = "", reader: Reader | None = None) -> tuple[Judgement, ...]:
    claim = Claim(id="c", text=text, actors=() if text.startswith("There") else ("Kovel", "CGT"))
    story = Story(slug="invented", title="Invented", actors=ACTORS, claims=(claim,))
    matched = Matcher(story).match(Entry(id="1", title=title, language=declared), near=reader is not None)
    return judge(matched, story, reader)


@pytest.mark.parametrize(
    ("text", "title", "declared"),
    [
        (FAMINE, "Pas de famine à El-Kesh, assurent les FSR", ""),
        (FAMINE, "El Kesh famine declared", "fr"),
        (DISSOLVES, "Kovel ne va pas dissoudre l'Assemblée nationale", ""),
        (DISSOLVES, "Kovel renonce à dissoudre l'Assemblée nationale", ""),
        (DISSOLVES, "Kovel va dissoudre l'Assemblée nationale", ""),
        (STRIKE, "La CGT appelle à la grève", ""),
        (STRIKE, "La CGT n'appelle pas à la grève, assure Kovel", ""),
        ("Kovel löst das Parlament auf", "Kovel löst Parlament nicht auf", "de"),
        ("Ковель распустит парламент", "Ковель не распустит парламент", ""),
    ],
)
def test_a_claim_without_patterns_takes_no_side_in_another_language(text: str, title: str, declared: str) -> None:
    """A denial in French was taken for support, and the English model was asked about it."""
    reader = Sure()
    for found in (*judged(text, title, declared=declared), *judged(text, title, declared=declared, reader=reader)):
        assert found.stance is Stance.CONTEXT
        assert any("read in English only" in line for line in found.why), found.why
    assert reader.asked == []


@pytest.mark.parametrize("title", ["RSF captures El Kesh", "RSF shells El Kesh, El Obor", "Las FSR toman El Kesh"])
def test_a_place_of_two_words_is_not_two_words_of_a_claim(title: str) -> None:
    assert judged(FAMINE, title) == ()


def test_a_name_of_two_words_alone_finds_no_claim() -> None:
    claim = "There is a famine in Port Kesh"
    assert judged(claim, "RSF shells Port Kesh") == ()
    assert [j.stance for j in judged(claim, "Famine confirmed in Port Kesh")] == [Stance.SUPPORTS]


@pytest.mark.parametrize(
    ("title", "stance"),
    [
        ("Famine confirmed in El Kesh", Stance.SUPPORTS),
        ("RSF denies famine in El Kesh", Stance.REFUTES),
        ("No famine in El Kesh, says RSF", Stance.REFUTES),
    ],
)
def test_in_english_it_is_read_as_before(title: str, stance: Stance) -> None:
    assert [j.stance for j in judged(FAMINE, title)] == [stance]


def test_patterns_are_read_in_their_own_language() -> None:
    claim = Claim(id="c", text=STRIKE, negative=True, refuted_by=("CGT appelle grève",))
    story = Story(slug="invented", title="Invented", actors=ACTORS, claims=(claim,))
    title = "La CGT appelle à la grève contre la réforme"
    assert [j.stance for j in judge(Matcher(story).match(Entry(id="1", title=title)), story)] == [Stance.REFUTES]


def test_a_check_says_which_parts_of_a_story_file_are_not_in_english_and_what_to_do() -> None:
    claims = (
        Claim(id="plain", text=DISSOLVES),
        Claim(id="worded", text=DISSOLVES, supported_by=("Kovel dissout",)),
        Claim(id="english", text=FAMINE),
    )
    items = (
        WatchItem(id="bare", question="Kommt die Rentenreform mit Kovel zustande?"),
        WatchItem(id="short", question="Kovel démissionne-t-il ?"),
        WatchItem(id="russian", question="Подписал ли Ковель договор?"),
        WatchItem(id="anchored", question="Kommt die Rentenreform mit Kovel zustande?", anchors="Rentenreform"),
        WatchItem(id="signalled", question="Kovel démissionne-t-il ?", signals=(Signal(words="Kovel démissionne"),)),
        WatchItem(id="english", question="Does Kovel resign?"),
    )
    told = list(doubts(Story(slug="s", title="S", actors=ACTORS, claims=claims, watch_items=items), today=date.min))
    assert [line.partition(":")[0] for line in told] == [
        "claim plain",
        "watch item bare",
        "watch item short",
        "watch item russian",
    ]
    assert "it is in French, and without patterns a claim is read in English only" in told[0]
    assert "Give it supported_by and refuted_by" in told[0]
    assert "it is in German" in told[1]
    assert "Give it anchors and signals" in told[1]
