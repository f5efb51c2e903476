"""The connection as the store's modules see it."""

from typing import Any

from redis.exceptions import RedisError

Client = Any
"""A redis.asyncio.Redis with decode_responses: it answers str, but redis-py 8 types every answer `bytes | str | ...`."""

UNREACHABLE = (RedisError, OSError)
"""What the store's calls raise when Redis is away; work that met it is done again later."""
