"""Where the product lies in a frame: the edges of a rail or a strip, and what lies beside it.

    pixels, bits, ProductSettings, the lane's region before  ->  ProductRegion | NoProduct

The frame is averaged to bands of rows. Columns of a band that differ from what lies beside are product; where a side
begins is found to a fraction of a pixel at the steepest slope, band by band, and lines are laid through the bands by
repeated medians (Siegel, "Robust regression using repeated medians", Biometrika 69, 1982): up to half of the bands
near a row may be wrong, as at a notch, a gap between two rails, scale, water or a shadow, and the line holds. What is
kept is that line with a margin, and what reaches further out. So something may be kept that is no product, and no
product is dropped where a side is in doubt: then that side, or the whole frame, is kept.

NumPy and OpenCV only: no Qt, no files, safe to call from any thread.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TypeAlias

import cv2
import numpy as np
import numpy.typing as npt

from inspector.core.bits import full_scale
from inspector.core.frame import Pixels
from inspector.core.product import (
    MIN_CONFIDENCE,
    Beside,
    Blind,
    Edge,
    EdgePoint,
    KeptRows,
    NoProduct,
    ProductMode,
    ProductRegion,
    ProductSettings,
    column_at,
    columns_at,
    kept_rows,
    whole_frame,
)

BAND_ROWS = 32  # averaged: noise of a pixel falls to a sixth, and a rail that sways runs straight for as long
REACH_ROWS = 1024  # to both sides, of the bands that a line is laid through
KNOT_ROWS = 512  # from one line to the next; between them the edge is straight
MAX_RECENT = 64  # bands of the frames before, where frames are of a few rows
MIN_BANDS = 8  # that a line is laid through, where there are as many

LEVEL = 1 / 255  # one grey level of 8 bits, as a share of full scale
MIN_CONTRAST = 8 * LEVEL  # between the product and what lies beside
MIN_RATIO = 2.0  # of the lighter to the darker of both: the light of a lamp falls off by less towards the sides
MIN_PRODUCT = 20 * LEVEL  # no product is darker, where what lies beside is darker still
MAX_SEEN = 250 * LEVEL  # above it is nothing to be seen
MIN_NOISE = 0.1 * LEVEL  # standard deviation of what a camera that works delivers, from pixel to pixel
MIN_PRESENT = 0.25  # of the product's level in the frames before: what is fainter is something else
GROUND = 0.25  # quantile, of what is not product: its level
EDGE_SHARE = 0.1  # of the way from what lies beside to the product: from there on a column is product
MIN_STEP = 2 * LEVEL  # from what lies beside to a column of the product
MOST_ROWS, SOME_ROWS = 0.5, 0.25  # share of the rows in which a column is product; fewer only where none has as many
MIN_RUN = 8  # px of product side by side; fewer are a spark
MIN_PART = 0.03  # of the product: what lies apart from it and is as much is kept as well
SLOPE_PX = 2.0  # standard deviation of the Gauss by whose derivative the slope is measured
NEAR_PX = 8  # from where a column becomes product, to the steepest place
SWAY_SHARE = 0.08  # of the width, that an edge may lie from where it begins over the whole frame
OPEN_PX = 2.0  # an edge as near to the frame's border is none: the product goes on
AGREE_PX = 10.0  # a band whose edge is so near to the line has seen it
JUMP_SHARE = 0.03  # of the width: further from one frame to the next no product sways
N_SAMPLED = 20_000

Profiles: TypeAlias = npt.NDArray[np.float32]  # (bands, W), shares of full scale; the product is above the rest
Columns: TypeAlias = npt.NDArray[np.float64]  # (bands,), NaN where a band shows no edge


@dataclass(frozen=True, slots=True, eq=False)
class _Bands:
    """Rows that are averaged to one, from the top down: first row of each, and the one after its last."""

    tops: npt.NDArray[np.int64]
    ends: npt.NDArray[np.int64]
    height: int  # of the frame: rows that are in no band are blank

    @property
    def centres(self) -> Columns:
        return np.asarray((self.tops + self.ends) / 2, np.float64)


@dataclass(frozen=True, slots=True)
class _Levels:
    beside: float
    product: float
    edge: float  # from here on a column is product


@dataclass(frozen=True, slots=True, eq=False)
class _Side:
    edge: Edge | None  # None: no edge on this side
    seen: Columns  # of each band, for what reaches further out
    agree: float  # share of the bands
    jump_px: float = 0.0  # from where the frame before left it


@dataclass(frozen=True, slots=True, eq=False)
class _Before:
    """The same side in the frames before: rows up to this frame's first, and columns where bands showed it."""

    edge: Edge | None = None
    rows: Columns = field(default_factory=lambda: np.zeros(0))
    seen: Columns = field(default_factory=lambda: np.zeros(0))


def find_product(
    pixels: Pixels,
    bits: int,
    settings: ProductSettings,
    before: ProductRegion | None = None,
    blank_rows: tuple[int, int] = (0, 0),
) -> ProductRegion | NoProduct:
    """The product in a frame (H, W[, 3]) of values of ``bits`` bits.

    ``before`` is what was found in the frame before, of the same lane and size: its levels tell a strip that fills the
    frame from the table under it, and its edges stand in where this frame shows too little of its own. ``blank_rows``
    (first, after the last) show nothing and have no say; what is kept beside them goes on over them.
    """
    height, width = pixels.shape[:2]
    if settings.mode is ProductMode.WHOLE:
        return whole_frame(height, width)
    if settings.mode is ProductMode.COLUMNS:
        return _columns(height, width, settings)
    if before is not None and (before.height, before.width) != (height, width):
        before = None
    bands = _bands(height, blank_rows)
    if not len(bands.tops):
        return NoProduct(Blind.DARK)
    if (blind := _blindness(pixels, bits, blank_rows)) is not None:
        return NoProduct(blind)
    profiles = _profiles(pixels, bits, bands)
    if settings.beside is Beside.DARKER:
        return _in_profiles(profiles, bands, settings, before)
    # A dark product on a light table is looked for in the negative.
    found = _in_profiles(1 - profiles, bands, settings, None if before is None else _negative(before))
    return found if isinstance(found, NoProduct) else _negative(found)


def _negative(region: ProductRegion) -> ProductRegion:
    return replace(region, level=1 - region.level, beside=None if region.beside is None else 1 - region.beside)


def _in_profiles(
    profiles: Profiles, bands: _Bands, settings: ProductSettings, before: ProductRegion | None
) -> ProductRegion | NoProduct:
    is_lit = _lit(profiles, settings.beside)
    if is_lit.mean() < SOME_ROWS:
        return NoProduct(Blind.SATURATED)
    levels = _levels(profiles[is_lit], settings.beside)
    if levels is None:
        return _without_contrast(profiles, settings, bands.height, before)
    return _between(profiles, levels, settings, bands, before)


def _columns(height: int, width: int, settings: ProductSettings) -> ProductRegion | NoProduct:
    first, end = settings.first_column, min(settings.end_column or width, width)
    if first >= end:
        return NoProduct(Blind.OUTSIDE)
    rows = (0.0, float(height))
    left = tuple(EdgePoint(row, float(first)) for row in rows) if first > 0 else None
    right = tuple(EdgePoint(row, float(end)) for row in rows) if end < width else None
    return ProductRegion(height, width, left, right, (KeptRows(0, first, end),))


def _blindness(pixels: Pixels, bits: int, blank_rows: tuple[int, int]) -> Blind | None:
    rows = np.delete(np.arange(len(pixels)), slice(*blank_rows))
    step = max(1, int((len(rows) * pixels[0].size / N_SAMPLED) ** 0.5))
    sample = np.sort(pixels[rows[::step], ::step].ravel()) / np.float32(full_scale(bits))
    if sample[len(sample) // 10] >= MAX_SEEN:
        return Blind.SATURATED
    if sample[-1 - len(sample) // 500] < MIN_CONTRAST:
        return Blind.DARK
    return Blind.FLAT if sample.std() < MIN_NOISE else None


def _profiles(pixels: Pixels, bits: int, bands: _Bands) -> Profiles:
    means = [
        cv2.reduce(pixels[top:end], 0, cv2.REDUCE_AVG, dtype=cv2.CV_32F)
        for top, end in zip(bands.tops.tolist(), bands.ends.tolist(), strict=True)
    ]
    grey = np.concatenate(means).reshape(len(means), pixels.shape[1], -1).mean(axis=2)
    return np.asarray(grey / np.float32(full_scale(bits)), np.float32)


def _bands(height: int, blank_rows: tuple[int, int] = (0, 0)) -> _Bands:
    """Those of the whole frame, cut off where rows are blank."""
    even = np.rint(np.linspace(0, height, max(1, round(height / BAND_ROWS)) + 1)).astype(np.int64)
    first, after = blank_rows
    bounds = np.union1d(even, [first, after]) if first < after else even
    tops, ends = bounds[:-1], bounds[1:]
    is_seen = (ends <= first) | (tops >= after)
    return _Bands(tops[is_seen], ends[is_seen], height)


def _lit(profiles: Profiles, beside: Beside) -> npt.NDArray[np.bool_]:
    """Bands that are not white from side to side: such rows were never captured, or by a flash."""
    means = profiles.mean(axis=1) if beside is Beside.DARKER else 1 - profiles.mean(axis=1)
    return np.asarray(means < MAX_SEEN)


def _levels(profiles: Profiles, beside: Beside) -> _Levels | None:
    """None without two that differ as a product does from what lies beside it."""
    grey = np.asarray(np.clip(profiles, 0, 1) * 255, np.uint8)
    cut = (cv2.threshold(grey, 0, 255, cv2.THRESH_OTSU)[0] + 1) / 255
    low, high = profiles[profiles < cut], profiles[profiles >= cut]
    if not (low.size and high.size):
        return None
    # The darkest ground counts: a lit foot of a rail is no head, and is steel all the same.
    below, product = float(np.quantile(low, GROUND)), float(np.median(high))
    dark, light = (below, product) if beside is Beside.DARKER else (1 - product, 1 - below)
    if light - dark < MIN_CONTRAST or light < MIN_RATIO * dark:
        return None
    return _Levels(below, product, below + max(EDGE_SHARE * (product - below), MIN_STEP))


def _without_contrast(
    profiles: Profiles, settings: ProductSettings, height: int, before: ProductRegion | None
) -> ProductRegion | NoProduct:
    """One grey throughout: the product fills the frame, or is not there."""
    level = float(np.median(profiles))
    if before is not None and before.beside is not None:
        is_product = abs(level - before.level) < abs(level - before.beside)
    elif settings.beside is Beside.LIGHTER:
        is_product = 1 - level < MAX_SEEN
    else:
        is_product = level >= MIN_PRODUCT
    if not is_product:
        return NoProduct(Blind.ABSENT)
    beside = before.beside if before is not None else None
    return replace(whole_frame(height, profiles.shape[1]), level=level, beside=beside)


def _between(
    profiles: Profiles, levels: _Levels, settings: ProductSettings, bands: _Bands, before: ProductRegion | None
) -> ProductRegion | NoProduct:
    width = profiles.shape[1]
    if levels.product >= MAX_SEEN:
        return NoProduct(Blind.SATURATED if settings.beside is Beside.DARKER else Blind.DARK)
    if settings.beside is Beside.DARKER and levels.product < MIN_PRODUCT:
        return NoProduct(Blind.ABSENT)
    blurred = cv2.blur(profiles, (MIN_RUN + 1, 1), borderType=cv2.BORDER_REPLICATE)
    smooth = np.asarray(blurred, np.float32)
    ends = _extent(smooth, levels)
    if ends is None:
        return NoProduct(Blind.ABSENT)
    if _is_fainter(levels, before):
        return NoProduct(Blind.ABSENT, is_fainter=True)
    slopes = _slopes(profiles)
    # The right side is the left one of the frame seen in a mirror.
    left_before, right_before = _Before(), _Before()
    if before is not None:
        recent = before.recent
        left_before = _Before(before.left, recent[:, 0], recent[:, 1])
        right_before = _Before(_turned(before.right, width), recent[:, 0], width - recent[:, 2])
    left = _side(smooth, slopes, levels, bands, ends[0], left_before)
    right = _side(smooth[:, ::-1], -slopes[:, ::-1], levels, bands, width - ends[1], right_before)
    firsts = _outer(left, bands) - settings.margin_px
    ends_after = width - (_outer(right, bands) - settings.margin_px)
    region = ProductRegion(
        bands.height, width, left.edge, _turned(right.edge, width), _kept(firsts, ends_after, bands, width),
        min(left.agree, right.agree), levels.product, levels.beside,
        recent=_recent(left.seen, width - right.seen, bands, before),
    )  # fmt: skip
    jump_px = max(left.jump_px, right.jump_px)
    return region if before is None or jump_px <= JUMP_SHARE * width else _joined(region, before, bands, jump_px)


def _recent(left: Columns, right: Columns, bands: _Bands, before: ProductRegion | None) -> Columns:
    """The edges of the bands as they were seen, for the lines of the next frame: rows before its first, left, right."""
    seen = np.column_stack([bands.centres - bands.height, left, right])
    if before is not None:
        seen = np.concatenate([before.recent - [bands.height, 0, 0], seen])
    return np.asarray(seen[seen[:, 0] >= -REACH_ROWS][-MAX_RECENT:])


def _is_fainter(levels: _Levels, before: ProductRegion | None) -> bool:
    """Than what the product of the frames before was: something else that lies there, as ballast."""
    if before is None or before.beside is None:
        return False
    return levels.product - before.beside < MIN_PRESENT * (before.level - before.beside)


def _joined(region: ProductRegion, before: ProductRegion, bands: _Bands, jump_px: float) -> ProductRegion:
    """What either keeps, since the edges lie further apart than a product sways."""
    firsts, ends = (np.array(columns, float) for columns in zip(*region.kept_at(bands.tops), strict=True))
    firsts_then, ends_then = (np.array(columns, float) for columns in zip(*before.kept_at(bands.tops), strict=True))
    kept = _kept(np.minimum(firsts, firsts_then), np.maximum(ends, ends_then), bands, region.width)
    return replace(region, kept=kept, jump_px=jump_px)


def _extent(smooth: Profiles, levels: _Levels) -> tuple[int, int] | None:
    """First column of the product and the one after its last, over the whole frame. None where nothing is wide enough.

    Of parts that lie apart all are kept that are a fair share: a dark track along a rail, or a shadow, parts it.
    """
    share = (smooth >= levels.edge).mean(axis=0)
    is_product = share >= (MOST_ROWS if (share >= MOST_ROWS).any() else SOME_ROWS)
    cuts = np.flatnonzero(np.diff(np.concatenate([[False], is_product, [False]]).astype(np.int8)))
    starts, ends = cuts[::2], cuts[1::2]
    above = np.concatenate([[0.0], np.cumsum(smooth.mean(axis=0) - levels.beside, dtype=np.float64)])
    weights = np.where(ends - starts < MIN_RUN, 0.0, above[ends] - above[starts])
    if not (weights > 0).any():
        return None
    counts = np.flatnonzero(weights >= MIN_PART * weights.max())
    return int(starts[counts[0]]), int(ends[counts[-1]])


def _slopes(profiles: Profiles) -> Profiles:
    """Derivative across, of the profile smoothed by a Gauss: positive where the product begins."""
    reach = int(3 * SLOPE_PX) + 1
    at = np.arange(-reach, reach + 1, dtype=np.float64)
    gauss = np.exp(-(at**2) / (2 * SLOPE_PX**2))
    kernel = (at / SLOPE_PX**2 * gauss / gauss.sum()).astype(np.float32)
    return np.asarray(cv2.filter2D(profiles, cv2.CV_32F, kernel[None], borderType=cv2.BORDER_REPLICATE), np.float32)


def _side(smooth: Profiles, slopes: Profiles, levels: _Levels, bands: _Bands, first: int, before: _Before) -> _Side:
    """The left edge; ``first`` is where the product begins over the whole frame."""
    n_bands, width = smooth.shape
    sway = max(32, round(SWAY_SHARE * width))
    low, high = max(0, first - sway), min(width, first + sway)
    is_product = (smooth[:, low:high] >= levels.edge).astype(np.uint8)
    runs = cv2.erode(is_product, np.ones((1, MIN_RUN), np.uint8), anchor=(0, 0), borderValue=1)
    begins = runs.argmax(axis=1) + low
    has = runs.any(axis=1)
    for band in np.flatnonzero(has & (begins == low) & (low > 0)):  # it reaches further out than an edge sways
        beside = np.flatnonzero(smooth[band, :low] < levels.edge)
        begins[band] = beside[-1] + 1 if len(beside) else 0
    seen = np.full(n_bands, np.nan)
    for band in np.flatnonzero(has):
        seen[band] = _steepest(slopes[band], int(begins[band])) if begins[band] > OPEN_PX else 0.0
    if not has.any() or np.nanmedian(seen) <= OPEN_PX:
        return _Side(None, seen, 1.0)
    rows, height = bands.centres, bands.height
    jump_px = 0.0
    if before.edge is not None:
        jump_px = abs(float(np.nanmedian(seen)) - column_at(before.edge, height))
    all_rows, all_seen = np.concatenate([before.rows, rows]), np.concatenate([before.seen, seen])
    edge = _line(all_rows, all_seen, height)
    agrees = np.abs(all_seen - columns_at(edge, all_rows)) <= AGREE_PX
    agree = float(agrees[len(before.rows) :].mean())
    if agrees.mean() < MIN_CONFIDENCE:  # nobody knows: that of the frame before; without one, all is kept on this side
        return _Side(before.edge, seen, agree, jump_px)
    return _Side(edge, seen, agree, jump_px)


def _steepest(slope: npt.NDArray[np.float32], column: int) -> float:
    """Where the product begins, in px with fractions: the peak of the slope near ``column``, by a parabola."""
    low, high = max(1, column - NEAR_PX), min(len(slope) - 1, column + NEAR_PX + 1)
    peak = low + int(slope[low:high].argmax())
    before, at, after = (float(value) for value in slope[peak - 1 : peak + 2])
    bend = before - 2 * at + after
    shift = 0.5 * (before - after) / bend if bend < 0 else 0.0
    return peak + 0.5 + min(max(shift, -0.5), 0.5)


def _line(rows: Columns, seen: Columns, height: int) -> Edge:
    """Through the bands that show the edge; straight between knots."""
    known = np.flatnonzero(np.isfinite(seen))
    points = []
    for row in np.linspace(0, height, max(2, round(height / KNOT_ROWS) + 1)):
        away = np.abs(rows[known] - row)
        near = known[away <= REACH_ROWS]
        if len(near) < MIN_BANDS:
            near = known[np.argsort(away, kind="stable")[:MIN_BANDS]]
        points.append(EdgePoint(float(row), _by_repeated_medians(rows[near] - row, seen[near])))
    return tuple(points)


def _by_repeated_medians(at: Columns, values: Columns) -> float:
    """The line's value at 0."""
    n = len(at)
    if n < 2:
        return float(values[0])
    other = ~np.eye(n, dtype=np.bool_)
    slopes = (values[None] - values[:, None])[other] / (at[None] - at[:, None])[other]
    slope = float(np.median(np.median(slopes.reshape(n, n - 1), axis=1)))
    return float(np.median(values - slope * at))


def _outer(side: _Side, bands: _Bands) -> Columns:
    """Of each band, the outermost column of its product: by the line, or by itself where that is further out."""
    if side.edge is None:
        return np.zeros(len(side.seen))
    at_tops, at_ends = (columns_at(side.edge, rows.astype(np.float64)) for rows in (bands.tops, bands.ends))
    return np.asarray(np.fmin(np.minimum(at_tops, at_ends), side.seen))


def _kept(firsts: Columns, ends: Columns, bands: _Bands, width: int) -> tuple[KeptRows, ...]:
    first = np.clip(np.floor(firsts), 0, width).astype(int)
    end = np.maximum(first, np.clip(np.ceil(ends), 0, width).astype(int))  # beyond a point, the sides have crossed
    return kept_rows([0, *bands.tops[1:].tolist()], first.tolist(), end.tolist())


def _turned(edge: Edge | None, width: int) -> Edge | None:
    """Seen in a mirror."""
    return edge and tuple(EdgePoint(point.row, width - point.column) for point in edge)
