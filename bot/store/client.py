"""The connection as the store's modules see it."""

from typing import Any

Client = Any
"""A redis.asyncio.Redis with decode_responses: it answers str, but redis-py 8 types every answer `bytes | str | ...`."""
