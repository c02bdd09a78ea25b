"""Which validation frames are the worst and the best now, and their pictures beside the run.

    frames and what was found in them  ->  Gallery  ->  RUN/looks, as ``inspector.runs.looks`` reads it

Frames are added as they are validated; of each that is among the worst or best so far the part to be shown is kept, no
more. Writing them is a help for the eye: a disk that takes none of it ends no run.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
import numpy.typing as npt
from PIL import Image

from inspector.core.bits import to_eight_bit
from inspector.core.class_map import ClassMap, defects_only
from inspector.core.classes import BACKGROUND_INDEX, IGNORE_INDEX
from inspector.core.defect import Box
from inspector.core.files import write_whole
from inspector.datasets.version import encode_mask
from inspector.evaluation.metrics import Confusion, scores_of
from inspector.runs.looks import INDEX_NAME, MAX_SIDE_PX, Look, Looks
from training.data import LoadedFrame

N_WORST, N_BEST = 6, 3


@dataclass(frozen=True, slots=True, eq=False)
class _Seen:
    """A frame that was validated."""

    frame_name: str
    score: float
    false_px: int
    box: Box
    pixels: npt.NDArray[np.uint8]
    annotated: ClassMap
    predicted: ClassMap

    @property
    def rank(self) -> tuple[float, int, str]:
        return _rank(self.score, self.false_px, self.frame_name)


def _rank(score: float, false_px: int, frame_name: str) -> tuple[float, int, str]:
    """The worst first; of frames that are as good, the one with more false pixels; then by name."""
    return score, -false_px, frame_name


class Gallery:
    """The worst and best of the frames of one validation. Frames without a defect in which none was found are in
    neither: there is nothing to look at."""

    def __init__(self, non_defects: Sequence[int] = ()) -> None:
        """``non_defects``: class indices."""
        self._non_defects = tuple(non_defects)
        self._seen: list[_Seen] = []  # that are among the worst or the best so far, the worst first
        self._n = 0

    def add(self, frame: LoadedFrame, predicted: ClassMap, confusion: Confusion) -> None:
        """``confusion``: of this frame alone."""
        score = scores_of(confusion, self._non_defects).miou_defects
        if np.isnan(score):
            return
        self._n += 1
        is_defect = np.ones(len(confusion), np.bool_)
        is_defect[[BACKGROUND_INDEX, *self._non_defects]] = False
        false_px = 0 if confusion[is_defect].any() else int(confusion[:, is_defect].sum())
        rank = _rank(score, false_px, frame.sample.name)
        if len(self._seen) == N_WORST + N_BEST and self._seen[N_WORST - 1].rank < rank < self._seen[N_WORST].rank:
            return
        box = _place(frame.class_map, predicted, self._non_defects)
        window = np.s_[box.y : box.y + box.height, box.x : box.x + box.width]
        seen = _Seen(
            frame.sample.name, score, false_px, box, to_eight_bit(frame.pixels[window], frame.bits).copy(),
            frame.class_map[window].copy(), predicted[window].copy(),
        )  # fmt: skip
        self._seen = sorted([*self._seen, seen], key=lambda one: one.rank)
        if len(self._seen) > N_WORST + N_BEST:
            del self._seen[N_WORST]

    def write(self, folder: Path, step: int, dataset: str, class_names: Sequence[str]) -> None:
        """The set of this validation; the one before it is removed then. Raises OSError, the set before left as it was.

        Of few frames a third are the best; none is in both.
        """
        n_best = min(N_BEST, self._n // 3)
        worst, best = self._seen[: len(self._seen) - n_best][:N_WORST], self._seen[::-1][:n_best]
        folder.mkdir(exist_ok=True)
        written: set[str] = {INDEX_NAME}
        try:
            of_worst, of_best = (
                tuple(_written(folder, f"{step}-{name}{number}", one, written) for number, one in enumerate(some))
                for name, some in (("worst", worst), ("best", best))
            )
            looks = Looks(step, dataset, tuple(class_names), of_worst, of_best)
            write_whole(folder / INDEX_NAME, looks.to_json(), is_synced=False)
        except OSError:
            for name in written - {INDEX_NAME}:
                (folder / name).unlink(missing_ok=True)
            raise
        for file in folder.iterdir():
            if file.name not in written:
                file.unlink(missing_ok=True)


def _place(annotated: ClassMap, predicted: ClassMap, non_defects: Sequence[int]) -> Box:
    """What to show of a frame: all of it where it is small enough, else around its largest wrong place, or around its
    largest defect where nothing is wrong."""
    height, width = annotated.shape
    if max(height, width) <= MAX_SIDE_PX:
        return Box(0, 0, width, height)
    found = [defects_only(each, non_defects) for each in (annotated, predicted)]
    is_wrong = (found[0] != found[1]) & (annotated != IGNORE_INDEX)
    shown = is_wrong if is_wrong.any() else found[0] != BACKGROUND_INDEX
    row, column = _middle_of_largest(shown)
    rows, columns = min(height, MAX_SIDE_PX), min(width, MAX_SIDE_PX)
    top, left = (
        min(max(0, middle - side // 2), whole - side)
        for middle, side, whole in ((row, rows, height), (column, columns, width))
    )
    return Box(left, top, columns, rows)


def _middle_of_largest(mask: npt.NDArray[np.bool_]) -> tuple[int, int]:
    """Row and column of the middle of its largest 8-connected part, of the mask's where it is empty."""
    _, _, stats, _ = cv2.connectedComponentsWithStats(mask.astype(np.uint8), connectivity=8)
    if len(stats) == 1:
        return mask.shape[0] // 2, mask.shape[1] // 2
    left, top, width, height, _ = stats[1 + int(stats[1:, cv2.CC_STAT_AREA].argmax())].tolist()
    return top + height // 2, left + width // 2


def _written(folder: Path, stem: str, one: _Seen, written: set[str]) -> Look:
    names = [f"{stem}-{kind}.png" for kind in ("picture", "annotated", "predicted")]
    contents = (_png(one.pixels), encode_mask(one.annotated), encode_mask(one.predicted))
    for name, content in zip(names, contents, strict=True):
        written.add(name)
        write_whole(folder / name, content, is_synced=False)
    return Look(one.frame_name, round(one.score, 4), one.false_px, one.box, *names)


def _png(pixels: npt.NDArray[np.uint8]) -> bytes:
    encoded = io.BytesIO()
    Image.fromarray(np.ascontiguousarray(pixels)).save(encoded, "PNG", compress_level=1)
    return encoded.getvalue()
