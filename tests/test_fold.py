"""The same report told again, the same happening told by others, and from which newsroom. All texts are invented."""

import random
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.blocks.plainly import plainly
from bot.domain.entry import Entry
from bot.domain.evidence import Evidence, Stance, Whose
from bot.domain.story import Actor, Feed, Grade, Source, Story, WatchItem
from watchers.fold.copies import WIRE_ALIKE, WIRE_WORDS, copied
from watchers.fold.developments import evidence_from, fold
from watchers.fold.origins import origin_of
from watchers.fold.tellings import telling
from watchers.fold.withdrawals import taken_back
from watchers.judge.judgements import judge
from watchers.match.matcher import Matcher

NOW = datetime(2026, 5, 1, 12, tzinfo=UTC)
STORY = Story(
    slug="invented",
    title="Invented",
    sources=(
        Source(name="Daily Lantern", grade=Grade.B, owner="Lantern Group"),
        Source(name="Evening Lantern", grade=Grade.C, owner="Lantern Group"),
    ),
    actors=(Actor(name="Auria"), Actor(name="Belmont")),
    watch_items=(WatchItem(id="pact", question="Do Auria and Belmont sign a pact?", anchors="pact"),),
)
WIRE = (
    "Auria and Belmont on Friday put their names to a pact that ends eleven months of quarrels over the river, "
    "officials of both sides told reporters in the old town hall."
)


def told(number: int, title: str, *, outlet: str, summary: str = "", hours: int = 0, link: str = "") -> Evidence:
    entry = Entry(
        id=str(number), title=title, summary=summary, outlet=outlet, link=link or f"https://x.example/{number}"
    )
    judgement = judge(Matcher(STORY).match(entry), STORY)[0]
    return evidence_from(judgement, entry, key=str(number), story=STORY, seen=NOW + timedelta(hours=hours))


FIRST = fold(told(1, "Auria and Belmont sign pact", outlet="Daily Lantern", summary=WIRE), (), STORY)


def test_the_first_report_is_its_own_development_and_its_owner_is_its_origin() -> None:
    assert (FIRST.development, FIRST.origin, FIRST.grade, FIRST.copy_of) == (FIRST.id, "Lantern Group", Grade.B, "")


@pytest.mark.parametrize(
    "copy",
    [
        told(2, "Auria and Belmont sign pact - The Mirror", outlet="The Mirror", hours=1),
        told(3, "LIVE: Auria and Belmont sign pact", outlet="The Mirror", hours=1),
        told(
            4,
            "A pact for Auria",
            outlet="The Mirror",
            summary=WIRE + " More follows.",
            hours=1,
            link="https://www.x.example/1/?utm_source=a",
        ),
    ],
    ids=["same title", "label", "same link"],
)
def test_a_copy_takes_the_origin_and_repeats(copy: Evidence) -> None:
    folded = fold(copy, (FIRST,), STORY)
    assert (folded.copy_of, folded.origin, folded.development) == (FIRST.id, "Lantern Group", FIRST.id)
    assert folded.stance is Stance.REPEATS


def test_the_page_a_query_names_is_another_page() -> None:
    """Copies never count: "?id=2" was taken for "?id=1", and the contrary of a report stayed in its thread."""
    first = told(1, "Auria rejects pact", outlet="One", link="https://x.example/story?id=1")
    second = told(2, "Auria and Belmont sign pact", outlet="One", link="https://x.example/story?id=2")
    assert not fold(second, (first,), STORY).copy_of


@pytest.mark.parametrize(
    ("title", "outlet", "copy"),
    [
        ("Auria and Belmont ready to sign pact - army rejects it", "The Mirror", False),
        ("Auria and Belmont ready to sign pact - minister confirms - The Mirror", "The Mirror", True),
        ("UPDATE 2-Auria and Belmont ready to sign pact - minister confirms - Reuters", "The Mirror", True),
    ],
)
def test_only_a_newsroom_signs_a_headline(title: str, outlet: str, copy: bool) -> None:
    first = told(1, "Auria and Belmont ready to sign pact - minister confirms", outlet="One")
    assert bool(fold(told(2, title, outlet=outlet, hours=1), (first,), STORY).copy_of) is copy


def test_wire_text_under_another_headline_is_a_copy() -> None:
    first = fold(told(1, "Auria and Belmont sign pact", outlet="One", summary=WIRE * 3), (), STORY)
    again = fold(told(2, "Auria, Belmont sign pact", outlet="Two", summary=WIRE * 3, hours=2), (first,), STORY)
    assert again.copy_of == first.id
    assert again.origin == "One"


@pytest.mark.parametrize(
    ("summary", "copy"),
    [
        (WIRE, True),
        (f"{WIRE[:110]}…", True),
        (f"{WIRE} The Mirror has more on this on its pages for the weekend.", True),
        (f"OLD TOWN — {WIRE}", True),
        (f"OLD TOWN, May 1 (Wire Two) - {WIRE}", True),
        (" ".join(WIRE.split()[:10]), False),
        (
            "Eleven months of quarrels ended on Friday in the old town hall as Belmont and Auria signed their pact.",
            False,
        ),
    ],
    ids=["the same", "cut", "longer", "placed", "credited to nobody known", "too little", "its own words"],
)
def test_one_wire_text_is_one_report_under_whatever_headlines(summary: str, copy: bool) -> None:
    """Four papers that headed one text of 30 words as they liked were four origins, and "yes" was proposed."""
    folded = fold(
        told(2, "River quarrel over: Belmont and Auria ink pact", outlet="The Mirror", summary=summary), (FIRST,), STORY
    )
    assert (bool(folded.copy_of), folded.origin) == (copy, "Lantern Group" if copy else "The Mirror")


def test_a_text_that_is_almost_a_copy_says_by_how_much_it_is_none() -> None:
    """It said "its own newsroom", and a reader who saw one text twice could not tell why it counted twice."""
    edited = WIRE.replace("Friday", "Saturday").replace("eleven months", "long months")
    folded = fold(told(2, "Belmont and Auria ink pact", outlet="The Mirror", summary=edited), (FIRST,), STORY)
    assert not folded.copy_of
    (missed,) = (w for w in folded.why if "no copy" in w)
    assert missed == "no copy of Daily Lantern's report: text alike at 0.76, 0.9 asked for"
    said = "no copy of Daily Lantern's report: 76% of both texts are the same, and a copy has 90%"
    assert plainly([missed]) == [said]
    other = fold(told(3, "Auria and Belmont seal pact", outlet="One"), (FIRST,), STORY)
    assert not any("no copy" in w for w in (*FIRST.why, *other.why))


def test_a_stock_sentence_makes_no_copies() -> None:
    stock = "This is a breaking story and will be updated as more comes in; come back to this page for the latest."
    first = fold(told(1, "Auria and Belmont sign pact", outlet="One", summary=stock), (), STORY)
    assert not fold(told(2, "Pact signed by Auria", outlet="Two", summary=stock), (first,), STORY).copy_of


def test_what_an_outlet_writes_next_over_its_standing_text_is_no_copy() -> None:
    standing = "Auria and Belmont are talking about a pact on the river; here is all we know of who wants what and why."
    first = fold(told(1, "Auria and Belmont near pact", outlet="One", summary=standing), (), STORY)
    assert not fold(told(2, "Auria: pact will take weeks", outlet="One", summary=standing), (first,), STORY).copy_of


def test_a_text_whose_new_headline_tells_the_outcome_is_heard_and_is_no_further_origin() -> None:
    text = (
        "Ministers of Auria and Belmont met for three days in the old town hall to settle who may use the water of "
        "the river after eleven months of quarrels over dams and mills."
    )
    first = fold(told(1, "Auria and Belmont close to pact", outlet="One", summary=text), (), STORY)
    second = fold(told(2, "Auria and Belmont sign pact", outlet="Two", summary=text, hours=1), (first,), STORY)
    assert (second.copy_of, second.origin, second.whose) == ("", "One", Whose.NEWSROOM)
    assert "the text of One's report under a headline that says more: origin One" in second.why
    third = told(3, "Auria, Belmont sign river pact at last", outlet="Three", summary=text, hours=2)
    assert fold(third, (first, second), STORY).copy_of == second.id


def test_a_paper_that_is_cited_for_what_it_has_from_another_is_no_further_origin() -> None:
    """Its copy was none, but whoever cited the copy proposed an answer with it; once it has a report of its own it is one."""
    paper = Source(name="Morning Post", grade=Grade.C)
    feed = Feed(url="http://morning.invalid/rss", source=paper.name)
    story = replace(STORY, sources=(*STORY.sources, paper), feeds=(feed,))
    copy = fold(told(2, "A pact for Auria", outlet="Morning Post", summary=WIRE, hours=1), (FIRST,), story)
    cites = told(3, "Morning Post: Auria and Belmont sign river pact", outlet="The Mirror", hours=2)
    folded = fold(cites, (FIRST, copy), story)
    assert (copy.copy_of, folded.origin, folded.whose) == (FIRST.id, FIRST.origin, Whose.NEWSROOM)
    assert "Morning Post has it from Lantern Group" in folded.why
    own = fold(told(4, "Belmont seals pact with Auria at midnight", outlet="Morning Post", hours=1), (FIRST,), story)
    assert fold(cites, (FIRST, copy, own), story).origin == "Morning Post"
    theirs = replace(cites, outlet="Daily Lantern")
    assert fold(theirs, (FIRST, copy), story).whose is Whose.OUTLET


def test_a_paper_that_still_has_the_text_its_agency_took_back_is_a_copy_and_says_nothing() -> None:
    """The withdrawn report was the agency's word again, and the channel was told of it."""
    first = taken_back(FIRST, "WITHDRAWN: Auria and Belmont sign pact")
    late = told(2, "Auria and Belmont sign pact", outlet="The Mirror", summary=WIRE, hours=1)
    assert fold(late, (first,), STORY).copy_of == first.id


def test_another_newsroom_in_its_own_words_is_the_same_development_and_another_origin() -> None:
    folded = fold(
        told(5, "River quarrel over as Belmont inks pact with its neighbour", outlet="Harbour News"), (FIRST,), STORY
    )
    assert (folded.development, folded.origin, folded.copy_of) == (FIRST.id, "Harbour News", "")
    assert folded.stance is not Stance.REPEATS


def test_another_phase_is_another_development() -> None:
    folded = fold(told(6, "Auria and Belmont call off pact", outlet="Harbour News"), (FIRST,), STORY)
    assert folded.development == folded.id


def test_what_is_about_to_happen_and_what_happened_are_two_developments() -> None:
    before = fold(told(1, "Auria and Belmont about to sign pact", outlet="One"), (), STORY)
    folded = fold(told(2, "Auria and Belmont sign pact", outlet="Two", hours=3), (before,), STORY)
    assert folded.development == folded.id
    assert "yet to come" in folded.why[-1]


def test_after_the_window_it_is_news_again() -> None:
    folded = fold(told(7, "Auria and Belmont sign pact", outlet="Harbour News", hours=49), (FIRST,), STORY)
    assert folded.development == folded.id
    assert not folded.copy_of


RIVER = "Auria and Belmont sign long-awaited pact on river after night of talks"


@pytest.mark.parametrize(
    ("title", "outlet", "summary", "days", "copy"),
    [
        (RIVER, "Harbour News", "", 3, True),
        (RIVER, "Harbour News", "", 6, True),
        (RIVER, "Harbour News", "", 8, False),
        (RIVER, "Daily Lantern", "", 3, False),
        ("Belmont and Auria: ink on river pact", "Harbour News", WIRE, 3, True),
        ("Auria and Belmont sign pact on river", "Harbour News", "", 3, False),
    ],
    ids=["title", "late", "too late", "its own outlet's next", "text", "other title"],
)
def test_a_late_copy_is_a_copy(title: str, outlet: str, summary: str, days: int, copy: bool) -> None:
    """The same title two days and an hour later was a second origin, and "yes" was proposed."""
    first = fold(told(1, RIVER, outlet="Daily Lantern", summary=WIRE), (), STORY)
    folded = fold(told(2, title, outlet=outlet, summary=summary, hours=24 * days), (first,), STORY)
    assert bool(folded.copy_of) is copy
    assert folded.development == (first.id if copy else folded.id)


def test_a_title_that_comes_back_every_week_is_no_late_copy() -> None:
    first = fold(told(1, "Auria and Belmont resume pact talks", outlet="One"), (), STORY)
    again = told(2, "Auria and Belmont resume pact talks", outlet="Two", hours=80)
    assert not fold(again, (first,), STORY).copy_of


def test_a_short_title_is_anybodys() -> None:
    one = told(8, "Auria pact", outlet="One")
    assert not fold(told(9, "Auria pact", outlet="Two"), (one,), STORY).copy_of


def test_folding_gives_the_same_answer_in_whatever_order_the_recent_ones_come() -> None:
    second = fold(told(5, "Belmont inks pact with its neighbour", outlet="Harbour News", hours=1), (FIRST,), STORY)
    third = told(10, "Belmont inks pact with its neighbour", outlet="Mirror", hours=2)
    assert fold(third, (FIRST, second), STORY) == fold(third, (second, FIRST), STORY)
    assert fold(third, (FIRST, second), STORY).copy_of == second.id


@pytest.mark.parametrize(
    ("title", "summary", "origin"),
    [
        ("Auria signs pact", "", "Harbour News"),
        ("Auria signs pact - Reuters", "", "Reuters"),
        ("Auria signs pact", "HARBOUR TOWN, May 1 (Reuters) - Auria signed.", "Reuters"),
        ("Auria signs pact", "Auria signed, the Associated Press reported.", "AP"),
        ("Auria signs pact, according to Axios", "", "Axios"),
        ("Auria signs pact", "By AFP\nAuria signed.", "AFP"),
        ("Aurian state media: pact signed", "", "Aurian state media"),
        ("Auria signs pact", "Auria signed. Staff wrote this.", "Harbour News"),
    ],
)
def test_the_origin_is_the_newsroom_the_text_names(title: str, summary: str, origin: str) -> None:
    assert origin_of(title, summary, "Harbour News", STORY)[0] == origin


def test_texts_are_copies_exactly_where_nine_tenths_of_their_word_pairs_are_shared() -> None:
    """Most pairs are told apart by their lengths alone: that must never decide otherwise."""
    dice = random.Random(1)
    words = [f"w{n}" for n in range(40)]
    verdicts = set()
    for number in range(400):
        text = [*words[: dice.randint(8, 40)]]
        other = [w for w in text if dice.random() > 0.03] + dice.choices(words, k=dice.choice((0, 0, 0, 1, 4)))
        a, b = (
            telling(title=f"t{side}{number}", summary=" ".join(told), link="", outlet="", at=NOW)
            for side, told in enumerate((text, other))
        )
        alike = len(a.pairs & b.pairs) / len(a.pairs | b.pairs) >= WIRE_ALIKE
        expected = alike and min(len(a.pairs), len(b.pairs)) >= WIRE_WORDS
        assert bool(copied(a, b)) == expected
        verdicts.add(expected)
    assert verdicts == {True, False}


def of_states(*told_by: str) -> list[str]:
    """The origins as which reports count that credit these, one after another, each in its own words."""
    story = replace(
        STORY, actors=(Actor(name="Auria", aliases=("Aurian",)), Actor(name="Belmont", aliases=("Belmontese",)))
    )
    deeds = ("sign pact", "ink pact", "seal river pact", "put names to pact", "conclude pact")
    recent: list[Evidence] = []
    for number, (deed, credit) in enumerate(zip(deeds, told_by, strict=False)):
        one = told(number, f"Auria and Belmont {deed}, {credit}", outlet=f"Paper {number}", hours=number)
        recent.append(fold(one, recent, story))
    return [e.origin for e in recent]


@pytest.mark.parametrize(
    ("told_by", "origins"),
    [
        (("Aurian state TV says", "Auria's state-run news agency says"), ["Auria's state media"]),
        (("Aurian state TV says", "state media say"), ["Auria's state media"]),
        (("state media say", "Aurian state media say", "state TV says"), ["state media"]),
        (("Aurian state TV says", "Belmontese state TV says"), ["Auria's state media", "Belmont's state media"]),
        (
            ("state media say", "Aurian state TV says", "Belmontese state TV says", "state radio says"),
            ["state media", "Belmont's state media"],
        ),
        (("Aurian state TV says", "Reuters says"), ["Auria's state media", "Reuters"]),
    ],
    ids=["one state's", "nobody's after", "nobody's before", "two states'", "nobody's and two", "an agency's"],
)
def test_a_state_s_newsrooms_are_one_origin_and_two_states_are_two(
    told_by: tuple[str, ...], origins: list[str]
) -> None:
    """ "State media said" and "Aurian state media reported" were two origins, and "yes" was proposed."""
    assert list(dict.fromkeys(of_states(*told_by))) == origins


def test_a_state_s_own_source_is_no_further_origin_beside_state_media_that_nobody_named() -> None:
    """The source's own report after "state media say" was a second origin, and proposed an answer; before it, it was none."""
    theirs = Source(name="Aurian State TV", grade=Grade.D, owner="Aurian state")
    story = replace(STORY, sources=(*STORY.sources, theirs))
    first = fold(told(1, "Auria and Belmont sign pact, state media say", outlet="The Mirror"), (), story)
    own = fold(told(2, "Auria and Belmont sign a river pact", outlet=theirs.name, hours=1), (first,), story)
    assert (own.origin, own.whose) == (first.origin, Whose.OUTLET)
    itself = fold(told(3, "Pact signed by Auria and Belmont, state TV says", outlet=theirs.name), (), story)
    assert (itself.origin, itself.whose) == ("Aurian state", Whose.OUTLET)


OWN = Story(
    slug="ferry",
    title="Ferry",
    sources=(
        Source(name="Coastal Press Agency", grade=Grade.A),
        Source(name="Isle Times", grade=Grade.B, owner="Isle Group"),
        Source(name="Aurian Ministry of Ports", grade=Grade.C),
        Source(name="Lighthouse", grade=Grade.C),
    ),
    feeds=(Feed(url="http://lighthouse.invalid/rss", source="Lighthouse"),),
)


@pytest.mark.parametrize(
    ("title", "summary", "origin"),
    [
        ("Ferry firm close to contract, Coastal Press Agency reports", "", "Coastal Press Agency"),
        ("Coastal Press Agency: ferry contract signed", "", "Coastal Press Agency"),
        ("Ferry contract signed - Isle Times", "", "Isle Group"),
        ("Ferry contract signed", "It was signed on Monday, according to Lighthouse.", "Lighthouse"),
        ("Ferry contract signed, says Aurian Ministry of Ports", "", "Northern Post"),
        ("Ferry contract signed", "The Ministry of Ports said so.", "Northern Post"),
    ],
)
def test_a_newsroom_only_this_desk_knows_is_the_origin_of_what_others_have_from_it(
    title: str, summary: str, origin: str
) -> None:
    """Copies of the desk's own agency counted as confirmation of it, one newsroom each."""
    assert origin_of(title, summary, "Northern Post", OWN)[0] == origin
