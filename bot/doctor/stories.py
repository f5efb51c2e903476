"""Is there a story to watch, does it have feeds, and does a channel follow it?"""

from collections.abc import Mapping, Sequence

from bot.doctor.finding import Finding, ill, unsure, well
from bot.domain.counted import counted
from bot.domain.story import Story


def look_at_stories(stories: Sequence[Story], followers: Mapping[str, Sequence[str]]) -> list[Finding]:
    """Nothing is said in Slack of a story that lacks feeds or followers, so silence would mean nothing."""
    if not stories:
        mend = "The first `watchdesk run` stores the one that ships; of your own: watchdesk story import FILE"
        return [unsure("stories", "There is no story to watch yet.", mend)]
    return [_look_at(story, followers.get(story.slug, ())) for story in stories]


def _look_at(story: Story, followers: Sequence[str]) -> Finding:
    if not story.feeds:
        return ill("stories", f"{story.slug} has no feeds.", "Add some to its file and import it again.")
    if not followers:
        return unsure("stories", f"No channel follows {story.slug}.", f"In the channel: /watch follow {story.slug}")
    return well("stories", f"{story.slug}: {counted(len(story.feeds), 'feed')}, {counted(len(followers), 'channel')}")
