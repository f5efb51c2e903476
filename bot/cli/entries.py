"""Commands that read entries: replay, explain, feed check."""

import asyncio
import json
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from bot.blocks.phrases import plain_reason, pointing, question
from bot.cli.screen import JsonOption, StoryOption, complain, err, say, story_of
from bot.domain.change import Change, ChangeKind, Level
from bot.domain.counted import counted
from bot.domain.evidence import Target
from bot.domain.standing import WatchState, worded
from bot.domain.story import Story
from bot.errors import CommandError, ModelError
from bot.settings import load_settings
from watchers.link.likely import Likely
from watchers.link.semantic import Semantic

_CHANNEL, _THREAD, _NOWHERE = "channel", "thread", "nowhere"
feed_app = typer.Typer(help="Feeds: look at what an address gives.", no_args_is_help=True)


def replay(
    feeds: Annotated[
        list[Path],
        typer.Argument(
            help="Feed files, or JSONL files of entries; one poll a file, in order. The same id under another title, "
            "in a later file or further down in one of JSONL, is a changed headline."
        ),
    ],
    story: StoryOption,
    baseline: Annotated[
        bool, typer.Option("--baseline", help="Read the first file quietly, as the first poll of a feed is.")
    ] = False,
    source: Annotated[
        str,
        typer.Option(
            help="Whose entries those are that name no outlet of their own, as the story file names its sources; else what "
            "the files say themselves."
        ),
    ] = "",
    as_json: JsonOption = False,
) -> None:
    """Which alerts would have been posted for these entries, through the stages the watchers use.

    `flash` and `urgent` reach the channel; `routine` is only told in a thread that such an alert has opened.
    """
    from bot.replay import Replay, polls_of, told

    run_through, count = Replay(story_of(story), reader=_semantic().reader), 0
    opened, places = set[Target](), Counter[str]()
    _known(source, run_through.story)
    for number, named, entries in polls_of(feeds, run_through.story):
        decided = list(run_through.poll(entries, source=source or named))
        count += len(decided)
        if baseline and number == 0:
            run_through = Replay(run_through.story, known=run_through.known, reader=run_through.reader)
            continue
        for change in (c for d in decided for c in d.changes):
            place = _place(change, opened)
            places[place] += 1
            if as_json:
                typer.echo(json.dumps(told(change), ensure_ascii=False))
            else:
                _print_change(told(change), question(run_through.story, change.target), place)
    if not as_json:
        say(f"{counted(count, 'entry', 'entries')} read: {_told_where(places)}.")


def _known(source: str, story: Story) -> None:
    """A name that the story file has nowhere may be a typo, and is read as a stranger's."""
    names = {s.name.casefold() for s in story.sources} | {f.source.casefold() for f in story.feeds}
    if source and source.casefold() not in names:
        complain(f"watchdesk: --source: {source} is not a source of this story: ungraded.")


def _told_where(places: Counter[str]) -> str:
    nowhere = f", {places[_NOWHERE]} nowhere, as no thread was open" if places[_NOWHERE] else ""
    return f"{counted(places[_CHANNEL], 'alert')} in the channel, {places[_THREAD]} in threads{nowhere}"


def _place(change: Change, opened: set[Target]) -> str:
    """Where a change is told: what is loud opens its target's thread, all else is told only in one."""
    if change.level is not Level.ROUTINE:
        opened.add(change.target)
        return _CHANNEL
    return _THREAD if change.target in opened else _NOWHERE


def explain(
    story: StoryOption,
    text: Annotated[bool, typer.Option("--text", help="For people: lines instead of JSON.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="For programs: JSON lines, as it is by default.")] = False,
) -> None:
    """Read entries (JSONL on standard input) and say for each what matched, was judged and decided, and why.

    A line needs a `title`; `id`, `summary`, `outlet`, `published`, `link` and `language` help. Out comes one JSON object a line.
    """
    from bot.replay import Replay, entries_of

    followed = story_of(story)
    semantic = _semantic()
    run_through, wrong = Replay(followed, likely=Likely(followed, semantic.model), reader=semantic.reader), 0
    for entry in entries_of(_lines_given(), name="standard input"):
        if isinstance(entry, CommandError):
            complain(f"watchdesk: {entry}")
            wrong += 1
            continue
        said = run_through.explained(entry)
        if text and not as_json:
            say(f"{said['title']}\n  {said['decision']}")
            for why in said["why"]:
                say(f"    {why}")
        else:
            typer.echo(json.dumps(said, ensure_ascii=False))
    if wrong:
        sys.exit(1)


def _lines_given() -> Iterator[str]:
    """The lines on standard input. Raises CommandError where there are none, or they are a feed's."""
    for blank, first in enumerate(sys.stdin):  # noqa: B007 - how many blank lines stand before it
        if first.strip():
            break
    else:
        raise CommandError("Nothing on standard input: give one JSON object a line with at least a title.")
    if first.lstrip("\ufeff \t").startswith("<"):
        raise CommandError("Standard input is a feed; try watchdesk replay --story STORY FILE on it.")
    yield from [""] * blank
    yield first
    yield from sys.stdin


def _semantic() -> Semantic:
    """The models where they are on; what is wrong with a broken one is said, and words alone must do."""
    semantic = Semantic(wanted=load_settings().semantic == "on")
    try:
        semantic.load()
    except ModelError as error:
        complain(f"watchdesk: {error}")
    return semantic


@feed_app.command("check")
def feed_check(
    urls: Annotated[list[str], typer.Argument(help="Addresses of feeds.")],
    as_json: JsonOption = False,
) -> None:
    """Fetch feeds once and say what they give: status, title, entries, or what is wrong."""
    from bot.feedcheck import check_feeds

    loaded = load_settings()
    with err.status(f"Fetching {counted(len(urls), 'feed')} ..."):
        found = asyncio.run(check_feeds(urls, loaded))
    for one in found:
        if as_json:
            typer.echo(json.dumps(one, ensure_ascii=False))
        else:
            _print_feed(one)
    if any(one["error"] for one in found):
        sys.exit(1)


def _print_change(change: dict[str, object], asked: str, place: str) -> None:
    value, suggested = str(change["after"]), str(change["suggested"])
    after = f"{worded(value, suggested)}{pointing(str(change['lean']))}"
    move = f"{worded(str(change['before']))} -> {after}" if change["kind"] == ChangeKind.STATE else after
    verdict = f", suggests {suggested}" if suggested and value != WatchState.PROPOSED else ""
    how = f"({change['kind']}; {change['says']}{'; told nowhere' if place == _NOWHERE else ''})"
    at = f"{datetime.fromisoformat(str(change['published'])):%Y-%m-%d %H:%M} UTC" if change["published"] else "no date"
    say(f"{change['level']:8} {at:20}  {change['target']}  {move}{verdict}  {how}")
    say(
        f"         {asked}\n         “{change['title']}” ({change['outlet']})\n         why: {plain_reason(str(change['why']))}"
    )


def _print_feed(one: dict[str, object]) -> None:
    entries = one["entries"]
    count = len(entries) if isinstance(entries, list) else 0
    what = one["error"] or f"{one['title']}: {counted(count, 'entry', 'entries')}"
    say(f"{one['status']:8} {one['url']}\n         {what}")
    if one["moved_to"]:
        say(f"         It has moved; name the new address in the story file: {one['moved_to']}")
    for entry in entries[:5] if isinstance(entries, list) else []:
        say(f"         {entry['published'] or 'no date':25} {entry['title']}")
