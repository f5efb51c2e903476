"""The process in which feedparser runs: requests on stdin, answers on stdout, each after its length.

It runs below other work, within a memory limit, and ends itself if a document takes too long or its parent is gone.
"""

import json
import os
import signal
import struct
import sys
from dataclasses import asdict
from typing import BinaryIO

from watchers.rawfeed import RawEntry, RawFeed
from watchers.slowread import read_slow

LENGTH = struct.Struct(">I")
NICE = 5
MEMORY_BYTES = 1 << 30
OWN_LIMIT_SECONDS = 15


def main() -> None:
    """Answer requests until stdin ends."""
    _settle()
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # whatever a library prints must not look like an answer
    while head := _read(sys.stdin.buffer, LENGTH.size):
        body = _read(sys.stdin.buffer, LENGTH.unpack(head)[0])
        signal.alarm(OWN_LIMIT_SECONDS)
        answer = _answer(body)
        signal.alarm(0)
        answers.write(LENGTH.pack(len(answer)) + answer)
        answers.flush()


def feed_from(answer: bytes) -> RawFeed | None:
    """The feed in an answer, None for no feed. Raises ValueError with the worker's reason if it failed."""
    found = json.loads(answer)
    if "error" in found:
        raise ValueError(found["error"])
    if not found["feed"]:
        return None
    entries = [RawEntry(**e) for e in found["feed"].pop("entries")]
    return RawFeed(entries=entries, **found["feed"])


def _answer(body: bytes) -> bytes:
    try:
        feed = read_slow(body)
    except Exception as error:  # noqa: BLE001 - a library on hostile input; the parent tells of it
        return json.dumps({"error": type(error).__name__}).encode()
    return json.dumps({"feed": asdict(feed) if feed else None}).encode()


def _settle() -> None:
    os.nice(NICE)
    try:
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    except (ImportError, ValueError, OSError):  # not on Windows, and macOS refuses
        return


def _read(stream: BinaryIO, size: int) -> bytes:
    """So many bytes, or none at the end."""
    data = stream.read(size)
    return data if len(data) == size else b""


if __name__ == "__main__":
    main()
