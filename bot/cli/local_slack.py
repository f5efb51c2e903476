"""`watchdesk local-slack`: a Slack on this machine, to try the bot by hand."""

import asyncio
from typing import TYPE_CHECKING, Annotated
from urllib.parse import urlsplit

import typer

from bot.cli.screen import out
from bot.errors import CommandError, WatchdeskError

if TYPE_CHECKING:
    from bot.localslack.server import LocalSlack


def local_slack(  # noqa: PLR0917  typer's options
    port: Annotated[int, typer.Option(help="Port of the page; 0 picks a free one.", min=0, max=65535)] = 8585,
    channel: Annotated[list[str] | None, typer.Option(help="A channel to have; may be given several times.")] = None,
    person: Annotated[list[str] | None, typer.Option(help="A person to act as; may be given several times.")] = None,
    chaos: Annotated[bool, typer.Option("--chaos", help="Misbehave now and then, as Slack does on a bad day.")] = False,
    request_url: Annotated[
        str, typer.Option(help="Call the app here over signed HTTP, as with WATCHDESK_MODE=http; else Socket Mode.")
    ] = "",
    host: Annotated[
        str, typer.Option(help="Address to listen on. Whoever reaches it can act as anybody.")
    ] = "127.0.0.1",
    called: Annotated[
        list[str] | None,
        typer.Option(help="A further host name to answer under, like its compose service; may be given several times."),
    ] = None,
) -> None:
    """Run a local Slack to try a bot against, and print the settings that point one at it."""
    from bot.localslack.server import LocalSlack
    from bot.manifest import manifest

    _check(request_url)

    async def serve() -> None:
        slack = LocalSlack(
            manifest(),
            host=host,
            port=port,
            channels=channel or ["newsdesk"],
            people=person or ["Dana", "Omar"],
            chaos=chaos,
            request_url=request_url,
            called=called or (),
        )
        async with slack:
            _tell(slack, request_url)
            await asyncio.Event().wait()

    try:
        asyncio.run(serve())
    except OSError as error:
        where = f"Port {port} of {host}"
        raise WatchdeskError(f"{where} cannot be used ({error.strerror}); give another with --port.") from error


def _check(request_url: str) -> None:
    try:
        parts = urlsplit(request_url)
        fit = parts.scheme in {"http", "https"} and parts.hostname and parts.port != 0
    except ValueError:
        fit = False
    if request_url and not fit:
        raise CommandError(
            f'"{request_url}" is no web address; the bot takes events at http://127.0.0.1:8686/slack/events by default.'
        )


def _tell(slack: "LocalSlack", request_url: str) -> None:
    out.print(f"The local Slack is at {slack.url} (Ctrl-C ends it). To point the bot at it:\n", soft_wrap=True)
    way = {"WATCHDESK_MODE": "http"} if request_url else {"SLACK_APP_TOKEN": slack.app_token}
    settings = {
        "SLACK_API_URL": slack.api_url,
        "SLACK_BOT_TOKEN": slack.bot_token,
        "SLACK_SIGNING_SECRET": slack.signing_secret,
        **way,
    }
    for name, value in settings.items():
        typer.echo(f"export {name}={value}")
