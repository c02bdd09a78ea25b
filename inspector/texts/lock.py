"""The lock: what it says on the window."""

from __future__ import annotations

from inspector.texts.translate import Text

LOCKED = Text("lock", "Locked: an engineer unlocks with {key}")
GIVE_PIN = Text("lock", "PIN of the engineer")
LOOKING = Text("lock", "One moment …")
WRONG = Text("lock", "That is not the PIN. Try again in {wait}")
TRY_AGAIN = Text("lock", "Try again")
NO_PIN = Text("lock", "Nothing is locked: no PIN is set (Settings, or: inspector workspace pin)")
