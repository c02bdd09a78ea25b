"""Which hand a tool is worked with."""

from __future__ import annotations

from inspector.presenters.painting_brushes import CellHand, GreyHand, SeedHand, StrokeHand
from inspector.presenters.painting_clicks import ClickHand
from inspector.presenters.painting_desk import Desk, Hand
from inspector.presenters.painting_regions import BucketHand, HoleHand, IslandHand, MarginHand, RelabelHand, WandHand
from inspector.presenters.painting_shapes import BoxHand, MaskBoxHand, WayHand
from inspector.screens.painting import PaintTool

_HANDS: dict[PaintTool, type[Hand]] = {
    PaintTool.BRUSH: StrokeHand, PaintTool.GREY: GreyHand, PaintTool.CELLS: CellHand, PaintTool.GROW: SeedHand,
    PaintTool.MASK_BOX: MaskBoxHand, PaintTool.CLICKS: ClickHand, PaintTool.BUCKET: BucketHand,
    PaintTool.HOLES: HoleHand, PaintTool.WAND: WandHand, PaintTool.ISLANDS: IslandHand, PaintTool.MARGIN: MarginHand,
    PaintTool.RELABEL: RelabelHand,
}  # fmt: skip


def hand_of(tool: PaintTool, desk: Desk) -> Hand:
    if tool in (PaintTool.RECTANGLE, PaintTool.ELLIPSE):
        return BoxHand(desk, tool)
    if tool in (PaintTool.POLYGON, PaintTool.LASSO, PaintTool.LIVE_WIRE, PaintTool.LINE):
        return WayHand(desk, tool)
    return _HANDS.get(tool, Hand)(desk)
