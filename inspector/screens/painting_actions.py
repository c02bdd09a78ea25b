"""What people do with tools, classes and the picture on the Annotate page.

Enter, Backspace, Escape, Tab and the arrows are the canvas's own while it has the focus: see ``PAINTING_GESTURES``.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from inspector.screens.actions import Action, with_keys
from inspector.screens.looking_actions import looking_actions
from inspector.screens.pages import Gesture
from inspector.screens.painting import PaintTool
from inspector.texts.translate import Text

ANNOTATE: Final = "annotate"  # the page; a scope of actions
CLASS, RELABEL = "annotate.class", "annotate.relabel"  # families
N_DIGITS = 9


def _tool(tool: PaintTool, text: Text, key: str, help_text: Text) -> Action:
    return Action(
        f"annotate.{tool.value}", ANNOTATE, text, (key,), f"tool-{tool.value.replace('_', '-')}", help=help_text
    )


TOOL_ACTIONS = (
    _tool(PaintTool.BRUSH, Text("actions", "Brush"), "B", Text("actions", "Paints the class that is chosen")),
    Action("annotate.eraser", ANNOTATE, Text("actions", "Eraser"), ("E",), "tool-eraser",
           help=Text("actions", "The brush paints background; any tool erases while Ctrl is held")),
    _tool(PaintTool.GREY, Text("actions", "Grey-range brush"), "T",
          Text("actions", "Paints only what is as dark or bright as the place where the stroke begins")),
    _tool(PaintTool.LINE, Text("actions", "Scratch line"), "N",
          Text("actions", "Click along a scratch; the line keeps to its ridge")),
    _tool(PaintTool.POLYGON, Text("actions", "Polygon"), "P",
          Text("actions", "Click corner after corner, or drag; Backspace takes the last one back")),
    _tool(PaintTool.RECTANGLE, Text("actions", "Rectangle"), "Y", Text("actions", "Drag, or click two corners")),
    _tool(PaintTool.ELLIPSE, Text("actions", "Ellipse"), "O", Text("actions", "Drag, or click two corners")),
    _tool(PaintTool.LASSO, Text("actions", "Lasso"), "J",
          Text("actions", "Encircle what is to be filled; with Ctrl it is cut out")),
    _tool(PaintTool.LIVE_WIRE, Text("actions", "Edge outline"), "Shift+E",
          Text("actions", "Click along an edge; the outline keeps to it")),
    _tool(PaintTool.BUCKET, Text("actions", "Fill"), "G",
          Text("actions", "Fills all that hangs together and has one class")),
    _tool(PaintTool.HOLES, Text("actions", "Fill holes"), "Shift+H",
          Text("actions", "Click an instance: what it surrounds is shown, Enter fills it")),
    _tool(PaintTool.WAND, Text("actions", "Magic wand"), "V",
          Text("actions", "Press on a defect and drag: the further, the more grey values belong to it")),
    _tool(PaintTool.GROW, Text("actions", "Grow from seeds"), "Shift+B",
          Text("actions", "Paint a little of the defect, and of the background with Ctrl; it grows by itself")),
    _tool(PaintTool.MASK_BOX, Text("actions", "Mask from a box"), "Shift+X",
          Text("actions", "Drag round a defect: what stands out in the box is shown, Enter paints it")),
    _tool(PaintTool.CLICKS, Text("actions", "Mask by clicks"), "Shift+K",
          Text("actions", "Click a defect; with Ctrl what does not belong to it. Needs two files of a network")),
    _tool(PaintTool.CELLS, Text("actions", "Cells"), "Shift+V",
          Text("actions", "Paints parts of the picture whose borders follow its edges")),
    _tool(PaintTool.ISLANDS, Text("actions", "Islands"), "Shift+I",
          Text("actions", "Takes small instances of the class away, or all but the largest; splits one in two")),
    _tool(PaintTool.MARGIN, Text("actions", "Margin"), "Shift+N",
          Text("actions", "Grow, shrink, smooth, open or close an instance by millimetres")),
    _tool(PaintTool.RELABEL, Text("actions", "Change class"), "Shift+R",
          Text("actions", "Click an instance: it becomes the class that is chosen")),
    Action("annotate.ruler", ANNOTATE, Text("actions", "Ruler"), ("K",), "ruler",
           help=Text("actions", "Drag over the picture: length and angle")),
)  # fmt: skip

_NOT_HERE = ("annotate.fit_product",)
# Keys of looking that other pages have, where painting needs them for itself.
_LOOKING_KEYS = {
    "annotate.turn": ("Alt+R",),
    "annotate.turn_back": ("Alt+Shift+R",),
    "annotate.auto_contrast": ("C",),
    "annotate.local_contrast": ("Shift+C",),
    "annotate.brighter": ("Alt+G",),
    "annotate.darker": ("Alt+Shift+G",),
    "annotate.as_captured": ("Alt+N",),
}

PAINTING_ACTIONS = (
    *TOOL_ACTIONS,
    Action("annotate.swap", ANNOTATE, Text("actions", "Paint or erase"), ("X",),
           help=Text("actions", "Swaps the class with background, for every tool")),
    Action("annotate.pick", ANNOTATE, Text("actions", "Pick the class under the mouse"), ("I",)),
    Action("annotate.ignore", ANNOTATE, Text("actions", "Not to be judged"), ("U",), "tool-ignore",
           help=Text("actions", "Paints what counts neither for training nor for scores")),
    Action("annotate.smaller", ANNOTATE, Text("actions", "Smaller brush"), ("[",), repeats=True),
    Action("annotate.larger", ANNOTATE, Text("actions", "Larger brush"), ("]",), repeats=True),
    Action("annotate.smaller_by_one", ANNOTATE, Text("actions", "Brush smaller by 1 px"), ("Shift+[", "{"),
           repeats=True),
    Action("annotate.larger_by_one", ANNOTATE, Text("actions", "Brush larger by 1 px"), ("Shift+]", "}"), repeats=True),
    Action("annotate.square", ANNOTATE, Text("actions", "Round or square brush"), ("Shift+S",)),
    Action("annotate.lock", ANNOTATE, Text("actions", "Lock the class"), ("L",), "lock",
           help=Text("actions", "What is painted already of this class stays as it is")),
    Action("annotate.hide_class", ANNOTATE, Text("actions", "Hide or show the class"), ("Shift+L",), "hide",
           help=Text("actions", "Its labels are not seen, and stay as they are, until it is shown again")),
    Action("annotate.background", ANNOTATE, Text("actions", "Background"), ("0",),
           help=Text("actions", "Erases, with every tool")),
    *(
        Action(f"annotate.class_{n}", ANNOTATE, Text("actions", "Class {number}"), (f"{n}",), family=CLASS, number=n)
        for n in range(1, N_DIGITS + 1)
    ),
    *(
        Action(f"annotate.relabel_{n}", ANNOTATE, Text("actions", "Make it class {number}"), (f"Shift+{n}",),
               help=Text("actions", "The instance under the mouse"), family=RELABEL, number=n)
        for n in range(1, N_DIGITS + 1)
    ),
    Action("annotate.next_class", ANNOTATE, Text("actions", "Next class"), ("W",)),
    Action("annotate.previous_class", ANNOTATE, Text("actions", "Previous class"), ("Q",)),
    Action("annotate.repeat", ANNOTATE, Text("actions", "Repeat the frame before"), ("R",), "again",
           help=Text("actions", "Its labels, moved as the strip has moved; Enter takes them")),
    Action("annotate.undo", ANNOTATE, Text("actions", "Undo"), ("Ctrl+Z",), "undo", repeats=True),
    Action("annotate.redo", ANNOTATE, Text("actions", "Redo"), ("Ctrl+Shift+Z", "Ctrl+Y"), "redo", repeats=True),
    Action("annotate.hide", ANNOTATE, Text("actions", "Hide labels"), ("H",), "hide", is_held=True,
           help=Text("actions", "Hidden while held")),
    Action("annotate.pan", ANNOTATE, Text("actions", "Move picture"), ("Space",), is_held=True,
           help=Text("actions", "Hold and drag, also in the middle of a stroke")),
    Action("annotate.label_style", ANNOTATE, Text("actions", "Fill, outline, both"), ("Shift+O",), "overlay",
           help=Text("actions", "Next look of the labels")),
    Action("annotate.opacity_up", ANNOTATE, Text("actions", "Labels stronger"), ("+", "="), repeats=True),
    Action("annotate.opacity_down", ANNOTATE, Text("actions", "Labels weaker"), ("-",), repeats=True),
    Action("annotate.fit", ANNOTATE, Text("actions", "Fit"), ("F",), "fit",
           help=Text("actions", "Whole frame in view")),
    Action("annotate.actual_size", ANNOTATE, Text("actions", "100 %"), ("Ctrl+0",), "actual-size",
           help=Text("actions", "One frame pixel on one screen pixel")),
    *with_keys(
        (replace(one, is_for_operators=False) for one in looking_actions(ANNOTATE) if one.id not in _NOT_HERE),
        _LOOKING_KEYS,
    ),
)  # fmt: skip

# Of the picture while it has the focus, with whatever is held; see ``PAINTING_GESTURES``.
CANVAS_KEYS = frozenset({"Left", "Right", "Up", "Down", "Backspace", "Escape"})

PAINTING_GESTURES = (
    Gesture(Text("actions", "Wheel on the picture"), Text("actions", "Zoom about the mouse")),
    Gesture(Text("actions", "Shift and wheel, or Alt and drag"), Text("actions", "Size of the brush")),
    Gesture(Text("actions", "Hold Ctrl"), Text("actions", "Erase with any tool")),
    Gesture(Text("actions", "Eraser end of a pen"), Text("actions", "Erase with any tool")),
    Gesture(
        Text("actions", "Drag with the middle button"),
        Text("actions", "Move the picture"),
        Text("actions", "Or with the left one while Space is held"),
    ),
    Gesture(
        Text("actions", "Drag with the right button"),
        Text("actions", "Brightness and contrast"),
        Text("actions", "Up: brighter; to the right: more contrast. What is inspected stays as it is"),
    ),
    Gesture(
        Text("actions", "Arrows on the picture"),
        Text("actions", "Move the brush without a mouse"),
        Text("actions", "By a pixel with Ctrl, further with Shift"),
    ),
    Gesture(
        Text("actions", "Enter on the picture"),
        Text("actions", "Take what is shown before it is painted; else click where the arrows have led"),
        Text("actions", "Shift+Enter puts the brush down and lifts it again"),
    ),
    Gesture(
        Text("actions", "Enter, Backspace, Tab with proposals"),
        Text("actions", "Accept the proposal that is pointed to, reject it, point to the next"),
        Text("actions", "As long as nothing else waits for the key"),
    ),
    Gesture(
        Text("actions", "Backspace on the picture"),
        Text("actions", "Take the last corner back"),
        Text("actions", "Esc leaves the shape, the stroke or what waits for Enter"),
    ),
    Gesture(
        Text("actions", "Tab on the picture"),
        Text("actions", "The next instance, close; Shift+Tab: the one before"),
        Text("actions", "Ctrl+Tab leads on to buttons, options and panels; Esc leads back to the picture"),
    ),
)
