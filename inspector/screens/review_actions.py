"""What can be done on the Review page, and the page itself."""

from __future__ import annotations

from inspector.screens.actions import Action
from inspector.screens.looking_actions import LOOKING_GESTURES, looking_actions
from inspector.screens.pages import Page
from inspector.texts.translate import Text

REVIEW = "review"
SOLO = "review.solo"  # family: a class shown alone

REVIEW_ACTIONS = (
    Action(
        "review.search", REVIEW, Text("actions", "Search pieces"), ("Ctrl+K",), "search",
        help=Text("actions", "By name, time, line, model, and by what was found"),
        is_for_operators=True,
    ),
    Action(
        "review.older", REVIEW, Text("actions", "Next piece"), ("Ctrl+Down",),
        help=Text("actions", "Of the results, older"), repeats=True,
        is_for_operators=True,
    ),
    Action(
        "review.newer", REVIEW, Text("actions", "Previous piece"), ("Ctrl+Up",),
        help=Text("actions", "Of the results, newer"), repeats=True,
        is_for_operators=True,
    ),
    Action(
        "review.compare", REVIEW, Text("actions", "Compare"), ("C",), "compare",
        help=Text("actions", "Keep this piece below, and open another one above it; again: end"),
        is_for_operators=True,
    ),
    Action(
        "review.todays_model", REVIEW, Text("actions", "Today's model"), ("T",), "model",
        help=Text("actions", "What the model and thresholds in use now find in this frame; again: as recorded"),
        is_for_operators=True,
    ),
    Action(
        "review.wipe", REVIEW, Text("actions", "Recorded and today's"), ("W",), "wipe",
        help=Text("actions", "A line to drag parts what was recorded from what today's model finds; again: no line"),
        is_for_operators=True,
    ),
    Action(
        "review.next_frame", REVIEW, Text("actions", "Next frame"), ("PgDown",), "next", repeats=True,
        is_for_operators=True,
    ),
    Action(
        "review.previous_frame", REVIEW, Text("actions", "Previous frame"), ("PgUp",), "previous", repeats=True,
        is_for_operators=True,
    ),
    Action(
        "review.next_with_defect", REVIEW, Text("actions", "Next frame with a defect"), ("Ctrl+PgDown",), repeats=True
    , is_for_operators=True),
    Action(
        "review.previous_with_defect", REVIEW, Text("actions", "Previous frame with a defect"), ("Ctrl+PgUp",),
        repeats=True,
        is_for_operators=True,
    ),
    Action(
        "review.next_missed", REVIEW, Text("actions", "Next frame that was not inspected"), ("Shift+PgDown",),
        repeats=True,
        is_for_operators=True,
    ),
    Action(
        "review.previous_missed", REVIEW, Text("actions", "Previous frame that was not inspected"), ("Shift+PgUp",),
        repeats=True,
        is_for_operators=True,
    ),
    Action("review.first_frame", REVIEW, Text("actions", "First frame"), ("Ctrl+Home",), is_for_operators=True),
    Action("review.last_frame", REVIEW, Text("actions", "Last frame"), ("Ctrl+End",), is_for_operators=True),
    Action(
        "review.next_defect", REVIEW, Text("actions", "Next defect"), ("Right",), repeats=True,
        is_for_operators=True,
    ),
    Action(
        "review.previous_defect", REVIEW, Text("actions", "Previous defect"), ("Left",), repeats=True,
        is_for_operators=True,
    ),
    Action(
        "review.leave_defect", REVIEW, Text("actions", "Leave the defect"), ("Escape",),
        help=Text("actions", "The whole frame again; no defect is chosen. Again: all classes"),
        is_for_operators=True,
    ),
    Action(
        "review.keep_frame", REVIEW, Text("actions", "Keep frame"), ("K",), "flag",
        help=Text("actions", "Keep the whole frame on the screen, to be annotated later"),
        is_for_operators=True,
    ),
    Action(
        "review.hide_overlay", REVIEW, Text("actions", "Hide overlay"), ("H",), "hide", is_held=True,
        help=Text("actions", "Hidden while held"),
        is_for_operators=True,
    ),
    Action(
        "review.overlay_style", REVIEW, Text("actions", "Fill, outline, both"), ("O",), "overlay",
        help=Text("actions", "Next overlay style"),
        is_for_operators=True,
    ),
    Action(
        "review.fit", REVIEW, Text("actions", "Fit"), ("F",), "fit", help=Text("actions", "Whole frame in view"),
        is_for_operators=True,
    ),
    Action(
        "review.actual_size", REVIEW, Text("actions", "100 %"), ("Ctrl+0",), "actual-size",
        help=Text("actions", "One frame pixel on one screen pixel"),
        is_for_operators=True,
    ),
    *looking_actions(REVIEW),
    Action(
        "review.ruler", REVIEW, Text("actions", "Ruler"), ("M",), "ruler",
        help=Text("actions", "Drag over the picture: length, angle, grey along the line. Esc ends it"),
        is_for_operators=True,
    ),
    Action(
        "review.pan", REVIEW, Text("actions", "Move picture"), ("Space",), is_held=True,
        help=Text("actions", "Hold and drag"),
        is_for_operators=True,
    ),
    Action(
        "review.find_defects", REVIEW, Text("actions", "Filter defects"), ("Ctrl+F",),
        help=Text("actions", "By class, position, size or file"),
        is_for_operators=True,
    ),
    Action(
        "review.copy_rows", REVIEW, Text("actions", "Copy defects"), ("Ctrl+C",),
        help=Text("actions", "Those selected, else all that are listed, for a spreadsheet"),
    ),
    Action(
        "review.copy_picture", REVIEW, Text("actions", "Copy picture"), ("Ctrl+Shift+P",),
        help=Text("actions", "The whole frame on the screen, with what was found"),
    ),
    Action(
        "review.report", REVIEW, Text("actions", "Report…"), ("Ctrl+R",), "report",
        help=Text("actions", "Of the piece that is open: PDF, table or spreadsheet"),
    ),
    Action("review.export_defects", REVIEW, Text("actions", "Export defects…"), ("Ctrl+E",)),
    Action("review.dismiss", REVIEW, Text("actions", "Close message"), ("Ctrl+Backspace",), is_for_operators=True),
    *(
        Action(
            f"review.solo_{n}", REVIEW, Text("actions", "Show class {number} alone"), (f"{n}",),
            help=Text("actions", "Again: show all"), family=SOLO, number=n, is_for_operators=True,
        )
        for n in range(1, 9)
    ),
)  # fmt: skip

REVIEW_PAGE = Page(
    REVIEW,
    Text("actions", "Review"),
    icon="review",
    key="Alt+2",
    actions=REVIEW_ACTIONS,
    gestures=LOOKING_GESTURES,
    is_for_operators=True,
)
