"""The last listener: Slack sends an event again and again until somebody acks it, so everything is acked."""

import re

from slack_bolt.app.async_app import AsyncApp

from handlers.desk import Desk
from handlers.inbox import Occasion, handled


async def nothing(_occasion: Occasion) -> None:
    """Acked and out of the inbox."""


def register(app: AsyncApp, desk: Desk) -> None:
    """Comes after every other feature."""
    app.event(re.compile(".*"))(handled(desk, nothing))
