"""Threads, tiles and their overlap, by trial on the PC at hand; which runtime, ``choosing`` has found before.

    reach     how far the network looks (``reach``): tiles overlap by no more
    tile      where its reach is known, so that it gives the same in any tile: the size that costs a large frame least
    threads   a tile for each core side by side, or one after the other over all cores

Each step is made only where it fits into what is left of the time; what was left out stays as the card says, and so do
the tiles of a network that fails in others. On OpenVINO nothing is taken whose scores are not those of ONNX Runtime.
"""

from __future__ import annotations

import logging
import math
import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial

import numpy as np

from inspector.core.messages import ModelError
from inspector.core.model_card import MAX_TILE_PX, ModelCard
from inspector.inference.backend import Backend, Provider, Tiles, Tuning
from inspector.inference.onnx_runtime import ORT_ERRORS, CheckedFile, OnnxRuntimeBackend, n_cpu_streams
from inspector.inference.openvino_runtime import OpenVinoBackend, OpenVinoMissing
from inspector.inference.reach import N_ANSWERS, PICTURE_PX, measure_reach, overlap_for
from inspector.inference.stopwatch import Stopwatch
from inspector.inference.tiling import plan_tiles

log = logging.getLogger("inspector.inference")

LIMIT_S = 2.0  # of processor time, those that chose the runtime included
BUSY = 1.5  # times what a tile takes alone, for as many side by side as there are cores
CLEARLY_LESS = 0.9  # of the time: what is as fast as the other must not change from trial to trial
LARGE_FRAME = (2000, 2048)  # that tile sizes are judged by
LARGER_TILES = (768, 1024)
N_ROUNDS = 2
SCORE_TOLERANCE = 1e-3  # of the largest score, in 32 bits


class TrialGivenUp(Exception):  # noqa: N818  it is no error: somebody asked for it
    """The model is no longer wanted, or the program ends."""


def fitted(
    file: CheckedFile,
    backend: Backend,
    tiles: Tiles,
    *,
    watch: Stopwatch,
    gives_up: Callable[[], bool] = lambda: False,
) -> Tuning:
    """How ``backend``, which has run the prepared ``tiles`` (1, C, h, w) before, is used best. Raises ModelError where
    it fails, TrialGivenUp where ``gives_up`` says so."""
    card = file.card

    def fits(expected_s: float) -> bool:
        if gives_up():
            raise TrialGivenUp
        return watch.spent_s + expected_s <= LIMIT_S

    def answer(shown: Tiles) -> Tiles:
        if gives_up():
            raise TrialGivenUp
        given: list[Tiles] = []
        watch.timed_s(lambda: given.append(backend.run(shown)))
        return given[0]

    one_s = min(watch.timed_s(partial(backend.run, tiles)) for _ in range(N_ROUNDS))
    reach_px, tile_px, overlap_px = None, card.tile_px, card.overlap_px
    per_px_s = one_s / (tiles.shape[2] * tiles.shape[3])
    can_be_cut = file.fixed_tile is None and PICTURE_PX % card.size_multiple == 0 and card.size_multiple < PICTURE_PX
    if can_be_cut and fits(per_px_s * PICTURE_PX**2 * N_ANSWERS):
        try:
            reach_px = measure_reach(answer, card)
            if reach_px is not None:
                overlap_px = overlap_for(reach_px, card)
                tile_px = _cheapest_tile(file, backend, tiles, overlap_px, per_px_s, watch, fits)
        except ModelError as error:  # what is no tile of its card may fail, and says nothing against the model
            log.warning("%s keeps the tiles of its card, others failed in a trial: %s", card.name, error)
            reach_px, tile_px, overlap_px = None, card.tile_px, card.overlap_px
    n_streams, n_cores = backend.n_streams, n_cpu_streams()
    spread_s = one_s * (n_cores * (N_ROUNDS + 1) + _checking(backend))
    if n_cores > 1 and fits(spread_s) and _is_spread_faster(file, backend, tiles, one_s, watch):
        n_streams = 1
    speed = tiles.shape[2] * tiles.shape[3] / one_s / 1e6 if one_s > 0 else 0.0
    return replace(
        as_the_card_says(card, backend), n_streams=n_streams, tile_px=tile_px, overlap_px=overlap_px,
        reach_px=reach_px, mpx_per_s=round(speed, 2),
    )  # fmt: skip


def as_the_card_says(card: ModelCard, backend: Backend) -> Tuning:
    report, measured_at = backend.provider, datetime.now(UTC).isoformat(timespec="seconds")
    return Tuning(
        report.used, backend.n_streams, card.tile_px, card.overlap_px, None, 0.0, measured_at, report.trial
    )  # fmt: skip


def spread_over_cores(file: CheckedFile, runtime: Provider) -> Backend:
    """One call over all cores. Raises OpenVinoMissing, or one of ORT_ERRORS."""
    if runtime is Provider.OPENVINO:
        return OpenVinoBackend(file, is_spread=True)
    return OnnxRuntimeBackend.on_cpu(file, is_spread=True)


def score_difference(expected: Tiles, found: Tiles) -> float:
    """The largest, as a part of the largest score; NaN where one is no number."""
    return float(np.abs(expected - found).max()) / max(1.0, float(np.abs(expected).max()))


def _checking(backend: Backend) -> float:
    """What ONNX Runtime takes for its answer, in runs of ``backend``."""
    trial = backend.provider.trial
    return trial.onnx_runtime_ms / trial.openvino_ms if backend.provider.used is Provider.OPENVINO and trial else 0.0


def _answers_as_onnx_runtime(file: CheckedFile, backend: Backend, tiles: Tiles, watch: Stopwatch) -> bool:
    """Runs it in any case."""
    given: list[Tiles] = []
    watch.timed_s(lambda: given.append(backend.run(tiles)))
    if backend.provider.used is Provider.CPU:
        return True
    watch.timed_s(lambda: given.append(OnnxRuntimeBackend.on_cpu(file).run(tiles)))
    difference = score_difference(given[1], given[0])
    if difference <= SCORE_TOLERANCE:  # NaN is not
        return True
    log.warning(
        "%s: on %s, in a tile of %d x %d px, scores differ from those of ONNX Runtime by %.2g of the largest",
        file.card.name, backend.provider.device, *tiles.shape[2:], difference,
    )  # fmt: skip
    return False


def _is_spread_faster(file: CheckedFile, backend: Backend, tiles: Tiles, one_s: float, watch: Stopwatch) -> bool:
    n = n_cpu_streams()
    try:
        spread = spread_over_cores(file, backend.provider.used)
        if not _answers_as_onnx_runtime(file, spread, tiles, watch):
            spread.close()
            return False
        side_by_side_s, in_turn_s = math.inf, math.inf
        for _ in range(N_ROUNDS):
            side_by_side_s = min(side_by_side_s, watch.wall_s(partial(_side_by_side, backend, tiles, n)))
            in_turn_s = min(in_turn_s, watch.wall_s(partial(_in_turn, spread, tiles, n)))
        spread.close()
    except (*ORT_ERRORS, OpenVinoMissing, ModelError):  # no reason to leave what works
        return False
    is_busy = side_by_side_s > BUSY * one_s  # other programs have the cores: a comparison says nothing
    return not is_busy and in_turn_s < CLEARLY_LESS * side_by_side_s


def _side_by_side(backend: Backend, tiles: Tiles, n: int) -> None:
    threads = [threading.Thread(target=backend.run, args=(tiles,), name=f"trial-{number}") for number in range(n)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def _in_turn(backend: Backend, tiles: Tiles, n: int) -> None:
    for _ in range(n):
        backend.run(tiles)


def _larger(tiles: Tiles, side: int) -> Tiles:
    """A tile of another size: the same picture, repeated."""
    _, _, height, width = tiles.shape
    larger = np.tile(tiles, (1, 1, -(-side // height), -(-side // width)))[:, :, :side, :side]
    return np.ascontiguousarray(larger)


def _cheapest_tile(
    file: CheckedFile, backend: Backend, tiles: Tiles, overlap_px: int, per_px_s: float, watch: Stopwatch,
    fits: Callable[[float], bool],
) -> int:  # fmt: skip
    card = file.card

    def cost_s(side: int, each_px_s: float) -> float:
        plan = plan_tiles(*LARGE_FRAME, tile_px=side, overlap_px=overlap_px, multiple=card.size_multiple)
        return len(plan.tops) * len(plan.lefts) * plan.tile_height * plan.tile_width * each_px_s

    best, best_s = card.tile_px, CLEARLY_LESS * cost_s(card.tile_px, per_px_s)
    for wished in LARGER_TILES:
        side = wished // card.size_multiple * card.size_multiple
        if not card.tile_px < side <= MAX_TILE_PX or not fits(per_px_s * side**2 * (N_ROUNDS + 1 + _checking(backend))):
            continue
        larger = _larger(tiles, side)
        if not _answers_as_onnx_runtime(file, backend, larger, watch):
            continue
        taken_s = cost_s(side, min(watch.timed_s(partial(backend.run, larger)) for _ in range(N_ROUNDS)) / side**2)
        if taken_s < best_s:
            best, best_s = side, taken_s
    return best
