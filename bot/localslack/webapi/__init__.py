"""The Web API: one module per family of methods, each registering its methods as it is imported."""

from bot.localslack.webapi import blocks, chat, conversations, files, people, reactions, views

__all__ = ["blocks", "chat", "conversations", "files", "people", "reactions", "views"]
