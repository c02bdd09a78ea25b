"""What the Annotate page says around its canvas: states, queues, saving, questions."""

from __future__ import annotations

from inspector.texts.translate import CountedText, Text

# States of a frame, by the words of its sheet
STATES = {
    "new": Text("annotate", "new"),
    "proposed": Text("annotate", "proposed"),
    "in work": Text("annotate", "in work"),
    "done": Text("annotate", "done"),
    "reviewed": Text("annotate", "reviewed"),
    "flagged": Text("annotate", "flagged"),
    "damaged": Text("annotate", "labels damaged"),
}

# Why a frame is in the list
WHY = {
    "remarked": Text("annotate", "somebody at the line said that something is wrong"),
    "disagrees": Text("annotate", "the model sees it otherwise"),
    "candidate": Text("annotate", "a candidate in shadow reports something else"),
    "uncertain": Text("annotate", "the model was not certain"),
    "rare": Text("annotate", "of a rare class"),
    "severe": Text("annotate", "a severe defect"),
    "every nth": Text("annotate", "its turn, whatever it shows"),
}
WHY_DETAIL = Text("annotate", "{why}: {detail}")

ORDERS = {
    "listed": Text("annotate", "as listed"),
    "complaint": Text("annotate", "said at the line"),
    "uncertainty": Text("annotate", "model not certain"),
    "rarity": Text("annotate", "rare classes"),
    "disagreement": Text("annotate", "likely label errors"),
}
ANY_STATE = Text("annotate", "any state")
ANY_CLASS = Text("annotate", "any class")

HIDDEN = Text("annotate", "hidden: {names}")

# Where frames come from
OF_LINE = Text("annotate", "Kept at the line")
OF_LABELS = Text("annotate", "All labelled frames")
NOT_OPEN = Text(
    "annotate", "No frames are open. Take those that were kept at the line, a folder of pictures, or a dataset."
)
NONE_KEPT = Text(
    "annotate",
    "The line has kept no whole frame yet. “That's wrong” on the page Live keeps some; so do the rules for evidence in "
    "the settings.",
)
NONE_LABELLED = Text("annotate", "Nothing is labelled yet.")
NO_PICTURES = Text("annotate", "There is no picture in “{name}”.")
CANNOT_OPEN = Text("annotate", "This frame cannot be opened.")
NONE_FITS = Text("annotate", "No frame fits the filter.")

# The list
PROGRESS = Text("annotate", "{done} of {n} done, {reviewed} reviewed")
SHOWN = Text("annotate", "{n} of {total} shown")
POSITION = Text("annotate", "{place} of {n}")
N_OF_CLASS = Text("annotate", "{n} {name}")
NOTHING_FOUND = Text("annotate", "no defect")
FOUND_AT_LINE = Text("annotate", "found: {names}")

# Many frames done by one press
FINISHING = Text("annotate", "Marking frames as done")
TAKING_BACK = Text("annotate", "Taking back what was marked as done")
STAY_OPEN = Text("annotate", "These stay open: {parts}.")
FIRST_OF_THEM = Text("annotate", "The first that was seen is “{name}”.")
LEFT_OPEN = {
    "not seen": Text("annotate", "{n} not looked at"),
    "changed": Text("annotate", "{n} changed since you looked at them"),
    "no labels": Text("annotate", "{n} without labels"),
    "open note": Text("annotate", "{n} with an open note"),
    "flagged": Text("annotate", "{n} flagged"),
    "unusable": Text("annotate", "{n} with labels that cannot be read"),
}
LAST_OPEN = Text("annotate", "No open frame follows in the list.")

# The open frame
SIZE = Text("annotate", "{width} × {height} px")
BITS = Text("annotate", "{n} bits")
SCALE = Text("annotate", "{across} × {along} mm per px")
BY = Text("annotate", "by {names}")
REVIEWED_BY = Text("annotate", "reviewed by {name}")
OPENING = Text("annotate", "Opening…")
OPENING_FRAME = Text("annotate", "Opening the frame")
INSTANCE = Text("annotate", "{name} · {n} px")
INSTANCE_MM = Text("annotate", "{name} · {n} px · {area} mm²")
IGNORED = Text("annotate", "not to be judged")
DRAWN_BY = {
    "person": Text("annotate", "{author}"),
    "model": Text("annotate", "model, taken by {author}"),
    "injection": Text("annotate", "injected"),
    "import": Text("annotate", "imported"),
}
MORE_INSTANCES = CountedText("annotate", "and {n} more", "and {n} more", 1)

POINTER = Text("annotate", "x {x} · y {y}")
GREY = Text("annotate", "grey {value}")
COLOUR = Text("annotate", "red {red}, green {green}, blue {blue}")
MM = Text("annotate", "{across} × {along} mm")

# Saving
SAVED = Text("annotate", "saved {time}")
NOTHING_TO_SAVE = Text("annotate", "nothing to save")
WAIT = CountedText("annotate", "{n} changes are being saved", "{n} change is being saved", 1)
WAIT_TROUBLE = CountedText("annotate", "{n} changes wait: {detail}", "{n} change waits: {detail}", 1)
LOOKED_AT = Text("annotate", "looked at only: {user} has the labels open")
LOOKED_AT_DISK = Text("annotate", "looked at only: {detail}")

# Questions
RECOVER = Text("annotate", "Changes were found that came after the last save")
RECOVER_TEXT = CountedText(
    "annotate",
    "The program ended while this frame was open. {n} changes since its mask was saved are in the journal, and are "
    "shown now.",
    "The program ended while this frame was open. {n} change since its mask was saved is in the journal, and is shown "
    "now.",
    1,
)
RECOVER_LOST = Text("annotate", "The last one was cut off, and is not there.")
RECOVER_CHOICES = {
    "recover": Text("annotate", "Recover"),
    "compare": Text("annotate", "Compare"),
    "saved": Text("annotate", "Open saved"),
}
FROM_BEFORE = Text(
    "annotate", "The newest mask of this frame is damaged; the one before it and the journal gave what is shown."
)
ASK_BITS = Text("annotate", "How many bits does this camera have?")
ASK_BITS_TEXT = Text(
    "annotate",
    "“{name}” holds 16-bit values up to {highest}, and does not say how many of the bits count. The answer holds for "
    "all frames of this list.",
)
OPEN_SAVED_STEP = Text("annotate", "back to what was saved")

# Classes
MERGE_STEP = Text("annotate", "{before} merged into {after}")
EDIT_RENAME = Text(
    "annotate",
    "“{before}” will be called “{after}”. Frames: {n_frames}, of them reviewed: {n_reviewed}. Instances: {n}.",
)
EDIT_MERGE = Text(
    "annotate",
    "“{before}” becomes part of “{after}”. Frames: {n_frames}, of them reviewed: {n_reviewed}. Instances: {n}. Each "
    "frame can undo it.",
)
EDIT_NONE = Text("annotate", "No labelled frame has the class “{before}”: it is only called otherwise.")
EDITING = Text("annotate", "Changing {before} to {after}")
EDIT_FAILED = Text("annotate", "The first that was not: “{frame}”: {detail}.")

# A version
MAKING = Text("annotate", "Making the version {name}")
NO_VERSION_MADE = Text("annotate", "First make a dataset version of the labels")
LOOKING_FOR_ERRORS = Text("annotate", "Comparing labels with the model")
DISAGREES = Text("annotate", "{kind}: {name}")
KINDS = {
    "missed": Text("annotate", "missed"),
    "false": Text("annotate", "labelled where the model sees nothing"),
    "other class": Text("annotate", "another class"),
}
