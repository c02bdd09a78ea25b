"""Patches laid on a synthetic surface: its defects, and harmless stains that only look like some.

    Coil + block index  ->  patches that start in that block; each reaches at most ``REACH_ROWS`` down

A patch is made once, whole, from its own generator, and cut where blocks end, so that its two halves fit.
Sizes are in px: what a network sees. They follow the NEU hot-rolled strip pictures.

NumPy and OpenCV only: no Qt, no files, safe to call from any thread.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache

import cv2
import numpy as np

from inspector.sources.strip_texture import (
    BLOCK_ROWS,
    Coil,
    Layer,
    Look,
    Plane,
    Surface,
    generator,
    head_columns,
    look_of,
)

INCLUSION, PATCHES, SCRATCHES = 1, 2, 3  # class indices as in NEU
CLASS_NAMES = ("background", "inclusion", "patches", "scratches")
HARMLESS = 0
SHARES = (0.37, 0.28, 0.35)  # of the three classes
REACH_ROWS = 3 * BLOCK_ROWS
STAINS_PER_M = 1.5


@dataclass(frozen=True, slots=True, eq=False)
class DefectPatch:
    """Change of brightness over a rectangle: ``brightness * times + plus``.

    ``alpha``, ``times`` and ``plus`` are (h, w) float32; ``alpha`` (0..1) is how far the change has set in,
    and pixels from 0.5 on bear the label. ``plus`` is in grey levels.
    """

    class_index: int
    row: int  # of its first row on the strip
    column: int  # of its first column; may lie outside the strip
    alpha: Plane
    times: Plane | None
    plus: Plane | None


@dataclass(frozen=True, slots=True)
class Canvas:
    """Where a patch may lie and what it must stand out from."""

    rng: np.random.Generator
    look: Look
    left: int  # first and last column of the product
    right: int
    is_bounded: bool  # both edges of the product are in the picture

    @property
    def width(self) -> int:
        return self.right - self.left

    def spread(self, low: float, high: float) -> float:
        """Log-uniform."""
        return float(low * (high / low) ** self.rng.random())

    def column(self, width: int) -> int:
        """First column of a patch: across the frame's border where the product goes on there, else inside."""
        if self.is_bounded:
            return round(self.rng.uniform(self.left, max(self.left, self.right - width)))
        return round(self.rng.uniform(self.left, self.right) - width / 2)

    def noise(self, height: int, width: int, along: float, across: float) -> Plane:
        """Smooth noise (height, width), deviation about 1, with the given pitches in px."""
        nodes = self.rng.standard_normal((math.ceil(height / along) + 2, math.ceil(width / across) + 2), np.float32)
        size = (math.ceil(nodes.shape[1] * across), math.ceil(nodes.shape[0] * along))
        noise = cv2.resize(nodes, size, interpolation=cv2.INTER_CUBIC)
        top, side = int(along), int(across)
        return np.asarray(noise[top : top + height, side : side + width], np.float32)

    def line(self, length: int, pitch: float) -> Plane:
        """Smooth noise (length, 1)."""
        return self.noise(length, 1, pitch, 1)


@lru_cache(maxsize=16)
def defect_patches(coil: Coil, index: int, defects_per_m: float) -> tuple[DefectPatch, ...]:
    """Defects that start in a block. The rate has its own generator: the surface does not depend on it."""
    rng = generator(coil.seed, Layer.DEFECTS, index)
    n_defects = rng.poisson(defects_per_m * BLOCK_ROWS * coil.mm_per_px / 1000)
    canvas = canvas_of(coil, index, rng)
    patches: list[DefectPatch] = []
    for _ in range(n_defects):
        row = index * BLOCK_ROWS + int(rng.integers(BLOCK_ROWS))
        class_index = int(rng.choice((INCLUSION, PATCHES, SCRATCHES), p=SHARES))
        make = {INCLUSION: _inclusions, PATCHES: _patch, SCRATCHES: _scratches}[class_index]
        patches += make(canvas, row)
    return tuple(patches)


@lru_cache(maxsize=16)
def stain_patches(coil: Coil, index: int) -> tuple[DefectPatch, ...]:
    """Water stains and faint pits that start in a block; they belong to the surface and bear no label."""
    rng = generator(coil.seed, Layer.STAINS, index)
    canvas = canvas_of(coil, index, rng)
    patches = []
    for _ in range(rng.poisson(STAINS_PER_M * BLOCK_ROWS * coil.mm_per_px / 1000)):
        row = index * BLOCK_ROWS + int(rng.integers(BLOCK_ROWS))
        patches.append(_water_stain(canvas, row) if rng.random() < 0.6 else _pits(canvas, row))
    return tuple(patches)


def canvas_of(coil: Coil, index: int, rng: np.random.Generator) -> Canvas:
    left, right = 0, coil.width_px
    if coil.surface is Surface.RAIL:
        edges = head_columns(coil, np.array([index * BLOCK_ROWS], np.float64))
        margin = 0.06 * coil.width_px  # the head wanders while a long defect runs on
        left, right = round(float(edges[0][0, 0]) + margin), round(float(edges[1][0, 0]) - margin)
    return Canvas(rng, look_of(coil), left, max(right, left + 8), coil.surface is Surface.RAIL)


def _inclusions(canvas: Canvas, row: int) -> list[DefectPatch]:
    """A chain of dark, ragged spindles along travel, sometimes two abreast."""
    rng = canvas.rng
    n_members = int(rng.choice((1, 2, 3, 4, 6), p=(0.3, 0.25, 0.2, 0.15, 0.1)))
    column = rng.uniform(canvas.left, canvas.right)
    depth = _depth(canvas, 0.13, 0.36)
    softness = canvas.spread(0.8, 2.5)
    scale = canvas.spread(0.6, 1.6)
    patches, first = [], row
    for _ in range(n_members):
        length = int(np.clip(scale * canvas.spread(16, 110), 10, 200))
        width = min(scale * canvas.spread(3.5, 14), 0.4 * length)
        if first + length > row + REACH_ROWS:
            break
        centre = round(column + rng.normal(0, 7) * scale)
        patches.append(_spindle(canvas, first, centre, length, width, depth * rng.uniform(0.8, 1.15), softness))
        first += round(length * rng.uniform(0.25, 1.3))
    return patches


def _spindle(
    canvas: Canvas, row: int, column: int, length: int, width: float, depth: float, softness: float
) -> DefectPatch:
    rng = canvas.rng
    height = length + 6
    breadth = 2 * math.ceil(width + 3 + softness) + 1
    t = (np.arange(height, dtype=np.float32)[:, None] - 3) / length
    body = np.clip(4 * t * (1 - t), 0, 1) ** np.float32(rng.uniform(0.35, 0.9))
    half = np.float32(width / 2) * body * (1 + 0.28 * canvas.line(height, max(6.0, length / 6)))
    centre = breadth // 2 + np.float32(0.18 * width) * canvas.line(height, max(10.0, length / 3))
    centre += np.float32(rng.normal(0, 0.025) * length) * (t - 0.5)
    off = np.abs(np.arange(breadth, dtype=np.float32) - centre)
    ragged = np.float32(0.12 * width + 0.3) * canvas.noise(height, breadth, 7, 2)
    alpha = np.clip((half - off + ragged) / np.float32(2 * softness) + 0.5, 0, 1)
    alpha *= np.clip(np.minimum(t, 1 - t) * length / 2 + 0.5, 0, 1)
    alpha *= _rim(height, breadth, 2)
    shade = 1 + 0.14 * canvas.noise(height, breadth, 9, 2.5)
    return DefectPatch(INCLUSION, row, column - breadth // 2, alpha, 1 - np.float32(depth) * alpha * shade, None)


def _patch(canvas: Canvas, row: int) -> list[DefectPatch]:
    """A large irregular area with another brightness and mottle, and a diffuse edge."""
    rng = canvas.rng
    size = canvas.spread(55, 200)  # smaller ones could not be told from inclusions
    aspect = canvas.spread(0.6, 2.4)  # more often long along travel than wide
    height = int(np.clip(size * math.sqrt(aspect), 28, 420))
    width = int(np.clip(size / math.sqrt(aspect), 24, max(24, canvas.width * 0.7)))
    y = np.linspace(-1, 1, height, dtype=np.float32)[:, None]
    x = np.linspace(-1, 1, width, dtype=np.float32)
    field = np.full((height, width), -1, np.float32)
    for _ in range(int(rng.integers(1, 5))):  # overlapping lobes
        cy, cx = rng.uniform(-0.45, 0.45, 2)
        ry, rx = rng.uniform(0.28, 0.52, 2)
        np.maximum(
            field,
            1 - np.hypot((y - np.float32(cy)) / np.float32(ry), (x - np.float32(cx)) / np.float32(rx)),
            out=field,
        )
    radius = 0.35 * min(height, width)
    field *= np.float32(radius)  # now about px inside the edge
    coarse = max(6.0, size / 6)
    field += np.float32(0.22 * radius) * canvas.noise(height, width, coarse, coarse)
    field += np.float32(canvas.spread(0.6, 3.0)) * canvas.noise(height, width, 5, 3.5)
    field += np.float32(canvas.spread(0.2, 1.5)) * canvas.noise(height, width, 2.2, 1.4)
    softness = canvas.spread(2, 9)
    alpha = np.clip(field / np.float32(2 * softness) + 0.5, 0, 1) * _rim(height, width, 6)
    is_dark = rng.random() < 0.92
    depth = _depth(canvas, 0.2, 0.7) if is_dark else -min(_depth(canvas, 0.2, 0.4), 0.5)
    shade = 1 + 0.13 * canvas.noise(height, width, 18, 11) + 0.06 * canvas.noise(height, width, 4, 2)
    times = 1 - np.float32(depth) * alpha * shade
    return [DefectPatch(PATCHES, row, canvas.column(width), alpha, times, None)]


def _scratches(canvas: Canvas, row: int) -> list[DefectPatch]:
    """One thin bright line or a few side by side, along travel or a little oblique, uneven and with gaps."""
    rng = canvas.rng
    length = int(canvas.spread(30, 470))
    style = rng.random()
    slope = rng.normal(0, 0.03) if style < 0.7 else rng.normal(0, 0.25)
    room = min(0.8 * canvas.width, 160.0)
    slope = float(np.clip(slope, -room / length, room / length))
    bend = rng.normal(0, 0.04) * min(length, 150) if style > 0.6 else 0.0
    n_lines = int(rng.choice((1, 2, 3, 4), p=(0.62, 0.2, 0.12, 0.06)))
    gap = rng.uniform(3, 12)
    visible = max(12.0, 1.2 * canvas.look.texture * canvas.look.level)  # grey levels an eye notices here
    bright = max(canvas.look.defect_contrast * canvas.spread(26, 120), 2 * visible)
    t = np.linspace(-0.5, 0.5, length, dtype=np.float32)[:, None]
    path = np.float32(slope * length) * t + np.float32(4 * bend) * (0.25 - t * t)
    path += np.float32(rng.uniform(0.2, 1.2)) * canvas.line(length, 40)
    path -= path.min()
    widths = [canvas.spread(1.2, 6.0 if line == 0 else 3.0) for line in range(n_lines)]
    breadth = math.ceil(float(path.max()) + (n_lines - 1) * gap + 12)
    steep = math.sqrt(1 + slope * slope)  # widths count across the line
    columns = np.arange(breadth, dtype=np.float32)
    covered = np.zeros((length, breadth), np.float32)  # 0..1 of the pixel
    pressed = np.zeros((length, breadth), np.float32)  # 0..1 of the full brightness
    for line, width in enumerate(widths):
        start, end = sorted(rng.uniform(-0.15, 1.15, 2)) if line else (0.0, 1.0)
        to_end = np.minimum(t + np.float32(0.5 - start), np.float32(end - 0.5) - t) * length
        taper = np.clip(to_end / np.float32(canvas.spread(4, 40)), 0, 1)
        half = np.float32(width / 2) * (1 + 0.22 * canvas.line(length, 14)) * np.sqrt(taper)
        off = np.abs(columns - (path + np.float32(6 + line * gap))) / np.float32(steep)
        # Contact comes and goes: below some pressure there is a gap.
        pressure = np.clip(rng.uniform(0.5, 1.8) + 0.7 * canvas.line(length, canvas.spread(10, 60)), 0, 1)
        drawn = np.clip(half - off + 0.5, 0, 1) * np.clip(to_end, 0, 1)
        np.maximum(covered, drawn, out=covered)
        np.maximum(pressed, drawn * pressure * (0.4 + 0.6 * taper), out=pressed)
    if n_lines > 1 and gap < 6 and rng.random() < 0.6:  # scraped between the lines as well: one broad mark
        middle = path + np.float32(6 + (n_lines - 1) * gap / 2)
        half = np.float32((n_lines - 1) * gap / 2) * (1 + 0.2 * canvas.line(length, 18))
        scraped = np.clip(half - np.abs(columns - middle) + 0.5, 0, 1)
        scraped *= np.clip(np.minimum(t + 0.5, 0.5 - t) * length / 12, 0, 1)
        np.maximum(covered, scraped, out=covered)
        grooves = np.clip(rng.uniform(0.5, 0.7) + 0.18 * canvas.noise(length, breadth, 60, 1.2), 0, 1)
        np.maximum(pressed, scraped * grooves, out=pressed)
    if rng.random() < 0.4:
        pressed = np.asarray(cv2.GaussianBlur(pressed, (3, 3), rng.uniform(0.4, 0.8)), np.float32)
    sparkle = np.clip(1 + 0.22 * canvas.noise(length, breadth, 5, 1.6), 0.4, 1.6)
    plus = np.float32(bright) * pressed * sparkle
    alpha = np.minimum(covered, plus / np.float32(2 * visible))  # a gap bears no label
    return [DefectPatch(SCRATCHES, row, canvas.column(breadth), alpha, None, plus)]


def _water_stain(canvas: Canvas, row: int) -> DefectPatch:
    """A drop dried on: barely darker, with a faint rim."""
    rng = canvas.rng
    height, width = int(canvas.spread(30, 160)), int(canvas.spread(24, 110))
    y = np.linspace(-1.3, 1.3, height, dtype=np.float32)[:, None]
    x = np.linspace(-1.3, 1.3, width, dtype=np.float32)
    inside = 1 - np.hypot(y, x) + 0.16 * canvas.noise(height, width, height / 4, width / 4)
    body = np.clip(inside * 4 + 0.5, 0, 1)
    rim = np.clip(1 - np.abs(inside - 0.08) * 9, 0, 1)
    window = _rim(height, width, 6)
    faint = np.float32(rng.uniform(0.015, 0.05))
    sign = 1 if rng.random() < 0.75 else -1
    times = 1 - faint * sign * (body + np.float32(rng.uniform(0, 1.2)) * rim) * window
    return DefectPatch(HARMLESS, row, canvas.column(width), body * window, np.asarray(times, np.float32), None)


def _pits(canvas: Canvas, row: int) -> DefectPatch:
    """A few specks of one to three px, as scale leaves them: too small to be reported."""
    rng = canvas.rng
    height, width = int(canvas.spread(20, 120)), int(canvas.spread(10, 50))
    specks = np.zeros((height, width), np.float32)
    n_specks = int(rng.integers(3, 14))
    specks[rng.integers(4, height - 4, n_specks), rng.integers(3, width - 3, n_specks)] = rng.uniform(1, 4)
    specks = np.asarray(cv2.GaussianBlur(specks, (5, 7), rng.uniform(0.5, 0.8), sigmaY=rng.uniform(0.6, 1.2)))
    alpha = np.clip(specks, 0, 1)
    times = 1 - np.float32(rng.uniform(0.1, 0.25) + canvas.look.texture) * alpha
    return DefectPatch(HARMLESS, row, canvas.column(width), alpha, times, None)


def _depth(canvas: Canvas, low: float, high: float) -> float:
    """Relative contrast of a dark defect: as drawn, but never lost in the coil's own texture."""
    drawn = canvas.spread(low, high) * canvas.look.defect_contrast
    return float(np.clip(max(drawn, 0.09 + 1.1 * canvas.look.texture), 0.1, 0.8))


def _rim(height: int, width: int, margin: int) -> Plane:
    """1 inside, falling to 0 at the border of a patch, so that no patch shows a straight edge."""
    down = np.minimum(np.arange(height), np.arange(height)[::-1])
    side = np.minimum(np.arange(width), np.arange(width)[::-1])
    return np.clip(np.minimum(down[:, None], side) / margin, 0, 1).astype(np.float32)
