"""Starting programs: this one again, and the system's own from a frozen program."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from pathlib import Path

# What a frozen program sets for its own libraries, and how it keeps what stood there before.
_OF_FROZEN = ("LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH")


def own_command(*arguments: str) -> list[str]:
    """How this program starts itself: from the source tree, from a wheel, and frozen."""
    if getattr(sys, "frozen", False):
        return [str(Path(sys.executable).with_name("inspector")), *arguments]
    # -P: a package must not be found in whatever folder is the current one.
    return [sys.executable, "-P", "-m", "inspector", *arguments]


def system_environment(environment: Mapping[str, str] | None = None) -> dict[str, str]:
    """For a program of the system, which must find the system's libraries and not those of a frozen program."""
    found = dict(os.environ if environment is None else environment)
    for name in _OF_FROZEN:
        before = found.pop(f"{name}_ORIG", None)
        if before is not None:
            found[name] = before
        elif getattr(sys, "frozen", False):
            found.pop(name, None)
    return found
