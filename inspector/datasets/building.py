"""The folder in which a dataset version is built, and what a stopped building leaves for the next one.

    FOLDER/../.NAME.unfinished/    frames, masks; renamed to FOLDER when all is there
                  written.jsonl    first a key of what is built; then a line for each sample whose files are whole

A version appears whole or not at all. What is refused, and what a disk cannot take, leaves nothing. What was cancelled
or killed stays where the builder gave a key: a building with the same key goes on with the samples that are noted, each
of which is read and its checksums compared before it is believed; one with another key, or none, begins anew.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from inspector.core.files import folded
from inspector.core.holding import holding
from inspector.core.messages import Code, DatasetError, InspectorError, message
from inspector.core.typed_json import parsed_json
from inspector.core.untrusted import file_inside, read_bounded

PARTS = FRAMES, MASKS = ("frames", "masks")
NOTES = "written.jsonl"
MAX_NOTES_BYTES = 1_000_000_000


def refusal(folder: Path, detail: str) -> DatasetError:
    return DatasetError(message(Code.DATASET_BROKEN, path=str(folder), detail=detail))


def below(folder: Path, file: str) -> Path:
    """Where a file of a version lies, to be read or written. Raises DatasetError where that is outside ``folder``."""
    try:
        return file_inside(folder, file)
    except ValueError as error:
        raise refusal(folder, str(error)) from error


def write_new(folder: Path, file: str, content: bytes) -> None:
    """Write a file of a version that is being built. What is there, a link to another version's file say, is never
    written into: FileExistsError."""
    path = below(folder, file)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("xb") as opened:
        opened.write(content)


def check_is_free(folder: Path) -> None:
    """Raises DatasetError where a version cannot be written, since the folder is there and holds something."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise refusal(folder, "it is there already; versions do not change, choose a new folder")


def n_left(folder: Path, key: str) -> int:
    """How many samples a stopped building of ``folder`` with this key has noted."""
    return len(_noted(_beside(folder), key) or ())


class Building:
    """A version's folder while it is built. ``folder`` is the hidden one; ``noted`` what a stopped building left there:
    the line that was noted for each sample, by its folded name."""

    def __init__(self, folder: Path, noted: dict[str, str], notes: TextIO | None) -> None:
        self.folder = folder
        self.noted = noted
        self.n_noted = 0  # by now, those of a stopped building too
        self._notes = notes

    def note(self, name: str, line: str) -> None:
        """All files of a sample are written."""
        if self._notes is not None:
            self._notes.write(json.dumps({"name": name, "line": line}, ensure_ascii=False) + "\n")
            self._notes.flush()  # a kill takes nothing that the system has
            self.n_noted += 1

    def discard(self, *files: str) -> None:
        """Take away files that a stopped building may have left; their names, not what they may be links to."""
        for file in files:
            self.folder.joinpath(*file.split("/")).unlink(missing_ok=True)

    def finish(self, files: Iterable[str]) -> None:
        """Take away all but ``files``: what a stopped building left half done."""
        kept = set(files)
        for part in ("", *PARTS):
            with os.scandir(self.folder / part) as entries:
                for entry in entries:
                    file = f"{part}/{entry.name}" if part else entry.name
                    if file in kept or file in PARTS:
                        continue
                    if entry.is_dir(follow_symlinks=False):
                        shutil.rmtree(entry.path)
                    else:
                        Path(entry.path).unlink()


@contextmanager
def built_beside(folder: Path, key: str = "") -> Iterator[Building]:
    """A hidden folder to build a version in, renamed to ``folder`` at the end of the block.

    With a ``key`` of all that goes into it, what ends the block from outside (Ctrl-C, a cancel, a kill) leaves what was
    written for the next building of that key. Raises WorkspaceError where another program builds it at this moment,
    whose files are not to be mistaken for those of one that was killed.
    """
    with holding(folder.parent, f".{folder.name}", shown=folder):
        check_is_free(folder)
        beside = _beside(folder)
        building, notes = None, None
        noted = _noted(beside, key)
        if noted is None:
            shutil.rmtree(beside, ignore_errors=True)
            beside.mkdir()  # fails where a link is left, which would lead elsewhere
            for part in PARTS:
                (beside / part).mkdir()
        try:
            if key:
                # Written anew, since the last line may be torn.
                notes = (beside / NOTES).open("w", encoding="utf-8")
                notes.write(json.dumps({"key": key}) + "\n")
            building = Building(beside, noted or {}, notes)
            for name, line in building.noted.items():
                building.note(name, line)
            yield building
            if notes is not None:
                notes.close()
            (beside / NOTES).unlink(missing_ok=True)
            if folder.exists():
                folder.rmdir()  # empty; Windows renames onto no folder
            beside.replace(folder)
        except BaseException as error:
            if notes is not None:
                notes.close()
            is_refused = isinstance(error, InspectorError | OSError | ValueError)
            if is_refused or building is None or not building.n_noted:
                shutil.rmtree(beside, ignore_errors=True)
            raise


def _beside(folder: Path) -> Path:
    return folder.with_name(f".{folder.name}.unfinished")


def _noted(beside: Path, key: str) -> dict[str, str] | None:
    """Lines by folded name of what a building with this key left; None where it left nothing that can be used."""
    if not key or any(not path.is_dir() or path.is_symlink() for path in (beside, *(beside / part for part in PARTS))):
        return None
    try:
        lines = read_bounded(file_inside(beside, NOTES), MAX_NOTES_BYTES).decode().splitlines()
        if not lines or parsed_json(lines[0]) != {"key": key}:
            return None
    except (OSError, ValueError):
        return None
    noted: dict[str, str] = {}
    for line in lines[1:]:
        try:
            entry = parsed_json(line)
        except ValueError:  # the last one, written as the program was killed
            break
        if isinstance(entry, dict) and isinstance(entry.get("name"), str) and isinstance(entry.get("line"), str):
            noted[folded(entry["name"])] = entry["line"]
    return noted
