"""What is said where keys are changed."""

from __future__ import annotations

from inspector.texts.translate import CountedText, Text

# Why an action cannot have a key
TAKEN = Text("keys", "{key} is {name} {where}.", "where: on every page, or on the page Annotate")
EVERYWHERE = Text("keys", "on every page")
ON_PAGE = Text("keys", "on the page {page}")
HELD = Text("keys", "Keys that are held down stay as they are.")
OF_FOCUS = Text("keys", "{key} is for fields, lists and buttons, and stays so.")
OF_PICTURE = Text("keys", "{key} is for the picture on the page {page}, and stays so.")
SHIFTED_SIGN = Text("keys", "What Shift makes of this key is another sign on another keyboard. Take another key.")
NO_KEY = Text("keys", "This key cannot be told from others. Take another key.")
TAKE = Text("keys", "Take it from “{name}”")

# What was done
HAS_NOW = Text("keys", "{name}: {keys}")
HAS_NONE = Text("keys", "{name} has no key")
TAKEN_FROM = Text("keys", "{name}: {keys}. “{other}” lost it")
AS_PRESET = Text("keys", "All keys are as in {preset}")
AS_PRESET_BUT = Text("keys", "Keys are as in {preset}, but for what you changed")
NOT_SAVED = Text("keys", "The keys act, but are not saved: {why}")

# What is listed
PART = Text("keys", "{page} · {help}")
EVERY_PAGE = Text("keys", "Every page")
OR = Text("actions", " or ", "between two keys that do the same")
HELD_KEY = Text("keys", "hold {keys} · fixed")
NONE = Text("keys", "no key")
CHANGED = Text("keys", "{keys} · changed")
FOUND = CountedText("keys", "{n} actions", "{n} action", 1)
N_CHANGED = CountedText("keys", "Keys of {n} actions changed", "Keys of {n} action changed", 1)
RESTS = Text("keys", "A change rests: {name}. {why}")
MORE_REST = CountedText("keys", "{n} more rest.", "{n} more rests.", 1)
N_UNKNOWN = CountedText(
    "keys", "{n} changes are of actions that this program does not have; they are kept.",
    "{n} change is of an action that this program does not have; it is kept.", 1,
)  # fmt: skip
