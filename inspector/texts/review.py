"""What the Review page shows beside its messages and actions, and Live of frames that were read again."""

from __future__ import annotations

from inspector.texts.translate import Text

# A frame
FRAME_NAMED = Text("review", "{name} · frame {frame}")
NOT_INSPECTED_BECAUSE = Text("review", "NOT INSPECTED: {reason}")
AS_RECORDED = Text("review", "as recorded")
TODAYS_MODEL = Text("review", "today's model: {model}")
NOT_KNOWN_HOW_LARGE = Text("review", "“{name}” was not inspected, and there is no picture of it. {reason}")
READING = Text("review", "Reading {name} …")

# Handing over
EXPORT_DEFECTS = Text("review", "Export defects")
CSV_FILES = Text("review", "Tables (*.csv)")
EXPORT_NAME = Text("review", "defects.csv")

# Steps that lead nowhere
NO_NEXT = Text("review", "this is the last")
NO_PREVIOUS = Text("review", "this is the first")
NO_NEXT_WITH_DEFECT = Text("review", "none with a defect comes after this one")
NO_PREVIOUS_WITH_DEFECT = Text("review", "none with a defect lies before this one")
NO_NEXT_MISSED = Text("review", "none that was not inspected comes after this one")
NO_PREVIOUS_MISSED = Text("review", "none that was not inspected lies before this one")
NO_FRAMES = Text("review", "no frame is recorded")
