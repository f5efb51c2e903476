"""What the commands print, as an editor reads it."""

import asyncio
import json
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot.cli.main import app
from bot.domain.evidence import Target, TargetKind
from bot.domain.ledger import LedgerLine, LineKind
from bot.domain.standing import Standing
from bot.store.importing import sign_up
from bot.store.store import open_store
from tests.conftest import NOW, ROOT
from watchers.link import semantic
from watchers.model import extra

SMALL = "slug: harbour\ntitle: The harbour\nactors: [Avalon]\n"
WATCHED = """
watch_items:
  - {question: "Is the pact signed?", anchors: pact, signals: [{words: pact off, direction: away, weight: strong}]}
feeds:
  - {url: "https://wire.invalid/rss", source: Harbour Wire}
"""


def watchdesk(*arguments: str, stdin: str = "") -> Result:
    return CliRunner().invoke(app, arguments, input=stdin)


@pytest.fixture
def story(tmp_path: Path) -> Path:
    path = tmp_path / "harbour.yaml"
    path.write_text(SMALL + WATCHED, "utf-8")
    return path


def test_a_checked_story_is_counted_in_words_people_write(story: Path) -> None:
    told = watchdesk("story", "check", str(story)).stdout
    assert told == f"{story}: harbour is well formed: 1 actor, 0 claims, 1 watch item, 1 feed.\n"


def test_a_story_nobody_would_ever_hear_of_is_said_to_be_one(story: Path) -> None:
    story.write_text(SMALL, "utf-8")
    result = watchdesk("story", "check", str(story))
    assert result.exit_code == 0, "it is well formed all the same"
    assert "0 feeds.\n    It names no feeds: nothing is read for it until it does.\n" in result.stdout
    assert "It has neither claims nor watch items" in result.stdout


def test_what_is_well_formed_and_will_hardly_work_is_said(story: Path) -> None:
    """A statement in place of a question, a lone word that decides, and a question about nobody of the story passed."""
    items = """
watch_items:
  - {question: Avalon convicted, anchors: verdict, signals: [{words: guilty|"found guilty", weight: decisive}]}
  - {question: "Will the mayor of Ferndale resign by Monday?", anchors: mayor}
  - {question: "Will the Avalonian fleet sail on Friday?", anchors: fleet, signals: [{words: fleet sails, weight: decisive}]}
  - {question: Whether the deal is signed, anchors: deal, signals: [{words: signed, weight: strong}]}
  - {question: Is the strike over?, anchors: strike, resolve_by: 2020-01-01, signals: [{words: 'talks "broke down" -break'}]}
"""
    story.write_text(SMALL + items, "utf-8")
    result = watchdesk("story", "check", str(story))
    assert result.exit_code == 0
    told = [line.strip() for line in result.stdout.splitlines() if "watch item " in line and "well formed" not in line]
    assert [line.partition(":")[0] for line in told] == ["watch item avalon-convicted"] * 2 + [
        "watch item mayor-ferndale-resign-monday",
        *["watch item strike-over"] * 2,
    ]
    assert "“Avalon convicted” asks nothing." in told[0]
    assert "“guilty” alone is decisive" in told[1]
    assert "it asks about Ferndale and names none of its actors: only reports that name Avalon count." in told[2]
    assert "its day, 2020-01-01, has passed" in told[3]
    assert "“-break” keeps out its own “broke down”." in told[4]


def test_a_folder_in_place_of_a_story_file_is_named() -> None:
    assert watchdesk("story", "check", ".").stderr.startswith(".:")


@pytest.mark.parametrize("command", [("story", "check"), ("explain", "--story"), ("feed", "check"), ("story", "list")])
def test_a_setting_that_means_nothing_is_named_whatever_the_command(
    command: tuple[str, ...], story: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Only those that open the store used to."""
    monkeypatch.chdir(story.parent)
    monkeypatch.setenv("WATCHDESK_MAX_POL_SECONDS", "9")
    arguments = (*command, str(story)) if command[1] != "list" else command
    told = watchdesk(*arguments).stderr
    assert (
        "WATCHDESK_MAX_POL_SECONDS is set in the environment, but means nothing; did you mean WATCHDESK_MAX_POLL_SECONDS?"
        in told
    )


def test_a_demo_takes_at_least_what_its_help_says() -> None:
    """A shorter one was taken, and took as long all the same."""
    assert "Invalid value for '--for'" in watchdesk("demo", "--for", "24").stderr


def test_a_request_url_that_is_none_is_refused() -> None:
    result = watchdesk("local-slack", "--request-url", "127.0.0.1:8686")
    assert "is no web address; the bot takes events at http://127.0.0.1:8686/slack/events" in str(result.exception)


def test_one_entry_is_one_entry(story: Path, tmp_path: Path) -> None:
    entries = tmp_path / "entries.jsonl"
    entries.write_text('{"title": "Avalon calls pact off"}\n', "utf-8")
    assert watchdesk("replay", "--story", str(story), str(entries)).stdout.endswith(
        "1 entry read: 1 alert in the channel, 0 in threads.\n"
    )


def test_a_replay_says_when_on_whose_word_and_that_hints_without_a_thread_are_told_nowhere(
    story: Path, tmp_path: Path
) -> None:
    """A weak hint read "(origin, 1 origin)", without a time, and counted as told in a thread that there was not."""
    entries = tmp_path / "entries.jsonl"
    rows = (("Avalon pact near", "2026-05-07T06:10:00+02:00"), ("Avalon calls pact off", "2026-05-08T07:00:00Z"))
    lines = [json.dumps({"title": t, "published": at, "outlet": "Harbour Wire", "link": f"https://w.invalid/{n}"})
             for n, (t, at) in enumerate(rows)]  # fmt: skip
    entries.write_text("\n".join(lines), "utf-8")
    told = watchdesk("replay", "--story", str(story), str(entries)).stdout
    assert "routine  2026-05-07 04:10 UTC  watch:" in told
    assert "(origin; 1 weak hint of yes; told nowhere)" in told
    assert "2026-05-08 07:00 UTC" in told
    assert "2 entries read: 1 alert in the channel, 0 in threads, 1 nowhere, as no thread was open." in told


@pytest.mark.parametrize("together", [True, False])
def test_a_changed_headline_is_replayed_as_one(story: Path, tmp_path: Path, together: bool) -> None:
    """The page came again with another title, and the replay said nothing of it: in another file it was an article read before."""
    row = {"id": "1", "outlet": "Harbour Wire", "link": "https://w.invalid/1", "published": "2026-05-08T07:00:00Z"}
    polls = [json.dumps({**row, "title": title}) for title in ("Avalon calls pact off", "Avalon at sea")]
    files = ["\n".join(polls)] if together else polls
    paths = [tmp_path / f"{number}.jsonl" for number in range(len(files))]
    for path, text in zip(paths, files, strict=True):
        path.write_text(text, "utf-8")
    told = watchdesk("replay", "--story", str(story), *map(str, paths)).stdout
    assert "“Avalon at sea” (Harbour Wire)\n         why: the headline changed" in told
    assert told.endswith("2 entries read: 1 alert in the channel, 1 in threads.\n")


@pytest.mark.parametrize(
    ("stdin", "said"), [("", "Nothing on standard input"), ("<?xml version='1.0'?><rss/>", "Standard input is a feed")]
)
def test_what_explain_cannot_read_at_all_is_one_sentence(story: Path, stdin: str, said: str) -> None:
    result = watchdesk("explain", "--story", str(story), stdin=stdin)
    assert result.exit_code == 1
    assert said in str(result.exception)


def test_blank_lines_before_the_first_count_as_lines(story: Path) -> None:
    told = watchdesk("explain", "--story", str(story), stdin='\n\n{"title": "Avalon"}\n{bad\n').stderr
    assert "standard input line 4:" in told


@pytest.mark.parametrize(
    ("date", "read"),
    [
        ("Sun, 29 Nov 2026 10:00:00 GMT", "10:00"),
        ("29 Nov 2026 10:00 +0200", "08:00"),
        ("2026-11-29T10:00:00Z", "10:00"),
        ("2026-11-29 10:00", "10:00"),
    ],
)
def test_a_date_is_read_as_feeds_write_it_too(story: Path, date: str, read: str) -> None:
    line = json.dumps({"title": "Avalon calls pact off", "published": date})
    (change,) = json.loads(watchdesk("explain", "--story", str(story), stdin=line).stdout)["changes"]
    assert change["published"] == f"2026-11-29T{read}:00+00:00"


@pytest.mark.parametrize(
    "date", ["yesterday", "Sun, 31 Feb 2026 10:00:00 GMT", "29.11.2026", "Sun, 29 Nov", f"29 Nov {10**30} 9:00"]
)
def test_a_date_that_cannot_be_read_is_told_how_to_be_written(story: Path, date: str) -> None:
    line = json.dumps({"title": "Avalon", "published": date})
    told = watchdesk("explain", "--story", str(story), stdin=line)
    assert told.stderr == "watchdesk: standard input line 1: published: write 2026-11-29T10:00:00Z.\n"
    assert told.exit_code == 1


def test_a_story_that_does_not_ship_is_a_sentence_with_those_that_do() -> None:
    result = watchdesk("replay", "--story", "nope", "entries.jsonl")
    assert (
        'No story "nope" ships with Watchdesk. There is: russia-iran. If it is imported, `watchdesk story export nope'
        in str(result.exception)
    )


@pytest.mark.parametrize(
    ("given", "named"),
    [
        ({}, "an unnamed outlet"),
        ({"link": "https://www.paper.invalid/1"}, "paper.invalid"),
        ({"outlet": "The Paper", "link": "https://other.invalid/1"}, "The Paper"),
        ({"source": "The Paper", "link": "https://other.invalid/1"}, "The Paper"),
    ],
)
def test_an_explained_entry_has_somebody_who_says_it(story: Path, given: dict[str, str], named: str) -> None:
    """An entry without an outlet read “ points to no”."""
    line = json.dumps({"title": "Avalon calls pact off", **given})
    (change,) = json.loads(watchdesk("explain", "--story", str(story), stdin=line).stdout)["changes"]
    assert change["outlet"] == named
    assert change["why"].startswith(f"{named} points to no")


def test_an_explained_entry_is_read_in_the_language_its_feed_declares(story: Path) -> None:
    """A rehearsal read as English what the feed itself, declared German, was read as."""

    def says(language: str) -> list[str]:
        line = json.dumps({"title": "Avalon unterzeichnet Pact", "language": language})
        return [str(x) for x in json.loads(watchdesk("explain", "--story", str(story), stdin=line).stdout)["why"]]

    assert not [x for x in says("") if "happened" in x]
    assert [x for x in says("de-AT") if "happened" in x]


def test_an_explained_entry_says_what_it_reads_like(story: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Switched off, and with a broken model, it does so by words alone; of what is broken there is a sentence."""
    claims = 'claims:\n  - {id: port, text: "Avalon keeps the old harbour company out", supported_by: [out for good]}\n'
    story.write_text(story.read_text("utf-8") + claims, "utf-8")
    line = json.dumps({"title": "Avalon shuts out old harbour company"})

    def explain() -> Result:
        return watchdesk("explain", "--story", str(story), stdin=line)

    monkeypatch.setenv("WATCHDESK_SEMANTIC", "off")
    off = explain()
    assert json.loads(off.stdout)["why"][-1].startswith("claim:port: reads like it (likeness by words 0.")
    assert off.stderr == ""
    monkeypatch.setenv("WATCHDESK_SEMANTIC", "on")
    monkeypatch.setattr(extra, "NEEDED", ())
    monkeypatch.setattr(semantic, "_file", lambda: story.parent / "model.onnx")
    broken = explain()
    assert broken.stdout == off.stdout
    assert "model.onnx cannot be read" in broken.stderr


@pytest.mark.parametrize(("needed", "said"), [((), "is installed"), (("no_such_package",), "is not installed")])
def test_help_says_whether_the_extra_is_installed_and_what_it_adds(needed: tuple[str, ...], said: str) -> None:
    code = f"from watchers.model import extra; extra.NEEDED = {needed}; from bot.cli.main import main; main()"
    done = subprocess.run([sys.executable, "-c", code, "--help"], cwd=ROOT, capture_output=True, text=True, check=True)
    told = " ".join(done.stdout.split())
    assert f"The extra `semantic` {said}: with it, which claim or watch item a report reads like" in told


def test_nothing_is_imported_where_one_of_the_files_is_wrong(story: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WATCHDESK_DATA_DIR", str(story.parent / "data"))
    wrong = story.parent / "wrong.yaml"
    wrong.write_text("slug: dam\ntitl: The dam\n", "utf-8")
    refused = watchdesk("story", "import", str(story), str(wrong))
    assert f"{wrong}: " in str(refused.exception), "of two folders' b.yaml nobody knew which"
    assert "titl" in str(refused.exception)
    assert "Nothing was imported; the other files neither." in str(refused.exception)
    assert "No stories yet" in watchdesk("story", "list").stdout


def test_a_long_title_is_listed_shortened(story: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One that a briefing was pasted into took twenty lines."""
    monkeypatch.setenv("WATCHDESK_DATA_DIR", str(story.parent / "data"))
    story.write_text(SMALL.replace("The harbour", "The sale of the harbour " * 12), "utf-8")
    watchdesk("story", "import", str(story))
    listed = watchdesk("story", "list")
    assert "…" in listed.stdout
    assert len(listed.stdout.splitlines()) < 10
    assert len(json.loads(watchdesk("story", "list", "--json").stdout)[0]["title"]) > 200, "programs are told all of it"


def test_an_import_says_who_follows_the_story(story: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It told the desk to follow in a channel what the file had made a channel follow."""
    monkeypatch.setenv("WATCHDESK_DATA_DIR", str(story.parent / "data"))
    assert "Follow it in a channel: /watch follow harbour" in watchdesk("story", "import", str(story)).stdout
    other = story.read_text("utf-8").replace("slug: harbour", "slug: dam") + "\nchannels: ['#city', desk]\n"
    story.write_text(other, "utf-8")
    told = watchdesk("story", "import", str(story)).stdout
    assert "dam: imported. These follow it once the bot runs and is in them: city, desk" in told

    async def found() -> None:
        async with open_store("", story.parent / "data") as store:
            await sign_up(store, "dam", "city", "C0CITY", by="x", now=NOW)

    asyncio.run(found())
    told = watchdesk("story", "import", str(story)).stdout
    assert "1 channel follows it. These follow it once the bot runs and is in them: desk\n" in told
    story.write_text(other.replace("['#city', desk]", "['#city']"), "utf-8")
    assert watchdesk("story", "import", str(story)).stdout.endswith("stay. 1 channel follows it.\n")


def test_the_version_is_that_of_the_package() -> None:
    version = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"]
    assert watchdesk("--version").stdout == f"watchdesk {version}\n"


def test_which_store_is_meant_is_said_and_that_it_is_new(story: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """From another folder the stories seemed to be gone, and the next import began a store nobody looked for."""
    monkeypatch.chdir(story.parent)
    assert (
        watchdesk("story", "import", str(story)).stderr
        == f"Store: {story.parent}/.watchdesk (new: there was none here)\n"
    )
    listed = watchdesk("story", "list", "--json")
    assert listed.stderr == f"Store: {story.parent}/.watchdesk\n"
    assert [row["slug"] for row in json.loads(listed.stdout)] == ["harbour"]
    monkeypatch.setenv("REDIS_URL", "redis://desk:hunter2@127.0.0.1:1/0?password=hunter2")
    assert watchdesk("story", "list").stderr == "Store: Redis at 127.0.0.1:1/0\n"


async def accepted(folder: Path, words: str) -> None:
    """The ledger has it that somebody accepted these words as a rule."""
    line = LedgerLine(kind=LineKind.LESSON, at=NOW, who="U1", slug="harbour", target="watch:pact", after=words)
    async with open_store("", folder) as store:
        tx = store.transaction()
        store.ledger.append(tx, line)
        await tx.commit()


def test_a_file_that_lacks_accepted_rules_replaces_no_story_unasked(
    story: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """They were gone, and only then was it said."""
    monkeypatch.setenv("WATCHDESK_DATA_DIR", str(story.parent / "data"))
    plain = story.read_text("utf-8")
    story.write_text(plain.replace("anchors: pact", 'anchors: "pact -football"'), "utf-8")
    assert watchdesk("story", "import", str(story)).exit_code == 0
    asyncio.run(accepted(story.parent / "data", "pact -football"))
    story.write_text(plain, "utf-8")
    refused = watchdesk("story", "import", str(story))
    assert "lacks rules that people accepted: pact -football (pact: anchors). Nothing was" in str(refused.exception)
    assert "-football" in watchdesk("story", "export", "harbour").stdout
    assert watchdesk("story", "import", "--drop-rules", str(story)).exit_code == 0
    assert "-football" not in watchdesk("story", "export", "harbour").stdout


async def contested(folder: Path, target: Target) -> None:
    """The question is contested from now on."""
    async with open_store("", folder) as store:
        tx = store.transaction()
        store.standings.put(tx, "harbour", "", {target: Standing(target=target, value="contested", since=NOW)})
        await tx.commit()


def test_a_question_worded_anew_ends_no_open_one_unasked(story: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A typo corrected in it ended its thread and dropped its state, and the first line said that all stays."""
    monkeypatch.setenv("WATCHDESK_DATA_DIR", str(story.parent / "data"))
    plain = story.read_text("utf-8").replace("pact signed", "pact singed")
    story.write_text(plain, "utf-8")
    assert watchdesk("story", "import", str(story)).exit_code == 0
    better = plain.replace("pact singed", "deal singed")
    story.write_text(better, "utf-8")
    untouched = watchdesk("story", "import", str(story)).stdout
    assert "replaced; its ledger stays, and where that stands which is still in it." in untouched
    asyncio.run(contested(story.parent / "data", Target(kind=TargetKind.WATCH, id="deal-singed")))
    corrected = better.replace("singed", "signed")
    story.write_text(corrected, "utf-8")
    refused = str(watchdesk("story", "import", str(story)).exception)
    assert "no longer has watch:deal-singed “Is the deal singed?” (contested). Nothing was imported." in refused
    assert "writes its id beside it, as in id: deal-singed, and it goes on" in refused
    assert "singed" in watchdesk("story", "export", "harbour").stdout
    assert watchdesk("story", "remove", "harbour", "--yes").exit_code == 0
    gone = str(watchdesk("story", "import", str(story)).exception)
    assert "no longer has watch:deal-singed (contested). Nothing was imported." in gone
    story.write_text(better, "utf-8")
    assert watchdesk("story", "import", str(story)).exit_code == 0
    story.write_text(corrected.replace("{question", "{id: deal-singed, question"), "utf-8")
    kept = watchdesk("story", "import", str(story)).stdout
    assert "replaced; its standings and ledger stay." in kept
    assert "what stands stays: contested" in kept
    story.write_text(corrected, "utf-8")
    assert "no longer in it" in watchdesk("story", "import", "--drop-targets", str(story)).stdout


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("harbour wire", ""),
        ("Harbor Wire", "watchdesk: --source: Harbor Wire is not a source of this story: ungraded.\n"),
    ],
)
def test_a_replayed_source_that_the_story_does_not_have_is_said_to_be_none(
    story: Path, tmp_path: Path, source: str, said: str
) -> None:
    """And an entry's own outlet goes before it, as it does when a feed is polled."""
    entries = tmp_path / "entries.jsonl"
    rows = [{"title": "Avalon calls pact off"}, {"title": "Avalon pact off", "outlet": "Northern Post"}]
    entries.write_text("\n".join(map(json.dumps, rows)), "utf-8")
    told = watchdesk("replay", "--story", str(story), "--source", source, "--json", str(entries))
    assert {json.loads(line)["outlet"] for line in told.stdout.splitlines()} == {source, "Northern Post"}
    assert told.stderr == said


@pytest.mark.parametrize(
    ("title", "link", "options", "outlet"),
    [
        ("News and views", "https://other.invalid/1", ("--source", "Harbour Wire"), "Harbour Wire"),
        ("News and views", "https://wire.invalid/1", (), "Harbour Wire"),
        ("News and views", "https://other.invalid/1", (), "News and views"),
    ],
)
def test_a_replayed_feed_is_its_source_s(
    story: Path, title: str, link: str, options: tuple[str, ...], outlet: str
) -> None:
    """One graded B live was an ungraded "News and views" in a replay."""
    feed = story.parent / "feed.xml"
    item = f"<item><guid>g1</guid><title>Avalon pact off</title><link>{link}</link></item>"
    feed.write_text(f"<rss version='2.0'><channel><title>{title}</title>{item}</channel></rss>", "utf-8")
    told = watchdesk("replay", "--story", str(story), *options, "--json", str(feed)).stdout
    assert json.loads(told)["outlet"] == outlet
