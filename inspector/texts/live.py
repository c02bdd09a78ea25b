"""What the Live page shows beside its messages and actions."""

from __future__ import annotations

from inspector.texts.translate import CountedText, Text

# Over a picture that stands still
FROZEN = Text("live", "FROZEN")
FROZEN_SINCE = CountedText("live", "FROZEN · {n} new defects", "FROZEN · {n} new defect", 1)
