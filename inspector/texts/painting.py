"""What the painting tools say: names of steps, what the next click does, sizes beside the brush."""

from __future__ import annotations

from inspector.core.ruler import RulerReading
from inspector.texts.translate import CountedText, Text

STEP = Text("painting", "{tool}, {name}", "a step that was painted: tool, class")
STEP_SIZED = Text("painting", "{tool} {size} px, {name}", "a step that was painted: brush 24 px, scratch")
REPEATED = Text("painting", "from the frame before")

# By tool, as in ``screens.painting``.
TOOL_NAMES = {
    "brush": Text("painting", "brush"),
    "grey": Text("painting", "grey-range brush"),
    "line": Text("painting", "line"),
    "polygon": Text("painting", "polygon"),
    "rectangle": Text("painting", "rectangle"),
    "mask_box": Text("painting", "mask from a box"),
    "clicks": Text("painting", "mask by clicks"),
    "ellipse": Text("painting", "ellipse"),
    "lasso": Text("painting", "lasso"),
    "bucket": Text("painting", "fill"),
    "holes": Text("painting", "holes"),
    "wand": Text("painting", "magic wand"),
    "grow": Text("painting", "grown from seeds"),
    "live_wire": Text("painting", "edge outline"),
    "cells": Text("painting", "cells"),
    "islands": Text("painting", "islands"),
    "margin": Text("painting", "margin"),
    "relabel": Text("painting", "class changed"),
    "ruler": Text("painting", "ruler"),
}
ERASER = Text("painting", "eraser")
BACKGROUND = Text("painting", "background")
IGNORED = Text("painting", "not judged")

MARGIN_NAMES = {
    "grow": Text("painting", "Grow"),
    "shrink": Text("painting", "Shrink"),
    "open": Text("painting", "Open: take thin parts away"),
    "close": Text("painting", "Close: fill gaps and notches"),
    "smooth": Text("painting", "Smooth"),
}
ISLAND_NAMES = {
    "small": Text("painting", "Take small ones away"),
    "all_but_largest": Text("painting", "Keep the largest alone"),
    "cut": Text("painting", "Split along a line"),
    "cut_at_waists": Text("painting", "Split at the waist"),
}

BOX_RULE_NAMES = {
    "around": Text("painting", "Unlike all around the box"),
    "along": Text("painting", "Unlike what is above and below"),
    "mark": Text("painting", "A straight mark across the box"),
    "gap": Text("painting", "A gap from side to side"),
}

HINTS = {
    "brush": Text("painting", "Drag to paint. Ctrl erases"),
    "grey": Text("painting", "Press on the defect and drag: only what is as dark or bright is painted"),
    "line": Text("painting", "Click along the scratch; Enter or a second click on the end paints it"),
    "polygon": Text("painting", "Click corners, or drag; Enter, or a click on the first, fills it"),
    "rectangle": Text("painting", "Drag, or click two corners. Shift: a square"),
    "mask_box": Text("painting", "Drag round a defect: what stands out in the box waits for Enter"),
    "clicks": Text("painting", "Click the defect; with Ctrl what does not belong to it"),
    "ellipse": Text("painting", "Drag, or click two corners. Shift: a circle"),
    "lasso": Text("painting", "Drag round what is to be filled. Ctrl cuts it out"),
    "live_wire": Text("painting", "Click along the edge; Enter, or a click on the first point, fills it"),
    "bucket": Text("painting", "Click what is to be filled: all that hangs together and has one class"),
    "holes": Text("painting", "Click an instance with holes"),
    "wand": Text("painting", "Press on the defect; drag to the right for more, to the left for less"),
    "grow": Text("painting", "Paint a little of the defect; with Ctrl a little of the background"),
    "cells": Text("painting", "Drag over the parts to be painted"),
    "islands": Text("painting", "Click an instance to take it away"),
    "margin": Text("painting", "Click the instance to be changed"),
    "relabel": Text("painting", "Click the instances that are of this class"),
    "ruler": Text("painting", "Drag over the picture"),
}
WAITS = Text("painting", "Enter paints it, Esc does not")
WAND_WAITS = Text("painting", "Up to {n} grey values away. Enter, or a click on it, paints it; Esc does not")
N_ISLANDS = CountedText(
    "painting", "{n} instances go with Enter, Esc keeps them", "{n} instance goes with Enter, Esc keeps it", 1
)
CUT_NAME = Text("painting", "split")
CUT_HINT = Text("painting", "Drag across an instance, or click both ends: a line of 1 px becomes background")
WAIST_HINT = Text("painting", "Click an instance: it is split where it is narrow, by a line of 1 px")
CUT_WAITS = Text("painting", "{n} parts: {sizes} px. Enter splits, Esc does not")
NO_CUT = Text("painting", "It parts nothing of this class: draw it right across an instance")
NO_WAIST = Text("painting", "It has no waist below this share")
NO_ISLANDS = Text("painting", "No instance is to be taken away")
CLICKS_NO_FILES = Text("painting", "No files are chosen: a click asks for the encoder and the decoder of a network")
CLICKS_OPENING = Text("painting", "The network is being opened …")
CLICKS_LOOKING = Text("painting", "The network looks at this frame …")
CLICKS_WAIT = Text("painting", "Enter paints it. More clicks add, with Ctrl they take away; Backspace takes one back")
CLICKS_NOTHING = Text("painting", "The network marks nothing here")
CLICKS_FIRST = Text("painting", "Click the defect first; then, with Ctrl, what does not belong to it")
CLICKS_FULL = Text("painting", "This network takes {n} clicks at most")
CLICKS_FAILED = Text("painting", "The network cannot be used; the message above says why")
NOTHING_IN_BOX = Text("painting", "Nothing stands out in this box")
NO_HOLES = Text("painting", "It has no holes")
NOTHING_HERE = Text("painting", "There is no instance here")
SEEDS_MORE = Text("painting", "Now a little of the background, with Ctrl held")
SEEDS_FAR = Text("painting", "The seeds lie further apart than {n} px: nothing can grow between them")
NO_FRAME_BEFORE = Text("painting", "There is no frame before this one to repeat")
NO_LABELS_BEFORE = Text("painting", "The frame before has no labels here")
OTHER_SIZE_BEFORE = Text("painting", "The frame before has another size")
MOTION_UNSURE = Text("painting", "How the strip has moved is not certain: look before Enter")
READ_ONLY = Text("painting", "These labels can only be looked at")
TOO_LARGE = Text(
    "painting", "Not on a frame of more than {n} megapixels: use brush, line, shapes, edge outline or cells"
)
LABELS_FOLLOW = Text("painting", "The file is read; it can be labelled then")
NO_LOCAL_CONTRAST = Text("painting", "Local contrast is not shown on a frame of more than {n} megapixels")
TOO_MUCH_PAINTED = Text("painting", "So large a frame takes no more labels: erase some, or cut it into shorter frames")
WORKING = Text("painting", "One moment …")
HIDDEN_CLASS = Text("painting", "{name} is hidden: show it first (its eye in Classes)")
UNSEEN_CHANGE = Text("painting", "{name}: taken back or done again, also where its class is hidden")
STAYS = Text("painting", "{name} is locked or hidden: it stays as it is")
LOCKED_CLASS = Text("painting", "{name} is locked: what is painted of it stays")

NO_INSTANCES = Text("painting", "Nothing is labelled in this frame")
INSTANCE_OF = Text("painting", "Instance {number} of {n}")
RULER_LENGTH = Text("painting", "{mm} mm · {px} px · {degrees}° to the travel")
RULER_LENGTH_PX = Text("painting", "{px} px · {degrees}° to the travel")

SIZE_PX = Text("painting", "{size} px")
SIZE_MM = Text("painting", "{size} px · {mm} mm")
ERASES = Text("painting", "{size} · erases")


def ruler_text(reading: RulerReading, in_px: RulerReading) -> str:
    """Beside the end of the ruler."""
    degrees, px = f"{reading.angle_deg:.1f}", f"{in_px.length:.1f}"
    if reading.unit == "mm":
        return RULER_LENGTH.translated(mm=f"{reading.length:.2f}", px=px, degrees=degrees)
    return RULER_LENGTH_PX.translated(px=px, degrees=degrees)
