"""OpenVINO gives the scores of ONNX Runtime, on any thread and shape, and never those of another frame."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from importlib.util import find_spec
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
from onnx_models import blur_model, card, eight_bit_model, pixel_model

from inspector.core.messages import Code, ModelError
from inspector.inference import openvino_runtime
from inspector.inference.backend import BackendChoice, Precision, Provider, Tiles
from inspector.inference.choosing import compare
from inspector.inference.model_file import check_file, open_model
from inspector.inference.onnx_runtime import CheckedFile, OnnxRuntimeBackend
from inspector.inference.openvino_runtime import COMPILE_AFTER, OpenVinoBackend, OpenVinoMissing, import_openvino
from inspector.inference.predictor import Predictor
from inspector.inference.stopwatch import Stopwatch
from resources import resource

pytestmark = pytest.mark.skipif(find_spec("openvino") is None, reason="the optional library openvino is not installed")


@pytest.fixture(scope="module")
def blur(tmp_path_factory: pytest.TempPathFactory) -> CheckedFile:
    return check_file(blur_model(tmp_path_factory.mktemp("models") / "blur.onnx", 3))


def frames(*shape: int, seed: int = 0) -> Tiles:
    return np.random.default_rng(seed).random(shape, np.float32)


@pytest.mark.parametrize("shape", [(1, 1, 64, 64), (1, 1, 8, 40), (3, 1, 24, 16)])
def test_the_scores_are_those_of_onnx_runtime(blur: CheckedFile, shape: tuple[int, ...]):
    tiles = frames(*shape)
    expected, found = OnnxRuntimeBackend.on_cpu(blur).run(tiles), OpenVinoBackend(blur).run(tiles)
    assert found.shape == (shape[0], 3, *shape[2:])
    np.testing.assert_allclose(found, expected, atol=1e-5)


def test_the_shipped_network_gives_the_same_classes_on_both():
    file = check_file(resource("models/steel-anet.onnx"))
    plain, openvino = OnnxRuntimeBackend.on_cpu(file), OpenVinoBackend(file)
    trial = compare(file, plain, openvino, Stopwatch(), n_rounds=1)
    assert trial.same_pixels == 1.0
    assert trial.largest_difference < 1e-5
    halved = compare(file, plain, OpenVinoBackend(file, Precision.BF16), Stopwatch(), n_rounds=1)
    assert halved.same_pixels > 0.99
    assert halved.largest_difference < 0.05


def test_a_frame_in_tiles_gives_the_same_winners_on_both(blur: CheckedFile):
    pixels = np.random.default_rng(2).integers(0, 256, (150, 210), np.uint8)
    expected = Predictor(open_model(blur.path, Provider.CPU)).predict(pixels, 8)
    model = open_model(blur.path, Provider.OPENVINO)
    assert model.provider.used is Provider.OPENVINO
    assert model.provider.device.startswith("CPU (OpenVINO), ")
    assert model.provider.trial is not None
    found = Predictor(model).predict(pixels, 8)
    assert (found.index == expected.index).mean() > 0.9999  # a tie may fall either way
    np.testing.assert_allclose(found.probability, expected.probability, atol=1e-5)
    model.backend.close()


def test_half_precision_is_named(blur: CheckedFile):
    report = open_model(blur.path, BackendChoice(Provider.OPENVINO, Precision.BF16)).provider
    assert report.used is Provider.OPENVINO
    assert report.device.startswith(("CPU (OpenVINO bf16), ", "CPU (OpenVINO), "))  # not every processor has it


@pytest.mark.parametrize("precision", [Precision.F32, Precision.BF16])
def test_a_network_of_8_bits_is_left_to_onnx_runtime(tmp_path: Path, precision: Precision):
    """Compiling one for a shape of its own has ended the program."""
    path = eight_bit_model(tmp_path / "m.onnx")
    report = open_model(path, BackendChoice(Provider.OPENVINO, precision)).provider
    assert report.used is Provider.CPU
    assert report.notice is not None
    assert "8 bits" in str(report.notice.params["detail"])


def test_a_shape_that_keeps_coming_gets_a_network_of_its_own_and_the_same_scores(blur: CheckedFile):
    backend, tiles = OpenVinoBackend(blur), frames(1, 1, 32, 48)
    before = [backend.run(tiles) for _ in range(COMPILE_AFTER - 1)]
    backend.close()
    assert backend.n_own_shapes == 0
    backend.run(tiles)
    backend.close()
    assert backend.n_own_shapes == 1
    after = backend.run(tiles)
    assert (backend.n_own_shapes, backend.n_compiled) == (1, 1)
    for scores in before:
        assert np.array_equal(scores, before[0])
    np.testing.assert_allclose(after, before[0], atol=1e-6)


def test_shapes_that_alternate_do_not_compile_on_and_on(blur: CheckedFile):
    backend = OpenVinoBackend(blur)
    shapes = [(1, 1, 8, 8 * (n + 1)) for n in range(4)]
    for _ in range(COMPILE_AFTER * 6):
        for shape in shapes:
            backend.run(frames(*shape))
            backend.close()
    # The shapes cost 8, 16, 32 tiles; two places are kept, the third takes the first's; the next would cost 64.
    assert backend.n_own_shapes == 2
    assert backend.n_compiled == 3


def test_a_file_for_one_shape_is_compiled_once(tmp_path: Path):
    path = pixel_model(tmp_path / "m.onnx", taken=(1, 1, 16, 16), given=(1, 3, 16, 16))
    backend = OpenVinoBackend(check_file(path))
    for _ in range(COMPILE_AFTER + 2):
        backend.run(frames(1, 1, 16, 16))
    backend.close()
    assert backend.n_own_shapes == 0


def test_threads_side_by_side_get_the_scores_of_their_own_tiles(blur: CheckedFile):
    backend = OpenVinoBackend(blur)
    jobs = {seed: frames(1, 1, 16, 24 + 8 * (seed % 3), seed=seed) for seed in range(24)}
    expected = {seed: OnnxRuntimeBackend.on_cpu(blur).run(tiles) for seed, tiles in jobs.items()}
    found: dict[int, Tiles] = {}

    def work(seeds: range) -> None:
        for seed in seeds:
            found[seed] = backend.run(jobs[seed])

    threads = [threading.Thread(target=work, args=(range(start, 24, 4),)) for start in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    backend.close()
    for seed, scores in expected.items():
        np.testing.assert_allclose(found[seed], scores, atol=1e-5)


def test_tiles_it_cannot_take_are_a_failure_and_the_next_ones_are_not(blur: CheckedFile):
    backend = OpenVinoBackend(blur)
    tiles = frames(1, 1, 16, 16)
    expected = backend.run(tiles)
    with pytest.raises(ModelError) as error:
        backend.run(frames(1, 3, 16, 16))
    assert error.value.message.code is Code.MODEL_FAILED
    assert error.value.message.params["path"] == str(blur.path)
    assert np.array_equal(backend.run(tiles), expected)


OUT_OF_MEMORY = """
import resource, sys
from pathlib import Path
import numpy as np, psutil
from inspector.core.messages import ModelError
from inspector.inference.model_file import check_file
from inspector.inference.openvino_runtime import OpenVinoBackend
from resources import resource as shipped

backend = OpenVinoBackend(check_file(shipped("models/steel-anet.onnx")))
small = np.random.default_rng(0).random((1, 1, 64, 64), np.float32)
expected = backend.run(small)
large = np.zeros((1, 1, 2048, 2048), np.float32)
_, hard = resource.getrlimit(resource.RLIMIT_AS)
resource.setrlimit(resource.RLIMIT_AS, (psutil.Process().memory_info().vms + 200_000_000, hard))
try:
    backend.run(large)
except ModelError as error:
    print(error.message.code)
else:
    print("an answer")
resource.setrlimit(resource.RLIMIT_AS, (hard, hard))
print(np.array_equal(backend.run(small), expected))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="limits memory as Linux does")
def test_where_memory_runs_out_it_is_told_and_the_answer_of_another_tile_is_never_given():
    ran = subprocess.run([sys.executable, "-c", OUT_OF_MEMORY], capture_output=True, text=True, timeout=120)
    assert (ran.returncode, ran.stdout.split()) == (0, [str(Code.MODEL_OUT_OF_MEMORY), "True"]), ran.stderr


def test_the_library_is_loaded_without_what_sends_usage_events(tmp_path: Path):
    """Loaded plainly it writes an id of the user to the home folder and sends an event over the network."""
    home, model = tmp_path / "home", blur_model(tmp_path / "blur.onnx", 1)
    home.mkdir()
    code = (
        "import socket, sys\n"
        "def refuse(*_, **__): raise AssertionError('a connection was tried')\n"
        "socket.socket.connect = socket.create_connection = refuse\n"
        "from pathlib import Path\n"
        "from inspector.inference.backend import Provider\n"
        "from inspector.inference.model_file import open_model\n"
        f"model = open_model(Path({str(model)!r}), Provider.OPENVINO)\n"
        "print(model.provider.used, [name for name in sys.modules if 'telemetry' in name and sys.modules[name]])\n"
    )
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("XDG_", "CI"))}
    ran = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, env=kept | {"HOME": str(home)}, timeout=60
    )
    assert (ran.returncode, ran.stdout.strip()) == (0, "openvino []"), ran.stderr
    assert [path for path in home.rglob("*") if path.is_file()] == []


def test_a_model_that_needs_no_openvino_does_not_load_it(tmp_path: Path):
    model = pixel_model(tmp_path / "m.onnx")
    code = (
        "import sys; from pathlib import Path; from inspector.inference.model_file import open_model; "
        f"open_model(Path({str(model)!r})); print('openvino' in sys.modules)"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60)
    assert (ran.returncode, ran.stdout.strip()) == (0, "False"), ran.stderr


def test_what_does_not_load_is_told(blur: CheckedFile, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setitem(sys.modules, "openvino", None)
    with pytest.raises(OpenVinoMissing, match="is not installed") as error:
        import_openvino()
    assert error.value.is_absent


def test_a_network_it_cannot_read_is_told_in_one_line(blur: CheckedFile, monkeypatch: pytest.MonkeyPatch):
    class Core:
        def read_model(self, _: Path) -> None:
            raise RuntimeError("Exception from src/core.cpp:84:\n  Check failed:\nno rule for operator Magic\n")

    monkeypatch.setattr(openvino_runtime, "import_openvino", lambda: SimpleNamespace(Core=Core))
    with pytest.raises(OpenVinoMissing) as error:
        OpenVinoBackend(blur)
    assert str(error.value) == "OpenVINO cannot run this network: no rule for operator Magic"


def test_its_card_and_shape_are_read_as_ever(tmp_path: Path):
    path = pixel_model(tmp_path / "m.onnx", card_text=None)
    with pytest.raises(ModelError) as error:
        open_model(path, Provider.OPENVINO)
    assert error.value.message.code is Code.MODEL_NO_CARD
    path.with_suffix(".card.json").write_text(card(name="beside").to_json(), encoding="utf-8")
    assert open_model(path, Provider.OPENVINO).card.name == "beside"
