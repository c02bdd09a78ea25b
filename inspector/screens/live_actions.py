"""What can be done on the Live page, and the page itself."""

from __future__ import annotations

from inspector.screens.actions import Action
from inspector.screens.pages import Gesture, Page
from inspector.texts.translate import Text

LIVE = "live"
SOLO = "live.solo"  # family: a class shown alone

LIVE_ACTIONS = (
    Action(
        "live.start_stop",
        LIVE,
        Text("actions", "Start"),
        ("F5",),
        "start",
        help=Text("actions", "Start or stop the inspection"),
    ),
    Action("live.open_folder", LIVE, Text("actions", "Open folder…"), ("Ctrl+O",), "folder"),
    Action("live.open_video", LIVE, Text("actions", "Open video…"), ("Ctrl+Shift+O",), "video"),
    Action("live.open_camera", LIVE, Text("actions", "Open camera…"), ("Ctrl+Shift+C",), "camera"),
    Action("live.open_demo", LIVE, Text("actions", "Demo strip"), ("Ctrl+D",), "strip"),
    Action("live.open_model", LIVE, Text("actions", "Open model…"), ("Ctrl+M",), "model"),
    Action(
        "live.new_piece",
        LIVE,
        Text("actions", "New piece…"),
        ("Ctrl+N",),
        "piece",
        help=Text("actions", "Begin a new rail or coil with its id"),
    ),
    Action(
        "live.freeze",
        LIVE,
        Text("actions", "Freeze picture"),
        ("P",),
        "freeze",
        help=Text("actions", "The picture stands still; inspection goes on"),
    ),
    Action(
        "live.keep_frame",
        LIVE,
        Text("actions", "Keep frame"),
        ("K",),
        "flag",
        help=Text("actions", "Keep the whole frame on the screen, to be annotated later"),
    ),
    Action(
        "live.hide_overlay",
        LIVE,
        Text("actions", "Hide overlay"),
        ("H",),
        "hide",
        is_held=True,
        help=Text("actions", "Hidden while held"),
    ),
    Action(
        "live.overlay_style",
        LIVE,
        Text("actions", "Fill, outline, both"),
        ("O",),
        "overlay",
        help=Text("actions", "Next overlay style"),
    ),
    Action("live.opacity_up", LIVE, Text("actions", "Overlay stronger"), ("+", "="), repeats=True),
    Action("live.opacity_down", LIVE, Text("actions", "Overlay weaker"), ("-",), repeats=True),
    Action("live.fit", LIVE, Text("actions", "Fit"), ("F",), "fit", help=Text("actions", "Whole frame in view")),
    Action(
        "live.fit_product",
        LIVE,
        Text("actions", "Fit rail or strip"),
        ("Shift+F",),
        "fit-product",
        help=Text("actions", "What passes fills the picture, not what lies beside it"),
    ),
    Action(
        "live.actual_size",
        LIVE,
        Text("actions", "100 %"),
        ("Ctrl+0",),
        "actual-size",
        help=Text("actions", "One frame pixel on one screen pixel"),
    ),
    Action("live.zoom_in", LIVE, Text("actions", "Zoom in"), ("Z", "Ctrl++", "Ctrl+="), repeats=True),
    Action("live.zoom_out", LIVE, Text("actions", "Zoom out"), ("Shift+Z", "Ctrl+-"), repeats=True),
    Action(
        "live.turn",
        LIVE,
        Text("actions", "Turn picture"),
        ("R",),
        "turn",
        help=Text("actions", "A quarter to the right: a rail lies flat. Kept for each source"),
    ),
    Action("live.turn_back", LIVE, Text("actions", "Turn picture back"), ("Shift+R",)),
    Action(
        "live.auto_contrast",
        LIVE,
        Text("actions", "Automatic contrast"),
        ("A",),
        "contrast",
        help=Text("actions", "Brightness and contrast follow each picture; what is inspected stays as it is"),
    ),
    Action(
        "live.local_contrast",
        LIVE,
        Text("actions", "Local contrast"),
        ("Shift+A",),
        help=Text("actions", "Fine structures in dark and in bright parts"),
    ),
    Action("live.brighter", LIVE, Text("actions", "Dark parts brighter"), ("G",), repeats=True),
    Action("live.darker", LIVE, Text("actions", "Dark parts darker"), ("Shift+G",), repeats=True),
    Action(
        "live.as_captured",
        LIVE,
        Text("actions", "As captured"),
        ("N",),
        help=Text("actions", "Brightness and contrast as the camera delivers them; also a click on “View changed”"),
    ),
    Action(
        "live.ruler",
        LIVE,
        Text("actions", "Ruler"),
        ("M",),
        "ruler",
        help=Text("actions", "Drag over the picture: length, angle, grey along the line. Esc ends it"),
    ),
    Action(
        "live.minimap",
        LIVE,
        Text("actions", "Overview"),
        ("Shift+M",),
        help=Text("actions", "Small picture of the whole frame while zoomed in; again: hidden"),
    ),
    Action(
        "live.pan",
        LIVE,
        Text("actions", "Move picture"),
        ("Space",),
        is_held=True,
        help=Text("actions", "Hold and drag"),
    ),
    Action(
        "live.next_defect",
        LIVE,
        Text("actions", "Next defect"),
        ("Right",),
        help=Text("actions", "Newer; freezes the picture"),
        repeats=True,
    ),
    Action(
        "live.previous_defect",
        LIVE,
        Text("actions", "Previous defect"),
        ("Left",),
        help=Text("actions", "Older; freezes the picture"),
        repeats=True,
    ),
    Action(
        "live.next_frame",
        LIVE,
        Text("actions", "Next frame"),
        ("PgDown",),
        help=Text("actions", "Of this inspection, read again from its source; freezes the picture"),
        repeats=True,
    ),
    Action("live.previous_frame", LIVE, Text("actions", "Previous frame"), ("PgUp",), repeats=True),
    Action("live.next_with_defect", LIVE, Text("actions", "Next frame with a defect"), ("Ctrl+PgDown",), repeats=True),
    Action(
        "live.previous_with_defect",
        LIVE,
        Text("actions", "Previous frame with a defect"),
        ("Ctrl+PgUp",),
        repeats=True,
    ),
    Action(
        "live.next_missed", LIVE, Text("actions", "Next frame that was not inspected"), ("Shift+PgDown",), repeats=True
    ),
    Action(
        "live.previous_missed",
        LIVE,
        Text("actions", "Previous frame that was not inspected"),
        ("Shift+PgUp",),
        repeats=True,
    ),
    Action("live.first_frame", LIVE, Text("actions", "First frame"), ("Ctrl+Home",)),
    Action("live.last_frame", LIVE, Text("actions", "Last frame"), ("Ctrl+End",)),
    Action(
        "live.newest",
        LIVE,
        Text("actions", "Back to live"),
        ("Escape", "End"),
        "live",
        help=Text("actions", "Unfreeze and follow the strip"),
    ),
    Action(
        "live.find_defects",
        LIVE,
        Text("actions", "Filter defects"),
        ("Ctrl+F",),
        help=Text("actions", "By class, position, size or file"),
    ),
    Action(
        "live.copy_rows",
        LIVE,
        Text("actions", "Copy defects"),
        ("Ctrl+C",),
        help=Text("actions", "Those selected, else all that are listed, for a spreadsheet"),
    ),
    Action(
        "live.copy_picture",
        LIVE,
        Text("actions", "Copy picture"),
        ("Ctrl+Shift+P",),
        help=Text("actions", "The whole frame on the screen, with what was found"),
    ),
    Action("live.export_defects", LIVE, Text("actions", "Export defects…"), ("Ctrl+E",)),
    Action("live.dismiss", LIVE, Text("actions", "Close message"), ("Ctrl+Backspace",)),
    *(
        Action(
            f"live.solo_{n}",
            LIVE,
            Text("actions", "Show class {number} alone"),
            (f"{n}",),
            help=Text("actions", "Again: show all"),
            family=SOLO,
            number=n,
        )
        for n in range(1, 9)
    ),
)

LIVE_GESTURES = (
    Gesture(Text("actions", "Wheel on the picture"), Text("actions", "Zoom about the mouse")),
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
    Gesture(Text("actions", "Click or drag in the overview"), Text("actions", "Move the picture there")),
    Gesture(
        Text("actions", "Wheel on the map"),
        Text("actions", "Zoom along the piece"),
        Text("actions", "Also + and - while the map has the focus"),
    ),
    Gesture(Text("actions", "Drag on the map"), Text("actions", "Move along the piece, zoomed in")),
    Gesture(
        Text("actions", "Click on a mark, a picture or a row"),
        Text("actions", "Show that defect"),
        Text("actions", "Its frame, frozen and close; Esc goes back to the view before"),
    ),
    Gesture(Text("actions", "Wheel on the pictures of defects"), Text("actions", "Go through them")),
    Gesture(
        Text("actions", "Tab"),
        Text("actions", "From the picture to its buttons, defects, classes, table and map"),
        Text("actions", "Arrows, Home and End move inside; Enter shows the defect"),
    ),
    Gesture(Text("actions", "Click on a class"), Text("actions", "Show it alone, everywhere; again: show all")),
)

LIVE_PAGE = Page(LIVE, Text("actions", "Live"), icon="live", key="Alt+1", actions=LIVE_ACTIONS, gestures=LIVE_GESTURES)
