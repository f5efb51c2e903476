"""Channels that story files name follow their story, once Slack's list of channels has them.

A large workspace has thousands of channels, and Slack gives a small number of pages a minute: the list is read page by page,
from where it was left when Slack asked to slow down, and not again for ten minutes where nothing new is looked for.
"""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

import structlog
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.calls import asked_wait, code_of
from bot.domain.standing import BOT
from bot.store.importing import sign_up
from bot.store.store import Store

log = structlog.get_logger("channels")

AGAIN_SECONDS = 600.0
_REFUSED_SECONDS = 60.0

Named = tuple[str, str]
"""A story's slug, and a channel as its file names it: #newsdesk, newsdesk or an id."""


@dataclass
class NamedChannels:
    """What is known of Slack's list between two looks: where reading goes on, and what a whole reading did not find.

    `seconds` is a clock that is never put back.
    """

    store: Store
    client: AsyncWebClient
    seconds: Callable[[], float] = time.monotonic
    _cursor: str = ""
    _sought: frozenset[Named] = frozenset()
    _missing: frozenset[Named] = frozenset()
    _read_at: float = 0.0
    _not_before: float = 0.0

    async def look(self) -> None:
        """Reads on in Slack's list if there is something to look for; it returns at the end, or where Slack says no."""
        wanted = await self._wanted()
        if not wanted or self.seconds() < self._not_before or not self._due(wanted):
            return
        if not self._cursor:
            self._sought = wanted
        try:
            await self._read_on(wanted)
        except SlackApiError as error:
            self._slow_down(error)

    def _due(self, wanted: frozenset[Named]) -> bool:
        """In the midst of the list, for a name not looked for yet, or ten minutes after the last whole reading."""
        return bool(self._cursor or wanted - self._missing) or self.seconds() >= self._read_at + AGAIN_SECONDS

    async def _read_on(self, wanted: frozenset[Named]) -> None:
        while wanted:
            page = await self.client.conversations_list(
                cursor=self._cursor, limit=200, exclude_archived=True, types="public_channel,private_channel"
            )
            wanted -= await self._sign_up(wanted, {c["name"]: c["id"] for c in page["channels"]})
            self._cursor = (page.get("response_metadata") or {}).get("next_cursor") or ""
            if not self._cursor:
                break
        self._cursor, self._missing, self._read_at = "", wanted & self._sought, self.seconds()

    async def _sign_up(self, wanted: frozenset[Named], ids: Mapping[str, str]) -> frozenset[Named]:
        """Those of the wanted that are on this page."""
        found = {}
        for slug, name in wanted:
            bare = name.lstrip("#")
            if channel := ids.get(bare, bare if bare in ids.values() else ""):
                found[slug, name] = channel
        for (slug, name), channel in found.items():
            if await sign_up(self.store, slug, name, channel, by=BOT, now=datetime.now(UTC)):
                log.info("channel follows", slug=slug, channel=channel, reason="named in the story file")
        return frozenset(found)

    def _slow_down(self, error: SlackApiError) -> None:
        """As long as Slack asks. Another refusal, as of a cursor that has aged, begins the list anew in a minute."""
        code, wait = code_of(error), _REFUSED_SECONDS
        if code == "ratelimited":
            wait = max(1.0, asked_wait(error).total_seconds())
        else:
            self._cursor = ""
        self._not_before = self.seconds() + wait
        log.warning("channels not listed", reason=code, again_in_seconds=wait)

    async def _wanted(self) -> frozenset[Named]:
        """What story files name and was never signed up."""
        stories = await self.store.stories.all()
        return frozenset({(s.slug, name) for s in stories for name in await self.store.stories.not_signed_up(s)})
