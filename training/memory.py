"""How much memory a run takes, and whether an error says that there is none left."""

from __future__ import annotations

import psutil
import torch

_SAYS_SO = ("out of memory", "can't allocate memory", "not enough memory", "ALLOC_FAILED", "bad_alloc")


def is_out_of_memory(error: BaseException) -> bool:
    """Of the GPU, or of the PC: PyTorch raises a RuntimeError with one of several texts there."""
    if isinstance(error, MemoryError | torch.OutOfMemoryError):
        return True
    return isinstance(error, RuntimeError) and any(text in str(error) for text in _SAYS_SO)


def memory_bytes() -> int:
    """That this process takes now, with all it has started."""
    own = psutil.Process()
    total = 0
    for process in (own, *own.children(recursive=True)):
        try:
            total += process.memory_info().rss
        except psutil.Error:  # it has ended meanwhile
            continue
    return total


def gpu_bytes(device: torch.device) -> int | None:
    """That this process holds of the GPU's memory now; None where it computes on none."""
    return torch.cuda.memory_reserved(device) if device.type == "cuda" else None
