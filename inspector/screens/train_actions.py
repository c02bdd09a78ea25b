"""What can be done on the Train page, and the page itself."""

from __future__ import annotations

from inspector.screens.actions import Action
from inspector.screens.pages import Gesture, Page
from inspector.texts.translate import Text

TRAIN = "train"

TRAIN_ACTIONS = (
    Action("train.new", TRAIN, Text("actions", "New training…"), ("Ctrl+N",), "add",
           help=Text("actions", "Choose data, network and time")),
    Action("train.start", TRAIN, Text("actions", "Check and start"), ("Ctrl+Return",), "start",
           help=Text("actions", "The dataset is looked through first; what speaks against it is told")),
    Action("train.back", TRAIN, Text("actions", "Back to the runs"), ("Ctrl+Left",), "previous"),
    Action("train.pause", TRAIN, Text("actions", "Pause"), ("P",), "freeze",
           help=Text("actions", "The run waits in memory where it stands")),
    Action("train.resume", TRAIN, Text("actions", "Go on"), ("R",), "start",
           help=Text("actions", "A paused run, or one that was stopped, failed or cut off, from its last checkpoint")),
    Action("train.keep", TRAIN, Text("actions", "Stop and keep"), ("K",), "keep",
           help=Text("actions", "What was learned so far is scored and becomes a model")),
    Action("train.stop", TRAIN, Text("actions", "Stop"), ("S",), "stop",
           help=Text("actions", "The run ends with a checkpoint, and can go on from there")),
    Action("train.cancel", TRAIN, Text("actions", "Throw away"), ("Shift+Del",), "remove",
           help=Text("actions", "The run ends, and what was learned is gone; asks for a second press")),
    Action("train.again", TRAIN, Text("actions", "Set up again…"), ("Ctrl+D",), "again",
           help=Text("actions", "A new run with the wishes of this one, to be changed")),
    Action("train.add_to_models", TRAIN, Text("actions", "Add to models"), ("Ctrl+M",), "model",
           help=Text("actions", "The model of this run then waits on the Models page")),
    Action("train.prove", TRAIN, Text("actions", "Prove"), ("Ctrl+R", "F5"), "compare",
           help=Text("actions", "Adds the model of this run and holds it against the one in use, on the Models page")),
    Action("train.next", TRAIN, Text("actions", "Next run"), ("Down",), "down"),
    Action("train.previous", TRAIN, Text("actions", "Previous run"), ("Up",), "up"),
    Action("train.compare", TRAIN, Text("actions", "Compare with…"), ("C",), "compare",
           help=Text("actions", "The next run that is chosen stands beside this one; again: end")),
    Action("train.fit", TRAIN, Text("actions", "Whole curves"), ("F",), "fit"),
    Action("train.import", TRAIN, Text("actions", "Import data…"), ("Ctrl+I",), "folder",
           help=Text("actions", "Annotated frames of another program, as a dataset")),
    Action("train.synthetic", TRAIN, Text("actions", "Make a synthetic one to try"),
           help=Text("actions", "A dataset of generated strip, with its annotations")),
    Action("train.split", TRAIN, Text("actions", "Split a dataset…"), ("Ctrl+T",), "wipe",
           help=Text("actions", "Whole groups over train, val and test, as a new version")),
    Action("train.end_work", TRAIN, Text("actions", "Cancel"), ("Escape",), "stop",
           help=Text("actions", "End the import, the split or the look at a dataset; no training")),
    Action("train.dismiss", TRAIN, Text("actions", "Close message"), ("Ctrl+Backspace",)),
)  # fmt: skip

TRAIN_PAGE = Page(
    TRAIN,
    Text("actions", "Train"),
    icon="training",
    key="Alt+6",
    actions=TRAIN_ACTIONS,
    gestures=(
        Gesture(Text("actions", "Wheel on a curve"), Text("actions", "Zoom along the steps")),
        Gesture(Text("actions", "Drag a curve"), Text("actions", "Move along the steps")),
        Gesture(Text("actions", "Click on a frame"), Text("actions", "Show it large")),
    ),
)
