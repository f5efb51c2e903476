"""The Slack app manifest this bot is made from."""

import json
from importlib import resources
from typing import Any


def manifest() -> dict[str, Any]:
    """What is pasted into Slack to make the app: commands, scopes, events."""
    text = resources.files("bot").joinpath("manifest.json").read_text("utf-8")
    loaded: dict[str, Any] = json.loads(text)
    return loaded
