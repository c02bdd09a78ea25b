"""Which backend is used, what is said about it, and that a trial stays short. Runtimes here are stand-ins."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import numpy as np
import pytest
from onnx_models import pixel_model

from inspector.core.messages import Code, ModelError, message
from inspector.inference import choosing, nvidia, tuning
from inspector.inference.backend import BackendChoice, Precision, Provider, ProviderReport, Tiles
from inspector.inference.choosing import choose_backend, trial_tiles
from inspector.inference.model_file import check_file
from inspector.inference.onnx_runtime import CheckedFile, OnnxRuntimeBackend
from inspector.inference.openvino_runtime import OpenVinoMissing
from inspector.inference.processor_trial import as_the_card_says
from inspector.inference.stopwatch import Stopwatch
from inspector.inference.tuning import forget_tuning, known_tuning
from inspector.texts.messages import one_line

SLOW_S, MIDDLE_S, FAST_S = 0.030, 0.015, 0.008


class Clock:
    """Goes on only while a stand-in runs: a busy PC makes no trial longer."""

    def __init__(self) -> None:
        self.now_s = 0.0

    def __call__(self) -> float:
        return self.now_s


CLOCK = Clock()


class Timed:
    """Takes a known time of ``CLOCK``; its scores are one for the class in the middle, plus ``error``."""

    def __init__(self, used: Provider, seconds: float, error: float = 0.0, fails: Code | None = None) -> None:
        self.provider = ProviderReport(used, f"stand-in for {used}")
        self.tiles_at_once, self.n_streams = 1, 2
        self.seconds, self.error, self.fails, self.n_runs = seconds, error, fails, 0

    def run(self, tiles: Tiles) -> Tiles:
        self.n_runs += 1
        if self.fails is not None:
            raise ModelError(message(self.fails, path="m.onnx", detail="out of luck"))
        CLOCK.now_s += self.seconds
        scores = np.zeros((len(tiles), 3, *tiles.shape[2:]), np.float32)
        scores[:, 1] = 1.0
        scores[:, 2] = self.error
        return scores

    def close(self) -> None: ...


@pytest.fixture(autouse=True)
def no_gpu_and_no_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(nvidia, "is_nvidia_driver_present", lambda: False)
    monkeypatch.setattr(choosing, "Stopwatch", partial(Stopwatch, (CLOCK,)))
    # What follows the choice of the runtime has tests of its own, in test_processor_trial.py.
    monkeypatch.setattr(choosing, "fitted", lambda file, backend, *_, **__: as_the_card_says(file.card, backend))


@pytest.fixture
def file(tmp_path: Path) -> Iterator[CheckedFile]:
    checked = check_file(pixel_model(tmp_path / "m.onnx"))
    forget_tuning(checked.sha256)
    yield checked
    forget_tuning(checked.sha256)


@pytest.fixture
def with_runtimes(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Put stand-ins in the place of both runtimes; an exception in the place of OpenVINO is raised by it."""

    def put(plain: Timed, openvino: Timed | Exception) -> None:
        class Plain:
            @staticmethod
            def on_cpu(_: CheckedFile) -> Timed:
                return plain

        def opened(_: CheckedFile, precision: Precision = Precision.F32) -> Timed:
            if isinstance(openvino, Exception):
                raise openvino
            return openvino

        monkeypatch.setattr(choosing, "OnnxRuntimeBackend", Plain)
        monkeypatch.setattr(choosing, "OpenVinoBackend", opened)

    return put


def test_the_faster_runtime_is_used_and_the_trial_told(file, with_runtimes, caplog):
    plain, openvino = Timed(Provider.CPU, SLOW_S), Timed(Provider.OPENVINO, FAST_S)
    with_runtimes(plain, openvino)
    with caplog.at_level(logging.INFO, "inspector.inference"):
        chosen = choose_backend(file, BackendChoice())
    assert chosen is openvino
    trial = chosen.provider.trial
    assert trial is not None
    assert (trial.tile, trial.same_pixels, trial.largest_difference) == ((64, 64), 1.0, 0.0)
    assert (trial.onnx_runtime_ms, trial.openvino_ms) == pytest.approx((SLOW_S * 1e3, FAST_S * 1e3))
    assert chosen.provider.notice is None
    assert "small runs on stand-in for openvino: a tile of 64 x 64 takes" in caplog.text


@pytest.mark.parametrize("openvino_s", [SLOW_S, MIDDLE_S])
def test_one_that_is_no_faster_is_not_used_and_nothing_is_wrong(file, with_runtimes, openvino_s: float):
    with_runtimes(Timed(Provider.CPU, MIDDLE_S), Timed(Provider.OPENVINO, openvino_s))
    report = choose_backend(file, BackendChoice()).provider
    assert (report.used, report.notice) == (Provider.CPU, None)
    assert report.trial is not None  # for who asks why


def test_a_network_that_takes_a_moment_is_not_tried(file, with_runtimes, monkeypatch):
    openvino = Timed(Provider.OPENVINO, 0.0)
    with_runtimes(Timed(Provider.CPU, 0.0), openvino)
    report = choose_backend(file, BackendChoice()).provider
    assert (report.used, report.trial, openvino.n_runs) == (Provider.CPU, None, 0)


def test_a_result_is_remembered_and_no_second_trial_is_made(file, with_runtimes):
    plain, openvino = Timed(Provider.CPU, SLOW_S), Timed(Provider.OPENVINO, FAST_S)
    with_runtimes(plain, openvino)
    first = choose_backend(file, BackendChoice()).provider
    n_runs = plain.n_runs, openvino.n_runs
    assert choose_backend(file, BackendChoice()).provider == first
    assert (plain.n_runs, openvino.n_runs) == n_runs


def test_fast_networks_are_timed_five_times_and_slow_ones_once(file, with_runtimes):
    plain, openvino = Timed(Provider.CPU, SLOW_S), Timed(Provider.OPENVINO, FAST_S)
    with_runtimes(plain, openvino)
    choose_backend(file, BackendChoice())
    assert (plain.n_runs, openvino.n_runs) == (2 + 1 + 5, 1 + 5)  # alone, then warm, then timed
    forget_tuning(file.sha256)
    plain, openvino = Timed(Provider.CPU, 0.6), Timed(Provider.OPENVINO, 0.5)
    with_runtimes(plain, openvino)
    choose_backend(file, BackendChoice())
    assert (plain.n_runs, openvino.n_runs) == (2 + 1 + 1, 1 + 1)


@pytest.mark.parametrize("wanted", [Provider.AUTO, Provider.OPENVINO])
@pytest.mark.parametrize("error", [0.01, np.nan])
def test_other_scores_than_those_of_onnx_runtime_are_not_used_and_that_is_said(
    file, with_runtimes, monkeypatch, error: float, wanted: Provider
):
    with_runtimes(Timed(Provider.CPU, SLOW_S), Timed(Provider.OPENVINO, FAST_S, error=error))
    report = choose_backend(file, BackendChoice(wanted)).provider
    assert report.used is Provider.CPU
    assert report.notice is not None
    assert report.notice.code is Code.PROVIDER_NOT_USED
    assert "differ" in str(report.notice.params["detail"])
    known = known_tuning(file.sha256, file.card)
    if wanted is Provider.AUTO:  # it is found in the file again, and says why
        assert known is not None
        assert (known.trial is None) == np.isnan(error)
        monkeypatch.setattr(tuning, "_in_memory", {})
        assert known_tuning(file.sha256, file.card) == known


def test_sixteen_bits_that_were_asked_for_are_used_and_their_agreement_is_stated(file, with_runtimes, caplog):
    with_runtimes(Timed(Provider.CPU, FAST_S), Timed(Provider.OPENVINO, SLOW_S, error=0.01))
    with caplog.at_level(logging.INFO, "inspector.inference"):
        report = choose_backend(file, BackendChoice(Provider.OPENVINO, Precision.BF16)).provider
    assert (report.used, report.notice) == (Provider.OPENVINO, None)
    assert report.trial is not None
    assert report.trial.same_pixels == 1.0
    assert report.trial.largest_difference == pytest.approx(0.01)
    assert "both give 100.0000% of its pixels the same class" in caplog.text


def test_a_library_that_is_not_installed_is_a_fault_only_where_it_was_asked_for(file, with_runtimes):
    with_runtimes(Timed(Provider.CPU, SLOW_S), OpenVinoMissing("it is not installed", is_absent=True))
    assert choose_backend(file, BackendChoice()).provider.notice is None
    report = choose_backend(file, BackendChoice(Provider.OPENVINO)).provider
    assert report.used is Provider.CPU
    assert report.notice is not None
    said = one_line(report.notice)
    assert "The model runs on the CPU (ONNX Runtime), not on OpenVINO." in said
    assert "it is not installed" in said


@pytest.mark.parametrize("wanted", [Provider.AUTO, Provider.OPENVINO])
@pytest.mark.parametrize(
    ("openvino", "reason"),
    [
        (OpenVinoMissing("it does not load"), "it does not load"),
        (Timed(Provider.OPENVINO, 0, fails=Code.MODEL_FAILED), "it failed: out of luck"),
    ],
)
def test_a_library_that_fails_is_told_even_to_who_did_not_ask(
    file, with_runtimes, openvino: Timed | Exception, reason: str, wanted: Provider
):
    with_runtimes(Timed(Provider.CPU, SLOW_S), openvino)
    report = choose_backend(file, BackendChoice(wanted)).provider
    assert report.used is Provider.CPU
    assert report.notice is not None
    assert report.notice.params["detail"] == reason


def test_who_asks_for_onnx_runtime_on_the_cpu_gets_it_untried(file, with_runtimes):
    plain, openvino = Timed(Provider.CPU, SLOW_S), Timed(Provider.OPENVINO, FAST_S)
    with_runtimes(plain, openvino)
    assert choose_backend(file, BackendChoice(Provider.CPU)) is plain
    assert (plain.n_runs, openvino.n_runs) == (0, 0)


@pytest.mark.parametrize("word", ["tensorrt:f16+graph", "tensorrt", "cuda"])
def test_a_gpu_that_is_not_there_leaves_the_faster_runtime_of_the_cpu_and_a_notice(file, with_runtimes, word: str):
    with_runtimes(Timed(Provider.CPU, SLOW_S), Timed(Provider.OPENVINO, FAST_S))
    report = choose_backend(file, BackendChoice.parse(word)).provider
    assert report.used is Provider.OPENVINO
    assert report.notice is not None
    named = {"tensorrt": "TensorRT", "cuda": "CUDA", "tensorrt:f16+graph": "TensorRT with captured graphs"}[word]
    assert dict(report.notice.params) == {"wanted": named, "used": "CPU", "detail": nvidia.NO_DRIVER}


def on_cuda(file: CheckedFile) -> OnnxRuntimeBackend:
    """What a GPU would be that computes rightly."""
    backend = OnnxRuntimeBackend.on_cpu(file)
    backend.provider = ProviderReport(Provider.CUDA, "stand-in for cuda")
    return backend


@pytest.mark.parametrize(
    ("gpu", "reason"),
    [
        (Timed(Provider.CUDA, 0.0), "its probabilities differ by"),  # the class in the middle everywhere
        (Timed(Provider.CUDA, 0.0, fails=Code.MODEL_OUT_OF_MEMORY), "it failed: out of luck"),
    ],
)
def test_a_gpu_that_does_not_answer_as_the_cpu_does_is_not_used_and_that_is_said(
    file: CheckedFile, monkeypatch: pytest.MonkeyPatch, gpu: Timed, reason: str
):
    monkeypatch.setattr(choosing, "open_on_gpu", lambda *_: gpu)
    report = choose_backend(file, BackendChoice(Provider.CUDA)).provider
    assert report.used is Provider.CPU
    assert report.notice is not None
    assert report.notice.code is Code.PROVIDER_NOT_USED
    assert reason in str(report.notice.params["detail"])
    monkeypatch.setattr(choosing, "open_on_gpu", lambda *_: on_cuda(file))
    assert choose_backend(file, BackendChoice(Provider.CUDA)).provider.used is Provider.CUDA


def test_sixteen_bits_that_answer_otherwise_are_not_used(file, with_runtimes):
    with_runtimes(Timed(Provider.CPU, FAST_S), Timed(Provider.OPENVINO, SLOW_S, error=3.0))
    report = choose_backend(file, BackendChoice(Provider.OPENVINO, Precision.BF16)).provider
    assert report.used is Provider.CPU
    assert report.notice is not None
    assert "0.05 are possible" in str(report.notice.params["detail"])


def test_the_next_best_gpu_is_used_where_the_first_fails(file, monkeypatch):
    asked: list[str] = []

    def open_on_gpu(_: CheckedFile, choice: BackendChoice) -> OnnxRuntimeBackend | str:
        asked.append(str(choice))
        return on_cuda(file) if choice == BackendChoice(Provider.CUDA) else f"no {choice}"

    monkeypatch.setattr(choosing, "open_on_gpu", open_on_gpu)
    report = choose_backend(file, BackendChoice.parse("tensorrt:f16+graph")).provider
    assert asked == ["tensorrt:f16+graph", "tensorrt:f16", "cuda"]
    assert report.used is Provider.CUDA
    assert report.notice is not None
    assert report.notice.params["wanted"] == "TensorRT with captured graphs"
    assert (report.notice.params["used"], report.notice.params["detail"]) == ("CUDA", "no tensorrt:f16+graph")
    asked.clear()
    assert choose_backend(file, BackendChoice()).provider.notice is None
    assert asked == ["cuda"]


def test_the_tile_of_a_trial_is_always_the_same_and_has_something_to_see(file):
    tiles = trial_tiles(file.card, (40, 72))
    assert tiles.shape == (1, 1, 40, 72)
    assert tiles.dtype == np.float32
    assert np.array_equal(tiles, trial_tiles(file.card, (40, 72)))
    assert tiles.std() > 0.1  # of 0..1
