"""Is the extra `semantic` on, and does its model load?"""

import asyncio
import time

from bot.doctor.finding import Finding, ill, well
from bot.errors import ModelError
from watchers.link.semantic import ADDS, load_model
from watchers.model.extra import INSTALL, missing
from watchers.model.reader import load_reader

_WITHOUT = "claims and watch items are likened to reports by their words alone"


async def look_at_semantic(*, wanted: bool) -> Finding:
    """Off is well: nothing depends on it. Only a model that should load and does not is ill."""
    if not wanted:
        return well("semantic", f"off, by WATCHDESK_SEMANTIC: {_WITHOUT}")
    if missing():
        return well("semantic", f"off, not installed: {_WITHOUT}. {INSTALL} (66 MB) adds meaning: {ADDS}")
    started = time.perf_counter()
    try:
        await asyncio.to_thread(load_model)
        await asyncio.to_thread(load_reader)
    except ModelError as error:
        return ill("semantic", str(error), f"Until then {_WITHOUT}. Or set WATCHDESK_SEMANTIC=off.")
    return well("semantic", f"on, loaded in {time.perf_counter() - started:.1f} s: {ADDS}")
