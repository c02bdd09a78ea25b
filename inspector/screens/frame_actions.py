"""What people do with frames on the Annotate page: open lists, go from one to the next, say how far one is.

States by key: Ctrl+Enter done, Ctrl+Shift+Enter reviewed, Shift+F flagged; each goes on to the next open frame, but for
the flag. Enter alone is the canvas's own.
"""

from __future__ import annotations

from inspector.screens.actions import Action
from inspector.screens.painting_actions import ANNOTATE
from inspector.texts.translate import Text

FRAME_ACTIONS = (
    Action("annotate.of_line", ANNOTATE, Text("actions", "Frames kept at the line"), ("Ctrl+K",), "evidence",
           help=Text("actions", "“That's wrong”, uncertain, rare, every n-th: what somebody should look at")),
    Action("annotate.of_folder", ANNOTATE, Text("actions", "Folder of pictures…"), ("Ctrl+O",), "folder",
           help=Text("actions", "Nothing is copied; labels stay in the workspace")),
    Action("annotate.of_dataset", ANNOTATE, Text("actions", "Dataset…"), ("Ctrl+D",), "dataset",
           help=Text("actions", "A version's frames with the masks that it has")),
    Action("annotate.of_labels", ANNOTATE, Text("actions", "All labelled frames"), ("Ctrl+Shift+K",), "labels"),
    Action("annotate.next_open", ANNOTATE, Text("actions", "Next open frame"), ("Shift+D",), "next",
           help=Text("actions", "Passes over frames that are done or reviewed")),
    Action("annotate.previous_open", ANNOTATE, Text("actions", "Previous open frame"), ("Shift+A",), "previous"),
    Action("annotate.next_frame", ANNOTATE, Text("actions", "Next frame"), ("D", "PgDown"), repeats=True),
    Action("annotate.previous_frame", ANNOTATE, Text("actions", "Previous frame"), ("A", "PgUp"), repeats=True),
    Action("annotate.done", ANNOTATE, Text("actions", "Done"), ("Ctrl+Return", "Ctrl+Enter"), "accept",
           help=Text("actions", "All of this frame is labelled; on to the next open one")),
    Action("annotate.review", ANNOTATE, Text("actions", "Reviewed"), ("Ctrl+Shift+Return", "Ctrl+Shift+Enter"),
           "review",
           help=Text("actions", "A second person found it right; on to the next open one")),
    Action("annotate.flag", ANNOTATE, Text("actions", "Flag"), ("Shift+F",), "flag",
           help=Text("actions", "Somebody should talk about it; again: no longer")),
    Action("annotate.note", ANNOTATE, Text("actions", "Pin a note…"), ("M",), "note",
           help=Text("actions", "Where the mouse or the arrows point; else in the middle of what is in view")),
    Action("annotate.compare", ANNOTATE, Text("actions", "Blink"), ("S",), is_held=True,
           help=Text("actions", "While held: the labels as they were saved last, or what the difference is shown to")),
    Action("annotate.difference", ANNOTATE, Text("actions", "Difference"), ("Alt+D",), "compare",
           help=Text("actions", "The labels beside those of somebody before, of the dataset or of the model")),
    Action("annotate.propose", ANNOTATE, Text("actions", "What the model proposes"), ("Shift+P",), "model",
           help=Text("actions", "Striped, and no label before you accept it; again: hidden")),
    Action("annotate.accept_all", ANNOTATE, Text("actions", "Accept all proposals"), ("Alt+Return", "Alt+Enter")),
    Action("annotate.reject_all", ANNOTATE, Text("actions", "Reject all proposals"), ("Alt+Backspace",)),
    Action("annotate.find", ANNOTATE, Text("actions", "Find a frame"), ("Ctrl+F",), "search"),
    Action("annotate.errors", ANNOTATE, Text("actions", "Likely label errors"), (), "label-errors",
           help=Text("actions", "Ask the model of today about all labelled frames of the list")),
    Action("annotate.next_error", ANNOTATE, Text("actions", "Next likely error"), ("F8",), "next",
           help=Text("actions", "Where in this frame the model contradicts the labels")),
    Action("annotate.previous_error", ANNOTATE, Text("actions", "Previous likely error"), ("Shift+F8",), "previous"),
    Action("annotate.take_error", ANNOTATE, Text("actions", "As the model has it"), ("Ctrl+F8",),
           help=Text("actions", "Label the likely error that is shown as the model does: a step that can be undone")),
    Action("annotate.author", ANNOTATE, Text("actions", "Your name…"), (), "person",
           help=Text("actions", "Who draws; a review needs another")),
    Action("annotate.add_class", ANNOTATE, Text("actions", "New class…"), ("Ctrl+Shift+N",), "add"),
    Action("annotate.edit_class", ANNOTATE, Text("actions", "Rename or merge the class…"), (), "edit",
           help=Text("actions", "Over all labelled frames; how many it concerns is said first")),
    Action("annotate.split_class", ANNOTATE, Text("actions", "Split the class…"), (), "tool-relabel",
           help=Text("actions", "Some of its instances, by size, grey, place or by hand, become another class")),
    Action("annotate.guide", ANNOTATE, Text("actions", "What the class means"), ("Shift+G",), "sheet",
           help=Text("actions", "Definition and examples of the class in hand, beside the picture")),
    Action("annotate.example", ANNOTATE, Text("actions", "An example of its class"), ("Alt+E",),
           help=Text("actions", "The instance under the mouse goes beside the definition of its class")),
    Action("annotate.counter_example", ANNOTATE, Text("actions", "No example of the class"), ("Alt+Shift+E",),
           help=Text("actions", "The place under the mouse shows what does not count as the class in hand")),
    Action("annotate.class_looks", ANNOTATE, Text("actions", "Colours and hatches of the classes"), (), "settings",
           help=Text("actions", "On the Settings page, with who hardly tells two of them apart")),
    Action("annotate.statistics", ANNOTATE, Text("actions", "Statistics and agreement…"), ("Ctrl+I",), "report",
           help=Text("actions", "Of all labels: frames, classes, sizes, people")),
    Action("annotate.make_version", ANNOTATE, Text("actions", "Make a dataset version…"), ("Ctrl+Shift+V",), "snapshot",
           help=Text("actions", "Of what is reviewed; versions before stay as they are")),
    Action("annotate.cancel", ANNOTATE, Text("actions", "Cancel"), ("Ctrl+.",), "stop",
           help=Text("actions", "End what is running")),
    Action("annotate.dismiss", ANNOTATE, Text("actions", "Close message"), ("Ctrl+Backspace",)),
)  # fmt: skip
