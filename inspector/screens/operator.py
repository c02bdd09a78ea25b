"""What the operator's view shows, as finished data: few, large, read from three metres. No Qt.

Map and picture are those of the Live page; what stands here is what the view adds.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import numpy.typing as npt

from inspector.core.classes import DefectClass
from inspector.core.defect import Severity


class Tone(StrEnum):
    """How loud something is; always with a shape and a word."""

    CALM = "calm"
    WARN = "warn"
    STOP = "stop"


@dataclass(frozen=True, slots=True, eq=False)
class LargePicture:
    """One defect, large enough to be judged from where the line is run."""

    inspection_id: str
    defect_id: int
    defect_class: DefectClass
    severity: Severity
    pixels: npt.NDArray[np.uint8]  # crop, (h, w) or (h, w, 3)
    title: str  # "critical crack"
    size: str  # "41.2 × 3.0 mm"
    where: str  # "311.82 m"
    lane: int
    frame_index: int  # of its newest part
    along_px: float
    along_mm: float | None


@dataclass(frozen=True, slots=True)
class OperatorScreen:
    word: str  # the state in one word or two: "INSPECTING", "NOT SEEING", "STOPPED"
    tone: Tone
    why: str  # one line under it, "" where nothing is to be said
    piece: str  # "Coil R-2041", "" for none
    position: str  # "312.4 m"
    verdict: str = ""  # of the piece so far: "REJECT", with its rule in ``why_verdict``
    why_verdict: str = ""
    start_text: str = ""  # of the large button: "Start", "Stop", "Press again"
    can_start: bool = False  # the button acts
    is_running: bool = False
    piece_kind: str = ""  # what a piece usually is
    again: str = ""  # what a new piece does besides: "Inspects images again, from its beginning"
    can_remark: bool = False  # a piece is inspected, or was
    no_serious: str = ""  # what stands in the place of large pictures while there is none
    answer: str = ""  # what the last press did: "Marked at 311.8 m, 4 frames kept"
