"""Ends that nobody wished, starting with the PC, and what support gets, in words."""

from __future__ import annotations

from inspector.texts.translate import Text

AFTER_START = Text("upkeep", "some time after {at} UTC")
MISSED_NOTHING = Text("upkeep", "Nothing was being inspected")
MISSED_REST = Text("upkeep", "“{piece}” was not inspected to its end")
MISSED_TIME = Text("upkeep", "“{piece}” was being inspected; {s} s have passed since then")
MISSED_LENGTH = Text(
    "upkeep", "About {m} m of “{piece}” were not inspected, at its speed of before and the {s} s that have passed"
)

# What lies in a support bundle
IN_FACTS = Text("upkeep", "versions, this PC, what inspector doctor found")
IN_LOG = Text("upkeep", "log, without passwords and names of pieces")
IN_NAMED_LOG = Text("upkeep", "log, without passwords")
IN_END = Text("upkeep", "report of an end that nobody wished")
IN_SETTINGS = Text("upkeep", "settings, without PINs, commands and passwords")
IN_DATABASE = Text("upkeep", "numbers about the records: how many, which version, whether whole")
IN_AUDIT = Text("upkeep", "what was decided and when, without names")
IN_PICTURE = Text("upkeep", "picture of a defect")
