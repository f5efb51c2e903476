"""What Slack hands out for a short while: trigger ids for modals, response URLs for answers."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field

from bot.localslack.ids import fresh_id
from bot.localslack.outcome import Outcome
from bot.localslack.shapes import RefusalError

Clock = Callable[[], float]
TRIGGER_SECONDS = 3.0
RESPONSE_SECONDS = 30 * 60
RESPONSE_USES = 5


@dataclass(kw_only=True)
class Trigger:
    id: str
    user: str
    expires: float
    used: bool = False


class Triggers:
    """A trigger id opens one modal within three seconds."""

    def __init__(self, clock: Clock = time.monotonic) -> None:
        self._clock = clock
        self._triggers: dict[str, Trigger] = {}

    def issue(self, user: str) -> str:
        trigger_id = f"{time.time_ns() // 1_000_000}.{fresh_id('').lower()}"
        expires = self._clock() + TRIGGER_SECONDS
        self._triggers[trigger_id] = Trigger(id=trigger_id, user=user, expires=expires)
        return trigger_id

    def redeem(self, trigger_id: str) -> str:
        """The person the trigger belongs to; a trigger works once."""
        trigger = self._triggers.get(trigger_id)
        if trigger is None:
            raise RefusalError("invalid_trigger_id")
        if trigger.used:
            raise RefusalError("exchanged_trigger_id")
        if self._clock() > trigger.expires:
            raise RefusalError("expired_trigger_id")
        trigger.used = True
        return trigger.user


@dataclass(kw_only=True)
class ResponseUrl:
    """Where an answer to a command or click may go: five times within half an hour."""

    id: str
    channel: str
    user: str
    expires: float
    message_ts: str = ""
    thread_ts: str = ""
    from_whisper: bool = False
    uses: int = 0
    outcome: Outcome = field(default_factory=Outcome)


class ResponseUrls:
    def __init__(self, clock: Clock = time.monotonic) -> None:
        self._clock = clock
        self._urls: dict[str, ResponseUrl] = {}

    def issue(
        self, outcome: Outcome, *, channel: str, user: str, message_ts: str = "", thread_ts: str = "",
        from_whisper: bool = False,
    ) -> ResponseUrl:  # fmt: skip
        url = ResponseUrl(
            id=fresh_id("", 24), channel=channel, user=user, expires=self._clock() + RESPONSE_SECONDS,
            message_ts=message_ts, thread_ts=thread_ts, from_whisper=from_whisper, outcome=outcome,
        )  # fmt: skip
        self._urls[url.id] = url
        return url

    def use(self, url_id: str) -> ResponseUrl:
        url = self._urls.get(url_id)
        if url is None or self._clock() > url.expires:
            raise RefusalError("expired_url", status=404)
        if url.uses >= RESPONSE_USES:
            raise RefusalError("used_url", status=404)
        url.uses += 1
        return url
