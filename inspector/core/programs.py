"""How this program starts itself and the training program: from the source tree, from a wheel, and packaged.

A package is a folder with ``inspector``; with the training part, the Workbench, it has ``inspector-training`` as well.
"""

from __future__ import annotations

import importlib.util
import json
import sys
from dataclasses import dataclass
from pathlib import Path

from inspector import __version__

_MAX_BUILD_BYTES = 100_000
_NAMES = {"torch": "PyTorch", "onnx": "the library “onnx”"}  # as people know them


def is_packaged() -> bool:
    return bool(getattr(sys, "frozen", False))


def package_folder() -> Path | None:
    """That of the packaged program; None from the source tree or a wheel."""
    return Path(sys.executable).parent if is_packaged() else None


@dataclass(frozen=True, slots=True)
class Build:
    """What BUILD.json says of a package."""

    version: str
    commit: str = ""
    edition: str = ""
    built_at: str = ""
    # The newest versions that it reads of records, settings, model cards; None where it does not say.
    schema: int | None = None
    settings: int | None = None
    card: int | None = None

    @property
    def text(self) -> str:
        """ "0.2.0 (1a2b3c4d5e6f)"."""
        return f"{self.version} ({self.commit})" if self.commit else self.version


def build_of(folder: Path) -> Build | None:
    """Of the package in a folder; None where its BUILD.json does not say."""
    try:
        with (folder / "BUILD.json").open("rb") as file:
            said = json.loads(file.read(_MAX_BUILD_BYTES))
        version = said["version"]
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None
    if not isinstance(version, str):
        return None

    def text(name: str) -> str:
        return found[:100] if isinstance(found := said.get(name), str) else ""

    def number(name: str) -> int | None:
        return found if type(found := said.get(name)) is int else None

    return Build(
        version, text("commit"), text("edition"), text("built_at"), number("schema"), number("settings"), number("card")
    )


def is_replaced() -> bool:
    """Whether an update put another build where this program was started from: what it loads from now on would be that
    one's. On Windows the files of a program that runs cannot be exchanged."""
    if not is_packaged() or not sys.platform.startswith("linux"):
        return False
    try:
        return not Path("/proc/self/exe").samefile(sys.executable)
    except OSError:  # removed
        return True


def version_text() -> str:
    """Of this program: a package says which build it is."""
    folder = package_folder()
    build = build_of(folder) if folder is not None else None
    return __version__ if build is None else build.text


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
        ours, theirs = (build.text if build else "unknown" for build in map(build_of, (folder, folder / "training")))
        different = f"the training part is {theirs}, the program {ours}; install the Workbench of it"
        return "" if ours == theirs else different
    if importlib.util.find_spec(library) is not None:
        return ""
    return f"{_NAMES[library]} is not installed; install Inspector with its training extra"


def _training_in(folder: Path) -> Path:
    return folder / f"inspector-training{_suffix()}"


def _suffix() -> str:
    return Path(sys.executable).suffix if sys.platform == "win32" else ""
