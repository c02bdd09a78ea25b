"""Looks out, while data are read, for signs that their labels were misunderstood.

Doubts.add(frame) for each   ->  Doubts.warnings()
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

import numpy as np

from inspector.core.bits import container_bits
from inspector.core.classes import BACKGROUND_INDEX, IGNORE_INDEX
from inspector.core.data_warnings import DataWarning, WarningKind
from inspector.core.files import sha256_of
from inspector.datasets.duplicates import FrameFile, Surfaces, signature_of
from inspector.datasets.formats.reading import Fault, Pair, Problem
from inspector.datasets.version import Split

MAX_COMPARED = 20_000  # frames: comparing them takes seconds and 80 MB; ten times as many take a hundred times as long
INVERTED_FROM = 0.6  # share of a frame that is annotated as defect


class Doubts:
    """Gathers what warnings are made of, frame by frame, in memory that does not grow with the pixels.

    ``non_defects`` are indices; ``n_frames`` how many will come at most.
    """

    def __init__(self, non_defects: frozenset[int], n_frames: int) -> None:
        self._non_defects = non_defects
        self._n_frames = n_frames
        self._surfaces = Surfaces(n_frames) if n_frames <= MAX_COMPARED else None
        self._files: list[FrameFile] = []
        self._named: set[int] = set()
        self._under_ignored: set[int] = set()
        self._inverted: list[str] = []
        self._turned: list[str] = []
        self._bits: Counter[int] = Counter()  # that 16-bit frames need which state none

    def add(self, name: str, pair: Pair) -> None:
        picture, annotated = pair.picture, pair.annotated
        self._named |= annotated.named
        self._under_ignored |= annotated.under_ignored
        counts = np.bincount(annotated.class_map.ravel(), minlength=256)[:IGNORE_INDEX]
        n_known = counts.sum()
        counts[[BACKGROUND_INDEX, *self._non_defects]] = 0
        if counts.sum() > INVERTED_FROM * n_known:
            self._inverted.append(name)
        if picture.orientation != 1:
            self._turned.append(name)
        if container_bits(picture.pixels) == 16 and picture.stated_bits is None:
            self._bits[pair.fewer_bits or 16] += 1
        if self._surfaces is not None:
            sha256 = sha256_of(pair.frame_bytes)
            if sha256 not in self._surfaces:
                self._surfaces.add(sha256, signature_of(picture.pixels, picture.bits))
            self._files.append(FrameFile(name, sha256, picture.pixels.shape[0] * picture.pixels.shape[1]))

    def warnings(
        self, class_names: tuple[str, ...], pixels: Mapping[int, int], n_clean: int, split_of: Mapping[str, Split],
        problems: Iterable[Problem], folders: tuple[str, ...] = (),
    ) -> tuple[DataWarning, ...]:  # fmt: skip
        """``pixels`` by class index over all frames; ``split_of`` each frame; ``folders`` are missing."""
        n_frames = len(split_of)
        missing = [index for index in range(1, len(class_names)) if not pixels.get(index)]
        n_ignored = pixels.get(IGNORE_INDEX, 0)
        found = []
        if n_frames and len(missing) == len(class_names) - 1 and n_ignored:
            found.append(DataWarning(WarningKind.ALL_IGNORED, n_ignored, n_frames))
        elif n_frames and n_clean == n_frames:
            found.append(DataWarning(WarningKind.ALL_CLEAN, n_frames, n_frames))
        ignored = [index for index in missing if index in self._under_ignored]
        covered = [index for index in missing if index in self._named - self._under_ignored]
        unused = [index for index in missing if index not in self._named]
        for kind, indices in (
            (WarningKind.CLASS_IGNORED, ignored), (WarningKind.CLASS_COVERED, covered),
            (WarningKind.CLASS_UNUSED, unused),
        ):  # fmt: skip
            if indices and n_frames:
                found.append(DataWarning(kind, len(indices), names=tuple(class_names[index] for index in indices)))
        if folders:
            found.append(DataWarning(WarningKind.FOLDER_MISSING, len(folders), names=folders))
        if self._inverted:
            found.append(_of_frames(WarningKind.INVERTED, self._inverted, n_frames))
        misfits = [problem.where for problem in problems if problem.fault is Fault.TURNED]
        if misfits:
            found.append(_of_frames(WarningKind.TURNED_MISFIT, misfits, self._n_frames))
        if self._turned:
            found.append(_of_frames(WarningKind.TURNED, self._turned, n_frames))
        if self._bits and (bits := max(self._bits)) < 16:  # one that needs all says that the others are dark
            found.append(DataWarning(WarningKind.FEWER_BITS, self._bits.total(), n_frames, bits=bits))
        if self._surfaces is None:
            found.append(DataWarning(WarningKind.DUPLICATES_UNKNOWN, self._n_frames, MAX_COMPARED))
        else:
            found += self._duplicates(self._surfaces, split_of)
        return tuple(found)

    def _duplicates(self, surfaces: Surfaces, split_of: Mapping[str, Split]) -> list[DataWarning]:
        used = [file for file in self._files if split_of[file.name] is not Split.UNUSED]
        crossing = [
            cluster.names for cluster in surfaces.clusters(used) if len({split_of[name] for name in cluster.names}) > 1
        ]
        if not crossing:
            return []
        first = crossing[0][0]
        other = next(name for name in crossing[0] if split_of[name] is not split_of[first])
        return [DataWarning(WarningKind.DUPLICATES, len(crossing), len(used), (first, other))]


def _of_frames(kind: WarningKind, names: list[str], n_frames: int) -> DataWarning:
    return DataWarning(kind, len(names), n_frames, tuple(names[:3]))
