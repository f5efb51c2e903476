"""What a watch item is about, in another language: only by words that the file lists or the question names. All headlines are invented."""

import pytest

from bot.domain.entry import Entry
from bot.domain.evidence import Judgement
from bot.domain.story import Actor, Direction, Polarity, Story, WatchItem
from watchers.judge.judgements import judge
from watchers.match.matcher import Matcher

ACTORS = (Actor(name="Kovel"), Actor(name="RSF"), Actor(name="Auria"))
WAR = WatchItem(id="war", question="Is the war in Auria over?", anchors="war|Krieg|guerre|guerra")
TALKS = WatchItem(
    id="talks", question="Are the Kesh talks over?", anchors="Gespräche|pourparlers", polarity=Polarity.ENDS
)
FALL = WatchItem(id="fall", question="Does the RSF fall?")
DIE = WatchItem(id="die", question="Does Kovel die in office?")
KESH = WatchItem(id="kesh", question="Does Kesh fall to the RSF?")
REFORM = WatchItem(id="reform", question="Kommt die Rentenreform der Auria noch?")


def found(item: WatchItem, title: str, *, declared: str = "") -> Judgement | None:
    story = Story(slug="invented", title="Invented", actors=ACTORS, watch_items=(item,))
    judged = judge(Matcher(story).match(Entry(id="1", title=title, language=declared)), story)
    return judged[0] if judged else None


@pytest.mark.parametrize(
    ("item", "title", "declared"),
    [
        (WAR, "Kovel war in Kairo: der Besuch ist zu Ende", ""),
        (WAR, "War Kovel in Kairo? Der Besuch ist nicht zu Ende", ""),
        (WAR, "Kovel war krank", "de"),
        (TALKS, "Kovel beendet die Reise nach Kairo", ""),
        (FALL, "Der Fall der RSF vor dem Gericht", ""),
        (DIE, "Kovel beendet die Reise nach Kairo", ""),
        (KESH, "RSF: Der Fall ist beendet", ""),
    ],
)
def test_a_small_word_of_another_language_is_no_anchor(item: WatchItem, title: str, declared: str) -> None:
    one = found(item, title, declared=declared)
    assert one is None or (one.direction is None and one.match.anchor == ""), one


@pytest.mark.parametrize(
    ("item", "title", "anchor"),
    [
        (WAR, "Kovel: Der Krieg in Auria ist zu Ende", "Krieg"),
        (WAR, "Kovel annonce la fin de la guerre dans le pays", "guerre"),
        (WAR, "Kovel: the war in Auria is over", "war"),
        (WAR, "Kovel says war is over", "war"),
        (TALKS, "Kovel beendet die Gespräche mit der RSF", "Gespräche"),
        (FALL, "RSF fall in battle for Kesh", "fall"),
        (KESH, "RSF: Kesh ist gefallen und die Stadt brennt", "Kesh"),
        (REFORM, "Auria beschließt die Rentenreform noch im Mai", "Rentenreform"),
    ],
)
def test_what_the_file_lists_or_the_question_names_is_found(item: WatchItem, title: str, anchor: str) -> None:
    one = found(item, title)
    assert one is not None
    assert one.match.anchor == anchor


def test_an_end_told_with_an_anchor_of_the_file_still_counts() -> None:
    one = found(WAR, "Kovel: Der Krieg in Auria ist zu Ende")
    assert one is not None
    assert one.direction is Direction.TOWARD
