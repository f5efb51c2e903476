"""Story file (YAML) <-> Story, with errors an editor can act on."""

from bot.storyfile.read import load_story, read_story
from bot.storyfile.shipped import shipped_stories, shipped_story
from bot.storyfile.write import dump_story

__all__ = ["dump_story", "load_story", "read_story", "shipped_stories", "shipped_story"]
