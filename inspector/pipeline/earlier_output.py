"""Whether a folder may take the results of a run, and clearing away those of the run before.

A folder is taken where it is empty or holds the frames.csv of an earlier run. That table names each picture
before it is written, so it tells what is ours also after a kill; what it does not name is never removed.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path, PurePosixPath

from inspector.core.holding import HOLDING_FILES, holding
from inspector.core.messages import Code, WorkspaceError, message

FRAMES, DEFECTS, SUMMARY = "frames.csv", "defects.csv", "summary.json"
CLASS_MAPS, OVERLAYS = "classmaps", "overlays"
FRAME_COLUMNS = (
    "number", "lane", "frame", "state", "reason_code", "reason", "captured_at", "position_px", "position_m", "n_rows",
    "n_columns", "n_defects", "predict_ms", "measure_ms", "looked_at_percent", "class_map", "overlay", "masked_percent",
    "product_width_px",
)  # fmt: skip

# Which older results do not have; they are ours as well
_ADDED = ("lane", "looked_at_percent", "masked_percent", "product_width_px")
_FIRST_COLUMNS = tuple(name for name in FRAME_COLUMNS if name not in _ADDED)


def check_free(folder: Path) -> None:
    """Raises WorkspaceError: OUTPUT_TAKEN for a folder with files and no table of ours, else OUTPUT_UNWRITABLE."""
    try:
        _pictures_listed(folder)
    except OSError as error:
        detail = error.strerror or str(error)
        raise WorkspaceError(message(Code.OUTPUT_UNWRITABLE, path=str(folder), detail=detail)) from error


@contextmanager
def held_for_output(folder: Path | None) -> Iterator[None]:
    """No other run writes into the folder during this block. None: there is none to hold.

    Raises WorkspaceError: OUTPUT_IN_USE where one does, else OUTPUT_UNWRITABLE.
    """
    with ExitStack() as held:
        if folder is not None:
            try:
                held.enter_context(holding(folder))
            except OSError as error:
                detail = error.strerror or str(error)
                raise WorkspaceError(message(Code.OUTPUT_UNWRITABLE, path=str(folder), detail=detail)) from error
        yield


def check_apart(folder: Path, source: Path, *, is_recursive: bool) -> None:
    """Raises WorkspaceError (OUTPUT_TAKEN) where results in ``folder`` would be inspected, or frames cleared away."""
    output, frames = folder.resolve(), source.resolve()
    if output in (frames, *frames.parents):
        detail = "The frames to inspect lie in it"
    elif is_recursive and frames in output.parents:
        detail = "It lies in the folder to inspect, with all its sub-folders: results would be inspected too"
    else:
        return
    raise WorkspaceError(message(Code.OUTPUT_TAKEN, path=str(folder), detail=detail))


def clear(folder: Path) -> None:
    """Remove what the run before wrote into ``folder``: its tables, and the pictures that they name.

    Raises WorkspaceError (OUTPUT_TAKEN) with nothing removed, or OSError. The list goes last: a kill half-way leaves
    it for the next try.
    """
    for path in _pictures_listed(folder):
        path.unlink(missing_ok=True)
        with suppress(OSError):  # not empty: the next picture, or somebody's own file, lies there
            for parent in path.relative_to(folder).parents[:-1]:
                (folder / parent).rmdir()
    for name in (DEFECTS, SUMMARY, FRAMES):
        (folder / name).unlink(missing_ok=True)


def _pictures_listed(folder: Path) -> list[Path]:
    """Files of ``folder`` that the table of the run before names as its pictures."""
    if not folder.exists() or all(path.name in HOLDING_FILES for path in folder.iterdir()):
        return []
    found = []
    try:
        if not (folder / FRAMES).is_file():  # a device or a pipe may have no end
            raise ValueError
        with (folder / FRAMES).open(newline="", encoding="utf-8-sig") as file:
            separator = ";" if ";" in file.readline() else ","  # no column's name holds either
            file.seek(0)
            rows = csv.DictReader(file, delimiter=separator)
            if tuple(name for name in rows.fieldnames or () if name not in _ADDED) != _FIRST_COLUMNS:
                raise ValueError
            for row in rows:
                found += [row["class_map"], row["overlay"]]
    except (ValueError, csv.Error) as error:  # UnicodeDecodeError is a ValueError
        detail = "It holds files, and no table of an earlier run that says which of them may go"
        raise WorkspaceError(message(Code.OUTPUT_TAKEN, path=str(folder), detail=detail)) from error
    return [folder / name for name in found if name and _is_inside(folder, name)]


def _is_inside(folder: Path, name: str) -> bool:
    """A file below our sub-folders; somebody may have edited the table, or put a link where a folder was."""
    path = PurePosixPath(name)
    return (
        path.parts[:1] in ((CLASS_MAPS,), (OVERLAYS,))
        and ".." not in path.parts
        and path.suffix == ".png"
        and (folder / path).is_file()
        and (folder / path).resolve() == folder.resolve() / path
    )
