"""Which backend runs a model: what was asked for where it works, else the next best, with the reason.

    auto          CUDA; else the faster of ONNX Runtime and OpenVINO on this CPU, by a trial
    cuda          CUDA; else as on the CPU above, and a notice
    tensorrt      TensorRT; else CUDA; else as on the CPU above, and a notice
    openvino      OpenVINO; else ONNX Runtime, and a notice
    cpu           ONNX Runtime

Whatever else runs a model must answer as ONNX Runtime does on the CPU, which was checked against its card: a GPU and 16
bits by probabilities, OpenVINO in 32 bits by each score.

A trial (``try_out``) is made once for each file, PC and pair of runtimes (``tuning``). It takes two seconds of runs at
most; a network that ONNX Runtime finishes in a moment is not tried at all. Who cannot wait for it, a line, opens a
model without, on ONNX Runtime, and has it tried beside. OpenVINO's scores must be those of ONNX Runtime, otherwise it
is not used, and that is said.
"""

from __future__ import annotations

import logging
import math
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial

import numpy as np

from inspector.core.class_map import argmax_prediction
from inspector.core.golden import coarse_probabilities, golden_picture, tolerance
from inspector.core.messages import Code, ModelError, message
from inspector.core.model_card import Golden, ModelCard
from inspector.core.preparation import prepare
from inspector.inference.backend import Backend, BackendChoice, Precision, Provider, Tiles, Trial, Tuning
from inspector.inference.nvidia import NO_DRIVER, open_on_gpu
from inspector.inference.onnx_runtime import ORT_ERRORS, CheckedFile, OnnxRuntimeBackend, n_cpu_streams
from inspector.inference.openvino_runtime import OpenVinoBackend, OpenVinoMissing
from inspector.inference.processor_trial import (
    SCORE_TOLERANCE,
    TrialGivenUp,
    as_the_card_says,
    fitted,
    score_difference,
    spread_over_cores,
)
from inspector.inference.reading_contract import probe_tile
from inspector.inference.stopwatch import Stopwatch
from inspector.inference.tuning import keep_tuning, known_tuning

log = logging.getLogger("inspector.inference")

TRIAL_S = 1.0  # of processor time, for the comparison of runtimes
MAX_ROUNDS = 5
NOT_WORTH_A_TRIAL_MS = 5.0  # per tile on ONNX Runtime
CLEARLY_FASTER = 0.9  # of ONNX Runtime's time; what is as fast as the other must not change from start to start

NAMES = {
    Provider.CPU: "CPU (ONNX Runtime)", Provider.OPENVINO: "OpenVINO", Provider.CUDA: "CUDA",
    Provider.TENSORRT: "TensorRT",
}  # fmt: skip


def choose_backend(file: CheckedFile, wanted: BackendChoice, *, tries: bool = True) -> Backend:
    """The backend to use. Raises ModelError where the network fails on ONNX Runtime too.

    Without ``tries`` a file that no trial knows runs on ONNX Runtime, and its report says that it is untried.
    """
    backend = _chosen(file, wanted, tries)
    if (scale := file.contract.scale) > 1:  # outlines are that coarse, and who looks at them should know
        device = f"{backend.provider.device}, a score for {scale} x {scale} px"
        backend.provider = replace(backend.provider, device=device)
    return backend


def _chosen(file: CheckedFile, wanted: BackendChoice, tries: bool) -> Backend:
    reasons: list[tuple[Provider, str]] = []
    for choice in _gpu_choices(wanted):
        opened = _trusted_on_gpu(file, choice)
        if not isinstance(opened, str):
            return _with_notice(opened, wanted, reasons)
        if wanted.provider is not Provider.AUTO or opened != NO_DRIVER:  # no GPU and none asked for: nothing to say
            reasons.append((choice.provider, opened))
    if wanted.provider is Provider.CPU:
        return OnnxRuntimeBackend.on_cpu(file)
    if wanted.provider is Provider.OPENVINO:
        backend, why_not = _asked_for_openvino(file, wanted.precision)
    else:
        backend, why_not = _fitting_on_cpu(file, tries)
    if why_not:
        reasons.append((Provider.OPENVINO, why_not))
    return _with_notice(backend, wanted, reasons)


def _trusted_on_gpu(file: CheckedFile, choice: BackendChoice) -> Backend | str:
    """Where it answers as the CPU does; else why it is not used."""
    opened = open_on_gpu(file, choice)
    if isinstance(opened, str):
        return opened
    try:
        return unlike(file, OnnxRuntimeBackend.on_cpu(file), opened, choice.precision) or opened
    except ModelError as error:
        return f"it failed: {error.message.params.get('detail', '')}"


def _gpu_choices(wanted: BackendChoice) -> Iterator[BackendChoice]:
    if wanted.provider in (Provider.CUDA, Provider.TENSORRT):
        yield wanted
        if wanted.has_graph:
            yield replace(wanted, has_graph=False)
    if wanted.provider in (Provider.AUTO, Provider.TENSORRT):
        yield BackendChoice(Provider.CUDA)


def _with_notice(backend: Backend, wanted: BackendChoice, reasons: list[tuple[Provider, str]]) -> Backend:
    if reasons:
        provider, detail = reasons[0]  # of what was wanted most
        is_on_cpu = backend.provider.used in (Provider.CPU, Provider.OPENVINO)
        used = "CPU" if is_on_cpu and provider is not Provider.OPENVINO else NAMES[backend.provider.used]
        name = NAMES[provider] + (" with captured graphs" if wanted.has_graph else "")
        notice = message(Code.PROVIDER_NOT_USED, wanted=name, used=used, detail=detail)
        backend.provider = replace(backend.provider, notice=notice, unused=provider)
    return backend


def _asked_for_openvino(file: CheckedFile, precision: Precision) -> tuple[Backend, str]:
    plain = OnnxRuntimeBackend.on_cpu(file)
    try:
        backend = OpenVinoBackend(file, precision)
        trial = compare(file, plain, backend, Stopwatch(), n_rounds=1)
    except OpenVinoMissing as error:
        return plain, str(error)
    except ModelError as error:
        return plain, f"it failed: {error.message.params.get('detail', '')}"
    if precision is Precision.F32:
        why_not = _disagreement(trial)
    else:
        why_not = unlike(file, plain, backend, precision)
    if why_not:
        return plain, why_not
    backend.provider = replace(backend.provider, trial=trial)
    log.info("%s runs on %s: %s", file.card.name, backend.provider.device, _timings(trial))
    return backend, ""


def _fitting_on_cpu(file: CheckedFile, tries: bool) -> tuple[Backend, str]:
    """As the trial found, and why OpenVINO is not used where it is installed but does not do."""
    tuning = known_tuning(file.sha256, file.card)
    if tuning is None and not tries:
        plain = OnnxRuntimeBackend.on_cpu(file)
        plain.provider = replace(
            plain.provider, device=f"{plain.provider.device}, fastest way not tried yet", is_untried=True
        )
        return plain, ""
    if tuning is None:
        tuning = try_out(file)
    is_spread = tuning.n_streams == 1 and n_cpu_streams() > 1
    try:
        if is_spread:
            backend = spread_over_cores(file, tuning.runtime)
        elif tuning.runtime is Provider.OPENVINO:
            backend = OpenVinoBackend(file)
        else:
            backend = OnnxRuntimeBackend.on_cpu(file)
    except OpenVinoMissing as error:
        return OnnxRuntimeBackend.on_cpu(file), str(error)
    except ORT_ERRORS as error:  # a second session, over all cores: for lack of memory, say
        log.warning("%s runs as its card says, not over all cores together: %s", file.card.name, error)
        return OnnxRuntimeBackend.on_cpu(file), tuning.why_not
    device = backend.provider.device
    if tuning.tile_px != file.card.tile_px:
        device += f", tiles of {tuning.tile_px} px"
    backend.provider = replace(backend.provider, device=device, trial=tuning.trial, tuning=tuning)
    return backend, tuning.why_not


def try_out(file: CheckedFile, gives_up: Callable[[], bool] = lambda: False, watch: Stopwatch | None = None) -> Tuning:
    """Find out how a model runs best here, and keep it.

    Raises ModelError where it fails on ONNX Runtime, and TrialGivenUp.
    """
    watch = watch or Stopwatch()
    plain, tiles = OnnxRuntimeBackend.on_cpu(file), trial_tiles(file.card, file.trial_tile)
    plain.run(tiles)
    if timed_ms(plain, tiles, watch) < NOT_WORTH_A_TRIAL_MS:
        tuning = as_the_card_says(file.card, plain)
        keep_tuning(file.sha256, tuning)
        return tuning
    backend, why_not = _faster_on_cpu(file, plain, watch)
    if gives_up():
        raise TrialGivenUp
    tuning = replace(fitted(file, backend, tiles, watch=watch, gives_up=gives_up), why_not=why_not)
    backend.close()
    keep_tuning(file.sha256, tuning)
    log.info(
        "%s: %d at once on %s, tiles of %d px that share %d, reach %s px, %.1f Mpx/s a core", file.card.name,
        tuning.n_streams, NAMES[tuning.runtime], tuning.tile_px, tuning.overlap_px, tuning.reach_px, tuning.mpx_per_s,
    )  # fmt: skip
    return tuning


def _faster_on_cpu(file: CheckedFile, plain: Backend, watch: Stopwatch) -> tuple[Backend, str]:
    """The faster one, and why OpenVINO is not used where it is installed but does not do."""
    try:
        backend = OpenVinoBackend(file)
        trial = compare(file, plain, backend, watch)
    except OpenVinoMissing as error:
        if error.is_absent:  # it has no wheel for this system, and nobody asked for it
            log.info("%s runs on %s: %s", file.card.name, plain.provider.device, error)
            return plain, ""
        return plain, str(error)
    except ModelError as error:
        return plain, f"it failed: {error.message.params.get('detail', '')}"
    why_not = _disagreement(trial)
    chosen: Backend = backend if _is_clearly_faster(trial) and not why_not else plain
    if math.isfinite(trial.largest_difference):  # else ``why_not`` says all there is, and no file holds such a number
        chosen.provider = replace(chosen.provider, trial=trial)
    log.info("%s runs on %s: %s", file.card.name, chosen.provider.device, _timings(trial))
    return chosen, why_not


def compare(file: CheckedFile, plain: Backend, other: Backend, watch: Stopwatch, n_rounds: int = MAX_ROUNDS) -> Trial:
    """Time both alternately, within TRIAL_S once both are warm. Raises ModelError where one fails."""
    tiles = trial_tiles(file.card, file.trial_tile)
    expected, found = plain.run(tiles), other.run(tiles)
    output = file.card.output
    same = argmax_prediction(expected[0], output).index == argmax_prediction(found[0], output).index
    times: list[tuple[float, float]] = []
    began_s = watch.spent_s
    while len(times) < n_rounds and (watch.spent_s - began_s) * (1 + 1 / max(len(times), 1)) < TRIAL_S:
        times.append((timed_ms(plain, tiles, watch), timed_ms(other, tiles, watch)))
    plain_ms, other_ms = (min(column) for column in zip(*times, strict=True))
    return Trial(file.trial_tile, plain_ms, other_ms, float(same.mean()), score_difference(expected, found))


def timed_ms(backend: Backend, tiles: Tiles, watch: Stopwatch) -> float:
    return watch.timed_s(partial(backend.run, tiles)) * 1e3


def trial_tiles(card: ModelCard, tile: tuple[int, int]) -> Tiles:
    """One tile with something to see: blocks of grey under noise, always the same. (1, C, h, w)."""
    height, width = tile
    chance = np.random.default_rng(0)
    blocks = chance.integers(40, 216, (-(-height // 16), -(-width // 16)))
    grey = np.kron(blocks, np.ones((16, 16)))[:height, :width] + chance.normal(0, 12, (height, width))
    return prepare(np.clip(grey, 1, 254).astype(np.uint8), card, 8)[None]


def golden_tiles(card: ModelCard, golden: Golden) -> Tiles:
    """The prepared picture of a golden answer, (1, C, h, w)."""
    picture = golden_picture(golden.seed, golden.height, golden.width, card.input_channels)
    return prepare(picture, card, 8)[None]


def unlike(file: CheckedFile, plain: Backend, other: Backend, precision: Precision) -> str:
    """How its answers to the probe and the golden pictures differ from those of the CPU, which answers as the card
    says; "" where they do not. Raises ModelError where a backend fails."""
    output = file.card.output
    limit = tolerance(output, is_half=precision is not Precision.F32)
    for tiles in (probe_tile(file.card, file.contract), *(golden_tiles(file.card, each) for each in file.goldens)):
        expected, found = (coarse_probabilities(backend.run(tiles)[0], output) for backend in (plain, other))
        largest = float(np.abs(expected - found).max())
        if not largest <= limit:  # NaN is not
            return f"its probabilities differ by {largest:.2g} from those of the CPU, {limit:g} are possible"
    return ""


def _is_clearly_faster(trial: Trial) -> bool:
    return trial.openvino_ms < CLEARLY_FASTER * trial.onnx_runtime_ms


def _disagreement(trial: Trial) -> str:
    if trial.largest_difference <= SCORE_TOLERANCE:  # NaN is not
        return ""
    return f"its scores differ from those of ONNX Runtime by {trial.largest_difference:.2g} of the largest"


def _timings(trial: Trial) -> str:
    height, width = trial.tile
    return (
        f"a tile of {height} x {width} takes {trial.openvino_ms:.1f} ms on OpenVINO, {trial.onnx_runtime_ms:.1f} ms on "
        f"ONNX Runtime; both give {trial.same_pixels:.4%} of its pixels the same class"
    )
