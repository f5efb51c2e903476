"""Slack's rate limits: so many calls a minute by tier, one message a second and channel with short bursts."""

import math
import time
from collections.abc import Callable
from dataclasses import dataclass

from bot.localslack.shapes import RefusalError

# Calls a minute. docs.slack.dev/apis/web-api/rate-limits
TIERS = {1: 1, 2: 20, 3: 50, 4: 100}
BURST = 10  # Slack says "short bursts" without a number; ten is what a busy thread head with replies needs
POSTS_A_SECOND = 1.0


@dataclass
class Bucket:
    """A token bucket: `size` calls at once, `rate` more a second."""

    size: float
    rate: float
    level: float
    at: float

    def take(self, now: float) -> float:
        """0 when there was one to take, else the seconds to wait."""
        self.level = min(self.size, self.level + (now - self.at) * self.rate)
        self.at = now
        if self.level >= 1:
            self.level -= 1
            return 0.0
        return (1 - self.level) / self.rate


class RateLimits:
    """Refuses with 429 and Retry-After what comes too fast. Off altogether when not strict."""

    def __init__(self, *, strict: bool, clock: Callable[[], float] = time.monotonic) -> None:
        self.strict = strict
        self._clock = clock
        self._buckets: dict[str, Bucket] = {}

    def call(self, method: str, tier: int) -> None:
        if tier in TIERS:
            self._take(method, size=TIERS[tier], rate=TIERS[tier] / 60)

    def post(self, channel_id: str) -> None:
        self._take(f"post/{channel_id}", size=BURST, rate=POSTS_A_SECOND)

    def _take(self, key: str, *, size: float, rate: float) -> None:
        if not self.strict:
            return
        now = self._clock()
        bucket = self._buckets.setdefault(key, Bucket(size, rate, size, now))
        wait = bucket.take(now)
        if wait:
            refuse_for(wait)


def refuse_for(seconds: float) -> None:
    raise RefusalError("ratelimited", status=429, headers={"Retry-After": str(max(1, math.ceil(seconds)))})
