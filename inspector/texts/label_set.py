"""What is said of all labels together: statistics, agreement."""

from __future__ import annotations

from inspector.texts.translate import CountedText, Text

N_FRAMES = CountedText("label_set", "{n} frames have labels", "{n} frame has labels", 1)
N_EMPTY = CountedText("label_set", "{n} are finished without a defect", "{n} is finished without a defect", 1)
N_DAMAGED = CountedText(
    "label_set", "{n} cannot be read and are not counted", "{n} cannot be read and is not counted", 1
)
NO_LABELS = Text("label_set", "Nothing is labelled yet.")
READING = Text("label_set", "Counting…")
CLASS_FACTS = Text("label_set", "instances: {n} · frames: {frames} · px: {pixels}")
SIZES = Text("label_set", "median {median} {unit}, largest {largest} {unit}")
BAR = Text("label_set", "{low}–{high}")
AXIS = Text("label_set", "Instances by the longer side of their box, in {unit}")
PERSON = Text("label_set", "frames: {frames} · instances: {instances}")
PERSON_REVIEWED = Text("label_set", "reviewed {n}")

# Agreement
COMPUTING = Text("label_set", "Comparing reviews")
NOT_COMPUTED = CountedText(
    "label_set",
    "{n} frames were finished by one person after another. How much the second changed has not been computed yet.",
    "{n} frame was finished by one person after another. How much the second changed has not been computed yet.",
    1,
)
NO_PAIRS = Text(
    "label_set",
    "No frame was finished by two people yet: mark one as done, let somebody else mark it as done or reviewed.",
)
COMPUTED = CountedText(
    "label_set",
    "{n} handovers from one person to the next. The second saw what the first had drawn: this tells what a review "
    "changes, not how two people would label blindly.",
    "{n} handover from one person to the next. The second saw what the first had drawn: this tells what a review "
    "changes, not how two people would label blindly.",
    1,
)
UNKNOWN = CountedText(
    "label_set",
    "Of {n} frames the history does not lead back to the first person any more.",
    "Of {n} frame the history does not lead back to the first person any more.",
    1,
)
FAILED = Text("label_set", "Not read: {n}; the first is “{frame}”: {detail}.")
PEOPLE = Text("label_set", "{first} ► {second}")
