"""What is said about the chain of decisions."""

from __future__ import annotations

from inspector.texts.translate import CountedText, Text

WHOLE = CountedText(
    "audit", "The chain is whole: {n} entries, the newest on {at}.", "The chain is whole: {n} entry, on {at}.", 1
)
EMPTY = Text("audit", "Nothing was decided here yet.")
BROKEN = CountedText("audit", "The chain is broken at {n} places.", "The chain is broken at {n} place.", 1)
ALTERED = Text("audit", "Line {line}: entry {number} is not as it was written.")
MISSING = CountedText(
    "audit", "Before line {line}: {n} entries from {number} on are missing.",
    "Before line {line}: entry {number} is missing.", 1,
)  # fmt: skip
OUT_OF_ORDER = Text("audit", "Line {line}: entry {number} stands behind a later one, or twice.")
CUT = Text("audit", "Entry {number}, which {known_from} names, is not in the chain: it was cut off or written anew.")
DIFFERS = Text("audit", "{known_from} says something else of entry {number} than the entry itself.")
HEAD_LOST = Text("audit", "audit.head is gone or cannot be read: nobody can tell whether the end was cut off.")
MENDED = Text("audit", "Line {line} was left half written, as by a power cut; nothing that was recorded is lost by it.")
