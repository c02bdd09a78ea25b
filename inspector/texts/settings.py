"""What the Settings page shows beside its actions. ``presenters/settings_fields.py`` says which setting is which."""

from __future__ import annotations

from inspector.texts.translate import CountedText, Text

# Sections
LOOK = Text("settings", "Look")
PLANT = Text("settings", "Plant")
CALIBRATION = Text("settings", "Calibration")
CALIBRATION_INTRO = Text(
    "settings", "How large one pixel is on the surface. Without it sizes are given in pixels only, and are not graded."
)
SEVERITY = Text("settings", "Severity")
SEVERITY_INTRO = Text(
    "settings",
    "When a defect is minor, major or critical. The worst rule that fits wins. Each saved table gets the next number, "
    "which records and reports name.",
)
CLASSES = Text("settings", "Classes")
CLASSES_INTRO = Text(
    "settings", "Looks by the classes' names, whichever model finds them. The program adds those that it meets."
)
COVERAGE = Text("settings", "Coverage")
EDGES = Text("settings", "Product edges")
EDGES_INTRO = Text(
    "settings",
    "Only the steel is inspected: what lies beside it is masked, never predicted, and recorded as masked. A frame "
    "without a product is not seen, and never counts as clean. One source may have its own in workspace.toml.",
)
OWN_EDGES = Text("settings", "workspace.toml has others for {names} (by_source); they hold there instead of these.")
EDGES_MODE = Text("settings", "Inspected of a frame")
EDGES_MODE_HELP = Text("settings", "With edges that are found, look at the picture: they are thin lines in it.")
WHOLE_FRAME = Text("settings", "the whole frame")
FIND_EDGES = Text("settings", "between the edges of rail or strip")
FIXED_COLUMNS = Text("settings", "between fixed columns")
BESIDE = Text("settings", "Beside the product it is")
BESIDE_HELP = Text("settings", "It must be half as bright as the product or less, or twice as bright or more.")
DARKER = Text("settings", "darker")
LIGHTER = Text("settings", "lighter")
EDGE_MARGIN = Text("settings", "Margin outside the edges")
EDGE_MARGIN_HELP = Text("settings", "Kept as well, so that a defect at an edge is seen whole.")
FIRST_COLUMN = Text("settings", "First column")
FIRST_COLUMN_HELP = Text("settings", "Of fixed columns, from the left side of the frame.")
END_COLUMN = Text("settings", "Column after the last")
END_COLUMN_HELP = Text("settings", "Of fixed columns; 0: up to the right side.")
SEGMENTING = Text("settings", "Masks by clicks")
ALARMS = Text("settings", "Alarms")
PROMOTION = Text("settings", "Newly promoted models")
PROMOTION_INTRO = Text(
    "settings", "These hold from the next promotion on. Whoever promotes and goes back is recorded in any case."
)
TRAINING = Text("settings", "New models")
TRAINING_INTRO = Text("settings", "What a training writes into the card of its model; earlier models stay as they are.")
PROOF = Text("settings", "What a new model must show")
PROOF_INTRO = Text("settings", "Asked for by the proof of a model, beside the active one, before it is promoted.")
EVIDENCE = Text("settings", "Evidence")
BACKUPS = Text("settings", "Backups")
LOCK = Text("settings", "People and lock")
LOCK_INTRO = Text(
    "settings",
    "Operators inspect, stop, acknowledge and look, without a PIN. Engineers also label, train, grade and promote. "
    "Administrators also change these settings. Whoever is signed in stands with all that is recorded.",
)
START = Text("settings", "Start")
THIS_PC = Text("settings", "This PC")
THIS_PC_INTRO = Text(
    "settings",
    "What this PC can do for the inspection, found by trying: where networks run, the disk, the clock and more. It "
    "takes some seconds, and leaves out what would slow down an inspection that runs.",
)
KEYS = Text("settings", "Keys")
KEYS_INTRO = Text(
    "settings",
    "Other keys, or those of labelme, CVAT, napari or 3D Slicer. Each user of this PC has their own.",
)

# Look
THEME = Text("settings", "Theme")
THEME_HELP = Text("settings", "Dark suits control rooms; the picture of the steel is the brightest thing in both.")
AS_SYSTEM = Text("settings", "as the system")
DARK = Text("settings", "dark")
LIGHT = Text("settings", "light")
LANGUAGE = Text("settings", "Language")
LANGUAGE_HELP = Text("settings", "Of the window. The command line speaks English.")
DECIMALS = Text("settings", "Decimals of millimetres")
DECIMALS_HELP = Text("settings", "How many digits after the point sizes have in tables and under pictures.")

# Plant
NAME = Text("settings", "Name of the line")
NAME_HELP = Text("settings", "Stands in every record and report.")
PIECE_KIND = Text("settings", "Kind of a piece")
PIECE_KIND_HELP = Text("settings", "What a new piece is, unless chosen otherwise.")
COIL = Text("settings", "coil of strip")
RAIL = Text("settings", "rail")

# Calibration
ACROSS = Text("settings", "Pixel across")
ACROSS_HELP = Text("settings", "Set by the lens. Empty: not calibrated.")
ALONG = Text("settings", "Pixel along")
ALONG_HELP = Text("settings", "Set by line speed and trigger rate together. Empty: not calibrated.")
MM_PER_PX = Text("settings", "mm per px")
SET_BY = Text("settings", "Set by {name} on {date}.")
SET_IN_FILE = Text("settings", "Set in workspace.toml; who and when is not known.")
NOT_CALIBRATED = Text("settings", "Not calibrated.")
BOTH_ALIKE = Text("settings", "Both directions were set alike: check the other one.")
MEASURED_WRONG = Text("settings", "It takes a length in pixels and one in mm, both above 0.")

# Severity
ANY_CLASS = Text("settings", "any class")
SEVERITY_MINOR = Text("settings", "minor")
SEVERITY_MAJOR = Text("settings", "major")
SEVERITY_CRITICAL = Text("settings", "critical")
NEVER = Text("settings", "never")
AREA = Text("settings", "area, {unit}")
LENGTH = Text("settings", "length, {unit}")
WIDTH = Text("settings", "width, {unit}")
FERET_MAX = Text("settings", "longest extent, {unit}")
FERET_MIN = Text("settings", "shortest extent, {unit}")
ISO_LENGTH = Text("settings", "length by ISO 8785, {unit}")
ISO_WIDTH = Text("settings", "width by ISO 8785, {unit}")
RULE_FAULT = Text("settings", "Rule {n}: {why}.")

# Classes
HARDLY_DIFFERS = Text("settings", "Its colour hardly differs from that of {other} (ΔE {distance}).")
HARDLY_DIFFERS_TO_SOME = Text(
    "settings", "People with {sights} hardly tell its colour from that of {other} (ΔE {distance})."
)
SIGHTS = {
    "no red": Text("settings", "protanopia (no red)"),
    "no green": Text("settings", "deuteranopia (no green)"),
    "no blue": Text("settings", "tritanopia (no blue)"),
}
ONLY_HATCH = Text("settings", "Only the hatch tells them apart.")
FORWARD = Text("settings", "strokes /")
BACKWARD = Text("settings", "strokes \\")
HORIZONTAL = Text("settings", "lines across")
VERTICAL = Text("settings", "lines down")
CROSS = Text("settings", "squares")
DIAGONAL_CROSS = Text("settings", "diamonds")
DOTS = Text("settings", "dots")
DENSE_DOTS = Text("settings", "chequers")

# Coverage
ENCODER = Text("settings", "Encoder")
ENCODER_HELP = Text(
    "settings", "An ONNX file that looks at a frame once; the tool “Mask by clicks” can choose both files."
)
DECODER = Text("settings", "Decoder")
DECODER_HELP = Text("settings", "The ONNX file of the same export that answers each click.")
MIN_COVERAGE = Text("settings", "Least coverage of a piece")
MIN_COVERAGE_HELP = Text("settings", "Where less of a piece was inspected, the screen says STOP.")

# Alarms
LICENCE = Text("settings", "Licence of new models")
LICENCE_HELP = Text(
    "settings",
    "Who may use them, in your own words. Agree it where their data or weights come from elsewhere. Empty: the check "
    "“Card complete” of the proof fails.",
)
RECALL_POINTS = Text("settings", "Finds less by at most")
RECALL_POINTS_HELP = Text(
    "settings", "Of each class and each size, so many of 100 defects fewer; with the whole uncertainty of the figure."
)
POINTS = Text("settings", "points")
ALARMS_PERCENT = Text("settings", "More false alarms by at most")
ALARMS_PERCENT_HELP = Text("settings", "More than the active model gives.")
ALARMS_PER_FRAMES = Text("settings", "Or so many in 1,000 frames")
ALARMS_PER_FRAMES_HELP = Text("settings", "The larger of the two counts: of a model without any, 10 % are none.")
LINE_FRAMES = Text("settings", "Frames a second of the line")
LINE_FRAMES_HELP = Text("settings", "Which the model must be able to inspect on this PC. 0: not known.")
LINE_FRAME_MPX = Text("settings", "Size of one of them")
LINE_FRAME_MPX_HELP = Text("settings", "In millions of pixels. 0: as large as the frames that it is proved on.")
SPEED_OF_ACTIVE = Text("settings", "Else as fast as the active model")
SPEED_OF_ACTIVE_HELP = Text("settings", "At least so much of its speed, where the line's frames are not known.")
MISS_COST = Text("settings", "Cost of a miss")
MISS_COST_HELP = Text(
    "settings",
    "Of a defect that is not found, in money of yours. With the cost of a false stop it gives the cheapest working "
    "point on the Models page.",
)
STOP_COST = Text("settings", "Cost of a false stop")
STOP_COST_HELP = Text("settings", "Of a line that stops for a false alarm, in the same money.")
SOUND = Text("settings", "Sound")
SOUND_HELP = Text("settings", "A short sound with each new alarm.")
COMMAND = Text("settings", "Command")
COMMAND_HELP = Text("settings", "A program that is started at each alarm, for a lamp say. Empty: none.")
ROLLS_BACK = Text("settings", "Go back by itself")
ROLLS_BACK_HELP = Text(
    "settings",
    "Where too many of the first frames after a promotion show defects, or the model fails on them, the model of "
    "before inspects again, and an alarm says so.",
)
WITHIN_FRAMES = Text("settings", "Watched for")
WITHIN_FRAMES_HELP = Text(
    "settings", "So many frames of all lanes after the promotion, while the program runs; asked from the 50th on."
)
FRAMES_UNIT = Text("settings", "frames")
MAX_PERCENT = Text("settings", "Frames with defects")
MAX_PERCENT_HELP = Text("settings", "Where more of them show a defect than this, it goes back.")
ALARM_FILE = Text("settings", "File")
ALARM_FILE_HELP = Text("settings", "It says which alarms stand, written anew at each change. Empty: none.")

# Evidence
QUOTA = Text("settings", "Room for pictures")
QUOTA_HELP = Text("settings", "Where it is full, the oldest pictures that nobody annotated make room.")
KEEP_WITH = Text("settings", "Keep whole frames with")
KEEP_WITH_HELP = Text("settings", "Frames with a defect of this severity or worse are kept for annotation.")
KEEP_UNCERTAIN = Text("settings", "Keep uncertain frames")
KEEP_UNCERTAIN_HELP = Text("settings", "Those with a region that scores this near to its threshold. 0: none.")
KEEP_NTH = Text("settings", "Keep every n-th frame")
KEEP_NTH_HELP = Text("settings", "Whatever it shows. 0: none.")

# Retention
DAYS = Text("settings", "days")
KEEP_DAYS = Text("settings", "Keep pictures for")
KEEP_DAYS_HELP = Text(
    "settings",
    "Then they go, at a calm time; records stay. 0: for ever, as far as the room goes. What is labelled never goes.",
)
CRITICAL_DAYS = Text("settings", "Of pieces with a critical defect")
CRITICAL_DAYS_HELP = Text("settings", "0: for ever. Where several of these hold, the longest does.")
REJECTED_DAYS = Text("settings", "Of rejected pieces")
REJECTED_DAYS_HELP = Text("settings", "Those whose last verdict is to reject them. 0: for ever.")
FLAGGED_DAYS = Text("settings", "Frames that somebody asked for")
FLAGGED_DAYS_HELP = Text("settings", "0: for ever. Those around a remark stay until somebody labels one of them.")

# Backups
BACKUPS_INTRO = Text(
    "settings",
    "Copies of the records lie in the workspace and help against damage. A backup is one file with the whole "
    "workspace; keep it on another disk. Pictures, data sets and trainings only where they are ticked.",
)
BACKING_UP = Text("settings", "Backing up, MB")
VERIFYING = Text("settings", "Reading the backup, MB")
RESTORING = Text("settings", "Restoring, MB")
CANCELLING_BACKUP = Text("settings", "Cancelling")
N_BACKUPS = Text("settings", "Copies of the records")
N_BACKUPS_HELP = Text("settings", "Made while the program runs; the oldest beyond this number goes. 0: none.")
BACKUP_EVERY = Text("settings", "A new copy every")
BACKUP_EVERY_HELP = Text("settings", "Hours of running.")

# Lock
LOCKED_AT_START = Text("settings", "Locked at the start")
LOCKED_AT_START_HELP = Text("settings", "Where a PIN is set.")
RELOCK = Text("settings", "Sign off after")
RELOCK_HELP = Text("settings", "Minutes without a key or the mouse.")
PIN_DIFFERS = Text("settings", "The two PINs differ.")
NO_PIN = Text("settings", "No PIN is set: nothing is locked.")
PEOPLE_FAULT = Text("settings", "Nobody can sign in: {detail}.")
PERSON_SAVED = Text("settings", "People: {name}")
ALL_REMOVED = Text("settings", "People")
FOR_ADMINISTRATORS = Text("settings", "Only an administrator changes this.")
FOR_ENGINEERS = Text("settings", "Only an engineer changes this.")

# Start
RESUMES = Text("settings", "Resume")
RESUMES_HELP = Text("settings", "Open the last source, model and piece again as the window starts.")
OPERATOR_VIEW = Text("settings", "Operator's view")
OPERATOR_VIEW_HELP = Text("settings", "Begin with the large screen for the operator.")

# When a change holds, and what became of it
NEXT_INSPECTION = Text("settings", "from the next inspection on")
NEXT_START = Text("settings", "from the next start of the program on")
SAVED = Text("settings", "saved {time}")
SAVED_LATER = Text("settings", "saved {time}, {when}")
LAST_SAVED = Text("settings", "{name}: saved {time}")
PUT_BACK = Text("settings", "{name}: put back {time}")
UNDO = Text("settings", "Undo: {name}")
FOUND = CountedText("settings", "{n} settings match", "{n} setting matches", 1)
NO_WORKSPACE = Text("settings", "There is no workspace at {path} yet.")

# Why something typed is refused
NO_NUMBER = Text("settings", "This is no number.")
NO_WHOLE_NUMBER = Text("settings", "This is no whole number.")
OUT_OF_RANGE = Text("settings", "It takes a number from {low} to {high}.")

# Screening
SCREENING = Text("settings", "Screening")
SCREENING_INTRO = Text(
    "settings",
    "A screen is a very small network that names the places where one model looks. What it loses is lost: read what it "
    "kept before you say yes. Who said yes, and when, is kept and stands beside every result.",
)
SCREENING_NO_MODEL = Text("settings", "No model is loaded yet: a screen belongs to one model.")
SCREENING_OFF = Text("settings", "Off: {model} looks at every frame whole.")
SCREENING_IN_USE = Text("settings", "On for {model}: {name} said yes to {screen} on {date}.")
SCREENING_OUTLIVED = Text(
    "settings",
    "On for {model}: {screen} is still in use here, though its yes was ended or changed elsewhere.",
)
SCREENING_NOT_USABLE = Text("settings", "{name} said yes on {date}, but the screen is not used. {why}")
SCREEN_ENTRY = Text("settings", "{name} ({sha256})")
SCREEN_ENTRY_IN_USE = Text("settings", "{name} ({sha256}), in use")
SCREEN_TITLE = Text("settings", "{screen}, made for {model}")
SCREEN_ON_VAL = Text(
    "settings",
    "On {data}, {n_frames} frames in {n_groups} groups: the model would look at {looked_at} of the surface.",
)
SCREEN_ON_CLEAN = Text("settings", "Of frames in which it finds nothing: {looked_at}.")
ALL_DEFECTS = Text("settings", "all that the model finds")
KEPT_OF = Text("settings", "{n_kept} of {n_found}")
KEPT_INTERVAL = Text("settings", "{low} to {high} %")
KEPT_UNKNOWN = Text("settings", "not known: the model finds none there")
