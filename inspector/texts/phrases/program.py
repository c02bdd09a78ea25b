"""Messages: the program itself."""

from __future__ import annotations

from inspector.core.messages import Code
from inspector.texts.phrase import NOTHING_STARTED, Phrase, Tier
from inspector.texts.translate import Text

PHRASES = {
    Code.PROGRAM_REPLACED: Phrase(
        Tier.STOP,
        Text("messages", "Another version was installed while this window was open."),
        Text("messages", "This window is the version before, and its files are not there any more."),
        Text("messages", "Nothing is inspected. What is recorded stays."),
        Text("messages", "Close Inspector and start it again."),
    ),
    Code.STILL_RUNNING: Phrase(
        Tier.WARN,
        Text("messages", "The inspection has not ended yet."),
        Text("messages", "The source, the model or the disk does not answer."),
        Text("messages", "What is recorded stays. It ends when they answer."),
        Text("messages", "Check the camera, the network share and the disk."),
    ),
    Code.FRAME_KEPT: Phrase(
        Tier.NOTE,
        Text("messages", "“{name}” is kept."),
        Text("messages", "The whole frame lies with the evidence of its piece, to be annotated later."),
        None,
        None,
    ),
    Code.FRAME_NOT_KEPT: Phrase(
        Tier.WARN,
        Text("messages", "“{name}” was not kept."),
        Text("messages", "Too many pictures wait for the disk."),
        Text("messages", "Its defects and their pictures are in the records."),
        Text("messages", "Try again in a moment, or make room on the disk."),
    ),
    Code.NO_FRAME_TO_KEEP: Phrase(
        Tier.NOTE,
        Text("messages", "No frame was kept."),
        Text("messages", "No frame of a piece is on the screen."),
        None,
        Text("messages", "Start an inspection first."),
    ),
    Code.DROPPED_UNKNOWN: Phrase(
        Tier.NOTE,
        Text("messages", "“{name}” was not opened."),
        Text("messages", "It is no folder, no video and no model."),
        Text("messages", "What was open stays open."),
        Text("messages", "Drop a folder with frames, a video, or a model (.onnx)."),
    ),
    Code.DROPPED_SEVERAL: Phrase(
        Tier.NOTE,
        Text("messages", "Nothing was opened."),
        Text("messages", "Several files were dropped at once ({n}), and one source is inspected at a time."),
        Text("messages", "What was open stays open."),
        Text("messages", "Drop the folder that holds them, or one of them."),
    ),
    Code.WORK_BUSY: Phrase(
        Tier.NOTE,
        Text("messages", "“{name}” was not started."),
        Text("messages", "Other work of this page is still running."),
        Text("messages", "It goes on."),
        Text("messages", "Wait for it, or cancel it."),
    ),
    Code.SNAPSHOT_MADE: Phrase(
        Tier.NOTE,
        Text("messages", "The snapshot “{name}” is written."),
        Text("messages", "Frames: {n_frames}; injections: {n_injections}; given up: {n_given_up}."),
        Text("messages", "Attempts that were not taken: {shares}."),
        Text("messages", "Train on it with: inspector train --dataset {name}"),
    ),
    Code.SHEET_MADE: Phrase(
        Tier.NOTE,
        Text("messages", "The contact sheet is written."),
        Text("messages", "It is the file {path}."),
        None,
        None,
    ),
    Code.JOB_CANCELLED: Phrase(
        Tier.NOTE,
        Text("messages", "“{name}” was cancelled."),
        Text("messages", "Somebody asked for it."),
        Text("messages", "What it had finished is kept."),
        None,
    ),
    Code.NO_DISPLAY: Phrase(
        Tier.STOP,
        Text("messages", "The window cannot be opened."),
        Text("messages", "There is no screen here: {detail}."),
        NOTHING_STARTED,
        Text("messages", "Start it at a screen, with xvfb-run, or inspect without a window: inspector run SOURCE."),
    ),
    Code.MANUAL_MISSING: Phrase(
        Tier.WARN,
        Text("messages", "The manual is not there."),
        Text("messages", "No page of it can be read in {path}."),
        Text("messages", "Everything else works without it."),
        Text("messages", "Install the program again: files of it are missing."),
    ),
    Code.SINK_FAILED: Phrase(
        Tier.WARN,
        Text("messages", "{name} does not get every result."),
        Text("messages", "{detail}."),
        Text("messages", "Inspection and records go on; it is tried again with each frame."),
        Text("messages", "Check where it writes or sends to. The log holds more: {log}"),
    ),
    Code.UNEXPECTED: Phrase(
        Tier.STOP,
        Text("messages", "Something went wrong in the program itself."),
        Text("messages", "{detail}."),
        Text("messages", "What is recorded stays."),
        Text("messages", "Copy the details for support, and the log: {log}"),
    ),
}
