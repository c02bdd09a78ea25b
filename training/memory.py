"""How much memory a run takes, and what an error says of memory or disk that is used up."""

from __future__ import annotations

import psutil
import torch

from inspector.core.files import why_refused

_SAYS_SO = ("out of memory", "can't allocate memory", "not enough memory", "ALLOC_FAILED", "bad_alloc")


def is_out_of_memory(error: BaseException) -> bool:
    """Of the GPU, or of the PC: PyTorch raises a RuntimeError with one of several texts there."""
    if isinstance(error, MemoryError | torch.OutOfMemoryError):
        return True
    return isinstance(error, RuntimeError) and any(text in str(error) for text in _SAYS_SO)


def why_not(error: BaseException) -> str:
    """Why something was not written or computed, for a person."""
    if isinstance(error, OSError):
        return why_refused(error)
    return "memory is used up" if is_out_of_memory(error) else str(error)


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
