"""What can be done on the Models page, and the page itself."""

from __future__ import annotations

from inspector.screens.actions import Action
from inspector.screens.pages import Gesture, Page
from inspector.texts.translate import Text

MODELS = "models"

MODELS_ACTIONS = (
    Action("models.promote", MODELS, Text("actions", "Promote…"), ("Ctrl+P",), "accept",
           help=Text("actions", "The line inspects with the chosen model from then on")),
    Action("models.roll_back", MODELS, Text("actions", "Roll back…"), ("Ctrl+Shift+Z",), "undo",
           help=Text("actions", "The line inspects with the model before again")),
    Action("models.prove", MODELS, Text("actions", "Prove"), ("Ctrl+R", "F5"), "compare",
           help=Text("actions", "Hold the chosen model against another one on frames that neither has seen")),
    Action("models.variant", MODELS, Text("actions", "Smaller variant…"), ("Ctrl+M",), "down",
           help=Text("actions", "The chosen model in fewer bits, as a model of its own")),
    Action("models.shadow", MODELS, Text("actions", "Shadow"), ("Ctrl+D",), "show",
           help=Text("actions", "The chosen model looks at live frames beside the one in use; once more ends it")),
    Action("models.add", MODELS, Text("actions", "Add a model…"), ("Ctrl+O",), "add",
           help=Text("actions", "An ONNX file with its card, from the disk")),
    Action("models.import", MODELS, Text("actions", "Import…"), ("Ctrl+I",), "keep",
           help=Text("actions", "A model file that another PC exported, with its proof and history")),
    Action("models.export", MODELS, Text("actions", "Export…"), ("Ctrl+E",), "up",
           help=Text("actions", "The chosen model as one file, to be carried to another PC")),
    Action("models.cancel", MODELS, Text("actions", "Cancel"), ("Escape",), "stop",
           help=Text("actions", "End what is running")),
    Action("models.dismiss", MODELS, Text("actions", "Close message"), ("Ctrl+Backspace",)),
)  # fmt: skip

MODELS_PAGE = Page(
    MODELS,
    Text("actions", "Models"),
    icon="models",
    key="Alt+7",
    actions=MODELS_ACTIONS,
    gestures=(
        Gesture(Text("actions", "Drag the point on the curve"), Text("actions", "Look at another working point")),
        Gesture(Text("actions", "Double click on a frame"), Text("actions", "Show it large, or small again")),
    ),
)
