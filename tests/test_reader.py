"""The reader says what a whole entry says of a question; beside it the words keep a vote, and outcomes take more."""

import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.domain.change import ChangeKind
from bot.domain.entry import Entry
from bot.domain.evidence import Judgement, Match, Phase, Stance, Target, TargetKind
from bot.domain.standing import WatchState
from bot.domain.story import Actor, Claim, Direction, Polarity, Signal, Story, WatchItem, Weight
from bot.errors import ModelError
from bot.replay import Replay
from tests.evaluate import watch
from watchers.judge.judgements import judge
from watchers.judge.trackedclaim import judge_claim
from watchers.judge.whole import in_full, read_whole
from watchers.match.matcher import Matcher
from watchers.model import extra, reader
from watchers.model.reader import Chances, Reader, load_reader
from watchers.model.wordpiece import word_pieces

ROOT = Path(__file__).parent.parent
QUESTION = "Will the dockers of Port Avalon end their strike?"
NAMES = ("none", "up", "down", "happened", "ruled_out")
installed = pytest.mark.skipif(
    bool(extra.missing()), reason="the extra semantic is not installed: make test installs it"
)


@pytest.fixture(scope="module")
def read() -> Reader:
    return load_reader()


def entry(title: str, summary: str = "", language: str = "") -> Entry:
    return Entry(id=title, title=title, summary=summary, language=language)


def best(chances: Chances) -> str:
    return max(NAMES, key=lambda name: float(getattr(chances, name)))


# --- what it reads -------------------------------------------------------------------------------------------------


@installed
@pytest.mark.parametrize(
    ("title", "said"),
    [
        ("Dockers in Port Avalon return to work after accepting pay offer", "happened"),
        ("Port Avalon strike over as dockers vote for contract", "happened"),
        ("Dockers' union and port operators make progress in talks to end strike", "up"),
        ("Dockers reject latest offer, vow to stay out for weeks", "down"),
        ("How Port Avalon became the country's busiest harbour", "none"),
    ],
)
def test_it_tells_done_from_hoped_for_and_from_nothing(read: Reader, title: str, said: str) -> None:
    assert best(read.chances(QUESTION, entry(title))) == said


@installed
def test_the_chances_are_one_together_and_the_same_for_every_form_of_the_question(read: Reader) -> None:
    found = read.chances(QUESTION, entry("Dockers return to work"))
    assert sum(getattr(found, n) for n in NAMES) == pytest.approx(1, abs=1e-4)
    assert read.chances(QUESTION.rstrip("?") + "  ", entry("Dockers return to work")) == found


@installed
def test_a_summary_that_says_the_title_again_adds_nothing(read: Reader) -> None:
    title = "Dockers return to work"
    assert read.chances(QUESTION, entry(title, title)) == read.chances(QUESTION, entry(title))


@installed
@pytest.mark.parametrize("text", ["", "\x00\ufffd", "harbour " * 100_000, "🚢", "یادداشت", "x" * 5000, "[SEP]" * 50])
def test_any_text_and_any_question_is_read(read: Reader, text: str) -> None:
    for question, title in ((text, "Dockers return"), (QUESTION, text), (text, text)):
        assert 0 <= read.chances(question, entry(title, text)).happened <= 1


@installed
def test_threads_may_ask_at_once(read: Reader) -> None:
    entries = [entry(f"Dockers of pier {n} return to work") for n in range(30)]
    alone = [read.chances(QUESTION, e) for e in entries]
    fresh = load_reader()
    with ThreadPoolExecutor(4) as threads:
        assert list(threads.map(lambda e: fresh.chances(QUESTION, e), entries)) == alone


@installed
def test_weights_that_give_something_else_are_a_sentence() -> None:
    class Odd:
        def run(self, *_: object) -> list[list[list[float]]]:
            return [[answer.pop()]]

    answer = [[0.5, float("nan"), 0, 0, 0], [1.0, 2.0]]
    for said in ("not enough values", "its chances are no numbers"):
        with pytest.raises(ModelError, match=said):
            Reader(Odd(), Odd()).chances(QUESTION, entry("Dockers return"))


# --- how it is weighed with the words ------------------------------------------------------------------------------


class Saying(Reader):
    """A reader that says one thing of everything."""

    def __init__(self, **chances: float) -> None:
        self._said = Chances(**dict.fromkeys(NAMES, 0.0) | chances)
        self.asked: list[str] = []

    def chances(self, question: str, entry: Entry) -> Chances:
        del entry
        self.asked.append(question)
        return self._said

    def alike(self, earlier: str, later: str) -> float:
        del earlier, later
        return 0.5


class Broken(Reader):
    def __init__(self) -> None:
        pass

    def chances(self, question: str, entry: Entry) -> Chances:
        del question, entry
        raise ModelError("The reader failed on a text: out of memory.")

    def alike(self, earlier: str, later: str) -> float:
        raise ModelError(f"The reader failed on two headlines: {earlier}, {later}.")


ITEM = WatchItem(id="strike", question=QUESTION)
STRIKE = Target(kind=TargetKind.WATCH, id="strike")
_DIRECTIONS = {
    Phase.NONE: None,
    Phase.PLANNED: Direction.TOWARD,
    Phase.HEDGED: Direction.TOWARD,
    Phase.DENIED: Direction.AWAY,
    Phase.CONTESTED: Direction.AWAY,
    Phase.HAPPENED: Direction.TOWARD,
    Phase.CANCELLED: Direction.AWAY,
}


def judged(phase: Phase, *, by_desk: bool = False) -> Judgement:
    match = Match(target=STRIKE, passage="Dockers return", marks=(), actors=("Dockers",))
    return Judgement(
        match=match, phase=phase, direction=_DIRECTIONS[phase], weight=Weight.WATCH, by_desk=by_desk, why=("by words",)
    )


@pytest.mark.parametrize(
    ("words", "chances", "after"),
    [
        (Phase.NONE, {"up": 0.75, "none": 0.25}, (Phase.PLANNED, Direction.TOWARD, Weight.WATCH)),
        (Phase.NONE, {"up": 0.68, "none": 0.32}, (Phase.NONE, None, Weight.WATCH)),
        (Phase.PLANNED, {"none": 0.68, "up": 0.32}, (Phase.PLANNED, Direction.TOWARD, Weight.WATCH)),
        (Phase.NONE, {"up": 0.6, "none": 0.4}, (Phase.NONE, None, Weight.WATCH)),
        (Phase.PLANNED, {"none": 0.6, "up": 0.4}, (Phase.PLANNED, Direction.TOWARD, Weight.WATCH)),
        (Phase.PLANNED, {"none": 0.75, "up": 0.25}, (Phase.NONE, None, Weight.WATCH)),
        (Phase.HEDGED, {"down": 0.9, "up": 0.1}, (Phase.DENIED, Direction.AWAY, Weight.WATCH)),
        (Phase.NONE, {"happened": 0.76, "up": 0.24}, (Phase.HAPPENED, Direction.TOWARD, Weight.WATCH)),
        (Phase.NONE, {"happened": 0.74, "up": 0.26}, (Phase.PLANNED, Direction.TOWARD, Weight.WATCH)),
        (Phase.NONE, {"happened": 0.6, "none": 0.4}, (Phase.NONE, None, Weight.WATCH)),
        (Phase.PLANNED, {"happened": 0.96, "up": 0.04}, (Phase.HAPPENED, Direction.TOWARD, Weight.STRONG)),
        (Phase.PLANNED, {"happened": 0.94, "up": 0.06}, (Phase.HAPPENED, Direction.TOWARD, Weight.WATCH)),
        (Phase.DENIED, {"ruled_out": 0.96, "up": 0.04}, (Phase.CANCELLED, Direction.AWAY, Weight.STRONG)),
        (Phase.PLANNED, {"ruled_out": 0.86, "up": 0.14}, (Phase.CANCELLED, Direction.AWAY, Weight.WATCH)),
        (Phase.PLANNED, {"ruled_out": 0.84, "up": 0.16}, (Phase.DENIED, Direction.AWAY, Weight.WATCH)),
        (Phase.HAPPENED, {"up": 0.7, "happened": 0.3}, (Phase.HAPPENED, Direction.TOWARD, Weight.WATCH)),
        (Phase.HAPPENED, {"up": 0.8, "happened": 0.2}, (Phase.PLANNED, Direction.TOWARD, Weight.WATCH)),
        (Phase.HAPPENED, {"none": 0.95, "happened": 0.05}, (Phase.PLANNED, Direction.TOWARD, Weight.WATCH)),
        (Phase.CANCELLED, {"none": 0.95, "happened": 0.05}, (Phase.DENIED, Direction.AWAY, Weight.WATCH)),
        (Phase.HAPPENED, {"ruled_out": 1.0}, (Phase.DENIED, Direction.AWAY, Weight.WATCH)),
        (Phase.CANCELLED, {"happened": 1.0}, (Phase.PLANNED, Direction.TOWARD, Weight.WATCH)),
    ],
)
def test_the_words_have_a_vote_and_an_outcome_they_do_not_see_takes_more(
    words: Phase, chances: dict[str, float], after: tuple[Phase, Direction | None, Weight]
) -> None:
    found = read_whole(judged(words), ITEM, entry("Dockers return"), Saying(**chances))
    assert (found.phase, found.direction, found.weight) == after
    assert found.why[0] == "by words"
    assert found.why[-1].startswith("read whole: ")


@pytest.mark.parametrize(
    ("words", "chances", "told"),
    [
        (
            Phase.NONE,
            {"happened": 0.65, "up": 0.35},
            "happened 0.65, likelier 0.35; counts as a sign of it (an outcome takes 0.75)",
        ),
        (
            Phase.NONE,
            {"happened": 0.7499, "up": 0.25},
            "happened 0.74, likelier 0.25; counts as a sign of it (an outcome takes 0.75)",
        ),
        (
            Phase.HAPPENED,
            {"happened": 0.29, "up": 0.2},
            "happened 0.29, likelier 0.20; counts as a sign of it (an outcome takes 0.30)",
        ),
        (
            Phase.CANCELLED,
            {"happened": 1.0},
            "happened 1.00, says nothing of it 0.00; counts as a sign of it (the words tell the other outcome)",
        ),
        (Phase.NONE, {"happened": 0.97, "up": 0.03}, "happened 0.97, likelier 0.03; counts as happened, a weak hint"),
        (
            Phase.HAPPENED,
            {"none": 0.9, "happened": 0.1},
            "says nothing of it 0.90, happened 0.10; counts as a sign of it (the words see an outcome, which takes 0.30 to stand and is never nothing)",
        ),
        (
            Phase.NONE,
            {"down": 0.62, "none": 0.38},
            "less likely 0.62, says nothing of it 0.38; counts as nothing (the words have a vote of 0.4)",
        ),
        (
            Phase.PLANNED,
            {"up": 0.9, "none": 0.1},
            "likelier 0.90, says nothing of it 0.10; counts as a sign of it, as by the words",
        ),
        (Phase.PLANNED, {"none": 0.9, "up": 0.1}, "says nothing of it 0.90, likelier 0.10; counts as nothing"),
        (Phase.NONE, {"none": 0.9, "down": 0.1}, "says nothing of it 0.90, less likely 0.10; counts as nothing"),
    ],
)
def test_the_reason_says_the_chances_what_it_counts_as_and_what_was_lacking(
    words: Phase, chances: dict[str, float], told: str
) -> None:
    found = read_whole(judged(words), ITEM, entry("Dockers return"), Saying(**chances))
    assert found.why[-1] == f"read whole: {told}"


@pytest.mark.parametrize(
    "left_alone",
    [
        (judged(Phase.PLANNED, by_desk=True), entry("Dockers return")),
        (judged(Phase.CONTESTED), entry("Dockers return")),
        (judged(Phase.NONE), entry("Докеры возвращаются на работу")),
        (judged(Phase.NONE), entry("Les dockers reprennent le travail après la grève", language="fr")),
    ],
)
def test_signals_of_the_desk_two_sides_and_other_languages_are_left_to_the_words(
    left_alone: tuple[Judgement, Entry],
) -> None:
    judgement, told = left_alone
    assert read_whole(judgement, ITEM, told, Saying(happened=1.0)) is judgement


def test_an_outcome_of_the_desks_own_words_that_the_reader_reads_the_other_way_has_both_sides() -> None:
    """ "Board backs rival's offer, drops Norvex" under a signal that only says "board backs"."""
    told = judged(Phase.HAPPENED, by_desk=True)
    found = read_whole(told, ITEM, entry("Dockers return"), Saying(ruled_out=0.97))
    assert (found.phase, found.weight) == (Phase.CONTESTED, Weight.STRONG)
    assert found.why[-1] == "read whole: ruled out 0.97, against the signal; counts as both sides"
    assert read_whole(told, ITEM, entry("Dockers return"), Saying(ruled_out=0.9)) is told


def test_where_a_signals_words_are_only_planned_or_denied_the_reader_has_its_say() -> None:
    """It was never asked there, so that a desk that wrote signals was served worse than one that wrote none."""
    weak = judged(Phase.PLANNED)
    weak = replace(weak, match=replace(weak.match, pattern='"return"'))
    found = read_whole(weak, ITEM, entry("Dockers return"), Saying(happened=0.97, up=0.03))
    assert (found.phase, found.weight) == (Phase.HAPPENED, Weight.STRONG)


@pytest.mark.parametrize(
    "passage",
    [
        "Quiz: did the dockers return to work?",
        "Has the strike ended? Our fact check",
        "Dockers of Port Avalon back at work over new offer?",
    ],
)
def test_a_question_is_no_outcome(passage: str) -> None:
    """Read whole, a quiz was a signature; also where the sentence found stands in its summary."""
    asked = replace(judged(Phase.NONE), match=replace(judged(Phase.NONE).match, passage=passage))
    for judgement in (asked, judged(Phase.NONE)):
        found = read_whole(judgement, ITEM, entry(passage), Saying(happened=0.97, up=0.03))
        assert (found.phase, found.direction) == (Phase.PLANNED, Direction.TOWARD)
        assert found.why[-1].endswith("(no outcome where a report asks)")


def test_what_is_told_as_not_so_is_no_sign_for_the_reader_either() -> None:
    """ "Hoax: Auria signs pact" was urgent."""
    aside = replace(judged(Phase.NONE), aside=True, why=("none: told as not so",))
    found = read_whole(aside, ITEM, entry("Hoax: dockers back at work"), Saying(happened=0.97, up=0.03))
    assert found.phase is Phase.NONE
    assert found.why[-1].endswith("(it is told as not so)")


@pytest.mark.parametrize(
    "title",
    [
        "Strike over, sources in harbour say",
        "Sources: dockers back",
        "Dockers reportedly back",
        "Strike over, rival claims",
    ],
)
def test_hearsay_is_no_outcome_where_only_the_reader_sees_one(title: str) -> None:
    """Days later it was one of "2 origins report yes"."""
    found = read_whole(judged(Phase.NONE), ITEM, entry(title), Saying(happened=0.97, up=0.03))
    assert (found.phase, found.weight) == (Phase.PLANNED, Weight.WATCH)
    assert found.why[-1].endswith("(no outcome on hearsay)")
    assert read_whole(judged(Phase.HAPPENED), ITEM, entry(title), Saying(happened=0.97)).phase is Phase.HAPPENED


@pytest.mark.parametrize(
    "title",
    [
        "Strike over, harbour office says",
        "Dockers back as union claims victory",
        "Power source restored, dockers back",
        "",
    ],
)
def test_whose_word_has_a_name_may_be_an_outcome(title: str) -> None:
    assert read_whole(judged(Phase.NONE), ITEM, entry(title), Saying(happened=0.97)).phase is Phase.HAPPENED


@pytest.mark.parametrize(
    ("words", "chances", "phase"),
    [
        (Phase.NONE, {"happened": 0.97, "up": 0.03}, Phase.NONE),
        (Phase.NONE, {"ruled_out": 0.97, "up": 0.03}, Phase.NONE),
        (Phase.NONE, {"down": 0.9, "happened": 0.1}, Phase.DENIED),
        (Phase.HAPPENED, {"happened": 0.97, "up": 0.03}, Phase.HAPPENED),
    ],
)
def test_a_headline_that_looks_back_answers_no_open_question(
    words: Phase, chances: dict[str, float], phase: Phase
) -> None:
    """Read whole, the anniversary of an earlier strike's end was the end of this one."""
    told = entry("A year after dockers ended strike, harbour counts the cost")
    found = read_whole(judged(words), ITEM, told, Saying(**chances))
    assert found.phase is phase
    assert found.why[-1].endswith("(the headline looks back, so an outcome is nothing new)") is (words is Phase.NONE)


@pytest.mark.parametrize(
    ("chances", "phase"), [({"happened": 0.97}, Phase.HAPPENED), ({"ruled_out": 0.97}, Phase.DENIED)]
)
def test_a_broken_truce_does_not_rule_out_that_a_war_will_end(chances: dict[str, float], phase: Phase) -> None:
    ends = replace(ITEM, polarity=Polarity.ENDS)
    assert read_whole(judged(Phase.NONE), ends, entry("Truce collapses"), Saying(**chances)).phase is phase


@pytest.mark.parametrize(
    ("title", "phase"),
    [
        ("Auria declares end of war with Belmont", Phase.NONE),
        ("Hostilities between Auria and Belmont are over", Phase.NONE),
        ("Auria halts its strikes on Belmont", Phase.NONE),
        ("Auria strikes Belmont, ending truce", Phase.HAPPENED),
        ("War resumes: Auria and Belmont trade fire", Phase.HAPPENED),
        ("Auria ends pause in strikes on Belmont", Phase.HAPPENED),
    ],
)
def test_fighting_that_ends_is_no_end_of_a_truce_whatever_the_reader_sees(title: str, phase: Phase) -> None:
    """It takes the end of a war for the truce's; "declares end of war" proposed that the truce was over."""
    actors = (Actor(name="Auria"), Actor(name="Belmont"))
    item = WatchItem(id="truce", question="Does the truce end?", anchors="truce", polarity=Polarity.ENDS)
    story = Story(slug="pact", title="Pact", actors=actors, watch_items=(item,))
    found = judge(Matcher(story).match(entry(title), near=True), story, Saying(happened=0.96))
    assert [j.phase for j in found] == [phase]


def test_a_question_after_the_news_takes_nothing_from_it() -> None:
    told = "Dockers return to work. What have they won?"
    asked = replace(judged(Phase.NONE), match=replace(judged(Phase.NONE).match, passage=told))
    assert read_whole(asked, ITEM, entry(told), Saying(happened=0.97, up=0.03)).phase is Phase.HAPPENED


@pytest.mark.parametrize(
    "question", ["", "Who ends the strike?", "Where do they return?", "Вернутся ли докеры к работе?"]
)
def test_a_question_that_is_not_answered_with_yes_or_no_is_left_to_the_words(question: str) -> None:
    by_words = judged(Phase.HAPPENED)
    assert read_whole(by_words, replace(ITEM, question=question), entry("Dockers return"), Saying(none=1.0)) is by_words


def test_when_something_happens_is_asked_like_whether_it_does() -> None:
    asked = replace(ITEM, question="When does the strike end?")
    told = read_whole(judged(Phase.NONE), asked, entry("Dockers back at work"), Saying(happened=1.0))
    assert told.phase is Phase.HAPPENED


def test_a_reader_that_fails_leaves_the_words_and_says_so() -> None:
    found = read_whole(judged(Phase.PLANNED), ITEM, entry("Dockers return"), Broken())
    assert (found.phase, found.why[-1]) == (
        Phase.PLANNED,
        "The reader failed on a text: out of memory. The words stand",
    )


STORY = Story(
    slug="port",
    title="The port",
    actors=(Actor(name="Dockers", aliases=("docker",)),),
    watch_items=(
        WatchItem(id="strike", question=QUESTION, actors=("Dockers",), anchors="strike|work|contract"),
        WatchItem(id="silent", question="", actors=("Dockers",), anchors="strike|work|contract"),
    ),
)


def test_only_what_the_words_found_is_read_and_only_against_a_question() -> None:
    found = Matcher(STORY).match(entry("Dockers go home from work"), near=True)
    judgements = {str(j.match.target): j for j in judge(found, STORY, Saying(happened=1.0))}
    assert judgements["watch:strike"].phase is Phase.HAPPENED
    assert not any("read whole" in why for why in judgements["watch:silent"].why)
    assert judge(Matcher(STORY).match(entry("Weather turns"), near=True), STORY, Saying(happened=1.0)) == ()


@pytest.mark.parametrize(
    ("title", "summary", "reason"),
    [
        ("Dockers are going home for good", "", "actor Dockers found, but no anchor or signal in a passage with it"),
        (
            "The strike is history",
            "Dockers are to be paid more.",
            'anchor "strike" found, but no actor of the item in that passage of the title',
        ),
    ],
)
def test_what_one_condition_missed_is_read_as_well_and_says_which(title: str, summary: str, reason: str) -> None:
    found = Matcher(STORY).match(entry(title, summary), near=True)
    assert found.matches == ()
    assert judge(found, STORY) == (), "the words find nothing"
    (read_too,) = judge(found, STORY, Saying(happened=1.0))
    assert (read_too.phase, read_too.weight, read_too.match.passage) == (Phase.HAPPENED, Weight.WATCH, title)
    assert read_too.why[:2] == (f"watch:strike: {reason}", f"title: {title}")
    assert read_too.why[0] in found.why
    (sign,) = judge(found, STORY, Saying(up=0.8, none=0.2))
    assert (sign.phase, sign.direction, sign.weight) == (Phase.PLANNED, Direction.TOWARD, Weight.WATCH)
    (unsure,) = judge(found, STORY, Saying(up=0.79, none=0.21))
    assert (unsure.phase, unsure.direction) == (Phase.NONE, None)
    assert unsure.why[-1] == (
        "read whole: likelier 0.79, says nothing of it 0.21; counts as nothing "
        "(a sign takes 0.80 where the item's own words are missing)"
    )
    (silent,) = judge(found, STORY, Saying(none=1.0))
    assert (silent.phase, silent.direction) == (Phase.NONE, None)
    assert silent.why[-1].startswith("read whole: says nothing of it 1.00")


@pytest.mark.parametrize(
    ("title", "summary"),
    [
        ("The strike is history", "Nobody else is named."),
        ("Strike over, say owners", "Nobody else is named."),
        ("Strike over, say owners", "Dockers are to be paid more."),
    ],
)
def test_what_names_no_actor_of_the_item_or_has_its_signal_elsewhere_is_not_read(title: str, summary: str) -> None:
    """A strike there is anywhere; and what a signal without an actor means, the desk did not say."""
    own = Signal(words="strike over", direction=Direction.AWAY, weight=Weight.DECISIVE)
    story = replace(STORY, watch_items=(replace(STORY.watch_items[0], signals=(own,)),))
    found = Matcher(story).match(entry(title, summary), near=True)
    assert any("no actor of the item" in why for why in found.why)
    assert judge(found, story, Saying(happened=1.0)) == ()


@pytest.mark.parametrize(
    ("title", "part"),
    [
        ("Karth's strike is history", "Karth"),
        ("Halmer dockers: how the strike ended", "Halmer"),
        ("French strike is history", "French"),
        ("Strike in Paris is history", "Paris"),
        ("KPU strike is history", "KPU"),
    ],
)
def test_part_of_a_name_beside_an_anchor_is_enough_for_the_reader_and_for_nothing_else(title: str, part: str) -> None:
    """Of an actor's name, of one in the anchors, or a country's by another of its names; one of the question's is a match."""
    item = WatchItem(
        id="strike",
        question="Does Selva's port strike end?",
        actors=("Karth unions", "France"),
        anchors="strike|Halmer",
    )
    actors = (Actor(name="Karth unions", aliases=("unions of France", "Karth Port Union")), Actor(name="France"))
    matcher = Matcher(Story(slug="port", title="The port", actors=actors, watch_items=(item,)))
    found = matcher.match(entry(title), near=True)
    assert found.matches == ()
    (read_too,) = judge(found, matcher.story, Saying(happened=1.0))
    assert (read_too.phase, read_too.match.actors) == (Phase.HAPPENED, ())
    assert read_too.why[0].endswith(f'but no actor of the item in that passage of the title, only "{part}"')
    for other in (
        "The strike is history",
        "Karth has a new mayor",
        "Selva and Karth in talks",
        "Lisbon strike is history",
    ):
        assert judge(matcher.match(entry(other), near=True), matcher.story, Saying(happened=1.0)) == ()


ICE = WatchItem(
    id="ice", question="Does the Sound's ice road reopen to lorries?", actors=("Karth County",), anchors="ice road"
)


@pytest.mark.parametrize(
    ("title", "told"),
    [
        ("Lorries roll again on the frozen Sound", "Lorries Sound"),
        ("Ice road carries its first lorries of the winter", "Ice road lorries"),
    ],
)
def test_two_words_of_the_question_are_enough_for_the_reader_where_a_title_names_no_actor(
    title: str, told: str
) -> None:
    """And for nothing else; a sign takes as much as where the anchor is missing."""
    matcher = Matcher(Story(slug="ice", title="Ice", actors=(Actor(name="Karth County"),), watch_items=(ICE,)))
    found = matcher.match(entry(title), near=True)
    assert found.matches == () == matcher.match(entry(title)).matches
    (sign,) = judge(found, matcher.story, Saying(up=0.8, none=0.2))
    assert (sign.phase, sign.weight, sign.match.actors) == (Phase.PLANNED, Weight.WATCH, ())
    assert sign.why[0] == (
        f'watch:ice: no actor of the item in the title, but of the words of its question and anchors "{told}"'
    )
    (unsure,) = judge(found, matcher.story, Saying(up=0.79, none=0.21))
    assert unsure.phase is Phase.NONE


@pytest.mark.parametrize(
    ("title", "signal"),
    [
        ("Lorries queue at the bridge", ""),  # one word
        ("Norwegian ice road is open to lorries", ""),  # another country's
        ("Ice road lorries rescued", "rescued"),  # what a signal without its actor means, the desk did not say
    ],
)
def test_fewer_words_another_country_or_a_signal_alone_are_not_enough(title: str, signal: str) -> None:
    own = (Signal(words=signal, direction=Direction.AWAY, weight=Weight.STRONG),) if signal else ()
    item = replace(ICE, signals=own)
    matcher = Matcher(Story(slug="ice", title="Ice", actors=(Actor(name="Karth County"),), watch_items=(item,)))
    assert judge(matcher.match(entry(title), near=True), matcher.story, Saying(up=1.0)) == ()


@pytest.mark.parametrize(
    ("actors", "anchors", "title"),
    [
        ("Dockers", "strike -hunger", "Dockers on hunger strike are going home"),
        ("Dockers", "strike -hunger", "Dockers are going home after hunger march"),
        ("Dockers -Karth", "strike", "Dockers of Karth end strike"),
    ],
)
def test_what_the_desk_excludes_is_not_read(actors: str, anchors: str, title: str) -> None:
    """But for what one of its signals excludes, which says when that is no signal and not what the item is about."""
    own = (Signal(words="settled -home", direction=Direction.TOWARD, weight=Weight.STRONG),)
    item = WatchItem(id="strike", question=QUESTION, actors=("D",), anchors=anchors, signals=own)
    story = Story(slug="port", title="The port", actors=(Actor(name="D", aliases=(actors,)),), watch_items=(item,))
    found = Matcher(story).match(entry(title), near=True)
    assert (found.matches, found.near) == ((), ())
    assert judge(found, story, Saying(happened=1.0)) == ()
    assert Matcher(story).match(entry("Dockers are going home"), near=True).near, "without the excluded word it is read"


def test_what_the_reader_cannot_read_is_missed_as_before() -> None:
    found = Matcher(STORY).match(
        entry("Les Dockers sont rentrés chez eux et reprennent le travail", language="fr"), near=True
    )
    assert found.near
    assert judge(found, STORY, Saying(happened=1.0)) == ()


def test_what_only_the_reader_sees_is_told_where_the_story_is_followed() -> None:
    told = entry("Dockers are going home for good")
    silent = Replay(STORY).explained(told)
    assert (silent["decision"], silent["changes"]) == ("no match", [])
    unmoved = Replay(STORY, reader=Saying(none=1.0)).explained(told)
    assert unmoved["decision"] == "read whole, moves nothing"
    assert [w for w in unmoved["why"] if w.startswith("watch:strike")] == [
        "watch:strike: actor Dockers found, but no anchor or signal in a passage with it",
        "watch:strike: read whole: says nothing of it 1.00, likelier 0.00; counts as nothing",
    ]
    heard = Replay(STORY, reader=Saying(happened=1.0)).explained(told)
    assert [c["target"] for c in heard["changes"]] == ["watch:strike"]
    assert any("read whole: happened 1.00" in line for line in heard["why"])


def test_a_new_headline_that_only_the_reader_would_see_takes_nothing_back() -> None:
    decisive = Signal(words="settled", direction=Direction.TOWARD, weight=Weight.DECISIVE)
    story = replace(STORY, watch_items=(replace(STORY.watch_items[0], signals=(decisive,)),))
    desk = Replay(story, reader=Saying(down=1.0))
    day = datetime(2026, 5, 8, tzinfo=UTC)
    told = Entry(id="1", title="Dockers have settled", link="https://wire.invalid/1", outlet="Wire", published=day)
    edited = replace(told, title="Dockers vow to go on")
    for at, one in enumerate((told, edited)):
        decided = list(desk.poll([one], source="Wire", now=day + timedelta(hours=at)))
    assert [c.kind for c in decided[0].changes] == [ChangeKind.EDIT]
    assert [v.side for v in desk.standings[STRIKE].voices] == ["toward"]


def test_what_is_resolved_is_not_read_where_its_words_are_missed() -> None:
    desk = Replay(STORY, reader=Saying(happened=1.0))
    desk.standings[STRIKE] = replace(desk.standings[STRIKE], value=WatchState.RESOLVED_YES, by="U0DANA")
    assert not any("read whole" in w for w in desk.explained(entry("Dockers are going home for good"))["why"])


@installed
def test_the_evaluation_reads_with_it_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    row = {
        "id": "1",
        "watch": {"id": "W", "question": "Whether: dockers end strike", "actors": ["Dockers"], "phrases": ["strike"]},
        "title": "Strike of dockers is history",
    }
    row["watch"] |= {"polarity": "ending", "event": ""}  # type: ignore[operator]
    monkeypatch.setenv("WATCHDESK_SEMANTIC", "on")
    assert "read whole: " in next(iter(watch([row])))["why"]
    monkeypatch.setenv("WATCHDESK_SEMANTIC", "off")
    assert "read whole: " not in next(iter(watch([row])))["why"]


# --- what it was taught with ---------------------------------------------------------------------------------------


def test_the_invented_rows_have_a_question_a_title_and_one_of_five_labels() -> None:
    labels = {"none", "signal_up", "signal_down", "happened", "ruled_out"}
    files = sorted((ROOT / "tests" / "data" / "reader").glob("*.jsonl"))
    rows = [json.loads(line) for f in files for line in f.read_text(encoding="utf-8").splitlines()]
    assert len(rows) > 7000
    assert all(r["question"].startswith("Whether: ") and r["title"] and r["label"] in labels for r in rows)


def test_a_long_question_leaves_room_for_the_entry() -> None:
    assert len(word_pieces("harbour " * 500)[: reader.QUESTION_PIECES]) < reader.PIECES / 2


@installed
def test_rows_of_a_labelled_set_and_rows_of_our_own_are_learned_alike(tmp_path: Path) -> None:
    from tests.train_reader import batch, encoded, rows_of, target

    asked = {"id": "W", "question": "Whether: dockers end strike"}
    labelled = {"id": "1", "watch": asked, "title": "Back to work", "summary": "The strike is over."}
    (tmp_path / "set.jsonl").write_text(json.dumps(labelled) + "\n", encoding="utf-8")
    (tmp_path / "set.gold.jsonl").write_text('{"id": "1", "labels": ["happened", "none"]}\n', encoding="utf-8")
    ours = {"question": "Whether: dockers end strike", "title": "Back to work", "summary": "The strike is over."}
    (tmp_path / "own.jsonl").write_text(json.dumps({**ours, "label": "happened", "also": "none"}), encoding="utf-8")
    one, other = next(rows_of(tmp_path / "set.jsonl")), next(rows_of(tmp_path / "own.jsonl"))
    assert one == other
    assert target(one).tolist() == pytest.approx([0.35, 0, 0, 0.65, 0])
    assert target({**one, "chances": [0, 1, 0, 0, 0]}).tolist() == pytest.approx([0.175, 0.5, 0, 0.325, 0])
    ids, parts, mask = batch([encoded(one), encoded({**one, "summary": ""})])
    assert ids.shape == parts.shape == mask.shape == (2, len(encoded(one)[0]))
    assert mask.sum() == len(encoded(one)[0]) + len(encoded({**one, "summary": ""})[0])


@installed
def test_rows_on_claims_are_learned_as_whatever_bears_them_out(tmp_path: Path) -> None:
    from tests.train_reader import rows_of, target

    labelled = {"id": "1", "claim_id": "C", "claim": "The strike is over", "title": "Back to work", "summary": ""}
    (tmp_path / "set.jsonl").write_text(json.dumps(labelled) + "\n", encoding="utf-8")
    (tmp_path / "set.gold.jsonl").write_text('{"id": "1", "labels": ["supports"]}\n', encoding="utf-8")
    row = next(rows_of(tmp_path / "set.jsonl"))
    assert row["question"] == "The strike is over"
    said = {**row, "chances": [0.2, 0.15, 0.1, 0.45, 0.1]}  # of the side 0.2 and 0.5 of 0.7, with 0.05 more each
    assert target(said).tolist() == pytest.approx([0.03, 0.17 / 0.7 + 0.0225, 0.015, 0.425 / 0.7 + 0.0675, 0.015])
    both = target({**said, "labels": ["mentions", "disputes"]})
    assert both.tolist() == pytest.approx([0.5825, 0.0225, 0.16375, 0.0675, 0.16375])


@installed
def test_it_is_taught_with_the_very_pieces_it_reads(read: Reader) -> None:
    from tests.train_reader import encoded

    told = entry("Dockers return to work", "Dockers return to work on Monday, the union said.")
    ids, parts = encoded({"question": QUESTION, "title": told.title, "summary": told.summary})
    said = read._session.run(None, {"ids": [ids], "parts": [parts]})[0][0]
    assert read.chances(QUESTION, told).happened == pytest.approx(float(said[3]), abs=1e-5)


def test_what_denies_the_desk_s_own_words_is_no_sign_of_them_for_the_reader_either() -> None:
    """ "Lufthansa denies withdrawing offer" was one more sign that the offer was withdrawn."""
    item = replace(
        ITEM,
        question="Is the port sold to Belmont?",
        actors=("Belmont",),
        anchors="sale|offer",
        signals=(Signal(words="withdraws offer", direction=Direction.AWAY, weight=Weight.DECISIVE),),
    )
    found = on_item("Belmont denies withdrawing offer for port", item, Saying(down=0.9))
    assert found.direction is Direction.TOWARD
    assert "the passage denies the story file's own words for it, or stops it" in found.why[-1]
    for hearsay in ("Belmont denies withdrawing offer for port, sources say", "Has Belmont not withdrawn its offer?"):
        assert not on_item(hearsay, item, Saying(happened=0.97)).phase.final
    until = replace(item, polarity=Polarity.ENDS)
    assert not on_item("Belmont denies withdrawing offer for port", until, Saying(ruled_out=0.97)).phase.final


def test_what_has_not_happened_yet_may_be_near_for_all_that() -> None:
    """ "Not signed yet, but they will sign on Friday" was a sign against it, for it denies "signed"."""
    signed = Signal(words="signed|signs pact", direction=Direction.TOWARD, weight=Weight.DECISIVE)
    item = replace(ITEM, question="Is the pact signed?", actors=("Belmont",), anchors="pact", signals=(signed,))
    title = "Pact not signed yet, but Belmont will sign it on Friday"
    assert on_item(title, item, Saying(up=0.92)).direction is Direction.TOWARD
    assert not on_item("Belmont has not signed pact", item, Saying(happened=0.97)).phase.final


def on_item(title: str, item: WatchItem, reader: Reader) -> Judgement:
    story = Story(slug="s", title="The port", actors=(Actor(name="Belmont"),), watch_items=(item,))
    (found,) = judge(Matcher(story).match(entry(title)), story, reader)
    return found


# --- claims --------------------------------------------------------------------------------------------------------

PACT = Claim(id="pact", text="A pact between Auria and Belmont is close")
CLAIMED = Story(slug="invented", title="Invented", actors=(Actor(name="Auria"), Actor(name="Belmont")), claims=(PACT,))


def on_claim(title: str, reader: Reader | None) -> Judgement:
    match = Match(target=Target(kind=TargetKind.CLAIM, id="pact"), passage=title, marks=(), actors=())
    return judge_claim(match, CLAIMED, entry(title), reader)


@pytest.mark.parametrize(
    ("title", "reader", "stance", "weight"),
    [
        ("Auria and Belmont near pact", Saying(up=0.9), Stance.SUPPORTS, Weight.STRONG),
        ("Auria and Belmont near pact", Saying(down=0.9), Stance.REFUTES, Weight.WATCH),
        ("Auria and Belmont near pact", Saying(none=1.0), Stance.CONTEXT, Weight.WATCH),
        ("Auria, Belmont pact gets a second wind", Saying(up=0.9), Stance.SUPPORTS, Weight.WATCH),
        ("Auria, Belmont pact gets a second wind", Saying(down=0.9), Stance.REFUTES, Weight.WATCH),
        ("Auria, Belmont pact gets a second wind", None, Stance.CONTEXT, Weight.WATCH),
        ("Auria and Belmont near pact", Broken(), Stance.SUPPORTS, Weight.STRONG),
    ],
)
def test_a_side_of_a_claim_that_only_the_reader_sees_is_a_weak_hint(
    title: str, reader: Reader | None, stance: Stance, weight: Weight
) -> None:
    found = on_claim(title, reader)
    assert (found.stance, found.weight) == (stance, weight)
    assert reader is None or any(why.startswith(("read whole:", "The reader failed")) for why in found.why)


@pytest.mark.parametrize(
    ("question", "actors", "asked"),
    [
        ("Is the strike over?", ("Dockers",), "Is the strike over? (Dockers)"),
        ("Is the strike over?", (), "Is the strike over? (Harbour Council)"),
        ("Does he resign?", ("Harbour Council", "Osmo Dolan"), "Does Osmo Dolan resign?"),
        ("Does he resign?", ("Harbour Council",), "Does he resign?"),
        ("Does he resign?", (r"K\1",), r"Does K\1 resign?"),
        ("Does Avalon end the strike?", ("Dockers",), "Does Avalon end the strike?"),
        ("Will the EU end the strike?", ("Dockers",), "Will the EU end the strike?"),
        ("Do the dockers go back?", ("Osmo Dolan",), "Do the dockers go back?"),
    ],
)
def test_a_question_that_names_nobody_is_asked_with_whom_it_is_about(
    question: str, actors: tuple[str, ...], asked: str
) -> None:
    item = replace(ITEM, question=question, actors=actors, anchors="strike")
    cast = (Actor(name="Harbour Council", kind="organization"), Actor(name="Osmo Dolan"), Actor(name="Dockers"))
    story = Story(slug="s", title="The strike", actors=(*cast, Actor(name=r"K\1")), watch_items=(item,))
    assert in_full(item, story) == asked
    reader = Saying(none=1.0)
    judge(
        Matcher(story).match(entry(f"{(actors or ('Dockers',))[0]} and dockers return as strike ends")), story, reader
    )
    assert set(reader.asked) == {asked}
