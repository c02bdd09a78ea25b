"""What can be done on the Live page, and the page itself."""

from __future__ import annotations

from inspector.screens.actions import Action
from inspector.screens.pages import Page
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
        is_for_operators=True,
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
        is_for_operators=True,
    ),
    Action(
        "live.freeze",
        LIVE,
        Text("actions", "Freeze picture"),
        ("P",),
        "freeze",
        help=Text("actions", "The picture stands still; inspection goes on"),
        is_for_operators=True,
    ),
    Action(
        "live.keep_frame",
        LIVE,
        Text("actions", "Keep frame"),
        ("K",),
        "flag",
        help=Text("actions", "Keep the whole frame on the screen, to be annotated later"),
        is_for_operators=True,
    ),
    Action(
        "live.hide_overlay",
        LIVE,
        Text("actions", "Hide overlay"),
        ("H",),
        "hide",
        is_held=True,
        help=Text("actions", "Hidden while held"),
        is_for_operators=True,
    ),
    Action(
        "live.overlay_style",
        LIVE,
        Text("actions", "Fill, outline, both"),
        ("O",),
        "overlay",
        help=Text("actions", "Next overlay style"),
        is_for_operators=True,
    ),
    Action(
        "live.opacity_up", LIVE, Text("actions", "Overlay stronger"), ("+", "="), repeats=True, is_for_operators=True
    ),
    Action("live.opacity_down", LIVE, Text("actions", "Overlay weaker"), ("-",), repeats=True, is_for_operators=True),
    Action(
        "live.fit",
        LIVE,
        Text("actions", "Fit"),
        ("F",),
        "fit",
        help=Text("actions", "Whole frame in view"),
        is_for_operators=True,
    ),
    Action(
        "live.actual_size",
        LIVE,
        Text("actions", "100 %"),
        ("Ctrl+0",),
        "actual-size",
        help=Text("actions", "One frame pixel on one screen pixel"),
        is_for_operators=True,
    ),
    Action(
        "live.pan",
        LIVE,
        Text("actions", "Move picture"),
        ("Space",),
        is_held=True,
        help=Text("actions", "Hold and drag"),
        is_for_operators=True,
    ),
    Action(
        "live.next_defect",
        LIVE,
        Text("actions", "Next defect"),
        ("Right",),
        help=Text("actions", "Newer; freezes the picture"),
        repeats=True,
        is_for_operators=True,
    ),
    Action(
        "live.previous_defect",
        LIVE,
        Text("actions", "Previous defect"),
        ("Left",),
        help=Text("actions", "Older; freezes the picture"),
        repeats=True,
        is_for_operators=True,
    ),
    Action(
        "live.newest",
        LIVE,
        Text("actions", "Back to live"),
        ("Escape", "End"),
        "live",
        help=Text("actions", "Unfreeze and follow the strip"),
        is_for_operators=True,
    ),
    Action(
        "live.undo",
        LIVE,
        Text("actions", "Undo"),
        ("Ctrl+Z",),
        help=Text("actions", "The last change of a threshold or an area"),
    ),
    Action("live.redo", LIVE, Text("actions", "Redo"), ("Ctrl+Shift+Z", "Ctrl+Y")),
    Action("live.dismiss", LIVE, Text("actions", "Close message"), ("Ctrl+Backspace",), is_for_operators=True),
    *(
        Action(
            f"live.solo_{n}",
            LIVE,
            Text("actions", "Show class {number} alone"),
            (f"{n}",),
            help=Text("actions", "Again: show all"),
            family=SOLO,
            number=n,
            is_for_operators=True,
        )
        for n in range(1, 9)
    ),
)

LIVE_PAGE = Page(LIVE, Text("actions", "Live"), icon="live", key="Alt+1", actions=LIVE_ACTIONS, is_for_operators=True)
