"""One atomic step in Redis: guards that must hold, then operations, all or nothing."""

import json
import secrets
from dataclasses import dataclass, field
from importlib import resources

from bot.store.client import Client
from bot.store.keys import STEP_MS, Keys

_SCRIPT = resources.files("bot.store").joinpath("transaction.lua").read_text("utf-8")
_PAIRS_AT_ONCE = 400  # Lua's unpack takes a few thousand arguments


class ConflictError(Exception):
    """Somebody else changed what this step was worked out from, or the lease was lost. Nothing was written."""


@dataclass
class Transaction:
    """Collects a step. Modules of the store add their operations to it; `commit` does them in one go, and once."""

    redis: Client
    places: Keys
    guards: list[dict[str, str]] = field(default_factory=list)
    ops: list[list[str]] = field(default_factory=list)
    keys: set[str] = field(default_factory=set)

    def guard(self, key: str, value: str, *, field: str = "") -> None:
        """The step happens only if the key (or the hash's field) holds `value`; "" means it is absent."""
        self.keys.add(key)
        self.guards.append({"key": key, "value": value, **({"field": field} if field else {})})

    def guard_there(self, key: str) -> None:
        """The step happens only if the key is there, whatever it holds."""
        self.keys.add(key)
        self.guards.append({"key": key})

    def guard_member(self, key: str, member: str, *, there: bool) -> None:
        """The step happens only if the set has the member, or has not."""
        self.keys.add(key)
        self.guards.append({"key": key, "member": member, "value": member if there else ""})

    def do(self, command: str, key: str, *args: object) -> None:
        self.keys.add(key)
        self.ops.append([command, key, *(str(a) for a in args)])

    def set_fields(self, key: str, values: dict[str, str]) -> None:
        pairs = [x for pair in values.items() for x in pair]
        for i in range(0, len(pairs), 2 * _PAIRS_AT_ONCE):
            self.do("HSET", key, *pairs[i : i + 2 * _PAIRS_AT_ONCE])

    async def commit(self) -> None:
        """All is written, or ConflictError is raised and nothing is. Where redis-py sends it twice it is done once."""
        plan = json.dumps({"guards": self.guards, "ops": self.ops})
        names = [self.places.step(secrets.token_hex(8)), *sorted(self.keys)]
        answer = await self.redis.eval(_SCRIPT, len(names), *names, plan, STEP_MS)
        if int(answer) != 1:
            raise ConflictError(self.guards[-int(answer) - 1]["key"])
