"""How large the brush is, or a cell: how it grows, and what stands beside it on the picture."""

from __future__ import annotations

import math
from dataclasses import replace

from inspector.screens.painting import (
    MAX_BRUSH_PX,
    MAX_CELL_PX,
    MIN_BRUSH_PX,
    MIN_CELL_PX,
    BrushLook,
    PaintOptions,
    PaintTool,
)
from inspector.texts import painting as texts

SIZE_STEP = 1.15
WITH_SIZE = (PaintTool.BRUSH, PaintTool.GREY, PaintTool.LINE, PaintTool.GROW)


def size_of(options: PaintOptions) -> int:
    return options.cell_px if options.tool is PaintTool.CELLS else options.size_px


def stepped(options: PaintOptions, steps: float) -> int:
    """So many steps larger, by a share of it; by a pixel at least."""
    size = size_of(options)
    found = round(size * SIZE_STEP**steps)
    return found if found != size else size + int(math.copysign(1, steps))


def resized(options: PaintOptions, size_px: int) -> PaintOptions:
    if options.tool is PaintTool.CELLS:
        return replace(options, cell_px=min(MAX_CELL_PX, max(MIN_CELL_PX, size_px)))
    return replace(options, size_px=min(MAX_BRUSH_PX, max(MIN_BRUSH_PX, size_px)))


def brush_look(options: PaintOptions, mm_per_px: tuple[float, float] | None, *, erases: bool) -> BrushLook:
    if options.tool is PaintTool.RULER:
        return BrushLook()
    has_size = options.tool in WITH_SIZE
    text = ""
    if has_size:
        text = texts.SIZE_PX.translated(size=options.size_px)
        if mm_per_px is not None:
            mm = f"{options.size_px * math.sqrt(math.prod(mm_per_px)):.2f}"
            text = texts.SIZE_MM.translated(size=options.size_px, mm=mm)
    if erases:
        text = texts.ERASES.translated(size=text) if text else texts.ERASER.translated()
    is_square = options.is_square and options.tool is not PaintTool.LINE
    return BrushLook(options.size_px if has_size else 0, is_square, text)
