"""The guide of the first start."""

from __future__ import annotations

from inspector.texts.translate import Text

TITLE = Text("first steps", "First steps")
STEP_PC = Text("first steps", "1  This PC")
STEP_WORKSPACE = Text("first steps", "2  The workspace")
STEP_SEE = Text("first steps", "3  See it work")

PC_INTRO = Text("first steps", "What this PC can do for the inspection, found by trying. You may go on at any time.")
WORKSPACE_INTRO = Text(
    "first steps",
    "The workspace is a folder that holds everything of one line: records, pictures, settings, models. All of this can "
    "be changed later, under Settings.",
)
WORKSPACE_THERE = Text("first steps", "This workspace is there; what you change is saved in it.")
SEE_INTRO = Text("first steps", "Three ways, each one press. Come back here with {key} or from Settings, “This PC”.")

NEXT = Text("first steps", "Next")
MAKE = Text("first steps", "Make it and go on")
SAVE = Text("first steps", "Save and go on")
DONE = Text("first steps", "Done")
MAKING = Text("first steps", "The workspace is being made …")
OPENED = Text("first steps", "There was a workspace in this folder: it was opened, and what it says holds.")
LANGUAGE_LATER = Text("first steps", "The language holds from the next start on.")

LINE_1 = Text("first steps", "Line 1")
NO_FOLDER = Text("first steps", "Name a folder.")
NOT_ABSOLUTE = Text("first steps", "Name the whole path of the folder, from its beginning.")
NO_NAME = Text("first steps", "Give the line a name.")
FOLDER_FULL = Text("first steps", "There are other files in this folder. Name a new or an empty one.")
