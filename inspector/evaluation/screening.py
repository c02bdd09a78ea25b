"""What a screen keeps of what its model finds, and the threshold from which a cell is suspicious.

    ScreenedDefects.add(group, regions, logits, …)  for each frame, predicted whole
    choose_threshold(found)  ->  the highest that keeps enough of all, of each class and of each size
    measured(found, threshold)  ->  Measured: shares with intervals, for the card and for people

What is kept is the model's own defects, the regions that inspection reports, never pixels and never labels: whether
the model is right is for other scores. A region is kept where ``KEPT_FROM`` of its pixels are named: from there
inspection follows it to its end.

Intervals are of a bootstrap over groups, and never narrower than Wilson's for as many defects: where nothing is lost
every resample says 100 %, which only says that few were asked (Wilson, J. Am. Stat. Assoc. 22, 1927).
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from inspector.core.defect import Region
from inspector.core.model_card import ModelCard
from inspector.core.screen_card import CELL_PX, MIN_KEPT, MIN_LOW, Z_95, Kept, KeptOf, Measured
from inspector.core.size_bands import DEFAULT_EDGES_PX, SizeBands
from inspector.evaluation.intervals import Interval, bootstrap
from inspector.inference.screening import CellLogits, region_logit

STEP = 0.01  # thresholds are whole multiples of it: another runtime rounds by less
BANDS = SizeBands(DEFAULT_EDGES_PX)


@dataclass(frozen=True, slots=True)
class ScreenedDefect:
    """One region that the model finds, and the highest threshold at which the screen keeps it."""

    group: str
    class_index: int
    band: int  # of size; into ``BANDS.names``
    logit: float


@dataclass(slots=True, eq=False)
class ScreenedDefects:
    """Of one split. Frames are predicted whole; ``logits`` are those of the screen, grown."""

    card: ModelCard
    defects: list[ScreenedDefect] = field(default_factory=list)
    groups: set[str] = field(default_factory=set)
    n_frames: int = 0
    _pixels: list[npt.NDArray[np.int64]] = field(default_factory=list)  # of each cell of each frame
    _logits: list[npt.NDArray[np.float32]] = field(default_factory=list)
    _is_clean: list[bool] = field(default_factory=list)

    def add(self, group: str, regions: Sequence[Region], logits: CellLogits, shape: tuple[int, int]) -> None:
        """A frame of ``shape`` (H, W) and what the model finds in it."""
        self.n_frames += 1
        self.groups.add(group)
        bands = BANDS.of(np.array([region.area_px for region in regions], np.int64)).tolist()
        for region, band in zip(regions, bands, strict=True):
            self.defects.append(ScreenedDefect(group, region.class_index, band, region_logit(region, logits)))
        heights, widths = (np.minimum(CELL_PX, side - np.arange(0, side, CELL_PX)) for side in shape)
        self._pixels.append(np.outer(heights, widths).ravel())
        self._logits.append(logits.ravel())
        self._is_clean.append(not regions)

    def looked_at(self, threshold: float) -> tuple[float, float | None]:
        """Shares of the pixels: of all frames, and of those in which the model finds nothing."""
        looked = np.array([p[x >= threshold].sum() for p, x in zip(self._pixels, self._logits, strict=True)])
        whole, is_clean = np.array([p.sum() for p in self._pixels]), np.array(self._is_clean)
        clean = float(looked[is_clean].sum() / whole[is_clean].sum()) if is_clean.any() else None
        return float(looked.sum() / whole.sum()), clean

    def rows(self) -> list[tuple[KeptOf, str, list[ScreenedDefect]]]:
        """All, those of each class of defects, those of each size; empty ones too."""
        names = self.card.class_names
        of_class = [
            (KeptOf.CLASS, names[index], [one for one in self.defects if one.class_index == index])
            for index in self.card.defect_indices
        ]
        of_size = [
            (KeptOf.SIZE, name, [one for one in self.defects if one.band == band])
            for band, name in enumerate(BANDS.names)
        ]
        return [(KeptOf.ALL, "", self.defects), *of_class, *of_size]


def choose_threshold(found: ScreenedDefects) -> float:
    """The highest multiple of STEP that keeps ``MIN_KEPT`` of all defects, of each class and of each size, and whose
    interval of all of them begins at ``MIN_LOW`` at least; where none does, one that keeps every defect.

    Raises ValueError where the model finds nothing.
    """
    if not found.defects:
        raise ValueError("the model finds no defect there")
    highest = min(_kept_from([one.logit for one in each]) for _, _, each in found.rows() if each)
    lowest = min(one.logit for one in found.defects)
    for candidate in sorted(
        {_floored(one.logit) for one in found.defects if one.logit <= highest} | {_floored(highest)}
    )[::-1]:
        low = kept_interval(found.defects, candidate).low
        if low is not None and low >= MIN_LOW:
            return candidate
    return _floored(lowest)


def _kept_from(logits: Sequence[float]) -> float:
    """The highest threshold that keeps ``MIN_KEPT`` of them."""
    may_be_lost = math.floor((1 - MIN_KEPT) * len(logits) + 1e-9)
    return sorted(logits)[may_be_lost]


def _floored(logit: float) -> float:
    found = round(math.floor(logit / STEP) * STEP, 6)
    return found if found <= logit else round(found - STEP, 6)


def kept_interval(defects: Sequence[ScreenedDefect], threshold: float) -> Interval:
    """95 %, of the share that is kept."""
    by_group: dict[str, npt.NDArray[np.int64]] = {}
    for one in defects:
        count = np.array([1, one.logit >= threshold], np.int64)
        by_group[one.group] = by_group.get(one.group, np.zeros(2, np.int64)) + count
    found = bootstrap(by_group, _share)["kept"]
    n, n_kept = np.sum(list(by_group.values()), axis=0).tolist()
    low, high = wilson(n_kept, n)
    ends = (found.value if found.low is None else found.low), (found.value if found.high is None else found.high)
    return Interval(found.value, min(ends[0], low), max(ends[1], high), found.n_groups, found.has_too_few_groups)


def _share(counts: npt.NDArray[np.int64]) -> Mapping[str, float]:
    n, n_kept = counts.tolist()
    return {"kept": n_kept / n if n else math.nan}


def wilson(n_kept: int, n: int) -> tuple[float, float]:
    """Ends of the 95 % interval of a share, of ``n`` above 0."""
    share, z2 = n_kept / n, Z_95**2
    middle = share + z2 / (2 * n)
    reach = Z_95 * math.sqrt(share * (1 - share) / n + z2 / (4 * n * n))
    return max(0.0, (middle - reach) / (1 + z2 / n)), min(1.0, (middle + reach) / (1 + z2 / n))


def measured(found: ScreenedDefects, threshold: float, data: str) -> Measured:
    rows = []
    for kind, name, defects in found.rows():
        n_kept = sum(one.logit >= threshold for one in defects)
        interval = kept_interval(defects, threshold) if defects else None
        low, high = (interval.low, interval.high) if interval is not None else (None, None)
        rows.append(Kept(kind, name, len(defects), n_kept, low, high))
    looked_at, clean = found.looked_at(threshold)
    n_with_defects = len({one.group for one in found.defects})
    return Measured(data, found.n_frames, len(found.groups), n_with_defects, looked_at, clean, tuple(rows))
