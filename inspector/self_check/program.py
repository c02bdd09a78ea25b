"""The program itself: its version, where it runs from, whether its files are those that were packaged, and whether
libraries of the system take their place.

A package (``sys.frozen``) may have two files in its folder: BUILD.json, which says what it was built of, and SHA256SUMS
in the format of sha256sum, "HASH  PATH", which lists its files. The folder may be read-only: nothing is written there.
"""

from __future__ import annotations

import hashlib
import os
import re
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import inspector
from inspector.core.programs import build_of, package_folder
from inspector.core.untrusted import listed_below, open_regular, read_bounded
from inspector.self_check.finding import Finding, State, Subject
from inspector.texts import self_check as texts

MANIFEST = "SHA256SUMS"
MAX_MANIFEST_BYTES = 20_000_000
PIECE_BYTES = 1 << 20
MAX_NAMED = 5
SUSPECTS = (
    "LD_LIBRARY_PATH", "LD_PRELOAD", "PYTHONHOME", "PYTHONPATH", "QT_PLUGIN_PATH", "QT_QPA_PLATFORM_PLUGIN_PATH",
)  # fmt: skip
LOADED_FILES = Path("/proc/self/maps")


@dataclass(frozen=True, slots=True)
class Origin:
    """Where the program runs from."""

    folder: Path
    is_package: bool = False
    build: str = ""  # "0e215fa2"; "" where nothing tells

    @property
    def is_source(self) -> bool:
        return not self.is_package and (self.folder / "pyproject.toml").is_file()


def origin() -> Origin:
    if (package := package_folder()) is not None:
        build = build_of(package)
        return Origin(package.resolve(), True, build.commit[:12] if build is not None else "")
    folder = Path(inspector.__file__).resolve().parent.parent
    return Origin(folder, False, _commit_of_source(folder))


def program_finding(found: Origin, tick: Callable[[], None] = lambda: None) -> Finding:
    """``tick`` is called while files are read, at least every megabyte; it may raise to end that."""
    build, folder = found.build or texts.BUILD_UNKNOWN.translated(), str(found.folder)
    text = texts.FROM_PACKAGE if found.is_package else texts.FROM_SOURCE if found.is_source else texts.FROM_WHEEL
    said = text.translated(version=inspector.__version__, build=build, folder=folder)
    if not found.is_package:
        return Finding(Subject.PROGRAM, State.OK, "program.not_packaged", said)
    try:
        listed = read_manifest(found.folder)
    except FileNotFoundError:
        return Finding(Subject.PROGRAM, State.WARNING, "program.no_manifest", said, texts.NO_MANIFEST.translated())
    except (OSError, ValueError) as error:
        detail = getattr(error, "strerror", None) or str(error)
        broken = texts.MANIFEST_BROKEN.translated(detail=detail)
        return Finding(
            Subject.PROGRAM, State.WARNING, "program.manifest_broken", said, broken, texts.REINSTALL.translated()
        )
    faults = [fault for path, sha256 in listed.items() if (fault := _fault_of(found.folder, path, sha256, tick))]
    if not faults:
        whole = texts.FILES_WHOLE.translated(n=len(listed))
        return Finding(Subject.PROGRAM, State.OK, "program.whole", said, whole)
    names = ", ".join(faults[:MAX_NAMED]) + (", …" if len(faults) > MAX_NAMED else "")
    altered = texts.FILES_ALTERED.translated(n=len(faults), names=names)
    return Finding(
        Subject.PROGRAM, State.FAULT, "program.altered", f"{said}. {altered}", texts.ALTERED_MEANS.translated(),
        texts.REINSTALL.translated(),
    )  # fmt: skip


def read_manifest(folder: Path) -> dict[str, str]:
    """sha256 by path below ``folder``. Raises OSError, and ValueError for what is no such list."""
    text = read_bounded(folder / MANIFEST, MAX_MANIFEST_BYTES).decode("utf-8")
    listed: dict[str, str] = {}
    for n, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        found = re.fullmatch(r"([0-9a-f]{64}) [ *](.+)", line)
        if found is None:
            raise ValueError(f"its line {n} is no checksum with a path")
        path = found[2].removeprefix("./")
        listed_below(folder, path)
        listed[path] = found[1]
    if not listed:
        raise ValueError("it lists nothing")
    return listed


def _fault_of(folder: Path, path: str, sha256: str, tick: Callable[[], None]) -> str:
    """What is wrong with one file, in words; "" where it is as it was made."""
    tick()
    summed = hashlib.sha256()
    try:
        with open_regular(listed_below(folder, path)) as file:
            while piece := file.read(PIECE_BYTES):
                summed.update(piece)
                tick()
    except FileNotFoundError:
        return texts.FILE_MISSING.translated(name=path)
    except (OSError, ValueError) as error:
        return texts.FILE_UNREAD.translated(name=path, detail=getattr(error, "strerror", None) or str(error))
    return "" if summed.hexdigest() == sha256 else texts.FILE_ALTERED.translated(name=path)


def clashes_finding(
    found: Origin, environment: Mapping[str, str] = os.environ, loaded_files: Path = LOADED_FILES
) -> Finding:
    """Variables that bring libraries of the system into this program, and those of Qt that came from elsewhere."""
    named = {name: value for name in SUSPECTS if (value := _foreign(name, environment.get(name, ""), found))}
    strangers = sorted(_strange_qt(loaded_files))
    if not named and not strangers:
        return Finding(Subject.CLASHES, State.OK, "clashes.none", texts.LIBRARIES_OWN.translated())
    said = []
    if named:
        listed = ", ".join(f"{name}={value}" for name, value in named.items())
        said.append(texts.LIBRARIES_SET.translated(names=listed))
    if strangers:
        said.append(texts.LIBRARIES_LOADED.translated(names=", ".join(strangers[:MAX_NAMED])))
    to_do = texts.LIBRARIES_TO_DO.translated(name=" -u ".join(named)) if named else ""
    return Finding(
        Subject.CLASHES, State.WARNING, "clashes.found", ". ".join(said), texts.LIBRARIES_MEAN.translated(), to_do
    )


def _foreign(name: str, value: str, found: Origin) -> str:
    """What of a variable leads elsewhere. Folders of the program itself bring nothing else in: OpenCV, for one, puts
    its own on the loader's path."""
    if name in ("PYTHONHOME", "PYTHONPATH") and found.is_package:  # a packaged Python reads neither
        return ""
    if name == "PYTHONHOME":
        return value
    own = (found.folder, Path(sys.prefix).resolve())
    parts = [part for part in value.split(os.pathsep) if part]
    return os.pathsep.join(
        part for part in parts if not any(Path(part).resolve().is_relative_to(folder) for folder in own)
    )


def _strange_qt(loaded_files: Path) -> Iterator[str]:
    """Libraries of Qt in this process that are not beside the others of the program's own Qt."""
    try:
        lines = loaded_files.read_text("utf-8", "replace").splitlines()
    except OSError:  # not on Linux
        return
    paths = {line.split(maxsplit=5)[5] for line in lines if "/libQt6" in line and len(line.split(maxsplit=5)) == 6}
    own = next((Path(path).parent for path in paths if "libQt6Core" in path and "PySide6" in path), None)
    if own is not None:
        yield from (path for path in paths if Path(path).parent != own)


def _commit_of_source(folder: Path) -> str:
    """Of a clone, without asking git, which a line PC does not have."""
    try:
        git = folder / ".git"
        if git.is_file():  # a work tree beside the clone
            git = (folder / git.read_text("utf-8").removeprefix("gitdir:").strip()).resolve()
        head = (git / "HEAD").read_text("utf-8").strip()
        if not head.startswith("ref: "):
            return head[:12]
        name = head.removeprefix("ref: ")
        common = (git / "commondir").read_text("utf-8").strip() if (git / "commondir").is_file() else "."
        for place in (git, (git / common).resolve()):
            if (place / name).is_file():
                return (place / name).read_text("utf-8").strip()[:12]
    except (OSError, ValueError):
        return ""
    return ""
