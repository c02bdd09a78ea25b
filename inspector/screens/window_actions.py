"""What can be done on every page."""

from __future__ import annotations

from inspector.screens.actions import WINDOW, Action
from inspector.texts.translate import Text

WINDOW_ACTIONS = (
    Action(
        "window.keys",
        WINDOW,
        Text("actions", "Keys"),
        ("F1",),
        "keyboard",
        help=Text("actions", "Show or hide this list"),
    ),
    Action(
        "window.operator",
        WINDOW,
        Text("actions", "Operator's view"),
        ("F11",),
        "full-screen",
        help=Text("actions", "Few and large, on the whole screen; again: back"),
    ),
    Action(
        "window.make_workspace",
        WINDOW,
        Text("actions", "Make the workspace here"),
        help=Text("actions", "Where there is none yet: folders, settings, records"),
    ),
    Action("window.full_screen", WINDOW, Text("actions", "Full screen"), ("Shift+F11",)),
    Action("window.quit", WINDOW, Text("actions", "Quit"), ("Ctrl+Q",)),
)
