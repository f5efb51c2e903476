"""Is there a story to watch, does it have feeds, and does a channel follow it?"""

from collections.abc import Mapping, Sequence

from bot.doctor.finding import Finding, ill, unsure, well
from bot.domain.counted import counted
from bot.domain.story import Story


def look_at_stories(
    stories: Sequence[Story], followers: Mapping[str, Sequence[str]], unknown: Mapping[str, Sequence[str]]
) -> list[Finding]:
    """Nothing is said in Slack of a story that lacks feeds or followers, so silence would mean nothing.

    `unknown` are the channels a story file names that no running bot has found in Slack yet.
    """
    if not stories:
        mend = "The first `watchdesk run` stores the one that ships; of your own: watchdesk story import FILE"
        return [unsure("stories", "There is no story to watch yet.", mend)]
    own = [_look_at(story, followers.get(story.slug, ())) for story in stories]
    return [*own, *(_look_for(s, unknown[s.slug]) for s in stories if unknown.get(s.slug))]


def _look_for(story: Story, channels: Sequence[str]) -> Finding:
    names = ", ".join(channels)
    what = f"{story.slug}: no bot has found the channels its file names yet: {names}."
    return unsure("stories", what, "Start the bot once; if this stays, correct the name, or /invite the bot there.")


def _look_at(story: Story, followers: Sequence[str]) -> Finding:
    if not story.feeds:
        return ill("stories", f"{story.slug} has no feeds.", "Add some to its file and import it again.")
    if not followers:
        return unsure("stories", f"No channel follows {story.slug}.", f"In the channel: /watch follow {story.slug}")
    return well("stories", f"{story.slug}: {counted(len(story.feeds), 'feed')}, {counted(len(followers), 'channel')}")
