"""Defect-free synthetic surfaces: hot-rolled strip and rail head, any block of rows on its own.

    Coil (seed, width, surface)  +  block index  ->  brightness (BLOCK_ROWS, W) float32, in grey levels

Everything random comes from generators keyed by (seed, layer, position), never from a running stream, so a
block does not depend on the blocks rendered before it. Noise is drawn on a lattice that runs on across
block borders, which is what makes them invisible.

NumPy and OpenCV only: no Qt, no files, safe to call from any thread.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import IntEnum, StrEnum
from functools import lru_cache
from typing import Any, TypeAlias

import cv2
import numpy as np
import numpy.typing as npt

BLOCK_ROWS = 256  # a common frame height: aligned frames render exactly one block
NODE_ROWS = 16  # what changes slowly along is computed this often and interpolated
GROUP_ROWS = 32  # lattice rows drawn by one generator: seeding one costs as much as drawing thousands
BYTE_MEAN, BYTE_DEVIATION = 127.5, 73.9  # of evenly spread bytes; 256 / √12
GROUP_ZERO = 1 << 20  # generators take no negative keys, and the first block looks above row 0

Plane: TypeAlias = npt.NDArray[np.float32]
Rows: TypeAlias = npt.NDArray[np.float64]  # float32 would lose the fraction of a row after some km


class Surface(StrEnum):
    HOT_ROLLED = "hot-rolled"
    RAIL = "rail"  # rail head seen by line-scan: bright running band, darker shoulders, dark outside


class Layer(IntEnum):
    """What a generator is for; its number is part of the key, so it must stay."""

    LOOK = 1
    GRAIN = 2
    SENSOR = 3
    MOTTLE = 4
    CLOUDS = 5
    WIDE_CLOUDS = 6
    STREAKS = 7
    ROLLING_LINES = 8
    LEVEL = 9
    BANDS = 10
    EDGES = 11
    STONES = 12
    RUBBLE = 13
    POLISH = 14
    CORRUGATION = 15
    SHAPE = 16
    DEFECTS = 17
    STAINS = 18
    ROUND_CLOUDS = 19
    ROLL_MARKS = 20


def generator(*key: int) -> np.random.Generator:
    return np.random.Generator(np.random.SFC64(np.random.SeedSequence(key)))


@dataclass(frozen=True, slots=True)
class Look:
    """What tells one coil from another. Amplitudes are standard deviations over the local brightness."""

    level: float  # mean grey level, 0..255
    drift: float  # of the level, per metre
    fall_off: float  # loss of light at the edge farther from the lamp
    lamp: float  # brightest position, 0..1 across
    grain: float
    grain_along: float  # blur of the grain along, px
    grain_across: float
    mottle: float
    clouds: float
    streaks: float
    rolling_lines: float
    bands: float
    sensor: float  # noise of the camera, grey levels
    defect_contrast: float  # factor on the contrast of all defects of the coil

    @property
    def texture(self) -> float:
        """Relative standard deviation a defect must stand out from."""
        return math.hypot(self.grain, self.mottle)


@dataclass(frozen=True, slots=True)
class Coil:
    """One synthetic coil or rail: everything its texture follows from."""

    seed: int
    width_px: int
    surface: Surface
    mm_per_px: float


@lru_cache(maxsize=256)
def look_of(coil: Coil) -> Look:
    rng = generator(coil.seed, Layer.LOOK)

    def spread(low: float, high: float) -> float:
        """Log-uniform: weak and strong looks are equally frequent."""
        return float(low * (high / low) ** rng.random())

    # One coil in three is scaled: bright, coarse, partly over-exposed, as most pictures of patches are.
    is_scaled = coil.surface is Surface.HOT_ROLLED and rng.random() < 0.33
    if is_scaled:
        level, grain, grain_along = spread(110, 205), spread(0.07, 0.12), rng.uniform(0.8, 1.6)
        mottle, clouds = spread(0.06, 0.12), spread(0.06, 0.16)
    else:
        level, grain, grain_along = spread(60, 165), spread(0.012, 0.045), rng.uniform(1.0, 3.0)
        mottle, clouds = spread(0.008, 0.045), spread(0.03, 0.09)
    return Look(
        level=level,
        drift=spread(0.06, 0.22),
        fall_off=spread(0.05, 0.25) if coil.surface is Surface.RAIL else spread(0.12, 0.65),
        lamp=rng.uniform(0.15, 0.85),
        grain=grain,
        grain_along=grain_along,
        grain_across=rng.uniform(0.6, 0.85) if is_scaled else rng.uniform(0.9, 1.3),
        mottle=mottle,
        clouds=clouds,
        streaks=spread(0.008, 0.045),
        rolling_lines=spread(0.01, 0.05),
        bands=spread(0.004, 0.03),
        sensor=spread(0.5, 2.0),
        defect_contrast=spread(0.75, 1.35),
    )


def clean_block(coil: Coil, index: int) -> Plane:
    """Brightness of rows ``index * BLOCK_ROWS`` on, without defects, stains and camera noise."""
    return _rail(coil, index) if coil.surface is Surface.RAIL else _hot_rolled(coil, index)


def sensor_noise(coil: Coil, index: int) -> Plane:
    """Camera noise of one block in grey levels; the same whether or not there are defects."""
    first = index * BLOCK_ROWS
    noise = lattice(coil.seed, Layer.SENSOR, first, first + BLOCK_ROWS, coil.width_px)
    noise *= np.float32(look_of(coil).sensor)
    return noise


def _hot_rolled(coil: Coil, index: int) -> Plane:
    light = _between_nodes(_light(coil, index))
    light *= _relief(coil, index)
    return light


def _rail(coil: Coil, index: int) -> Plane:
    look = look_of(coil)
    rows = _node_rows(index)
    left, right = head_columns(coil, rows)
    columns = np.arange(coil.width_px, dtype=np.float32)
    position: Plane = (columns - left) / (right - left)  # 0..1 across the head
    rng = generator(coil.seed, Layer.SHAPE)
    band_centre, band_half = rng.uniform(0.42, 0.58), rng.uniform(0.16, 0.27)
    shoulder, outer = rng.uniform(0.42, 0.62), rng.uniform(0.25, 0.4)
    off = np.abs(position - np.float32(band_centre))
    band = _step(np.asarray((np.float32(band_half) - off) / np.float32(rng.uniform(0.05, 0.12)), np.float32))
    edge: Plane = np.minimum(position, 1 - position)  # distance from the nearer edge, as a share of the head
    head = np.float32(outer) + np.float32(shoulder - outer) * _step(edge / np.float32(0.12))
    head += (np.float32(1.25) - head) * band
    is_head = _step(np.asarray(edge * (right - left) / 3, np.float32))  # edge 3 px soft

    light = _light(coil, index) * head
    # The wheels polish the band: fine lines along, and faint corrugation in the pitch of a hand's breadth.
    polish = np.float32(0.05) * smooth(coil, Layer.POLISH, rows, along=900, across=1.5)
    polish += np.float32(look.bands) * smooth(coil, Layer.CORRUGATION, rows, along=34, across=None)
    light *= 1 + band * polish
    surface = _between_nodes(light)
    surface *= _relief(coil, index)

    head_mask = _between_nodes(is_head)
    ground = np.float32(rng.uniform(0.1, 0.2)) * _light_level(coil, _rows(index))
    stones = smooth(coil, Layer.STONES, _rows(index), along=26, across=24)
    stones += np.float32(0.5) * smooth(coil, Layer.RUBBLE, _rows(index), along=7, across=6)
    sides = (
        slice(0, math.ceil(float(left.max())) + 4),
        slice(math.floor(float(right.min())) - 4, coil.width_px),
    )
    for side in sides:
        dark = ground * (1 + np.float32(0.22) * stones[:, side])
        surface[:, side] = dark + head_mask[:, side] * (surface[:, side] - dark)
    return surface


def head_columns(coil: Coil, rows: Rows) -> tuple[Plane, Plane]:
    """Left and right edge of the rail head at ``rows`` (N,), each (N, 1) in columns; it wanders a little."""
    rng = generator(coil.seed, Layer.EDGES)
    half, centre = rng.uniform(0.33, 0.4) * coil.width_px, rng.uniform(0.47, 0.53) * coil.width_px
    wander = smooth(coil, Layer.EDGES, rows, along=1500, across=None) * np.float32(0.012 * coil.width_px)
    return (centre - half + wander).astype(np.float32), (centre + half + wander).astype(np.float32)


def _light_level(coil: Coil, rows: Rows) -> Plane:
    """Mean level at ``rows``, (N, 1): drifts over metres, as lamp, scale and exposure do."""
    look = look_of(coil)
    metre = 1000 / coil.mm_per_px
    level = np.exp(np.float32(look.drift) * smooth(coil, Layer.LEVEL, rows, along=metre, across=None))
    return np.asarray(np.float32(look.level) * level, np.float32)


def _light(coil: Coil, index: int) -> Plane:
    """What changes slowly along, at the nodes of a block: (nodes, W) in grey levels."""
    look, rows = look_of(coil), _node_rows(index)
    across = np.linspace(0, 1, coil.width_px, dtype=np.float32)
    reach = max(look.lamp, 1 - look.lamp)
    light = _light_level(coil, rows) * (1 - np.float32(look.fall_off) * ((across - look.lamp) / reach) ** 2)
    lines = smooth(coil, Layer.ROLLING_LINES, rows, along=2200, across=1.5)
    marks = 1 + np.float32(look.streaks) * smooth(coil, Layer.STREAKS, rows, along=700, across=5)
    marks += np.float32(0.12 * look.rolling_lines) * (lines * lines * lines)  # the cube leaves few, fine, faint lines
    marks += np.float32(look.bands) * smooth(coil, Layer.BANDS, rows, along=60, across=400)
    return np.asarray(light * marks, np.float32)


def _relief(coil: Coil, index: int) -> Plane:
    """Relative brightness of the surface itself, (BLOCK_ROWS, W), mean 1."""
    look, nodes = look_of(coil), _node_rows(index)
    clouds = look.clouds * smooth(coil, Layer.WIDE_CLOUDS, nodes, along=170, across=110)
    clouds += 0.6 * look.clouds * smooth(coil, Layer.CLOUDS, nodes, along=44, across=18)
    # A second pitch with another aspect, or the lattice of the first shows as diamonds.
    clouds += 0.5 * look.clouds * smooth(coil, Layer.ROUND_CLOUDS, nodes, along=33, across=29)
    relief = _grain(coil, index, look)
    relief += _between_nodes(clouds)
    relief += smooth(coil, Layer.MOTTLE, _rows(index), along=9, across=4, deviation=look.mottle)
    return relief


def _grain(coil: Coil, index: int, look: Look) -> Plane:
    """Fine grain, longer along than across, (BLOCK_ROWS, W): mean 1, deviation ``look.grain``."""
    halo = 10  # rows the blur looks beyond the block
    first = index * BLOCK_ROWS
    noise = _drawn(coil.seed, Layer.GRAIN, first - halo, first + BLOCK_ROWS + halo, coil.width_px)
    across = cv2.getGaussianKernel(7, look.grain_across)
    along = 0.8 * _unit(cv2.getGaussianKernel(2 * halo + 1, look.grain_along))
    along += 0.5 * _unit(cv2.getGaussianKernel(2 * halo + 1, 0.7))
    across, along = _unit(across), _unit(along) * (look.grain / BYTE_DEVIATION)
    mean = 1 - BYTE_MEAN * float(across.sum() * along.sum())
    grain = cv2.sepFilter2D(noise, cv2.CV_32F, across, along, delta=mean)
    return np.asarray(grain[halo:-halo], np.float32)


def _unit(kernel: npt.NDArray[Any]) -> npt.NDArray[np.float64]:
    """The kernel scaled so that white noise keeps its deviation."""
    return np.asarray(kernel / np.sqrt((kernel**2).sum()), np.float64)


def smooth(coil: Coil, layer: Layer, rows: Rows, along: float, across: float | None, deviation: float = 1.0) -> Plane:
    """Smooth noise, mean 0, at ``rows`` (N,): (N, W), or (N, 1) where across is None.

    ``along`` and ``across`` are the lattice pitches in px. A cubic B-spline along: its second derivative
    is continuous, so no lattice row shows.
    """
    n_columns = 1 if across is None else math.ceil(coil.width_px / across) + 2
    position = rows / along
    start = math.floor(float(position[0])) - 1
    stop = math.floor(float(position[-1])) + 3
    nodes = lattice(coil.seed, layer, start, stop, n_columns)
    distance = np.abs(position[:, None] - np.arange(start, stop))
    near = 2 / 3 - distance**2 * (1 - distance / 2)
    far = np.maximum(2 - distance, 0) ** 3 / 6
    weights = np.where(distance < 1, near, far) * (1.445 * deviation)  # 1 / √(mean of Σ w²) = 1 / √0.479
    noise: Plane = weights.astype(np.float32) @ nodes
    if across is None:
        return noise
    size = (round(n_columns * across), len(rows))
    wide = cv2.resize(noise, size, interpolation=cv2.INTER_CUBIC)
    skip = round(across)
    return np.asarray(wide[:, skip : skip + coil.width_px], np.float32)


def lattice(seed: int, layer: Layer, start: int, stop: int, n_columns: int) -> Plane:
    """White noise at lattice rows ``start`` to ``stop`` (excluded): (rows, columns), mean 0, deviation 1."""
    drawn = _drawn(seed, layer, start, stop, n_columns).astype(np.float32)
    drawn -= np.float32(BYTE_MEAN)
    drawn *= np.float32(1 / BYTE_DEVIATION)
    return drawn


def _drawn(seed: int, layer: Layer, start: int, stop: int, n_columns: int) -> npt.NDArray[np.uint8]:
    """The same as evenly spread bytes: the cheapest noise there is, and any blur makes it Gaussian enough."""
    first, last = start // GROUP_ROWS, (stop - 1) // GROUP_ROWS
    groups = [
        np.frombuffer(generator(seed, layer, GROUP_ZERO + group).bytes(GROUP_ROWS * n_columns), np.uint8)
        for group in range(first, last + 1)
    ]
    skip = first * GROUP_ROWS
    return np.concatenate(groups).reshape(-1, n_columns)[start - skip : stop - skip]


def _rows(index: int) -> Rows:
    return np.arange(index * BLOCK_ROWS, (index + 1) * BLOCK_ROWS, dtype=np.float64)


def _node_rows(index: int) -> Rows:
    first = index * BLOCK_ROWS
    return np.arange(first, first + BLOCK_ROWS + 1, NODE_ROWS, dtype=np.float64)


@lru_cache(maxsize=1)
def _node_weights() -> Plane:
    """(BLOCK_ROWS, nodes): linear interpolation from nodes to rows."""
    position = np.arange(BLOCK_ROWS, dtype=np.float32)[:, None] / NODE_ROWS
    nodes = np.arange(BLOCK_ROWS // NODE_ROWS + 1, dtype=np.float32)
    weights: Plane = np.maximum(1 - np.abs(position - nodes), 0).astype(np.float32)
    weights.flags.writeable = False  # shared by all callers
    return weights


def _between_nodes(at_nodes: Plane) -> Plane:
    return np.asarray(_node_weights() @ at_nodes, np.float32)


def _step(value: Plane) -> Plane:
    """Smooth step from 0 at -1 to 1 at 1."""
    t = np.clip(value * np.float32(0.5) + np.float32(0.5), 0, 1)
    return np.asarray(t * t * (3 - 2 * t), np.float32)
