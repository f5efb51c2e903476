"""Keeps the one worker process for documents that may take long: started when first needed, killed when it takes too long."""

import asyncio
import sys
from asyncio.subprocess import PIPE, Process
from pathlib import Path

from bot.domain.entry import Document
from watchers.parse.slowworker import LENGTH, document_from, request

_ROOT = Path(__file__).parents[2]


class SlowReader:
    """Reads documents one at a time, in a process of its own."""

    def __init__(self, *, seconds: float) -> None:
        self._seconds = seconds
        self._turn = asyncio.Lock()
        self._worker: Process | None = None

    async def read(self, body: bytes, *, content_type: str, url: str) -> Document:
        """The feed in a document.

        Raises FeedError with the worker's sentence for what is no feed, TimeoutError after the time allowed, ValueError
        with a reason if the process failed.
        Whatever goes wrong, cancellation too, the next document gets a new process.
        """
        async with self._turn:
            try:
                async with asyncio.timeout(self._seconds):
                    answer = await self._exchange(request(body, content_type=content_type, url=url))
            except (OSError, EOFError) as error:
                await self.close()
                if isinstance(error, TimeoutError):
                    raise
                raise ValueError("its process died") from error
            except BaseException:
                await self.close()
                raise
            return document_from(answer)

    async def close(self) -> None:
        """End the process, and wait until it has ended."""
        worker, self._worker = self._worker, None
        if worker is None:
            return
        if worker.returncode is None:
            worker.kill()
        await worker.communicate()

    async def _exchange(self, asked: bytes) -> bytes:
        self._worker = worker = self._worker or await _start()
        if worker.stdin is None or worker.stdout is None:
            raise OSError("no pipes")
        worker.stdin.write(asked)
        await worker.stdin.drain()
        head = await worker.stdout.readexactly(LENGTH.size)
        return await worker.stdout.readexactly(LENGTH.unpack(head)[0])


async def _start() -> Process:
    """A session of its own, so that Ctrl-C at the terminal ends it through us; our folder, not the user's, to import from."""
    return await asyncio.create_subprocess_exec(
        sys.executable, "-m", "watchers.parse.slowworker", stdin=PIPE, stdout=PIPE, cwd=_ROOT, start_new_session=True
    )
