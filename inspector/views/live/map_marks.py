"""The marks of the piece map as arrays, and their picture: NumPy only, so that 200,000 marks stay cheap.

A mark tells the severity by its shape and size and the class by its colour: critical ■, major ▲, minor ●, not graded ○.
It lies at the defect's centre; where the defect is larger than that, its true extent is drawn as a box behind it. The
graver lies over the less grave, and a critical one has some ground round it: among thousands it is still seen. New
marks are added to the picture; only a new scale, a changed or a removed defect draws it afresh.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from inspector.core.defect import Severity
from inspector.screens.live import DefectRow, Stretch
from inspector.views.canvas.raster import BAND, slot_of

MIN_GAP_PX = 4  # that a gap takes of the map however short it is
FEW = 500  # marks of one kind that are drawn one by one
EDGE = 255  # round each mark, in the colour of the text: told apart from any ground
GROUND = 254  # round the edge of a critical mark
_ALONG, _ACROSS = 0, 1  # rows of the boxes; below them length and width
_SEVERITIES = tuple(Severity)  # rising
_CRITICAL_FROM = _SEVERITIES.index(Severity.CRITICAL) * BAND  # of the kinds
_SHAPES = {
    Severity.NONE: (
        "..###..",
        ".#####.",
        "##...##",
        "##...##",
        "##...##",
        ".#####.",
        "..###..",
    ),
    Severity.MINOR: (
        ".ooo.",
        "o###o",
        "o###o",
        "o###o",
        ".ooo.",
    ),
    Severity.MAJOR: (
        ".....o.....",
        "....o#o....",
        "....o#o....",
        "...o###o...",
        "...o###o...",
        "..o#####o..",
        "..o#####o..",
        ".o#######o.",
        ".o#######o.",
        "o#########o",
        "ooooooooooo",
    ),
    Severity.CRITICAL: (
        "xxxxxxxxxxxxxxxxx",
        "xxxxxxxxxxxxxxxxx",
        "xxoooooooooooooxx",
        *(11 * ("xxo###########oxx",)),
        "xxoooooooooooooxx",
        "xxxxxxxxxxxxxxxxx",
        "xxxxxxxxxxxxxxxxx",
    ),
}  # fmt: skip


@lru_cache
def glyph(severity: Severity, pixel_ratio: int = 1) -> npt.NDArray[np.uint8]:
    """(n, n) uint8: 0 nothing, 1 the class's colour, 2 the edge, 3 the ground. It grows with the screen's scaling."""
    rows = [[".#ox".index(sign) for sign in row] for row in _SHAPES[severity]]
    return np.array(rows, np.uint8).repeat(pixel_ratio, 0).repeat(pixel_ratio, 1)


@dataclass(frozen=True, slots=True)
class MapScale:
    """From the piece's units to pixels of the map's picture."""

    length: float  # along, over the whole width of the picture
    width: float  # across, over its whole height
    n_columns: int
    n_rows: int
    first: float = 0.0  # along, at the picture's left edge

    def x(self, along: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
        return (along - self.first) * self.columns_per_unit

    def y(self, across: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
        return across * self.rows_per_unit

    @property
    def columns_per_unit(self) -> float:
        return self.n_columns / max(self.length, 1e-9)

    @property
    def rows_per_unit(self) -> float:
        return self.n_rows / max(self.width, 1e-9)


class MapMarks:
    """Positions and sizes of all defects, in the piece's units."""

    def __init__(self) -> None:
        self._n = 0
        self._defect_ids = np.zeros(1024, np.int64)
        # Severity's rank times BAND, and the slot of the colour: models number their classes as they like.
        self._kinds = np.zeros(1024, np.int64)
        self._classes = np.zeros(1024, np.int64)
        self._slot_of_colour: dict[str, int] = {}
        self._boxes = np.zeros((4, 1024), np.float64)
        self._indices: dict[int, int] = {}
        self._rows: dict[int, DefectRow] = {}  # by defect id
        self._alone = ""
        self._class_numbers: dict[str, int] = {}  # by name: models number their classes as they like

    def __len__(self) -> int:
        return self._n

    def upsert(self, rows: Sequence[DefectRow]) -> tuple[int, bool]:
        """Index of the first new mark, and whether a known one changed."""
        first, has_changed = self._n, False
        for row in rows:
            index = self._indices.get(row.defect_id)
            if index is None:
                index = self._n
                self._make_room(index + 1)
                self._n += 1
                self._indices[row.defect_id] = index
                self._defect_ids[index] = row.defect_id
            else:
                has_changed = has_changed or index < first
            colour = row.defect_class.colour
            slot = self._slot_of_colour.setdefault(colour, slot_of(len(self._slot_of_colour) + 1))
            self._kinds[index] = _SEVERITIES.index(row.severity) * BAND + slot
            name = row.defect_class.name
            self._classes[index] = self._class_numbers.setdefault(name, len(self._class_numbers))
            self._rows[row.defect_id] = row
            self._boxes[:, index] = (row.along, row.across, row.length, row.width)
        return first, has_changed

    def remove(self, defect_ids: Iterable[int]) -> bool:
        """Whether there was any to remove. The last mark takes the place of one that goes: no other moves."""
        n_before = self._n
        for defect_id in defect_ids:
            index = self._indices.pop(defect_id, None)
            if index is None:
                continue
            del self._rows[defect_id]
            self._n -= 1
            if index != self._n:
                for array in (self._defect_ids, self._kinds, self._classes, self._boxes):
                    array[..., index] = array[..., self._n]
                self._indices[int(self._defect_ids[index])] = index
        return self._n < n_before

    def clear(self) -> None:
        self._n = 0
        self._indices, self._rows = {}, {}
        self._slot_of_colour = {}

    def show_alone(self, name: str) -> bool:
        """Only the class of this name is drawn and found; "": all. Whether that is another than before."""
        is_other, self._alone = name != self._alone, name
        return is_other

    def colours(self) -> dict[int, str]:
        """Of each slot, "#RRGGBB"."""
        return {slot: colour for colour, slot in self._slot_of_colour.items()}

    def _make_room(self, n: int) -> None:
        if n <= len(self._defect_ids):
            return
        size = max(n, 2 * len(self._defect_ids))
        more = size - len(self._defect_ids)
        self._defect_ids = np.pad(self._defect_ids, (0, more))
        self._kinds = np.pad(self._kinds, (0, more))
        self._classes = np.pad(self._classes, (0, more))
        self._boxes = np.pad(self._boxes, ((0, 0), (0, more)))

    def _shown(self) -> npt.NDArray[np.bool_]:
        """(n,) bool: of the class that is shown alone, or all."""
        if not self._alone:
            return np.ones(self._n, bool)
        return np.asarray(self._classes[: self._n] == self._class_numbers.get(self._alone, -1))

    def draw(
        self,
        picture: npt.NDArray[np.uint8],
        scale: MapScale,
        first: int = 0,
        pixel_ratio: int = 1,
        *,
        over: npt.NDArray[np.uint8] | None = None,
    ) -> None:
        """Draw the marks from ``first`` on: value ``slot`` of the colour for glyphs, ``BAND + slot`` for extents.

        ``over``: a picture of the same size for the glyphs of critical ones, which lie over all else.
        """
        along, across, length, width = self._boxes[:, first : self._n]
        kinds = self._kinds[first : self._n]
        x, half_w = scale.x(along), length * (scale.columns_per_unit / 2)
        is_seen = (x + half_w >= 0) & (x - half_w <= scale.n_columns)
        if self._alone:
            is_seen &= self._shown()[first:]
        if not is_seen.all():
            (seen,) = np.nonzero(is_seen)  # taking by number is faster than by a mask
            x, half_w, across, width = (one.take(seen) for one in (x, half_w, across, width))
            kinds = kinds.take(seen)
        if not len(x):
            return
        y, half_h = scale.y(across), width * (scale.rows_per_unit / 2)
        half_size = np.array([len(glyph(one, pixel_ratio)) / 2 for one in _SEVERITIES])[kinds // BAND]
        is_large = (half_w > half_size) | (half_h > half_size)
        if is_large.any():
            x0, y0, half_x, half_y = x[is_large], y[is_large], half_w[is_large], half_h[is_large]
            _fill_extents(picture, x0 - half_x, y0 - half_y, x0 + half_x, y0 + half_y, kinds[is_large] % BAND)
        is_centre_seen = (x >= 0) & (x <= scale.n_columns)
        if not is_centre_seen.all():
            x, y, kinds = x[is_centre_seen], y[is_centre_seen], kinds[is_centre_seen]
        is_over = kinds >= (_CRITICAL_FROM if over is not None else np.iinfo(np.int64).max)
        for layer, numbers in ((picture, np.flatnonzero(~is_over)), (over, np.flatnonzero(is_over))):
            if layer is not None and len(numbers):
                _stamp_all(layer, x.take(numbers), y.take(numbers), kinds.take(numbers), pixel_ratio)

    def nearest(self, along: float, across: float, scale: MapScale, within_px: float) -> int | None:
        """Id of the defect whose extent is nearest to a position; None if none is near enough."""
        if not self._n:
            return None
        centres_along, centres_across, length, width = self._boxes[:, : self._n]
        dx = np.maximum(np.abs(centres_along - along) - length / 2, 0)
        dy = np.maximum(np.abs(centres_across - across) - width / 2, 0)
        distance = np.hypot(dx * scale.columns_per_unit, dy * scale.rows_per_unit)
        distance[~self._shown()] = np.inf
        best = int(distance.argmin())
        return int(self._defect_ids[best]) if distance[best] <= within_px else None

    def neighbour(self, defect_id: int | None, step: int) -> int | None:
        """The next defect along the piece (1), or the one before (-1); from None, the first or the last."""
        (shown,) = np.nonzero(self._shown())
        if not len(shown):
            return None
        # Defects at one position follow each other by their ids.
        order = np.lexsort((self._defect_ids[shown], self._boxes[_ALONG, shown]))
        ids = self._defect_ids[shown][order]
        where = np.flatnonzero(ids == defect_id) if defect_id is not None else np.zeros(0, np.int64)
        if not len(where):
            return int(ids[0 if step > 0 else -1])
        return int(ids[min(max(int(where[0]) + step, 0), len(ids) - 1)])

    def text_of(self, defect_id: int) -> str:
        """Class, size and position in words."""
        row = self._rows.get(defect_id)
        return "" if row is None else f"{row.defect_class.name}\n{row.size}\n{row.position}"

    def position_of(self, defect_id: int) -> tuple[float, float] | None:
        """Along and across of a defect's centre; None where it is not shown."""
        index = self._indices.get(defect_id)
        if index is None or (self._alone and self._rows[defect_id].defect_class.name != self._alone):
            return None
        return float(self._boxes[_ALONG, index]), float(self._boxes[_ACROSS, index])


def gap_columns(gaps: Sequence[Stretch], first: float, length: float, n_columns: int) -> list[tuple[int, int]]:
    """Where gaps lie in a map of ``length`` from ``first`` on: first column of each stretch and the one after it.

    None is narrower than ``MIN_GAP_PX``. Gaps come in any order, and thousands may lie in one column.
    """
    n_columns = max(n_columns, MIN_GAP_PX)
    along = np.array([(gap.start, gap.end) for gap in gaps], np.float64).reshape(-1, 2)
    left, right = (along - first).T / max(length, 1e-9) * n_columns
    is_seen = (right >= 0) & (left <= n_columns)
    left, right = np.floor(left[is_seen]), np.ceil(right[is_seen])
    widened = left - np.maximum(MIN_GAP_PX - (right - left), 0) // 2
    begins = np.clip(widened, 0, n_columns - MIN_GAP_PX).astype(np.int64)
    ends = np.clip(np.maximum(right, begins + MIN_GAP_PX), 0, n_columns).astype(np.int64)
    steps = np.bincount(begins, minlength=n_columns + 1) - np.bincount(ends, minlength=n_columns + 1)
    edges = np.flatnonzero(np.diff(np.concatenate(([0], steps.cumsum() > 0, [0]))))
    return [(int(begin), int(end)) for begin, end in edges.reshape(-1, 2)]


def _fill_extents(
    picture: npt.NDArray[np.uint8],
    left: npt.NDArray[np.float64],
    top: npt.NDArray[np.float64],
    right: npt.NDArray[np.float64],
    bottom: npt.NDArray[np.float64],
    slots: npt.NDArray[np.int64],
) -> None:
    """Fill boxes with ``BAND + slot``; what lies outside is cut off.

    Counted, not painted: each box adds one at two of its corners and takes one at the others, and sums over columns and
    rows tell what is covered. The cost is that of the picture, whatever the boxes' number and size.
    """
    height, width = picture.shape
    x0, y0 = np.floor(left).astype(np.int64), np.floor(top).astype(np.int64)
    x1, y1 = np.maximum(np.ceil(right).astype(np.int64), x0 + 2), np.maximum(np.ceil(bottom).astype(np.int64), y0 + 2)
    x0, x1, y0, y1 = np.clip(x0, 0, width), np.clip(x1, 0, width), np.clip(y0, 0, height), np.clip(y1, 0, height)
    stride = width + 1
    for slot in np.flatnonzero(np.bincount(slots)).tolist():
        is_of = slots == slot
        begins = np.concatenate([(y0 * stride + x0)[is_of], (y1 * stride + x1)[is_of]])
        ends = np.concatenate([(y0 * stride + x1)[is_of], (y1 * stride + x0)[is_of]])
        n = stride * (height + 1)
        steps = np.bincount(begins, minlength=n) - np.bincount(ends, minlength=n)
        covered = steps.reshape(height + 1, stride).cumsum(axis=0).cumsum(axis=1)[:height, :width] > 0
        picture[covered] = BAND + slot


def _stamp_all(
    picture: npt.NDArray[np.uint8],
    x: npt.NDArray[np.float64],
    y: npt.NDArray[np.float64],
    kinds: npt.NDArray[np.int64],
    pixel_ratio: int,
) -> None:
    """Draw one glyph for each position, the graver over the less grave.

    A glyph over the edge is moved inside, so that it stays readable.
    """
    height, width = picture.shape
    counts = np.bincount(kinds)
    used = np.flatnonzero(counts)
    place_of_kind = np.zeros(len(_SEVERITIES) * BAND, np.int64)
    place_of_kind[used] = np.arange(len(used))
    sizes = np.array([len(glyph(one, pixel_ratio)) for one in _SEVERITIES])[kinds // BAND]
    top = np.clip(y.astype(np.int64) - sizes // 2, 0, np.maximum(height - sizes, 0))
    left = np.clip(x.astype(np.int64) - sizes // 2, 0, np.maximum(width - sizes, 0))
    is_corner = np.zeros((len(used), height, width), bool)  # by kind: marks of one kind on one pixel are one mark
    is_corner.reshape(-1)[(place_of_kind[kinds] * height + top) * width + left] = True
    for rank, severity in enumerate(_SEVERITIES):
        of_rank = [(place, int(kind)) for place, kind in enumerate(used) if kind // BAND == rank]
        if not of_rank or min(height, width) < len(glyph(severity, pixel_ratio)):
            continue
        of_any = np.asarray(np.logical_or.reduce(is_corner[[place for place, _ in of_rank]]))
        for part, value in ((3, GROUND), (2, EDGE)):
            _stamp(picture, of_any, _runs(severity, pixel_ratio, part), value)
        runs = _runs(severity, pixel_ratio, 1)
        for place, kind in of_rank:
            _stamp(picture, is_corner[place], runs, kind % BAND, is_few=counts[kind] <= FEW)


def _stamp(
    picture: npt.NDArray[np.uint8],
    is_corner: npt.NDArray[np.bool_],
    runs: _Runs,
    value: int,
    *,
    is_few: bool = False,
) -> None:
    """Draw one shape wherever its corner is; all of it lies inside. ``is_few`` tells only how it is done."""
    height, width = picture.shape
    if is_few:
        at, flat = np.flatnonzero(is_corner), picture.reshape(-1)
        for dy, first, length in runs:
            for dx in range(first, first + length):
                flat[at + (dy * width + dx)] = value
        return
    # Many: all of them at once, by moving their picture over every run of the shape's pixels.
    widened: dict[int, npt.NDArray[np.bool_]] = {}  # by the length of a run
    is_covered = np.zeros(picture.shape, bool)
    for dy, first, length in runs:
        if length not in widened:
            widened[length] = _widened(is_corner, length)
        is_covered[dy:, first:] |= widened[length][: height - dy, : width - first]
    np.copyto(picture, np.uint8(value), where=is_covered)


_Runs: TypeAlias = tuple[tuple[int, int, int], ...]  # row, first column, length


@lru_cache
def _runs(severity: Severity, pixel_ratio: int, part: int) -> _Runs:
    """The pixels of a glyph that are its colour (1), its edge (2) or its ground (3), as runs."""
    found = []
    for dy, row in enumerate(glyph(severity, pixel_ratio) == part):
        steps = np.flatnonzero(np.diff(np.pad(row, 1).astype(np.int8))).tolist()
        found += [(dy, first, end - first) for first, end in zip(steps[::2], steps[1::2], strict=True)]
    return tuple(found)


def _widened(is_set: npt.NDArray[np.bool_], n: int) -> npt.NDArray[np.bool_]:
    """Each pixel that is set, and the ``n - 1`` at its right."""
    wide, done = is_set.copy(), 1
    while done < n:
        step = min(done, n - done)
        wide[:, step:] |= wide[:, :-step].copy()
        done += step
    return wide
