"""What people do to see better, on every page that shows frames of a source: light, turn, fit, zoom."""

from __future__ import annotations

from inspector.screens.actions import Action
from inspector.screens.pages import Gesture
from inspector.texts.translate import Text


def looking_actions(scope: str) -> tuple[Action, ...]:
    """For the page of this id; fit and 100 % are its own."""
    return (
        Action(
            f"{scope}.fit_product",
            scope,
            Text("actions", "Fit rail or strip"),
            ("Shift+F",),
            "fit-product",
            help=Text("actions", "What passes fills the picture, not what lies beside it"),
            is_for_operators=True,
        ),
        Action(
            f"{scope}.zoom_in",
            scope,
            Text("actions", "Zoom in"),
            ("Z", "Ctrl++", "Ctrl+="),
            repeats=True,
            is_for_operators=True,
        ),
        Action(
            f"{scope}.zoom_out",
            scope,
            Text("actions", "Zoom out"),
            ("Shift+Z", "Ctrl+-"),
            repeats=True,
            is_for_operators=True,
        ),
        Action(
            f"{scope}.turn",
            scope,
            Text("actions", "Turn picture"),
            ("R",),
            "turn",
            help=Text("actions", "A quarter to the right: a rail lies flat. Kept for each source"),
            is_for_operators=True,
        ),
        Action(f"{scope}.turn_back", scope, Text("actions", "Turn picture back"), ("Shift+R",), is_for_operators=True),
        Action(
            f"{scope}.auto_contrast",
            scope,
            Text("actions", "Automatic contrast"),
            ("A",),
            "contrast",
            help=Text("actions", "Brightness and contrast follow each picture; what is inspected stays as it is"),
            is_for_operators=True,
        ),
        Action(
            f"{scope}.local_contrast",
            scope,
            Text("actions", "Local contrast"),
            ("Shift+A",),
            help=Text("actions", "Fine structures in dark and in bright parts"),
            is_for_operators=True,
        ),
        Action(
            f"{scope}.brighter",
            scope,
            Text("actions", "Dark parts brighter"),
            ("G",),
            repeats=True,
            is_for_operators=True,
        ),
        Action(
            f"{scope}.darker",
            scope,
            Text("actions", "Dark parts darker"),
            ("Shift+G",),
            repeats=True,
            is_for_operators=True,
        ),
        Action(
            f"{scope}.as_captured",
            scope,
            Text("actions", "As captured"),
            ("N",),
            help=Text("actions", "Brightness and contrast as the camera delivers them; also a click on “View changed”"),
            is_for_operators=True,
        ),
        Action(
            f"{scope}.minimap",
            scope,
            Text("actions", "Overview"),
            ("Shift+M",),
            help=Text("actions", "Small picture of the whole frame while zoomed in; again: hidden"),
            is_for_operators=True,
        ),
    )


LOOKING_GESTURES = (
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
        Text("actions", "Its frame, close; Esc goes back to the view before"),
    ),
    Gesture(Text("actions", "Wheel on the pictures of defects"), Text("actions", "Go through them")),
    Gesture(
        Text("actions", "Tab"),
        Text("actions", "From the picture to its buttons, defects, classes, table and map"),
        Text("actions", "Arrows, Home and End move inside; Enter shows the defect"),
    ),
    Gesture(Text("actions", "Click on a class"), Text("actions", "Show it alone, everywhere; again: show all")),
)
