"""What the Models page shows beside its messages and actions; a proof's own sentences stand in ``proof.py``.

Tables of texts go by the values of the enums that they name.
"""

from __future__ import annotations

from inspector.texts.translate import CountedText, Text

# The list
MARK_ACTIVE = Text("models", "in use")
MARK_BROKEN = Text("models", "cannot be used")
SHIPPED = Text("models", "comes with the program")
OF_RUN = Text("models", "run {run}")
VARIANT_OF = Text("models", "{kind} of {model}")
FROM_DISK = Text("models", "added as a file")
PROMOTED_BY = Text("models", "promoted {at} by {by}")
NEVER_PROMOTED = Text("models", "never promoted")

# The headline: which model inspects
INSPECTS = Text("models", "{model} is in use")
NOTHING_IN_USE = Text("models", "No model is in use")
STILL_IN_USE = Text("models", "{model} is in use until this program ends; no model is ready for its next start")
ON_TRIAL = Text("models", "{model} is on trial; the promoted model is {promoted}")
SINCE = Text("models", "promoted {at} by {by}: {because}")
BACK_SINCE = Text("models", "rolled back to {at} by {by}: {because}")
BY_DEFAULT = Text("models", "comes with the program; nothing was promoted here yet")
IS_IN_USE = Text("models", "in use since {at}")
IS_DEFAULT = Text("models", "in use, as nothing was promoted yet")
WAS_PROMOTED = Text("models", "was promoted last {at} by {by}")
IS_CANDIDATE = Text("models", "a candidate: never promoted here")

# Why something cannot be done
NO_WORKSPACE = Text("models", "There is no workspace yet")
NO_MODEL_CHOSEN = Text("models", "Choose a model in the list first")
CANNOT_BE_USED = Text("models", "This file cannot be used")
ALREADY_ACTIVE = Text("models", "It is in use already")
NOTHING_BEFORE = Text("models", "Nothing was promoted here before which another model was in use")
WHEN_ENDED = Text("models", "When what is running has ended, or was cancelled")
NO_DATASET = Text("models", "There is no dataset version yet: import one on the Balance page")
NO_SPLIT = Text("models", "This dataset version has no frames for val or test: split it first")
AGAINST_ITSELF = Text("models", "It is the model in use: choose another one to hold it against")

# The proof
NOT_PROVED = Text("models", "Not proved yet. Choose held-out frames and press Prove.")
PROOF_UNREADABLE = Text("models", "Its proof cannot be read: {reason}")
PROVING = Text("models", "Proving {model} against {active}")
PROOF_ABOUT = CountedText(
    "models", "{data}, {split}: {frames} frames in {n} groups · against {active} · {at} by {by}",
    "{data}, {split}: {frames} frames in {n} group · against {active} · {at} by {by}", 1,
)  # fmt: skip
PROOF_ABOUT_UNGROUPED = CountedText(
    "models", "{data}, {split}: {n} frames, each taken for a group · against {active} · {at} by {by}",
    "{data}, {split}: {n} frame, taken for a group · against {active} · {at} by {by}", 1,
)  # fmt: skip
GATE_PASSED = CountedText(
    "models", "The gate is passed: {n} checks, none failed.", "The gate is passed: {n} check, none failed.", 1
)
GATE_PASSED_BUT = CountedText(
    "models", "The gate is passed; {n} checks could not be made.", "The gate is passed; {n} check could not be made.", 1
)
GATE_FAILED = CountedText("models", "{n} checks failed.", "{n} check failed.", 1)
GATE_EMPTY = Text("models", "The gate is not passed: of no class was it shown that as much is found.")
CHECK_STATES = {
    "passed": Text("models", "passed"),
    "failed": Text("models", "failed"),
    "not-checked": Text("models", "not checked"),
}
TENDENCIES = {
    "better": Text("models", "better"),
    "worse": Text("models", "worse"),
    "open": Text("models", "no difference can be told"),
    "too-few": Text("models", "too few groups to say"),
}
ALL_CLASSES = Text("models", "all classes")
POINTS = Text("models", "{difference} points", "percentage points of a difference: +6 ± 3")
TOO_FEW = Text("models", "too few to say")
ONLY_ONE = Text("models", "Only {model} knows: {names}.")
NON_DEFECTS = Text("models", "Not counted as defects: {names}.")
DEFECT_OR_NOT = Text("models", "Compared as defect or none: the classes of data and models differ.")
CLASSES_RULE = Text(
    "models",
    "Counted at the models' own thresholds: a defect is found where a tenth of it is reported, as whatever class; a "
    "region is a false alarm where less than a tenth of it lies on defects.",
)

# The working point
POINT_RULE = Text(
    "models",
    "Counted at every score, without the models' own thresholds and with all classes as one: figures may differ from "
    "those by class, which the squares show.",
)
ALARMS_PER_KM = Text("models", "false alarms per km")
ALARMS_PER_1000 = Text("models", "false alarms per 1,000 frames")
POINT_PER_KM = Text(
    "models", "At a score of {score} it finds {found} of {total} defects, {alarms} false alarms per km."
)
POINT_PER_1000 = Text(
    "models", "At a score of {score} it finds {found} of {total} defects, {alarms} false alarms per 1,000 frames."
)
ACTIVE_AT_SAME = Text("models", "At no more false alarms {model} finds {found} of {total}.")
ACTIVE_NEVER = Text("models", "{model} has more false alarms at every score.")
COSTS_PER_KM = Text("models", "It costs {cost} per km here.")
COSTS_PER_1000 = Text("models", "It costs {cost} per 1,000 frames here.")
CHEAPEST_PER_KM = Text("models", "Cheapest at a score of {score}: {cost} per km.")
CHEAPEST_PER_1000 = Text("models", "Cheapest at a score of {score}: {cost} per 1,000 frames.")
IS_CHEAPEST = Text("models", "No other score costs less.")

# Frames
FRAME_SIDES = (Text("models", "frame"), Text("models", "annotated"))  # then the titles of the two models
PAIR = Text("models", "{active} → {candidate}")
READING_FRAME = Text("models", "reading…")
WORST_FRAMES = Text("models", "Where the candidate is worst, the worst first. Double click or Enter shows one large.")
NO_WORST_FRAMES = Text("models", "No frame shows a defect or a false alarm.")
WORST_CAPTION = Text("models", "{active}: {of_active} · {candidate}: {of_candidate}")
FRAME_SCORE = Text("models", "{missed} of {defects} missed, {false} false, IoU {iou}")
CELL_FRAMES = CountedText(
    "models", "{annotated}, called {predicted}: {n} frames, those with most pixels first.",
    "{annotated}, called {predicted}: {n} frame.", 1,
)  # fmt: skip
CELL_RIGHT = Text("models", "{name} that is called so: nothing to be looked at.")
CELL_EMPTY = Text("models", "No frame: {annotated} is never called {predicted}.")
CELL_CAPTION = CountedText("models", "{n} pixels", "{n} pixel", 1)
DATASET_GONE = Text("models", "The dataset version of this proof is not in the workspace any more")
MODEL_GONE = Text("models", "{model} is not among the models any more")
FRAME_GONE = Text("models", "This frame is not in the dataset version")

# The card
WHERE_FROM = Text("models", "Where it comes from")
WHAT_IT_KNOWS = Text("models", "What it knows")
HOW_GOOD = Text("models", "How good it was found to be")
WHO_PROMOTED = Text("models", "Where it was in use")
TERMS = Text("models", "Terms")
FILE = Text("models", "file")
CONTENT = Text("models", "content (sha256)")
NETWORK = Text("models", "network")
RUN = Text("models", "training run")
RUN_AT = Text("models", "{run}, {at}")
DATASETS = Text("models", "dataset versions")
DATA_ID = Text("models", "data")
RECIPE = Text("models", "recipe")
RECIPE_STEPS = Text("models", "{recipe}, {steps} steps")
SEED = Text("models", "seed")
BEGUN_WITH = Text("models", "began with")
CODE_VERSION = Text("models", "code version")
COMMAND = Text("models", "command")
IMPORTED_FROM = Text("models", "imported from")
VARIANTS = Text("models", "variants")
MADE_FROM = Text("models", "made from")
MADE_FROM_MODEL = Text("models", "{model} ({sha256})")
ARITHMETIC = Text("models", "arithmetic")
MADE_BY = Text("models", "made by")
CALIBRATED_ON = Text("models", "ranges of values by")
CALIBRATION = CountedText("models", "{n} training frames of {data}", "{n} training frame of {data}", 1)
SCORES_OF_PARENT = Text("models", "none of its own; its proof holds it against {model}")
CLASSES = Text("models", "classes")
CLASS_LIMITS = Text("models", "from score {score} and {area}")
NO_DEFECT = Text("models", "told apart, no defect")
INPUT = Text("models", "input")
INPUT_GREY = Text("models", "grey, tiles up to {side}")
INPUT_COLOUR = Text("models", "colour, tiles up to {side}")
BITS = Text("models", "bits of its frames")
SCORE_INTERVAL = Text("models", "{value} ({low} to {high}), {data}")
SCORE_ALONE = Text("models", "{value}, {data}")
SCORES = Text("models", "scores")
NO_SCORES = Text("models", "none on its card")
LICENCE = Text("models", "licence")
DATA_TERMS = Text("models", "terms of its data")
NOTES = Text("models", "notes")
NOT_STATED = Text("models", "not stated")
DEMONSTRATION = Text("models", "demonstration")
IS_DEMONSTRATION = Text("models", "no plant should rely on it: it was not trained on a plant's own steel")
LINES = Text("models", "lines")
RUN_PROBLEM = Text("models", "what its run was")

# The shadow
SHADOW_OPENING = Text("models", "Opening {model} for its shadow")
SHADOW_WAITS = Text("models", "{model} in shadow beside {active}: no frame was compared yet")
SHADOW_RUNS = Text(
    "models", "{model} in shadow beside {active}: compared {compared} of {live} frames, agreed on {percent}"
)
SHADOW_ONLY_CANDIDATE = Text("models", "{n} only in the candidate", "regions of a class: scratch: 4 only in …")
SHADOW_ONLY_ACTIVE = Text("models", "{n} only in use", "regions of a class that only the model in use reports")
SHADOW_NEW_CLASS = Text("models", "{name}, which only the candidate knows: {n}")
SHADOW_OLD_CLASS = Text("models", "{name}, which only the model in use knows: {n}")
SHADOW_KEPT = CountedText("models", "{n} frames kept to be labelled", "{n} frame kept to be labelled", 1)
SHADOW_PASSED_OVER = CountedText(
    "models", "{n} turns passed over, as there was no time", "{n} turn passed over, as there was no time", 1
)

# Changes of the model in use
PROMOTE_TITLE = Text("models", "Promote {model}")
ROLL_BACK_TITLE = Text("models", "Roll back to {model}")
HAPPENS_RUNNING = Text(
    "models", "The line runs: {model} inspects from the next frame on. {before} stays ready for the way back."
)
HAPPENS_IDLE = Text(
    "models", "Nothing is being inspected: {model} inspects from the next start on, on every program of this workspace."
)
BACK_RUNNING = Text("models", "The line runs: {model} inspects again from the next frame on, in place of {before}.")
BACK_IDLE = Text("models", "{model} inspects again from the next start on, in place of {before}.")
NO_PROOF = Text("models", "It was not proved against the model in use.")
FAILED_FIRST = Text("models", "This speaks against it. Your name and reason are recorded with it:")
PROMOTE = Text("models", "Promote")
PROMOTE_ANYWAY = Text("models", "Promote all the same")
ROLL_BACK = Text("models", "Roll back")
PRESS_AGAIN = Text("models", "Press again: {action}")
SIGNED_IN = Text("models", "{name} is signed in, and stands for it.")
CHANGING = Text("models", "Opening {model}")

# History
KINDS = {
    "promoted": Text("models", "promoted"),
    "rolled-back": Text("models", "rolled back"),
    "rolled-back-by-rule": Text("models", "rolled back by rule"),
}
OVERRIDDEN = Text("models", "{kind}, gate overridden")
OVERRODE = Text("models", "{because} (against: {checks})")
NO_HISTORY = Text("models", "Nothing was promoted here yet.")
AUDIT_WHOLE = CountedText("models", "The audit chain is whole: {n} entries.", "The audit chain is whole: {n} entry.", 1)
AUDIT_MENDED = CountedText(
    "models", "{n} lines were cut by a loss of power, and are known as such.",
    "{n} line was cut by a loss of power, and is known as such.", 1,
)  # fmt: skip
AUDIT_BROKEN = Text("models", "The audit chain is broken. {how} “inspector audit verify” tells more.")
AUDIT_UNREADABLE = Text("models", "The audit chain cannot be read: {reason}")

# A variant in smaller arithmetic
VARIANT_TITLE = Text("models", "A smaller variant of {model}")
VARIANT_WHAT = Text(
    "models", "The same network in fewer bits, as a model of its own. {model} stays as it is, and so does the line."
)
ARITHMETICS = {
    "fp16": Text("models", "16-bit floats (fp16)"),
    "int8": Text("models", "8-bit whole numbers (int8)"),
}
IN_FEWER_BITS = {
    "fp16": Text(
        "models",
        "Half the file. On a processor it is no faster, often slower: 16-bit floats are computed there as 32-bit ones, "
        "and converted back and forth. It pays on a GPU.",
    ),
    "int8": Text(
        "models",
        "A quarter to a half of the file, and faster on processors that multiply 8-bit numbers, for networks that ONNX "
        "Runtime runs: OpenVINO is not used for them. Scores move a little.",
    ),
}
ON_GPU = Text("models", "The model in use runs on {device}.")
ON_PROCESSOR = Text("models", "The model in use runs on {device}, so 16 bits gain nothing here.")
CALIBRATES = Text(
    "models", "The training frames of this dataset show in which ranges values lie; val and test are never looked at."
)
CHOOSE_CALIBRATION = Text("models", "Choose the dataset whose training frames show the ranges of values")
NO_CALIBRATION = Text("models", "There is no dataset version whose training frames could show the ranges of values")
IS_VARIANT = Text("models", "It is a variant itself: choose {model}, from which it was made")
NEEDS_TRAINING = Text("models", "Variants need the training part of the program, which is not installed")

# Names of long work
MAKING_VARIANT = Text("models", "Making {kind} of {model}")
ADDING = Text("models", "Adding {name}")
EXPORTING = Text("models", "Exporting {name}")
IMPORTING = Text("models", "Importing {name}")
