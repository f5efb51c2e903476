"""The connection as the store's modules see it."""

from typing import Any

from redis.exceptions import ConnectionError as RedisConnectionError
from redis.exceptions import MasterDownError, OutOfMemoryError, ReadOnlyError, ResponseError
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
