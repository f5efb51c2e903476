"""Who a watch item is about, worked out once for a story. All names are invented."""

from dataclasses import replace

from bot.domain.story import Actor, Story, WatchItem
from watchers.judge.casts import cast_of
from watchers.words.finder import words_of

PACT = WatchItem(id="pact", question="Do Auria and Norvex sign a pact?", actors=("Auria", "Norvex"))
OTHER = WatchItem(id="other", question="Does Halvorsen resign?")
STORY = Story(
    slug="invented",
    title="Invented",
    actors=(
        Actor(name="Auria", aliases=("UN of the North",)),
        Actor(name="Norvex", kind="organization"),
        Actor(name="Halvorsen"),
        Actor(name="Ivo Kessel"),
        Actor(name="France"),
    ),
    watch_items=(PACT, OTHER),
)


def test_it_is_the_same_however_often_it_is_asked_for() -> None:
    assert cast_of(STORY, PACT) is cast_of(STORY, PACT)
    assert cast_of(STORY, OTHER) is cast_of(STORY)


def test_another_state_of_the_story_has_its_own() -> None:
    fewer = replace(STORY, actors=STORY.actors[:1])
    assert [a.name for a in cast_of(fewer, PACT).actors] == ["Auria"]
    assert [a.name for a in cast_of(STORY, PACT).actors] == ["Auria", "Norvex"]


def test_an_item_that_lists_nobody_or_nobody_known_is_about_all_of_them() -> None:
    unknown = replace(PACT, actors=("Borduria",))
    assert cast_of(STORY, OTHER).actors == cast_of(STORY, unknown).actors == STORY.actors


def test_who_is_a_person_a_body_or_may_be_either() -> None:
    everybody = cast_of(STORY)
    assert everybody.people == {"Ivo Kessel"}
    assert everybody.bodies == {"Norvex"}
    assert everybody.of_one_word == {"Auria", "Halvorsen"}


def test_names_are_found_by_all_aliases_and_begin_with_their_first_words() -> None:
    cast = cast_of(STORY, PACT)
    assert [h.actor for h in cast.aliases.find(words_of("UN of the North meets Norvex and Halvorsen"))] == [
        "Auria",
        "Norvex",
    ]
    assert cast.first_words == {"auria", "un", "norvex"}
