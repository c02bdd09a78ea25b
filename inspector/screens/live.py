"""What the Live page shows, as finished data: presenters make it, views show it, neither needs the other's code.

Texts are in the reader's language; views add no logic but layout. No Qt.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
import numpy.typing as npt

from inspector.core.class_map import ClassMap
from inspector.core.classes import DefectClass
from inspector.core.defect import Box, Severity
from inspector.core.frame import Pixels
from inspector.core.source_view import QuarterTurns

if TYPE_CHECKING:
    from inspector.core.grading import Verdict


Line: TypeAlias = tuple[tuple[float, float], ...]  # points x, y


@dataclass(frozen=True, slots=True)
class ShownProduct:
    """What of a frame was inspected, in px of the picture as it is shown."""

    frame: Box
    kept: Line  # all round
    edges: tuple[Line, ...]


@dataclass(frozen=True, slots=True, eq=False)
class DisplayFrame:
    """A frame as the canvas paints it: turned and lit as people want to look at it.

    Everything but ``values`` is in px of the picture as it is shown, turned by ``quarter_turns``.
    """

    frame_index: int
    name: str
    pixels: npt.NDArray[np.uint8]  # (H, W) or (H, W, 3), 8 bit for the screen only
    overlay: ClassMap  # (H, W), 0 shows nothing; regions below the minimum area are left out
    # Per class index: borders of its regions along pixel edges, (n, 4) int32 x1, y1, x2, y2 in frame pixels.
    outlines: Mapping[int, npt.NDArray[np.int32]]
    caption: str  # "frame 000123 · 312.4 m · 14:02:11"
    focus: Box | None = None  # the defect that was asked for
    classes: tuple[DefectClass, ...] = ()  # of the overlay's indices
    values: Pixels | None = None  # as captured, not turned: what is read under the cursor; None: ``pixels``
    quarter_turns: QuarterTurns = 0  # clockwise
    window: tuple[float, float] = (0.0, 1.0)  # shares of full scale that are shown black and white
    is_as_captured: bool = True  # False: brightness or contrast are not those of the frame, and the screen says so
    fit_to: Box | None = None  # what fills the picture: the product; None: the whole frame
    product: ShownProduct | None = None  # what was inspected of it, where that is not all


class OverlayStyle(StrEnum):
    FILL = "fill"
    OUTLINE = "outline"
    BOTH = "both"


@dataclass(frozen=True, slots=True)
class OverlayLook:
    style: OverlayStyle = OverlayStyle.BOTH
    opacity: float = 0.35  # of the fill, 0..1
    solo: int = 0  # class index shown alone; 0: all
    is_hidden: bool = False


@dataclass(frozen=True, slots=True)
class ClassState:
    """One row of the legend: look, threshold over the score histogram, minimum size."""

    defect_class: DefectClass
    threshold: float  # 0..1
    min_area: float  # in ``area_unit``
    area_unit: str  # "mm²" or "px"
    n_defects: int  # on this piece
    is_solo: bool = False
    # Before a hand moved them, of the set or the model's own; None where nobody did.
    threshold_before: float | None = None
    min_area_before: float | None = None


@dataclass(frozen=True, slots=True)
class DefectRow:
    """One row of the table, and one mark on the map."""

    defect_id: int
    defect_class: DefectClass  # by its name; its index is that of the model which found it
    position: str  # "311.82 m" or "frame 12, 240 px"
    size: str  # "4.1 × 0.3 mm", "41 × 3 px"
    severity: Severity
    score: float
    along: float  # m, or px without a calibration: centre
    across: float  # mm, or px: centre
    length: float  # extents in the same units as along (m | px) and across (mm | px)
    width: float
    extent: tuple[float, float] = (0.0, 0.0)  # the size as numbers, larger first: mm or px
    file: str = ""  # of its newest part: the file's name, or the frame's
    is_graded: bool = True  # False: the severity table asks for mm, and there is no calibration


@dataclass(frozen=True, slots=True, eq=False)
class Thumbnail:
    defect_id: int
    defect_class: DefectClass
    severity: Severity
    pixels: npt.NDArray[np.uint8]  # crop, (h, w) or (h, w, 3)
    caption: str  # "scratches\n12.1 × 0.8 mm\n311.8 m"
    is_graded: bool = True


@dataclass(frozen=True, slots=True)
class Stretch:
    """Part of the piece that was not inspected, in the map's along unit."""

    start: float
    end: float
    reason: str


@dataclass(frozen=True, slots=True)
class MapExtent:
    """Scale of the piece map."""

    length: float  # inspected or passed so far, in along unit
    width: float  # across, in across unit
    along_unit: str  # "m" or "px"
    across_unit: str  # "mm" or "px"
    is_calibrated: bool  # False: the map says that it is in pixels


@dataclass(frozen=True, slots=True)
class SetEntry:
    """A named set of thresholds that fits the model in use."""

    name: str
    product: str  # "" for any
    is_chosen: bool = False


@dataclass(frozen=True, slots=True)
class ThresholdState:
    """Which thresholds hold, and how they came about."""

    label: str  # "model's own", "set “rail winter”", "model's own · changed by hand: 2"
    steps: tuple[str, ...] = ()  # oldest first: "model's own", "crack ≥ 0.62"; those undone stand behind
    step: int = 0  # index of the one that holds
    sets: tuple[SetEntry, ...] = ()
    n_changed: int = 0  # by hand


class RunState(StrEnum):
    NOTHING = "nothing"  # no source chosen yet
    READY = "ready"
    STARTING = "starting"
    RUNNING = "running"
    STOPPING = "stopping"
    ENDED = "ended"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Stat:
    """One stat of the Live page: a large value and its name; amber when it needs attention."""

    name: str  # "inspected"
    value: str  # "24.0 fps"
    needs_attention: bool = False


@dataclass(frozen=True, slots=True)
class Asked:
    """A question that a second press of the same action answers with yes."""

    action_id: str
    costs: str  # "Stop ends Coil R-2041 at 312.4 m"
    again: str  # "Press again within 5 s"


@dataclass(frozen=True, slots=True)
class Running:
    """What is being inspected now, and would end or change."""

    piece: str  # "Coil R-2041"
    position: str  # "312.4 m"
    address: str  # of its source, "" where it has none


@dataclass(frozen=True, slots=True)
class VerdictState:
    """The verdict of the piece, by the plant's grading table."""

    verdict: Verdict  # so far, while the piece runs
    word: str  # "So far: Downgrade", "Reject"
    reason: str  # the rule that decided, or why it is undecided; "" where no rule is met so far
    table: str  # "our coils, version 4"
    notes: tuple[str, ...] = ()  # "depth not measured: gauge it"


@dataclass(frozen=True, slots=True)
class LiveState:
    """Everything of the Live page that is not a frame, a list of defects or a look."""

    run_state: RunState
    source: str  # "" for none
    model: str
    headline: str  # a few words: "Inspecting", "Ready: images"
    stats: tuple[Stat, ...] = ()
    is_frozen: bool = False
    n_since_frozen: int = 0  # defects found since; the badge shows them
    progress: float | None = None  # 0..1 where the end is known
    can_start: bool = False
    asked: Asked | None = None
    running: Running | None = None
    model_line: str = ""  # whose results stand here, and what inspects next where that is another
    loading: str = ""  # "Loading model steel-anet …": it can be given up
    too_old: str = ""  # "No picture younger than 2 s": what stands there is no picture of what passes now
    again: str = ""  # what the next start costs: "Inspects images again, from its beginning"; "" where it is new
    verdict: VerdictState | None = None  # None: no table grades this kind of piece
    piece: str = ""  # "Coil R-2041", whose defects are listed
    began: str = ""  # "2026-03-01 12:04", of its inspection
