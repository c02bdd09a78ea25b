"""Which code trained: the program's version, and a hash of what learns, since one version may be many states of it."""

from __future__ import annotations

import hashlib
from pathlib import Path

import inspector
import models
import training

PACKAGES = (training, models)


def code_version() -> str:
    """ "0.1.0 3fa1b2c4d5e6": the same for the same code, wherever it is installed."""
    digest = hashlib.sha256()
    for package in PACKAGES:
        folder = Path(package.__path__[0])
        for file in sorted((*folder.rglob("*.py"), *folder.rglob("*.toml"))):
            digest.update(f"{package.__name__}/{file.relative_to(folder).as_posix()}\0".encode())
            digest.update(file.read_bytes())
    return f"{inspector.__version__} {digest.hexdigest()[:12]}"
