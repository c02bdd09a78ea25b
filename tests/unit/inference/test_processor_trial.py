"""Threads, tiles and overlap by trial, on stand-ins whose time is known: a clock that goes on only while they run."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from onnx_models import card, pixel_model

from inspector.core.messages import Code, ModelError, message
from inspector.inference import choosing, processor_trial, tuning
from inspector.inference.backend import Backend, BackendChoice, Provider, ProviderReport, Tiles, Trial
from inspector.inference.choosing import choose_backend, trial_tiles, try_out
from inspector.inference.model_file import check_file, open_model, try_model
from inspector.inference.onnx_runtime import CheckedFile, OnnxRuntimeBackend
from inspector.inference.openvino_runtime import OpenVinoMissing
from inspector.inference.predictor import Predictor
from inspector.inference.processor_trial import N_ROUNDS, TrialGivenUp, as_the_card_says, fitted
from inspector.inference.stopwatch import Stopwatch
from inspector.inference.trial_beside import TrialBeside

PX_S = 1e-7  # of a stand-in, if nothing else is said


class Clock:
    def __init__(self) -> None:
        self.now_s = 0.0

    def __call__(self) -> float:
        return self.now_s


class Timed:
    """Takes a time by the size of its tiles; finds all that is brighter than grey, pixel by pixel."""

    def __init__(self, clock: Clock, px_s: Callable[[int], float] = lambda side: PX_S, *, beside: float = 1.0) -> None:
        self.provider = ProviderReport(Provider.CPU, "stand-in")
        self.tiles_at_once, self.n_streams = 1, 2
        self.clock, self.px_s, self.beside = clock, px_s, beside
        self.sides: list[int] = []

    def run(self, tiles: Tiles) -> Tiles:
        height, width = tiles.shape[2:]
        self.sides.append(max(height, width))
        is_main = threading.current_thread() is threading.main_thread()
        self.clock.now_s += self.px_s(max(height, width)) * height * width * (1.0 if is_main else self.beside)
        return np.concatenate([np.zeros_like(tiles), 200 * (tiles - 0.5), np.full_like(tiles, -200.0)], axis=1)

    def close(self) -> None: ...


@pytest.fixture
def file(tmp_path: Path) -> CheckedFile:
    """Tiles of 64 that share 16, in multiples of 8."""
    return check_file(pixel_model(tmp_path / "m.onnx"))


def trial_of(file: CheckedFile, backend: Timed, spread: Timed, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(processor_trial, "n_cpu_streams", lambda: 2)
    monkeypatch.setattr(processor_trial, "spread_over_cores", lambda *_: spread)
    return fitted(file, backend, trial_tiles(file.card, (64, 64)), watch=Stopwatch((backend.clock,)))


def test_a_network_of_single_pixels_gets_the_tiles_that_overlap_least(file, monkeypatch):
    backend = Timed(clock := Clock())
    found = trial_of(file, backend, Timed(clock), monkeypatch)
    # 2000 x 2048 px by tiles of up to 1024 that share 16: 2 x 3 of 1008 x 696. Of 768: 3 x 3 of 680 x 696.
    assert (found.reach_px, found.overlap_px, found.tile_px) == (0, 16, 1024)
    assert found.mpx_per_s == 10.0
    assert (found.runtime, found.n_streams) == (Provider.CPU, 2)


def test_larger_tiles_that_take_longer_for_a_pixel_are_not_taken(file, monkeypatch):
    backend = Timed(clock := Clock(), lambda side: PX_S * (2 if side > 512 else 1))
    found = trial_of(file, backend, Timed(clock), monkeypatch)
    assert (found.reach_px, found.overlap_px, found.tile_px) == (0, 16, 64)


@pytest.mark.parametrize(
    ("of_spread", "beside", "n_streams"),
    [
        (0.4, 0.5, 1),  # two side by side take as long as one alone, two over both cores 0.8 of that
        (0.48, 0.5, 2),  # no clear gain
        (0.4, 1.0, 2),  # side by side takes twice what one takes alone: the cores are busy, nothing is known
    ],
)
def test_cores_work_together_where_that_is_clearly_faster(
    file, monkeypatch, of_spread: float, beside: float, n_streams: int
):
    backend = Timed(clock := Clock(), beside=beside)
    spread = Timed(clock, lambda side: PX_S * of_spread)
    assert trial_of(file, backend, spread, monkeypatch).n_streams == n_streams


def test_a_slow_network_is_run_no_more_than_the_time_allows(file, monkeypatch):
    backend = Timed(clock := Clock(), lambda side: 0.9 / 64**2)
    spread = Timed(clock)
    found = trial_of(file, backend, spread, monkeypatch)
    assert (found.reach_px, found.tile_px, found.overlap_px, found.n_streams) == (None, 64, 16, 2)
    assert (len(backend.sides), spread.sides) == (N_ROUNDS, [])


def test_a_trial_that_nobody_wants_ends_and_keeps_nothing(file, tmp_path: Path, monkeypatch):
    monkeypatch.setenv("INSPECTOR_CACHE", str(tmp_path / "cache"))  # what other tests know of such a file is not here
    monkeypatch.setattr(tuning, "_in_memory", {})
    monkeypatch.setattr(choosing, "NOT_WORTH_A_TRIAL_MS", 0.0)
    with pytest.raises(TrialGivenUp):
        try_out(file, gives_up=lambda: True)
    assert tuning.known_tuning(file.sha256, file.card) is None


def test_what_was_found_is_how_the_model_runs(tmp_path: Path, monkeypatch):
    """Real runtimes: a trial beside, then the next opening follows it, tiles included."""
    monkeypatch.setenv("INSPECTOR_CACHE", str(tmp_path / "cache"))
    monkeypatch.setattr(tuning, "_in_memory", {})
    monkeypatch.setattr(choosing, "NOT_WORTH_A_TRIAL_MS", 0.0)
    path = pixel_model(tmp_path / "m.onnx")
    first = open_model(path, tries=False)
    assert first.provider.is_untried
    assert "not tried yet" in first.provider.device
    assert (first.provider.used, first.tile_px, first.overlap_px) == (Provider.CPU, 64, 16)
    beside = TrialBeside()
    beside.begin(path)
    beside.wait()
    beside.give_up()
    second = open_model(path, tries=False)
    assert not second.provider.is_untried
    assert second.tuning is not None
    assert (second.tuning.reach_px, second.overlap_px) == (0, 16)
    assert second.tile_px >= 64
    assert Predictor(second).plan(64, 120).tile_width <= second.tile_px
    assert choose_backend(check_file(path), BackendChoice()).provider == second.provider


def test_cores_that_work_together_answer_the_same(file):
    tiles = trial_tiles(file.card, (64, 64))
    together = OnnxRuntimeBackend.on_cpu(file, is_spread=True)
    assert together.n_streams == 1
    assert "together" in together.provider.device
    assert np.array_equal(together.run(tiles), OnnxRuntimeBackend.on_cpu(file).run(tiles))


def test_a_model_that_is_gone_ends_its_trial_in_the_log(tmp_path: Path, caplog):
    beside = TrialBeside()
    beside.begin(tmp_path / "gone.onnx")
    beside.wait()
    assert "could not be tried" in caplog.text
    beside.give_up()
    beside.give_up()


def test_a_stopwatch_takes_the_clock_that_went_on_less():
    wall, cpu = Clock(), Clock()

    def job() -> None:
        wall.now_s += 3.0
        cpu.now_s += 1.0

    watch = Stopwatch((wall, cpu))
    assert (watch.timed_s(job), watch.wall_s(job), watch.spent_s) == (1.0, 3.0, 4.0)


def test_try_model_is_what_the_trial_beside_runs(tmp_path: Path):
    assert try_model(pixel_model(tmp_path / "m.onnx"), lambda: False).runtime in (Provider.CPU, Provider.OPENVINO)


class Failing(Timed):
    """In tiles larger than ``most``."""

    most = 0

    def run(self, tiles: Tiles) -> Tiles:
        if max(tiles.shape[2:]) > self.most:
            raise ModelError(message(Code.MODEL_OUT_OF_MEMORY, path="m", detail=""))
        return super().run(tiles)


@pytest.mark.parametrize("most", [64, 512, 768])
def test_a_network_that_fails_in_larger_tiles_keeps_those_of_its_card(file, monkeypatch, caplog, most: int):
    backend = Failing(clock := Clock())
    backend.most = most
    found = trial_of(file, backend, Timed(clock, lambda side: PX_S * 0.1), monkeypatch)
    assert (found.reach_px, found.tile_px, found.overlap_px) == (None, 64, 16)
    assert "keeps the tiles of its card" in caplog.text


@pytest.mark.parametrize(("multiple", "reach_px"), [(256, 0), (512, None)])
def test_a_picture_is_cut_only_where_something_is_left_of_it(tmp_path: Path, monkeypatch, multiple, reach_px):
    small = card(size_multiple=multiple, tile_px=512, overlap_px=256)
    coarse = check_file(pixel_model(tmp_path / "coarse.onnx", card_text=small.to_json()))
    clock = Clock()
    found = trial_of(coarse, Timed(clock, lambda side: PX_S * 0.1), Timed(clock), monkeypatch)
    assert (found.reach_px, found.overlap_px) == (reach_px, 256)


class OnOpenVino(Timed):
    """The answers of ``pixel_model``, wrong in tiles larger than ``right_up_to``."""

    right_up_to = 10_000

    def __init__(self, *facts: object) -> None:
        super().__init__(*facts)  # type: ignore[arg-type]  # handed on as they come
        self.provider = ProviderReport(Provider.OPENVINO, "stand-in", trial=Trial((64, 64), 1.0, 1.0, 1.0, 0.0))

    def run(self, tiles: Tiles) -> Tiles:
        super().run(tiles)
        error = 0.0 if max(tiles.shape[2:]) <= self.right_up_to else 0.1
        return np.concatenate([np.zeros_like(tiles), 10 * tiles - 4.05 + error, 30 * tiles - 18], axis=1)


@pytest.mark.parametrize(("right_up_to", "tile_px"), [(10_000, 1024), (768, 768), (512, 64)])
def test_larger_tiles_are_taken_where_openvino_gives_the_scores_of_onnx_runtime(
    file, monkeypatch, right_up_to: int, tile_px: int
):
    backend = OnOpenVino(clock := Clock())
    backend.right_up_to = right_up_to
    assert trial_of(file, backend, Timed(clock), monkeypatch).tile_px == tile_px


@pytest.mark.parametrize(("right_up_to", "n_streams"), [(64, 1), (63, 2)])
def test_cores_work_together_on_openvino_where_they_give_the_scores_of_onnx_runtime(
    file, monkeypatch, right_up_to: int, n_streams: int
):
    spread = OnOpenVino(clock := Clock(), lambda side: PX_S * 0.4)
    spread.right_up_to = right_up_to
    backend = Timed(clock, beside=0.5)
    assert trial_of(file, backend, spread, monkeypatch).n_streams == n_streams


@pytest.mark.parametrize("error", [RuntimeError("no memory"), OpenVinoMissing("it does not load")])
def test_cores_that_cannot_work_together_leave_onnx_runtime_as_the_card_says(
    file, tmp_path: Path, monkeypatch, error: Exception
):
    def fails(*_: object) -> Backend:
        raise error

    monkeypatch.setenv("INSPECTOR_CACHE", str(tmp_path / "cache"))
    monkeypatch.setattr(tuning, "_in_memory", {})
    monkeypatch.setattr(choosing, "n_cpu_streams", lambda: 2)
    monkeypatch.setattr(choosing, "spread_over_cores", fails)
    plain = OnnxRuntimeBackend.on_cpu(file)
    tuning.keep_tuning(file.sha256, replace(as_the_card_says(file.card, plain), n_streams=1, tile_px=128))
    backend = choose_backend(file, BackendChoice())
    assert (backend.provider.used, backend.provider.tuning) == (Provider.CPU, None)
    assert backend.n_streams == plain.n_streams
    assert (backend.provider.notice is not None) is isinstance(error, OpenVinoMissing)
