"""A frame as captured, and a frame that could not be inspected.

Rows run along the travel of the strip, columns across it. NumPy only.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from inspector.core.messages import Message
from inspector.core.untrusted import storable

Pixels: TypeAlias = npt.NDArray[np.uint8 | np.uint16]

MIN_BITS, MAX_BITS = 8, 16
MAX_PIXELS = 300_000_000  # of one frame; a 16k line-scan camera fills it with 18,000 rows


class Lease:
    """The use of a buffer that a source fills again once it has it back. Any thread."""

    def __init__(self, give_back: Callable[[], None]) -> None:
        self._give_back = give_back
        self._lock = threading.Lock()
        self._is_over = False

    def release(self) -> None:
        """Give the buffer back. Repeatable: only the first time counts."""
        with self._lock:
            if self._is_over:
                return
            self._is_over = True
        self._give_back()


@dataclass(frozen=True, slots=True, eq=False)
class Frame:
    """One frame from one camera, as captured; until it is released its pixels do not change.

    ``pixels`` is (H, W) grey or (H, W, 3) RGB, uint8 or uint16, C-contiguous. No value is above 2 ** ``bits`` - 1:
    the source looks, not this class. With a ``lease`` they lie in a buffer of the source's, which it fills with
    another frame after ``release``; who keeps the frame longer keeps a ``copy``.
    """

    frame_index: int  # 0, 1, 2 … in the order of capture, skipped frames counted
    name: str  # what a person would search for: the file's path below the folder, or "frame 000012"
    pixels: Pixels
    captured_at: datetime  # UTC; capture time of a camera, modification time of a file
    arrived_s: float  # time.monotonic() when the pixels were in memory; the frame's age counts from here
    bits: int = 0  # of each value, 8 to 16; 0: all that the numbers hold, 8 or 16
    lease: Lease | None = None  # None: the pixels are the frame's own, and stay
    # Rows (first, after the last) that the file perhaps never held: nothing but zeros, to the end of its data.
    blank_rows: tuple[int, int] = (0, 0)

    def __post_init__(self) -> None:
        shape, dtype = self.pixels.shape, self.pixels.dtype
        if len(shape) not in (2, 3) or (len(shape) == 3 and shape[2] != 3) or 0 in shape:
            raise ValueError(f"a frame is (H, W) grey or (H, W, 3) RGB, got {shape}")
        if dtype not in (np.dtype(np.uint8), np.dtype(np.uint16)):
            raise ValueError(f"a frame holds 8- or 16-bit values, got {dtype}")
        container_bits = 8 * dtype.itemsize
        if not self.bits:
            object.__setattr__(self, "bits", container_bits)
        if not MIN_BITS <= self.bits <= container_bits:
            raise ValueError(f"{dtype} values have {MIN_BITS} to {container_bits} bits, not {self.bits}")
        if self.captured_at.tzinfo is None:
            raise ValueError("captured_at must carry its time zone (UTC)")
        object.__setattr__(self, "name", storable(self.name))
        if not 0 <= self.blank_rows[0] <= self.blank_rows[1] <= shape[0]:
            raise ValueError(f"of {shape[0]} rows, {self.blank_rows} cannot be blank")

    def copy(self) -> Frame:
        """A frame whose pixels stay when this one is released; itself where its pixels are its own already."""
        return self if self.lease is None else replace(self, pixels=self.pixels.copy(), lease=None)

    def release(self) -> None:
        """The pixels are not needed any more. Whoever took the frame from its source calls it. Repeatable."""
        if self.lease is not None:
            self.lease.release()

    @property
    def height(self) -> int:
        return int(self.pixels.shape[0])

    @property
    def width(self) -> int:
        return int(self.pixels.shape[1])


@dataclass(frozen=True, slots=True)
class MissedFrame:
    """A frame or file that was not inspected, and why. It is recorded, never passed over.

    ``n_rows`` is never what a header says: it is believed only where the pixels were read, or where the source makes
    all its frames alike.
    """

    frame_index: int
    name: str
    reason: Message
    captured_at: datetime  # UTC
    n_rows: int | None = None  # rows it would have had, where that is known: the length of the gap

    def __post_init__(self) -> None:
        object.__setattr__(self, "name", storable(self.name))
        if self.n_rows is not None and not 0 <= self.n_rows <= MAX_PIXELS:
            raise ValueError(f"no frame has {self.n_rows} rows")
