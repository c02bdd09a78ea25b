"""What somebody at the line says about the inspection: here it missed something, or that is no defect."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from inspector.core.untrusted import storable


class RemarkKind(StrEnum):
    MISSED = "missed"  # a defect passed that was not found
    FALSE = "false"  # what was found is none


@dataclass(frozen=True, slots=True)
class Remark:
    """Where it belongs: the newest frame of the lane as it was said, or the defect that is none."""

    kind: RemarkKind
    lane: int
    frame_index: int | None
    along_px: float
    along_mm: float | None = None  # None without a scale
    defect_id: int | None = None  # of a false one
    note: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "note", storable(self.note))
