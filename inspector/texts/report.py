"""Texts of reports."""

from __future__ import annotations

from inspector.core.piece import GapCause
from inspector.texts.translate import CountedText, Text

TITLE = Text("report", "Inspection report: {piece}")
HEADER = Text("report", "{plant} · {piece} · inspection {id}")
PAGE_OF = Text("report", "page {page} of {pages}")

WRITING = Text("report", "Writing the report")
ASK_FILE = Text("report", "Write a report of this piece")
FILE_NAME = Text("report", "report {piece}")
PDF_FILES = Text("report", "Report (*.pdf)")
CSV_FILES = Text("report", "Table of defects (*.csv)")
XLSX_FILES = Text("report", "Spreadsheet (*.xlsx)")

# Head data
PLANT = Text("report", "Plant, line")
PIECE = Text("report", "Piece")
KIND = Text("report", "Kind")
INSPECTION = Text("report", "Inspection")
STARTED = Text("report", "Started")
ENDED = Text("report", "Ended")
HOW = Text("report", "How it ended")
OPERATOR = Text("report", "Operator, PC")
SOURCE = Text("report", "Source")
CALIBRATION = Text("report", "Calibration")
MODEL = Text("report", "Model")
FINGERPRINT = Text("report", "SHA-256 of the model")
DEVICE = Text("report", "Ran on")
SCREENING = Text("report", "Screening")
FROM_FRAME = Text("report", "from frame {frame}")
SEVERITY = Text("report", "Severity table")
VERSION = Text("report", "version {version}")
EXAMPLE_VERSION = Text("report", "version {version}: an example, agreed by nobody")
UNKNOWN = Text("report", "not known")
NOT_CALIBRATED = Text("report", "none: sizes are in pixels, and nothing in millimetres was judged")
SCALE = Text("report", "{across} mm across, {along} mm along per pixel")
LANE = Text("report", "{lane}: {what}")

STATES = {
    "running": Text("report", "still running: this report is not final"),
    "completed": Text("report", "completed"),
    "cancelled": Text("report", "stopped before its end"),
    "failed": Text("report", "failed"),
    "unfinished": Text("report", "has no end: its program died"),
}

# Verdict
VERDICT = Text("report", "Verdict")
NOT_GRADED = Text("report", "Not graded")
NO_TABLE = Text("report", "No grading table was chosen for this kind of piece.")
TABLE = Text("report", "Grading table: {table}; SHA-256 {sha256}.")
RECORDED = Text("report", "Recorded {at} by {actor}.")
VERDICTS_BEFORE = CountedText(
    "report", "{n} verdicts before it stay in the records.", "{n} verdict before it stays in the records.", 1
)
SO_FAR = Text("report", "By what could be judged: {verdict}. {rule}")
ALSO_MET = Text("report", "Also: {rule}")
NOTE = Text("report", "Note: {note}")
VERIFIED = Text("report", "Rules compared with “{standard}” by {who}.")
NOT_VERIFIED = Text("report", "The table names “{standard}”; nobody has confirmed that its rules agree with that.")

# Coverage
COVERAGE = Text("report", "Coverage")
SEEN = Text("report", "Length seen")
INSPECTED = Text("report", "Inspected")
NOT_INSPECTED = Text("report", "Not inspected")
OF_LENGTH = Text("report", "{length} ({percent} %)")
GAPS_UNKNOWN = Text("report", "Gaps of unknown length")
FRAMES = Text("report", "Frames inspected, not inspected")
NO_COVERAGE = Text("report", "Nothing is recorded about how much was inspected.")
CAUSES = {
    GapCause.SKIPPED: Text("report", "skipped: the model was too slow"),
    GapCause.PAUSED: Text("report", "paused: records could not be written"),
    GapCause.LOST: Text("report", "camera lost"),
    GapCause.UNSEEN: Text("report", "passed unseen between frames"),
    GapCause.CANNOT_SEE: Text("report", "no product to be seen"),
    GapCause.UNREADABLE: Text("report", "unreadable"),
    GapCause.FAILED: Text("report", "inspection of it failed"),
    GapCause.NOT_REACHED: Text("report", "not reached before the stop"),
}
MASKED = Text("report", "Masked beside the product")
MASKED_OF_LANE = Text("report", "Masked beside the product, lane {lane}")
MASKED_SHARE = Text(
    "report",
    "{percent} % of the picture, never inspected; the product is {width} wide ({narrowest} to {widest}). By: {chosen}",
)
GAP_ON_MAP = Text("report", "not inspected")
CAUSE = Text("report", "Cause")
LANE_OF = Text("report", "Lane")
FROM = Text("report", "From")
TO = Text("report", "To")
N_FRAMES = Text("report", "Frames")
GAPS = Text("report", "Stretches that were not inspected")

# Defects
MAP = Text("report", "Map")
TOTALS = Text("report", "Defects: totals")
CLASS = Text("report", "Class")
ALL = Text("report", "All")
NO_DEFECTS = Text("report", "No defect was found in what was inspected.")
PICTURES = Text("report", "The worst defects")
PICTURES_OF = Text("report", "{shown} of {all} defects are pictured, the worst first; all are in the list.")
PICTURES_GONE = CountedText(
    "report",
    "{n} of their pictures are no longer kept or cannot be read.",
    "{n} of their pictures is no longer kept or cannot be read.",
    1,
)
DEFECTS = Text("report", "All defects, by position")
WORST_LISTED = Text(
    "report", "The worst {shown} of {all} defects, here and on the map; the table and the spreadsheet have all."
)
NUMBER = Text("report", "No.")
POSITION = Text("report", "Position")
ACROSS = Text("report", "Across")
SIZE = Text("report", "Length × width")
AREA = Text("report", "Area")
SEVERITY_OF = Text("report", "Severity")
SCORE = Text("report", "Score")
NOT_JUDGED = Text("report", "not judged")
SIZES_ARE = Text("report", "Length and width as ISO 8785 defines them, of the area seen. Depth is not measured.")

# Further lists
THRESHOLDS = Text("report", "Thresholds at the start")
THRESHOLD = Text("report", "Score from")
MIN_AREA = Text("report", "Area from")
CHANGES = Text("report", "Changed while it was inspected")
QUANTITY = Text("report", "Value")
QUANTITIES = {"threshold": Text("report", "score from"), "min_area_px": Text("report", "area from, px")}
BEFORE = Text("report", "Before")
AFTER = Text("report", "After")
WHO = Text("report", "Who")
WHEN = Text("report", "When")
WHY = Text("report", "Why")
FILES_MISSED = Text("report", "Frames that were not inspected")
FRAME = Text("report", "Frame")
REASON = Text("report", "Reason")
AND_MORE = CountedText("report", "and {n} more", "and {n} more", 1)
ALARMS = Text("report", "Alarms")
ALARM = Text("report", "Alarm")
TIMES = Text("report", "Times")
ACKNOWLEDGED = Text("report", "Acknowledged")
NOT_ACKNOWLEDGED = Text("report", "no")
REMARKS = Text("report", "Said at the line to be wrong")
REMARK = Text("report", "Remark")
REMARK_KINDS = {"missed": Text("report", "a defect was missed"), "false": Text("report", "this is no defect")}
EVENTS = Text("report", "What people were told")
EVENT = Text("report", "Message")

# Of the files
SHEET_PIECE = Text("report", "Piece")
SHEET_DEFECTS = Text("report", "Defects")
SHEET_MISSED = Text("report", "Not inspected")
SHEET_GAPS = Text("report", "Gaps")
SHEET_EVENTS = Text("report", "Events")
