"""Which allocator gives a training its memory: jemalloc or tcmalloc where the system has one, else the C library's.

A step allocates and frees tensors of tens of megabytes all the time. The C library gives each back to the system and
asks for it again, page by page; these keep them. Their like is only there if it is loaded before the program, so
whoever starts a training names it (docs/decisions/0019).
"""

from __future__ import annotations

import ctypes.util
import sys
from collections.abc import Mapping
from pathlib import Path

_NAMES = ("jemalloc", "tcmalloc_minimal", "tcmalloc")  # by preference
_FOLDERS = ("/usr/lib/x86_64-linux-gnu", "/usr/lib/aarch64-linux-gnu", "/usr/lib64", "/usr/lib", "/usr/local/lib")
_PRELOAD = "LD_PRELOAD"


def with_allocator(environment: Mapping[str, str]) -> dict[str, str]:
    """The environment for a training. One that preloads an allocator already, or a system without one, is left as it
    is; so is any system but Linux."""
    changed = dict(environment)
    before = changed.get(_PRELOAD, "")
    library = find_allocator() if sys.platform == "linux" else None
    if library is not None and not any(name in before for name in _NAMES):
        changed[_PRELOAD] = f"{before}:{library}" if before else library
    return changed


def find_allocator() -> str | None:
    """What the loader finds it by: a name, or a path."""
    for name in _NAMES:
        if found := ctypes.util.find_library(name):
            return found
        for folder in _FOLDERS:
            if files := sorted(Path(folder).glob(f"lib{name}.so*")):
                return str(files[0])
    return None


def allocator_in_use() -> str:
    """Of this process, for people."""
    try:
        loaded = Path("/proc/self/maps").read_text()
    except OSError:
        return "the system"
    return next((name.partition("_")[0] for name in _NAMES if f"/lib{name}.so" in loaded), "the C library")
