"""The folder of one training run: which file is what, and how the program and the training process talk through it.

RUN/request.json      what was asked for
RUN/progress.jsonl    one JSON object per line, appended; see ``progress``
RUN/control           what the run is asked while it works, in one word; see ``control``
RUN/run.lock          held while the run's process lives, and while its request is written
RUN/start.lock        held while somebody starts the run, until its process holds the other one
RUN/log.txt           what the process wrote to its standard streams
RUN/checkpoints/      last.pt to resume from, best.pt by validation, each with the one before; see checkpoint_files
RUN/frames-N.npz      where the frames of dataset N do not fit into memory: what one look at each of them told
RUN/looks/            the worst and best validation frames as they are now; see ``looks``
RUN/notes.txt         what people wrote about the run since it was asked for
RUN/scores.json       final scores, thresholds, data, command
RUN/confusions.json   confusion matrices of the test split by group: what intervals and comparisons need
RUN/detections.json   the same for counts per defect
RUN/MODEL.onnx        the exported model with its card
RUN/MODEL.golden.npz  what the network answered to tiles and frames when it was exported; see core/golden_tiles.py

Shared with the training program, so without torch.
"""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO

from filelock import FileLock, Timeout

from inspector.core.audit import utc_now, utc_text
from inspector.core.files import write_whole
from inspector.core.golden_tiles import golden_beside
from inspector.core.untrusted import file_inside, open_regular, read_bounded
from inspector.runs.control import Control
from inspector.runs.progress import ProgressLine, read_lines
from inspector.runs.request import MAX_REQUEST_BYTES, RunRequest

MAX_PROGRESS_BYTES, MAX_CONTROL_BYTES, MAX_NOTES_BYTES = 256_000_000, 1000, 100_000
_LOOKING_S = 1.0  # who looks whether a run lives holds its lock for an instant


@dataclass(frozen=True, slots=True)
class RunFolder:
    """Reading raises OSError where the disk refuses; what is not there yet is empty."""

    path: Path

    @property
    def name(self) -> str:
        return self.path.name

    @property
    def request_file(self) -> Path:
        return self.path / "request.json"

    @property
    def progress_file(self) -> Path:
        return self.path / "progress.jsonl"

    @property
    def control_file(self) -> Path:
        return self.path / "control"

    @property
    def lock_file(self) -> Path:
        return self.path / "run.lock"

    @property
    def start_file(self) -> Path:
        return self.path / "start.lock"

    @property
    def log_file(self) -> Path:
        return self.path / "log.txt"

    @property
    def last_checkpoint(self) -> Path:
        return self.path / "checkpoints" / "last.pt"

    @property
    def best_checkpoint(self) -> Path:
        return self.path / "checkpoints" / "best.pt"

    def index_file(self, number: int) -> Path:
        return self.path / f"frames-{number}.npz"

    @property
    def looks(self) -> Path:
        return self.path / "looks"

    @property
    def notes_file(self) -> Path:
        return self.path / "notes.txt"

    @property
    def scores_file(self) -> Path:
        return self.path / "scores.json"

    @property
    def confusions_file(self) -> Path:
        return self.path / "confusions.json"

    @property
    def detections_file(self) -> Path:
        return self.path / "detections.json"

    @property
    def result_files(self) -> tuple[Path, ...]:
        """The last one is written last: where it is, the run was scored whole."""
        return self.confusions_file, self.detections_file, self.scores_file

    def model_file(self, model_name: str) -> Path:
        """Raises ValueError for a name that would lead out of the run."""
        return file_inside(self.path, f"{model_name}.onnx")

    def golden_file(self, model_name: str) -> Path:
        """Raises ValueError likewise."""
        return golden_beside(self.model_file(model_name))

    def exists(self) -> bool:
        """True where a run was started here, whatever became of its files."""
        return self.progress_file.exists() or self.request_file.exists() or self.last_checkpoint.exists()

    def read_request(self) -> RunRequest:
        """What was asked for. Raises OSError where there is no request, ValueError where it is broken."""
        return RunRequest.from_json(read_bounded(self.request_file, MAX_REQUEST_BYTES).decode())

    def write_request(self, request: RunRequest) -> None:
        write_whole(self.request_file, request.to_json().encode())

    def report(self, line: ProgressLine) -> None:
        """Append the line with the time, unless it has one; readers see whole lines only."""
        content = replace(line, at=line.at or utc_text(utc_now())).to_json() + b"\n"
        with self.progress_file.open("ab+") as file:
            if file.tell() and _last_byte(file) != b"\n":  # a power cut or a full disk left half a line
                content = b"\n" + content
            file.write(content)

    def progress(self) -> tuple[ProgressLine, ...]:
        """All that the run told so far, of every start. Raises ValueError for a file that no run has written."""
        try:
            return read_lines(read_bounded(self.progress_file, MAX_PROGRESS_BYTES))
        except FileNotFoundError:
            return ()

    def ask(self, control: Control) -> None:
        write_whole(self.control_file, control.value.encode())

    def remove_unfinished(self) -> None:
        """What an earlier start of the run was writing when it was killed. For who holds the run; raises OSError."""
        results = (f"{each.name}.*.tmp" for each in self.result_files)
        for pattern in ("*.onnx.*.tmp", "*.golden.npz.*.tmp", "frames-*.npz.*.tmp", "looks/*.tmp", *results):
            for file in self.path.glob(pattern):
                file.unlink(missing_ok=True)

    def let_go_on(self) -> None:
        """Take back what an earlier start was asked."""
        self.control_file.unlink(missing_ok=True)

    def asked(self) -> Control:
        try:
            return Control(read_bounded(self.control_file, MAX_CONTROL_BYTES).decode().strip())
        except (OSError, ValueError):  # not there, or another program's: nobody asked
            return Control.GO

    def notes(self) -> str | None:
        """None where nobody wrote any since it was asked for. Raises OSError, or ValueError where it is no text."""
        try:
            return read_bounded(self.notes_file, MAX_NOTES_BYTES).decode()
        except FileNotFoundError:
            return None

    def write_notes(self, notes: str) -> None:
        """Raises OSError, or ValueError for what is no text or too long."""
        content = notes.encode()
        if len(content) > MAX_NOTES_BYTES:
            raise ValueError(f"notes of {len(content)} bytes; {MAX_NOTES_BYTES} are possible")
        write_whole(self.notes_file, content)

    @contextmanager
    def held(self) -> Iterator[None]:
        """The run's lock, for as long as its process works. Raises ``filelock.Timeout`` where another one holds it."""
        with FileLock(self.lock_file, timeout=_LOOKING_S):
            yield

    @contextmanager
    def being_started(self) -> Iterator[None]:
        """While one starts the run, no other does. Raises ``filelock.Timeout`` where another one starts it."""
        with FileLock(self.start_file, blocking=False):
            yield

    def is_held(self) -> bool:
        """True while a process, of this program or of another, works on the run."""
        if not self.lock_file.exists():
            return False
        try:
            with FileLock(self.lock_file, blocking=False):
                return False
        except Timeout:
            return True
        except OSError as error:
            if sys.platform == "win32" or error.errno not in (errno.EACCES, errno.EPERM, errno.EROFS):
                raise
            return _is_held_by_another(self.lock_file)


def _is_held_by_another(file: Path) -> bool:
    """Of a lock that may be looked at alone, as on a disk that is read-only. Raises OSError."""
    import fcntl  # of POSIX systems

    try:
        with open_regular(file) as opened:
            fcntl.flock(opened, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    except ValueError:  # no file, so no lock of a run
        return False
    return False


def _last_byte(file: BinaryIO) -> bytes:
    file.seek(-1, os.SEEK_END)
    return file.read(1)
