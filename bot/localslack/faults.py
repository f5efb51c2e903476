"""Slack misbehaving on demand: a list of faults that are armed, each good for a number of times."""

import asyncio
import random
from dataclasses import dataclass

from aiohttp import web

from bot.localslack.shapes import Json, RefusalError

# What each fault does, in the words the control API shows.
FAULTS = {
    "drop_after_post": "store the post, then cut the connection before answering",
    "drop_before_post": "cut the connection without doing anything",
    "ratelimited": "answer 429 with Retry-After",
    "server_error": "answer 500 with an HTML page",
    "slow": "wait `seconds` before answering",
    "duplicate_envelope": "send the same envelope twice",
    "late_envelope": "wait `seconds` before an envelope is sent",
    "lost_event": "forget an event instead of sending it",
    "refresh": "ask every connection to reconnect (refresh_requested)",
    "silence": "keep connections open and say nothing more on them, not even pong",
    "reset": "reset every Socket Mode connection (TCP RST)",
}
AT_ONCE = ("refresh", "silence", "reset")
_CHAOS = ("drop_after_post", "ratelimited", "server_error", "slow", "duplicate_envelope", "refresh", "reset")


@dataclass(kw_only=True)
class Fault:
    """An armed fault. `method` narrows Web API faults to one method; `response_url` is one, for its own drops only."""

    name: str
    method: str = ""
    times: int = 1
    seconds: float = 1.0

    def as_json(self) -> Json:
        return {"fault": self.name, "method": self.method, "times": self.times, "seconds": self.seconds}


class Faults:
    """Which faults wait to strike."""

    def __init__(self) -> None:
        self.armed: list[Fault] = []

    def arm(self, name: str, *, method: str = "", times: int = 1, seconds: float = 1.0) -> Fault:
        if name not in FAULTS:
            raise RefusalError("unknown_fault", status=400, known=sorted(FAULTS))
        fault = Fault(name=name, method=method, times=times, seconds=seconds)
        self.armed.append(fault)
        return fault

    def strike(self, name: str, method: str = "", *, named: bool = False) -> Fault | None:
        """The fault to commit now, if one is armed (`named`: for this method only); each strike uses it up once."""
        for fault in self.armed:
            if fault.name == name and fault.method in ((method,) if named else ("", method)):
                fault.times -= 1
                if fault.times <= 0:
                    self.armed.remove(fault)
                return fault
        return None

    def clear(self) -> None:
        self.armed.clear()


def random_fault() -> Fault:
    return Fault(name=random.choice(_CHAOS), seconds=random.uniform(0.2, 2.0))


async def pause(seconds: float) -> None:
    await asyncio.sleep(seconds)


def cut(request: web.Request) -> None:
    """The connection is gone, whatever is answered now."""
    if request.transport is not None:
        request.transport.abort()
