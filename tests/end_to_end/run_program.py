"""Starts the real program as a child process, and draws the frames it inspects."""

from __future__ import annotations

import contextlib
import csv
import io
import json
import os
import signal
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from click.testing import CliRunner
from PIL import Image

from inspector.cli import cli
from inspector.core.messages import StoreError
from inspector.store.database import reading
from inspector.store.queries import defects, frames, inspections
from tests.tiny_model import CLEAN, DULL
from tests.waiting import wait_until

TIMEOUT_S = 120.0


@dataclass(frozen=True)
class Ran:
    code: int
    out: str
    err: str

    @property
    def facts(self) -> dict[str, Any]:
        """Standard output as strict JSON: no NaN, no second document, nothing around it."""

        def refuse(constant: str) -> None:
            raise AssertionError(f"{constant} is no JSON")

        return json.loads(self.out, parse_constant=refuse)


class Program:
    """``inspector`` with one workspace and one model. Ends what is still running."""

    def __init__(self, folder: Path, model: Path) -> None:
        self.folder = folder
        self.model = model
        self.workspace = folder / "workspace"
        self._running: list[subprocess.Popen[str]] = []

    def environment(self, **more: str) -> dict[str, str]:
        return os.environ | {"INSPECTOR_WORKSPACE": str(self.workspace)} | more

    def start(self, *words: object, **more: str) -> subprocess.Popen[str]:
        child = subprocess.Popen(
            [sys.executable, "-m", "inspector", *map(str, words)],
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8",
            env=self.environment(**more), cwd=self.folder,
        )  # fmt: skip
        self._running.append(child)
        return child

    def finish(self, child: subprocess.Popen[str], timeout_s: float = TIMEOUT_S) -> Ran:
        out, err = child.communicate(timeout=timeout_s)
        self._running.remove(child)
        return Ran(child.returncode, out, err)

    def __call__(self, *words: object, **more: str) -> Ran:
        return self.finish(self.start(*words, **more))

    def run(self, source: object, *words: object, **more: str) -> Ran:
        return self("run", source, "--model", self.model, *words, **more)

    def start_run(self, source: object, *words: object, **more: str) -> subprocess.Popen[str]:
        return self.start("run", source, "--model", self.model, *words, **more)

    def interrupt(self, child: subprocess.Popen[str], number: int = signal.SIGINT) -> Ran:
        child.send_signal(number)
        return self.finish(child)

    def end(self) -> None:
        for child in self._running:
            child.kill()
            child.communicate()

    # what the records say

    @property
    def database(self) -> Path:
        return self.workspace / "inspection.sqlite"

    def n_recorded(self) -> int:
        """Frames of the newest inspection; 0 while there is none."""
        try:
            with reading(self.database) as rows:
                found = inspections.recent(rows)
                return found[0].n_inspected + found[0].n_not_inspected if found else 0
        except StoreError:
            return 0

    def wait_until_recorded(self, n_frames: int) -> None:
        wait_until(lambda: self.n_recorded() >= n_frames)

    def records(self) -> Records:
        with reading(self.database) as rows:
            record = inspections.recent(rows)[0]
            return Records(
                record,
                {row.name: row for row in frames.of_inspection(rows, record.inspection_id, limit=100_000)},
                {
                    row.defect.defect_id: row.defect
                    for row in defects.of_inspection(rows, record.inspection_id, limit=100_000)
                },
            )


class InThisProcess(Program):
    """What the program answers, where its process is not what is tested: each start of one takes a second of a core.

    ``start`` still starts one.
    """

    def __call__(self, *words: object, **more: str) -> Ran:
        with contextlib.chdir(self.folder):
            result = CliRunner(env=self.environment(**more)).invoke(cli, [*map(str, words)])
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception
        return Ran(result.exit_code, result.stdout, result.stderr)


@dataclass(frozen=True)
class Records:
    inspection: inspections.InspectionRecord
    frames: dict[str, frames.FrameRecord]
    defects: dict[int, Any]


def table(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(path.read_bytes().decode("utf-8"), newline="")))


def drawn(height: int = 64, width: int = 96, value: int | None = DULL) -> np.ndarray:
    """Clean steel with one rectangle: rows 16 to 31, columns 24 to 55; 16 along, 32 across."""
    pixels = np.full((height, width), CLEAN, np.uint8)
    if value is not None:
        pixels[16:32, 24:56] = value
    return pixels


def save(path: Path, pixels: np.ndarray | None = None, **options: object) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.fromarray(drawn() if pixels is None else pixels).save(path, **options)
    return path


def fill(folder: Path, n_frames: int) -> Path:
    first = save(folder / "frame0000.png")
    for number in range(1, n_frames):
        (folder / f"frame{number:04d}.png").write_bytes(first.read_bytes())
    return folder
