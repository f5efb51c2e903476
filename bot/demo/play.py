"""The demo: invented outlets, a local Slack, and the very bot that runs against Slack, as a process of its own."""

import asyncio
import contextlib
import os
import signal
import sys
import tempfile
import time
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Self

from rich.console import Console
from rich.text import Text

from bot.app import now
from bot.demo.minute import CHANNEL, EDITOR, LAST, OUTLETS, SLUG, STEPS, baseline, story_of
from bot.demo.outlets import Newsstand
from bot.demo.verdict import shortcomings, transcript_lines
from bot.errors import WatchdeskError
from bot.localslack.server import LocalSlack
from bot.manifest import manifest
from bot.store.importing import import_story
from bot.store.store import Store, open_store
from bot.storyfile import shipped_story

_READY_SECONDS = 30
_SHORTEST = 25.0
_TOLD_TO_STOP = 143


async def play(*, port: int, seconds: float | None, console: Console) -> int:
    """Plays the minute; SIGTERM or a closed terminal ends it as Ctrl-C does, and the bot and its Valkey with it."""
    playing = asyncio.ensure_future(_play(port=port, seconds=seconds, console=console))
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGHUP):
        loop.add_signal_handler(number, playing.cancel)
    try:
        await asyncio.wait({playing})
    finally:
        playing.cancel()
        await asyncio.wait({playing})
    return _TOLD_TO_STOP if playing.cancelled() else playing.result()


async def _play(*, port: int, seconds: float | None, console: Console) -> int:
    """Plays the minute. Without `seconds` it goes on until Ctrl-C; with it, returns 0 if the main job happened, else 1."""
    async with AsyncExitStack() as stack:
        folder = Path(
            stack.enter_context(tempfile.TemporaryDirectory(prefix="watchdesk-demo-", ignore_cleanup_errors=True))
        )
        stand = await stack.enter_async_context(Newsstand(OUTLETS))
        slack = await _slack(stack, port)
        _intro(console, slack, folder)
        store = await stack.enter_async_context(open_store("", folder))
        baseline()
        await import_story(
            store,
            story_of(shipped_story(SLUG), {o.slug: stand.address(o) for o in OUTLETS}),
            by="demo",
            now=now(),
        )
        bot = await stack.enter_async_context(Bot(slack, folder, console))
        await bot.ready()
        states: list[tuple[str, bool]] = []
        minute = asyncio.create_task(_minute(console, pace=_pace(seconds)))
        looking = asyncio.create_task(_look_at_feeds(store, states))
        started = time.monotonic()
        try:
            await minute
            answer = await slack.command(channel=CHANNEL, user=EDITOR, text=f"/watch {SLUG}", timeout=10)
            if seconds is None:
                _say(
                    console, "\nThe minute is over; the page stays. Try /watch, the buttons, a thread. Ctrl-C ends it."
                )
                await asyncio.Event().wait()
            await asyncio.sleep(max(0.0, min(2.0, (seconds or 0) - (time.monotonic() - started))))
        finally:
            minute.cancel()
            looking.cancel()
        _say(console, Text("\n".join(transcript_lines(slack.transcript()))))
        missing = shortcomings(slack.transcript(), answer.responses, states)
        for sentence in missing:
            _say(console, Text(f"MISSING: {sentence}"))
        _say(console, "The main job happened." if not missing else "The main job did not happen.")
        return 1 if missing else 0


async def _slack(stack: AsyncExitStack, port: int) -> LocalSlack:
    slack = LocalSlack(
        manifest(),
        port=port,
        channels=(CHANNEL, "general"),
        people=(EDITOR, "Omar"),
        team="Demo newsroom (invented news)",
    )
    try:
        return await stack.enter_async_context(slack)
    except OSError as error:
        raise WatchdeskError(f"Port {port} is in use; give another with --port, or --port 0 for any.") from error


def _say(console: Console, text: str | Text) -> None:
    """One line. Raises BrokenPipeError where nobody reads any more, so that the bot is stopped as for any error.

    Rich raises SystemExit, which leaves the event loop and the bot running behind it.
    """
    try:
        console.print(text, soft_wrap=True)
    except SystemExit as error:
        raise BrokenPipeError from error


def _intro(console: Console, slack: LocalSlack, folder: Path) -> None:
    _say(console, f"Open [bold]{slack.url}[/] to see the desk's channel. Every outlet and report in it is invented.")
    _say(console, Text(f"The bot's log: {folder / 'bot.log'}"))


def _pace(seconds: float | None) -> float:
    """How much faster than written the minute is played, so that it ends before --for does."""
    return min(1.0, max(seconds - 6, _SHORTEST) / LAST) if seconds else 1.0


async def _minute(console: Console, *, pace: float) -> None:
    started = time.monotonic()
    for step in STEPS:
        await asyncio.sleep(max(0.0, step.at * pace - (time.monotonic() - started)))
        step.do()
        _say(console, Text(f"{time.monotonic() - started:5.1f} s  {step.what}"))
    await asyncio.sleep(max(0.0, LAST * pace - (time.monotonic() - started)))


async def _look_at_feeds(store: Store, states: list[tuple[str, bool]]) -> None:
    """Writes down each time a feed turns healthy or stops being so. Until cancelled."""
    last: dict[str, bool] = {}
    while True:
        for state in (await store.feeds.all()).values():
            if state.checked_at and last.get(state.title) != state.healthy:
                last[state.title] = state.healthy
                states.append((state.title, state.healthy))
        await asyncio.sleep(0.2)


class Bot:
    """`watchdesk run` as a child process, started again when it dies. Use it as a context manager."""

    def __init__(self, slack: LocalSlack, folder: Path, console: Console) -> None:
        self._slack = slack
        self._folder = folder
        self._console = console
        self._keeper: asyncio.Task[None] | None = None
        self._process: asyncio.subprocess.Process | None = None

    async def __aenter__(self) -> Self:
        self._keeper = asyncio.create_task(self._keep())
        return self

    async def __aexit__(self, *_: object) -> None:
        if self._keeper:
            self._keeper.cancel()
            await asyncio.gather(self._keeper, return_exceptions=True)
        process = self._process
        if process and process.returncode is None:
            process.terminate()
            try:
                await asyncio.wait_for(process.wait(), 10)
            except TimeoutError:
                process.kill()
                await process.wait()

    async def ready(self) -> None:
        """Returns once the bot is connected. Raises WatchdeskError with the end of its log otherwise."""
        end = time.monotonic() + _READY_SECONDS
        while not self._slack.connected:
            if time.monotonic() > end:
                tail = (self._folder / "bot.log").read_text("utf-8", "replace")[-1500:]
                raise WatchdeskError(f"The bot did not connect within {_READY_SECONDS} s. Its log ends:\n{tail}")
            await asyncio.sleep(0.05)

    async def _keep(self) -> None:
        while True:
            with (self._folder / "bot.log").open("ab") as out:
                self._process = await asyncio.create_subprocess_exec(
                    sys.executable,
                    "-m",
                    "bot",
                    "run",
                    env=self._environment(),
                    cwd=self._folder,
                    stdout=out,
                    stderr=out,
                )
            self._tell(f"The bot runs as process {self._process.pid}: kill -9 it, it loses nothing.")
            code = await self._process.wait()
            self._tell(f"The bot ended with status {code}; it is started again.")
            await asyncio.sleep(1)

    def _tell(self, line: str) -> None:
        with contextlib.suppress(BrokenPipeError):  # whoever plays the minute ends it at the next line
            _say(self._console, Text(line))

    def _environment(self) -> dict[str, str]:
        """The bot's settings: all that differs from a real workspace is SLACK_API_URL, and how fast it polls."""
        foreign = ("WATCHDESK_", "SLACK_", "REDIS_URL")
        inherited = {k: v for k, v in os.environ.items() if not k.startswith(foreign)}
        return inherited | {
            "SLACK_API_URL": self._slack.api_url,
            "SLACK_BOT_TOKEN": self._slack.bot_token,
            "SLACK_APP_TOKEN": self._slack.app_token,
            "WATCHDESK_DATA_DIR": str(self._folder),
            "WATCHDESK_ALLOW_HOSTS": "127.0.0.1",
            "WATCHDESK_MIN_POLL_SECONDS": "1",
            "WATCHDESK_MAX_POLL_SECONDS": "1.5",
            "WATCHDESK_POLLS_PER_MINUTE": "6000",
            "WATCHDESK_HTTP_PORT": "0",
            "WATCHDESK_LOG": "text",
        }
