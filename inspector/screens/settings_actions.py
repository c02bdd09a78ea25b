"""What can be done on the Settings page, and the page itself."""

from __future__ import annotations

from inspector.screens.actions import Action
from inspector.screens.pages import Page
from inspector.texts.translate import Text

SETTINGS = "settings"

SETTINGS_ACTIONS = (
    Action(
        "settings.search",
        SETTINGS,
        Text("actions", "Search settings"),
        ("Ctrl+F",),
        "search",
        help=Text("actions", "By name or by what it does"),
    ),
    Action(
        "settings.undo",
        SETTINGS,
        Text("actions", "Undo"),
        ("Ctrl+Z",),
        "undo",
        help=Text("actions", "Put back the setting that was changed last"),
    ),
)

SETTINGS_PAGE = Page(SETTINGS, Text("actions", "Settings"), icon="settings", key="Ctrl+,", actions=SETTINGS_ACTIONS)
