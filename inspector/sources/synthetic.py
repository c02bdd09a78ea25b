"""An endless synthetic strip that knows its own defects: for demos, tests and the shipped model's training.

    SyntheticStrip (seed, width, …)  +  rows  ->  StripView: pixels (N, W) uint8, class map (N, W) uint8

Any rows can be rendered on their own and in any order; the same rows always hold the same pixels (on one
machine and library version: another CPU may round a pixel differently).

NumPy and OpenCV only: no Qt, no files, safe to call from any thread.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from inspector.core.audit import utc_now
from inspector.core.bits import check_bits, to_bits
from inspector.core.class_map import ClassMap
from inspector.core.frame import Frame, MissedFrame
from inspector.core.messages import Code, Message, message
from inspector.sources.roll_marks import roll_marks
from inspector.sources.source import SourceInfo, SourceKind
from inspector.sources.strip_defects import (
    CLASS_NAMES,
    HARMLESS,
    REACH_ROWS,
    DefectPatch,
    defect_patches,
    stain_patches,
)
from inspector.sources.strip_texture import BLOCK_ROWS, Coil, Plane, Surface, clean_block, sensor_noise

__all__ = [
    "CLASS_NAMES",
    "DEMO_SEED",
    "EVALUATION_SEEDS",
    "MIN_VISIBLE",
    "TRAINING_SEEDS",
    "StripView",
    "Surface",
    "SyntheticSource",
    "SyntheticStrip",
    "forget_rendered",
]

# A model trained on synthetic strip has seen the first range; what it is shown and judged on comes from the
# second, so that a demo is never a picture from training.
TRAINING_SEEDS = range(0, 1_000_000)
EVALUATION_SEEDS = range(1_000_000, 2_000_000)
DEMO_SEED = EVALUATION_SEEDS[11]  # plain look; scratches and inclusions within the first frames

LABEL_ALPHA = 0.5  # from here on a pixel belongs to the defect
MIN_VISIBLE = 4  # grey levels by which a labelled pixel differs from the same strip without defects
LATE_S = 0.5  # a paced source this far behind gives frames up rather than fall further behind


@dataclass(frozen=True, slots=True, eq=False)
class StripView:
    """Rows of a strip and their truth, both (n_rows, W) uint8; class indices are those of NEU, then ``ROLL_MARK``."""

    pixels: npt.NDArray[np.uint8]
    class_map: ClassMap


@dataclass(frozen=True, slots=True)
class SyntheticStrip:
    """One endless coil or rail. The seed sets its look as well as its defects.

    Defect sizes are in px whatever ``mm_per_px``, which sets lengths along: defects and changes of
    brightness per metre. A defect counts once, a chain of inclusions or a bundle of scratches too.
    """

    seed: int
    width_px: int = 1024
    surface: Surface = Surface.HOT_ROLLED
    defects_per_m: float = 4.0
    mm_per_px: float = 0.5
    roll_marks_per_m: float = 0.0  # of a damaged roll, a class of their own
    clean_rows: int = 0  # at its beginning, on which no defect begins

    def __post_init__(self) -> None:
        problems = [
            (self.seed < 0, f"a seed is 0 or above, got {self.seed}"),
            (self.width_px < 32, f"a strip is at least 32 px wide, got {self.width_px}"),
            (not 0 <= self.defects_per_m <= 1000, f"0 to 1000 defects per metre, got {self.defects_per_m}"),
            (not 0 <= self.roll_marks_per_m <= 20, f"0 to 20 roll marks per metre, got {self.roll_marks_per_m}"),
            (not 0.01 <= self.mm_per_px <= 10, f"0.01 to 10 mm per pixel, got {self.mm_per_px}"),
        ]
        for is_wrong, reason in problems:
            if is_wrong:
                raise ValueError(reason)

    def render(self, first_row: int, n_rows: int) -> StripView:
        """Rows ``first_row`` to ``first_row + n_rows`` (excluded); the arrays belong to the caller."""
        if first_row < 0 or n_rows < 1:
            raise ValueError(f"rows start at 0 and at least one is rendered, got {first_row}, {n_rows}")
        pixels = np.empty((n_rows, self.width_px), np.uint8)
        class_map = np.empty((n_rows, self.width_px), np.uint8)
        stop = first_row + n_rows
        for index in range(first_row // BLOCK_ROWS, (stop - 1) // BLOCK_ROWS + 1):
            block = _block(self, index)
            top = index * BLOCK_ROWS
            start, end = max(first_row, top), min(stop, top + BLOCK_ROWS)
            pixels[start - first_row : end - first_row] = block.pixels[start - top : end - top]
            class_map[start - first_row : end - first_row] = block.class_map[start - top : end - top]
        return StripView(pixels, class_map)


class SyntheticSource:
    """Frames of a synthetic strip, each going on where the one before ended.

    With ``fps`` it is paced like a camera: frames come on schedule, and when they cannot (a slow consumer,
    a busy PC) those that are overdue are reported as missed, so that it never falls further behind. Without,
    it delivers as fast as it is asked, and waits. With ``bits`` above 8 the same strip comes as a deeper camera
    would deliver it, in 16-bit numbers.
    """

    def __init__(
        self,
        strip: SyntheticStrip,
        *,
        frame_rows: int = 256,
        fps: float | None = None,
        n_frames: int | None = None,
        bits: int | None = None,
    ) -> None:
        if frame_rows < 1 or (fps is not None and fps <= 0) or (n_frames is not None and n_frames < 1):
            raise ValueError(f"frame_rows, fps and n_frames must be above 0, got {frame_rows}, {fps}, {n_frames}")
        self.strip = strip
        self.frame_rows = frame_rows
        self._fps = fps
        self._n_frames = n_frames
        self._bits = 8 if bits is None else bits
        check_bits(self._bits)

    @property
    def info(self) -> SourceInfo:
        name = f"synthetic {self.strip.surface} {self.strip.seed}"
        return SourceInfo(SourceKind.SYNTHETIC, name, self._fps is not None, True, self._n_frames)

    def frames(self, stop: threading.Event, notify: Callable[[Message], None]) -> Iterator[Frame | MissedFrame]:
        started_at, started_s = utc_now(), time.monotonic()
        frame_index = 0
        while not stop.is_set() and (self._n_frames is None or frame_index < self._n_frames):
            name, first_row = f"frame {frame_index:06d}", frame_index * self.frame_rows
            captured_at = utc_now()
            if self._fps is not None:
                due_s = (frame_index + 1) / self._fps  # a frame is complete when its last row has passed
                captured_at = started_at + timedelta(seconds=due_s)
                if time.monotonic() - started_s - due_s > LATE_S:
                    reason = message(Code.FRAME_SKIPPED, name=name)
                    yield MissedFrame(frame_index, name, reason, captured_at, self.frame_rows)
                    frame_index += 1
                    continue
            pixels = to_bits(self.strip.render(first_row, self.frame_rows).pixels, 8, self._bits)
            if self._fps is not None and stop.wait(max(0.0, started_s + due_s - time.monotonic())):
                return
            yield Frame(frame_index, name, pixels, captured_at, time.monotonic(), bits=self._bits)
            frame_index += 1

    def close(self) -> None:
        """Nothing is held open."""


@lru_cache(maxsize=6)  # frames that are not aligned with blocks render each block once all the same
def _block(strip: SyntheticStrip, index: int) -> StripView:
    coil = Coil(strip.seed, strip.width_px, strip.surface, strip.mm_per_px)
    surface = clean_block(coil, index)
    first = max(0, index - REACH_ROWS // BLOCK_ROWS)
    for above in range(first, index + 1):
        for patch in stain_patches(coil, above):
            _lay(patch, surface, index)
    noise = sensor_noise(coil, index)
    clean = _to_grey(surface + noise)

    class_map = np.full(surface.shape, HARMLESS, np.uint8)
    defects = [patch for above in range(first, index + 1) for patch in defect_patches(coil, above, strip.defects_per_m)]
    defects += [patch for above in range(first, index + 1) for patch in roll_marks(coil, above, strip.roll_marks_per_m)]
    defects = [patch for patch in defects if patch.row >= strip.clean_rows]
    n_laid = 0
    for patch in defects:
        n_laid += _lay(patch, surface, index, class_map)
    pixels = clean
    if n_laid:
        surface += noise
        pixels = _to_grey(surface)
        # Crossing defects may cancel, and over-exposed steel hides what is bright: no label without a change.
        changed = np.maximum(pixels, clean) - np.minimum(pixels, clean)
        class_map[changed < MIN_VISIBLE] = HARMLESS
    for array in (pixels, class_map):
        array.flags.writeable = False  # shared by the cache
    return StripView(pixels, class_map)


def forget_rendered() -> None:
    """Drop what earlier calls kept, so that a test sees rows rendered anew."""
    for kept in (_block, defect_patches, stain_patches, roll_marks):
        kept.cache_clear()


def _lay(patch: DefectPatch, surface: Plane, index: int, class_map: ClassMap | None = None) -> bool:
    """Change ``surface`` (BLOCK_ROWS, W), and label it in ``class_map``; False if it lies elsewhere."""
    height, width = patch.alpha.shape
    row = patch.row - index * BLOCK_ROWS
    top, bottom = max(row, 0), min(row + height, BLOCK_ROWS)
    left, right = max(patch.column, 0), min(patch.column + width, surface.shape[1])
    if top >= bottom or left >= right:
        return False
    there = np.s_[top:bottom, left:right]
    here = np.s_[top - row : bottom - row, left - patch.column : right - patch.column]
    if patch.times is not None:
        surface[there] *= patch.times[here]
    if patch.plus is not None:
        surface[there] += patch.plus[here]
    if class_map is not None:
        class_map[there][patch.alpha[here] >= LABEL_ALPHA] = patch.class_index
    return True


def _to_grey(brightness: Plane) -> npt.NDArray[np.uint8]:
    """Rounded and limited to 0..255, as an over-exposed camera does; the argument is used up."""
    brightness += np.float32(0.5)
    return np.clip(brightness, 0, 255, out=brightness).astype(np.uint8)
