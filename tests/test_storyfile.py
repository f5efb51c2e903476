"""Story files: what an editor may write, what comes out, and what is said of a wrong one."""

import time
from datetime import date
from pathlib import Path

import pytest

from bot.domain.story import (
    Actor,
    Attribution,
    Claim,
    Direction,
    Feed,
    Grade,
    Polarity,
    Signal,
    Source,
    Story,
    WatchItem,
    Weight,
)
from bot.errors import CommandError, Problem, StoryFileError
from bot.storyfile import dump_story, load_story, read_story, shipped_stories, shipped_story

SMALL = "slug: harbour\ntitle: The harbour strike\nactors: [Dockers]\n"


def read(more: str = "", *, base: str = SMALL) -> Story:
    return read_story(base + more, name="test.yaml")


def problems(text: str) -> tuple[Problem, ...]:
    with pytest.raises(StoryFileError) as caught:
        read_story(text, name="test.yaml")
    return caught.value.problems


def only(text: str) -> Problem:
    found = problems(text)
    assert len(found) == 1, found
    return found[0]


def test_slug_title_and_an_actor_are_enough() -> None:
    assert read() == Story(slug="harbour", title="The harbour strike", actors=(Actor(name="Dockers"),))


def test_keys_without_a_value_count_as_left_out() -> None:
    assert read("feeds:\nthesis: ''\nchannels: ~\n") == read()


def test_a_bare_text_is_accepted_where_it_is_natural() -> None:
    story = read(
        "sources: [Reuters]\n"
        "feeds: https://example.org/rss\n"
        "claims:\n  - text: They strike\n    attributions: Reuters\n    actors: Dockers\n    supported_by: dockers strike\n"
        "watch_items:\n  - question: Does the strike end?\n    anchors: [strike, wage talks]\n    signals: strike over\n"
        "channels: '#desk'\n"
    )
    assert story.sources == (Source(name="Reuters"),)
    assert story.feeds == (Feed(url="https://example.org/rss", source="example.org"),)
    assert story.claims[0].attributions == (Attribution(source="Reuters"),)
    assert story.claims[0].supported_by == ("dockers strike",)
    assert story.watch_items[0].signals == (Signal(words="strike over"),)
    assert story.watch_items[0].anchors == 'strike|"wage talks"'
    assert story.channels == ("desk",)


def test_ids_come_from_the_text_where_none_is_given() -> None:
    story = read(
        "claims:\n  - The pact was not signed\n  - The pact was signed late\n  - Договора нет\n  - text: x y\n    id: claim-3\n"
    )
    assert [c.id for c in story.claims] == ["pact-not-signed", "pact-signed-late", "claim-3-2", "claim-3"]


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_a_text_that_would_have_an_id_another_has_is_told_apart_by_hand(order: tuple[int, int]) -> None:
    """It was numbered, and once the other was taken out it had that one's id, and its answer."""
    items = ("  - {id: pact-signed, question: Does Avalon sell?}\n", "  - question: Is the pact signed?\n")
    with pytest.raises(StoryFileError, match=r'"pact-signed" would be the id of this and of the one on line \d+'):
        read("watch_items:\n" + "".join(items[n] for n in order))


def test_two_texts_that_would_have_one_id_are_told_apart_by_hand() -> None:
    """Numbered by their order they would change places, and their answers with them, at the next edit."""
    two = "watch_items:\n  - question: Does the House pass the harbour sale bill before the summer recess?\n"
    two += "  - question: Does the House pass the harbour sale bill before the winter recess?\n"
    with pytest.raises(StoryFileError, match=r"would be the id of this and of the one on line \d+"):
        read(two)


def test_every_scalar_stays_what_was_typed() -> None:
    """YAML would make Norway false and a date an object."""
    story = read(base="slug: no\ntitle: 2026-05-07\nactors: [{name: Norway, aliases: [NO, 007, 'on']}]\n")
    assert (story.slug, story.title) == ("no", "2026-05-07")
    assert story.actors[0].aliases == ("NO", "007", "on")


def test_names_are_brought_to_one_spelling() -> None:
    story = read(
        "sources: [{name: Reuters, grade: a}]\n"
        "feeds: [{url: 'https://example.org/a', source: reuters}]\n"
        "claims: [{text: A claim, actors: [unions, DOCKERS], attributions: REUTERS}]\n",
        base="slug: s\ntitle: t\nactors: [{name: Dockers, aliases: [unions, Dockers, unions]}]\n",
    )
    assert story.sources[0].grade is Grade.A
    assert story.feeds[0].source == "Reuters"
    assert story.claims[0].actors == ("Dockers",)
    assert story.claims[0].attributions[0].source == "Reuters"
    assert story.actors[0].aliases == ("unions",)


def test_an_unlisted_source_is_fine_and_ungraded() -> None:
    story = read("claims: [{text: A claim, attributions: [Harbour Post]}]\n")
    assert story.source(story.claims[0].attributions[0].source).grade is Grade.F


def full_story() -> Story:
    return Story(
        slug="harbour-2",
        title="The harbour: a strike, and 'what' follows",
        thesis="It ends when the money does. " * 20 + "So: wait.",
        sources=(Source(name="NO"), Source(name="Post", grade=Grade.B, owner="null")),
        feeds=(Feed(url="https://example.org/rss?a=b&c=d", source="Post"),),
        actors=(
            Actor(name="Dockers", aliases=("докеры", "تهران", "جمهوری\u200cخواه", "true", "1.0"), kind="union"),
            Actor(name="*Port*"),
        ),
        claims=(
            Claim(
                id="no-deal",
                text="No deal: yet",
                negative=True,
                attributions=(
                    Attribution(source="Post", url="https://example.org/1", date=date(2026, 5, 7), quote="no"),
                ),
                actors=("Dockers",),
                supported_by=('"no deal" -not',),
                refuted_by=("deal signed", "a|b c"),
            ),
        ),
        watch_items=(
            WatchItem(
                id="ends",
                question="Does it end?",
                actors=("Dockers", "*Port*"),
                anchors='strike|"work stoppage"',
                polarity=Polarity.ENDS,
                resolves_yes_if="# it ends",
                resolves_no_if="- it goes on",
                resolve_by=date(2026, 12, 31),
                if_yes="Ships come in.",
                if_no="Ships go by.",
                signals=(
                    Signal(words="strike over", weight=Weight.DECISIVE),
                    Signal(words="talks fail", direction=Direction.AWAY),
                ),
            ),
        ),
        channels=("desk",),
    )


def test_what_is_dumped_reads_back_equal() -> None:
    story = full_story()
    assert read_story(dump_story(story), name="dump") == story


def test_every_shipped_story_reads_back_equal() -> None:
    for slug in shipped_stories():
        story = shipped_story(slug)
        assert read_story(dump_story(story), name="dump") == story


def test_a_dump_is_readable() -> None:
    text = dump_story(full_story())
    assert text.startswith("slug: harbour-2\ntitle: ")
    order = [line.split(":")[0] for line in text.splitlines() if line[:1].isalpha()]
    assert order == ["slug", "title", "thesis", "sources", "feeds", "actors", "claims", "watch_items", "channels"]
    assert "date: 2026-05-07" in text
    assert "докеры" in text
    assert "direction: toward\n" not in text, "a default is left out"
    assert "grade: F" not in text


WRONG = """\
slug: Harbour Strike
titel: The strike
sources:
  - {name: Reuters, grade: G}
  - {name: reuters}
feeds:
  - www.example.org/rss
  - {url: "https://u:p@example.org/", source: Reutres}
actors:
  - {name: Dockers, aliases: [Port, x]}
  - {name: Owners, aliases: [dockers]}
claims:
  - id: c1
    text: One
    actors: [Dokkers]
    supported_by: a||b
    attributions: [{source: Post, date: 7 May}]
    negative: maybe
  - {id: c1, text: Two}
watch_items:
  - question: Does it end?
    polarity: end
    signals:
      - {words: strike over, direction: towards}
      - {words: "strike", wieght: strong}
    resolve_by: 2026-02-30
channels: [a b]
"""


def test_a_wrong_file_gets_every_error_at_once() -> None:
    found = problems(WRONG)
    assert [(p.line, p.where) for p in found] == [
        (1, "slug"),
        (1, "title"),
        (2, "titel"),
        (4, "sources[0].grade"),
        (5, "sources[1].name"),
        (7, "feeds[0].url"),
        (8, "feeds[1].source"),
        (8, "feeds[1].url"),
        (10, "actors[0].aliases[1]"),
        (11, "actors[1].aliases[0]"),
        (15, "claims[0].actors[0]"),
        (16, "claims[0].supported_by[0]"),
        (17, "claims[0].attributions[0].date"),
        (18, "claims[0].negative"),
        (19, "claims[1].id"),
        (22, "watch_items[0].polarity"),
        (24, "watch_items[0].signals[0].direction"),
        (25, "watch_items[0].signals[1].wieght"),
        (26, "watch_items[0].resolve_by"),
        (27, "channels[0]"),
    ]


@pytest.mark.parametrize(
    ("where", "suggestion"),
    [
        ("slug", 'Did you mean "harbour-strike"?'),
        ("titel", 'Did you mean "title"?'),
        ("feeds[0].url", "Did you mean https://www.example.org/rss?"),
        ("feeds[1].source", 'Did you mean "Reuters"? If it is another one, list it under sources.'),
        ("actors[1].aliases[0]", "Leave it to one of them; Dockers is on line 10."),
        ("claims[0].actors[0]", 'Did you mean "Dockers"?'),
        ("claims[0].attributions[0].date", "Write year-month-day, like 2026-05-07."),
        ("watch_items[0].polarity", 'Did you mean "ends"?'),
        ("watch_items[0].signals[0].direction", 'Did you mean "toward"?'),
        ("watch_items[0].signals[1].wieght", 'Did you mean "weight"?'),
    ],
)
def test_errors_come_with_a_suggestion(where: str, suggestion: str) -> None:
    text = WRONG.replace("  - {name: reuters}\n", "  - {name: Post}\n")
    assert next(p for p in problems(text) if p.where == where).suggestion == suggestion


def test_the_error_reads_as_a_list_an_editor_can_work_through() -> None:
    with pytest.raises(StoryFileError) as caught:
        read_story(SMALL + "thesys: x\n", name="harbour.yaml")
    assert str(caught.value) == (
        'harbour.yaml: 1 problem\n  line 4: thesys: "thesys" is not a key here. Did you mean "thesis"?'
    )


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("", 1, "empty"),
        ("# nothing\n", 1, "empty"),
        ("- a\n- b\n", 1, "group of keys, not a list"),
        ("hello", 1, "group of keys, not text"),
        ("slug: a\n\ttitle: b\n", 2, "a tab"),
        ("slug: a\ntitle: [b\n", 3, "not YAML"),
        ("slug: a\ntitle: b: c\n", 2, "not YAML"),
        ("a: [1]\nb: &x [2]\n", 2, "anchors"),
        ("a: !!python/object/apply:os.system [ls]\n", 1, "tag"),
        ("slug: a\n---\nslug: b\n", 2, "second document"),
        ("[" * 100_000, 1, "nested too deep"),
        (SMALL + "thesis: a\x07b\n", 4, "invisible character (U+0007)"),
        (SMALL + "thesis: a\u202eb\n", 4, "invisible character (U+202E)"),
        (SMALL + 'thesis: "a\\u202eb"\n', 4, "invisible character (U+202E)"),
        (SMALL + f"thesis: {'a' * 3001}\n", 4, "3001 characters"),
        (SMALL + f"watch_items: [{'a' * 301}]\n", 4, "301 characters"),
        (SMALL + "thesis: [a]\n", 4, "must be text, not a list"),
        (SMALL + "feeds: {a: b}\n", 4, '"a" is not a key'),
        (SMALL + "slug: other\n", 4, "second time"),
        ("slug: health\ntitle: t\nactors: A.B.\n", 1, "a word of the /watch command"),
        ("slug: s\ntitle: t\nactors: []\n", 3, "at least one"),
        (f"slug: {'s' * 41}\ntitle: t\nactors: [Iran]\n", 1, "not a short name"),
        ("x" * 1_000_001, 1, "1,000,001 characters"),
    ],
)
def test_a_hopeless_text_gets_a_sentence_and_a_line(text: str, line: int, words: str) -> None:
    found = problems(text)
    assert any(p.line == line and words in p.what for p in found), found


def test_an_alias_bomb_is_refused_before_it_grows() -> None:
    levels = "".join(f"l{i}: &l{i} [*l{i - 1}, *l{i - 1}, *l{i - 1}]\n" for i in range(1, 40))
    assert all("anchors" in p.what for p in problems("l0: &l0 [x, x]\n" + levels))


def test_a_file_full_of_nearly_right_names_is_read_in_seconds() -> None:
    known = "".join(f"- name: Aource {n}\n" for n in range(8_000))
    named = "".join(f"- text: c{n}\n  actors: [Iran {n}]\n  attributions: [Source {n}]\n" for n in range(8_000))
    began = time.perf_counter()
    assert problems(f"slug: a\ntitle: b\nactors: [Iran]\nsources:\n{known}claims:\n{named}")
    assert time.perf_counter() - began < 15  # 3 s on a quiet machine; minutes before


def test_every_tab_is_named() -> None:
    assert [p.line for p in problems("slug: a\n\ttitle: b\n\tactors: c\n")] == [2, 3]


def test_a_file_full_of_errors_shows_the_first_two_hundred() -> None:
    text = SMALL + "claims:\n" + "".join(f"  - wrong{i}: x\n" for i in range(300))
    found = problems(text)
    assert len(found) == 201
    assert found[-1].what == "400 more problems are not shown."


def test_long_values_are_quoted_short() -> None:
    assert len(only(SMALL + f"feeds: {'x' * 1500}\n").what) < 150


def test_windows_line_ends_and_a_byte_order_mark_change_nothing() -> None:
    assert read(base="\ufeff" + SMALL.replace("\n", "\r\n")) == read()


def test_a_file_that_is_not_utf8_says_where(tmp_path: Path) -> None:
    path = tmp_path / "latin.yaml"
    path.write_bytes(b"slug: a\ntitle: caf\xe9\nactors: [Iran]\n")
    with pytest.raises(StoryFileError, match=r"line 2: file: the text is not UTF-8"):
        load_story(path)


def test_a_file_that_is_not_there_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(StoryFileError, match="no such file"):
        load_story(tmp_path / "none.yaml")


def test_a_file_is_read_as_its_text_is(tmp_path: Path) -> None:
    path = tmp_path / "s.yaml"
    path.write_text(SMALL, encoding="utf-8")
    assert load_story(path) == read()


def test_an_alias_may_exclude_company() -> None:
    assert read(base="slug: s\ntitle: t\nactors: [{name: Georgia, aliases: ['Tbilisi -\"chess club\"']}]\n")
    assert "never closed" in only("slug: s\ntitle: t\nactors: ['Georgia -\"Atlanta']\n").what


def test_a_story_that_does_not_ship_gets_a_suggestion() -> None:
    with pytest.raises(CommandError, match='Did you mean "russia-iran"'):
        shipped_story("russia-irna")
    with pytest.raises(CommandError, match=r"There is: .*russia-iran"):
        shipped_story("../../etc/passwd")


@pytest.mark.parametrize("words", ["trade agreement|trade deal", "step down|stand down", "resign|step down|quit"])
def test_a_phrase_torn_apart_by_a_bar_is_told(words: str) -> None:
    found = problems(SMALL + f"watch_items: [{{question: 'Is it so?', anchors: '{words}'}}]\n")
    assert any("parted from its phrase" in p.what and "quotation marks" in p.suggestion for p in found), found


@pytest.mark.parametrize(
    "words",
    [
        "memorandum|deal signed",
        "memorandum|memo US|Trump",
        '"step down"|quit',
        "called off",
        "Vance|Trump back|endorse",
    ],
)
def test_groups_that_must_occur_together_are_no_torn_phrase(words: str) -> None:
    told = read_story(SMALL + f"watch_items: [{{question: 'Is it so?', anchors: '{words}'}}]\n", name="test.yaml")
    assert told.watch_items[0].anchors == words


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("thesis: The strike at berth #4 goes on", 'the text ends with "The strike at berth"'),
        ("channels: [newsdesk]\nwatch_items:\n  - question: Is it over at berth #4?", "begins a comment"),
    ],
)
def test_a_number_sign_that_would_end_a_text_is_pointed_at(line: str, said: str) -> None:
    with pytest.raises(StoryFileError, match=said):
        read(line + "\n")
    assert read('thesis: "The strike at berth #4"  # as we call it\n').thesis == "The strike at berth #4"


def test_a_bar_in_a_name_and_words_for_both_sides_are_refused() -> None:
    with pytest.raises(StoryFileError, match="with a bar in it"):
        read(base="slug: x\ntitle: X\nactors: ['Houthis|Ansar']\n")
    twice = "watch_items:\n  - question: Is it over?\n    anchors: strike\n    signals:\n"
    twice += "      - {words: strike ends}\n      - {words: Strike  ends, direction: away}\n"
    with pytest.raises(StoryFileError, match="a signal toward and away"):
        read(twice)


def test_channels_are_written_as_slack_writes_them() -> None:
    assert read("channels: ['#NewsDesk', C0ABCDEFG]\n").channels == ("newsdesk", "C0ABCDEFG")


def test_a_word_file_is_called_one(tmp_path: Path) -> None:
    file = tmp_path / "story.docx"
    file.write_bytes(b"PK\x03\x04\xff\xfe")
    with pytest.raises(StoryFileError, match="Word file"):
        load_story(file)
