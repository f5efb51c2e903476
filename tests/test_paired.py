"""Two headlines read together by the extra's reader: what it adds to what their words share. All texts are invented."""

from collections.abc import Sequence
from datetime import UTC, datetime
from math import inf, nan

import pytest

from bot.domain.entry import Entry
from bot.domain.story import Actor, Claim, Story, WatchItem
from bot.errors import ModelError
from bot.replay import Replay
from watchers.fold.alike import SAME, Likeness, most_alike, together
from watchers.fold.paired import EACH, GROUPS, Scored, second_look
from watchers.fold.rarity import rarity
from watchers.fold.tellings import Telling, telling
from watchers.model import extra
from watchers.model.reader import Chances, Reader, load_reader

installed = pytest.mark.skipif(
    bool(extra.missing()), reason="the extra semantic is not installed: make test installs it"
)


class Saying(Reader):
    """A reader that says one chance of all headlines, and remembers what it was asked."""

    def __init__(self, chance: float) -> None:
        self._chance = chance
        self.asked: list[tuple[str, str]] = []

    def chances(self, question: str, entry: Entry) -> Chances:
        del question, entry
        return Chances(none=1.0, up=0.0, down=0.0, happened=0.0, ruled_out=0.0)

    def alike(self, earlier: str, later: str) -> float:
        self.asked.append((earlier, later))
        return self._chance


class Broken(Reader):
    def __init__(self) -> None:
        pass

    def alike(self, earlier: str, later: str) -> float:
        del earlier, later
        raise ModelError("The reader failed on two headlines: out of memory.")


def told(title: str, outlet: str = "The Mirror") -> Telling:
    return telling(title=title, summary="", link="", outlet=outlet, at=datetime(2027, 9, 3, tzinfo=UTC))


NEW = told("Auria and Belmont reach river pact")
NEAR = told("Auria and Belmont agree on pact over river", "Daily Lantern")
FAR = told("Otters return to the upper valley", "Daily Lantern")


def likeness(reader: Reader | None, groups: Sequence[Sequence[Telling]] = ((NEAR,), (FAR,))) -> Likeness:
    told = [t for group in groups for t in group]
    return most_alike(NEW, groups, rarity([t.text for t in (NEW, *told)]), reader)[1]


def test_the_reader_joins_what_words_leave_apart_and_parts_what_they_join() -> None:
    near, far = (telling_of for telling_of in (NEAR, told("Belmont hails pact with Auria over river", "Daily Lantern")))
    assert likeness(Saying(0.99)).same
    assert not likeness(Saying(0.001)).same
    assert (
        likeness(Saying(0.99), [[far]]).score
        > likeness(Saying(0.4), [[far]]).score
        > likeness(Saying(0.1), [[far]]).score
    )
    assert likeness(Saying(0.5), [[near]]).score != likeness(None, [[near]]).score


def test_its_share_is_told_beside_the_words() -> None:
    assert "read together 0.99; likeness" in likeness(Saying(0.99)).why
    assert "read together" not in likeness(None).why


def test_it_is_asked_the_earlier_headline_first_and_never_of_what_has_nothing_in_common() -> None:
    reader = Saying(0.99)
    likeness(reader)
    assert reader.asked == [(NEAR.said, NEW.said)]


def test_it_joins_nothing_whose_words_are_far_and_the_reason_is_the_words() -> None:
    assert not likeness(Saying(1.0), [[FAR]]).same
    assert likeness(Saying(1.0), [[FAR]]) == likeness(None, [[FAR]])


def test_of_many_developments_it_is_asked_only_of_the_nearest_reports_of_the_nearest() -> None:
    reader = Saying(0.6)
    groups = [[Scored(telling=NEAR, odds=float(n) - m / 10) for m in range(5)] for n in range(6)]
    found = second_look(NEW, groups, reader)
    assert [len(group) for group in found] == [0, 0, 0, 5, 5, 5]
    assert [sum(s.read is not None for s in group) for group in found] == [0, 0, 0, EACH, EACH, EACH]
    assert len(reader.asked) == GROUPS * EACH


def test_one_report_that_the_reader_likes_does_not_outweigh_a_development_whose_others_are_far() -> None:
    far = [Scored(telling=NEAR, odds=-6.0)] * 11
    (alone,), (among,) = (
        second_look(NEW, [[Scored(telling=NEAR, odds=2.0), *others]], Saying(0.7)) for others in ([], far)
    )
    assert together([s.odds for s in alone]) > SAME > together([s.odds for s in among])


@pytest.mark.parametrize("chance", [0.0, 1.0])
def test_no_chance_is_without_doubt(chance: float) -> None:
    ((found,),) = second_look(NEW, [[Scored(telling=NEAR, odds=0.0)]], Saying(chance))
    assert -inf < found.odds < inf


@pytest.mark.parametrize(
    "headline",
    ["Аурия и Бельмонт заключили соглашение по реке", "Auria und Belmont einigen sich auf ein Abkommen über den Fluss"],
)
def test_what_is_not_english_is_left_to_the_words(headline: str) -> None:
    reader, other = Saying(1.0), told(headline)
    assert second_look(other, [[Scored(telling=NEAR, odds=1.0)]], reader)[0][0].odds == 1.0
    assert second_look(NEW, [[Scored(telling=other, odds=1.0)]], reader)[0][0].odds == 1.0
    assert not reader.asked


def test_where_it_fails_the_words_stand_and_it_is_said() -> None:
    found, words = likeness(Broken()), likeness(None)
    assert (found.same, found.score) == (words.same, words.score)
    assert found.why == f"{words.why}. The reader failed on two headlines: out of memory. The words stand"


@pytest.mark.parametrize(("chance", "developments"), [(0.99, 1), (0.001, 2)])
def test_what_a_story_reads_is_folded_by_both(chance: float, developments: int) -> None:
    item = WatchItem(id="pact", question="Is the river pact made?", anchors="pact")
    told = Claim(id="told", text="A pact is near", supported_by=("pact",))
    actors = (Actor(name="Auria"), Actor(name="Belmont"))
    desk = Replay(
        Story(slug="river", title="River", actors=actors, watch_items=(item,), claims=(told,)), reader=Saying(chance)
    )
    for at, title in enumerate((NEAR.said, NEW.said)):
        entry = Entry(
            id=str(at), title=title, outlet=f"Paper {at}", published=datetime(2027, 9, 3, 10 + at, tzinfo=UTC)
        )
        list(desk.poll([entry], source="", now=datetime(2027, 9, 3, 12, tzinfo=UTC)))
    on_claim = [e for e in desk.recent if e.target.id == "told"]
    assert len(on_claim) == 2
    assert len({e.development for e in on_claim}) == developments
    assert any("read together" in line for line in on_claim[1].why)


@installed
def test_the_model_tells_one_thing_told_twice_from_other_steps_of_it() -> None:
    reader, first = load_reader(), "Auria's cabinet delays vote on truce with Belmont"
    again, before, after = (
        reader.alike(first, other)
        for other in (
            "Auria postpones cabinet vote on ceasefire deal",
            "Auria's cabinet to vote on truce with Belmont",
            "Auria's cabinet approves truce with Belmont",
        )
    )
    assert again > 0.9
    assert max(before, after) < 0.3


@installed
@pytest.mark.parametrize("text", ["", "\x00\ufffd", "harbour " * 100_000, "🚢", "یادداشت", "x" * 5000, "[SEP]" * 50])
def test_the_model_reads_any_two_texts(text: str) -> None:
    reader = load_reader()
    for earlier, later in ((text, "Dockers return"), ("Dockers return", text), (text, text)):
        assert 0 <= reader.alike(earlier, later) <= 1


@installed
def test_weights_that_give_something_else_are_a_sentence() -> None:
    class Odd:
        def __init__(self, *given: object) -> None:
            self._given = given

        def run(self, *_: object) -> list[object]:
            return list(self._given)

    for upper, said in ((Odd([nan]), "is no number"), (Odd(), "out of range"), (Odd(["?"]), "could not convert")):
        with pytest.raises(ModelError, match=said):
            Reader(Odd("states"), upper).alike("Dockers return", "Dockers are back")
