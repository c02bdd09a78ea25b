"""The section “Program” of the Settings page."""

from __future__ import annotations

from inspector.texts.translate import CountedText, Text

TITLE = Text("program", "Program")
INTRO = Text(
    "program",
    "Updates come as a file with its signature, on a stick or a share; nothing is fetched. Before one is installed, "
    "records and settings are copied; a program that does not start gives way to the one before.",
)  # fmt: skip
INSTALLED = Text("program", "Version {version}, edition {edition}, built {built}")
FROM_ELSEWHERE = Text("program", "Version {version}, not installed from a package: it is updated as it was set up")
BEFORE = Text("program", "The version before: {version}")
NONE_BEFORE = Text("program", "There is no version before that it could go back to")
NO_KEYS = Text("program", "No key is known: no update file can be installed before an administrator adds one")
LAST = Text("program", "Last: {at}, {what}")
GO_BACK = Text("program", "Roll back to {version}…")
CHECKING = Text("program", "Checking the update")
COPYING = Text("program", "Copying records and settings")
INSTALLING = Text("program", "Installing; do not switch this PC off")
TRYING = Text("program", "Starting the new program, to see whether it answers")
GATHERING = Text("program", "Gathering what support needs; the models of this PC are tried meanwhile")
MAY_INSTALL = Text("program", "Version {version} is whole and signed by {key}. Install it?")
START_AGAIN = Text("program", "Start again now")
THIS_WINDOW = Text("program", "This window is still {version}.")
CLOSES = Text("program", "Inspector closes for it, and starts again after some minutes.")
MAY_GO_BACK = Text("program", "Start version {version} from now on?")
UNREAD = Text("program", "It cannot read {what}; copies from before lie in the folder “backups”.")
INSTALL = Text("program", "Install {version}")
UNREACHED = CountedText(
    "program", "Of {n} workspaces no copy was made: {names}", "Of a workspace no copy was made: {names}", 1
)
STARTS_BY = Text("program", "By {file}")
STARTS_NOT = Text("program", "Somebody starts it")
BUNDLE_NAME = Text("program", "inspector-support-{date}.zip")
MB = Text("program", "{size} MB")
KB = Text("program", "{size} KB")
