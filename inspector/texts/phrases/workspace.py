"""Messages: workspaces, output folders and calibrations."""

from __future__ import annotations

from inspector.core.messages import Code
from inspector.texts.phrase import NEXT_FRAME, NOTHING_STARTED, Phrase, Tier
from inspector.texts.translate import Text

PHRASES = {
    Code.WORKSPACE_MISSING: Phrase(
        Tier.STOP,
        Text("messages", "There is no workspace at “{path}”."),
        Text("messages", "Its workspace.toml was not found."),
        NOTHING_STARTED,
        Text("messages", "Make it here, or name another folder: “Make the workspace here”, inspector workspace init."),
    ),
    Code.WORKSPACE_BROKEN: Phrase(
        Tier.STOP,
        Text("messages", "The workspace “{path}” cannot be used."),
        Text("messages", "{detail}."),
        Text("messages", "It was left as it is. Nothing was started; what is recorded stays."),
        Text("messages", "Correct workspace.toml, or restore a copy."),
    ),
    Code.SEVERITY_CLASSES_UNKNOWN: Phrase(
        Tier.WARN,
        Text("messages", "Some severity rules never fire with the model “{model}”."),
        Text("messages", "It reports no defects of a class called {names}, which the severity table names."),
        Text("messages", "Defects get their severity by the other rules."),
        Text("messages", "Correct the classes of these rules in Settings, Severity, or take the rules out."),
    ),
    Code.WORKSPACE_TOO_NEW: Phrase(
        Tier.STOP,
        Text("messages", "The workspace “{path}” cannot be used."),
        Text("messages", "It has version {found}; this program knows up to {known}."),
        Text("messages", "It was left as it is. Nothing was started; what is recorded stays."),
        Text("messages", "Update Inspector on this PC."),
    ),
    Code.WORKSPACE_EXISTS: Phrase(
        Tier.STOP,
        Text("messages", "No workspace was made at “{path}”."),
        Text("messages", "There is one already."),
        Text("messages", "It was left as it is."),
        Text("messages", "Use it, or choose another folder."),
    ),
    Code.WINDOW_FORGOTTEN: Phrase(
        Tier.NOTE,
        Text("messages", "The window does not know where it was and what was open last."),
        Text("messages", "“{path}”: {detail}."),
        Text("messages", "The file was left as it is. No record is touched."),
        Text("messages", "Delete it; the window then remembers anew."),
    ),
    Code.KEYS_FORGOTTEN: Phrase(
        Tier.NOTE,
        Text("messages", "The keys that you chose are not known; the program's own act."),
        Text("messages", "“{path}”: {detail}."),
        Text("messages", "The file was left as it is. The first key that you change puts it aside."),
        Text("messages", "Mend the file and start again, or choose keys anew."),
    ),
    Code.OUTPUT_TAKEN: Phrase(
        Tier.STOP,
        Text("messages", "Results cannot be written to “{path}”."),
        Text("messages", "{detail}."),
        NOTHING_STARTED,
        Text("messages", "Choose a new or empty folder, or one that an earlier run wrote."),
    ),
    Code.OUTPUT_IN_USE: Phrase(
        Tier.STOP,
        Text("messages", "Another program writes to “{path}” at this moment."),
        Text("messages", "{user} on “{pc}” began at {since} (process {process})."),
        NOTHING_STARTED,
        Text("messages", "Wait for its end, or choose another folder."),
    ),
    Code.OUTPUT_UNWRITABLE: Phrase(
        Tier.STOP,
        Text("messages", "The results cannot be written."),
        Text("messages", "“{path}”: {detail}."),
        Text("messages", "What is in the records stays."),
        Text("messages", "Choose another folder, or make room."),
    ),
    Code.CALIBRATION_WRONG: Phrase(
        Tier.STOP,
        Text("messages", "“{text}” is no pixel size."),
        Text("messages", "It takes one or two numbers above 0, in mm per pixel."),
        NOTHING_STARTED,
        Text("messages", "Write, for example, 0.25 or 0.25,0.5 (across, along)."),
    ),
    Code.LANES_NEED_SCALE: Phrase(
        Tier.STOP,
        Text("messages", "Several lanes need to know how large a pixel is."),
        Text("messages", "Lanes lie beside each other in millimetres."),
        NOTHING_STARTED,
        Text("messages", "Set the calibration in Settings or workspace.toml, or give --mm-per-px."),
    ),
    Code.LANES_APART: Phrase(
        Tier.WARN,
        Text("messages", "Defects are not joined from “{left}” to “{right}”."),
        Text("messages", "{mm} mm lie between these lanes, which no camera sees."),
        Text("messages", "Both are inspected; what goes over from one to the other is counted in each."),
        Text("messages", "Check where the lanes lie across, in mm, and the size of a pixel."),
    ),
    Code.LANES_OVERLAP: Phrase(
        Tier.WARN,
        Text("messages", "Defects are not joined from “{left}” to “{right}”."),
        Text("messages", "These lanes overlap by {mm} mm."),
        Text("messages", "Both are inspected; what lies where they overlap is counted in each."),
        Text("messages", "Check where the lanes lie across, in mm, and the size of a pixel."),
    ),
    Code.POSITIONS_NEED_SCALE: Phrase(
        Tier.STOP,
        Text("messages", "Positions by speed or by name need to know how large a pixel is."),
        Text("messages", "They are millimetres, and a frame without a scale is so many rows long."),
        NOTHING_STARTED,
        Text("messages", "Set the calibration in Settings or workspace.toml, or give --mm-per-px."),
    ),
    Code.POSITION_IMPOSSIBLE: Phrase(
        Tier.STOP,
        Text("messages", "“{name}” was not inspected."),
        Text("messages", "It would lie {detail} along the piece; no piece is so long."),
        NEXT_FRAME,
        Text("messages", "Check the position in its name, or the time of the file and the clock of the PC."),
    ),
    Code.POSITIONS_ASSUMED: Phrase(
        Tier.WARN,
        Text("messages", "Positions along after “{name}” may be off by its length."),
        Text("messages", "It could not be read, so nobody knows how long it was."),
        Text("messages", "It counts as long as the frame before it; where there was none, as no length at all."),
        Text("messages", "The stretch is listed as a gap of unknown length; look at that part of the piece again."),
    ),
    Code.POSITION_PATTERN_WRONG: Phrase(
        Tier.STOP,
        Text("messages", "“{pattern}” cannot find positions in the names of frames."),
        Text("messages", "{detail}."),
        NOTHING_STARTED,
        Text("messages", "Write a pattern with one group named “mm” or “m” around the number."),
    ),
    Code.PIN_UNFIT: Phrase(
        Tier.WARN,
        Text("messages", "The PIN was not set."),
        Text("messages", "It cannot be one: {detail}."),
        Text("messages", "The lock is as it was."),
        Text("messages", "Choose another PIN."),
    ),
    Code.THRESHOLD_SET_WRONG: Phrase(
        Tier.WARN,
        Text("messages", "The thresholds were not saved as “{name}”."),
        Text("messages", "{detail}."),
        Text("messages", "They hold as they are."),
        Text("messages", "Choose another name."),
    ),
    Code.THRESHOLD_SET_MISSING: Phrase(
        Tier.STOP,
        Text("messages", "There is no one set of thresholds “{name}” for the model {model}."),
        Text("messages", "There are: {known}."),
        NOTHING_STARTED,
        Text("messages", "Name one of them, with its product where two have one name."),
    ),
    Code.CALIBRATION_FILE_WRONG: Phrase(
        Tier.STOP,
        Text("messages", "The calibration “{path}” cannot be used."),
        Text("messages", "{detail}."),
        NOTHING_STARTED,
        Text("messages", "Give a TOML file with mm_per_px_across and mm_per_px_along."),
    ),
}
