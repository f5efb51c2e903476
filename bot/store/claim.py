"""Taking something that only one may have, in one step that may be sent twice.

redis-py sends a command again whose connection broke before the answer came: a plain SET NX that had been done would then
answer that somebody else has it, and a click would be swallowed or a queue held by nobody.
"""

from bot.store.client import Client

_SCRIPT = """
if redis.call('SET', KEYS[1], ARGV[1], 'NX', 'PX', ARGV[2]) then return 1 end
return redis.call('GET', KEYS[1]) == ARGV[1] and 1 or 0
"""


async def claim(redis: Client, key: str, *, token: str, milliseconds: int) -> bool:
    """Whether the key is ours for so long; `token` is new for each claim, and proves it later."""
    return bool(await redis.eval(_SCRIPT, 1, key, token, milliseconds))
