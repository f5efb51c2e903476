"""Every feature, in the order Bolt asks them."""

from slack_bolt.app.async_app import AsyncApp

from handlers import (
    buttons,
    commands,
    errors,
    forms,
    home,
    inbox,
    joined,
    mentions,
    replies,
    rules,
    shortcuts,
    unheard,
)
from handlers.desk import Desk

FEATURES = (inbox, errors, commands, buttons, rules, shortcuts, forms, home, mentions, replies, joined, unheard)
"""The inbox stores first; what nobody listened to is acked last."""


def register_all(app: AsyncApp, desk: Desk) -> None:
    for feature in FEATURES:
        feature.register(app, desk)
