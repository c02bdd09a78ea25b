"""A variant of a model: the same network in smaller arithmetic, as a model of its own among those of the workspace.

    make_variant ► training program, a process of its own ► file with its card ► catalogue, with the golden tiles of the
                                                                                model that it was made from

The process needs the training extra, goes behind a line that inspects, and writes into a folder for the time being.
Nobody waits for it without a way to cancel: ``report`` is called five times a second and may raise.
A variant opens, is promoted and rolled back as any model; the gate asks whether it answers as the model it was made
from, and is faster.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import psutil

from inspector.core.files import why_refused, write_whole
from inspector.core.golden_tiles import MAX_BYTES, golden_beside
from inspector.core.messages import Code, DatasetError, ModelError, message
from inspector.core.model_card import Smaller
from inspector.core.programs import training_command, why_no_training
from inspector.core.untrusted import read_bounded
from inspector.datasets.version import MANIFEST_NAME, DatasetVersion, Split, open_version
from inspector.inference.model_content import read_content
from inspector.inference.opening import Opening
from inspector.models_store.catalogue import ModelCatalogue, StoredModel
from inspector.models_store.golden_files import find_golden

N_FRAMES = 128  # of the train split, that show in which ranges values lie
LOOK_S = 0.2
NICENESS = 10
VARIANT = "variant"  # the word by which the training program makes one

Report = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class VariantWish:
    """``version`` is for whole numbers alone: its train frames show the ranges."""

    model: StoredModel
    arithmetic: Smaller
    version: DatasetVersion | None = None
    n_frames: int = N_FRAMES


def make_variant(
    wish: VariantWish, models: Path, runs: Path, report: Report = lambda done, total: None,
    opening: Opening | None = None,
) -> StoredModel:  # fmt: skip
    """The variant among the models of the workspace; one of the same wish that is there already is made no second time.

    ``models`` and ``runs`` are the workspace's folders. ``report`` gets (frames done, frames); an exception that it
    raises cancels the work, and nothing has changed then. Raises ModelError where none can be made, as where the folder
    for temporary files is full, or it does not open, and WorkspaceError where the workspace's disk refuses.
    """
    if why := why_not(wish.model, wish.arithmetic, wish.version):
        raise _failed(wish, why)
    catalogue = ModelCatalogue(models)
    known = [one for one in catalogue.models().models if not one.is_shipped]
    if (same := next((one for one in known if _is_same(one, wish)), None)) is not None:
        return same
    titles = {one.title for one in known}
    suffix, n = "", 2
    while f"{wish.model.title}-{wish.arithmetic}{suffix}" in titles:  # made of other frames
        suffix, n = f"-{n}", n + 1
    try:
        with tempfile.TemporaryDirectory(prefix="inspector-variant-") as name:
            folder = Path(name)
            source, made = folder / "model.onnx", folder / "variant.onnx"
            content = read_content(wish.model.file)
            if content.sha256 != wish.model.sha256:
                raise _failed(wish, f"“{wish.model.file.name}” has changed since it was listed")
            write_whole(source, content.onnx)
            _make(wish, _command(wish, source, made, suffix), folder / "said.txt", report)
            golden = find_golden(models, runs, wish.model.file, wish.model.sha256, wish.model.card)
            if golden is not None:
                with suppress(FileNotFoundError, ValueError):  # gone just now, or no such file: the gate says so
                    write_whole(golden_beside(made), read_bounded(golden, MAX_BYTES))
            return catalogue.add(made, opening, origin=f"{wish.arithmetic} of {wish.model.title}")
    except OSError as error:  # of the folder for the time being, or of the process; the catalogue says what its own are
        raise _failed(wish, why_refused(error)) from error


def why_not(model: StoredModel, arithmetic: Smaller, version: DatasetVersion | None) -> str:
    """Why this variant cannot be made, in words; "" where it can be tried."""
    if model.card.variant_of is not None:
        return f"it is a variant itself: make one of {model.card.variant_of.title}, from which it was made"
    if missing := why_no_training("onnx"):
        return missing
    if arithmetic is Smaller.INT8:
        if version is None:
            return "a dataset version must be named, whose training frames show in which ranges values lie"
        if not version.of_split(Split.TRAIN):
            return f"the dataset {version.name} has no training frames; those of val and test are never used for it"
    return ""


def has_training() -> bool:
    """Whether the training part of the program is there, as far as variants need it."""
    return not why_no_training("onnx")


def calibration_version(model: StoredModel, datasets: Path) -> DatasetVersion | None:
    """The version of the workspace that the model learned from, by the ids on its card; None where none is here."""
    for manifest in sorted(datasets.glob(f"*/{MANIFEST_NAME}")):
        with suppress(DatasetError):
            version = open_version(manifest.parent)
            if version.id in model.card.data_ids and version.of_split(Split.TRAIN):
                return version
    return None


def _is_same(model: StoredModel, wish: VariantWish) -> bool:
    of, version = model.card.variant_of, wish.version if wish.arithmetic is Smaller.INT8 else None
    return of is not None and (of.sha256, of.arithmetic, of.calibrated_on, of.n_frames) == (
        wish.model.sha256, wish.arithmetic, (f"{version.name} {version.id}",) if version is not None else (),
        min(wish.n_frames, len(version.of_split(Split.TRAIN))) if version is not None else 0,
    )  # fmt: skip


def _command(wish: VariantWish, source: Path, made: Path, suffix: str) -> list[str]:
    command = [*training_command(), VARIANT, wish.arithmetic.value, str(source), "--out", str(made)]
    command += [f"--suffix={suffix}"] if suffix else []
    if wish.arithmetic is Smaller.INT8 and wish.version is not None:
        command += ["--dataset", str(wish.version.folder.resolve()), "--frames", str(wish.n_frames)]
    return command


@dataclass(slots=True)
class _Told:
    """What the process told last; written by the thread that hears it."""

    done: int = 0
    total: int = 0

    def hear(self, lines: Iterable[str]) -> None:
        for line in lines:
            with suppress(ValueError, KeyError, TypeError):  # the last line tells sizes
                found = json.loads(line)
                self.done, self.total = int(found["done"]), int(found["total"])


def _make(wish: VariantWish, command: list[str], log_file: Path, report: Report) -> None:
    """Raises ModelError where the process fails, and what ``report`` raises: then the process is ended."""
    told = _Told()
    with log_file.open("wb") as log:
        process = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=log, text=True, encoding="utf-8",
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )  # fmt: skip
    assert process.stdout is not None
    with suppress(psutil.Error):  # it has ended already, and that is found out below
        if sys.platform == "win32":  # untested
            psutil.Process(process.pid).nice(psutil.BELOW_NORMAL_PRIORITY_CLASS)
        else:
            psutil.Process(process.pid).nice(NICENESS)
    hearing = threading.Thread(target=told.hear, args=(process.stdout,), name="variant")
    hearing.start()
    try:
        while process.poll() is None:
            report(told.done, told.total)
            with suppress(subprocess.TimeoutExpired):
                process.wait(LOOK_S)
    finally:
        process.kill()
        process.wait()
        hearing.join()
        process.stdout.close()
    if process.returncode:
        lines = log_file.read_text("utf-8", errors="replace").strip().splitlines()
        detail = lines[-1][:500] if lines else f"its process ended with {process.returncode}"
        raise _failed(wish, detail.rstrip("."))


def _failed(wish: VariantWish, detail: str) -> ModelError:
    return ModelError(message(Code.VARIANT_FAILED, model=wish.model.title, kind=wish.arithmetic.value, detail=detail))
