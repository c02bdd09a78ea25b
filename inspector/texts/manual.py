"""What the sheet of the manual says besides the pages themselves."""

from __future__ import annotations

from inspector.texts.translate import CountedText, Text

READING = Text("manual", "Reading the manual …")
NOTHING_FOUND = Text("manual", "Nothing in the manual holds all of these words.")
N_FOUND = CountedText("manual", "{n} places", "{n} place", 1)
PRINTED = Text("manual", "Written: {path}")
WRITING = Text("manual", "Writing the page as PDF …")
PDF_FILES = Text("manual", "PDF (*.pdf)")
ASK_FILE = Text("manual", "Write this page as PDF, to be printed")
