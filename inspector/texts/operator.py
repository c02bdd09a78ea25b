"""What the operator's view says."""

from __future__ import annotations

from inspector.core.defect import Severity
from inspector.texts.translate import CountedText, Text

# The state, read from three metres
INSPECTING = Text("operator", "INSPECTING")
NOT_SEEING = Text("operator", "NOT SEEING")
STARTING = Text("operator", "STARTING")
STOPPING = Text("operator", "STOPPING")
STOPPED = Text("operator", "STOPPED")
FAILED = Text("operator", "FAILED")

# Why, in one line below it
NO_PICTURE_SINCE = Text("operator", "No picture for {age}")
SOURCE_LOST = Text("operator", "The source is lost")
NO_FRAME_YET = Text("operator", "No frame yet")
NOTHING_CHOSEN = Text("operator", "No source is chosen: an engineer opens one")
ENDED = Text("operator", "The piece has ended")

# Defects
SEVERE = Text("operator", "{severity} {class_name}", "of a defect: critical crack")
MINOR = Text("operator", "minor", "of a defect")
MAJOR = Text("operator", "major", "of a defect")
CRITICAL = Text("operator", "critical", "of a defect")
SEVERITIES = {Severity.MINOR: MINOR, Severity.MAJOR: MAJOR, Severity.CRITICAL: CRITICAL}
SERIOUS_HERE = Text("operator", "Critical and major defects stand here as large pictures")
NO_SERIOUS = Text("operator", "No critical or major defect on this piece")
NOT_GRADED = Text("operator", "Defects are not graded: no calibration. The latest stand here.")

# "That's wrong"
WRONG = Text("operator", "That's wrong")
MISSED_HERE = Text("operator", "A defect\nwas missed")
THIS_IS_NONE = Text("operator", "No defect:\n{class_name}, {where}")
SHOWN_IS_NONE = Text("operator", "No defect: what\nis outlined now")
GONE_WITH_ITS_PIECE = Text("operator", "this defect is not of the piece on show")
CANCEL = Text("operator", "Cancel")
MARKED = CountedText(
    "operator",
    "Marked at {where}; {n} frames kept, and those that follow",
    "Marked at {where}; {n} frame kept, and those that follow",
    1,
)
MARKED_ONLY = Text("operator", "Marked at {where}; its frames have gone already")
NOT_MARKED = Text("operator", "Not marked: {reason}")

# Buttons
START = Text("operator", "Start")
STOP = Text("operator", "Stop")
PRESS_AGAIN = Text("operator", "Press again", "for what the button has just asked")
STARTING_NOW = Text("operator", "Starting …")
STOPPING_NOW = Text("operator", "Stopping …")
NEW_PIECE = Text("operator", "New piece")
ENGINEER = Text("operator", "Engineer's\nview")
ACKNOWLEDGE = Text("operator", "Acknowledge")
NO_ALARM = Text("operator", "No alarm")
ALARMS_IN_FULL = Text("operator", "Alarms in full")
BEGIN = Text("operator", "Begin")
PIECE_ID = Text("operator", "Id of the piece")
