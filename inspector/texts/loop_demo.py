"""What ``inspector demo --loop`` says in the window, part by part; a part may say two things one after the other."""

from __future__ import annotations

from inspector.texts.translate import Text

PLACE = Text("loop", "{k} of {n}")
NEXT = Text("loop", "Next (Space)")
WAIT = Text("loop", "One moment …")
CLOSE = Text("loop", "Close (Space)")

INSPECT = Text(
    "loop",
    "The line inspects strip that this program makes. A damaged roll presses a dark ring into it once a turn. The "
    "model in use does not know this kind: it passes it over, or takes it for something else.",
)
FLAG = Text(
    "loop",
    "The operator sees the rings and presses “Missed”. The frames just before and after are kept for the engineer, "
    "from {n} places on the strip.",
)
PAINT = Text(
    "loop",
    "The engineer labels what was kept: frame {k} of {n}. Rings are a new class, “roll mark”. Here the generator of "
    "the strip says what is where; at a plant, a person paints.",
)
FINISH = Text(
    "loop",
    "One press marks all frames as done that were looked at and hold labels. Frames without a defect stay open: each "
    "is said to be done by itself.",
)
LABELLED = Text("loop", "All {n} frames are labelled and done; the list at the right says so.")
VERSION = Text(
    "loop", "They become a dataset version, “{name}”. A version never changes: what learned from it can be told."
)
BALANCE = Text(
    "loop",
    "These frames are few. Balancing puts their defects into clean ones while the network learns; in the middle is a "
    "ring that it put there. “Use in training” is switched on.",
)
SET_UP = Text(
    "loop",
    "The training: it begins with the model in use, which also teaches what it knows. The dataset is looked through "
    "first; what was found is a warning, and the engineer starts all the same.",
)
TRAIN = Text(
    "loop",
    "It learns in a process of its own, behind the line. At a plant it goes on when the window is closed; this demo "
    "ends it. Look at the curves, or at any page.",
)
TRAIN_LIVE = Text("loop", "Meanwhile the line goes on: {n} frames were inspected since the training began.")
LEARNED = Text("loop", "The model is learned. It changes nothing yet.")
PROVE = Text("loop", "Now it proves itself: both models look at coils that nobody labelled and neither has seen.")
PROVED = Text(
    "loop",
    "The tabs hold the proof: what each finds, what each reports wrongly, and the gate. So few frames leave questions "
    "open; whoever promotes it answers for them by name.",
)
PROMOTE = Text(
    "loop", "The engineer promotes it. The line changes over between two frames; who, when and why is recorded."
)
FOUND = Text("loop", "The rings are found now: {n} so far, outlined and recorded like every other defect.")
ROLL_BACK = Text("loop", "And back: the model before is still in memory. Rolling back is recorded as well.")
OVER = Text(
    "loop", "That was the loop, in {minutes} min: seen, labelled, learned, proved, promoted, found, rolled back."
)
STUCK = Text("loop", "The demo cannot go on: {detail}.")
WAITED = Text("loop", "something did not happen within {seconds} s")
NO_STRIP = Text("loop", "the strip cannot be written: {detail}")
NOT_STARTED = Text("loop", "the training does not start; the page says why")
NO_MODEL = Text("loop", "the training ended without a model")
NO_PROOF = Text("loop", "the proof could not be made; the page says why")
CANNOT_NOW = Text("loop", "“{name}” cannot be done now: {why}")

BECAUSE = Text("loop", "finds the marks of the damaged roll")
BECAUSE_BACK = Text("loop", "to show that it can be")
ENGINEER = Text("loop", "engineer")
