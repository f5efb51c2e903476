"""Parse: a document becomes a feed's entries without holding up the event loop."""

from types import TracebackType
from typing import Self

from bot.domain.entry import Document
from bot.errors import FeedError
from watchers.parse.document import ParseFailed, first_pass, unreadable
from watchers.parse.slowpool import SlowReader
from watchers.parse.transcode import to_utf8

INLINE_BYTES = 256 * 1024
INLINE_MARKS = 6_000  # of 41 real feeds of that size, none has more than 5,100
_MARKS = (b"<", b"=", b"{")  # tags, attributes, JSON objects: what parsers take more than linear time for
SLOW_SECONDS = 10.0


class Parser:
    """Parses without holding up the event loop. Use it as a context manager.

    Documents that take a few milliseconds are parsed at once. All others, and those that need feedparser, are parsed in
    a worker process, which is killed if it takes too long. A thread would not do: nobody can end one, and lxml keeps the
    interpreter to itself while it reads; one tag with 80,000 attributes stopped everything for 8 s.
    """

    def __init__(self, *, slow_seconds: float = SLOW_SECONDS) -> None:
        self._slow_seconds = slow_seconds
        self._slow = SlowReader(seconds=slow_seconds)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._slow.close()

    async def parse(self, body: bytes, *, content_type: str = "", url: str = "") -> Document:
        """The feed in a document. Raises ParseFailed with a sentence."""
        found = _at_once(body, content_type, url)
        if found:
            return found
        try:
            return await self._slow.read(body, content_type=content_type, url=url)
        except TimeoutError as error:
            raise unreadable(url, f"given up after {self._slow_seconds:g} s") from error
        except FeedError as error:
            raise ParseFailed(str(error)) from error
        except ValueError as error:
            raise unreadable(url, str(error)) from error


def _at_once(body: bytes, content_type: str, url: str) -> Document | None:
    """The feed in a document that is small and has little markup; None for all that needs more than that."""
    if len(body) > INLINE_BYTES:
        return None
    text = to_utf8(body, content_type)  # first: some encodings hide what is markup
    if sum(map(text.count, _MARKS)) > INLINE_MARKS:
        return None
    return first_pass(text, url)
