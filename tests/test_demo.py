"""The demo leaves nothing behind. That it shows what it should is what `watchdesk demo --for` itself ends with."""

import contextlib
import subprocess
import sys
from pathlib import Path

import pytest

from bot.blocks.message import section
from bot.blocks.mrkdwn import when
from bot.demo.verdict import transcript_lines
from tests.conftest import NOW


def working_in(folder: Path) -> list[str]:
    """The processes at work in a folder, by their number."""
    found = []
    for link in Path("/proc").glob("[0-9]*/cwd"):
        with contextlib.suppress(OSError):
            found += [link.parent.name] if str(link.readlink()).startswith(str(folder)) else []
    return found


def test_the_transcript_has_its_times_in_utc() -> None:
    """A terminal knows no reader's zone, and would show the date formatting itself."""
    post = {
        "kind": "post",
        "channel": "newsdesk",
        "who": "watchdesk",
        "blocks": [section(f"Back since {when(NOW, NOW)}")],
    }
    assert transcript_lines([post])[-1] == "    Back since 8 May 06:00 UTC"


@pytest.mark.skipif(not Path("/proc/self/cwd").exists(), reason="this machine does not show processes' folders")
def test_nothing_goes_on_where_nobody_reads_any_more() -> None:
    """`watchdesk demo | head` left a bot and a Valkey running for good."""
    command = [sys.executable, "-m", "bot", "demo", "--port", "0"]
    demo = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    assert demo.stdout
    assert demo.stdout.readline().startswith("Open http://127.0.0.1:")
    folder = Path(demo.stdout.readline().removeprefix("The bot's log: ").strip()).parent
    while not demo.stdout.readline().startswith("The bot runs as process"):
        pass
    assert working_in(folder)
    demo.stdout.close()
    assert demo.wait(timeout=60) == 0
    assert (working_in(folder), folder.exists()) == ([], False)
