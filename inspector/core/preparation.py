"""From a frame's pixels to the network's input: one function for live, folder and training.

    pixels (H, W[, 3]) uint8 | uint16   ->   (C, H, W) float32, (value / full scale - mean) / std

Grey and colour are converted to what the model takes. Full scale is the highest value of the bits that the frame
states, 255 of 8 and 4095 of 12, never of its content: a dark frame must stay dark. Frames smaller than a tile are
padded by reflection at the bottom and right, never resized.
"""

from __future__ import annotations

from typing import Protocol

import cv2
import numpy as np
import numpy.typing as npt

from inspector.core.bits import container_bits, full_scale
from inspector.core.frame import Pixels


class InputRule(Protocol):
    """The part of a model card that preparation needs."""

    @property
    def input_channels(self) -> int: ...
    @property
    def mean(self) -> tuple[float, ...]: ...
    @property
    def std(self) -> tuple[float, ...]: ...
    @property
    def is_bgr(self) -> bool: ...  # blue first; mean and std, too


def to_channels(pixels: Pixels, channels: int) -> Pixels:
    """Grey (H, W) or RGB (H, W, 3) as the model takes it; grey in an RGB container stays the same grey."""
    if channels == 1 and pixels.ndim == 3:
        return cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY)  # type: ignore[return-value]
    if channels == 3 and pixels.ndim == 2:
        return cv2.cvtColor(pixels, cv2.COLOR_GRAY2RGB)  # type: ignore[return-value]
    return pixels


def prepare(pixels: Pixels, rule: InputRule, bits: int) -> npt.NDArray[np.float32]:
    """Network input of one frame of ``bits`` bits or of a part of it, (C, H, W) float32, C-contiguous.

    Raises ValueError for more bits than the numbers hold.
    """
    if bits > container_bits(pixels):
        raise ValueError(f"{pixels.dtype} values do not have {bits} bits")
    channels = to_channels(pixels, rule.input_channels)
    highest = float(full_scale(bits))
    planes = channels[None] if channels.ndim == 2 else np.moveaxis(channels, 2, 0)
    if rule.is_bgr:
        planes = planes[::-1]
    prepared = np.empty(planes.shape, np.float32)
    for plane, out, mean, std in zip(planes, prepared, rule.mean, rule.std, strict=True):
        np.multiply(plane, np.float32(1 / (highest * std)), out=out, dtype=np.float32)
        out -= np.float32(mean / std)
    return prepared


def padded_size(height: int, width: int, multiple: int) -> tuple[int, int]:
    """Least height and width that hold the frame and are multiples of ``multiple``."""
    return -(-height // multiple) * multiple, -(-width // multiple) * multiple


def pad_by_reflection(planes: npt.NDArray[np.float32], height: int, width: int) -> npt.NDArray[np.float32]:
    """Grow (C, H, W) to (C, height, width) at the bottom and right; the border row is not repeated.

    A side of one pixel is repeated, since it has nothing to reflect. Raises ValueError if it would shrink.
    """
    _, old_height, old_width = planes.shape
    if height < old_height or width < old_width:
        raise ValueError(f"padding cannot shrink {old_height}x{old_width} to {height}x{width}")
    if (height, width) == (old_height, old_width):
        return planes
    grown = [
        cv2.copyMakeBorder(plane, 0, height - old_height, 0, width - old_width, cv2.BORDER_REFLECT_101)
        for plane in planes
    ]
    return np.stack(grown).astype(np.float32, copy=False)
