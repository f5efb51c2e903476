"""A briefing (headline, dek, attributed paragraphs, what to watch next) -> a draft story file."""

from bot.briefing.draft import Draft, draft, to_story
from bot.briefing.notes import noted
from bot.briefing.text import MAX_BYTES, NoBriefingError, decoded

__all__ = ["MAX_BYTES", "Draft", "NoBriefingError", "decoded", "draft", "noted", "to_story"]
