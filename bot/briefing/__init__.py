"""A briefing (headline, dek, attributed paragraphs, what to watch next) -> a draft story file."""

from bot.briefing.draft import Draft, draft, to_story
from bot.briefing.lines import NoBriefingError

__all__ = ["Draft", "NoBriefingError", "draft", "to_story"]
