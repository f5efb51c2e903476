"""The process in which documents are parsed that may take long: requests on stdin, answers on stdout, each after its length.

It runs below other work, within a memory limit, and ends itself if a document takes too long or its parent is gone.
"""

import json
import os
import signal
import struct
import sys
from dataclasses import asdict
from datetime import datetime
from typing import Any, BinaryIO

from bot.domain.entry import Document, Entry
from bot.errors import FeedError
from watchers.parse.document import parse_document

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
        asked = _read(sys.stdin.buffer, LENGTH.unpack(head)[0])
        signal.alarm(OWN_LIMIT_SECONDS)
        answer = _answer(asked)
        signal.alarm(0)
        answers.write(LENGTH.pack(len(answer)) + answer)
        answers.flush()


def request(body: bytes, *, content_type: str, url: str) -> bytes:
    """What the worker is sent for a document: a line of JSON about it, then the document, together after their length."""
    about = json.dumps({"content_type": content_type, "url": url}).encode()
    return LENGTH.pack(len(about) + 1 + len(body)) + about + b"\n" + body


def document_from(answer: bytes) -> Document:
    """The feed in an answer. Raises FeedError with a sentence if there is none, ValueError if the worker broke."""
    found = json.loads(answer)
    if "refused" in found:
        raise FeedError(found["refused"])
    if "error" in found:
        raise ValueError(found["error"])
    entries = tuple(_entry(e) for e in found["document"].pop("entries"))
    return Document(entries=entries, **found["document"])


def _entry(found: dict[str, Any]) -> Entry:
    published = datetime.fromisoformat(found["published"]) if found["published"] else None
    return Entry(**found | {"published": published})


def _answer(asked: bytes) -> bytes:
    about, _, body = asked.partition(b"\n")
    try:
        return json.dumps({"document": asdict(parse_document(body, **json.loads(about)))}, default=str).encode()
    except FeedError as error:
        return json.dumps({"refused": str(error)}).encode()
    except Exception as error:  # noqa: BLE001 - libraries on hostile input; the parent tells of it
        return json.dumps({"error": type(error).__name__}).encode()


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
