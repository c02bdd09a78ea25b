"""The self-check in sentences: what was found, what it means for the inspection, what to do."""

from __future__ import annotations

from inspector.texts.translate import CountedText, Text

# Subjects, as titles
PROGRAM = Text("self check", "Program")
CLASHES = Text("self check", "Clashes")
WRITING = Text("self check", "Writing")
DISK_SPACE = Text("self check", "Disk space")
DISK_SPEED = Text("self check", "Disk speed")
MEMORY = Text("self check", "Memory")
CLOCK = Text("self check", "Clock")
SCREEN = Text("self check", "Screen")
INSTANCES = Text("self check", "Other use")
CAMERAS = Text("self check", "Cameras")
MODEL = Text("self check", "Model")
CPU = Text("self check", "CPU")
CUDA = Text("self check", "CUDA")
PACE = Text("self check", "Pace")

# States, beside their signs
OK = Text("self check", "well")
NOT_LOOKED = Text("self check", "not looked at")
WARNING = Text("self check", "warning")
FAULT = Text("self check", "fault")

# The verdict over all
ALL_WELL = Text("self check", "This PC is ready to inspect.")
WARNINGS = CountedText(
    "self check",
    "This PC can inspect; {n} things should be known.",
    "This PC can inspect; {n} thing should be known.",
    1,
)
FAULTS = CountedText(
    "self check",
    "This PC is not ready: {n} faults stop inspection or its records.",
    "This PC is not ready: {n} fault stops inspection or its records.",
    1,
)
NOT_ALL = CountedText(
    "self check",
    "No fault was found, but {n} things were not measured.",
    "No fault was found, but {n} thing was not measured.",
    1,
)
LOOKING = Text("self check", "Looking at this PC …")
CANCELLED = Text("self check", "Stopped before its end; what was found by then stands below.")
NEVER_LOOKED = Text("self check", "This PC was not looked at yet.")
LOOKED_AT = Text("self check", "Looked at {time}.")
COPIED = Text("self check", "Copied.")
LOOK_FAILED = Text("self check", "It could not be looked at: {detail}.")
LOOK_FAILED_TO_DO = Text("self check", "This is a bug of ours: the log has its trace, {log}.")
INSPECTS_NOW = Text("self check", "Not measured: this program inspects, and would be slowed down.")
OTHER_INSPECTS = Text("self check", "Not measured: another program of this PC inspects, and would be slowed down.")
MEASURE_LATER = Text("self check", "Check again while nothing is inspected.")

# Program
FROM_SOURCE = Text("self check", "Inspector {version} from its source ({build}), in {folder}")
FROM_WHEEL = Text("self check", "Inspector {version}, installed in {folder}")
FROM_PACKAGE = Text("self check", "Inspector {version} ({build}), a package in {folder}")
BUILD_UNKNOWN = Text("self check", "build not known")
FILES_WHOLE = CountedText(
    "self check", "All {n} files of the package are as they were made.", "The file of the package is as it was made.", 1
)
NO_MANIFEST = Text("self check", "It has no list of checksums (SHA256SUMS): whether its files are whole is not known.")
MANIFEST_BROKEN = Text("self check", "Its list of checksums cannot be used: {detail}.")
FILES_ALTERED = CountedText(
    "self check",
    "{n} files of the program are altered or missing: {names}",
    "{n} file of the program is altered or missing: {names}",
    1,
)
FILE_MISSING = Text("self check", "{name} (missing)")
FILE_ALTERED = Text("self check", "{name} (altered)")
FILE_UNREAD = Text("self check", "{name} ({detail})")
ALTERED_MEANS = Text("self check", "What it finds and records is not to be relied on.")
REINSTALL = Text("self check", "Install the package again. If it comes back, have the disk looked at.")

# Libraries of the system
LIBRARIES_OWN = Text("self check", "Nothing of the system takes the place of the program's own libraries.")
LIBRARIES_SET = Text("self check", "Set for this program: {names}")
LIBRARIES_LOADED = Text("self check", "Loaded from elsewhere than the program: {names}")
LIBRARIES_MEAN = Text("self check", "Libraries of the system may take the place of the program's own: it may crash.")
LIBRARIES_TO_DO = Text("self check", "Start Inspector without them, for example: env -u {name} inspector")

# Writing
CAN_WRITE = Text("self check", "Workspace, log and temporary files can be written.")
CANNOT_WRITE = Text("self check", "Cannot be written: {places}")
PLACE = Text("self check", "{what} in {folder} ({detail})")
WORKSPACE_FOLDER = Text("self check", "the workspace")
LOG_FOLDER = Text("self check", "the log")
TEMPORARY_FOLDER = Text("self check", "temporary files")
NO_HOME = Text("self check", "this user has no home folder")
NOT_WRITING_MEANS = Text("self check", "Nothing can be recorded, so nothing can be inspected.")
NO_LOG_MEANS = Text("self check", "Inspection goes on; what goes wrong leaves no trace for support.")
ALLOW_WRITING = Text("self check", "Let this user write there, or name another folder: {option}")

# Disk
SPACE = Text("self check", "{free} free on the disk of {folder}: room for about {hours} of {line}")
SPACE_SHORT = Text("self check", "Evidence may take {quota}, and the disk has less left.")
SPACE_OUT = Text("self check", "When the disk is full, nothing more is recorded and inspection waits.")
MAKE_ROOM = Text("self check", "Make room, or move the workspace to a larger disk.")
NO_SPACE_TOLD = Text("self check", "The disk of {folder} tells nothing: {detail}.")
HOURS = CountedText("self check", "{n} hours", "{n} hour", 1)
DAYS = CountedText("self check", "{n} days", "{n} day", 1)
SPEED = Text("self check", "{speed} MB/s, with all on the disk; {line} writes up to {need} MB/s")
SPEED_LOW_MEANS = Text("self check", "Records and pictures would wait for the disk, and then the inspection for them.")
SPEED_LOW_TO_DO = Text(
    "self check", "Use a local SSD for the workspace, or keep fewer whole frames (Settings, Evidence)."
)
SPEED_FULL = Text("self check", "The disk of {folder} is full.")
SPEED_FAILED = Text("self check", "A test file could not be written in {folder}: {detail}.")

# Memory
MEMORY_FREE = Text("self check", "{free} of {total} GB free")
MEMORY_LOW_MEANS = Text("self check", "Frames wait in memory: with so little, the PC may stand still for seconds.")
MEMORY_LOW_TO_DO = Text("self check", "Close other programs, or give this PC more memory.")

# Clock
CLOCK_IS = Text("self check", "{time}, time zone {zone}")
CLOCK_WRONG = Text("self check", "The clock says {time}.")
CLOCK_WRONG_MEANS = Text("self check", "Every record would carry that time: pieces could not be found again.")
SET_CLOCK = Text("self check", "Set the clock; if it is lost at each power-off, the PC needs a new battery.")
CLOCK_BEHIND = Text("self check", "The clock says {time}, but the newest record is of {newest}.")
CLOCK_BEHIND_MEANS = Text(
    "self check", "It was set back, or the records came from another PC: new pieces are listed below older ones."
)

# Screen
SCREEN_IS = Text("self check", "{width} × {height} points at a scale of {scale} %")
SCREEN_SMALL_MEANS = Text("self check", "The window needs {width} × {height} points: some of it will not be seen.")
SCREEN_SMALL_TO_DO = Text(
    "self check", "Use a larger screen, or a smaller scale in the display settings of the system."
)

# Other use
ALONE = Text("self check", "No other Inspector uses this workspace.")
OTHER_OPEN = Text("self check", "Another Inspector has this workspace open (process {pids}).")
OTHER_RUNS = Text("self check", "Another Inspector inspects into this workspace.")
OTHER_MEANS = Text("self check", "Both share this PC's pace; one source cannot be read by both.")
OTHER_TO_DO = Text("self check", "Close one of them, unless both are wanted.")

# Cameras
CAMERAS_FOUND = Text("self check", "{names}; network cameras are not searched")
NO_CAMERAS = Text("self check", "none on this PC (network cameras are not searched)")
CAMERAS_LOCKED = Text("self check", "{names}: this user may not open them")
CAMERAS_LOCKED_TO_DO = Text("self check", "Let this user use cameras (on Linux: the group “video”), and log in again.")

# Model and runtimes
MODEL_FINE = Text("self check", "{model} opens and answers as its card says.")
MODEL_MEANS = Text("self check", "Nothing can be inspected without a model.")
RUNS = Text("self check", "works: a frame of {height} x {width} px takes {times}")
ON_RUNTIME = Text("self check", "{ms} ms on {runtime}")
RUNS_NOT_ON = Text("self check", "not on {runtime}: {detail}")
NOT_USED = Text("self check", "not used: {detail}")
NO_GPU_FINE = Text("self check", "Networks run on the processor; that is all this PC has.")
GPU_IDLE_MEANS = Text("self check", "The processor does what the GPU of this PC could do many times faster.")
CPU_FAILS_MEANS = Text("self check", "Nothing can be inspected on this PC.")

# Pace
PACE_IS = Text(
    "self check", "{fps} frames a second of {width} × {height} px with {model} on {device}: {speed} m/min, at {scale}"
)
SCALE_OF_LINE = Text("self check", "{mm} mm along each pixel")
SCALE_OF_DEMO = Text("self check", "the demo strip's {mm} mm along each pixel, since this line has no scale yet")
LINE_FASTER = Text(
    "self check",
    "This line delivers {fps} frames a second: about {percent} of them would be skipped and recorded as gaps.",
)
LINE_TIGHT = Text("self check", "This line delivers {fps} frames a second: there is hardly any reserve.")
LINE_SLOWER = Text("self check", "This line delivers {fps} frames a second: every one is inspected.")
LINE_UNKNOWN = Text(
    "self check",
    "How many frames a second this line delivers is not set; the demo strip has {fps}, {width} × {height} px.",
)
FRAMES_AS_DEMO = Text(
    "self check", "Frames as large as those of the demo strip were taken: none of this line is known."
)
FRAMES_BY_SIZE = Text("self check", "Frames of {mpx} megapixels were taken, in the shape of the demo strip's.")
PACE_TO_DO = Text(
    "self check", "Use a GPU or a faster PC, a lighter model, or inspect the product only (Settings, Product edges)."
)
SET_LINE = Text("self check", "Set it under Settings, “What a new model must show”, and the scale under “Calibration”.")
THIS_LINE = Text("self check", "this line")
DEMO_LINE = Text("self check", "a line like the demo strip")
