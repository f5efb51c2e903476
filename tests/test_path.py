"""The main job, end to end, as a person sees it: `watchdesk demo`, with the real bot as a process of its own."""

import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

KILL_AT = ("a first signal", "an independent second report", "a decisive report")


class Demo:
    """A running demo and the lines it printed so far."""

    def __init__(self, seconds: int, folder: Path) -> None:
        self.lines: list[str] = []
        self._process = subprocess.Popen(
            [sys.executable, "-m", "bot", "demo", "--for", str(seconds)],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            cwd=folder,
            env={**os.environ, "COLUMNS": "200"},
        )

    def read(self) -> Iterator[str]:
        assert self._process.stdout
        for line in self._process.stdout:
            self.lines.append(line)
            yield line

    def bot(self) -> int:
        """The process number of the bot as it runs now."""
        return int(re.findall(r"runs as process (\d+)", "".join(self.lines))[-1])

    def tell(self, number: signal.Signals) -> None:
        self._process.send_signal(number)

    def end(self) -> int:
        for _ in self.read():
            pass
        with self._process:  # closes the pipe
            return self._process.wait(30)


def test_the_demo_plays_the_main_job(tmp_path: Path) -> None:
    """Exit status 0 says that all of bot/demo/verdict.py's checks held. Whoever has the page's usual port is not in its way."""
    with socket.socket() as other:
        with suppress(OSError):  # somebody has it already
            other.bind(("127.0.0.1", 8585))
            other.listen()
        demo = Demo(32, tmp_path)
        code = demo.end()
    told = "".join(demo.lines)
    assert code == 0, told[-6000:]
    assert "MISSING" not in told
    assert told.count("--- post in #newsdesk") == 2, "one for the watch item, one for the claim it also bears on"


@pytest.mark.timeout(180)
def test_killing_the_bot_again_and_again_loses_nothing_and_posts_nothing_twice(tmp_path: Path) -> None:
    """kill -9 just after reports came out: the demo starts the bot anew, and the same checks hold.

    Each start takes seconds, so on a busy machine what comes last needs some of those beyond the minute's own. It ends when all
    has happened, after a minute on one that is not.
    """
    demo = Demo(120, tmp_path)
    for line in demo.read():
        if any(step in line for step in KILL_AT):
            os.kill(demo.bot(), signal.SIGKILL)
    code = demo.end()
    told = "".join(demo.lines)
    assert told.count("it is started again") >= len(KILL_AT), told
    assert code == 0, told[-6000:]


def test_a_demo_told_to_stop_leaves_nothing_running(tmp_path: Path) -> None:
    demo = Demo(55, tmp_path)
    for line in demo.read():
        if KILL_AT[0] in line:
            demo.tell(signal.SIGTERM)
    assert demo.end() == 143, "".join(demo.lines)
    with pytest.raises(ProcessLookupError):
        os.kill(demo.bot(), 0)
    log = next(line for line in demo.lines if "log: " in line).rpartition(": ")[2].strip()
    assert not Path(log).parent.exists()
