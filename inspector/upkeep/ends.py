"""How the program ended, told by a file per process: it is gone after an orderly end, and stays after any other.

    LOG FOLDER/ends/running-20260301T093000Z-4711.txt    while process 4711 runs: facts, then its last words
    LOG FOLDER/ends/ended-20260301T093000Z-4711.txt      found by a later start, and told once; the newest ten stay

A native crash (a bad driver, a fault in a library) writes the traces of all threads there, by Python's faulthandler; a
process that was killed, or lost its power, leaves its facts alone. Nothing of it leaves this PC.
"""

from __future__ import annotations

import faulthandler
import json
import logging
import os
import sys
import traceback
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TextIO

import psutil

from inspector import __version__
from inspector.core.audit import utc_now, utc_text
from inspector.core.messages import InspectorError
from inspector.core.piece import Absence
from inspector.core.typed_json import parsed_json
from inspector.core.untrusted import read_bounded
from inspector.logs import NOWHERE, log_file

log = logging.getLogger("inspector.ends")

N_KEPT = 10
MAX_BYTES = 2_000_000
WATCHED = "INSPECTOR_WATCHED"  # the file in which a watched program says that somebody closed it


@dataclass(frozen=True, slots=True)
class End:
    """One that nobody wished."""

    what: str  # "window", "run"
    workspace: str  # "" for the user's own
    version: str
    began_at: str  # UTC
    crashed_at: datetime | None  # a native crash or a bug of ours says when; None for a kill or a loss of power
    report: Path


class EndNote:
    """Of this process. Raises nothing: a program without one runs all the same."""

    def __init__(self, file: TextIO | None) -> None:
        self._file = file

    @property
    def file(self) -> TextIO | None:
        """Where traces go, as long as the program runs."""
        return self._file

    def closed(self) -> None:
        """Somebody, or the system, closed the program in good order."""
        if named := os.environ.get(WATCHED):
            with suppress(OSError):  # whoever watched is gone
                Path(named).write_text("closed", encoding="utf-8")


def ends_folder() -> Path | None:
    return None if log_file() == NOWHERE else log_file().parent / "ends"


@contextmanager
def end_noted(what: str, workspace: Path | None) -> Iterator[EndNote]:
    """Within the block this process can be found dead. Where it raises, its trace is kept."""
    file = _begun(what, workspace)
    note = EndNote(file)
    if file is None:
        yield note
        return
    path = Path(file.name)
    faulthandler.enable(file, all_threads=True)
    try:
        yield note
    except InspectorError:  # it could not begin, and says why
        path.unlink(missing_ok=True)
        raise
    except Exception:  # whatever it was: its trace is kept for support, and it goes on its way
        traceback.print_exc(file=file)
        raise
    except BaseException:  # somebody ended it: Ctrl-C, or a command's own exit
        path.unlink(missing_ok=True)
        raise
    else:
        path.unlink(missing_ok=True)
    finally:
        faulthandler.cancel_dump_traceback_later()
        faulthandler.disable()
        file.close()


def _begun(what: str, workspace: Path | None) -> TextIO | None:
    folder, now = ends_folder(), utc_now()
    if folder is None:
        return None
    try:
        facts = {
            "process": os.getpid(), "began": _beginning(os.getpid()), "what": what, "version": __version__,
            "workspace": str(workspace or ""), "began_at": utc_text(now),
        }  # fmt: skip
        folder.mkdir(parents=True, exist_ok=True)
        # In no ``with``: faulthandler writes to it until the end of the process.
        file = (folder / f"running-{now:%Y%m%dT%H%M%S}Z-{os.getpid()}.txt").open("w", encoding="utf-8", buffering=1)
        file.write(json.dumps(facts) + "\n")
    except OSError as error:
        log.warning("how this program ends is not noted: %s", error)
        return None
    return file


def claimed_ends() -> tuple[End, ...]:
    """Programs that ended without an orderly end and of which nobody was told yet, the oldest first.

    Each is given once: whoever claims it renames its file.
    """
    folder = ends_folder()
    if folder is None:
        return ()
    found = []
    for path in sorted(folder.glob("running-*.txt")):
        try:
            end = _end_of(path)
            if end is None:
                continue
            kept = path.with_name(path.name.replace("running-", "ended-"))
            path.rename(kept)
            found.append(replace(end, report=kept))
        except FileNotFoundError:  # another start was faster
            continue
        except (OSError, ValueError) as error:
            log.warning("%s says nothing: %s", path, error)
            with suppress(OSError):
                path.rename(path.with_name(path.name.replace("running-", "ended-")))
    for old in sorted(folder.glob("ended-*.txt"))[:-N_KEPT]:
        with suppress(OSError):
            old.unlink()
    return tuple(found)


def _end_of(path: Path) -> End | None:
    """None while its process lives. Raises ValueError and OSError."""
    content = read_bounded(path, MAX_BYTES).decode("utf-8", "replace")
    first, _, rest = content.partition("\n")
    facts = parsed_json(first)
    if not isinstance(facts, dict) or not isinstance(facts.get("process"), int):
        raise ValueError("it does not begin with facts")
    if _lives(facts["process"], facts.get("began")):
        return None
    words = {name: str(facts.get(name, "")) for name in ("what", "workspace", "version", "began_at")}
    crashed_at = datetime.fromtimestamp(path.stat().st_mtime, UTC) if rest.strip() else None
    return End(**words, crashed_at=crashed_at, report=path)


def _lives(process: int, began: object) -> bool:
    """A number that was given again, to a younger process, is no sign of life."""
    try:
        return began == _beginning(process)
    except (psutil.Error, OSError):
        return False


def _beginning(process: int) -> str:
    """Tells a process from others of its number. No time of day where it can be helped: a PC without a battery sets its
    clock right when the program runs already. Raises psutil.Error or OSError where there is none."""
    if not sys.platform.startswith("linux"):
        return str(round(psutil.Process(process).create_time()))
    ticks = Path(f"/proc/{process}/stat").read_text("utf-8", "replace").rpartition(")")[2].split()[19]  # since the boot
    return f"{Path('/proc/sys/kernel/random/boot_id').read_text('utf-8').strip()} {ticks}"


def add_to_report(end: End, absence: Absence | None) -> None:
    """What the records say of it: which frame came last, so that support may ask for it."""
    if absence is None or absence.last_frame is None:
        return
    at, piece = utc_text(absence.since), absence.piece.id
    line = f"last recorded frame: {absence.last_frame}, captured {at}, of piece {piece!r}\n"
    try:
        with end.report.open("a", encoding="utf-8") as file:
            file.write(line)
    except OSError as error:
        log.warning("%s was not completed: %s", end.report, error)
