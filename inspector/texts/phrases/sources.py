"""Messages: folders, videos and cameras."""

from __future__ import annotations

from inspector.core.messages import Code
from inspector.texts.phrase import NOTHING_STARTED, Phrase, Tier
from inspector.texts.translate import Text

PHRASES = {
    Code.SOURCE_MISSING: Phrase(
        Tier.STOP,
        Text("messages", "There is nothing to inspect at “{path}”."),
        Text("messages", "No such file or folder."),
        NOTHING_STARTED,
        Text("messages", "Check the path, or choose another folder."),
    ),
    Code.SOURCE_EMPTY: Phrase(
        Tier.STOP,
        Text("messages", "There is nothing to inspect in “{path}”."),
        Text("messages", "The folder holds no files."),
        NOTHING_STARTED,
        Text("messages", "Choose a folder with frames, or keep watching it for new frames (also --watch)."),
    ),
    Code.SOURCE_UNREADABLE: Phrase(
        Tier.STOP,
        Text("messages", "“{path}” cannot be opened."),
        Text("messages", "{detail}."),
        NOTHING_STARTED,
        Text("messages", "Check the permissions and the disk or network share."),
    ),
    Code.DEMO_STRIP: Phrase(
        Tier.NOTE,
        Text("messages", "A demonstration: no steel of yours."),
        Text("messages", "This program makes the strip and its defects; critical ones say STOP, as on a line."),
        None,
        Text("messages", "Open a folder, a video or a camera to inspect your own."),
    ),
    Code.SOURCE_IS_OURS: Phrase(
        Tier.STOP,
        Text("messages", "“{path}” cannot be inspected."),
        Text("messages", "Inspector itself writes to “{written}” meanwhile, and would inspect that, too, without end."),
        NOTHING_STARTED,
        Text("messages", "Choose a folder that holds the frames alone, apart from workspace and results."),
    ),
    Code.SOURCE_NO_ANSWER: Phrase(
        Tier.STOP,
        Text("messages", "“{path}” does not answer."),
        Text("messages", "It was waited for, {limit_s} s."),
        Text("messages", "What was inspected before is recorded; nothing more of it is."),
        Text("messages", "Check the disk or network share, then start again."),
    ),
    Code.SOURCE_NOT_UNDERSTOOD: Phrase(
        Tier.STOP,
        Text("messages", "“{text}” is no source."),
        Text("messages", "A source is a folder, a picture, a video, a camera's number or URL."),
        NOTHING_STARTED,
        Text("messages", "Give one of these, or “demo” for the synthetic strip."),
    ),
    Code.SOURCE_TWICE: Phrase(
        Tier.STOP,
        Text("messages", "“{text}” is given twice: at {first_mm} mm and at {second_mm} mm across."),
        Text("messages", "It would be inspected twice, and each of its defects would count twice."),
        NOTHING_STARTED,
        Text("messages", "Give each source once, by SOURCE or by --lane."),
    ),
    Code.FOLDER_UNREADABLE: Phrase(
        Tier.STOP,
        Text("messages", "The folder “{path}” was left out."),
        Text("messages", "{detail}."),
        Text("messages", "The other folders are inspected; nothing in this one is."),
        Text("messages", "Check its permissions, then start again."),
    ),
    Code.FOLDER_LOST: Phrase(
        Tier.STOP,
        Text("messages", "The folder “{path}” cannot be reached."),
        Text("messages", "{detail}."),
        Text("messages", "Nothing new is inspected; it is tried again and again."),
        Text("messages", "Check the disk or network share. Inspection goes on by itself when it is back."),
    ),
    Code.SOURCE_AGAIN: Phrase(
        Tier.NOTE,
        Text("messages", "“{name}” is inspected again, as “{piece}”."),
        Text("messages", "It had been inspected before, and begins anew with its first frame."),
        None,
        Text("messages", "Open another source where this is another piece."),
    ),
    Code.FOLDER_BACK: Phrase(
        Tier.NOTE,
        Text("messages", "The folder “{path}” is back."),
        Text("messages", "It can be read again."),
        Text("messages", "Inspection goes on with what has come meanwhile."),
        Text("messages", "Nothing need be done."),
    ),
    Code.FILE_KEEPS_GROWING: Phrase(
        Tier.WARN,
        Text("messages", "“{name}” keeps growing, so it is not inspected yet."),
        Text("messages", "It has been written to for {grows_s} s; a frame is read once it is whole."),
        Text("messages", "Other files are inspected. Where it never ends, it is listed as not inspected."),
        Text("messages", "Check the program that writes it. A video is opened as a video, not with its folder."),
    ),
    Code.VIDEO_UNREADABLE: Phrase(
        Tier.STOP,
        Text("messages", "The video “{path}” cannot be opened."),
        Text("messages", "It is damaged, or of a kind that is not read."),
        NOTHING_STARTED,
        Text("messages", "Play it elsewhere to check it, or convert it to MP4."),
    ),
    Code.REST_UNKNOWN: Phrase(
        Tier.STOP,
        Text("messages", "What is left of “{name}” is not known."),
        Text("messages", "Listing it failed: {detail}."),
        Text("messages", "What was inspected is recorded; the inspection counts as failed."),
        Text("messages", "Inspect it again."),
    ),
    Code.VIDEO_ENDED_EARLY: Phrase(
        Tier.STOP,
        Text("messages", "The video “{path}” ended early."),
        Text("messages", "It holds {n_frames} of the {n_expected} frames that it promises."),
        Text("messages", "Those read were inspected; the rest is listed as not inspected."),
        Text("messages", "Copy the video again."),
    ),
    Code.SOURCE_BITS_UNKNOWN: Phrase(
        Tier.WARN,
        Text("messages", "The frames of “{source}” seem to hold {bits} of 16 bits."),
        Text(
            "messages",
            "In {n_frames} of the first {n_watched} no value is above {highest}; nothing states the bits.",
        ),
        Text("messages", "They are inspected as 16-bit frames, so nearly black: defects are missed."),
        Text("messages", "Set {bits} as the bits of its files, where the source is opened, or by --bits."),
    ),
    Code.CAMERA_NOT_FOUND: Phrase(
        Tier.STOP,
        Text("messages", "Camera “{address}” was not found."),
        Text("messages", "Nothing answers at this address."),
        NOTHING_STARTED,
        Text("messages", "Check its power and cable, and the address; other programs must have released it."),
    ),
    Code.CAMERA_NO_SUCH_NUMBER: Phrase(
        Tier.STOP,
        Text("messages", "Camera {number} was not found."),
        Text("messages", "This PC has no camera of this number, or another program uses it. The first one is 0."),
        NOTHING_STARTED,
        Text("messages", "Check its cable and close other programs; inspector doctor lists the cameras of this PC."),
    ),
    Code.CAMERA_LOST: Phrase(
        Tier.STOP,
        Text("messages", "Camera “{address}” is lost: the strip is not being inspected."),
        Text("messages", "It stopped sending frames."),
        Text("messages", "What passes now is recorded as not inspected; the next try comes in {retry_s} s."),
        Text("messages", "Check its power and cable. Inspection goes on by itself when it is back."),
    ),
    Code.CAMERA_BACK: Phrase(
        Tier.NOTE,
        Text("messages", "Camera “{address}” is back."),
        Text("messages", "It was away for {lost_s} s."),
        Text("messages", "Inspection goes on."),
        Text("messages", "The gap is in the records; look at that part of the piece again."),
    ),
}
