"""What the Review page shows beside its messages and actions, and Live of frames that were read again."""

from __future__ import annotations

from inspector.texts.translate import CountedText, Text

# A frame
FRAME_NAMED = Text("review", "{name} · frame {frame}")
NOT_INSPECTED_BECAUSE = Text("review", "NOT INSPECTED: {reason}")
NOT_KNOWN_HOW_LARGE = Text("review", "“{name}” was not inspected, and there is no picture of it. {reason}")

# Handing over
EXPORT_DEFECTS = Text("review", "Export defects")
CSV_FILES = Text("review", "Tables (*.csv)")
EXPORT_NAME = Text("review", "defects.csv")
EXPORT_NAME_OF = Text("review", "defects of {piece}, {when}")

# Steps that lead nowhere
NO_NEXT = Text("review", "this is the last")
NO_PREVIOUS = Text("review", "this is the first")
NO_NEXT_WITH_DEFECT = Text("review", "none with a defect comes after this one")
NO_PREVIOUS_WITH_DEFECT = Text("review", "none with a defect lies before this one")
NO_NEXT_MISSED = Text("review", "none that was not inspected comes after this one")
NO_PREVIOUS_MISSED = Text("review", "none that was not inspected lies before this one")
NO_FRAMES = Text("review", "no frame is recorded")

# Results
SEARCHING = Text("review", "Searching …")
NOT_SEARCHED = Text("review", "Records are opened …")
NOTHING_FOUND = Text("review", "Nothing in the records fits.")
N_INSPECTIONS = CountedText("review", "{n} inspections", "{n} inspection", 1)
N_INSPECTIONS_MORE = Text("review", "the newest {n} inspections; scroll down for more")
N_DEFECTS = CountedText("review", "{n} defects", "{n} defect", 1)
N_DEFECTS_MORE = Text("review", "{n} defects of the newest pieces; scroll down for more")
N_CRITICAL = Text("review", "{n} critical")
N_MAJOR = Text("review", "{n} major")
SHARE_INSPECTED = Text("review", "{share} inspected")

# How it ended
RUNNING = Text("review", "still running")
COMPLETED = Text("review", "ended")
CANCELLED = Text("review", "stopped")
FAILED = Text("review", "failed")
UNFINISHED = Text("review", "broken off")

# Verdicts
ACCEPT = Text("review", "accepted")
DOWNGRADE = Text("review", "downgraded")
REJECT = Text("review", "rejected")
UNDECIDED = Text("review", "undecided")

# An opened piece
NOTHING_OPEN = Text("review", "Choose a piece at the left to look at it again.")
DEFECTS_HERE = Text("review", "The defects of the piece that you open are listed here.")
CROPS_HERE = Text("review", "The worst defects of the piece that you open stand here as pictures.")
MAP_HERE = Text("review", "The map of the piece that you open stands here.")
NO_DEFECT_RECORDED = Text("review", "No defect of this piece is recorded.")
NO_CROP_KEPT = Text("review", "No picture of a defect of this piece is kept.")
NO_LENGTH_RECORDED = Text("review", "No length of this piece is recorded.")
NO_FRAME_CHOSEN = Text("review", "Choose a defect, or walk through the frames with Page Down.")
NOT_INSPECTED = Text("review", "not inspected")
INSPECTED = Text("review", "inspected")
FRAMES = Text("review", "frames")
BY_MODEL = Text("review", "model {model}")
THEN_MODEL = Text("review", "{models}, from frame {frame} on {model}", "models that inspected parts of one piece")
VERDICT = Text("review", "verdict")
DEFECTS = Text("review", "defects")
ENDED_BECAUSE = Text("review", "{how}: {reason}")
LOADING = Text("review", "Reading defects: {n} of {n_all}")
ALL_CLASSES = Text("review", "all classes")
TODAY = Text("review", "TODAY'S MODEL: {model}")
BESIDE = Text("review", "LEFT: AS RECORDED · RIGHT: {model}")
PREDICTING = Text("review", "Asking {model} …")

# What happened
EVENT = Text("review", "event")
ALARM = Text("review", "alarm")
REMARK = Text("review", "remark")
CHANGE = Text("review", "change")
VERDICT_GIVEN = Text("review", "verdict")
ACKNOWLEDGED = Text("review", "{text} Acknowledged by {who}: {because}")
MISSED_HERE = Text("review", "A defect was missed. {note}")
FALSE_HERE = Text("review", "It is no defect. {note}")
CHANGED_FROM = Text("review", "{what}: {before} → {after}")
VERDICT_BY = Text("review", "{verdict}: {rule} ({table})")

# Search that is not understood
NOT_A_DAY = Text("review", "“{text}” is no day: write 2026-03-01")
NOT_A_NUMBER = Text("review", "“{text}” is no number")
