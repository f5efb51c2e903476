"""The command `watchdesk`."""

import asyncio
import json
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Literal

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from bot.domain.story import Story
from bot.errors import CommandError, WatchdeskError
from bot.settings import Settings, load_settings, unknown_variables

app = typer.Typer(
    name="watchdesk",
    help="Watches running stories for a newsroom desk and says in Slack when something changes, and why.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    epilog="First time? `watchdesk demo` shows all of it on this machine, with nothing to set up.",
)
story_app = typer.Typer(help="Story files: check, import, export, list, draft.", no_args_is_help=True)
feed_app = typer.Typer(help="Feeds: look at what an address gives.", no_args_is_help=True)
app.add_typer(story_app, name="story")
app.add_typer(feed_app, name="feed")

out = Console()
err = Console(stderr=True)

StoryOption = Annotated[Path, typer.Option("--story", help="A story file (YAML), or the slug of a shipped story.")]
JsonOption = Annotated[bool, typer.Option("--json", help="For programs: JSON on standard output.")]


def main() -> None:
    """The command. Anything foreseen ends in one sentence and exit status 1."""
    try:
        app()
    except WatchdeskError as error:
        err.print(Text(f"watchdesk: {error}"), soft_wrap=True)
        sys.exit(1)
    except KeyboardInterrupt:
        sys.exit(130)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(0)


def _settings() -> Settings:
    """This process's settings; the log is set up by them, and settings that mean nothing are named."""
    from bot.log import configure

    settings = load_settings()
    secrets = (settings.slack_bot_token, settings.slack_app_token, settings.slack_signing_secret)
    configure(settings.log, settings.log_level, secrets=[v for s in secrets if (v := s.get_secret_value())])
    for sentence in unknown_variables():
        err.print(Text(f"watchdesk: {sentence}"), soft_wrap=True)
    return settings


@app.command()
def run(
    only: Annotated[
        Literal["watchers", "bot"] | None,
        typer.Option(help="One part of it: the watchers need Redis and no Slack token, the bot needs both."),
    ] = None,
) -> None:
    """Run the bot and its watchers until told to stop, with the settings in the environment and in .env."""
    from bot.app import run as run_app

    asyncio.run(run_app(_settings(), only=only))


@app.command()
def demo(
    port: Annotated[int, typer.Option(help="Port of the page; 0 picks a free one.", min=0, max=65535)] = 8585,
    for_seconds: Annotated[
        float | None,
        typer.Option(
            "--for", help="End by itself after so many seconds, print a transcript, fail if an alert is missing."
        ),
    ] = None,
) -> None:
    """See the whole product on this machine: invented feeds change, the bot tells a local Slack. Nothing to set up."""
    from bot.demo.play import play

    sys.exit(asyncio.run(play(port=port, seconds=for_seconds, console=out)))


@app.command("local-slack")
def local_slack(
    port: Annotated[int, typer.Option(help="Port of the page; 0 picks a free one.", min=0, max=65535)] = 8585,
    channel: Annotated[list[str] | None, typer.Option(help="A channel to have; may be given several times.")] = None,
    person: Annotated[list[str] | None, typer.Option(help="A person to act as; may be given several times.")] = None,
    chaos: Annotated[bool, typer.Option("--chaos", help="Misbehave now and then, as Slack does on a bad day.")] = False,
) -> None:
    """Run a local Slack to try a bot against, and print the settings that point one at it."""
    from bot.localslack.server import LocalSlack
    from bot.manifest import manifest

    async def serve() -> None:
        slack = LocalSlack(
            manifest(), port=port, channels=channel or ["newsdesk"], people=person or ["Dana", "Omar"], chaos=chaos
        )
        async with slack:
            out.print(f"The local Slack is at {slack.url} (Ctrl-C ends it). To point the bot at it:\n", soft_wrap=True)
            for name, value in (
                ("SLACK_API_URL", slack.api_url),
                ("SLACK_BOT_TOKEN", slack.bot_token),
                ("SLACK_APP_TOKEN", slack.app_token),
                ("SLACK_SIGNING_SECRET", slack.signing_secret),
            ):
                typer.echo(f"export {name}={value}")
            await asyncio.Event().wait()

    try:
        asyncio.run(serve())
    except OSError as error:
        raise WatchdeskError(f"Port {port} cannot be used ({error.strerror}); give another with --port.") from error


@app.command()
def doctor(as_json: JsonOption = False) -> None:
    """Look at settings, Redis, tokens, scopes and feeds: what is wrong, and how to mend it."""
    from bot.doctor.examine import examine

    settings = load_settings()
    with err.status("Looking at settings, Redis, Slack and every feed ..."):
        findings = asyncio.run(examine(settings))
    if as_json:
        typer.echo(
            json.dumps([{"name": f.name, "ok": f.ok, "what": f.what, "mend": f.mend} for f in findings], indent=1)
        )
    else:
        for f in findings:
            mark = {True: "[green]ok[/]  ", False: "[red]bad[/] ", None: "[dim]--[/]  "}[f.ok]
            out.print(mark, Text(f"{f.name}: {f.what}"), soft_wrap=True)
            if f.mend:
                out.print("     ", Text(f"mend: {f.mend}"), soft_wrap=True)
    if any(f.ok is False for f in findings):
        sys.exit(1)


@app.command()
def replay(
    feeds: Annotated[
        list[Path], typer.Argument(help="Feed files, or JSONL files of entries; one poll a file, in order.")
    ],
    story: StoryOption,
    baseline: Annotated[
        bool, typer.Option("--baseline", help="Read the first file quietly, as the first poll of a feed is.")
    ] = False,
    as_json: JsonOption = False,
) -> None:
    """Which alerts would have been posted for these entries, through the stages the watchers use."""
    from bot.replay import Replay, polls_of, told

    run_through = Replay(_story(story))
    count = 0
    for number, (source, entries) in enumerate(polls_of(feeds, run_through.story)):
        decided = list(run_through.poll(entries, source=source))
        count += len(decided)
        if baseline and number == 0:
            run_through = Replay(run_through.story, known=run_through.known)
            continue
        for change in (c for d in decided for c in d.changes):
            if as_json:
                typer.echo(json.dumps(told(change), ensure_ascii=False))
            else:
                _print_change(told(change))
    if not as_json:
        out.print(Text(f"{count} entries read."))


@app.command()
def explain(
    story: StoryOption,
    text: Annotated[bool, typer.Option("--text", help="For people: lines instead of JSON.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="For programs: JSON lines, as it is by default.")] = False,
) -> None:
    """Read entries (JSONL on standard input) and say for each what matched, was judged and decided, and why.

    A line needs a `title`; `id`, `summary`, `outlet`, `published` and `link` help. Out comes one JSON object a line.
    """
    from bot.replay import Replay, entries_of

    run_through, wrong = Replay(_story(story)), 0
    for entry in entries_of(sys.stdin, name="standard input"):
        if isinstance(entry, CommandError):
            err.print(Text(f"watchdesk: {entry}"), soft_wrap=True)
            wrong += 1
            continue
        said = run_through.explained(entry)
        if text and not as_json:
            out.print(Text(f"{said['title']}\n  {said['decision']}"), soft_wrap=True)
            for why in said["why"]:
                out.print(Text(f"    {why}"), soft_wrap=True)
        else:
            typer.echo(json.dumps(said, ensure_ascii=False))
    if wrong:
        sys.exit(1)


@story_app.command("check")
def story_check(files: Annotated[list[Path], typer.Argument(help="Story files (YAML).")]) -> None:
    """Check story files: every error at once, each with its line and what to do."""
    from bot.errors import StoryFileError
    from bot.storyfile import load_story

    bad = 0
    for path in files:
        try:
            story = load_story(path)
        except StoryFileError as error:
            err.print(Text(str(error)), soft_wrap=True)
            bad += 1
            continue
        what = f"{len(story.actors)} actors, {len(story.claims)} claims, {len(story.watch_items)} watch items"
        out.print(Text(f"{path}: {story.slug} is well formed: {what}, {len(story.feeds)} feeds."), soft_wrap=True)
    if bad:
        sys.exit(1)


@story_app.command("import")
def story_import(files: Annotated[list[Path], typer.Argument(help="Story files (YAML).")]) -> None:
    """Take story files into the store. Nothing of a wrong file is stored; a story of the same slug is replaced."""
    from bot.domain.standing import BOT
    from bot.store.importing import import_story
    from bot.store.store import open_store

    stories = [_story(path) for path in files]
    settings = _settings()

    async def put() -> None:
        async with open_store(settings.redis_url, settings.data_dir) as store:
            for story in stories:
                new = await import_story(store, story, by=BOT, now=datetime.now(UTC))
                what = "imported" if new else "replaced; its standings and ledger stay"
                out.print(
                    Text(f"{story.slug}: {what}. Follow it in a channel: /watch follow {story.slug}"), soft_wrap=True
                )

    asyncio.run(put())


@story_app.command("export")
def story_export(slug: Annotated[str, typer.Argument(help="The story's slug.")]) -> None:
    """Print a stored story as a story file."""
    from bot.store.store import open_store
    from bot.storyfile import dump_story

    settings = _settings()

    async def get() -> str:
        async with open_store(settings.redis_url, settings.data_dir) as store:
            story = await store.stories.get(slug)
            if story is None:
                known = ", ".join(await store.stories.slugs()) or "none yet; import one first"
                raise CommandError(f"There is no story {slug}. Stored: {known}.")
            return dump_story(story)

    typer.echo(asyncio.run(get()), nl=False)


@story_app.command("list")
def story_list(as_json: JsonOption = False) -> None:
    """List the stories in the store, and who follows them."""
    from bot.store.store import open_store

    settings = _settings()

    async def rows() -> list[dict[str, object]]:
        async with open_store(settings.redis_url, settings.data_dir) as store:
            return [
                {
                    "slug": s.slug,
                    "title": s.title,
                    "claims": len(s.claims),
                    "watch_items": len(s.watch_items),
                    "feeds": len(s.feeds),
                    "channels": list(await store.stories.followers(s.slug)),
                }
                for s in await store.stories.all()
            ]

    found = asyncio.run(rows())
    if as_json:
        typer.echo(json.dumps(found, indent=1, ensure_ascii=False))
        return
    if not found:
        out.print("No stories yet: watchdesk story import FILE")
        return
    table = Table("slug", "title", "claims", "watch items", "feeds", "channels")
    for row in found:
        channels = row["channels"]
        cells = [*list(row.values())[:-1], " ".join(channels) if isinstance(channels, list) else ""]
        table.add_row(*(str(c) for c in cells))
    out.print(table)


@story_app.command("draft")
def story_draft(
    article: Annotated[Path, typer.Argument(help="A briefing as plain text: headline, dek, attributed paragraphs.")],
) -> None:
    """Turn a briefing into a draft story file, to be read and corrected by an editor before it is imported."""
    from bot.briefing import draft, to_story
    from bot.storyfile import dump_story

    try:
        text = article.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise CommandError(f"{article} cannot be read ({error}); give a text file in UTF-8.") from error
    typer.echo(dump_story(to_story(draft(text))), nl=False)


@feed_app.command("check")
def feed_check(
    urls: Annotated[list[str], typer.Argument(help="Addresses of feeds.")],
    as_json: JsonOption = False,
) -> None:
    """Fetch feeds once and say what they give: status, title, entries, or what is wrong."""
    from bot.feedcheck import check_feeds

    settings = load_settings()
    with err.status(f"Fetching {len(urls)} feed{'s' if len(urls) != 1 else ''} ..."):
        found = asyncio.run(check_feeds(urls, settings))
    for one in found:
        if as_json:
            typer.echo(json.dumps(one, ensure_ascii=False))
        else:
            _print_feed(one)
    if any(one["error"] for one in found):
        sys.exit(1)


def _story(path: Path) -> Story:
    """The story of a file, or a shipped one by its slug."""
    from bot.storyfile import load_story, shipped_stories, shipped_story

    return shipped_story(str(path)) if str(path) in shipped_stories() and not path.exists() else load_story(path)


def _print_change(change: dict[str, object]) -> None:
    move = f"{change['before']} -> {change['after']}" if change["before"] != change["after"] else change["after"]
    suggested = f", suggests {change['suggested']}" if change["suggested"] else ""
    out.print(
        Text(
            f"{change['level']:8} {change['target']}  {move}{suggested}  ({change['kind']}, {change['origins']} origins)"
        ),
        soft_wrap=True,
    )
    out.print(Text(f"         {change['title']} ({change['outlet']})\n         why: {change['why']}"), soft_wrap=True)


def _print_feed(one: dict[str, object]) -> None:
    entries = one["entries"]
    count = len(entries) if isinstance(entries, list) else 0
    what = one["error"] or f"{one['title']}: {count} entries"
    out.print(Text(f"{one['status']:8} {one['url']}\n         {what}"), soft_wrap=True)
    for entry in entries[:5] if isinstance(entries, list) else []:
        out.print(Text(f"         {entry['published'] or 'no date':25} {entry['title']}"), soft_wrap=True)
