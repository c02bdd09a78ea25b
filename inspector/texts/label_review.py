"""What a review says: with what labels are compared, what differs, how far people agree."""

from __future__ import annotations

from inspector.texts.translate import Text

# With what labels are compared
SAVED = Text("label_review", "as saved before it was opened")
AS_LEFT = Text("label_review", "as {name} left it, {time}")
OF_VERSION = Text("label_review", "as the dataset has it")
OF_MODEL = Text("label_review", "as the model of today sees it")

LOOKS_ONLY = Text("label_review", "Nothing can be painted while the difference is shown. Alt+D or Esc ends it.")
COMPARING = Text("label_review", "Comparing…")
NOT_KNOWN = Text("label_review", "The history of this frame does not lead back so far any more.")
NOTHING_DIFFERS = Text("label_review", "Nothing differs.")

DIFFERENCES = {
    1: Text("label_review", "the same in both"),
    2: Text("label_review", "only in these labels: false?"),
    3: Text("label_review", "only in the other: missed?"),
    4: Text("label_review", "another class"),
}

# Agreement
ALL_CLASSES = Text("label_review", "all classes")
IOU = Text("label_review", "IoU {value}")
NO_IOU = Text("label_review", "in neither")
FACTS = Text("label_review", "met {first_met}/{n_first}, {second_met}/{n_second} · {first} / {second} px")
FACTS_TIP = Text(
    "label_review",
    "These labels / the other. IoU: pixels in both, of those in either. Met: instances that touch the class on the "
    "other side.",
)
