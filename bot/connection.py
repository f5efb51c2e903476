"""The line to Slack: one client for all calls, and Socket Mode kept alive. Knows Slack, nothing of stories."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import aiohttp
import structlog
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.app.async_app import AsyncApp
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.http_retry.async_handler import AsyncRetryHandler
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from bot.calls import AWAY, FOR_NOW, asked_wait, code_of
from bot.errors import SettingsError, SlackAwayError, SlackError
from bot.health import Link
from bot.settings import Settings

log = structlog.get_logger("slack")

_CLOSE_SECONDS = 5
_WATCH_SECONDS = 15
_SILENT_SECONDS = 60
_BACKOFF_MAX = 30.0
_NO_RETRIES: list[AsyncRetryHandler] = []  # the SDK's own would post twice when a connection drops after the post


class CalmClient(AsyncWebClient):
    """Asks for Socket Mode connections ever more slowly while they fail.

    On `too_many_websockets` and after refusals the SDK asks again without any pause: 340 calls a second when measured.
    """

    _asked_at = 0.0
    _wait = 0.0

    async def apps_connections_open(self, *, app_token: str, **kwargs: Any) -> AsyncSlackResponse:
        since = time.monotonic() - self._asked_at
        self._wait = min(max(self._wait * 2, 1.0), _BACKOFF_MAX) if since < _BACKOFF_MAX else 0.0
        if self._asked_at and since < self._wait:
            await asyncio.sleep(self._wait - since)
        self._asked_at = time.monotonic()
        return await super().apps_connections_open(app_token=app_token, **kwargs)

    async def api_call(self, api_method: str, **kwargs: Any) -> AsyncSlackResponse:
        """Raises SlackApiError where Slack says no, and another SlackClientError where the answer is none of Slack's.

        A gateway's plain text, half a JSON, a list: slack_sdk lets out whatever it trips over, or an error without Slack's word.
        """
        try:
            return await super().api_call(api_method, **kwargs)
        except SlackApiError as error:
            if isinstance(getattr(error.response, "data", None), dict):
                raise
            raise SlackClientError(f"{api_method} was not answered by Slack") from error
        except (AttributeError, ValueError) as error:
            raise SlackClientError(f"{api_method} was not answered by Slack") from error


def require_tokens(settings: Settings) -> None:
    """Raises SettingsError with a sentence where one is not set that the bot needs."""
    if not settings.slack_bot_token.get_secret_value():
        raise SettingsError(
            "SLACK_BOT_TOKEN is not set. Put the tokens of your Slack app into .env (the README says where to find "
            "them), or see the product without any: watchdesk demo."
        )
    if settings.mode == "http" and not settings.slack_signing_secret.get_secret_value():
        raise SettingsError("SLACK_SIGNING_SECRET is not set; WATCHDESK_MODE=http needs it to know Slack's requests.")
    if settings.mode == "socket" and not settings.slack_app_token.get_secret_value():
        raise SettingsError(
            "SLACK_APP_TOKEN is not set; Socket Mode needs an app-level token (xapp-...) with connections:write. "
            "Or set WATCHDESK_MODE=http."
        )


@asynccontextmanager
async def slack_client(settings: Settings) -> AsyncIterator[CalmClient]:
    """The one client of this process, on one HTTP session; signed in, unless Slack is away.

    Raises SlackError with a sentence where Slack refuses.
    """
    token = settings.slack_bot_token.get_secret_value()
    async with aiohttp.ClientSession() as session:
        client = CalmClient(
            token=token, base_url=settings.slack_api_url, session=session, timeout=15, retry_handlers=_NO_RETRIES
        )
        try:
            await _sign_in(client, settings)
        except SlackAwayError as error:
            log.warning("not signed in", reason=str(error))
        yield client


async def _sign_in(client: CalmClient, settings: Settings) -> None:
    try:
        answer = await client.auth_test()
    except SlackApiError as error:
        code = _passing(error)
        raise SlackError(
            f"Slack refuses SLACK_BOT_TOKEN ({code}); copy the Bot User OAuth Token (xoxb-...) of your app anew."
        ) from error
    except AWAY as error:
        raise SlackAwayError(
            f"{settings.slack_api_url} does not answer ({error}); check the network and SLACK_API_URL."
        ) from error
    log.info("signed in", team=answer.get("team"), bot=answer.get("user"))


def _passing(error: SlackApiError) -> str:
    """Why Slack says no for good. Raises SlackAwayError where it may say yes later."""
    code = code_of(error) or "no reason"
    if code_of(error) in FOR_NOW:
        raise SlackAwayError(f"Slack cannot now ({code}).") from error
    return code


class Socket:
    """Socket Mode, connected while in use, and rebuilt when it falls silent without noticing."""

    def __init__(self, app: AsyncApp, client: CalmClient, app_token: str) -> None:
        self._app = app
        self._client = client
        self._app_token = app_token
        self._handler: AsyncSocketModeHandler | None = None
        self._not_before = 0.0
        """Slack said no, and when it may be asked again: as long as it says, a minute at least."""

    async def connect(self) -> None:
        """Connected on return. Raises SlackError with a sentence otherwise, SlackAwayError where that may pass."""
        self._handler = AsyncSocketModeHandler(self._app, self._app_token, web_client=self._client)
        try:
            # Asked for here and not by the SDK, which would ask for ever with a token that is simply wrong.
            opened = await self._client.apps_connections_open(app_token=self._app_token)
            self._handler.client.wss_uri = str(opened["url"])
            await self._handler.connect_async()  # type: ignore[no-untyped-call]
        except SlackApiError as error:
            await self.close()
            self._not_before = time.monotonic() + max(asked_wait(error).total_seconds(), _SILENT_SECONDS)
            code = _passing(error)
            raise SlackError(
                f"Slack refuses SLACK_APP_TOKEN ({code}); make an app-level token (xapp-...) with connections:write."
            ) from error
        except AWAY as error:
            await self.close()
            raise SlackAwayError(
                f"Slack opens no connection ({error}); check the network and SLACK_API_URL."
            ) from error

    async def close(self) -> None:
        """Closed cleanly, so that Slack does not count the connection among the ten it allows."""
        handler, self._handler = self._handler, None
        if handler is None:
            return
        try:
            async with asyncio.timeout(_CLOSE_SECONDS):
                await handler.close_async()  # type: ignore[no-untyped-call]
        except (TimeoutError, aiohttp.ClientError, OSError) as error:
            log.warning("connection not closed cleanly", reason=str(error) or type(error).__name__)

    async def link(self) -> Link:
        """Whether the connection is up, and how long ago Slack last answered a ping."""
        client = self._handler.client if self._handler else None
        if client is None or not await client.is_connected():
            return Link(connected=False)
        pong = client.last_ping_pong_time
        return Link(connected=True, pong_seconds=time.time() - pong if pong else None)

    async def watch(self) -> None:
        """Until cancelled: connects where nothing is connected, and anew where the SDK's own reconnecting has not helped for a minute."""
        bad_since: float | None = None
        while True:
            await asyncio.sleep(_WATCH_SECONDS)
            link = await self.link()
            if link.connected and (link.pong_seconds or 0) < _SILENT_SECONDS:
                bad_since = None
                continue
            bad_since = bad_since or time.monotonic()
            if self._handler is None:
                if time.monotonic() >= self._not_before:
                    await self._rebuild("there was none")
            elif time.monotonic() - bad_since >= _SILENT_SECONDS:
                bad_since = None
                await self._rebuild("silent for a minute")

    async def _rebuild(self, why: str) -> None:
        await self.close()
        try:
            await self.connect()
        except SlackError as error:
            log.warning("not connected", reason=str(error))
        else:
            log.warning("connection rebuilt", reason=why)
