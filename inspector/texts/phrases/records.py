"""Messages: what is recorded: rows, defect pictures, changed settings."""

from __future__ import annotations

from inspector.core.messages import Code
from inspector.texts.phrase import NOTHING_STARTED, ROWS_WAIT, Phrase, Tier
from inspector.texts.translate import Text

PHRASES = {
    Code.STORE_DISK_FULL: Phrase(
        Tier.STOP,
        Text("messages", "The disk is full: inspection cannot be recorded."),
        Text("messages", "“{path}”: {detail}."),
        ROWS_WAIT,
        Text("messages", "Make room on the disk. Recording goes on by itself."),
    ),
    Code.STORE_LOCKED: Phrase(
        Tier.STOP,
        Text("messages", "The records are locked by another program."),
        Text("messages", "“{path}”: {detail}."),
        ROWS_WAIT,
        Text("messages", "Close the program that has the database open. Recording goes on by itself."),
    ),
    Code.STORE_IN_USE: Phrase(
        Tier.STOP,
        Text("messages", "The records are locked by another program."),
        Text("messages", "“{path}”: {detail}."),
        NOTHING_STARTED,
        Text("messages", "Close the program that has the database open, then start again."),
    ),
    Code.STORE_NO_ROOM: Phrase(
        Tier.STOP,
        Text("messages", "The disk is full: the records cannot be opened."),
        Text("messages", "“{path}”: {detail}."),
        NOTHING_STARTED,
        Text("messages", "Make room on the disk, then start again."),
    ),
    Code.STORE_BROKEN: Phrase(
        Tier.STOP,
        Text("messages", "The records cannot be opened."),
        Text("messages", "“{path}” is damaged or no database: {detail}."),
        Text("messages", "The file was left as it is. Nothing was started; what is recorded stays."),
        Text("messages", "See what can be saved: inspector workspace repair. Or restore a copy."),
    ),
    Code.STORE_TOO_NEW: Phrase(
        Tier.STOP,
        Text("messages", "The records cannot be opened."),
        Text("messages", "“{path}” has version {found}; this program knows up to {known}."),
        Text("messages", "The file was left as it is. Nothing was started; what is recorded stays."),
        Text("messages", "Update Inspector on this PC."),
    ),
    Code.STORE_UNWRITABLE: Phrase(
        Tier.STOP,
        Text("messages", "The records cannot be written."),
        Text("messages", "“{path}”: {detail}."),
        NOTHING_STARTED,
        Text("messages", "Check the permissions, or choose another workspace."),
    ),
    Code.STORE_PAUSED: Phrase(
        Tier.WARN,
        Text("messages", "Inspection waits for the disk."),
        Text("messages", "Records that wait to be written: {n_waiting}."),
        Text("messages", "Nothing recorded is lost. Live frames that cannot wait are recorded as a gap."),
        Text("messages", "Check whether another program keeps the disk busy."),
    ),
    Code.STORE_GAVE_UP: Phrase(
        Tier.STOP,
        Text("messages", "Frames were not recorded: {n_frames}."),
        Text("messages", "“{path}” took no more records, and the inspection was stopped."),
        Text("messages", "What was recorded before stays."),
        Text("messages", "Make room on the disk or free the database, then inspect these frames again."),
    ),
    Code.STORE_REJECTED: Phrase(
        Tier.STOP,
        Text("messages", "The database refused a record."),
        Text("messages", "“{path}”: {detail}."),
        Text("messages", "The inspection ends as failed. What was recorded before stays."),
        Text("messages", "Inspect the piece again. If it happens again, send the log: {log}."),
    ),
    Code.STORE_MISCOUNTED: Phrase(
        Tier.STOP,
        Text("messages", "Not everything that was inspected is recorded."),
        Text(
            "messages",
            "“{path}” holds {n_recorded} of {n_frames} frames and {n_defects_recorded} of {n_defects} defects.",
        ),
        Text("messages", "The inspection counts as failed. What was recorded stays."),
        Text("messages", "Look at the records with “inspector workspace verify”, and inspect the piece again."),
    ),
    Code.STORE_DAMAGED: Phrase(
        Tier.STOP,
        Text("messages", "The records were damaged while they were open."),
        Text("messages", "“{path}”: {detail}."),
        Text("messages", "Recording goes on in a fresh file. The damaged one is kept as “{kept}”."),
        Text("messages", "Check the disk. Then bring the records together: inspector workspace repair."),
    ),
    Code.CLOCK_JUMPED: Phrase(
        Tier.NOTE,
        Text("messages", "The clock of this PC was changed during the inspection."),
        Text("messages", "It moved {by_s} s against the time that really passed."),
        Text("messages", "Times of single records are those of the clock. The inspection ends after it began."),
        None,
    ),
    Code.BACKUP_FAILED: Phrase(
        Tier.WARN,
        Text("messages", "No copy of the records was made."),
        Text("messages", "“{path}”: {detail}."),
        Text("messages", "Records themselves are written."),
        Text("messages", "Make room on the disk or check the permissions."),
    ),
    Code.SETTINGS_CHANGED: Phrase(
        Tier.NOTE,
        Text("messages", "Thresholds were changed."),
        Text("messages", "From frame {from_frame} on: {settings}."),
        Text("messages", "Frames before it keep what was found in them."),
        None,
    ),
    Code.EVIDENCE_QUOTA: Phrase(
        Tier.NOTE,
        Text("messages", "Old defect pictures make room for new ones."),
        Text("messages", "“{path}” has reached its {limit_mb} MB."),
        Text("messages", "Records stay; pictures somebody annotated stay too."),
        Text("messages", "Raise the quota in workspace.toml to keep more."),
    ),
    Code.EVIDENCE_FAILED: Phrase(
        Tier.WARN,
        Text("messages", "Defect pictures are not being kept."),
        Text("messages", "“{path}”: {detail}."),
        Text("messages", "Defects themselves are recorded."),
        Text("messages", "Make room on the disk or check the permissions."),
    ),
    Code.PRODUCT_BROKEN: Phrase(
        Tier.WARN,
        Text("messages", "Which part of frame {frame} was inspected cannot be shown."),
        Text("messages", "The record of it is not understood: {detail}."),
        Text("messages", "The frame is shown without its edges; perhaps not all of it was inspected."),
        Text("messages", "Check the records: inspector workspace verify."),
    ),
    Code.REGIONS_BROKEN: Phrase(
        Tier.WARN,
        Text("messages", "What was found in frame {frame} cannot be shown as it was."),
        Text("messages", "Its recorded regions are not understood: {detail}."),
        Text("messages", "The boxes of its defects are shown instead. The defects themselves are recorded."),
        Text("messages", "Check the records: inspector workspace verify."),
    ),
    Code.REGIONS_TOO_MANY: Phrase(
        Tier.NOTE,
        Text("messages", "What the overlay of frame {frame} shows is not recorded."),
        Text("messages", "It is too much: {detail}."),
        Text("messages", "Its defects are recorded, with their boxes."),
        Text("messages", "Look at the thresholds: a frame full of defects is seldom true."),
    ),
    Code.INSPECTION_UNFINISHED: Phrase(
        Tier.WARN,
        Text("messages", "The inspection of “{piece}” was not finished."),
        Text("messages", "The program ended during it, started {started_at}."),
        Text("messages", "What was inspected until then is kept."),
        Text("messages", "Inspect the rest of the piece again."),
    ),
}
