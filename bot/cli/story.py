"""`watchdesk story`: story files in and out of the store."""

import asyncio
import json
import re
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from textwrap import shorten
from typing import Annotated

import typer
from rich.table import Column, Table

from bot.cli.screen import JsonOption, complain, given, out, say, settings, story_of, tell_store
from bot.domain.counted import counted
from bot.domain.story import Story
from bot.errors import CommandError, StoryFileError
from bot.store.store import Store

_TITLE = 70
_ID = re.compile(r"[CGD][A-Z0-9]{5,}")
_WANTS_ID = "Give the channel's ID, not its name: in Slack it stands at the foot of the channel's details, under About."
_GONE = "no longer in it"

app = typer.Typer(help="Story files: check, import, export, remove, list, draft.", no_args_is_help=True)


@app.command("check")
def story_check(files: Annotated[list[Path], typer.Argument(help="Story files (YAML); - is standard input.")]) -> None:
    """Check story files: every error at once, each with its line and what to do."""
    from bot.cli.doubts import doubts
    from bot.storyfile import load_story

    bad = 0
    for path in files:
        try:
            story = load_story(given(path))
        except StoryFileError as error:
            complain(str(error))
            bad += 1
            continue
        say(f"{path}: {story.slug} is well formed: {_contents(story)}.")
        for sentence in (*_lacks(story), *doubts(story, today=datetime.now(UTC).date())):
            say(f"    {sentence}")
    if bad:
        sys.exit(1)


def _contents(story: Story) -> str:
    parts = ((story.actors, "actor"), (story.claims, "claim"), (story.watch_items, "watch item"), (story.feeds, "feed"))
    return ", ".join(counted(len(of), noun) for of, noun in parts)


def _lacks(story: Story) -> list[str]:
    """What keeps a well formed story from telling anybody anything."""
    unread = "It names no feeds: nothing is read for it until it does."
    silent = "It has neither claims nor watch items: there is nothing that could change."
    return ([] if story.feeds else [unread]) + ([] if story.claims or story.watch_items else [silent])


@app.command("import")
def story_import(
    files: Annotated[list[Path], typer.Argument(help="Story files (YAML).")],
    drop_rules: Annotated[
        bool, typer.Option("--drop-rules", help="Import a story though its file lacks rules that people accepted.")
    ] = False,
    drop_targets: Annotated[
        bool,
        typer.Option(
            "--drop-targets",
            help="Import a story though its file lacks questions or claims that moved or have a thread.",
        ),
    ] = False,
) -> None:
    """Take story files into the store; a story of the same slug is replaced. All of them, or none where one is wrong."""
    from bot.domain.standing import BOT
    from bot.store.importing import import_story
    from bot.store.leaving import refuse_to_drop
    from bot.store.rules import refuse_to_unlearn
    from bot.store.store import open_store

    stories = _well_formed(files)
    loaded = settings()
    tell_store(loaded)

    async def put() -> None:
        async with open_store(loaded.redis_url, loaded.data_dir) as store:
            for story in stories if not drop_rules else ():
                await refuse_to_unlearn(store, story)
            for story in stories if not drop_targets else ():
                await refuse_to_drop(store, story, now=datetime.now(UTC))
            for story in stories:
                changes = await _changes(store, story)
                kept = {"keep_rules": not drop_rules, "keep_targets": not drop_targets}
                new = await import_story(store, story, by=BOT, now=datetime.now(UTC), **kept)
                what = "imported" if new else f"replaced; {_stays(changes)}"
                say(f"{story.slug}: {what}. {await _followed(store, story)}")
                for sentence in changes:
                    say(f"    {sentence}")

    asyncio.run(put())


async def _followed(store: Store, story: Story) -> str:
    """Who hears of it: the channels that follow it, those that its file names, or how one is told to follow."""
    following, named = await store.stories.followers(story.slug), await store.stories.not_signed_up(story)
    told = [f"{counted(len(following), 'channel follows', 'channels follow')} it."] if following else []
    told += [f"These follow it once the bot runs and is in them: {', '.join(named)}"] if named else []
    return " ".join(told) or f"Follow it in a channel: /watch follow {story.slug}"


def _stays(changes: Sequence[str]) -> str:
    if any(sentence.startswith(_GONE) for sentence in changes):
        return "its ledger stays, and where that stands which is still in it"
    return "its standings and ledger stay"


async def _changes(store: Store, story: Story) -> list[str]:
    """What the file takes out of the stored story or says otherwise, and where that stands."""
    earlier = next((s for s in await store.stories.all() if s.slug == story.slug), None)
    if earlier is None:
        same = [s.slug for s in await store.stories.all() if s.title == story.title]
        return [f"The story {slug} has the same title and goes on beside it." for slug in same]
    stands = (await store.standings.of(earlier, now=datetime.now(UTC))).standings
    texts = [_texts(s) for s in (earlier, story)]
    found = [] if earlier.title == story.title else [f"title: was “{earlier.title}”, is “{story.title}”"]
    for target, standing in stands.items():
        was, now = (t.get(str(target)) for t in texts)
        state = f"{standing.words}{', waits for Confirm' if standing.suggested else ''}"
        if now is None:
            found.append(f"{_GONE}: {target} “{was}” ({state}); the same id would keep that")
        elif was != now:
            found.append(f"{target} now reads “{now}”, was “{was}”; what stands stays: {state}")
    return found


def _texts(story: Story) -> dict[str, str]:
    items = {f"watch:{w.id}": f"{w.question} ({w.polarity})" for w in story.watch_items}
    return items | {f"claim:{c.id}": c.text for c in story.claims}


def _well_formed(files: list[Path]) -> list[Story]:
    """The stories of all files. Raises CommandError with what is wrong in any of them."""
    stories, wrong = [], []
    for path in files:
        try:
            stories.append(story_of(given(path)))
        except StoryFileError as error:
            wrong.append(str(error))
    slugs = [s.slug for s in stories]
    if twice := next((s for s in slugs if slugs.count(s) > 1), ""):
        raise CommandError(
            f"Two of these files have the slug {twice}, and the later would replace the earlier. Nothing was imported."
        )
    if wrong:
        others = "; the other files neither" if stories else ""
        raise CommandError("\n".join([*wrong, f"Nothing was imported{others}."]))
    return stories


@app.command("export")
def story_export(slug: Annotated[str, typer.Argument(help="The story's slug.")]) -> None:
    """Print a stored story as a story file."""
    from bot.store.store import open_store
    from bot.storyfile import dump_story

    loaded = settings()

    async def get() -> str:
        async with open_store(loaded.redis_url, loaded.data_dir) as store:
            story = await store.stories.get(await _meant(store, slug))
            if story is None:
                raise await _no_story(store, slug)
            return dump_story(story)

    typer.echo(asyncio.run(get()), nl=False)


async def _meant(store: Store, typed: str) -> str:
    """The slug, which may be named as in Slack: by its beginning, or a word of it or of its title."""
    from handlers.slugs import resolve

    return resolve(typed, await store.stories.slugs(), {s.slug: s.title for s in await store.stories.all()})


async def _no_story(store: Store, slug: str) -> CommandError:
    known = ", ".join(await store.stories.slugs()) or "none yet; import one first"
    return CommandError(f"There is no story {slug}. Stored: {known}.")


@app.command("remove")
def story_remove(
    slug: Annotated[str, typer.Argument(help="The story's slug.")],
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
) -> None:
    """Stop watching a story: no more polls and alerts, and its channels are told. Its ledger, and where it stands, stay."""
    from bot.domain.standing import BOT
    from bot.store.importing import remove_story
    from bot.store.store import open_store

    loaded = settings()

    async def remove() -> None:
        async with open_store(loaded.redis_url, loaded.data_dir) as store:
            if slug not in await store.stories.slugs():
                raise await _no_story(store, slug)
            channels = await store.stories.followers(slug)
            if not yes:
                told = ", and will be told" if channels else ""
                first = f"If it may be wanted again, watchdesk story export {slug} > {slug}.yaml comes first"
                follows = counted(len(channels), "channel follows", "channels follow")
                typer.confirm(f"{slug}: {follows} it{told}. {first}. Stop watching it?", abort=True)
            if not await remove_story(store, slug, by=BOT, now=datetime.now(UTC)):
                raise await _no_story(store, slug)  # somebody else was faster
            say(f"{slug}: removed. To take it up again where it stood, import its file{_and_follow(slug, channels)}.")

    asyncio.run(remove())


def _and_follow(slug: str, channels: Sequence[str]) -> str:
    """What else it takes, for an import brings back no channel but those its file names; "" where none followed it."""
    if not channels:
        return ""
    them = "the channel that followed it" if len(channels) == 1 else "each channel that followed it"
    return f", then type /watch follow {slug} in {them} ({', '.join(channels)})"


@app.command("unfollow")
def story_unfollow(
    slug: Annotated[str, typer.Argument(help="The story's slug.")],
    channel: Annotated[str, typer.Argument(help="The channel's id, as `story list` prints it: C0123ABCD.")],
) -> None:
    """Stop a story's alerts in a channel where nobody can type it any more, as in an archived one."""
    from bot.domain.standing import BOT
    from bot.store.importing import unfollow
    from bot.store.store import open_store

    loaded = settings()

    async def stop() -> None:
        async with open_store(loaded.redis_url, loaded.data_dir) as store:
            meant = await _meant(store, slug)
            if not await unfollow(store, meant, channel, by=BOT, now=datetime.now(UTC)):
                following = ", ".join(await store.stories.followers(meant)) or "no channel"
                wanted = "" if _ID.fullmatch(channel) else f" {_WANTS_ID}"
                raise CommandError(f"{channel} does not follow {meant}. It is followed in {following}.{wanted}")
            say(f"{channel} no longer follows {meant}.")

    asyncio.run(stop())


@app.command("list")
def story_list(as_json: JsonOption = False) -> None:
    """List the stories in the store, and who follows them."""
    from bot.store.store import open_store

    loaded = settings()
    tell_store(loaded)

    async def rows() -> list[dict[str, object]]:
        async with open_store(loaded.redis_url, loaded.data_dir) as store:
            read = {s.slug: s for s in await store.stories.all()}
            return [
                _row(slug, read.get(slug), await store.stories.followers(slug)) for slug in await store.stories.slugs()
            ]

    found = asyncio.run(rows())
    if as_json:
        typer.echo(json.dumps(found, indent=1, ensure_ascii=False))
        return
    if not found:
        out.print("No stories yet: watchdesk story import FILE")
        return
    table = Table(Column("slug", no_wrap=True), "title", "claims", "watch items", "feeds", "channels")
    for row in found:
        channels = row["channels"]
        listed = row | {"title": shorten(str(row["title"]), _TITLE, placeholder="…")}
        cells = [*list(listed.values())[:-1], " ".join(channels) if isinstance(channels, list) else ""]
        table.add_row(*("" if c is None else str(c) for c in cells))
    out.print(table)


def _row(slug: str, story: Story | None, followers: Sequence[str]) -> dict[str, object]:
    """What is listed of a story; of one this version cannot read how to mend that."""
    return {
        "slug": slug,
        "title": story.title if story else "(cannot be read: import its file again)",
        "claims": len(story.claims) if story else None,
        "watch_items": len(story.watch_items) if story else None,
        "feeds": len(story.feeds) if story else None,
        "channels": list(followers),
    }


@app.command("draft")
def story_draft(
    article: Annotated[
        Path,
        typer.Argument(help="A briefing as plain text: headline, dek, attributed paragraphs. - is standard input."),
    ],
) -> None:
    """Turn a briefing into a draft story file, to be read and corrected by an editor before it is imported."""
    from bot.briefing import MAX_BYTES, decoded, draft, noted, to_story
    from bot.storyfile import dump_story

    try:
        with given(article).open("rb") as file:
            raw = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise CommandError(f"{article} cannot be read: {(error.strerror or str(error)).lower()}.") from error
    found = draft(decoded(raw))
    story = to_story(found)
    typer.echo(noted(dump_story(story), story, found), nl=False)
