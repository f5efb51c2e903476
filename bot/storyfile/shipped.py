"""The stories that come with Watchdesk."""

import difflib
from functools import cache
from importlib.resources import files

from bot.domain.story import Story
from bot.errors import CommandError
from bot.storyfile.read import read_story

_FOLDER = files("bot") / "stories"


def shipped_stories() -> tuple[str, ...]:
    """Their slugs, in order."""
    return tuple(sorted(f.name.removesuffix(".yaml") for f in _FOLDER.iterdir() if f.name.endswith(".yaml")))


@cache
def shipped_story(slug: str) -> Story:
    """The story of that slug. Raises CommandError for one that does not ship."""
    known = shipped_stories()
    if slug not in known:
        close = difflib.get_close_matches(slug, known, n=1)
        hint = f'Did you mean "{close[0]}"?' if close else f"There is: {', '.join(known)}."
        stored = f"If it is imported, `watchdesk story export {slug} > {slug}.yaml` prints it; give that file."
        raise CommandError(f'No story "{slug}" ships with Watchdesk. {hint} {stored}')
    return read_story((_FOLDER / f"{slug}.yaml").read_text(encoding="utf-8"), name=f"{slug}.yaml")
