"""What the Live page shows beside its messages and actions."""

from __future__ import annotations

from inspector.texts.translate import CountedText, Text

# Over a picture that stands still
FROZEN = Text("live", "FROZEN")
FROZEN_SINCE = CountedText("live", "FROZEN · {n} new defects", "FROZEN · {n} new defect", 1)

# Where there is no picture
NO_FRAMES_YET = Text("live", "No frames yet. Open a folder, a video or a camera, or try the demo strip.")
NO_FRAMES_FOR_OPERATORS = Text("live", "No frames yet: no source is open. Ask an engineer to open one.")
PIECE_WAITS = Text(
    "live", "{piece} begins with the next source. Open a folder, a video or a camera, or try the demo strip."
)
PIECE_WAITS_FOR_OPERATORS = Text("live", "{piece} begins with the next source. Ask an engineer to open one.")
WAITING_FOR_FRAME = Text("live", "Waiting for the first frame of {piece}")
NO_FRAME_INSPECTED = Text("live", "No frame of {piece} was inspected")

# The headline
OPENING_MODEL_AND_RECORDS = Text("live", "Opening model and records for {source} …")
NOTHING_YET = Text("live", "Nothing to inspect yet")
READY = Text("live", "Ready: {source}")
OPENING = Text("live", "Opening {source} …")
OPENING_NEXT = Text("live", "Inspecting; opening {source} …")
INSPECTING = Text("live", "Inspecting")
STOPPING = Text("live", "Stopping …")
ENDED = CountedText("live", "Ended: {n} inspected", "Ended: {n} inspected", 1)
ENDED_WITH_MISSES = CountedText(
    "live", "Ended: {n} of {n_frames} inspected, {n_not} not", "Ended: {n} of {n_frames} inspected, {n_not} not", 1
)
LOADING_MODEL = Text("live", "Loading model {model} …")
OF_WORKSPACE = Text("live", "of this workspace", "the model that is loaded: the promoted one")
TRYING_MODEL = Text("live", "Trying model {model}: new to this PC, up to some minutes …")
RESULTS_OF = Text("live", "results of {made_by}; next: {model}")
THEN = Text("live", "{models}, then {model}", "models that inspected one piece after the other")
EXAMPLE_TABLE = Text("live", "severities: example table {version}")
OWN_TABLE = Text("live", "severities: table {version}")
FAILED = Text("live", "Nothing is being inspected")
DEMO_STRIP = Text("live", "demo strip")

# What a second press does
INSPECTS_AGAIN = Text("live", "Inspects {source} again, from its beginning")
STOP_ENDS = Text("live", "Stop ends {piece} at {position}")
DEMO_ENDS = Text("live", "The demo strip ends {piece} at {position}")
SOURCE_ENDS = Text("live", "{source} ends {piece} at {position}")
SAME_SOURCE_ENDS = Text("live", "{source} is closed and opened again: ends {piece} at {position}")
MODEL_CHANGES = Text("live", "Another model inspects {piece} from {position} on")
QUIT_ENDS = Text("live", "Quitting ends {piece} at {position}")
RECORDS_WAIT = CountedText(
    "live",
    "{n} records wait for the disk; then the window closes.",
    "{n} record waits for the disk; then the window closes.",
    1,
)
WAIT = Text("live", "Wait")
LOSE = CountedText("live", "Quit and lose {n} records", "Quit and lose {n} record", 1)
LOSE_AGAIN = CountedText("live", "Press again: lose {n} records", "Press again: lose {n} record", 1)
ITS_BEGINNING = Text("live", "its beginning")
PRESS_AGAIN = Text("live", "Press again within {limit}")

# Figures
IN = Text("live", "in", "frames per second that come in")
INSPECTED = Text("live", "inspected")
AGE = Text("live", "age", "of the frame on the screen")

# Lamps and their causes
SOURCE = Text("live", "source")
RECORDS = Text("live", "records")
PACE = Text("live", "pace")
GPU = Text("live", "GPU")
NOT_ON_GPU = Text("live", "the GPU of this PC is not used")
ALARMS = Text("live", "alarms")
NO_ALARM_WAITS = Text("live", "No alarm waits to be acknowledged.")
ALARMS_WAIT = CountedText(
    "live", "{n} alarms wait to be acknowledged (Live, F6).", "{n} alarm waits to be acknowledged (Live, F6).", 1
)
FRAMES_COME_FROM = Text("live", "Frames come from {source}.")
NOTHING_IS_INSPECTED = Text("live", "Nothing is being inspected.")
RECORDS_NOT_OPEN = Text("live", "The records are not open.")
RECORDS_WELL = Text("live", "Defects are on the disk within a second.")
FRAMES_SKIPPED = CountedText(
    "live",
    "{n} frames were skipped: the model is too slow.",
    "{n} frame was skipped: the model is too slow.",
    1,
)
PICTURE_OLD = Text("live", "The picture is {age} old: this PC is too slow, or busy with something else.")
PICTURE_TOO_OLD = Text("live", "NO PICTURE YOUNGER THAN {limit}")
NONE_SKIPPED = Text("live", "No frame was skipped.")

# Top and bottom line
COIL = Text("live", "Coil {piece}")
RAIL = Text("live", "Rail {piece}")
PIECE = Text("live", "Piece {piece}")
DEMONSTRATION_MODEL = Text("live", "demonstration model")
MODEL_ON = Text("live", "model {model} on {device}")
SCREENING_IS_ON = Text("live", "screening on")
SCREENED_BY = Text("live", "screening on: {screen} names where the model looks")
NOT_REPORTED = Text("live", "not reported: {classes}")
ONLY_THE_PRODUCT = Text("live", "only the product is inspected, what lies beside it is masked")
PREDICTING = Text("live", "predict {median} (p95 {p95})")
MEASURING = Text("live", "measure {median} (p95 {p95})")
RECORDING = Text("live", "record {median} (p95 {p95})")
FRAMES_INSPECTED = CountedText("live", "{n} frames inspected, {n_not} not", "{n} frame inspected, {n_not} not", 1)
LENGTH_INSPECTED = Text("live", "{inspected} inspected, {not_inspected} not")
LENGTH_SKIPPED = Text("live", "skipped {length}")
LENGTH_PAUSED = Text("live", "records waited {length}")
LENGTH_LOST = Text("live", "camera lost {length}")
LENGTH_UNSEEN = Text("live", "between frames {length}")
LENGTH_CANNOT_SEE = Text("live", "no product seen {length}")
LENGTH_UNREADABLE = Text("live", "unreadable {length}")
LENGTH_FAILED = Text("live", "failed {length}")
LENGTH_NOT_REACHED = Text("live", "not reached {length}")
GAPS_UNKNOWN = CountedText("live", "{n} gaps of unknown length", "{n} gap of unknown length", 1)

# Where a defect lies
IN_FRAME = Text("live", "frame {frame}")
