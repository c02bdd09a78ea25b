"""What the painting part of the Annotate page shows: the tool in hand, its options, what waits for Enter."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from inspector.core.classes import DefectClass

MIN_BRUSH_PX, MAX_BRUSH_PX = 1, 2048
MIN_CELL_PX, MAX_CELL_PX = 4, 128
MAX_MARGIN, MAX_ISLAND_PX = 1000.0, 1_000_000


class PaintTool(StrEnum):
    BRUSH = "brush"
    GREY = "grey"  # a brush that keeps to a range of grey values
    LINE = "line"
    POLYGON = "polygon"
    RECTANGLE = "rectangle"
    MASK_BOX = "mask_box"  # what stands out in a rectangle
    CLICKS = "clicks"  # what a network makes of clicks
    ELLIPSE = "ellipse"
    LASSO = "lasso"
    BUCKET = "bucket"
    HOLES = "holes"
    WAND = "wand"
    GROW = "grow"
    LIVE_WIRE = "live_wire"
    CELLS = "cells"
    ISLANDS = "islands"
    MARGIN = "margin"
    RELABEL = "relabel"
    RULER = "ruler"


class IslandChoice(StrEnum):
    SMALL = "small"
    ALL_BUT_LARGEST = "all_but_largest"
    CUT = "cut"  # along a way that is drawn
    CUT_AT_WAISTS = "cut_at_waists"


class BoxRule(StrEnum):
    """What a defect in a box is unlike."""

    AROUND = "around"  # all that surrounds the box
    ALONG = "along"  # the surface above and below it, column by column: rails, strip that is alike along travel
    MARK = "mark"  # the same; the defect is a straight mark across the box
    GAP = "gap"  # the same; it is a dark gap from side to side


class MarginChoice(StrEnum):
    GROW = "grow"
    SHRINK = "shrink"
    OPEN = "open"
    CLOSE = "close"
    SMOOTH = "smooth"


@dataclass(frozen=True, slots=True)
class PaintOptions:
    """Of all tools; each has its own part of them. They stay from frame to frame."""

    tool: PaintTool = PaintTool.BRUSH
    class_index: int = 1  # 255: ignored
    is_erasing: bool = False
    size_px: int = 24  # of brushes and lines
    is_square: bool = False
    pressure_sizes: bool = False  # a pen paints the wider the harder it is pressed
    grey_tolerance: int = 12  # each way, grey values of 8 bits
    wand_tolerance: int = 12
    follows_ridge: bool = True
    hole_px: int = 0  # larger holes stay; 0: none stays
    island_choice: IslandChoice = IslandChoice.SMALL
    island_px: int = 20
    waist_percent: int = 70  # of the narrower part's width: where it is narrower, it is cut
    box_rule: BoxRule = BoxRule.AROUND
    margin_choice: MarginChoice = MarginChoice.GROW
    margin: float = 1.0  # mm, or px where no scale is known
    cell_px: int = 16
    acts_on_class: bool = False  # margin and holes: on the whole class, not on the instance that is clicked
    locked: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class PaintState:
    """For tool column and options; ``classes`` in the order of their digits."""

    options: PaintOptions = field(default_factory=PaintOptions)
    classes: tuple[DefectClass, ...] = ()
    is_open: bool = False
    is_read_only: bool = False
    is_scaled: bool = False  # millimetres are known
    is_busy: bool = False  # something slow is on its way
    hint: str = ""  # what the next click or key does
    has_preview: bool = False
    can_undo: bool = False
    can_redo: bool = False
    hidden: frozenset[int] = frozenset()  # class indices that are not to be seen


@dataclass(frozen=True, slots=True)
class Pointer:
    """Where a hand points, and what it holds meanwhile. Of the frame as captured, whichever way it is shown."""

    x: float  # pixel corners: 0, 0 is the upper left corner of the frame; may lie beside it
    y: float
    has_ctrl: bool = False
    has_shift: bool = False
    pressure: float = 1.0
    is_pen_turned: bool = False  # the eraser end of a pen
    is_by_key: bool = False  # led there by the arrows
    is_jump: bool = False  # the picture was moved or zoomed since the position before: no way leads here


class PaintKey(StrEnum):
    ACCEPT = "accept"
    PEN = "pen"  # down, or up again
    BACK = "back"
    CANCEL = "cancel"
    NEXT = "next"
    PREVIOUS = "previous"


class LabelStyle(StrEnum):
    BOTH = "both"
    OUTLINE = "outline"
    FILL = "fill"


BLOCK_PX = 512  # a side


@dataclass(frozen=True, slots=True)
class PictureBlock:
    """A part of a frame too large to be held, as it is turned on the screen: of a level, each 2^level-th pixel."""

    level: int
    row: int  # of blocks
    column: int


@dataclass(frozen=True, slots=True)
class LabelLook:
    opacity: float = 0.45
    style: LabelStyle = LabelStyle.BOTH
    is_hidden: bool = False


@dataclass(frozen=True, slots=True)
class SketchState:
    """A shape while it is drawn: x, y of the frame."""

    way: tuple[tuple[float, float], ...] = ()
    corners: tuple[tuple[float, float], ...] = ()  # that were set, and can be taken back
    refused: tuple[tuple[float, float], ...] = ()  # clicked as what does not belong to it
    is_closed: bool = False


@dataclass(frozen=True, slots=True)
class BrushLook:
    """What is painted at the pointer; ``text`` stands beside it."""

    diameter_px: int = 0  # 0: a point
    is_square: bool = False
    text: str = ""
