"""The connection as the store's modules see it."""

from typing import Any

from redis.exceptions import AuthenticationError, MasterDownError, OutOfMemoryError, ReadOnlyError, ResponseError
from redis.exceptions import ConnectionError as RedisConnectionError
from redis.exceptions import TimeoutError as RedisTimeoutError

Client = Any
"""A redis.asyncio.Redis with decode_responses: it answers str, but redis-py 8 types every answer `bytes | str | ...`."""

UNREACHABLE = (
    RedisConnectionError, RedisTimeoutError, OutOfMemoryError, ReadOnlyError, MasterDownError, ConnectionError,
)  # fmt: skip
"""What the store's calls raise when Redis is away or cannot now; work that met it is done again later."""

NOT_NOW = frozenset({"BUSY", "MISCONF", "NOREPLICAS"})
"""Answers that it cannot now for which redis-py has no class: the store's connection raises a RedisConnectionError of them."""

REFUSED = (ResponseError,)
"""What the store's calls raise where Redis is there and answers with an error, as a hosted one does to CONFIG."""


def away(error: BaseException) -> str:
    """What the log calls an UNREACHABLE: a store that is full, or may not write, answers all the same."""
    refuses = isinstance(error, OutOfMemoryError | ReadOnlyError | MasterDownError | AuthenticationError)
    refuses = refuses or str(error).partition(" ")[0] in NOT_NOW
    return "store refuses; watchdesk doctor says how to mend it" if refuses else "store does not answer"


def reason_of(error: BaseException) -> str:
    """Why the store cannot now, in a few words and without a full stop."""
    if isinstance(error, AuthenticationError):
        return "user or password in REDIS_URL is missing or wrong: redis://user:password@host:6379/0"
    return str(error).strip().rstrip(".") or type(error).__name__
