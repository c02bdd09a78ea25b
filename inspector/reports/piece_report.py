"""Everything that the records know of one inspection, gathered for a report.

    workspace + inspection id  ->  PieceReport  ->  document.py (PDF), tables.py (CSV, XLSX)

Reads the records and, for the pictures, the evidence; changes nothing. May be used while inspection runs.
"""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import numpy.typing as npt

from inspector.core.bits import container_bits, to_eight_bit
from inspector.core.classes import ClassCatalogue
from inspector.core.defect import Severity
from inspector.core.grading import Judgement
from inspector.core.messages import Code, FrameError, InspectorError, message
from inspector.core.piece import Gap
from inspector.core.typed_json import parsed_json
from inspector.core.untrusted import file_inside
from inspector.grading.table_text import TableFile
from inspector.pictures.decoding import read_frame_pixels
from inspector.reports.regrading import regraded, stored_facts
from inspector.store.database import reading
from inspector.store.queries import defects, events, evidence, frames, gaps, inspections, of_report, verdicts
from inspector.store.queries.defects import DefectRecord
from inspector.store.queries.events import EventRecord
from inspector.store.queries.frames import FrameRecord, LaneProduct
from inspector.store.queries.inspections import InspectionRecord
from inspector.store.queries.of_report import AlarmLine, ChangeLine, RemarkLine
from inspector.store.queries.verdicts import VerdictRecord
from inspector.store.records import FrameState, ModelUsed
from inspector.workspace.workspace import Workspace

MAX_DEFECTS = 1_000_000
MAX_PICTURES = 48  # of the worst defects; every defect is in the table
MAX_CROP_PX = 480
MAX_LISTED = 100_000  # frames not inspected, events
ID_LETTERS = 32

_WORST_FIRST = (Severity.CRITICAL, Severity.MAJOR, Severity.MINOR, Severity.NONE)


@dataclass(frozen=True, slots=True, eq=False)
class Crop:
    """A picture of a defect, as it was kept."""

    defect_id: int
    pixels: npt.NDArray[np.uint8]


@dataclass(frozen=True, slots=True, eq=False)
class PieceReport:
    """One inspection as it was recorded. ``defects`` by position, or by id without one."""

    plant: str
    catalogue: ClassCatalogue
    inspection: InspectionRecord
    models: tuple[tuple[int, ModelUsed], ...]  # of the first lane: from which frame on
    severity_version: int | None  # None: recorded before tables had one
    is_severity_example: bool
    verdict: VerdictRecord | None
    n_verdicts: int
    judgement: Judgement | None  # by the table of the recorded verdict: notes, and rules that are met
    defects: tuple[DefectRecord, ...]
    gaps: tuple[Gap, ...]
    missed: tuple[FrameRecord, ...]
    events: tuple[EventRecord, ...]
    alarms: tuple[AlarmLine, ...]
    remarks: tuple[RemarkLine, ...]
    changes: tuple[ChangeLine, ...]
    width_mm: float | None  # that the cameras saw; None without a calibration
    width_px: int
    products: tuple[LaneProduct, ...] = ()  # of the lanes where not all of a frame was inspected
    crops: tuple[Crop, ...] = ()
    n_crops_gone: int = 0  # of pictured defects, whose picture had to make room or cannot be read

    @property
    def ended_at(self) -> str:
        """UTC text; of one that has no end, its beginning."""
        return self.inspection.ended_at or self.inspection.started_at


def inspections_named(rows: sqlite3.Connection, name: str) -> tuple[InspectionRecord, ...]:
    """Those of pieces of this name, else those whose id begins so; newest first."""
    found = inspections.recent(rows, piece_name=name, limit=1000)
    is_id = 4 <= len(name) <= ID_LETTERS and all(letter in "0123456789abcdef" for letter in name)
    if found or not is_id:
        return found
    return tuple(one for one in inspections.recent(rows, limit=MAX_DEFECTS) if one.inspection_id.startswith(name))


def newest_named(
    rows: sqlite3.Connection, name: str, path: Path
) -> tuple[InspectionRecord, tuple[InspectionRecord, ...]]:
    """The inspection that a report is asked for, and all that the name may mean.

    Of a piece the newest. Raises InspectorError where there is none, or an id's beginning means several.
    """
    found = inspections_named(rows, name)
    if not found:
        raise InspectorError(message(Code.PIECE_UNKNOWN, name=name, path=str(path)))
    return found[0], found


def gather(workspace: Workspace, inspection_id: str, *, with_pictures: bool = True) -> PieceReport:
    """Raises InspectorError where there is no such inspection or the records cannot be read."""
    with reading(workspace.database) as rows:
        inspection = inspections.by_id(rows, inspection_id)
        if inspection is None:
            raise InspectorError(message(Code.PIECE_UNKNOWN, name=inspection_id, path=str(workspace.database)))
        known = verdicts.of_inspection(rows, inspection_id)
        version, is_example = _severity_table(inspection.severity_table)
        found = sorted(defects.of_inspection(rows, inspection_id, limit=MAX_DEFECTS), key=_by_position)
        report = PieceReport(
            plant=workspace.settings.name,
            catalogue=workspace.settings.catalogue,
            inspection=inspection,
            models=inspections.models_used(rows, inspection_id),
            severity_version=version,
            is_severity_example=is_example,
            verdict=known[0] if known else None,
            n_verdicts=len(known),
            judgement=_judgement(rows, inspection, known[0]) if known else None,
            defects=tuple(found),
            gaps=gaps.of_inspection(rows, inspection_id),
            missed=frames.of_inspection(rows, inspection_id, state=FrameState.NOT_INSPECTED, limit=MAX_LISTED),
            events=events.recent(rows, inspection_id=inspection_id, limit=MAX_LISTED)[::-1],
            alarms=of_report.alarms(rows, inspection_id, MAX_LISTED),
            remarks=of_report.remarks(rows, inspection_id, MAX_LISTED),
            changes=of_report.setting_changes(rows, inspection_id, MAX_LISTED),
            width_mm=stored_facts(rows, inspection).width_mm,
            products=frames.products(rows, inspection_id),
            width_px=max((n_columns for *_, n_columns in verdicts.widths(rows, inspection_id)), default=0),
        )
        wanted = sorted(found, key=by_severity)[:MAX_PICTURES] if with_pictures else []
        pictures = [(one.defect.defect_id, _newest_crop(rows, inspection_id, one.defect.defect_id)) for one in wanted]
    crops = [_crop(workspace.frames, defect_id, picture) for defect_id, picture in pictures]
    kept = tuple(crop for crop in crops if crop is not None)
    return replace(report, crops=kept, n_crops_gone=len(crops) - len(kept))


def _by_position(one: DefectRecord) -> tuple[float, int]:
    return (one.defect.position_mm or 0.0, one.defect.defect_id)


def by_severity(one: DefectRecord) -> tuple[int, float, int]:
    """Sorts the worst first."""
    return _WORST_FIRST.index(one.defect.severity), -one.defect.size_px.area, one.defect.defect_id


def _judgement(rows: sqlite3.Connection, inspection: InspectionRecord, verdict: VerdictRecord) -> Judgement | None:
    try:
        table = TableFile.read(verdict.table_toml.encode())
    except ValueError:  # of a newer program: what it decided stands in words
        return None
    return regraded(rows, inspection, table)[0]


def _severity_table(text: str) -> tuple[int | None, bool]:
    """Version of the severity table, and whether it was the example."""
    try:
        found = parsed_json(text)
    except ValueError:
        return None, False
    if not isinstance(found, dict) or not isinstance(found.get("version"), int):
        return None, False
    return found["version"], found.get("is_example") is True


def _newest_crop(rows: sqlite3.Connection, inspection_id: str, defect_id: int) -> evidence.EvidenceRecord | None:
    kept = [one for one in evidence.of_defect(rows, inspection_id, defect_id) if one.is_kept]
    return max(kept, key=lambda one: (one.box.width * one.box.height, -one.evidence_id), default=None)


def _crop(folder: Path, defect_id: int, picture: evidence.EvidenceRecord | None) -> Crop | None:
    if picture is None:
        return None
    try:
        read = read_frame_pixels(file_inside(folder, picture.path))
    except (FrameError, ValueError):  # it was removed or damaged meanwhile: the report says how many are missing
        return None
    grey = to_eight_bit(read.pixels, picture.bits or container_bits(read.pixels))
    return Crop(defect_id, _small(grey))


def _small(pixels: npt.NDArray[np.uint8]) -> npt.NDArray[np.uint8]:
    """At most MAX_CROP_PX on its longer side: what paper shows."""
    import cv2  # only where pictures are asked for

    scale = MAX_CROP_PX / max(pixels.shape[:2])
    if scale >= 1:
        return pixels
    size = (max(1, round(pixels.shape[1] * scale)), max(1, round(pixels.shape[0] * scale)))
    return np.asarray(cv2.resize(pixels, size, interpolation=cv2.INTER_AREA), np.uint8)
