"""A frame of an inspection looked at again: its pixels from its source or from evidence, and what was found in it.

    records of the frame ─► its source (folder, video) ─► whole frame kept as evidence ─► crops of its defects ─► none
                            the first that has it, with words for what was not there or is not what it was

May wait for the disk or a share: never on the Qt thread.
"""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import numpy.typing as npt

from inspector.core.defect import Box, DefectPart
from inspector.core.frame import MAX_PIXELS, MIN_BITS, Pixels
from inspector.core.messages import Code, InspectorError, Message, StoreError, message
from inspector.core.placement import Placement
from inspector.core.product import ProductRegion
from inspector.core.retention import GoneBecause
from inspector.core.untrusted import file_inside
from inspector.pictures.decoding import read_frame_pixels
from inspector.sources.address import address_of
from inspector.sources.frame_reading import read_frame
from inspector.store.database import reading
from inspector.store.product_code import decode
from inspector.store.queries import defects, evidence, frames, inspections, regions
from inspector.store.queries.evidence import EvidenceRecord
from inspector.store.queries.frames import FrameRecord
from inspector.store.queries.regions import FrameRegions
from inspector.store.records import EvidenceKind, LaneRecord
from inspector.store.region_code import RecordedRegion

TOUCHED_S = 2.5  # times of files are that coarse on some disks


@dataclass(frozen=True, slots=True, eq=False)
class ShownRegion:
    """What was found, as it is painted. ``runs``: (n, 3) row, first column, column after the last."""

    class_name: str
    defect_id: int
    runs: npt.NDArray[np.int32]
    class_index: int  # of the model that inspected the frame


@dataclass(frozen=True, slots=True, eq=False)
class FrameAgain:
    """``pixels`` None: there is no picture of it any more; ``notes`` say why, or what is special about it."""

    inspection_id: str
    piece_name: str
    record: FrameRecord
    pixels: Pixels | None
    bits: int
    regions: tuple[ShownRegion, ...]
    class_names: tuple[str, ...]  # of the inspection's first model, by index
    parts: tuple[tuple[int, DefectPart], ...]  # defect id and where it lies in this frame
    notes: tuple[Message, ...] = ()
    product: ProductRegion | None = None  # what of it was inspected; None: all
    source: str = ""  # the folder or video that it is of, as it is opened; else what its lane calls it

    @property
    def shape(self) -> tuple[int, int]:
        """Rows and columns; of a frame without a picture as they were recorded."""
        if self.pixels is not None:
            return int(self.pixels.shape[0]), int(self.pixels.shape[1])
        return self.record.n_rows or 0, self.record.width or 0

    @property
    def placement(self) -> Placement:
        record = self.record
        return Placement(record.lane, record.along_px, record.along_mm, record.across_mm)


@dataclass(frozen=True, slots=True, eq=False)
class _Recorded:
    piece_name: str
    class_names: tuple[str, ...]
    record: FrameRecord
    lane: LaneRecord | None
    regions: tuple[ShownRegion, ...]
    parts: tuple[tuple[int, DefectPart], ...]
    kept: tuple[EvidenceRecord, ...]
    notes: tuple[Message, ...]
    product: ProductRegion | None


def read_frame_again(
    database: Path, evidence_folder: Path, inspection_id: str, lane: int, frame_index: int
) -> FrameAgain:
    """Raises StoreError where the records cannot be read, or do not hold the frame."""
    with reading(database) as rows:
        known = _recorded(rows, inspection_id, lane, frame_index)
    pixels, bits, notes = _pixels(known, evidence_folder)
    record = known.record
    return FrameAgain(
        inspection_id, known.piece_name, record, pixels, bits, known.regions, known.class_names, known.parts,
        (*known.notes, *notes), known.product, _source_of(known),
    )  # fmt: skip


def _source_of(known: _Recorded) -> str:
    if known.lane is None:
        return ""
    if known.lane.source_address is not None:
        with contextlib.suppress(ValueError):
            return address_of(known.lane.source_address).path
    return known.lane.source_name


def _recorded(rows: sqlite3.Connection, inspection_id: str, lane: int, frame_index: int) -> _Recorded:
    inspection = inspections.by_id(rows, inspection_id)
    record = frames.one(rows, inspection_id, lane, frame_index)
    if inspection is None or record is None:
        raise StoreError(message(Code.FRAME_NOT_RECORDED, frame=frame_index))
    notes: list[Message] = []
    product = None
    try:
        product = None if record.product is None else decode(record.product)
    except ValueError as error:
        notes.append(message(Code.PRODUCT_BROKEN, frame=frame_index, detail=str(error)))
    is_broken = False  # what the overlay showed
    try:
        found = regions.of_frame(rows, inspection_id, lane, frame_index)
    except StoreError as error:
        if error.message.code is not Code.REGIONS_BROKEN:
            raise
        found, is_broken = None, True
        notes.append(error.message)
    if found is not None:
        shown = tuple(
            ShownRegion(
                _name_of(found, region, inspection.class_names), region.defect_id, region.runs, region.class_index
            )
            for region in found.regions
        )
        parts = tuple((one.defect_id, _part_of(record, one.runs)) for one in shown)
    elif is_broken or not frames.has_regions(rows, inspection_id):  # else nothing was found in this frame
        listed = [
            one for one in defects.parts_in(rows, inspection_id, lane, frame_index) if _lies_in(one[2].box, record)
        ]
        shown, parts = _boxes(listed, inspection.class_names), tuple((defect_id, part) for defect_id, _, part in listed)
        if listed and not is_broken:
            notes.append(message(Code.OVERLAY_BOXES_ONLY, name=record.name))
    else:
        shown, parts = (), ()
    return _Recorded(
        inspection.piece_name,
        inspection.class_names,
        record,
        next((one for one in inspection.lanes if one.lane == lane), None),
        shown,
        parts,
        evidence.of_frame(rows, inspection_id, lane, frame_index),
        tuple(notes),
        product,
    )


def _name_of(found: FrameRegions, region: RecordedRegion, class_names: Sequence[str]) -> str:
    """By its defect: the class's index means another class where the model changed meanwhile."""
    if region.defect_id in found.class_of:
        return found.class_of[region.defect_id]
    return class_names[region.class_index] if region.class_index < len(class_names) else f"{region.class_index}"


def _part_of(record: FrameRecord, runs: npt.NDArray[np.int32]) -> DefectPart:
    (top, left, _), (bottom, _, right) = runs.min(axis=0).tolist(), runs.max(axis=0).tolist()
    return DefectPart(record.frame_index, record.name, Box(left, top, right - left, bottom + 1 - top), record.lane)


def _lies_in(box: Box, record: FrameRecord) -> bool:
    return (
        box.x >= 0 and box.y >= 0 and box.width > 0 and box.height > 0
        and box.x + box.width <= (record.width or 0) and box.y + box.height <= min(record.n_rows or 0, MAX_PIXELS)
    )  # fmt: skip


def _boxes(parts: Sequence[tuple[int, str, DefectPart]], class_names: Sequence[str]) -> tuple[ShownRegion, ...]:
    return tuple(
        ShownRegion(
            class_name,
            defect_id,
            _frame_of(part.box),
            class_names.index(class_name) if class_name in class_names else 1,
        )
        for defect_id, class_name, part in parts
    )


def _frame_of(box: Box) -> npt.NDArray[np.int32]:
    """The runs of a box's border, one pixel wide."""
    right, bottom = box.x + box.width, box.y + box.height
    runs = [(box.y, box.x, right)]
    for row in range(box.y + 1, bottom - 1):
        runs += [(row, box.x, box.x + 1), (row, right - 1, right)] if box.width > 1 else [(row, box.x, right)]
    if bottom - 1 > box.y:
        runs.append((bottom - 1, box.x, right))
    return np.array(runs, np.int32).reshape(-1, 3)


# pixels


def _pixels(known: _Recorded, evidence_folder: Path) -> tuple[Pixels | None, int, list[Message]]:
    record, notes = known.record, list[Message]()
    address = known.lane.source_address if known.lane is not None else None
    if address is not None:
        try:
            read = read_frame(address_of(address), record.name, record.frame_index)
        except InspectorError as error:
            notes.append(error.message)
        except ValueError as error:
            notes.append(message(Code.FRAME_NOT_READ_AGAIN, name=record.name, path="", detail=str(error)))
        else:
            if (changed := _changed(record, read.pixels, read.bits)) is None:
                notes += _touched(record, read.modified_at)
                return read.pixels, _bits_of(record, read.pixels), notes
            notes.append(changed)
    for kept in known.kept:
        picture = _kept_picture(kept, evidence_folder) if kept.kind is EvidenceKind.FRAME else None
        if picture is not None:
            bits = _bits_of(record, picture)
            if _changed(record, picture, bits) is None:
                return picture, bits, notes
    crops = [
        (kept.box, picture)
        for kept in known.kept
        if kept.kind is EvidenceKind.CROP and (picture := _kept_picture(kept, evidence_folder)) is not None
    ]
    if (pasted := _pasted(record, crops)) is not None:
        notes.append(message(Code.FRAME_ONLY_CROPS, name=record.name, n=len(crops)))
        return pasted, _bits_of(record, pasted), notes
    if (gone := _gone(record.name, known.kept, evidence_folder)) is not None:
        notes.append(gone)
    elif address is None:
        notes.append(message(Code.FRAME_NOT_KEPT_THEN, name=record.name))
    return None, 8, notes


def _gone(name: str, kept: Sequence[EvidenceRecord], folder: Path) -> Message | None:
    """Why a picture that was kept of the frame is not shown; None where none was. A whole frame before its crops."""
    for one in sorted(kept, key=lambda picture: picture.kind is not EvidenceKind.FRAME):
        gone = one.gone
        if gone is None:
            return message(Code.PICTURE_GONE, name=name, path=str(folder / one.path))
        at = gone.at[:10]
        if gone.because is GoneBecause.AGE and gone.after_days is not None:
            return message(Code.PICTURE_AGED, name=name, days=gone.after_days, at=at)
        if gone.because is GoneBecause.RESTORED:
            return message(Code.PICTURE_NOT_RESTORED, name=name, at=at)
        return message(Code.PICTURE_MADE_ROOM, name=name, at=at)
    return None


def _bits_of(record: FrameRecord, pixels: Pixels) -> int:
    """As recorded, where values of this kind can have so many."""
    most = 8 * pixels.itemsize
    return record.bits if record.bits is not None and MIN_BITS <= record.bits <= most else most


def _changed(record: FrameRecord, pixels: Pixels, bits: int) -> Message | None:
    """A frame that was not inspected has no recorded size: whatever is there is what would have been read."""
    found_rows, found_columns = pixels.shape[:2]
    rows, columns = record.n_rows or found_rows, record.width or found_columns
    expected_bits = record.bits or bits
    is_container_alike = (expected_bits > 8) == (pixels.itemsize > 1)
    if (found_rows, found_columns) == (rows, columns) and is_container_alike:
        return None
    return message(
        Code.FRAME_CHANGED, name=record.name, found=f"{found_columns} × {found_rows} px, {bits} bit",
        expected=f"{columns} × {rows} px, {expected_bits} bit",
    )  # fmt: skip


def _touched(record: FrameRecord, modified_at: datetime | None) -> list[Message]:
    """A file has the time of its writing as the time of its capture."""
    try:
        then = datetime.fromisoformat(record.captured_at)
    except ValueError:
        return []
    if modified_at is None or record.n_rows is None or then.tzinfo is None:
        return []
    if abs((modified_at - then).total_seconds()) <= TOUCHED_S:
        return []
    form = "%Y-%m-%d %H:%M:%S"
    return [
        message(
            Code.FRAME_FILE_TOUCHED, name=record.name, then=then.astimezone().strftime(form),
            now=modified_at.astimezone(UTC).astimezone().strftime(form),
        )
    ]  # fmt: skip


def _kept_picture(kept: EvidenceRecord, folder: Path) -> Pixels | None:
    """None where its file has made room, or is gone."""
    if not kept.is_kept:
        return None
    try:
        picture = read_frame_pixels(file_inside(folder, kept.path))
    except (InspectorError, ValueError, OSError):
        return None
    rows, columns = picture.pixels.shape[:2]
    return picture.pixels if (columns, rows) == (kept.box.width, kept.box.height) else None


def _pasted(record: FrameRecord, crops: Sequence[tuple[Box, Pixels]]) -> Pixels | None:
    """An empty frame with the crops where they lay."""
    if not crops or record.n_rows is None or record.width is None:
        return None
    rows, columns = record.n_rows, record.width
    if not (rows > 0 and columns > 0 and rows * columns <= MAX_PIXELS):
        return None
    has_colour = any(picture.ndim == 3 for _, picture in crops)
    kind = np.uint16 if any(picture.itemsize > 1 for _, picture in crops) else np.uint8
    frame: Pixels = np.zeros((rows, columns, 3) if has_colour else (rows, columns), kind)
    for box, picture in crops:
        if not (box.x >= 0 and box.y >= 0 and box.x + box.width <= columns and box.y + box.height <= rows):
            continue
        pasted = picture if picture.ndim == 3 or not has_colour else np.repeat(picture[:, :, None], 3, axis=2)
        frame[box.y : box.y + box.height, box.x : box.x + box.width] = pasted
    return frame
