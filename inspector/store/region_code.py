"""What the overlay of one frame showed, as a BLOB: which pixels belong to which recorded defect.

    regions of a frame  ->  encode()  ->  bytes        bytes, n_rows, n_columns  ->  decode()  ->  regions

A head, then zlib: class index (uint8), defect id (uint32) and number of runs (uint32) of each region, then of all runs
the row, the first column and the length. Rows and first columns stand as differences to the run before, bytes of one
weight together: outlines change little from row to row, so most of it is zeros. All numbers are little-endian.

The class index is that of the model which inspected the frame; the name of a region's class stands with its defect.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
import numpy.typing as npt

from inspector.core.classes import BACKGROUND_INDEX, IGNORE_INDEX

Runs = npt.NDArray[np.int32]

VERSION = 1
MAX_REGIONS = 1_000_000
MAX_RUNS = 8_000_000  # 96 MB when read; a frame that shows more is noise from edge to edge
_HEAD = struct.Struct("<BII")  # version, regions, runs
_REGION_BYTES, _RUN_BYTES = 9, 12
_LEVEL = 1  # of zlib: the finishing thread waits for it


class HasPixels(Protocol):
    """A region of a frame; ``core.defect.Region`` has it."""

    @property
    def class_index(self) -> int: ...
    @property
    def runs(self) -> Runs: ...  # (n, 3): row, first column, column after the last


@dataclass(frozen=True, slots=True, eq=False)
class RecordedRegion:
    class_index: int  # of the model that inspected the frame
    defect_id: int
    runs: Runs  # (n, 3): row, first column, column after the last


def encode(regions: Sequence[tuple[HasPixels, int]]) -> bytes:
    """Regions with the ids of their defects. Raises ValueError for more than is ever read back."""
    counts = np.array([len(region.runs) for region, _ in regions], np.int64)
    n_runs = int(counts.sum())
    if len(regions) > MAX_REGIONS or n_runs > MAX_RUNS:
        raise ValueError(f"{len(regions)} regions of {n_runs} runs are too many to be recorded")
    runs = np.concatenate([region.runs for region, _ in regions]) if regions else np.empty((0, 3), np.int32)
    columns = np.empty((3, n_runs), "<i4")
    columns[0], columns[1] = np.diff(runs[:, 0], prepend=0), np.diff(runs[:, 1], prepend=0)
    columns[2] = runs[:, 2] - runs[:, 1]
    body = b"".join(
        (
            np.array([region.class_index for region, _ in regions], np.uint8).tobytes(),
            np.array([defect_id for _, defect_id in regions], "<u4").tobytes(),
            counts.astype("<u4").tobytes(),
            _parted(columns),
        )
    )
    return _HEAD.pack(VERSION, len(regions), n_runs) + zlib.compress(body, _LEVEL)


def decode(content: bytes, n_rows: int, n_columns: int) -> tuple[RecordedRegion, ...]:
    """The regions of a frame of this size. Raises ValueError, in words, for anything that ``encode`` never wrote."""
    if len(content) < _HEAD.size:
        raise ValueError("it is cut short")
    version, n_regions, n_runs = _HEAD.unpack_from(content)
    if version != VERSION:
        raise ValueError(f"it has version {version}, and this program knows {VERSION}")
    if n_regions > MAX_REGIONS or n_runs > MAX_RUNS:
        raise ValueError(f"it claims {n_regions} regions of {n_runs} runs")
    n_bytes = n_regions * _REGION_BYTES + n_runs * _RUN_BYTES
    body = _inflated(content[_HEAD.size :], n_bytes)
    classes = np.frombuffer(body, np.uint8, n_regions)
    defect_ids = np.frombuffer(body, "<u4", n_regions, n_regions)
    counts = np.frombuffer(body, "<u4", n_regions, n_regions * 5).astype(np.int64)
    if counts.sum() != n_runs or (n_regions and not counts.all()):
        raise ValueError("its regions and their runs do not add up")
    if np.isin(classes, (BACKGROUND_INDEX, IGNORE_INDEX)).any() or not defect_ids.all():
        raise ValueError("it holds a region of no class or of no defect")
    runs = _runs(body[n_regions * _REGION_BYTES :], n_runs)
    row, start, end = runs.T
    if n_runs and not (
        row.min() >= 0 and row.max() < n_rows and start.min() >= 0 and (start < end).all() and end.max() <= n_columns
    ):
        raise ValueError(f"a run lies outside the frame of {n_rows} rows and {n_columns} columns")
    parts = np.split(runs.astype(np.int32), np.cumsum(counts)[:-1]) if n_regions else []
    return tuple(
        RecordedRegion(int(class_index), int(defect_id), part)
        for class_index, defect_id, part in zip(classes, defect_ids, parts, strict=True)
    )


def _parted(columns: npt.NDArray[np.int32]) -> bytes:
    """All lowest bytes first, then all second ones …"""
    return np.ascontiguousarray(columns).view(np.uint8).reshape(-1, 4).T.tobytes()


def _runs(parted: bytes, n_runs: int) -> npt.NDArray[np.int64]:
    by_byte = np.frombuffer(parted, np.uint8, 4 * 3 * n_runs).reshape(4, 3 * n_runs)
    columns = np.ascontiguousarray(by_byte.T).view("<i4").reshape(3, n_runs).astype(np.int64)
    row, start = np.cumsum(columns[0]), np.cumsum(columns[1])
    return np.stack([row, start, start + columns[2]], axis=1)


def _inflated(packed: bytes, n_bytes: int) -> bytes:
    """Never more than what the head says, whatever a damaged stream would grow to."""
    reader = zlib.decompressobj()
    try:
        body = reader.decompress(packed, n_bytes + 1)
    except zlib.error as error:
        raise ValueError("it is damaged") from error
    if len(body) != n_bytes or not reader.eof or reader.unused_data:
        raise ValueError("it is damaged: it does not hold what it says")
    return body
