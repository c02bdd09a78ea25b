"""How a training view differs from its frame: shift, zoom, small turn, quarter turns, flips, light.

    draw_variation(frame, …, rng)  ->  Variation            all that chance decides; no pixel is computed
    class_map_of(frame, variation), render(frame, variation)  ->  the view

So the balancing can look at the class maps of a batch, and pixels are computed only for the views that stay.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from inspector.core.bits import full_scale
from inspector.core.class_map import ClassMap
from inspector.core.frame import Pixels
from inspector.runs.request import Recipe
from training.data import LoadedFrame


@dataclass(frozen=True, slots=True, eq=False)
class View:
    """What a network is shown of a frame."""

    pixels: Pixels  # (height, width[, 3])
    class_map: ClassMap  # (height, width)
    bits: int


@dataclass(frozen=True, slots=True, eq=False)
class Light:
    """Change of light, in levels of 255 at any depth."""

    contrast: float  # factor about the mean level
    brightness: float  # factor of the mean level
    offset: float
    noise: npt.NDArray[np.float32] | None  # of the shape of the view
    blur_px: float | None  # standard deviation


@dataclass(frozen=True, slots=True, eq=False)
class Variation:
    """One way to see a frame."""

    view_px: tuple[int, int]  # height, width
    matrix: npt.NDArray[np.float64]  # (2, 3), from points on the frame to points on the view
    quarter_turns: int  # after it
    is_mirrored: bool  # left to right, after the turns
    is_flipped: bool  # top to bottom
    light: Light | None


def draw_variation(
    frame: LoadedFrame, recipe: Recipe, rng: np.random.Generator, shown_class: int | None = None
) -> Variation:
    """With ``shown_class`` the view lies so that it shows a pixel of that class, which the frame must hold."""
    augmentation = recipe.augmentation
    view_height, view_width = recipe.view_px
    matrix = _draw_matrix(frame, recipe, rng, shown_class)
    quarter_turns, is_mirrored, is_flipped = 0, False, False
    if augmentation.quarter_turns:
        quarter_turns = int(rng.integers(4)) if view_height == view_width else 2 * int(rng.integers(2))
    if augmentation.flips:
        is_mirrored = bool(rng.random() < 0.5)
        is_flipped = bool(rng.random() < 0.5)
    light = None
    if augmentation.light:
        light = draw_light((view_height, view_width, *frame.pixels.shape[2:]), rng)
    return Variation(recipe.view_px, matrix, quarter_turns, is_mirrored, is_flipped, light)


def _draw_matrix(
    frame: LoadedFrame, recipe: Recipe, rng: np.random.Generator, shown_class: int | None
) -> npt.NDArray[np.float64]:
    augmentation = recipe.augmentation
    view_height, view_width = recipe.view_px
    height, width = frame.class_map.shape
    zoom, turn_deg = 1.0, 0.0
    if augmentation.zooms:
        zoom = float(rng.choice(augmentation.zooms))
    elif rng.random() < 0.5:
        zoom = augmentation.zoom ** rng.uniform(-1, 1)
        turn_deg = augmentation.turn_deg * rng.uniform(-1, 1)
    # The view's centre lies anywhere that keeps the view on the frame, or the whole frame in the view.
    reach_y, reach_x = abs(height * zoom - view_height) / 2, abs(width * zoom - view_width) / 2
    centre_x = width / 2 + rng.uniform(-reach_x, reach_x) / zoom
    centre_y = height / 2 + rng.uniform(-reach_y, reach_y) / zoom
    if shown_class is not None:
        row, column = divmod(int(rng.choice(np.flatnonzero(frame.class_map == shown_class))), width)
        # Anywhere in the middle half of the view, so that defects are not learned to be central.
        wanted_x = column + rng.uniform(-0.25, 0.25) * view_width / zoom
        wanted_y = row + rng.uniform(-0.25, 0.25) * view_height / zoom
        centre_x = float(np.clip(wanted_x, width / 2 - reach_x / zoom, width / 2 + reach_x / zoom))
        centre_y = float(np.clip(wanted_y, height / 2 - reach_y / zoom, height / 2 + reach_y / zoom))
    matrix = np.asarray(cv2.getRotationMatrix2D((centre_x, centre_y), turn_deg, zoom), np.float64)
    matrix[:, 2] += (view_width / 2 - centre_x, view_height / 2 - centre_y)
    if zoom == 1.0 and turn_deg == 0.0:
        matrix[:, 2] = np.round(matrix[:, 2])  # whole pixels: nothing is blurred
    return matrix


def draw_light(shape: tuple[int, ...], rng: np.random.Generator) -> Light:
    """``shape``: of the view's pixels."""
    contrast, brightness, offset = rng.uniform(0.7, 1.35), rng.uniform(0.8, 1.2), rng.uniform(-25, 25)
    noise = rng.normal(0, rng.uniform(1, 6), shape).astype(np.float32) if rng.random() < 0.25 else None
    blur_px = rng.uniform(0.4, 1.0) if rng.random() < 0.15 else None
    return Light(contrast, brightness, offset, noise, blur_px)


def class_map_of(frame: LoadedFrame, variation: Variation) -> ClassMap:
    """What the view's class map will be."""
    return np.ascontiguousarray(_placed(frame.class_map, variation, cv2.INTER_NEAREST), np.uint8)


def render(frame: LoadedFrame, variation: Variation) -> View:
    pixels = np.ascontiguousarray(_placed(frame.pixels, variation, cv2.INTER_LINEAR), frame.pixels.dtype)
    if variation.light is not None:
        pixels = lit(pixels, frame.bits, variation.light)
    return View(pixels, class_map_of(frame, variation), frame.bits)


def _placed(plane: Pixels, variation: Variation, interpolation: int) -> npt.NDArray[np.generic]:
    height, width = variation.view_px
    warped = cv2.warpAffine(
        plane, variation.matrix, (width, height), flags=interpolation, borderMode=cv2.BORDER_REFLECT_101
    )
    placed: npt.NDArray[np.generic] = np.rot90(warped, variation.quarter_turns)
    if variation.is_mirrored:
        placed = placed[:, ::-1]
    return placed[::-1] if variation.is_flipped else placed


def lit(pixels: Pixels, bits: int, light: Light) -> Pixels:
    """Brighter, darker, flatter, noisier or softer, at the frame's depth."""
    levels = np.float32(full_scale(bits) / 255)
    varied = pixels.astype(np.float32) / levels
    mean = float(varied.mean())
    varied = (varied - mean) * light.contrast + mean * light.brightness + light.offset
    if light.noise is not None:
        varied += light.noise
    if light.blur_px is not None:
        varied = np.asarray(cv2.GaussianBlur(np.ascontiguousarray(varied), (0, 0), light.blur_px), np.float32)
    return np.asarray(np.clip(np.rint(varied * levels), 0, full_scale(bits)), pixels.dtype)
