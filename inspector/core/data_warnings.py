"""What looks wrong in annotated data that can be imported all the same; ``texts.importing`` puts it into words.

None of it is sure: a set without a defect may really be one. Each is what labels look like that were misunderstood, by
us or by whoever wrote them.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class WarningKind(StrEnum):
    ALL_CLEAN = "every frame is clean"
    ALL_IGNORED = "no defect, but ignored pixels"
    CLASS_IGNORED = "all of a class is ignored"
    CLASS_COVERED = "all of a class is covered by others"
    CLASS_UNUSED = "unused classes"
    INVERTED = "masks look inverted"
    TURNED_MISFIT = "turned by EXIF, masks fit unturned only"
    TURNED = "turned by EXIF, masks fit both ways"
    FOLDER_MISSING = "a folder of frames is not there"
    FEWER_BITS = "16-bit frames hold fewer bits"
    DUPLICATES = "near duplicates in several splits"
    DUPLICATES_UNKNOWN = "near duplicates were not looked for"


@dataclass(frozen=True, slots=True)
class DataWarning:
    kind: WarningKind
    n: int = 0  # frames, pixels or surfaces, as the kind has it
    of: int = 0  # all frames it could be
    names: tuple[str, ...] = ()  # classes, or frames that show it
    bits: int = 0  # that 16-bit frames seem to hold
