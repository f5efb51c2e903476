"""Slash commands: what a person types after `/`, sent to the app, and its answer."""

from dataclasses import dataclass

from bot.localslack.answers import answer_in_ack, listening
from bot.localslack.ids import stable_id
from bot.localslack.installation import Installation
from bot.localslack.nouns import Channel, Person
from bot.localslack.outcome import CommandResult
from bot.localslack.shapes import Json
from bot.localslack.tickets import ResponseUrl
from bot.localslack.typing_text import typed

_SLACKBOT = Person(id="USLACKBOT", name="Slackbot")
# What Slackbot says to the person when a command could not be run.
_SORRY = {
    "unknown_command": "{command} is not a valid command.",
    "command_in_thread": "{command} is not supported in threads. Sorry!",
    "timeout": '{command} failed with the error "operation_timeout"',
    "dispatch_failed": '{command} failed with the error "dispatch_failed"',
}


@dataclass(frozen=True, kw_only=True)
class Line:
    """One line typed after a slash: who typed what, and where."""

    channel: Channel
    user: Person
    command: str
    words: str
    thread_ts: str


async def run_command(
    app: Installation, *, channel: Channel, user: Person, text: str, thread_ts: str = "", seconds: float = 5.0
) -> CommandResult:
    """Send the command and wait for its first answer. A refusal shows as `error` and as Slackbot's sentence."""
    result = CommandResult()
    name, _, rest = text.strip().partition(" ")
    line = Line(channel=channel, user=user, command=name, words=rest.strip(), thread_ts=thread_ts)
    with listening(app, result, user=user.id, channel=channel.id):
        error = await _send(app, result, line)
        if error:
            result.fail(error)
            said = _SORRY[error].format(command=name)
            app.workspace.whisper(channel, user, text=said, thread_ts=thread_ts, author=_SLACKBOT)
        elif seconds:
            await result.first(seconds)
    return result


async def _send(app: Installation, result: CommandResult, line: Line) -> str:
    """What went wrong, or nothing."""
    known = app.manifest.command(line.command)
    if known is None:
        return "unknown_command"
    if line.thread_ts:
        return "command_in_thread"
    url = app.response_urls.issue(result, channel=line.channel.id, user=line.user.id)
    words = typed(app.workspace, line.words) if known.should_escape else line.words
    payload = _payload(app, line, url, words)
    ack = await app.courier.ask("slash_commands", payload, lambda answer: answer_in_ack(app, url, answer))
    result.ack = ack.payload
    if ack.ok:
        return ""
    return "timeout" if ack.error == "timeout" else "dispatch_failed"


def _payload(app: Installation, line: Line, url: ResponseUrl, words: str) -> Json:
    space, channel, user = app.workspace, line.channel, line.user
    shown = "directmessage" if channel.im_with else "privategroup" if channel.private else channel.name
    return {
        "token": stable_id("", space.app_id), "team_id": space.team_id, "team_domain": space.domain,
        "channel_id": channel.id, "channel_name": shown, "user_id": user.id, "user_name": user.handle,
        "command": line.command, "text": words, "api_app_id": space.app_id, "is_enterprise_install": "false",
        "response_url": f"{app.url}/commands/{space.team_id}/{url.id}", "trigger_id": app.triggers.issue(user.id),
    }  # fmt: skip
