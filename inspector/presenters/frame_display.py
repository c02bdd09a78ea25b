"""From a frame that was read again to what a canvas paints: its picture in 8 bits, the overlay as it was recorded."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from inspector.core.class_map import ClassMap
from inspector.core.classes import BACKGROUND_INDEX, ClassCatalogue, DefectClass
from inspector.core.defect import Box
from inspector.core.frame import MAX_PIXELS, Pixels
from inspector.core.looking import product_columns, shown_picture, turned_pixels
from inspector.core.product import ProductRegion
from inspector.core.quarter_turn import turned_box, turned_point
from inspector.core.rendering import outlines
from inspector.core.source_view import QuarterTurns, SourceView
from inspector.screens.live import DisplayFrame, Line, ShownProduct
from inspector.texts import formats
from inspector.texts import review as texts
from inspector.texts.messages import one_line

if TYPE_CHECKING:
    from inspector.pipeline.frame_again import FrameAgain, ShownRegion

MAX_SHOWN_CLASSES = 254


@dataclass(frozen=True, slots=True, eq=False)
class _Painted:
    class_index: int
    runs: npt.NDArray[np.int32]


def lit_and_turned(
    frame: DisplayFrame, values: Pixels, bits: int, view: SourceView, product: tuple[int, int] | None
) -> DisplayFrame:
    """``frame`` as somebody wants to look at it: its pixels and outlines are made here, the rest lies as captured.

    ``values`` are the pixels as captured, of ``bits`` bits; ``product`` is the first column of rail or strip and the
    one after the last, where anybody knows.
    """
    turns, size = view.quarter_turns, (values.shape[1], values.shape[0])
    picture = shown_picture(values, bits, view, product)
    overlay = turned_pixels(frame.overlay, turns)
    fit_to = None
    if view.fits_product and product is not None:
        fit_to = turned_box(Box(product[0], 0, product[1] - product[0], size[1]), size, turns)
    return replace(
        frame,
        pixels=picture.pixels,
        overlay=overlay,
        outlines=outlines(overlay),
        focus=None if frame.focus is None else turned_box(frame.focus, size, turns),
        values=values,
        quarter_turns=turns,
        window=picture.window,
        is_as_captured=view.is_as_captured,
        fit_to=fit_to,
        product=None if frame.product is None else _turned(frame.product, size, turns),
    )


def shown_product(region: ProductRegion | None) -> ShownProduct | None:
    """As captured; None where all of the frame was inspected and no edge was found."""
    if region is None or (region.is_whole and region.left is None and region.right is None):
        return None
    left, right = list[tuple[float, float]](), list[tuple[float, float]]()
    ends = [rows.first_row for rows in region.kept[1:]] + [region.height]
    for rows, end_row in zip(region.kept, ends, strict=True):
        left += [(rows.first_column, rows.first_row), (rows.first_column, end_row)]
        right += [(rows.end_column, rows.first_row), (rows.end_column, end_row)]
    edges = tuple(
        tuple((point.column, point.row) for point in edge) for edge in (region.left, region.right) if edge is not None
    )
    return ShownProduct(Box(0, 0, region.width, region.height), (*left, *reversed(right)), edges)


def _turned(product: ShownProduct, size: tuple[int, int], turns: QuarterTurns) -> ShownProduct:
    def line(points: Line) -> Line:
        return tuple(turned_point(x, y, size, turns) for x, y in points)

    return ShownProduct(
        turned_box(product.frame, size, turns), line(product.kept), tuple(line(edge) for edge in product.edges)
    )


def display_of(
    again: FrameAgain,
    catalogue: ClassCatalogue,
    class_names: Sequence[str] = (),
    *,
    focus: Box | None = None,
    view: SourceView | None = None,
) -> DisplayFrame | None:
    """``class_names`` of the model in use, by index: its classes keep their indices, others come after them. None where
    nobody knows how large the frame was, or what is recorded of it is no size of a frame."""
    rows, columns = again.shape
    if not (rows > 0 and columns > 0 and rows * columns <= MAX_PIXELS):
        return None
    names = list(class_names or again.class_names)
    overlay = _painted(again.regions, names, (rows, columns))
    values = np.zeros((rows, columns), np.uint8) if again.pixels is None else again.pixels
    bits = 8 if again.pixels is None else again.bits
    frame = DisplayFrame(
        again.record.frame_index, again.record.name, np.zeros((0, 0), np.uint8), overlay, {}, caption_of(again), focus,
        looks_of(catalogue, names), product=shown_product(again.product),
    )  # fmt: skip
    return lit_again(frame, values, bits, view or SourceView())


def lit_again(frame: DisplayFrame, values: Pixels, bits: int, view: SourceView) -> DisplayFrame:
    """A frame that is looked at by itself: where its product lies is told by it alone. See ``lit_and_turned``."""
    product = product_columns(values, bits) if view.is_auto or view.fits_product else None
    return lit_and_turned(frame, values, bits, view, product)


def looks_of(catalogue: ClassCatalogue, names: Sequence[str]) -> tuple[DefectClass, ...]:
    known = catalogue.with_names(names[BACKGROUND_INDEX + 1 :])
    return tuple(known.look_of(name, index) for index, name in enumerate(names) if index != BACKGROUND_INDEX)


def caption_of(again: FrameAgain) -> str:
    """The file's name, the frame's number, where it lies, when it was captured, and whether it was inspected."""
    record = again.record
    along = formats.length_px(record.along_px)
    if record.along_mm is not None:
        along = formats.length_m(record.along_mm / 1000, 2)
    parts = [frame_name(record.name, record.frame_index), along, _clock(record.captured_at)]
    if record.reason is not None:
        parts.append(texts.NOT_INSPECTED_BECAUSE.translated(reason=one_line(record.reason)))
    return " · ".join(part for part in parts if part)


def frame_name(name: str, frame_index: int) -> str:
    """A file's name with the number of its frame; frames of cameras and videos are named by it already."""
    if name.startswith("frame ") and name.removeprefix("frame ").isdecimal():
        return name
    return texts.FRAME_NAMED.translated(name=name, frame=str(frame_index))


def _clock(captured_at: str) -> str:
    try:
        return f"{datetime.fromisoformat(captured_at).astimezone():%Y-%m-%d %H:%M:%S}"
    except ValueError:
        return ""


def _painted(regions: Sequence[ShownRegion], names: list[str], shape: tuple[int, int]) -> ClassMap:
    """``names`` grows by what it lacks."""
    from inspector.measuring.regions import paint_regions

    if not names:
        names.append("background")
    index_of = {name: index for index, name in enumerate(names) if index != BACKGROUND_INDEX}
    painted = []
    for region in regions:
        if region.class_name not in index_of and len(names) < MAX_SHOWN_CLASSES:
            index_of[region.class_name] = len(names)
            names.append(region.class_name)
        if region.class_name in index_of and _fits(region.runs, shape):
            painted.append(_Painted(index_of[region.class_name], region.runs))
    return paint_regions(painted, shape)


def _fits(runs: npt.NDArray[np.int32], shape: tuple[int, int]) -> bool:
    """Boxes of defects stand in the records as numbers that anybody may have written."""
    row, start, end = runs.T
    return bool(
        len(runs) and row.min() >= 0 and row.max() < shape[0] and start.min() >= 0 and end.max() <= shape[1]
        and (start < end).all()
    )  # fmt: skip
