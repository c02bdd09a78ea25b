"""Which hand each tool is."""

from __future__ import annotations

from collections.abc import Callable

from inspector.pictures.large_picture import LargePicture
from inspector.presenters.large_look import OF_LARGE
from inspector.presenters.painting_brushes import CellHand, GreyHand, SeedHand, StrokeHand
from inspector.presenters.painting_clicks import ClickHand
from inspector.presenters.painting_cuts import CutHand, WaistHand
from inspector.presenters.painting_desk import Desk, Hand, TooLargeHand
from inspector.presenters.painting_regions import (
    BucketHand,
    HoleHand,
    IslandHand,
    MarginHand,
    RelabelHand,
    WandHand,
)
from inspector.presenters.painting_shapes import BoxHand, MaskBoxHand, WayHand
from inspector.screens.painting import IslandChoice, PaintTool

_HANDS: dict[PaintTool, Callable[[Desk], Hand]] = {
    PaintTool.BRUSH: StrokeHand, PaintTool.GREY: GreyHand, PaintTool.CELLS: CellHand, PaintTool.GROW: SeedHand,
    PaintTool.MASK_BOX: MaskBoxHand, PaintTool.CLICKS: ClickHand, PaintTool.BUCKET: BucketHand,
    PaintTool.HOLES: HoleHand, PaintTool.WAND: WandHand, PaintTool.ISLANDS: IslandHand, PaintTool.MARGIN: MarginHand,
    PaintTool.RELABEL: RelabelHand,
}  # fmt: skip
_BOXES = (PaintTool.RECTANGLE, PaintTool.ELLIPSE)
_WAYS = (PaintTool.POLYGON, PaintTool.LASSO, PaintTool.LIVE_WIRE, PaintTool.LINE)
_ISLANDS: dict[IslandChoice, Callable[[Desk], Hand]] = {
    IslandChoice.CUT: CutHand, IslandChoice.CUT_AT_WAISTS: WaistHand,
}  # fmt: skip


def hand_of(desk: Desk) -> Hand:
    """By the options of now."""
    options = desk.options
    if isinstance(desk.pixels, LargePicture) and options.tool not in OF_LARGE:
        return TooLargeHand(desk)
    if options.tool in _BOXES:
        return BoxHand(desk, options.tool)
    if options.tool in _WAYS:
        return WayHand(desk, options.tool)
    if options.tool is PaintTool.ISLANDS and options.island_choice in _ISLANDS:
        return _ISLANDS[options.island_choice](desk)
    return _HANDS.get(options.tool, Hand)(desk)
