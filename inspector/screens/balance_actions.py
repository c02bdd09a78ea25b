"""What can be done on the Balance page, and the page itself."""

from __future__ import annotations

from inspector.screens.actions import Action
from inspector.screens.pages import Page
from inspector.texts.translate import Text

BALANCE = "balance"
CLASS = "balance.class"  # family: a class chosen by its number

BALANCE_ACTIONS = (
    Action(
        "balance.open",
        BALANCE,
        Text("actions", "Open dataset"),
        ("Ctrl+O",),
        "folder",
        help=Text("actions", "Read the chosen one"),
    ),
    Action(
        "balance.import",
        BALANCE,
        Text("actions", "Import data…"),
        ("Ctrl+I",),
        "add",
        help=Text("actions", "Annotated frames of another program, as a dataset"),
    ),
    Action(
        "balance.synthetic",
        BALANCE,
        Text("actions", "Make a synthetic one to try"),
        help=Text("actions", "A dataset of generated strip, with its annotations"),
    ),
    Action(
        "balance.next",
        BALANCE,
        Text("actions", "Next injection"),
        ("Right",),
        "next",
        help=Text("actions", "Another clean frame"),
    ),
    Action("balance.previous", BALANCE, Text("actions", "Previous injection"), ("Left",), "previous"),
    Action(
        "balance.again",
        BALANCE,
        Text("actions", "Draw again"),
        ("R",),
        "again",
        help=Text("actions", "Another defect on the same frame"),
    ),
    Action(
        "balance.before",
        BALANCE,
        Text("actions", "Show before"),
        ("B",),
        "before",
        is_held=True,
        help=Text("actions", "While held"),
    ),
    Action(
        "balance.wipe",
        BALANCE,
        Text("actions", "Before and after"),
        ("W",),
        "wipe",
        help=Text("actions", "A line to drag parts both"),
    ),
    Action(
        "balance.blink",
        BALANCE,
        Text("actions", "Blink"),
        ("K",),
        "blink",
        help=Text("actions", "Before and after by turns"),
    ),
    Action(
        "balance.outline",
        BALANCE,
        Text("actions", "Label outline"),
        ("O",),
        "overlay",
        help=Text("actions", "Show or hide it"),
    ),
    Action("balance.fit", BALANCE, Text("actions", "Fit"), ("F",), "fit", help=Text("actions", "Whole frame in view")),
    Action(
        "balance.accept",
        BALANCE,
        Text("actions", "Looks real"),
        ("A",),
        "accept",
        help=Text("actions", "Accept; the least realism of the class learns from it"),
    ),
    Action(
        "balance.reject",
        BALANCE,
        Text("actions", "Looks wrong"),
        ("X",),
        "reject",
        help=Text("actions", "Reject; the least realism of the class learns from it"),
    ),
    Action(
        "balance.exclude",
        BALANCE,
        Text("actions", "Exclude donor"),
        ("E",),
        "hide",
        help=Text("actions", "It gives nothing, or again does"),
    ),
    Action(
        "balance.favour",
        BALANCE,
        Text("actions", "Favourite donor"),
        ("V",),
        "favourite",
        help=Text("actions", "Drawn three times as often"),
    ),
    Action("balance.undo", BALANCE, Text("actions", "Undo"), ("Ctrl+Z",), "undo"),
    Action("balance.redo", BALANCE, Text("actions", "Redo"), ("Ctrl+Shift+Z", "Ctrl+Y"), "redo"),
    Action(
        "balance.compare",
        BALANCE,
        Text("actions", "Compare"),
        ("C",),
        "compare",
        help=Text("actions", "Keep these settings at the left and change a copy at the right; again: end"),
    ),
    Action(
        "balance.use_in_training",
        BALANCE,
        Text("actions", "Use in training"),
        ("Ctrl+U",),
        "training",
        help=Text("actions", "Trainings on this dataset inject while they run"),
    ),
    Action("balance.snapshot", BALANCE, Text("actions", "Make a snapshot…"), ("Ctrl+S",), "snapshot"),
    Action(
        "balance.contact_sheet",
        BALANCE,
        Text("actions", "Contact sheet…"),
        ("Ctrl+E",),
        "sheet",
        help=Text("actions", "A picture of many injections, before and after"),
    ),
    Action(
        "balance.cancel",
        BALANCE,
        Text("actions", "Cancel"),
        ("Escape",),
        "stop",
        help=Text("actions", "End what is running"),
    ),
    Action("balance.dismiss", BALANCE, Text("actions", "Close message"), ("Ctrl+Backspace",)),
    *(
        Action(
            f"balance.class_{n}",
            BALANCE,
            Text("actions", "Class {number}"),
            (f"{n}",),
            help=Text("actions", "Its injections and rules"),
            family=CLASS,
            number=n,
        )
        for n in range(1, 9)
    ),
)

BALANCE_PAGE = Page(BALANCE, Text("actions", "Balance"), icon="balance", key="Alt+4", actions=BALANCE_ACTIONS)
