"""How a step is called in the history: "brush 24 px, scratch"."""

from __future__ import annotations

from inspector.core.classes import IGNORE_INDEX
from inspector.presenters.painting_desk import Desk
from inspector.screens.painting import PaintTool
from inspector.texts import painting as texts


def class_name(desk: Desk, value: int) -> str:
    if value == 0:
        return texts.BACKGROUND.translated()
    return texts.IGNORED.translated() if value == IGNORE_INDEX else desk.editor.sheet.class_names[value]


def step_name(desk: Desk, tool: PaintTool | None, value: int, size_px: int = 0) -> str:
    """``tool`` None: the eraser; ``size_px`` 0: of no size."""
    tool_name = (texts.ERASER if tool is None else texts.TOOL_NAMES[tool]).translated()
    name = class_name(desk, value)
    if size_px:
        return texts.STEP_SIZED.translated(tool=tool_name, size=size_px, name=name)
    return texts.STEP.translated(tool=tool_name, name=name)
