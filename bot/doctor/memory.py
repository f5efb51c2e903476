"""Is the Redis one that loses nothing?"""

from collections.abc import Awaitable, Mapping
from typing import Any

from bot.doctor.finding import Finding, ill, unsure, well
from bot.store.client import REFUSED, UNREACHABLE
from bot.store.store import Store

_DURABLE = "Set appendonly yes and appendfsync always in its configuration."


async def look_at_memory(store: Store) -> list[Finding]:
    """The store answers already; what is asked here is whether it keeps what it is given."""
    info: Mapping[str, Any] = await store.redis.info()
    name = f"{str(info.get('server_name', 'redis')).capitalize()} {info.get('valkey_version', info['redis_version'])}"
    return [
        well("store", f"{name} answers"),
        *_role(info),
        *_room(info),
        await _eviction(store),
        await _durability(store, info),
    ]


def _role(info: Mapping[str, Any]) -> list[Finding]:
    if info.get("cluster_enabled"):
        return [ill("store", "It is a cluster; one step of ours touches several keys.", "Use a single Redis.")]
    if info.get("role", "master") != "master":
        return [ill("store", "It is a replica and takes no writes.", "Point REDIS_URL at the primary.")]
    return []


def _room(info: Mapping[str, Any]) -> list[Finding]:
    limit, used = int(info.get("maxmemory") or 0), int(info.get("used_memory") or 0)
    if not limit or used < limit * 0.9:
        return []
    return [
        ill(
            "store",
            f"is full: {used / limit:.0%} of its maxmemory is in use.",
            "Raise maxmemory, or drop what else it holds.",
        )
    ]


async def _eviction(store: Store) -> Finding:
    policy = await _config(store, "maxmemory-policy")
    limit = await _config(store, "maxmemory")
    if policy in {None, "noeviction"}:
        return well("store", "drops no key to make room") if policy else unsure("store", "does not tell its settings")
    if limit in {None, "0"}:
        mend = "Set maxmemory-policy noeviction, before somebody sets a limit."
        return unsure("store", f"has no memory limit, and would drop keys if it had one ({policy}).", mend)
    return ill("store", f"may drop keys ({policy}).", "Set maxmemory-policy noeviction.")


async def _durability(store: Store, info: Mapping[str, Any]) -> Finding:
    fsync = await _config(store, "appendfsync")
    if not info.get("aof_enabled"):
        return ill("store", "forgets the latest alerts when it stops: it keeps no append-only file.", _DURABLE)
    if fsync not in {None, "always"}:
        what = f"may forget the last second's alerts when its machine dies (appendfsync {fsync})."
        return unsure("store", what, _DURABLE)
    return well("store", "keeps every write" if fsync else "keeps an append-only file")


async def _config(store: Store, name: str) -> str | None:
    """A setting of the server, None where it does not tell: hosted ones often refuse CONFIG."""
    asked: Awaitable[Mapping[str, str]] = store.redis.config_get(name)
    try:
        return (await asked).get(name)
    except (*UNREACHABLE, *REFUSED):
        return None
