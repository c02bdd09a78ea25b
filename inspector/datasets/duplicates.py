"""Near duplicates: frames of one and the same surface, also turned by quarter turns and mirrored.

    version  ->  signature of each frame  ->  clusters of frames alike

A signature is what identifies a surface and survives a new JPEG, another size and a little more or less light: the
frame squeezed to a square of 64 px, in waves (DCT-II) up to ``REACH`` half periods per side, without the mean, each
weighted by its frequency (surfaces have less of the finer ones), and of length 1. Waves along one axis alone count
little: bands of a rail head, columns of a line camera and straight scratches look the same on different surfaces.
The likeness of two frames is the normalised cross-correlation of their signatures, the best of the eight ways to turn
and mirror one of them.

A turn or mirroring only changes signs of waves and swaps the wave (u, v) with (v, u). So the larger and the smaller
magnitude of each such two waves stay, and their inner product is never below the likeness (rearrangement inequality).
That product, a plain matrix product, finds candidates: none is missed, and one in a thousand is left to be compared.

Clusters are chains: two frames of one may be less alike than the threshold. Not found: copied parts of a frame,
shifted or cropped views, and frames too even to be told apart unless their files are the same.
"""

from __future__ import annotations

import errno
import os
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass
from typing import Protocol

import cv2
import numpy as np
import numpy.typing as npt
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import connected_components

from inspector.core.bits import container_bits, full_scale
from inspector.core.cores import usable_cores
from inspector.core.frame import Pixels
from inspector.core.messages import Code, WorkspaceError, message
from inspector.datasets.version import DatasetVersion, Sample, Split

Signatures = npt.NDArray[np.float32]  # (N, N_WAVES), rows of length 1
Indices = npt.NDArray[np.intp]

# Chosen on the train split of NEU-Seg, where pictures and their turned twins are known.
SIDE_PX = 64
REACH = 24  # half periods per side: finer waves suffer from JPEG, coarser ones alone confuse strips that look alike
LINE_WEIGHT = 0.15  # of waves along one axis alone
LIKENESS = 0.85
EVEN_LEVEL = 0.5  # grey levels of 255, root mean square: below, noise and rounding are all there is

_ROWS, _COLUMNS = 256, 16384  # of one matrix product: 0.1 s, so that a cancel acts; columns are a multiple of rows
_N_PAIRS = 5_000  # compared at once: 40 MB
_N_BOUNDS = 4096  # worked out at once
_N_WAITING = 1024  # frames that are read or wait for it
MAX_IN_MEMORY = 50_000  # signatures, 95 MB; more of them lie in a temporary file
_SLACK = 1e-5  # of 32-bit floats


def _waves() -> tuple[Indices, Indices, tuple[slice, ...]]:
    """Row and column frequency of each wave, the four kinds of parity one after the other, and where each lies."""
    rows, columns = np.nonzero(np.hypot(*np.mgrid[: REACH + 1, : REACH + 1]) <= REACH)
    rows, columns = rows[1:], columns[1:]  # without the mean
    kind = 2 * (rows % 2) + columns % 2
    order = np.argsort(kind, kind="stable")
    counts = np.bincount(kind)
    kinds = tuple(slice(end - n, end) for n, end in zip(counts, np.cumsum(counts), strict=True))
    return rows[order], columns[order], kinds


_V, _U, _KINDS = _waves()
N_WAVES = len(_V)
_ROW_BYTES = N_WAVES * np.dtype(np.float32).itemsize
_WEIGHTS = np.hypot(_V, _U) * np.where((_V == 0) | (_U == 0), LINE_WEIGHT, 1)
_NUMBER = {wave: number for number, wave in enumerate(zip(_V.tolist(), _U.tolist(), strict=True))}
_TRANSPOSED = np.array([_NUMBER[u, v] for v, u in _NUMBER])
_COSINES = np.cos(np.pi * np.outer(np.arange(REACH + 1), np.arange(SIDE_PX) + 0.5) / SIDE_PX) * np.sqrt(2 / SIDE_PX)
_COSINES[0] /= np.sqrt(2)


@dataclass(frozen=True, slots=True)
class DuplicateCluster:
    """Frames of one surface. The first is the one to keep: the largest, then the first of the version."""

    names: tuple[str, ...]
    likenesses: tuple[float, ...]  # of each to the first; may be below the threshold, a third one being between


@dataclass(frozen=True, slots=True)
class FrameFile:
    """A frame by its file: the same bytes are the same surface, however even."""

    name: str
    sha256: str
    n_px: int


class _Rows(Protocol):
    """Signatures (N, N_WAVES), by slices: an array, or what reads them."""

    def __len__(self) -> int: ...

    def __getitem__(self, rows: slice, /) -> Signatures: ...


class _RowsOnDisk:
    """Raises WorkspaceError where the disk refuses."""

    def __init__(self) -> None:
        self._n_rows = 0
        try:
            self._file = tempfile.TemporaryFile(buffering=0)  # noqa: SIM115  closed by ``close``
        except OSError as error:
            raise _unwritable(error) from error

    def __len__(self) -> int:
        return self._n_rows

    def append(self, signature: Signatures) -> None:
        try:
            self._file.seek(0, os.SEEK_END)
            if self._file.write(signature.tobytes()) != signature.nbytes:
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        except OSError as error:
            raise _unwritable(error) from error
        self._n_rows += 1

    def __getitem__(self, rows: slice) -> Signatures:
        first, last, _ = rows.indices(self._n_rows)
        self._file.seek(first * _ROW_BYTES)
        content = self._file.read((last - first) * _ROW_BYTES)
        return np.frombuffer(content, np.float32).reshape(last - first, N_WAVES)

    def close(self) -> None:
        self._file.close()


def _unwritable(error: OSError) -> WorkspaceError:
    detail = error.strerror or str(error)
    return WorkspaceError(message(Code.OUTPUT_UNWRITABLE, path=tempfile.gettempdir(), detail=detail))


class Surfaces:
    """Signatures by the hashes of files, for at most ``n_files`` of them; each file need be looked at once.

    To be closed; raises WorkspaceError where there are too many for the memory and the disk takes none.
    """

    def __init__(self, n_files: int) -> None:
        self._on_disk = _RowsOnDisk() if n_files > MAX_IN_MEMORY else None
        self._in_memory = np.empty((0 if self._on_disk else n_files, N_WAVES), np.float32)
        self._row_of: dict[str, int | None] = {}  # None: too even to be told from another
        self._n_rows = 0

    def close(self) -> None:
        if self._on_disk is not None:
            self._on_disk.close()

    @property
    def _signatures(self) -> _Rows:
        return self._in_memory[: self._n_rows] if self._on_disk is None else self._on_disk

    def __contains__(self, sha256: str) -> bool:
        return sha256 in self._row_of

    def add(self, sha256: str, signature: Signatures | None) -> None:
        self._row_of[sha256] = None if signature is None else self._n_rows
        if signature is None:
            return
        if self._on_disk is not None:
            self._on_disk.append(signature)
        else:
            self._in_memory[self._n_rows] = signature
        self._n_rows += 1

    def clusters(
        self,
        frames: Iterable[FrameFile],
        threshold: float = LIKENESS,
        report: Callable[[int, int], None] = lambda done, total: None,
    ) -> tuple[DuplicateCluster, ...]:
        """Clusters of two or more of these frames, the largest first. ``report`` takes rows compared and in all."""
        labels = link(self._signatures, threshold, report)
        members: dict[str | int, list[FrameFile]] = defaultdict(list)
        for frame in frames:
            row = self._row_of[frame.sha256]
            members[frame.sha256 if row is None else int(labels[row])].append(frame)
        clusters = []
        for same in members.values():
            if len(same) > 1:
                same.sort(key=lambda frame: -frame.n_px)
                likenesses = tuple(self._likeness(same[0].sha256, frame.sha256) for frame in same)
                clusters.append(DuplicateCluster(tuple(frame.name for frame in same), likenesses))
        return tuple(sorted(clusters, key=lambda cluster: -len(cluster.names)))

    def _likeness(self, one: str, other: str) -> float:
        first, second = self._row_of[one], self._row_of[other]
        if first is None or second is None or first == second:
            return 1.0  # the same file
        rows = self._signatures
        return float(likeness(rows[first : first + 1], rows[second : second + 1])[0])


def find_duplicates(
    version: DatasetVersion,
    samples: Sequence[Sample] | None = None,
    *,
    threshold: float = LIKENESS,
    report: Callable[[int, int], None] = lambda done, total: None,
    read: Callable[[Sample, int], object] = lambda sample, bits: None,
) -> tuple[DuplicateCluster, ...]:
    """Clusters of two or more of ``samples`` (all that a split holds, if not given), the largest first.

    ``report`` takes steps done and in all, two a frame: read, compared. What it raises ends the search. ``read`` hears
    of each picture that was read, once, with its bits. Raises DatasetError or FrameError for a frame that is missing,
    changed or broken.
    """
    if samples is None:
        samples = tuple(sample for sample in version.samples if sample.split is not Split.UNUSED)
    firsts = list({sample.frame_sha256: sample for sample in samples}.values())
    n = len(firsts)
    with closing(Surfaces(n)) as surfaces:
        for done, (sample, (signature, bits)) in enumerate(_signatures_of(version, firsts)):
            report(done, 2 * n)
            read(sample, bits)
            surfaces.add(sample.frame_sha256, signature)
        frames = (FrameFile(sample.name, sample.frame_sha256, sample.height * sample.width) for sample in samples)
        found = surfaces.clusters(frames, threshold, lambda done, _: report(n + done, 2 * n))
    report(2 * n, 2 * n)
    return found


def _signatures_of(
    version: DatasetVersion, samples: Sequence[Sample]
) -> Iterator[tuple[Sample, tuple[Signatures | None, int]]]:
    """Each sample with its signature and its bits."""

    def read(sample: Sample) -> tuple[Signatures | None, int]:
        picture = version.read_picture(sample)
        return signature_of(picture.pixels, picture.bits), picture.bits

    # Decoding leaves Python's lock alone. Few wait, and closing takes them back, so that a cancel acts at once.
    with ThreadPoolExecutor(usable_cores()) as pool:
        for top in range(0, len(samples), _N_WAITING):
            some = samples[top : top + _N_WAITING]
            # ``map`` gives a generator, and is typed as any iterator, which need not have ``close``.
            with closing(pool.map(read, some)) as signatures:  # type: ignore[type-var]
                yield from zip(some, signatures, strict=True)


def signature_of(pixels: Pixels, bits: int | None = None) -> Signatures | None:
    """Signature (N_WAVES,) of a frame (H, W[, 3]); None of one too even to be told from another.

    ``bits``: of each value; None: all that the numbers hold.
    """
    grey = cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY) if pixels.ndim == 3 else pixels
    grey = grey.astype(np.float32) / np.float32(full_scale(bits or container_bits(pixels)) / 255)
    square = cv2.resize(grey, (SIDE_PX, SIDE_PX), interpolation=cv2.INTER_AREA)
    waves = (_COSINES @ square @ _COSINES.T)[_V, _U]
    if np.sqrt((waves**2).sum()) / SIDE_PX < EVEN_LEVEL:
        return None
    weighted = waves * _WEIGHTS
    signature: Signatures = (weighted / np.sqrt((weighted**2).sum())).astype(np.float32)
    return signature


def likeness(one: Signatures, other: Signatures) -> npt.NDArray[np.float32]:
    """Cross-correlation, -1 to 1, of signatures (…, N_WAVES) pair by pair, one of each turned and mirrored best."""
    found = []
    for candidate in (other, other[..., _TRANSPOSED]):
        products = one * candidate
        even, across, along, both = (products[..., kind].sum(axis=-1) for kind in _KINDS)
        found += [even + both + across + along, even + both - across - along]  # as it is, and turned by half
        found += [even - both + across - along, even - both - across + along]  # mirrored
    best: npt.NDArray[np.float32] = np.maximum.reduce(found)
    return best


def bounds_of(signatures: Signatures) -> Signatures:
    """(N, N_WAVES) of length 1, the same for a frame however turned; products of two are no less than ``likeness``."""
    pairs, alone = np.flatnonzero(_V < _U), np.flatnonzero(_V == _U)
    bounds = np.empty_like(signatures)
    for top in range(0, len(signatures), _N_BOUNDS):
        magnitudes = np.abs(signatures[top : top + _N_BOUNDS])
        swapped = magnitudes[:, _TRANSPOSED]
        parts = [np.maximum(magnitudes, swapped)[:, pairs], np.minimum(magnitudes, swapped)[:, pairs]]
        bounds[top : top + _N_BOUNDS] = np.concatenate([*parts, magnitudes[:, alone]], axis=1)
    return bounds


def link(
    signatures: _Rows,
    threshold: float = LIKENESS,
    report: Callable[[int, int], None] = lambda done, total: None,
) -> npt.NDArray[np.int32]:
    """A label for each of (N, N_WAVES); the same label where a chain of pairs at least so alike leads across.

    Memory: 100 MB beside theirs, whatever their number: bounds are worked out for what is multiplied, and not kept.
    Pairs that a chain joined already are not compared. ``report`` takes the share of pairs done, as so many of N.
    """
    n = len(signatures)
    labels = np.arange(n, dtype=np.int32)
    for left in range(0, n, _COLUMNS):
        right = min(left + _COLUMNS, n)
        column_signatures = signatures[left:right]
        of_columns = bounds_of(column_signatures)
        for top in range(0, right, _ROWS):
            first = max(top, left)
            # Pairs of the columns before, and of these with the rows before.
            n_done = left**2 // 2 + top * (right - left) - (first - left) ** 2 // 2
            done = 2 * n_done // n
            report(done, n)
            if top < left:
                row_signatures = signatures[top : top + _ROWS]
                of_rows = bounds_of(row_signatures)
            else:
                part = slice(top - left, top - left + _ROWS)
                row_signatures, of_rows = column_signatures[part], of_columns[part]
            products = of_rows @ of_columns[first - left :].T
            rows, columns = np.nonzero(products >= threshold - _SLACK)
            rows, columns = rows + top, columns + first
            is_later = columns > rows
            rows, columns = rows[is_later], columns[is_later]
            while rows.size:
                is_apart = labels[rows] != labels[columns]
                rows, columns = rows[is_apart], columns[is_apart]
                some = slice(_N_PAIRS)
                pairs = row_signatures[rows[some] - top], column_signatures[columns[some] - left]
                is_alike = likeness(*pairs) >= threshold
                labels = joined(labels, rows[some][is_alike], columns[some][is_alike])
                rows, columns = rows[_N_PAIRS:], columns[_N_PAIRS:]
                report(done, n)
    return labels


def joined(labels: npt.NDArray[np.int32], rows: Indices, columns: Indices) -> npt.NDArray[np.int32]:
    """Labels (N,), those of ``rows[i]`` and ``columns[i]`` made one for each i."""
    if not rows.size:
        return labels
    n = int(labels.max()) + 1
    links = coo_matrix((np.ones(len(rows), np.int8), (labels[rows], labels[columns])), (n, n))
    now: npt.NDArray[np.int32] = connected_components(links, directed=False)[1]
    return now[labels]
