"""Memory for arrays that stay nearly empty: pages nobody writes to are none.

NumPy asks for pages of 2 MB where it can; a stroke over rows of 16,000 pixels would take hold of a page for every 128
of them, whole. Here they are as small as the system has them.
"""

from __future__ import annotations

import mmap

import numpy as np
import numpy.typing as npt

_LARGE_BYTES = 64_000_000  # below it, larger pages are faster


def sparse_zeros(shape: tuple[int, int]) -> npt.NDArray[np.uint8]:
    size = shape[0] * shape[1]
    if size <= _LARGE_BYTES:
        return np.zeros(shape, np.uint8)
    if hasattr(mmap, "MAP_PRIVATE"):
        memory = mmap.mmap(-1, size, flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS)
        if hasattr(mmap, "MADV_NOHUGEPAGE"):
            memory.madvise(mmap.MADV_NOHUGEPAGE)
    else:
        memory = mmap.mmap(-1, size)
    return np.frombuffer(memory, np.uint8).reshape(shape)
