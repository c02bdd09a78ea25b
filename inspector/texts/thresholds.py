"""Thresholds and minimum areas: which hold, and the steps that led to them."""

from __future__ import annotations

from inspector.texts.translate import CountedText, Text

MODELS_OWN = Text("thresholds", "model's own")
OF_SET = Text("thresholds", "set “{name}”")
OF_SET_FOR = Text("thresholds", "set “{name}” for {product}")
MOVED = CountedText("thresholds", "{base} · changed by hand: {n}", "{base} · changed by hand: {n}", 1)
STEP_THRESHOLD = Text("thresholds", "{class_name} ≥ {value}")
STEP_AREA = Text("thresholds", "{class_name} ≥ {value}", "an area, with its unit")
STEP_SEVERAL = CountedText("thresholds", "{n} values", "{n} value", 1)
STEP_RESET = Text("thresholds", "put back: {class_name}")
STEP_OTHER_SOURCE = Text("thresholds", "put back for {source}")
