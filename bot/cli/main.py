"""The command `watchdesk`."""

import asyncio
import json
import sys
from importlib import metadata
from typing import Annotated, Literal

import typer
from rich.text import Text

from bot.cli import entries, local_slack, story
from bot.cli.screen import JsonOption, complain, err, out, say, settings
from bot.errors import WatchdeskError
from bot.settings import load_settings, unknown_variables
from watchers.link.semantic import ADDS
from watchers.model.extra import missing

app = typer.Typer(
    name="watchdesk",
    help="Watches running stories for a newsroom desk and says in Slack when something changes, and why.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    epilog="First time? `watchdesk demo` shows all of it on this machine, with nothing to set up. "
    f"The extra `semantic` is {'not ' if missing() else ''}installed: with it, {ADDS}; `watchdesk doctor` says if it works.",
)
app.add_typer(story.app, name="story")
app.add_typer(entries.feed_app, name="feed")
app.command()(entries.replay)
app.command()(entries.explain)
app.command("local-slack")(local_slack.local_slack)


def main() -> None:
    """The command. Anything foreseen ends in one sentence and exit status 1."""
    try:
        app()
    except WatchdeskError as error:
        complain(f"watchdesk: {error}")
        sys.exit(1)
    except KeyboardInterrupt:
        sys.exit(130)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(0)


def _version(wanted: bool) -> None:
    if wanted:
        say(f"watchdesk {metadata.version('watchdesk')}")
        raise typer.Exit


@app.callback()
def every_command(
    context: typer.Context,
    version: Annotated[  # noqa: ARG001  typer's way: the option's callback prints it and ends
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and exit.")
    ] = False,
) -> None:
    """Settings that mean nothing are named first; the doctor has a finding for each."""
    if context.invoked_subcommand != "doctor":
        for sentence in unknown_variables():
            complain(f"watchdesk: {sentence}")


@app.command()
def run(
    only: Annotated[
        Literal["watchers", "bot"] | None,
        typer.Option(help="One part of it: the watchers need Redis and no Slack token, the bot needs both."),
    ] = None,
) -> None:
    """Run the bot and its watchers until told to stop, with the settings in the environment and in .env."""
    from bot.app import run as run_app

    asyncio.run(run_app(settings(), only=only))


@app.command()
def demo(
    port: Annotated[
        int | None,
        typer.Option(help="Port of the page; 0 picks a free one. Else 8585, or with --for any.", min=0, max=65535),
    ] = None,
    for_seconds: Annotated[
        float | None,
        typer.Option(
            "--for",
            min=25,
            help="End by itself after so many seconds (at least 25: the minute takes that), print a transcript, fail if an "
            "alert is missing.",
        ),
    ] = None,
) -> None:
    """See the whole product on this machine: invented feeds change, the bot tells a local Slack. Nothing to set up."""
    from bot.demo.play import play

    port = port if port is not None else 8585 if for_seconds is None else 0
    sys.exit(asyncio.run(play(port=port, seconds=for_seconds, console=out)))


@app.command()
def doctor(as_json: JsonOption = False) -> None:
    """Look at settings, Redis, tokens, scopes and feeds: what is wrong, and how to mend it."""
    from bot.doctor.examine import examine

    loaded = load_settings()
    with err.status("Looking at settings, Redis, Slack and every feed ..."):
        findings = asyncio.run(examine(loaded))
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
