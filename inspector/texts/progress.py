"""Long work in one line: what it is, how far it is, how long it will still take."""

from __future__ import annotations

from typing import Final

from inspector.texts.formats import decimal
from inspector.texts.translate import CountedText, Text

PART: Final = " · "  # between parts of one line, in every language

DONE_OF = Text("progress", "{done} of {total}")
SECONDS_LEFT = CountedText("progress", "{n} s left", "{n} s left", 1)
MINUTES_LEFT = CountedText("progress", "{n} min left", "{n} min left", 1)
HOURS_LEFT = Text("progress", "{n} h left")
CANCELLING = Text("progress", "Cancelling: {name}", "asked, and not heard yet; its name: Proving …")
SECONDS_UP_TO_S = 90
MINUTES_UP_TO_S = 2 * 3600


def progress_text(name: str, done: int, total: int | None, seconds_left: float | None) -> str:
    """ "Reading strip · 312 of 1 344 · 4 s left"; what is not known is left out, so is a time below a second."""
    parts = [name]
    if total:
        parts.append(DONE_OF.translated(done=done, total=total))
        if seconds_left is not None and seconds_left >= 1:
            parts.append(time_left_text(seconds_left))
    return PART.join(parts)


def time_left_text(seconds: float) -> str:
    if round(seconds) < SECONDS_UP_TO_S:
        return SECONDS_LEFT.translated(n=round(seconds))
    if round(seconds) < MINUTES_UP_TO_S:
        return MINUTES_LEFT.translated(n=round(seconds / 60))
    return HOURS_LEFT.translated(n=decimal(seconds / 3600, 1))
