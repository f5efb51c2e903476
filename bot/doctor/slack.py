"""Does Slack know us, and may we do all that we do?"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

import aiohttp
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.web.async_client import AsyncWebClient

from bot.doctor.finding import Finding, ill, unsure, well
from bot.manifest import manifest
from bot.settings import SLACK_API_URL, Settings

_SECONDS = 10
_PAGE = "https://api.slack.com/apps, your app"
_BOT_PAGE = f"{_PAGE}, OAuth & Permissions, Bot User OAuth Token (xoxb-...)"
_APP_PAGE = f"{_PAGE}, Basic Information, App-Level Tokens, one with connections:write (xapp-...)"
_KINDS = {
    "xoxb-": "a bot token",
    "xoxe.xoxb-": "a bot token",
    "xapp-": "an app-level token",
    "xoxp-": "a user token",
    "xoxe.xoxp-": "a user token",
    "xoxe-": "a refresh token",
}


@dataclass(frozen=True, kw_only=True)
class _Answer:
    """Slack's answer: `error` is "" if it said ok; `reached` is False where no answer of Slack's came back.

    `unresolved` says that no name server knew its host.
    """

    error: str = ""
    reached: bool = True
    unresolved: bool = False
    data: Mapping[str, Any] = field(default_factory=dict)
    scopes: frozenset[str] | None = None


async def look_at_slack(settings: Settings) -> list[Finding]:
    """The address first: no more than their looks can be said of tokens where there is no Slack to ask."""
    address = await _call(settings, "api.test")
    if not address.reached:
        what = f"{settings.slack_api_url} does not answer as Slack does ({address.error})."
        mend = "Check the network, the proxy and SLACK_API_URL."
        unreached = ill("slack address", what, mend, unresolved=address.unresolved)
        return [unreached, *_wrong_at_sight(settings)]
    return [_address(settings), *await _bot_token(settings), await _way_in(settings)]


async def look_at_channels(settings: Settings, channels: Collection[str]) -> list[Finding]:
    """An alert can be posted only where the bot is a member."""
    token = settings.slack_bot_token.get_secret_value()
    return [await _channel(settings, token, c) for c in sorted(channels)] if token else []


def required_scopes() -> frozenset[str]:
    """What the manifest asks of a workspace."""
    return frozenset(manifest()["oauth_config"]["scopes"]["bot"])


def _address(settings: Settings) -> Finding:
    if settings.slack_api_url != SLACK_API_URL:
        what = f"SLACK_API_URL is {settings.slack_api_url}: a local Slack, not the real one."
        return unsure("slack address", what, "Drop SLACK_API_URL from .env to work with your workspace.")
    return well("slack address", "Slack answers")


def _wrong_at_sight(settings: Settings) -> list[Finding]:
    """What can be said of the keys without asking Slack."""
    way_in = _no_secret(settings) if settings.mode == "http" else _wrong_app_token(settings)
    return [finding for finding in (_wrong_bot_token(settings), way_in) if finding]


async def _bot_token(settings: Settings) -> list[Finding]:
    if wrong := _wrong_bot_token(settings):
        return [wrong]
    answer = await _call(settings, "auth.test", settings.slack_bot_token.get_secret_value())
    if answer.error:
        return [_refused("SLACK_BOT_TOKEN", answer, _BOT_PAGE)]
    data = answer.data
    if not data.get("bot_id"):
        return [ill("bot token", "It belongs to a person, not to a bot.", f"Take the one at {_BOT_PAGE}.")]
    return [well("bot token", f"{data.get('user')} in {data.get('team')}"), _scopes(answer.scopes)]


def _scopes(given: frozenset[str] | None) -> Finding:
    if given is None:
        return unsure("scopes", "Slack did not say which scopes the token has.")
    missing = sorted(required_scopes() - given)
    if missing:
        mend = f"Paste bot/manifest.json at {_PAGE}, App Manifest, then reinstall the app to the workspace."
        return ill("scopes", f"The token lacks {', '.join(missing)}.", mend)
    return well("scopes", "all that the manifest asks for")


async def _way_in(settings: Settings) -> Finding:
    """How Slack reaches the bot: a socket that needs the app token, or requests that the signing secret proves."""
    if settings.mode == "http":
        return _no_secret(settings) or well("signing secret", "is set")
    if wrong := _wrong_app_token(settings):
        return wrong
    answer = await _call(settings, "apps.connections.open", settings.slack_app_token.get_secret_value())
    return _refused("SLACK_APP_TOKEN", answer, _APP_PAGE) if answer.error else well("app token", "opens Socket Mode")


async def _channel(settings: Settings, token: str, channel: str) -> Finding:
    answer = await _call(settings, "conversations.info", token, channel=channel)
    if answer.error == "channel_not_found":
        what = f"{channel} follows a story, and the bot cannot see it."
        return ill("channel", what, "In the channel: /invite @watchdesk")
    if answer.error:
        return unsure("channel", f"{channel} could not be looked at ({answer.error}).")
    about = answer.data.get("channel", {})
    name = f"#{about.get('name', channel)}"
    if about.get("is_archived"):
        mend = f"Follow the story in another channel, and: watchdesk story unfollow SLUG {channel}"
        return ill("channel", f"{name} follows a story and is archived.", mend)
    if not about.get("is_member"):
        return ill("channel", f"The bot is not in {name}: alerts wait.", f"In {name}: /invite @watchdesk")
    return well("channel", f"the bot is in {name}")


def _no_secret(settings: Settings) -> Finding | None:
    if settings.slack_signing_secret.get_secret_value():
        return None
    mend = f"Copy it from {_PAGE}, Basic Information, App Credentials."
    return ill("signing secret", "SLACK_SIGNING_SECRET is not set, and WATCHDESK_MODE is http.", mend)


def _wrong_bot_token(settings: Settings) -> Finding | None:
    return _wrong_kind("SLACK_BOT_TOKEN", settings.slack_bot_token.get_secret_value(), "a bot token", _BOT_PAGE)


def _wrong_app_token(settings: Settings) -> Finding | None:
    return _wrong_kind("SLACK_APP_TOKEN", settings.slack_app_token.get_secret_value(), "an app-level token", _APP_PAGE)


def _wrong_kind(variable: str, token: str, wanted: str, page: str) -> Finding | None:
    """A token is missing, or begins as one of another kind does."""
    if not token:
        what = f"{variable} is not set; without it only `watchdesk run --only watchers` works."
        return ill(_name(variable), what, f"Copy it from {page} into .env.")
    kind = next((kind for prefix, kind in _KINDS.items() if token.startswith(prefix)), "no token of Slack's")
    return (
        None
        if kind == wanted
        else ill(_name(variable), f"{variable} is {kind}, not {wanted}.", f"Take the one at {page}.")
    )


def _name(variable: str) -> str:
    return "app token" if variable == "SLACK_APP_TOKEN" else "bot token"


def _refused(variable: str, answer: _Answer, page: str) -> Finding:
    if not answer.reached:
        return unsure(_name(variable), f"Slack gave no answer ({answer.error}).", "Try again.")
    return ill(_name(variable), f"Slack refuses {variable} ({answer.error}).", f"Take the one at {page}.")


async def _call(settings: Settings, method: str, token: str = "", **args: str) -> _Answer:
    client = AsyncWebClient(token=token or None, base_url=settings.slack_api_url, timeout=_SECONDS, retry_handlers=[])
    try:
        response = await client.api_call(method, params=args)
    except SlackApiError as error:
        data = getattr(error.response, "data", None)
        said = str(data.get("error", "")) if isinstance(data, dict) else ""
        return _Answer(error=said or "no answer of Slack's", reached=bool(said))
    except AttributeError:  # slack_sdk's own, where a stranger answers in plain text
        return _Answer(error="no answer of Slack's", reached=False)
    except (SlackClientError, aiohttp.ClientError, OSError, TimeoutError) as error:
        unresolved = isinstance(error, aiohttp.ClientConnectorDNSError)
        return _Answer(error=str(error).strip() or type(error).__name__, reached=False, unresolved=unresolved)
    header = response.headers.get("x-oauth-scopes")
    scopes = frozenset(s.strip() for s in header.split(",")) if header is not None else None
    return _Answer(data=response.data if isinstance(response.data, dict) else {}, scopes=scopes)
