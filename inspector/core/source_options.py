"""How a folder, video or camera is read, as people choose it; each counts where the source has it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SourceOptions:
    is_continuous: bool = False  # each frame goes on where the one before ended: defects may cross the border
    is_recursive: bool = False  # a folder with its sub-folders
    is_watched: bool = False  # a folder that is still being filled
    answer_s: float = 30.0  # a file or folder that gives no sign of life for so long is not waited for
    bits: int | None = None  # of 16-bit values, 8 to 16; None: by the files, else 16


def address_of(text: str) -> str:
    """Without what may be left out: "camera:0" is "0", "frames/" is "frames"."""
    text = text.strip()
    number = text.removeprefix("camera:")
    return number if number.isdecimal() else text.rstrip("/\\") or text
