"""Messages: one frame that is not inspected, and why."""

from __future__ import annotations

from inspector.core.messages import Code
from inspector.texts.phrase import NEXT_FRAME, Phrase, Tier
from inspector.texts.translate import Text

_CANNOT_SEE = Text(
    "messages", "It is recorded as not seen, and never as free of defects. The next frames are looked at."
)

PHRASES = {
    Code.FRAME_TRUNCATED: Phrase(
        Tier.STOP,
        Text("messages", "“{name}” was not inspected."),
        Text("messages", "The file is cut short: its end is missing."),
        NEXT_FRAME,
        Text("messages", "Copy the file again, or check the program that writes it."),
    ),
    Code.FRAME_EMPTY_FILE: Phrase(
        Tier.STOP,
        Text("messages", "“{name}” was not inspected."),
        Text("messages", "The file is empty."),
        NEXT_FRAME,
        Text("messages", "Copy the file again."),
    ),
    Code.FRAME_NOT_A_PICTURE: Phrase(
        Tier.STOP,
        Text("messages", "“{name}” was not inspected."),
        Text("messages", "It is not a picture, whatever its name says."),
        NEXT_FRAME,
        Text("messages", "Remove it from the folder, or save it as PNG, JPEG, BMP or TIFF."),
    ),
    Code.FRAME_TOO_LARGE: Phrase(
        Tier.STOP,
        Text("messages", "“{name}” was not inspected."),
        Text("messages", "It is {width} × {height} pixels; up to {limit_mpx} megapixels are read."),
        NEXT_FRAME,
        Text("messages", "Cut it into shorter frames."),
    ),
    Code.FRAME_UNSUPPORTED: Phrase(
        Tier.STOP,
        Text("messages", "“{name}” was not inspected."),
        Text("messages", "This kind of picture is not read: {detail}."),
        NEXT_FRAME,
        Text("messages", "Save it as 8- or 16-bit grey or RGB in PNG, JPEG, BMP or TIFF."),
    ),
    Code.FRAME_FLOAT_RANGE: Phrase(
        Tier.STOP,
        Text("messages", "“{name}” was not inspected."),
        Text("messages", "It holds floating-point values {detail}."),
        NEXT_FRAME,
        Text("messages", "Say what is black and white in all frames by --float-range, or save 16-bit grey."),
    ),
    Code.FRAME_UNREADABLE: Phrase(
        Tier.STOP,
        Text("messages", "“{name}” was not inspected."),
        Text("messages", "It could not be read: {detail}."),
        NEXT_FRAME,
        Text("messages", "Check the permissions and the disk or network share."),
    ),
    Code.FRAME_NO_ANSWER: Phrase(
        Tier.STOP,
        Text("messages", "“{name}” was not inspected."),
        Text("messages", "The source does not answer: no byte of it came within {limit_s} s."),
        NEXT_FRAME,
        Text("messages", "Check the disk or network share."),
    ),
    Code.FRAME_BLANK_ROWS: Phrase(
        Tier.WARN,
        Text("messages", "Part of “{name}” shows nothing: rows {first_row} to {last_row} of {n_rows}."),
        Text("messages", "From there on the file holds zeros only, as after a copy that broke off."),
        Text("messages", "Its other rows are inspected; these count as not inspected. So do those of later frames."),
        Text("messages", "Copy the file again. Where the strip had left the picture, nothing need be done."),
    ),
    Code.FRAME_DARK: Phrase(
        Tier.STOP,
        Text("messages", "“{name}” was not inspected."),
        Text("messages", "Nothing can be seen: the picture is black."),
        _CANNOT_SEE,
        Text("messages", "Check the light and the lens. Where no rail or strip was under the camera, all is well."),
    ),
    Code.FRAME_SATURATED: Phrase(
        Tier.STOP,
        Text("messages", "“{name}” was not inspected."),
        Text("messages", "Nothing can be seen: the picture is white where the product should be."),
        _CANNOT_SEE,
        Text("messages", "Shorten the exposure, or dim the light."),
    ),
    Code.FRAME_FLAT: Phrase(
        Tier.STOP,
        Text("messages", "“{name}” was not inspected."),
        Text("messages", "Nothing can be seen: one grey everywhere, without any noise."),
        _CANNOT_SEE,
        Text("messages", "Check the camera: it may be covered, or send a test picture."),
    ),
    Code.FRAME_NO_PRODUCT: Phrase(
        Tier.STOP,
        Text("messages", "“{name}” was not inspected."),
        Text("messages", "It shows no rail or strip, only what lies beside it."),
        _CANNOT_SEE,
        Text("messages", "Begin and end pieces where they begin and end. Else check where the camera points."),
    ),
    Code.FRAME_OUTSIDE: Phrase(
        Tier.STOP,
        Text("messages", "“{name}” was not inspected."),
        Text("messages", "The columns that are to be inspected lie beyond the picture."),
        _CANNOT_SEE,
        Text("messages", "Set other columns, or have the edges found (Settings, Product edges)."),
    ),
    Code.EDGES_JUMPED: Phrase(
        Tier.WARN,
        Text("messages", "The edges of the product jumped in “{name}”, by {jump_px} px."),
        Text("messages", "A rail or strip sways slowly: the camera was moved, the piece changed, or an edge is wrong."),
        Text("messages", "What lies between the old and the new edges is inspected as well."),
        Text("messages", "Look at the edges in the picture. If they are wrong, inspect whole frames (Settings)."),
    ),
    Code.EDGES_UNCLEAR: Phrase(
        Tier.WARN,
        Text("messages", "The edges of the product are not clear in “{name}”."),
        Text(
            "messages", "Too few rows show them: there may be a shadow, water or scale, or nothing beside the product."
        ),
        Text("messages", "Those of the frames before hold. Without any, the frame is inspected up to its side."),
        Text("messages", "Look at the edges in the picture. Fixed columns may suit this camera better (Settings)."),
    ),
    Code.FRAME_VANISHED: Phrase(
        Tier.STOP,
        Text("messages", "“{name}” was not inspected."),
        Text("messages", "It was removed before its turn."),
        NEXT_FRAME,
        Text("messages", "Keep files in the folder until they are inspected."),
    ),
    Code.FRAME_SKIPPED: Phrase(
        Tier.STOP,
        Text("messages", "“{name}” was not inspected."),
        Text("messages", "Frames arrive faster than this PC inspects them."),
        Text("messages", "The newest frames are inspected; what was left out is recorded as a gap."),
        Text("messages", "Slow the line, use a GPU, or choose a faster model."),
    ),
    Code.FRAME_PAUSED: Phrase(
        Tier.STOP,
        Text("messages", "“{name}” was not inspected."),
        Text("messages", "Records could not be written for a while, so inspection had to wait."),
        Text("messages", "The newest frames are inspected; what was left out is recorded as a gap."),
        Text("messages", "Make room on the disk, or end the program that holds the database."),
    ),
    Code.STRETCH_UNSEEN: Phrase(
        Tier.WARN,
        Text("messages", "A stretch before “{name}” was not inspected."),
        Text("messages", "The piece moved on further than the camera saw between two frames."),
        Text("messages", "It is recorded as a gap."),
        Text("messages", "Let the camera take frames more often, or check the speed of the line."),
    ),
    Code.FRAME_NOT_REACHED: Phrase(
        Tier.NOTE,
        Text("messages", "“{name}” was not inspected."),
        Text("messages", "Inspection was stopped before its turn."),
        Text("messages", "It is listed as not inspected."),
        Text("messages", "Start again to inspect it."),
    ),
    Code.FRAME_FAILED: Phrase(
        Tier.STOP,
        Text("messages", "“{name}” was not inspected."),
        Text("messages", "Inspecting it failed: {detail}."),
        NEXT_FRAME,
        Text("messages", "If it happens again, copy the details for support, and the log: {log}"),
    ),
    Code.FRAME_BITS_EXCEEDED: Phrase(
        Tier.STOP,
        Text("messages", "“{name}” was not inspected."),
        Text("messages", "It holds the value {highest}; {bits} bits, as set or as the file says, reach {limit}."),
        NEXT_FRAME,
        Text(
            "messages",
            "Set the bits that the camera delivers, at least {needed}, where the source is opened, or by --bits.",
        ),
    ),
}
