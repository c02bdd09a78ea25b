"""How a model runs best on this PC, as a trial found it: kept in the user's cache, so that it is tried once.

A result counts for one PC, one file and one pair of runtimes: after an update of either, and on another PC that shares
the same home, it is tried anew. A cache that is gone, broken or cannot be written costs a trial at each start, which
the log says, and nothing else; an entry that is broken costs its own trial, and no other.
"""

from __future__ import annotations

import logging
import platform
import threading
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import Any

import onnxruntime
from pydantic import TypeAdapter

from inspector.core.cores import usable_cores
from inspector.core.files import write_whole
from inspector.core.model_card import MAX_TILE_PX, ModelCard
from inspector.core.typed_json import from_entries, from_json
from inspector.core.untrusted import read_bounded
from inspector.inference.backend import Provider, Tuning
from inspector.inference.known_models import cache_folder

log = logging.getLogger("inspector.inference")

FORMAT = 1  # another way of trying makes what was found before worthless
MAX_KEPT = 200  # the newest
MAX_BYTES = 1_000_000
MAX_STREAMS = 1024


@dataclass(frozen=True, slots=True)
class _Entry:
    pc: str
    model: str  # sha256
    runtimes: str
    tuning: Tuning


@dataclass(frozen=True, slots=True)
class _Kept:
    format: int
    entries: tuple[Any, ...]  # of _Entry, each read by itself


_SHAPE, _ENTRY_SHAPE = TypeAdapter(_Kept), TypeAdapter(_Entry)
_lock = threading.Lock()
_in_memory: dict[str, Tuning] = {}  # by sha256: where the disk is full, a model that is opened again stays as it was


def this_pc() -> str:
    """The processor, as far as the system tells, and the cores that this process may use."""
    return f"{processor_name()}, {usable_cores()} cores"


def processor_name() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text("utf-8", errors="replace").splitlines()
    except OSError:
        lines = []
    named = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(named, "") or platform.processor() or platform.machine()


def runtimes() -> str:
    try:
        openvino = metadata.version("openvino")
    except metadata.PackageNotFoundError:
        openvino = "none"
    return f"onnxruntime {onnxruntime.__version__}, openvino {openvino}"


def known_tuning(sha256: str, card: ModelCard) -> Tuning | None:
    """What was found for this file on this PC; None where it was not tried, or what is kept cannot be."""
    with _lock:
        if sha256 in _in_memory:
            return _in_memory[sha256]
        here = this_pc(), sha256, runtimes()
        kept = (entry.tuning for entry in _read() if (entry.pc, entry.model, entry.runtimes) == here)
        if (found := next(kept, None)) is None:
            return None
        if fault := _fault(found, card):
            log.warning("what a trial found for %s is not believed, and it is tried anew: %s", card.name, fault)
            return None
        _in_memory[sha256] = found
        return found


def keep_tuning(sha256: str, tuning: Tuning) -> None:
    with _lock:
        _in_memory[sha256] = tuning
        entry = _Entry(this_pc(), sha256, runtimes(), tuning)
        _write([*_without(sha256), entry])


def forget_tuning(sha256: str) -> None:
    """The next trial of this file on this PC begins anew."""
    with _lock:
        _in_memory.pop(sha256, None)
        _write(_without(sha256))


def _without(sha256: str) -> list[_Entry]:
    return [entry for entry in _read() if (entry.pc, entry.model) != (this_pc(), sha256)]


def _fault(tuning: Tuning, card: ModelCard) -> str:
    problems = (
        (tuning.runtime not in (Provider.CPU, Provider.OPENVINO), f"it names {tuning.runtime}"),
        (not 1 <= tuning.n_streams <= MAX_STREAMS, f"{tuning.n_streams} streams"),
        (not card.size_multiple <= tuning.tile_px <= MAX_TILE_PX, f"tiles of {tuning.tile_px} px"),
        (tuning.tile_px % card.size_multiple != 0, f"tiles of {tuning.tile_px} px"),
        (not 0 <= tuning.overlap_px <= card.overlap_px, f"an overlap of {tuning.overlap_px} px"),
    )
    return next((reason for is_wrong, reason in problems if is_wrong), "")


def _file() -> Path:
    return cache_folder() / "trials.json"


def _read() -> tuple[_Entry, ...]:
    try:
        kept = from_json(_SHAPE, read_bounded(_file(), MAX_BYTES))
    except FileNotFoundError:
        return ()
    except (OSError, ValueError) as error:
        log.warning("what trials found on this PC cannot be read, and is found anew: %s", error)
        return ()
    return tuple(_readable(kept.entries)) if kept.format == FORMAT else ()


def _readable(entries: Iterable[Any]) -> Iterator[_Entry]:
    for entry in entries:
        try:
            yield from_entries(_ENTRY_SHAPE, entry, "the entry")
        except ValueError as error:
            log.warning("what a trial found on this PC cannot be read, and is found anew: %s", error)


def _write(entries: list[_Entry]) -> None:
    try:
        cache_folder().mkdir(parents=True, exist_ok=True)
        content = _SHAPE.dump_json(_Kept(FORMAT, tuple(entries[-MAX_KEPT:])))
        write_whole(_file(), content, is_synced=False)
    except OSError as error:
        log.warning("what a trial found is not kept, and is found anew at the next start: %s", error)
