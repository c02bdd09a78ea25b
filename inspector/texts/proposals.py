"""What is said of a model's help while labelling: proposals, and where it contradicts the labels."""

from __future__ import annotations

from inspector.texts.translate import CountedText, Text

N_PROPOSALS = CountedText("proposals", "{n} proposals of {model}", "{n} proposal of {model}", 1)
NO_PROPOSALS = Text("proposals", "{model} proposes nothing here")
ALL_DECIDED = Text("proposals", "All proposals of {model} are decided")
ASKING = Text("proposals", "{model} looks at this frame …")
NO_MODEL = Text("proposals", "No model is loaded that could propose anything")
NO_MODEL_NEXT = Text("proposals", "Choose one on the page Live.")
TOO_LARGE = Text("proposals", "This frame is too large for the model to be asked while you paint")
TOO_LARGE_DETAIL = Text("proposals", "It has {n} megapixels, {limit} are possible. Cut it into parts.")
NOT_ASKED = Text("proposals", "{model} has no answer to this frame")
NOTHING_OPEN = Text("proposals", "Proposals are shown as soon as a frame is open")
READ_ONLY = Text("proposals", "They can only be looked at: so can the labels.")

SELECTED = Text("proposals", "{name}, {percent} % sure, {place} of {n}")
KEYS = Text("proposals", "{selected}. Enter accepts, Backspace rejects, Tab goes on")
TAG = Text("proposals", "{name} {percent} %")
NOTHING_TAG = Text("proposals", "the model sees nothing here")
MISSING = Text("proposals", "The labels do not have these classes of the model: {names}.")
ONE_STEP = Text("proposals", "proposal of {model}, {name}", "a step in the history")
STEP = CountedText("proposals", "{n} proposals of {model}", "{n} proposal of {model}", 1)
BACKGROUND_LOCKED = Text("proposals", "Background is locked: nothing was accepted. Unlock it first")

LIKELY_ERROR = Text("proposals", "Likely error {place} of {n}")
LIKELY_ERRORS = Text("proposals", "Likely label errors")
NO_ERRORS = Text("proposals", "{model} agrees with the labels of this frame")
# By kind of disagreement
ERRORS = {
    "missed": Text("proposals", "The model is {percent} % sure of {model_class} here; it is labelled as background"),
    "false": Text("proposals", "{label_class} is labelled here; the model sees nothing"),
    "other class": Text("proposals", "The model is {percent} % sure of {model_class} here; {label_class} is labelled"),
}
TAKEN_STEP = Text("proposals", "as {model} has it, {name}", "a step in the history")
