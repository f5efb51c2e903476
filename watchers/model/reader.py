"""The reader of the optional extra `semantic`: a small model that reads an entry whole against a watch item's question.

The lower eight layers of all-mpnet-base-v2 (Apache License 2.0), taught further to say of a question and an entry how likely
it is that the entry says it happened, that it is ruled out, that it got likelier or less likely, or nothing.
`lexicon/reader.onnx` has the weights; `python -m tests.train_reader` made it and says from what. 15 to 60 ms a reading, by machine.

Of two headlines it says how likely it is that they tell of one development. The lowest five layers are the same, the three
above them of their own, in `lexicon/reader_alike.onnx`; `python -m tests.train_pairs` made it and says from what.
"""

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
HEADLINE_PIECES = 48
"""The same of the earlier of two headlines."""
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
    """Reads an entry against a question, or a headline beside another. Any number of threads may ask."""

    def __init__(self, session: Any, alike: Any) -> None:
        self._session, self._upper = session, alike
        self._chances = lru_cache(maxsize=_REMEMBERED)(self._read)
        self._alike = lru_cache(maxsize=_REMEMBERED)(self._compare)

    def chances(self, question: str, entry: Entry) -> Chances:
        """What the entry's title and the beginning of its summary say of the question. Raises ModelError."""
        return self._chances(question.strip().rstrip("?"), text_of(entry))

    def alike(self, earlier: str, later: str) -> float:
        """How likely it is that two headlines tell of one development, from 0.0 to 1.0. Raises ModelError."""
        return self._alike(earlier.strip(), later.strip())

    def _compare(self, earlier: str, later: str) -> float:
        given = given_of(earlier, later, most=HEADLINE_PIECES)
        try:
            (states,) = self._session.run(["states"], given)
            found = float(self._upper.run(["alike"], {"states": states, "parts": given["parts"]})[0][0])
        except Exception as error:
            raise ModelError(f"The reader failed on two headlines: {short(error)}.") from error
        if not isfinite(found):
            raise ModelError("The reader failed on two headlines: what it says is no number.")
        return found

    def _read(self, question: str, text: str) -> Chances:
        given = given_of(question, text, most=QUESTION_PIECES)
        try:
            none, up, down, happened, ruled_out = (float(x) for x in self._session.run(["phases"], given)[0][0])
        except Exception as error:
            raise ModelError(f"The reader failed on a text: {short(error)}.") from error
        if not isfinite(none + up + down + happened + ruled_out):
            raise ModelError("The reader failed on a text: its chances are no numbers.")
        return Chances(none=none, up=up, down=down, happened=happened, ruled_out=ruled_out)


def given_of(first: str, second: str, *, most: int) -> dict[str, Any]:
    """Two texts as the model reads them, of the first no more than `most` pieces: the pieces, and 1 for those of the second."""
    import numpy as np

    asked = word_pieces(first)[:most]
    read = word_pieces(second)[1 : 1 + PIECES - len(asked)]
    return {
        "ids": np.array([(*asked, *read)], dtype=np.int64),
        "parts": np.array([(0,) * len(asked) + (1,) * len(read)], dtype=np.int64),
    }


def load_reader() -> Reader:
    """The reader, ready. Raises ModelError with what is missing or wrong, and how to mend it."""
    lexicon = files("watchers") / "lexicon"
    try:
        bodies = [(lexicon / name).read_bytes() for name in ("reader.onnx", "reader_alike.onnx")]
    except OSError as error:
        raise ModelError(f"The reader's weights cannot be read ({error.strerror}); install Watchdesk anew.") from error
    return Reader(*(session_of(body) for body in bodies))


def text_of(entry: Entry) -> str:
    """The title, and of the summary what does not only say the title again."""
    title, summary = entry.title.strip(), entry.summary.strip()
    return f"{title}. {summary.removeprefix(title)}"[:_CHARACTERS]
