"""What can be done on every page."""

from __future__ import annotations

from inspector.screens.actions import WINDOW, Action
from inspector.texts.translate import Text

WINDOW_ACTIONS = (
    Action(
        "window.manual",
        WINDOW,
        Text("actions", "Manual"),
        ("F1",),
        "manual",
        help=Text("actions", "What it says of this page, with search and contents"),
        is_for_operators=True,
    ),
    Action(
        "window.keys",
        WINDOW,
        Text("actions", "Keys"),
        ("Shift+F1",),
        "keyboard",
        help=Text("actions", "Show or hide this list"),
        is_for_operators=True,
    ),
    Action(
        "window.change_keys",
        WINDOW,
        Text("actions", "Change keys…"),
        ("Ctrl+F1",),
        "keyboard",
        help=Text("actions", "Other keys for anything on this list, or those of another tool"),
    ),
    Action(
        "window.operator",
        WINDOW,
        Text("actions", "Operator's view"),
        ("F11",),
        "full-screen",
        help=Text("actions", "Few and large, on the whole screen; again: back"),
        is_for_operators=True,
    ),
    Action(
        "window.first_steps",
        WINDOW,
        Text("actions", "First steps…"),
        ("Ctrl+Shift+F1",),
        help=Text("actions", "What this PC can do, the workspace, the inspection at work"),
    ),
    Action(
        "window.make_workspace",
        WINDOW,
        Text("actions", "Make the workspace here"),
        help=Text("actions", "Where there is none yet: folders, settings, records"),
    ),
    Action("window.full_screen", WINDOW, Text("actions", "Full screen"), ("Shift+F11",), is_for_operators=True),
    Action(
        "window.lock",
        WINDOW,
        Text("actions", "Lock or unlock"),
        ("Ctrl+L",),
        "lock",
        help=Text("actions", "Locked, it starts, stops and looks; an engineer unlocks it with a PIN"),
        is_for_operators=True,
    ),
    # Whoever may stop may also quit: the PC must be able to be switched off.
    Action("window.quit", WINDOW, Text("actions", "Quit"), ("Ctrl+Q",), is_for_operators=True),
)
