"""`watchdesk doctor`: settings, store, Slack, stories and feeds, each with what is wrong and how to mend it."""

import asyncio
import os
import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path

from pydantic import SecretStr

from bot.doctor.feeds import look_at_feeds
from bot.doctor.finding import Finding, ill, unsure, well
from bot.doctor.memory import look_at_memory
from bot.doctor.semantic import look_at_semantic
from bot.doctor.slack import look_at_channels, look_at_slack
from bot.doctor.stories import look_at_stories
from bot.domain.counted import counted
from bot.errors import StoreError
from bot.settings import Settings, unknown_variables
from bot.store.store import Store, is_begun, kept_at, open_store

_ROOM_NEEDED = 500_000_000


async def examine(settings: Settings) -> tuple[Finding, ...]:
    """Everything is looked at even where something before it is wrong. No finding holds a token or a password."""
    found = [*_look_at_settings(settings), _look_at_disk(settings)]
    slack, store, semantic = await asyncio.gather(
        look_at_slack(settings), _look_at_store(settings), look_at_semantic(wanted=settings.semantic == "on")
    )
    all_found = (*found, semantic, *_one_cause([*slack, *store]))
    return tuple(finding.without(_secrets(settings)) for finding in all_found)


def _one_cause(found: Sequence[Finding]) -> list[Finding]:
    """Where no host's name is known, neither Slack's nor any feed's, that is one finding and none for each."""
    hosts = [f for f in found if f.name == "slack address" or f.name.startswith("feed ")]
    lost = [f for f in hosts if f.unresolved]
    if len(lost) <= 1 or lost != hosts:
        return list(found)
    what = f"This machine resolves no names: neither Slack's nor those of {counted(len(lost) - 1, 'feed')}."
    mend = "Mend its network or its name servers (on Linux /etc/resolv.conf); no address need be corrected for that."
    return [ill("network", what, mend), *(f for f in found if f not in lost)]


async def _look_at_store(settings: Settings) -> list[Finding]:
    try:
        with tempfile.TemporaryDirectory(prefix="watchdesk-doctor-", ignore_cleanup_errors=True) as elsewhere:
            new = not is_begun(settings.redis_url, settings.data_dir)
            what = f"{'none yet, would be' if new else 'is'} kept in {kept_at(settings.redis_url, settings.data_dir)}"
            tried = new and _look_at_disk(settings).ok
            folder = Path(elsewhere) if tried else settings.data_dir  # a look leaves no folder behind
            async with open_store(settings.redis_url, folder) as store:
                return [well("store", what), *await look_at_memory(store), *await _look_inside(settings, store)]
    except StoreError as error:
        mend = "Until then nothing is watched; stories and feeds could not be looked at."
        return [ill("store", str(error), mend)]


async def _look_inside(settings: Settings, store: Store) -> list[Finding]:
    stories = await store.stories.all()
    followers = {story.slug: await store.stories.followers(story.slug) for story in stories}
    channels = {channel for own in followers.values() for channel in own}
    return [
        *look_at_stories(stories, followers, {s.slug: await store.stories.not_signed_up(s) for s in stories}),
        *await look_at_channels(settings, channels),
        *await look_at_feeds(settings, stories),
    ]


def _look_at_settings(settings: Settings) -> list[Finding]:
    found = [ill("settings", sentence, "Correct or drop it there.") for sentence in unknown_variables()]
    if not settings.contact:
        mend = "Set WATCHDESK_CONTACT to an address or a page of yours; some block readers that name nobody."
        found.append(unsure("settings", "Publishers cannot reach you: the user agent names no contact.", mend))
    return found or [well("settings", "every variable that is set is known")]


def _look_at_disk(settings: Settings) -> Finding:
    """Only the embedded Valkey writes to the disk."""
    if settings.redis_url:
        return well("disk", "nothing is kept here: REDIS_URL is set")
    folder = _nearest(settings.data_dir.absolute())
    if not os.access(folder, os.W_OK | os.X_OK):
        return ill("disk", f"{folder} cannot be written to.", "Set WATCHDESK_DATA_DIR to a folder that can.")
    free = shutil.disk_usage(folder).free
    if free < _ROOM_NEEDED:
        return ill("disk", f"{free / 1e6:.0f} MB are free at {folder}.", "Make room, or set WATCHDESK_DATA_DIR.")
    return well("disk", f"{settings.data_dir} can be written to, {free / 1e9:.0f} GB free")


def _nearest(folder: Path) -> Path:
    """The folder, or the nearest above it that exists."""
    return next((f for f in (folder, *folder.parents) if f.exists()), folder)


def _secrets(settings: Settings) -> tuple[str, ...]:
    values = (getattr(settings, name) for name in Settings.model_fields)
    return tuple(v.get_secret_value() for v in values if isinstance(v, SecretStr) and v.get_secret_value())
