"""Slash commands: what a person types after `/`, sent to the app, and its answer."""

from bot.localslack.answers import answer_in_ack, listening
from bot.localslack.ids import stable_id
from bot.localslack.installation import Installation
from bot.localslack.outcome import CommandResult
from bot.localslack.shapes import Json
from bot.localslack.tickets import ResponseUrl
from bot.localslack.typing_text import typed
from bot.localslack.workspace import Channel, Person

# What Slackbot says to the person when a command could not be run.
_SORRY = {
    "unknown_command": "{command} is not a valid command.",
    "command_in_thread": "{command} is not supported in threads. Sorry!",
    "timeout": '{command} failed with the error "operation_timeout"',
    "dispatch_failed": '{command} failed with the error "dispatch_failed"',
}


async def run_command(
    app: Installation, *, channel: Channel, user: Person, text: str, thread_ts: str = "", seconds: float = 5.0
) -> CommandResult:
    """Send the command and wait for its first answer. A refusal shows as `error` and as Slackbot's sentence."""
    result = CommandResult()
    name, _, rest = text.strip().partition(" ")
    with listening(app, result, user=user.id, channel=channel.id):
        known = app.manifest.command(name)
        if known is None or thread_ts:
            _refuse(
                app,
                result,
                "unknown_command" if known is None else "command_in_thread",
                command=name,
                channel=channel,
                user=user,
            )
            return result
        url = app.response_urls.issue(result, channel=channel.id, user=user.id)
        words = typed(app.workspace, rest.strip()) if known.should_escape else rest.strip()
        payload = _payload(app, url, name=name, words=words)
        ack = await app.courier.ask("slash_commands", payload, lambda answer: answer_in_ack(app, url, answer))
        if not ack.ok:
            error = "timeout" if ack.error == "timeout" else "dispatch_failed"
            _refuse(app, result, error, command=name, channel=channel, user=user)
            return result
        result.ack = ack.payload
        await result.first(seconds)
    return result


def _payload(app: Installation, url: ResponseUrl, *, name: str, words: str) -> Json:
    space = app.workspace
    channel, user = space.channel(url.channel), space.person(url.user)
    shown = "directmessage" if channel.im_with else "privategroup" if channel.private else channel.name
    return {
        "token": stable_id("", space.app_id), "team_id": space.team_id, "team_domain": space.domain,
        "channel_id": channel.id, "channel_name": shown, "user_id": user.id, "user_name": user.handle,
        "command": name, "text": words, "api_app_id": space.app_id, "is_enterprise_install": "false",
        "response_url": f"{app.url}/commands/{space.team_id}/{url.id}", "trigger_id": app.triggers.issue(user.id),
    }  # fmt: skip


def _refuse(
    app: Installation, result: CommandResult, error: str, *, command: str, channel: Channel, user: Person
) -> None:
    result.fail(error)
    app.workspace.whisper(
        channel, user, text=_SORRY[error].format(command=command), author=Person(id="USLACKBOT", name="Slackbot")
    )
