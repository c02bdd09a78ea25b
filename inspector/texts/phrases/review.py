"""Messages: looking at a piece again: frames read anew, searching, copying, exporting."""

from __future__ import annotations

from inspector.core.messages import Code
from inspector.texts.phrase import Phrase, Tier
from inspector.texts.translate import Text

RECORDS_STAY = Text("messages", "What was recorded of it stays, and is shown in the table and on the map.")

PHRASES = {
    Code.FRAME_FILE_GONE: Phrase(
        Tier.NOTE,
        Text("messages", "“{name}” is not there any more."),
        Text("messages", "It was read from “{path}”."),
        RECORDS_STAY,
        Text("messages", "Put the file back to where it was to see it again."),
    ),
    Code.FRAME_NOT_READ_AGAIN: Phrase(
        Tier.NOTE,
        Text("messages", "“{name}” cannot be read again."),
        Text("messages", "“{path}”: {detail}."),
        RECORDS_STAY,
        Text("messages", "Check the file and the way to it."),
    ),
    Code.FRAME_CHANGED: Phrase(
        Tier.WARN,
        Text("messages", "“{name}” is not the picture that was inspected."),
        Text("messages", "It has {found}; inspected was one of {expected}."),
        Text("messages", "It is not shown: what was found would lie in the wrong place."),
        Text("messages", "Put the file that was inspected back to where it was."),
    ),
    Code.FRAME_FILE_TOUCHED: Phrase(
        Tier.WARN,
        Text("messages", "“{name}” was written anew since it was inspected."),
        Text("messages", "Inspected was the file of {then}; this one is of {now}."),
        Text("messages", "It is shown with what was found then, and may not be the same picture."),
        None,
    ),
    Code.FRAME_ONLY_CROPS: Phrase(
        Tier.NOTE,
        Text("messages", "Of “{name}” only the pictures of its defects were kept: {n}."),
        Text("messages", "Its source cannot be read again."),
        Text("messages", "They lie where they were; the rest of the frame is left empty."),
        None,
    ),
    Code.FRAME_NOT_KEPT_THEN: Phrase(
        Tier.NOTE,
        Text("messages", "Of “{name}” no picture was kept."),
        Text("messages", "It came from a source that cannot be read again."),
        RECORDS_STAY,
        Text("messages", "Which whole frames are kept is set in workspace.toml, under evidence."),
    ),
    Code.FRAME_NOT_RECORDED: Phrase(
        Tier.NOTE,
        Text("messages", "Frame {frame} is not in the records."),
        Text("messages", "It may wait to be written, or is of another inspection."),
        None,
        Text("messages", "Try again in a moment."),
    ),
    Code.NO_MODEL_LOADED: Phrase(
        Tier.NOTE,
        Text("messages", "There is no model to ask."),
        Text("messages", "None is loaded."),
        Text("messages", "Frames are shown as they were recorded."),
        Text("messages", "Load one on the Live page."),
    ),
    Code.SEARCH_NOT_UNDERSTOOD: Phrase(
        Tier.NOTE,
        Text("messages", "The search is not understood."),
        Text("messages", "{detail}."),
        Text("messages", "The results are those of the search before."),
        Text("messages", "Correct the field, or empty it."),
    ),
    Code.NO_FRAME_THERE: Phrase(
        Tier.NOTE,
        Text("messages", "There is no such frame: {what}."),
        Text("messages", "The last one in this direction is shown."),
        None,
        None,
    ),
    Code.OVERLAY_BOXES_ONLY: Phrase(
        Tier.NOTE,
        Text("messages", "Of “{name}” the boxes of its defects are shown, not their shapes."),
        Text("messages", "Their shapes were not recorded."),
        None,
        Text("messages", "Inspect the piece again to have them."),
    ),
    Code.INSPECTION_NOT_FOUND: Phrase(
        Tier.WARN,
        Text("messages", "The inspection of “{piece}” is not in the records any more."),
        Text("messages", "The list was read before it went."),
        None,
        Text("messages", "Search again."),
    ),
    Code.DEFECTS_EXPORTED: Phrase(
        Tier.NOTE,
        Text("messages", "Defects exported: {n}."),
        Text("messages", "“{path}”"),
        None,
        None,
    ),
    Code.EXPORT_FAILED: Phrase(
        Tier.WARN,
        Text("messages", "The defects were not exported."),
        Text("messages", "“{path}”: {detail}."),
        Text("messages", "The records are as they were."),
        Text("messages", "Choose another place, or make room."),
    ),
    Code.PICTURE_COPIED: Phrase(
        Tier.NOTE,
        Text("messages", "Copied: the picture of “{name}” with what was found."),
        Text("messages", "Paste it into a text or a mail."),
        None,
        None,
    ),
    Code.COPIED_ROWS: Phrase(
        Tier.NOTE,
        Text("messages", "Copied: {n} rows."),
        Text("messages", "Paste them into a spreadsheet."),
        None,
        None,
    ),
}
