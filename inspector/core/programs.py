"""How this program starts itself and the training program: from the source tree, from a wheel, and packaged.

A package is a folder with ``inspector``; with the training part, the Workbench, it has ``inspector-training`` as well.
"""

from __future__ import annotations

import importlib.util
import json
import sys
from pathlib import Path

from inspector import __version__

_NAMES = {"torch": "PyTorch", "onnx": "the library “onnx”"}  # as people know them


def is_packaged() -> bool:
    return bool(getattr(sys, "frozen", False))


def package_folder() -> Path | None:
    """That of the packaged program; None from the source tree or a wheel."""
    return Path(sys.executable).parent if is_packaged() else None


def build_text(folder: Path) -> str:
    """ "0.2.0 (1a2b3c4d5e6f)", of the package in a folder; "unknown" where its BUILD.json does not say."""
    try:
        said = json.loads((folder / "BUILD.json").read_text("utf-8"))
        return f"{said['version']} ({said['commit']})"
    except (OSError, ValueError, KeyError, TypeError):
        return "unknown"


def version_text() -> str:
    """Of this program: a package says which build it is."""
    folder = package_folder()
    return __version__ if folder is None else build_text(folder)


def inspector_command(*arguments: str) -> list[str]:
    folder = package_folder()
    if folder is not None:
        return [str(folder / f"inspector{_suffix()}"), *arguments]
    # -P: a workspace has a folder "models", which from the current directory would pass for the package.
    return [sys.executable, "-P", "-m", "inspector", *arguments]


def training_command() -> list[str]:
    folder = package_folder()
    if folder is not None:
        return [str(_training_in(folder))]
    return [sys.executable, "-P", "-m", "training"]  # -P: as above


def why_no_training(library: str = "torch") -> str:
    """Why the training program cannot be started, in the middle of a sentence; "" where it is there.

    ``library``: what it needs from outside a package; variants of models do without PyTorch.
    """
    folder = package_folder()
    if folder is not None:
        if not _training_in(folder).is_file():
            return "this installation has no training part; install the Workbench of the same version"
        ours, theirs = build_text(folder), build_text(folder / "training")
        return (
            "" if ours == theirs else f"the training part is {theirs}, the program {ours}; install the Workbench of it"
        )
    if importlib.util.find_spec(library) is not None:
        return ""
    return f"{_NAMES[library]} is not installed; install Inspector with its training extra"


def _training_in(folder: Path) -> Path:
    return folder / f"inspector-training{_suffix()}"


def _suffix() -> str:
    return Path(sys.executable).suffix if sys.platform == "win32" else ""
