"""What can be done on the Annotate page, and the page itself."""

from __future__ import annotations

from inspector.screens.frame_actions import FRAME_ACTIONS
from inspector.screens.pages import Page
from inspector.screens.painting_actions import ANNOTATE, CANVAS_KEYS, PAINTING_ACTIONS, PAINTING_GESTURES
from inspector.texts.translate import Text

ANNOTATE_PAGE = Page(
    ANNOTATE,
    Text("actions", "Annotate"),
    icon="annotate",
    key="Alt+3",
    actions=(*FRAME_ACTIONS, *PAINTING_ACTIONS),
    gestures=PAINTING_GESTURES,
    own_keys=CANVAS_KEYS,
)
