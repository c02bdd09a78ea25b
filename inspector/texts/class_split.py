"""What is said while a class is split."""

from __future__ import annotations

from inspector.texts.translate import Text

LOOKING = Text("class_split", "Looking at all instances of {name}")
NONE = Text("class_split", "No labelled frame has an instance of “{name}”.")
CHOSEN = Text(
    "class_split",
    "“{name}” has {n_all} instances; {n} of them become another class. Frames: {n_frames}, of them reviewed: "
    "{n_reviewed}. Each frame can undo it.",
)
NO_CROPS = Text("class_split", "Without a picture: {n}.")
UNREAD = Text("class_split", "Frames that could not be read: {n}; the first is “{frame}”: {detail}.")
NAME_WRONG = Text("class_split", "That name cannot be used: {detail}.")
SAME_NAME = Text("class_split", "It is called so already.")
NO_NAME = Text("class_split", "Give the other class a name.")
TIP = Text("class_split", "{frame} · {values}")
STEP = Text("class_split", "{before} split: {after}")
SPLITTING = Text("class_split", "Splitting {before}")

MEASURES = {
    "": Text("class_split", "by hand"),
    "length": Text("class_split", "longest extent"),
    "area": Text("class_split", "area"),
    "elongation": Text("class_split", "longest by shortest extent"),
    "grey": Text("class_split", "mean grey"),
    "contrast": Text("class_split", "grey over the steel around it"),
    "across": Text("class_split", "distance from the left border"),
}
