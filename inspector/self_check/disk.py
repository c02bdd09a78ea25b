"""Whether the disk takes what this line records: who may write, how fast, for how long there is room."""

from __future__ import annotations

import os
import shutil
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from inspector.core.files import why_refused
from inspector.logs import NOWHERE, log_file
from inspector.self_check.finding import Finding, State, Subject
from inspector.self_check.line_pace import LinePace
from inspector.texts import formats
from inspector.texts import self_check as texts

PIECE_BYTES = 1 << 20
MIN_TEST_BYTES, MAX_TEST_BYTES, TEST_S = 8 << 20, 64 << 20, 1.0
RESERVE = 2.0  # a disk has other things to do, and takes small files more slowly than a large one
SMALLEST_FREE_BYTES = 500_000_000  # below it, an update or a backup of the records has no room
WORKSPACE_OPTION, LOG_OPTION, TEMPORARY_OPTION = "--workspace, INSPECTOR_WORKSPACE", "INSPECTOR_LOGS", "TMPDIR"
SHORT_H = 24.0
MUCH_H = 48  # told in days from here on
MAX_DAYS = 999

Writes = Callable[[Path, Callable[[], None]], float]


def nearest_folder(folder: Path) -> Path:
    """Itself, or the first one above it that is there: where it would be made."""
    return next((path for path in (folder, *folder.parents) if path.is_dir()), Path(folder.anchor or "."))


def why_not_writable(folder: Path) -> str:
    """Found by writing; what the system tells of rights is not always so. "" where it can be written."""
    try:
        with tempfile.NamedTemporaryFile(dir=nearest_folder(folder), prefix=".inspector-", suffix=".tmp") as file:
            file.write(b"x")
            file.flush()
    except OSError as error:
        return error.strerror or str(error)
    return ""


def writing_finding(workspace: Path | None, log: Path | None = None, temporary: Path | None = None) -> Finding:
    """``workspace`` None: this user has no home for one."""
    if workspace is None:
        return Finding(
            Subject.WRITING, State.FAULT, "writing.no_home", texts.NO_HOME.translated(),
            texts.NOT_WRITING_MEANS.translated(), texts.ALLOW_WRITING.translated(option=WORKSPACE_OPTION),
        )  # fmt: skip
    refused: dict[str, str] = {}  # the words for it by the option that names another place

    def look(what: str, folder: Path, option: str) -> None:
        why = why_not_writable(folder)
        if why:
            refused[option] = texts.PLACE.translated(what=what, folder=str(folder), detail=why)

    look(texts.WORKSPACE_FOLDER.translated(), workspace, WORKSPACE_OPTION)
    is_fault = bool(refused)
    log = log or log_file()
    if log == NOWHERE:
        refused[LOG_OPTION] = f"{texts.LOG_FOLDER.translated()} ({texts.NO_HOME.translated()})"
    else:
        look(texts.LOG_FOLDER.translated(), log.parent, LOG_OPTION)
    try:
        look(texts.TEMPORARY_FOLDER.translated(), temporary or Path(tempfile.gettempdir()), TEMPORARY_OPTION)
    except OSError as error:  # no folder at all is one
        refused[TEMPORARY_OPTION] = f"{texts.TEMPORARY_FOLDER.translated()} ({error.strerror or error})"
    if not refused:
        return Finding(Subject.WRITING, State.OK, "writing.allowed", texts.CAN_WRITE.translated())
    state, means = State.FAULT, texts.NOT_WRITING_MEANS
    if not is_fault:
        state, means = State.WARNING, texts.NO_LOG_MEANS
    return Finding(
        Subject.WRITING, state, "writing.refused", texts.CANNOT_WRITE.translated(places=", ".join(refused.values())),
        means.translated(), texts.ALLOW_WRITING.translated(option=", ".join(refused)),
    )  # fmt: skip


def space_finding(folder: Path, line: LinePace, quota_bytes: int, evidence_bytes: int) -> Finding:
    """``evidence_bytes``: taken already, of the quota."""
    try:
        free = shutil.disk_usage(nearest_folder(folder)).free
    except OSError as error:
        told = texts.NO_SPACE_TOLD.translated(folder=str(folder), detail=why_refused(error))
        return Finding(Subject.DISK_SPACE, State.WARNING, "disk.untold", told)
    hours = hours_left(free, line, max(0, quota_bytes - evidence_bytes))
    said = texts.SPACE.translated(
        free=formats.gigabytes(free), folder=str(folder), hours=_hours_text(hours), line=_line_text(line)
    )
    state, code, means = State.OK, "disk.space", ""
    if free < quota_bytes - evidence_bytes:
        state, code = State.WARNING, "disk.space_short"
        means = texts.SPACE_SHORT.translated(quota=formats.gigabytes(quota_bytes))
    if free < SMALLEST_FREE_BYTES or hours < 1:
        state, code, means = State.FAULT, "disk.space_out", texts.SPACE_OUT.translated()
    elif hours < SHORT_H:
        state, code, means = State.WARNING, "disk.space_short", texts.SPACE_OUT.translated()
    to_do = texts.MAKE_ROOM.translated() if state is not State.OK else ""
    return Finding(Subject.DISK_SPACE, state, code, said, means, to_do)


def hours_left(free: int, line: LinePace, quota_left: int) -> float:
    """How long this line can be recorded. Evidence grows up to its quota; from then on the records alone do."""
    until_quota_s = quota_left / line.evidence_bytes_per_s if line.evidence_bytes_per_s else 0.0
    taken = until_quota_s * line.bytes_per_s
    if free <= taken:
        return free / line.bytes_per_s / 3600
    return (until_quota_s + (free - taken) / line.rows_bytes_per_s) / 3600


def speed_finding(folder: Path, line: LinePace, tick: Callable[[], None]) -> Finding:
    """``tick`` is called for each megabyte; it may raise to end the test, whose file is gone then too."""
    place = nearest_folder(folder)
    try:
        speed = write_bytes_per_s(place, tick)
    except OSError as error:
        is_full = why_refused(error).startswith("the disk is full")
        text = texts.SPEED_FULL if is_full else texts.SPEED_FAILED
        said = text.translated(folder=str(place), detail=error.strerror or str(error))
        code = "disk.full" if is_full else "disk.unwritable"
        means = texts.SPACE_OUT if is_full else texts.NOT_WRITING_MEANS
        to_do = texts.MAKE_ROOM if is_full else texts.ALLOW_WRITING
        return Finding(
            Subject.DISK_SPEED, State.FAULT, code, said, means.translated(), to_do.translated(option=WORKSPACE_OPTION)
        )
    said = texts.SPEED.translated(
        speed=formats.decimal(speed / 1e6, 0), line=_line_text(line), need=formats.decimal(line.bytes_per_s / 1e6, 1)
    )
    if speed >= RESERVE * line.bytes_per_s:
        return Finding(Subject.DISK_SPEED, State.OK, "disk.speed", said)
    return Finding(
        Subject.DISK_SPEED, State.WARNING, "disk.slow", said, texts.SPEED_LOW_MEANS.translated(),
        texts.SPEED_LOW_TO_DO.translated(),
    )  # fmt: skip


def write_bytes_per_s(folder: Path, tick: Callable[[], None]) -> float:
    """Of a file that is wholly on the disk at the end, and then removed. Raises OSError, and what ``tick`` raises."""
    piece = os.urandom(PIECE_BYTES)  # nothing that a disk could squeeze
    path = folder / f".inspector-disk-test-{os.getpid()}.tmp"
    n_bytes, began_s = 0, time.perf_counter()
    try:
        with path.open("wb", buffering=0) as file:
            while n_bytes < MAX_TEST_BYTES and (n_bytes < MIN_TEST_BYTES or time.perf_counter() - began_s < TEST_S):
                tick()
                n_bytes += file.write(piece)
                os.fsync(file.fileno())
        return n_bytes / max(time.perf_counter() - began_s, 1e-6)
    finally:
        with suppress(OSError):  # a share that went away meanwhile; what went wrong is told already
            path.unlink(missing_ok=True)


def _line_text(line: LinePace) -> str:
    is_known = line.is_rate_known and (line.is_frame_known or line.is_mpx_known)
    return (texts.THIS_LINE if is_known else texts.DEMO_LINE).translated()


def _hours_text(hours: float) -> str:
    if hours < MUCH_H:
        return texts.HOURS.translated(n=int(hours))
    days = int(hours / 24)
    return f"> {texts.DAYS.translated(n=MAX_DAYS)}" if days > MAX_DAYS else texts.DAYS.translated(n=days)
