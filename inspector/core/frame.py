"""A frame as captured, and a frame that could not be inspected.

Rows run along the travel of the strip, columns across it. NumPy only.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from inspector.core.messages import Message

Pixels: TypeAlias = npt.NDArray[np.uint8] | npt.NDArray[np.uint16]


@dataclass(frozen=True, slots=True, eq=False)
class Frame:
    """One picture from one camera, as captured; its pixels do not change.

    ``pixels`` is (H, W) grey or (H, W, 3) RGB, uint8 or uint16, C-contiguous. They are valid until
    the frame is released: who keeps them copies them.
    """

    frame_index: int  # 0, 1, 2 … in the order of capture, skipped frames counted
    name: str  # what a person would search for: the file's path below the folder, or "frame 000012"
    pixels: Pixels
    captured_at: datetime  # UTC; capture time of a camera, modification time of a file
    arrived_s: float  # time.monotonic() when the pixels were in memory; the frame's age counts from here
    along_px: int = 0  # rows of the piece before this frame's first row
    along_m: float | None = None  # the same in metres where an encoder or a file name says so

    def __post_init__(self) -> None:
        shape, dtype = self.pixels.shape, self.pixels.dtype
        if len(shape) not in (2, 3) or (len(shape) == 3 and shape[2] != 3) or 0 in shape:
            raise ValueError(f"a frame is (H, W) grey or (H, W, 3) RGB, got {shape}")
        if dtype not in (np.dtype(np.uint8), np.dtype(np.uint16)):
            raise ValueError(f"a frame holds 8- or 16-bit values, got {dtype}")
        if self.captured_at.tzinfo is None:
            raise ValueError("captured_at must carry its time zone (UTC)")

    @property
    def height(self) -> int:
        return int(self.pixels.shape[0])

    @property
    def width(self) -> int:
        return int(self.pixels.shape[1])


@dataclass(frozen=True, slots=True)
class MissedFrame:
    """A frame or file that was not inspected, and why. It is recorded, never passed over."""

    frame_index: int
    name: str
    reason: Message
    captured_at: datetime  # UTC
    along_px: int = 0  # rows of the piece before it
    n_rows: int | None = None  # rows it would have had, where that is known: the length of the gap
    along_m: float | None = None
