"""What the command draft makes of a file: a story file that says what to check, or one sentence that says what to do."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.briefing import NoBriefingError, decoded, draft, noted, to_story
from bot.cli.main import app
from bot.storyfile import dump_story, read_story

FOLDER = Path(__file__).parent / "data" / "briefings"
BRIEFINGS = sorted(FOLDER.glob("*.txt"))
SMALL = """A headline of ours
A dek that says a little more, “quoted” – and no more.
The Post reports that ships wait in the bay. It is the third week, and 40 crews have gone home.
The Post
Nobody knows for how long the port of Avalon will be shut to them.
What to watch
Whether insurers lower their premiums by 4 May.
"""


def told(raw: bytes) -> str:
    with pytest.raises(NoBriefingError) as caught:
        draft(decoded(raw))
    return str(caught.value)


@pytest.mark.parametrize(
    ("raw", "what", "to_do"),
    [
        (b"", "is empty", "put a headline, a dek and the paragraphs in it"),
        (b"\xef\xbb\xbf \n", "is empty", "put a headline"),
        (b"A headline\n" + b"A" * 49_000, "a word of 49,000 characters", "copy its text"),
        (b"%PDF-1.7\n\xe2\xe3\xcf\xd3", "a PDF", "copy its text"),
        (b"PK\x03\x04\x14\x00", "a Word document", "copy its text"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "an old Word document", "copy its text"),
        (rb"{\rtf1\ansi Ships wait}", "a rich text document", "copy its text"),
        (b"\x89PNG\r\n\x1a\n", "a picture", "copy its text"),
        (b"A headline\x00\x01\nand a dek", "no text", "copy its text"),
        (b"<!DOCTYPE html><html><body><p>Ships wait</p></body></html>", "source of a web page", "open the page"),
        (b"A headline\n<p>Ships wait in the bay.</p>\n", "source of a web page", "open the page"),
        (b"ships " * 900_000, "200,001 bytes or more", "give one article"),
        (b"ships " * 9_000, "54,000 characters", "give one article"),
        (b"A headline\nA dek\nShips \x81\x8d wait.\n", "cannot be read", "save it as UTF-8"),
        ("Заголовок\n".encode("koi8-r") * 9, "cannot be read", "save it as UTF-8"),
        ("Агентство сообщает, что суда ждут в бухте.\n".encode() * 9, "not seem to be English", "give a translation"),
        (
            b"Le journal rapporte que les navires attendent.\n" * 9,
            "not seem to be English",
            "give a translation",
        ),
        (
            b"A headline\nA dek of some words\nShips wait in the bay and nobody knows why.\n",
            "no claim",
            "say who reports",
        ),
        (b"A headline and nothing else", "no paragraphs", "add those that say who reports what"),
    ],
    ids=lambda value: value[:12] if isinstance(value, str) else None,
)
def test_a_file_that_is_no_briefing_is_answered_with_what_to_do(raw: bytes, what: str, to_do: str) -> None:
    said = told(raw[:200_001])
    assert what in said
    assert to_do in said


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_briefing_is_read_whatever_an_editor_saved_it_as(encoding: str) -> None:
    assert draft(decoded(SMALL.encode(encoding))).dek == "A dek that says a little more, “quoted” – and no more."


def test_the_command_prints_the_draft_or_the_sentence(tmp_path: Path) -> None:
    file = tmp_path / "briefing.txt"
    file.write_text(SMALL, encoding="utf-8")
    printed = CliRunner().invoke(app, ["story", "draft", str(file)])
    assert read_story(printed.stdout, name="draft").title == "A headline of ours"
    missing = CliRunner().invoke(app, ["story", "draft", str(tmp_path / "nothing.txt")])
    assert "nothing.txt cannot be read: no such file or directory." in str(missing.exception)


@pytest.mark.parametrize("path", BRIEFINGS, ids=lambda p: p.stem)
def test_a_draft_with_its_comments_reads_back_to_the_same_story(path: Path) -> None:
    found = draft(path.read_text(encoding="utf-8"))
    story = to_story(found)
    assert read_story(noted(dump_story(story), story, found), name="draft") == story


def test_comments_stand_where_an_editor_has_to_look() -> None:
    found = draft(SMALL)
    story = to_story(found)
    lines = noted(dump_story(story), story, found).splitlines()
    after = {line.strip(): lines[at + 1].strip() for at, line in enumerate(lines[:-1])}
    assert [line for line in lines if "named below the paragraph" in line] == [
        "      - The Post  # named below the paragraph, not in the sentence"
    ]
    assert after['# Say who or what "It" is.'].startswith("text: It is the third week")
    assert after["# The briefing names no source for it: add attributions, or delete it."].startswith(
        "text: Nobody knows"
    )
    assert "    negative: true  # goes stale after 3 days instead of 7" in lines
    assert after["# It names a date, 4 May: set resolve_by."].startswith("# The briefing does not say what follows")
    assert "# Nothing is polled until the story has feeds:" in lines


PLAIN = """\
Dockers of the port of Avalon have been on strike since 23 November, halting two thirds of all ships on the coast of the island. \
Their union wants a 35-hour week; the port has offered less.

The Post reports that the port is ready to raise its offer. Talks broke off on Friday.

The bus workers' union BVU said it would ballot its 12,000 members. Mayor Anna Berg said she would not resign.

Watch two things: whether the port raises its offer, and whether BVU joins the strike. If BVU joins, no bus will run.
"""


def test_a_briefing_without_a_headline_keeps_its_first_paragraph_and_says_so() -> None:
    """Its title was that paragraph, cut in mid-word, and what it says was no claim."""
    found = draft(PLAIN)
    story = to_story(found)
    lines = noted(dump_story(story), story, found).splitlines()
    at = next(n for n, line in enumerate(lines) if line.startswith("title: Dockers of the port"))
    assert lines[at - 1] == "# The briefing's first line is no headline, so this is how it begins. Write a title."
    assert story.title.endswith("coast of the island.")
    assert story.claims[0].text.startswith("Dockers of the port of Avalon")
    assert not draft(SMALL).headless


def test_watch_two_things_is_a_last_section() -> None:
    assert [w.question for w in to_story(draft(PLAIN)).watch_items] == [
        "Whether the port raises its offer",
        "Whether BVU joins the strike",
    ]


def test_what_the_line_under_the_headline_asks_is_a_question() -> None:
    asked = SMALL.replace("“quoted” – and no more.", "and asks. Can the mayor hold on to his office?")
    assert to_story(draft(asked)).watch_items[0].question == "Can the mayor hold on to his office?"


def test_who_says_it_of_themselves_is_named_where_a_claim_points_back() -> None:
    found = draft(PLAIN)
    story = to_story(found)
    text = noted(dump_story(story), story, found)
    assert '# Say who or what "It" is: perhaps BVU.\n    text: It would ballot its 12,000 members.' in text
    assert '# Say who or what "She" is: perhaps Anna Berg.\n    text: She would not resign.' in text


def test_a_draft_without_a_question_says_that_it_has_none() -> None:
    found = draft(SMALL.partition("What to watch")[0])
    story = to_story(found)
    assert noted(dump_story(story), story, found).endswith("add watch_items, with what the desk waits for.\n")
