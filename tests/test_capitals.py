"""Names are no words of the lexicon: a Ms Block blocks nothing. All names and headlines are invented."""

import pytest

from bot.domain.entry import Entry
from bot.domain.evidence import Phase, Stance
from bot.domain.story import Actor, Claim, Signal, Story, WatchItem, Weight
from watchers.judge.judgements import judge
from watchers.match.matcher import Matcher
from watchers.words.capitals import names_in
from watchers.words.finder import words_of

FIVE = Claim(id="five", text="Five people are on board.", supported_by=('"five people" barge',))
DONE = Signal(words="barge found", weight=Weight.DECISIVE)
STORY = Story(
    slug="invented",
    title="Invented",
    actors=(Actor(name="Barge"), Actor(name="Wil Hopper", aliases=("Will Barden",))),
    claims=(FIVE, Claim(id="none", text="No stowaways were aboard the barge.", negative=True)),
    watch_items=(WatchItem(id="found", question="Is the barge found?", actors=("Barge",), signals=(DONE,)),),
)


def phase(title: str) -> Phase:
    return judge(Matcher(STORY).match(Entry(id="1", title=title)), STORY)[0].phase


def stances(title: str) -> dict[str, Stance]:
    return {j.match.target.id: j.stance for j in judge(Matcher(STORY).match(Entry(id="1", title=title)), STORY)}


@pytest.mark.parametrize(
    "title",
    [
        "Hardes among five people on barge",
        "Ossian Hardes among five people on board the barge",
        "Hard days for five people on barge",
        "Ms Block was among five people aboard the barge",
        "Envoy Theodora May is among five people on the barge",
        "Will Barden among five people on the barge",
        "Grant Never-Stopp among five people on the barge",
    ],
)
def test_a_name_refutes_and_defers_no_claim(title: str) -> None:
    assert stances(title)["five"] is Stance.SUPPORTS


@pytest.mark.parametrize(
    "title",
    ["Hardly five people on barge", "Police block five people from barge", "Not five people on barge, owner says"],
)
def test_what_is_no_name_negates_as_before(title: str) -> None:
    assert stances(title)["five"] is Stance.REFUTES


@pytest.mark.parametrize("title", ["Barge found by Ms Block", "Ms Block says barge found", "Will Barden: barge found"])
def test_a_name_calls_no_signal_of_the_desk_in_question(title: str) -> None:
    assert phase(title) in {Phase.HAPPENED, Phase.HEDGED}


@pytest.mark.parametrize(
    ("title", "is_phase"),
    [
        ("Owner Denies that barge was found", Phase.DENIED),
        ("Owner Rejects reports barge found", Phase.DENIED),
        ("Owner Could say barge found", Phase.PLANNED),
    ],
)
def test_a_verb_with_a_capital_in_a_sentence_is_a_verb(title: str, is_phase: Phase) -> None:
    assert phase(title) is is_phase


def test_a_name_of_another_actor_of_the_story_defers_nothing_that_the_anchors_tell() -> None:
    item = WatchItem(
        id="pact", question="Do Auria and Belmont sign a pact?", anchors="pact", actors=("Auria", "Belmont")
    )
    actors = (Actor(name="Auria"), Actor(name="Belmont"), Actor(name="Will Barden"))
    story = Story(slug="invented", title="Invented", actors=actors, watch_items=(item,))
    said = judge(Matcher(story).match(Entry(id="1", title="Will Barden signs pact for Auria")), story)[0]
    assert said.phase is Phase.HAPPENED


def test_an_actor_s_name_bears_no_negative_claim_out() -> None:
    assert stances("Stowaways were aboard barge, says Ms Block")["none"] is Stance.REFUTES


@pytest.mark.parametrize(
    ("title", "names"),
    [
        ("Barge sinks as Ms Block looks on", ["Ms", "Block"]),
        ("Deal Is Not Dead as Hopes Grow in Auria", []),
        ("Auria will NOT sign, Nobody knows why", []),
        ("Minister: Hopes fade", []),
    ],
    ids=["within a sentence", "a capital on every word", "shouted, and a negation", "after a mark"],
)
def test_which_words_are_written_as_names(title: str, names: list[str]) -> None:
    words = words_of(title)
    assert [words.tokens[n].raw for n in sorted(names_in(words))] == names
