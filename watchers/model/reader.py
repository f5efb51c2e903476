"""The reader of the optional extra `semantic`: a small model that reads an entry whole against a watch item's question.

The lower eight layers of all-mpnet-base-v2 (Apache License 2.0), taught further to say of a question and an entry how likely
it is that the entry says it happened, that it is ruled out, that it got likelier or less likely, or nothing.
`lexicon/reader.onnx` has the weights; `python -m tests.train_reader` made it and says from what. 14 ms a reading.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from math import isfinite
from typing import Any

from bot.domain.entry import Entry
from bot.errors import ModelError
from watchers.model.extra import session_of, short
from watchers.model.wordpiece import word_pieces

QUESTION_PIECES = 40
PIECES = 112
"""Word pieces of a question that are read, and of a question and an entry together: what the model was taught with."""
_CHARACTERS = 420
_REMEMBERED = 2048


@dataclass(frozen=True, kw_only=True)
class Chances:
    """How likely each thing is that an entry may say of a question, from 0.0 to 1.0; together 1.0."""

    none: float
    up: float
    down: float
    happened: float
    ruled_out: float


class Reader:
    """Reads an entry against a question. Any number of threads may ask."""

    def __init__(self, session: Any) -> None:
        self._session = session
        self._chances = lru_cache(maxsize=_REMEMBERED)(self._read)

    def chances(self, question: str, entry: Entry) -> Chances:
        """What the entry's title and the beginning of its summary say of the question. Raises ModelError."""
        return self._chances(question.strip().rstrip("?"), text_of(entry))

    def _read(self, question: str, text: str) -> Chances:
        import numpy as np

        asked = word_pieces(question)[:QUESTION_PIECES]
        read = word_pieces(text)[1 : 1 + PIECES - len(asked)]
        given: Mapping[str, Any] = {
            "ids": np.array([(*asked, *read)], dtype=np.int64),
            "parts": np.array([(0,) * len(asked) + (1,) * len(read)], dtype=np.int64),
        }
        try:
            none, up, down, happened, ruled_out = (float(x) for x in self._session.run(None, given)[0][0])
        except Exception as error:
            raise ModelError(f"The reader failed on a text: {short(error)}.") from error
        if not isfinite(none + up + down + happened + ruled_out):
            raise ModelError("The reader failed on a text: its chances are no numbers.")
        return Chances(none=none, up=up, down=down, happened=happened, ruled_out=ruled_out)


def load_reader() -> Reader:
    """The reader, ready. Raises ModelError with what is missing or wrong, and how to mend it."""
    try:
        body = (files("watchers") / "lexicon" / "reader.onnx").read_bytes()
    except OSError as error:
        raise ModelError(f"The reader's weights cannot be read ({error.strerror}); install Watchdesk anew.") from error
    return Reader(session_of(body))


def text_of(entry: Entry) -> str:
    """The title, and of the summary what does not only say the title again."""
    title, summary = entry.title.strip(), entry.summary.strip()
    return f"{title}. {summary.removeprefix(title)}"[:_CHARACTERS]
