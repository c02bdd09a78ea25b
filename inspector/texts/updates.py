"""Updates, going back and what stands around them, in words."""

from __future__ import annotations

from inspector.texts.translate import Text

INSPECTS = Text("updates", "“{path}” is being inspected into")
TRAINS = Text("updates", "the training “{run}” runs or waits")
OTHER_PROGRAM = Text("updates", "Inspector is open a second time (process {pid})")
UPDATED = Text("updates", "{before} → {version}, by {name}")
WENT_BACK = Text("updates", "back from {before} to {version}, by {name}")
WAS_NOT_MADE = Text("updates", "{before} → {version}, by {name}: not made, {before} stayed")
