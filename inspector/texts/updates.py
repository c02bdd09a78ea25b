"""Updates, going back and what stands around them, in words."""

from __future__ import annotations

from inspector.texts.translate import Text

INSPECTS = Text("updates", "“{path}” is being inspected into")
TRAINS = Text("updates", "the training “{run}” runs or waits")
OTHER_PROGRAM = Text("updates", "Inspector is open a second time (process {pid})")
UPDATED = Text("updates", "{before} → {version}, by {name}")
WENT_BACK = Text("updates", "back from {before} to {version}, by {name}")
WAS_NOT_MADE = Text("updates", "{before} → {version}, by {name}: not made, {before} stayed")

# Why the setup of Windows did not do it; in the middle of a sentence.
STAYED = Text("updates", "the program had not ended after ten minutes")
BUSY = Text("updates", "a program of Inspector was open")
NOT_WRITTEN = Text("updates", "a file could not be written: the disk is full, or refuses")
NO_ANSWER = Text("updates", "it does not start on this PC")
LACKS = Text("updates", "the file does not hold a part that is installed here, the training or the NVIDIA GPU")
NOTHING_BEFORE = Text("updates", "there is no earlier program")
OTHER_END = Text("updates", "it could not be done")
SAID_NOTHING = Text("updates", "it did not say how it ended: it was ended, or the PC lost its power")
NOT_AGREED = Text("updates", "the system asked for an administrator, and nobody agreed")
NOT_REGISTERED = Text("updates", "Windows does not know of an installation in “{path}”")
