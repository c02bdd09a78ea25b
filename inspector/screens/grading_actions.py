"""What can be done on the Grading page, and the page itself."""

from __future__ import annotations

from inspector.screens.actions import Action
from inspector.screens.pages import Page
from inspector.texts.translate import Text

GRADING = "grading"

GRADING_ACTIONS = (
    Action("grading.new", GRADING, Text("actions", "New table"), ("Ctrl+N",), "snapshot",
           help=Text("actions", "Empty, or an example to be changed")),
    Action("grading.save", GRADING, Text("actions", "Save as new version…"), ("Ctrl+S",), "accept",
           help=Text("actions", "The versions before stay as they are")),
    Action("grading.use", GRADING, Text("actions", "Grade with this table"), ("Ctrl+G",), "grading",
           help=Text("actions", "Pieces that begin from now on; again: no longer")),
    Action("grading.replay", GRADING, Text("actions", "Replay"), ("Ctrl+R", "F5"), "again",
           help=Text("actions", "Judge stored pieces by this table: which verdicts would change?")),
    Action("grading.record", GRADING, Text("actions", "Record these verdicts"), (), "keep",
           help=Text("actions", "Of the pieces that would change; the verdicts before stay")),
    Action("grading.add_rule", GRADING, Text("actions", "Add a rule"), ("Ctrl+Return",), "add"),
    Action("grading.remove_rule", GRADING, Text("actions", "Remove the rule"), ("Ctrl+Del",), "remove"),
    Action("grading.rule_up", GRADING, Text("actions", "Rule up"), ("Alt+Up",), "up",
           help=Text("actions", "Of rules with one verdict, the first decides")),
    Action("grading.rule_down", GRADING, Text("actions", "Rule down"), ("Alt+Down",), "down"),
    Action("grading.undo", GRADING, Text("actions", "Undo"), ("Ctrl+Z",), "undo"),
    Action("grading.redo", GRADING, Text("actions", "Redo"), ("Ctrl+Shift+Z", "Ctrl+Y"), "redo"),
    Action("grading.cancel", GRADING, Text("actions", "Cancel"), ("Escape",), "stop",
           help=Text("actions", "End what is running")),
    Action("grading.dismiss", GRADING, Text("actions", "Close message"), ("Ctrl+Backspace",)),
)  # fmt: skip

GRADING_PAGE = Page(GRADING, Text("actions", "Grading"), icon="grading", key="Alt+5", actions=GRADING_ACTIONS)
