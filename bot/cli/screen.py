"""What the commands share: the two streams, options they have in common, settings and stories."""

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.text import Text

from bot.domain.story import Story
from bot.settings import Settings, load_settings

out = Console()
err = Console(stderr=True)

StoryOption = Annotated[Path, typer.Option("--story", help="A story file (YAML), or the slug of a shipped story.")]
JsonOption = Annotated[bool, typer.Option("--json", help="For programs: JSON on standard output.")]


def say(text: str) -> None:
    """A line for people, as it is: no markup, no wrapping."""
    out.print(Text(text), soft_wrap=True)


def complain(text: str) -> None:
    """A line on standard error, as it is."""
    err.print(Text(text), soft_wrap=True)


def settings() -> Settings:
    """This process's settings; the log is set up by them."""
    from bot.log import configure

    loaded = load_settings()
    secrets = (loaded.slack_bot_token, loaded.slack_app_token, loaded.slack_signing_secret)
    configure(loaded.log, loaded.log_level, secrets=[v for s in secrets if (v := s.get_secret_value())])
    return loaded


def tell_store(loaded: Settings) -> None:
    """Which store is meant, on standard error: .env and the embedded store are those of the folder one stands in."""
    from bot.store.store import is_begun, kept_at

    where = (loaded.redis_url, loaded.data_dir)
    complain(f"Store: {kept_at(*where)}{'' if is_begun(*where) else ' (new: there was none here)'}")


def story_of(path: Path) -> Story:
    """The story of a file, or a shipped one by its slug: what is no file and looks like none is taken for a slug."""
    from bot.storyfile import load_story, shipped_story

    is_slug = not path.exists() and not path.suffix and path.name == str(path)
    return shipped_story(str(path)) if is_slug else load_story(path)


def given(path: Path) -> Path:
    """The file named on the command line, where "-" is standard input."""
    return Path("/dev/stdin") if str(path) == "-" else path
